//! References to other documents (in-toto attestation predicates, `reference`).

use super::{Form, OPTIONAL, REQUIRED, Vetted};

/// Which documents belong to the subject.
pub(super) const REFERENCE: Vetted = Vetted {
    name: "reference",
    types: &["https://in-toto.io/attestation/reference/v0.1"],
    families: &[],
    fields: &[
        ("attester", "attester/id", Form::Text, REQUIRED),
        ("references", "references", Form::Resources, OPTIONAL),
    ],
};
