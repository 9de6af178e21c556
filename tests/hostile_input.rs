//! Inputs that are too large for git or too many to list: no panic, no hang, never `verified`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test's panic is its answer"
)]
#![allow(clippy::indexing_slicing, clippy::as_conversions, reason = "tests may stop at a surprise")]

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::Value;
use touchstone::{
    Digest, DigestAlgorithm, EmbeddedRoots, Expectation, Session, Stated, UnixTime, Verdict,
    inspect,
};

/// No input that is refused may take longer; slow machines have some to spare.
const PATIENCE: Duration = Duration::from_secs(10);
const MIB: usize = 1024 * 1024;

fn read(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/sigstore/v0.3");
    fs::read(folder.join(name)).unwrap()
}

/// A session with the trusted root, the expectation and the artifact of a sound case.
fn session() -> Session {
    let now = UnixTime::from_rfc3339("2026-06-01T00:00:00Z").unwrap();
    let mut session = Session::new(now, EmbeddedRoots::None).unwrap();
    session.add_trusted_root("trusted_root.json", &read("trusted_root.json")).unwrap();
    let expected = br#"{"certificateIdentity": "maker@authority.test"}"#;
    session.set_expectation(Expectation::from_json(expected).unwrap());
    let digest = Digest::of(DigestAlgorithm::Sha256, &read("artifact"));
    session.add_artifact("artifact", None, [digest].into_iter().collect());
    session
}

/// The verdict with this bundle alone, and the codes of the report's errors.
fn judge(bundle: &[u8]) -> (Verdict, Vec<&'static str>) {
    let start = Instant::now();
    let mut session = session();
    session.add_file("bundle.sigstore.json", bundle, Some(0));
    inspect(bundle, "bundle.sigstore.json");
    let report = session.report();
    assert!(start.elapsed() < PATIENCE, "took {:?}", start.elapsed());
    (report.verdict, report.errors.iter().map(|error| error.code).collect())
}

fn changed(change: impl FnOnce(&mut Value)) -> Vec<u8> {
    let mut bundle = serde_json::from_slice(&read("bundle.sigstore.json")).unwrap();
    change(&mut bundle);
    serde_json::to_vec(&bundle).unwrap()
}

#[test]
fn the_case_itself_is_sound() {
    assert_eq!(judge(&read("bundle.sigstore.json")), (Verdict::Verified, Vec::new()));
}

#[test]
fn a_huge_bundle_is_refused() {
    let mut bundle = read("bundle.sigstore.json");
    bundle.resize(16 * MIB, b' ');
    assert_eq!(judge(&bundle), (Verdict::Verified, Vec::new()), "exactly at the bound");
    bundle.push(b' ');
    assert_eq!(judge(&bundle), (Verdict::Failed, vec!["input-too-large"]));
}

#[test]
fn a_huge_trusted_root_is_refused() {
    let mut root = read("trusted_root.json");
    root.resize(16 * MIB + 1, b' ');
    let error = session().add_trusted_root("trusted_root.json", &root).unwrap_err();
    assert_eq!(error.code(), "input-too-large");
}

#[test]
fn ten_thousand_entries_are_refused() {
    let bundle = changed(|bundle| {
        let entries = &mut bundle["verificationMaterial"]["tlogEntries"];
        let entry = entries[0].clone();
        *entries = vec![entry; 2_000].into();
    });
    assert_eq!(judge(&bundle), (Verdict::Failed, vec!["list-too-long"]));
    let bundle = changed(|bundle| {
        bundle["verificationMaterial"]["tlogEntries"] =
            vec![Value::Object(Default::default()); 10_000].into();
    });
    assert_eq!(judge(&bundle), (Verdict::Failed, vec!["list-too-long"]));
}

#[test]
fn other_long_lists_are_refused() {
    let stamps = changed(|bundle| {
        let stamp = serde_json::json!({"signedTimestamp": "MAA="});
        bundle["verificationMaterial"]["timestampVerificationData"]["rfc3161Timestamps"] =
            vec![stamp; 10_000].into();
    });
    assert_eq!(judge(&stamps), (Verdict::Failed, vec!["list-too-long"]));
    let hashes = changed(|bundle| {
        let hash = Value::from("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
        bundle["verificationMaterial"]["tlogEntries"][0]["inclusionProof"]["hashes"] =
            vec![hash; 100_000].into();
    });
    assert_eq!(judge(&hashes), (Verdict::Failed, vec!["list-too-long"]));
    let lines = read("trusted_root.json");
    let line = serde_json::to_vec(&serde_json::from_slice::<Value>(&lines).unwrap()).unwrap();
    let many = [line.as_slice(), b"\n"].concat().repeat(1_000);
    assert_eq!(
        session().add_trusted_root("roots.jsonl", &many).unwrap_err().code(),
        "list-too-long"
    );
}

#[test]
fn nesting_ends_no_stack() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let nested = format!(
            "{{\"mediaType\": \"vnd.dev.sigstore.bundle\", \"a\": {}1{}}}",
            open.repeat(1_000_000),
            close.repeat(1_000_000)
        );
        assert_eq!(judge(nested.as_bytes()), (Verdict::Failed, vec!["json-too-deep"]));
        let open_only = format!("{{\"vnd.dev.sigstore.bundle\": {}", open.repeat(1_000_000));
        assert_eq!(judge(open_only.as_bytes()), (Verdict::Failed, vec!["json-too-deep"]));
    }
}

