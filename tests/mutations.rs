//! Sound cases with one part changed or taken away: what is left `verified` must be among the few
//! things that prove nothing.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test's panic is its answer"
)]
#![allow(clippy::indexing_slicing, reason = "tests may stop at a surprise")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;
use touchstone::{
    DigestAlgorithm, EmbeddedRoots, Expectation, Hasher, Session, Stated, UnixTime, Verdict,
};

/// One sound case of each form.
const CASES: [&str; 14] = [
    "v0.1-promise",
    "v0.1-proof",
    "v0.2",
    "v0.3",
    "v0.3-timestamp-in-place-of-promise",
    "rekor-v2",
    "entries-of-two-logs",
    "envelope-dsse-0.0.1",
    "envelope-intoto-0.0.1",
    "envelope-intoto-0.0.2",
    "envelope-rekor-v2-dsse",
    "envelope-rekor-v2-hashedrekord",
    "private-instance",
    "key-p256",
];

struct Case {
    name: &'static str,
    bundle: Value,
    by_key: bool,
    /// Everything but the bundle.
    session: Session,
}

impl Case {
    fn read(name: &'static str) -> Self {
        let folder =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/sigstore").join(name);
        let file = |name: &str| fs::read(folder.join(name));
        let expect: Value =
            toml::from_str(&String::from_utf8(file("expect.toml").unwrap()).unwrap()).unwrap();
        let now = UnixTime::from_rfc3339("2026-06-01T00:00:00Z").unwrap();
        let mut session = Session::new(now, EmbeddedRoots::None).unwrap();
        session.add_trusted_root("trusted_root.json", &file("trusted_root.json").unwrap()).unwrap();
        if let Ok(key) = file("key.pub") {
            session.add_key("key.pub", &key, Stated::Expected).unwrap();
        }
        if let Some(expectation) = expect.get("expectation") {
            let text = serde_json::to_vec(expectation).unwrap();
            session.set_expectation(Expectation::from_json(&text).unwrap());
        }
        let mut hasher = Hasher::new(&[DigestAlgorithm::Sha256, DigestAlgorithm::Sha512]);
        hasher.update(&file("artifact").unwrap());
        session.add_artifact("artifact", None, hasher.finish());
        let bundle = serde_json::from_slice(&file("bundle.sigstore.json").unwrap()).unwrap();
        Self { name, bundle, by_key: file("key.pub").is_ok(), session }
    }

    fn judge(&mut self, bundle: &Value) -> Verdict {
        const NAME: &str = "bundle.sigstore.json";
        self.session.remove_file(NAME);
        self.session.add_file(NAME, &serde_json::to_vec(bundle).unwrap(), Some(0));
        self.session.report().verdict
    }
}

/// The pointers (RFC 6901) of everything in a value.
fn pointers(value: &Value, here: &str, found: &mut Vec<String>) {
    let mut step = |key: &str, value: &Value| {
        let pointer = format!("{here}/{key}");
        found.push(pointer.clone());
        pointers(value, &pointer, found);
    };
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| step(key, value)),
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(index, value)| step(&index.to_string(), value));
        }
        _ => {}
    }
}

fn remove(value: &mut Value, pointer: &str) {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    match value.pointer_mut(parent).unwrap() {
        Value::Object(map) => drop(map.remove(key)),
        Value::Array(list) => drop(list.remove(key.parse().unwrap())),
        _ => panic!("{parent} holds nothing"),
    }
}

/// The fields that may be taken away, because nothing is proven by them or by them alone.
fn may_be_absent(case: &Case, pointer: &str) -> bool {
    let stamped = case.bundle.pointer("/verificationMaterial/timestampVerificationData").is_some();
    let field = pointer.rsplit('/').find(|part| part.parse::<u64>().is_err()).unwrap();
    match field {
        // The signature and the entry bind the artifact.
        "messageDigest" => true,
        "digest" | "algorithm" => pointer.contains("/messageDigest"),
        // Only says which key to try.
        "hint" => true,
        // Rekor v1 promises; where a timestamp proves the time, or none is needed, that is more
        // than it takes.
        "inclusionPromise" | "signedEntryTimestamp" => stamped || case.by_key,
        "integratedTime" => case.name == "v0.3-timestamp-in-place-of-promise",
        // Under the promise, where there is one.
        "logIndex" => {
            let entry = pointer.contains("/inclusionProof") || pointer.contains("tlogEntries/1");
            stamped && !entry && case.name != "entries-of-two-logs"
                || pointer.contains("tlogEntries/1")
        }
        // In v0.1 the promise is enough. A proof that is there must be whole.
        "inclusionProof" => case.name == "v0.1-proof",
        // One of two entries is enough, and the promise of one proves the time.
        "tlogEntries" if no_entries(case, pointer) => true,
        "tlogEntries" => case.name == "entries-of-two-logs",
        // A key needs no time.
        "rfc3161Timestamps" | "timestampVerificationData" | "signedTimestamp" => {
            case.name == "entries-of-two-logs" || case.by_key
        }
        _ => false,
    }
}

/// An empty list of entries may as well be absent.
fn no_entries(case: &Case, pointer: &str) -> bool {
    case.bundle.pointer(pointer).is_some_and(|value| value.as_array().is_some_and(Vec::is_empty))
}

