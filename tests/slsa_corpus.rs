//! The cases of slsa-verifier's own regression tests, with the verdict that each has offline: real
//! provenance of the builders on GitHub, of npm and of Google Cloud Build, and a verification
//! summary. Whatever fails must fail for the same reason.

#![allow(missing_docs, unreachable_pub, clippy::unwrap_used, clippy::indexing_slicing)]
#![allow(clippy::panic)]

mod corpora;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};
use touchstone::{
    Digest, DigestAlgorithm, EmbeddedRoots, Expectation, Hasher, Session, Stated, UnixTime,
};

/// What each of our codes is called by slsa-verifier: where it depends, by the key of the
/// expectation, the check or the suite. slsa-verifier does not ask when npm's key was in use; and
/// what no log of certificates knows is as good as forged there, while here it may only be missing.
static REASONS: LazyLock<Vec<(String, String, String)>> =
    LazyLock::new(|| serde_json::from_str(include_str!("corpora/slsa-reasons.json")).unwrap());

/// The flags of slsa-verifier's command line, as the keys of an expectation.
const FLAGS: [(&str, &str); 14] = [
    ("source_uri", "sourceUri"),
    ("source_branch", "sourceBranch"),
    ("source_tag", "sourceTag"),
    ("source_versioned_tag", "sourceVersionedTag"),
    ("builder_id", "builderId"),
    ("build_workflow_inputs", "buildWorkflowInputs"),
    ("package_name", "packageName"),
    ("package_version", "packageVersion"),
    ("subject_digests", "subjectDigests"),
    ("verifier_id", "verifierId"),
    ("resource_uri", "resourceUri"),
    ("verified_levels", "verifiedLevels"),
    ("public_key_id", "publicKeyId"),
    ("", ""),
];

