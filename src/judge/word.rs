//! What TUF repositories say of an artifact, beside the evidence about it (docs/tuf.md). A
//! repository lists files and signs for none: it is never one of the signers that are demanded.

use serde_json::Value;

use crate::judge::Verdict;
use crate::judge::artifact::{DemandReport, absent};
use crate::policy::outcome::DemandStatus;
use crate::verify::check::{Check, Question, Status};

/// What one repository's word on an artifact is worth.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    pub(crate) verdict: Verdict,
    /// The root that it follows from.
    pub(crate) root: String,
    /// Whether the user relies on that root, or on none, or on others.
    pub(crate) reliance: Reliance,
    /// Whether it says who must have signed, and the user relies on its root.
    pub(crate) names_signer: bool,
}

/// Whether the user relies on a root.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reliance {
    Given,
    /// The user said nothing of any root.
    Open,
    /// On other roots only.
    Other,
}

/// That no repository on whose root the user relies says anything of an artifact.
#[derive(Clone, Debug)]
pub(crate) struct Silence {
    /// One of those roots.
    pub(crate) root: String,
    /// Whether no repository of theirs holds: what it would have said, nobody knows.
    pub(crate) broken: bool,
}

/// The verdict on what a repository says of an artifact. `stated` is whether the user said
/// anything of who should have signed, or of what else is demanded.
pub(crate) fn judge_word(checks: &[Check], stated: bool) -> Verdict {
    let is = |question, status| {
        checks.iter().any(|check| check.question == question && check.status == status)
    };
    let demands = [Question::ExpectedIdentity, Question::RepositoryExpectation];
    let other = |status| {
        let mut others = checks.iter().filter(|check| !demands.contains(&check.question));
        others.any(|check| check.status == status)
    };
    let vouched = is(Question::RepositoryTarget, Status::Passed);
    if other(Status::Failed) {
        Verdict::Failed
    } else if other(Status::Missing) || !vouched {
        Verdict::Incomplete
    } else if demands.iter().any(|question| is(*question, Status::Failed)) {
        Verdict::Unexpected
    } else if is(Question::RepositoryExpectation, Status::Missing) {
        Verdict::Incomplete
    } else if is(Question::ExpectedIdentity, Status::Passed) {
        Verdict::Verified
    } else if stated {
        Verdict::Incomplete
    } else {
        Verdict::Unstated
    }
}

/// An artifact's verdict from the one on the evidence about it and what repositories say of it, or
/// of an image that it is part of, and what became of the reliance on their roots.
///
/// Where a repository says who must have signed, nothing is better than what its word is worth. No
/// repository stands for what the user demanded; that it lists another file counts all the same.
/// Silence meets no reliance: whoever breaks a repository's metadata gets no better verdict by it.
pub(crate) fn judge_with_words(
    evidence: Verdict,
    words: &[(usize, Word)],
    stated: bool,
    silence: Option<&Silence>,
) -> (Verdict, Vec<DemandReport>) {
    let failed = words.iter().any(|(_, word)| word.verdict == Verdict::Failed);
    let naming: Vec<_> = words.iter().filter(|(_, word)| word.names_signer).collect();
    if !naming.is_empty() {
        let verdicts = naming.iter().map(|(_, word)| word.verdict);
        let demands = naming.iter().map(|(position, word)| demand(*position, word)).collect();
        return (unless_wrong(verdicts.fold(evidence, Verdict::max), failed), demands);
    }
    let silence = silence.filter(|silence| silence.broken || !stated);
    let held = silence.map_or(evidence, |_| evidence.max(Verdict::Incomplete));
    let unheard: Vec<_> = silence.map(Silence::demand).into_iter().collect();
    if stated {
        return (unless_wrong(held, failed), unheard);
    }
    let relied = words.iter().filter(|(_, word)| word.reliance != Reliance::Open);
    // Whoever relies on a root expects its repository, as whoever names a signer does: of several
    // that speak about the file, one is enough.
    match relied.min_by_key(|(_, word)| word.verdict) {
        Some((position, word)) => {
            let wrong = failed || evidence == Verdict::Failed;
            let verdict = match word.verdict {
                Verdict::Verified => Verdict::Verified,
                verdict => unless_wrong(verdict.max(Verdict::Incomplete), wrong),
            };
            (verdict, vec![demand(*position, word)])
        }
        None if evidence == Verdict::Failed || failed => (Verdict::Failed, unheard),
        None if silence.is_some() => (held, unheard),
        None => {
            let verdicts = words.iter().map(|(_, word)| word.verdict);
            (verdicts.fold(evidence, Verdict::min).max(Verdict::Unstated), Vec::new())
        }
    }
}

/// What is met stays so, whatever is wrong with other evidence.
fn unless_wrong(verdict: Verdict, wrong: bool) -> Verdict {
    match verdict {
        Verdict::Verified => Verdict::Verified,
        _ if wrong => Verdict::Failed,
        verdict => verdict,
    }
}

impl Silence {
    fn demand(&self) -> DemandReport {
        absent("tufRoot", self.root.as_str().into())
    }
}

