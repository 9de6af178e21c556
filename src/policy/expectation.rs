//! The expectation as JSON: one object whose keys are the same in a policy file, on the command line,
//! in an element's attributes and in a link.

use crate::encoding::json::{self, Node};
use crate::error::Error;
use crate::formats::verifier_key::VerifierKey;
use crate::policy::identity::Repository;
use crate::policy::pattern::Matcher;
use crate::policy::slsa::{self, SlsaDemand};
use crate::verify::witness::WitnessDemand;

/// A larger policy is refused unread: 1 MiB.
const SIZE_LIMIT: u64 = 1024 * 1024;
/// More keys than this are an error.
const KEY_LIMIT: usize = 64;
/// More witnesses than this are an error.
const WITNESS_LIMIT: usize = 64;

const IDENTITY: &str = "certificateIdentity";
const IDENTITY_REGEXP: &str = "certificateIdentityRegexp";
const ISSUER: &str = "certificateOidcIssuer";
const ISSUER_REGEXP: &str = "certificateOidcIssuerRegexp";
const REPO: &str = "repo";
const WORKFLOW: &str = "workflow";
const REF: &str = "ref";
const WITNESSES: &str = "witnesses";
const WITNESS_KEYS: &str = "witnessKeys";
/// A comment.
const COMMENT: &str = "//";

const KEYS: [&str; 10] = [
    IDENTITY,
    IDENTITY_REGEXP,
    ISSUER,
    ISSUER_REGEXP,
    REPO,
    WORKFLOW,
    REF,
    WITNESSES,
    WITNESS_KEYS,
    COMMENT,
];

