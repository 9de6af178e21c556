//! What holds for everything that cosign wrote before bundles: no changed byte of any of its files
//! makes a verdict better, none of the signed file goes unnoticed, no part that is needed can be
//! taken away, and nothing panics.

#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

#[allow(dead_code, reason = "other tests need more of it")]
#[path = "properties/random.rs"]
mod random;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;
use touchstone::{
    DigestAlgorithm, EmbeddedRoots, Expectation, Hasher, Session, Stated, UnixTime, Verdict,
};

use crate::random::Random;

/// Changes of each file.
const FLIPS: usize = 12;
/// What is no evidence.
const OTHERS: [&str; 4] = ["artifact", "expect.toml", "key.pub", "trusted_root.json"];

type Files = BTreeMap<String, Vec<u8>>;

/// A vector, and a session that knows whom it trusts and expects.
struct Subject {
    name: String,
    files: Files,
    explicit: bool,
    expectation: Option<Vec<u8>>,
    session: Session,
}

fn now() -> UnixTime {
    UnixTime::from_rfc3339("2026-06-01T00:00:00Z").unwrap()
}

fn subjects() -> Vec<Subject> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/cosign");
    let mut subjects = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let mut files = Files::new();
        for file in fs::read_dir(&path).unwrap() {
            let file = file.unwrap().path();
            let name = file.file_name().unwrap().to_string_lossy().into_owned();
            files.insert(name, fs::read(&file).unwrap());
        }
        let expect = String::from_utf8(files["expect.toml"].clone()).unwrap();
        let expect: Value = toml::from_str(&expect).unwrap();
        let mut session = Session::new(now(), EmbeddedRoots::None).unwrap();
        session.add_trusted_root("root", &files["trusted_root.json"]).unwrap();
        if let Some(key) = files.get("key.pub") {
            session.add_key("key.pub", key, Stated::Expected).unwrap();
        }
        let stated = expect.get("expectation").map(|stated| serde_json::to_vec(stated).unwrap());
        subjects.push(Subject {
            name: path.file_name().unwrap().to_string_lossy().into_owned(),
            files,
            explicit: expect["explicit"] != false,
            expectation: stated,
            session,
        });
    }
    subjects.sort_by(|a, b| a.name.cmp(&b.name));
    subjects
}

impl Subject {
    fn evidence(&self) -> impl Iterator<Item = &String> {
        self.files.keys().filter(|name| !OTHERS.contains(&name.as_str()))
    }

    fn verdict(&self, files: &Files) -> Verdict {
        let mut session = self.session.fork(now());
        if let Some(stated) = &self.expectation {
            session.set_expectation(Expectation::from_json(stated).unwrap());
        }
        let mut hasher = Hasher::new(&[DigestAlgorithm::Sha256, DigestAlgorithm::Sha512]);
        hasher.update(&files["artifact"]);
        let artifact = session.add_artifact("artifact", None, hasher.finish());
        for (name, bytes) in files.iter().filter(|(name, _)| !OTHERS.contains(&name.as_str())) {
            let given = (self.explicit && name.starts_with("evidence")).then_some(artifact);
            session.add_file(name, bytes, given);
        }
        session.report().verdict
    }

    fn flipped(&self, name: &str, random: &mut Random) -> Files {
        let mut files = self.files.clone();
        let bytes = files.get_mut(name).unwrap();
        let position = random.below(bytes.len());
        bytes[position] ^= 1 << random.below(8);
        files
    }
}

#[test]
fn a_flipped_byte_makes_no_verdict_better() {
    let mut flips = 0;
    for (number, subject) in subjects().iter().enumerate() {
        let mut random = Random::new(u64::try_from(number).unwrap());
        let whole = subject.verdict(&subject.files).min(Verdict::Incomplete);
        for name in subject.evidence() {
            // What was wrong may become what nobody can read, as if it were not there, and never
            // more.
            let mut without = subject.files.clone();
            without.remove(name);
            let bound = whole.min(subject.verdict(&without));
            for _ in 0..FLIPS {
                let found = subject.verdict(&subject.flipped(name, &mut random));
                assert!(found >= bound, "{}: {name}: {found:?} after {bound:?}", subject.name);
                flips += 1;
            }
        }
    }
    println!("{flips} flipped bytes");
    assert!(flips > 1_000, "{flips} flipped bytes");
}

#[test]
fn every_byte_of_the_signed_file_counts() {
    for (number, subject) in subjects().iter().enumerate() {
        let mut random = Random::new(u64::try_from(number).unwrap());
        for _ in 0..FLIPS {
            let found = subject.verdict(&subject.flipped("artifact", &mut random));
            assert!(found >= Verdict::Incomplete, "{}: {found:?}", subject.name);
        }
    }
}

/// Files without which nothing is proven, and those that only say more.
#[test]
fn no_file_that_proves_can_be_taken_away() {
    // The certificate stands in the log entry too, a chain is a hint, and a timestamp is one time
    // of two.
    let dispensable = |name: &str, subject: &str| {
        name.ends_with(".pem")
            || name.ends_with(".crt")
            || subject == "timestamp-beside-entry"
            || subject == "bundle-of-an-envelope-stamped"
    };
    let mut taken = 0;
    for subject in subjects() {
        if subject.verdict(&subject.files) != Verdict::Verified {
            continue;
        }
        for name in subject.evidence() {
            let mut files = subject.files.clone();
            files.remove(name);
            let found = subject.verdict(&files);
            taken += 1;
            let (case, needed) = (&subject.name, !dispensable(name, &subject.name));
            assert!(found >= Verdict::Incomplete || !needed, "{case} without {name}: {found:?}");
        }
    }
    println!("{taken} files taken away");
}
