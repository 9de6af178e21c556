//! JSON (RFC 8259), stricter than most readers: a key may occur once in an object, nesting is
//! bounded, and the text is UTF-8 without a byte order mark.

use core::cell::{Cell, RefCell};
use core::fmt;
use std::collections::BTreeSet;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use crate::error::Error;

pub(crate) use self::node::Node;
pub(crate) use self::place::place;

mod node;
mod place;

/// How deep arrays and objects may be nested.
const DEPTH_MAX: usize = 64;
/// Up to so many keys of an object are compared one by one; more are sorted.
const FEW_KEYS: usize = 16;
/// How much of a key an error repeats.
const KEY_SHOWN: usize = 256;

/// A JSON value. An object keeps its keys in the order they came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Json {
    Null,
    Bool(bool),
    Integer(i64),
    /// The text of a number that is no 64-bit integer. None is reckoned with, and the tables that
    /// read and write fractions are large; but a number may be signed for.
    OtherNumber(String),
    String(String),
    Array(Vec<Json>),
    Object(Vec<(String, Json)>),
}

/// For people to read: a number that is no 64-bit integer is a question mark.
impl From<Json> for Value {
    fn from(json: Json) -> Self {
        match json {
            Json::Null => Self::Null,
            Json::Bool(value) => value.into(),
            Json::Integer(number) => number.into(),
            Json::OtherNumber(_) => "?".into(),
            Json::String(text) => text.into(),
            Json::Array(items) => items.into_iter().map(Self::from).collect(),
            Json::Object(fields) => {
                fields.into_iter().map(|(name, value)| (name, Self::from(value))).collect()
            }
        }
    }
}

/// Reads one JSON value and nothing else.
pub(crate) fn parse(bytes: &[u8]) -> Result<Json, Error> {
    let text = core::str::from_utf8(bytes).map_err(|error| Error::NotUtf8 {
        offset: u64::try_from(error.valid_up_to()).unwrap_or(u64::MAX),
    })?;
    let refusal = RefCell::new(None);
    let rounded = Cell::new(false);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let seed = Seed { depth: 0, refusal: &refusal, rounded: &rounded };
    let value = seed.deserialize(&mut deserializer);
    let value = value.and_then(|mut value| {
        deserializer.end()?;
        if rounded.get() {
            restore(&mut value, &mut numbers(bytes));
        }
        Ok(value)
    });
    value.map_err(|error| {
        // At the end of a line serde_json counts from 0.
        let (line, column) = (position(error.line()), position(error.column()).max(1));
        match refusal.take() {
            Some(Refusal::DuplicateKey(key)) => Error::JsonDuplicateKey { key, line, column },
            Some(Refusal::TooDeep) => Error::JsonTooDeep { limit: position(DEPTH_MAX) },
            None => Error::JsonSyntax { line, column },
        }
    })
}

/// The texts of the numbers of a document that is known to be JSON, in their order.
fn numbers(bytes: &[u8]) -> impl Iterator<Item = &str> {
    let mut rest = bytes;
    core::iter::from_fn(move || {
        let mut inside = false;
        let mut escaped = false;
        let start = rest.iter().position(|byte| {
            let quote = *byte == b'"' && !escaped;
            escaped = inside && *byte == b'\\' && !escaped;
            inside ^= quote;
            !inside && (*byte == b'-' || byte.is_ascii_digit())
        })?;
        let number = rest.get(start..)?;
        let part = |byte: &u8| byte.is_ascii_digit() || b"+-.eE".contains(byte);
        let end = number.iter().position(|byte| !part(byte)).unwrap_or(number.len());
        let (number, after) = number.split_at(end);
        rest = after;
        core::str::from_utf8(number).ok()
    })
}

/// Puts the texts of numbers where serde_json gave only what they come to.
fn restore<'a>(value: &mut Json, texts: &mut impl Iterator<Item = &'a str>) {
    match value {
        Json::Integer(_) => drop(texts.next()),
        Json::OtherNumber(text) => texts.next().unwrap_or_default().clone_into(text),
        Json::Array(items) => items.iter_mut().for_each(|item| restore(item, texts)),
        Json::Object(fields) => fields.iter_mut().for_each(|(_, field)| restore(field, texts)),
        Json::Null | Json::Bool(_) | Json::String(_) => {}
    }
}

