//! Hexadecimal (RFC 4648 section 8): read in either case, written in lower case.

use crate::error::Error;

/// Decodes; `path` names the place in an error.
pub(crate) fn decode(text: &str, path: &str) -> Result<Vec<u8>, Error> {
    let invalid = || Error::HexInvalid { path: path.to_owned() };
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if !rest.is_empty() {
        return Err(invalid());
    }
    let byte = |&[high, low]: &[u8; 2]| Some(nibble(high)? << 4 | nibble(low)?);
    pairs.iter().map(byte).collect::<Option<_>>().ok_or_else(invalid)
}

/// Encodes in lower case.
pub(crate) fn encode(bytes: &[u8]) -> String {
    let digits = |byte: &u8| [byte >> 4, byte & 0x0f];
    bytes.iter().flat_map(digits).filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}

const fn nibble(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn either_case_is_read_and_lower_case_written() {
        assert_eq!(decode("", "$"), Ok(vec![]));
        assert_eq!(decode("00ffAbcDeF", "$"), Ok(vec![0x00, 0xff, 0xab, 0xcd, 0xef]));
        let bytes: Vec<u8> = (0..=255).collect();
        assert_eq!(decode(&encode(&bytes), "$"), Ok(bytes));
        assert_eq!(encode(&[0x0f, 0xa0]), "0fa0");
    }

    #[test]
    fn everything_else_is_refused() {
        for text in [
            "0", "000", "0g", "g0", "0x00", " 00", "00 ", "00\n", "é", "0é0", "+1", "-1", "/0",
            ":0", "@a", "`a",
        ] {
            let invalid = Error::HexInvalid { path: "$.a".to_owned() };
            assert_eq!(decode(text, "$.a"), Err(invalid), "{text}");
        }
    }
}
