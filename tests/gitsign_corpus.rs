//! Real commits and tags that gitsign signed, and some that were changed since.

#![allow(missing_docs, unreachable_pub, clippy::unwrap_used, clippy::indexing_slicing)]
#![allow(clippy::panic)]

mod corpora;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;
use touchstone::{EmbeddedRoots, Session, UnixTime};

fn report(bytes: &[u8]) -> Value {
    let now = UnixTime::from_rfc3339("2026-11-01T00:00:00Z").unwrap();
    let mut session = Session::new(now, EmbeddedRoots::Production).unwrap();
    session.add_file("object", bytes, None);
    serde_json::to_value(session.report()).unwrap()
}

fn check<'a>(report: &'a Value, code: &str) -> &'a Value {
    let checks = report["evidence"][0]["checks"].as_array().unwrap();
    checks.iter().find(|check| check["code"] == code).unwrap_or(&Value::Null)
}

fn read(corpus: &Path, entry: &Value) -> Vec<u8> {
    let (sha, kind) = (entry["sha"].as_str().unwrap(), entry["type"].as_str().unwrap());
    fs::read(corpus.join(format!("objects/{sha}.{kind}"))).unwrap()
}

/// Without its log entry a signature proves no time; with it, everything is proven but whom the
/// reader expected.
#[test]
fn every_object_gets_its_verdict() {
    let Some(corpus) = corpora::unpacked("gitsign") else {
        println!("skipped: 200 objects (no corpus)");
        return;
    };
    let index: Value =
        serde_json::from_slice(&fs::read(corpus.join("index.json")).unwrap()).unwrap();
    let mut wrong = Vec::new();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for entry in index["objects"].as_array().unwrap() {
        let report = report(&read(&corpus, entry));
        let fulcio = entry["cert_issuer_cn"].as_str().unwrap_or_default().contains("sigstore");
        let logged = entry["embedded_rekor"] == true;
        let sct = entry["sct"] == "ok";
        let expected = if logged && sct { "unstated" } else { "incomplete" };
        let verdict = report["verdict"].as_str().unwrap();
        *counts.entry(format!("{verdict} logged {logged} sct {}", entry["sct"])).or_default() += 1;
        if !fulcio {
            // An S/MIME signature in the same armour is named and left alone.
            let error = &check(&report, "bundle.structure")["facts"]["error"];
            assert_eq!((verdict, error), ("incomplete", &Value::from("signature-of-other-tool")));
            continue;
        }
        let signed = check(&report, "signature.artifact")["status"] == "passed";
        let id = report["evidence"][0]["claims"]["object"] == entry["sha"];
        let signer = report["evidence"][0]["signer"]["identity"].as_str().map(str::to_owned);
        let named = entry["san"][0].as_str().map(|san| san.split_once(':').unwrap().1.to_owned());
        if verdict != expected || !signed || !id || signer != named {
            wrong.push(format!("{}: {verdict}, expected {expected}; {report:#}", entry["sha"]));
        }
    }
    println!("{counts:#?}");
    assert!(wrong.is_empty(), "{} wrong, the first:\n{}", wrong.len(), wrong[0]);
}

/// Each object that was changed fails, by the check that its index names.
#[test]
fn changed_objects_fail() {
    let Some(corpus) = corpora::unpacked("gitsign") else {
        println!("skipped: 9 objects (no corpus)");
        return;
    };
    for (name, code, error) in [
        ("author-edited", "signature.artifact", "message-digest-mismatch"),
        ("checkpoint-sig-flipped", "log.checkpoint", "checkpoint-signature-invalid"),
        ("duplicate-tree", "signature.artifact", "message-digest-mismatch"),
        ("inclusion-hash-flipped", "log.inclusion-proof", "inclusion-proof-invalid"),
        ("integratedTime-plus-1day", "log.set", "promise-invalid"),
        ("message-edited", "signature.artifact", "message-digest-mismatch"),
        ("set-flipped", "log.set", "promise-invalid"),
        ("signature-of-other-commit", "signature.artifact", "message-digest-mismatch"),
        ("two-gpgsig", "bundle.structure", "git-header-duplicate"),
    ] {
        let path = corpus.join(format!("derived-negative/{name}.commit"));
        let report = report(&fs::read(path).unwrap());
        assert_eq!(report["verdict"], "failed", "{name}: {report:#}");
        assert_eq!(check(&report, code)["facts"]["error"], error, "{name}: {report:#}");
    }
}

#[test]
fn objects_of_gitsigns_own_tests() {
    let Some(corpus) = corpora::unpacked("gitsign") else {
        println!("skipped: 7 objects (no corpus)");
        return;
    };
    for entry in fs::read_dir(corpus.join("testdata")).unwrap() {
        let path = entry.unwrap().path();
        let report = report(&fs::read(&path).unwrap());
        let signed = &check(&report, "signature.artifact")["status"];
        println!("{}: {} {signed}", path.display(), report["verdict"]);
        assert_ne!(report["verdict"], "verified");
        assert_eq!(report["artifacts"].as_array().unwrap().len(), 1, "{}", path.display());
    }
}
