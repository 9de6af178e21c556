//! What provenance proves: who built an artifact, from what, and on whose command.
//!
//! The certificate is the word of whoever runs the platform. What the statement says beyond it is
//! worth as much as its builder: a workflow of anybody's own can write what it likes there.

pub(crate) mod builders;
pub(crate) mod claims;
pub(crate) mod confirmed;
pub(crate) mod workflow;

use serde_json::Value;

use crate::error::Facts;
use crate::formats::predicate::provenance::Provenance;
use crate::formats::statement::Statement;
use crate::verify::Verified;
use crate::verify::provenance::builders::level;
use crate::verify::provenance::workflow::Workflow;
use crate::verify::signer::Signer;

/// What is proven about a build. Everything but the level is what the certificate says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Build {
    /// The workflow that built, and its version.
    pub(crate) builder: Option<String>,
    pub(crate) builder_ref: Option<String>,
    /// `OWNER/NAME`.
    pub(crate) repository: Option<String>,
    pub(crate) reference: Option<String>,
    pub(crate) commit: Option<String>,
    /// The event that started it.
    pub(crate) trigger: Option<String>,
    /// `github-hosted` or `self-hosted`.
    pub(crate) runner: Option<String>,
    /// The builder's SLSA Build level, from the map in [`builders`] and never from the document.
    pub(crate) level: u8,
}

impl Build {
    /// What a signed statement and its signer prove about a build; `None` where the statement is
    /// not about one.
    pub(crate) fn of(statement: &Verified<Statement>, signer: &Verified<Signer>) -> Option<Self> {
        let provenance = Provenance::of(statement.facts())?.ok()?;
        let Ok(workflow) = Workflow::of(signer.facts()) else {
            return Some(Self { level: 1, ..Self::default() });
        };
        let text = |value: &str| Some(value.to_owned());
        Some(Self {
            builder: text(workflow.builder),
            builder_ref: text(workflow.builder_ref),
            repository: text(workflow.repository),
            reference: workflow.reference.and_then(text),
            commit: text(workflow.commit),
            trigger: text(workflow.trigger),
            runner: workflow.runner.and_then(text),
            level: proven_level(&provenance, &workflow),
        })
    }

    /// The same, by name.
    pub(crate) fn facts(&self) -> Facts {
        let named = [
            ("builder", &self.builder),
            ("builderRef", &self.builder_ref),
            ("repository", &self.repository),
            ("ref", &self.reference),
            ("commit", &self.commit),
            ("trigger", &self.trigger),
            ("runner", &self.runner),
        ];
        let mut facts: Facts = named
            .into_iter()
            .filter_map(|(name, value)| Some((name.to_owned(), Value::from(value.clone()?))))
            .collect();
        facts.insert("buildLevel".to_owned(), self.level.into());
        facts
    }
}

/// Of a delegator the level is that of the builder it vouches for, which may be anybody's.
fn proven_level(provenance: &Provenance<'_>, workflow: &Workflow<'_>) -> u8 {
    use builders::{Flavour, GENERATOR, builder, name_and_version};
    let own = level(workflow.builder, Some(workflow.builder_ref), workflow.runner);
    let delegated =
        builder(workflow.builder).is_some_and(|known| known.flavour == Flavour::Delegator);
    let (name, _) = name_and_version(provenance.builder_id);
    if delegated && !name.starts_with(GENERATOR) { own.min(1) } else { own }
}
