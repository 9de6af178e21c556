//! Real attestations of registries and platforms (npm, PyPI, GitHub, conda), each with the outcome
//! that independent implementations came to. Whatever fails must fail for the same reason.

#![allow(missing_docs, unreachable_pub, clippy::unwrap_used, clippy::indexing_slicing)]
#![allow(clippy::panic)]

mod corpora;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use serde_json::{Map, Value, json};
use touchstone::{Digest, DigestAlgorithm, EmbeddedRoots, Expectation, Hasher, Session, UnixTime};

/// What the index calls a reason, and which of our codes means the same. Both instances of Sigstore
/// call their authority the same, hence two for a root that is not trusted.
static REASONS: LazyLock<BTreeMap<String, Vec<String>>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("corpora/registries-reasons.json")).unwrap()
});

#[test]
fn every_case_has_its_outcome_and_reason() {
    let Some(corpus) = corpora::unpacked("registries") else {
        println!("skipped: 34 cases (no corpus)");
        return;
    };
    let index: Value =
        serde_json::from_slice(&fs::read(corpus.join("index.json")).unwrap()).unwrap();
    let cases = index["cases"].as_array().unwrap();
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|case| {
            let report = report(&corpus, case);
            let found = answer(case, &report);
            let expected = expected(case);
            (found != expected).then(|| {
                format!(
                    "{} {}: expected {expected:?}, found {found:?}\n  {}",
                    case["id"],
                    case["test"],
                    refusals(&report).join("\n  ")
                )
            })
        })
        .collect();
    println!("{} cases", cases.len());
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

/// GitHub signs releases itself: whose release it is, and which, stands in the statement alone.
#[test]
fn a_release_on_github_is_held_to_its_repository_and_tag() {
    let Some(corpus) = corpora::unpacked("registries") else {
        println!("skipped: a release (no corpus)");
        return;
    };
    let verdict = |name: &str, version: &str| {
        let case = json!({
            "artifact_sha256": "76f1fe8593bf227cca2c089e3c16dc95014a8d3e89c5dd220530469ca043c428",
            "evidence": ["github/communique-release-attestation.sigstore.json"],
            "trust": ["trust/github_trusted_root.json"],
            "expected": {"ok": true},
            "policy": {"certificateIdentity": "https://dotcom.releases.github.com", "packageName": name, "packageVersion": version},
        });
        report(&corpus, &case)["verdict"].as_str().unwrap().to_owned()
    };
    assert_eq!(verdict("jdx/communique", "v0.1.9"), "verified");
    for (name, version) in [
        ("jdx/communique", "v0.1.10"),
        ("jdx/communique", "v0.1"),
        ("jdx/communique", "0.1.9"),
        ("jdx/communiqu", "v0.1.9"),
        ("JDX/communique", "v0.1.9"),
        ("communique", "v0.1.9"),
    ] {
        assert_eq!(verdict(name, version), "unexpected", "{name} {version}");
    }
}

/// What must come out: the verdict, and whether the reason is among those found.
fn expected(case: &Value) -> (&'static str, bool) {
    let registry_key = case["kind"] == "npm-publish";
    match case["expected"]["ok"].as_bool() {
        // Without an artifact nothing is verified; nor by a registry's key alone, which nobody
        // expected: it says that the registry took the file, and not whose it is.
        Some(true) if case["artifact"].is_null() => ("incomplete", true),
        Some(true) if registry_key => ("unstated", true),
        Some(true) => ("verified", true),
        Some(false) => ("refused", true),
        // The index leaves it open: Rekor v2, of the staging instance.
        None => ("verified", true),
    }
}

fn answer(case: &Value, report: &Value) -> (&'static str, bool) {
    let found = refusals(report);
    let reason = case["expected"]["reason"].as_str().unwrap_or_default();
    let mut codes = REASONS.get(reason).into_iter().flatten();
    let named = codes.any(|code| found.iter().any(|line| line.ends_with(code.as_str())));
    match report["verdict"].as_str().unwrap() {
        "verified" => ("verified", found.is_empty()),
        "unstated" => ("unstated", found.iter().all(|line| line.ends_with("identity-unproven"))),
        // With no artifact the worst that is said of the evidence stands with itself.
        "incomplete" => {
            let verdict = |one: &Value| one["verdict"].as_str().unwrap_or_default().to_owned();
            let evidence = report["evidence"].as_array().unwrap();
            let failed = evidence.iter().any(|one| verdict(one) == "failed");
            let signed = |one: &Value| {
                let checks = one["checks"].as_array().unwrap();
                checks.iter().any(|check| {
                    let code = check["code"].as_str().unwrap();
                    code.starts_with("signature.") && check["status"] == "passed"
                })
            };
            match failed {
                true => ("refused", named),
                false => ("incomplete", !evidence.is_empty() && evidence.iter().all(signed)),
            }
        }
        _ => ("refused", named),
    }
}

