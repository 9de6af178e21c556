//! Entries that no log holds: inclusion proofs, checkpoints and keys.

use serde_json::{Value, json};

use super::{ARTIFACT, case, changed, entry, flip, of};
use crate::keys::Key;
use crate::log::{EntryRequest, Kind, Log};
use crate::merkle;
use crate::note::note;
use crate::root::Window;
use crate::text::{base64, readable_json, unbase64};
use crate::vector::Case;
use crate::world::{Signing, Version, World, opening, signed};

pub(super) fn cases(world: &World) -> Vec<Case> {
    [absent(world), keys(world), proofs(world)].concat()
}

fn absent(world: &World) -> Vec<Case> {
    let message = Signing::message(world, ARTIFACT);
    let v2 = Signing::message_v2(world, ARTIFACT);
    let envelope = Signing::envelope(world, ARTIFACT);
    let failed = |name: &str, about: &str, signing: &Signing, check, error| {
        case(name, about, signing).verdict("failed").failed(check, error)
    };
    let empty = changed(&message.bundle(), |bundle| entry(bundle)["inclusionProof"] = json!({}));
    let empty_checkpoint = changed(&message.bundle(), |bundle| {
        entry(bundle)["inclusionProof"]["checkpoint"] = json!({"envelope": ""})
    });
    let mut unlogged = v2.clone();
    unlogged.entries.clear();
    vec![
        case(
            "v0.1-promise-absent",
            "A bundle v0.1 without the promise that it needs.",
            &message.clone().version(Version::V01).entry(|entry| {
                entry.promise = false;
                entry.proof = false;
            }),
        )
        .verdict("incomplete")
        .missing("log.set", "promise-missing")
        .missing("time.signing", "time-unproven")
        .missing("certificate.validity", "time-unproven"),
        failed(
            "v0.2-proof-absent",
            "From v0.2 on an inclusion proof is required: the promise does not take its place.",
            &message.clone().version(Version::V02).entry(|entry| entry.proof = false),
            "log.inclusion-proof",
            "inclusion-proof-missing",
        ),
        failed(
            "v0.3-proof-absent",
            "The inclusion proof was removed.",
            &message.clone().entry(|entry| entry.proof = false),
            "log.inclusion-proof",
            "inclusion-proof-missing",
        ),
        failed(
            "v0.3-checkpoint-absent",
            "The checkpoint was removed: a promise does not take its place.",
            &message.clone().entry(|entry| entry.checkpoint = false),
            "log.checkpoint",
            "checkpoint-missing",
        ),
        failed(
            "rekor-v2-checkpoint-absent",
            "The checkpoint was removed from an entry of Rekor v2.",
            &v2.clone().entry(|entry| entry.checkpoint = false),
            "log.checkpoint",
            "checkpoint-missing",
        ),
        failed(
            "envelope-proof-absent",
            "The inclusion proof of a statement's entry was removed.",
            &envelope.clone().entry(|entry| entry.proof = false),
            "log.inclusion-proof",
            "inclusion-proof-missing",
        ),
        of("v0.3-proof-empty", "An inclusion proof that is an empty message.", &message, &empty)
            .verdict("failed")
            .failed("log.inclusion-proof", "inclusion-proof-missing"),
        of("v0.3-checkpoint-empty", "A checkpoint without text.", &message, &empty_checkpoint)
            .verdict("failed")
            .failed("log.checkpoint", "checkpoint-missing"),
        failed(
            "forged-tree-of-one",
            "A tree of one leaf, made by whoever made the bundle: anything can be proven to be in it.",
            &v2.clone().entry(|entry| {
                entry.checkpoint = false;
                entry.size = 1;
                entry.index = 0;
            }),
            "log.checkpoint",
            "checkpoint-missing",
        ),
        failed(
            "v0.1-proof-without-checkpoint",
            "A v0.1 bundle may leave the proof out, and not the checkpoint of a proof that is there.",
            &message.clone().version(Version::V01).entry(|entry| entry.checkpoint = false),
            "log.checkpoint",
            "checkpoint-missing",
        ),
        case(
            "v0.1-rekor-v2-unproven",
            "A bundle v0.1 with an entry that claims to be of Rekor v2, which promises nothing, and no proof: nothing says that a log holds it.",
            &v2.clone().version(Version::V01).entry(|entry| entry.proof = false),
        )
        .verdict("incomplete")
        .missing("log.set", "promise-missing"),
        case(
            "v0.1-rekor-v2-without-checkpoint",
            "The same with a proof that no checkpoint vouches for, which proves nothing.",
            &v2.clone().version(Version::V01).entry(|entry| entry.checkpoint = false),
        )
        .verdict("failed")
        .failed("log.checkpoint", "checkpoint-missing")
        .missing("log.set", "promise-missing"),
        case("entries-absent", "No entry, and this trusted root has logs.", &unlogged)
            .verdict("incomplete")
            .missing("log.known", "log-entry-missing"),
        case(
            "entries-absent-promise-needed",
            "No entry and no time.",
            &Signing { entries: Vec::new(), ..message.clone() },
        )
        .verdict("incomplete")
        .missing("log.known", "log-entry-missing")
        .missing("time.signing", "time-unproven")
        .missing("certificate.validity", "time-unproven"),
    ]
}

