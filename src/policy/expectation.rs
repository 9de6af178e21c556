//! The expectation as JSON: one object whose keys are the same in a policy file, on the command line,
//! in an element's attributes and in a link. `docs/policy.md` describes it.

use crate::encoding::json::{self, Node};
use crate::error::Error;
use crate::formats::verifier_key::VerifierKey;
use crate::policy::demands::{self, COMMENT, Demands};
use crate::policy::fault::{Fault, PolicyFault};
use crate::policy::layer::Layer;
use crate::policy::section::NamePattern;
use crate::verify::witness::WitnessDemand;

/// A larger policy is refused unread: 1 MiB.
const SIZE_LIMIT: u64 = 1024 * 1024;
/// More keys of one object than this are an error.
const KEY_LIMIT: usize = 64;
/// More sections than this are an error.
const SECTION_LIMIT: usize = 256;
/// More witnesses than this are an error.
const WITNESS_LIMIT: usize = 64;

/// The version of the policy's form.
const SCHEMA_NAME: &str = "touchstone-policy/1";

const SCHEMA: &str = "schema";
const VERSION: &str = "version";
const ARTIFACTS: &str = "artifacts";
const WITNESSES: &str = "witnesses";
const WITNESS_KEYS: &str = "witnessKeys";
/// The keys that stand outside every section.
const KEYS: [&str; 5] = [SCHEMA, VERSION, ARTIFACTS, WITNESSES, WITNESS_KEYS];

/// What should be true of an artifact: who signed it, under which witnesses' eyes, and what else.
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
    /// The policy's own version, as its author counts.
    pub(crate) version: Option<u64>,
    /// What holds for artifacts that no section is about.
    pub(crate) general: Demands,
    pub(crate) sections: Vec<Section>,
    pub(crate) witnesses: WitnessDemand,
}

/// What holds for some artifacts: the general demands, and more.
#[derive(Clone, Debug)]
pub(crate) struct Section {
    pub(crate) pattern: NamePattern,
    pub(crate) demands: Demands,
}

impl Expectation {
    /// Reads an expectation.
    ///
    /// # Errors
    ///
    /// An unknown key is an error, since it would silently expect nothing; so is an expectation
    /// that names no signer, one that nothing can meet, and a pattern that is no regular expression.
    pub fn from_json(bytes: &[u8]) -> Result<Self, Error> {
        Self::located_from_json(bytes).map_err(|fault| *fault.error)
    }

    /// The same, with line and column of what is wrong.
    ///
    /// # Errors
    ///
    /// As for [`from_json`](Self::from_json).
    pub fn located_from_json(bytes: &[u8]) -> Result<Self, PolicyFault> {
        Self::read(bytes).map_err(|fault| fault.located(bytes))
    }

    fn read(bytes: &[u8]) -> Result<Self, Fault> {
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if size > SIZE_LIMIT {
            return Err(Error::InputTooLarge { size, limit: SIZE_LIMIT }.into());
        }
        let json = json::parse(bytes)?;
        let root = Node::root(&json);
        for (key, node) in root.entries(KEY_LIMIT)? {
            if !KEYS.contains(&key) && !demands::is_key(key) {
                return Err(Fault::at(&node, Error::PolicyKeyUnknown { key: key.to_owned() }));
            }
        }
        schema(&root)?;
        let version = root.exact(VERSION)?;
        let expectation = Self {
            version: if version.is_present() { Some(version.index()?) } else { None },
            general: general(&root)?,
            sections: sections(&root)?,
            witnesses: witnesses(&root)?,
        };
        if expectation.may_be_met() {
            return Ok(expectation);
        }
        Err(Fault::at(&root, Error::PolicyNamesNoSigner {}))
    }

    /// Somebody must be named, here or by a key that is stated elsewhere; of the latter it must at
    /// least be said what else is demanded.
    fn may_be_met(&self) -> bool {
        let more = self.witnesses.count > 0 || self.general.demands_more();
        let elsewhere = more && self.general.signers.is_empty();
        self.names_signer() || elsewhere
    }

    /// Whether it says who should have signed.
    pub(crate) fn names_signer(&self) -> bool {
        self.general.names_signer()
            || self.sections.iter().any(|section| section.demands.names_signer())
    }

    /// Whether it asks for a verifier's summary, for some artifacts at least.
    pub(crate) fn expects_summary(&self) -> bool {
        self.general.slsa.expects_summary()
            || self.sections.iter().any(|section| section.demands.slsa.expects_summary())
    }

