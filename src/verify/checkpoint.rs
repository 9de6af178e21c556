//! Did the log commit to the tree that the proof speaks of? (C2SP tlog-checkpoint, signed-note)

use crate::crypto::{Message, PublicKey, Scheme, SignatureVerifier};
use crate::digest::sha256;
use crate::encoding::hex;
use crate::error::Error;
use crate::formats::checkpoint::{Checkpoint, NoteSignature};
use crate::formats::log_entry::InclusionProof;
use crate::verify::log::Log;

/// Signed-note's number for Ed25519 (C2SP signed-note).
const ED25519: u8 = 1;

/// The note is the log's, and commits to the proof's tree.
pub(crate) fn verify_checkpoint(
    checkpoint: &Checkpoint,
    proof: &InclusionProof,
    log: &Log<'_>,
    crypto: &dyn SignatureVerifier,
) -> Result<(), Error> {
    verify_signature(checkpoint, log, crypto)?;
    if checkpoint.tree_size == proof.tree_size && checkpoint.root_hash == proof.root_hash {
        return Ok(());
    }
    let tree = |size: u64, root: &[u8]| format!("{size} {}", hex::encode(root));
    Err(Error::CheckpointRootMismatch {
        expected: tree(checkpoint.tree_size, &checkpoint.root_hash),
        found: tree(proof.tree_size, &proof.root_hash),
    })
}

/// One of the lines is the log's, whichever; others are of keys that are not asked for.
fn verify_signature(
    checkpoint: &Checkpoint,
    log: &Log<'_>,
    crypto: &dyn SignatureVerifier,
) -> Result<(), Error> {
    let (key, scheme) = (log.key()?, log.scheme()?);
    let log_id = log.id_bytes()?;
    let mut refusal = Error::CheckpointSignatureMissing { log_id: log.id.clone() };
    for line in &checkpoint.signatures {
        if !is_key_hint(line, key, log_id) {
            continue;
        }
        // Rekor v1 adds its tree's number to the name: "rekor.sigstore.dev - 2605736670972794746".
        let named = checkpoint.origin.split(" - ").next().unwrap_or_default();
        if line.name != named {
            let (expected, found) = (line.name.clone(), checkpoint.origin.clone());
            refusal = Error::CheckpointOriginMismatch { expected, found };
            continue;
        }
        match verify_line(checkpoint, line, key, scheme, crypto) {
            Ok(()) => return Ok(()),
            Err(_) => refusal = Error::CheckpointSignatureInvalid { log_id: log.id.clone() },
        }
    }
    Err(refusal)
}

/// Whether the line's four bytes are this key's. Rekor v1 takes the start of the log's id, which is
/// the hash of the key; Rekor v2 the hash of name and key, whose start is that of its log id.
fn is_key_hint(line: &NoteSignature, key: &PublicKey, log_id: &[u8]) -> bool {
    let by_name = key.ed25519_bytes().map(|raw| named_key_hash(&line.name, ED25519, raw));
    let by_key = sha256(key.spki_der());
    log_id.starts_with(&line.key_hint)
        || by_key.starts_with(&line.key_hint)
        || by_name.is_some_and(|hash| hash.starts_with(&line.key_hint))
}

/// SHA-256(name || 0x0A || type || key), of which a hint is the start.
fn named_key_hash(name: &str, signature_type: u8, key: &[u8]) -> [u8; 32] {
    sha256(&[name.as_bytes(), &[b'\n', signature_type], key].concat())
}

fn verify_line(
    checkpoint: &Checkpoint,
    line: &NoteSignature,
    key: &PublicKey,
    scheme: Scheme,
    crypto: &dyn SignatureVerifier,
) -> Result<(), Error> {
    crypto.verify(key, scheme, Message::Bytes(checkpoint.text.as_bytes()), &line.bytes)
}
