//! The demands on builds as outcomes: each is one check or several.

use serde_json::Value;

use crate::policy::demands::Demands;
use crate::policy::outcome::{DemandStatus, Outcome};
use crate::policy::slsa::{BUILDER_LEVELS, MINIMUM_LEVEL};
use crate::verify::check::{Check, Question, Status};

const BUILDER: &str = "builderId";
const SOURCE: &str = "sourceUri";

impl Demands {
    /// What the checks of one piece of evidence say to each key that is about builds; without
    /// checks, nothing does.
    pub(crate) fn builds(&self, checks: Option<&[Check]>) -> Vec<Outcome> {
        let named = self.build.iter().any(|(key, _)| *key == BUILDER);
        let outcome = |(key, expected): &(&'static str, Value)| {
            let (status, found) = checks
                .map_or((DemandStatus::Missing, Value::Null), |checks| of_key(key, named, checks));
            Outcome::new(key, expected.clone(), found, status)
        };
        self.build.iter().map(outcome).collect()
    }
}

/// Whether all checks of a key passed, and what the first that did not, or else the first, found.
///
/// Where nobody named a builder, it is the source that only known builders may build.
fn of_key(key: &str, named: bool, checks: &[Check]) -> (DemandStatus, Value) {
    // The levels of builders go with the level that is demanded.
    let key = if key == BUILDER_LEVELS { MINIMUM_LEVEL } else { key };
    let own = || {
        checks.iter().filter(|check| match key_of(check.question) {
            BUILDER if !named => key == SOURCE,
            own => key == own,
        })
    };
    let refused = own().find(|check| check.status == Status::Failed);
    let refused = refused.or_else(|| own().find(|check| check.status == Status::Missing));
    let status = match refused.map(|check| check.status) {
        Some(Status::Failed) => DemandStatus::Unmet,
        Some(_) => DemandStatus::Missing,
        // A demand that goes with another has no check of its own.
        None => DemandStatus::Met,
    };
    let check = refused.or_else(|| own().next());
    (status, check.and_then(|check| check.facts.get("found")).cloned().unwrap_or_default())
}

/// The policy's key behind a question about builds. What is asked of every build belongs to its
/// source.
const fn key_of(question: Question) -> &'static str {
    match question {
        Question::KeyId => "publicKeyId",
        Question::BuildBuilder => BUILDER,
        Question::BuildBranch => "sourceBranch",
        Question::BuildTag => "sourceTag",
        Question::BuildVersionedTag => "sourceVersionedTag",
        Question::BuildInputs => "buildWorkflowInputs",
        Question::PackageName => "packageName",
        Question::PackageVersion => "packageVersion",
        Question::BuildLevel => MINIMUM_LEVEL,
        Question::BuildParameters => "buildParameters",
        Question::SummaryVerifier | Question::SummaryResult => "verifierId",
        Question::SummaryResource => "resourceUri",
        Question::SummaryLevels => "verifiedLevels",
        Question::SummarySubjects => "subjectDigests",
        _ => SOURCE,
    }
}
