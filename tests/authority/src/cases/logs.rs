//! Entries that no log holds: inclusion proofs, checkpoints and keys.

use serde_json::{Value, json};

use super::{ARTIFACT, case, changed, entry, flip, of};
use crate::keys::Key;
use crate::log::{EntryRequest, Kind, Log};
use crate::merkle;
use crate::note::{Cosigner, NoteSigner, line, note};
use crate::root::Window;
use crate::text::{base64, readable_json, unbase64};
use crate::vector::Case;
use crate::world::{Signing, Version, World, opening, signed};

pub(super) fn cases(world: &World) -> Vec<Case> {
    [absent(world), keys(world), proofs(world), checkpoints(world)].concat()
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

/// Bundles whose checkpoint somebody wrote anew.
fn checkpoints(world: &World) -> Vec<Case> {
    let message = Signing::message(world, ARTIFACT);
    let v2 = Signing::message_v2(world, ARTIFACT);
    let rewritten = |signing: &Signing, write: &dyn Fn(&str) -> String| {
        changed(&signing.bundle(), |bundle| {
            let envelope = &mut entry(bundle)["inclusionProof"]["checkpoint"]["envelope"];
            let text =
                envelope.as_str().expect("a note").split_once("\n\n").expect("a note").0.to_owned();
            *envelope = write(&format!("{text}\n")).into();
        })
    };
    let failed =
        |name: &str, about: &str, signing: &Signing, error, write: &dyn Fn(&str) -> String| {
            of(name, about, signing, &rewritten(signing, write))
                .verdict("failed")
                .failed("log.checkpoint", error)
        };
    let (one, two) = (world.log.note_signer(), world.log_v2.note_signer());
    let impostor = Key::ed25519("impostor");
    let witness = Cosigner::new("witness.one.test/w");
    let other_root = base64(&merkle::leaf_hash(b"another tree"));
    let replace_line = |text: &str, number: usize, new: &str| {
        let mut lines: Vec<&str> = text.lines().collect();
        lines[number] = new;
        format!("{}\n", lines.join("\n"))
    };
    let malformed = |name: &str, about: &str, write: &dyn Fn(&str) -> String| {
        failed(name, about, &v2, "checkpoint-invalid", write)
    };
    let sign = |signer: &NoteSigner, text: &str| note(text, std::slice::from_ref(signer), &[], 0);
    let forged = {
        let mut request = v2.entries[0].clone();
        (request.size, request.index) = (1, 0);
        let forger = Log { key: impostor.clone(), ..world.log_v2.clone() };
        let mut bundle =
            v2.bundle_with(vec![forger.entry(&v2.body(Kind::HashedRekord2), &request)]);
        entry(&mut bundle)["logId"]["keyId"] = base64(&world.log_v2.id()).into();
        bundle
    };
    vec![
        failed(
            "checkpoint-signature-wrong",
            "One bit of the log's signature changed.",
            &message,
            "checkpoint-signature-invalid",
            &|text| {
                let mut signature = world.log.key.sign(text.as_bytes());
                let last = signature.len() - 1;
                signature[last] ^= 1;
                format!("{text}\n{}", line(&one.name, &one.key_hash(), &signature))
            },
        ),
        failed(
            "checkpoint-v2-signature-wrong",
            "Another key signed under the Rekor v2 log's name and key hint.",
            &v2,
            "checkpoint-signature-invalid",
            &|text| {
                format!(
                    "{text}\n{}",
                    line(&two.name, &two.key_hash(), &impostor.sign(text.as_bytes()))
                )
            },
        ),
        failed(
            "checkpoint-of-another-tree",
            "A genuine checkpoint of another tree of the same log.",
            &v2,
            "checkpoint-root-mismatch",
            &|text| sign(&two, &replace_line(text, 2, &other_root)),
        ),
        failed(
            "checkpoint-of-another-size",
            "A genuine checkpoint of a larger tree.",
            &v2,
            "checkpoint-root-mismatch",
            &|text| sign(&two, &replace_line(text, 1, "7")),
        ),
        failed(
            "checkpoint-text-changed",
            "The signed text was changed afterwards.",
            &v2,
            "checkpoint-signature-invalid",
            &|text| sign(&two, text).replacen("\n\n", "\nadded\n\n", 1),
        ),
        failed(
            "checkpoint-log-signature-absent",
            "Witnesses signed, the log did not.",
            &v2,
            "checkpoint-signature-missing",
            &|text| format!("{text}\n{}", witness.line(text, signed())),
        ),
        failed(
            "checkpoint-key-hint-wrong",
            "The log's signature under another key hint: nobody says that it is the log's.",
            &v2,
            "checkpoint-signature-missing",
            &|text| {
                format!(
                    "{text}\n{}",
                    line(&two.name, &[1, 2, 3, 4], &two.key.sign(text.as_bytes()))
                )
            },
        ),
        failed(
            "checkpoint-origin-of-another-log",
            "Signed by the log, and its origin line names another.",
            &v2,
            "checkpoint-origin-mismatch",
            &|text| sign(&two, &replace_line(text, 0, "rekor.stranger.test")),
        ),
        failed(
            "checkpoint-signed-by-other-log",
            "The checkpoint of the other log of the same trusted root.",
            &v2,
            "checkpoint-signature-missing",
            &|text| sign(&one, &replace_line(text, 0, &world.log.origin())),
        ),
        of(
            "forged-tree-of-one-signed",
            "A tree of one leaf with a checkpoint by the forger's own key.",
            &v2,
            &forged,
        )
        .verdict("failed")
        .failed("log.checkpoint", "checkpoint-signature-missing"),
        malformed("checkpoint-without-signatures", "A text that nobody signed.", &|text| {
            text.to_owned()
        }),
        malformed("checkpoint-without-root", "The root hash is missing.", &|text| {
            sign(&two, &text.lines().take(2).map(|line| format!("{line}\n")).collect::<String>())
        }),
        malformed("checkpoint-size-not-a-number", "The size is no number.", &|text| {
            sign(&two, &replace_line(text, 1, "six"))
        }),
        malformed("checkpoint-size-signed", "The size has a sign.", &|text| {
            sign(&two, &replace_line(text, 1, "+6"))
        }),
        malformed("checkpoint-size-padded", "The size has a leading zero.", &|text| {
            sign(&two, &replace_line(text, 1, "06"))
        }),
        malformed("checkpoint-root-short", "A root hash that is no SHA-256.", &|text| {
            sign(&two, &replace_line(text, 2, &base64(&[7; 20])))
        }),
        malformed("checkpoint-origin-empty", "No origin.", &|text| {
            sign(&two, &replace_line(text, 0, ""))
        }),
        malformed("checkpoint-signature-no-dash", "A signature line without its dash.", &|text| {
            sign(&two, text).replace('\u{2014}', "-")
        }),
        malformed("checkpoint-signature-not-base64", "A signature that is no base64.", &|text| {
            format!("{text}\n\u{2014} {} ???\n", two.name)
        }),
        malformed("checkpoint-prose", "Anything but a checkpoint.", &|_| {
            "It is all there, believe me.\n\nYours\n".to_owned()
        }),
    ]
}
