//! Signatures over the message itself (pure Ed25519) need the artifact once more, as a stream.

use std::collections::{BTreeSet, HashMap};

use super::Session;
use crate::crypto::{KeyAlgorithm, MessageStream, PublicKey};
use crate::digest::{Digest, Digests, Hasher};
use crate::formats::Unverified;
use crate::formats::bundle::Content;
use crate::verify::check::{Check, Question};
use crate::verify::signature::Streamed;

/// The artifacts that are being read.
pub(super) type Readings = HashMap<usize, Reading>;

/// One artifact on its second reading.
#[derive(Debug)]
pub(super) struct Reading {
    /// The file may have changed since its first reading.
    hasher: Hasher,
    signatures: Vec<Waiting>,
}

/// One signature that waits for the end of an artifact.
#[derive(Debug)]
struct Waiting {
    evidence: u64,
    key: PublicKey,
    stream: MessageStream,
}

impl Session {
    /// The artifacts that some signature needs to be read once more.
    pub fn messages_wanted(&mut self) -> Vec<usize> {
        self.settle();
        let (judged, ..) = self.judged(None);
        let wanted: BTreeSet<usize> = judged
            .iter()
            .filter(|one| one.report.checks.iter().any(needs_message))
            .flat_map(|one| one.also.iter().copied().chain([one.pair.artifact]))
            .collect();
        (0..self.artifacts.len()).filter(|artifact| wanted.contains(artifact)).collect()
    }

    /// Starts the reading of one of them.
    pub fn message_begin(&mut self, artifact: usize) {
        self.settle();
        let (judged, ..) = self.judged(Some(artifact));
        let mut signatures = Vec::new();
        for one in judged.iter().filter(|one| one.pair.artifact == artifact) {
            if one.report.checks.iter().any(needs_message) {
                signatures.extend(self.waiting(one.pair.evidence));
            }
        }
        let known = self.digests_of(artifact);
        let algorithms: Vec<_> = known.iter().map(Digest::algorithm).collect();
        self.readings.insert(artifact, Reading { hasher: Hasher::new(&algorithms), signatures });
    }

    /// Takes the next bytes.
    pub fn message_update(&mut self, artifact: usize, bytes: &[u8]) {
        if let Some(reading) = self.readings.get_mut(&artifact) {
            reading.hasher.update(bytes);
            for waiting in &mut reading.signatures {
                waiting.stream.update(bytes);
            }
        }
    }

    /// Ends the reading: from now on the report knows what the signatures are worth. Of a file that
    /// is not the one whose digests are known, nothing follows.
    pub fn message_end(&mut self, artifact: usize) {
        let Some(reading) = self.readings.remove(&artifact) else { return };
        let known = self.digests_of(artifact);
        if known.is_empty() || reading.hasher.finish() != known {
            return;
        }
        for waiting in reading.signatures {
            let found = self
                .streamed
                .entry((waiting.evidence, artifact))
                .or_insert(Streamed { verified_by: None });
            if waiting.stream.finish().is_ok() {
                found.verified_by = Some(waiting.key);
            }
        }
    }

    /// Forgets what second readings of these artifacts showed, also of those that go on: they began
    /// with other digests, keys or trust.
    pub(super) fn forget_readings(&mut self, of: impl Fn(usize) -> bool) {
        self.streamed.retain(|(_, artifact), _| !of(*artifact));
        self.readings.retain(|artifact, _| !of(*artifact));
    }

    fn digests_of(&self, artifact: usize) -> Digests {
        let known = self.artifacts.get(artifact).and_then(Option::as_ref);
        known.map(|artifact| artifact.digests.clone()).unwrap_or_default()
    }

    fn waiting(&self, evidence: usize) -> Vec<Waiting> {
        let Some(file) = self.evidence.get(evidence) else { return Vec::new() };
        let Ok(bundle) = &file.content else { return Vec::new() };
        if !matches!(Unverified::claims(bundle).content, Content::Message(_)) {
            return Vec::new();
        }
        let foundation = file.foundation(bundle, self.context());
        let keys = foundation.keys.iter().filter(|key| key.algorithm() == KeyAlgorithm::Ed25519);
        keys.filter_map(|key| {
            let stream = MessageStream::new(key, bundle.claims().signature()).ok()?;
            Some(Waiting { evidence: file.origin.id, key: key.clone(), stream })
        })
        .collect()
    }
}

fn needs_message(check: &Check) -> bool {
    check.question == Question::ArtifactSignature
        && check.facts.get("error").is_some_and(|code| code == "message-needed")
}
