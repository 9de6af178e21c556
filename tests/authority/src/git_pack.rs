//! Packs and bundles of git objects.

use miniz_oxide::deflate::compress_to_vec_zlib;

use crate::keys::{sha1, sha256};
use crate::text::{hex, unhex};

/// How an object is stored.
#[derive(Clone)]
pub enum Stored {
    /// Type and content: 1 commit, 2 tree, 3 blob, 4 tag.
    Whole(u8, Vec<u8>),
    /// As a delta of the entry at this place.
    OfsDelta(usize, Vec<u8>),
    /// As a delta of the object of this id.
    RefDelta(String, Vec<u8>),
}

/// One pack in the making.
#[derive(Clone, Default)]
pub struct Pack {
    pub entries: Vec<Stored>,
    pub sha256: bool,
    /// Where the header should say another number.
    pub count: Option<u32>,
    /// Where an entry's head should say another size: the entry, and how much larger.
    pub resized: Option<(usize, usize)>,
}

impl Pack {
    pub fn of(entries: Vec<Stored>) -> Self {
        Self { entries, ..Self::default() }
    }

    pub fn bytes(&self) -> Vec<u8> {
        let count = self.count.unwrap_or(self.entries.len() as u32);
        let mut pack = [b"PACK\0\0\0\x02".as_slice(), &count.to_be_bytes()].concat();
        let mut starts = Vec::new();
        for (place, entry) in self.entries.iter().enumerate() {
            let start = pack.len();
            starts.push(start);
            let (kind, content) = match entry {
                Stored::Whole(kind, content) => (*kind, content),
                Stored::OfsDelta(_, delta) => (6, delta),
                Stored::RefDelta(_, delta) => (7, delta),
            };
            let more = self.resized.filter(|(resized, _)| *resized == place);
            pack.extend(head(kind, content.len() + more.map_or(0, |(_, more)| more)));
            match entry {
                Stored::OfsDelta(base, _) => pack.extend(distance(start - starts[*base])),
                Stored::RefDelta(id, _) => pack.extend(unhex(id)),
                Stored::Whole(..) => {}
            }
            pack.extend(compress_to_vec_zlib(content, 6));
        }
        self.with_checksum(pack)
    }

    /// With the checksum of whatever it holds.
    pub fn with_checksum(&self, pack: Vec<u8>) -> Vec<u8> {
        let checksum = if self.sha256 { sha256(&pack) } else { sha1(&pack) };
        [pack, checksum].concat()
    }
}

/// A bundle of a pack, with names and what it builds on.
pub fn bundle(pack: &Pack, refs: &[(&str, &str)], needed: &[&str]) -> Vec<u8> {
    let mut head = if pack.sha256 {
        "# v3 git bundle\n@object-format=sha256\n".to_owned()
    } else {
        "# v2 git bundle\n".to_owned()
    };
    for id in needed {
        head.push_str(&format!("-{id} somebody's commit\n"));
    }
    for (name, id) in refs {
        head.push_str(&format!("{id} {name}\n"));
    }
    head.push('\n');
    [head.into_bytes(), pack.bytes()].concat()
}

/// The id of an object.
pub fn id(kind: &str, content: &[u8], by_sha256: bool) -> String {
    let whole = [format!("{kind} {}\0", content.len()).as_bytes(), content].concat();
    if by_sha256 { hex(&sha256(&whole)) } else { hex(&sha1(&whole)) }
}

/// A delta that copies what both begin and end with, and inserts the rest.
pub fn delta(base: &[u8], target: &[u8]) -> Vec<u8> {
    let start = base.iter().zip(target).take_while(|(a, b)| a == b).count();
    let ends = base[start..].iter().rev().zip(target[start..].iter().rev());
    let end = ends.take_while(|(a, b)| a == b).count();
    let mut delta = [size(base.len()), size(target.len())].concat();
    delta.extend(copy(0, start));
    for piece in target[start..target.len() - end].chunks(127) {
        delta.push(piece.len() as u8);
        delta.extend(piece);
    }
    delta.extend(copy(base.len() - end, end));
    delta
}

/// Copies of at most 0xffff bytes.
fn copy(offset: usize, length: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut at = offset;
    while at < offset + length {
        let count = (offset + length - at).min(0xffff);
        bytes.push(0xff ^ 0x40);
        bytes.extend((at as u32).to_le_bytes());
        bytes.extend((count as u16).to_le_bytes());
        at += count;
    }
    bytes
}

fn size(mut size: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    while size >= 0x80 {
        bytes.push(size as u8 | 0x80);
        size >>= 7;
    }
    bytes.push(size as u8);
    bytes
}

fn head(kind: u8, size: usize) -> Vec<u8> {
    let mut bytes = vec![kind << 4 | (size & 0x0f) as u8];
    let mut rest = size >> 4;
    while rest > 0 {
        *bytes.last_mut().expect("a byte") |= 0x80;
        bytes.push((rest & 0x7f) as u8);
        rest >>= 7;
    }
    bytes
}

fn distance(mut distance: usize) -> Vec<u8> {
    let mut bytes = vec![(distance & 0x7f) as u8];
    while distance >= 0x80 {
        distance = (distance >> 7) - 1;
        bytes.push((distance & 0x7f) as u8 | 0x80);
    }
    bytes.reverse();
    bytes
}
