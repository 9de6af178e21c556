//! Which role says what a target is? (section 5.6.7)

use super::client::{Client, Step};
use super::exchange::Origin;
use super::rules::{unlisted, verify_version};
use super::signatures::{RoleVerifier, Trusted};
use crate::error::Error;
use crate::formats::tuf::Metadata;
use crate::formats::tuf::delegation::Delegate;
use crate::formats::tuf::file::TargetFile;
use crate::formats::tuf::key::RoleKey;
use crate::formats::tuf::role::Targets;

/// A role on the way that leads to it. The same role may have other keys on another way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Visit {
    pub(crate) role: String,
    /// The delegating role's place among those that are loaded; none for the top-level targets.
    pub(crate) delegator: Option<usize>,
}

/// A role's metadata, trusted on one way.
#[derive(Debug)]
pub(crate) struct Loaded {
    pub(crate) visit: Visit,
    pub(crate) metadata: Trusted<Targets>,
}

/// A target and the role that says what it is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Found {
    pub(crate) path: String,
    pub(crate) file: TargetFile,
    /// The role's place among those that are loaded.
    pub(crate) role: usize,
}

/// Roles in pre-order, each once.
#[derive(Debug)]
pub(crate) struct Search {
    target: String,
    waiting: Vec<Visit>,
    visited: Vec<String>,
    pub(super) result: Option<Result<Found, Error>>,
}

impl Client {
    /// Looks for a target once the repository is known; the roles on the way are wanted next.
    pub(crate) fn find(&mut self, target: &str) -> Result<(), Error> {
        if !self.is_ready() {
            self.failure()?;
            return Err(Error::TufFileMissing { file: "targets.json".to_owned() });
        }
        self.search = Some(Search {
            target: target.to_owned(),
            waiting: vec![Visit { role: "targets".to_owned(), delegator: None }],
            visited: Vec::new(),
            result: None,
        });
        let proceeded = self.proceed();
        if let Err(error) = &proceeded {
            self.step = Step::Failed(error.clone());
        }
        proceeded
    }

    /// What the search found, once it is over.
    pub(crate) fn found(&self) -> Option<&Result<Found, Error>> {
        self.search.as_ref()?.result.as_ref()
    }

    /// Looks for a target in files that are all at hand; whatever comes of it, the next search
    /// can begin.
    pub(crate) fn look_up(
        &mut self,
        target: &str,
        repository: &dyn Fn(&str) -> Option<Vec<u8>>,
        verifier: RoleVerifier<'_>,
    ) -> Result<Found, Error> {
        let mut outcome = self.find(target);
        while let (Ok(()), Some(wanted)) = (&outcome, self.wanted()) {
            outcome = match repository(&wanted.name).filter(|_| wanted.origin == Origin::Repository)
            {
                Some(bytes) => self.take(&bytes, verifier),
                None => self.absent(),
            };
        }
        let found = self.search.take().and_then(|search| search.result);
        self.step = Step::Ready;
        outcome?;
        found.unwrap_or_else(|| Err(Error::TufTargetUnlisted { target: target.to_owned() }))
    }

    /// Takes the metadata of a delegated role, whether or not a search leads there.
    pub(crate) fn examine(
        &mut self,
        visit: Visit,
        bytes: &[u8],
        verifier: RoleVerifier<'_>,
    ) -> Result<usize, Error> {
        let metadata = self.verify_targets(&visit, bytes, verifier)?;
        self.loaded.push(Loaded { visit, metadata });
        Ok(self.loaded.len() - 1)
    }

    /// The name of a role's file in the repository, of the version that the snapshot lists.
    pub(crate) fn targets_name(&self, role: &str) -> String {
        let listed =
            self.snapshot.as_ref().and_then(|one| one.role().file(&format!("{role}.json")));
        self.file_name(Origin::Repository, role, listed.map_or(0, |meta| meta.version))
    }

    /// A role's metadata on one way to it.
    pub(super) fn verify_targets(
        &mut self,
        visit: &Visit,
        bytes: &[u8],
        verifier: RoleVerifier<'_>,
    ) -> Result<Trusted<Targets>, Error> {
        let file = format!("{}.json", visit.role);
        let listed = self.snapshot.as_ref().and_then(|snapshot| snapshot.role().file(&file));
        let Some(meta) = listed else { return Err(unlisted(&file)) };
        meta.verify(&file, bytes)?;
        let metadata = Metadata::<Targets>::from_json(bytes)?;
        let authority = self.authority(visit).ok_or_else(|| unlisted(&file))?;
        let new = Trusted::verify(&file, metadata, &[authority], verifier)?;
        verify_version(&file, meta.version, new.version())?;
        self.tolerate(new.verify_fresh(&file, self.now))?;
        Ok(new)
    }

    /// Whose keys sign for a role, as its delegator on this way says.
    pub(crate) fn authority(&self, visit: &Visit) -> Option<(&Delegate, &[(String, RoleKey)])> {
        let Some(delegator) = visit.delegator else {
            return Some((&self.root.role().targets, &self.root.role().keys));
        };
        let delegator = self.loaded.get(delegator)?.metadata.role();
        let delegations = delegator.delegations.as_ref()?;
        Some((delegations.delegate(&visit.role)?, &delegations.keys))
    }

    /// The roles that are loaded.
    pub(crate) fn loaded(&self) -> &[Loaded] {
        &self.loaded
    }

    /// Goes on through roles that are loaded until one is wanted, or the search is over.
    pub(super) fn proceed(&mut self) -> Result<(), Error> {
        self.step = Step::Ready;
        let Some(mut search) = self.search.take() else { return Ok(()) };
        let next = search.advance(&self.loaded, self.limits.delegations);
        self.search = Some(search);
        match next {
            Some(visit) => self.visit(visit),
            None => Ok(()),
        }
    }
}

impl Search {
    /// The role that has to be loaded before the search can go on.
    fn advance(&mut self, loaded: &[Loaded], limit: usize) -> Option<Visit> {
        while self.result.is_none() {
            let Some(visit) = self.waiting.pop() else {
                self.result = Some(Err(Error::TufTargetUnlisted { target: self.target.clone() }));
                break;
            };
            if self.visited.contains(&visit.role) {
                continue;
            }
            // The top-level role is none of the delegated ones.
            if self.visited.len() > limit {
                let limit = u64::try_from(limit).unwrap_or(u64::MAX);
                self.result = Some(Err(Error::TufSearchLimit { limit }));
                break;
            }
            let Some(place) = loaded.iter().position(|known| known.visit == visit) else {
                self.waiting.push(visit.clone());
                return Some(visit);
            };
            self.enter(place, loaded);
        }
        None
    }

    fn enter(&mut self, place: usize, loaded: &[Loaded]) {
        let Some(Loaded { visit, metadata }) = loaded.get(place) else { return };
        let targets = metadata.role();
        if let Some(file) = targets.target(&self.target) {
            let (path, file) = (self.target.clone(), file.clone());
            self.result = Some(Ok(Found { path, file, role: place }));
            return;
        }
        self.visited.push(visit.role.clone());
        let delegations = targets.delegations.as_ref();
        let mut children = Vec::new();
        for (role, terminating) in
            delegations.map(|found| found.roles_for(&self.target)).unwrap_or_default()
        {
            children.push(Visit { role, delegator: Some(place) });
            if terminating {
                // Neither its siblings nor anything that waited.
                self.waiting.clear();
                break;
            }
        }
        children.reverse();
        self.waiting.extend(children);
    }
}
