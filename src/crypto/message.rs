//! What a signature is over: bytes, digests of them, or a stream.

use core::fmt;

use ed25519_dalek::{Signature, StreamVerifier, VerifyingKey};

use crate::crypto::key::ParsedKey;
use crate::crypto::{PublicKey, Scheme};
use crate::digest::{Digest, DigestAlgorithm, Digests};
use crate::error::Error;

/// A message, or what is known of it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Message<'a> {
    /// The message itself.
    Bytes(&'a [u8]),
    /// Digests of the message, which was hashed before.
    Digests(&'a Digests),
}

impl<'a> Message<'a> {
    /// The message's digest by this algorithm.
    pub(super) fn digest(self, algorithm: DigestAlgorithm) -> Result<Digest, Error> {
        match self {
            Self::Bytes(bytes) => Ok(Digest::of(algorithm, bytes)),
            Self::Digests(digests) => {
                let algorithm_name = algorithm.name();
                let missing = || Error::DigestUnavailable { algorithm: algorithm_name };
                digests.get(algorithm).cloned().ok_or_else(missing)
            }
        }
    }

    /// The message itself.
    pub(super) const fn bytes(self) -> Result<&'a [u8], Error> {
        match self {
            Self::Bytes(bytes) => Ok(bytes),
            Self::Digests(_) => Err(Error::MessageNeeded {}),
        }
    }
}

/// Verifies a pure Ed25519 signature over a message that is read piece by piece.
///
/// Such a signature hashes its own first half and the key before the message. Both are known
/// beforehand, so a message of any size needs a second reading but no memory.
pub(crate) struct MessageStream(StreamVerifier);

impl MessageStream {
    /// Starts with a key and a signature, before the first byte of the message.
    pub(crate) fn new(key: &PublicKey, signature: &[u8]) -> Result<Self, Error> {
        let ParsedKey::Ed25519(key) = key.parsed() else {
            return Err(Error::SchemeMismatch {
                key: key.algorithm().name(),
                scheme: Scheme::Ed25519.name(),
            });
        };
        let signature = Signature::from_slice(signature).map_err(|_| Error::SignatureInvalid {})?;
        // The library's strict checks, which its stream leaves out: R must be a point, and not of
        // small order. The key is known to be none. A key has the form of an R.
        let commitment = VerifyingKey::from_bytes(signature.r_bytes());
        if commitment.map_or(true, |point| point.is_weak()) {
            return Err(Error::SignatureInvalid {});
        }
        let stream = key.verify_stream(&signature).map_err(|_| Error::SignatureInvalid {})?;
        Ok(Self(stream))
    }

    /// Takes the next bytes of the message.
    pub(crate) fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// Whether the signature is the key's over everything taken.
    pub(crate) fn finish(self) -> Result<(), Error> {
        self.0.finalize_and_verify().map_err(|_| Error::SignatureInvalid {})
    }
}

impl fmt::Debug for MessageStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MessageStream")
    }
}
