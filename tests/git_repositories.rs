//! Holds the engine against `tests/vectors/repositories`: what git keeps on disk, file by file, and
//! what must be said of it. `tests/pkg/git-repository.test.js` holds the package against the same.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test's panic is its answer")]
#![allow(clippy::indexing_slicing, clippy::as_conversions, reason = "tests may stop at a surprise")]

#[allow(dead_code, reason = "other tests need more of it")]
#[path = "images/archive.rs"]
mod archive;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use touchstone::{EmbeddedRoots, Expectation, Kind, Session, UnixTime, Verdict};

use crate::archive::files;

/// Of so many bytes one is changed.
const STRIDE: usize = 37;

type Files = Vec<(String, Vec<u8>)>;

struct Case {
    name: String,
    expect: Value,
    files: Files,
    session: Session,
}

fn cases() -> Vec<Case> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/repositories");
    let mut folders: Vec<PathBuf> =
        fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    folders.iter().map(|folder| Case::read(folder)).collect()
}

impl Case {
    fn read(folder: &Path) -> Self {
        let text = fs::read_to_string(folder.join("expect.toml")).unwrap();
        let expect: Value = toml::from_str(&text).unwrap();
        let mut session = Session::new(now(&expect), EmbeddedRoots::None).unwrap();
        let root = fs::read(folder.join("trusted_root.json")).unwrap();
        session.add_trusted_root("trusted_root.json", &root).unwrap();
        Self {
            name: folder.file_name().unwrap().to_str().unwrap().to_owned(),
            files: files(&fs::read(folder.join("repository.tar")).unwrap()).unwrap(),
            expect,
            session,
        }
    }

    /// The report on these files in place of the case's own, read in pieces of this size.
    fn report(&self, files: &Files, piece: usize) -> Value {
        self.report_but(files, piece, None)
    }

    /// The same, where one file, by its place, cannot be read on after so many bytes.
    fn report_but(&self, files: &Files, piece: usize, unread: Option<(usize, usize)>) -> Value {
        let mut session = self.session.fork(now(&self.expect));
        let expectation = serde_json::to_vec(&self.expect["expectation"]).unwrap();
        session.set_expectation(Expectation::from_json(&expectation).unwrap());
        let index = session.history_begin("project/.git", Kind::GitRepository, None);
        for (place, (path, bytes)) in files.iter().enumerate() {
            session.history_file(index, path);
            let end = unread.filter(|(file, _)| *file == place).map(|(_, end)| end);
            for bytes in bytes[..end.unwrap_or(bytes.len())].chunks(piece) {
                session.history_update(index, bytes);
            }
            if end.is_some() {
                session.history_file_unread(index);
            }
        }
        session.history_end(index);
        serde_json::to_value(session.report()).unwrap()
    }
}

fn now(expect: &Value) -> UnixTime {
    UnixTime::from_rfc3339(expect["now"].as_str().unwrap()).unwrap()
}

/// The kind and verdict of each signed object, in no order; every name with its state; every code.
fn told(report: &Value) -> (Vec<String>, Vec<String>, Vec<String>) {
    let all = |list: &Value, say: &dyn Fn(&Value) -> String| -> Vec<String> {
        list.as_array().into_iter().flatten().map(say).collect()
    };
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let mut objects = all(&report["artifacts"], &|artifact| {
        let evidence = artifact["evidence"][0].as_u64().unwrap() as usize;
        let kind = text(&report["evidence"][evidence]["facts"]["type"]);
        format!("{kind} {}", text(&artifact["verdict"]))
    });
    objects.sort();
    let refs = all(&report["histories"][0]["refs"], &|named| {
        format!("{} {}", text(&named["name"]), text(&named["state"]))
    });
    (objects, refs, all(&report["errors"], &|error| text(&error["code"])))
}

