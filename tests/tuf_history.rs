//! What Sigstore's own TUF repositories were at many times, at the clocks of then; and a repository
//! whose keys are identities of Sigstore.
//!
//! They lie beside the project in `../shared/corpora`; where they are absent, the tests say so.

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
use std::path::Path;

use serde_json::Value;
use touchstone::{
    Digest, DigestAlgorithm, EmbeddedRoots, Error, Hasher, Session, TufChange, TufClient, UnixTime,
};

/// Runs that begin with a root that python-tuf does not read (times with fractions, keys in
/// hexadecimal), and succeed here.
const FURTHER: usize = 116;

/// Answers a client's questions from somewhere.
type Repository<'a> = dyn Fn(&str) -> Option<Vec<u8>> + 'a;

fn run(client: &mut TufClient, repository: &Repository<'_>) -> Result<(), Error> {
    while let Some(wanted) = client.wanted() {
        match repository(&format!("metadata/{}", wanted.name)).filter(|_| !wanted.kept) {
            Some(bytes) => client.take(&bytes)?,
            None => client.absent()?,
        }
    }
    Ok(())
}

fn hashes(bytes: &[u8]) -> touchstone::Digests {
    let mut hasher = Hasher::new(&DigestAlgorithm::ALL);
    hasher.update(bytes);
    hasher.finish()
}

fn sha256(bytes: &[u8]) -> String {
    Digest::of(DigestAlgorithm::Sha256, bytes).hex()
}

