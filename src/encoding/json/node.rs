//! Reading fields out of JSON as protobuf's JSON mapping defines them, with the place of each.

use super::{Json, shown};
use crate::encoding::base64;
use crate::error::Error;

/// A place in a JSON document and what stands there, if anything does.
///
/// `null` counts as absent. Looking further into something absent gives something absent too, so
/// that only the read at the end has to say what is missing.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Node<'a> {
    value: Option<&'a Json>,
    path: String,
}

impl<'a> Node<'a> {
    /// The whole document, at the path `$`.
    pub(crate) fn root(json: &'a Json) -> Self {
        Self::at(Some(json), "$".to_owned())
    }

    /// Part of a document that was taken out of it.
    pub(crate) fn below(json: &'a Json, path: &str) -> Self {
        Self::at(Some(json), format!("$.{path}"))
    }

    fn at(value: Option<&'a Json>, path: String) -> Self {
        Self { value: value.filter(|value| **value != Json::Null), path }
    }

    /// A field of a protobuf message: by this name in lowerCamelCase, or by the name that it has in
    /// the message's definition. Both at once are refused, since readers would differ in which
    /// of them they take.
    pub(crate) fn get(&self, name: &str) -> Result<Self, Error> {
        let fields = self.fields()?;
        let original = snake_case(name);
        let named = find(fields, name);
        let by_original = if original == name { None } else { find(fields, &original) };
        if named.is_some() && by_original.is_some() {
            let found = format!("{name}, {original}");
            return Err(Error::ChoiceAmbiguous { path: self.path.clone(), found });
        }
        Ok(Self::at(named.or(by_original), format!("{}.{name}", self.path)))
    }

    /// A field by this name only.
    pub(crate) fn exact(&self, name: &str) -> Result<Self, Error> {
        Ok(Self::at(find(self.fields()?, name), format!("{}.{name}", self.path)))
    }

    /// Whether there is anything but `null`.
    pub(crate) const fn is_present(&self) -> bool {
        self.value.is_some()
    }

    /// Whether it is a list.
    pub(crate) const fn is_list(&self) -> bool {
        matches!(self.value, Some(Json::Array(_)))
    }

    /// Whether it is `true`.
    pub(crate) const fn is_true(&self) -> bool {
        matches!(self.value, Some(Json::Bool(true)))
    }

    /// Where this is, as a JSON path.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// What stands here.
    pub(crate) const fn value(&self) -> Option<&'a Json> {
        self.value
    }

    /// A text.
    pub(crate) fn text(&self) -> Result<&'a str, Error> {
        match self.present()? {
            Json::String(text) => Ok(text),
            _ => Err(self.invalid("text")),
        }
    }

    /// A text, or `None` where there is nothing.
    pub(crate) fn optional_text(&self) -> Result<Option<&'a str>, Error> {
        if self.is_present() { self.text().map(Some) } else { Ok(None) }
    }

    /// A text that is not empty.
    pub(crate) fn filled_text(&self) -> Result<&'a str, Error> {
        match self.text()? {
            "" => Err(self.missing()),
            text => Ok(text),
        }
    }

    /// Yes or no.
    pub(crate) fn boolean(&self) -> Result<bool, Error> {
        match self.present()? {
            Json::Bool(value) => Ok(*value),
            _ => Err(self.invalid("true or false")),
        }
    }

    /// Bytes in base64, of either alphabet and with or without padding.
    pub(crate) fn bytes(&self) -> Result<Vec<u8>, Error> {
        base64::decode(self.text()?, &self.path)
    }

    /// A 64-bit integer, as a number or in a text.
    pub(crate) fn int64(&self) -> Result<i64, Error> {
        let number = match self.present()? {
            Json::Integer(number) => Some(*number),
            Json::String(text) => decimal(text),
            _ => None,
        };
        number.ok_or_else(|| self.invalid("a 64-bit integer"))
    }

    /// A 64-bit integer that is not negative.
    pub(crate) fn index(&self) -> Result<u64, Error> {
        u64::try_from(self.int64()?).map_err(|_| self.invalid("an integer that is not negative"))
    }

    /// The elements of a list, which is empty where it is absent.
    pub(crate) fn list(&self, limit: usize) -> Result<Vec<Self>, Error> {
        let items = match self.value {
            None => return Ok(Vec::new()),
            Some(Json::Array(items)) => items,
            Some(_) => return Err(self.invalid("a list")),
        };
        self.check_length(items.len(), limit)?;
        let element = |(index, item)| Self::at(Some(item), format!("{}[{index}]", self.path));
        Ok(items.iter().enumerate().map(element).collect())
    }

    /// The entries of an object used as a map, which is empty where it is absent.
    pub(crate) fn entries(&self, limit: usize) -> Result<Vec<(&'a str, Self)>, Error> {
        let fields = self.fields()?;
        self.check_length(fields.len(), limit)?;
        let entry = |(key, value): &'a (String, Json)| {
            (key.as_str(), Self::at(Some(value), self.entry_path(key)))
        };
        Ok(fields.iter().map(entry).collect())
    }

    /// The error that nothing is here.
    pub(crate) fn missing(&self) -> Error {
        Error::FieldMissing { path: self.path.clone() }
    }

    /// The error that something else should be here.
    pub(crate) fn invalid(&self, expected: &'static str) -> Error {
        Error::FieldInvalid { path: self.path.clone(), expected }
    }

    fn present(&self) -> Result<&'a Json, Error> {
        self.value.ok_or_else(|| self.missing())
    }

    fn fields(&self) -> Result<&'a [(String, Json)], Error> {
        match self.value {
            None => Ok(&[]),
            Some(Json::Object(fields)) => Ok(fields),
            Some(_) => Err(self.invalid("an object")),
        }
    }

    fn entry_path(&self, key: &str) -> String {
        entry_name(&self.path, key)
    }

    fn check_length(&self, length: usize, limit: usize) -> Result<(), Error> {
        if length <= limit {
            return Ok(());
        }
        Err(Error::ListTooLong {
            path: self.path.clone(),
            length: u64::try_from(length).unwrap_or(u64::MAX),
            limit: u64::try_from(limit).unwrap_or(u64::MAX),
        })
    }
}

/// A key of a map is anything, so one that is no plain name stands in quotation marks.
pub(super) fn entry_name(path: &str, key: &str) -> String {
    let plain = |character: char| character.is_ascii_alphanumeric() || character == '_';
    let key = shown(key);
    if !key.is_empty() && key.chars().all(plain) {
        return format!("{path}.{key}");
    }
    format!("{path}[{key:?}]")
}

fn find<'a>(fields: &'a [(String, Json)], name: &str) -> Option<&'a Json> {
    fields.iter().find(|(key, _)| key == name).map(|(_, value)| value)
}

/// The name in a message's definition, of which protobuf makes the one in lowerCamelCase.
fn snake_case(name: &str) -> String {
    let mut original = String::with_capacity(name.len() + 4);
    for character in name.chars() {
        if character.is_ascii_uppercase() {
            original.push('_');
        }
        original.push(character.to_ascii_lowercase());
    }
    original
}

/// An integer written as a JSON number would be: no plus sign, no leading zeros, no minus zero.
fn decimal(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let canonical = text == "0" || !digits.starts_with('0');
    let valid = canonical && digits.bytes().all(|byte| byte.is_ascii_digit());
    valid.then(|| text.parse().ok())?
}
