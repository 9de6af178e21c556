//! Has the builder the SLSA Build level that is demanded? The level is a property of the builder,
//! looked up for whoever signed, and never what a document says of itself (SLSA v1.2, verifying
//! artifacts, step 1).

use crate::encoding::json::Node;
use crate::error::Error;
use crate::formats::predicate::provenance::Provenance;
use crate::formats::statement::Statement;
use crate::policy::slsa::builder::BuilderDemand;
use crate::policy::slsa::{BUILDER_LEVELS, Evidence, LIMIT, MINIMUM_LEVEL, cloud_build};
use crate::verify::Verified;
use crate::verify::check::{Check, Question};
use crate::verify::provenance::Build;
use crate::verify::provenance::builders::{Flavour, builder, is_release, name_and_version};
use crate::verify::signer::Signer;

/// The highest level of the Build track.
const HIGHEST: u64 = 3;

/// A level, and what the user knows of builders.
#[derive(Clone, Debug)]
pub(super) struct LevelDemand {
    minimum: u64,
    /// Before what is known here.
    levels: Vec<(BuilderDemand, u64)>,
}

impl LevelDemand {
    pub(super) fn from_json(root: &Node<'_>) -> Result<Option<Self>, Error> {
        let node = root.exact(MINIMUM_LEVEL)?;
        let map = root.exact(BUILDER_LEVELS)?;
        if !node.is_present() {
            // Levels of builders by themselves demand nothing.
            let key = BUILDER_LEVELS;
            return if map.is_present() {
                Err(Error::PolicyUnsatisfiable { key })
            } else {
                Ok(None)
            };
        }
        let minimum = node.index()?;
        if !(1..=HIGHEST).contains(&minimum) {
            return Err(node.invalid("a level from 1 to 3"));
        }
        let mut levels = Vec::new();
        for (id, entry) in map.entries(LIMIT)? {
            let invalid =
                || entry.invalid("a builder's address or sha256:HEX, and a level from 0 to 3");
            let level = entry.index()?;
            let sound = level <= HIGHEST && is_id(id);
            let builder = BuilderDemand::new(id).filter(|_| sound).ok_or_else(invalid)?;
            levels.push((builder, level));
        }
        if map.is_present() && levels.is_empty() {
            return Err(Error::PolicyUnsatisfiable { key: BUILDER_LEVELS });
        }
        Ok(Some(Self { minimum, levels }))
    }

    pub(super) fn check(&self, evidence: Evidence<'_>) -> Check {
        let question = Question::BuildLevel;
        let proven = evidence.statement.zip(evidence.signer).ok_or(Error::IdentityUnproven {});
        match proven.and_then(|(statement, signer)| self.found(statement, signer)) {
            Ok((level, name)) if level >= self.minimum => {
                Check::passed(question).with("found", level).with("builder", name)
            }
            Ok((level, name)) => {
                let (expected, found) = (self.minimum.to_string(), Some(level.to_string()));
                let error = Error::ClaimMismatch { key: MINIMUM_LEVEL, expected, found };
                Check::refused(question, &error).with("found", level).with("builder", name)
            }
            Err(error) => Check::refused(question, &error),
        }
    }

    /// The builder's level and name.
    fn found(
        &self,
        statement: &Verified<Statement>,
        signer: &Verified<Signer>,
    ) -> Result<(u64, String), Error> {
        let predicate = &statement.facts().predicate_type;
        let unexpected = || Error::PredicateTypeUnexpected { found: predicate.clone() };
        let provenance = Provenance::of(statement.facts()).ok_or_else(unexpected)??;
        let build = Build::of(statement, signer).ok_or_else(unexpected)?;
        let (name, version) = named(&build, &provenance, signer.facts());
        let mut levels = self.levels.iter();
        let stated = levels.find(|(known, _)| known.matches(name, version, true));
        Ok((stated.map_or(build.level.into(), |(_, level)| *level), name.to_owned()))
    }
}

/// Who built, as whoever signed vouches for it: the workflow of the certificate, or the builder that
/// a delegator or Google names in its provenance; else the key.
fn named<'a>(
    build: &'a Build,
    provenance: &Provenance<'a>,
    signer: &'a Signer,
) -> (&'a str, Option<&'a str>) {
    let Some(name) = build.builder.as_deref() else {
        return match signer.identity_type {
            _ if cloud_build::is_signer(signer) => name_and_version(provenance.builder_id),
            "key" => (&signer.identity, None),
            _ => ("", None),
        };
    };
    let version = build.builder_ref.as_deref();
    let delegates = builder(name).is_some_and(|known| known.flavour == Flavour::Delegator);
    match delegates && version.is_some_and(is_release) {
        true => name_and_version(provenance.builder_id),
        false => (name, version),
    }
}

/// An address, or a key's fingerprint.
fn is_id(text: &str) -> bool {
    let key = text.strip_prefix("sha256:");
    let hex = |digits: &str| {
        digits.len() == 64 && digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    };
    text.starts_with("https://") || key.is_some_and(hex)
}
