//! Sound and unsound repositories among the files, with one byte of their metadata changed: nothing
//! becomes `verified` by it, and what is left `verified` says what it said.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test's panic is its answer")]
#![allow(clippy::indexing_slicing, clippy::as_conversions, reason = "tests may stop at a surprise")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;
use touchstone::{DigestAlgorithm, EmbeddedRoots, Expectation, Hasher, Session, UnixTime, Verdict};

const CASES: [&str; 8] = [
    "accepted",
    "expired",
    "not-accepted",
    "names-the-signer",
    "names-the-signer-and-expired",
    "the-signer-has-not-signed",
    "somebody-else-signed",
    "signed-by-an-identity",
];
/// Of so many bytes one is changed, a different one in each case.
const STRIDE: usize = 7;

struct Case {
    session: Session,
    metadata: BTreeMap<String, Vec<u8>>,
}

impl Case {
    fn read(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/tuf").join(name);
        let expect: Value =
            toml::from_str(&fs::read_to_string(folder.join("expect.toml")).unwrap()).unwrap();
        let now = UnixTime::from_rfc3339(expect["now"].as_str().unwrap()).unwrap();
        let mut session = Session::new(now, EmbeddedRoots::None).unwrap();
        let file = |name: &str| fs::read(folder.join(name));
        session.add_trusted_root("trusted_root.json", &file("trusted_root.json").unwrap()).unwrap();
        if let Ok(root) = file("accepted_root.json") {
            session.add_tuf_root("accepted_root.json", &root).unwrap();
        }
        if let Some(expectation) = expect.get("expectation") {
            let text = serde_json::to_vec(expectation).unwrap();
            session.set_expectation(Expectation::from_json(&text).unwrap());
        }
        let mut hasher = Hasher::new(&[DigestAlgorithm::Sha256, DigestAlgorithm::Sha512]);
        let artifact = file("artifact").unwrap();
        hasher.update(&artifact);
        session.add_artifact("artifact", Some(artifact.len() as u64), hasher.finish());
        if let Ok(bundle) = file("bundle.sigstore.json") {
            session.add_file("bundle.sigstore.json", &bundle, Some(0));
        }
        let mut metadata = BTreeMap::new();
        for entry in fs::read_dir(&folder).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            if let Some(own) = name.strip_prefix("tuf-") {
                session.add_file(own, &file(&name).unwrap(), None);
                metadata.insert(own.to_owned(), file(&name).unwrap());
            }
        }
        Self { session, metadata }
    }

    fn judge(&mut self, name: &str, bytes: &[u8]) -> Verdict {
        self.session.remove_file(name);
        self.session.add_file(name, bytes, None);
        self.session.report().verdict
    }
}

#[test]
fn a_changed_byte_makes_nothing_verified() {
    let (mut changes, mut worse) = (0, 0);
    for (place, name) in CASES.into_iter().enumerate() {
        let mut case = Case::read(name);
        let sound = case.session.report().verdict;
        for (file, bytes) in case.metadata.clone() {
            for position in (place % STRIDE..bytes.len()).step_by(STRIDE) {
                let mut changed = bytes.clone();
                changed[position] ^= 1 << (position % 7);
                let verdict = case.judge(&file, &changed);
                changes += 1;
                worse += usize::from(verdict > sound);
                let what = format!("{name}: {file}: byte {position}: {sound:?} became {verdict:?}");
                assert!(verdict != Verdict::Verified || sound == Verdict::Verified, "{what}");
                // A root that was accepted is a demand, also where nothing that leads on from it holds.
                assert!(verdict != Verdict::Unstated || sound == Verdict::Unstated, "{what}");
                // The root that was accepted stands for the first one among the files, and the
                // role beside it says nothing of the artifact.
                let counts = file != "1.root.json" && file != "1.role.json";
                if verdict == Verdict::Verified && counts {
                    assert_eq!(signed(&changed), signed(&bytes), "{what}");
                }
            }
            assert_eq!(case.judge(&file, &bytes), sound, "{name}: {file} as it was");
        }
    }
    println!("{changes} changes, {worse} of them to a worse verdict");
    assert!(changes > 3_000 && worse > 500, "{changes} changes, {worse} worse");
}

/// What the signatures are over.
fn signed(bytes: &[u8]) -> Option<Value> {
    serde_json::from_slice::<Value>(bytes).ok().map(|value| value["signed"].clone())
}
