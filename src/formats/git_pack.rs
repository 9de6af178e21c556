//! Packs of git objects, read piece by piece (git `gitformat-pack(5)`, version 2).
//!
//! Only commits and tags are kept. Trees and blobs are inflated to find where they end, and
//! forgotten: a pack may be much larger than memory. An object stored as a delta is a commit or tag
//! if the object it starts from is one.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::digest::{Digest, DigestAlgorithm, Hasher};
use crate::encoding::hex;
use crate::encoding::inflate::Inflater;
use crate::error::Error;
use crate::formats::git_delta::apply;
use crate::formats::git_loose::LooseObject;
use crate::formats::git_object::{ObjectKind, algorithm, object_id};
use crate::formats::git_pack_entry::{Base, EntryHead, Id, id_from_hex};

/// A larger commit or tag is not read, in bytes.
pub(crate) const OBJECT_LIMIT: usize = 4 * 1024 * 1024;
/// Commits and tags of more bytes than this in all are not kept.
const KEPT_LIMIT: usize = 768 * 1024 * 1024;
/// Nor deltas, whose base has not come, of more than this.
const WAITING_LIMIT: usize = 64 * 1024 * 1024;
/// The longest head of an entry: two numbers of at most ten bytes, or one and an id.
const HEAD_LIMIT: usize = 48;

/// A commit or tag.
#[derive(Debug)]
pub(crate) struct PackedObject {
    pub(crate) kind: ObjectKind,
    pub(crate) id: String,
    pub(crate) body: Vec<u8>,
}

/// What was found in a pack.
#[derive(Debug, Default)]
pub(crate) struct Pack {
    /// How many objects the pack says it holds.
    pub(crate) stated: u32,
    /// Commits and tags, in the pack's order.
    pub(crate) objects: Vec<PackedObject>,
    /// Where each commit and tag is in that list.
    pub(crate) places: HashMap<Id, usize>,
    /// Deltas whose base is not in the pack: whether they are commits cannot be told.
    pub(crate) undecided: u64,
    /// Commits and tags that are larger than what is read, or more than what is kept.
    pub(crate) unread: u64,
    /// By which hash objects are named.
    pub(crate) algorithm: Option<DigestAlgorithm>,
}

/// A pack on its way.
pub(crate) struct PackReader {
    pack: Pack,
    stage: Stage,
    /// Bytes of a head that has not come whole.
    head: Vec<u8>,
    /// How many bytes were taken.
    offset: u64,
    /// How many entries are left.
    left: u32,
    /// Of all bytes but the last; both until it is known which it is.
    hashers: Vec<(DigestAlgorithm, Hasher)>,
    inflater: Inflater,
    by_offset: HashMap<u64, usize>,
    waiting: Vec<Waiting>,
    waiting_offsets: HashSet<u64>,
    waiting_size: usize,
    kept_size: usize,
}

enum Stage {
    Header,
    EntryHead,
    Body(Entry),
    Trailer,
}

/// An entry whose content is being inflated.
struct Entry {
    start: u64,
    form: Form,
    size: u64,
    /// How many bytes came.
    came: u64,
    /// The content, where it is kept.
    content: Option<Vec<u8>>,
}

enum Form {
    Object(ObjectKind),
    /// A tree or blob.
    Other,
    Delta(Base),
}

/// A delta whose base has not come.
struct Waiting {
    start: u64,
    base: Base,
    delta: Vec<u8>,
}

impl PackReader {
    /// Before the first byte of a pack, whose objects are named by this hash, if that is known.
    pub(crate) fn new(algorithm: Option<DigestAlgorithm>) -> Self {
        let both = || vec![DigestAlgorithm::Sha1, DigestAlgorithm::Sha256];
        let algorithms = algorithm.map_or_else(both, |known| vec![known]);
        let hashers = algorithms.into_iter().map(|each| (each, Hasher::new(&[each]))).collect();
        Self {
            pack: Pack { algorithm, ..Pack::default() },
            stage: Stage::Header,
            head: Vec::new(),
            offset: 0,
            left: 0,
            hashers,
            inflater: Inflater::new(),
            by_offset: HashMap::new(),
            waiting: Vec::new(),
            waiting_offsets: HashSet::new(),
            waiting_size: 0,
            kept_size: 0,
        }
    }

    /// Before the first byte of another pack of the same repository.
    pub(crate) fn restart(&mut self, algorithm: Option<DigestAlgorithm>) {
        let mut pack = core::mem::take(&mut self.pack);
        pack.algorithm = pack.algorithm.or(algorithm);
        *self = Self { kept_size: self.kept_size, ..Self::new(pack.algorithm) };
        self.pack = pack;
    }

    /// Takes an object that lay alone.
    pub(crate) fn take_loose(&mut self, object: LooseObject) -> Result<(), Error> {
        self.pack.stated = self.pack.stated.saturating_add(1);
        match object {
            LooseObject::Kept(kind, body) => self.keep(0, kind, body)?,
            LooseObject::Unread => self.pack.unread += 1,
            LooseObject::Other => {}
        }
        Ok(())
    }

