//! Which evidence speaks about which artifact? By digest; a name only says what somebody meant.

pub(crate) mod parts;

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::digest::{Digest, Digests};
use crate::error::{Facts, facts};

/// Evidence without a digest is tried against at most so many artifacts.
const TRIAL_LIMIT: usize = 64;
/// More pairs of evidence and artifacts than this are not looked at.
pub(crate) const PAIR_LIMIT: usize = 500_000;
/// How containers/image calls the manifest that its signatures stand beside.
const MANIFEST: &str = "manifest.json";
/// How many digests an orphan shows.
const SHOWN: usize = 8;

/// What evidence says it speaks about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Speaks {
    /// Something with one of these digests.
    Of(Vec<Digests>),
    /// Anything: only a signature can tell.
    Unsaid,
    /// Nothing that could be compared, or nobody can read what.
    Nothing(&'static str),
}

/// A piece of evidence as binding sees it.
#[derive(Clone, Debug)]
pub(crate) struct Candidate<'a> {
    pub(crate) name: &'a str,
    /// What the user gave it for.
    pub(crate) meant: Option<Meant>,
    pub(crate) speaks: &'a Speaks,
    /// Digests of other kinds that it names.
    pub(crate) names: &'a [(String, String)],
    /// The first one that says the same: once that is bound to an artifact, this adds nothing.
    pub(crate) copy_of: Option<usize>,
}

/// What evidence was meant for.
#[derive(Clone, Debug)]
pub(crate) struct Meant {
    /// It has to speak about one of these.
    pub(crate) any: Vec<usize>,
    /// Where it does not, it is about these, wrongly.
    pub(crate) instead: Vec<usize>,
}

/// An artifact as binding sees it.
#[derive(Clone, Debug)]
pub(crate) struct Target<'a> {
    pub(crate) name: &'a str,
    pub(crate) digests: &'a Digests,
    /// The images in it that people mean by its name, where it is an archive of images.
    pub(crate) images: Vec<usize>,
    /// A digest of another kind, by which alone it is known.
    pub(crate) named: Option<&'a (String, String)>,
}

/// Evidence and the artifact it is verified with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pair {
    pub(crate) evidence: usize,
    pub(crate) artifact: usize,
    /// Whether the pair counts only if the signature turns out to be over this artifact.
    pub(crate) on_trial: bool,
}

/// Evidence that speaks about none of the artifacts.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Unbound {
    pub(crate) evidence: usize,
    pub(crate) reason: &'static str,
    pub(crate) facts: Facts,
}

/// All evidence, bound.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bound {
    pub(crate) pairs: Vec<Pair>,
    pub(crate) unbound: Vec<Unbound>,
    /// Artifacts and evidence with more pairs than are looked at.
    pub(crate) beyond: (BTreeSet<usize>, BTreeSet<usize>),
}

/// Binds every piece of evidence.
pub(crate) fn bind(evidence: &[Candidate<'_>], artifacts: &[Target<'_>]) -> Bound {
    let index = Index::of(artifacts);
    let copied: BTreeSet<usize> =
        evidence.iter().filter_map(|candidate| candidate.copy_of).collect();
    let mut originals: HashSet<(usize, usize)> = HashSet::new();
    let mut bound = Bound::default();
    for (position, candidate) in evidence.iter().enumerate() {
        let mut found = match bind_one(candidate, artifacts, &index) {
            Ok(found) => found,
            Err((reason, facts)) => {
                bound.unbound.push(Unbound { evidence: position, reason, facts });
                continue;
            }
        };
        if let Some(original) = candidate.copy_of {
            found.retain(|(artifact, _)| !originals.contains(&(original, *artifact)));
            if found.is_empty() {
                let name = evidence.get(original).map_or("", |original| original.name);
                let facts = facts([("original", name.into())]);
                let reason = "copy-of-other-evidence";
                bound.unbound.push(Unbound { evidence: position, reason, facts });
            }
        }
        let original = candidate.copy_of.or(copied.contains(&position).then_some(position));
        for (artifact, on_trial) in found {
            if bound.pairs.len() >= PAIR_LIMIT {
                bound.beyond.0.insert(artifact);
                bound.beyond.1.insert(position);
                continue;
            }
            originals.extend(original.map(|original| (original, artifact)));
            bound.pairs.push(Pair { evidence: position, artifact, on_trial });
        }
    }
    bound
}

