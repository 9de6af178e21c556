//! Histories: files with many signed objects in them, read piece by piece.
//!
//! Each signed object is an artifact and its own evidence. The file itself takes part as an
//! artifact only where something speaks about it, as with an archive.

use std::collections::HashMap;

use super::Session;
use super::evidence_file::{EvidenceFile, Origin};
use crate::bind::parts::{LoosePart, git_marks, marks};
use crate::digest::{Digest, DigestAlgorithm, Digests, Hasher};
use crate::formats::git_history::{History, HistoryReader, SignedObject};
use crate::formats::git_object::ObjectKind;
use crate::sniff::Kind;

/// One history.
#[derive(Debug)]
pub(super) struct HistoryFile {
    pub(super) name: String,
    pub(super) kind: Kind,
    /// The artifact that the file itself is.
    pub(super) artifact: usize,
    state: State,
}

#[derive(Debug)]
enum State {
    Reading(Box<Reading>),
    Read(Box<ReadHistory>),
}

struct Reading {
    reader: HistoryReader,
    hasher: Hasher,
    size: u64,
}

/// What a history holds, its signed objects as evidence.
#[derive(Debug)]
pub(super) struct ReadHistory {
    /// Without its signed objects.
    pub(super) found: History,
    pub(super) objects: Vec<HistoryObject>,
}

/// A signed object of a history.
#[derive(Debug)]
pub(super) struct HistoryObject {
    pub(super) kind: ObjectKind,
    pub(super) id: String,
    pub(super) size: usize,
    pub(super) digest: Digest,
    pub(super) evidence: EvidenceFile,
}

impl Session {
    /// Starts the reading of a git bundle or pack; gives the index of the artifact that it is.
    ///
    /// For files that are too large for [`add_file`](Self::add_file): only their commits and tags
    /// are kept in memory.
    pub fn history_begin(&mut self, name: &str, kind: Kind, size: Option<u64>) -> usize {
        let artifact = self.add_artifact(name, size, Digests::default());
        self.mark_container(artifact);
        let hasher = Hasher::new(&[DigestAlgorithm::Sha256]);
        let reading = Box::new(Reading { reader: HistoryReader::new(), hasher, size: 0 });
        let (name, state) = (name.to_owned(), State::Reading(reading));
        self.histories.push(HistoryFile { name, kind, artifact, state });
        artifact
    }

    /// Takes the next bytes of the history whose artifact this is.
    pub fn history_update(&mut self, artifact: usize, bytes: &[u8]) {
        let history = self.histories.iter_mut().find(|history| history.artifact == artifact);
        if let Some(HistoryFile { state: State::Reading(reading), .. }) = history {
            reading.hasher.update(bytes);
            reading.size += u64::try_from(bytes.len()).unwrap_or_default();
            reading.reader.update(bytes);
        }
    }

    /// Ends the reading: from now on the report knows what is in the history.
    pub fn history_end(&mut self, artifact: usize) {
        let place = self.histories.iter().position(|history| history.artifact == artifact);
        let Some(place) = place else { return };
        let mut history = self.histories.remove(place);
        if let State::Reading(reading) = history.state {
            let Reading { reader, hasher, size } = *reading;
            self.set_digests(artifact, Some(size), hasher.finish());
            history.state = State::Read(Box::new(self.taken(reader, &history.name)));
            self.unsettled = true;
        }
        self.histories.insert(place, history);
    }

    fn taken(&mut self, reader: HistoryReader, name: &str) -> ReadHistory {
        let mut found = reader.finish();
        let mut objects = Vec::with_capacity(found.signed.len());
        for signed in core::mem::take(&mut found.signed) {
            let SignedObject { kind, id, size, digest, bundle } = signed;
            let origin = Origin::new(self.next_id, name, None, None);
            self.next_id += 1;
            let origin = Origin { name: format!("{name}/{id}"), ..origin };
            let evidence = EvidenceFile::new(origin, Kind::GitObject, bundle);
            objects.push(HistoryObject { kind, id, size, digest, evidence });
        }
        ReadHistory { found, objects }
    }

    /// Gives every signed object of a history the parts that belong to it; gives which these are.
    pub(super) fn settle_histories(&mut self) -> Vec<usize> {
        let mut used = Vec::new();
        let mut by_mark: HashMap<Vec<u8>, Vec<usize>> = HashMap::new();
        for (index, part) in self.parts.iter().enumerate() {
            for mark in marks(part) {
                by_mark.entry(mark).or_default().push(index);
            }
        }
        for object in self.histories.iter_mut().flat_map(HistoryFile::objects_mut) {
            let Ok(bundle) = &object.evidence.content else { continue };
            let marks = git_marks(bundle.claims());
            let mut own: Vec<usize> =
                marks.iter().filter_map(|mark| by_mark.get(mark)).flatten().copied().collect();
            own.sort_unstable();
            own.dedup();
            let parts: Vec<LoosePart> =
                own.iter().filter_map(|index| self.parts.get(*index)).cloned().collect();
            let taken = object.evidence.complete(&parts, false);
            used.extend(taken.into_iter().filter_map(|index| own.get(index)));
        }
        used
    }

    /// Whether an artifact is a history of which nothing is known yet.
    pub(super) fn is_being_read(&self, artifact: usize) -> bool {
        let mut histories = self.histories.iter();
        histories.any(|history| history.artifact == artifact && history.read().is_none())
    }

    pub(super) fn forget_histories(&mut self) {
        for object in self.histories.iter_mut().flat_map(HistoryFile::objects_mut) {
            object.evidence.forget();
        }
    }
}

impl HistoryFile {
    /// What is in it, once it was read.
    pub(super) fn read(&self) -> Option<&ReadHistory> {
        match &self.state {
            State::Reading(_) => None,
            State::Read(read) => Some(read),
        }
    }

    fn objects_mut(&mut self) -> &mut [HistoryObject] {
        match &mut self.state {
            State::Reading(_) => &mut [],
            State::Read(read) => &mut read.objects,
        }
    }
}

impl core::fmt::Debug for Reading {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Reading {{ size: {} }}", self.size)
    }
}
