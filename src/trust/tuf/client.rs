//! The workflow, step by step.

use super::exchange::{Change, Limits, Origin, Wanted, percent_encode, within};
use super::rules::{not_older, same_keys, verify_successor, verify_version};
use super::search::{Loaded, Search, Visit};
use super::signatures::{RoleVerifier, Trusted};
use crate::error::Error;
use crate::formats::tuf::delegation::Delegate;
use crate::formats::tuf::key::RoleKey;
use crate::formats::tuf::role::{Root, Snapshot, Timestamp};
use crate::formats::tuf::{Metadata, Role};
use crate::time::UnixTime;

#[derive(Clone, Debug)]
pub(super) enum Step {
    Root,
    Timestamp(Origin),
    Snapshot(Origin),
    Targets(Origin, Visit),
    Ready,
    Failed(Error),
}

/// A client on its way through a repository.
#[derive(Debug)]
pub(crate) struct Client {
    pub(super) now: UnixTime,
    pub(super) limits: Limits,
    pub(super) root: Trusted<Root>,
    /// Whose keys made timestamp and snapshot when the client began.
    initial: (Delegate, Delegate),
    rotations: u64,
    /// Whether timestamp and snapshot are of other keys than what was kept of them.
    rotated: bool,
    timestamp: Option<Trusted<Timestamp>>,
    pub(super) snapshot: Option<Trusted<Snapshot>>,
    pub(super) loaded: Vec<Loaded>,
    pub(super) search: Option<Search>,
    pub(super) step: Step,
    changes: Vec<Change>,
    /// What expired, of a client that goes on all the same.
    expired: Option<Vec<Error>>,
}

impl Client {
    /// Starts with a root that the user trusts (section 5.2), at a time that stays the same until
    /// the end (section 5.1). That the root has expired does not matter.
    pub(crate) fn new(
        root: &[u8],
        now: UnixTime,
        limits: Limits,
        verifier: RoleVerifier<'_>,
    ) -> Result<Self, Error> {
        within(root, limits.root)?;
        let metadata = Metadata::<Root>::from_json(root)?;
        let (keys, own) = own_authority(metadata.claims());
        let root = Trusted::verify("root.json", metadata, &[(&own, &keys)], verifier)?;
        Ok(Self {
            now,
            limits,
            initial: (root.role().timestamp.clone(), root.role().snapshot.clone()),
            root,
            rotations: 0,
            rotated: false,
            timestamp: None,
            snapshot: None,
            loaded: Vec::new(),
            search: None,
            step: Step::Root,
            changes: Vec::new(),
            expired: None,
        })
    }

    /// Goes on with what has expired, so that a person sees what there is. Whoever asks for this
    /// must ask for [`expired`](Self::expired) too.
    pub(crate) fn tolerating_expiry(mut self) -> Self {
        self.expired = Some(Vec::new());
        self
    }

    /// What expired.
    pub(crate) fn expired(&self) -> &[Error] {
        self.expired.as_deref().unwrap_or_default()
    }

    /// The file that comes next; none once the repository is known, or a search is over, or
    /// something went wrong.
    pub(crate) fn wanted(&self) -> Option<Wanted> {
        let (origin, name, limit) = match &self.step {
            Step::Root => (
                Origin::Repository,
                format!("{}.root.json", self.root.version() + 1),
                self.limits.root,
            ),
            Step::Timestamp(origin) => {
                (*origin, "timestamp.json".to_owned(), self.limits.timestamp)
            }
            Step::Snapshot(origin) => {
                let meta = &self.timestamp.as_ref()?.role().snapshot;
                let name = self.file_name(*origin, "snapshot", meta.version);
                // What was kept of the last one has the length that was listed then.
                let listed = meta.length.filter(|_| *origin == Origin::Repository);
                let kept = *origin == Origin::Store;
                let usual = if kept { self.limits.any } else { self.limits.snapshot };
                (*origin, name, listed.unwrap_or(usual))
            }
            Step::Targets(origin, visit) => {
                let meta = self.snapshot.as_ref()?.role().file(&format!("{}.json", visit.role))?;
                let name = self.file_name(*origin, &visit.role, meta.version);
                (*origin, name, meta.length.unwrap_or(self.limits.targets))
            }
            Step::Ready | Step::Failed(_) => return None,
        };
        Some(Wanted { origin, name, limit: limit.min(self.limits.any) })
    }

