//! Touchstone verifies, with no network, that a file is what its makers published.
//!
//! Files go one way: [`sniff`] says what a file is, a parser reads it, its digest binds it to an
//! artifact, every signature and log entry is verified, the result is compared with an
//! [`Expectation`], and a [`Report`] says what came out. [`Session`] walks a set of files along.
//!
//! The crate has no clock, no randomness and does no input or output: the time, the trusted roots
//! and the artifacts' digests are arguments.

mod bind;
mod crypto;
mod digest;
mod encoding;
mod error;
mod formats;
mod inspect;
mod judge;
mod policy;
mod report;
mod session;
mod sniff;
mod time;
mod trust;
mod verify;
#[cfg(target_arch = "wasm32")]
mod wasm;

pub use crate::digest::{Digest, DigestAlgorithm, Digests, Hasher};
pub use crate::error::{Error, Facts, Stage};
pub use crate::inspect::{TrustedRootInspection, embedded_roots, inspect, inspect_trusted_root};
pub use crate::judge::Verdict;
pub use crate::policy::Expectation;
pub use crate::report::{
    ArtifactReport, EvidenceReport, FileError, Inspection, Orphan, Report, SignerReport, TimeReport,
};
pub use crate::session::Session;
pub use crate::sniff::{Kind, sniff};
pub use crate::time::{UnixTime, Window};
pub use crate::trust::EmbeddedRoots;
pub use crate::trust::domain::TrustSource;
pub use crate::trust::keyring::Stated;
pub use crate::verify::check::{Check, Status};
