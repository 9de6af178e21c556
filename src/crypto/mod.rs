//! Public keys, signature schemes and the one place where signatures are checked.

pub(crate) use self::key::{KeyAlgorithm, PublicKey};
pub(crate) use self::message::{Message, MessageStream};
pub(crate) use self::remembering::Remembering;
pub(crate) use self::scheme::Scheme;
#[cfg(test)]
pub(crate) use self::verifier::counted;
pub(crate) use self::verifier::{RustCrypto, SignatureVerifier};

mod key;
mod message;
mod ml_dsa;
mod remembering;
mod scheme;
mod verifier;

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test's panic is its answer")]
pub(crate) mod fixtures;
#[cfg(test)]
mod wycheproof_tests;
