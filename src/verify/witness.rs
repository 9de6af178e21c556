//! Did independent witnesses see the same checkpoint? (C2SP tlog-cosignature)

use crate::crypto::{Message, Scheme, SignatureVerifier};
use crate::error::Error;
use crate::formats::checkpoint::{Checkpoint, NoteSignature};
use crate::formats::verifier_key::VerifierKey;

/// How many of which witnesses the user asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct WitnessDemand {
    pub(crate) count: u64,
    pub(crate) keys: Vec<VerifierKey>,
}

/// The names of the demanded witnesses that signed the checkpoint, if they are enough.
pub(crate) fn verify_witnesses(
    checkpoint: &Checkpoint,
    demand: &WitnessDemand,
    crypto: &dyn SignatureVerifier,
) -> Result<Vec<String>, Error> {
    let signed = |key: &&VerifierKey| {
        let mut lines = checkpoint.signatures.iter();
        lines.any(|line| is_cosignature(checkpoint, line, key, crypto))
    };
    let names: Vec<String> =
        demand.keys.iter().filter(signed).map(|key| key.name.clone()).collect();
    let found = u64::try_from(names.len()).unwrap_or(u64::MAX);
    if found >= demand.count {
        return Ok(names);
    }
    Err(Error::WitnessesMissing { expected: demand.count, found })
}

/// A `cosignature/v1` line: eight bytes of time, then an Ed25519 signature over time and note.
fn is_cosignature(
    checkpoint: &Checkpoint,
    line: &NoteSignature,
    key: &VerifierKey,
    crypto: &dyn SignatureVerifier,
) -> bool {
    let Some((time, signature)) = line.bytes.split_first_chunk::<8>() else { return false };
    if line.name != key.name || line.key_hint != key.hint {
        return false;
    }
    let time = u64::from_be_bytes(*time);
    let signed = format!("cosignature/v1\ntime {time}\n{}", checkpoint.text);
    let message = Message::Bytes(signed.as_bytes());
    crypto.verify(&key.key, Scheme::Ed25519, message, signature).is_ok()
}
