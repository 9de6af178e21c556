//! A mistake in a policy, with its place.

use crate::encoding::json::{self, Node};
use crate::error::{Error, Facts};

/// What is wrong with a policy, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyFault {
    /// What is wrong.
    pub error: Box<Error>,
    /// Line and column, from 1.
    pub place: Option<(u64, u64)>,
}

impl PolicyFault {
    /// The error's facts, with the place.
    pub fn facts(&self) -> Facts {
        let mut facts = self.error.facts();
        if let Some((line, column)) = self.place {
            facts.insert("line".to_owned(), line.into());
            facts.insert("column".to_owned(), column.into());
        }
        facts
    }
}

/// The same while the text is being read: the place is a JSON path.
#[derive(Clone, Debug)]
pub(super) struct Fault {
    error: Box<Error>,
    path: Option<String>,
}

impl Fault {
    pub(super) fn at(node: &Node<'_>, error: Error) -> Self {
        Self { error: Box::new(error), path: Some(node.path().to_owned()) }
    }

    /// The place of a mistake that was found in the keys of a section and the general ones together.
    pub(super) fn inside(mut self, section: &Node<'_>) -> Self {
        let Some(rest) = self.path.as_deref().and_then(|path| path.strip_prefix("$.")) else {
            return self;
        };
        let key = rest.split(['.', '[']).next().unwrap_or_default();
        if section.exact(key).is_ok_and(|node| node.is_present()) {
            self.path = Some(format!("{}.{rest}", section.path()));
        }
        self
    }

    /// Finds the line and column in the text.
    pub(super) fn located(self, text: &[u8]) -> PolicyFault {
        let own = match &*self.error {
            Error::JsonSyntax { line, column } | Error::JsonDuplicateKey { line, column, .. } => {
                Some((*line, *column))
            }
            _ => None,
        };
        let place = own.or_else(|| json::place(text, self.path.as_deref()?));
        PolicyFault { error: self.error, place }
    }
}

/// Many errors name their place themselves.
impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        let path = match &error {
            Error::Base64Invalid { path }
            | Error::ChoiceAmbiguous { path, .. }
            | Error::ChoiceMissing { path, .. }
            | Error::FieldInvalid { path, .. }
            | Error::FieldMissing { path }
            | Error::HexInvalid { path }
            | Error::KeyInvalid { path }
            | Error::ListTooLong { path, .. } => Some(path.clone()),
            Error::PolicyUnsatisfiable { key } => Some(format!("$.{key}")),
            _ => None,
        };
        Self { error: Box::new(error), path }
    }
}
