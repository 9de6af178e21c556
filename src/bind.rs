//! Which evidence speaks about which artifact? By digest; a name only says what somebody meant.

pub(crate) mod parts;

use std::collections::{BTreeSet, HashMap};

use crate::digest::{Digest, Digests};
use crate::error::{Facts, facts};

/// Evidence without a digest is tried against at most so many artifacts.
const TRIAL_LIMIT: usize = 64;
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

/// Binds every piece of evidence.
pub(crate) fn bind(
    evidence: &[Candidate<'_>],
    artifacts: &[Target<'_>],
) -> (Vec<Pair>, Vec<Unbound>) {
    let index = index(artifacts);
    let mut pairs = Vec::new();
    let mut unbound = Vec::new();
    for (position, candidate) in evidence.iter().enumerate() {
        match bind_one(candidate, artifacts, &index) {
            Ok(found) => pairs.extend(found.into_iter().map(|(artifact, on_trial)| Pair {
                evidence: position,
                artifact,
                on_trial,
            })),
            Err((reason, facts)) => unbound.push(Unbound { evidence: position, reason, facts }),
        }
    }
    (pairs, unbound)
}

/// The artifacts by each of their digests.
fn index<'a>(artifacts: &[Target<'a>]) -> HashMap<&'a Digest, Vec<usize>> {
    let mut index: HashMap<&Digest, Vec<usize>> = HashMap::new();
    for (position, artifact) in artifacts.iter().enumerate() {
        for digest in artifact.digests {
            index.entry(digest).or_default().push(position);
        }
    }
    index
}

type Bound = Result<Vec<(usize, bool)>, (&'static str, Facts)>;

fn bind_one(
    candidate: &Candidate<'_>,
    artifacts: &[Target<'_>],
    index: &HashMap<&Digest, Vec<usize>>,
) -> Bound {
    let mut found = BTreeSet::new();
    if let Speaks::Of(subjects) = candidate.speaks {
        let digests = subjects.iter().flat_map(Digests::iter);
        found.extend(digests.filter_map(|digest| index.get(digest)).flatten());
    }
    let known_by =
        |artifact: &Target<'_>| artifact.named.is_some_and(|named| candidate.names.contains(named));
    let known = artifacts.iter().enumerate().filter(|(_, artifact)| known_by(artifact));
    found.extend(known.map(|(position, _)| position));
    let found_any = !found.is_empty();
    // What was given for an artifact, or is named after it, must speak about it.
    match &candidate.meant {
        Some(meant) if meant.any.iter().any(|meant| found.contains(meant)) => {}
        Some(meant) => found.extend(&meant.instead),
        None if !found_any => {
            let named = named_after(candidate.name, artifacts);
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
/// `app.tar.gz.sigstore.json`. Of several the longest.
fn named_after(name: &str, artifacts: &[Target<'_>]) -> Option<usize> {
    let own = file_name(name);
    let continues = |artifact: &str| {
        // As containers/image puts them side by side.
        if file_name(artifact) == "manifest.json" && is_numbered_signature(own) {
            return folder(artifact) == folder(name);
        }
        let rest = own.strip_prefix(file_name(artifact));
        !file_name(artifact).is_empty() && rest.is_some_and(|rest| rest.starts_with('.'))
    };
    let named = artifacts.iter().enumerate().filter(|(_, artifact)| continues(artifact.name));
    named.max_by_key(|(_, artifact)| file_name(artifact.name).len()).map(|(position, _)| position)
}

fn file_name(path: &str) -> &str {
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
