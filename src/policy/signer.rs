//! Who should have signed.

use serde_json::Value;

use crate::error::Error;
use crate::policy::fault::Fault;
use crate::policy::layer::{Layer, Stated};
use crate::policy::outcome::{DemandStatus, Outcome};
use crate::policy::repository::{Build, Repository, owner_uri};
use crate::verify::signer::Signer;

const IDENTITY: &str = "certificateIdentity";
const IDENTITY_REGEXP: &str = "certificateIdentityRegexp";
const ISSUER: &str = "certificateOidcIssuer";
const ISSUER_REGEXP: &str = "certificateOidcIssuerRegexp";
const REPO: &str = "repo";
const OWNER: &str = "owner";
const WORKFLOW: &str = "workflow";
const REF: &str = "ref";
const KEY: &str = "key";

/// The keys that say who should have signed.
pub(super) const KEYS: [&str; 9] =
    [IDENTITY, IDENTITY_REGEXP, ISSUER, ISSUER_REGEXP, REPO, OWNER, WORKFLOW, REF, KEY];

/// One signer, or several of whom any one will do. All keys must be met by the same signature.
#[derive(Clone, Debug, Default)]
pub(crate) struct SignerDemand {
    /// What the policy calls the signer.
    pub(crate) name: Option<String>,
    identity: Option<Stated>,
    issuer: Option<Stated>,
    build: Build,
    /// `sha256:` and the digest of a public key.
    keys: Vec<String>,
}

impl SignerDemand {
    pub(super) fn read(layer: &Layer<'_>) -> Result<Self, Fault> {
        let owned = |key| -> Result<Vec<String>, Fault> {
            Ok(layer.texts(key)?.into_iter().map(str::to_owned).collect())
        };
        let demand = Self {
            name: None,
            identity: layer.stated(IDENTITY, IDENTITY_REGEXP)?,
            issuer: layer.stated(ISSUER, ISSUER_REGEXP)?,
            build: Build {
                repositories: each(layer, REPO, "OWNER/NAME", Repository::new)?,
                owners: each(layer, OWNER, "OWNER", owner_uri)?,
                workflows: owned(WORKFLOW)?,
                references: owned(REF)?,
            },
            keys: each(layer, KEY, "sha256:HEX", fingerprint)?,
        };
        demand.contradiction(layer).map_or(Ok(demand), Err)
    }

    /// Keys that no signer meets together.
    fn contradiction(&self, layer: &Layer<'_>) -> Option<Fault> {
        let build = &self.build;
        let unsatisfiable = |key: &'static str| {
            let node = layer.get(key).ok()?;
            Some(Fault::at(&node, Error::PolicyUnsatisfiable { key }))
        };
        if !self.keys.is_empty() && (self.identity.is_some() || self.issuer.is_some()) {
            // Behind a key alone nobody vouches for a name.
            return unsatisfiable(KEY);
        }
        if !self.keys.is_empty() && build.is_stated() {
            return unsatisfiable(KEY);
        }
        if !build.is_stated() && !build.workflows.is_empty() {
            return unsatisfiable(WORKFLOW);
        }
        let has_sources = build.is_stated() && build.references_fit();
        if !build.references.is_empty() && !has_sources {
            return unsatisfiable(REF);
        }
        if !build.owners_fit() {
            return unsatisfiable(OWNER);
        }
        if let Some(identity) = &self.identity
            && identity.key == IDENTITY
            && !identity.alternatives.iter().any(|one| build.could_be(one.text()))
        {
            return unsatisfiable(IDENTITY);
        }
        let issuer = self.issuer.as_ref()?;
        let possible = build.issuers();
        let met = possible.is_empty() || possible.iter().any(|known| issuer.matches(known));
        if met { None } else { unsatisfiable(issuer.key) }
    }

    /// Whether it names somebody.
    pub(crate) const fn names_signer(&self) -> bool {
        self.identity.is_some() || self.build.is_stated() || !self.keys.is_empty()
    }

    /// Whether it says anything.
    pub(super) const fn is_stated(&self) -> bool {
        self.names_signer() || self.issuer.is_some()
    }

    /// What a proven signer says to each key.
    pub(crate) fn outcomes(&self, signer: &Signer) -> Vec<Outcome> {
        let by_key = signer.identity_type == "key";
        let mut outcomes = Vec::new();
        if !self.keys.is_empty() {
            let met = by_key && self.keys.contains(&signer.identity);
            let status = if met { DemandStatus::Met } else { DemandStatus::Unmet };
            let found = signer.identity.as_str();
            outcomes.push(Outcome::new(KEY, self.keys.join(", "), found, status));
        }
        let stated =
            [(&self.identity, Some(signer.identity.as_str())), (&self.issuer, signer.issuer())];
        for (stated, found) in stated {
            let Some(stated) = stated else { continue };
            let met = found.is_some_and(|found| !by_key && stated.matches(found));
            let status = if met { DemandStatus::Met } else { DemandStatus::Unmet };
            outcomes.push(Outcome::new(
                stated.key,
                stated.text(),
                found.map(str::to_owned),
                status,
            ));
        }
        outcomes.extend(self.build.outcomes(signer));
        outcomes
    }

    /// The same while nobody signed, or nobody is proven to have.
    pub(crate) fn unproven(&self) -> Vec<Outcome> {
        let missing =
            |key, text: String| Outcome::new(key, text, Value::Null, DemandStatus::Missing);
        let keys = (!self.keys.is_empty()).then(|| missing(KEY, self.keys.join(", ")));
        let stated = [&self.identity, &self.issuer].into_iter().flatten();
        let stated = stated.map(|stated| missing(stated.key, stated.text()));
        keys.into_iter().chain(stated).chain(self.build.unproven()).collect()
    }
}

/// Each text under a key as what it must be.
fn each<T>(
    layer: &Layer<'_>,
    key: &'static str,
    expected: &'static str,
    read: impl Fn(&str) -> Option<T>,
) -> Result<Vec<T>, Fault> {
    let node = layer.get(key)?;
    let invalid = || Fault::from(node.invalid(expected));
    layer.texts(key)?.into_iter().map(|text| read(text).ok_or_else(invalid)).collect()
}

/// A key's fingerprint as reports write it.
fn fingerprint(text: &str) -> Option<String> {
    let digits = text.strip_prefix("sha256:")?;
    let valid = digits.len() == 64 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    valid.then(|| text.to_ascii_lowercase())
}