#[test]
fn nothing_that_proves_can_be_taken_away() {
    let mut count = 0;
    let mut wrong = BTreeSet::new();
    for mut case in CASES.map(Case::read) {
        let sound = case.bundle.clone();
        assert_eq!(case.judge(&sound), Verdict::Verified, "{}", case.name);
        let mut all = Vec::new();
        pointers(&case.bundle, "", &mut all);
        for pointer in all {
            for absent in [false, true] {
                let mut bundle = case.bundle.clone();
                if absent {
                    remove(&mut bundle, &pointer);
                } else {
                    *bundle.pointer_mut(&pointer).unwrap() = Value::Null;
                }
                count += 1;
                if case.judge(&bundle) == Verdict::Verified && !may_be_absent(&case, &pointer) {
                    wrong.insert(format!("{} {pointer}", case.name));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "still verified without:\n{}", Vec::from_iter(wrong).join("\n"));
    println!("{count} parts taken away");
}

/// Base64 texts in which each bit counts.
fn counts(pointer: &str) -> bool {
    const FIELDS: [&str; 10] = [
        "canonicalizedBody",
        "digest",
        "hashes",
        "keyId",
        "payload",
        "rawBytes",
        "rootHash",
        "sig",
        "signature",
        "signedEntryTimestamp",
    ];
    let field = pointer.rsplit('/').find(|part| part.parse::<u64>().is_err()).unwrap();
    FIELDS.contains(&field)
}

#[test]
fn no_bit_that_proves_can_be_changed() {
    let mut count = 0;
    let mut wrong = BTreeSet::new();
    for mut case in CASES.map(Case::read) {
        let mut all = Vec::new();
        pointers(&case.bundle, "", &mut all);
        for pointer in all.iter().filter(|pointer| counts(pointer)) {
            let part = case.bundle.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
            let Some(text) = part else { continue };
            // The last character may hold bits that no byte takes.
            let last = text.trim_end_matches('=').len() - 2;
            for place in [0, last / 4, last / 2, last * 3 / 4, last] {
                let mut characters = text.as_bytes().to_vec();
                characters[place] = if characters[place] == b'A' { b'E' } else { b'A' };
                let mut bundle = case.bundle.clone();
                *bundle.pointer_mut(pointer).unwrap() =
                    String::from_utf8(characters).unwrap().into();
                count += 1;
                if case.judge(&bundle) == Verdict::Verified {
                    wrong.insert(format!("{} {pointer} at {place}", case.name));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "still verified:\n{}", Vec::from_iter(wrong).join("\n"));
    println!("{count} bits changed");
}

#[test]
fn no_line_of_a_checkpoint_can_be_changed() {
    let mut wrong = BTreeSet::new();
    for mut case in CASES.map(Case::read) {
        let mut all = Vec::new();
        pointers(&case.bundle, "", &mut all);
        for pointer in all.iter().filter(|pointer| pointer.ends_with("/envelope")) {
            let note = case.bundle.pointer(pointer).unwrap().as_str().unwrap().to_owned();
            for (place, character) in note.char_indices().filter(|(_, character)| *character != '=')
            {
                let other = if character == 'B' { 'C' } else { 'B' };
                let mut changed = note.clone();
                changed.replace_range(place..place + character.len_utf8(), &other.to_string());
                let mut bundle = case.bundle.clone();
                *bundle.pointer_mut(pointer).unwrap() = changed.into();
                if case.judge(&bundle) == Verdict::Verified {
                    wrong.insert(format!("{} {pointer} at {place}", case.name));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "still verified:\n{}", Vec::from_iter(wrong).join("\n"));
}

/// Parts of one sound bundle in another one.
#[test]
fn no_part_of_another_bundle_fits() {
    let bundles = CASES.map(|name| (name, Case::read(name).bundle));
    let mut wrong = BTreeSet::new();
    let mut count = 0;
    for mut case in CASES.map(Case::read) {
        let mut all = Vec::new();
        pointers(&case.bundle, "", &mut all);
        let name = case.name;
        for (other, parts) in bundles.iter().filter(|(other, _)| *other != name) {
            for pointer in &all {
                let Some(part) = parts.pointer(pointer) else { continue };
                if case.bundle.pointer(pointer) == Some(part) {
                    continue;
                }
                let mut bundle = case.bundle.clone();
                *bundle.pointer_mut(pointer).unwrap() = part.clone();
                count += 1;
                if case.judge(&bundle) == Verdict::Verified && !fits(&case, pointer) {
                    wrong.insert(format!("{} {pointer} of {other}", case.name));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "still verified:\n{}", Vec::from_iter(wrong).join("\n"));
    println!("{count} parts of others");
}

/// Parts that are sound in either bundle: the same signer signed the same file.
fn fits(case: &Case, pointer: &str) -> bool {
    let field = pointer.rsplit('/').find(|part| part.parse::<u64>().is_err()).unwrap();
    match field {
        "mediaType" | "verificationMaterial" | "tlogEntries" | "messageDigest" | "logIndex" => true,
        "timestampVerificationData" | "rfc3161Timestamps" | "signedTimestamp" => true,
        // Without a log nothing binds a signature to one of several certificates of its key.
        "certificate" | "rawBytes" => case.name == "private-instance",
        _ => false,
    }
}
