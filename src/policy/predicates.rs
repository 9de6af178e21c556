//! Which attestations must be there.

use crate::policy::fault::Fault;
use crate::policy::layer::Layer;
use crate::policy::outcome::Outcome;

const TYPES: &str = "predicateTypes";

/// The keys that are read here.
pub(super) const KEYS: [&str; 1] = [TYPES];

/// An attestation of one type.
#[derive(Clone, Debug)]
pub(crate) struct PredicateDemand {
    /// The predicate's type, exactly.
    pub(crate) predicate_type: String,
}

impl PredicateDemand {
    /// Whether the type is one of provenance, or of summaries of it.
    pub(crate) fn is_about_builds(&self) -> bool {
        let known = ["https://slsa.dev/", "https://in-toto.io/Provenance/"];
        known.iter().any(|start| self.predicate_type.starts_with(start))
    }

    /// What an attestation of this type says to it; without one, nothing does.
    pub(crate) fn outcomes(&self, found: Option<&str>) -> Vec<Outcome> {
        let expected = self.predicate_type.as_str();
        vec![Outcome::of(TYPES, expected, found, |found| found == expected)]
    }
}

pub(super) fn read(layer: &Layer<'_>) -> Result<Vec<PredicateDemand>, Fault> {
    let types = layer.texts(TYPES)?.into_iter();
    Ok(types.map(|text| PredicateDemand { predicate_type: text.to_owned() }).collect())
}
