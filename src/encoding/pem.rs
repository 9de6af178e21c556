//! PEM blocks (RFC 7468) in a text.

use super::base64;
use crate::error::Error;

const BEGIN: &[u8] = b"-----BEGIN ";
/// The same in base64, but for the last character.
const BEGIN_IN_BASE64: &str = "LS0tLS1CRUdJTi";
const END: &[u8] = b"-----END ";
const DASHES: &[u8] = b"-----";
/// What an error names where no block was found to name a label.
const ANY: &str = "PEM";
/// The longest label that is looked at; the longest registered one has 24 characters.
const LABEL_MAX: usize = 64;

/// One block: its label and what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Block {
    pub(crate) label: String,
    pub(crate) der: Vec<u8>,
}

/// Reads every block of a text, of which there must be at least one.
///
/// Text before, between and after the blocks is allowed, and so are CRLF, blanks at the end of a
/// line and lines of any length. Headers inside a block (RFC 1421) are refused, and so is anything
/// that begins a block and does not end it.
pub(crate) fn blocks(text: &[u8]) -> Result<Vec<Block>, Error> {
    let mut blocks = Vec::new();
    let mut lines = text.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii_end);
    while let Some(line) = lines.next() {
        if line.starts_with(BEGIN) {
            blocks.push(block(line, &mut lines)?);
        } else if line.starts_with(END) {
            return Err(invalid(ANY));
        }
    }
    if blocks.is_empty() { Err(invalid(ANY)) } else { Ok(blocks) }
}

/// One block, in lines of 64 characters.
pub(crate) fn encode(label: &str, der: &[u8]) -> String {
    let body = base64::encode(der);
    let mut text = format!("-----BEGIN {label}-----\n");
    for line in body.as_bytes().chunks(64) {
        text.push_str(&String::from_utf8_lossy(line));
        text.push('\n');
    }
    text + "-----END " + label + "-----\n"
}

/// The PEM text that a base64 text holds.
pub(crate) fn in_base64(bytes: &[u8]) -> Option<Vec<u8>> {
    let text = core::str::from_utf8(bytes.trim_ascii()).ok()?;
    let text = text.starts_with(BEGIN_IN_BASE64).then(|| text.replace(['\r', '\n'], ""))?;
    let text = base64::decode(&text, "$").ok()?;
    text.starts_with(BEGIN).then_some(text)
}

/// Reads the rest of a block whose first line was `begin`.
fn block<'a>(begin: &[u8], lines: &mut impl Iterator<Item = &'a [u8]>) -> Result<Block, Error> {
    let label = label(begin, BEGIN).ok_or_else(|| invalid(ANY))?;
    let mut body = String::new();
    for line in lines {
        if line.starts_with(DASHES) {
            if self::label(line, END) != Some(label) {
                return Err(invalid(label));
            }
            return Ok(Block { label: label.to_owned(), der: decode(&body, label)? });
        }
        body.push_str(core::str::from_utf8(line).map_err(|_| invalid(label))?);
    }
    Err(invalid(label))
}

/// The label in a line that must start with `boundary`.
fn label<'a>(line: &'a [u8], boundary: &[u8]) -> Option<&'a str> {
    let label = line.strip_prefix(boundary)?.strip_suffix(DASHES)?;
    let printable = label.iter().all(|&byte| byte == b' ' || byte.is_ascii_graphic());
    // A label neither starts nor ends with a blank or hyphen; so no dash of the boundary is its own.
    let edges = [label.first(), label.last()];
    let clean = edges.iter().all(|edge| !matches!(edge, None | Some(b' ' | b'-')));
    let valid = printable && clean && label.len() <= LABEL_MAX;
    core::str::from_utf8(label).ok().filter(|_| valid)
}

/// RFC 7468 has the standard alphabet only, and padding always.
fn decode(body: &str, label: &str) -> Result<Vec<u8>, Error> {
    if body.is_empty() || !body.len().is_multiple_of(4) || body.contains(['-', '_']) {
        return Err(invalid(label));
    }
    base64::decode(body, label).map_err(|_| invalid(label))
}