#[test]
fn many_keys_take_no_long_time() {
    let keys: Vec<String> = (0..200_000).map(|number| format!("\"key{number}\":1")).collect();
    let bundle = format!("{{\"vnd.dev.sigstore.bundle\":1,{}}}", keys.join(","));
    assert_eq!(judge(bundle.as_bytes()), (Verdict::Failed, vec!["field-missing"]));
}

#[test]
fn a_bundle_cut_anywhere_is_an_error() {
    let bundle = read("bundle.sigstore.json");
    let end = bundle.trim_ascii_end().len();
    for length in (0..end).step_by(61).chain(end - 40..end) {
        let (verdict, errors) = judge(&bundle[..length]);
        assert_eq!((verdict, errors.len()), (Verdict::Failed, 1), "cut at {length}");
    }
}

#[test]
fn no_changed_byte_is_verified_as_something_else() {
    let bundle = read("bundle.sigstore.json");
    let sound = serde_json::to_value(judged_signer(&bundle)).unwrap();
    for place in (0..bundle.len()).step_by(23) {
        for bit in [0x01, 0x20, 0x80] {
            let mut mutated = bundle.clone();
            mutated[place] ^= bit;
            let (verdict, _) = judge(&mutated);
            if verdict == Verdict::Verified {
                // White space, unknown fields and unauthenticated hints may change.
                let same = serde_json::to_value(judged_signer(&mutated)).unwrap();
                assert_eq!(same, sound, "byte {place} bit {bit}");
            }
        }
    }
}

fn judged_signer(bundle: &[u8]) -> Vec<String> {
    let mut session = session();
    session.add_file("bundle.sigstore.json", bundle, Some(0));
    let report = session.report();
    report
        .evidence
        .iter()
        .filter_map(|one| one.signer.as_ref())
        .map(|signer| signer.identity.clone())
        .collect()
}

#[test]
fn certificates_cut_or_changed_anywhere_never_panic() {
    let sound: Value = serde_json::from_slice(&read("bundle.sigstore.json")).unwrap();
    let text = sound["verificationMaterial"]["certificate"]["rawBytes"].as_str().unwrap();
    for length in (0..text.len()).step_by(28) {
        let bundle = changed(|bundle| {
            bundle["verificationMaterial"]["certificate"]["rawBytes"] =
                text.get(..length).unwrap().into();
        });
        assert_ne!(judge(&bundle).0, Verdict::Verified, "cut at {length}");
    }
    for place in (0..text.len()).step_by(9) {
        let mut changed_text = text.as_bytes().to_vec();
        changed_text[place] = if changed_text[place] == b'A' { b'B' } else { b'A' };
        let changed_text = String::from_utf8(changed_text).unwrap();
        let bundle = changed(|bundle| {
            bundle["verificationMaterial"]["certificate"]["rawBytes"] = changed_text.into()
        });
        assert_ne!(judge(&bundle).0, Verdict::Verified, "changed at {place}");
    }
}

#[test]
fn broken_files_leave_the_verdict_on_others() {
    let mut session = session();
    session.add_file("bundle.sigstore.json", &read("bundle.sigstore.json"), Some(0));
    session.add_file("broken.sigstore.json", b"{\"mediaType\":", None);
    session.add_file("huge.sigstore.json", &vec![b'['; 17 * MIB], None);
    session.add_file("binary.bin", &[0xff; 4096], None);
    assert!(session.add_key("key.pub", b"no key", Stated::Expected).is_err());
    assert!(session.add_trusted_root("root.json", b"{}").is_err());
    let report = session.report();
    assert_eq!(report.verdict, Verdict::Verified);
    let files: Vec<&str> = report.errors.iter().map(|error| error.file.as_str()).collect();
    assert_eq!(files, ["broken.sigstore.json", "huge.sigstore.json", "binary.bin"]);
}

#[test]
fn a_thousand_artifacts_and_bundles_take_no_long_time() {
    let start = Instant::now();
    let mut session = session();
    let bundle = read("bundle.sigstore.json");
    for number in 0..1_000u32 {
        let digest = Digest::of(DigestAlgorithm::Sha256, &number.to_be_bytes());
        session.add_artifact(&format!("file-{number}"), None, [digest].into_iter().collect());
    }
    for number in 0..100 {
        session.add_file(&format!("bundle-{number}.sigstore.json"), &bundle, None);
    }
    let report = session.report();
    assert_eq!(report.artifacts[0].verdict, Verdict::Verified);
    assert_eq!(report.artifacts[1].verdict, Verdict::Incomplete);
    assert!(start.elapsed() < PATIENCE * 3, "took {:?}", start.elapsed());
}
