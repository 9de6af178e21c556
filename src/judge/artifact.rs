//! The verdict on one artifact, from all that speaks about it.

use serde::Serialize;
use serde_json::Value;

use crate::judge::Verdict;
use crate::judge::demand::Demand;
use crate::judge::distinct;
use crate::judge::piece::Judgement;
use crate::policy::outcome::{DemandStatus, Outcome, all_met};
use crate::policy::predicates::PredicateDemand;
use crate::policy::quality::Quality;

/// One demand of the expectation, and what became of it for one artifact.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DemandReport {
    /// The policy's key.
    pub key: &'static str,
    /// Whether it is met.
    pub status: DemandStatus,
    /// What is demanded.
    pub expected: Value,
    /// The fact that decided; `null` where there is none.
    pub found: Value,
    /// Positions in the report's evidence of what decided.
    pub evidence: Vec<usize>,
}

/// What speaks about an artifact: each with its position in the report's evidence.
type Pieces<'a> = [(usize, &'a Judgement)];

/// The verdict, and what became of each demand.
pub(crate) fn judge_artifact(
    pieces: &Pieces<'_>,
    demand: Demand<'_>,
) -> (Verdict, Vec<DemandReport>) {
    let reports = demand_reports(pieces, demand);
    let met = is_met(pieces, demand);
    let any = |verdict| pieces.iter().any(|(_, judged)| judged.verdict == verdict);
    let verdict = if demand.names_signer() && met {
        Verdict::Verified
    } else if any(Verdict::Failed) {
        Verdict::Failed
    } else if any(Verdict::Unexpected) {
        Verdict::Unexpected
    } else if any(Verdict::Unstated) && met {
        Verdict::Unstated
    } else {
        Verdict::Incomplete
    };
    (verdict, reports)
}

/// Whether every demand is met by pieces of which each meets all that is demanded of one piece.
fn is_met(pieces: &Pieces<'_>, demand: Demand<'_>) -> bool {
    let demanded = demand.demands.map_or(0, |demands| demands.predicates.len());
    !demand.outside
        && is_enough(&standing(pieces), demand)
        && (0..demanded).all(|index| is_enough(&attesting(pieces, index), demand))
}

/// The pieces whose signer, signature and build are as demanded.
fn standing<'a>(pieces: &Pieces<'a>) -> Vec<(usize, &'a Judgement)> {
    pieces.iter().copied().filter(|(_, judged)| judged.stands()).collect()
}

/// Those of them that are the attestation that is demanded there.
fn attesting<'a>(pieces: &Pieces<'a>, predicate: usize) -> Vec<(usize, &'a Judgement)> {
    pieces.iter().copied().filter(|(_, judged)| judged.is_demanded(predicate)).collect()
}

fn demand_reports(pieces: &Pieces<'_>, demand: Demand<'_>) -> Vec<DemandReport> {
    let mut reports = Vec::new();
    if demand.outside {
        reports.push(absent("artifacts", Value::Null));
    }
    match best(pieces) {
        Some((position, judged)) => {
            let outcomes = judged.said();
            reports.extend(outcomes.map(|outcome| report(&judged.as_far(outcome), &[position])));
        }
        None => reports.extend(unseen(demand)),
    }
    if demand.threshold() > 1 {
        reports.push(threshold(&standing(pieces), demand));
    }
    for (index, predicate) in demand.predicates().enumerate() {
        reports.extend(predicate_reports(pieces, demand, index, predicate));
    }
    reports
}

/// What became of one attestation that is demanded.
fn predicate_reports(
    pieces: &Pieces<'_>,
    demand: Demand<'_>,
    index: usize,
    predicate: &PredicateDemand,
) -> Vec<DemandReport> {
    let attesting = attesting(pieces, index);
    let positions: Vec<usize> = attesting.iter().map(|(position, _)| *position).collect();
    if is_enough(&attesting, demand) {
        let outcomes = attesting.first().and_then(|(_, judged)| judged.predicates.get(index));
        return outcomes.into_iter().flatten().map(|outcome| report(outcome, &positions)).collect();
    }
    // What another of the expected signers' attestations of this type says instead.
    let other =
        pieces.iter().filter(|(_, judged)| judged.counts()).find_map(|(position, judged)| {
            let outcomes = judged.predicates.get(index)?;
            (!outcomes.is_empty() && !all_met(outcomes)).then_some((*position, outcomes))
        });
    match other {
        Some((position, outcomes)) => {
            outcomes.iter().map(|outcome| report(outcome, &[position])).collect()
        }
        None => {
            let outcomes = predicate.outcomes(None);
            outcomes.iter().map(|outcome| report(outcome, &positions)).collect()
        }
    }
}

/// The piece that says most for the artifact: all that is said of signer and signature is said of
/// this one alone.
fn best<'a>(pieces: &Pieces<'a>) -> Option<(usize, &'a Judgement)> {
    let rank = |judged: &Judgement| {
        let demanded =
            (0..judged.predicates.len()).filter(|index| judged.is_demanded(*index)).count();
        (judged.stands(), demanded, judged.accepted, core::cmp::Reverse(judged.verdict))
    };
    let mut best: Option<(usize, &'a Judgement)> = None;
    for (position, judged) in pieces {
        if best.is_none_or(|(_, known)| rank(judged) > rank(known)) {
            best = Some((*position, judged));
        }
    }
    best
}

/// The demands while nothing speaks about the artifact.
fn unseen(demand: Demand<'_>) -> Vec<DemandReport> {
    let mut outcomes = Vec::new();
    if let Some(demands) = demand.demands {
        outcomes
            .extend(demands.signers.first().map(|signer| signer.unproven()).unwrap_or_default());
        outcomes.extend(demands.quality.outcomes(Quality::default()));
        outcomes.extend(demands.builds(None));
    }
    let mut reports: Vec<_> = outcomes.iter().map(|outcome| report(outcome, &[])).collect();
    if demand.witnesses > 0 {
        reports.push(absent("witnesses", demand.witnesses.into()));
    }
    if demand.names_key && !demand.demands.is_some_and(|demands| demands.names_signer()) {
        reports.push(absent("key", "given-key".into()));
    }
    reports
}

fn threshold(counting: &Pieces<'_>, demand: Demand<'_>) -> DemandReport {
    let (found, needed) = (count(counting), demand.threshold());
    let status = if found >= needed { DemandStatus::Met } else { DemandStatus::Missing };
    let outcome = Outcome::new("threshold", needed, found, status);
    let positions: Vec<usize> = counting.iter().map(|(position, _)| *position).collect();
    report(&outcome, &positions)
}

/// Whether as many distinct signers as demanded stand behind these.
fn is_enough(pieces: &Pieces<'_>, demand: Demand<'_>) -> bool {
    match demand.threshold() {
        1 => !pieces.is_empty(),
        needed => count(pieces) >= needed,
    }
}

fn count(pieces: &Pieces<'_>) -> usize {
    let signed = pieces
        .iter()
        .filter_map(|(_, judged)| Some((judged.person.as_deref()?, judged.signers.as_slice())));
    distinct::count(&signed.collect::<Vec<_>>())
}

pub(super) fn absent(key: &'static str, expected: Value) -> DemandReport {
    let status = DemandStatus::Missing;
    DemandReport { key, status, expected, found: Value::Null, evidence: Vec::new() }
}

fn report(outcome: &Outcome, evidence: &[usize]) -> DemandReport {
    let Outcome { key, status, expected, found } = outcome.clone();
    DemandReport { key, status, expected, found, evidence: evidence.to_vec() }
}
