//! What speaks about which artifact.

use std::rc::Rc;

use super::Session;
use super::assemble::Judged;
use crate::bind::Pair;
use crate::judge::{Judgement, Reliance, Verdict, Word};
use crate::report::EvidenceReport;

/// What speaks about the artifacts: an artifact, a position in the report's evidence and what that
/// is worth, in the order of the artifacts.
#[derive(Debug, Default)]
pub(super) struct Spoken {
    bound: Vec<(usize, usize, Rc<Judgement>)>,
    /// What repositories say.
    words: Vec<(usize, usize, Word)>,
}

impl Session {
    /// The evidence, and what of it is about which artifact.
    pub(super) fn spoken(&self, judged: Vec<Judged>) -> (Vec<EvidenceReport>, Spoken) {
        let (mut evidence, mut pairs, mut spoken) = (Vec::new(), Vec::new(), Spoken::default());
        for one in judged {
            let judgement = Rc::new(one.judgement);
            for artifact in one.also.into_iter().chain([one.pair.artifact]) {
                spoken.bound.push((artifact, evidence.len(), Rc::clone(&judgement)));
                pairs.push(Pair { artifact, ..one.pair });
            }
            evidence.push(one.report);
        }
        spoken.bound.sort_unstable_by_key(|(artifact, position, _)| (*artifact, *position));
        pairs.sort_unstable_by_key(|pair| (pair.artifact, pair.evidence));
        for (artifact, report, word) in self.voucher_reports(&pairs) {
            spoken.words.push((artifact, evidence.len(), word));
            evidence.push(report);
        }
        (evidence, spoken)
    }
}

impl Spoken {
    pub(super) fn is_about(&self, artifact: usize) -> bool {
        !self.positions(&[artifact]).is_empty()
    }

    pub(super) fn is_sound(&self, artifact: usize) -> bool {
        let pieces = self.pieces(&[artifact]);
        let mut verdicts = pieces.iter().map(|(_, judged)| judged.verdict);
        verdicts.any(|verdict| verdict <= Verdict::Unstated)
            || self.words(&[artifact]).iter().any(|(_, word)| word.verdict <= Verdict::Unstated)
    }

    pub(super) fn positions(&self, artifacts: &[usize]) -> Vec<usize> {
        let pieces = self.pieces(artifacts).into_iter().map(|(position, _)| position);
        pieces.chain(self.words(artifacts).into_iter().map(|(position, _)| position)).collect()
    }

    /// The evidence that is bound to these, with its judgements.
    pub(super) fn pieces(&self, artifacts: &[usize]) -> Vec<(usize, &Judgement)> {
        let own = artifacts.iter().flat_map(|artifact| about(&self.bound, *artifact));
        let mut own: Vec<_> =
            own.map(|(_, position, judgement)| (*position, &**judgement)).collect();
        own.sort_unstable_by_key(|(position, _)| *position);
        own.dedup_by_key(|(position, _)| *position);
        own
    }

    pub(super) fn words(&self, artifacts: &[usize]) -> Vec<(usize, Word)> {
        let own = artifacts.iter().flat_map(|artifact| about(&self.words, *artifact));
        own.map(|(_, position, word)| (*position, word.clone())).collect()
    }
}

/// Whether a repository on whose root the user relies is among those that speak.
pub(super) fn is_heard(words: &[(usize, Word)]) -> bool {
    words.iter().any(|(_, word)| word.reliance == Reliance::Given)
}

/// Those of a list in the order of the artifacts that are about this one.
fn about<T>(
    list: &[(usize, usize, T)],
    artifact: usize,
) -> impl Iterator<Item = &(usize, usize, T)> {
    let start = list.partition_point(|(known, ..)| *known < artifact);
    let rest = list.get(start..).unwrap_or_default();
    rest.iter().take_while(move |(known, ..)| *known == artifact)
}
