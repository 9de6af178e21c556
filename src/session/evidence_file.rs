//! One file of evidence, read once.

use std::cell::OnceCell;

use sha2::{Digest as _, Sha256};

use crate::bind::Speaks;
use crate::bind::parts::{Parts, complete, lacks_certificate};
use crate::digest::{DigestAlgorithm, Digests};
use crate::error::Error;
use crate::formats::Unverified;
use crate::formats::attestations::attestations;
use crate::formats::bundle::{Bundle, Content, KeyMaterial};
use crate::formats::cosign;
use crate::formats::dsse::{self, Envelope};
use crate::formats::statement::Statement;
use crate::sniff::Kind;
use crate::trust::keyring::GivenKey;
use crate::verify::artifact::named_hashes;
use crate::verify::bundle::{Context, Foundation, verify_foundation};
use crate::verify::entry::logged_hash;
use crate::verify::signature::digests_wanted;

/// A bundle or another form of signature, or why it is none.
#[derive(Debug)]
pub(super) struct EvidenceFile {
    pub(super) origin: Origin,
    pub(super) kind: Kind,
    /// Whether it vouches for the others in its file, and they for it.
    pub(super) together: bool,
    /// As it came, where parts that came beside it may complete it.
    own: Option<Box<Bundle>>,
    pub(super) content: Result<Unverified<Bundle>, Error>,
    pub(super) speaks: Speaks,
    /// Digests of other kinds that a statement names.
    pub(super) names: Vec<(String, String)>,
    foundation: OnceCell<Foundation>,
    /// SHA-256 of the document that it is, where that is a file's.
    pub(super) fingerprint: Option<[u8; 32]>,
}

/// Where a bundle comes from.
#[derive(Clone, Debug)]
pub(super) struct Origin {
    /// Tells it apart from others of the same name.
    pub(super) id: u64,
    /// The file's name.
    pub(super) file: String,
    /// The file's name, and the line where the file holds several bundles.
    pub(super) name: String,
    /// The artifact that the user gave the file for, or that it was attached to.
    pub(super) explicit_for: Option<usize>,
    /// The image that it was stored with.
    pub(super) image: Option<usize>,
}

impl Origin {
    pub(super) fn new(
        id: u64,
        file: &str,
        line: Option<usize>,
        explicit_for: Option<usize>,
    ) -> Self {
        let name = line.map_or_else(|| file.to_owned(), |line| format!("{file}#{line}"));
        Self { id, file: file.to_owned(), name, explicit_for, image: None }
    }

    /// One of several pieces of evidence in the same document.
    fn part(&self, number: usize) -> Self {
        Self { name: format!("{}#{number}", self.name), ..self.clone() }
    }
}

impl EvidenceFile {
    /// Reads a document: each signature of an envelope is evidence of its own.
    pub(super) fn read(origin: &Origin, kind: Kind, bytes: &[u8]) -> Vec<Self> {
        if kind == Kind::Attestations {
            return Self::read_attestations(origin, bytes);
        }
        match cosign::evidence(kind, bytes) {
            Ok(mut bundles) if bundles.len() == 1 => bundles
                .drain(..)
                .map(|bundle| Self {
                    fingerprint: Some(Sha256::digest(bytes).into()),
                    ..Self::new(origin.clone(), kind, Ok(bundle))
                })
                .collect(),
            Ok(bundles) => {
                let numbered = bundles.into_iter().enumerate();
                let part = |(index, bundle)| Self::new(origin.part(index + 1), kind, Ok(bundle));
                numbered.map(part).collect()
            }
            Err(error) => vec![Self::new(origin.clone(), kind, Err(error))],
        }
    }

    fn read_attestations(origin: &Origin, bytes: &[u8]) -> Vec<Self> {
        let kind = Kind::Attestations;
        let found = match attestations(bytes) {
            Ok(found) => found,
            Err(error) => return vec![Self::new(origin.clone(), kind, Err(error))],
        };
        let together = found.together;
        let numbered = found.list.into_iter().enumerate();
        let part =
            |(index, bundle)| Self { together, ..Self::new(origin.part(index + 1), kind, bundle) };
        numbered.map(part).collect()
    }

    /// One that was read already.
    pub(super) fn new(origin: Origin, kind: Kind, bundle: Result<Bundle, Error>) -> Self {
        let content = bundle.map(Unverified::new);
        let (speaks, names) = (spoken(&content), named(&content));
        let foundation = OnceCell::new();
        let (together, own, fingerprint) = (false, None, None);
        Self { origin, kind, together, own, content, speaks, names, foundation, fingerprint }
    }

    /// Whether it says the same, with the parts that complete it.
    pub(super) fn is_copy_of(&self, other: &Self) -> bool {
        match (&self.content, &other.content) {
            (Ok(own), Ok(others)) => self.kind == other.kind && own.claims() == others.claims(),
            _ => false,
        }
    }