#[test]
fn every_case_has_its_verdict_and_reason() {
    let Some(corpus) = corpora::unpacked("slsa") else {
        println!("skipped: 2,678 cases (no corpus)");
        return;
    };
    let index: Value =
        serde_json::from_slice(&fs::read(corpus.join("index.json")).unwrap()).unwrap();
    let now = UnixTime::from_rfc3339("2026-11-01T00:00:00Z").unwrap();
    let base = Session::new(now, EmbeddedRoots::Production).unwrap();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    for case in index["cases"].as_array().unwrap() {
        let expected = expected(case);
        let report = serde_json::to_value(report(&corpus, case, &base, now)).unwrap();
        let found = answer(&report, case["suite"].as_str().unwrap());
        let suite = case["suite"].as_str().unwrap();
        *counts.entry(format!("{suite} {}", expected.0)).or_default() += 1;
        let same = found.0 == expected.0
            && expected.1.as_ref().is_none_or(|reason| found.1.contains(reason));
        if !same {
            wrong.push(format!(
                "{} {} {}: expected {expected:?}, found {found:?} {}",
                case["id"], suite, case["test"], report["verdict"]
            ));
        }
    }
    for (kind, count) in counts {
        println!("{kind}: {count}");
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

/// Verdict and reason that the index gives.
fn expected(case: &Value) -> (&str, Option<String>) {
    let offline = &case["offline"];
    let verdict = offline["verdict"].as_str().unwrap();
    let reason = offline["reason"].as_str().filter(|_| verdict == "fail");
    (verdict, reason.map(str::to_owned))
}

/// Our verdict in the same words, and every reason for it, by slsa-verifier's names.
fn answer(report: &Value, suite: &str) -> (&'static str, Vec<String>) {
    let verdict = match report["verdict"].as_str().unwrap() {
        "verified" => "pass",
        "incomplete" | "unstated" => "incomplete",
        _ => "fail",
    };
    let mut reasons = Vec::new();
    for evidence in report["evidence"].as_array().unwrap() {
        for check in evidence["checks"].as_array().unwrap() {
            if check["status"] == "failed" || check["status"] == "missing" {
                reasons.push(reason(check, suite));
            }
        }
    }
    (verdict, reasons)
}

fn reason(check: &Value, suite: &str) -> String {
    let code = check["facts"]["error"].as_str().unwrap();
    let key = check["facts"]["key"].as_str().unwrap_or_default();
    let own = check["code"].as_str().unwrap();
    let fits = |(known, which, _): &&(String, String, String)| {
        known == code && (which.is_empty() || [key, own, suite].contains(&which.as_str()))
    };
    REASONS.iter().find(fits).map_or_else(|| format!("{own} {code}"), |(_, _, name)| name.clone())
}

fn report(corpus: &Path, case: &Value, base: &Session, now: UnixTime) -> touchstone::Report {
    let mut session = base.fork(now);
    if let Some(key) = case["public_key"].as_str() {
        session.add_key(key, &fs::read(corpus.join(key)).unwrap(), Stated::Expected).unwrap();
    }
    session.set_expectation(expectation(&case["flags"]));
    for (name, bytes) in evidence(corpus, case) {
        session.add_file(&name, &bytes, Some(0));
    }
    let digests = match case["artifacts"][0].as_str() {
        Some(path) => {
            let mut hasher = Hasher::new(&session.digests_wanted());
            hasher.update(&fs::read(corpus.join(path)).unwrap());
            hasher.finish()
        }
        None => {
            let hex = case["digest"].as_str().and_then(|digest| digest.strip_prefix("sha256:"));
            let digest = hex.map(|hex| Digest::from_hex(DigestAlgorithm::Sha256, hex).unwrap());
            digest.into_iter().collect()
        }
    };
    match case["flags"]["subject_digests"][0].as_str().and_then(|digest| digest.split_once(':')) {
        Some((algorithm, value)) => session.add_named_artifact("artifact", algorithm, value),
        None => session.add_artifact("artifact", None, digests),
    };
    session.report()
}

fn expectation(flags: &Value) -> Expectation {
    let mut stated = Map::new();
    for (flag, key) in FLAGS {
        if let Some(value) = flags.get(flag) {
            stated.insert(key.to_owned(), value.clone());
        }
    }
    Expectation::from_json(&serde_json::to_vec(&stated).unwrap()).unwrap()
}

fn evidence(corpus: &Path, case: &Value) -> Vec<(String, Vec<u8>)> {
    if let Some(layout) = case["oci_layout"].as_str() {
        return attestations(&corpus.join(layout));
    }
    let files = case["provenance"].as_array().unwrap().iter();
    files
        .map(|file| file.as_str().unwrap())
        .map(|file| (file.to_owned(), fs::read(corpus.join(file)).unwrap()))
        .collect()
}

/// The attestations in an image's layout, each in the form in which `cosign attest-blob` writes one.
fn attestations(layout: &Path) -> Vec<(String, Vec<u8>)> {
    let blob = |digest: &Value| {
        fs::read(layout.join("blobs").join(digest.as_str().unwrap().replace(':', "/"))).unwrap()
    };
    let read = |bytes: Vec<u8>| -> Value { serde_json::from_slice(&bytes).unwrap() };
    let index = read(fs::read(layout.join("index.json")).unwrap());
    let mut found = Vec::new();
    for manifest in index["manifests"].as_array().unwrap() {
        let manifest = read(blob(&manifest["digest"]));
        for layer in manifest["layers"].as_array().into_iter().flatten() {
            if layer["mediaType"] != "application/vnd.dsse.envelope.v1+json" {
                continue;
            }
            let annotations = &layer["annotations"];
            let bundle: Value =
                serde_json::from_str(annotations["dev.sigstore.cosign/bundle"].as_str().unwrap())
                    .unwrap();
            let document = json!({
                "base64Signature": STANDARD.encode(blob(&layer["digest"])),
                "cert": STANDARD.encode(annotations["dev.sigstore.cosign/certificate"].as_str().unwrap()),
                "rekorBundle": bundle,
            });
            found.push((format!("attestation-{}", found.len()), document.to_string().into_bytes()));
        }
    }
    found
}
