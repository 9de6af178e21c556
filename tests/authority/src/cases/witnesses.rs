//! Sound checkpoints with more than the least, and the witnesses that the user asks for.

use serde_json::{Value, json};

use super::{ARTIFACT, case, changed, entry, of};
use crate::keys::{Key, sha256};
use crate::note::{Cosigner, NoteSigner, note};
use crate::text::readable_json;
use crate::vector::Case;
use crate::world::{Signing, Version, World, signed};

pub(super) fn cases(world: &World) -> Vec<Case> {
    [notes(world)].concat()
}

fn notes(world: &World) -> Vec<Case> {
    let v2 = Signing::message_v2(world, ARTIFACT);
    let log = &world.log_v2;
    let witnesses = [Cosigner::new("witness.one.test/w"), Cosigner::new("witness.two.test")];
    let rewritten = |write: &dyn Fn(&str) -> String| {
        changed(&v2.bundle(), |bundle| {
            let envelope = &mut entry(bundle)["inclusionProof"]["checkpoint"]["envelope"];
            let text =
                envelope.as_str().expect("a note").split_once("\n\n").expect("a note").0.to_owned();
            *envelope = write(&format!("{text}\n")).into();
        })
    };
    let stranger = NoteSigner { name: "stranger.test".to_owned(), key: Key::ed25519("stranger") };
    let namesake = NoteSigner { name: log.host.clone(), key: Key::p256("namesake") };
    let own = log.note_signer();
    let witnessed = v2.clone().entry(|entry| entry.cosigners = witnesses.to_vec());
    let demanded = |count: u64| {
        let mut expectation = super::maker();
        expectation["witnesses"] = count.into();
        expectation["witnessKeys"] =
            witnesses.iter().map(|witness| Value::from(witness.verifier_key())).collect();
        expectation
    };
    let ecdsa = World {
        log_v2: crate::log::Log { key: Key::p256("log v2 of ECDSA"), ..world.log_v2.clone() },
        ..world.clone()
    };
    let v1_timestamped = {
        let message = Signing::message(world, ARTIFACT);
        changed(&message.bundle(), |bundle| {
            let envelope = &mut entry(bundle)["inclusionProof"]["checkpoint"]["envelope"];
            let text =
                envelope.as_str().expect("a note").split_once("\n\n").expect("a note").0.to_owned();
            let text = format!("{text}\nTimestamp: 1772366460000000000\n");
            *envelope = note(&text, &[world.log.note_signer()], &[], 0).into();
        })
    };
    vec![
        of(
            "checkpoint-log-not-first",
            "The log's signature need not be the first on its checkpoint.",
            &v2,
            &rewritten(&|text| format!("{text}\n{}{}", stranger.line(text), own.line(text))),
        )
        .passed("log.checkpoint"),
        of(
            "checkpoint-namesake-key",
            "A second key under the log's own name: the key hint tells them apart.",
            &v2,
            &rewritten(&|text| format!("{text}\n{}{}", namesake.line(text), own.line(text))),
        )
        .passed("log.checkpoint"),
        of(
            "checkpoint-extension-lines",
            "Lines after the root hash are the log's own and are signed.",
            &v2,
            &rewritten(&|text| {
                note(&format!("{text}anything\nat all\n"), std::slice::from_ref(&own), &[], 0)
            }),
        )
        .passed("log.checkpoint"),
        of(
            "checkpoint-v1-timestamp-line",
            "Rekor v1 adds a line with the time.",
            &Signing::message(world, ARTIFACT),
            &v1_timestamped,
        )
        .passed("log.checkpoint"),
        case("checkpoint-cosigned", "Witnesses that nobody asked for harm nothing.", &witnessed)
            .passed("log.checkpoint"),
        case(
            "checkpoint-ecdsa-v2",
            "A Rekor v2 log that signs its checkpoints with ECDSA.",
            &Signing::message_v2(&ecdsa, ARTIFACT),
        )
        .passed("log.checkpoint"),
        case(
            "witnesses-two-of-two",
            "Both witnesses that the user asked for cosigned the checkpoint.",
            &witnessed,
        )
        .expecting(demanded(2))
        .passed("log.witnesses"),
        case(
            "witnesses-one-of-two",
            "One of two witnesses is as many as were asked for.",
            &v2.clone().entry(|entry| entry.cosigners = witnesses[1..].to_vec()),
        )
        .expecting(demanded(1))
        .passed("log.witnesses"),
        case(
            "witnesses-too-few",
            "Two witnesses were asked for and one cosigned.",
            &v2.clone().entry(|entry| entry.cosigners = witnesses[..1].to_vec()),
        )
        .expecting(demanded(2))
        .verdict("incomplete")
        .missing("log.witnesses", "witnesses-missing"),
        case(
            "witness-counted-once",
            "One witness cosigned twice: still one.",
            &v2.clone()
                .entry(|entry| entry.cosigners = vec![witnesses[0].clone(), witnesses[0].clone()]),
        )
        .expecting(demanded(2))
        .verdict("incomplete")
        .missing("log.witnesses", "witnesses-missing"),
        of(
            "witness-over-another-checkpoint",
            "A cosignature of another checkpoint is none of this one.",
            &v2,
            &rewritten(&|text| {
                format!(
                    "{text}\n{}{}",
                    own.line(text),
                    witnesses[0].line(&format!("{text}more\n"), signed())
                )
            }),
        )
        .expecting(demanded(1))
        .verdict("incomplete")
        .missing("log.witnesses", "witnesses-missing"),
        of(
            "witness-impostor",
            "Somebody else signed under the witness's name and key hint.",
            &v2,
            &rewritten(&|text| {
                let impostor = Key::ed25519("impostor")
                    .sign(format!("cosignature/v1\ntime {}\n{text}", signed()).as_bytes());
                let hash = sha256(
                    &[witnesses[0].name.as_bytes(), b"\n\x04", &witnesses[0].key.raw_public()]
                        .concat(),
                );
                let line = crate::note::line(
                    &witnesses[0].name,
                    &hash,
                    &[&signed().to_be_bytes(), impostor.as_slice()].concat(),
                );
                format!("{text}\n{}{line}", own.line(text))
            }),
        )
        .expecting(demanded(1))
        .verdict("incomplete")
        .missing("log.witnesses", "witnesses-missing"),
        case(
            "witnesses-without-checkpoint",
            "A bundle v0.1 has a promise and no checkpoint that a witness could have cosigned: the demand is not met.",
            &Signing::message(world, ARTIFACT).version(Version::V01).entry(|entry| entry.proof = false),
        )
        .expecting(demanded(1))
        .verdict("incomplete")
        .missing("log.witnesses", "witnesses-missing"),
        {
            let unlogged = Signing { entries: Vec::new(), ..v2.clone() };
            let root = changed(&world.trusted_root(), |root| root["tlogs"] = json!([]));
            case(
                "witnesses-without-log",
                "A trusted root without logs: nothing that a witness could have seen.",
                &unlogged,
            )
            .file("trusted_root.json", readable_json(&root))
            .expecting(demanded(1))
            .verdict("incomplete")
            .missing("log.witnesses", "witnesses-missing")
        },
    ]
}
