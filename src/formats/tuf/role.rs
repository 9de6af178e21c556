//! What each of the top-level roles says (sections 4.3 to 4.6).

use std::collections::BTreeMap;

use super::delegation::{Delegate, Delegations, read_keys};
use super::file::{MetaFile, TargetFile};
use super::key::RoleKey;
use super::{Role, boolean};
use crate::encoding::json::Node;
use crate::error::Error;

/// More files in one snapshot than this are an error.
const META_LIMIT: usize = 200_000;
/// More targets of one role than this are an error.
const TARGET_LIMIT: usize = 200_000;

/// `root.json` (section 4.3): whose keys make which role.
#[derive(Clone, Debug)]
pub(crate) struct Root {
    pub(crate) consistent_snapshot: bool,
    pub(crate) keys: Vec<(String, RoleKey)>,
    pub(crate) root: Delegate,
    pub(crate) timestamp: Delegate,
    pub(crate) snapshot: Delegate,
    pub(crate) targets: Delegate,
}

impl Role for Root {
    const TYPE: &'static str = "root";

    fn read(signed: &Node<'_>) -> Result<Self, Error> {
        let roles = signed.exact("roles")?;
        let delegate = |name: &str| Delegate::read(&roles.exact(name)?);
        let consistent = signed.exact("consistent_snapshot")?;
        Ok(Self {
            consistent_snapshot: consistent.is_present() && boolean(&consistent)?,
            keys: read_keys(&signed.exact("keys")?)?,
            root: delegate("root")?,
            timestamp: delegate("timestamp")?,
            snapshot: delegate("snapshot")?,
            targets: delegate("targets")?,
        })
    }
}

/// `timestamp.json` (section 4.6): which snapshot is the newest.
#[derive(Clone, Debug)]
pub(crate) struct Timestamp {
    pub(crate) snapshot: MetaFile,
}

impl Role for Timestamp {
    const TYPE: &'static str = "timestamp";

    fn read(signed: &Node<'_>) -> Result<Self, Error> {
        let snapshot = signed.exact("meta")?.exact("snapshot.json")?;
        if !snapshot.is_present() {
            return Err(snapshot.missing());
        }
        Ok(Self { snapshot: MetaFile::read(&snapshot)? })
    }
}

/// `snapshot.json` (section 4.4): which versions of the others belong together.
#[derive(Clone, Debug)]
pub(crate) struct Snapshot {
    pub(crate) meta: BTreeMap<String, MetaFile>,
}

impl Snapshot {
    /// What is listed for a file.
    pub(crate) fn file(&self, name: &str) -> Option<&MetaFile> {
        self.meta.get(name)
    }
}

impl Role for Snapshot {
    const TYPE: &'static str = "snapshot";

    fn read(signed: &Node<'_>) -> Result<Self, Error> {
        let meta = signed.exact("meta")?;
        if !meta.is_present() {
            return Err(meta.missing());
        }
        let entries = meta.entries(META_LIMIT)?.into_iter();
        let meta = entries.map(|(name, node)| Ok((name.to_owned(), MetaFile::read(&node)?)));
        Ok(Self { meta: meta.collect::<Result<_, Error>>()? })
    }
}

/// `targets.json` and the metadata of delegated roles (section 4.5): what the target files are, and
/// who else may say so.
#[derive(Clone, Debug)]
pub(crate) struct Targets {
    pub(crate) targets: BTreeMap<String, TargetFile>,
    pub(crate) delegations: Option<Delegations>,
}

impl Targets {
    /// What is said of a target file.
    pub(crate) fn target(&self, path: &str) -> Option<&TargetFile> {
        self.targets.get(path)
    }
}

impl Role for Targets {
    const TYPE: &'static str = "targets";

    fn read(signed: &Node<'_>) -> Result<Self, Error> {
        let (targets, delegations) = (signed.exact("targets")?, signed.exact("delegations")?);
        if !targets.is_present() {
            return Err(targets.missing());
        }
        let entries = targets.entries(TARGET_LIMIT)?.into_iter();
        let targets = entries.map(|(path, node)| Ok((path.to_owned(), TargetFile::read(&node)?)));
        Ok(Self {
            targets: targets.collect::<Result<_, Error>>()?,
            delegations: delegations
                .is_present()
                .then(|| Delegations::read(&delegations))
                .transpose()?,
        })
    }
}
