//! One question about a piece of evidence, and its answer.

use serde::Serialize;
use serde_json::Value;

use crate::error::{Error, Facts};

const VERIFYING: &str = "SLSA v1.2 verifying artifacts, steps 1 and 2";
const SUMMARY: &str = "SLSA v1.2 verification summary, how to verify";

/// What verification asks. Codes are `stage.question` and never change their meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Question {
    MediaType,
    Structure,
    CertificateChain,
    CertificateValidity,
    CertificatePurpose,
    CertificateExtensions,
    CertificateSct,
    Timestamp,
    SigningTime,
    LogKnown,
    LogPromise,
    LogInclusionProof,
    LogCheckpoint,
    LogWitnesses,
    LogEntryMatches,
    ArtifactSignature,
    EnvelopeSignature,
    PayloadSignature,
    SubjectDigest,
    SubjectName,
    Publisher,
    KeyValidity,
    CloudBuildRecord,
    CloudBuildCopy,
    Together,
    RepositoryMetadata,
    RepositoryFreshness,
    RepositoryTarget,
    RepositoryExpectation,
    ExpectedIdentity,
    KeyId,
    BuildBuilder,
    BuildPredicate,
    BuildSource,
    BuildBranch,
    BuildTag,
    BuildVersionedTag,
    BuildInputs,
    BuildParameters,
    BuildLevel,
    BuildConfirmed,
    PackageName,
    PackageVersion,
    SummaryVerifier,
    SummaryResource,
    SummaryResult,
    SummaryLevels,
    SummarySubjects,
    PolicyDemands,
    ImageLayout,
    ImageManifest,
    ImageConfig,
    ImageLayers,
    ImageDiffIds,
    ImagePlatform,
    ImageManifests,
    AllCompared,
}

impl Question {
    /// The stable code.
    pub(crate) const fn code(self) -> &'static str {
        self.row().0
    }

    /// The section of the specification that demands the check.
    pub(crate) const fn spec(self) -> &'static str {
        self.row().1
    }

    const fn row(self) -> (&'static str, &'static str) {
        match self {
            Self::MediaType => ("bundle.media-type", "protobuf-specs Bundle.media_type"),
            Self::Structure => ("bundle.structure", "protobuf-specs Bundle"),
            Self::CertificateChain => ("certificate.chain", "RFC 5280 section 6.1"),
            Self::CertificateValidity => ("certificate.validity", "RFC 5280 section 4.1.2.5"),
            Self::CertificatePurpose => ("certificate.purpose", "RFC 5280 section 4.2.1.12"),
            Self::CertificateExtensions => ("certificate.extensions", "fulcio oid-info"),
            Self::CertificateSct => ("certificate.sct", "RFC 6962 section 3.2"),
            Self::Timestamp => ("time.rfc3161", "RFC 3161 section 2.4.2"),
            Self::SigningTime => ("time.signing", "Sigstore client specification section 4.2"),
            Self::LogKnown => ("log.known", "protobuf-specs TransparencyLogInstance"),
            Self::LogPromise => ("log.set", "Sigstore client specification section 4.3"),
            Self::LogInclusionProof => ("log.inclusion-proof", "RFC 6962 section 2.1.1"),
            Self::LogCheckpoint => ("log.checkpoint", "C2SP tlog-checkpoint"),
            Self::LogWitnesses => ("log.witnesses", "C2SP tlog-cosignature"),
            Self::LogEntryMatches => {
                ("log.entry-matches", "Sigstore client specification section 4.3")
            }
            Self::ArtifactSignature => {
                ("signature.artifact", "Sigstore client specification section 4.4")
            }
            Self::EnvelopeSignature => ("signature.envelope", "DSSE v1.0.2 protocol"),
            Self::PayloadSignature => ("signature.payload", "cosign SIGNATURE_SPEC, payloads"),
            Self::SubjectDigest => ("subject.digest", "in-toto Statement v1, subject"),
            Self::SubjectName => {
                ("subject.name", "PEP 740, attestation verification; Homebrew, attestation.rb")
            }
            Self::Publisher => ("attestations.publisher", "PEP 740, provenance object"),
            Self::RepositoryMetadata => ("repository.metadata", "TUF 1.0.34 section 5"),
            Self::RepositoryFreshness => ("repository.freshness", "TUF 1.0.34 section 5.4.4"),
            Self::RepositoryTarget => ("repository.target", "TUF 1.0.34 section 5.7"),
            Self::RepositoryExpectation => ("repository.expectation", "touchstone docs/tuf.md"),
            Self::ExpectedIdentity => {
                ("identity.expected", "Sigstore client specification section 4.1")
            }
            Self::KeyValidity => ("key.validity", "protobuf-specs PublicKey.valid_for"),
            Self::CloudBuildRecord => ("cloud-build.record", "gcloud describe, provenance_summary"),
            Self::CloudBuildCopy => ("cloud-build.copy", "gcloud describe, provenance_summary"),
            Self::Together => ("attestations.together", "npm registry, attestations of a version"),
            Self::KeyId => ("signature.key-id", "DSSE v1.0.2 envelope, keyid"),
            Self::BuildBuilder => ("build.builder", VERIFYING),
            Self::BuildPredicate => {
                ("build.predicate", "SLSA v1.2 build provenance, parsing rules")
            }
            Self::BuildSource => ("build.source", VERIFYING),
            Self::BuildBranch => ("build.branch", VERIFYING),
            Self::BuildTag => ("build.tag", VERIFYING),
            Self::BuildVersionedTag => ("build.versioned-tag", VERIFYING),
            Self::BuildInputs => ("build.inputs", VERIFYING),
            Self::BuildParameters => ("build.parameters", VERIFYING),
            Self::BuildLevel => ("build.level", "SLSA v1.2 verifying artifacts, step 1"),
            Self::BuildConfirmed => ("build.confirmed", "SLSA v1.2 verifying artifacts, step 1"),
            Self::PackageName => ("package.name", "SLSA v1.2 verifying artifacts, step 2"),
            Self::PackageVersion => ("package.version", "SLSA v1.2 verifying artifacts, step 2"),
            Self::SummaryVerifier => ("summary.verifier", SUMMARY),
            Self::SummaryResource => ("summary.resource", SUMMARY),
            Self::SummaryResult => ("summary.result", SUMMARY),
            Self::SummaryLevels => ("summary.levels", SUMMARY),
            Self::SummarySubjects => ("summary.subjects", SUMMARY),
            Self::PolicyDemands => ("policy.demands", "docs/policy.md"),
            Self::ImageLayout => ("image.layout", "OCI image-spec, image-layout"),
            Self::ImageManifest => ("image.manifest", "OCI image-spec, descriptor"),
            Self::ImageConfig => ("image.config", "OCI image-spec, manifest, config"),
            Self::ImageLayers => ("image.layers", "OCI image-spec, manifest, layers"),
            Self::ImageDiffIds => ("image.diff-ids", "OCI image-spec, config, rootfs.diff_ids"),
            Self::ImagePlatform => ("image.platform", "OCI image-spec, image-index, platform"),
            Self::AllCompared => ("evidence.all-compared", "docs/report.md"),
            Self::ImageManifests => ("image.manifests", "OCI image-spec, image-index, manifests"),
        }
    }
}

