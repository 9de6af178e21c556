//! What holds for every commit, tag and history: no change of a byte makes a verdict better, none of
//! what is signed goes unnoticed, and nothing panics.

#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

mod corpora;
#[allow(dead_code, reason = "other tests need more of it")]
#[path = "properties/random.rs"]
mod random;

use std::fs;
use std::path::Path;

use touchstone::{EmbeddedRoots, Expectation, Report, Session, UnixTime, Verdict};

use crate::random::Random;

/// Changes of each file.
const FLIPS: usize = 8;

/// A file, and a session that knows all but it.
struct Subject {
    name: String,
    bytes: Vec<u8>,
    others: Vec<Vec<u8>>,
    session: Session,
    expectation: Option<Vec<u8>>,
}

impl Subject {
    fn verdict(&self, bytes: &[u8]) -> Verdict {
        self.report(bytes).verdict
    }

    fn report(&self, bytes: &[u8]) -> Report {
        let now = UnixTime::from_rfc3339("2026-11-01T00:00:00Z").unwrap();
        let mut session = self.session.fork(now);
        if let Some(stated) = &self.expectation {
            session.set_expectation(Expectation::from_json(stated).unwrap());
        }
        for other in &self.others {
            session.add_file("other", other, None);
        }
        session.add_file("subject", bytes, None);
        session.report()
    }

    /// Where the signature stands, which holds what no signature covers.
    fn is_in_signature(&self, position: usize) -> bool {
        let find = |part: &[u8]| self.bytes.windows(part.len()).position(|window| window == part);
        let (begin, end) = (find(b"-----BEGIN SIGNED"), find(b"-----END SIGNED MESSAGE-----"));
        begin.zip(end).is_some_and(|(begin, end)| (begin..end + 28).contains(&position))
    }
}

fn session(roots: EmbeddedRoots) -> Session {
    Session::new(UnixTime::from_rfc3339("2026-11-01T00:00:00Z").unwrap(), roots).unwrap()
}

fn vectors() -> Vec<Subject> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/gitsign");
    let mut subjects = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let read = |name: &str| fs::read(path.join(name)).ok();
        let mut own = session(EmbeddedRoots::None);
        own.add_trusted_root("root", &read("trusted_root.json").unwrap()).unwrap();
        let expect = String::from_utf8(read("expect.toml").unwrap()).unwrap();
        let expect: serde_json::Value = toml::from_str(&expect).unwrap();
        let names = ["evidence.commit", "evidence.bundle", "evidence.pack"];
        subjects.push(Subject {
            name: path.file_name().unwrap().to_string_lossy().into_owned(),
            bytes: names.iter().find_map(|name| read(name)).unwrap(),
            others: read("other.json").into_iter().collect(),
            session: own,
            expectation: serde_json::to_vec(&expect["expectation"]).ok(),
        });
    }
    subjects.sort_by(|a, b| a.name.cmp(&b.name));
    subjects
}

fn real() -> Vec<Subject> {
    let Some(corpus) = corpora::unpacked("gitsign") else {
        println!("skipped: 200 objects (no corpus)");
        return Vec::new();
    };
    let trust = session(EmbeddedRoots::Production);
    let now = UnixTime::from_rfc3339("2026-11-01T00:00:00Z").unwrap();
    let mut subjects = Vec::new();
    for folder in ["objects", "derived-negative", "testdata"] {
        for entry in fs::read_dir(corpus.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            subjects.push(Subject {
                name: path.display().to_string(),
                bytes: fs::read(&path).unwrap(),
                others: Vec::new(),
                session: trust.fork(now),
                expectation: None,
            });
        }
    }
    subjects.sort_by(|a, b| a.name.cmp(&b.name));
    subjects
}

fn flip(subjects: &[Subject]) {
    let (mut flips, mut noticed) = (0, 0);
    for (number, subject) in subjects.iter().enumerate() {
        let whole = subject.verdict(&subject.bytes);
        let mut random = Random::new(u64::try_from(number).unwrap());
        // What was wrong may become what nobody can read, and never more.
        let bound = whole.min(Verdict::Incomplete);
        for _ in 0..FLIPS.min(subject.bytes.len()) {
            let position = random.below(subject.bytes.len());
            let mut changed = subject.bytes.clone();
            changed[position] ^= 1 << random.below(8);
            let found = subject.verdict(&changed);
            flips += 1;
            let name = &subject.name;
            assert!(found >= bound, "{name}: byte {position}: {found:?} after {whole:?}");
            // Raw objects: everything outside of the signature is signed.
            let raw = subject.bytes.starts_with(b"tree ") || subject.bytes.starts_with(b"object ");
            if raw && whole < Verdict::Incomplete && !subject.is_in_signature(position) {
                // Of two headers the one for the other form is read by nobody.
                if name.starts_with("both-headers") || name == "tag-with-header" {
                    continue;
                }
                noticed += 1;
                assert!(found >= Verdict::Incomplete, "{name}: byte {position} went unnoticed");
            }
        }
    }
    println!("{flips} flipped bytes, {noticed} of them under a signature");
}

#[test]
fn a_flipped_byte_of_a_vector_makes_no_verdict_better() {
    flip(&vectors());
}

#[test]
fn a_flipped_byte_of_a_real_object_makes_no_verdict_better() {
    flip(&real());
}

#[test]
fn a_cut_history_proves_nothing() {
    let subjects = vectors();
    let histories = subjects
        .iter()
        .filter(|subject| subject.bytes.starts_with(b"PACK") || subject.bytes.starts_with(b"# v"));
    for (number, subject) in histories.enumerate() {
        let mut random = Random::new(u64::try_from(number).unwrap());
        for _ in 0..FLIPS {
            let length = random.below(subject.bytes.len());
            let found = subject.verdict(&subject.bytes[..length]);
            assert!(found >= Verdict::Incomplete, "{}: cut at {length}: {found:?}", subject.name);
        }
    }
}

/// Whoever committed is a claim; the report says whether it is the signer's name.
#[test]
fn a_committer_is_compared_with_the_signer() {
    let subjects = vectors();
    for (case, same) in [("commit", true), ("committer-of-another-name", false)] {
        let subject = subjects.iter().find(|subject| subject.name == case).unwrap();
        let report = serde_json::to_value(subject.report(&subject.bytes)).unwrap();
        assert_eq!(report["verdict"], "verified", "{case}");
        assert_eq!(report["evidence"][0]["facts"]["committerIsSigner"], same, "{case}");
    }
}
