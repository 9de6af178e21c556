//! Verification: one file a question. Content is given out as [`Verified`] only by this stage, so
//! that a check that was skipped is a compile error.

pub(crate) mod artifact;
mod bottle;
pub(crate) mod bundle;
mod certificate;
mod chain;
pub(crate) mod check;
mod checkpoint;
mod cloud_build;
pub(crate) mod entry;
pub(crate) mod git;
pub(crate) mod image;
mod listing;
mod log;
mod merkle;
pub(crate) mod provenance;
mod purpose;
mod pypi;
pub(crate) mod repository;
pub(crate) mod role_identity;
mod sct;
pub(crate) mod signature;
pub(crate) mod signer;
mod subject;
mod time;
mod timestamp;
pub(crate) mod transparency;
pub(crate) mod witness;

/// Something that was proven. Only this stage makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Verified<T>(T);

impl<T> Verified<T> {
    /// What was proven.
    pub(crate) const fn facts(&self) -> &T {
        &self.0
    }
}
