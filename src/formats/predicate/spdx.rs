//! SPDX 2 and 3 as predicates (in-toto attestation predicates, `spdx`): what they are of, and how
//! much is in them.

use super::{Form, OPTIONAL, Vetted};

/// A document of version 2.
pub(super) const SPDX_2: Vetted = Vetted {
    name: "spdx",
    types: &["https://spdx.dev/Document"],
    families: &["https://spdx.dev/Document/v2"],
    fields: &[
        ("name", "name", Form::Text, OPTIONAL),
        ("specVersion", "spdxVersion", Form::Text, OPTIONAL),
        ("namespace", "documentNamespace", Form::Text, OPTIONAL),
        ("packages", "packages", Form::Count, OPTIONAL),
        ("relationships", "relationships", Form::Count, OPTIONAL),
    ],
};

/// A graph of version 3.
pub(super) const SPDX_3: Vetted = Vetted {
    name: "spdx-3",
    types: &[],
    families: &["https://spdx.dev/Document/v3"],
    fields: &[
        ("context", "@context", Form::Raw, OPTIONAL),
        ("elements", "@graph", Form::Count, OPTIONAL),
    ],
};
