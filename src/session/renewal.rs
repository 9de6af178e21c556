//! A newer root of an instance whose root comes with this crate.

use std::sync::Arc;

use super::Session;
use super::repository::{MetadataFile, grouped};
use crate::digest::{Digest, DigestAlgorithm};
use crate::encoding::json::{self, Node};
use crate::error::Error;
use crate::time::UnixTime;
use crate::trust::domain::{Domain, TrustSource};
use crate::trust::tuf::{Client, Limits};
use crate::verify::repository::{RepositoryFiles, proceed};

/// The target that holds an instance's root.
const TARGET: &str = "trusted_root.json";
/// Seconds of a day.
const DAY: i64 = 86_400;
/// No timestamp is valid for longer, in days.
const PERIOD_MAX: u64 = 10_000;

impl Session {
    /// Relies on a newer trusted root of an instance, in place of the one that comes with this
    /// crate; the roots of other instances stay. `date` is the day on which it was still the
    /// newest (RFC 3339 full-date), and stands in the report.
    ///
    /// Nothing is asked of the file but that it can be read: that it is the instance's own, and
    /// newer, the caller knows from the instance's TUF repository
    /// ([`tuf_client`](Self::tuf_client)). Where the session does not rely on the instance's own
    /// root (the user gave others, or chose staging), nothing changes.
    ///
    /// # Errors
    ///
    /// What is wrong with the file; the session is then as it was.
    pub fn renew_trusted_root(
        &mut self,
        name: &str,
        date: &str,
        bytes: &[u8],
    ) -> Result<(), Error> {
        let sha256 = Digest::of(DigestAlgorithm::Sha256, bytes).hex();
        let mut source = TrustSource::new(name, "renewed", Some(date), sha256);
        let mut domains = self.domains.iter_mut().filter(|_| !self.own_domains);
        let own = domains.find(|own| own.source.name == name);
        source.first = own.as_ref().and_then(|own| own.source.first);
        let newer = Domain::of_instance(source, bytes)?;
        if let Some(own) = own {
            *own = newer;
        }
        self.forget_verifications();
        Ok(())
    }

    /// Adds a file of a copy of an instance's TUF repository: not one to ask about, but one from
    /// which a newer trusted root may follow. It stands in no report; where the repository is not
    /// used, the report's trust says why.
    pub fn add_mirrored(&mut self, name: &str, bytes: &[u8]) {
        let file = MetadataFile { name: name.to_owned(), bytes: bytes.to_vec() };
        self.repositories.mirrored.push(file);
        self.unsettled = true;
    }

    /// Relies on each newer root that follows from an instance's own first one; from then on, also
    /// without the files.
    pub(super) fn settle_renewals(&mut self) {
        let mirrored = core::mem::take(&mut self.repositories.mirrored);
        let dropped = core::mem::take(&mut self.repositories.trusted_roots);
        let mut groups = grouped(&mirrored);
        groups.extend(grouped(&self.repositories.files));
        for (_, files) in groups {
            let Some((place, first)) = self.first_of(&files) else { continue };
            let Some(known) = self.domains.get(place).map(|known| known.source.clone()) else {
                continue;
            };
            self.unused.retain(|(name, _)| *name != known.name);
            match self.newer(&known, first, &files, [&mirrored, &dropped]) {
                Ok(None) => {}
                Ok(Some(newer)) => {
                    self.domains.splice(place..=place, [newer]);
                    self.forget_verifications();
                }
                Err(error) => self.unused.push((known.name, error)),
            }
        }
        self.repositories.trusted_roots = dropped;
    }

