//! Is it the expected package?

use crate::encoding::json::Node;
use crate::error::Error;
use crate::formats::npm::RegistrySignature;
use crate::formats::predicate::npm_publish::NPM_PUBLISH;
use crate::formats::predicate::release::RELEASE;
use crate::formats::statement::Statement;
use crate::policy::slsa::{PACKAGE_NAME, PACKAGE_VERSION, decided, equal, filled};
use crate::verify::check::{Check, Question};

/// How the subjects of npm's statements begin (package-url).
const NPM: &str = "pkg:npm/";
/// How releases on GitHub are called (package-url).
const GITHUB: &str = "pkg:github/";

/// A package's name and version.
#[derive(Clone, Debug, Default)]
pub(super) struct PackageDemand {
    name: Option<String>,
    version: Option<String>,
}

impl PackageDemand {
    pub(super) fn from_json(root: &Node<'_>) -> Result<Self, Error> {
        Ok(Self {
            name: filled(root, PACKAGE_NAME)?.map(str::to_owned),
            version: filled(root, PACKAGE_VERSION)?.map(str::to_owned),
        })
    }

    pub(super) fn questions(&self) -> Vec<Question> {
        let name = self.name.iter().map(|_| Question::PackageName);
        name.chain(self.version.iter().map(|_| Question::PackageVersion)).collect()
    }

    pub(super) fn checks(&self, statement: &Statement) -> Vec<Check> {
        self.compared(&packages(statement))
    }

    /// Of what the registry itself signed.
    pub(super) fn signed_checks(&self, signed: &RegistrySignature) -> Vec<Check> {
        let (name, version) = (signed.name.clone(), signed.version.clone());
        self.compared(&Ok(vec![Package { name, version }]))
    }

    fn compared(&self, found: &Result<Vec<Package>, Error>) -> Vec<Check> {
        let every = |key, wanted: &str, part: fn(&Package) -> &str| {
            let found = found.as_ref().map_err(Clone::clone)?;
            found.iter().try_for_each(|package| equal(key, wanted, part(package)).map(|_| ()))?;
            Ok(wanted.to_owned())
        };
        let name = self.name.as_deref().map(|wanted| {
            let result = every(PACKAGE_NAME, wanted, |package| package.name.as_str());
            decided(Question::PackageName, result)
        });
        let version = self.version.as_deref().map(|wanted| {
            let result = every(PACKAGE_VERSION, wanted, |package| package.version.as_str());
            decided(Question::PackageVersion, result)
        });
        name.into_iter().chain(version).collect()
    }
}

/// Whether a statement is about a package of npm's.
pub(super) fn is_npm(statement: &Statement) -> bool {
    let mut subjects = statement.subjects.iter();
    subjects.any(|subject| subject.name.as_deref().is_some_and(|name| name.starts_with(NPM)))
}

struct Package {
    name: String,
    version: String,
}

/// What the statement calls the package: in its one subject, and, of the registry's own, in the
/// predicate too.
fn packages(statement: &Statement) -> Result<Vec<Package>, Error> {
    if RELEASE.is_in(statement) {
        return Ok(vec![release(statement)?]);
    }
    let [subject] = statement.subjects.as_slice() else {
        return Err(Error::DemandUnsupported { key: PACKAGE_NAME });
    };
    let name = subject.name.as_deref().unwrap_or_default();
    let mut packages = vec![package(name, NPM)?];
    if NPM_PUBLISH.is_in(statement) {
        let predicate = statement.predicate();
        packages.push(Package {
            name: predicate.exact("name")?.text()?.to_owned(),
            version: predicate.exact("version")?.text()?.to_owned(),
        });
    }
    Ok(packages)
}

/// A release of GitHub's: the repository and the tag, which `purl` says together.
fn release(statement: &Statement) -> Result<Package, Error> {
    let predicate = statement.predicate();
    let (repository, tag) = (predicate.exact("repository")?, predicate.exact("tag")?);
    if let Some((name, version)) = repository.optional_text()?.zip(tag.optional_text()?) {
        return Ok(Package { name: name.to_owned(), version: version.to_owned() });
    }
    package(predicate.exact("purl")?.text()?, GITHUB)
}

/// `pkg:npm/%40scope/name@1.0.0`, or the same of another type.
fn package(purl: &str, start: &str) -> Result<Package, Error> {
    let malformed = || Error::UriMalformed { found: purl.to_owned() };
    let rest = purl.strip_prefix(start);
    let rest = rest.ok_or(Error::DemandUnsupported { key: PACKAGE_NAME })?;
    let text = percent_decoded(rest).ok_or_else(malformed)?;
    // A scope begins with the same character that parts name and version.
    let scope = usize::from(text.starts_with('@'));
    let at = text.rfind('@').filter(|at| *at >= scope && (*at > 0 || scope == 0));
    let (name, version) = at.and_then(|at| text.split_at_checked(at)).ok_or_else(malformed)?;
    let version = version.strip_prefix('@').unwrap_or_default();
    if name.get(scope..).is_none_or(|name| name.is_empty() || name.contains('@')) {
        return Err(malformed());
    }
    Ok(Package { name: name.to_owned(), version: version.to_owned() })
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = text.bytes();
    let mut decoded = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        decoded.push(if byte == b'%' {
            let digits = [bytes.next()?, bytes.next()?];
            let digits = core::str::from_utf8(&digits).ok()?;
            let hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
            u8::from_str_radix(digits, 16).ok().filter(|_| hex)?
        } else {
            byte
        });
    }
    String::from_utf8(decoded).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn purls_are_read_whole() {
        let read = |purl: &str| {
            package(&format!("{NPM}{purl}"), NPM).map_or_else(
                |error| error.code().to_owned(),
                |package| format!("{} {}", package.name, package.version),
            )
        };
        for (purl, expected) in [
            ("name@1.0.0", "name 1.0.0"),
            ("%40scope/name@1.0.0", "@scope/name 1.0.0"),
            ("@scope/name@1.0.0", "@scope/name 1.0.0"),
            ("%40scope%2fname@1.0.0-rc.1", "@scope/name 1.0.0-rc.1"),
            ("@scope/name", "uri-malformed"),
            ("name", "uri-malformed"),
            ("a@b@1", "uri-malformed"),
            ("@@1", "uri-malformed"),
            ("@1", "uri-malformed"),
            ("%4", "uri-malformed"),
            ("%+1a@1", "uri-malformed"),
            ("%ff@1", "uri-malformed"),
            ("", "uri-malformed"),
        ] {
            assert_eq!(read(purl), expected, "{purl}");
        }
    }
}
