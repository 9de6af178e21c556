//! What npm's registry signs when it takes a version (github.com/npm/attestation, `publish`).

use super::{Form, OPTIONAL, REQUIRED, Vetted};

/// Which version of which package the registry accepted.
pub(crate) const NPM_PUBLISH: Vetted = Vetted {
    name: "npm-publish",
    types: &["https://github.com/npm/attestation/tree/main/specs/publish/v0.1"],
    families: &[],
    fields: &[
        ("name", "name", Form::Text, REQUIRED),
        ("version", "version", Form::Text, REQUIRED),
        ("registry", "registry", Form::Text, OPTIONAL),
    ],
};
