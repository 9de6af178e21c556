//! A TUF repository as it is shown.

use serde::Serialize;

use crate::digest::{Digest, DigestAlgorithm};
use crate::error::Facts;
use crate::formats::tuf::delegation::Delegate;
use crate::formats::tuf::key::RoleKey;
use crate::report::claims;
use crate::time::UnixTime;
use crate::verify::repository::Survey;

/// One repository among the files.
#[derive(Clone, Debug, Serialize)]
pub struct RepositoryReport {
    /// The folder that its metadata lay in, or the root where it lay in none.
    pub name: String,
    /// The root from which everything else follows.
    pub root: RootReport,
    /// Until when all of it that was read is valid.
    pub until: Option<UnixTime>,
    /// What has expired: `file`, `expires` and `now` of each.
    pub expired: Vec<Facts>,
    /// The roles that were read, each after the one that delegates to it.
    pub roles: Vec<RoleReport>,
    /// Why it holds no further: `error`, and what explains it.
    pub error: Option<Facts>,
}

/// A root, and who relies on it.
#[derive(Clone, Debug, Serialize)]
pub struct RootReport {
    /// The file's name.
    pub name: String,
    /// `given` by the user, `embedded` where it is that of an instance whose trusted root comes with
    /// this crate, or only `found` among the repository's own files.
    pub source: &'static str,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
}

impl RootReport {
    pub(crate) fn new(name: &str, source: &'static str, bytes: &[u8]) -> Self {
        let sha256 = Digest::of(DigestAlgorithm::Sha256, bytes).hex();
        Self { name: name.to_owned(), source, sha256 }
    }

    /// The root by what tells it from others.
    pub(crate) fn identity(&self) -> String {
        format!("sha256:{}", self.sha256)
    }
}

/// One role, on one way to it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RoleReport {
    /// The role's name.
    pub name: String,
    /// The position of the role that delegates to it, in the same list.
    pub delegator: Option<usize>,
    /// The version of its metadata.
    pub version: Option<u64>,
    /// When it expires.
    pub expires: Option<UnixTime>,
    /// How many keys have to sign.
    pub threshold: u64,
    /// The keys that may sign.
    pub keys: Vec<KeyReport>,
    /// How many targets it describes.
    pub targets: usize,
    /// Why it does not count: `error`, and what explains it.
    pub error: Option<Facts>,
}

/// A key that may sign for a role.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct KeyReport {
    /// Its id in the metadata.
    pub id: String,
    /// Its kind, as the metadata names it.
    pub key_type: String,
    /// Whom it is, where an identity stands in place of a key (TAP 18).
    pub identity: Option<String>,
    /// Whether it signed.
    pub signed: bool,
}

/// Root, timestamp and snapshot first, then the targets in the order in which they were read.
pub(crate) fn role_reports(survey: &Survey) -> Vec<RoleReport> {
    let client = &survey.client;
    let root = client.root();
    let keys = &root.role().keys;
    let top = |name: &str, delegate: &Delegate, version, expires, signers: &[String]| RoleReport {
        name: name.to_owned(),
        delegator: (name != "root").then_some(0),
        version: Some(version),
        expires: Some(expires),
        threshold: delegate.threshold,
        keys: key_reports(delegate, keys, signers),
        targets: 0,
        error: None,
    };
    let own = root.role();
    let mut roles = vec![top("root", &own.root, root.version(), root.expires(), root.signers())];
    if let Some(one) = client.timestamp() {
        roles.push(top("timestamp", &own.timestamp, one.version(), one.expires(), one.signers()));
    }
    if let Some(one) = client.snapshot() {
        roles.push(top("snapshot", &own.snapshot, one.version(), one.expires(), one.signers()));
    }
    let before = roles.len();
    let place = |delegator: Option<usize>| Some(delegator.map_or(0, |place| place + before));
    for loaded in client.loaded() {
        let Some((delegate, keys)) = client.authority(&loaded.visit) else { continue };
        let metadata = &loaded.metadata;
        roles.push(RoleReport {
            name: loaded.visit.role.clone(),
            delegator: place(loaded.visit.delegator),
            version: Some(metadata.version()),
            expires: Some(metadata.expires()),
            threshold: delegate.threshold,
            keys: key_reports(delegate, keys, metadata.signers()),
            targets: metadata.role().targets.len(),
            error: None,
        });
    }
    for (visit, error) in &survey.broken {
        let Some((delegate, keys)) = client.authority(visit) else { continue };
        roles.push(RoleReport {
            name: visit.role.clone(),
            delegator: place(visit.delegator),
            version: None,
            expires: None,
            threshold: delegate.threshold,
            keys: key_reports(delegate, keys, &[]),
            targets: 0,
            error: Some(claims::error_facts(error)),
        });
    }
    roles
}

fn key_reports(
    delegate: &Delegate,
    keys: &[(String, RoleKey)],
    signers: &[String],
) -> Vec<KeyReport> {
    let report = |id: &String| {
        let key = keys.iter().find(|(known, _)| known == id).map(|(_, key)| key);
        KeyReport {
            id: id.clone(),
            key_type: key.map(|key| key.key_type.clone()).unwrap_or_default(),
            identity: key.and_then(|key| key.identity.clone()),
            signed: signers.contains(id),
        }
    };
    delegate.key_ids.iter().map(report).collect()
}
