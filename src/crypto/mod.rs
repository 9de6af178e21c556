//! Public keys, signature schemes and the one place where signatures are checked.

pub(crate) use self::key::{KeyAlgorithm, PublicKey};
pub(crate) use self::message::{Message, MessageStream};
pub(crate) use self::scheme::Scheme;
pub(crate) use self::verifier::{RustCrypto, SignatureVerifier};

mod key;
mod message;
mod scheme;
mod verifier;

#[cfg(test)]
mod wycheproof_tests;
