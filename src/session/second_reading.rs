//! Signatures over the message itself (pure Ed25519) need the artifact once more, as a stream.

use std::collections::HashMap;

use super::Session;
use crate::crypto::{KeyAlgorithm, MessageStream, PublicKey};
use crate::formats::Unverified;
use crate::formats::bundle::Content;
use crate::verify::check::{Check, Question};
use crate::verify::signature::Streamed;

/// The streams of each artifact that is being read.
pub(super) type Readings = HashMap<usize, Vec<Reading>>;

/// One signature that waits for the end of an artifact.
#[derive(Debug)]
pub(super) struct Reading {
    evidence: u64,
    key: PublicKey,
    stream: MessageStream,
}

impl Session {
    /// The artifacts that some signature needs to be read once more.
    pub fn messages_wanted(&self) -> Vec<usize> {
        let (judged, _) = self.judged();
        let mut wanted: Vec<usize> = judged
            .iter()
            .filter(|one| one.report.checks.iter().any(needs_message))
            .map(|one| one.pair.artifact)
            .collect();
        wanted.sort_unstable();
        wanted.dedup();
        wanted
    }

    /// Starts the reading of one of them.
    pub fn message_begin(&mut self, artifact: usize) {
        let (judged, _) = self.judged();
        let mut readings = Vec::new();
        for one in judged.iter().filter(|one| one.pair.artifact == artifact) {
            if one.report.checks.iter().any(needs_message) {
                readings.extend(self.readings_of(one.pair.evidence));
            }
        }
        self.readings.insert(artifact, readings);
    }

    /// Takes the next bytes.
    pub fn message_update(&mut self, artifact: usize, bytes: &[u8]) {
        for reading in self.readings.get_mut(&artifact).into_iter().flatten() {
            reading.stream.update(bytes);
        }
    }

    /// Ends the reading: from now on the report knows what the signatures are worth.
    pub fn message_end(&mut self, artifact: usize) {
        for reading in self.readings.remove(&artifact).into_iter().flatten() {
            let found = self
                .streamed
                .entry((reading.evidence, artifact))
                .or_insert(Streamed { verified_by: None });
            if reading.stream.finish().is_ok() {
                found.verified_by = Some(reading.key);
            }
        }
    }

    fn readings_of(&self, evidence: usize) -> Vec<Reading> {
        let Some(file) = self.evidence.get(evidence) else { return Vec::new() };
        let Ok(bundle) = &file.content else { return Vec::new() };
        if !matches!(Unverified::claims(bundle).content, Content::Message(_)) {
            return Vec::new();
        }
        let foundation = file.foundation(bundle, self.context());
        let keys = foundation.keys.iter().filter(|key| key.algorithm() == KeyAlgorithm::Ed25519);
        keys.filter_map(|key| {
            let stream = MessageStream::new(key, bundle.claims().signature()).ok()?;
            Some(Reading { evidence: file.origin.id, key: key.clone(), stream })
        })
        .collect()
    }
}

fn needs_message(check: &Check) -> bool {
    check.question == Question::ArtifactSignature
        && check.facts.get("error").is_some_and(|code| code == "message-needed")
}
