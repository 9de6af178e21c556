//! One set of files on its way through the stages.

mod artifacts;
mod assemble;
mod companions;
mod evidence_file;
mod evidence_report;
mod history;
mod history_report;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test's panic is its answer")]
mod history_tests;
pub(crate) mod image;
mod pairs;
pub(crate) mod refresh;
mod renewal;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic, reason = "a test's panic is its answer")]
mod renewal_tests;
mod repository;
mod second_reading;
mod spoken;
mod trust;
mod versions;
mod voucher;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use self::evidence_file::{EvidenceFile, Origin};
use self::history::HistoryFile;
use self::image::ImageFiles;
use self::repository::{MetadataFile, Repositories};
use self::second_reading::Readings;
use crate::bind::parts::{LoosePart, Parts};
use crate::crypto::{Remembering, RustCrypto};
use crate::digest::{Digest, DigestAlgorithm, Digests};
use crate::encoding::json;
use crate::error::Error;
use crate::formats::cosign::{self, Part};
use crate::formats::git_text;
use crate::policy::Expectation;
use crate::report::FileError;
use crate::sniff::{Kind, sniff};
use crate::time::UnixTime;
use crate::trust::EmbeddedRoots;
use crate::trust::domain::Domain;
use crate::trust::keyring::{GivenKey, Stated};
use crate::trust::platform_keys::PlatformKey;
use crate::verify::bundle::Context;
use crate::verify::signature::Streamed;
use crate::verify::witness::WitnessDemand;

/// Evidence, keys and trusted roots of more bytes than this are refused unread.
pub(crate) const FILE_LIMIT: u64 = crate::formats::bundle::SIZE_LIMIT;
/// A file of JSON lines with more bundles than this is refused as one that is no JSON.
const LINE_LIMIT: usize = 1_000;

/// Takes files as they come, and says at any time what they prove.
///
/// ```
/// use touchstone::{Digest, DigestAlgorithm, EmbeddedRoots, Session, UnixTime};
///
/// # fn main() -> Result<(), touchstone::Error> {
/// let now = UnixTime::from_rfc3339("2026-06-01T00:00:00Z")?;
/// let mut session = Session::new(now, EmbeddedRoots::Production)?;
/// let digests = [Digest::of(DigestAlgorithm::Sha256, b"hello")].into_iter().collect();
/// session.add_artifact("hello.txt", Some(5), digests);
/// // Nothing speaks about the file yet.
/// assert_eq!(session.report().verdict.name(), "incomplete");
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Session {
    now: UnixTime,
    domains: Vec<Arc<Domain>>,
    /// Whether the domains are the user's own.
    own_domains: bool,
    keys: Vec<GivenKey>,
    /// Keys of a registry, in place of those that come with this crate.
    platform_keys: Vec<PlatformKey>,
    expectation: Option<Expectation>,
    witnesses: WitnessDemand,
    evidence: Vec<EvidenceFile>,
    /// By their index, which stays the same when others are removed.
    artifacts: Vec<Option<Artifact>>,
    histories: Vec<HistoryFile>,
    /// Folders and archives that hold images, by their numbers.
    images: Vec<Option<ImageFiles>>,
    /// Parts of signatures, each from a file of its own.
    parts: Vec<LoosePart>,
    /// Positions of those that belong to no signature.
    unused_parts: Vec<usize>,
    /// Whether files came or went since the parts were given out.
    unsettled: bool,
    /// Files that are no evidence.
    others: Vec<OtherFile>,
    repositories: Repositories,
    /// Why the repository of an instance is not used, by its name.
    unused: Vec<(String, Error)>,
    readings: Readings,
    streamed: HashMap<(u64, usize), Streamed>,
    next_id: u64,
    crypto: Remembering<RustCrypto>,
}

/// A file that somebody wants to use: never its bytes.
#[derive(Clone, Debug)]
struct Artifact {
    name: String,
    size: Option<u64>,
    digests: Digests,
    /// A digest of another kind, by which alone it is known.
    named: Option<(String, String)>,
    /// Whether other files came out of it.
    container: bool,
    /// The image that it is a part of, and its place there.
    part: Option<(usize, usize)>,
}

/// The documents of a file: one, or several as JSON lines, each with its line's number.
fn documents(bytes: &[u8]) -> Vec<(Option<usize>, &[u8])> {
    let lines = bytes.split(|byte| *byte == b'\n').enumerate();
    let filled = |(_, line): &(usize, &[u8])| !line.trim_ascii().is_empty();
    let lines: Vec<_> = lines.filter(filled).take(LINE_LIMIT + 1).collect();
    // A document that is spread over lines starts with one that is no value of its own.
    let each_a_value = lines.first().is_some_and(|(_, line)| json::parse(line).is_ok());
    if lines.len() < 2 || lines.len() > LINE_LIMIT || !each_a_value {
        return vec![(None, bytes)];
    }
    lines.into_iter().map(|(index, line)| (Some(index + 1), line)).collect()
}

