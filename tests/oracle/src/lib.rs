//! Holds Touchstone against `sigstore-verify`, an independent verifier of Sigstore bundles.
//!
//! Both get the same bundle, artifact, trusted root and expected signer. Where one accepts and the
//! other does not, a rule of `exceptions.toml` must say why.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

pub mod case;
pub mod comparison;
pub mod exceptions;
pub mod mutation;
pub mod ours;
pub mod random;
pub mod theirs;

#[path = "../../corpora/mod.rs"]
mod corpora;
#[path = "../../other_bundles/table.rs"]
#[allow(dead_code, reason = "the verdicts are another test's")]
mod table;

/// The folder of a corpus, or `None` where it is absent.
#[must_use]
pub fn corpus(name: &str) -> Option<std::path::PathBuf> {
    corpora::unpacked(name)
}
