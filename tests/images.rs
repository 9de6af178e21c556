//! Holds the engine against `tests/vectors/images`: archives of container images, and what must be
//! said of each part of them. `tests/pkg/image.test.js` holds the package against the same, with
//! the archives that only a host takes apart: those with links, holes, or a broken end.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test's panic is its answer")]
#![allow(clippy::indexing_slicing, clippy::as_conversions, reason = "tests may stop at a surprise")]

#[path = "images/archive.rs"]
mod archive;
#[allow(dead_code, reason = "other tests need more of it")]
#[path = "properties/random.rs"]
mod random;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use touchstone::{
    Digest, DigestAlgorithm, EmbeddedRoots, Expectation, Session, Stated, UnixTime, Verdict,
};

use crate::archive::{add_image, files};
use crate::random::Random;

/// Flipped bits for each sound archive.
const FLIPS: usize = 25;
/// Of so many bytes one is changed.
const STRIDE: usize = 5;

struct Case {
    name: String,
    expect: Value,
    folder: PathBuf,
    archive: Vec<u8>,
}

fn cases() -> Vec<Case> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/images");
    let mut folders: Vec<PathBuf> =
        fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    let read = |folder: PathBuf| Case {
        name: folder.file_name().unwrap().to_str().unwrap().to_owned(),
        expect: toml::from_str(&fs::read_to_string(folder.join("expect.toml")).unwrap()).unwrap(),
        archive: fs::read(folder.join("image.tar")).unwrap(),
        folder,
    };
    folders.into_iter().map(read).collect()
}

impl Case {
    fn session(&self) -> Session {
        let now = UnixTime::from_rfc3339(self.expect["now"].as_str().unwrap()).unwrap();
        let mut session = Session::new(now, EmbeddedRoots::None).unwrap();
        let file = |name: &str| fs::read(self.folder.join(name));
        session.add_trusted_root("trusted_root.json", &file("trusted_root.json").unwrap()).unwrap();
        if let Ok(root) = file("accepted_root.json") {
            session.add_tuf_root("accepted_root.json", &root).unwrap();
        }
        for entry in fs::read_dir(&self.folder).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            if let Some(metadata) = name.strip_prefix("tuf-") {
                session.add_file(metadata, &file(&name).unwrap(), None);
            }
        }
        if let Ok(key) = file("key.pub") {
            session.add_key("key.pub", &key, Stated::Expected).unwrap();
        }
        if let Some(expectation) = self.expect.get("expectation") {
            let text = serde_json::to_vec(expectation).unwrap();
            session.set_expectation(Expectation::from_json(&text).unwrap());
        }
        session
    }

    /// The report on an archive in place of this one; `None` where it takes more than this test to
    /// read it.
    fn report(&self, archive: &[u8]) -> Option<Value> {
        let files = files(archive)?;
        let mut session = self.session();
        let digest = Digest::of(DigestAlgorithm::Sha256, archive);
        let container = session.add_artifact(
            "image.tar",
            Some(archive.len() as u64),
            [digest].into_iter().collect(),
        );
        session.mark_container(container);
        add_image(&mut session, "image.tar", Some(container), &files);
        if let Ok(evidence) = fs::read(self.folder.join("evidence.sigstore.json")) {
            session.add_file("evidence.sigstore.json", &evidence, Some(container));
        }
        Some(serde_json::to_value(session.report()).unwrap())
    }
}

