//! Objects stored as what changed from another (git `gitformat-pack(5)`, deltified representation).

/// The object that a delta makes of its base; `None` where the delta is not one of this base, or
/// makes more than `limit` bytes.
pub(crate) fn apply(base: &[u8], delta: &[u8], limit: usize) -> Option<Vec<u8>> {
    let mut delta = delta.iter().copied();
    if size(&mut delta)? != base.len() {
        return None;
    }
    let size = size(&mut delta)?;
    if size > limit {
        return None;
    }
    let mut made = Vec::with_capacity(size);
    while let Some(instruction) = delta.next() {
        if instruction & 0x80 == 0 {
            // Zero is reserved.
            let count = usize::from(instruction);
            let before = made.len();
            made.extend(delta.by_ref().take(count));
            if count == 0 || made.len() - before != count {
                return None;
            }
        } else {
            let offset = number(&mut delta, instruction, 0..4)?;
            let count = match number(&mut delta, instruction, 4..7)? {
                0 => 0x1_0000,
                count => count,
            };
            made.extend_from_slice(base.get(offset..offset.checked_add(count)?)?);
        }
        if made.len() > size {
            return None;
        }
    }
    (made.len() == size).then_some(made)
}

/// Seven bits a byte, the lowest first.
fn size(bytes: &mut impl Iterator<Item = u8>) -> Option<usize> {
    let mut size = 0_u64;
    for shift in (0..63).step_by(7) {
        let byte = bytes.next()?;
        size |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return usize::try_from(size).ok();
        }
    }
    None
}

/// A byte for each of these bits of the instruction that is set, the lowest first.
fn number(
    bytes: &mut impl Iterator<Item = u8>,
    instruction: u8,
    bits: core::ops::Range<u8>,
) -> Option<usize> {
    let mut number = 0_usize;
    for (place, bit) in bits.enumerate() {
        if instruction & (1 << bit) != 0 {
            number |= usize::from(bytes.next()?) << (8 * place);
        }
    }
    Some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &[u8] = b"0123456789";

    #[test]
    fn a_delta_copies_and_inserts() {
        let delta = [10, 7, 0x91, 2, 3, 2, b'a', b'b', 0x90, 2];
        assert_eq!(apply(BASE, &delta, 7).as_deref(), Some(b"234ab01".as_slice()));
        assert_eq!(apply(BASE, &delta, 6), None);
        assert_eq!(apply(b"", &[0, 0], 0).as_deref(), Some(b"".as_slice()));
        let long = vec![7; 0x1_0000];
        assert_eq!(
            apply(&long, &[0x80, 0x80, 4, 0x80, 0x80, 4, 0x80], 1 << 17),
            Some(long.clone())
        );
    }

    #[test]
    fn a_delta_stays_within_its_bounds() {
        let wrong: [&[u8]; 14] = [
            &[],
            &[10],
            &[9, 1, 0x90, 1],
            &[10, 0x80],
            &[10, 1],
            &[10, 1, 0],
            &[10, 2, 2, b'a'],
            &[10, 1, 0x91, 10, 1],
            &[10, 2, 0x91, 9, 2],
            &[10, 1, 0x90, 2],
            &[10, 3, 0x90, 2],
            &[10, 1, 0x9f, 0xff, 0xff, 0xff, 0xff, 1],
            &[10, 1, 0x91],
            &[10, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1],
        ];
        for delta in wrong {
            assert_eq!(apply(BASE, delta, 1 << 20), None, "{delta:?}");
        }
    }
}