/// Everything that failed or is missing, with the code of what is wrong last.
fn refusals(report: &Value) -> Vec<String> {
    let mut lines = Vec::new();
    for evidence in report["evidence"].as_array().unwrap() {
        for check in evidence["checks"].as_array().unwrap() {
            if check["status"] == "failed" || check["status"] == "missing" {
                let error = check["facts"]["error"].as_str().unwrap();
                lines.push(format!("{} {}", check["code"], error));
            }
        }
    }
    for error in report["errors"].as_array().unwrap() {
        lines.push(error["code"].as_str().unwrap().to_owned());
    }
    lines
}

fn report(corpus: &Path, case: &Value) -> Value {
    let now = UnixTime::from_rfc3339("2026-11-01T00:00:00Z").unwrap();
    // Where the index leaves it open, its trusted root is of another instance than the evidence.
    let open = case["expected"]["ok"].is_null();
    let roots = if open { EmbeddedRoots::Staging } else { EmbeddedRoots::None };
    let mut session = Session::new(now, roots).unwrap();
    for path in texts(&case["trust"]) {
        if !open {
            session.add_trusted_root(path, &fs::read(corpus.join(path)).unwrap()).unwrap();
        }
    }
    let stated = expectation(case);
    if !stated.is_empty() {
        let stated = serde_json::to_vec(&stated).unwrap();
        session.set_expectation(Expectation::from_json(&stated).unwrap());
    }
    for path in texts(&case["evidence"]) {
        session.add_file(path, &fs::read(corpus.join(path)).unwrap(), Some(0));
    }
    if let Some(path) = case["artifact"].as_str() {
        let mut hasher = Hasher::new(&session.digests_wanted());
        let bytes = fs::read(corpus.join(path)).unwrap();
        hasher.update(&bytes);
        session.add_artifact(path, u64::try_from(bytes.len()).ok(), hasher.finish());
    } else if let Some(hex) = case["artifact_sha256"].as_str() {
        let digest = Digest::from_hex(DigestAlgorithm::Sha256, hex).unwrap();
        session.add_artifact(&format!("sha256:{hex}"), None, [digest].into_iter().collect());
    }
    serde_json::to_value(session.report()).unwrap()
}

fn texts(list: &Value) -> impl Iterator<Item = &str> {
    list.as_array().into_iter().flatten().map(|text| text.as_str().unwrap())
}

/// The case's policy in the words of an expectation.
fn expectation(case: &Value) -> Map<String, Value> {
    let mut stated = Map::new();
    let policy = &case["policy"];
    let mut say = |key: &str, value: Value| {
        stated.insert(key.to_owned(), value);
    };
    let github = |repository: &str| match policy["kind"].as_str() {
        Some("GitLab") => format!("https://gitlab.com/{repository}"),
        _ => repository.trim_start_matches("https://github.com/").to_owned(),
    };
    for key in ["certificateIdentity", "packageName", "packageVersion"] {
        if policy[key].is_string() {
            say(key, policy[key].clone());
        }
    }
    for key in ["source_repo", "src", "repo", "repository"] {
        if let Some(repository) = policy[key].as_str() {
            say("repo", json!(github(repository)));
        }
    }
    for key in ["workflow", "workflow_filepath", "signer_workflow"] {
        if let Some(file) = policy[key].as_str() {
            say("workflow", json!(file));
        }
    }
    for (key, own) in [
        ("san", "certificateIdentity"),
        ("identity", "certificateIdentity"),
        ("issuer", "certificateOidcIssuer"),
        ("owner", "owner"),
        ("pred", "predicateTypes"),
    ] {
        if let Some(value) = policy[key].as_str() {
            say(own, if own == "predicateTypes" { json!([value]) } else { json!(value) });
        }
    }
    let purl = case["expect_subject"].as_str().and_then(|purl| purl.strip_prefix("pkg:npm/"));
    // Of the registry's own attestation nobody says who should have signed it.
    if let Some((name, version)) =
        purl.filter(|_| !policy.is_null()).and_then(|p| p.rsplit_once('@'))
    {
        say("packageName", json!(name));
        say("packageVersion", json!(version));
    }
    stated
}
