//! DEFLATE (RFC 1951), bare or in zlib's envelope (RFC 1950), read and given out piece by piece.
//!
//! Nothing is kept but the last 32 KiB, which is as far back as the format refers. One byte of input
//! makes at most 1,032 of output, so that work is bounded by the input; how much of the output is
//! kept is for whoever takes it to bound.

use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress, inflate_flags};

use crate::error::Error;

/// How far back the format refers.
const WINDOW: usize = 32 * 1024;
const BARE: u32 = inflate_flags::TINFL_FLAG_HAS_MORE_INPUT;
const ZLIB: u32 = inflate_flags::TINFL_FLAG_PARSE_ZLIB_HEADER | BARE;

/// One stream on its way.
pub(crate) struct Inflater {
    state: Box<DecompressorOxide>,
    window: Vec<u8>,
    /// Where the next byte goes.
    position: usize,
    /// How much of the window holds something.
    filled: usize,
    ended: bool,
    flags: u32,
}

impl Inflater {
    /// Before the first byte of a stream of zlib's.
    pub(crate) fn new() -> Self {
        Self::reading(ZLIB)
    }

    /// Before the first byte of a stream without an envelope.
    #[cfg(any(target_arch = "wasm32", test))]
    pub(crate) fn bare() -> Self {
        Self::reading(BARE)
    }

    fn reading(flags: u32) -> Self {
        Self {
            flags,
            state: Box::default(),
            window: vec![0; WINDOW],
            position: 0,
            filled: 0,
            ended: false,
        }
    }

    /// Before the first byte of another stream. Nothing of the one before can be referred to.
    pub(crate) fn restart(&mut self) {
        self.state.init();
        self.window.iter_mut().take(self.filled).for_each(|byte| *byte = 0);
        (self.position, self.filled, self.ended) = (0, 0, false);
    }

    /// Whether the stream, its checksum included, has ended.
    pub(crate) const fn has_ended(&self) -> bool {
        self.ended
    }

    /// Takes bytes up to the stream's end, and gives out what they make; gives how many it took.
    pub(crate) fn update(
        &mut self,
        input: &[u8],
        give: &mut dyn FnMut(&[u8]) -> Result<(), Error>,
    ) -> Result<usize, Error> {
        let mut taken = 0;
        while !self.ended {
            let rest = input.get(taken..).unwrap_or_default();
            let (status, read, written) =
                decompress(&mut self.state, rest, &mut self.window, self.position, self.flags);
            taken += read;
            let end = self.position + written;
            give(self.window.get(self.position..end).unwrap_or_default())?;
            self.filled = self.filled.max(end);
            self.position = end % WINDOW;
            match status {
                TINFLStatus::Done => self.ended = true,
                TINFLStatus::HasMoreOutput => {}
                TINFLStatus::NeedsMoreInput => break,
                _ => return Err(Error::DeflateInvalid {}),
            }
        }
        Ok(taken)
    }
}

/// A whole stream of zlib's of at most so many bytes, with nothing after it.
pub(crate) fn inflate(bytes: &[u8], limit: usize) -> Result<Vec<u8>, Error> {
    inflated_by(Inflater::new(), bytes, limit)
}

/// The same of a stream without an envelope.
#[cfg(any(target_arch = "wasm32", test))]
pub(crate) fn inflate_bare(bytes: &[u8], limit: usize) -> Result<Vec<u8>, Error> {
    inflated_by(Inflater::bare(), bytes, limit)
}

fn inflated_by(mut inflater: Inflater, bytes: &[u8], limit: usize) -> Result<Vec<u8>, Error> {
    let mut inflated = Vec::new();
    let taken = inflater.update(bytes, &mut |piece| {
        let size = inflated.len() + piece.len();
        if size > limit {
            let number = |size: usize| u64::try_from(size).unwrap_or(u64::MAX);
            return Err(Error::InputTooLarge { size: number(size), limit: number(limit) });
        }
        inflated.extend_from_slice(piece);
        Ok(())
    })?;
    if inflater.has_ended() && taken == bytes.len() {
        return Ok(inflated);
    }
    Err(Error::DeflateInvalid {})
}

/// The first bytes that a stream makes, as far as it can be read.
pub(crate) fn first_bytes(bytes: &[u8], count: usize) -> Vec<u8> {
    let mut found = Vec::new();
    // What is wrong after them is of no interest: it ends the reading.
    let _ = Inflater::new().update(bytes, &mut |piece| {
        found.extend(piece.iter().take(count - found.len()));
        if found.len() < count { Ok(()) } else { Err(Error::DeflateInvalid {}) }
    });
    found
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test's panic is its answer")]
mod tests {
    use miniz_oxide::deflate::compress_to_vec_zlib;

    use super::*;

    /// Longer than the window, and never the same twice in a row.
    fn long() -> Vec<u8> {
        let square = |number: u32| number.wrapping_mul(number) / 7;
        (0..200_000).flat_map(|number| square(number).to_le_bytes()).collect()
    }

    #[test]
    fn what_was_deflated_comes_out_again() {
        for bytes in [Vec::new(), b"a".to_vec(), vec![7; 100_000], long()] {
            for level in [0, 1, 6] {
                let deflated = compress_to_vec_zlib(&bytes, level);
                assert_eq!(inflate(&deflated, bytes.len()).unwrap(), bytes);
                let mut followed = deflated.clone();
                followed.extend(b"next");
                let mut inflater = Inflater::new();
                let mut found = Vec::new();
                let mut taken = 0;
                for piece in followed.chunks(7) {
                    taken += inflater
                        .update(piece, &mut |piece| {
                            found.extend_from_slice(piece);
                            Ok(())
                        })
                        .unwrap();
                }
                assert_eq!((taken, found == bytes), (deflated.len(), true));
                assert!(inflater.has_ended());
            }
        }
    }

    #[test]
    fn one_inflater_reads_many_streams() {
        let mut inflater = Inflater::new();
        for bytes in [long(), b"short".to_vec(), vec![1; 70_000], Vec::new()] {
            inflater.restart();
            let mut found = Vec::new();
            let deflated = compress_to_vec_zlib(&bytes, 6);
            inflater
                .update(&deflated, &mut |piece| {
                    found.extend_from_slice(piece);
                    Ok(())
                })
                .unwrap();
            assert!(inflater.has_ended() && found == bytes);
        }
    }

    #[test]
    fn what_is_broken_or_too_much_is_refused() {
        let deflated = compress_to_vec_zlib(&long(), 6);
        let error = |bytes: &[u8], limit| inflate(bytes, limit).unwrap_err().code();
        assert_eq!(error(&deflated, 799_999), "input-too-large");
        assert_eq!(error(&deflated[..deflated.len() - 1], 800_000), "deflate-invalid");
        assert_eq!(error(&[&deflated, b"!".as_slice()].concat(), 800_000), "deflate-invalid");
        assert_eq!(error(b"", 8), "deflate-invalid");
        assert_eq!(error(b"\x79\x01rest", 8), "deflate-invalid");
        for place in [0, 1, 2, 500, deflated.len() - 1] {
            let mut changed = deflated.clone();
            changed[place] ^= 0x10;
            assert_ne!(inflate(&changed, 800_000), Ok(long()), "byte {place}");
        }
    }

    #[test]
    fn the_first_bytes_need_no_end() {
        let deflated = compress_to_vec_zlib(&long(), 6);
        assert_eq!(first_bytes(&deflated[..100], 8), long()[..8]);
        assert_eq!(first_bytes(b"no stream", 8), b"");
    }
}