    /// Whether it waits for the signer's certificate.
    pub(super) fn lacks_certificate(&self) -> bool {
        let own = self.own.as_deref();
        own.or(self.content.as_ref().ok().map(Unverified::claims)).is_some_and(lacks_certificate)
    }

    /// Takes the parts that belong to it, in place of those it took before; gives which these are.
    pub(super) fn complete(&mut self, parts: &Parts<'_>, alone: bool) -> Vec<usize> {
        let Ok(content) = &self.content else { return Vec::new() };
        if parts.is_empty() && self.own.is_none() {
            return Vec::new();
        }
        let own = self.own.take().unwrap_or_else(|| Box::new(content.claims().clone()));
        let (bundle, used) = complete(&own, &self.origin.name, parts, alone);
        self.own = Some(own);
        if bundle != *content.claims() {
            self.content = Ok(Unverified::new(bundle));
            self.speaks = spoken(&self.content);
            self.forget();
        }
        used
    }

    /// What the bundle proves without an artifact; found out once.
    pub(super) fn foundation(
        &self,
        bundle: &Unverified<Bundle>,
        context: Context<'_>,
    ) -> &Foundation {
        self.foundation.get_or_init(|| verify_foundation(bundle, context))
    }

    /// Trust material changed: what was found out no longer holds.
    pub(super) fn forget(&mut self) {
        self.foundation.take();
    }

    /// The digests of an artifact that the bundle is compared with.
    pub(super) fn digests_wanted(&self, given: &[GivenKey]) -> Vec<DigestAlgorithm> {
        let Ok(bundle) = self.content.as_ref().map(Unverified::claims) else { return Vec::new() };
        if let Speaks::Of(subjects) = &self.speaks
            && !matches!(bundle.content, Content::Message(_))
        {
            return subjects.iter().filter_map(strongest_needed).collect();
        }
        let hashes = named_hashes(bundle);
        match &bundle.key_material {
            KeyMaterial::Certificate { leaf, .. } => {
                digests_wanted(leaf.key.as_ref().ok(), &hashes)
            }
            KeyMaterial::PublicKey { .. } => {
                let keys = given.iter().map(|given| Some(&given.key));
                keys.chain([None]).flat_map(|key| digests_wanted(key, &hashes)).collect()
            }
        }
    }
}

/// One algorithm is enough to bind a subject, and SHA-256 is known anyway.
fn strongest_needed(subject: &Digests) -> Option<DigestAlgorithm> {
    let known = subject.get(DigestAlgorithm::Sha256).is_some();
    subject.iter().next().filter(|_| !known).map(|digest| digest.algorithm())
}

fn spoken(content: &Result<Unverified<Bundle>, Error>) -> Speaks {
    match content {
        Ok(bundle) => speaks(bundle.claims()),
        Err(_) => Speaks::Nothing("unreadable"),
    }
}

/// The digests of other kinds that a statement names, by which a user may know an artifact.
fn named(content: &Result<Unverified<Bundle>, Error>) -> Vec<(String, String)> {
    let Some(Content::Envelope(envelope)) =
        content.as_ref().ok().map(|bundle| &bundle.claims().content)
    else {
        return Vec::new();
    };
    let statement = Statement::from_payload(&envelope.payload);
    let subjects = statement.map(|statement| statement.subjects).unwrap_or_default();
    subjects.into_iter().flat_map(|subject| subject.other_digests).collect()
}

/// What the bundle says it is about.
fn speaks(bundle: &Bundle) -> Speaks {
    match &bundle.content {
        Content::Envelope(envelope) => envelope_speaks(envelope),
        Content::Registry(signed) => {
            Speaks::Of(vec![[signed.digest.clone()].into_iter().collect()])
        }
        Content::Locked(packages) => Speaks::Of(packages.clone()),
        Content::Git(_) => Speaks::Nothing("git-object"),
        Content::Payload(payload) => {
            Speaks::Of(vec![[payload.image.clone()].into_iter().collect()])
        }
        Content::Message(message) => {
            let logged = || bundle.entries.iter().filter_map(logged_hash);
            let named: Vec<Digests> = match &message.digest {
                Some(digest) => vec![core::iter::once(digest.clone()).collect()],
                None => logged().map(|digest| core::iter::once(digest.clone()).collect()).collect(),
            };
            if named.is_empty() { Speaks::Unsaid } else { Speaks::Of(named) }
        }
    }
}

fn envelope_speaks(envelope: &Envelope) -> Speaks {
    if envelope.payload_type != dsse::IN_TOTO {
        return Speaks::Nothing("payload-type-unbound");
    }
    match Statement::from_payload(&envelope.payload) {
        Ok(statement) => {
            Speaks::Of(statement.subjects.into_iter().map(|subject| subject.digests).collect())
        }
        Err(_) => Speaks::Nothing("statement-unreadable"),
    }
}
