//! Why the two may disagree.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::comparison::Disagreement;

const RULES: &str = include_str!("../exceptions.toml");

/// One reason.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// `touchstone` or `oracle`.
    pub accepts: String,
    /// A code that Touchstone gives, where it is the oracle that accepts.
    pub code: Option<String>,
    /// A part of what the oracle says, where it is Touchstone that accepts.
    pub says: Option<String>,
    /// The start of the mutation's class; any where absent.
    pub mutation: Option<String>,
    /// A part of the case's name; any where absent.
    pub case: Option<String>,
    /// Whether it is about the corpora as they are, or about their mutations.
    #[serde(default)]
    pub corpus: bool,
    /// Why both are right.
    pub reason: String,
}

#[derive(Deserialize)]
struct Rules {
    #[serde(default)]
    exception: Vec<Rule>,
}

/// All rules.
#[must_use]
pub fn rules() -> Vec<Rule> {
    toml::from_str::<Rules>(RULES).unwrap().exception
}

impl Rule {
    fn explains(&self, disagreement: &Disagreement) -> bool {
        let accepts = if disagreement.ours.accepts() { "touchstone" } else { "oracle" };
        let says = disagreement.theirs.as_ref().err();
        self.accepts == accepts
            && self.code.as_ref().is_none_or(|code| disagreement.ours.codes.contains(code))
            && self.says.as_ref().is_none_or(|part| says.is_some_and(|says| says.contains(part)))
            && self
                .mutation
                .as_ref()
                .is_none_or(|class| disagreement.mutation.starts_with(class.as_str()))
            && self.case.as_ref().is_none_or(|part| disagreement.case.contains(part.as_str()))
    }
}

/// Counts the disagreements by reason. Fails for those that no rule explains, and for rules that
/// explain nothing any more.
///
/// # Panics
///
/// On either.
pub fn settle(disagreements: &[Disagreement], in_corpus: bool) {
    let rules: Vec<Rule> = rules().into_iter().filter(|rule| rule.corpus == in_corpus).collect();
    let mut hits = vec![0_usize; rules.len()];
    let mut unexplained = Vec::new();
    for disagreement in disagreements {
        match rules.iter().position(|rule| rule.explains(disagreement)) {
            Some(position) => hits[position] += 1,
            None => unexplained.push(disagreement),
        }
    }
    let mut reasons: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (rule, hits) in rules.iter().zip(&hits) {
        *reasons.entry((&rule.accepts, &rule.reason)).or_default() += hits;
    }
    println!("{} disagreements", disagreements.len());
    for ((accepts, reason), count) in &reasons {
        println!("{count:>6}  {accepts} accepts: {reason}");
    }
    for one in unexplained.iter().take(40) {
        println!("unexplained: {one}");
    }
    let idle: Vec<_> =
        rules.iter().zip(&hits).filter(|(_, hits)| **hits == 0).map(|(rule, _)| rule).collect();
    assert!(unexplained.is_empty(), "{} disagreements without a reason", unexplained.len());
    assert!(idle.is_empty(), "these no longer occur: {idle:#?}");
}
