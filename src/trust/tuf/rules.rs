//! What must be true of a file beside its predecessor.

use crate::error::Error;
use crate::formats::tuf::delegation::Delegate;
use crate::formats::tuf::role::Snapshot;

pub(super) fn same_keys(one: &Delegate, other: &Delegate) -> bool {
    let within = |one: &Delegate, other: &Delegate| {
        one.key_ids.iter().all(|key_id| other.key_ids.contains(key_id))
    };
    within(one, other) && within(other, one)
}

/// Section 5.5.5: nothing that was listed is gone, or older.
pub(super) fn verify_successor(old: &Snapshot, new: &Snapshot) -> Result<(), Error> {
    for (file, known) in &old.meta {
        let found = new.file(file).ok_or_else(|| unlisted(file))?;
        not_older(file, known.version, found.version)?;
    }
    Ok(())
}

pub(super) fn unlisted(file: &str) -> Error {
    Error::TufRoleUnlisted { file: file.to_owned() }
}

pub(super) fn not_older(file: &str, known: u64, found: u64) -> Result<(), Error> {
    if found >= known {
        return Ok(());
    }
    Err(Error::TufRollback { file: file.to_owned(), known, found })
}

pub(super) fn verify_version(file: &str, expected: u64, found: u64) -> Result<(), Error> {
    if found == expected {
        return Ok(());
    }
    Err(Error::TufVersionMismatch { file: file.to_owned(), expected, found })
}
