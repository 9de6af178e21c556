//! Checkpoints that are not the log's, or of another tree, or none at all.

use super::{ARTIFACT, changed, entry, of};
use crate::keys::Key;
use crate::log::{Kind, Log};
use crate::merkle;
use crate::note::{Cosigner, NoteSigner, line, note};
use crate::text::base64;
use crate::vector::Case;
use crate::world::{Signing, World, signed};

pub(super) fn cases(world: &World) -> Vec<Case> {
    [checkpoints(world)].concat()
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