    /// Takes the next bytes.
    pub(crate) fn update(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let mut rest = bytes;
        while !rest.is_empty() {
            let taken = match &mut self.stage {
                Stage::Header => self.take_header(rest)?,
                Stage::EntryHead => self.take_entry_head(rest)?,
                Stage::Body(_) => self.take_body(rest)?,
                Stage::Trailer => {
                    self.head.extend_from_slice(rest);
                    if self.head.len() > DigestAlgorithm::Sha256.len() {
                        return Err(self.invalid("trailer"));
                    }
                    return Ok(());
                }
            };
            let (own, more) = rest.split_at_checked(taken).unwrap_or((rest, &[]));
            for (_, hasher) in &mut self.hashers {
                hasher.update(own);
            }
            self.offset = self.offset.saturating_add(u64::try_from(taken).unwrap_or(u64::MAX));
            rest = more;
        }
        Ok(())
    }

    /// Whether the pack is whole, and what was wrong at its end.
    pub(crate) fn end(&mut self) -> Result<(), Error> {
        let mut end = match self.stage {
            Stage::Trailer => self.verify_checksum(),
            _ => Err(self.invalid("end")),
        };
        if let Err(error) = self.resolve_waiting() {
            end = end.and(Err(error));
        }
        end
    }

    /// Everything that was found.
    pub(crate) fn found(self) -> Pack {
        self.pack
    }

    fn verify_checksum(&mut self) -> Result<(), Error> {
        let length = self.head.len();
        let hasher = self.hashers.drain(..).find(|(algorithm, _)| algorithm.len() == length);
        let Some((algorithm, hasher)) = hasher else { return Err(self.invalid("trailer")) };
        self.pack.algorithm.get_or_insert(algorithm);
        let digest = hasher.finish();
        let expected = hex::encode(&self.head);
        match digest.get(algorithm).map(Digest::hex) {
            Some(found) if found != expected => {
                Err(Error::GitPackChecksumMismatch { expected, found })
            }
            _ => Ok(()),
        }
    }

    /// `PACK`, the version and the number of objects.
    fn take_header(&mut self, bytes: &[u8]) -> Result<usize, Error> {
        let taken = self.fill_head(bytes, 12);
        let Some(header) = self.head.first_chunk::<12>() else { return Ok(taken) };
        let [b'P', b'A', b'C', b'K', 0, 0, 0, 2 | 3, count @ ..] = *header else {
            return Err(Error::GitPackInvalid { part: "header", offset: 0 });
        };
        self.left = u32::from_be_bytes(count);
        self.pack.stated = self.pack.stated.saturating_add(self.left);
        self.next_entry();
        Ok(taken)
    }

    fn next_entry(&mut self) {
        self.head.clear();
        self.stage = if self.left == 0 { Stage::Trailer } else { Stage::EntryHead };
    }

    fn fill_head(&mut self, bytes: &[u8], length: usize) -> usize {
        let before = self.head.len();
        self.head.extend(bytes.iter().take(length.saturating_sub(before)));
        self.head.len() - before
    }

    /// Kind and size, and what a delta starts from.
    fn take_entry_head(&mut self, bytes: &[u8]) -> Result<usize, Error> {
        let start = self.offset - u64::try_from(self.head.len()).unwrap_or_default();
        let invalid = |part| Error::GitPackInvalid { part, offset: start };
        for (position, byte) in bytes.iter().enumerate() {
            self.head.push(*byte);
            let algorithm = self.pack.algorithm.unwrap_or(DigestAlgorithm::Sha1);
            let head = EntryHead::read(&self.head, start, algorithm);
            if let Some(head) = head.map_err(invalid)? {
                self.begin_entry(start, head)?;
                return Ok(position + 1);
            }
            if self.head.len() > HEAD_LIMIT {
                return Err(invalid("head"));
            }
        }
        Ok(bytes.len())
    }

    fn begin_entry(&mut self, start: u64, head: EntryHead) -> Result<(), Error> {
        let EntryHead { kind, size, base } = head;
        let form = match (kind, base) {
            (1, _) => Form::Object(ObjectKind::Commit),
            (4, _) => Form::Object(ObjectKind::Tag),
            (2 | 3, _) => Form::Other,
            (6 | 7, Some(base)) => Form::Delta(base),
            _ => return Err(Error::GitPackInvalid { part: "type", offset: start }),
        };
        let wanted = match &form {
            Form::Object(_) | Form::Delta(Base::Id(_)) => true,
            Form::Delta(Base::Offset(offset)) => {
                self.by_offset.contains_key(offset) || self.waiting_offsets.contains(offset)
            }
            Form::Other => false,
        };
        let small = usize::try_from(size).is_ok_and(|size| size <= OBJECT_LIMIT);
        if wanted && !small {
            match form {
                // A tree or blob, more likely than not.
                Form::Delta(Base::Id(_)) => self.pack.undecided += 1,
                _ => self.pack.unread += 1,
            }
        }
        let content = (wanted && small).then(Vec::new);
        self.left -= 1;
        self.inflater.restart();
        self.stage = Stage::Body(Entry { start, form, size, came: 0, content });
        Ok(())
    }

