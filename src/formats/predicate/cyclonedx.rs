//! CycloneDX as a predicate (in-toto attestation predicates, `cyclonedx`): what it is of, and how
//! much is in it.

use super::{Form, OPTIONAL, Vetted};

/// A bill of materials.
pub(super) const CYCLONEDX: Vetted = Vetted {
    name: "cyclonedx",
    types: &["https://cyclonedx.org/bom"],
    families: &["https://cyclonedx.org/bom/v"],
    fields: &[
        ("specVersion", "specVersion", Form::Text, OPTIONAL),
        ("serialNumber", "serialNumber", Form::Text, OPTIONAL),
        ("component", "metadata/component/name", Form::Text, OPTIONAL),
        ("componentVersion", "metadata/component/version", Form::Text, OPTIONAL),
        ("components", "components", Form::Count, OPTIONAL),
        ("vulnerabilities", "vulnerabilities", Form::Count, OPTIONAL),
    ],
};