/// A file that is neither evidence nor artifact.
#[derive(Clone, Debug)]
struct OtherFile {
    name: String,
    kind: Kind,
    error: Option<FileError>,
}

impl Session {
    /// A session that judges as of `now`, with these of the embedded trusted roots.
    ///
    /// # Errors
    ///
    /// None for the roots that this crate is published with: a test reads each of them.
    pub fn new(now: UnixTime, roots: EmbeddedRoots) -> Result<Self, Error> {
        Ok(Self::relying_on(roots.domains()?, now))
    }

    /// A session at another time that relies on the same trusted roots and expects the same keys,
    /// and knows nothing else of this one: for many questions to the same trust material, which is
    /// then read, and its chains are verified, once.
    #[must_use]
    pub fn fork(&self, now: UnixTime) -> Self {
        let expected = self.keys.iter().filter(|key| key.stated == Stated::Expected);
        Self {
            own_domains: self.own_domains,
            repositories: self.repositories.roots_alone(),
            keys: expected.cloned().collect(),
            platform_keys: self.platform_keys.clone(),
            ..Self::relying_on(self.domains.clone(), now)
        }
    }

    fn relying_on(domains: Vec<Arc<Domain>>, now: UnixTime) -> Self {
        Self {
            now,
            domains,
            own_domains: false,
            keys: Vec::new(),
            platform_keys: Vec::new(),
            expectation: None,
            witnesses: WitnessDemand::default(),
            evidence: Vec::new(),
            artifacts: Vec::new(),
            histories: Vec::new(),
            images: Vec::new(),
            parts: Vec::new(),
            unused_parts: Vec::new(),
            unsettled: false,
            others: Vec::new(),
            repositories: Repositories::default(),
            unused: Vec::new(),
            readings: Readings::default(),
            streamed: HashMap::new(),
            next_id: 0,
            crypto: Remembering::default(),
        }
    }

    /// Says who should have signed, in place of what was said before.
    pub fn set_expectation(&mut self, expectation: Expectation) {
        self.witnesses = expectation.witnesses.clone();
        self.expectation = Some(expectation);
        self.forget_verifications();
    }

    /// Takes back what [`set_expectation`](Self::set_expectation) said.
    pub fn clear_expectation(&mut self) {
        self.expectation = None;
        self.witnesses = WitnessDemand::default();
        self.forget_verifications();
    }

    /// Adds a file beside the artifacts. What is wrong with it stands in the report.
    ///
    /// `explicit_for` is the artifact that the user gave the file for: it must speak about that
    /// one. A key found this way verifies signatures, but nobody vouched for it. A trusted root or
    /// a policy found this way takes no part: whoever made the files could have added it. The user
    /// accepts it by [`add_trusted_root`](Self::add_trusted_root) or
    /// [`set_expectation`](Self::set_expectation).
    pub fn add_file(&mut self, name: &str, bytes: &[u8], explicit_for: Option<usize>) -> Kind {
        let kind = sniff(bytes, name);
        self.unsettled = true;
        match kind {
            Kind::GitObject => self.add_git_object(name, bytes),
            Kind::GitBundle | Kind::GitPack => {
                let index = self.history_begin(name, kind, None);
                self.history_update(index, bytes);
                self.history_end(index);
            }
            Kind::Attestations
            | Kind::CloudBuild
            | Kind::Signature
            | Kind::NpmVersion
            | Kind::NpmLock => {
                self.add_evidence(Origin::new(0, name, None, explicit_for), kind, bytes)
            }
            Kind::SigstoreBundle | Kind::CosignBundle | Kind::CosignSignature | Kind::Envelope => {
                for (line, document) in documents(bytes) {
                    let kind = if line.is_some() { sniff(document, name) } else { kind };
                    self.add_evidence(Origin::new(0, name, line, explicit_for), kind, document);
                }
            }
            Kind::Certificate | Kind::LogEntry | Kind::Timestamp => {
                self.add_parts(name, kind, bytes)
            }
            Kind::PublicKey => {
                let error = self.add_key(name, bytes, Stated::Found).err();
                self.note(name, kind, error);
            }
            Kind::TufMetadata => self.add_metadata(name, bytes),
            Kind::Policy => {
                self.repositories.policies.push((name.to_owned(), bytes.to_vec()));
                self.note(name, kind, None);
            }
            Kind::TrustedRoot => {
                let file = MetadataFile { name: name.to_owned(), bytes: bytes.to_vec() };
                self.repositories.trusted_roots.push(file);
                self.note(name, kind, None);
            }
            Kind::ImageIndex
            | Kind::ImageManifest
            | Kind::ImageConfig
            | Kind::GitRepository
            | Kind::Unknown => self.note(name, kind, Some(Error::KindUnsupported {})),
        }
        kind
    }

    fn add_evidence(&mut self, origin: Origin, kind: Kind, bytes: &[u8]) {
        for mut file in EvidenceFile::read(&origin, kind, bytes) {
            file.origin.id = self.next_id;
            self.next_id += 1;
            self.evidence.push(file);
        }
    }

