//! What makes an instance's newer root one that is relied on, and what does not.

use ed25519_dalek::{Signer, SigningKey};
use serde_json::{Value, json};

use super::Session;
use super::repository::MetadataFile;
use crate::digest::{Digest, DigestAlgorithm};
use crate::time::UnixTime;
use crate::trust::EmbeddedRoots;
use crate::trust::domain::{Domain, TrustSource};

const NEWER: &[u8] = include_bytes!("../../tests/vectors/samples/genuine/trusted_root.json");
const NOW: &str = "2026-11-26T12:00:00Z";
/// A timestamp of two days before is valid until then.
const FRESH: &str = "2026-12-01T06:00:00Z";
/// One of before the day of the roots that come with this crate, for a time before it too.
const BEFORE: (&str, &str) = ("2026-10-24T12:00:00Z", "2026-10-25T00:00:00Z");

fn signed(seed: u8, signed: &Value) -> Vec<u8> {
    let key = SigningKey::from_bytes(&[seed; 32]);
    // Members are kept in order, so this is canonical.
    let sig = key.sign(signed.to_string().as_bytes()).to_bytes();
    let sig: String = sig.iter().map(|byte| format!("{byte:02x}")).collect();
    let keyid = format!("{seed:064}");
    json!({"signatures": [{"keyid": keyid, "sig": sig}], "signed": signed}).to_string().into_bytes()
}

/// An instance's repository, all of whose roles one key signs.
fn repository(seed: u8, expires: &str) -> Vec<(String, Vec<u8>)> {
    let public = SigningKey::from_bytes(&[seed; 32]).verifying_key().to_bytes();
    let public: String = public.iter().map(|byte| format!("{byte:02x}")).collect();
    let keyid = format!("{seed:064}");
    let role = json!({"keyids": [keyid], "threshold": 1, "x-tuf-on-ci-expiry-period": 7});
    let common = |kind: &str, expires: &str, more: Value| {
        let mut all =
            json!({"_type": kind, "spec_version": "1.0", "version": 1, "expires": expires});
        let Value::Object(more) = more else { panic!("members") };
        all.as_object_mut().unwrap().extend(more);
        signed(seed, &all)
    };
    let long = "2036-01-01T00:00:00Z";
    let sha256 = Digest::of(DigestAlgorithm::Sha256, NEWER).hex();
    let keys =
        json!({keyid: {"keytype": "ed25519", "scheme": "ed25519", "keyval": {"public": public}}});
    let roles = json!({"root": role, "timestamp": role, "snapshot": role, "targets": role});
    let target =
        json!({"trusted_root.json": {"length": NEWER.len(), "hashes": {"sha256": sha256}}});
    let meta = |name: &str| json!({"meta": {name: {"version": 1}}});
    vec![
        (
            "1.root.json",
            common(
                "root",
                long,
                json!({"consistent_snapshot": true, "keys": keys, "roles": roles}),
            ),
        ),
        ("timestamp.json", common("timestamp", expires, meta("snapshot.json"))),
        ("1.snapshot.json", common("snapshot", long, meta("targets.json"))),
        ("1.targets.json", common("targets", long, json!({"targets": target}))),
        ("trusted_root.json", NEWER.to_vec()),
    ]
    .into_iter()
    .map(|(name, bytes)| (format!("copy/{name}"), bytes))
    .collect()
}

/// A session for which the first root of GitHub's repository is that of the first key's.
fn session(now: &str) -> Session {
    let mut session =
        Session::new(UnixTime::from_rfc3339(now).unwrap(), EmbeddedRoots::Production).unwrap();
    let (_, root) = repository(1, FRESH).swap_remove(0);
    let first = Digest::of(DigestAlgorithm::Sha256, &root).hex();
    let own = session.domains.last_mut().unwrap();
    let bytes = include_bytes!("../trust/roots/github.json");
    let source = TrustSource { first: Some(String::leak(first)), ..own.source.clone() };
    *own = Domain::of_instance(source, bytes).unwrap();
    session
}

fn drop_all(session: &mut Session, files: Vec<(String, Vec<u8>)>) {
    for (name, bytes) in files {
        session.add_file(&name, &bytes, None);
    }
}

