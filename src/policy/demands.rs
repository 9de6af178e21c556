//! All that one section of a policy demands of an artifact's evidence.

use serde_json::Value;

use crate::encoding::json::Node;
use crate::error::Error;
use crate::policy::fault::Fault;
use crate::policy::layer::Layer;
use crate::policy::predicates::{self, PredicateDemand};
use crate::policy::quality::{self, QualityDemand};
use crate::policy::signer::{self, SignerDemand};
use crate::policy::slsa::{self, SlsaDemand};

/// More signers than this are an error.
const SIGNER_LIMIT: usize = 32;

const SIGNERS: &str = "signers";
const THRESHOLD: &str = "threshold";
const NAME: &str = "name";
/// A comment.
pub(super) const COMMENT: &str = "//";

/// The keys that name somebody: everybody has a certificate of a public issuer.
pub(super) const NAMING: [&str; 7] = [
    SIGNERS,
    "certificateIdentity",
    "certificateIdentityRegexp",
    "repo",
    "owner",
    "key",
    "sourceUri",
];

/// What must hold for an artifact.
///
/// One signature must meet the demands on its signer and quality together; an attestation must
/// moreover meet those on its type and content. Nothing is put together from several pieces of
/// evidence, except that the threshold counts signers and that each type needs its own attestation.
#[derive(Clone, Debug, Default)]
pub(crate) struct Demands {
    /// Any of them will do, as far as the threshold goes.
    pub(crate) signers: Vec<SignerDemand>,
    /// How many distinct ones must have signed.
    pub(crate) threshold: usize,
    pub(crate) quality: QualityDemand,
    /// Each needs an attestation of its own.
    pub(crate) predicates: Vec<PredicateDemand>,
    /// What provenance, or a summary of it, must say.
    pub(crate) slsa: SlsaDemand,
    /// The keys that say it, with what they demand.
    pub(crate) build: Vec<(&'static str, Value)>,
}

/// Whether a section's demands are stated under this key.
pub(super) fn is_key(key: &str) -> bool {
    [SIGNERS, THRESHOLD, COMMENT].contains(&key)
        || signer::KEYS.contains(&key)
        || quality::KEYS.contains(&key)
        || predicates::KEYS.contains(&key)
        || slsa::KEYS.contains(&key)
}

impl Demands {
    pub(super) fn read(layer: &Layer<'_>) -> Result<Self, Fault> {
        let signers = signers(layer)?;
        Ok(Self {
            threshold: threshold(layer, signers.len())?,
            signers,
            quality: QualityDemand::read(layer)?,
            predicates: predicates::read(layer)?,
            slsa: layer.merged(SlsaDemand::from_json)?,
            build: build(layer)?,
        })
    }

    /// Whether it says who should have signed.
    pub(crate) fn names_signer(&self) -> bool {
        self.names_person() || self.slsa.names_signer()
    }

    /// Whether it says so otherwise than by a source that known builders alone may build.
    pub(crate) fn names_person(&self) -> bool {
        self.signers.iter().any(SignerDemand::names_signer)
    }

    /// Whether it demands anything that does not say who signed.
    pub(super) fn demands_more(&self) -> bool {
        self.quality.is_stated() || !self.predicates.is_empty() || self.slsa.needs_key()
    }
}

/// The one signer of the flat form, or each of a list.
fn signers(layer: &Layer<'_>) -> Result<Vec<SignerDemand>, Fault> {
    let flat = SignerDemand::read(layer)?;
    let list = layer.get(SIGNERS)?;
    if !list.is_present() {
        return Ok(if flat.is_stated() { vec![flat] } else { Vec::new() });
    }
    if flat.is_stated() {
        let path = layer.own.path().to_owned();
        let found = format!("{SIGNERS}, {}", first_key(layer).unwrap_or(signer::KEYS[0]));
        return Err(Fault::at(&list, Error::ChoiceAmbiguous { path, found }));
    }
    let items = list.list(SIGNER_LIMIT)?;
    if items.is_empty() {
        return Err(Fault::at(&list, Error::PolicyUnsatisfiable { key: SIGNERS }));
    }
    items.into_iter().map(signer).collect()
}

/// What the keys that are about builds demand, for people to read.
fn build(layer: &Layer<'_>) -> Result<Vec<(&'static str, Value)>, Fault> {
    let mut stated = Vec::new();
    for key in slsa::KEYS {
        if let Some(value) = layer.get(key)?.value() {
            stated.push((key, value.clone().into()));
        }
    }
    Ok(stated)
}

fn first_key(layer: &Layer<'_>) -> Option<&'static str> {
    let stated = |key: &&&'static str| layer.get(key).is_ok_and(|node| node.is_present());
    signer::KEYS.iter().find(stated).copied()
}

#[inline(never)]
fn signer(node: Node<'_>) -> Result<SignerDemand, Fault> {
    for (key, entry) in node.entries(SIGNER_LIMIT)? {
        if key != NAME && key != COMMENT && !signer::KEYS.contains(&key) {
            return Err(Fault::at(&entry, Error::PolicyKeyUnknown { key: key.to_owned() }));
        }
    }
    let layer = Layer::of(node);
    let mut demand = SignerDemand::read(&layer)?;
    if !demand.names_signer() {
        return Err(Fault::at(&layer.own, Error::PolicyNamesNoSigner {}));
    }
    demand.name = layer.text(NAME)?.map(str::to_owned);
    Ok(demand)
}

/// How many of the signers. Whoever lists several has to say it.
fn threshold(layer: &Layer<'_>, signers: usize) -> Result<usize, Fault> {
    let node = layer.get(THRESHOLD)?;
    if !node.is_present() {
        return if signers > 1 { Err(Fault::at(&layer.own, node.missing())) } else { Ok(1) };
    }
    let number = usize::try_from(node.index()?).unwrap_or(usize::MAX);
    if number == 0 || number > signers {
        return Err(Fault::at(&node, Error::PolicyUnsatisfiable { key: THRESHOLD }));
    }
    Ok(number)
}
