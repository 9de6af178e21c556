//! Which role says what a target is? (section 5.6.7)

use super::client::{Client, Step};
use super::signatures::Trusted;
use crate::error::Error;
use crate::formats::tuf::file::TargetFile;
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
