//! TUF repositories among the files: whose they are, and what they hold (docs/tuf.md).

use std::collections::BTreeMap;

use super::Session;
use super::voucher::Voucher;
use crate::crypto::RustCrypto;
use crate::digest::DigestAlgorithm;
use crate::encoding::json::{self, Node};
use crate::error::Error;
use crate::report::repository::{RepositoryReport, RootReport, role_reports};
use crate::report::{FileError, claims};
use crate::trust::tuf::RoleVerifier;
use crate::verify::repository::{RepositoryFiles, Survey, survey};
use crate::verify::role_identity::FulcioIdentities;

/// A root that the user relies on.
#[derive(Clone, Debug)]
pub(super) struct GivenRoot {
    name: String,
    bytes: Vec<u8>,
}

impl GivenRoot {
    pub(super) fn identity(&self) -> String {
        RootReport::new(&self.name, "given", &self.bytes).identity()
    }
}

/// A file of metadata, as it came.
#[derive(Clone, Debug)]
pub(super) struct MetadataFile {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

/// What the files added so far come to.
#[derive(Debug, Default)]
pub(super) struct Repositories {
    pub(super) roots: Vec<GivenRoot>,
    pub(super) files: Vec<MetadataFile>,
    /// Of copies of the instances' repositories, until a newer root was taken from them.
    pub(super) mirrored: Vec<MetadataFile>,
    /// Trusted roots that lay among the files: an instance's repository may list one.
    pub(super) trusted_roots: Vec<MetadataFile>,
    /// Policies that lay among the files: a repository may vouch for one.
    pub(super) policies: Vec<(String, Vec<u8>)>,
    pub(super) surveyed: Vec<Repository>,
    pub(super) vouchers: Vec<Voucher>,
    /// The artifacts that were not looked for everywhere.
    pub(super) beyond: BTreeMap<usize, usize>,
}

/// One repository, gone through.
#[derive(Debug)]
pub(super) struct Repository {
    pub(super) name: String,
    pub(super) files: RepositoryFiles,
    pub(super) root: RootReport,
    pub(super) survey: Result<Survey, Error>,
}

impl Repositories {
    /// The roots that the user relies on, without any files.
    pub(super) fn roots_alone(&self) -> Self {
        Self { roots: self.roots.clone(), ..Self::default() }
    }
}

impl Session {
    /// Relies on a TUF repository: its files are believed as far as they lead back to this root.
    ///
    /// # Errors
    ///
    /// What is wrong with the root; the session is then as it was.
    pub fn add_tuf_root(&mut self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        self.tuf_client(bytes)?;
        self.repositories.roots.push(GivenRoot { name: name.to_owned(), bytes: bytes.to_vec() });
        self.unsettled = true;
        self.forget_verifications();
        Ok(())
    }

    pub(super) fn add_metadata(&mut self, name: &str, bytes: &[u8]) {
        let file = MetadataFile { name: name.to_owned(), bytes: bytes.to_vec() };
        self.repositories.files.push(file);
    }

    /// Goes through every repository.
    pub(super) fn settle_repositories(&mut self) {
        self.settle_renewals();
        let mut surveyed = Vec::new();
        for (name, files) in grouped(&self.repositories.files) {
            surveyed.extend(self.surveyed(name, files));
        }
        self.repositories.surveyed = surveyed;
    }

    /// From the root that the user relies on, if the repository has to do with it, or that comes
    /// with this crate; else from its own first one, which proves nothing but that the files belong
    /// together.
    #[inline(never)]
    fn surveyed(&self, name: String, files: RepositoryFiles) -> Option<Repository> {
        let first = files.first_root().map(<[u8]>::to_vec);
        for given in &self.repositories.roots {
            let survey =
                self.with_verifier(|verifier| survey(&given.bytes, &files, self.now, verifier));
            let same = files.holds(&given.bytes);
            let connected = survey.as_ref().is_ok_and(|survey| same || survey.is_connected());
            if connected {
                let root = RootReport::new(&given.name, "given", &given.bytes);
                return Some(Repository { name: named(name, &root), files, root, survey });
            }
        }
        let own = self.first_of(&files).map(|(_, root)| root.to_vec());
        let source = if own.is_some() { "embedded" } else { "found" };
        let first = own.or(first)?;
        let survey = self.with_verifier(|verifier| survey(&first, &files, self.now, verifier));
        let file = self.repositories.files.iter().find(|file| file.bytes == first);
        let root = RootReport::new(file.map_or("", |file| &file.name), source, &first);
        Some(Repository { name: named(name, &root), files, root, survey })
    }