#[test]
fn images_get_their_verdicts() {
    let (mut wrong, mut left) = (Vec::new(), 0);
    let cases = cases();
    for case in &cases {
        match case.report(&case.archive) {
            Some(report) => wrong.extend(compare(case, &report)),
            None => left += 1,
        }
    }
    println!("{} cases; {left} are left to the host", cases.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(left < 8, "{left} of {} cases", cases.len());
}

fn compare(case: &Case, report: &Value) -> Vec<String> {
    let (name, expect) = (&case.name, &case.expect);
    let mut wrong = Vec::new();
    let mut differ = |what: String, expected: &Value, found: &Value| {
        if expected != found {
            wrong.push(format!("{name}: {what}: expected {expected}, found {found}"));
        }
    };
    differ("verdict".to_owned(), &expect["verdict"], &report["verdict"]);
    let none = Vec::new();
    let artifacts = report["artifacts"].as_array().unwrap();
    let expected = expect["artifacts"].as_array().unwrap_or(&none);
    differ("artifacts".to_owned(), &expected.len().into(), &artifacts.len().into());
    for (index, (expected, found)) in expected.iter().zip(artifacts).enumerate() {
        let image = &found["image"];
        let text = |value: &Value| Value::from(value.as_str().unwrap_or_default());
        differ(format!("{index} kind"), &text(&expected["kind"]), &text(&image["kind"]));
        differ(
            format!("{index} platform"),
            &text(&expected["platform"]),
            &text(&image["platform"]),
        );
        differ(format!("{index} verdict"), &expected["verdict"], &found["verdict"]);
        let covered = image["coveredBy"].as_array().is_some_and(|by| !by.is_empty());
        let wanted = expected["covered"] == true;
        differ(format!("{index} covered"), &wanted.into(), &covered.into());
        differ(
            format!("{index} checks"),
            &refused(&expected["checks"]).into(),
            &refused(&found["checks"]).into(),
        );
    }
    let codes = |list: &Value| -> Vec<String> {
        let list = list.as_array().into_iter().flatten();
        list.map(|error| error["code"].as_str().unwrap().to_owned()).collect()
    };
    differ("errors".to_owned(), &codes(&expect["errors"]).into(), &codes(&report["errors"]).into());
    wrong
}

/// Every check that did not pass, with its status and error.
fn refused(checks: &Value) -> Vec<String> {
    let checks = checks.as_array().into_iter().flatten();
    let refused =
        checks.filter(|check| check["status"] == "failed" || check["status"] == "missing");
    let mut shown: Vec<String> = refused
        .map(|check| {
            let error = check["facts"]["error"].as_str().or(check["error"].as_str());
            format!("{} {} {}", check["code"], check["status"], error.unwrap_or_default())
        })
        .collect();
    shown.sort();
    shown
}

/// No bit of an archive can be changed so that anything in it gets a better verdict.
#[test]
fn a_flipped_bit_makes_no_verdict_better() {
    let verdict = |report: &Value| rank(report["verdict"].as_str().unwrap());
    let mut flips = 0;
    for (number, case) in cases().iter().enumerate() {
        let Some(whole) =
            case.report(&case.archive).filter(|whole| verdict(whole) <= Verdict::Incomplete)
        else {
            continue;
        };
        let mut random = Random::new(number as u64);
        for _ in 0..FLIPS {
            let mut archive = case.archive.clone();
            let at = random.below(archive.len());
            archive[at] ^= 1 << random.below(8);
            let Some(report) = case.report(&archive) else { continue };
            flips += 1;
            assert!(verdict(&report) >= verdict(&whole), "{}: byte {at}", case.name);
        }
    }
    println!("{flips} flipped bits");
    assert!(flips > 500, "{flips} flipped bits");
}

/// Every byte of a blob that belongs to an image counts: one changed bit, and that image failed.
#[test]
fn every_byte_of_a_signed_image_counts() {
    let mut flips = 0;
    for name in ["saved", "layers-zstd", "layers-gzip", "referrer", "directory"] {
        let case = cases().into_iter().find(|case| case.name == name).unwrap();
        let all = files(&case.archive).unwrap();
        let base = case.session();
        let now = UnixTime::from_rfc3339(case.expect["now"].as_str().unwrap()).unwrap();
        let expectation = serde_json::to_vec(&case.expect["expectation"]).unwrap();
        for (index, (path, bytes)) in all.iter().enumerate() {
            // These say how to read, not what: whatever becomes of them, nothing gets better.
            if ["oci-layout", "index.json", "version", "signature-1"].contains(&path.as_str()) {
                continue;
            }
            for at in (0..bytes.len()).step_by(STRIDE) {
                let mut changed = all.clone();
                changed[index].1[at] ^= 1;
                let mut session = base.fork(now);
                session.set_expectation(Expectation::from_json(&expectation).unwrap());
                let container = session.add_artifact("image.tar", None, [].into_iter().collect());
                session.mark_container(container);
                add_image(&mut session, "image.tar", Some(container), &changed);
                flips += 1;
                let verdict = session.report().verdict;
                assert_eq!(verdict, Verdict::Failed, "{name}: {path} byte {at}");
            }
        }
    }
    println!("{flips} changed bytes");
}

fn rank(verdict: &str) -> Verdict {
    use Verdict::{Failed, Incomplete, Unexpected, Unstated, Verified};
    let all = [Verified, Unstated, Incomplete, Unexpected, Failed];
    all.into_iter().find(|known| known.name() == verdict).unwrap()
}

/// What an archive says in one order it says in every other.
#[test]
fn the_order_of_files_does_not_matter() {
    for (number, case) in cases().iter().enumerate() {
        let (Some(whole), Some(mut all)) = (case.report(&case.archive), files(&case.archive))
        else {
            continue;
        };
        let names: BTreeSet<&String> = all.iter().map(|(path, _)| path).collect();
        if names.len() < all.len() {
            continue;
        }
        let mut random = Random::new(number as u64);
        for position in (1..all.len()).rev() {
            all.swap(position, random.below(position + 1));
        }
        let mut session = case.session();
        let digest = Digest::of(DigestAlgorithm::Sha256, &case.archive);
        let container = session.add_artifact("image.tar", None, [digest].into_iter().collect());
        session.mark_container(container);
        if let Ok(evidence) = fs::read(case.folder.join("evidence.sigstore.json")) {
            session.add_file("evidence.sigstore.json", &evidence, Some(container));
        }
        add_image(&mut session, "image.tar", Some(container), &all);
        let found = serde_json::to_value(session.report()).unwrap();
        assert_eq!(found["verdict"], whole["verdict"], "{}", case.name);
    }
}

/// A removed archive leaves nothing behind.
#[test]
fn a_removed_image_is_gone() {
    let case = cases().into_iter().find(|case| case.name == "saved-index").unwrap();
    let mut session = case.session();
    let container = session.add_artifact("image.tar", None, [].into_iter().collect());
    session.mark_container(container);
    add_image(&mut session, "image.tar", Some(container), &files(&case.archive).unwrap());
    assert_eq!(session.report().artifacts.len(), 3);
    session.remove_artifact(container);
    let report = session.report();
    assert_eq!((report.artifacts.len(), report.evidence.len()), (0, 0));
}

/// What is signed about images counts without the images, too: for whoever knows only a digest.
#[test]
fn an_archive_can_be_evidence_alone() {
    let case = cases().into_iter().find(|case| case.name == "saved").unwrap();
    let whole = case.report(&case.archive).unwrap();
    let hex = whole["artifacts"][0]["digests"]["sha256"].as_str().unwrap();
    let digest = Digest::from_hex(DigestAlgorithm::Sha256, hex).unwrap();
    let mut session = case.session();
    session.add_artifact("known", None, [digest].into_iter().collect());
    add_image(&mut session, "image.tar", None, &files(&case.archive).unwrap());
    let report = session.report();
    assert_eq!(report.artifacts.len(), 1);
    assert_eq!(report.verdict, Verdict::Verified);
}