#[test]
fn historical_states_of_sigstore() {
    let Some(corpus) = corpora::unpacked("tuf") else {
        println!("skipped: 113 historical states (no corpus)");
        return;
    };
    let (mut wrong, mut further) = (Vec::new(), 0);
    for (name, states, runs) in [("sigstore-prod", 84, 382), ("sigstore-staging", 29, 143)] {
        let index = fs::read(corpus.join(name).join("index.json")).unwrap();
        let index: Value = serde_json::from_slice(&index).unwrap();
        let cases = index["states"].as_array().unwrap();
        let mut counted = 0;
        for state in cases {
            for recorded in state["python_tuf_7_0_1"].as_array().unwrap() {
                counted += 1;
                let outcome = outcome(&corpus.join(name).join("blobs"), state, recorded);
                further += usize::from(is_unread(recorded) && outcome.is_ok());
                let recorded = comparable(state, recorded);
                let differs = recorded.and_then(|recorded| disagreement(recorded, &outcome));
                wrong.extend(
                    differs.map(|difference| format!("{name} {}: {difference}", state["commit"])),
                );
            }
        }
        assert_eq!((cases.len(), counted), (states, runs), "{name}");
    }
    assert_eq!(further, FURTHER);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The targets that are found, by their hashes, or why one is not.
type Outcome = Result<BTreeMap<String, Result<String, Error>>, Error>;

fn outcome(blobs: &Path, state: &Value, recorded: &Value) -> Outcome {
    let repository = |path: &str| {
        let sha256 = state["files"].get(path)?.as_str()?;
        Some(fs::read(blobs.join(sha256)).unwrap())
    };
    let now = UnixTime::from_rfc3339(recorded["now"].as_str().unwrap()).unwrap();
    let session = Session::new(now, EmbeddedRoots::None).unwrap();
    let root = repository(&format!("metadata/{}.root.json", recorded["bootstrap_root"]));
    let root = root.unwrap();
    let start = || {
        let mut client = session.tuf_client(&root)?;
        run(&mut client, &repository)?;
        Ok(client)
    };
    let mut client = start()?;
    let targets = recorded["targets"].as_object().into_iter().flatten();
    targets
        .map(|(path, _)| {
            let found = (|| {
                // A client that met an error is at its end.
                if client.find(path).is_err() {
                    client = start()?;
                    client.find(path)?;
                }
                run(&mut client, &repository)?;
                let target = client.target()?.unwrap();
                let missing = Error::TufFileMissing { file: path.clone() };
                let bytes = repository(&format!("targets/{}", target.names[0])).ok_or(missing)?;
                target.verify(bytes.len() as u64, &hashes(&bytes))?;
                Ok(sha256(&bytes))
            })();
            Ok((path.clone(), found))
        })
        .collect()
}

fn is_unread(recorded: &Value) -> bool {
    let hexadecimal =
        recorded["bootstrap_root"] == 4 && recorded["message"] == "root was signed by 0/3 keys";
    recorded["error"] == "DeserializationError" || hexadecimal
}

/// The recorded run, or one at the same time whose first root python-tuf reads: from every root of
/// a chain a client gets to the same place.
fn comparable<'a>(state: &'a Value, recorded: &'a Value) -> Option<&'a Value> {
    if !is_unread(recorded) {
        return Some(recorded);
    }
    let mut runs = state["python_tuf_7_0_1"].as_array()?.iter();
    runs.find(|run| run["now"] == recorded["now"] && !is_unread(run))
}

fn disagreement(recorded: &Value, outcome: &Outcome) -> Option<String> {
    if recorded["ok"] != outcome.is_ok() {
        return Some(format!("{} and not {outcome:?}", recorded["error"]));
    }
    let (Ok(found), Some(targets)) = (outcome, recorded["targets"].as_object()) else {
        return None;
    };
    for (path, expected) in targets {
        // A run from a root that python-tuf does not read looked for nothing.
        let Some(found) = found.get(path) else { continue };
        let same = match (expected.as_str(), found) {
            (None, Err(Error::TufTargetUnlisted { .. })) => true,
            (Some(text), Err(_)) => text.starts_with("ERR"),
            (Some(text), Ok(sha256)) => text == sha256,
            (None, _) => false,
        };
        if !same {
            return Some(format!("{path}: {expected} and not {found:?}"));
        }
    }
    None
}

/// The repository of TAP 18 with its files as a web server would have them.
fn identities() -> Option<(BTreeMap<String, Vec<u8>>, Session)> {
    let corpus = corpora::unpacked("tuf")?.join("tap18-sigstore-oidc");
    let read = |path: &str| fs::read(corpus.join(path)).unwrap();
    let mut files = BTreeMap::new();
    for version in 1..=4 {
        let root = read(&format!("metadata/root_history/{version}.root.json"));
        files.insert(format!("metadata/{version}.root.json"), root);
    }
    for (name, file) in
        [("timestamp", "timestamp"), ("15.snapshot", "snapshot"), ("10.targets", "targets")]
    {
        files.insert(format!("metadata/{name}.json"), read(&format!("metadata/{file}.json")));
    }
    let now = UnixTime::from_rfc3339("2026-08-08T12:00:00Z").unwrap();
    let mut session = Session::new(now, EmbeddedRoots::None).unwrap();
    session.add_trusted_root("sigstore", &read("sigstore-trusted_root.json")).unwrap();
    Some((files, session))
}

fn refresh(files: &BTreeMap<String, Vec<u8>>, session: &Session) -> Result<Vec<String>, Error> {
    let mut client = session.tuf_client(&files["metadata/1.root.json"])?;
    let ran = run(&mut client, &|path| files.get(path).cloned());
    let kept = client.changes().into_iter().filter_map(|change| match change {
        TufChange::Keep { name, bytes } => Some(format!("{name} {}", sha256(&bytes))),
        TufChange::Remove { .. } => None,
    });
    ran.map(|()| kept.collect())
}

#[test]
fn a_repository_signed_by_identities() {
    let Some((files, session)) = identities() else {
        println!("skipped: the repository signed by identities (no corpus)");
        return;
    };
    let kept = refresh(&files, &session).unwrap();
    let expected = ["2.root", "3.root", "4.root", "timestamp", "15.snapshot", "10.targets"]
        .map(|name| sha256(&files[&format!("metadata/{name}.json")]));
    let hashes: Vec<&str> = kept.iter().map(|kept| kept.split(' ').nth(1).unwrap()).collect();
    assert_eq!(hashes, expected);

    // Without the trusted root nobody knows who these identities are.
    let now = UnixTime::from_rfc3339("2026-08-08T12:00:00Z").unwrap();
    let stranger = Session::new(now, EmbeddedRoots::None).unwrap();
    assert_eq!(refresh(&files, &stranger).unwrap_err().code(), "tuf-threshold-unmet");
}

/// One change of a file at a time, and what it comes to.
#[test]
fn no_other_identity_signs() {
    let Some((files, session)) = identities() else {
        println!("skipped: the repository signed by identities (no corpus)");
        return;
    };
    let altered = |name: &str, change: &dyn Fn(&mut Value)| {
        let mut files = files.clone();
        let file = files.get_mut(name).unwrap();
        let mut json: Value = serde_json::from_slice(file).unwrap();
        change(&mut json);
        *file = serde_json::to_vec(&json).unwrap();
        refresh(&files, &session)
    };
    let unchanged = |_: &mut Value| {};
    assert!(altered("metadata/timestamp.json", &unchanged).is_ok());
    let each_key = |json: &mut Value, name: &str, value: &str| {
        for (_, key) in json["signed"]["keys"].as_object_mut().unwrap() {
            key["keyval"][name] = value.into();
        }
    };
    let each_signature = |json: &mut Value, change: &dyn Fn(&mut Value)| {
        for signature in json["signatures"].as_array_mut().unwrap() {
            change(&mut signature["bundle"]);
        }
    };
    for name in ["1.root", "4.root", "timestamp", "15.snapshot", "10.targets"] {
        let name = format!("metadata/{name}.json");
        let refused = |change: &dyn Fn(&mut Value)| {
            assert_eq!(altered(&name, change).unwrap_err().code(), "tuf-threshold-unmet", "{name}");
        };
        refused(&|json| json["signed"]["altered"] = true.into());
        if name.contains("root") {
            refused(&|json| each_key(json, "identity", "somebody@example.com"));
            refused(&|json| each_key(json, "issuer", "https://example.com"));
        }
        // An entry of the log proves the time, so that none is left without it.
        refused(&|json| {
            each_signature(json, &|bundle| {
                bundle["verificationMaterial"]["tlogEntries"] = serde_json::json!([]);
            });
        });
        refused(&|json| {
            each_signature(json, &|bundle| {
                bundle["messageSignature"]["messageDigest"]["digest"] = "AAAA".into();
            });
        });
        refused(&|json| each_signature(json, &|bundle| *bundle = Value::Null));
        refused(&|json| {
            each_signature(json, &|bundle| {
                let entries = bundle["verificationMaterial"]["tlogEntries"].as_array_mut();
                for entry in entries.unwrap() {
                    entry["inclusionProof"]["checkpoint"] = Value::Null;
                    entry["inclusionProof"]["rootHash"] = "AAAA".into();
                }
            });
        });
    }
}

/// Identities whose key says somebody else: what another identity signed counts for nothing.
#[test]
fn the_key_names_the_identity() {
    let Some((files, session)) = identities() else {
        println!("skipped: the repository signed by identities (no corpus)");
        return;
    };
    // The online roles' key put in the person's place, and the reverse: each signature is sound,
    // and by somebody else than the key says.
    let mut swapped = files;
    let root = swapped.get_mut("metadata/1.root.json").unwrap();
    let mut json: Value = serde_json::from_slice(root).unwrap();
    let keys = json["signed"]["keys"].as_object_mut().unwrap();
    let ids: Vec<String> = keys.keys().cloned().collect();
    let values: Vec<Value> = ids.iter().map(|id| keys[id]["keyval"].clone()).collect();
    for (id, value) in ids.iter().zip(values.iter().rev()) {
        keys[id]["keyval"] = value.clone();
    }
    *root = serde_json::to_vec(&json).unwrap();
    assert_eq!(refresh(&swapped, &session).unwrap_err().code(), "tuf-threshold-unmet");
}
