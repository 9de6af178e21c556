//! Vulnerability scans (in-toto attestation predicates, `vulns`).

use super::{Field, Form, OPTIONAL, REQUIRED, Vetted};

const RESULT: &[Field] =
    &[("id", "id", Form::Text, REQUIRED), ("severity", "severity", Form::Raw, OPTIONAL)];

/// What a scanner found, by which database.
pub(super) const VULNS: Vetted = Vetted {
    name: "vulns",
    types: &[
        "https://in-toto.io/attestation/vulns/v0.1",
        "https://in-toto.io/attestation/vulns/v0.2",
        // The address without the leading path, which the text of the specification also uses.
        "https://in-toto.io/attestation/vulns",
    ],
    families: &[],
    fields: &[
        ("scanner", "scanner/uri", Form::Text, REQUIRED),
        ("scannerVersion", "scanner/version", Form::Text, OPTIONAL),
        ("databaseUri", "scanner/db/uri", Form::Text, OPTIONAL),
        ("databaseVersion", "scanner/db/version", Form::Text, OPTIONAL),
        ("databaseUpdated", "scanner/db/lastUpdate", Form::Time, OPTIONAL),
        ("results", "scanner/result", Form::Each(RESULT), OPTIONAL),
        ("started", "metadata/scanStartedOn", Form::Time, OPTIONAL),
        ("finished", "metadata/scanFinishedOn", Form::Time, OPTIONAL),
    ],
};
