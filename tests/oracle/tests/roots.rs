//! The trusted roots that the engine carries, beside those that `sigstore-trust-root` carries.

#![allow(missing_docs, clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use sigstore_trust_root::{
    SIGSTORE_GITHUB_TRUSTED_ROOT, SIGSTORE_PRODUCTION_TRUSTED_ROOT, SIGSTORE_STAGING_TRUSTED_ROOT,
};
use touchstone::{Digest, DigestAlgorithm};

/// File, SHA-256 of the file, and where it comes from.
const ROOTS: [(&str, &str, &str); 3] = [
    (
        "sigstore-public-good.json",
        "6494e21ea73fa7ee769f85f57d5a3e6a08725eae1e38c755fc3517c9e6bc0b66",
        SIGSTORE_PRODUCTION_TRUSTED_ROOT,
    ),
    (
        "github.json",
        "484cdfe1a7c65479c5ba2a22193d1be90f0020db1997de696ab207434c62fbb7",
        SIGSTORE_GITHUB_TRUSTED_ROOT,
    ),
    (
        "sigstore-staging.json",
        "44deb991d4bbf2150751ccee235d9810bce4434383c26d8898c1bcadbace6ed8",
        SIGSTORE_STAGING_TRUSTED_ROOT,
    ),
];

#[test]
fn embedded_roots_are_those_of_their_source() {
    for (name, sha256, source) in ROOTS {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../src/trust/roots").join(name);
        let embedded = fs::read(path).unwrap();
        assert_eq!(Digest::of(DigestAlgorithm::Sha256, &embedded).hex(), sha256, "{name}");
        let ours: serde_json::Value = serde_json::from_slice(&embedded).unwrap();
        let theirs: serde_json::Value = serde_json::from_str(source).unwrap();
        assert!(ours == theirs, "{name} differs from its source");
    }
}
