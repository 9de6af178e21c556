//! The part of the report that is about histories.

use super::Session;
use super::companions::Companions;
use super::history::{HistoryFile, HistoryObject, ReadHistory};
use crate::digest::Digests;
use crate::error::{Error, Facts, facts};
use crate::formats::git_history::RefState;
use crate::judge::{Verdict, judge_artifact, judge_history};
use crate::report::{ArtifactReport, EvidenceReport, HistoryReport, RefReport};
use crate::sniff::Kind;

/// Of more names than this the rest are only counted.
const REFS: usize = 1_000;
/// Of more prerequisites than this the rest are not shown.
const PREREQUISITES: usize = 100;

impl Session {
    /// Adds every signed object to the artifacts and the evidence; gives the histories themselves.
    pub(super) fn history_reports(
        &self,
        artifacts: &mut Vec<ArtifactReport>,
        evidence: &mut Vec<EvidenceReport>,
    ) -> Vec<HistoryReport> {
        let mut histories = Vec::new();
        for file in &self.histories {
            let Some(read) = file.read() else { continue };
            let first = artifacts.len();
            for object in &read.objects {
                let report = self.object_report(file, object, histories.len(), evidence);
                artifacts.push(report);
            }
            let own = artifacts.get(first..).unwrap_or_default();
            histories.push(self.history_report(file, read, own, first));
        }
        histories
    }

    #[inline(never)]
    fn object_report(
        &self,
        file: &HistoryFile,
        object: &HistoryObject,
        history: usize,
        evidence: &mut Vec<EvidenceReport>,
    ) -> ArtifactReport {
        let companions = Companions::default();
        let (mut report, judgement) = self.evidence_report(&object.evidence, None, &companions);
        report.facts.insert("object".to_owned(), object.id.clone().into());
        report.facts.insert("type".to_owned(), object.kind.name().into());
        let position = evidence.len();
        let (verdict, demands) = judge_artifact(&[(position, &judgement)], self.demand(None));
        evidence.push(report);
        ArtifactReport {
            name: format!("{}/{}", file.name, object.id),
            size: u64::try_from(object.size).ok(),
            digests: [object.digest.clone()].into_iter().collect(),
            verdict,
            evidence: vec![position],
            section: None,
            demands,
            history: Some(history),
            checks: Vec::new(),
            image: None,
        }
    }

    fn history_report(
        &self,
        file: &HistoryFile,
        read: &ReadHistory,
        objects: &[ArtifactReport],
        first: usize,
    ) -> HistoryReport {
        let found = &read.found;
        let artifact = self.artifacts.get(file.artifact).and_then(Option::as_ref);
        let refs = found.refs.iter().take(REFS).map(|(named, state)| RefReport {
            name: named.name.clone(),
            id: named.id.clone(),
            state: state_name(*state),
            artifact: match state {
                RefState::Signed(place) => Some(first + place),
                _ => None,
            },
        });
        let count = |length: usize| u64::try_from(length).unwrap_or(u64::MAX);
        HistoryReport {
            name: file.name.clone(),
            kind: file.kind,
            size: artifact.and_then(|artifact| artifact.size),
            digests: artifact.map_or_else(Digests::default, |known| known.digests.clone()),
            verdict: verdict(file.kind, read, objects),
            algorithm: found.algorithm,
            objects: found.stated.into(),
            commits: found.commits,
            tags: found.tags,
            signed: count(read.objects.len()),
            unsigned: found.unsigned,
            unsigned_ids: found.unsigned_ids.clone(),
            other_tools: others(&found.others),
            undecided: found.undecided,
            unread: found.unread,
            missing: found.missing,
            refs: refs.collect(),
            ref_count: count(found.refs.len()),
            prerequisites: found.prerequisites.iter().take(PREREQUISITES).cloned().collect(),
        }
    }

    /// The verdicts on histories that the whole answer depends on: one without any signature of
    /// gitsign's does not, where something else speaks about the file as it is.
    pub(super) fn counted_verdicts<'a>(
        &'a self,
        histories: &'a [HistoryReport],
        spoken_of: impl Fn(usize) -> bool + 'a,
    ) -> impl Iterator<Item = Verdict> + 'a {
        let read = self.histories.iter().filter(|file| file.read().is_some());
        let counted = read.zip(histories);
        let counted = counted.filter(move |(file, report)| {
            report.signed > 0 || report.verdict == Verdict::Failed || !spoken_of(file.artifact)
        });
        counted.map(|(_, report)| report.verdict)
    }

    /// What is wrong with each history, by its name.
    pub(super) fn history_errors(&self) -> impl Iterator<Item = (&str, &Error)> {
        self.histories.iter().flat_map(|file| {
            let read = file.read();
            let objects = read.map(|read| read.objects.as_slice()).unwrap_or_default();
            let own = read.map(|read| read.found.errors.as_slice()).unwrap_or_default();
            let own = own.iter().map(|(name, error)| (name.as_str(), error));
            let objects = objects.iter().filter_map(|object| {
                let error = object.evidence.content.as_ref().err()?;
                Some((object.evidence.origin.name.as_str(), error))
            });
            own.chain(objects)
        })
    }
}

fn verdict(kind: Kind, read: &ReadHistory, objects: &[ArtifactReport]) -> Verdict {
    let found = &read.found;
    // Where all that a bundle's or a repository's names lead to is there, what is undecided are
    // trees and blobs. A pack is a part of a repository, and names nothing.
    let pack = kind == Kind::GitPack;
    let decided = if pack { found.undecided == 0 } else { found.missing == 0 };
    let all_signed = found.unsigned == 0 && found.others.is_empty();
    let whole = all_signed && found.unread == 0 && decided && found.errors.is_empty();
    let broken = found.errors.iter().any(|(_, error)| !error.is_absence());
    judge_history(objects.iter().map(|object| object.verdict), whole, broken)
}

const fn state_name(state: RefState) -> &'static str {
    match state {
        RefState::Signed(_) => "signed",
        RefState::Unsigned => "unsigned",
        RefState::OtherTool => "other-tool",
        RefState::Absent => "absent",
    }
}

fn others(others: &std::collections::BTreeMap<String, u64>) -> Facts {
    facts(others.iter().map(|(tool, count)| (tool.as_str(), (*count).into())))
}
