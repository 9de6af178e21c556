//! What a client asks for, and what it gives back.

use crate::error::Error;

/// How much a client takes of what a repository offers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// New roots in a row.
    pub(crate) rotations: u64,
    /// Bytes of a root.
    pub(crate) root: u64,
    /// Bytes of a timestamp.
    pub(crate) timestamp: u64,
    /// Bytes of a snapshot whose length is not listed.
    pub(crate) snapshot: u64,
    /// Bytes of a role's targets whose length is not listed.
    pub(crate) targets: u64,
    /// Bytes of any file, whatever length is listed.
    pub(crate) any: u64,
    /// Delegated roles that a search visits.
    pub(crate) delegations: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            rotations: 256,
            root: 512_000,
            timestamp: 16_384,
            snapshot: 2_000_000,
            targets: 5_000_000,
            any: crate::formats::bundle::SIZE_LIMIT,
            delegations: 32,
        }
    }
}

/// Where a file is wanted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// What was kept of an earlier run. It is verified like everything else.
    Store,
    /// The repository.
    Repository,
}

/// The file that comes next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wanted {
    pub(crate) origin: Origin,
    pub(crate) name: String,
    /// The most bytes that are taken.
    pub(crate) limit: u64,
}

/// What is to be done to the files that are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// The file is what was just taken under its name.
    Keep(String, Vec<u8>),
    /// The file counts no longer.
    Remove(String),
}

pub(super) fn within(bytes: &[u8], limit: u64) -> Result<(), Error> {
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if size > limit { Err(Error::InputTooLarge { size, limit }) } else { Ok(()) }
}

/// A role's name is anything: as a file's name it must stay in its folder.
pub(super) fn percent_encode(name: &str) -> String {
    let mut encoded = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"_.-~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}
