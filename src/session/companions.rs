//! Whether anything is wrong with the other attestations of a file whose attestations belong
//! together. Found out once for each file and artifact, not once for each of them.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use super::{EvidenceFile, Session};
use crate::error::Error;
use crate::verify::artifact::{Subject, verify_with_artifact};
use crate::verify::check::{Check, Question, Status};

/// What is wrong in such files, each with an artifact or none.
#[derive(Debug, Default)]
pub(super) struct Companions<'a> {
    files: OnceCell<HashMap<&'a str, Vec<&'a EvidenceFile>>>,
    wrong: RefCell<HashMap<(&'a str, Option<usize>), Wrong>>,
}

/// The first two that are wrong, by their ids.
type Wrong = Rc<[(u64, Error)]>;

impl Session {
    /// What a piece of evidence has to answer for: the first other one in its file that is wrong.
    pub(super) fn companions_check<'a>(
        &'a self,
        file: &'a EvidenceFile,
        artifact: Option<usize>,
        subject: Subject<'_>,
        known: &Companions<'a>,
    ) -> Check {
        let key = (file.origin.file.as_str(), artifact);
        let before = known.wrong.borrow().get(&key).cloned();
        let wrong = before.unwrap_or_else(|| {
            let files = known.files.get_or_init(|| by_file(&self.evidence));
            let all = files.get(key.0).into_iter().flatten();
            // Whoever asks is not its own companion: two are enough for all of them.
            let wrong: Wrong =
                all.filter_map(|other| self.wrong_in(other, subject)).take(2).collect();
            known.wrong.borrow_mut().insert(key, Rc::clone(&wrong));
            wrong
        });
        let other = wrong.iter().find(|(id, _)| *id != file.origin.id);
        Check::of(Question::Together, other.map_or(Ok(()), |(_, error)| Err(error.clone())))
    }

    fn wrong_in(&self, other: &EvidenceFile, subject: Subject<'_>) -> Option<(u64, Error)> {
        let error_code = match &other.content {
            Err(error) => error.code().to_owned(),
            Ok(bundle) => {
                let foundation = other.foundation(bundle, self.context());
                let checks =
                    verify_with_artifact(bundle, foundation, subject, self.context()).checks;
                let failed = checks.iter().find(|check| check.status == Status::Failed)?;
                failed.facts.get("error")?.as_str()?.to_owned()
            }
        };
        let evidence = other.origin.name.clone();
        Some((other.origin.id, Error::CompanionWrong { evidence, error_code }))
    }
}

fn by_file(evidence: &[EvidenceFile]) -> HashMap<&str, Vec<&EvidenceFile>> {
    let mut files: HashMap<&str, Vec<&EvidenceFile>> = HashMap::new();
    for file in evidence {
        files.entry(&file.origin.file).or_default().push(file);
    }
    files
}
