//! Both verifiers, side by side.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

use touchstone::UnixTime;

use crate::case::{Artifact, Case};
use crate::ours::{self, Ours};
use crate::theirs::Oracle;

/// A case with the oracle made ready for it.
pub struct Subject {
    /// What is asked.
    pub case: Case,
    oracle: Result<Oracle, String>,
    now: UnixTime,
}

/// Two answers that differ.
#[derive(Debug)]
pub struct Disagreement {
    /// The case's name.
    pub case: String,
    /// What was done to it, or nothing.
    pub mutation: String,
    /// Which one of many.
    pub number: usize,
    /// Touchstone's answer.
    pub ours: Ours,
    /// The oracle's.
    pub theirs: Result<(), String>,
}

impl Subject {
    /// Makes the oracle ready. The oracle reads the clock, so Touchstone is given the same time.
    #[must_use]
    pub fn new(case: Case) -> Self {
        let clock = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
        let now = UnixTime::from_seconds(i64::try_from(clock.as_secs()).unwrap());
        let oracle = Oracle::new(&case);
        Self { case, oracle, now }
    }

    /// Asks both. A panic of Touchstone's is passed on; one of the oracle's is a refusal.
    pub fn ask(&self, bundle: &[u8], artifact: &Artifact) -> (Ours, Result<(), String>) {
        let ours = ours::ask(&self.case, bundle, artifact, self.now);
        let theirs = match &self.oracle {
            Ok(oracle) => catch_unwind(AssertUnwindSafe(|| oracle.ask(bundle, artifact)))
                .unwrap_or_else(|_| Err("panicked".to_owned())),
            Err(refusal) => Err(refusal.clone()),
        };
        (ours, theirs)
    }

    /// Asks both: whether they accept, or how their answers differ.
    ///
    /// # Errors
    ///
    /// The disagreement.
    pub fn compare(
        &self,
        mutation: &str,
        number: usize,
        bundle: &[u8],
        artifact: &Artifact,
    ) -> Result<bool, Disagreement> {
        let (ours, theirs) = self.ask(bundle, artifact);
        if ours.accepts() == theirs.is_ok() {
            return Ok(ours.accepts());
        }
        let (case, mutation) = (self.case.name.clone(), mutation.to_owned());
        Err(Disagreement { case, mutation, number, ours, theirs })
    }
}

impl fmt::Display for Disagreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { case, mutation, number, ours, theirs } = self;
        write!(
            f,
            "{case} #{number} ({mutation}): {} {:?} / {theirs:?}",
            ours.verdict.name(),
            ours.codes
        )
    }
}
