//! Releases (in-toto attestation predicates, `release`), as package registries state them.

use super::{Form, OPTIONAL, Vetted};

/// Which package, and which version of it.
pub(crate) const RELEASE: Vetted = Vetted {
    name: "release",
    types: &[
        "https://in-toto.io/attestation/release/v0.1",
        "https://in-toto.io/attestation/release/v0.2",
    ],
    families: &[],
    fields: &[
        ("purl", "purl", Form::Text, OPTIONAL),
        ("packageId", "packageId", Form::Text, OPTIONAL),
        ("releaseId", "releaseId", Form::Text, OPTIONAL),
        ("repository", "repository", Form::Text, OPTIONAL),
        ("repositoryId", "repositoryId", Form::Text, OPTIONAL),
        ("ownerId", "ownerId", Form::Text, OPTIONAL),
        ("tag", "tag", Form::Text, OPTIONAL),
    ],
};