    /// Whose repository it is: the instance on whose first root this session relies, and that root,
    /// which is among the files.
    pub(super) fn first_of<'a>(&self, files: &'a RepositoryFiles) -> Option<(usize, &'a [u8])> {
        files.roots().find_map(|root| {
            let sha256 = Digest::of(DigestAlgorithm::Sha256, root).hex();
            let mut domains = self.domains.iter();
            Some((domains.position(|own| own.source.first == Some(&sha256))?, root))
        })
    }

    /// The instance's root, if its repository was signed as the newest after the day of the one in
    /// use. Nothing of it may have expired.
    #[inline(never)]
    fn newer(
        &self,
        known: &TrustSource,
        first: &[u8],
        files: &RepositoryFiles,
        targets: [&[MetadataFile]; 2],
    ) -> Result<Option<Arc<Domain>>, Error> {
        let (client, found) = self.with_verifier(|verifier| {
            let mut client = Client::new(first, self.now, Limits::default(), verifier)?;
            proceed(&mut client, files, verifier)?;
            let found = client.look_up(TARGET, &|name| files.file(name), verifier)?;
            Ok((client, found.file))
        })?;
        found.hashes.verify_known()?;
        let version = client.root().version();
        let last = files.file(&format!("{version}.root.json"));
        let Some(stamp) = client.timestamp() else { return Ok(None) };
        let day = signed_on(last.as_deref().unwrap_or(first), stamp.expires());
        if known.date.as_ref() >= Some(&day) {
            return Ok(None);
        }
        let fits = |file: &&MetadataFile| {
            let digests = found.hashes.algorithms().into_iter();
            let digests = digests.map(|algorithm| Digest::of(algorithm, &file.bytes)).collect();
            let size = u64::try_from(file.bytes.len()).unwrap_or(u64::MAX);
            found.verify(TARGET, size, &digests).is_ok()
        };
        let missing = || Error::TufFileMissing { file: TARGET.to_owned() };
        let target = targets.into_iter().flatten().find(fits).ok_or_else(missing)?;
        let sha256 = Digest::of(DigestAlgorithm::Sha256, &target.bytes).hex();
        // The one that is in use already is confirmed, and of that day.
        let source = if sha256 == known.sha256 { known.source } else { "renewed" };
        let mut source = TrustSource::new(&known.name, source, Some(&day), sha256);
        (source.version, source.first) = (Some(version), known.first);
        Domain::of_instance(source, &target.bytes).map(Some)
    }
}

/// The day on which a timestamp was signed: how long it is valid, root says in repositories of
/// tuf-on-ci. Elsewhere nothing tells, and it is the day until which it is valid.
fn signed_on(root: &[u8], expires: UnixTime) -> String {
    let period = json::parse(root).and_then(|json| {
        let roles = Node::root(&json).exact("signed")?.exact("roles")?;
        roles.exact("timestamp")?.exact("x-tuf-on-ci-expiry-period")?.index()
    });
    let days = period.ok().filter(|days| *days < PERIOD_MAX).unwrap_or_default();
    let seconds = i64::try_from(days).unwrap_or_default().saturating_mul(DAY);
    let signed = UnixTime::from_seconds(expires.seconds().saturating_sub(seconds));
    signed.to_string().chars().take("2026-01-01".len()).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test's panic is its answer")]

    use crate::time::UnixTime;
    use crate::trust::EmbeddedRoots;

    use super::Session;

    const NEWER: &[u8] = include_bytes!("../../tests/vectors/samples/genuine/trusted_root.json");
    const NOW: &str = "2026-06-01T00:00:00Z";

    fn session(roots: EmbeddedRoots) -> Session {
        Session::new(UnixTime::from_rfc3339(NOW).unwrap(), roots).unwrap()
    }

    fn sources(session: &Session) -> Vec<String> {
        let domains = session.domains.iter();
        domains.map(|domain| format!("{} {}", domain.source.name, domain.source.source)).collect()
    }

    #[test]
    fn one_root_is_renewed_and_the_other_stays() {
        let mut session = session(EmbeddedRoots::Production);
        session.renew_trusted_root("github", "2026-05-30", NEWER).unwrap();
        let renewed = ["sigstore-public-good embedded", "github renewed"];
        assert_eq!(sources(&session), renewed);
        // Again, by a still newer one; and for all that is asked of the same material.
        session.renew_trusted_root("github", "2026-05-31", NEWER).unwrap();
        let fork = session.fork(UnixTime::from_rfc3339(NOW).unwrap());
        assert_eq!(sources(&fork), renewed);
        assert_eq!(fork.domains.last().unwrap().source.date.as_deref(), Some("2026-05-31"));
    }

    #[test]
    fn what_is_not_relied_on_is_not_renewed() {
        let mut staging = session(EmbeddedRoots::Staging);
        staging.renew_trusted_root("github", "2026-05-30", NEWER).unwrap();
        assert_eq!(sources(&staging), ["sigstore-staging embedded"]);
        let mut own = session(EmbeddedRoots::Production);
        own.add_trusted_root("github", NEWER).unwrap();
        own.renew_trusted_root("github", "2026-05-30", NEWER).unwrap();
        assert_eq!(sources(&own), ["github given"]);
    }

    #[test]
    fn a_file_that_is_no_single_root_changes_nothing() {
        let mut session = session(EmbeddedRoots::Production);
        let line: Vec<u8> =
            NEWER.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
        let twice = [line.as_slice(), b"\n", line.as_slice()].concat();
        assert!(session.renew_trusted_root("github", "2026-05-30", b"{}").is_err());
        assert!(session.renew_trusted_root("github", "2026-05-30", &twice).is_err());
        assert_eq!(sources(&session), ["sigstore-public-good embedded", "github embedded"]);
    }
}