/// Where the artifacts are, by what evidence may know of them.
struct Index<'a> {
    digests: HashMap<&'a Digest, Vec<usize>>,
    /// Of those that are known by a digest of another kind.
    others: HashMap<&'a (String, String), Vec<usize>>,
    /// By their names without folders.
    names: HashMap<&'a str, Vec<usize>>,
}

impl<'a> Index<'a> {
    fn of(artifacts: &[Target<'a>]) -> Self {
        let mut index =
            Self { digests: HashMap::new(), others: HashMap::new(), names: HashMap::new() };
        for (position, artifact) in artifacts.iter().enumerate() {
            for digest in artifact.digests {
                index.digests.entry(digest).or_default().push(position);
            }
            if let Some(other) = artifact.named {
                index.others.entry(other).or_default().push(position);
            }
            index.names.entry(file_name(artifact.name)).or_default().push(position);
        }
        index
    }
}

type Found = Result<Vec<(usize, bool)>, (&'static str, Facts)>;

fn bind_one(candidate: &Candidate<'_>, artifacts: &[Target<'_>], index: &Index<'_>) -> Found {
    let mut found = BTreeSet::new();
    if let Speaks::Of(subjects) = candidate.speaks {
        let digests = subjects.iter().flat_map(Digests::iter);
        found.extend(digests.filter_map(|digest| index.digests.get(digest)).flatten());
    }
    found.extend(candidate.names.iter().filter_map(|other| index.others.get(other)).flatten());
    let found_any = !found.is_empty();
    // What was given for an artifact, or is named after it, must speak about it.
    match &candidate.meant {
        Some(meant) if meant.any.iter().any(|meant| found.contains(meant)) => {}
        Some(meant) => found.extend(&meant.instead),
        None if !found_any => {
            let named = named_after(candidate.name, artifacts, index);
            // A digest that is not the archive's own is meant to be that of an image in it.
            let images = named.and_then(|named| artifacts.get(named)).map(|named| &named.images);
            match images.filter(|images| !images.is_empty()) {
                Some(images) if *candidate.speaks != Speaks::Unsaid => found.extend(images),
                _ => found.extend(named),
            }
        }
        None => {}
    }
    if !found.is_empty() {
        return Ok(found.into_iter().map(|artifact| (artifact, false)).collect());
    }
    match candidate.speaks {
        _ if artifacts.is_empty() => Err(("no-artifact", Facts::new())),
        Speaks::Unsaid if artifacts.len() > TRIAL_LIMIT => {
            Err(("too-many-artifacts-to-try", Facts::new()))
        }
        Speaks::Unsaid => Ok((0..artifacts.len()).map(|artifact| (artifact, true)).collect()),
        Speaks::Nothing(reason) => Err((reason, Facts::new())),
        Speaks::Of(subjects) => Err(("no-artifact-with-digest", shown(subjects))),
    }
}

/// The artifact whose name the evidence's name continues: `app.tar.gz` for
/// `app.tar.gz.sigstore.json`. Of several the longest, and of those the last.
fn named_after(name: &str, artifacts: &[Target<'_>], index: &Index<'_>) -> Option<usize> {
    let own = file_name(name);
    let ends = own.char_indices().rev().filter(|(_, character)| *character == '.');
    let starts = ends.filter_map(|(end, _)| own.get(..end)).filter(|start| !start.is_empty());
    let mut known = starts.filter_map(|start| index.names.get(start));
    let continued = known.next().and_then(|artifacts| artifacts.last());
    // As containers/image puts them side by side.
    let beside = || {
        let manifests = index.names.get(MANIFEST).filter(|_| is_numbered_signature(own))?;
        manifests.iter().rev().find(|manifest| {
            artifacts.get(**manifest).is_some_and(|found| folder(found.name) == folder(name))
        })
    };
    continued.or_else(beside).copied()
}

/// A path without its folders.
pub(crate) fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or_default()
}

fn folder(path: &str) -> &str {
    path.strip_suffix(file_name(path)).unwrap_or_default()
}

/// `signature-1`.
fn is_numbered_signature(name: &str) -> bool {
    let number = name.strip_prefix("signature-").unwrap_or_default();
    !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
}

fn shown(subjects: &[Digests]) -> Facts {
    let digests = subjects.iter().flat_map(Digests::iter).take(SHOWN);
    let texts: Vec<String> =
        digests.map(|digest| format!("{}:{}", digest.algorithm().name(), digest.hex())).collect();
    facts([("digests", texts.into())])
}
