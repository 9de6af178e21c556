//! What a value must be. Types are strict: the text `"5"` is no number, and `1` is not `true`.

use super::decimal::Decimal;
use crate::encoding::json::{Json, Node};
use crate::error::Error;
use crate::policy::fault::Fault;
use crate::time::UnixTime;

/// More alternatives than this are an error.
const ALTERNATIVES: usize = 64;

const EQUALS: &str = "equals";
const ONE_OF: &str = "oneOf";
const EXISTS: &str = "exists";
const AT_LEAST: &str = "atLeast";
const AT_MOST: &str = "atMost";
const NOT_BEFORE: &str = "notBefore";
const NOT_AFTER: &str = "notAfter";

/// The keys of a rule that compare: one of the first three, or one pair's.
pub(super) const KEYS: [&str; 7] =
    [EQUALS, ONE_OF, EXISTS, AT_LEAST, AT_MOST, NOT_BEFORE, NOT_AFTER];
const KINDS: [&[&str]; 5] =
    [&[EQUALS], &[ONE_OF], &[EXISTS], &[AT_LEAST, AT_MOST], &[NOT_BEFORE, NOT_AFTER]];

/// What a value must be.
#[derive(Clone, Debug)]
pub(super) enum Comparison {
    /// There is one, whatever it is.
    Exists,
    /// One of these texts, numbers and truth values.
    OneOf(Vec<Json>),
    /// A number between these, both ends inside.
    Number(Option<Decimal>, Option<Decimal>),
    /// A text with a time (RFC 3339) between these, both ends inside.
    Time(Option<UnixTime>, Option<UnixTime>),
}

impl Comparison {
    pub(super) fn read(rule: &Node<'_>) -> Result<Self, Fault> {
        let present = |key: &str| rule.exact(key).is_ok_and(|node| node.is_present());
        let stated = KINDS.iter().filter(|kind| kind.iter().any(|key| present(key)));
        let path = || rule.path().to_owned();
        match stated.copied().collect::<Vec<_>>().as_slice() {
            [] => {
                let expected = KEYS.join(", ");
                Err(Fault::at(rule, Error::ChoiceMissing { path: path(), expected }))
            }
            [kind] => Self::of(kind, rule),
            _ => {
                let found: Vec<&str> = KEYS.into_iter().filter(|key| present(key)).collect();
                let found = found.join(", ");
                Err(Fault::at(rule, Error::ChoiceAmbiguous { path: path(), found }))
            }
        }
    }

    fn of(kind: &[&str], rule: &Node<'_>) -> Result<Self, Fault> {
        match *kind {
            [EQUALS] => Ok(Self::OneOf(vec![scalar(&rule.exact(EQUALS)?)?])),
            [ONE_OF] => Ok(Self::OneOf(alternatives(&rule.exact(ONE_OF)?)?)),
            [EXISTS] => {
                let node = rule.exact(EXISTS)?;
                if node.is_true() { Ok(Self::Exists) } else { Err(node.invalid("true").into()) }
            }
            [AT_LEAST, _] => {
                let (least, most) = (number(rule, AT_LEAST)?, number(rule, AT_MOST)?);
                in_order(rule, AT_LEAST, least.as_ref(), most.as_ref())?;
                Ok(Self::Number(least, most))
            }
            _ => {
                let (oldest, newest) = (time(rule, NOT_BEFORE)?, time(rule, NOT_AFTER)?);
                in_order(rule, NOT_BEFORE, oldest.as_ref(), newest.as_ref())?;
                Ok(Self::Time(oldest, newest))
            }
        }
    }

    /// Whether a value is what it must be.
    pub(super) fn accepts(&self, value: &Json) -> bool {
        match self {
            Self::Exists => true,
            Self::OneOf(values) => values.iter().any(|known| same(known, value)),
            Self::Number(least, most) => Decimal::of(value)
                .is_some_and(|found| between(least.as_ref(), &found, most.as_ref())),
            Self::Time(oldest, newest) => {
                let Json::String(text) = value else { return false };
                UnixTime::from_rfc3339(text)
                    .is_ok_and(|found| between(oldest.as_ref(), &found, newest.as_ref()))
            }
        }
    }

    /// Whether no value is both.
    pub(super) fn excludes(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Exists, _) | (_, Self::Exists) => false,
            (Self::OneOf(values), other) | (other, Self::OneOf(values)) => {
                !values.iter().any(|value| other.accepts(value))
            }
            (Self::Number(least, most), Self::Number(other_least, other_most)) => {
                apart(least.as_ref(), other_most.as_ref())
                    || apart(other_least.as_ref(), most.as_ref())
            }
            (Self::Time(oldest, newest), Self::Time(other_oldest, other_newest)) => {
                apart(oldest.as_ref(), other_newest.as_ref())
                    || apart(other_oldest.as_ref(), newest.as_ref())
            }
            // A number is no text.
            (Self::Number(..), Self::Time(..)) | (Self::Time(..), Self::Number(..)) => true,
        }
    }
}

fn same(one: &Json, other: &Json) -> bool {
    match (Decimal::of(one), Decimal::of(other)) {
        (Some(one), Some(other)) => one == other,
        (None, None) => one == other,
        _ => false,
    }
}

fn between<T: Ord>(least: Option<&T>, found: &T, most: Option<&T>) -> bool {
    least.is_none_or(|least| least <= found) && most.is_none_or(|most| found <= most)
}

fn apart<T: Ord>(least: Option<&T>, most: Option<&T>) -> bool {
    least.zip(most).is_some_and(|(least, most)| least > most)
}

fn in_order<T: Ord>(
    rule: &Node<'_>,
    key: &'static str,
    least: Option<&T>,
    most: Option<&T>,
) -> Result<(), Fault> {
    if apart(least, most) {
        return Err(Fault::at(&rule.exact(key)?, Error::PolicyUnsatisfiable { key: super::RULES }));
    }
    Ok(())
}

fn alternatives(node: &Node<'_>) -> Result<Vec<Json>, Fault> {
    let items = node.list(ALTERNATIVES)?;
    if items.is_empty() {
        return Err(Fault::at(node, Error::PolicyUnsatisfiable { key: super::RULES }));
    }
    let mut values: Vec<Json> = Vec::new();
    for item in &items {
        let value = scalar(item)?;
        if values.iter().any(|known| same(known, &value)) {
            return Err(item.invalid("an alternative that is not there yet").into());
        }
        values.push(value);
    }
    Ok(values)
}

/// A text, a number or a truth value.
fn scalar(node: &Node<'_>) -> Result<Json, Fault> {
    match node.value() {
        Some(value @ (Json::String(_) | Json::Bool(_))) => Ok(value.clone()),
        Some(value) if Decimal::of(value).is_some() => Ok(value.clone()),
        _ => Err(node.invalid("a text, a number, true or false").into()),
    }
}

fn number(rule: &Node<'_>, key: &str) -> Result<Option<Decimal>, Fault> {
    let node = rule.exact(key)?;
    let Some(value) = node.value() else { return Ok(None) };
    Decimal::of(value).map(Some).ok_or_else(|| node.invalid("a number").into())
}

fn time(rule: &Node<'_>, key: &str) -> Result<Option<UnixTime>, Fault> {
    let node = rule.exact(key)?;
    let Some(text) = node.optional_text()? else { return Ok(None) };
    UnixTime::from_rfc3339(text).map(Some).map_err(|error| Fault::at(&node, error))
}