    pub(super) fn with_verifier<T>(&self, action: impl FnOnce(RoleVerifier<'_>) -> T) -> T {
        let (domains, now) = (&self.domains, self.now);
        let identities = FulcioIdentities { domains, now, crypto: &RustCrypto };
        action(RoleVerifier { crypto: &RustCrypto, identities: &identities })
    }

    /// The repositories as they are shown.
    pub(super) fn repository_reports(&self) -> Vec<RepositoryReport> {
        let report = |repository: &Repository| {
            let (name, root) = (repository.name.clone(), repository.root.clone());
            match &repository.survey {
                Ok(survey) => RepositoryReport {
                    name,
                    root,
                    until: Some(survey.valid_until()),
                    expired: survey.client.expired().iter().map(Error::facts).collect(),
                    roles: role_reports(survey),
                    error: survey.outcome.as_ref().err().map(claims::error_facts),
                },
                Err(error) => RepositoryReport {
                    name,
                    root,
                    until: None,
                    expired: Vec::new(),
                    roles: Vec::new(),
                    error: Some(claims::error_facts(error)),
                },
            }
        };
        self.repositories.surveyed.iter().map(report).collect()
    }

    /// Why repositories hold no further.
    pub(super) fn repository_errors(&self) -> impl Iterator<Item = FileError> {
        self.repositories.surveyed.iter().filter_map(|repository| {
            let outcome = repository.survey.as_ref().map(|survey| survey.outcome.as_ref());
            let error = match outcome {
                Ok(Ok(())) => return None,
                Ok(Err(error)) | Err(error) => error,
            };
            Some(FileError::new(&repository.name, error))
        })
    }

    /// The hashes that some repository lists.
    pub(super) fn repository_digests(&self) -> Vec<DigestAlgorithm> {
        let surveys = self.repositories.surveyed.iter();
        let surveys = surveys.filter_map(|repository| repository.survey.as_ref().ok());
        surveys.flat_map(Survey::algorithms).collect()
    }
}

/// A repository's name: its folder, or its root where the files lie in none.
fn named(folder: String, root: &RootReport) -> String {
    if folder.is_empty() { root.name.clone() } else { folder }
}

/// The files of each folder, which belong together; old roots may lie in a folder of their own.
pub(super) fn grouped(files: &[MetadataFile]) -> Vec<(String, RepositoryFiles)> {
    let mut groups: Vec<(String, RepositoryFiles)> = Vec::new();
    for file in files {
        let (folder, name) = file.name.rsplit_once('/').unwrap_or(("", &file.name));
        let folder = folder.strip_suffix("root_history").unwrap_or(folder).trim_end_matches('/');
        let Some((role, version)) = described(name, &file.bytes) else { continue };
        let known = groups.iter().position(|(known, _)| known == folder);
        let place = known.unwrap_or_else(|| {
            groups.push((folder.to_owned(), RepositoryFiles::default()));
            groups.len() - 1
        });
        if let Some((_, group)) = groups.get_mut(place) {
            group.insert(role, version, file.bytes.clone());
        }
    }
    groups
}

/// The role and version of a file. Of the top-level roles the file itself says which it is; of a
/// delegated one only its name does.
#[inline(never)]
fn described(name: &str, bytes: &[u8]) -> Option<(String, u64)> {
    let json = json::parse(bytes).ok()?;
    let signed = Node::root(&json).exact("signed").ok()?;
    let version = signed.exact("version").ok()?.index().ok()?;
    let kind = signed.exact("_type").ok()?.text().ok()?;
    if kind != "targets" {
        return Some((kind.to_owned(), version));
    }
    let stem = name.strip_suffix(".json").unwrap_or(name);
    let prefix = format!("{version}.");
    Some((stem.strip_prefix(&prefix).unwrap_or(stem).to_owned(), version))
}
