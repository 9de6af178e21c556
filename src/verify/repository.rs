//! What does a TUF repository whose files are all at hand vouch for? (specification 1.0.34)

use std::collections::BTreeMap;

use crate::digest::{DigestAlgorithm, Digests};
use crate::error::Error;
use crate::formats::tuf::delegation::DelegatedRoles;
use crate::time::UnixTime;
use crate::trust::tuf::{Client, Found, Limits, Origin, RoleVerifier, Trusted, Visit};
use crate::verify::Verified;
use crate::verify::check::{Check, Question};
use crate::verify::listing::Listing;

/// More delegated roles than this are not drawn; a search for a target has its own end.
const ROLE_LIMIT: usize = 1_000;

/// The files of one repository by what they are, whatever they are called.
#[derive(Clone, Debug, Default)]
pub(crate) struct RepositoryFiles(BTreeMap<(String, u64), Vec<u8>>);

impl RepositoryFiles {
    /// Takes a file: a role's metadata of a version.
    pub(crate) fn insert(&mut self, role: String, version: u64, bytes: Vec<u8>) {
        self.0.insert((role, version), bytes);
    }

    /// The first root, from which a client would start.
    pub(crate) fn first_root(&self) -> Option<&[u8]> {
        self.roots().next()
    }

    /// Every root.
    pub(crate) fn roots(&self) -> impl Iterator<Item = &[u8]> {
        self.0.iter().filter(|((role, _), _)| role == "root").map(|(_, bytes)| bytes.as_slice())
    }

    /// Whether it holds exactly this root.
    pub(crate) fn holds(&self, root: &[u8]) -> bool {
        self.roots().any(|bytes| bytes == root)
    }

    /// The file of this name, with or without a version before the role's.
    pub(crate) fn file(&self, name: &str) -> Option<Vec<u8>> {
        let role = name.strip_suffix(".json")?;
        let newest = |role: &str| {
            let mut versions = self.0.range((role.to_owned(), 0)..=(role.to_owned(), u64::MAX));
            versions.next_back().map(|(_, bytes)| bytes.clone())
        };
        let versioned = role.split_once('.').and_then(|(version, role)| {
            let version = version.parse().ok()?;
            self.0.get(&(role.to_owned(), version)).cloned()
        });
        versioned.or_else(|| newest(role))
    }
}

/// A repository, as far as it holds.
#[derive(Debug)]
pub(crate) struct Survey {
    pub(crate) client: Client,
    /// Why it holds no further.
    pub(crate) outcome: Result<(), Error>,
    /// Delegated roles that do not hold, and why.
    pub(crate) broken: Vec<(Visit, Error)>,
    listing: Listing,
}

/// What a repository says of a file, proven from a root on.
#[derive(Clone, Debug)]
pub(crate) struct Vouched {
    pub(crate) found: Found,
}

/// Goes through a repository from a root on. What has expired is read all the same, and said.
pub(crate) fn survey(
    root: &[u8],
    files: &RepositoryFiles,
    now: UnixTime,
    verifier: RoleVerifier<'_>,
) -> Result<Survey, Error> {
    let mut client = Client::new(root, now, Limits::default(), verifier)?.tolerating_expiry();
    let outcome = proceed(&mut client, files, verifier);
    let mut survey = Survey { client, outcome, broken: Vec::new(), listing: Listing::default() };
    survey.examine(files, verifier);
    Ok(survey)
}

/// Brings a client as far as the files go.
pub(crate) fn proceed(
    client: &mut Client,
    files: &RepositoryFiles,
    verifier: RoleVerifier<'_>,
) -> Result<(), Error> {
    while let Some(wanted) = client.wanted() {
        let file = files.file(&wanted.name).filter(|_| wanted.origin == Origin::Repository);
        match file {
            Some(bytes) => client.take(&bytes, verifier)?,
            None => client.absent()?,
        }
    }
    Ok(())
}

impl Survey {
    /// Whether anything in the files follows from the root.
    pub(crate) fn is_connected(&self) -> bool {
        self.client.has_rotated() || self.client.timestamp().is_some()
    }

    /// The first moment at which something that was read is valid no longer.
    pub(crate) fn valid_until(&self) -> UnixTime {
        let client = &self.client;
        let top =
            [client.timestamp().map(Trusted::expires), client.snapshot().map(Trusted::expires)];
        let targets = client.loaded().iter().map(|one| one.metadata.expires());
        let all = top.into_iter().flatten().chain(targets);
        all.fold(client.root().expires(), UnixTime::min)
    }

