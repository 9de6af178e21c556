//! Real signatures in cosign's older forms: side-cars, bundles of its own, image signatures.

#![allow(missing_docs, unreachable_pub, clippy::unwrap_used, clippy::indexing_slicing)]
#![allow(clippy::panic)]

mod corpora;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use touchstone::{Digest, DigestAlgorithm, EmbeddedRoots, Report, Session, Stated, UnixTime};

/// Verdict, and a check with its status that must be there.
type Expected = (&'static str, &'static str, &'static str);

/// What each entry of the corpus's index comes to with the embedded roots, and why. Nobody says who
/// should have signed, so the best verdict is `unstated`.
const TABLE: &[(&str, Expected)] = &[
    ("legacy-bundle/sigstore-rs-artifact.bundle", ("unstated", "log.entry-matches", "passed")),
    ("legacy-bundle/derived-logindex.bundle", ("failed", "log.set", "failed")),
    // An authority of the staging instance, which bears the name of the production one.
    ("sig+cert/py-a.txt/", ("failed", "signature.artifact", "passed")),
    ("sig+cert/py-offline-rekor.txt/", ("failed", "signature.artifact", "passed")),
    // The key is not among the files.
    (
        "image-simplesigning/containers-image/dir-img-cosign-modified-manifest/signature-1",
        ("failed", "subject.digest", "failed"),
    ),
    (
        "image-simplesigning/containers-image/dir-img-cosign-no-manifest/signature-1",
        ("incomplete", "signature.payload", "missing"),
    ),
    (
        "image-simplesigning/containers-image/dir-img-cosign-other-attachment/signature-1",
        ("failed", "bundle.media-type", "failed"),
    ),
    // Its certificate names two identities and comes from an authority of its own.
    (
        "image-simplesigning/containers-image/dir-img-cosign-pki-valid/signature-1",
        ("failed", "certificate.extensions", "failed"),
    ),
    (
        "image-simplesigning/containers-image/dir-img-cosign-valid-2/signature-1",
        ("incomplete", "subject.digest", "passed"),
    ),
    (
        "image-simplesigning/containers-image/dir-img-cosign-valid-2/signature-2",
        ("incomplete", "subject.digest", "passed"),
    ),
    (
        "image-simplesigning/containers-image/dir-img-cosign-valid-with-tag/signature-1",
        ("incomplete", "subject.digest", "passed"),
    ),
    // A key's signature that is in no log.
    ("image-simplesigning/sigstore-rs-key/", ("incomplete", "signature.payload", "passed")),
    // Certificates of 2021 were in no log.
    ("image-simplesigning/sigstore-rs-fulcio-2021/", ("incomplete", "certificate.chain", "passed")),
];

#[test]
fn cosign_forms_get_their_verdict() {
    let Some(corpus) = corpora::unpacked("cosign") else {
        println!("skipped: {} cases (no corpus)", TABLE.len());
        return;
    };
    let index: Vec<Value> =
        serde_json::from_slice(&fs::read(corpus.join("index.json")).unwrap()).unwrap();
    let mut wrong = Vec::new();
    for (path, (verdict, code, status)) in TABLE {
        let entry = index.iter().find(|entry| entry["path"] == *path).unwrap();
        let report = serde_json::to_value(report(&corpus, entry)).unwrap();
        let checks = report["evidence"][0]["checks"].as_array().cloned().unwrap_or_default();
        let found = checks.iter().any(|check| check["code"] == *code && check["status"] == *status);
        if report["verdict"] != *verdict || !found {
            wrong.push(format!("{path}: {} {checks:#?} {}", report["verdict"], report["errors"]));
        }
    }
    let forms = ["legacy-bundle/", "sig+cert/", "image-simplesigning/"];
    let listed = |path: &str| TABLE.iter().any(|(known, _)| *known == path);
    for entry in &index {
        let path = entry["path"].as_str().unwrap();
        if forms.iter().any(|form| path.starts_with(form)) && !listed(path) {
            wrong.push(format!("{path} is not in the table"));
        }
    }
    println!("{} cases", TABLE.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Answers of the log that came without the signature they are about take no part, and say so.
#[test]
fn entries_without_their_signature_are_orphans() {
    let Some(corpus) = corpora::unpacked("cosign") else {
        println!("skipped: 5 cases (no corpus)");
        return;
    };
    for entry in fs::read_dir(corpus.join("rekor-bundle-annotation")).unwrap() {
        let path = entry.unwrap().path();
        let mut session = session();
        session.add_file("entry.json", &fs::read(&path).unwrap(), None);
        let report = session.report();
        let broken = path.to_string_lossy().contains("certificate_verifier");
        assert_eq!(report.orphans.len(), usize::from(!broken), "{}", path.display());
        assert_eq!(report.errors.len(), usize::from(broken), "{}", path.display());
    }
}

fn session() -> Session {
    let now = UnixTime::from_rfc3339("2026-11-01T00:00:00Z").unwrap();
    Session::new(now, EmbeddedRoots::Production).unwrap()
}

fn report(corpus: &Path, entry: &Value) -> Report {
    let mut session = session();
    let path = corpus.join(entry["path"].as_str().unwrap());
    let add = |session: &mut Session, path: &Path| {
        let name = path.file_name().unwrap().to_str().unwrap();
        session.add_file(name, &fs::read(path).unwrap(), None);
    };
    if entry["path"].as_str().unwrap().starts_with("sig+cert/") {
        for file in files(&path) {
            if file.extension().is_some_and(|ending| ending == "sig" || ending == "crt") {
                add(&mut session, &file);
            }
        }
    } else if path.is_dir() {
        session.add_file("signature-1", &stored(&path), None);
    } else {
        add(&mut session, &path);
    }
    if path.join("cosign.pub").exists() {
        let key = fs::read(path.join("cosign.pub")).unwrap();
        session.add_key("cosign.pub", &key, Stated::Found).unwrap();
    }
    add_artifact(&mut session, &path, entry);
    session.report()
}

/// A payload and its annotations in the one file that containers/image makes of them.
fn stored(folder: &Path) -> Vec<u8> {
    use base64::Engine as _;
    let annotations: Value =
        serde_json::from_slice(&fs::read(folder.join("annotations.json")).unwrap()).unwrap();
    let payload = fs::read(folder.join("payload.json")).unwrap();
    let stored = json!({
        "mimeType": "application/vnd.dev.cosign.simplesigning.v1+json",
        "payload": base64::engine::general_purpose::STANDARD.encode(payload),
        "annotations": annotations,
    });
    [b"\0sigstore-json\n", stored.to_string().as_bytes()].concat()
}

/// The artifact that the index names, or only its digest.
fn add_artifact(session: &mut Session, path: &Path, entry: &Value) {
    let folder = if path.is_dir() { path } else { path.parent().unwrap() };
    if let Some(name) = entry["artifact"].as_str() {
        let bytes = fs::read(folder.join(name)).unwrap();
        let digests = session
            .digests_wanted()
            .iter()
            .map(|algorithm| Digest::of(*algorithm, &bytes))
            .collect();
        session.add_artifact(name, None, digests);
        return;
    }
    let details = &entry["details"];
    let claimed = details["claimed_digest"].as_str().and_then(|text| text.strip_prefix("sha256:"));
    let hex = claimed.or_else(|| details["artifact_sha256"].as_str()).unwrap();
    let digest = Digest::from_hex(DigestAlgorithm::Sha256, hex).unwrap();
    session.add_artifact("artifact", None, [digest].into_iter().collect());
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}