/// Who should have signed, and under which witnesses' eyes.
///
/// ```
/// use touchstone::Expectation;
///
/// let stated = br#"{"repo": "sigstore/cosign", "ref": "refs/tags/v3.0.0"}"#;
/// assert!(Expectation::from_json(stated).is_ok());
/// // An issuer alone names nobody: everybody has a certificate of a public issuer.
/// let issuer = br#"{"certificateOidcIssuer": "https://accounts.google.com"}"#;
/// assert_eq!(Expectation::from_json(issuer).unwrap_err().code(), "policy-names-no-signer");
/// ```
#[derive(Clone, Debug)]
pub struct Expectation {
    /// Each with the key that states it.
    pub(crate) identity: Option<(&'static str, Matcher)>,
    pub(crate) issuer: Option<(&'static str, Matcher)>,
    pub(crate) repository: Option<Repository>,
    pub(crate) witnesses: WitnessDemand,
    pub(crate) slsa: SlsaDemand,
}

impl Expectation {
    /// Reads an expectation.
    ///
    /// # Errors
    ///
    /// An unknown key is an error, since it would silently expect nothing; so is an expectation
    /// that names no signer, and a pattern that is no regular expression.
    pub fn from_json(bytes: &[u8]) -> Result<Self, Error> {
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if size > SIZE_LIMIT {
            return Err(Error::InputTooLarge { size, limit: SIZE_LIMIT });
        }
        let json = json::parse(bytes)?;
        let root = Node::root(&json);
        for (key, _) in root.entries(KEY_LIMIT)? {
            if !KEYS.contains(&key) && !slsa::KEYS.contains(&key) {
                return Err(Error::PolicyKeyUnknown { key: key.to_owned() });
            }
        }
        let expectation = Self {
            identity: matcher(&root, IDENTITY, IDENTITY_REGEXP)?,
            issuer: matcher(&root, ISSUER, ISSUER_REGEXP)?,
            repository: repository(&root)?,
            witnesses: witnesses(&root)?,
            slsa: SlsaDemand::from_json(&root)?,
        };
        // Some may be asked for beside a key, which is stated elsewhere.
        let beside_key = expectation.witnesses.count > 0 || expectation.slsa.needs_key();
        if expectation.names_signer() || (beside_key && expectation.issuer.is_none()) {
            return Ok(expectation);
        }
        Err(Error::PolicyNamesNoSigner {})
    }

    /// Whether it says who should have signed.
    pub(crate) const fn names_signer(&self) -> bool {
        self.identity.is_some() || self.repository.is_some() || self.slsa.names_signer()
    }
}

/// The exact text of one key or the pattern of another; both at once contradict each other.
fn matcher(
    root: &Node<'_>,
    exact: &'static str,
    pattern: &'static str,
) -> Result<Option<(&'static str, Matcher)>, Error> {
    match (text(root, exact)?, text(root, pattern)?) {
        (Some(_), Some(_)) => Err(Error::ChoiceAmbiguous {
            path: root.path().to_owned(),
            found: format!("{exact}, {pattern}"),
        }),
        (Some(text), None) => Ok(Some((exact, Matcher::Exact(text.to_owned())))),
        (None, Some(text)) => Ok(Some((pattern, Matcher::pattern(pattern, text)?))),
        (None, None) => Ok(None),
    }
}

/// A text that is not empty: an empty one would be met by nothing, and was surely a variable that
/// nobody set.
fn text<'a>(root: &Node<'a>, key: &'static str) -> Result<Option<&'a str>, Error> {
    let node = root.exact(key)?;
    if !node.is_present() {
        return Ok(None);
    }
    match node.text()? {
        "" => Err(node.invalid("a text that is not empty")),
        text => Ok(Some(text)),
    }
}

fn repository(root: &Node<'_>) -> Result<Option<Repository>, Error> {
    let (workflow, reference) = (text(root, WORKFLOW)?, text(root, REF)?);
    match text(root, REPO)? {
        Some(name) => {
            let invalid =
                || root.exact(REPO).map_or_else(|error| error, |node| node.invalid("OWNER/NAME"));
            Repository::new(name, workflow, reference).ok_or_else(invalid).map(Some)
        }
        None if workflow.is_some() => Err(Error::PolicyUnsatisfiable { key: WORKFLOW }),
        None if reference.is_some() => Err(Error::PolicyUnsatisfiable { key: REF }),
        None => Ok(None),
    }
}

fn witnesses(root: &Node<'_>) -> Result<WitnessDemand, Error> {
    let listed = root.exact(WITNESS_KEYS)?;
    let mut keys: Vec<VerifierKey> = Vec::new();
    for node in listed.list(WITNESS_LIMIT)? {
        let key = VerifierKey::parse(node.text()?, node.path())?;
        // One witness counts once, whatever it is called.
        if keys.iter().any(|known| known.key == key.key) {
            return Err(node.invalid("a witness that is not there yet"));
        }
        keys.push(key);
    }
    let count = root.exact(WITNESSES)?;
    let count = if count.is_present() { count.index()? } else { u64::from(!keys.is_empty()) };
    if u64::try_from(keys.len()).is_ok_and(|length| length < count) {
        return Err(Error::PolicyUnsatisfiable { key: WITNESSES });
    }
    Ok(WitnessDemand { count, keys })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> &'static str {
        match Expectation::from_json(text.as_bytes()) {
            Ok(_) => "ok",
            Err(error) => error.code(),
        }
    }

    #[test]
    fn expectations_are_read_or_refused() {
        for (text, expected) in [
            (r#"{"certificateIdentity":"a@example.com"}"#, "ok"),
            (r#"{"certificateIdentityRegexp":".*@example.com","//":"all of us"}"#, "ok"),
            (r#"{"repo":"a/b","workflow":".github/workflows/r.yml","ref":"refs/tags/v1"}"#, "ok"),
            ("{}", "policy-names-no-signer"),
            (r#"{"certificateOidcIssuer":"https://x"}"#, "policy-names-no-signer"),
            (r#"{"certificateIdentity":""}"#, "field-invalid"),
            (r#"{"certificateIdentity":1}"#, "field-invalid"),
            (r#"{"certificateidentity":"a"}"#, "policy-key-unknown"),
            (r#"{"certificate_identity":"a"}"#, "policy-key-unknown"),
            (r#"{"builderID":"a","sourceUri":"b"}"#, "policy-key-unknown"),
            (r#"{"builderId":"a"}"#, "policy-unsatisfiable"),
            (r#"{"sourceTag":"v1"}"#, "policy-unsatisfiable"),
            (r#"{"sourceUri":""}"#, "field-invalid"),
            (r#"{"sourceUri":"github.com/a/b"}"#, "ok"),
            (r#"{"sourceUri":"github.com/a/b","builderId":"a@b@c"}"#, "field-invalid"),
            (r#"{"sourceUri":"github.com/a/b","sourceVersionedTag":"1.2"}"#, "field-invalid"),
            (r#"{"sourceUri":"github.com/a/b","buildWorkflowInputs":{"a":1}}"#, "field-invalid"),
            (r#"{"packageName":"a"}"#, "policy-names-no-signer"),
            (r#"{"verifierId":"a","verifiedLevels":["SLSA_BUILD_LEVEL_3"]}"#, "ok"),
            (r#"{"verifiedLevels":["SLSA_BUILD_LEVEL_3"]}"#, "policy-unsatisfiable"),
            (r#"{"verifierId":"a","subjectDigests":["sha256"]}"#, "field-invalid"),
            (r#"{"certificateIdentityRegexp":"("}"#, "policy-pattern-invalid"),
            (r#"{"certificateIdentity":"a","certificateIdentityRegexp":"a"}"#, "choice-ambiguous"),
            (r#"{"repo":"a"}"#, "field-invalid"),
            (r#"{"repo":"a/b/c"}"#, "field-invalid"),
            (r#"{"workflow":"r.yml","certificateIdentity":"a"}"#, "policy-unsatisfiable"),
            (r#"{"certificateIdentity":"a","witnesses":1}"#, "policy-unsatisfiable"),
            (r#"{"certificateIdentity":"a","witnessKeys":["x"]}"#, "key-invalid"),
            ("[]", "field-invalid"),
            ("{", "json-syntax"),
        ] {
            assert_eq!(code(text), expected, "{text}");
        }
    }
}
