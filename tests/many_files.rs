//! Thousands of files that are the same, and thousands of pieces of evidence about them: what is
//! judged is bounded, what is left out is said, and nothing gets a better verdict by it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may stop at a surprise")]

use std::fs;
use std::path::Path;

use serde_json::Value;
use touchstone::{
    Digest, DigestAlgorithm, EmbeddedRoots, Expectation, Report, Session, UnixTime, Verdict,
};

const CASE: &str = "tests/vectors/sigstore/v0.3";

fn file(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(CASE).join(name)).unwrap()
}

/// Everything but files: the case's trust and expectation.
fn session() -> Session {
    let now = UnixTime::from_rfc3339("2026-06-01T00:00:00Z").unwrap();
    let mut session = Session::new(now, EmbeddedRoots::None).unwrap();
    session.add_trusted_root("trusted_root.json", &file("trusted_root.json")).unwrap();
    let expect = String::from_utf8(file("expect.toml")).unwrap();
    let expect: Value = toml::from_str(&expect).unwrap();
    let expectation = serde_json::to_vec(&expect["expectation"]).unwrap();
    session.set_expectation(Expectation::from_json(&expectation).unwrap());
    session
}

fn add(session: &mut Session, name: &str, bytes: &[u8]) -> usize {
    let digests = [Digest::of(DigestAlgorithm::Sha256, bytes)].into_iter().collect();
    session.add_artifact(name, None, digests)
}

/// Copies of the case's evidence that each say something of their own.
fn variants(count: usize) -> impl Iterator<Item = Vec<u8>> {
    let bundle: Value = serde_json::from_slice(&file("bundle.sigstore.json")).unwrap();
    (0..count).map(move |number| {
        let mut bundle = bundle.clone();
        let index = bundle.pointer_mut("/verificationMaterial/tlogEntries/0/logIndex").unwrap();
        *index = number.to_string().into();
        serde_json::to_vec(&bundle).unwrap()
    })
}

fn limits(report: &Report) -> Vec<bool> {
    let limited = |artifact: &touchstone::ArtifactReport| {
        let report = serde_json::to_value(artifact).unwrap();
        let checks = report["checks"].as_array().into_iter().flatten();
        checks.clone().any(|check| check["facts"]["error"] == "too-many-pairs")
    };
    report.artifacts.iter().map(limited).collect()
}

#[test]
fn files_that_are_the_same_share_the_answer() {
    let (artifact, bundle) = (file("artifact"), file("bundle.sigstore.json"));
    let mut session = session();
    for number in 0..3_000 {
        add(&mut session, &format!("{number}/artifact"), &artifact);
        session.add_file(&format!("{number}/artifact.sigstore.json"), &bundle, None);
    }
    let report = session.report();
    assert_eq!(report.verdict, Verdict::Verified);
    assert_eq!((report.artifacts.len(), report.evidence.len()), (3_000, 8));
    assert!(report.artifacts.iter().all(|artifact| artifact.evidence == [0, 1, 2, 3, 4, 5, 6, 7]));
    // The other copies are shown, with what they are copies of.
    assert_eq!(report.orphans.len(), 2_992);
    let other = |orphan: &touchstone::Orphan| orphan.reason == "copy-of-other-evidence";
    assert!(report.orphans.iter().all(other));
}

/// A copy that was given for another file counts against that one, the thousandth as well.
#[test]
fn a_copy_beside_another_file_is_no_copy() {
    let (artifact, bundle) = (file("artifact"), file("bundle.sigstore.json"));
    let mut session = session();
    for number in 0..1_000 {
        add(&mut session, &format!("{number}"), &artifact);
        session.add_file(&format!("{number}.sigstore.json"), &bundle, None);
    }
    let other = add(&mut session, "other", b"another file");
    session.add_file("mine.sigstore.json", &bundle, Some(other));
    let report = session.report();
    assert_eq!(report.artifacts[other].verdict, Verdict::Failed);
    assert!(report.artifacts[..other].iter().all(|one| one.verdict == Verdict::Verified));
}

/// Wrong evidence stays wrong for every one of the files that are the same.
#[test]
fn evidence_that_differs_is_judged_for_all() {
    let artifact = file("artifact");
    let mut session = session();
    for (number, bundle) in variants(300).enumerate() {
        add(&mut session, &format!("{number}/artifact"), &artifact);
        session.add_file(&format!("{number}/artifact.sigstore.json"), &bundle, None);
    }
    let report = session.report();
    assert_eq!((report.artifacts.len(), report.evidence.len()), (300, 300));
    assert!(report.artifacts.iter().all(|one| one.evidence.len() == 300));
    assert!(report.artifacts.iter().all(|one| one.verdict == Verdict::Failed));
    assert!(!limits(&report).contains(&true));
}

/// Names tell files apart, so nothing is shared here, and there are more pairs than are judged.
#[test]
fn what_is_left_out_is_said_and_proves_nothing() {
    let artifact = file("artifact");
    let mut session = session();
    // The sound one first: it is bound to all of them.
    session.add_file("sound.sigstore.json", &file("bundle.sigstore.json"), None);
    for (number, bundle) in variants(200).enumerate() {
        add(&mut session, &format!("file-{number}"), &artifact);
        session.add_file(&format!("evidence-{number}.sigstore.json"), &bundle, None);
    }
    let report = session.report();
    let limited = limits(&report);
    assert!(limited.contains(&true));
    assert!(report.evidence.len() <= 16_384 + 201);
    for (one, limited) in report.artifacts.iter().zip(limited) {
        // By the sound one alone it would be verified.
        assert_eq!(one.verdict == Verdict::Verified, !limited, "{}", one.name);
    }
}

/// So many pairs that not even their number is looked at.
#[test]
fn there_is_an_end_to_pairs() {
    let artifact = file("artifact");
    let mut session = session();
    for number in 0..2_600 {
        add(&mut session, &format!("{number}/artifact"), &artifact);
    }
    for (number, bundle) in variants(200).enumerate() {
        session.add_file(&format!("evidence-{number}.sigstore.json"), &bundle, None);
    }
    let report = session.report();
    // 2,600 pairs each, until there are 500,000.
    assert_eq!(report.evidence.len(), 193);
    let positions: usize = report.artifacts.iter().map(|one| one.evidence.len()).sum();
    assert!(positions <= 500_000, "{positions}");
    assert!(limits(&report).contains(&true));
    assert!(report.artifacts.iter().all(|one| one.verdict >= Verdict::Incomplete));
}
