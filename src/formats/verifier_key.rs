//! Keys of witnesses as text (C2SP signed-note "verifier key", tlog-cosignature).

use crate::crypto::PublicKey;
use crate::digest::sha256;
use crate::encoding::{base64, hex};
use crate::error::Error;

/// Signed-note's number for timestamped Ed25519 cosignatures.
const COSIGNATURE_V1: u8 = 4;

/// `name+hint+base64(type || key)` of a witness.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct VerifierKey {
    pub(crate) name: String,
    pub(crate) hint: [u8; 4],
    pub(crate) key: PublicKey,
}

impl VerifierKey {
    /// Reads the text; `path` says where it stands, for the error.
    pub(crate) fn parse(text: &str, path: &str) -> Result<Self, Error> {
        let invalid = || Error::KeyInvalid { path: path.to_owned() };
        let mut parts = text.splitn(3, '+');
        let (Some(name), Some(hint), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(invalid());
        };
        let hint: [u8; 4] = hex::decode(hint, path)?.try_into().map_err(|_| invalid())?;
        let bytes = base64::decode(key, path)?;
        let (kind, raw) = bytes.split_first().ok_or_else(invalid)?;
        if *kind != COSIGNATURE_V1 || raw.len() != 32 || name.is_empty() {
            return Err(Error::KeyUnsupported { algorithm: format!("signed-note type {kind}") });
        }
        let hash = sha256(&[name.as_bytes(), b"\n", &bytes].concat());
        if !hash.starts_with(&hint) {
            return Err(invalid());
        }
        let key = PublicKey::from_ed25519_bytes(raw, path)?;
        Ok(Self { name: name.to_owned(), hint, key })
    }
}
