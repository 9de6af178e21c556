//! What statements say: the predicates of the in-toto attestation framework, one file each. Each is
//! a table of its fields, which reads them with their places; of an unknown one nothing but its raw
//! claims is known. What is read here is claimed by whoever signed, and proven by nobody.

mod cosign;
mod cyclonedx;
mod link;
pub(crate) mod npm_publish;
pub(crate) mod provenance;
mod reference;
pub(crate) mod release;
mod runtime_trace;
mod scai;
mod spdx;
pub(crate) mod summary;
mod svr;
mod test_result;
mod vulns;

use serde_json::Value;

use crate::encoding::json::Node;
use crate::error::{Error, Facts, facts};
use crate::formats::statement::{Statement, Subject};
use crate::time::UnixTime;

/// More elements of one list than this are an error.
const LIST_LIMIT: usize = 100_000;
/// Of a long list only so many elements are facts, and how many there are.
const SHOWN: usize = 100;

/// A kind of predicate.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Vetted {
    /// What reports call it.
    pub(crate) name: &'static str,
    /// Its type URIs: exactly these.
    types: &'static [&'static str],
    /// What its type URIs start with, where they end in a version of the format within.
    families: &'static [&'static str],
    fields: &'static [Field],
}

/// A field: the fact's name, its place in the predicate, its form, and whether it must be there.
type Field = (&'static str, &'static str, Form, bool);

/// The form of a field.
#[derive(Clone, Copy, Debug)]
enum Form {
    Text,
    /// RFC 3339.
    Time,
    Texts,
    /// Anything, as it came.
    Raw,
    /// A list of which only the length is told.
    Count,
    /// A `ResourceDescriptor`.
    Resource,
    Resources,
    /// A list of objects with these fields.
    Each(&'static [Field]),
}

const REQUIRED: bool = true;
const OPTIONAL: bool = false;

const ALL: [&Vetted; 18] = [
    &link::LINK,
    &provenance::V1,
    &provenance::V02,
    &provenance::V01,
    &summary::SUMMARY,
    &test_result::TEST_RESULT,
    &vulns::VULNS,
    &scai::SCAI,
    &svr::SVR,
    &release::RELEASE,
    &reference::REFERENCE,
    &runtime_trace::RUNTIME_TRACE,
    &cyclonedx::CYCLONEDX,
    &spdx::SPDX_2,
    &spdx::SPDX_3,
    &npm_publish::NPM_PUBLISH,
    &cosign::VULN,
    &cosign::SIGN,
];

/// The predicate of this type, if it is one that is read here.
pub(crate) fn vetted(predicate_type: &str) -> Option<&'static Vetted> {
    let of_type = |known: &&&Vetted| {
        known.types.contains(&predicate_type)
            || known.families.iter().any(|family| predicate_type.starts_with(family))
    };
    ALL.iter().find(of_type).copied()
}

impl Vetted {
    /// Whether a statement holds a predicate of this kind.
    pub(crate) fn is_in(&self, statement: &Statement) -> bool {
        vetted(&statement.predicate_type).is_some_and(|known| known.name == self.name)
    }

    /// What the predicate says, by the names of its specification.
    pub(crate) fn facts(&self, statement: &Statement) -> Result<Facts, Error> {
        read_fields(&statement.predicate(), self.fields)
    }
}

fn read_fields(node: &Node<'_>, fields: &[Field]) -> Result<Facts, Error> {
    let mut facts = Facts::new();
    for (name, place, form, required) in fields {
        let mut field = node.clone();
        for step in place.split('/') {
            field = field.exact(step)?;
        }
        if field.is_present() {
            facts.insert((*name).to_owned(), read(&field, *form)?);
        } else if *required {
            return Err(field.missing());
        }
    }
    Ok(facts)
}

fn read(field: &Node<'_>, form: Form) -> Result<Value, Error> {
    Ok(match form {
        Form::Text => field.text()?.into(),
        Form::Time => UnixTime::from_rfc3339(field.text()?)?.to_string().into(),
        Form::Texts => {
            let texts = field.list(LIST_LIMIT)?;
            texts.iter().take(SHOWN).map(|text| text.text()).collect::<Result<Value, _>>()?
        }
        Form::Raw => field.value().map_or(Value::Null, |value| value.clone().into()),
        Form::Count => field.list(LIST_LIMIT)?.len().into(),
        Form::Resource => resource(&Subject::from_json(field)?),
        Form::Resources => {
            let list = field.list(LIST_LIMIT)?;
            let shown = list.iter().take(SHOWN);
            shown
                .map(|node| Ok(resource(&Subject::from_json(node)?)))
                .collect::<Result<_, Error>>()?
        }
        Form::Each(fields) => {
            let list = field.list(LIST_LIMIT)?;
            let each = |node| Ok(Value::Object(read_fields(node, fields)?));
            list.iter().take(SHOWN).map(each).collect::<Result<_, Error>>()?
        }
    })
}

/// A resource for people to read.
fn resource(subject: &Subject) -> Value {
    let named = subject.digests.iter();
    let mut digests = facts(named.map(|digest| (digest.algorithm().name(), digest.hex().into())));
    for (algorithm, value) in &subject.other_digests {
        digests.insert(algorithm.clone(), value.clone().into());
    }
    let mut facts = Facts::new();
    for (name, text) in [("name", &subject.name), ("uri", &subject.uri)] {
        if let Some(text) = text {
            facts.insert(name.to_owned(), text.clone().into());
        }
    }
    facts.insert("digests".to_owned(), Value::Object(digests));
    Value::Object(facts)
}

#[cfg(test)]
#[path = "predicate_tests.rs"]
mod tests;