/// Source and date of GitHub's root, and why its repository is not used.
fn github(session: &mut Session) -> (&'static str, String, Option<Value>) {
    let report = session.report();
    let [good, github] = report.trust.as_slice() else { panic!("two roots") };
    assert_eq!((good.source, good.version), ("embedded", Some(16)));
    let why = github.unused.as_ref().map(|facts| facts.get("error").unwrap().clone());
    (github.source, github.date.clone().unwrap(), why)
}

fn embedded(why: Option<&str>) -> (&'static str, String, Option<Value>) {
    ("embedded", "2026-10-23".to_owned(), why.map(Value::from))
}

fn renewed() -> (&'static str, String, Option<Value>) {
    ("renewed", "2026-11-24".to_owned(), None)
}

#[test]
fn a_newer_root_is_relied_on_also_without_the_files() {
    let mut session = session(NOW);
    drop_all(&mut session, repository(1, FRESH));
    assert_eq!(github(&mut session), renewed());
    assert_eq!(session.report().repositories.first().unwrap().root.source, "embedded");
    for (name, _) in repository(1, FRESH) {
        session.remove_file(&name);
    }
    assert_eq!(github(&mut session), renewed());
    assert_eq!(session.report().trust.last().unwrap().version, Some(1));
    let now = UnixTime::from_rfc3339(NOW).unwrap();
    assert_eq!(github(&mut session.fork(now)), renewed());
}

#[test]
fn a_copy_of_the_repository_renews_it_and_is_not_reported() {
    let mut session = session(NOW);
    for (name, bytes) in repository(1, FRESH) {
        session.add_mirrored(&name, &bytes);
    }
    assert_eq!(github(&mut session), renewed());
    assert!(session.report().repositories.is_empty());
}

#[test]
fn what_has_expired_is_not_used() {
    let mut session = session("2026-12-20T00:00:00Z");
    drop_all(&mut session, repository(1, FRESH));
    assert_eq!(github(&mut session), embedded(Some("tuf-expired")));
}

#[test]
fn an_older_one_is_not_used() {
    let mut session = session(BEFORE.0);
    drop_all(&mut session, repository(1, BEFORE.1));
    assert_eq!(github(&mut session), embedded(None));
}

#[test]
fn a_broken_signature_or_another_target_is_refused() {
    for (file, from, to, why) in [
        ("copy/timestamp.json", "2026-12-01", "2026-12-02", "tuf-threshold-unmet"),
        ("copy/1.targets.json", "\"length\":", "\"length\":1", "tuf-threshold-unmet"),
        ("copy/trusted_root.json", "2", "3", "tuf-file-missing"),
    ] {
        let mut session = session(NOW);
        let mut files = repository(1, FRESH);
        let (_, bytes) = files.iter_mut().find(|(name, _)| name == file).unwrap();
        *bytes = String::from_utf8(bytes.clone()).unwrap().replacen(from, to, 1).into_bytes();
        drop_all(&mut session, files);
        assert_eq!(github(&mut session), embedded(Some(why)), "{file}");
    }
}

#[test]
fn the_repository_of_somebody_else_is_never_trust() {
    // Their own, under their own root.
    let mut session = session(NOW);
    drop_all(&mut session, repository(2, FRESH));
    assert_eq!(github(&mut session), embedded(None));
    assert_eq!(session.report().repositories.first().unwrap().root.source, "found");
    // Behind the genuine root: nothing of theirs is signed by its keys, and no root follows from it.
    let mut files = repository(2, FRESH);
    let theirs =
        core::mem::replace(files.first_mut().unwrap(), repository(1, FRESH).swap_remove(0));
    let text = String::from_utf8(theirs.1).unwrap().replace("\"version\":1", "\"version\":2");
    for files in
        [files.clone(), [files, vec![("copy/2.root.json".to_owned(), text.into_bytes())]].concat()]
    {
        let mut session = self::session(NOW);
        drop_all(&mut session, files);
        assert_eq!(github(&mut session), embedded(Some("tuf-threshold-unmet")));
    }
}

#[test]
fn roots_of_the_user_are_not_touched() {
    let mut session = session(NOW);
    session.add_trusted_root("own.json", NEWER).unwrap();
    drop_all(&mut session, repository(1, FRESH));
    session.add_mirrored("copy/none", b"{}");
    let sources = session.report().trust.into_iter().map(|source| source.source);
    assert_eq!(sources.collect::<Vec<_>>(), ["given"]);
    let known: Vec<MetadataFile> = session.repositories.mirrored.clone();
    assert!(known.is_empty());
}
