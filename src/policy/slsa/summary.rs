//! Does a verification summary say what it should (SLSA v1.2, verification summary, how to verify)?

use crate::encoding::json::Node;
use crate::error::Error;
use crate::formats::predicate::summary::Summary;
use crate::formats::statement::Statement;
use crate::policy::slsa::{
    LIMIT, RESOURCE_URI, SUBJECT_DIGESTS, VERIFIED_LEVELS, VERIFIER_ID, decided, equal, filled,
};
use crate::verify::check::{Check, Question};

/// What a summary of a passed verification calls its result.
const PASSED: &str = "PASSED";

/// What a verification summary should say.
#[derive(Clone, Debug)]
pub(super) struct SummaryDemand {
    verifier: String,
    resource: Option<String>,
    levels: Vec<String>,
    /// Name of the algorithm, and the digest.
    digests: Vec<(String, String)>,
}

impl SummaryDemand {
    /// Reads what is said of a summary. Only the verifier's name makes its answer mean anything.
    pub(super) fn from_json(root: &Node<'_>) -> Result<Option<Self>, Error> {
        let levels = root.exact(VERIFIED_LEVELS)?.list(LIMIT)?;
        let levels = levels
            .iter()
            .map(|level| level.filled_text().map(str::to_owned))
            .collect::<Result<_, _>>()?;
        let mut digests = Vec::new();
        for digest in root.exact(SUBJECT_DIGESTS)?.list(LIMIT)? {
            let parts = digest.text()?.split_once(':');
            let parts =
                parts.filter(|(algorithm, value)| !algorithm.is_empty() && !value.is_empty());
            let (algorithm, value) = parts.ok_or_else(|| digest.invalid("ALGORITHM:VALUE"))?;
            digests.push((algorithm.to_owned(), value.to_owned()));
        }
        let demand = |verifier: &str| Self {
            verifier: verifier.to_owned(),
            resource: None,
            levels,
            digests,
        };
        let resource = filled(root, RESOURCE_URI)?.map(str::to_owned);
        match filled(root, VERIFIER_ID)? {
            Some(verifier) => Ok(Some(Self { resource, ..demand(verifier) })),
            None => {
                let keys = [RESOURCE_URI, VERIFIED_LEVELS, SUBJECT_DIGESTS];
                for key in keys {
                    if root.exact(key)?.is_present() {
                        return Err(Error::PolicyUnsatisfiable { key });
                    }
                }
                Ok(None)
            }
        }
    }

    pub(super) fn questions(&self) -> Vec<Question> {
        vec![Question::SummaryVerifier, Question::SummaryResource, Question::SummaryResult]
    }

    pub(super) fn checks(&self, statement: &Statement) -> Vec<Check> {
        let unexpected =
            || Error::PredicateTypeUnexpected { found: statement.predicate_type.clone() };
        let summary = match Summary::of(statement).unwrap_or_else(|| Err(unexpected())) {
            Ok(summary) => summary,
            Err(error) => return vec![Check::refused(Question::SummaryVerifier, &error)],
        };
        let verifier = equal(VERIFIER_ID, &self.verifier, summary.verifier);
        let result = equal("verificationResult", PASSED, summary.result);
        let mut checks = vec![
            decided(Question::SummaryVerifier, verifier),
            decided(Question::SummaryResult, result),
        ];
        if let Some(resource) = &self.resource {
            let resource = equal(RESOURCE_URI, resource, summary.resource_uri);
            checks.push(decided(Question::SummaryResource, resource));
        }
        if !self.levels.is_empty() {
            let met = self.levels.iter().try_for_each(|level| verify_level(level, &summary.levels));
            let levels = met.map(|()| summary.levels.join(", "));
            checks.push(decided(Question::SummaryLevels, levels));
        }
        if !self.digests.is_empty() {
            checks.push(decided(Question::SummarySubjects, self.verify_digests(statement)));
        }
        checks
    }

    fn verify_digests(&self, statement: &Statement) -> Result<String, Error> {
        for (algorithm, value) in &self.digests {
            let mut subjects = statement.subjects.iter();
            let named = subjects.any(|subject| {
                let mut others = subject.other_digests.iter();
                let mut strong = subject.digests.iter();
                others.any(|(name, found)| name == algorithm && found == value)
                    || strong
                        .any(|found| found.algorithm().name() == algorithm && found.hex() == *value)
            });
            if !named {
                let expected = format!("{algorithm}:{value}");
                return Err(Error::ClaimMismatch { key: SUBJECT_DIGESTS, expected, found: None });
            }
        }
        let digests = self.digests.iter().map(|(algorithm, value)| format!("{algorithm}:{value}"));
        Ok(digests.collect::<Vec<_>>().join(", "))
    }
}

/// The level is there: of a track any that is as high, of anything else exactly this.
fn verify_level(wanted: &str, found: &[&str]) -> Result<(), Error> {
    let met = match level(wanted) {
        Some((track, wanted)) => found
            .iter()
            .filter_map(|found| level(found))
            .any(|(other, height)| other == track && height >= wanted),
        None => found.contains(&wanted),
    };
    if met {
        return Ok(());
    }
    let (expected, found) = (wanted.to_owned(), Some(found.join(", ")));
    Err(Error::ClaimMismatch { key: VERIFIED_LEVELS, expected, found })
}

/// Track and height of `SLSA_BUILD_LEVEL_3`. What only begins like it (`SLSA_BUILD_REPRODUCED`,
/// `SLSA_BUILD_LEVEL_UNEVALUATED`) is a property, and compared as it is.
fn level(text: &str) -> Option<(&str, u8)> {
    let (track, height) = text.strip_prefix("SLSA_")?.rsplit_once("_LEVEL_")?;
    let digit = height.len() == 1 && !track.is_empty();
    let height = height.parse::<u8>().ok().filter(|_| digit)?;
    Some((track, height))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_higher_level_of_the_same_track_will_do() {
        for (wanted, found, met) in [
            ("SLSA_BUILD_LEVEL_2", &["SLSA_BUILD_LEVEL_3"][..], true),
            ("SLSA_BUILD_LEVEL_2", &["SLSA_BUILD_LEVEL_2"][..], true),
            ("SLSA_BUILD_LEVEL_3", &["SLSA_BUILD_LEVEL_2"][..], false),
            ("SLSA_BUILD_LEVEL_2", &["SLSA_SOURCE_LEVEL_3"][..], false),
            ("SLSA_BUILD_LEVEL_0", &["SLSA_BUILD_LEVEL_UNEVALUATED"][..], false),
            ("SLSA_BUILD_REPRODUCED", &["SLSA_BUILD_REPRODUCED", "SLSA_BUILD_LEVEL_1"][..], true),
            ("SLSA_BUILD_REPRODUCED", &["SLSA_BUILD_LEVEL_4"][..], false),
            ("SLSA_BUILD_LEVEL_UNEVALUATED", &["SLSA_BUILD_LEVEL_UNEVALUATED"][..], true),
            ("SLSA_BUILD_LEVEL_1", &["SLSA_BUILD_LEVEL_+3"][..], false),
            ("SLSA_BUILD_LEVEL_1", &["SLSA_BUILD_LEVEL_33"][..], false),
            ("SLSA_BUILD_LEVEL_1", &["slsa_build_level_3"][..], false),
            ("BCID_L1", &["BCID_L1"][..], true),
            ("BCID_L1", &["BCID_L2"][..], false),
            ("BCID_L1", &[][..], false),
        ] {
            assert_eq!(verify_level(wanted, found).is_ok(), met, "{wanted} {found:?}");
        }
    }
}
