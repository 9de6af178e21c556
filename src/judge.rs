//! From checks to a verdict. No cryptography here: only what was found, and what is expected.

mod artifact;
mod demand;
mod distinct;
mod piece;
mod word;

use serde::Serialize;

pub use self::artifact::DemandReport;
pub(crate) use self::artifact::judge_artifact;
pub(crate) use self::demand::Demand;
pub(crate) use self::piece::{Judgement, Piece, judge_piece};
pub(crate) use self::word::{Reliance, Silence, Word, judge_with_words, judge_word};

/// The answer, from the best to the worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Sound evidence, bound to this file, by the expected signer.
    Verified,
    /// Sound and bound, but nobody said who should have signed.
    Unstated,
    /// Nothing is wrong, something needed is missing.
    Incomplete,
    /// Sound and bound, but by someone else than expected.
    Unexpected,
    /// Evidence about this file is wrong.
    Failed,
}

impl Verdict {
    /// The verdict's name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Unstated => "unstated",
            Self::Incomplete => "incomplete",
            Self::Unexpected => "unexpected",
            Self::Failed => "failed",
        }
    }
}

/// The verdict on a history from those on its signed objects: the worst. Where not everything in it
/// is signed and read, nothing better than `incomplete`.
pub(crate) fn judge_history(
    signed: impl Iterator<Item = Verdict>,
    whole: bool,
    broken: bool,
) -> Verdict {
    match (signed.max(), broken) {
        (_, true) => Verdict::Failed,
        (Some(worst), false) if whole => worst,
        (worst, false) => worst.unwrap_or(Verdict::Incomplete).max(Verdict::Incomplete),
    }
}

/// The verdict on all artifacts: the worst.
pub(crate) fn judge_all(artifacts: impl Iterator<Item = Verdict>) -> Verdict {
    artifacts.max().unwrap_or(Verdict::Incomplete)
}
