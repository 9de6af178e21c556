//! Verification summaries (SLSA v1.2 `verification_summary`, VSA 0.2 and 1).

use super::{Field, Form, LIST_LIMIT, OPTIONAL, REQUIRED, Vetted};
use crate::error::Error;
use crate::formats::statement::Statement;

const FIELDS: &[Field] = &[
    ("verifier", "verifier/id", Form::Text, REQUIRED),
    ("verifierVersion", "verifier/version", Form::Raw, OPTIONAL),
    ("timeVerified", "timeVerified", Form::Time, OPTIONAL),
    ("resourceUri", "resourceUri", Form::Text, OPTIONAL),
    ("policy", "policy", Form::Raw, OPTIONAL),
    ("inputAttestations", "inputAttestations", Form::Count, OPTIONAL),
    ("result", "verificationResult", Form::Text, OPTIONAL),
    ("levels", "verifiedLevels", Form::Texts, OPTIONAL),
    ("dependencyLevels", "dependencyLevels", Form::Raw, OPTIONAL),
    ("slsaVersion", "slsaVersion", Form::Text, OPTIONAL),
    // Version 0.2 has its names in snake case.
    ("timeVerified", "time_verified", Form::Time, OPTIONAL),
    ("resourceUri", "resource_uri", Form::Text, OPTIONAL),
    ("result", "verification_result", Form::Text, OPTIONAL),
    ("level", "policy_level", Form::Text, OPTIONAL),
];

/// What a verifier found out about an artifact.
pub(crate) const SUMMARY: Vetted = Vetted {
    name: "verification-summary",
    types: &[V1, "https://slsa.dev/verification_summary/v0.2"],
    families: &[],
    fields: FIELDS,
};

const V1: &str = "https://slsa.dev/verification_summary/v1";

/// What a verification summary says, to be compared.
#[derive(Clone, Debug)]
pub(crate) struct Summary<'a> {
    pub(crate) verifier: &'a str,
    pub(crate) resource_uri: &'a str,
    pub(crate) result: &'a str,
    pub(crate) levels: Vec<&'a str>,
}

impl<'a> Summary<'a> {
    /// Reads the predicate of version 1; `None` where there is another one.
    pub(crate) fn of(statement: &'a Statement) -> Option<Result<Self, Error>> {
        (statement.predicate_type == V1).then(|| Self::read(statement))
    }

    fn read(statement: &'a Statement) -> Result<Self, Error> {
        let predicate = statement.predicate();
        let levels = predicate.exact("verifiedLevels")?.list(LIST_LIMIT)?;
        Ok(Self {
            verifier: predicate.exact("verifier")?.exact("id")?.filled_text()?,
            resource_uri: predicate.exact("resourceUri")?.filled_text()?,
            result: predicate.exact("verificationResult")?.filled_text()?,
            levels: levels.iter().map(|level| level.text()).collect::<Result<_, _>>()?,
        })
    }
}
