//! What should be true of a build, with the meaning that slsa-verifier gives these demands: by whom
//! it was made, from which source, branch or tag, with which inputs, as which package; or what a
//! verification summary should say.
//!
//! Each demand comes to one [`Check`] with the fact that decided it.

mod build;
mod builder;
mod cloud_build;
mod level;
mod package;
mod parameters;
mod source;
mod summary;
mod version;

use self::build::BuildDemand;
use self::level::LevelDemand;
use self::package::PackageDemand;
use self::parameters::ParameterDemand;
use self::summary::SummaryDemand;
use crate::encoding::json::Node;
use crate::error::Error;
use crate::formats::bundle::{Bundle, Content};
use crate::formats::predicate::npm_publish::NPM_PUBLISH;
use crate::formats::statement::Statement;
use crate::trust::platform_keys::Platform;
use crate::verify::Verified;
use crate::verify::check::{Check, Question};
use crate::verify::signer::Signer;

/// More inputs, levels or digests than this are an error.
const LIMIT: usize = 256;

const BUILDER_ID: &str = "builderId";
const SOURCE_URI: &str = "sourceUri";
const SOURCE_BRANCH: &str = "sourceBranch";
const SOURCE_TAG: &str = "sourceTag";
const SOURCE_VERSIONED_TAG: &str = "sourceVersionedTag";
const BUILD_WORKFLOW_INPUTS: &str = "buildWorkflowInputs";
const PACKAGE_NAME: &str = "packageName";
const PACKAGE_VERSION: &str = "packageVersion";
const SUBJECT_DIGESTS: &str = "subjectDigests";
const VERIFIER_ID: &str = "verifierId";
const RESOURCE_URI: &str = "resourceUri";
const VERIFIED_LEVELS: &str = "verifiedLevels";
const PUBLIC_KEY_ID: &str = "publicKeyId";
pub(super) const MINIMUM_LEVEL: &str = "minimumSlsaLevel";
pub(super) const BUILDER_LEVELS: &str = "builderLevels";
const BUILD_PARAMETERS: &str = "buildParameters";

/// The keys of an expectation that are about builds.
pub(crate) const KEYS: [&str; 16] = [
    BUILDER_ID,
    SOURCE_URI,
    SOURCE_BRANCH,
    SOURCE_TAG,
    SOURCE_VERSIONED_TAG,
    BUILD_WORKFLOW_INPUTS,
    PACKAGE_NAME,
    PACKAGE_VERSION,
    SUBJECT_DIGESTS,
    VERIFIER_ID,
    RESOURCE_URI,
    VERIFIED_LEVELS,
    PUBLIC_KEY_ID,
    MINIMUM_LEVEL,
    BUILDER_LEVELS,
    BUILD_PARAMETERS,
];

/// What should be true of a build.
#[derive(Clone, Debug, Default)]
pub(crate) struct SlsaDemand {
    build: Option<BuildDemand>,
    package: PackageDemand,
    summary: Option<SummaryDemand>,
    level: Option<LevelDemand>,
    parameters: Option<ParameterDemand>,
    /// What the envelope should call the key.
    key_id: Option<String>,
}

/// What a demand is held against.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Evidence<'a> {
    pub(crate) bundle: &'a Bundle,
    /// What the envelope says, if its signature is good.
    pub(crate) statement: Option<&'a Verified<Statement>>,
    pub(crate) signer: Option<&'a Verified<Signer>>,
}

impl SlsaDemand {
    /// Reads the keys that are about builds.
    pub(crate) fn from_json(root: &Node<'_>) -> Result<Self, Error> {
        Ok(Self {
            build: BuildDemand::from_json(root)?,
            package: PackageDemand::from_json(root)?,
            summary: SummaryDemand::from_json(root)?,
            level: LevelDemand::from_json(root)?,
            parameters: ParameterDemand::from_json(root)?,
            // Empty for a key without a name of its own, which is then called by its fingerprint.
            key_id: root.exact(PUBLIC_KEY_ID)?.optional_text()?.map(str::to_owned),
        })
    }

    /// Whether it says who should have built: a source, whose builds known builders alone may make.
    pub(crate) const fn names_signer(&self) -> bool {
        self.build.is_some()
    }

    /// Whether it can be met by whoever owns a key that the user names elsewhere.
    pub(crate) const fn needs_key(&self) -> bool {
        self.summary.is_some()
            || self.key_id.is_some()
            || self.level.is_some()
            || self.parameters.is_some()
    }

