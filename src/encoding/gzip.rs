//! gzip (RFC 1952): one member or several, read and given out piece by piece.
//!
//! Layers of images are often several members one after the other, so that a part can be read alone;
//! browsers read only the first. The checksum of a member is not computed: whoever reads a layer
//! compares its digest, and evidence from an archive is verified for itself.

use super::inflate::Inflater;
use crate::error::Error;

/// The longest header of a member: a name and a comment have no other limit.
const HEADER_LIMIT: usize = 128 * 1024;
/// What every header has.
const FIXED: usize = 10;
/// After a member: its checksum and its size, four bytes each.
const TRAILER: usize = 8;

/// A stream on its way.
pub(crate) struct Gunzip {
    inflater: Inflater,
    /// The part of a header or trailer that has come.
    pending: Vec<u8>,
    place: Place,
    /// How much the member made, as its trailer counts: modulo 2^32.
    size: u32,
}

/// What comes next.
enum Place {
    Header,
    Content,
    Trailer,
}

impl Gunzip {
    /// Before the first byte.
    pub(crate) fn new() -> Self {
        Self { inflater: Inflater::bare(), pending: Vec::new(), place: Place::Header, size: 0 }
    }

    /// What the next bytes make.
    ///
    /// # Errors
    ///
    /// [`Error::DeflateInvalid`] where they go on no stream of gzip.
    pub(crate) fn update(&mut self, bytes: &[u8]) -> Result<Vec<u8>, Error> {
        let mut inflated = Vec::new();
        let mut rest = bytes;
        while !rest.is_empty() {
            let taken = match self.place {
                Place::Header => self.header(rest)?,
                Place::Content => self.content(rest, &mut inflated)?,
                Place::Trailer => self.trailer(rest)?,
            };
            rest = rest.get(taken..).unwrap_or_default();
        }
        Ok(inflated)
    }

    /// Whether what came is whole: at least one member, and the last one with its end.
    ///
    /// # Errors
    ///
    /// [`Error::DeflateInvalid`] where it is not.
    pub(crate) fn finish(&self) -> Result<(), Error> {
        match self.place {
            Place::Header if self.pending.is_empty() && self.inflater.has_ended() => Ok(()),
            _ => Err(Error::DeflateInvalid {}),
        }
    }

    fn header(&mut self, bytes: &[u8]) -> Result<usize, Error> {
        let before = self.pending.len();
        self.pending.extend_from_slice(bytes);
        let Some(length) = header_length(&self.pending)? else {
            return Ok(bytes.len());
        };
        self.pending.clear();
        self.inflater.restart();
        (self.place, self.size) = (Place::Content, 0);
        Ok(length - before)
    }

    fn content(&mut self, bytes: &[u8], inflated: &mut Vec<u8>) -> Result<usize, Error> {
        let before = inflated.len();
        let taken = self.inflater.update(bytes, &mut |piece| {
            inflated.extend_from_slice(piece);
            Ok(())
        })?;
        // What one call makes is bounded by what it is given.
        let made = u32::try_from(inflated.len() - before).map_err(|_| Error::DeflateInvalid {})?;
        self.size = self.size.wrapping_add(made);
        if self.inflater.has_ended() {
            self.place = Place::Trailer;
        }
        Ok(taken)
    }

    fn trailer(&mut self, bytes: &[u8]) -> Result<usize, Error> {
        let taken = bytes.len().min(TRAILER - self.pending.len());
        self.pending.extend_from_slice(bytes.get(..taken).unwrap_or_default());
        if let Some(size) = self.pending.get(4..TRAILER) {
            if size != self.size.to_le_bytes() {
                return Err(Error::DeflateInvalid {});
            }
            self.pending.clear();
            self.place = Place::Header;
        }
        Ok(taken)
    }
}

/// How long a member's header is; nothing while more of it has to come (RFC 1952, section 2.3).
fn header_length(bytes: &[u8]) -> Result<Option<usize>, Error> {
    const MAGIC: [u8; 3] = [0x1f, 0x8b, 8];
    const CHECKSUM: u8 = 2;
    const EXTRA: u8 = 4;
    const NAME: u8 = 8;
    const COMMENT: u8 = 16;
    if !bytes.iter().zip(MAGIC).all(|(byte, magic)| *byte == magic) || bytes.len() > HEADER_LIMIT {
        return Err(Error::DeflateInvalid {});
    }
    let Some(flags) = bytes.get(3) else { return Ok(None) };
    let has = |flag| flags & flag != 0;
    let mut length = FIXED;
    if has(EXTRA) {
        let Some([low, high]) = bytes.get(length..length + 2) else { return Ok(None) };
        length += 2 + usize::from(u16::from_le_bytes([*low, *high]));
    }
    for _ in [NAME, COMMENT].into_iter().filter(|flag| has(*flag)) {
        let text = bytes.get(length..).unwrap_or_default();
        let Some(end) = text.iter().position(|byte| *byte == 0) else { return Ok(None) };
        length += end + 1;
    }
    length += if has(CHECKSUM) { 2 } else { 0 };
    Ok((length <= bytes.len()).then_some(length))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test's panic is its answer")]
mod tests {
    use miniz_oxide::deflate::compress_to_vec;

    use super::*;

    fn member(content: &[u8], flags: u8, fields: &[u8]) -> Vec<u8> {
        let size = u32::try_from(content.len()).unwrap().to_le_bytes();
        let head = [0x1f, 0x8b, 8, flags, 0, 0, 0, 0, 0, 3];
        [&head, fields, &compress_to_vec(content, 6), &[0; 4], &size].concat()
    }

    /// What it makes, given so many bytes at once.
    fn read(bytes: &[u8], at_once: usize) -> Result<Vec<u8>, Error> {
        let mut gunzip = Gunzip::new();
        let mut found = Vec::new();
        for piece in bytes.chunks(at_once) {
            found.extend(gunzip.update(piece)?);
        }
        gunzip.finish().map(|()| found)
    }

    #[test]
    fn members_follow_each_other() {
        let all = [
            member(b"first ", 0, b""),
            member(b"", 8, b"a name\0"),
            member(&[7; 100_000], 4 | 16 | 2, b"\x03\0xyza comment\0\x12\x34"),
            member(b" last", 1, b""),
        ];
        let expected = [b"first ".as_slice(), &[7; 100_000], b" last"].concat();
        for at_once in [1, 3, 7, 4096, 1 << 20] {
            assert_eq!(read(&all.concat(), at_once).unwrap(), expected, "{at_once}");
        }
    }

    #[test]
    fn what_is_cut_short_is_not_whole() {
        let whole = member(b"content", 8, b"name\0");
        for length in 0..whole.len() {
            assert!(read(&whole[..length], 5).is_err(), "{length}");
        }
        let two = [whole.clone(), whole.clone()].concat();
        for length in whole.len() + 1..two.len() {
            assert!(read(&two[..length], 5).is_err(), "{length}");
        }
    }

    #[test]
    fn what_is_no_gzip_is_refused() {
        let whole = member(b"content", 0, b"");
        let mut sized = whole.clone();
        sized[whole.len() - 1] ^= 1;
        let endless = [member(b"", 8, b"")[..10].to_vec(), vec![b'n'; HEADER_LIMIT]].concat();
        for bytes in [sized, [whole, b"rest".to_vec()].concat(), endless, b"no".to_vec()] {
            assert!(read(&bytes, 4096).is_err());
        }
    }
}