    /// Takes the file that is wanted.
    pub(crate) fn take(&mut self, bytes: &[u8], verifier: RoleVerifier<'_>) -> Result<(), Error> {
        let Some(wanted) = self.wanted() else { return self.failure() };
        let taken = within(bytes, wanted.limit).and_then(|()| match self.step.clone() {
            Step::Root => self.take_root(bytes, verifier),
            Step::Timestamp(origin) => self.take_timestamp(origin, bytes, verifier),
            Step::Snapshot(origin) => self.take_snapshot(origin, bytes, verifier),
            Step::Targets(origin, visit) => self.take_targets(origin, visit, bytes, verifier),
            Step::Ready | Step::Failed(_) => Ok(()),
        });
        match (taken, wanted.origin) {
            // What was kept may be old or broken: the repository has a newer one.
            (Err(_), Origin::Store) => {
                self.ask_repository();
                Ok(())
            }
            (taken, _) => self.settle(taken),
        }
    }

    /// Learns that the file that is wanted is not there.
    pub(crate) fn absent(&mut self) -> Result<(), Error> {
        let Some(wanted) = self.wanted() else { return self.failure() };
        if matches!(self.step, Step::Root) {
            let finished = self.finish_root();
            return self.settle(finished);
        }
        if wanted.origin == Origin::Store {
            self.ask_repository();
            return Ok(());
        }
        self.settle(Err(Error::TufFileMissing { file: wanted.name }))
    }

    /// What is to be done to the files that are kept, since this was last asked.
    pub(crate) fn changes(&mut self) -> Vec<Change> {
        core::mem::take(&mut self.changes)
    }

    /// Whether a newer root was read.
    pub(crate) const fn has_rotated(&self) -> bool {
        self.rotations > 0
    }

    /// Why the client stopped.
    pub(crate) fn failure(&self) -> Result<(), Error> {
        match &self.step {
            Step::Failed(error) => Err(error.clone()),
            _ => Ok(()),
        }
    }

    /// Whether the repository is known and fresh.
    pub(crate) const fn is_ready(&self) -> bool {
        matches!(self.step, Step::Ready)
    }

    pub(crate) const fn timestamp(&self) -> Option<&Trusted<Timestamp>> {
        self.timestamp.as_ref()
    }

    pub(crate) const fn snapshot(&self) -> Option<&Trusted<Snapshot>> {
        self.snapshot.as_ref()
    }

    pub(crate) const fn root(&self) -> &Trusted<Root> {
        &self.root
    }

    fn settle(&mut self, taken: Result<(), Error>) -> Result<(), Error> {
        if let Err(error) = &taken {
            self.step = Step::Failed(error.clone());
        }
        taken
    }

    fn ask_repository(&mut self) {
        let origin = match &mut self.step {
            Step::Timestamp(origin) | Step::Snapshot(origin) | Step::Targets(origin, _) => origin,
            Step::Root | Step::Ready | Step::Failed(_) => return,
        };
        *origin = Origin::Repository;
    }

    /// Sections 5.3.4 to 5.3.7: each root is signed as its predecessor demands, and as itself does.
    fn take_root(&mut self, bytes: &[u8], verifier: RoleVerifier<'_>) -> Result<(), Error> {
        if self.rotations >= self.limits.rotations {
            return Err(Error::TufRotationLimit { limit: self.limits.rotations });
        }
        let expected = self.root.version() + 1;
        let file = format!("{expected}.root.json");
        let metadata = Metadata::<Root>::from_json(bytes)?;
        let (keys, own) = own_authority(metadata.claims());
        let old = self.root.role();
        let authorities: [(&Delegate, &[(String, RoleKey)]); 2] =
            [(&old.root, &old.keys), (&own, &keys)];
        let root = Trusted::verify(&file, metadata, &authorities, verifier)?;
        verify_version(&file, expected, root.version())?;
        self.root = root;
        self.rotations += 1;
        self.keep("root", bytes);
        Ok(())
    }

    /// Sections 5.3.10 and 5.3.11: only the last root must still be valid; timestamp and snapshot
    /// of other keys than today's are forgotten, however far ahead their versions are.
    fn finish_root(&mut self) -> Result<(), Error> {
        let fresh = self.root.verify_fresh("root.json", self.now);
        self.tolerate(fresh)?;
        let root = self.root.role();
        self.rotated = !same_keys(&root.timestamp, &self.initial.0)
            || !same_keys(&root.snapshot, &self.initial.1);
        if self.rotated {
            for role in ["timestamp.json", "snapshot.json"] {
                self.changes.push(Change::Remove(role.to_owned()));
            }
        }
        self.step = Step::Timestamp(self.kept());
        Ok(())
    }

