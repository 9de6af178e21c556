//! What a person, a page or a script is told: codes and facts, no prose.
//!
//! `docs/report.md` describes the JSON, `docs/report.schema.json` defines it.

pub(crate) mod claims;
pub(crate) mod repository;

use serde::Serialize;

use crate::digest::{DigestAlgorithm, Digests};
use crate::error::{Error, Facts};
use crate::judge::{DemandReport, Verdict};
use crate::sniff::Kind;
use crate::time::UnixTime;
use crate::trust::domain::TrustSource;
use crate::verify::check::Check;

/// The version of the report's form.
pub(crate) const SCHEMA: &str = "touchstone-report/1";

/// The answer about one set of files.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// Always `touchstone-report/1`.
    pub schema: &'static str,
    /// The worst of the artifacts' verdicts; `incomplete` without artifacts.
    pub verdict: Verdict,
    /// The time at which everything was judged.
    pub now: UnixTime,
    /// The files that somebody wants to use.
    pub artifacts: Vec<ArtifactReport>,
    /// Files with a whole history in them, whose signed objects are among the artifacts.
    pub histories: Vec<HistoryReport>,
    /// TUF repositories among the files.
    pub repositories: Vec<repository::RepositoryReport>,
    /// What speaks about them: an entry for each piece of evidence and each artifact that it tells
    /// apart from the others; files that are the same share it.
    pub evidence: Vec<EvidenceReport>,
    /// Files that speak about none of the artifacts, or that the user must first accept.
    pub orphans: Vec<Orphan>,
    /// What the verdict relies on.
    pub trust: Vec<TrustSource>,
    /// Files that could not be read, and where they are wrong.
    pub errors: Vec<FileError>,
}

/// One file that somebody wants to use.
#[derive(Clone, Debug, Serialize)]
pub struct ArtifactReport {
    /// Its name, or the digest it is known by.
    pub name: String,
    /// In bytes; unknown where only a digest was given.
    pub size: Option<u64>,
    /// In hexadecimal, by algorithm.
    pub digests: Digests,
    /// The verdict on it.
    pub verdict: Verdict,
    /// Positions in [`Report::evidence`].
    pub evidence: Vec<usize>,
    /// Questions about the artifact itself, whatever speaks about it: those of an image.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<Check>,
    /// What it is a part of, where it is an image, or a part of one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<ImageReport>,
    /// The section of the policy that is about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// Each demand of the expectation and what became of it; none where nothing was stated.
    pub demands: Vec<DemandReport>,
    /// Of a commit or tag that came out of a history: its position in [`Report::histories`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub history: Option<usize>,
}

/// An index, a manifest, or another form of a container image.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ImageReport {
    /// `layout`, `index`, `manifest`, `attestation` or `docker`.
    pub kind: &'static str,
    /// What it calls itself.
    pub media_type: Option<String>,
    /// What it runs on, as `linux/arm64/v8`.
    pub platform: Option<String>,
    /// The position in [`Report::artifacts`] of what lists it.
    pub parent: Option<usize>,
    /// The positions of what lists it and is sound itself: by the digests in it that evidence
    /// speaks for this one too.
    pub covered_by: Vec<usize>,
    /// Names and times that nobody vouched for.
    pub claims: Facts,
}

/// A git bundle or pack.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct HistoryReport {
    /// The file's name.
    pub name: String,
    /// The file's kind.
    pub kind: Kind,
    /// In bytes.
    pub size: Option<u64>,
    /// Of the whole file.
    pub digests: Digests,
    /// The worst of its signed objects' verdicts, and nothing better than `incomplete` where
    /// something in it is not signed or could not be read.
    pub verdict: Verdict,
    /// By which hash objects are named, if that is known.
    pub algorithm: Option<DigestAlgorithm>,
    /// How many objects it says it holds, trees and blobs among them.
    pub objects: u64,
    /// How many commits.
    pub commits: u64,
    /// How many tags that are objects of their own.
    pub tags: u64,
    /// How many of them gitsign signed: each is an artifact.
    pub signed: u64,
    /// How many nobody signed.
    pub unsigned: u64,
    /// The ids of the first hundred of those.
    pub unsigned_ids: Vec<String>,
    /// How many other tools signed, by the tool.
    pub other_tools: Facts,
    /// Deltas whose base is elsewhere: whether they are commits cannot be told.
    pub undecided: u64,
    /// Commits and tags that are larger, or more, than what is read.
    pub unread: u64,
    /// Commits and tags that are named and neither in the file nor among its prerequisites.
    pub missing: u64,
    /// The first thousand names.
    pub refs: Vec<RefReport>,
    /// How many names there are.
    pub ref_count: u64,
    /// The ids of the first hundred commits that the history builds on and does not hold.
    pub prerequisites: Vec<String>,
}

/// A branch or tag of a history by its name.
#[derive(Clone, Debug, Serialize)]
pub struct RefReport {
    /// The name.
    pub name: String,
    /// The object's id.
    pub id: String,
    /// `signed` by gitsign, `unsigned`, by `other-tool`, or `absent` from the file.
    pub state: &'static str,
    /// Of a signed object: its position in [`Report::artifacts`].
    pub artifact: Option<usize>,
}

/// One piece of evidence and what it proves about one artifact.
#[derive(Clone, Debug, Serialize)]
pub struct EvidenceReport {
    /// The file's name.
    pub name: String,
    /// The file's kind.
    pub kind: Kind,
    /// The verdict on it.
    pub verdict: Verdict,
    /// Who signed, once chain and signature are verified.
    pub signer: Option<SignerReport>,
    /// When the signature is proven to have existed.
    pub time: Option<TimeReport>,
    /// Every question that was asked.
    pub checks: Vec<Check>,
    /// What was established beside the checks.
    pub facts: Facts,
    /// What the evidence says of itself; not checked.
    pub claims: Facts,
}

/// A proven signer.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SignerReport {
    /// The name in the certificate exactly as it is, or a key's fingerprint.
    pub identity: String,
    /// `uri`, `email`, `dns`, `other-name` or `key`.
    pub identity_type: &'static str,
    /// Who vouched for the identity.
    pub issuer: Option<String>,
    /// Fulcio's extensions by their documented names.
    pub extensions: Facts,
}

/// A proven time.
#[derive(Clone, Debug, Serialize)]
pub struct TimeReport {
    /// The time.
    pub value: UnixTime,
    /// `rfc3161` or `log`.
    pub source: &'static str,
    /// The timestamp authority or log.
    pub authority: String,
}

/// A file that takes no part.
#[derive(Clone, Debug, Serialize)]
pub struct Orphan {
    /// The file's name.
    pub name: String,
    /// The file's kind.
    pub kind: Kind,
    /// Why it takes no part.
    pub reason: &'static str,
    /// What explains the reason.
    pub facts: Facts,
}

/// A file that could not be read.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FileError {
    /// The error's code.
    pub code: &'static str,
    /// The file's name.
    pub file: String,
    /// What explains the error.
    pub facts: Facts,
}

impl FileError {
    /// An error and the file it is about.
    pub(crate) fn new(file: &str, error: &Error) -> Self {
        Self { code: error.code(), file: file.to_owned(), facts: error.facts() }
    }
}

/// What a file is and says; nothing of it is checked.
#[derive(Clone, Debug, Serialize)]
pub struct Inspection {
    /// The file's name.
    pub name: String,
    /// Its kind.
    pub kind: Kind,
    /// What it says.
    pub claims: Facts,
    /// Why it could not be read.
    pub errors: Vec<FileError>,
}
