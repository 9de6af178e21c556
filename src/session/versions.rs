//! Which of a package's versions does anybody ask about? A registry's document may hold all that
//! there ever were: only those that are about one of the artifacts say something.

use std::collections::{BTreeMap, BTreeSet};

use super::{Artifact, Session};
use crate::bind::Speaks;
use crate::digest::Digest;
use crate::sniff::Kind;

impl Session {
    /// The evidence that is about other versions than these artifacts. Of a document that speaks
    /// about none of them the last version stands for the others.
    pub(super) fn other_versions(&self, present: &[(usize, &Artifact)]) -> BTreeSet<usize> {
        let known: BTreeSet<&Digest> =
            present.iter().flat_map(|(_, artifact)| &artifact.digests).collect();
        let mut documents: BTreeMap<&str, Vec<(usize, &Digest)>> = BTreeMap::new();
        for (position, file) in self.evidence.iter().enumerate() {
            if let (Kind::NpmVersion, Speaks::Of(subjects)) = (file.kind, &file.speaks) {
                let digest = subjects.iter().flat_map(|digests| digests.iter()).next();
                let own = documents.entry(file.origin.file.as_str()).or_default();
                own.extend(digest.map(|digest| (position, digest)));
            }
        }
        let mut others = BTreeSet::new();
        for versions in documents.into_values() {
            let last = versions.last().map(|(_, digest)| *digest);
            let asked = versions.iter().any(|(_, digest)| known.contains(digest));
            let counts = |digest| if asked { known.contains(digest) } else { Some(digest) == last };
            let aside = versions.iter().filter(|(_, digest)| !counts(digest));
            others.extend(aside.map(|(position, _)| *position));
        }
        others
    }
}
