//! A whole history: a git bundle, a pack or a repository's folder, with a commit or tag behind every signature.

use std::collections::{BTreeMap, HashSet};

use crate::digest::{Digest, DigestAlgorithm};
use crate::error::Error;
use crate::formats::bundle::Bundle;
use crate::formats::git_bundle::{BundleHead, Ref};
use crate::formats::git_folder::FolderReader;
use crate::formats::git_object::{ObjectKind, names_parents};
use crate::formats::git_pack::{Pack, PackReader};
use crate::formats::git_pack_entry::{Id, id_from_hex};
use crate::formats::gitsign::signed_object;

/// Of more signed objects the rest are counted and not verified.
const SIGNED_LIMIT: usize = 50_000;
/// Of unsigned objects so many are named.
const NAMED: usize = 100;

/// What a history holds.
#[derive(Debug, Default)]
pub(crate) struct History {
    /// By which hash objects are named.
    pub(crate) algorithm: Option<DigestAlgorithm>,
    /// How many objects it says it holds, trees and blobs among them.
    pub(crate) stated: u32,
    pub(crate) commits: u64,
    pub(crate) tags: u64,
    /// Objects with a signature of gitsign's, in the pack's order.
    pub(crate) signed: Vec<SignedObject>,
    pub(crate) unsigned: u64,
    /// The ids of the first of them.
    pub(crate) unsigned_ids: Vec<String>,
    /// Signatures that other tools made, by the tool.
    pub(crate) others: BTreeMap<String, u64>,
    /// Deltas of which it cannot be told whether they are commits.
    pub(crate) undecided: u64,
    /// Commits and tags that are more than what is read.
    pub(crate) unread: u64,
    /// Commits and tags that others are built on or that are named, and that are neither here nor
    /// among what the history builds on.
    pub(crate) missing: u64,
    pub(crate) prerequisites: Vec<String>,
    pub(crate) refs: Vec<(Ref, RefState)>,
    /// What is broken, by its path in a folder; nothing where it is the file itself.
    pub(crate) errors: Vec<(String, Error)>,
}

/// One signed commit or tag.
#[derive(Debug)]
pub(crate) struct SignedObject {
    pub(crate) kind: ObjectKind,
    pub(crate) id: String,
    /// Of its content.
    pub(crate) size: usize,
    pub(crate) digest: Digest,
    /// The signature with what belongs to it, or why it cannot be read.
    pub(crate) bundle: Result<Bundle, Error>,
}

/// What a name was given to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RefState {
    /// The signed object at this place.
    Signed(usize),
    Unsigned,
    OtherTool,
    Absent,
}

/// A history on its way.
pub(crate) struct HistoryReader {
    head: Option<BundleHead>,
    /// A bundle's head that has not come whole.
    begun: Vec<u8>,
    pack: Option<PackReader>,
    error: Option<Error>,
}

impl HistoryReader {
    /// Before the first byte.
    pub(crate) const fn new() -> Self {
        Self { head: None, begun: Vec::new(), pack: None, error: None }
    }

    /// Takes the next bytes; gives whether more of them are of use.
    pub(crate) fn update(&mut self, bytes: &[u8]) -> bool {
        if self.error.is_none() {
            self.error = self.take(bytes).err();
        }
        self.error.is_none()
    }

    fn take(&mut self, bytes: &[u8]) -> Result<(), Error> {
        if let Some(pack) = &mut self.pack {
            return pack.update(bytes);
        }
        self.begun.extend_from_slice(bytes);
        let (algorithm, length) = if self.begun.starts_with(b"PACK") {
            (None, 0)
        } else {
            let Some((head, length)) = BundleHead::read(&self.begun)? else { return Ok(()) };
            let algorithm = head.algorithm;
            self.head = Some(head);
            (Some(algorithm), length)
        };
        let begun = core::mem::take(&mut self.begun);
        let pack = self.pack.insert(PackReader::new(algorithm));
        pack.update(begun.get(length..).unwrap_or_default())
    }

