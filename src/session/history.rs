//! Histories: files with many signed objects in them, read piece by piece.
//!
//! Each signed object is an artifact and its own evidence. The file itself takes part as an
//! artifact only where something speaks about it, as with an archive.

use super::Session;
use super::evidence_file::{EvidenceFile, Origin};
use crate::bind::parts::Parts;
use crate::digest::{Digest, DigestAlgorithm, Digests, Hasher};
use crate::formats::git_folder::FolderReader;
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
    reader: Reader,
    size: u64,
}

enum Reader {
    /// With what its digest comes from.
    File(HistoryReader, Hasher),
    /// A folder is no bytes that a digest could be of.
    Folder(FolderReader),
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
    /// Starts the reading of a git bundle, pack or repository; gives the index of the artifact that
    /// it is.
    ///
    /// For files that are too large for [`add_file`](Self::add_file): only their commits and tags
    /// are kept in memory. Of a repository each file is announced by
    /// [`history_file`](Self::history_file).
    pub fn history_begin(&mut self, name: &str, kind: Kind, size: Option<u64>) -> usize {
        let artifact = self.add_artifact(name, size, Digests::default());
        self.mark_container(artifact);
        let reader = match kind {
            Kind::GitRepository => Reader::Folder(FolderReader::new()),
            _ => Reader::File(HistoryReader::new(), Hasher::new(&[DigestAlgorithm::Sha256])),
        };
        let reading = Box::new(Reading { reader, size: 0 });
        let (name, state) = (name.to_owned(), State::Reading(reading));
        self.histories.push(HistoryFile { name, kind, artifact, state });
        artifact
    }

    fn reading(&mut self, artifact: usize) -> Option<&mut Reading> {
        let mut histories = self.histories.iter_mut();
        match &mut histories.find(|history| history.artifact == artifact)?.state {
            State::Reading(reading) => Some(reading),
            State::Read(_) => None,
        }
    }

    /// Begins the next file of the repository whose artifact this is, by its path in `.git`.
    pub fn history_file(&mut self, artifact: usize, path: &str) {
        if let Some(Reading { reader: Reader::Folder(reader), .. }) = self.reading(artifact) {
            reader.begin_file(path);
        }
    }

    /// The file of a repository's folder that is being read cannot be read to its end. All others
    /// count; whether the whole is verified nobody can say then.
    pub fn history_file_unread(&mut self, artifact: usize) {
        if let Some(Reading { reader: Reader::Folder(reader), .. }) = self.reading(artifact) {
            reader.abandon_file();
        }
    }

    /// Takes the next bytes of the history whose artifact this is.
    pub fn history_update(&mut self, artifact: usize, bytes: &[u8]) {
        let Some(reading) = self.reading(artifact) else { return };
        reading.size += u64::try_from(bytes.len()).unwrap_or_default();
        match &mut reading.reader {
            Reader::File(reader, hasher) => {
                hasher.update(bytes);
                reader.update(bytes);
            }
            Reader::Folder(reader) => reader.update(bytes),
        }
    }

    /// Ends the reading: from now on the report knows what is in the history.
    pub fn history_end(&mut self, artifact: usize) {
        let place = self.histories.iter().position(|history| history.artifact == artifact);
        let Some(place) = place else { return };
        let mut history = self.histories.remove(place);
        if let State::Reading(reading) = history.state {
            let Reading { reader, size } = *reading;
            let (found, digests) = match reader {
                Reader::File(reader, hasher) => (reader.finish(), hasher.finish()),
                Reader::Folder(reader) => (History::of_folder(reader), Digests::default()),
            };
            self.set_digests(artifact, Some(size), digests);
            history.state = State::Read(Box::new(self.taken(found, &history.name)));
            self.unsettled = true;
        }
        self.histories.insert(place, history);
    }

    fn taken(&mut self, mut found: History, name: &str) -> ReadHistory {
        for (path, _) in &mut found.errors {
            *path = format!("{name}/{path}").trim_end_matches('/').to_owned();
        }
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
    pub(super) fn settle_histories(histories: &mut [HistoryFile], parts: &Parts<'_>) -> Vec<usize> {
        let objects = histories.iter_mut().flat_map(HistoryFile::objects_mut);
        objects.flat_map(|object| object.evidence.complete(parts, false)).collect()
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