    /// Which hashes are listed.
    pub(crate) fn algorithms(&self) -> Vec<DigestAlgorithm> {
        let targets =
            self.client.loaded().iter().flat_map(|one| one.metadata.role().targets.values());
        let mut found = Vec::new();
        for algorithm in targets.flat_map(|file| file.hashes.algorithms()) {
            if !found.contains(&algorithm) {
                found.push(algorithm);
            }
        }
        found
    }

    /// Which role says it, and by whose signatures.
    pub(crate) fn target_check(&self, vouched: &Verified<Vouched>) -> Check {
        let found = &vouched.facts().found;
        let check = Check::passed(Question::RepositoryTarget)
            .with("path", found.path.clone())
            .with("length", found.file.length);
        match self.client.loaded().get(found.role) {
            Some(role) => check
                .with("role", role.visit.role.clone())
                .with("keys", role.metadata.signers().to_vec()),
            None => check,
        }
    }

    /// Every delegated role whose file is there, on every way.
    fn examine(&mut self, files: &RepositoryFiles, verifier: RoleVerifier<'_>) {
        let mut place = 0;
        while let Some(loaded) = self.client.loaded().get(place) {
            let delegations = loaded.metadata.role().delegations.as_ref();
            let names: Vec<String> = match delegations.map(|found| &found.roles) {
                None => Vec::new(),
                Some(DelegatedRoles::Named(roles)) => {
                    roles.iter().take(ROLE_LIMIT).map(|role| role.name.clone()).collect()
                }
                Some(DelegatedRoles::Succinct(roles)) => {
                    let names = files.0.keys().map(|(role, _)| role);
                    names.filter(|role| roles.is_role(role)).cloned().collect()
                }
            };
            for role in names {
                self.examine_role(Visit { role, delegator: Some(place) }, files, verifier);
            }
            place += 1;
        }
    }

    fn examine_role(&mut self, visit: Visit, files: &RepositoryFiles, verifier: RoleVerifier<'_>) {
        let known = self.client.loaded().len() + self.broken.len();
        // A role that leads back to itself would lead there for ever.
        if known >= ROLE_LIMIT || self.leads_through(&visit) {
            return;
        }
        let examined = match files.file(&self.client.targets_name(&visit.role)) {
            Some(bytes) => self.client.examine(visit.clone(), &bytes, verifier).map(drop),
            None => Err(Error::TufFileMissing { file: format!("{}.json", visit.role) }),
        };
        if let Err(error) = examined {
            self.broken.push((visit, error));
        }
    }

    fn leads_through(&self, visit: &Visit) -> bool {
        let mut above = visit.delegator;
        while let Some(loaded) = above.and_then(|place| self.client.loaded().get(place)) {
            if loaded.visit.role == visit.role {
                return true;
            }
            above = loaded.visit.delegator;
        }
        false
    }

    /// One of the paths under which a file is looked for: where it is listed by a digest, or else
    /// the one that it is called after.
    pub(crate) fn path_for(
        &mut self,
        digests: &Digests,
        name: &str,
        number: usize,
    ) -> Option<String> {
        self.listing.extend(self.client.loaded());
        let listed = self.listing.path_of(digests, number);
        // A file that is called as a target is, and is another one, is what an attack looks like.
        let named = || self.listing.path_named(name).filter(|_| number == 0);
        listed.or_else(named).cloned()
    }

    /// What it costs at most to look for a path among the roles that are loaded: one for each pattern
    /// that has to be compared with it.
    pub(crate) fn search_cost(&self) -> u64 {
        let delegations =
            self.client.loaded().iter().filter_map(|one| one.metadata.role().delegations.as_ref());
        let patterns = delegations.map(|found| match &found.roles {
            DelegatedRoles::Named(roles) => roles.iter().map(|role| role.paths.len()).sum(),
            DelegatedRoles::Succinct(_) => 1,
        });
        u64::try_from(patterns.sum::<usize>()).unwrap_or(u64::MAX)
    }

    /// What the repository says of a path, if it is this file.
    pub(crate) fn vouch(
        &mut self,
        path: &str,
        size: Option<u64>,
        digests: &Digests,
        file: &dyn Fn(&str) -> Option<Vec<u8>>,
        verifier: RoleVerifier<'_>,
    ) -> Result<Verified<Vouched>, Error> {
        let found = self.client.look_up(path, file, verifier)?;
        found.file.verify(path, size.unwrap_or(found.file.length), digests)?;
        Ok(Verified(Vouched { found }))
    }
}
