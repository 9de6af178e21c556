//! What became of one demand of an expectation.

use serde::Serialize;
use serde_json::Value;

/// Whether a demand is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DemandStatus {
    /// Sound evidence shows that it holds.
    Met,
    /// Nothing is there that could show it.
    Missing,
    /// Evidence shows something else.
    Unmet,
}

/// One demand, what it asks for, and what was found.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Outcome {
    /// The key of the policy that states it.
    pub(crate) key: &'static str,
    pub(crate) status: DemandStatus,
    pub(crate) expected: Value,
    /// The fact that decided; `null` where there is none.
    pub(crate) found: Value,
}

impl Outcome {
    /// A demand, whose status is said by what was found.
    pub(crate) fn new(
        key: &'static str,
        expected: impl Into<Value>,
        found: impl Into<Value>,
        status: DemandStatus,
    ) -> Self {
        Self { key, status, expected: expected.into(), found: found.into() }
    }

    /// A demand that a fact meets or not; without the fact it is missing.
    pub(crate) fn of(
        key: &'static str,
        expected: impl Into<Value>,
        found: Option<&str>,
        met: impl FnOnce(&str) -> bool,
    ) -> Self {
        let status = match found {
            Some(found) if met(found) => DemandStatus::Met,
            Some(_) => DemandStatus::Unmet,
            None => DemandStatus::Missing,
        };
        Self::new(key, expected, found.map(str::to_owned), status)
    }

    /// Whether the demand is met.
    pub(crate) fn is_met(&self) -> bool {
        self.status == DemandStatus::Met
    }
}

/// Whether all are met.
pub(crate) fn all_met(outcomes: &[Outcome]) -> bool {
    outcomes.iter().all(Outcome::is_met)
}

/// The first that keeps evidence from counting: one that something contradicts before one that
/// nothing shows.
pub(crate) fn obstacle(outcomes: &[Outcome]) -> Option<&Outcome> {
    let first = |status| outcomes.iter().find(|outcome| outcome.status == status);
    first(DemandStatus::Unmet).or_else(|| first(DemandStatus::Missing))
}
