//! From checks to a verdict. No cryptography here: only what was found, and what is expected.

use serde::Serialize;

use crate::error::Error;
use crate::policy::Expectation;
use crate::policy::identity::verify_identity;
use crate::policy::slsa::Evidence;
use crate::verify::Verified;
use crate::verify::check::{Check, Question, Status};

/// The answer, from the best to the worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Sound evidence, bound to this file, by the expected signer.
    Verified,
    /// Sound and bound, but nobody said who should have signed.
    Unstated,
    /// Nothing is wrong, something needed is missing.
    Incomplete,
    /// Sound and bound, but by someone else than expected.
    Unexpected,
    /// Evidence about this file is wrong.
    Failed,
}

impl Verdict {
    /// The verdict's name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Unstated => "unstated",
            Self::Incomplete => "incomplete",
            Self::Unexpected => "unexpected",
            Self::Failed => "failed",
        }
    }
}

/// Who should have signed: an expectation, keys, or both.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Demand<'a> {
    pub(crate) expectation: Option<&'a Expectation>,
    /// Whether the user named a key as the expected signer's.
    pub(crate) names_key: bool,
}

impl Demand<'_> {
    /// Whether it says who should have signed.
    pub(crate) fn names_signer(&self) -> bool {
        self.names_key || self.expectation.is_some_and(Expectation::names_signer)
    }
}

/// Compares the proven signer with the expected one.
pub(crate) fn judge_signer(evidence: Evidence<'_>, demand: Demand<'_>) -> Check {
    let question = Question::ExpectedIdentity;
    let Some(signer) = evidence.signer.map(Verified::facts).filter(|_| demand.names_signer())
    else {
        return Check::refused(question, &Error::IdentityUnproven {});
    };
    let by_builder = demand.expectation.is_some_and(|expectation| expectation.slsa.names_signer());
    // Whoever names a source and a key means both.
    if signer.stated && !by_builder {
        return Check::passed(question).with("identity", signer.identity.clone());
    }
    let expectation = demand.expectation.filter(|expectation| expectation.names_signer());
    let verified = match expectation {
        Some(expectation) => verify_identity(expectation, signer)
            .and_then(|()| expectation.slsa.verify_builder(evidence).unwrap_or(Ok(()))),
        None => Err(Error::IdentityMismatch {
            key: "key",
            expected: "the given key".to_owned(),
            found: Some(signer.identity.clone()),
        }),
    };
    let check = Check::of(question, verified).with("identity", signer.identity.clone());
    match &signer.issuer {
        Some(issuer) => check.with("issuer", issuer.clone()),
        None => check,
    }
}

/// The verdict on one piece of evidence.
pub(crate) fn judge_evidence(checks: &[Check], demand: Demand<'_>) -> Verdict {
    let (demands, others): (Vec<_>, Vec<_>) =
        checks.iter().partition(|check| check.question.is_demand());
    let (identity, claims): (Vec<_>, Vec<_>) =
        demands.iter().partition(|check| check.question == Question::ExpectedIdentity);
    let any = |checks: &[&Check], status| checks.iter().any(|check| check.status == status);
    if any(&others, Status::Failed) {
        Verdict::Failed
    } else if any(&claims, Status::Failed) {
        // Signed, and about something else: whatever is missing would not change that.
        Verdict::Unexpected
    } else if any(&others, Status::Missing) || !is_bound(checks) {
        Verdict::Incomplete
    } else if any(&identity, Status::Failed) {
        Verdict::Unexpected
    } else if any(&claims, Status::Missing) {
        Verdict::Incomplete
    } else if any(&identity, Status::Passed) {
        Verdict::Verified
    } else if demand.names_signer() {
        Verdict::Incomplete
    } else {
        Verdict::Unstated
    }
}

/// Whether a signature was verified and ties the evidence to the artifact: a list of checks that
/// holds neither proves nothing, however few of them failed.
fn is_bound(checks: &[Check]) -> bool {
    let passed = |question| {
        checks.iter().any(|check| check.question == question && check.status == Status::Passed)
    };
    let signed = passed(Question::EnvelopeSignature) || passed(Question::PayloadSignature);
    passed(Question::ArtifactSignature) || (signed && passed(Question::SubjectDigest))
}

/// The verdict on one artifact from those on the evidence about it.
pub(crate) fn judge_artifact(evidence: &[Verdict], demand: Demand<'_>) -> Verdict {
    let any = |verdict| evidence.contains(&verdict);
    if any(Verdict::Verified) {
        Verdict::Verified
    } else if any(Verdict::Failed) {
        Verdict::Failed
    } else if demand.names_signer() {
        if any(Verdict::Unexpected) { Verdict::Unexpected } else { Verdict::Incomplete }
    } else if any(Verdict::Unstated) {
        Verdict::Unstated
    } else {
        Verdict::Incomplete
    }
}

/// The verdict on a history from those on its signed objects: the worst. Where not everything in it
/// is signed and read, nothing better than `incomplete`.
pub(crate) fn judge_history(
    signed: impl Iterator<Item = Verdict>,
    whole: bool,
    broken: bool,
) -> Verdict {
    match (signed.max(), broken) {
        (_, true) => Verdict::Failed,
        (Some(worst), false) if whole => worst,
        (worst, false) => worst.unwrap_or(Verdict::Incomplete).max(Verdict::Incomplete),
    }
}

/// The verdict on all of them: the worst.
pub(crate) fn judge_all(artifacts: impl Iterator<Item = Verdict>) -> Verdict {
    artifacts.max().unwrap_or(Verdict::Incomplete)
}
