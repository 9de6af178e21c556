//! What one piece of evidence says to an expectation, and the verdict on it.

use crate::error::Error;
use crate::formats::statement::Statement;
use crate::judge::Verdict;
use crate::judge::demand::Demand;
use crate::judge::distinct::person;
use crate::policy::demands::Demands;
use crate::policy::outcome::{DemandStatus, Outcome, all_met, obstacle};
use crate::policy::predicates::PredicateDemand;
use crate::policy::quality::Quality;
use crate::policy::signer::SignerDemand;
use crate::policy::slsa::Evidence;
use crate::time::UnixTime;
use crate::verify::Verified;
use crate::verify::check::{Check, Question, Status};
use crate::verify::signer::Signer;

/// A piece of evidence as judging sees it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Piece<'a> {
    pub(crate) checks: &'a [Check],
    /// The earliest time at which the signature is proven to have existed.
    pub(crate) time: Option<UnixTime>,
    /// What it holds; nothing where it cannot be read.
    pub(crate) evidence: Option<Evidence<'a>>,
}

/// What became of each demand, for this piece alone.
#[derive(Clone, Debug)]
pub(crate) struct Judgement {
    pub(crate) verdict: Verdict,
    /// The checks that compare with the expectation.
    pub(crate) checks: Vec<Check>,
    /// Whether signature, time, log and binding hold, whoever signed.
    pub(super) sound: bool,
    /// Whether somebody expected signed, or nobody was expected.
    pub(super) accepted: bool,
    /// Whether it is an attestation that says nothing of builds.
    pub(super) apart: bool,
    /// Whether all that is said of its build is as demanded.
    pub(super) built: bool,
    /// Which of the policy's signers this could be.
    pub(super) signers: Vec<usize>,
    pub(super) person: Option<String>,
    /// Of the signer that it comes nearest to.
    pub(super) identity: Vec<Outcome>,
    pub(super) quality: Vec<Outcome>,
    pub(super) builds: Vec<Outcome>,
    /// For each attestation that is demanded, what this one says to it; empty where it is of
    /// another type.
    pub(super) predicates: Vec<Vec<Outcome>>,
    pub(super) witnesses: Option<Outcome>,
}

impl Judgement {
    /// All that is said of signer, signature and build.
    pub(super) fn said(&self) -> impl Iterator<Item = &Outcome> {
        self.identity.iter().chain(&self.quality).chain(&self.builds).chain(&self.witnesses)
    }

    /// What became of a demand. Evidence that is not sound, or not bound to the artifact, shows
    /// nothing, whatever it says.
    pub(super) fn as_far(&self, outcome: &Outcome) -> Outcome {
        match outcome.status {
            DemandStatus::Met if !self.sound => {
                Outcome { status: DemandStatus::Missing, ..outcome.clone() }
            }
            _ => outcome.clone(),
        }
    }

    /// Whether it is by an expected signer, and shows what is demanded of builds where that is.
    pub(super) fn stands(&self) -> bool {
        self.counts() && !self.apart
    }

    /// Whether signer and signature are as demanded, and the build as far as it speaks of one.
    pub(super) fn counts(&self) -> bool {
        self.sound && self.accepted && self.built && all_met(&self.quality)
    }

    /// Whether it is the attestation that is demanded there.
    pub(super) fn is_demanded(&self, predicate: usize) -> bool {
        let outcomes = self.predicates.get(predicate);
        self.counts() && outcomes.is_some_and(|outcomes| !outcomes.is_empty() && all_met(outcomes))
    }
}

