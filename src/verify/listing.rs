//! Under which paths does a TUF repository list a file?

use std::collections::{BTreeSet, HashMap};

use crate::digest::{Digest, Digests};
use crate::trust::tuf::Loaded;

/// What the loaded roles list, by digest and by path, so that thousands of files are looked for in
/// a repository of a hundred thousand without comparing each with each.
#[derive(Debug, Default)]
pub(crate) struct Listing {
    /// So many of the loaded roles are in it.
    roles: usize,
    /// In the order of the roles.
    paths: Vec<String>,
    places: HashMap<String, Vec<usize>>,
    /// By the algorithm's name and the digest in hexadecimal.
    by_digest: HashMap<String, Vec<usize>>,
    /// How long the paths are.
    lengths: BTreeSet<usize>,
}

impl Listing {
    /// Adds the roles that were loaded since.
    pub(super) fn extend(&mut self, loaded: &[Loaded]) {
        for role in loaded.iter().skip(self.roles) {
            for (path, file) in &role.metadata.role().targets {
                let places = self.places.entry(path.clone()).or_default();
                if places.is_empty() {
                    places.push(self.paths.len());
                    self.paths.push(path.clone());
                    self.lengths.insert(path.len());
                }
                let Some(place) = places.first().copied() else { continue };
                for digest in &file.hashes.listed {
                    let known = self.by_digest.entry(key(digest)).or_default();
                    if known.last() != Some(&place) {
                        known.push(place);
                    }
                }
            }
        }
        self.roles = loaded.len();
    }

    /// One of the paths under which some role lists a file with one of these digests.
    pub(super) fn path_of(&self, digests: &Digests, number: usize) -> Option<&String> {
        let known = digests.iter().filter_map(|digest| self.by_digest.get(&key(digest)));
        self.paths.get(*known.flatten().nth(number)?)
    }

    /// The path of the target that a file is called after: all of the path, and not only its end.
    pub(super) fn path_named(&self, name: &str) -> Option<&String> {
        let after = name.match_indices('/').filter_map(|(slash, _)| name.get(slash + 1..));
        let ends = core::iter::once(name).chain(after);
        let ends = ends.filter(|end| self.lengths.contains(&end.len()));
        let place = ends.filter_map(|end| self.places.get(end)).flatten().min()?;
        self.paths.get(*place)
    }
}

fn key(digest: &Digest) -> String {
    [digest.algorithm().name(), &digest.hex()].concat()
}
