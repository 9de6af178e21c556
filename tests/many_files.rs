//! Thousands of files that are the same, and thousands of pieces of evidence about them: what is
//! judged is bounded, what is left out is said, and nothing gets a better verdict by it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may stop at a surprise")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
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

/// Evidence of which nothing was looked at stands among the orphans, with the bound that it is beyond.
fn every_piece_is_named(report: &Report, count: usize, limit: u64) {
    let judged = report.evidence.iter().map(|evidence| evidence.name.as_str());
    let judged: BTreeSet<&str> = judged.collect();
    let left: BTreeSet<&str> = report.orphans.iter().map(|orphan| orphan.name.as_str()).collect();
    assert_eq!((judged.intersection(&left).count(), judged.union(&left).count()), (0, count));
    assert!(!left.is_empty());
    for orphan in &report.orphans {
        assert_eq!((orphan.reason, &orphan.facts["limit"]), ("too-many-pairs", &limit.into()));
    }
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
    every_piece_is_named(&report, 201, 16_384 + 201);
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
    every_piece_is_named(&report, 200, 500_000);
    assert_eq!(report.orphans.len(), 7);
    let positions: usize = report.artifacts.iter().map(|one| one.evidence.len()).sum();
    assert!(positions <= 500_000, "{positions}");
    assert!(limits(&report).contains(&true));
    assert!(report.artifacts.iter().all(|one| one.verdict >= Verdict::Incomplete));
}

/// A signature of cosign's with its log entry, as that case has them, for each number others.
fn loose_signatures(count: usize) -> impl Iterator<Item = (Vec<u8>, Vec<u8>)> {
    let read = |name: &str| {
        let folder = "tests/vectors/cosign/signature-certificate-entry";
        fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder).join(name)).unwrap()
    };
    let signature = BASE64.decode(read("evidence.sig").trim_ascii()).unwrap();
    let entry: Value = serde_json::from_slice(&read("evidence.rekor")).unwrap();
    let body = BASE64.decode(entry["Payload"]["body"].as_str().unwrap()).unwrap();
    let body: Value = serde_json::from_slice(&body).unwrap();
    (0..u16::try_from(count).unwrap()).map(move |number| {
        let (mut signature, mut body, mut entry) = (signature.clone(), body.clone(), entry.clone());
        let end = signature.len() - 2;
        signature[end..].copy_from_slice(&number.to_be_bytes());
        let signature = BASE64.encode(signature);
        body["spec"]["signature"]["content"] = signature.clone().into();
        entry["Payload"]["body"] = BASE64.encode(serde_json::to_vec(&body).unwrap()).into();
        (signature.into_bytes(), serde_json::to_vec(&entry).unwrap())
    })
}

/// Each signature finds its own side-cars among ten thousand, and is not held against the others'.
#[test]
fn thousands_of_signatures_find_their_sidecars() {
    const COUNT: usize = 5_000;
    let certificate =
        fs::read("tests/vectors/cosign/signature-certificate-entry/evidence.pem").unwrap();
    let start = Instant::now();
    let mut session = session();
    for (number, (signature, entry)) in loose_signatures(COUNT).enumerate() {
        add(&mut session, &format!("file-{number}"), number.to_string().as_bytes());
        session.add_file(&format!("file-{number}.sig"), &signature, None);
        session.add_file(&format!("of-the-log-{number}.rekor"), &entry, None);
        session.add_file(&format!("file-{number}.pem"), &certificate, None);
    }
    let report = session.report();
    // Most of it is for the signatures themselves.
    assert!(start.elapsed() < Duration::from_secs(90), "{:?}", start.elapsed());
    assert_eq!((report.artifacts.len(), report.evidence.len()), (COUNT, COUNT));
    assert!(report.orphans.is_empty());
    for one in &report.artifacts {
        assert_eq!(one.evidence.len(), 1, "{}", one.name);
        let evidence = serde_json::to_value(&report.evidence[one.evidence[0]]).unwrap();
        assert_eq!(evidence["name"], format!("{}.sig", one.name));
        // Its own entry and certificate are wrong about it, and there.
        let codes: Vec<&str> = evidence["checks"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|check| check["facts"]["error"].as_str())
            .collect();
        assert!(codes.contains(&"promise-invalid"), "{codes:?}");
        assert!(!codes.contains(&"log-entry-missing") && !codes.contains(&"key-missing"));
    }
}

/// Attestations that came together answer for each other: what is wrong in one of a thousand is
/// found once, and said of all the others.
#[test]
fn a_thousand_attestations_answer_for_each_other() {
    let read = |name: &str| {
        fs::read(
            Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("tests/vectors/registries/pypi-provenance")
                .join(name),
        )
        .unwrap()
    };
    let mut provenance: Value = serde_json::from_slice(&read("evidence.json")).unwrap();
    let sound = provenance["attestation_bundles"][0].clone();
    let attestation = sound["attestations"][0].clone();
    let mut list: Vec<Value> = Vec::new();
    for _ in 0..16 {
        let mut publisher = sound.clone();
        publisher["attestations"] = vec![attestation.clone(); 64].into();
        list.push(publisher);
    }
    let start = Instant::now();
    for wrong in [false, true] {
        if wrong {
            list[9]["attestations"][9]["envelope"]["signature"] = BASE64.encode([1; 64]).into();
        }
        provenance["attestation_bundles"] = list.clone().into();
        let now = UnixTime::from_rfc3339("2026-06-01T00:00:00Z").unwrap();
        let mut session = Session::new(now, EmbeddedRoots::None).unwrap();
        session.add_trusted_root("trusted_root.json", &read("trusted_root.json")).unwrap();
        add(&mut session, "artifact", &read("artifact"));
        session.add_file("provenance.json", &serde_json::to_vec(&provenance).unwrap(), None);
        let report = session.report();
        assert_eq!(report.evidence.len(), 1024);
        let failed: Vec<&str> = report
            .evidence
            .iter()
            .filter(|evidence| {
                let evidence = serde_json::to_value(evidence).unwrap();
                let checks = evidence["checks"].as_array().unwrap().clone();
                checks.iter().any(|check| check["facts"]["error"] == "companion-wrong")
            })
            .map(|evidence| evidence.name.as_str())
            .collect();
        // The wrong one has no wrong companion.
        assert_eq!(failed.len(), if wrong { 1023 } else { 0 });
        assert_eq!(report.verdict == Verdict::Failed, wrong);
    }
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}