/// The reliance on a repository's root as a demand.
fn demand(position: usize, word: &Word) -> DemandReport {
    let status = match word.verdict {
        Verdict::Verified => DemandStatus::Met,
        Verdict::Unstated | Verdict::Incomplete => DemandStatus::Missing,
        Verdict::Unexpected | Verdict::Failed => DemandStatus::Unmet,
    };
    let expected = match word.reliance {
        Reliance::Other => "given-root",
        Reliance::Given | Reliance::Open => &word.root,
    };
    let found =
        if status == DemandStatus::Missing { Value::Null } else { word.root.as_str().into() };
    DemandReport {
        key: "tufRoot",
        status,
        expected: expected.into(),
        found,
        evidence: vec![position],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Verdict::{Failed, Incomplete, Unexpected, Unstated, Verified};

    const ALL: [Verdict; 5] = [Verified, Unstated, Incomplete, Unexpected, Failed];

    fn word(verdict: Verdict, reliance: Reliance, names_signer: bool) -> (usize, Word) {
        (0, Word { verdict, root: String::new(), reliance, names_signer })
    }

    #[test]
    fn no_repository_stands_for_what_the_user_stated() {
        for evidence in ALL {
            for verdict in ALL {
                for names_signer in [true, false] {
                    let words = [word(verdict, Reliance::Given, names_signer)];
                    let (judged, _) = judge_with_words(evidence, &words, true, None);
                    assert!(judged >= evidence, "{evidence:?} {verdict:?} {names_signer}");
                }
            }
        }
    }

    #[test]
    fn a_repository_that_names_the_signer_holds_back() {
        for evidence in ALL {
            for (verdict, other, stated) in ALL
                .iter()
                .flat_map(|one| ALL.map(|other| [(*one, other, true), (*one, other, false)]))
                .flatten()
            {
                let words =
                    [word(other, Reliance::Open, false), word(verdict, Reliance::Given, true)];
                let (judged, demands) = judge_with_words(evidence, &words, stated, None);
                let met = evidence == Verified && verdict == Verified;
                let wrong = other == Failed && !met;
                let expected = if wrong { Failed } else { evidence.max(verdict) };
                assert_eq!(judged, expected, "{words:?}");
                assert_eq!(demands.len(), 1);
            }
        }
    }

    #[test]
    fn only_a_root_that_was_given_makes_anything_verified() {
        for evidence in [Unstated, Incomplete, Unexpected, Failed] {
            for verdict in ALL {
                let (judged, _) = judge_with_words(
                    evidence,
                    &[word(verdict, Reliance::Given, false)],
                    false,
                    None,
                );
                assert_eq!(judged == Verified, verdict == Verified, "{evidence:?} {verdict:?}");
                assert_ne!(judged, Unstated);
            }
        }
    }

    #[test]
    fn repositories_beside_other_evidence() {
        use Reliance::{Given, Open, Other};
        for (evidence, said, reliance, stated, expected) in [
            (Incomplete, Verified, Given, false, Verified),
            (Unstated, Verified, Given, false, Verified),
            (Failed, Verified, Given, false, Verified),
            (Unstated, Incomplete, Given, false, Incomplete),
            (Failed, Incomplete, Given, false, Failed),
            (Unstated, Failed, Given, false, Failed),
            (Unstated, Unexpected, Other, false, Unexpected),
            (Failed, Unexpected, Other, false, Failed),
            (Incomplete, Unstated, Open, false, Unstated),
            (Failed, Unstated, Open, false, Failed),
            (Unstated, Incomplete, Open, false, Unstated),
            (Unstated, Failed, Open, false, Failed),
            (Verified, Failed, Given, true, Verified),
            (Unexpected, Failed, Given, true, Failed),
            (Incomplete, Verified, Given, true, Incomplete),
            (Incomplete, Unexpected, Other, true, Incomplete),
        ] {
            let (judged, _) =
                judge_with_words(evidence, &[word(said, reliance, false)], stated, None);
            assert_eq!(judged, expected, "{evidence:?} {said:?} {reliance:?} {stated}");
        }
    }

    #[test]
    fn silence_meets_no_reliance() {
        for (evidence, broken, stated, expected) in [
            (Unstated, false, false, Incomplete),
            (Unstated, true, false, Incomplete),
            (Incomplete, true, false, Incomplete),
            (Failed, true, false, Failed),
            // A repository that holds, and says nothing of the file, demands nothing more of it.
            (Verified, false, true, Verified),
            (Verified, true, true, Incomplete),
            (Unexpected, true, true, Unexpected),
            (Failed, true, true, Failed),
        ] {
            let silence = Silence { root: "a root".to_owned(), broken };
            let (judged, demands) = judge_with_words(evidence, &[], stated, Some(&silence));
            assert_eq!(judged, expected, "{evidence:?} {broken} {stated}");
            let unheard = demands.iter().filter(|demand| demand.status == DemandStatus::Missing);
            assert_eq!(unheard.count(), usize::from(broken || !stated));
        }
    }
}
