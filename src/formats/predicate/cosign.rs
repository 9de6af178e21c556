//! Predicates of cosign's own (sigstore/cosign specs, `COSIGN_PREDICATE_SPEC` and
//! `COSIGN_VULN_ATTESTATION_SPEC`).

use super::{Form, OPTIONAL, REQUIRED, Vetted};

/// A scan, whose result stays in the scanner's own form.
pub(super) const VULN: Vetted = Vetted {
    name: "cosign-vuln",
    types: &[
        "https://cosign.sigstore.dev/attestation/vuln/v1",
        "cosign.sigstore.dev/attestation/vuln/v1",
    ],
    families: &[],
    fields: &[
        ("scanner", "scanner/uri", Form::Text, REQUIRED),
        ("scannerVersion", "scanner/version", Form::Text, OPTIONAL),
        ("databaseUri", "scanner/db/uri", Form::Text, OPTIONAL),
        ("databaseVersion", "scanner/db/version", Form::Text, OPTIONAL),
        ("started", "metadata/scanStartedOn", Form::Time, OPTIONAL),
        ("finished", "metadata/scanFinishedOn", Form::Time, OPTIONAL),
    ],
};

/// What `cosign sign` writes with the new bundle format: the subject is all it says.
pub(super) const SIGN: Vetted = Vetted {
    name: "cosign-sign",
    types: &["https://sigstore.dev/cosign/sign/v1"],
    families: &[],
    fields: &[],
};