fn keys(world: &World) -> Vec<Case> {
    let message = Signing::message(world, ARTIFACT);
    let v2 = Signing::message_v2(world, ARTIFACT);
    let stranger = Log {
        host: "rekor.stranger.test".to_owned(),
        key: Key::p256("stranger's log"),
        ..world.log.clone()
    };
    let strange = World { log: stranger.clone(), ..world.clone() };
    let windowed = |case: Case, log: usize, window: Value| {
        let root = changed(&world.trusted_root(), |root| {
            root["tlogs"][log]["publicKey"]["validFor"] = window
        });
        case.file("trusted_root.json", readable_json(&root))
    };
    let failed = |case: Case, error| case.verdict("failed").failed("log.known", error);
    let ended = Window::between(opening(), signed() - 1).json();
    let later = Window::from(signed() + 1).json();
    let two = {
        let both = Signing {
            entries: vec![
                EntryRequest::new(Kind::HashedRekord1, signed()),
                EntryRequest::new(Kind::HashedRekord2, signed()),
            ],
            ..v2.clone()
        };
        let root = changed(&world.trusted_root(), |root| {
            root["tlogs"].as_array_mut().expect("a list").remove(0);
        });
        case("log-unknown-of-two", "One of two entries is in a log that the trusted root does not name: that one proves nothing.", &both)
            .file("trusted_root.json", readable_json(&root)).verdict("incomplete").missing("log.known", "log-unknown")
    };
    vec![
        case(
            "log-unknown",
            "The entry is in a log that the trusted root does not name.",
            &Signing::message(&strange, ARTIFACT),
        )
        .file("trusted_root.json", readable_json(&world.trusted_root()))
        .verdict("incomplete")
        .missing("log.known", "log-unknown")
        .missing("time.signing", "time-unproven")
        .missing("certificate.validity", "time-unproven"),
        two,
        failed(
            windowed(
                case(
                    "log-window-ended",
                    "The log's key was retired one second before the entry: whoever has it now may have made it.",
                    &message,
                ),
                0,
                ended.clone(),
            ),
            "log-key-not-valid-then",
        ),
        failed(
            windowed(
                case(
                    "log-window-not-begun",
                    "The log's key came into use one second after the entry.",
                    &message,
                ),
                0,
                later.clone(),
            ),
            "log-key-not-valid-then",
        ),
        failed(
            windowed(
                case(
                    "log-v2-window-ended",
                    "The key of the Rekor v2 log was retired one second before the timestamp.",
                    &v2,
                ),
                1,
                ended,
            ),
            "log-key-not-valid-then",
        ),
        failed(
            windowed(
                case(
                    "log-v2-window-not-begun",
                    "The key of the Rekor v2 log came into use one second after the timestamp.",
                    &v2,
                ),
                1,
                later,
            ),
            "log-key-not-valid-then",
        ),
        failed(
            windowed(
                case(
                    "log-window-without-start",
                    "A log's key that does not say from when it is in use: nothing bounds it.",
                    &message,
                ),
                0,
                json!({}),
            ),
            "window-without-start",
        ),
        failed(
            windowed(
                case(
                    "log-v2-window-without-start",
                    "The same of a Rekor v2 log, with an end alone.",
                    &v2,
                ),
                1,
                Window { start: None, end: Some(signed() + 86_400) }.json(),
            ),
            "window-without-start",
        ),
    ]
}

