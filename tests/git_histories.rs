//! Repositories that git itself makes: what it packs, stores, prints and bundles is read as it is.

#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice)]
#![allow(clippy::panic)]

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use touchstone::{EmbeddedRoots, Expectation, Kind, Session, UnixTime, sniff};

/// Commits on top of the signed ones, which nobody signed.
const UNSIGNED: usize = 60;

/// A repository with the signed commits and the tag of a vector, and many unsigned ones on top.
struct Repository {
    folder: PathBuf,
    vector: PathBuf,
}

impl Repository {
    /// `None` where there is no git, or one that does not know this format.
    fn new(name: &str, vector: &str, format: &str) -> Option<Self> {
        let project = Path::new(env!("CARGO_MANIFEST_DIR"));
        let folder =
            project.join("target/git-histories").join(format!("{name}.{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        let repository =
            Self { folder, vector: project.join("tests/vectors/gitsign").join(vector) };
        let format = format!("--object-format={format}");
        let made = repository.run(&["init", "-q", "--initial-branch=main", &format], b"");
        if made.is_none() {
            println!("skipped: a repository of git's ({name}; no git, or not for {format})");
            return None;
        }
        let bundle = repository.vector.join("evidence.bundle");
        repository.git(&["fetch", "-q", bundle.to_str().unwrap(), "+refs/*:refs/vector/*"], b"");
        Some(repository)
    }

    fn run(&self, arguments: &[&str], input: &[u8]) -> Option<Vec<u8>> {
        let mut git = Command::new("git");
        git.current_dir(&self.folder).args(arguments);
        for role in ["AUTHOR", "COMMITTER"] {
            git.env(format!("GIT_{role}_NAME"), "Somebody");
            git.env(format!("GIT_{role}_EMAIL"), "somebody@authority.test");
            git.env(format!("GIT_{role}_DATE"), "1772366460 +0000");
        }
        git.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
        let mut child =
            git.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().ok()?;
        child.stdin.take().unwrap().write_all(input).unwrap();
        let output = child.wait_with_output().ok()?;
        output.status.success().then_some(output.stdout)
    }

    fn git(&self, arguments: &[&str], input: &[u8]) -> Vec<u8> {
        self.run(arguments, input).unwrap_or_else(|| panic!("git {arguments:?}"))
    }

    fn line(&self, arguments: &[&str]) -> String {
        String::from_utf8(self.git(arguments, b"")).unwrap().trim().to_owned()
    }

    /// Commits that differ so little that git stores most of them as deltas.
    fn grow(&self) -> String {
        let tree = self.line(&["rev-parse", "refs/vector/heads/main^{tree}"]);
        let mut parent = self.line(&["rev-parse", "refs/vector/heads/main"]);
        let words = "The same words again and again, so that a delta is worth it. ".repeat(8);
        for number in 0..UNSIGNED {
            let message = format!("Stroke {number}\n\n{words}\n");
            let made = self.git(&["commit-tree", &tree, "-p", &parent], message.as_bytes());
            parent = String::from_utf8(made).unwrap().trim().to_owned();
        }
        self.git(&["update-ref", "refs/heads/main", &parent], b"");
        self.git(&["repack", "-q", "-a", "-d", "-f", "--depth=50", "--window=250"], b"");
        parent
    }

    /// The ids of all commits and tags, as git tells them.
    fn ids(&self, kinds: &[&str]) -> BTreeSet<String> {
        let all = self.git(&["cat-file", "--batch-all-objects", "--batch-check"], b"");
        let all = String::from_utf8(all).unwrap();
        let lines = all.lines().map(|line| line.split(' ').collect::<Vec<_>>());
        lines.filter(|line| kinds.contains(&line[1])).map(|line| line[0].to_owned()).collect()
    }

    fn session(&self) -> Session {
        let now = UnixTime::from_rfc3339("2026-06-01T00:00:00Z").unwrap();
        let mut session = Session::new(now, EmbeddedRoots::None).unwrap();
        let root = fs::read(self.vector.join("trusted_root.json")).unwrap();
        session.add_trusted_root("trusted_root.json", &root).unwrap();
        let maker = br#"{"certificateIdentity": "maker@authority.test", "certificateOidcIssuer": "https://accounts.authority.test"}"#;
        session.set_expectation(Expectation::from_json(maker).unwrap());
        session
    }

    fn report(&self, name: &str, bytes: &[u8]) -> Value {
        let mut session = self.session();
        session.add_file(name, bytes, None);
        serde_json::to_value(session.report()).unwrap()
    }
}

impl Drop for Repository {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn names(report: &Value) -> BTreeSet<String> {
    let artifacts = report["artifacts"].as_array().unwrap().iter();
    let name = |artifact: &Value| artifact["name"].as_str().unwrap().to_owned();
    artifacts.map(|artifact| name(artifact).rsplit('/').next().unwrap().to_owned()).collect()
}

fn both(check: impl Fn(&Repository)) {
    for (vector, format) in [("bundle", "sha1"), ("bundle-sha256", "sha256")] {
        let name = format!("{format}-{:?}", std::thread::current().id());
        if let Some(repository) = Repository::new(&name, vector, format) {
            check(&repository);
        }
    }
}

#[test]
fn a_bundle_holds_what_git_says() {
    both(|repository| {
        let tip = repository.grow();
        let file = repository.folder.join("all.bundle");
        for version in ["2", "3"] {
            let option = format!("--version={version}");
            if repository
                .run(&["bundle", "create", "-q", &option, "all.bundle", "--all"], b"")
                .is_none()
            {
                // Version 2 has no SHA-256.
                assert_eq!(version, "2");
                continue;
            }
            let bytes = fs::read(&file).unwrap();
            assert_eq!(sniff(&bytes, "all"), Kind::GitBundle);
            let report = repository.report("all", &bytes);
            let history = &report["histories"][0];
            let (commits, tags) = (repository.ids(&["commit"]), repository.ids(&["tag"]));
            assert_eq!(history["commits"], commits.len(), "{history:#}");
            assert_eq!(history["tags"], tags.len());
            assert_eq!((&history["signed"], &history["unsigned"]), (&3.into(), &UNSIGNED.into()));
            assert_eq!((&history["missing"], &history["unread"]), (&0.into(), &0.into()));
            let unsigned = history["unsignedIds"].as_array().unwrap().iter();
            let mut ids: BTreeSet<String> =
                unsigned.map(|id| id.as_str().unwrap().to_owned()).collect();
            assert_eq!(ids.len(), UNSIGNED);
            ids.extend(names(&report));
            assert_eq!(ids, commits.union(&tags).cloned().collect());
            let main = history["refs"].as_array().unwrap().iter();
            let main = main.filter(|named| named["name"] == "refs/heads/main").collect::<Vec<_>>();
            assert_eq!(
                (&main[0]["id"], &main[0]["state"]),
                (&tip.clone().into(), &"unsigned".into())
            );
            let verdicts = report["artifacts"].as_array().unwrap().iter();
            assert!(verdicts.map(|artifact| &artifact["verdict"]).all(|found| found == "verified"));
            assert_eq!(report["verdict"], "incomplete");
            assert_eq!(report["errors"], serde_json::json!([]));
        }
    });
}

/// What whoever takes the bundle has already is left out of it, and may be what deltas start from.
#[test]
fn an_incremental_bundle_is_thin() {
    both(|repository| {
        repository.grow();
        repository.git(&["bundle", "create", "-q", "new.bundle", "main~5..main"], b"");
        let bytes = fs::read(repository.folder.join("new.bundle")).unwrap();
        let history = &repository.report("new", &bytes)["histories"][0];
        assert_eq!((&history["commits"], &history["missing"]), (&5.into(), &0.into()));
        assert_eq!(history["prerequisites"].as_array().unwrap().len(), 1);
        assert_eq!(history["verdict"], "incomplete");
    });
}

#[test]
fn a_pack_holds_what_git_says() {
    both(|repository| {
        repository.grow();
        for option in ["--delta-base-offset", "--no-reuse-delta"] {
            let all = repository.git(&["rev-list", "--objects", "--all"], b"");
            let listed: Vec<u8> = String::from_utf8(all)
                .unwrap()
                .lines()
                .map(|line| format!("{}\n", line.split(' ').next().unwrap()))
                .collect::<String>()
                .into_bytes();
            let arguments = ["pack-objects", "-q", "--stdout", option, "--window=250"];
            let bytes = repository.git(&arguments, &listed);
            assert_eq!(sniff(&bytes, "pack"), Kind::GitPack);
            let report = repository.report("pack", &bytes);
            let history = &report["histories"][0];
            let known = repository.ids(&["commit", "tag"]);
            let found = history["commits"].as_u64().unwrap() + history["tags"].as_u64().unwrap();
            assert_eq!(usize::try_from(found).unwrap(), known.len(), "{option}: {history:#}");
            assert_eq!((&history["signed"], &history["undecided"]), (&3.into(), &0.into()));
            // In pieces of any size it is the same.
            let mut session = repository.session();
            let index = session.history_begin("pack", Kind::GitPack, None);
            for piece in bytes.chunks(13) {
                session.history_update(index, piece);
            }
            session.history_end(index);
            assert_eq!(serde_json::to_value(session.report()).unwrap(), report);
        }
    });
}

#[test]
fn loose_and_printed_objects_are_what_git_stores() {
    both(|repository| {
        for kind in ["commit", "tag"] {
            for id in repository.ids(&[kind]) {
                let content = repository.git(&["cat-file", kind, &id], b"");
                let path = repository.folder.join(".git/objects").join(&id[..2]).join(&id[2..]);
                // What was fetched may be in a pack: written once more it is loose.
                let elsewhere = repository.git(&["hash-object", "-t", kind, "--stdin"], &content);
                assert_eq!(String::from_utf8(elsewhere).unwrap().trim(), id);
                let mut ways = vec![content];
                ways.extend(fs::read(&path));
                if kind == "commit" {
                    ways.push(repository.git(&["show", "--format=raw", &id], b""));
                }
                for bytes in ways {
                    let report = repository.report("object", &bytes);
                    assert_eq!(report["verdict"], "verified", "{kind} {id}: {report:#}");
                    assert_eq!(report["evidence"][0]["claims"]["object"], id);
                }
            }
        }
        let printed = repository.git(&["log", "--format=raw", "refs/vector/heads/main"], b"");
        let report = repository.report("log", &printed);
        assert_eq!((&report["verdict"], names(&report).len()), (&"verified".into(), 2));
    });
}
