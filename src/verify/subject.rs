//! Does the evidence speak about this artifact?

use crate::digest::{Digest, Digests};
use crate::error::Error;

/// The artifact has a digest that the evidence names.
pub(crate) fn verify_subject(subjects: &[Digests], artifact: &Digests) -> Result<Digest, Error> {
    let mut comparable = false;
    for subject in subjects {
        match compare(subject, artifact) {
            Comparison::Same(digest) => return Ok(digest),
            Comparison::Different => comparable = true,
            Comparison::Unknown => {}
        }
    }
    let first = subjects.iter().flat_map(Digests::iter).next();
    match first {
        Some(digest) if !comparable => {
            Err(Error::DigestUnavailable { algorithm: digest.algorithm().name() })
        }
        _ => Err(Error::SubjectMismatch {
            expected: described(subjects.iter().flat_map(Digests::iter)),
            found: described(artifact.iter()),
        }),
    }
}

/// How two sets of digests compare.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Comparison {
    /// Every digest that both have is the same; the strongest of them.
    Same(Digest),
    /// At least one differs.
    Different,
    /// They have no algorithm in common.
    Unknown,
}

/// Compares what evidence names with what an artifact has.
pub(crate) fn compare(subject: &Digests, artifact: &Digests) -> Comparison {
    let mut same = None;
    for digest in subject {
        match artifact.get(digest.algorithm()) {
            Some(found) if found == digest => same = Some(digest.clone()),
            Some(_) => return Comparison::Different,
            None => {}
        }
    }
    same.map_or(Comparison::Unknown, Comparison::Same)
}

/// Digests for a person to compare; of a long list only its beginning.
fn described<'a>(digests: impl Iterator<Item = &'a Digest>) -> String {
    const SHOWN: usize = 8;
    let all: Vec<_> = digests.take(SHOWN + 1).collect();
    let shown = all.iter().take(SHOWN);
    let mut text = shown
        .map(|digest| format!("{}:{}", digest.algorithm().name(), digest.hex()))
        .collect::<Vec<_>>()
        .join(", ");
    if all.len() > SHOWN {
        text.push_str(", …");
    }
    text
}
