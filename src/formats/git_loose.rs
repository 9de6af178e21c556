//! One object in a file of its own, as it lies under `objects/` (git `gitrepository-layout(5)`), read
//! piece by piece: `commit 1234\0` and the content, deflated, in a file that is named after its id.

use crate::digest::{Digest, DigestAlgorithm, Hasher};
use crate::encoding::inflate::Inflater;
use crate::error::Error;
use crate::formats::git_object::{ObjectKind, object_id};
use crate::formats::git_pack::OBJECT_LIMIT;

/// No head is longer.
const HEAD_LIMIT: usize = 32;

/// What a file turned out to hold.
#[derive(Debug)]
pub(crate) enum LooseObject {
    /// A commit or tag with its content.
    Kept(ObjectKind, Vec<u8>),
    /// One that is larger than what is read.
    Unread,
    /// A tree or blob.
    Other,
}

/// A file on its way.
pub(crate) struct LooseReader {
    /// The id that its path says.
    expected: String,
    algorithm: DigestAlgorithm,
    inflater: Inflater,
    object: Inflated,
}

/// What comes out of it.
struct Inflated {
    head: Vec<u8>,
    has_head: bool,
    /// Of a commit or tag.
    kind: Option<ObjectKind>,
    size: u64,
    came: u64,
    /// The content, where it is kept.
    content: Option<Vec<u8>>,
    hasher: Hasher,
}

impl LooseReader {
    /// Before the first byte of the object of this id.
    pub(crate) fn new(expected: String, algorithm: DigestAlgorithm) -> Self {
        let object = Inflated {
            head: Vec::new(),
            has_head: false,
            kind: None,
            size: 0,
            came: 0,
            content: None,
            hasher: Hasher::new(&[algorithm]),
        };
        Self { expected, algorithm, inflater: Inflater::new(), object }
    }

    /// Takes the next bytes.
    pub(crate) fn update(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let object = &mut self.object;
        let taken = self.inflater.update(bytes, &mut |piece| object.take(piece))?;
        if taken == bytes.len() { Ok(()) } else { Err(Error::DeflateInvalid {}) }
    }

    /// What it is, once all has come.
    pub(crate) fn finish(self) -> Result<LooseObject, Error> {
        let Self { expected, algorithm, inflater, object } = self;
        if !inflater.has_ended() {
            return Err(Error::DeflateInvalid {});
        }
        if !object.has_head {
            return Err(invalid("head"));
        }
        if object.came != object.size {
            return Err(invalid("size"));
        }
        let digests = object.hasher.finish();
        let mut found = digests.get(algorithm).map(Digest::hex).unwrap_or_default();
        if let (Some(kind), Some(body)) = (object.kind, &object.content) {
            // By the hash that its own content asks for: that must be the repository's, too.
            found = object_id(kind, body);
        }
        if found != expected {
            return Err(Error::GitObjectMisplaced { expected, found });
        }
        Ok(match (object.kind, object.content) {
            (Some(kind), Some(body)) => LooseObject::Kept(kind, body),
            (Some(_), None) => LooseObject::Unread,
            (None, _) => LooseObject::Other,
        })
    }
}

impl Inflated {
    fn take(&mut self, piece: &[u8]) -> Result<(), Error> {
        self.hasher.update(piece);
        let mut content = piece;
        if !self.has_head {
            let end = piece.iter().position(|byte| *byte == 0);
            let (head, rest) =
                piece.split_at_checked(end.unwrap_or(piece.len())).unwrap_or_default();
            self.head.extend(head.iter().take(HEAD_LIMIT));
            if self.head.len() >= HEAD_LIMIT {
                return Err(invalid("head"));
            }
            let Some(rest) = rest.strip_prefix(b"\0") else { return Ok(()) };
            self.begin()?;
            content = rest;
        }
        self.came += u64::try_from(content.len()).unwrap_or(u64::MAX);
        if self.came > self.size {
            return Err(invalid("size"));
        }
        if let Some(kept) = &mut self.content {
            kept.extend_from_slice(content);
        }
        Ok(())
    }

    fn begin(&mut self) -> Result<(), Error> {
        let head = core::str::from_utf8(&self.head).ok().and_then(|head| head.split_once(' '));
        let (kind, size) = head.ok_or(invalid("head"))?;
        self.kind = match kind {
            "commit" => Some(ObjectKind::Commit),
            "tag" => Some(ObjectKind::Tag),
            "tree" | "blob" => None,
            _ => return Err(invalid("head")),
        };
        self.size = size.parse().map_err(|_| invalid("head"))?;
        let small = usize::try_from(self.size).is_ok_and(|size| size <= OBJECT_LIMIT);
        self.content = (self.kind.is_some() && small).then(Vec::new);
        self.has_head = true;
        Ok(())
    }
}

const fn invalid(part: &'static str) -> Error {
    Error::GitObjectInvalid { part }
}
