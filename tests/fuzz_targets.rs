//! The functions that a fuzzer drives (`tests/fuzz`), over every vector and over some thousand
//! changes to them that are the same every time.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test's panic is its answer")]
#![allow(clippy::indexing_slicing, reason = "tests may stop at a surprise")]

#[allow(dead_code, clippy::as_conversions, reason = "other tests need more of it")]
#[path = "images/archive.rs"]
mod archive;
#[allow(dead_code, reason = "other tests need more of it")]
#[path = "properties/random.rs"]
mod random;
#[allow(unreachable_pub, reason = "a crate of its own elsewhere")]
#[path = "fuzz/src/lib.rs"]
mod targets;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::random::Random;
use crate::targets::TARGETS;

/// Changes for each target.
const TURNS: usize = 1_500;
/// What JSON, PEM and DER are made of.
const TOKENS: [&[u8]; 14] = [
    b"{",
    b"}",
    b"[",
    b"]",
    b"\"",
    b",",
    b":",
    b"null",
    b"-1",
    b"1e9",
    b"\\u0000",
    b"-----",
    b"\0",
    b"\x30\x84",
];

/// Everything that the vectors hold, by what it is for; no file twice.
#[derive(Default)]
struct Seeds {
    bundles: BTreeSet<Vec<u8>>,
    roots: BTreeSet<Vec<u8>>,
    policies: BTreeSet<Vec<u8>>,
    keys: BTreeSet<Vec<u8>>,
    sessions: Vec<Vec<u8>>,
    git: BTreeSet<Vec<u8>>,
    images: Vec<Vec<u8>>,
    repositories: Vec<Vec<u8>>,
}

impl Seeds {
    fn read() -> Self {
        let vectors = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors");
        let git = fs::read_dir(vectors.join("gitsign")).unwrap();
        let files = git.flat_map(|case| fs::read_dir(case.unwrap().path()).unwrap());
        let evidence = files
            .map(|file| file.unwrap().path())
            .filter(|path| path.file_name().unwrap().to_str().unwrap().starts_with("evidence"));
        let git = evidence.map(|path| fs::read(path).unwrap()).collect();
        let families = ["sigstore", "registries"].map(|family| vectors.join(family));
        let entries = families.iter().flat_map(|family| fs::read_dir(family).unwrap());
        let mut folders: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
        folders.sort();
        let mut seeds = Self { git, ..Self::default() };
        for folder in &folders {
            seeds.take(folder);
        }
        let images = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/images");
        let mut images: Vec<PathBuf> =
            fs::read_dir(images).unwrap().map(|entry| entry.unwrap().path()).collect();
        images.sort();
        let archives = images.iter().map(|folder| fs::read(folder.join("image.tar")).unwrap());
        seeds.images = archives.filter_map(|archive| packed_image(&archive)).collect();
        let mut repositories: Vec<PathBuf> =
            fs::read_dir(vectors.join("tuf")).unwrap().map(|entry| entry.unwrap().path()).collect();
        repositories.sort();
        seeds.repositories = repositories.iter().map(|folder| packed_repository(folder)).collect();
        seeds
    }

    fn take(&mut self, folder: &Path) {
        let mut files: Vec<(u8, Vec<u8>)> = Vec::new();
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            let bytes = fs::read(&path).unwrap();
            let part = match name {
                "expect.toml" => {
                    let Some(policy) = expectation(&bytes) else { continue };
                    self.policies.insert(policy.clone());
                    files.push((2, policy));
                    continue;
                }
                "policy.json" => 2,
                _ if name.starts_with("trusted_root") => 0,
                _ if name.starts_with("key") => 1,
                _ if name.starts_with("artifact") => 3,
                _ => 8,
            };
            match part {
                0 => drop(self.roots.insert(bytes.clone())),
                1 => drop(self.keys.insert(bytes.clone())),
                2 => drop(self.policies.insert(bytes.clone())),
                8 => drop(self.bundles.insert(bytes.clone())),
                _ => {}
            }
            files.push((part, bytes));
        }
        files.sort();
        let files: Vec<_> = files.iter().map(|(part, bytes)| (*part, bytes.as_slice())).collect();
        self.sessions.push(targets::packed(&files));
    }

    /// What a target starts from.
    fn of(&self, target: &str) -> Vec<&[u8]> {
        fn list(seeds: &BTreeSet<Vec<u8>>) -> Vec<&[u8]> {
            seeds.iter().map(Vec::as_slice).collect()
        }
        match target {
            "bundle" => list(&self.bundles),
            "trusted_root" => list(&self.roots),
            "policy" => list(&self.policies),
            "key" => list(&self.keys),
            "git" => list(&self.git),
            "session" => self.sessions.iter().map(Vec::as_slice).collect(),
            "image" => self.images.iter().map(Vec::as_slice).collect(),
            "repository" => self.repositories.iter().map(Vec::as_slice).collect(),
            _ => [&self.bundles, &self.roots, &self.policies, &self.keys]
                .into_iter()
                .flat_map(list)
                .collect(),
        }
    }
}

