//! Signed checkpoints of transparency logs (C2SP signed-note and tlog-checkpoint).

use crate::encoding::base64;
use crate::error::Error;

/// A signature line starts with an em dash and a space.
const SIGNATURE_PREFIX: &str = "\u{2014} ";
/// More signature lines than this are an error, not work.
const SIGNATURE_LIMIT: usize = 64;

/// The state of a log that somebody signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Checkpoint {
    /// The note's text, newline included: the signed bytes as they came.
    pub(crate) text: String,
    pub(crate) origin: String,
    pub(crate) tree_size: u64,
    pub(crate) root_hash: Vec<u8>,
    pub(crate) signatures: Vec<NoteSignature>,
}

/// One signature line of a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NoteSignature {
    pub(crate) name: String,
    /// The first four bytes, which say which key of that name.
    pub(crate) key_hint: [u8; 4],
    pub(crate) bytes: Vec<u8>,
}

impl Checkpoint {
    /// Reads a note; the text ends at the last empty line.
    pub(crate) fn parse(note: &str) -> Result<Self, Error> {
        let invalid = |part| Error::CheckpointInvalid { part };
        let (body, signature_block) = note.rsplit_once("\n\n").ok_or(invalid("separator"))?;
        let text = format!("{body}\n");
        let mut lines = text.lines();
        let origin = lines.next().filter(|line| !line.is_empty()).ok_or(invalid("origin"))?;
        let size = lines.next().ok_or(invalid("tree-size"))?;
        let tree_size = parse_size(size).ok_or(invalid("tree-size"))?;
        let root = lines.next().ok_or(invalid("root-hash"))?;
        let root_hash = base64::decode(root, "checkpoint.rootHash")
            .ok()
            .filter(|hash| hash.len() == 32)
            .ok_or(invalid("root-hash"))?;
        if lines.any(str::is_empty) {
            return Err(invalid("extension-line"));
        }
        let signatures = parse_signatures(signature_block)?;
        let origin = origin.to_owned();
        Ok(Self { text, origin, tree_size, root_hash, signatures })
    }
}

/// A decimal number without sign or leading zeros.
fn parse_size(text: &str) -> Option<u64> {
    let canonical = text == "0" || !text.starts_with('0');
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    (canonical && digits).then(|| text.parse().ok()).flatten()
}

fn parse_signatures(block: &str) -> Result<Vec<NoteSignature>, Error> {
    let invalid = || Error::CheckpointInvalid { part: "signature-line" };
    let block = block.strip_suffix('\n').ok_or_else(invalid)?;
    let mut signatures = Vec::new();
    for line in block.split('\n') {
        if signatures.len() == SIGNATURE_LIMIT {
            return Err(invalid());
        }
        let line = line.strip_prefix(SIGNATURE_PREFIX).ok_or_else(invalid)?;
        let (name, encoded) = line.rsplit_once(' ').ok_or_else(invalid)?;
        let decoded = base64::decode(encoded, "checkpoint.signature").map_err(|_| invalid())?;
        let (hint, bytes) = decoded.split_first_chunk::<4>().ok_or_else(invalid)?;
        if name.is_empty() || bytes.is_empty() {
            return Err(invalid());
        }
        signatures.push(NoteSignature {
            name: name.to_owned(),
            key_hint: *hint,
            bytes: bytes.to_vec(),
        });
    }
    Ok(signatures)
}
