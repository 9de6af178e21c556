//! Which attestations must be there, and what they must say.

use crate::formats::statement::Statement;
use crate::policy::fault::Fault;
use crate::policy::layer::Layer;
use crate::policy::outcome::Outcome;
use crate::policy::rule::{self, RULES, Rule};

const TYPES: &str = "predicateTypes";

/// The keys that are read here.
pub(super) const KEYS: [&str; 2] = [TYPES, RULES];

/// An attestation of one type. The same one must meet all that is said of its type.
#[derive(Clone, Debug)]
pub(crate) struct PredicateDemand {
    /// The predicate's type, exactly.
    pub(crate) predicate_type: String,
    /// Whether the type is demanded by a key of its own.
    stated: bool,
    rules: Vec<Rule>,
}

impl PredicateDemand {
    /// Whether the type is one of provenance, or of summaries of it.
    pub(crate) fn is_about_builds(&self) -> bool {
        let known = ["https://slsa.dev/", "https://in-toto.io/Provenance/"];
        known.iter().any(|start| self.predicate_type.starts_with(start))
    }

    /// What an attestation of this type says to it; without one, nothing does.
    pub(crate) fn outcomes(&self, statement: Option<&Statement>) -> Vec<Outcome> {
        let expected = self.predicate_type.as_str();
        let found = statement.map(|statement| statement.predicate_type.as_str());
        let stated =
            self.stated.then(|| Outcome::of(TYPES, expected, found, |text| text == expected));
        let rules = self.rules.iter().map(|rule| rule.outcome(statement));
        stated.into_iter().chain(rules).collect()
    }
}

pub(super) fn read(layer: &Layer<'_>) -> Result<Vec<PredicateDemand>, Fault> {
    let demand = |text: &str, stated| PredicateDemand {
        predicate_type: text.to_owned(),
        stated,
        rules: Vec::new(),
    };
    let mut demands: Vec<_> =
        layer.texts(TYPES)?.into_iter().map(|text| demand(text, true)).collect();
    for rule in rule::read(layer)? {
        match demands.iter_mut().find(|known| known.predicate_type == rule.predicate_type) {
            Some(known) => known.rules.push(rule),
            None => {
                let mut own = demand(&rule.predicate_type, false);
                own.rules.push(rule);
                demands.push(own);
            }
        }
    }
    Ok(demands)
}
