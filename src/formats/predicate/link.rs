//! in-toto links as attestations (in-toto attestation predicates, `link`).

use super::{Form, OPTIONAL, REQUIRED, Vetted};

/// One step of a supply chain.
pub(super) const LINK: Vetted = Vetted {
    name: "link",
    types: &["https://in-toto.io/attestation/link/v0.3"],
    // What came before the attestation framework.
    families: &["https://in-toto.io/Link/"],
    fields: &[
        ("name", "name", Form::Text, REQUIRED),
        ("command", "command", Form::Texts, OPTIONAL),
        ("materials", "materials", Form::Raw, OPTIONAL),
        ("byproducts", "byproducts", Form::Raw, OPTIONAL),
        ("environment", "environment", Form::Raw, OPTIONAL),
    ],
};
