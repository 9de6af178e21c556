//! Rules over predicates, where no key of its own reaches: a path, and a comparison.
//!
//! There are no variables, no functions and no arithmetic: what a rule reads grows with the
//! attestation and with nothing else, and a person can read off it what it accepts.

mod comparison;
mod decimal;
mod path;

use serde_json::Value;

use self::comparison::Comparison;
use self::path::{Path, Step};
use crate::encoding::json::{Json, Node};
use crate::error::{Error, facts};
use crate::formats::statement::Statement;
use crate::policy::demands::COMMENT;
use crate::policy::fault::Fault;
use crate::policy::layer::Layer;
use crate::policy::outcome::{DemandStatus, Outcome};

/// More rules than this are an error.
const LIMIT: usize = 64;
/// More keys of a rule than this are an error.
const KEY_LIMIT: usize = 16;

pub(super) const RULES: &str = "rules";
const TYPE: &str = "predicateType";
const PATH: &str = "path";
const OR_EMPTY: &str = "orEmpty";

/// What one place of an attestation must hold.
#[derive(Clone, Debug)]
pub(crate) struct Rule {
    /// The attestation's type, exactly.
    pub(super) predicate_type: String,
    path: Path,
    comparison: Comparison,
    /// Whether a list may be empty of which all elements are compared.
    or_empty: bool,
    /// As the policy states it, for people to read.
    stated: Value,
}

/// What a place holds.
enum Answer {
    Met(Value),
    Unmet(Value),
    Missing,
}

/// The rules of one section.
pub(super) fn read(layer: &Layer<'_>) -> Result<Vec<Rule>, Fault> {
    let node = layer.get(RULES)?;
    let items = node.list(LIMIT)?;
    if node.is_present() && items.is_empty() {
        return Err(Fault::at(&node, Error::PolicyUnsatisfiable { key: RULES }));
    }
    let mut rules: Vec<Rule> = Vec::new();
    for item in items {
        let rule = Rule::read(&item)?;
        if rules.iter().any(|known| known.excludes(&rule)) {
            return Err(Fault::at(&item, Error::PolicyUnsatisfiable { key: RULES }));
        }
        rules.push(rule);
    }
    Ok(rules)
}

impl Rule {
    fn read(node: &Node<'_>) -> Result<Self, Fault> {
        let entries = node.entries(KEY_LIMIT)?;
        for (key, entry) in &entries {
            let own = [TYPE, PATH, OR_EMPTY, COMMENT].contains(key);
            if !own && !comparison::KEYS.contains(key) {
                let key = (*key).to_owned();
                return Err(Fault::at(entry, Error::PolicyKeyUnknown { key }));
            }
        }
        let place = node.exact(PATH)?;
        let invalid = || Fault::from(place.invalid("a path, as $.scanner.result[all].severity"));
        let path = Path::parse(place.text()?).ok_or_else(invalid)?;
        let empty = node.exact(OR_EMPTY)?;
        if empty.is_present() && !(empty.is_true() && path.has(&Step::All)) {
            return Err(empty.invalid("true, where the path has [all]").into());
        }
        let stated = entries.into_iter().filter(|(key, _)| *key != COMMENT);
        let stated = stated.filter_map(|(key, entry)| Some((key, whole(entry.value()?))));
        Ok(Self {
            predicate_type: filled(&node.exact(TYPE)?)?,
            path,
            comparison: Comparison::read(node)?,
            or_empty: empty.is_present(),
            stated: Value::Object(facts(stated)),
        })
    }

    /// Whether no attestation meets both.
    fn excludes(&self, other: &Self) -> bool {
        self.predicate_type == other.predicate_type
            && self.path == other.path
            && !self.path.has(&Step::Any)
            && !(self.or_empty && other.or_empty)
            && self.comparison.excludes(&other.comparison)
    }

    /// What an attestation of its type says to it; without one, nothing does.
    pub(super) fn outcome(&self, statement: Option<&Statement>) -> Outcome {
        let answer = statement.map_or(Answer::Missing, |statement| {
            self.answer(Some(&statement.predicate), self.path.steps())
        });
        let (status, found) = match answer {
            Answer::Met(found) => (DemandStatus::Met, found),
            Answer::Unmet(found) => (DemandStatus::Unmet, found),
            Answer::Missing => (DemandStatus::Missing, Value::Null),
        };
        Outcome::new(RULES, self.stated.clone(), found, status)
    }

    /// `null` is nothing, as everywhere.
    fn answer(&self, value: Option<&Json>, steps: &[Step]) -> Answer {
        let Some(value) = value.filter(|value| **value != Json::Null) else {
            return Answer::Missing;
        };
        let Some((step, rest)) = steps.split_first() else {
            let found = shown(value);
            let met = self.comparison.accepts(value);
            return if met { Answer::Met(found) } else { Answer::Unmet(found) };
        };
        match (step, value) {
            (Step::Key(key), Json::Object(fields)) => {
                let field = fields.iter().find(|(name, _)| name == key);
                self.answer(field.map(|(_, value)| value), rest)
            }
            (Step::All, Json::Array(items)) => self.all(items, rest),
            (Step::Any, Json::Array(items)) => self.any(items, rest),
            // Something else stands where the path leads through.
            _ => Answer::Unmet(shown(value)),
        }
    }

    /// Every element must meet it. Nothing says anything of an empty list, unless the rule does.
    fn all(&self, items: &[Json], rest: &[Step]) -> Answer {
        let empty = Value::from("[]");
        let mut worst = None;
        for item in items {
            match (self.answer(Some(item), rest), &worst) {
                (Answer::Unmet(found), _) => return Answer::Unmet(found),
                (Answer::Missing, _) => worst = Some(Answer::Missing),
                (met, None) => worst = Some(met),
                (Answer::Met(_), Some(_)) => {}
            }
        }
        let alone = if self.or_empty { Answer::Met(empty) } else { Answer::Unmet("[]".into()) };
        worst.unwrap_or(alone)
    }

    /// Some element must meet it.
    fn any(&self, items: &[Json], rest: &[Step]) -> Answer {
        let mut best = None;
        for item in items {
            match (self.answer(Some(item), rest), &best) {
                (Answer::Met(found), _) => return Answer::Met(found),
                (unmet @ Answer::Unmet(_), None | Some(Answer::Missing)) => best = Some(unmet),
                (Answer::Missing, None) => best = Some(Answer::Missing),
                _ => {}
            }
        }
        best.unwrap_or_else(|| Answer::Unmet("[]".into()))
    }
}

fn filled(node: &Node<'_>) -> Result<String, Fault> {
    match node.text()? {
        "" => Err(node.invalid("a text that is not empty").into()),
        text => Ok(text.to_owned()),
    }
}

/// A value of the policy's own, whole. A fraction stands as its text, which nobody rounds, and apart
/// from texts that read like it.
fn whole(json: &Json) -> Value {
    match json {
        Json::OtherNumber(text) => serde_json::json!({ "number": text }),
        Json::Array(items) => items.iter().map(whole).collect(),
        other => other.clone().into(),
    }
}

/// A value of the evidence's, as far as a person reads it.
fn shown(json: &Json) -> Value {
    const TEXT_SHOWN: usize = 256;
    match json {
        Json::String(text) => text.chars().take(TEXT_SHOWN).collect::<String>().into(),
        Json::OtherNumber(text) => text.chars().take(TEXT_SHOWN).collect::<String>().into(),
        Json::Array(items) if items.is_empty() => "[]".into(),
        Json::Array(_) => "[…]".into(),
        Json::Object(_) => "{…}".into(),
        other => other.clone().into(),
    }
}
