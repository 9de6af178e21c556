//! Keys the user gives.

use crate::crypto::PublicKey;

/// Whether the user said that this key's owner is who should have signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stated {
    /// The user named the key as the expected signer's.
    Expected,
    /// The key lay among the files: signatures can be checked with it, but nobody vouched for it.
    Found,
}

/// A key with the name of the file it came in.
#[derive(Clone, Debug)]
pub(crate) struct GivenKey {
    pub(crate) name: String,
    pub(crate) key: PublicKey,
    pub(crate) stated: Stated,
}
