//! What the user relies on: trusted roots, each a domain of its own, and keys.

pub(crate) mod authority;
pub(crate) mod domain;
mod embedded;
pub(crate) mod keyring;
pub(crate) mod platform_keys;
pub(crate) mod tuf;

pub use self::embedded::EmbeddedRoots;
