//! Touchstone verifies, with no network, that a file is what its makers published.
//!
//! Files go one way: [`sniff`] says what a file is, a parser reads it, its digest binds it to an
//! artifact, every signature and log entry is verified, the result is compared with an
//! [`Expectation`], and a [`Report`] says what came out. [`Session`] walks a set of files along.
//!
//! The crate has no clock, no randomness and does no input or output: the time, the trusted roots
//! and the artifacts' digests are arguments.
//!
//! For browsers the build splits it in two (docs/module.md). What only rare input takes is
//! `#[inline(never)]`, so that it does not end up in the half that every verdict needs.
//!
//! ```
//! use std::fs::read;
//! use touchstone::{EmbeddedRoots, Expectation, Hasher, Session, UnixTime, Verdict};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let folder = "tests/vectors/samples/genuine";
//! let now = UnixTime::from_rfc3339("2026-06-01T00:00:00Z")?;
//! let mut session = Session::new(now, EmbeddedRoots::Production)?;
//! // This sample's maker is in none of the embedded trusted roots.
//! session.add_trusted_root("trusted_root.json", &read(format!("{folder}/trusted_root.json"))?)?;
//! session.set_expectation(Expectation::from_json(br#"{"repo": "touchstone-sample/hello"}"#)?);
//! session.add_file("bundle", &read(format!("{folder}/bundle.sigstore.json"))?, Some(0));
//!
//! // An artifact enters by its digests; the evidence says which.
//! let mut hasher = Hasher::new(&session.digests_wanted());
//! hasher.update(&read(format!("{folder}/artifact"))?);
//! session.add_artifact("hello.sh", None, hasher.finish());
//!
//! let report = session.report();
//! assert_eq!(report.verdict, Verdict::Verified);
//! for check in &report.evidence[0].checks {
//!     println!("{} {:?}", check.code, check.status);
//! }
//! # Ok(())
//! # }
//! ```

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
pub use crate::judge::{DemandReport, Verdict};
pub use crate::policy::{
    DemandExplanation, DemandStatus, Expectation, PolicyExplanation, PolicyFault,
    SectionExplanation, SignerExplanation,
};
pub use crate::report::repository::{KeyReport, RepositoryReport, RoleReport, RootReport};
pub use crate::report::{
    ArtifactReport, EvidenceReport, FileError, HistoryReport, ImageReport, Inspection, Orphan,
    RefReport, Report, SignerReport, TimeReport,
};
pub use crate::session::Session;
pub use crate::session::image::ImageReading;
pub use crate::session::refresh::{TufChange, TufClient, TufTarget, TufWanted};
pub use crate::sniff::{Kind, sniff};
pub use crate::time::{UnixTime, Window};
pub use crate::trust::EmbeddedRoots;
pub use crate::trust::domain::TrustSource;
pub use crate::trust::keyring::Stated;
pub use crate::verify::check::{Check, Status};
