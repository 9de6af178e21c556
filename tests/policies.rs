//! What holds for every policy: one that demands more is never easier to meet, the order of its keys
//! changes nothing, and what is wrong with one has its place in the text.

#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::{Map, Value, json};
use touchstone::{
    Digest, DigestAlgorithm, EmbeddedRoots, Expectation, Kind, Session, Stated, UnixTime, Verdict,
    sniff,
};

const TEST: &str = "https://in-toto.io/attestation/test-result/v0.1";

/// A case of `tests/vectors/policy`: its files, the time, and whether its key lay among the files.
struct Case {
    name: String,
    files: BTreeMap<String, Vec<u8>>,
    now: UnixTime,
    key: Stated,
}

impl Case {
    /// Everything but the policy.
    fn session(&self) -> Session {
        let mut session = Session::new(self.now, EmbeddedRoots::None).unwrap();
        session.add_trusted_root("root", &self.files["trusted_root.json"]).unwrap();
        for (name, bytes) in &self.files {
            if name.ends_with(".sigstore.json") {
                session.add_file(name, bytes, Some(0));
            } else if name.starts_with("key") {
                session.add_key(name, bytes, self.key).unwrap();
            }
        }
        let digest = Digest::of(DigestAlgorithm::Sha256, &self.files["artifact"]);
        session.add_artifact("artifact", None, std::iter::once(digest).collect());
        session
    }

    /// The policy as an object, where it is one.
    fn policy(&self) -> Option<Map<String, Value>> {
        serde_json::from_slice::<Value>(&self.files["policy.json"]).ok()?.as_object().cloned()
    }
}

fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/policy");
    let mut cases = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let folder = entry.unwrap().path();
        let mut files = BTreeMap::new();
        for file in fs::read_dir(&folder).unwrap() {
            let path = file.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            files.insert(name, fs::read(&path).unwrap());
        }
        let expect: Value =
            toml::from_str(std::str::from_utf8(&files["expect.toml"]).unwrap()).unwrap();
        cases.push(Case {
            name: folder.file_name().unwrap().to_str().unwrap().to_owned(),
            now: UnixTime::from_rfc3339(expect["now"].as_str().unwrap()).unwrap(),
            key: if expect["keyFound"] == true { Stated::Found } else { Stated::Expected },
            files,
        });
    }
    cases.sort_by(|one, other| one.name.cmp(&other.name));
    cases
}

fn verdict(session: &mut Session, policy: &[u8]) -> Result<Verdict, &'static str> {
    session.set_expectation(Expectation::from_json(policy).map_err(|error| error.code())?);
    Ok(session.report().verdict)
}

/// Demands that name nobody: some of them are met, some never.
fn more() -> Vec<(&'static str, Value)> {
    let rule = |place: &str, key: &str, value: Value| json!([{"predicateType": TEST, "path": place, key: value}]);
    vec![
        ("oldestTime", json!("2026-01-01T00:00:00Z")),
        ("oldestTime", json!("2030-01-01T00:00:00Z")),
        ("newestTime", json!("2026-12-31T00:00:00Z")),
        ("newestTime", json!("2020-01-01T00:00:00Z")),
        ("algorithms", json!(["ecdsa-sha256"])),
        ("algorithms", json!(["ed25519ph"])),
        ("denySelfHostedRunners", json!(true)),
        ("predicateTypes", json!([TEST])),
        (
            "predicateTypes",
            json!(["https://spdx.dev/Document/v2.3", "https://slsa.dev/provenance/v1"]),
        ),
        ("rules", rule("$.result", "equals", json!("PASSED"))),
        ("rules", rule("$.configuration[all].retries", "atMost", json!(3))),
        ("rules", rule("$.absent[any]", "exists", json!(true))),
        ("minimumSlsaLevel", json!(1)),
        ("minimumSlsaLevel", json!(3)),
        ("buildParameters", json!({"target": "release"})),
        ("packageName", json!("app")),
        ("verifierId", json!("https://authority.test/verifier")),
        ("publicKeyId", json!("key")),
    ]
}

