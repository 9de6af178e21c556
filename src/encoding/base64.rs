//! Base64 (RFC 4648) as protobuf's JSON mapping reads it: the standard or the URL alphabet, with
//! or without padding.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};

use crate::error::Error;

/// Decodes; `path` names the place in an error.
///
/// Refused are white space, both alphabets in one text, partial padding, and last characters whose
/// unused bits are not zero: two texts never decode to the same bytes but for alphabet and padding.
pub(crate) fn decode(text: &str, path: &str) -> Result<Vec<u8>, Error> {
    let padded = text.ends_with('=');
    let engine = match (text.contains(['-', '_']), padded) {
        (false, true) => STANDARD,
        (false, false) => STANDARD_NO_PAD,
        (true, true) => URL_SAFE,
        (true, false) => URL_SAFE_NO_PAD,
    };
    let invalid = |_| Error::Base64Invalid { path: path.to_owned() };
    engine.decode(text).map_err(invalid)
}

/// Encodes in the standard alphabet, with padding.
pub(crate) fn encode(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, reason = "a test's panic is its answer")]
mod tests {
    use super::*;

    #[test]
    fn both_alphabets_with_and_without_padding() {
        for (text, bytes) in [
            ("", &b""[..]),
            ("Zg==", b"f"),
            ("Zg", b"f"),
            ("Zm8=", b"fo"),
            ("Zm8", b"fo"),
            ("Zm9v", b"foo"),
            ("+/+/", b"\xfb\xff\xbf"),
            ("-_-_", b"\xfb\xff\xbf"),
            ("-_8=", b"\xfb\xff"),
            ("-_8", b"\xfb\xff"),
        ] {
            assert_eq!(decode(text, "$"), Ok(bytes.to_vec()), "{text}");
        }
        assert_eq!(encode(b"\xfb\xff"), "+/8=");
    }

    #[test]
    fn everything_else_is_refused() {
        for text in [
            "=", "==", "A", "A=", "A==", "A===", "Zg=", "Zg===", "Zm8==", "Zm9v=", "Zm9v====",
            "Zh==", "Zh", "Zm9=", "Zm9", "+_+_", "-/8=", "Zm9v\n", " Zm9v", "Zm 9v", "Zm9v\r\n",
            "Zg==Zg==", "Zg=v", "=Zg=", "Zm\09v", "Zm9vé", "Zm9v.", "Zm9v,", "Zm9v*", "Zg＝＝",
        ] {
            let invalid = Error::Base64Invalid { path: "$.a".to_owned() };
            assert_eq!(decode(text, "$.a"), Err(invalid), "{text}");
        }
    }

    #[test]
    fn every_length_comes_back() {
        let bytes: Vec<u8> = (0..=255).cycle().take(1000).collect();
        for length in 0..bytes.len() {
            let text = encode(&bytes[..length]);
            assert_eq!(decode(&text, "$").as_deref(), Ok(&bytes[..length]));
            let url = text.replace('+', "-").replace('/', "_");
            assert_eq!(decode(url.trim_end_matches('='), "$").as_deref(), Ok(&bytes[..length]));
        }
    }
}
