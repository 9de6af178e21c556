//! Attributes of software (in-toto attestation predicates, SCAI).

use super::{Field, Form, OPTIONAL, REQUIRED, Vetted};

const ATTRIBUTE: &[Field] = &[
    ("attribute", "attribute", Form::Text, REQUIRED),
    ("target", "target", Form::Resource, OPTIONAL),
    ("conditions", "conditions", Form::Raw, OPTIONAL),
    ("evidence", "evidence", Form::Resource, OPTIONAL),
];

/// What a producer asserts, and on which evidence.
pub(super) const SCAI: Vetted = Vetted {
    name: "scai",
    types: &[
        "https://in-toto.io/attestation/scai/v0.2",
        "https://in-toto.io/attestation/scai/v0.3",
        "https://in-toto.io/attestation/scai",
        "https://in-toto.io/attestation/scai/attribute-report/v0.2",
    ],
    families: &[],
    fields: &[
        ("attributes", "attributes", Form::Each(ATTRIBUTE), REQUIRED),
        ("producer", "producer", Form::Resource, OPTIONAL),
    ],
};