#[test]
fn repositories_get_their_verdicts() {
    let mut wrong = Vec::new();
    for case in cases() {
        let (name, expect) = (&case.name, &case.expect);
        let texts = |list: &Value, say: &dyn Fn(&Value) -> String| -> Vec<String> {
            list.as_array().into_iter().flatten().map(say).collect()
        };
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let mut objects = texts(&expect["artifacts"], &|object| {
            format!("{} {}", text(&object["kind"]), text(&object["verdict"]))
        });
        objects.sort();
        let errors = texts(&expect["errors"], &|error| text(&error["code"]));
        let expected = (objects, texts(&expect["refs"], &text), errors);
        let mut turned = case.files.clone();
        turned.reverse();
        for (files, piece) in [(&case.files, usize::MAX), (&case.files, 7), (&turned, 4096)] {
            let report = case.report(files, piece);
            let found = (told(&report), &report["verdict"], &report["histories"][0]["verdict"]);
            if found != (expected.clone(), &expect["verdict"], &expect["verdict"]) {
                wrong.push(format!("{name}: expected {expected:?}, found {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is broken is told by its path, which is how somebody finds it again.
#[test]
fn a_broken_file_is_named() {
    let cases = cases();
    for (name, start) in [
        ("object-misplaced", "project/.git/objects/"),
        ("pack-cut", "project/.git/objects/pack/pack-"),
        ("names-broken", "project/.git/packed-refs"),
    ] {
        let case = cases.iter().find(|case| case.name == name).unwrap();
        let report = case.report(&case.files, usize::MAX);
        let file = report["errors"][0]["file"].as_str().unwrap();
        assert!(file.starts_with(start), "{name}: {file}");
    }
}

/// No byte of a sound repository's packs and objects can be changed without that being told.
#[test]
fn every_byte_of_an_object_counts() {
    let mut changes = 0;
    for case in cases().iter().filter(|case| case.name.starts_with("whole")) {
        for (index, (path, bytes)) in case.files.iter().enumerate() {
            for at in (0..bytes.len()).step_by(STRIDE) {
                let mut files = case.files.clone();
                files[index].1[at] ^= 1;
                let report = case.report(&files, usize::MAX);
                changes += 1;
                let verdict = rank(report["verdict"].as_str().unwrap());
                let least =
                    if path.starts_with("objects/") { Verdict::Failed } else { Verdict::Verified };
                assert!(verdict >= least, "{}: {path} byte {at}", case.name);
            }
        }
    }
    println!("{changes} changed bytes");
    assert!(changes > 200, "{changes} changed bytes");
}

/// What cannot be read makes nothing verified and nothing wrong, and takes nothing from the others.
#[test]
fn an_unreadable_file_spoils_no_other() {
    let mut tried = 0;
    for case in cases().iter().filter(|case| case.name.starts_with("whole")) {
        let whole = case.report(&case.files, usize::MAX);
        for (place, (path, bytes)) in case.files.iter().enumerate() {
            for end in [0, bytes.len() / 2] {
                let report = case.report_but(&case.files, usize::MAX, Some((place, end)));
                let at = format!("{}: {path} after {end} bytes", case.name);
                let tells = path == "HEAD"
                    || ["objects/", "refs/", "packed-refs", "shallow"]
                        .iter()
                        .any(|start| path.starts_with(start));
                let verdict = if tells { "incomplete" } else { "verified" };
                assert_eq!(report["histories"][0]["verdict"], verdict, "{at}");
                let objects = |report: &Value| report["artifacts"].as_array().unwrap().clone();
                assert!(
                    objects(&report).iter().all(|object| object["verdict"] == "verified"),
                    "{at}"
                );
                if !path.ends_with(".pack") {
                    assert!(objects(&report).len() + 1 >= objects(&whole).len(), "{at}");
                }
                tried += 1;
            }
        }
    }
    assert!(tried > 20, "{tried} files");
}

fn rank(verdict: &str) -> Verdict {
    use Verdict::{Failed, Incomplete, Unexpected, Unstated, Verified};
    let all = [Verified, Unstated, Incomplete, Unexpected, Failed];
    all.into_iter().find(|known| known.name() == verdict).unwrap()
}
