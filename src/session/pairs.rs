//! How often evidence and artifacts are judged together: artifacts that nothing tells apart are
//! judged once, and there is an end to how many are. Whatever is left out is said, and costs the
//! artifact every verdict that is better than `incomplete`.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::assemble::{Judged, stands_trial};
use super::companions::Companions;
use super::{Artifact, EvidenceFile, Session};
use crate::bind::{Bound, PAIR_LIMIT, Pair, Unbound, file_name};
use crate::digest::Digests;
use crate::error::Error;
use crate::judge::Demand;
use crate::verify::check::{Check, Question};

/// So many pairs are judged, and as many more as there are pieces of evidence.
const JUDGED_LIMIT: usize = 16_384;
/// So many copies of one piece of evidence are told apart.
const COPIES: usize = 8;

/// Of what something was left out, each with the bound that left it out.
#[derive(Debug)]
pub(super) struct Beyond {
    /// By the artifacts' indexes.
    pub(super) artifacts: BTreeMap<usize, usize>,
    /// By its positions.
    evidence: BTreeMap<usize, usize>,
}

/// What an artifact is to evidence.
#[derive(PartialEq, Eq, Hash)]
struct Looks<'a> {
    digests: &'a Digests,
    named: Option<&'a (String, String)>,
    /// Without its folder.
    name: &'a str,
    /// Whether it was read a second time.
    read: bool,
}

impl Session {
    /// Judges the pairs; those of the same evidence with artifacts that look the same, once.
    pub(super) fn judge_pairs(
        &self,
        bound: &Bound,
        present: &[(usize, &Artifact)],
    ) -> (Vec<Judged>, Beyond) {
        let limit = JUDGED_LIMIT + self.evidence.len();
        let alike = self.alike(present);
        let index = |place: &usize| present.get(*place).map(|(index, _)| *index);
        let (artifacts, evidence) = &bound.beyond;
        let artifacts = artifacts.iter().filter_map(index).map(|index| (index, PAIR_LIMIT));
        let artifacts = self.repositories.beyond.clone().into_iter().chain(artifacts);
        let evidence = evidence.iter().map(|position| (*position, PAIR_LIMIT));
        let mut beyond = Beyond { artifacts: artifacts.collect(), evidence: evidence.collect() };
        let companions = Companions::default();
        let mut judged: Vec<Judged> = Vec::new();
        let mut known: HashMap<(usize, usize), Option<usize>> = HashMap::new();
        for pair in &bound.pairs {
            let found = (self.evidence.get(pair.evidence), present.get(pair.artifact));
            let (Some(file), Some((index, artifact))) = found else { continue };
            let class = alike.get(pair.artifact).copied().unwrap_or(pair.artifact);
            if let Some(before) = known.get(&(pair.evidence, class)) {
                let before = before.and_then(|place| judged.get_mut(place));
                before.into_iter().for_each(|one: &mut Judged| one.also.push(*index));
                continue;
            }
            if judged.len() >= limit {
                beyond.artifacts.insert(*index, limit);
                beyond.evidence.insert(pair.evidence, limit);
                continue;
            }
            let artifact = Some((*index, *artifact));
            let (report, judgement) = self.evidence_report(file, artifact, &companions);
            let counts = !pair.on_trial || stands_trial(&report, present.len());
            known.insert((pair.evidence, class), counts.then_some(judged.len()));
            if counts {
                let pair = Pair { artifact: *index, ..*pair };
                judged.push(Judged { pair, also: Vec::new(), report, judgement });
            }
        }
        (judged, beyond)
    }

    /// For each artifact a number that it shares with those that no evidence tells apart from it.
    fn alike(&self, present: &[(usize, &Artifact)]) -> Vec<usize> {
        let read: BTreeSet<usize> = self.streamed.keys().map(|(_, artifact)| *artifact).collect();
        let mut classes: HashMap<Looks<'_>, Vec<(Demand<'_>, usize)>> = HashMap::new();
        let mut numbers = Vec::with_capacity(present.len());
        for (place, (index, artifact)) in present.iter().enumerate() {
            let looks = Looks {
                digests: &artifact.digests,
                named: artifact.named.as_ref(),
                name: file_name(&artifact.name),
                read: read.contains(index),
            };
            let demand = self.demand_for(*index);
            let same = classes.entry(looks).or_default();
            let known = same.iter().find(|(known, _)| known.is(&demand)).map(|(_, class)| *class);
            numbers.push(known.unwrap_or(place));
            if known.is_none() {
                same.push((demand, place));
            }
        }
        numbers
    }

    /// For each piece of evidence the first one that says the same, where there are more copies of
    /// it than are told apart.
    pub(super) fn copies(&self) -> Vec<Option<usize>> {
        let mut firsts: HashMap<[u8; 32], Vec<(usize, usize)>> = HashMap::new();
        let copy = |(place, file): (usize, &EvidenceFile)| {
            let known = firsts.entry(file.fingerprint?).or_default();
            let same = |(first, _): &&mut (usize, usize)| {
                let first = self.evidence.get(*first);
                first.is_some_and(|first| file.is_copy_of(first))
            };
            if let Some((first, count)) = known.iter_mut().find(same) {
                *count += 1;
                return (*count > COPIES).then_some(*first);
            }
            known.push((place, 1));
            None
        };
        self.evidence.iter().enumerate().map(copy).collect()
    }
}

impl Beyond {
    /// Evidence of which nothing at all was judged: it stands with no artifact, and must not be lost.
    pub(super) fn unjudged(&self, judged: &[Judged]) -> Vec<Unbound> {
        let judged: BTreeSet<usize> = judged.iter().map(|one| one.pair.evidence).collect();
        let left = self.evidence.iter().filter(|(position, _)| !judged.contains(position));
        let unbound = |(position, limit): (&usize, &usize)| {
            let error = too_many(*limit);
            Unbound { evidence: *position, reason: "too-many-pairs", facts: error.facts() }
        };
        left.map(unbound).collect()
    }
}

/// What is said of an artifact of which something was left out.
pub(super) fn left_out(limit: usize) -> Check {
    Check::refused(Question::AllCompared, &too_many(limit))
}

fn too_many(limit: usize) -> Error {
    Error::TooManyPairs { limit: u64::try_from(limit).unwrap_or(u64::MAX) }
}
