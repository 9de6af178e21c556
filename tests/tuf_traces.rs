//! The public TUF conformance suite, recorded step by step, against the client.
//!
//! It lies beside the project in `../shared/corpora`; where it is absent, the test says so.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::as_conversions
)]

mod corpora;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use touchstone::{
    Digest, DigestAlgorithm, EmbeddedRoots, Error, Hasher, Session, TufChange, TufClient, UnixTime,
};

type Files = BTreeMap<String, Vec<u8>>;

/// The last step of these asks for other files than the recorded client did, and why.
const OTHER_REQUESTS: [(&str, &str); 3] = [
    (
        "test_download_with_unknown_hash_algorithm",
        "a target that nothing could be compared with is not downloaded",
    ),
    (
        "test_new_timestamp_fast_forward_recovery",
        "targets of the version that the new snapshot lists are still good",
    ),
    ("test_timestamp_404", "the recorder did not write down the missing timestamp"),
];

/// One client's files, and what it asks the repository for.
struct Host {
    blobs: PathBuf,
    fixed: Option<String>,
    kept: Files,
    downloaded: Files,
    requests: Vec<(String, bool)>,
}

#[test]
fn every_step_of_every_trace() {
    let Some(corpus) = corpora::unpacked("tuf") else {
        println!("skipped: 74 traces of the conformance suite (no corpus)");
        return;
    };
    let folder = corpus.join("conformance-traces");
    let index: Value =
        serde_json::from_slice(&fs::read(folder.join("index.json")).unwrap()).unwrap();
    let (mut steps, mut wrong) = (0, Vec::new());
    let cases = index["cases"].as_array().unwrap();
    for case in cases {
        let trace = fs::read(folder.join(case["file"].as_str().unwrap())).unwrap();
        let trace: Value = serde_json::from_slice(&trace).unwrap();
        let blobs = folder.join("blobs");
        // Of repositories that do not change the trace holds no copy: they have a folder.
        let name = case["test"].as_str().unwrap();
        let fixed = name.strip_prefix("test_static_repository[").map(|name| name.replace(']', ""));
        let mut host = Host {
            blobs,
            fixed,
            kept: Files::new(),
            downloaded: Files::new(),
            requests: Vec::new(),
        };
        let recorded = trace["steps"].as_array().unwrap();
        for (position, step) in recorded.iter().enumerate() {
            let clock = step["faketime"].as_str().or(case["recorded_at"].as_str()).unwrap();
            let result = host.step(step, clock);
            steps += 1;
            wrong.extend(
                differences(
                    &host,
                    if position + 1 == recorded.len() { name } else { "" },
                    step,
                    &result,
                )
                .into_iter()
                .map(|difference| format!("{} {}: {difference}", case["test"], step["op"])),
            );
        }
    }
    println!("{steps} steps of {} traces", cases.len());
    assert_eq!(cases.len(), 74);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn differences(host: &Host, test: &str, step: &Value, result: &Result<(), Error>) -> Vec<String> {
    let mut found = Vec::new();
    if step["exit"] != i64::from(result.is_err()) {
        found.push(format!("exit {} and not {result:?}", step["exit"]));
    }
    let (kept, downloaded) = (hashed(&host.kept), hashed(&host.downloaded));
    if serde_json::to_value(&kept).unwrap() != step["metadata_after"] {
        found.push(format!("{} kept and not {kept:?}", step["metadata_after"]));
    }
    if serde_json::to_value(&downloaded).unwrap() != step["targets_after"] {
        found.push(format!("{} downloaded and not {downloaded:?}", step["targets_after"]));
    }
    let requests: Vec<(String, bool)> = step["requests"]
        .as_array()
        .unwrap()
        .iter()
        .map(|request| (request[0].as_str().unwrap().to_owned(), request[1] == 200))
        .collect();
    let other = OTHER_REQUESTS.iter().any(|(known, _)| *known == test);
    if (requests != host.requests) != other {
        found.push(format!("{requests:?} asked for and not {:?}", host.requests));
    }
    found
}

fn hashed(files: &Files) -> BTreeMap<String, String> {
    files.iter().map(|(name, bytes)| (name.clone(), sha256(bytes))).collect()
}

impl Host {
    fn step(&mut self, step: &Value, clock: &str) -> Result<(), Error> {
        self.requests.clear();
        let now = UnixTime::from_rfc3339(&clock.replacen(' ', "T", 1)).unwrap();
        let session = Session::new(now, EmbeddedRoots::None)?;
        if step["op"] == "init" {
            let root = match step["trusted_root"].as_str() {
                Some(root) => self.blob(root),
                None => panic!("a trace without its first root"),
            };
            session.tuf_client(&root)?;
            self.kept.insert("root.json".to_owned(), root);
            return Ok(());
        }
        let root = self.kept.get("root.json").cloned().unwrap_or_default();
        let mut client = session.tuf_client(&root)?;
        let none = serde_json::Map::new();
        let repository = step["repo"].as_object().unwrap_or(&none);
        self.run(&mut client, repository)?;
        for target in step["targets"].as_array().unwrap() {
            client.find(target.as_str().unwrap())?;
            self.run(&mut client, repository)?;
            let target = client.target()?.unwrap();
            let fits = |bytes: &Vec<u8>| target.verify(bytes.len() as u64, &hashes(bytes)).is_ok();
            if self.downloaded.get(&target.path).is_some_and(fits) {
                continue;
            }
            let bytes = self.request(&format!("targets/{}", target.names[0]), repository);
            let bytes = bytes.ok_or(Error::TufFileMissing { file: target.path.clone() })?;
            target.verify(bytes.len() as u64, &hashes(&bytes))?;
            self.downloaded.insert(target.path, bytes);
        }
        Ok(())
    }

    fn run(
        &mut self,
        client: &mut TufClient,
        repository: &serde_json::Map<String, Value>,
    ) -> Result<(), Error> {
        while let Some(wanted) = client.wanted() {
            let bytes = if wanted.kept {
                self.kept.get(&wanted.name).cloned()
            } else {
                self.request(&format!("metadata/{}", wanted.name), repository)
            };
            let taken = match bytes {
                Some(bytes) => client.take(&bytes),
                None => client.absent(),
            };
            for change in client.changes() {
                match change {
                    TufChange::Keep { name, bytes } => drop(self.kept.insert(name, bytes)),
                    TufChange::Remove { name } => drop(self.kept.remove(&name)),
                }
            }
            taken?;
        }
        Ok(())
    }

    fn request(
        &mut self,
        path: &str,
        repository: &serde_json::Map<String, Value>,
    ) -> Option<Vec<u8>> {
        let (path, found) = match &self.fixed {
            Some(name) => {
                let path = format!("{name}/{path}");
                let file = self.blobs.join("../../conformance-static").join(&path);
                (path, fs::read(file).ok())
            }
            None => {
                let sha256 = repository.get(path).and_then(Value::as_str);
                (path.to_owned(), sha256.map(|sha256| self.blob(sha256)))
            }
        };
        self.requests.push((path, found.is_some()));
        found
    }

    fn blob(&self, sha256: &str) -> Vec<u8> {
        read_blob(&self.blobs, sha256)
    }
}

fn read_blob(blobs: &Path, sha256: &str) -> Vec<u8> {
    fs::read(blobs.join(sha256)).unwrap()
}

fn sha256(bytes: &[u8]) -> String {
    Digest::of(DigestAlgorithm::Sha256, bytes).hex()
}

fn hashes(bytes: &[u8]) -> touchstone::Digests {
    let mut hasher = Hasher::new(&DigestAlgorithm::ALL);
    hasher.update(bytes);
    hasher.finish()
}
