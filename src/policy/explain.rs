//! What a policy demands, as data: from it a face makes sentences.

use serde::Serialize;
use serde_json::Value;

use crate::policy::demands::Demands;
use crate::policy::expectation::Expectation;
use crate::policy::outcome::Outcome;
use crate::policy::quality::Quality;
use crate::policy::signer::SignerDemand;

/// What a policy demands.
#[derive(Clone, Debug, Serialize)]
pub struct PolicyExplanation {
    /// The policy's own version.
    pub version: Option<u64>,
    /// How many witnesses must have signed the log's checkpoint.
    pub witnesses: u64,
    /// For all files, then for files of certain names.
    pub sections: Vec<SectionExplanation>,
}

/// What holds for some files.
#[derive(Clone, Debug, Serialize)]
pub struct SectionExplanation {
    /// The name or pattern; `null` for files that no other section is about.
    pub name: Option<String>,
    /// Who may have signed.
    pub signers: Vec<SignerExplanation>,
    /// How many distinct ones of these must have.
    pub threshold: usize,
    /// What else must hold, by the policy's keys.
    pub demands: Vec<DemandExplanation>,
}

/// Somebody who may have signed.
#[derive(Clone, Debug, Serialize)]
pub struct SignerExplanation {
    /// What the policy calls the signer.
    pub name: Option<String>,
    /// What must hold for the same signature.
    pub demands: Vec<DemandExplanation>,
}

/// One demand.
#[derive(Clone, Debug, Serialize)]
pub struct DemandExplanation {
    /// The policy's key.
    pub key: &'static str,
    /// What is demanded.
    pub expected: Value,
}

impl Expectation {
    /// What the policy demands, for a person to read.
    ///
    /// ```
    /// use touchstone::Expectation;
    ///
    /// let policy = br#"{"repo": "org/app", "oldestTime": "2026-01-01T00:00:00Z"}"#;
    /// let explanation = Expectation::from_json(policy)?.explain();
    /// let [section] = explanation.sections.as_slice() else { panic!("one section") };
    /// assert_eq!(section.signers[0].demands[0].key, "repo");
    /// assert_eq!(section.demands[0].key, "oldestTime");
    /// # Ok::<(), touchstone::Error>(())
    /// ```
    pub fn explain(&self) -> PolicyExplanation {
        let general = (self.sections.is_empty() || self.general.names_signer())
            .then(|| section(None, &self.general));
        let sections =
            self.sections.iter().map(|each| section(Some(each.pattern.text()), &each.demands));
        PolicyExplanation {
            version: self.version,
            witnesses: self.witnesses.count,
            sections: general.into_iter().chain(sections).collect(),
        }
    }
}

fn section(name: Option<&str>, demands: &Demands) -> SectionExplanation {
    let quality = demands.quality.outcomes(Quality::default());
    let predicates = demands.predicates.iter().flat_map(|predicate| predicate.outcomes(None));
    SectionExplanation {
        name: name.map(str::to_owned),
        signers: demands.signers.iter().map(signer).collect(),
        threshold: demands.threshold,
        demands: explained(quality.into_iter().chain(demands.builds(None)).chain(predicates)),
    }
}

fn signer(demand: &SignerDemand) -> SignerExplanation {
    SignerExplanation { name: demand.name.clone(), demands: explained(demand.unproven()) }
}

fn explained(outcomes: impl IntoIterator<Item = Outcome>) -> Vec<DemandExplanation> {
    outcomes
        .into_iter()
        .map(|Outcome { key, expected, .. }| DemandExplanation { key, expected })
        .collect()
}
