//! Is the signer who was expected?

use crate::error::Error;
use crate::policy::expectation::Expectation;
use crate::policy::pattern::Matcher;
use crate::verify::signer::Signer;

const GITHUB: &str = "https://github.com/";
const GITHUB_ACTIONS: &str = "https://token.actions.githubusercontent.com";

/// A repository on GitHub whose workflows should have signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Repository {
    /// `https://github.com/OWNER/NAME`.
    uri: String,
    /// `OWNER/NAME`.
    name: String,
    /// The workflow's file with its repository, `https://github.com/OWNER/NAME/path`.
    workflow: Option<String>,
    /// The branch or tag that was built.
    reference: Option<String>,
}

impl Repository {
    /// `name` is `OWNER/NAME`, or the same as a link. A workflow is a path in that repository, or
    /// in another one where it starts with `OWNER/NAME/`.
    pub(crate) fn new(name: &str, workflow: Option<&str>, reference: Option<&str>) -> Option<Self> {
        let name = name.strip_prefix(GITHUB).unwrap_or(name);
        let (owner, own) = name.split_once('/')?;
        if !is_name(owner) || !is_name(own) {
            return None;
        }
        let uri = format!("{GITHUB}{name}");
        let workflow = workflow.map(|path| {
            let path = path.strip_prefix(GITHUB).unwrap_or(path);
            if path.starts_with(".github/") {
                format!("{uri}/{path}")
            } else if path.contains("/.github/") {
                format!("{GITHUB}{path}")
            } else {
                format!("{uri}/.github/workflows/{path}")
            }
        });
        Some(Self { uri, name: name.to_owned(), workflow, reference: reference.map(str::to_owned) })
    }

    fn verify(&self, signer: &Signer) -> Result<(), Error> {
        let extension = |name: &str| signer.extensions.get(name).and_then(|value| value.as_str());
        equal("repo", GITHUB_ACTIONS, signer.issuer.as_deref())?;
        match extension("sourceRepositoryUri") {
            Some(found) => equal("repo", &self.uri, Some(found))?,
            // Certificates from before 2023 have the deprecated extension alone.
            None => equal("repo", &self.name, extension("githubWorkflowRepository"))?,
        }
        let (file, revision) = at_revision(&signer.identity);
        match &self.workflow {
            Some(workflow) => equal("workflow", workflow, Some(file))?,
            None => {
                let below = file.strip_prefix(&self.uri).is_some_and(|path| path.starts_with('/'));
                if !below || signer.identity_type != "uri" {
                    return Err(mismatch(
                        "repo",
                        &format!("{}/", self.uri),
                        Some(&signer.identity),
                    ));
                }
            }
        }
        let Some(reference) = &self.reference else { return Ok(()) };
        let built = extension("sourceRepositoryRef").or_else(|| extension("githubWorkflowRef"));
        equal("ref", reference, built.or(Some(revision)))
    }
}

/// The signer is the expected one: whatever is stated matches.
pub(crate) fn verify_identity(expectation: &Expectation, signer: &Signer) -> Result<(), Error> {
    let check = |stated: &Option<(&'static str, Matcher)>, found: Option<&str>| match stated {
        Some((key, matcher)) if !found.is_some_and(|found| matcher.matches(found)) => {
            Err(mismatch(key, matcher.text(), found))
        }
        _ => Ok(()),
    };
    if signer.identity_type == "key" {
        let (key, expected) = match (&expectation.identity, &expectation.repository) {
            (Some((key, matcher)), _) => (*key, matcher.text()),
            (None, Some(repository)) => ("repo", repository.name.as_str()),
            (None, None) => return Ok(()),
        };
        return Err(mismatch(key, expected, Some(&signer.identity)));
    }
    check(&expectation.identity, Some(&signer.identity))?;
    check(&expectation.issuer, signer.issuer.as_deref())?;
    expectation.repository.as_ref().map_or(Ok(()), |repository| repository.verify(signer))
}

/// A workflow's file and what it was taken at: a full reference, or a commit. A file's name may hold
/// an `@` too: `release.yml@evil.yml` is no `release.yml`.
fn at_revision(identity: &str) -> (&str, &str) {
    let is_commit = |text: &str| {
        matches!(text.len(), 40 | 64) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    let mut places = identity.match_indices('@').filter_map(|(at, _)| {
        let (file, rest) = identity.split_at_checked(at)?;
        Some((file, rest.get(1..)?))
    });
    let found = places.find(|(_, revision)| revision.starts_with("refs/") || is_commit(revision));
    found.unwrap_or((identity, ""))
}

fn is_name(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    !text.is_empty() && text.len() <= 100 && text.bytes().all(allowed)
}

fn equal(key: &'static str, expected: &str, found: Option<&str>) -> Result<(), Error> {
    if found == Some(expected) { Ok(()) } else { Err(mismatch(key, expected, found)) }
}

fn mismatch(key: &'static str, expected: &str, found: Option<&str>) -> Error {
    Error::IdentityMismatch { key, expected: expected.to_owned(), found: found.map(str::to_owned) }
}