    /// Whether it asks for a verifier's summary. Verifiers sign by keys that their users know, and
    /// put nothing into a log (SLSA v1.2, verification summary).
    pub(crate) const fn expects_summary(&self) -> bool {
        self.summary.is_some()
    }

    /// Whether evidence is by the builder and from the source that should be.
    ///
    /// `None` where nothing is said of a build.
    pub(crate) fn verify_builder(&self, evidence: Evidence<'_>) -> Option<Result<(), Error>> {
        let build = self.build.as_ref()?;
        Some(
            evidence
                .statement
                .zip(evidence.signer)
                .map_or(Err(Error::IdentityUnproven {}), |(statement, signer)| {
                    build.verify_signer(statement.facts(), signer.facts())
                }),
        )
    }

    /// A check for each demand.
    pub(crate) fn checks(&self, evidence: Evidence<'_>) -> Vec<Check> {
        let mut checks = Vec::new();
        if let Some(expected) = &self.key_id {
            checks.push(key_id_check(expected, evidence));
        }
        checks.extend(self.level.iter().map(|level| level.check(evidence)));
        checks.extend(self.parameters.iter().map(|parameters| parameters.check(evidence)));
        if let Content::Registry(signed) = &evidence.bundle.content
            && evidence.signer.is_some()
        {
            // The registry says nothing of who built what it took.
            let asked = self.build.iter().flat_map(BuildDemand::questions);
            let unproven = Error::IdentityUnproven {};
            checks.extend(asked.map(|question| Check::refused(question, &unproven)));
            checks.extend(self.package.signed_checks(signed));
            return checks;
        }
        let Some((statement, signer)) = evidence.statement.zip(evidence.signer) else {
            let unproven = Error::IdentityUnproven {};
            let asked = self.questions().into_iter();
            checks.extend(asked.map(|question| Check::refused(question, &unproven)));
            return checks;
        };
        let (statement, signer) = (statement.facts(), signer.facts());
        // The registry says, by its key, that it took a package, and nothing of who built it. A
        // workflow that says so instead is asked all the same: nothing that was demanded goes unasked.
        let by_key = ["key", Platform::Npm.identity_type()].contains(&signer.identity_type);
        let taken = NPM_PUBLISH.is_in(statement) && by_key;
        if let Some(build) = self.build.as_ref().filter(|_| !taken) {
            checks.extend(build.checks(statement, signer));
        }
        checks.extend(self.package.checks(statement));
        if let Some(summary) = &self.summary {
            checks.extend(summary.checks(statement));
        }
        checks
    }

    fn questions(&self) -> Vec<Question> {
        let mut questions = self.package.questions();
        questions.extend(self.build.iter().flat_map(BuildDemand::questions));
        questions.extend(self.summary.iter().flat_map(SummaryDemand::questions));
        questions
    }
}

/// What the envelope calls the key is nobody's word; a wrong name shows a mistake all the same.
fn key_id_check(expected: &str, evidence: Evidence<'_>) -> Check {
    let question = Question::KeyId;
    let Content::Envelope(envelope) = &evidence.bundle.content else {
        return Check::refused(question, &Error::DemandUnsupported { key: PUBLIC_KEY_ID });
    };
    let found = envelope.signatures.first().map(|signature| signature.key_id.as_str());
    let own = evidence.signer.map(|signer| signer.facts().identity.as_str());
    let expected = if expected.is_empty() { own.unwrap_or_default() } else { expected };
    if !expected.is_empty() && found == Some(expected) {
        return Check::passed(question).with("keyId", expected);
    }
    let expected = expected.to_owned();
    let found = found.map(str::to_owned);
    Check::refused(question, &Error::ClaimMismatch { key: PUBLIC_KEY_ID, expected, found })
}

/// A text that is not empty: an empty one would be met by nothing, and was surely a variable that
/// nobody set.
fn filled<'a>(root: &Node<'a>, key: &str) -> Result<Option<&'a str>, Error> {
    let node = root.exact(key)?;
    match node.optional_text()? {
        Some("") => Err(node.invalid("a text that is not empty")),
        text => Ok(text),
    }
}

/// The demand's check, with what decided it.
fn decided(question: Question, result: Result<String, Error>) -> Check {
    match result {
        Ok(found) => Check::passed(question).with("found", found),
        Err(error) => Check::refused(question, &error),
    }
}

/// The evidence says exactly what was expected.
fn equal(key: &'static str, expected: &str, found: &str) -> Result<String, Error> {
    if expected == found {
        return Ok(found.to_owned());
    }
    let (expected, found) = (expected.to_owned(), Some(found.to_owned()));
    Err(Error::ClaimMismatch { key, expected, found })
}