fn position(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}

/// Why a value was refused that serde_json itself would have taken. serde_json's errors carry only
/// text, so the reason goes past them.
enum Refusal {
    DuplicateKey(String),
    TooDeep,
}

/// Reads one value at some depth.
#[derive(Clone, Copy)]
struct Seed<'a> {
    depth: usize,
    refusal: &'a RefCell<Option<Refusal>>,
    /// Whether some number came without its text.
    rounded: &'a Cell<bool>,
}

impl Seed<'_> {
    /// The seed of what is inside an array or object.
    fn inside<E: serde::de::Error>(self) -> Result<Self, E> {
        if self.depth >= DEPTH_MAX {
            return Err(self.refuse(Refusal::TooDeep));
        }
        Ok(Self { depth: self.depth + 1, ..self })
    }

    fn refuse<E: serde::de::Error>(self, refusal: Refusal) -> E {
        self.refusal.replace(Some(refusal));
        E::custom("refused")
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Json;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(Json::Integer(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(i64::try_from(value)
            .map_or_else(|_| Json::OtherNumber(value.to_string()), Json::Integer))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Json, E> {
        self.rounded.set(true);
        Ok(Json::OtherNumber(String::new()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Json, E> {
        Ok(Json::String(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Json, E> {
        Ok(Json::String(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Json, A::Error> {
        let seed = self.inside()?;
        let mut array = Vec::new();
        while let Some(item) = items.next_element_seed(seed)? {
            array.push(item);
        }
        Ok(Json::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Json, A::Error> {
        let seed = self.inside()?;
        let mut object: Vec<(String, Json)> = Vec::new();
        let mut keys = BTreeSet::new();
        while let Some(key) = entries.next_key()? {
            let key = match key {
                Key::Text(text) => text,
                Key::OfNumber => return entries.next_value_seed(seed).map(number),
            };
            if object.len() == FEW_KEYS {
                keys.extend(object.iter().map(|(known, _)| known.clone()));
            }
            let duplicate = if object.len() < FEW_KEYS {
                object.iter().any(|(known, _)| *known == key)
            } else {
                !keys.insert(key.clone())
            };
            if duplicate {
                return Err(self.refuse(Refusal::DuplicateKey(shown(&key))));
            }
            object.push((key, entries.next_value_seed(seed)?));
        }
        Ok(Json::Object(object))
    }
}

/// What stands before the colon of an object's entry.
///
/// In the module serde_json keeps numbers as their text (its feature `arbitrary_precision`), and
/// gives one as an object with a single key of its own. That key is known by how it is given, and
/// not by its text, which any document could hold as well.
enum Key {
    Text(String),
    OfNumber,
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_option(KeyVisitor)
    }
}

struct KeyVisitor;

impl<'de> Visitor<'de> for KeyVisitor {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_any(KeyText)
    }

    fn visit_str<E>(self, _: &str) -> Result<Key, E> {
        Ok(Key::OfNumber)
    }
}

/// Reads the text of a key.
struct KeyText;

impl Visitor<'_> for KeyText {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, text: &str) -> Result<Key, E> {
        Ok(Key::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Key, E> {
        Ok(Key::Text(text))
    }
}

/// A number that was given by its text.
fn number(text: Json) -> Json {
    match text {
        Json::String(text) => match text.parse() {
            // Zero has one sign only where numbers are integers.
            Ok(number) if text != "-0" => Json::Integer(number),
            _ => Json::OtherNumber(text),
        },
        other => other,
    }
}

/// A key as errors and paths show it: not longer than a person would read.
fn shown(key: &str) -> String {
    match key.char_indices().nth(KEY_SHOWN) {
        Some((end, _)) => key.get(..end).unwrap_or_default().to_owned() + "…",
        None => key.to_owned(),
    }
}

#[cfg(test)]
#[path = "json_tests.rs"]
mod tests;
