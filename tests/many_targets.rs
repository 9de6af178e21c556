//! Thousands of files against repositories of as many targets and delegations as a file of metadata
//! holds: every file that is listed is found, or the search has an end, which is said.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may stop at a surprise")]

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use touchstone::{Digest, DigestAlgorithm, EmbeddedRoots, Report, Session, UnixTime, Verdict};
use touchstone_test_authority::tuf::{Repository, signed};

/// What a test that was built without much care takes at most, on a busy machine; without an index
/// these take hours.
const LONG: Duration = Duration::from_secs(60);

fn session(repository: &Repository) -> Session {
    let now = UnixTime::from_rfc3339("2026-06-01T00:00:00Z").unwrap();
    let mut session = Session::new(now, EmbeddedRoots::None).unwrap();
    session.add_tuf_root("accepted_root.json", &signed(&repository.root)).unwrap();
    for (name, bytes) in repository.files() {
        session.add_file(&name, &bytes, None);
    }
    session
}

/// Its snapshot lists lengths: without them a client takes no more than 5,000,000 bytes.
fn large() -> Repository {
    Repository { hashes: true, ..Repository::new("vector") }
}

fn add(session: &mut Session, name: &str, bytes: &[u8]) {
    let digests = [Digest::of(DigestAlgorithm::Sha256, bytes)].into_iter().collect();
    session.add_artifact(name, u64::try_from(bytes.len()).ok(), digests);
}

fn report_in_time(session: &mut Session) -> Report {
    let began = Instant::now();
    let report = session.report();
    let taken = began.elapsed();
    println!("{} artifacts in {taken:?}", report.artifacts.len());
    assert_eq!(report.errors.len(), 0);
    assert!(taken < LONG, "{taken:?}");
    report
}

fn content(number: usize) -> Vec<u8> {
    format!("content {number}").into_bytes()
}

/// Listed by digest, listed by name but changed, and not listed.
#[test]
fn each_of_thousands_of_files_is_found_among_very_many() {
    let mut repository = large();
    for number in 0..60_000 {
        repository.target("targets", &format!("files/{number}"), &content(number));
    }
    let mut session = session(&repository);
    for number in 0..3_000 {
        add(&mut session, &format!("{number}.bin"), &content(number * 7));
    }
    add(&mut session, "download/files/9", b"changed 9");
    add(&mut session, "download/of/9", b"other");
    let report = report_in_time(&mut session);
    let verdicts: Vec<Verdict> = report.artifacts.iter().map(|one| one.verdict).collect();
    assert!(verdicts[..3_000].iter().all(|verdict| *verdict == Verdict::Verified));
    assert_eq!(verdicts[3_000..], [Verdict::Failed, Verdict::Incomplete]);
}

/// Every file is listed, and forty thousand delegations stand in the way to each.
#[test]
fn a_search_that_takes_too_long_is_not_begun_and_said() {
    let mut repository = large();
    repository.delegate("targets", "role", json!({ "paths": ["files/*"] }));
    let delegation = repository.targets.signed["delegations"]["roles"][0].clone();
    let others = (0..39_000).map(|number| {
        let mut other = delegation.clone();
        other["name"] = format!("other-{number}").into();
        other["paths"] = json!([format!("others/{number}/*")]);
        other
    });
    let all: Vec<Value> = [delegation.clone()].into_iter().chain(others).collect();
    repository.targets.signed["delegations"]["roles"] = all.into();
    for number in 0..3_000 {
        repository.target("role", &format!("files/{number}"), &content(number));
    }
    let mut session = session(&repository);
    for number in 0..3_000 {
        add(&mut session, &format!("{number}.bin"), &content(number));
    }
    let report = report_in_time(&mut session);
    let found = report.artifacts.iter().filter(|one| one.verdict == Verdict::Verified).count();
    let said = report.artifacts.iter().filter(|one| {
        let checks = serde_json::to_value(&one.checks).unwrap();
        let mut checks = checks.as_array().unwrap().iter();
        one.verdict == Verdict::Incomplete
            && checks.any(|check| check["facts"]["error"] == "too-many-pairs")
    });
    println!("{found} found");
    assert!(found > 100, "{found}");
    assert_eq!(found + said.count(), 3_000);
}

/// The same content under very many paths, and none of them where it may be.
#[test]
fn one_content_under_very_many_paths_has_an_end() {
    let mut repository = large();
    repository.delegate("targets", "role", json!({ "paths": ["elsewhere/*"] }));
    for number in 0..40_000 {
        repository.target("role", &format!("files/{number}"), b"same");
    }
    let mut session = session(&repository);
    for number in 0..3_000 {
        add(&mut session, &format!("{number}.bin"), b"same");
    }
    let report = report_in_time(&mut session);
    assert_eq!(report.verdict, Verdict::Incomplete);
    assert!(report.artifacts.iter().all(|one| one.verdict == Verdict::Incomplete));
}
