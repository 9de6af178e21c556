//! Whatever is changed in a registry's evidence that is signed, it verifies nothing any more.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::fs;
use std::path::Path;

use serde_json::Value;
use touchstone::{
    DigestAlgorithm, EmbeddedRoots, Expectation, Hasher, Session, Stated, UnixTime, Verdict,
};

#[test]
fn no_changed_byte_is_verified() {
    const CASES: [(&str, &[&str]); 2] = [
        ("npm-signature", &["/name", "/version", "/dist/integrity", "/dist/signatures/0/sig"]),
        (
            "pypi-attestation",
            &["/envelope/statement", "/envelope/signature", "/verification_material/certificate"],
        ),
    ];
    for (name, places) in CASES {
        let folder =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/registries").join(name);
        let evidence: Value =
            serde_json::from_slice(&fs::read(folder.join("evidence.json")).unwrap()).unwrap();
        assert_eq!(verdict(&folder, &evidence), Verdict::Verified, "{name}");
        for place in places {
            let text = evidence.pointer(place).unwrap().as_str().unwrap();
            for index in (0..text.len()).step_by(3) {
                let mut bytes = text.as_bytes().to_vec();
                bytes[index] ^= 1;
                let mut changed = evidence.clone();
                *changed.pointer_mut(place).unwrap() = String::from_utf8(bytes).unwrap().into();
                assert_ne!(verdict(&folder, &changed), Verdict::Verified, "{name} {place} {index}");
            }
        }
    }
}

fn verdict(folder: &Path, evidence: &Value) -> Verdict {
    let file = |name: &str| fs::read(folder.join(name)).unwrap();
    let now = UnixTime::from_rfc3339("2026-06-01T00:00:00Z").unwrap();
    let mut session = Session::new(now, EmbeddedRoots::None).unwrap();
    session.add_trusted_root("trusted_root.json", &file("trusted_root.json")).unwrap();
    if folder.join("key.pub").exists() {
        session.add_key("key.pub", &file("key.pub"), Stated::Expected).unwrap();
    } else {
        let stated = br#"{"repo": "org/app", "workflow": "release.yml"}"#;
        session.set_expectation(Expectation::from_json(stated).unwrap());
    }
    session.add_file("evidence.json", evidence.to_string().as_bytes(), Some(0));
    let mut hasher = Hasher::new(&[DigestAlgorithm::Sha256, DigestAlgorithm::Sha512]);
    hasher.update(&file("artifact"));
    session.add_artifact("artifact", None, hasher.finish());
    session.report().verdict
}
