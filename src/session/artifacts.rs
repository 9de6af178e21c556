//! The files that somebody wants to use, by their digests.

use super::{Artifact, Session};
use crate::digest::Digests;

impl Session {
    /// Adds an artifact by its digests; gives its index.
    pub fn add_artifact(&mut self, name: &str, size: Option<u64>, digests: Digests) -> usize {
        self.push_artifact(name, size, digests, None)
    }

    /// Adds what is known only by a digest of another kind, as evidence about it names that:
    /// `gitCommit` and a commit's id, say. Gives its index.
    pub fn add_named_artifact(&mut self, name: &str, algorithm: &str, value: &str) -> usize {
        let named = Some((algorithm.to_owned(), value.to_owned()));
        self.push_artifact(name, None, Digests::default(), named)
    }

    fn push_artifact(
        &mut self,
        name: &str,
        size: Option<u64>,
        digests: Digests,
        named: Option<(String, String)>,
    ) -> usize {
        let name = name.to_owned();
        self.artifacts.push(Some(Artifact {
            name,
            size,
            digests,
            named,
            container: false,
            part: None,
        }));
        self.artifacts.len() - 1
    }

    /// Learns that an artifact is an archive, of which other files were taken. It takes part only
    /// where something speaks about the archive itself.
    pub fn mark_container(&mut self, index: usize) {
        if let Some(artifact) = self.artifacts.get_mut(index).and_then(Option::as_mut) {
            artifact.container = true;
        }
    }

    /// Removes an artifact; the indexes of the others stay the same.
    pub fn remove_artifact(&mut self, index: usize) {
        self.remove_image_of(index);
        if let Some(artifact) = self.artifacts.get_mut(index) {
            *artifact = None;
        }
        self.histories.retain(|file| file.artifact != index);
    }

    /// Learns an artifact's digests, once it was read. What another reading of it showed is
    /// forgotten: that may have been another file.
    pub fn set_digests(&mut self, index: usize, size: Option<u64>, digests: Digests) {
        self.forget_readings(|artifact| artifact == index);
        if let Some(artifact) = self.artifacts.get_mut(index).and_then(Option::as_mut) {
            artifact.size = size;
            artifact.digests = digests;
        }
    }
}
