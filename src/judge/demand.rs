//! What is expected of one artifact's evidence.

use crate::policy::Expectation;
use crate::policy::demands::Demands;
use crate::policy::predicates::PredicateDemand;

/// Who should have signed, and what else must hold: an expectation, keys, or both.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Demand<'a> {
    pub(crate) demands: Option<&'a Demands>,
    /// The name of the policy's section that is about the artifact.
    pub(crate) section: Option<&'a str>,
    /// Whether the policy has sections, none of which is about the artifact.
    pub(crate) outside: bool,
    /// How many witnesses are asked for.
    pub(crate) witnesses: u64,
    /// Whether the user named a key as the expected signer's.
    pub(crate) names_key: bool,
}

impl<'a> Demand<'a> {
    /// What an expectation demands for an artifact of this name.
    pub(crate) fn about(
        expectation: Option<&'a Expectation>,
        names_key: bool,
        artifact: Option<&str>,
    ) -> Self {
        let applying = expectation.map(|expectation| match artifact {
            Some(name) => expectation.applying_to(name),
            None => (None, &expectation.general),
        });
        let section = applying.and_then(|(section, _)| section);
        let demands = applying.map(|(_, demands)| demands);
        let general = demands.is_some_and(Demands::names_signer) || names_key;
        let sections = expectation.is_some_and(|expectation| !expectation.sections.is_empty());
        Self {
            demands,
            section: section.map(|section| section.pattern.text()),
            outside: sections && section.is_none() && !general,
            witnesses: expectation.map_or(0, |expectation| expectation.witnesses.count),
            names_key,
        }
    }

    /// Whether it is the same demand as another one of the same session.
    pub(crate) fn is(&self, other: &Self) -> bool {
        let same = match (self.demands, other.demands) {
            (Some(own), Some(others)) => core::ptr::eq(own, others),
            (own, others) => own.is_none() && others.is_none(),
        };
        let rest = |demand: &Self| (demand.outside, demand.witnesses, demand.names_key);
        same && self.section == other.section && rest(self) == rest(other)
    }

    /// Whether it says who should have signed.
    pub(crate) fn names_signer(&self) -> bool {
        self.names_key || self.demands.is_some_and(Demands::names_signer)
    }

    /// The attestations that must be there.
    pub(super) fn predicates(&self) -> impl Iterator<Item = &'a PredicateDemand> + use<'a> {
        self.demands.into_iter().flat_map(|demands| &demands.predicates)
    }

    /// How many distinct signers must have signed.
    pub(super) fn threshold(&self) -> usize {
        self.demands.map_or(1, |demands| demands.threshold.max(1))
    }
}
