//! A repository as git keeps it on disk (git `gitrepository-layout(5)`), file by file: loose objects,
//! packs, and the names that lead to them. What is broken is told by its path and spoils nothing else.

use crate::digest::DigestAlgorithm;
use crate::error::Error;
use crate::formats::git_bundle::BundleHead;
use crate::formats::git_loose::LooseReader;
use crate::formats::git_object::names_parents;
use crate::formats::git_pack::{Pack, PackReader};
use crate::formats::git_pack_entry::id_from_hex;
use crate::formats::git_refs::StoredRefs;

/// A longer list of names is not read, in bytes.
const TEXT_LIMIT: usize = 64 * 1024 * 1024;

/// A folder on its way.
pub(crate) struct FolderReader {
    /// Every commit and tag, wherever it lay.
    pack: PackReader,
    refs: StoredRefs,
    /// The file that is being read, by its path in the folder.
    file: Option<(String, Member)>,
    broken: Vec<(String, Error)>,
    /// How many files whoever holds the folder could not read.
    unread: u64,
}

enum Member {
    Pack,
    Loose(Box<LooseReader>),
    /// Names.
    Text(Vec<u8>),
}

impl FolderReader {
    /// Before the first file.
    pub(crate) fn new() -> Self {
        let pack = PackReader::new(None);
        Self { pack, refs: StoredRefs::default(), file: None, broken: Vec::new(), unread: 0 }
    }

    /// From now on the bytes are those of this file. What git keeps no commits, tags or names in is
    /// passed over.
    pub(crate) fn begin_file(&mut self, path: &str) {
        self.end_file();
        let member = if StoredRefs::are_in(path) {
            Some(Member::Text(Vec::new()))
        } else if let Some(name) = path.strip_prefix("objects/pack/") {
            let name = name.strip_suffix(".pack");
            name.map(|name| {
                self.pack.restart(id_algorithm(name.strip_prefix("pack-").unwrap_or(name)));
                Member::Pack
            })
        } else {
            let id = path.strip_prefix("objects/").map(|id| id.replacen('/', "", 1));
            id.and_then(|id| {
                let algorithm = id_algorithm(&id)?;
                Some(Member::Loose(Box::new(LooseReader::new(id, algorithm))))
            })
        };
        self.file = member.map(|member| (path.to_owned(), member));
    }

    /// Takes its next bytes.
    pub(crate) fn update(&mut self, bytes: &[u8]) {
        let Some((_, member)) = &mut self.file else { return };
        let taken = match member {
            Member::Pack => self.pack.update(bytes),
            Member::Loose(reader) => reader.update(bytes),
            Member::Text(text) => {
                text.extend_from_slice(bytes);
                within(text.len())
            }
        };
        // Of a file that is broken nothing more is read.
        if let Err(error) = taken {
            self.broken.extend(self.file.take().map(|(path, _)| (path, error)));
        }
    }

    /// The file that is being read cannot be read, or not to its end: what it holds is unknown.
    pub(crate) fn abandon_file(&mut self) {
        self.unread += u64::from(self.file.take().is_some());
    }

    fn end_file(&mut self) {
        let Some((path, member)) = self.file.take() else { return };
        let ended = match member {
            Member::Pack => self.pack.end(),
            Member::Loose(reader) => {
                reader.finish().and_then(|object| self.pack.take_loose(object))
            }
            Member::Text(text) => self.refs.take(&path, &text),
        };
        if let Err(error) = ended {
            self.broken.push((path, error));
        }
    }

    /// Everything that was found, with the names, and what is broken.
    pub(crate) fn finish(mut self) -> (Pack, BundleHead, Vec<(String, Error)>) {
        self.end_file();
        let mut pack = self.pack.found();
        pack.unread += self.unread;
        let head = BundleHead {
            algorithm: pack.algorithm.unwrap_or(DigestAlgorithm::Sha1),
            prerequisites: left_out(&pack, &self.refs.shallow),
            refs: self.refs.resolved(),
        };
        (pack, head, self.broken)
    }
}

/// The parents of commits that a shallow clone ends with, which are elsewhere.
fn left_out(pack: &Pack, shallow: &[String]) -> Vec<String> {
    let ends = shallow.iter().filter_map(|id| pack.places.get(&id_from_hex(id)?));
    let ends = ends.filter_map(|place| pack.objects.get(*place));
    ends.flat_map(|object| names_parents(object.kind, &object.body)).collect()
}

/// By which hash this is an id, if it is one.
fn id_algorithm(id: &str) -> Option<DigestAlgorithm> {
    id_from_hex(id)?;
    let long = id.len() > 2 * DigestAlgorithm::Sha1.len();
    Some(if long { DigestAlgorithm::Sha256 } else { DigestAlgorithm::Sha1 })
}

fn within(size: usize) -> Result<(), Error> {
    let number = |size: usize| u64::try_from(size).unwrap_or(u64::MAX);
    if size <= TEXT_LIMIT {
        return Ok(());
    }
    Err(Error::InputTooLarge { size: number(size), limit: number(TEXT_LIMIT) })
}
