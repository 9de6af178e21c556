//! Both verifiers over the corpora as they are.

#![allow(missing_docs)]

use touchstone_oracle::case::cases;
use touchstone_oracle::comparison::Subject;
use touchstone_oracle::exceptions::settle;

#[test]
fn both_agree_on_the_corpora() {
    let Some(cases) = cases() else {
        println!("skipped: every case (no corpus)");
        return;
    };
    let count = cases.len();
    let mut accepted = 0;
    let mut disagreements = Vec::new();
    for case in cases {
        let subject = Subject::new(case);
        match subject.compare("", 0, &subject.case.bundle, &subject.case.artifact) {
            Ok(verified) => accepted += usize::from(verified),
            Err(disagreement) => disagreements.push(disagreement),
        }
    }
    println!(
        "{count} cases, {accepted} verified by both, {} agreements",
        count - disagreements.len()
    );
    settle(&disagreements, true);
}