/// Compares one piece of evidence with what is expected.
pub(crate) fn judge_piece(piece: Piece<'_>, demand: Demand<'_>) -> Judgement {
    let signer = piece.evidence.and_then(|evidence| evidence.signer).map(Verified::facts);
    let statement = piece.evidence.and_then(|evidence| evidence.statement).map(Verified::facts);
    let quality = demand.demands.map_or_else(Vec::new, |demands| {
        demands.quality.outcomes(Quality { time: piece.time, scheme: scheme(piece.checks), signer })
    });
    let predicates: Vec<Vec<Outcome>> =
        demand.predicates().map(|predicate| of_predicate(predicate, statement)).collect();
    let apart = is_apart(demand, &predicates);
    let (builder, builds) = build(piece.evidence.filter(|_| !apart), demand);
    let match_ = nearest(signer, builder.clone(), demand);
    let mut checks = vec![identity_check(signer, &match_, builder, demand)];
    let built =
        builds.iter().all(|check| matches!(check.status, Status::Passed | Status::NotApplicable));
    let shown = (!apart).then_some(builds.as_slice());
    let outcomes = demand.demands.map_or_else(Vec::new, |demands| demands.builds(shown));
    checks.extend(builds);
    let said: Vec<Outcome> = quality.iter().chain(predicates.iter().flatten()).cloned().collect();
    checks.extend(demand_check(&said));
    let sound = soundness(piece.checks);
    Judgement {
        verdict: verdict(sound, &checks, demand),
        checks,
        sound: sound == Ok(()),
        accepted: match_.accepted || !demand.names_signer(),
        apart,
        built,
        signers: match_.signers,
        person: signer.map(person),
        identity: match_.outcomes,
        quality,
        builds: outcomes,
        predicates,
        witnesses: (demand.witnesses > 0).then(|| witnesses(piece.checks, demand.witnesses)),
    }
}

/// Whether it is an attestation of another type beside provenance, which the policy demands of
/// signers whom it names: such a one says nothing of builds, and stands for no build.
fn is_apart(demand: Demand<'_>, predicates: &[Vec<Outcome>]) -> bool {
    let stated = |demands: &&Demands| demands.names_person() && !demands.build.is_empty();
    let mut kinds = demand.predicates().zip(predicates);
    demand.demands.filter(stated).is_some()
        && kinds.any(|(predicate, said)| !predicate.is_about_builds() && !said.is_empty())
}

/// Who built it, and what else is said of the build.
fn build(
    evidence: Option<Evidence<'_>>,
    demand: Demand<'_>,
) -> (Option<Result<(), Error>>, Vec<Check>) {
    let Some((evidence, demands)) = evidence.zip(demand.demands) else { return (None, Vec::new()) };
    (demands.slsa.verify_builder(evidence), demands.slsa.checks(evidence))
}

/// How a signer compares with those of the policy.
struct Match {
    accepted: bool,
    signers: Vec<usize>,
    outcomes: Vec<Outcome>,
}

/// The signer of the policy of whom most is met; of several the first. Where a source is stated,
/// the builder must be one that may build it, whoever else is named.
fn nearest(
    signer: Option<&Signer>,
    builder: Option<Result<(), Error>>,
    demand: Demand<'_>,
) -> Match {
    let expected = demand.demands.map_or(&[][..], |demands| &demands.signers);
    let outcomes: Vec<Vec<Outcome>> = expected
        .iter()
        .map(|expected| match signer {
            Some(signer) => expected.outcomes(signer),
            None => expected.unproven(),
        })
        .collect();
    let by_builder = builder.as_ref().is_some_and(Result::is_ok);
    let built = builder.is_none() || by_builder;
    let named = |position: usize| {
        by_builder || expected.get(position).is_some_and(SignerDemand::names_signer)
    };
    let signers: Vec<usize> = outcomes
        .iter()
        .enumerate()
        .filter(|(position, outcomes)| signer.is_some() && named(*position) && all_met(outcomes))
        .map(|(position, _)| position)
        .collect();
    // Only where the user asks: what a repository expects, no key of the user's meets.
    if demand.names_key && signer.is_some_and(|signer| signer.stated) {
        let found = signer.map(|signer| signer.identity.clone());
        let outcome = Outcome::new("key", "given-key", found, DemandStatus::Met);
        // It stands beside the policy's signers, and is none of those that are counted.
        return Match { accepted: built, signers: Vec::new(), outcomes: vec![outcome] };
    }
    let distance = |outcomes: &Vec<Outcome>| outcomes.iter().filter(|one| !one.is_met()).count();
    let mut outcomes = outcomes.into_iter().min_by_key(distance).unwrap_or_default();
    if !demand.demands.is_some_and(Demands::names_signer) && demand.names_key {
        let found = signer.map(|signer| signer.identity.clone());
        let status = if found.is_some() { DemandStatus::Unmet } else { DemandStatus::Missing };
        outcomes = vec![Outcome::new("key", "given-key", found, status)];
    }
    let one = !signers.is_empty() || (expected.is_empty() && by_builder && signer.is_some());
    Match { accepted: built && one, signers, outcomes }
}

