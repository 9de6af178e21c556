//! Parsing: bytes into types named as the specifications name them.
//!
//! Nothing here checks a signature or knows a policy. What a parser gives out is wrapped in
//! [`Unverified`] wherever it could be mistaken for something proven.

pub(crate) mod attestations;
pub(crate) mod bottle_name;
pub(crate) mod bundle;
pub(crate) mod certificate;
pub(crate) mod checkpoint;
pub(crate) mod cloud_build;
pub(crate) mod cms;
pub(crate) mod cosign;
pub(crate) mod distinguished_name;
pub(crate) mod distribution_name;
pub(crate) mod dsse;
pub(crate) mod fulcio;
pub(crate) mod git_bundle;
pub(crate) mod git_delta;
pub(crate) mod git_folder;
pub(crate) mod git_history;
pub(crate) mod git_loose;
pub(crate) mod git_object;
pub(crate) mod git_pack;
pub(crate) mod git_pack_entry;
pub(crate) mod git_refs;
pub(crate) mod git_text;
pub(crate) mod gitsign;
pub(crate) mod log_entry;
pub(crate) mod log_entry_body;
pub(crate) mod npm;
pub(crate) mod oci;
pub(crate) mod predicate;
pub(crate) mod protobuf;
pub(crate) mod pypi;
pub(crate) mod simple_signing;
pub(crate) mod statement;
pub(crate) mod timestamp;
pub(crate) mod trusted_root;
pub(crate) mod tuf;
pub(crate) mod verifier_key;
#[cfg(any(target_arch = "wasm32", test))]
pub(crate) mod zip;

/// Something that was read but not checked: its content is claims.
#[derive(Clone, Debug)]
pub(crate) struct Unverified<T>(T);

impl<T> Unverified<T> {
    /// Marks what a parser has just read.
    pub(crate) const fn new(claims: T) -> Self {
        Self(claims)
    }

    /// What the evidence says of itself.
    pub(crate) const fn claims(&self) -> &T {
        &self.0
    }

    /// The same, for whoever checks it.
    pub(crate) fn into_claims(self) -> T {
        self.0
    }
}