    /// Section 5.4.
    fn take_timestamp(
        &mut self,
        origin: Origin,
        bytes: &[u8],
        verifier: RoleVerifier<'_>,
    ) -> Result<(), Error> {
        const FILE: &str = "timestamp.json";
        let new = self.top_level::<Timestamp>(FILE, bytes, |root| &root.timestamp, verifier)?;
        if origin == Origin::Store {
            // An expired one still says which versions were there.
            self.timestamp = Some(new);
            self.step = Step::Timestamp(Origin::Repository);
            return Ok(());
        }
        if let Some(old) = &self.timestamp {
            not_older(FILE, old.version(), new.version())?;
            let [known, found] = [old, &new].map(|stamp| stamp.role().snapshot.version);
            // The same version is the same file: the one that is known stays (section 5.4.3.1), and
            // must still be valid, or a repository that stands still would never be noticed.
            if old.version() == new.version() {
                let fresh = old.verify_fresh(FILE, self.now);
                self.tolerate(fresh)?;
                self.step = Step::Snapshot(self.kept());
                return Ok(());
            }
            not_older("snapshot.json", known, found)?;
        }
        self.tolerate(new.verify_fresh(FILE, self.now))?;
        self.timestamp = Some(new);
        self.keep("timestamp", bytes);
        self.step = Step::Snapshot(self.kept());
        Ok(())
    }

    /// Where timestamp and snapshot come from first: nothing counts that was kept of other keys.
    const fn kept(&self) -> Origin {
        if self.rotated { Origin::Repository } else { Origin::Store }
    }

    /// Section 5.5.
    fn take_snapshot(
        &mut self,
        origin: Origin,
        bytes: &[u8],
        verifier: RoleVerifier<'_>,
    ) -> Result<(), Error> {
        const FILE: &str = "snapshot.json";
        let Some(meta) = self.timestamp.as_ref().map(|stamp| stamp.role().snapshot.clone()) else {
            return Err(Error::TufFileMissing { file: "timestamp.json".to_owned() });
        };
        if origin == Origin::Repository {
            meta.verify(FILE, bytes)?;
        }
        let new = self.top_level::<Snapshot>(FILE, bytes, |root| &root.snapshot, verifier)?;
        if origin == Origin::Store {
            // Even an old one says which versions were there.
            let usable = verify_version(FILE, meta.version, new.version())
                .and_then(|()| new.verify_fresh(FILE, self.now));
            self.snapshot = Some(new);
            usable?;
        } else {
            verify_version(FILE, meta.version, new.version())?;
            if let Some(old) = &self.snapshot {
                verify_successor(old.role(), new.role())?;
            }
            self.tolerate(new.verify_fresh(FILE, self.now))?;
            self.snapshot = Some(new);
            self.keep("snapshot", bytes);
        }
        self.visit(Visit { role: "targets".to_owned(), delegator: None })
    }

    /// Goes to a role that the snapshot must list.
    pub(super) fn visit(&mut self, visit: Visit) -> Result<(), Error> {
        let file = format!("{}.json", visit.role);
        let listed = self.snapshot.as_ref().is_some_and(|one| one.role().file(&file).is_some());
        if !listed {
            return Err(Error::TufRoleUnlisted { file });
        }
        self.step = Step::Targets(Origin::Store, visit);
        Ok(())
    }

    /// Section 5.6.
    fn take_targets(
        &mut self,
        origin: Origin,
        visit: Visit,
        bytes: &[u8],
        verifier: RoleVerifier<'_>,
    ) -> Result<(), Error> {
        let new = self.verify_targets(&visit, bytes, verifier)?;
        if origin == Origin::Repository {
            self.keep(&visit.role, bytes);
        }
        self.loaded.push(Loaded { visit, metadata: new });
        self.proceed()
    }

    pub(super) fn tolerate(&mut self, fresh: Result<(), Error>) -> Result<(), Error> {
        match (fresh, &mut self.expired) {
            (Err(error), Some(expired)) => {
                if !expired.contains(&error) {
                    expired.push(error);
                }
                Ok(())
            }
            (fresh, _) => fresh,
        }
    }

    fn top_level<T: Role>(
        &self,
        file: &str,
        bytes: &[u8],
        delegate: impl Fn(&Root) -> &Delegate,
        verifier: RoleVerifier<'_>,
    ) -> Result<Trusted<T>, Error> {
        let metadata = Metadata::<T>::from_json(bytes)?;
        let root = self.root.role();
        Trusted::verify(file, metadata, &[(delegate(root), &root.keys)], verifier)
    }

    /// Section 6.2: with consistent snapshots the version stands before the name.
    pub(super) fn file_name(&self, origin: Origin, role: &str, version: u64) -> String {
        let role = percent_encode(role);
        if origin == Origin::Repository && self.root.role().consistent_snapshot {
            format!("{version}.{role}.json")
        } else {
            format!("{role}.json")
        }
    }

    fn keep(&mut self, role: &str, bytes: &[u8]) {
        let name = format!("{}.json", percent_encode(role));
        self.changes.push(Change::Keep(name, bytes.to_vec()));
    }
}

/// Who must sign a root, as the root itself says.
fn own_authority(root: &Metadata<Root>) -> (Vec<(String, RoleKey)>, Delegate) {
    (root.role.keys.clone(), root.role.root.clone())
}