    /// A commit or tag is what somebody wants to know about, and its own evidence. A printed text
    /// may hold several.
    fn add_git_object(&mut self, name: &str, bytes: &[u8]) {
        let objects = git_text::printed(bytes);
        let several = objects.len() > 1;
        for (position, object) in objects.into_iter().enumerate() {
            let origin = Origin::new(0, name, several.then_some(position + 1), None);
            let size = u64::try_from(object.len()).ok();
            let digest = Digest::of(DigestAlgorithm::Sha256, object);
            let index = self.add_artifact(&origin.name, size, [digest].into_iter().collect());
            let origin = Origin { explicit_for: Some(index), ..origin };
            self.add_evidence(origin, Kind::GitObject, object);
        }
    }

    /// What belongs to a signature in another file.
    fn add_parts(&mut self, name: &str, kind: Kind, bytes: &[u8]) {
        let read = match kind {
            Kind::LogEntry => cosign::log_entries(bytes).map(|entries| {
                entries.into_iter().map(|entry| Part::Entry(Box::new(entry))).collect()
            }),
            Kind::Timestamp => {
                cosign::timestamp(bytes).map(|token| vec![Part::Timestamp(Box::new(token))])
            }
            _ => cosign::certificate(bytes, "certificate")
                .map(|leaf| vec![Part::Certificate(Box::new(leaf))]),
        };
        match read {
            Ok(parts) => {
                let loose = |part| LoosePart { name: name.to_owned(), part };
                self.parts.extend(parts.into_iter().map(loose));
            }
            Err(error) => self.note(name, kind, Some(error)),
        }
    }

    /// Gives every signature the parts that belong to it, once all files are there.
    fn settle(&mut self) {
        if !core::mem::take(&mut self.unsettled) {
            return;
        }
        let lacking = self.evidence.iter().filter(|file| file.lacks_certificate()).count();
        let parts = Parts::of(&self.parts);
        let mut used = BTreeSet::new();
        for file in &mut self.evidence {
            used.extend(file.complete(&parts, lacking == 1));
        }
        used.extend(Self::settle_histories(&mut self.histories, &parts));
        self.settle_repositories();
        self.unused_parts = (0..self.parts.len()).filter(|index| !used.contains(index)).collect();
    }

    /// Notes a file that is more than anybody reads into memory, by its first bytes and its size;
    /// gives its kind.
    pub fn refuse_file(&mut self, name: &str, head: &[u8], size: u64) -> Kind {
        let kind = sniff(head, name);
        self.note(name, kind, Some(Error::InputTooLarge { size, limit: FILE_LIMIT }));
        kind
    }

    /// Removes every file of this name that is no artifact.
    pub fn remove_file(&mut self, name: &str) {
        let own = self.evidence.iter().filter(|file| file.origin.file == name);
        let own = own.filter(|file| file.kind == Kind::GitObject);
        for index in own.filter_map(|file| file.origin.explicit_for).collect::<Vec<_>>() {
            self.remove_artifact(index);
        }
        let own = self.histories.iter().filter(|file| file.name == name);
        for index in own.map(|file| file.artifact).collect::<Vec<_>>() {
            self.remove_artifact(index);
        }
        self.evidence.retain(|file| file.origin.file != name);
        self.others.retain(|file| file.name != name);
        self.repositories.files.retain(|file| file.name != name);
        self.repositories.trusted_roots.retain(|file| file.name != name);
        self.repositories.policies.retain(|(known, _)| known != name);
        self.parts.retain(|part| part.name != name);
        self.unsettled = true;
        self.keys.retain(|key| key.name != name || key.stated == Stated::Expected);
        self.forget_verifications();
    }

    /// The digests that the evidence added so far asks for; always SHA-256 too.
    pub fn digests_wanted(&mut self) -> Vec<DigestAlgorithm> {
        self.settle();
        let mut wanted = vec![DigestAlgorithm::Sha256];
        wanted.extend(self.repository_digests());
        for file in &self.evidence {
            wanted.extend(file.digests_wanted(&self.keys));
        }
        DigestAlgorithm::ALL.into_iter().filter(|algorithm| wanted.contains(algorithm)).collect()
    }

    fn note(&mut self, name: &str, kind: Kind, error: Option<Error>) {
        let error = error.map(|error| FileError::new(name, &error));
        self.others.push(OtherFile { name: name.to_owned(), kind, error });
    }

    fn forget_verifications(&mut self) {
        for file in &mut self.evidence {
            file.forget();
        }
        self.forget_histories();
        self.forget_readings(|_| true);
        // Who an identity is decides what a repository's signatures are worth.
        self.unsettled |= !self.repositories.files.is_empty();
    }

    fn context(&self) -> Context<'_> {
        Context {
            domains: &self.domains,
            keys: &self.keys,
            platform_keys: &self.platform_keys,
            witnesses: &self.witnesses,
            expects_summary: self.expectation.as_ref().is_some_and(Expectation::expects_summary),
            now: self.now,
            crypto: &self.crypto,
        }
    }
}