fn invalid(expected: &str) -> Error {
    Error::PemInvalid { expected: expected.to_owned() }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test's panic is its answer")]
mod tests {
    use super::*;

    const ONE: &str = "-----BEGIN PUBLIC KEY-----\nZm9v\nYmE=\n-----END PUBLIC KEY-----\n";

    fn read(text: &str) -> Vec<(String, Vec<u8>)> {
        let blocks = blocks(text.as_bytes()).unwrap();
        blocks.into_iter().map(|block| (block.label, block.der)).collect()
    }

    #[test]
    fn blocks_are_found_in_any_text() {
        let one = ("PUBLIC KEY".to_owned(), b"fooba".to_vec());
        for text in [
            ONE.to_owned(),
            ONE.trim_end().to_owned(),
            ONE.replace('\n', "\r\n"),
            ONE.replace('\n', " \t\n"),
            ONE.replace("Zm9v\n", "Zm9v"),
            ONE.replace("Zm9v\n", "Z\nm9\nv\n\n"),
            format!("Subject: somebody\n-----\n{ONE}after -----\n"),
        ] {
            assert_eq!(read(&text), core::slice::from_ref(&one), "{text}");
        }
        let latin = [b"caf\xe9\n", ONE.as_bytes(), b"\xff\n"].concat();
        assert_eq!(blocks(&latin).unwrap().len(), 1);
        let other = ONE.replace("PUBLIC KEY", "CERTIFICATE");
        let both = read(&format!("{ONE}{other}between\n{ONE}"));
        let labels: Vec<_> = both.iter().map(|(label, _)| label.as_str()).collect();
        assert_eq!(labels, ["PUBLIC KEY", "CERTIFICATE", "PUBLIC KEY"]);
    }

    #[test]
    fn broken_blocks_are_refused() {
        for text in [
            String::new(),
            "text".to_owned(),
            "-----".to_owned(),
            ONE.replace("-----BEGIN", "----BEGIN"),
            ONE.replace("BEGIN PUBLIC KEY-----", "BEGIN PUBLIC KEY----"),
            ONE.replace("BEGIN PUBLIC KEY", "BEGIN "),
            ONE.replace("PUBLIC KEY", ""),
            ONE.replace("PUBLIC KEY", "PUBLIC KEY "),
            ONE.replace("PUBLIC KEY", "-PUBLIC KEY"),
            ONE.replace("PUBLIC KEY", "PÜBLIC KEY"),
            ONE.replace("PUBLIC KEY", &"K".repeat(LABEL_MAX + 1)),
            ONE.replace("-----END PUBLIC KEY-----", ""),
            ONE.replace("END PUBLIC KEY", "END PRIVATE KEY"),
            ONE.replace("END PUBLIC KEY", "END public key"),
            ONE.replace("-----END PUBLIC KEY-----", "-----END PUBLIC KEY"),
            ONE.replace("-----END", "Zm9v-----END"),
            ONE.replace("YmE=", "YmE"),
            ONE.replace("YmE=", "YmE=="),
            ONE.replace("YmE=", "YmF=="),
            ONE.replace("YmE=", "Ym-="),
            ONE.replace("YmE=", "Y E="),
            ONE.replace("YmE=", " YmE="),
            ONE.replace("YmE=", "YmE=\nZm9v"),
            ONE.replace("YmE=", "é"),
            ONE.replace("Zm9v\nYmE=", ""),
            ONE.replace("Zm9v", "Proc-Type: 4,ENCRYPTED\n\nZm9v"),
            ONE.replace("Zm9v", "-----BEGIN PUBLIC KEY-----"),
            format!("-----END PUBLIC KEY-----\n{ONE}"),
            format!("{ONE}-----END PUBLIC KEY-----\n"),
            format!("{ONE}-----BEGIN PUBLIC KEY-----\n"),
            ONE.replace('\n', "\r"),
            ONE.replace('\n', ""),
        ] {
            assert!(blocks(text.as_bytes()).is_err(), "{text}");
        }
        assert!(blocks(b"-----BEGIN A-----\n\xff\n-----END A-----").is_err());
        assert!(blocks(&b"-----BEGIN A-----\n".repeat(1 << 16)).is_err());
        assert!(blocks(&[b'-'; 1 << 20]).is_err());
    }

    #[test]
    fn an_error_names_the_label() {
        let text = ONE.replace("YmE=", "Y");
        let expected = Error::PemInvalid { expected: "PUBLIC KEY".to_owned() };
        assert_eq!(blocks(text.as_bytes()), Err(expected));
        assert_eq!(blocks(b""), Err(Error::PemInvalid { expected: "PEM".to_owned() }));
    }
}
