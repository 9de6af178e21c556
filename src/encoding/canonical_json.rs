//! Canonical JSON as TUF and in-toto sign it ("OLPC", securesystemslib `encode_canonical`).
//!
//! It is neither RFC 8785 nor always JSON: control characters stand in strings as they are, and
//! only integers are numbers.

use super::json::{Json, Node};
use crate::error::Error;

/// The bytes that are signed. Keys stand in the order of their code points, which is the order of
/// their bytes.
pub(crate) fn encode(node: &Node<'_>) -> Result<Vec<u8>, Error> {
    let mut out = Vec::new();
    let value = node.value().ok_or_else(|| node.missing())?;
    write(value, &mut out).ok_or_else(|| node.invalid("integers as its only numbers"))?;
    Ok(out)
}

fn write(value: &Json, out: &mut Vec<u8>) -> Option<()> {
    match value {
        Json::Null => out.extend(b"null"),
        Json::Bool(true) => out.extend(b"true"),
        Json::Bool(false) => out.extend(b"false"),
        Json::Integer(number) => out.extend(number.to_string().into_bytes()),
        Json::OtherNumber(text) if text == "-0" => out.push(b'0'),
        Json::OtherNumber(text) => out.extend(integer(text)?.as_bytes()),
        Json::String(text) => write_string(text, out),
        Json::Array(items) => {
            out.push(b'[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(b',');
                }
                write(item, out)?;
            }
            out.push(b']');
        }
        Json::Object(fields) => {
            let mut fields: Vec<&(String, Json)> = fields.iter().collect();
            fields.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
            out.push(b'{');
            for (index, (key, field)) in fields.into_iter().enumerate() {
                if index > 0 {
                    out.push(b',');
                }
                write_string(key, out);
                out.push(b':');
                write(field, out)?;
            }
            out.push(b'}');
        }
    }
    Some(())
}

fn write_string(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    for byte in text.bytes() {
        if matches!(byte, b'"' | b'\\') {
            out.push(b'\\');
        }
        out.push(byte);
    }
    out.push(b'"');
}

/// JSON writes an integer in one way only.
fn integer(text: &str) -> Option<&str> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    digits.bytes().all(|byte| byte.is_ascii_digit()).then_some(text)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test's panic is its answer")]
mod tests {
    use super::*;
    use crate::encoding::json::parse;

    fn canonical(text: &str) -> Result<String, &'static str> {
        let json = parse(text.as_bytes()).map_err(|error| error.code())?;
        let bytes = encode(&Node::root(&json)).map_err(|error| error.code())?;
        Ok(String::from_utf8(bytes).unwrap())
    }

    #[test]
    fn what_securesystemslib_signs_is_signed() {
        for (text, expected) in [
            (r#" { "b" : [ true , null ] , "a" : -1 } "#, r#"{"a":-1,"b":[true,null]}"#),
            // Raw control characters, escaped quotes and backslashes, everything else in UTF-8.
            (
                r#""\n\t\u0000\u001f\"\\\/\u00e9\ud83d\ude00\u007f""#,
                "\"\n\t\0\u{1f}\\\"\\\\/é😀\u{7f}\"",
            ),
            (r#"{"\"":1,"":2,"a\\":3}"#, r#"{"":2,"\"":1,"a\\":3}"#),
            ("[false]", "[false]"),
            ("{}", "{}"),
            ("[]", "[]"),
            ("18446744073709551615", "18446744073709551615"),
            ("-123456789012345678901234567890", "-123456789012345678901234567890"),
            ("-0", "0"),
        ] {
            assert_eq!(canonical(text).as_deref(), Ok(expected), "{text}");
        }
        // By code points, and not by the units of UTF-16.
        let text = "{\"\u{1f600}\":1,\"\u{ffff}\":2,\"\u{e000}\":3,\"z\":4}";
        let expected = "{\"z\":4,\"\u{e000}\":3,\"\u{ffff}\":2,\"\u{1f600}\":1}";
        assert_eq!(canonical(text).as_deref(), Ok(expected));
    }

    #[test]
    fn fractions_and_doubled_keys_are_refused() {
        for text in ["1.0", "1e2", "[0.5]", r#"{"a":{"b":-0.0}}"#, "1E400"] {
            let found = canonical(text).unwrap_err();
            assert!(matches!(found, "field-invalid" | "json-syntax"), "{text}: {found}");
        }
        assert_eq!(canonical(r#"{"a":1,"a":1}"#), Err("json-duplicate-key"));
    }
}
