//! The TUF client against repositories that the test authority makes: what no recorded trace has,
//! and what is too large for one.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::as_conversions
)]

use std::collections::BTreeMap;

use serde_json::{Value, json};
use touchstone::{EmbeddedRoots, Error, Session, TufChange, TufTarget, UnixTime};
use touchstone_test_authority::keys::{Hash, Key, Scheme};
use touchstone_test_authority::text::{hex, unhex};
use touchstone_test_authority::tuf::{Member, Repository, Role, named, signed};
use touchstone_test_authority::world::World;

const NOW: &str = "2026-06-01T00:00:00Z";

type Files = BTreeMap<String, Vec<u8>>;

fn session() -> Session {
    Session::new(UnixTime::from_rfc3339(NOW).unwrap(), EmbeddedRoots::None).unwrap()
}

/// A client's files over several runs.
struct Host {
    session: Session,
    kept: Files,
    asked: Vec<String>,
}

impl Host {
    fn new(files: &Files) -> Self {
        let kept = [("root.json".to_owned(), files["1.root.json"].clone())].into();
        Self { session: session(), kept, asked: Vec::new() }
    }

    fn run(&mut self, files: &Files, target: Option<&str>) -> Result<Option<TufTarget>, Error> {
        self.asked.clear();
        let mut client = self.session.tuf_client(&self.kept["root.json"])?;
        let mut target = target;
        loop {
            while let Some(wanted) = client.wanted() {
                let from = if wanted.kept { &self.kept } else { files };
                let found =
                    from.get(&wanted.name).filter(|bytes| bytes.len() as u64 <= wanted.limit);
                if !wanted.kept {
                    self.asked.push(wanted.name.clone());
                }
                let taken = match found {
                    Some(bytes) => client.take(bytes),
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
            match target.take() {
                Some(target) => client.find(target)?,
                None => return client.target(),
            }
        }
    }
}

fn run(repository: &Repository) -> Result<(), Error> {
    let files = repository.files();
    Host::new(&files).run(&files, None).map(drop)
}

fn code<T: core::fmt::Debug>(result: Result<T, Error>) -> &'static str {
    result.unwrap_err().code()
}

fn changed(change: impl FnOnce(&mut Repository)) -> Repository {
    let mut repository = Repository::new("plain");
    change(&mut repository);
    repository
}

#[test]
fn every_kind_of_key_signs() {
    let members = [
        Member::named("ed25519"),
        Member::Key(Key::p256("p256"), Scheme::Ecdsa(Hash::Sha256)),
        Member::Key(Key::p384("p384"), Scheme::Ecdsa(Hash::Sha384)),
        Member::Key(Key::p521("p521"), Scheme::Ecdsa(Hash::Sha512)),
        Member::Tap21(Key::ml_dsa_44("ml-dsa-44")),
        Member::Tap21(Key::ml_dsa_65("ml-dsa-65")),
        Member::Tap21(Key::ml_dsa_87("ml-dsa-87")),
        Member::Key(Key::rsa2048(), Scheme::Pss(Hash::Sha256)),
        Member::Key(Key::rsa2048(), Scheme::Pss(Hash::Sha384)),
        Member::Key(Key::rsa2048(), Scheme::Pss(Hash::Sha512)),
        Member::Key(Key::rsa4096(), Scheme::Pkcs1v15(Hash::Sha256)),
        Member::Key(Key::rsa4096(), Scheme::Pkcs1v15(Hash::Sha384)),
        Member::Key(Key::rsa4096(), Scheme::Pkcs1v15(Hash::Sha512)),
    ];
    for member in members {
        let key = member.key();
        let mut repository = changed(|repository| {
            repository.timestamp.members = vec![member.clone()];
            repository.name_members();
        });
        run(&repository).unwrap_or_else(|error| panic!("{key}: {error}"));
        // The encodings of the first repositories: a point, or all of the key, in hexadecimal.
        let (Member::Key(ref secret, _) | Member::Tap21(ref secret)) = member else {
            panic!("a key")
        };
        if key["keytype"] == "ecdsa" {
            let curve = key["scheme"].as_str().unwrap().to_owned();
            let spki = secret.spki();
            let size = match curve.as_str() {
                "ecdsa-sha2-nistp256" => 65,
                "ecdsa-sha2-nistp384" => 97,
                _ => 133,
            };
            for public in [hex(&spki), hex(&spki[spki.len() - size..])] {
                let old = &mut repository.root.signed["keys"][member.id()];
                old["keytype"] = curve.clone().into();
                old["keyval"]["public"] = public.into();
                run(&repository).unwrap_or_else(|error| panic!("{key}: {error}"));
            }
        }
        // A scheme that is not the key's.
        for scheme in [
            "ed25519",
            "ecdsa-sha2-nistp384",
            "ml-dsa-44/1",
            "ml-dsa-65/2",
            "rsassa-pss-sha256",
            "rsassa-pss-md5",
        ] {
            if key["scheme"] != scheme {
                repository.root.signed["keys"][member.id()]["scheme"] = scheme.into();
                assert_eq!(code(run(&repository)), "tuf-threshold-unmet", "{key} {scheme}");
            }
        }
    }
}

#[test]
fn keys_that_nobody_knows_count_for_nothing() {
    for key in [
        json!({ "keytype": "ml-dsa-44", "scheme": "ml-dsa-44/1", "keyval": { "public": "00" } }),
        json!({ "keytype": "ml-dsa", "scheme": "ml-dsa-44/1", "keyval": { "public": "00" } }),
        json!({ "keytype": "new", "scheme": "new", "keyval": { "other": { "deep": [1] } } }),
        json!({ "keytype": "ed25519", "scheme": "ed25519", "keyval": { "public": "zz" } }),
        json!({ "keytype": "sigstore-oidc", "scheme": "FULCIO", "keyval": { "identity": "a", "issuer": "b" } }),
        json!({ "keytype": "sigstore-oidc", "scheme": "Fulcio", "keyval": { "identity": "a" } }),
    ] {
        let mut repository = changed(|repository| {
            repository.root.signed["keys"]["unknown"] = key.clone();
            let ids = repository.root.signed["roles"]["timestamp"]["keyids"].as_array_mut();
            ids.unwrap().push("unknown".into());
        });
        run(&repository).unwrap_or_else(|error| panic!("{key}: {error}"));
        repository.root.signed["roles"]["timestamp"]["threshold"] = 2.into();
        assert_eq!(code(run(&repository)), "tuf-threshold-unmet", "{key}");
    }
}

#[test]
fn one_key_under_two_ids_signs_once() {
    let mut repository = changed(|repository| {
        let key = repository.timestamp.members[0].key();
        repository.root.signed["keys"]["again"] = key;
        let role = &mut repository.root.signed["roles"]["timestamp"];
        role["keyids"].as_array_mut().unwrap().push("again".into());
        role["threshold"] = 2.into();
    });
    let mut files = repository.files();
    let timestamp = files.get_mut("timestamp.json").unwrap();
    let mut json: Value = serde_json::from_slice(timestamp).unwrap();
    let mut second = json["signatures"][0].clone();
    second["keyid"] = "again".into();
    json["signatures"].as_array_mut().unwrap().push(second);
    *timestamp = serde_json::to_vec(&json).unwrap();
    assert_eq!(code(Host::new(&files).run(&files, None)), "tuf-threshold-unmet");
    // With one of them it is enough, and the other does no harm.
    repository.root.signed["roles"]["timestamp"]["threshold"] = 1.into();
    files.insert("1.root.json".to_owned(), signed(&repository.root));
    Host::new(&files).run(&files, None).unwrap();
}

#[test]
fn one_key_with_two_schemes_signs_once() {
    let mut repository = changed(|repository| {
        let member = |hash| Member::Key(Key::rsa2048(), Scheme::Pss(hash));
        repository.timestamp.members = vec![member(Hash::Sha256), member(Hash::Sha512)];
        repository.name_members();
    });
    run(&repository).unwrap();
    repository.root.signed["roles"]["timestamp"]["threshold"] = 2.into();
    assert_eq!(code(run(&repository)), "tuf-threshold-unmet");
}

#[test]
fn metadata_that_is_none() {
    let targets = |change: &dyn Fn(&mut Value)| {
        run(&changed(|repository| change(&mut repository.targets.signed)))
    };
    for (version, expected) in [
        ("1", Some("tuf-spec-version-unsupported")),
        ("2.0", Some("tuf-spec-version-unsupported")),
        ("1.x", Some("tuf-spec-version-unsupported")),
        ("1.0.0.0", Some("tuf-spec-version-unsupported")),
        ("1.0", None),
        ("1.1.5", None),
    ] {
        let found = targets(&|targets| targets["spec_version"] = version.into());
        assert_eq!(found.err().map(|error| error.code()), expected, "{version}");
    }
    let refused = |change: &dyn Fn(&mut Value)| code(targets(change));
    assert_eq!(refused(&|targets| targets["_type"] = "snapshot".into()), "tuf-type-mismatch");
    assert_eq!(refused(&|targets| targets["version"] = "1".into()), "field-invalid");
    assert_eq!(refused(&|targets| targets["expires"] = "soon".into()), "time-invalid");
    assert_eq!(refused(&|targets| targets["fraction"] = json!(1.5)), "field-invalid");
    assert_eq!(refused(&|targets| targets["targets"] = Value::Null), "field-missing");
    assert_eq!(
        refused(&|targets| targets["targets"]["a"] = json!({ "length": 1 })),
        "field-missing"
    );
    let bits = |bits: u64| {
        json!({ "keys": {}, "succinct_roles":
            { "keyids": [], "threshold": 1, "bit_length": bits, "name_prefix": "a" } })
    };
    assert!(targets(&|targets| targets["delegations"] = bits(32)).is_ok());
    assert_eq!(refused(&|targets| targets["delegations"] = bits(0)), "field-invalid");
    assert_eq!(refused(&|targets| targets["delegations"] = bits(33)), "field-invalid");
    let role = |more: Value| {
        let mut role = json!({ "name": "a", "keyids": [], "threshold": 1, "terminating": false });
        for (key, value) in more.as_object().unwrap() {
            role[key] = value.clone();
        }
        json!({ "keys": {}, "roles": [role] })
    };
    assert!(targets(&|targets| targets["delegations"] = role(json!({ "paths": [] }))).is_ok());
    for (more, expected) in [
        (json!({}), "field-missing"),
        (json!({ "paths": [], "path_hash_prefixes": [] }), "field-invalid"),
        (json!({ "paths": [], "name": "snapshot" }), "field-invalid"),
        (json!({ "paths": [], "name": "" }), "field-invalid"),
        (json!({ "paths": [], "threshold": 0 }), "field-invalid"),
        (json!({ "paths": [], "terminating": 1 }), "field-invalid"),
    ] {
        assert_eq!(
            refused(&|targets| targets["delegations"] = role(more.clone())),
            expected,
            "{more}"
        );
    }
    let both = |targets: &mut Value| {
        targets["delegations"] = bits(4);
        targets["delegations"]["roles"] = json!([]);
    };
    assert_eq!(refused(&both), "field-invalid");
}

#[test]
fn lengths_hashes_and_versions_are_those_that_are_listed() {
    let repository = changed(|repository| repository.hashes = true);
    let files = repository.files();
    Host::new(&files).run(&files, None).unwrap();
    let longer = |name: &str| {
        let mut files = files.clone();
        files.get_mut(name).unwrap().push(b'\n');
        code(Host::new(&files).run(&files, None))
    };
    // A longer file is not even taken.
    assert_eq!(longer("1.snapshot.json"), "tuf-file-missing");
    assert_eq!(longer("1.targets.json"), "tuf-file-missing");
    let listed = |change: &dyn Fn(&mut Value)| {
        let mut repository = repository.clone();
        let bytes = signed(&repository.targets);
        let mut meta = json!({ "version": 1, "length": bytes.len() });
        change(&mut meta);
        repository.snapshot.signed["meta"]["targets.json"] = meta;
        run(&repository).err().map(|error| error.code())
    };
    assert_eq!(listed(&|_| {}), None);
    let more = |meta: &mut Value| meta["length"] = (meta["length"].as_u64().unwrap() + 1).into();
    assert_eq!(listed(&more), Some("tuf-length-mismatch"));
    let other = |meta: &mut Value| meta["hashes"] = json!({ "sha256": "00".repeat(32) });
    assert_eq!(listed(&other), Some("tuf-hash-mismatch"));
    let unknown = |meta: &mut Value| meta["hashes"] = json!({ "blake2b": "00" });
    assert_eq!(listed(&unknown), Some("algorithm-unsupported"));
    // A file under another version's name.
    let mut renamed = Repository::new("plain").files();
    let timestamp = changed(|repository| {
        repository.timestamp.signed["meta"]["snapshot.json"] = json!({ "version": 2 });
    });
    renamed.insert("timestamp.json".to_owned(), timestamp.files()["timestamp.json"].clone());
    renamed.insert("2.snapshot.json".to_owned(), renamed["1.snapshot.json"].clone());
    assert_eq!(code(Host::new(&renamed).run(&renamed, None)), "tuf-version-mismatch");
}

/// A repository whose root, timestamp and snapshot are of a later version.
fn later(version: u64) -> Repository {
    changed(|repository| {
        for role in ["timestamp", "snapshot"] {
            repository.role_mut(role).signed["version"] = version.into();
        }
    })
}

#[test]
fn nothing_goes_back_and_nothing_stands_still() {
    let (old, new) = (later(1).files(), later(2).files());
    let mut host = Host::new(&old);
    host.run(&new, None).unwrap();
    assert_eq!(code(host.run(&old, None)), "tuf-rollback");
    // The same timestamp with a snapshot that went back.
    let back = changed(|repository| {
        repository.timestamp.signed["version"] = 3.into();
        repository.snapshot.signed["version"] = 1.into();
    });
    assert_eq!(code(host.run(&back.files(), None)), "tuf-rollback");
    // A role that the snapshot no longer lists, or lists with a version from before.
    for meta in [
        json!({ "targets.json": { "version": 1 } }),
        json!({ "targets.json": { "version": 1 }, "gone.json": { "version": 6 } }),
    ] {
        let with = |version: u64, meta: &Value| {
            let mut repository = later(version);
            repository.snapshot.signed["meta"] = meta.clone();
            repository.files()
        };
        let before =
            with(1, &json!({ "targets.json": { "version": 1 }, "gone.json": { "version": 7 } }));
        let mut host = Host::new(&before);
        host.run(&before, None).unwrap();
        let found = code(host.run(&with(2, &meta), None));
        assert_eq!(
            found,
            if meta["gone.json"].is_null() { "tuf-role-unlisted" } else { "tuf-rollback" }
        );
    }
    // A repository that stands still is noticed when its timestamp expires, to the second.
    let mut host = Host::new(&new);
    host.run(&new, None).unwrap();
    for (now, expected) in [
        ("2026-06-30T23:59:59Z", None),
        ("2026-07-01T00:00:00Z", Some("tuf-expired")),
        ("2027-07-01T00:00:00Z", Some("tuf-expired")),
    ] {
        let now = UnixTime::from_rfc3339(now).unwrap();
        host.session = Session::new(now, EmbeddedRoots::None).unwrap();
        // The root is renewed, so that only the timestamp is old.
        let mut files = new.clone();
        let root = changed(|repository| {
            repository.root.signed["version"] = 2.into();
            repository.root.signed["expires"] = "2030-01-01T00:00:00Z".into();
        });
        files.insert("2.root.json".to_owned(), signed(&root.root));
        assert_eq!(host.run(&files, None).err().map(|error| error.code()), expected);
    }
}

/// Of what was kept nothing is believed that is not verified once more.
#[test]
fn what_was_kept_is_verified_again() {
    let files = later(2).files();
    let mut host = Host::new(&files);
    host.run(&files, None).unwrap();
    for name in ["timestamp.json", "snapshot.json", "targets.json"] {
        for broken in [b"".to_vec(), b"{}".to_vec(), host.kept["root.json"].clone()] {
            let good = host.kept.insert(name.to_owned(), broken).unwrap();
            host.run(&files, None).unwrap();
            if name != "timestamp.json" {
                assert!(
                    host.asked.contains(&format!(
                        "{}.{name}",
                        if name == "snapshot.json" { 2 } else { 1 }
                    ))
                );
            }
            assert_eq!(host.kept[name], good, "{name}");
        }
    }
    let good = host.kept.insert("root.json".to_owned(), b"{}".to_vec()).unwrap();
    assert_eq!(code(host.run(&files, None)), "field-missing");
    host.kept.insert("root.json".to_owned(), good);
    // All good: only the timestamp is asked for again.
    host.run(&files, None).unwrap();
    assert_eq!(host.asked, ["2.root.json", "timestamp.json"]);
}

#[test]
fn keys_that_changed_let_versions_start_again() {
    let far = later(900).files();
    let mut host = Host::new(&far);
    host.run(&far, None).unwrap();
    for name in ["timestamp", "snapshot"] {
        let mut repository = Repository::new("plain");
        repository.root.signed["version"] = 2.into();
        let old = repository.role(name).members[0].clone();
        // The old key may still sign; a new one beside it is a change of keys all the same.
        repository.role_mut(name).members = vec![Member::named("new"), old];
        repository.name_members();
        let mut recovered = Host { session: session(), kept: host.kept.clone(), asked: Vec::new() };
        recovered.run(&repository.files(), None).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
    // Without a change of keys nothing starts again.
    let mut repository = Repository::new("plain");
    repository.root.signed["version"] = 2.into();
    assert_eq!(code(host.run(&repository.files(), None)), "tuf-rollback");
}

#[test]
fn a_chain_of_roots_has_an_end() {
    let chain = |length: u64| {
        let mut files = Repository::new("plain").files();
        for version in 2..=length {
            let root = changed(|repository| repository.root.signed["version"] = version.into());
            files.insert(format!("{version}.root.json"), signed(&root.root));
        }
        files
    };
    let files = chain(257);
    let mut host = Host::new(&files);
    host.run(&files, None).unwrap();
    let files = chain(300);
    let mut host = Host::new(&files);
    assert_eq!(code(host.run(&files, None)), "tuf-rotation-limit");
    // What was read so far is kept, and the next run goes on from there.
    host.run(&files, None).unwrap();
    assert_eq!(host.asked.first().map(String::as_str), Some("258.root.json"));
    // A gap is an end, and so is what does not fit.
    let mut files = chain(5);
    files.insert("3.root.json".to_owned(), files["4.root.json"].clone());
    assert_eq!(code(Host::new(&files).run(&files, None)), "tuf-version-mismatch");
}

#[test]
fn a_search_has_an_end() {
    let mut repository = Repository::new("plain");
    let mut from = "targets".to_owned();
    for index in 0..40 {
        let to = format!("role-{index}");
        repository.delegate(&from, &to, json!({ "paths": ["*"] }));
        from = to;
    }
    repository.target("role-31", "near", b"");
    repository.target("role-32", "far", b"");
    let files = repository.files();
    let found = Host::new(&files).run(&files, Some("near")).unwrap().unwrap();
    assert_eq!(found.role, "role-31");
    assert_eq!(code(Host::new(&files).run(&files, Some("far"))), "tuf-search-limit");
}

#[test]
fn a_hundred_thousand_delegations() {
    let mut repository = Repository::new("plain");
    repository.delegate("targets", "wanted", json!({ "path_hash_prefixes": ["ca97"] }));
    repository.target("wanted", "a", b"bytes");
    let roles = repository.targets.signed["delegations"]["roles"].as_array_mut().unwrap();
    let template = roles[0].clone();
    for index in 0..99_999 {
        let mut role = json!({ "name": format!("r{index}"), "keyids": [], "threshold": 1 });
        role["terminating"] = true.into();
        role["path_hash_prefixes"] = json!([format!("{index:05}")]);
        roles.insert(index, role);
    }
    assert_eq!(roles[99_999], template);
    let compact = |repository: &mut Repository| {
        let json: Value = serde_json::from_slice(&signed(&repository.targets)).unwrap();
        let bytes = serde_json::to_vec(&json).unwrap();
        repository.snapshot.signed["meta"]["targets.json"] =
            json!({ "version": 1, "length": bytes.len() });
        let mut files = repository.files();
        files.insert("1.targets.json".to_owned(), bytes);
        files
    };
    let files = compact(&mut repository);
    let found = Host::new(&files).run(&files, Some("a")).unwrap().unwrap();
    assert_eq!((found.role.as_str(), found.length), ("wanted", 5));
    let roles = repository.targets.signed["delegations"]["roles"].as_array_mut().unwrap();
    roles.insert(0, json!({}));
    let files = compact(&mut repository);
    assert_eq!(code(Host::new(&files).run(&files, None)), "list-too-long");
}

#[test]
fn files_are_never_larger_than_asked_for() {
    let files = Repository::new("plain").files();
    let mut client = session().tuf_client(&files["1.root.json"]).unwrap();
    for limit in [512_000, 16_384, 16_384] {
        let wanted = client.wanted().unwrap();
        assert_eq!(wanted.limit, limit);
        if !wanted.kept && wanted.name == "timestamp.json" {
            assert_eq!(code(client.take(&vec![b' '; 16_385])), "input-too-large");
            assert_eq!(client.wanted(), None);
            assert_eq!(code(client.absent()), "input-too-large");
            break;
        }
        client.absent().unwrap();
    }
    let large = vec![b' '; 512_001];
    assert_eq!(code(session().tuf_client(&large).map(drop)), "input-too-large");
    // Whatever length is listed, there is an end.
    let huge = changed(|repository| {
        repository.snapshot.signed["meta"]["targets.json"] =
            json!({ "version": 1, "length": u64::from(u32::MAX) });
    });
    let files = huge.files();
    let mut client = session().tuf_client(&files["1.root.json"]).unwrap();
    while let Some(wanted) = client.wanted() {
        if wanted.name.ends_with("targets.json") {
            assert_eq!(wanted.limit, 16 * 1024 * 1024);
        }
        match files.get(&wanted.name).filter(|_| !wanted.kept) {
            Some(bytes) => drop(client.take(bytes)),
            None => client.absent().unwrap(),
        }
    }
}

#[test]
fn bins_are_searched_and_end_the_search() {
    let mut repository = Repository::new("plain");
    repository.delegate("targets", "bin-c", json!({ "paths": [] }));
    repository.target("bin-c", "a", b"bytes");
    let role = repository.targets.signed["delegations"]["roles"][0].clone();
    repository.targets.signed["delegations"] = json!({
        "keys": repository.targets.signed["delegations"]["keys"],
        "succinct_roles": {
            "keyids": role["keyids"], "threshold": 1, "bit_length": 4, "name_prefix": "bin",
        },
    });
    let files = repository.files();
    let found = Host::new(&files).run(&files, Some("a")).unwrap().unwrap();
    assert_eq!(found.role, "bin-c");
    let hashed = format!("{}.a", found.digests.iter().next().unwrap().hex());
    assert_eq!(found.names, [hashed]);
    // SHA-256 of "b" begins with 3, and of that bin there is no file.
    assert_eq!(code(Host::new(&files).run(&files, Some("b"))), "tuf-role-unlisted");
}

/// The same role by two ways with different keys: what one delegator accepts, another need not.
#[test]
fn a_role_counts_for_the_delegator_whose_keys_signed_it() {
    let mut repository = Repository::new("plain");
    repository.delegate("targets", "one", json!({ "paths": ["one-*"] }));
    repository.delegate("targets", "two", json!({ "paths": ["two-*"] }));
    repository.delegate("one", "shared", json!({ "paths": ["*"] }));
    repository.delegate("two", "shared", json!({ "paths": ["*"] }));
    // The second delegator names another key.
    let stranger = Member::named("stranger");
    let delegations = &mut repository.role_mut("two").signed["delegations"];
    delegations["keys"] = json!({ stranger.id(): stranger.key() });
    delegations["roles"][0]["keyids"] = named(&[stranger], 1)["keyids"].clone();
    repository.target("shared", "one-a", b"");
    repository.target("shared", "two-a", b"");
    let files = repository.files();
    let mut host = Host::new(&files);
    assert_eq!(host.run(&files, Some("one-a")).unwrap().unwrap().role, "shared");
    assert!(host.kept.contains_key("shared.json"));
    assert_eq!(code(host.run(&files, Some("two-a"))), "tuf-threshold-unmet");
    // And in one client, where the role is loaded already.
    let mut client = session().tuf_client(&files["1.root.json"]).unwrap();
    let mut answers = Vec::new();
    for target in ["", "one-a", "two-a"] {
        let mut outcome = if target.is_empty() { Ok(()) } else { client.find(target) };
        while let Some(wanted) = client.wanted() {
            outcome = match files.get(&wanted.name).filter(|_| !wanted.kept) {
                Some(bytes) => client.take(bytes),
                None => client.absent(),
            };
        }
        answers.push(outcome.err().map(|error| error.code()));
    }
    assert_eq!(answers, [None, None, Some("tuf-threshold-unmet")]);
}

/// A repository says who must have signed a file, and somebody else did.
#[test]
fn a_repository_names_somebody_else() {
    let world = World::standard();
    let file = b"bytes";
    let mut repository = Repository::new("plain");
    repository.target("targets", "file", file);
    repository.targets.signed["targets"]["file"]["custom"] = json!({
        "touchstone": { "expectation": { "certificateIdentity": "other@authority.test" } },
    });
    let mut session = session();
    session.add_trusted_root("root", &serde_json::to_vec(&world.trusted_root()).unwrap()).unwrap();
    session.add_tuf_root("root.json", &signed(&repository.root)).unwrap();
    for (name, bytes) in repository.files() {
        session.add_file(&name, &bytes, None);
    }
    let bundle = touchstone_test_authority::world::Signing::message(&world, file).bundle();
    session.add_file("file.sigstore.json", &serde_json::to_vec(&bundle).unwrap(), None);
    let digest = touchstone::Digest::of(touchstone::DigestAlgorithm::Sha256, file);
    session.add_artifact("file", Some(5), [digest].into_iter().collect());
    let report = session.report();
    assert_eq!(report.verdict.name(), "unexpected");
    let mut checks = report.evidence.iter().flat_map(|evidence| &evidence.checks);
    let check = checks.find(|check| check.code == "repository.expectation").unwrap();
    assert_eq!(check.facts["error"], "tuf-signer-mismatch");
}

/// TAP 18 in an instance of the authority's own: by whom a signature is, and where it was logged.
#[test]
fn identities_sign_in_place_of_keys() {
    let world = World::standard();
    let mut trusting = session();
    let root = serde_json::to_vec(&world.trusted_root()).unwrap();
    trusting.add_trusted_root("trusted_root.json", &root).unwrap();
    let run = |change: &dyn Fn(&mut Repository)| {
        let mut repository = Repository::new("plain");
        repository.timestamp.members = vec![Member::person(&world)];
        repository.name_members();
        change(&mut repository);
        let files = repository.files();
        let mut host = Host::new(&files);
        host.session = trusting.fork(UnixTime::from_rfc3339(NOW).unwrap());
        host.run(&files, None).err().map(|error| error.code())
    };
    let key = |change: &dyn Fn(&mut Value)| {
        run(&|repository| {
            let id = repository.timestamp.members[0].id();
            change(&mut repository.root.signed["keys"][id]);
        })
    };
    assert_eq!(run(&|_| {}), None);
    assert_eq!(key(&|key| key["scheme"] = "fulcio".into()), None);
    let unmet = Some("tuf-threshold-unmet");
    // The signature is as sound as before; it is the key that names somebody else.
    assert_eq!(key(&|key| key["keyval"]["identity"] = "other@authority.test".into()), unmet);
    assert_eq!(key(&|key| key["keyval"]["issuer"] = "https://other.test".into()), unmet);
    assert_eq!(key(&|key| key["keyval"]["identity"] = "maker@authority.test ".into()), unmet);
    assert_eq!(key(&|key| key["scheme"] = "cosign".into()), unmet);
    let signing = |change: &dyn Fn(&mut touchstone_test_authority::world::Signing)| {
        run(&|repository| {
            if let Member::Identity(signing) = &mut repository.timestamp.members[0] {
                change(signing);
            }
        })
    };
    assert_eq!(signing(&|signing| signing.entries.clear()), unmet);
    assert_eq!(signing(&|signing| signing.signature = Some(vec![0; 64])), unmet);
    let other = World::named("other", "other.test");
    assert_eq!(signing(&|signing| signing.world = other.clone()), unmet);
}

#[test]
fn names_of_roles_stay_in_their_folder() {
    let mut repository = Repository::new("plain");
    let name = "../../é #?%/x";
    repository.delegate("targets", name, json!({ "paths": ["*"] }));
    let mut files = repository.files();
    let file = files.remove(&format!("1.{name}.json")).unwrap();
    files.insert("1...%2F..%2F%C3%A9%20%23%3F%25%2Fx.json".to_owned(), file);
    let mut host = Host::new(&files);
    assert_eq!(code(host.run(&files, Some("a"))), "tuf-target-unlisted");
    assert!(host.kept.contains_key("..%2F..%2F%C3%A9%20%23%3F%25%2Fx.json"));
}

/// Flip any byte of any file: never another target, never a panic; at most the same answer.
#[test]
fn no_flipped_byte_does_better() {
    let mut repository = Repository::new("plain");
    repository.delegate("targets", "role", json!({ "paths": ["*"] }));
    repository.target("role", "file", b"bytes");
    repository.hashes = true;
    let files = repository.files();
    let good = Host::new(&files).run(&files, Some("file")).unwrap();
    let mut refused = 0;
    for (name, bytes) in &files {
        for position in (0..bytes.len()).step_by(13) {
            let mut files = files.clone();
            files.get_mut(name).unwrap()[position] ^= 1;
            match Host::new(&files).run(&files, Some("file")) {
                Ok(found) => assert_eq!(found, good, "{name} {position}"),
                Err(_) => refused += 1,
            }
        }
    }
    assert!(refused > 200, "only {refused} refused");
}

/// The same over the signatures themselves, where every byte counts.
#[test]
fn no_flipped_signature_counts() {
    let repository = Repository::new("plain");
    let files = repository.files();
    let name = "timestamp.json";
    let mut json: Value = serde_json::from_slice(&files[name]).unwrap();
    let sig = unhex(json["signatures"][0]["sig"].as_str().unwrap());
    for position in 0..sig.len() {
        let mut flipped = sig.clone();
        flipped[position] ^= 0x10;
        json["signatures"][0]["sig"] = hex(&flipped).into();
        let mut files = files.clone();
        files.insert(name.to_owned(), serde_json::to_vec(&json).unwrap());
        assert_eq!(code(Host::new(&files).run(&files, None)), "tuf-threshold-unmet");
    }
    // A role is made anew only by its own keys.
    let mut stranger = Role { members: vec![Member::named("stranger")], ..repository.timestamp };
    stranger.signed["meta"]["snapshot.json"] = json!({ "version": 1 });
    let mut files = files;
    files.insert(name.to_owned(), signed(&stranger));
    assert_eq!(code(Host::new(&files).run(&files, None)), "tuf-threshold-unmet");
}