/// Verified, answered but for the question who should have signed, or neither.
fn rank(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Verified => 0,
        Verdict::Unstated => 1,
        _ => 2,
    }
}

#[test]
fn one_more_demand_makes_no_verdict_better() {
    let (mut asked, mut worse) = (0, 0);
    for case in cases() {
        let Some(policy) = case.policy() else { continue };
        let mut session = case.session();
        let Ok(before) = verdict(&mut session, &case.files["policy.json"]) else { continue };
        for (key, value) in more() {
            let known = |object: &Map<String, Value>| object.contains_key(key);
            let sections = policy.get("artifacts").and_then(Value::as_object);
            let within = sections
                .is_some_and(|all| all.values().any(|one| one.as_object().is_some_and(known)));
            if known(&policy) || within {
                continue;
            }
            let mut stricter = policy.clone();
            stricter.insert(key.to_owned(), value.clone());
            let text = serde_json::to_vec(&stricter).unwrap();
            // What contradicts another demand is refused, which is no better either.
            let Ok(after) = verdict(&mut session, &text) else { continue };
            asked += 1;
            worse += usize::from(after > before);
            assert!(
                rank(after) >= rank(before),
                "{}: {key} {value}: {before:?}, then {after:?}",
                case.name
            );
        }
    }
    assert!(asked > 2000 && worse > 500, "{asked} policies, of which {worse} were not met");
    println!("{asked} stricter policies");
}

#[test]
fn the_order_of_keys_does_not_matter() {
    for case in cases() {
        let Some(policy) = case.policy() else { continue };
        // Sections are tried in their order, and of two signers as near as each other the first is shown.
        if policy.contains_key("artifacts") {
            continue;
        }
        let mut session = case.session();
        let as_it_is = verdict(&mut session, &case.files["policy.json"]);
        let entries: Vec<String> =
            policy.iter().rev().map(|(key, value)| format!("{}:{value}", json!(key))).collect();
        let reversed = format!("{{{}}}", entries.join(","));
        if case.name == "bad-key-twice" {
            continue;
        }
        assert_eq!(verdict(&mut session, reversed.as_bytes()).ok(), as_it_is.ok(), "{}", case.name);
    }
}

#[test]
fn a_mistake_has_its_place_in_the_text() {
    let mut refused = 0;
    for case in cases() {
        let text = &case.files["policy.json"];
        let Err(fault) = Expectation::located_from_json(text) else { continue };
        let (line, column) = fault.place.unwrap_or_else(|| panic!("{}: no place", case.name));
        let lines: Vec<&str> = std::str::from_utf8(text).unwrap().lines().collect();
        let here = lines[usize::try_from(line).unwrap() - 1].chars().count();
        assert!(usize::try_from(column).unwrap() <= here + 1, "{}: {line}:{column}", case.name);
        refused += 1;
    }
    assert!(refused > 60, "{refused}");
}

#[test]
fn a_policy_that_says_what_it_is_is_known_whatever_else_it_says() {
    let mut known = 0;
    for case in cases() {
        let Some(mut policy) = case.policy() else { continue };
        if policy.contains_key("artifacts")
            && Expectation::from_json(&case.files["policy.json"]).is_ok()
        {
            assert_eq!(
                sniff(&case.files["policy.json"], "any.json"),
                Kind::Policy,
                "{}",
                case.name
            );
        }
        policy.insert("schema".to_owned(), "touchstone-policy/1".into());
        let text = serde_json::to_vec(&policy).unwrap();
        assert_eq!(sniff(&text, "any.json"), Kind::Policy, "{}", case.name);
        // And where it is broken off.
        assert_eq!(sniff(&text[..text.len() - 1], "any.json"), Kind::Policy, "{}", case.name);
        known += 1;
    }
    assert!(known > 200, "{known}");
}