/// How a check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// It holds.
    Passed,
    /// It does not.
    Failed,
    /// Something that it needs is not there; nothing is wrong.
    Missing,
    /// The question does not arise for this evidence.
    NotApplicable,
}

/// A question with its answer and the facts it established.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Check {
    /// The stable code.
    pub code: &'static str,
    /// The answer.
    pub status: Status,
    /// What was established; of a check that failed or is missing, `error` and what explains it.
    pub facts: Facts,
    /// The section of the specification.
    pub spec: &'static str,
    #[serde(skip)]
    pub(crate) question: Question,
}

impl Check {
    fn new(question: Question, status: Status, facts: Facts) -> Self {
        Self { code: question.code(), status, facts, spec: question.spec(), question }
    }

    /// The check holds.
    pub(crate) fn passed(question: Question) -> Self {
        Self::new(question, Status::Passed, Facts::new())
    }

    /// The question does not arise; `because` names the reason.
    pub(crate) fn not_applicable(question: Question, because: &'static str) -> Self {
        Self::new(question, Status::NotApplicable, Facts::new()).with("because", because)
    }

    /// The check fails, or misses something if the error says so.
    pub(crate) fn refused(question: Question, error: &Error) -> Self {
        let status = if error.is_absence() { Status::Missing } else { Status::Failed };
        let mut facts = error.facts();
        facts.insert("error".to_owned(), error.code().into());
        Self::new(question, status, facts)
    }

    /// Passed, or refused with the error.
    pub(crate) fn of(question: Question, result: Result<(), Error>) -> Self {
        match result {
            Ok(()) => Self::passed(question),
            Err(error) => Self::refused(question, &error),
        }
    }

    /// Adds a fact.
    pub(crate) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.facts.insert(name.to_owned(), value.into());
        self
    }
}

/// Checks in the order of their questions; those of one question stay as they were.
pub(crate) fn in_order(checks: Vec<Check>) -> Vec<Check> {
    let mut ordered: Vec<Check> = Vec::with_capacity(checks.len());
    for check in checks {
        // There are few, and most come in order: the library's sorting would be larger than this.
        let place = ordered.partition_point(|before| before.question <= check.question);
        ordered.insert(place, check);
    }
    ordered
}
