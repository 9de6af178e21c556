//! The keys of a policy's section together with those that hold for every section.

use crate::encoding::json::{Json, Node};
use crate::error::Error;
use crate::policy::fault::Fault;
use crate::policy::pattern::Matcher;

/// More alternatives than this are an error.
const ALTERNATIVES: usize = 64;

/// A section's keys, and below them the general ones. No key is in both.
#[derive(Clone, Debug)]
pub(super) struct Layer<'a> {
    pub(super) own: Node<'a>,
    pub(super) general: Option<&'a Node<'a>>,
}

/// A text that must be one of several.
#[derive(Clone, Debug)]
pub(crate) struct Stated {
    /// The policy's key.
    pub(crate) key: &'static str,
    pub(crate) alternatives: Vec<Matcher>,
}

impl Stated {
    pub(crate) fn matches(&self, text: &str) -> bool {
        self.alternatives.iter().any(|matcher| matcher.matches(text))
    }

    /// As the user wrote it.
    pub(crate) fn text(&self) -> String {
        let texts: Vec<&str> = self.alternatives.iter().map(Matcher::text).collect();
        texts.join(", ")
    }
}

impl<'a> Layer<'a> {
    /// One object alone.
    pub(super) const fn of(own: Node<'a>) -> Self {
        Self { own, general: None }
    }

    /// What stands under a key.
    pub(super) fn get(&self, key: &'static str) -> Result<Node<'a>, Fault> {
        let own = self.own.exact(key)?;
        match self.general {
            Some(general) if !own.is_present() => Ok(general.exact(key)?),
            _ => Ok(own),
        }
    }

    /// What another reader makes of the keys of both together.
    pub(super) fn merged<T>(
        &self,
        read: impl FnOnce(&Node<'_>) -> Result<T, Error>,
    ) -> Result<T, Fault> {
        let Some(general) = self.general else { return Ok(read(&self.own)?) };
        let fields = |node: &Node<'a>| match node.value() {
            Some(Json::Object(fields)) => fields.clone(),
            _ => Vec::new(),
        };
        let merged = Json::Object([fields(&self.own), fields(general)].concat());
        read(&Node::root(&merged)).map_err(|error| Fault::from(error).inside(&self.own))
    }

    /// A text that is not empty: an empty one would be met by nothing, and was surely a variable
    /// that nobody set.
    pub(super) fn text(&self, key: &'static str) -> Result<Option<&'a str>, Fault> {
        let node = self.get(key)?;
        if node.is_present() { filled(&node).map(Some) } else { Ok(None) }
    }

    /// One text or a list of alternatives; an empty list would be met by nothing.
    pub(super) fn texts(&self, key: &'static str) -> Result<Vec<&'a str>, Fault> {
        let node = self.get(key)?;
        if !node.is_list() {
            return Ok(self.text(key)?.into_iter().collect());
        }
        let items = node.list(ALTERNATIVES)?;
        if items.is_empty() {
            return Err(Fault::at(&node, Error::PolicyUnsatisfiable { key }));
        }
        let mut texts: Vec<&str> = Vec::new();
        for item in &items {
            let text = filled(item)?;
            if texts.contains(&text) {
                return Err(item.invalid("an alternative that is not there yet").into());
            }
            texts.push(text);
        }
        Ok(texts)
    }

    /// Exact texts under one key or patterns under another; both at once contradict each other.
    pub(super) fn stated(
        &self,
        exact: &'static str,
        pattern: &'static str,
    ) -> Result<Option<Stated>, Fault> {
        let (texts, patterns) = (self.texts(exact)?, self.texts(pattern)?);
        let (key, alternatives) = match (texts.is_empty(), patterns.is_empty()) {
            (true, true) => return Ok(None),
            (false, false) => {
                let found = format!("{exact}, {pattern}");
                let path = self.own.path().to_owned();
                return Err(Fault::at(&self.get(pattern)?, Error::ChoiceAmbiguous { path, found }));
            }
            (false, true) => {
                (exact, texts.into_iter().map(|text| Matcher::Exact(text.to_owned())).collect())
            }
            (true, false) => {
                let node = self.get(pattern)?;
                let compiled = patterns.into_iter().map(|text| Matcher::pattern(pattern, text));
                let compiled: Result<Vec<_>, _> = compiled.collect();
                (pattern, compiled.map_err(|error| Fault::at(&node, error))?)
            }
        };
        Ok(Some(Stated { key, alternatives }))
    }

    /// `true`; a `false` would read as if it demanded the contrary.
    pub(super) fn flag(&self, key: &'static str) -> Result<bool, Fault> {
        let node = self.get(key)?;
        match node.is_present() {
            false => Ok(false),
            true if node.is_true() => Ok(true),
            true => Err(node.invalid("true").into()),
        }
    }
}

fn filled<'a>(node: &Node<'a>) -> Result<&'a str, Fault> {
    match node.text()? {
        "" => Err(node.invalid("a text that is not empty").into()),
        text => Ok(text),
    }
}
