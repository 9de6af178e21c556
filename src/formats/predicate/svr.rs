//! Simple verification results (in-toto attestation predicates, `svr`).

use super::{Form, OPTIONAL, REQUIRED, Vetted};

/// Which properties a verifier found.
pub(super) const SVR: Vetted = Vetted {
    name: "svr",
    types: &[
        "https://in-toto.io/attestation/svr/v0.1",
        "https://in-toto.io/attestation/svr/v0.2",
        "https://in-toto.io/attestation/svr",
    ],
    families: &[],
    fields: &[
        ("verifier", "verifier/id", Form::Text, REQUIRED),
        ("policies", "verifier/policies", Form::Raw, OPTIONAL),
        ("created", "timeCreated", Form::Time, OPTIONAL),
        ("properties", "properties", Form::Texts, REQUIRED),
    ],
};
