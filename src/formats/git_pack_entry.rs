//! The head of an entry in a pack: what it is, how large, and what it starts from (git
//! `gitformat-pack(5)`).

use crate::digest::DigestAlgorithm;
use crate::encoding::hex;

/// An object's id, with zeros after one of SHA-1.
pub(crate) type Id = [u8; 32];

/// An id in hexadecimal, of either length.
pub(crate) fn id_from_hex(text: &str) -> Option<Id> {
    let bytes = hex::decode(text, "id").ok().filter(|bytes| matches!(bytes.len(), 20 | 32))?;
    Some(id_from_bytes(&bytes))
}

fn id_from_bytes(bytes: &[u8]) -> Id {
    let mut id = [0; 32];
    id.iter_mut().zip(bytes).for_each(|(place, byte)| *place = *byte);
    id
}

/// What a delta starts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Base {
    Offset(u64),
    Id(Id),
}

/// What stands before an entry's content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct EntryHead {
    /// 1 commit, 2 tree, 3 blob, 4 tag, 6 and 7 deltas.
    pub(crate) kind: u8,
    /// Of the content, inflated.
    pub(crate) size: u64,
    /// Of a delta.
    pub(crate) base: Option<Base>,
}

impl EntryHead {
    /// Reads the head of the entry at `start`, once it is whole; an error names what is wrong.
    pub(crate) fn read(
        bytes: &[u8],
        start: u64,
        algorithm: DigestAlgorithm,
    ) -> Result<Option<Self>, &'static str> {
        let mut bytes = bytes.iter().copied();
        let Some(first) = bytes.next() else { return Ok(None) };
        let mut size = u64::from(first & 0x0f);
        let mut goes_on = first & 0x80 != 0;
        let mut shift = 4;
        while goes_on {
            let Some(byte) = bytes.next() else { return Ok(None) };
            if shift > 56 {
                return Err("size");
            }
            size |= u64::from(byte & 0x7f) << shift;
            shift += 7;
            goes_on = byte & 0x80 != 0;
        }
        let kind = first >> 4 & 7;
        let base = match kind {
            6 => match distance(&mut bytes) {
                None => return Ok(None),
                Some(distance) => {
                    let offset = start.checked_sub(distance).filter(|_| distance > 0);
                    Some(Base::Offset(offset.ok_or("base")?))
                }
            },
            7 => {
                let id: Vec<u8> = bytes.collect();
                if id.len() < algorithm.len() {
                    return Ok(None);
                }
                Some(Base::Id(id_from_bytes(&id)))
            }
            _ => None,
        };
        Ok(Some(Self { kind, size, base }))
    }
}

/// How far before its own start a delta's base is. Each byte but the last adds one, so that every
/// distance is written in one way.
fn distance(bytes: &mut impl Iterator<Item = u8>) -> Option<u64> {
    let mut byte = bytes.next()?;
    let mut distance = u64::from(byte & 0x7f);
    while byte & 0x80 != 0 {
        byte = bytes.next()?;
        // What overflows is farther than any pack is long, and refused for that.
        let next = distance.checked_add(1).and_then(|next| next.checked_mul(128));
        distance = next.map_or(u64::MAX, |next| next | u64::from(byte & 0x7f));
    }
    Some(distance)
}

#[cfg(test)]
mod tests {
    use super::*;

    type Parts = (u8, u64, Option<Base>);

    fn read(bytes: &[u8]) -> Result<Option<Parts>, &'static str> {
        let head = EntryHead::read(bytes, 1_000, DigestAlgorithm::Sha1);
        head.map(|head| head.map(|head| (head.kind, head.size, head.base)))
    }

    #[test]
    fn heads_are_read_as_git_writes_them() {
        assert_eq!(read(&[0x1f]), Ok(Some((1, 15, None))));
        assert_eq!(read(&[0xbf, 0x7f]), Ok(Some((3, 0x7ff, None))));
        assert_eq!(read(&[0x60, 0x05]), Ok(Some((6, 0, Some(Base::Offset(995))))));
        // 128 is the smallest distance of two bytes.
        assert_eq!(read(&[0x60, 0x80, 0x00]), Ok(Some((6, 0, Some(Base::Offset(872))))));
        let named = [[0x7a].as_slice(), &[7; 20]].concat();
        let id = id_from_bytes(&[7; 20]);
        assert_eq!(read(&named), Ok(Some((7, 10, Some(Base::Id(id))))));
        for cut in [&[][..], &[0xbf], &[0x60], &[0x60, 0x80], &[0x7a, 7]] {
            assert_eq!(read(cut), Ok(None), "{cut:?}");
        }
    }

    #[test]
    fn heads_stay_within_their_bounds() {
        assert_eq!(read(&[0xff; 12]), Err("size"));
        assert_eq!(read(&[0x60, 0x00]), Err("base"));
        assert_eq!(read(&[0x60, 0x87, 0x00]), Err("base"));
        assert_eq!(read(&[[0x60].as_slice(), &[0xff; 30], &[0]].concat()), Err("base"));
    }
}