fn identity_check(
    signer: Option<&Signer>,
    match_: &Match,
    builder: Option<Result<(), Error>>,
    demand: Demand<'_>,
) -> Check {
    let question = Question::ExpectedIdentity;
    let Some(signer) = signer.filter(|_| demand.names_signer()) else {
        return Check::refused(question, &Error::IdentityUnproven {});
    };
    let result = match obstacle(&match_.outcomes) {
        _ if match_.accepted => Ok(()),
        Some(outcome) => Err(Error::IdentityMismatch {
            key: outcome.key,
            expected: outcome.expected.as_str().unwrap_or_default().to_owned(),
            found: outcome.found.as_str().map(str::to_owned),
        }),
        None => builder.unwrap_or(Ok(())).and(Err(Error::IdentityUnproven {})),
    };
    let check = Check::of(question, result).with("identity", signer.identity.clone());
    match &signer.issuer {
        Some(issuer) if !signer.stated => check.with("issuer", issuer.clone()),
        _ => check,
    }
}

/// The demands beside the signer's identity, where there are any.
fn demand_check(outcomes: &[Outcome]) -> Option<Check> {
    let question = Question::PolicyDemands;
    if outcomes.is_empty() {
        return None;
    }
    Some(match obstacle(outcomes) {
        None => Check::passed(question),
        Some(outcome) => {
            let (key, expected) = (outcome.key, outcome.expected.clone());
            let found = outcome.found.clone();
            Check::refused(
                question,
                &match outcome.status {
                    DemandStatus::Missing => Error::DemandUnproven { key, expected },
                    _ => Error::DemandUnmet { key, expected, found },
                },
            )
        }
    })
}

/// Whether it is an attestation of that type, and what it says to what is demanded of it.
fn of_predicate(demand: &PredicateDemand, statement: Option<&Statement>) -> Vec<Outcome> {
    match statement {
        Some(statement) if statement.predicate_type == demand.predicate_type => {
            demand.outcomes(Some(statement))
        }
        _ => Vec::new(),
    }
}

/// The scheme with which the signature was verified.
fn scheme(checks: &[Check]) -> Option<&str> {
    let signature = |check: &&Check| {
        use Question::{ArtifactSignature, EnvelopeSignature, PayloadSignature};
        [ArtifactSignature, EnvelopeSignature, PayloadSignature].contains(&check.question)
            && check.status == Status::Passed
    };
    checks.iter().find(signature)?.facts.get("scheme")?.as_str()
}

fn witnesses(checks: &[Check], expected: u64) -> Outcome {
    let check = checks.iter().find(|check| check.question == Question::LogWitnesses);
    let (status, found) = match check {
        Some(check) if check.status == Status::Passed => {
            (DemandStatus::Met, check.facts.get("witnesses").cloned())
        }
        Some(check) => (DemandStatus::Missing, check.facts.get("found").cloned()),
        None => (DemandStatus::Missing, None),
    };
    Outcome::new("witnesses", expected, found, status)
}

/// The verdict on one piece of evidence.
fn verdict(sound: Result<(), Verdict>, judged: &[Check], demand: Demand<'_>) -> Verdict {
    let (identity, claims): (Vec<_>, Vec<_>) =
        judged.iter().partition(|check| check.question == Question::ExpectedIdentity);
    let any = |checks: &[&Check], status| checks.iter().any(|check| check.status == status);
    if sound == Err(Verdict::Failed) {
        Verdict::Failed
    } else if any(&claims, Status::Failed) {
        // Signed, and about something else: whatever is missing would not change that.
        Verdict::Unexpected
    } else if let Err(verdict) = sound {
        verdict
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

/// Whether everything holds that does not depend on who was expected.
fn soundness(checks: &[Check]) -> Result<(), Verdict> {
    let any = |status| checks.iter().any(|check| check.status == status);
    if any(Status::Failed) {
        Err(Verdict::Failed)
    } else if any(Status::Missing) || !is_bound(checks) {
        Err(Verdict::Incomplete)
    } else {
        Ok(())
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