fn proofs(world: &World) -> Vec<Case> {
    let message = Signing::message(world, ARTIFACT);
    let v2 = Signing::message_v2(world, ARTIFACT);
    let failed = |name: &str, about: &str, change: &dyn Fn(&mut Value)| {
        let bundle =
            changed(&message.bundle(), |bundle| change(&mut entry(bundle)["inclusionProof"]));
        of(name, about, &message, &bundle)
            .verdict("failed")
            .failed("log.inclusion-proof", "inclusion-proof-invalid")
    };
    let hashes = |proof: &mut Value| proof["hashes"].as_array_mut().expect("a list").len();
    assert_eq!(hashes(&mut entry(&mut message.bundle())["inclusionProof"]), 3);
    vec![
        failed("proof-hash-changed", "One bit of one hash changed.", &|proof| {
            flip(&mut proof["hashes"][1])
        }),
        failed("proof-hash-lost", "One hash too few.", &|proof| {
            proof["hashes"].as_array_mut().expect("a list").pop();
        }),
        failed("proof-hash-added", "One hash too many.", &|proof| {
            proof["hashes"].as_array_mut().expect("a list").push(base64(&[7; 32]).into())
        }),
        failed("proof-hashes-swapped", "Two hashes in the wrong order.", &|proof| {
            proof["hashes"].as_array_mut().expect("a list").swap(0, 1)
        }),
        failed("proof-hashes-none", "No hashes at all.", &|proof| proof["hashes"] = json!([])),
        failed("proof-index-changed", "The index of another leaf.", &|proof| {
            proof["logIndex"] = "2".into()
        }),
        failed("proof-index-beyond-tree", "An index that is not in the tree.", &|proof| {
            proof["logIndex"] = "6".into()
        }),
        failed("proof-index-huge", "An index at the end of 64 bits.", &|proof| {
            proof["logIndex"] = "9223372036854775807".into()
        }),
        failed("proof-tree-size-zero", "A tree without leaves.", &|proof| {
            proof["treeSize"] = "0".into()
        })
        .failed("log.checkpoint", "checkpoint-root-mismatch"),
        failed("proof-root-changed", "One bit of the root hash changed.", &|proof| {
            flip(&mut proof["rootHash"])
        })
        .failed("log.checkpoint", "checkpoint-root-mismatch"),
        of(
            "proof-tree-size-changed",
            "Another size of the tree that the same hashes lead to.",
            &message,
            &changed(&message.bundle(), |bundle| {
                entry(bundle)["inclusionProof"]["treeSize"] = "5".into()
            }),
        )
        .verdict("failed")
        .failed("log.checkpoint", "checkpoint-root-mismatch")
        .change(|case| case.exact = false),
        of(
            "rekor-v2-proof-hash-changed",
            "One bit of one hash of a Rekor v2 entry changed.",
            &v2,
            &changed(&v2.bundle(), |bundle| {
                flip(&mut entry(bundle)["inclusionProof"]["hashes"][0])
            }),
        )
        .verdict("failed")
        .failed("log.inclusion-proof", "inclusion-proof-invalid"),
        of(
            "proof-of-node-as-leaf",
            "An inner node of the tree shown as its leaf: leaves are hashed with another prefix.",
            &v2,
            &{
                let body =
                    unbase64(entry(&mut v2.bundle())["canonicalizedBody"].as_str().expect("text"));
                let inner = [merkle::leaf_hash(&body), merkle::leaf_hash(b"sibling")].concat();
                let root = crate::keys::sha256(&[&[1], inner.as_slice()].concat());
                changed(&v2.bundle(), |bundle| {
                    entry(bundle)["logIndex"] = "0".into();
                    let proof = &mut entry(bundle)["inclusionProof"];
                    proof["rootHash"] = base64(&root).into();
                    proof["treeSize"] = "1".into();
                    proof["logIndex"] = "0".into();
                    proof["hashes"] = json!([]);
                    let text = world.log_v2.checkpoint_text(1, &root);
                    proof["checkpoint"]["envelope"] =
                        note(&text, &[world.log_v2.note_signer()], &[], 0).into();
                })
            },
        )
        .verdict("failed")
        .failed("log.inclusion-proof", "inclusion-proof-invalid"),
    ]
}
