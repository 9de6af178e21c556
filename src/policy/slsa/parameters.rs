//! Was the build given the expected parameters (SLSA v1.2 build provenance, `externalParameters`)?

use crate::encoding::json::{Json, Node};
use crate::error::Error;
use crate::formats::predicate::provenance::Provenance;
use crate::formats::statement::Statement;
use crate::policy::slsa::{BUILD_PARAMETERS, Evidence, LIMIT, decided};
use crate::verify::Verified;
use crate::verify::check::{Check, Question};

/// Parameters by their names: texts, whole numbers, or true and false.
#[derive(Clone, Debug)]
pub(super) struct ParameterDemand(Vec<(String, Json)>);

impl ParameterDemand {
    pub(super) fn from_json(root: &Node<'_>) -> Result<Option<Self>, Error> {
        let node = root.exact(BUILD_PARAMETERS)?;
        let mut parameters = Vec::new();
        for (name, entry) in node.entries(LIMIT)? {
            match entry.value() {
                Some(value @ (Json::String(_) | Json::Integer(_) | Json::Bool(_))) => {
                    parameters.push((name.to_owned(), value.clone()));
                }
                _ => return Err(entry.invalid("a text, a whole number, true or false")),
            }
        }
        match (node.is_present(), parameters.is_empty()) {
            (false, _) => Ok(None),
            (true, true) => Err(Error::PolicyUnsatisfiable { key: BUILD_PARAMETERS }),
            (true, false) => Ok(Some(Self(parameters))),
        }
    }

    pub(super) fn check(&self, evidence: Evidence<'_>) -> Check {
        let proven = evidence.statement.zip(evidence.signer).ok_or(Error::IdentityUnproven {});
        let found = proven.and_then(|(statement, _)| self.verify(statement));
        decided(Question::BuildParameters, found)
    }

    /// Each is there, of the same type; others may be too.
    fn verify(&self, statement: &Verified<Statement>) -> Result<String, Error> {
        let statement = statement.facts();
        let unexpected =
            || Error::PredicateTypeUnexpected { found: statement.predicate_type.clone() };
        let provenance = Provenance::of(statement).ok_or_else(unexpected)??;
        for (name, value) in &self.0 {
            let node = provenance.external.exact(name)?;
            let found = node.value();
            if found != Some(value) {
                return Err(Error::ClaimMismatch {
                    key: BUILD_PARAMETERS,
                    expected: pair(name, value),
                    found: found.map(|found| pair(name, found)),
                });
            }
        }
        Ok(self.0.iter().map(|(name, value)| pair(name, value)).collect::<Vec<_>>().join(", "))
    }
}

/// A text stands in quotation marks where it could be taken for something else.
fn pair(name: &str, value: &Json) -> String {
    match value {
        Json::String(text) if !text.is_empty() && !is_other(text) => format!("{name}={text}"),
        Json::String(text) => format!("{name}=\"{text}\""),
        Json::Integer(number) => format!("{name}={number}"),
        Json::Bool(value) => format!("{name}={value}"),
        _ => format!("{name}=…"),
    }
}

fn is_other(text: &str) -> bool {
    ["true", "false"].contains(&text) || text.parse::<i64>().is_ok()
}
