//! Results of tests (in-toto attestation predicates, `test-result`).

use super::{Form, OPTIONAL, REQUIRED, Vetted};

/// Which tests passed, warned and failed.
pub(super) const TEST_RESULT: Vetted = Vetted {
    name: "test-result",
    types: &["https://in-toto.io/attestation/test-result/v0.1"],
    families: &[],
    fields: &[
        ("result", "result", Form::Text, REQUIRED),
        ("url", "url", Form::Text, OPTIONAL),
        ("configuration", "configuration", Form::Resources, REQUIRED),
        ("passedTests", "passedTests", Form::Texts, OPTIONAL),
        ("warnedTests", "warnedTests", Form::Texts, OPTIONAL),
        ("failedTests", "failedTests", Form::Texts, OPTIONAL),
    ],
};