    /// What holds for an artifact of this name, and the section that says so: the one of exactly
    /// this name, else the first whose pattern matches.
    pub(crate) fn applying_to(&self, name: &str) -> (Option<&Section>, &Demands) {
        let about = |section: &&Section| section.pattern.matches(name);
        let mut exact = self.sections.iter().filter(|section| section.pattern.is_exact());
        let section = exact.find(about).or_else(|| self.sections.iter().find(about));
        (section, section.map_or(&self.general, |section| &section.demands))
    }
}

fn schema(root: &Node<'_>) -> Result<(), Fault> {
    let node = root.exact(SCHEMA)?;
    match node.is_present() && node.text()? != SCHEMA_NAME {
        true => Err(node.invalid(SCHEMA_NAME).into()),
        false => Ok(()),
    }
}

/// What holds where no section does. Where there are sections and the general keys name nobody,
/// these are only what the sections have in common.
fn general(root: &Node<'_>) -> Result<Demands, Fault> {
    let named =
        demands::NAMING.iter().any(|key| root.exact(key).is_ok_and(|node| node.is_present()));
    if root.exact(ARTIFACTS)?.is_present() && !named {
        return Ok(Demands::default());
    }
    Demands::read(&Layer::of(root.clone()))
}

fn sections(root: &Node<'_>) -> Result<Vec<Section>, Fault> {
    let node = root.exact(ARTIFACTS)?;
    let entries = node.entries(SECTION_LIMIT)?;
    let named: Vec<_> = entries.into_iter().filter(|(name, _)| *name != COMMENT).collect();
    if node.is_present() && named.is_empty() {
        return Err(Fault::at(&node, Error::PolicyUnsatisfiable { key: ARTIFACTS }));
    }
    let mut sections: Vec<Section> = Vec::new();
    for (name, entry) in named {
        let pattern = NamePattern::new(name)
            .ok_or_else(|| Fault::from(entry.invalid("the name of a file, or a pattern with *")))?;
        // Nothing would ever reach it.
        let hides = |known: &Section| !pattern.is_exact() && known.pattern.covers(&pattern);
        if sections.iter().any(hides) {
            return Err(Fault::at(
                &entry,
                Error::PolicySectionUnreachable { name: name.to_owned() },
            ));
        }
        let demands = section(root, entry)?;
        sections.push(Section { pattern, demands });
    }
    Ok(sections)
}

/// A section's own demands together with the general ones.
#[inline(never)]
fn section(root: &Node<'_>, own: Node<'_>) -> Result<Demands, Fault> {
    for (key, node) in own.entries(KEY_LIMIT)? {
        if !demands::is_key(key) {
            return Err(Fault::at(&node, Error::PolicyKeyUnknown { key: key.to_owned() }));
        }
        if key != COMMENT && root.exact(key)?.is_present() {
            let found = format!("{key}, {key}");
            let path = own.path().to_owned();
            return Err(Fault::at(&node, Error::ChoiceAmbiguous { path, found }));
        }
    }
    let layer = Layer { own, general: Some(root) };
    let demands = Demands::read(&layer)?;
    if demands.names_signer() {
        return Ok(demands);
    }
    Err(Fault::at(&layer.own, Error::PolicyNamesNoSigner {}))
}

fn witnesses(root: &Node<'_>) -> Result<WitnessDemand, Fault> {
    let listed = root.exact(WITNESS_KEYS)?;
    let mut keys: Vec<VerifierKey> = Vec::new();
    for node in listed.list(WITNESS_LIMIT)? {
        let key = VerifierKey::parse(node.text()?, node.path())?;
        // One witness counts once, whatever it is called.
        if keys.iter().any(|known| known.key == key.key) {
            return Err(node.invalid("a witness that is not there yet").into());
        }
        keys.push(key);
    }
    let count = root.exact(WITNESSES)?;
    let number = if count.is_present() { count.index()? } else { u64::from(!keys.is_empty()) };
    if u64::try_from(keys.len()).is_ok_and(|length| length < number) {
        return Err(Fault::at(&count, Error::PolicyUnsatisfiable { key: WITNESSES }));
    }
    Ok(WitnessDemand { count: number, keys })
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
            (r#"{"repo":"a/b","ref":["v1","refs/tags/v1"]}"#, "ok"),
            (r#"{"repo":"a/b","ref":"v1"}"#, "policy-unsatisfiable"),
            (r#"{"owner":"a","ref":["main","v1"]}"#, "policy-unsatisfiable"),
            (r#"{"repo":"https://gitlab.com/a/b","ref":"main"}"#, "ok"),
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
