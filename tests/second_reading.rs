//! What a second reading showed of a file counts for that file only.

#![allow(clippy::unwrap_used, reason = "a test's panic is its answer")]
#![allow(clippy::indexing_slicing, reason = "tests may stop at a surprise")]

use std::fs;
use std::path::Path;

use touchstone::{
    Digest, DigestAlgorithm, Digests, EmbeddedRoots, Session, Stated, UnixTime, Verdict,
};

const OTHER: &[u8] = b"another file";

fn read(name: &str) -> Vec<u8> {
    let vectors = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/sigstore");
    fs::read(vectors.join("key-ed25519").join(name)).unwrap()
}

fn digests(bytes: &[u8]) -> Digests {
    let algorithms = [DigestAlgorithm::Sha256, DigestAlgorithm::Sha512];
    algorithms.map(|algorithm| Digest::of(algorithm, bytes)).into_iter().collect()
}

/// A bundle without its message digest, whose pure Ed25519 signature alone binds it to a file.
fn session(artifact: Digests) -> Session {
    let now = UnixTime::from_rfc3339("2026-06-01T00:00:00Z").unwrap();
    let mut session = Session::new(now, EmbeddedRoots::None).unwrap();
    session.add_trusted_root("trusted_root.json", &read("trusted_root.json")).unwrap();
    session.add_key("key.pub", &read("key.pub"), Stated::Expected).unwrap();
    let mut bundle: serde_json::Value =
        serde_json::from_slice(&read("bundle.sigstore.json")).unwrap();
    bundle["messageSignature"].as_object_mut().unwrap().remove("messageDigest");
    // The entry names the digest too; a root without logs asks for none.
    bundle["verificationMaterial"].as_object_mut().unwrap().remove("tlogEntries");
    let bytes = serde_json::to_vec(&bundle).unwrap();
    session.add_file("bundle.sigstore.json", &bytes, Some(0));
    session.add_artifact("artifact", None, artifact);
    session
}

fn stream(session: &mut Session, bytes: &[u8]) {
    session.message_begin(0);
    session.message_update(0, bytes);
    session.message_end(0);
}

fn signature(session: &mut Session) -> String {
    let report = serde_json::to_value(session.report()).unwrap();
    let checks = report["evidence"][0]["checks"].as_array().unwrap();
    let mut found = checks.iter().filter(|check| check["code"] == "signature.artifact");
    found.next().unwrap()["status"].as_str().unwrap().to_owned()
}

#[test]
fn it_shows_the_signature_is_the_files() {
    let artifact = read("artifact");
    let mut session = session(digests(&artifact));
    assert_eq!(signature(&mut session), "missing");
    stream(&mut session, &artifact);
    assert_eq!(signature(&mut session), "passed");
}

#[test]
fn it_counts_no_longer_for_other_digests() {
    let artifact = read("artifact");
    let mut session = session(digests(&artifact));
    stream(&mut session, &artifact);
    session.set_digests(0, None, digests(OTHER));
    assert_eq!(signature(&mut session), "missing");
    assert!(session.report().verdict > Verdict::Unstated);
    stream(&mut session, OTHER);
    assert_eq!(signature(&mut session), "failed");
}

#[test]
fn it_counts_for_nothing_before_the_digests_are_known() {
    let artifact = read("artifact");
    let mut session = session(Digests::default());
    stream(&mut session, &artifact);
    session.set_digests(0, None, digests(OTHER));
    assert!(session.report().verdict > Verdict::Unstated);
    assert_eq!(signature(&mut session), "missing");
}

#[test]
fn it_counts_for_nothing_of_a_file_that_changed() {
    let mut session = session(digests(&read("artifact")));
    stream(&mut session, OTHER);
    assert_eq!(signature(&mut session), "missing");
}

#[test]
fn it_starts_anew_with_another_key() {
    let artifact = read("artifact");
    let mut session = session(digests(&artifact));
    session.message_begin(0);
    session.message_update(0, &artifact);
    session.add_key("again.pub", &read("key.pub"), Stated::Found).unwrap();
    session.message_end(0);
    assert_eq!(session.messages_wanted(), [0]);
}
