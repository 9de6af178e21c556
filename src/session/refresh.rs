//! A TUF client for whoever reads and writes files, over the network or not.

use std::sync::Arc;

use serde::Serialize;

use super::Session;
use crate::crypto::RustCrypto;
use crate::digest::{Digest, Digests};
use crate::error::Error;
use crate::time::UnixTime;
use crate::trust::domain::Domain;
use crate::trust::tuf::{Change, Client, Found, Limits, Origin, RoleVerifier};
use crate::verify::role_identity::FulcioIdentities;

/// A file that a [`TufClient`] wants next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TufWanted {
    /// Whether it is wanted from what was kept of an earlier run, and not from the repository.
    pub kept: bool,
    /// Its name in that place, percent-encoded where a role's name asks for it.
    pub name: String,
    /// The most bytes that are taken.
    pub limit: u64,
}

/// What is to be done to the files that are kept for the next run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TufChange {
    /// Keep these bytes under this name.
    Keep {
        /// The file's name.
        name: String,
        /// What was received, byte for byte.
        bytes: Vec<u8>,
    },
    /// Delete the file of this name, if there is one.
    Remove {
        /// The file's name.
        name: String,
    },
}

/// What a target file must be, as a role that may say so says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TufTarget {
    /// The target's path.
    pub path: String,
    /// The role that describes it.
    pub role: String,
    /// The ids of the keys by which that role signed.
    pub signers: Vec<String>,
    /// In bytes.
    pub length: u64,
    /// Its hashes, of which all must fit.
    pub digests: Digests,
    /// Where the repository may keep it, relative to its targets; the likeliest first.
    pub names: Vec<String>,
}

impl TufTarget {
    /// Compares a file with what it must be.
    ///
    /// # Errors
    ///
    /// The length or hash that differs.
    pub fn verify(&self, size: u64, digests: &Digests) -> Result<(), Error> {
        let listed = self.digests.iter().cloned().collect();
        let hashes = crate::formats::tuf::file::Hashes { listed, unknown: None };
        let file =
            crate::formats::tuf::file::TargetFile { length: self.length, hashes, custom: None };
        file.verify(&self.path, size, digests)
    }
}

/// A client of a TUF repository (specification 1.0.34, section 5), without input or output.
///
/// ```no_run
/// use std::fs::{read, write};
/// use touchstone::{EmbeddedRoots, Session, TufChange, UnixTime};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let now = UnixTime::from_rfc3339("2026-06-01T00:00:00Z")?;
/// let session = Session::new(now, EmbeddedRoots::Production)?;
/// let mut client = session.tuf_client(&read("kept/root.json")?)?;
/// while let Some(wanted) = client.wanted() {
///     let folder = if wanted.kept { "kept" } else { "repository" };
///     match read(format!("{folder}/{}", wanted.name)) {
///         Ok(bytes) => client.take(&bytes)?,
///         Err(_) => client.absent()?,
///     }
///     for change in client.changes() {
///         if let TufChange::Keep { name, bytes } = change {
///             write(format!("kept/{name}"), bytes)?;
///         }
///     }
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct TufClient {
    client: Client,
    domains: Vec<Arc<Domain>>,
    now: UnixTime,
}

impl Session {
    /// A client that starts with this root, at this session's time. Where keys are identities of
    /// Sigstore (TAP 18), this session's trusted roots say who they are.
    ///
    /// # Errors
    ///
    /// What is wrong with the root.
    pub fn tuf_client(&self, root: &[u8]) -> Result<TufClient, Error> {
        let (domains, now) = (self.domains.clone(), self.now);
        let identities = FulcioIdentities { domains: &domains, now, crypto: &RustCrypto };
        let verifier = RoleVerifier { crypto: &RustCrypto, identities: &identities };
        let client = Client::new(root, now, Limits::default(), verifier)?;
        Ok(TufClient { client, domains, now })
    }
}

impl TufClient {
    /// The file that is wanted next; none once everything asked for is known.
    pub fn wanted(&self) -> Option<TufWanted> {
        let wanted = self.client.wanted()?;
        let kept = wanted.origin == Origin::Store;
        Some(TufWanted { kept, name: wanted.name, limit: wanted.limit })
    }

    /// Takes the wanted file.
    ///
    /// # Errors
    ///
    /// What is wrong with it. The client is then at its end; what was kept is still good.
    pub fn take(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let identities =
            FulcioIdentities { domains: &self.domains, now: self.now, crypto: &RustCrypto };
        let verifier = RoleVerifier { crypto: &RustCrypto, identities: &identities };
        self.client.take(bytes, verifier)
    }

    /// Learns that the wanted file is not there.
    ///
    /// # Errors
    ///
    /// That it is missing, where the client cannot do without.
    pub fn absent(&mut self) -> Result<(), Error> {
        self.client.absent()
    }

    /// What is to be done to the files that are kept, since this was last asked. Also after an
    /// error: a new root counts even if the rest of the repository is broken.
    pub fn changes(&mut self) -> Vec<TufChange> {
        let changes = self.client.changes().into_iter();
        let public = changes.map(|change| match change {
            Change::Keep(name, bytes) => TufChange::Keep { name, bytes },
            Change::Remove(name) => TufChange::Remove { name },
        });
        public.collect()
    }

    /// Starts to look for a target; roles on the way to it are wanted next.
    ///
    /// # Errors
    ///
    /// If the repository is not known yet, or turned out to be wrong.
    pub fn find(&mut self, target: &str) -> Result<(), Error> {
        self.client.find(target)
    }

    /// What was found, once nothing is wanted any more.
    ///
    /// # Errors
    ///
    /// That no role lists the target, or only by hashes that are not known here, or that the search
    /// went on for too long.
    pub fn target(&self) -> Result<Option<TufTarget>, Error> {
        match self.client.found() {
            None => Ok(None),
            Some(Err(error)) => Err(error.clone()),
            Some(Ok(found)) => {
                found.file.hashes.verify_known()?;
                Ok(Some(self.described(found)))
            }
        }
    }

    fn described(&self, found: &Found) -> TufTarget {
        let role = self.client.loaded().get(found.role);
        let listed = &found.file.hashes.listed;
        TufTarget {
            path: found.path.clone(),
            role: role.map(|role| role.visit.role.clone()).unwrap_or_default(),
            signers: role.map(|role| role.metadata.signers().to_vec()).unwrap_or_default(),
            length: found.file.length,
            digests: listed.iter().cloned().collect(),
            names: names(&found.path, listed, self.client.root().role().consistent_snapshot),
        }
    }
}

/// Section 6.2: with consistent snapshots a hash stands before the file's name.
fn names(path: &str, hashes: &[Digest], consistent: bool) -> Vec<String> {
    if !consistent {
        return vec![path.to_owned()];
    }
    let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
    let separator = if folder.is_empty() && !path.starts_with('/') { "" } else { "/" };
    hashes.iter().map(|digest| format!("{folder}{separator}{}.{name}", digest.hex())).collect()
}