    fn take_body(&mut self, bytes: &[u8]) -> Result<usize, Error> {
        let Stage::Body(entry) = &mut self.stage else { return Ok(0) };
        let offset = entry.start;
        let invalid = |part| Error::GitPackInvalid { part, offset };
        let taken = self.inflater.update(bytes, &mut |piece| {
            entry.came += u64::try_from(piece.len()).unwrap_or(u64::MAX);
            if entry.came > entry.size {
                return Err(invalid("size"));
            }
            if let Some(content) = &mut entry.content {
                content.extend_from_slice(piece);
            }
            Ok(())
        });
        let taken = taken.map_err(|error| match error {
            Error::DeflateInvalid {} => invalid("content"),
            other => other,
        })?;
        if self.inflater.has_ended() {
            if entry.came != entry.size {
                return Err(invalid("size"));
            }
            let (start, content) = (entry.start, entry.content.take());
            let form = core::mem::replace(&mut entry.form, Form::Other);
            self.next_entry();
            if let Some(content) = content {
                self.take_content(start, form, content)?;
            }
        }
        Ok(taken)
    }

    fn take_content(&mut self, start: u64, form: Form, content: Vec<u8>) -> Result<(), Error> {
        let base = match form {
            Form::Other => return Ok(()),
            Form::Object(kind) => return self.keep(start, kind, content),
            Form::Delta(base) => base,
        };
        if let Some(place) = self.place(base) {
            return self.resolve(start, place, &content);
        }
        self.waiting_size += content.len();
        if self.waiting_size > WAITING_LIMIT {
            self.pack.undecided += 1;
            return Ok(());
        }
        self.waiting_offsets.insert(start);
        self.waiting.push(Waiting { start, base, delta: content });
        Ok(())
    }

    fn place(&self, base: Base) -> Option<usize> {
        match base {
            Base::Offset(offset) => self.by_offset.get(&offset).copied(),
            Base::Id(id) => self.pack.places.get(&id).copied(),
        }
    }

    /// Makes the object that a delta and its base are.
    fn resolve(&mut self, start: u64, base: usize, delta: &[u8]) -> Result<(), Error> {
        let Some(base) = self.pack.objects.get(base) else { return Ok(()) };
        let kind = base.kind;
        let made = apply(&base.body, delta, OBJECT_LIMIT);
        let made = made.ok_or(Error::GitPackInvalid { part: "delta", offset: start })?;
        self.keep(start, kind, made)
    }

    fn keep(&mut self, start: u64, kind: ObjectKind, body: Vec<u8>) -> Result<(), Error> {
        self.kept_size += body.len();
        if self.kept_size > KEPT_LIMIT {
            self.pack.unread += 1;
            return Ok(());
        }
        if self.pack.algorithm.is_none() {
            let known = algorithm(&body);
            self.pack.algorithm = Some(known);
            self.hashers.retain(|(algorithm, _)| *algorithm == known);
        }
        let id = object_id(kind, &body);
        let key = id_from_hex(&id).unwrap_or_default();
        if let Some(place) = self.pack.places.get(&key).copied() {
            self.by_offset.insert(start, place);
            let known = self.pack.objects.get(place);
            // Two objects of one name: somebody broke the hash.
            let same = known.is_some_and(|known| known.kind == kind && known.body == body);
            let collision = Error::GitPackInvalid { part: "collision", offset: start };
            return if same { Ok(()) } else { Err(collision) };
        }
        let place = self.pack.objects.len();
        self.by_offset.insert(start, place);
        self.pack.places.insert(key, place);
        self.pack.objects.push(PackedObject { kind, id, body });
        Ok(())
    }

    /// Deltas by what they start from, from those whose base is there to those that start from them.
    fn resolve_waiting(&mut self) -> Result<(), Error> {
        let mut by_base: BTreeMap<Base, Vec<Waiting>> = BTreeMap::new();
        for waiting in core::mem::take(&mut self.waiting) {
            by_base.entry(waiting.base).or_default().push(waiting);
        }
        let mut ready: Vec<Base> =
            by_base.keys().filter(|base| self.place(**base).is_some()).copied().collect();
        while let Some(base) = ready.pop() {
            let Some(place) = self.place(base) else { continue };
            for waiting in by_base.remove(&base).unwrap_or_default() {
                let next = self.pack.objects.len();
                self.resolve(waiting.start, place, &waiting.delta)?;
                let id = self.pack.objects.get(next).and_then(|made| id_from_hex(&made.id));
                ready.push(Base::Offset(waiting.start));
                ready.extend(id.map(Base::Id));
            }
        }
        let left = by_base.values().map(Vec::len).sum::<usize>();
        self.pack.undecided += u64::try_from(left).unwrap_or(u64::MAX);
        Ok(())
    }

    const fn invalid(&self, part: &'static str) -> Error {
        Error::GitPackInvalid { part, offset: self.offset }
    }
}