/// The files of an archive as the target takes them, in their order.
fn packed_image(archive: &[u8]) -> Option<Vec<u8>> {
    let files = archive::files(archive)?;
    let part = |path: &str| match path {
        "oci-layout" => 0,
        "index.json" => 1,
        "manifest.json" => 2,
        "version" => 3,
        _ if path.starts_with("signature-") => 4,
        _ if path.starts_with("blobs/") => 5,
        _ if path.ends_with(".json") => 6,
        _ => 7,
    };
    let files: Vec<_> = files.iter().map(|(path, bytes)| (part(path), bytes.as_slice())).collect();
    Some(targets::packed(&files))
}

/// The files of a repository as the target takes them.
fn packed_repository(folder: &Path) -> Vec<u8> {
    let mut files: Vec<(u8, Vec<u8>)> = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let part = match path.file_name().unwrap().to_str().unwrap() {
            "accepted_root.json" => 0,
            "tuf-1.root.json" => 1,
            "tuf-2.root.json" => 2,
            "tuf-timestamp.json" => 3,
            "tuf-1.snapshot.json" => 4,
            "tuf-1.targets.json" => 5,
            "tuf-1.role.json" => 6,
            "trusted_root.json" => 8,
            "artifact" => 9,
            name if name.ends_with(".sigstore.json") => 7,
            _ => continue,
        };
        files.push((part, fs::read(&path).unwrap()));
    }
    files.sort();
    let files: Vec<_> = files.iter().map(|(part, bytes)| (*part, bytes.as_slice())).collect();
    targets::packed(&files)
}

fn expectation(expect: &[u8]) -> Option<Vec<u8>> {
    let expect: Value = toml::from_str(core::str::from_utf8(expect).unwrap()).unwrap();
    expect.get("expectation").map(|stated| serde_json::to_vec(stated).unwrap())
}

/// A seed with one to four changes.
fn changed(seeds: &[&[u8]], random: &mut Random) -> Vec<u8> {
    let mut bytes = seeds[random.below(seeds.len())].to_vec();
    for _ in 0..=random.below(4) {
        let place = random.below(bytes.len() + 1);
        match random.below(7) {
            0 | 1 if place < bytes.len() => bytes[place] ^= 1 << random.below(8),
            2 if place < bytes.len() => drop(bytes.remove(place)),
            3 => {
                let token = TOKENS[random.below(TOKENS.len())];
                bytes.splice(place..place, token.iter().copied());
            }
            4 => {
                let end = place + random.below(bytes.len() - place + 1);
                let range = bytes[place..end].to_vec();
                let at = random.below(bytes.len() + 1);
                bytes.splice(at..at, range);
            }
            5 => {
                let other = seeds[random.below(seeds.len())];
                bytes.truncate(place);
                bytes.extend(&other[random.below(other.len() + 1)..]);
            }
            _ => {
                let end = place + random.below(bytes.len() - place + 1).min(64);
                drop(bytes.splice(place..end, []));
            }
        }
    }
    bytes
}

fn run(name: &str) {
    let seeds = Seeds::read();
    let seeds = seeds.of(name);
    let (_, target) = TARGETS.into_iter().find(|(target, _)| *target == name).unwrap();
    assert!(!seeds.is_empty(), "{name} starts from nothing");
    for seed in &seeds {
        target(seed);
    }
    let mut random = Random::new(23);
    for _ in 0..TURNS {
        target(&changed(&seeds, &mut random));
    }
    println!("{name}: {} files, {TURNS} changes", seeds.len());
}

#[test]
fn bundle() {
    run("bundle");
}

#[test]
fn trusted_root() {
    run("trusted_root");
}

#[test]
fn policy() {
    run("policy");
}

#[test]
fn key() {
    run("key");
}

#[test]
fn git() {
    run("git");
}

#[test]
fn inspect() {
    run("inspect");
}

#[test]
fn image() {
    run("image");
}

#[test]
fn repository() {
    run("repository");
}

#[test]
fn session() {
    run("session");
}

/// Each target has its program, its entry in the manifest and its test here.
#[test]
fn no_target_is_left_out() {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz");
    let manifest: toml::Value =
        toml::from_str(&fs::read_to_string(fuzz.join("Cargo.toml")).unwrap()).unwrap();
    let listed: BTreeSet<&str> = manifest["bin"]
        .as_array()
        .unwrap()
        .iter()
        .map(|target| target["name"].as_str().unwrap())
        .collect();
    let here = fs::read_to_string(file!()).unwrap_or_default();
    for (name, _) in TARGETS {
        assert!(listed.contains(name), "{name} is not in the manifest");
        assert!(fuzz.join(format!("fuzz_targets/{name}.rs")).is_file(), "{name} has no program");
        assert!(here.is_empty() || here.contains(&format!("fn {name}()")), "{name} has no test");
    }
    assert_eq!(listed.len(), TARGETS.len());
}