    /// What the history holds, as far as it could be read.
    pub(crate) fn finish(self) -> History {
        let (pack, error) = match (self.pack, self.error) {
            (Some(pack), Some(error)) => (pack.found(), Some(error)),
            (Some(mut pack), None) => {
                let end = pack.end();
                (pack.found(), end.err())
            }
            (None, error) => {
                let cut = Error::GitPackInvalid { part: "end", offset: 0 };
                (Pack::default(), Some(error.unwrap_or(cut)))
            }
        };
        let errors = error.map(|error| (String::new(), error));
        History::of(pack, self.head, errors.into_iter().collect())
    }
}

/// What became of each commit and tag.
type States = std::collections::HashMap<Id, RefState>;

impl History {
    /// What a repository's folder holds.
    pub(crate) fn of_folder(reader: FolderReader) -> Self {
        let (pack, head, broken) = reader.finish();
        Self::of(pack, Some(head), broken)
    }

    fn of(pack: Pack, head: Option<BundleHead>, errors: Vec<(String, Error)>) -> Self {
        let mut history = Self { errors, ..Self::default() };
        let states = history.take_pack(pack, head.as_ref());
        if let Some(head) = head {
            history.prerequisites = head.prerequisites;
            let state = |found: &Ref| {
                let id = id_from_hex(&found.id);
                id.and_then(|id| states.get(&id).copied()).unwrap_or(RefState::Absent)
            };
            let stated = head.refs.into_iter().map(|found| (state(&found), found));
            history.refs = stated.map(|(state, found)| (found, state)).collect();
        }
        history
    }

    fn take_pack(&mut self, pack: Pack, head: Option<&BundleHead>) -> States {
        self.algorithm = pack.algorithm.or(head.map(|head| head.algorithm));
        self.stated = pack.stated;
        self.undecided = pack.undecided;
        self.unread = pack.unread;
        self.missing = missing(&pack, head);
        let mut states = States::with_capacity(pack.objects.len());
        for object in pack.objects {
            match object.kind {
                ObjectKind::Commit => self.commits += 1,
                ObjectKind::Tag => self.tags += 1,
            }
            let key = id_from_hex(&object.id).unwrap_or_default();
            let state = match signed_object(object.kind, &object.body) {
                Err(Error::GitSignatureAbsent {}) => {
                    self.unsigned += 1;
                    if self.unsigned_ids.len() < NAMED {
                        self.unsigned_ids.push(object.id);
                    }
                    RefState::Unsigned
                }
                Err(Error::SignatureOfOtherTool { tool }) => {
                    *self.others.entry(tool).or_default() += 1;
                    RefState::OtherTool
                }
                _ if self.signed.len() == SIGNED_LIMIT => {
                    self.unread += 1;
                    RefState::Absent
                }
                bundle => {
                    let (size, kind, id) = (object.body.len(), object.kind, object.id);
                    let digest = Digest::of(DigestAlgorithm::Sha256, &object.body);
                    self.signed.push(SignedObject { kind, id, size, digest, bundle });
                    RefState::Signed(self.signed.len() - 1)
                }
            };
            states.insert(key, state);
        }
        states
    }
}

/// How many commits and tags are named and not there.
fn missing(pack: &Pack, head: Option<&BundleHead>) -> u64 {
    let named = pack.objects.iter().flat_map(|object| names_parents(object.kind, &object.body));
    let mut wanted: HashSet<Id> = named.filter_map(|id| id_from_hex(&id)).collect();
    if let Some(head) = head {
        wanted.extend(head.refs.iter().filter_map(|found| id_from_hex(&found.id)));
        for id in head.prerequisites.iter().filter_map(|id| id_from_hex(id)) {
            wanted.remove(&id);
        }
    }
    let absent = wanted.iter().filter(|id| !pack.places.contains_key(*id)).count();
    u64::try_from(absent).unwrap_or(u64::MAX)
}
