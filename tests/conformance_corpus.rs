//! The public Sigstore conformance cases, by file and by digest.
//!
//! They lie beside the project in `../shared/corpora`; where they are absent, the test says so.

#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod corpora;

use std::fs;
use std::path::Path;

use touchstone::{
    Digest, DigestAlgorithm, Digests, EmbeddedRoots, Expectation, Session, Stated, UnixTime,
    Verdict,
};

const IDENTITY: &str = "https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main";
const ISSUER: &str = "https://token.actions.githubusercontent.com";

#[test]
fn public_conformance_cases() {
    let Some(corpus) = corpora::unpacked("cosign") else {
        println!("skipped: 40 conformance cases (no corpus)");
        return;
    };
    let mut cases: Vec<_> = fs::read_dir(corpus.join("bundle/conformance"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    cases.sort();
    let mut wrong = Vec::new();
    for case in &cases {
        for by_file in [true, false] {
            let (accepted, report) = verify(case, by_file);
            let name = case.file_name().unwrap().to_str().unwrap();
            let rejected = name.ends_with("_fail");
            if accepted == rejected {
                wrong.push(format!("{name} (by file: {by_file}): {report}"));
            }
        }
    }
    println!("{} conformance cases, each by file and by digest", cases.len());
    assert_eq!(cases.len(), 40);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn verify(case: &Path, by_file: bool) -> (bool, String) {
    let now = UnixTime::from_rfc3339("2026-11-01T00:00:00Z").unwrap();
    let mut session = Session::new(now, EmbeddedRoots::Production).unwrap();
    if let Ok(root) = fs::read(case.join("trusted_root.json")) {
        session.add_trusted_root("trusted_root.json", &root).unwrap();
    }
    let text = |name: &str, default: &str| {
        fs::read_to_string(case.join(name))
            .map_or(default.to_owned(), |text| text.trim().to_owned())
    };
    match fs::read(case.join("key.pub")) {
        // A key that cannot be read leaves nobody who could have signed.
        Ok(key) => drop(session.add_key("key.pub", &key, Stated::Expected)),
        Err(_) => {
            let expectation = serde_json::json!({
                "certificateIdentity": text("identity", IDENTITY),
                "certificateOidcIssuer": text("issuer", ISSUER),
            });
            let expectation = Expectation::from_json(expectation.to_string().as_bytes());
            session.set_expectation(expectation.unwrap());
        }
    }
    let own = case.join("artifact");
    let artifact = if own.exists() { own } else { case.join("../a.txt") };
    let artifact = fs::read(artifact).unwrap();
    let bundle = fs::read(case.join("bundle.sigstore.json")).unwrap();
    session.add_file("bundle.sigstore.json", &bundle, Some(0));
    let mut digests: Digests =
        core::iter::once(Digest::of(DigestAlgorithm::Sha256, &artifact)).collect();
    if by_file {
        for algorithm in session.digests_wanted() {
            digests.insert(Digest::of(algorithm, &artifact));
        }
    }
    let index = session.add_artifact("artifact", None, digests);
    assert_eq!(index, 0);
    if by_file {
        for wanted in session.messages_wanted() {
            session.message_begin(wanted);
            session.message_update(wanted, &artifact);
            session.message_end(wanted);
        }
    }
    let report = session.report();
    (report.verdict == Verdict::Verified, serde_json::to_string(&report).unwrap())
}
