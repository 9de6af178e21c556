//! Several artifacts, several pieces of evidence, and files that were not asked for.

use serde_json::json;

use super::{ARTIFACT, TAMPERED, case, changed, entry, flip, maker, of, remove};
use crate::certificate::{Name, Template};
use crate::keys::{Hash, Key};
use crate::log::{EntryRequest, Kind};
use crate::text::{base64, readable_json};
use crate::vector::Case;
use crate::world::{Content, EMAIL, IN_TOTO, Signing, World, email_template, signed, statement};

pub(super) fn cases(world: &World) -> Vec<Case> {
    [artifacts(world), pieces(world), uninvited(world), entries(world)].concat()
}

fn artifacts(world: &World) -> Vec<Case> {
    const SECOND: &[u8] = b"Another file of the same release.\n";
    let release = Signing {
        content: Content::Envelope {
            payload: statement(&[
                ("artifact", Hash::Sha256, ARTIFACT),
                ("artifact-2", Hash::Sha256, SECOND),
            ]),
            payload_type: IN_TOTO.to_owned(),
        },
        ..Signing::envelope(world, ARTIFACT)
    };
    let message = Signing::message(world, ARTIFACT);
    let unhinted = changed(&message.bundle(), |bundle| {
        remove(&mut bundle["messageSignature"], "messageDigest");
    });
    let found = |case: Case| case.change(|case| case.explicit = false);
    vec![
        found(case("artifacts-of-one-statement", "One statement about two files, found by their digests.", &release))
            .file("artifact-2", SECOND),
        found(case("artifacts-one-without-evidence", "Two files of which one has no evidence: the report's verdict is the worst of the files'.", &message))
            .file("artifact-2", SECOND).verdict("incomplete"),
        found(of("artifacts-tried-by-signature", "A bundle that names no digest is tried against each file: the signature tells.", &message, &unhinted))
            .file("artifact-2", SECOND).verdict("incomplete"),
        found(case("named-after-another-file", "Named after this file and about another: somebody meant it for this one.", &Signing::message(world, TAMPERED)))
            .verdict("failed").failed("subject.digest", "subject-mismatch")
            .change(|case| {
                let bundle = case.files.remove("bundle.sigstore.json").expect("a bundle");
                case.files.insert("artifact.sigstore.json".to_owned(), bundle);
            }),
    ]
}

fn pieces(world: &World) -> Vec<Case> {
    let message = Signing::message(world, ARTIFACT);
    let key = Key::p256("other signer");
    let other = Template {
        names: vec![Name::Email("other@authority.test".to_owned())],
        ..email_template(&key)
    };
    let by_other = message.clone().by(world.certified(&key, &other));
    let wrong = changed(&message.bundle(), |bundle| {
        flip(&mut entry(bundle)["inclusionProof"]["hashes"][0]);
    });
    let second = |case: Case, bundle: &serde_json::Value| {
        case.file("second.sigstore.json", readable_json(bundle))
    };
    let unstated = |case: Case| case.change(|case| case.expectation = None);
    vec![
        second(
            case(
                "evidence-of-two-signers",
                "Soundly signed by the expected person and by another: the other is listed and not counted against it.",
                &message,
            ),
            &by_other.bundle(),
        ),
        second(
            case(
                "evidence-message-and-statement",
                "A file's signature and a statement about it.",
                &message,
            ),
            &Signing::envelope(world, ARTIFACT).bundle(),
        ),
        second(
            case(
                "evidence-wrong-beside-sound",
                "The demand is met by one bundle; the other one is wrong, which is told and changes nothing.",
                &message,
            ),
            &wrong,
        ),
        second(
            case(
                "evidence-wrong-beside-unexpected",
                "Signed by somebody else, and a second bundle is wrong.",
                &by_other,
            ),
            &wrong,
        )
        .verdict("failed")
        .failed("identity.expected", "identity-mismatch"),
        unstated(second(
            case(
                "evidence-wrong-without-expectation",
                "Nobody was expected, and one of two bundles is wrong.",
                &message,
            ),
            &wrong,
        ))
        .verdict("failed"),
        unstated(second(
            case(
                "evidence-two-without-expectation",
                "Nobody was expected, and two people signed.",
                &message,
            ),
            &by_other.bundle(),
        ))
        .verdict("unstated"),
        second(
            case(
                "evidence-for-another-file-too",
                "Of two bundles that were given for this file one is for another.",
                &message,
            ),
            &Signing::message(world, TAMPERED).bundle(),
        ),
        case("evidence-none", "Nothing speaks about the file.", &message)
            .without("bundle.sigstore.json")
            .verdict("incomplete"),
    ]
}

/// Whoever made the files could have put these among them.
fn uninvited(world: &World) -> Vec<Case> {
    let message = Signing::message(world, ARTIFACT);
    let policy = serde_json::to_vec(&maker()).expect("JSON");
    vec![
        case(
            "uninvited-trusted-root",
            "A trusted root among the files is not relied on until the user accepts it.",
            &message,
        )
        .without("trusted_root.json")
        .file("other_root.json", readable_json(&world.trusted_root()))
        .verdict("incomplete")
        .missing("log.known", "trusted-root-missing"),
        case(
            "uninvited-policy",
            "An expectation among the files is nobody's until the user accepts it.",
            &message,
        )
        .file("other_policy.json", policy)
        .change(|case| case.expectation = None)
        .verdict("unstated"),
        case(
            "uninvited-statement-of-identity",
            "The bundle says by itself who should have signed: nothing of that is heard.",
            &message,
        )
        .change(|case| {
            let bundle = changed(&message.bundle(), |bundle| {
                bundle["certificateIdentity"] = EMAIL.into();
                bundle["expectation"] = json!({"certificateIdentity": EMAIL});
            });
            case.files
                .insert("bundle.sigstore.json".to_owned(), readable_json(&bundle).into_bytes());
            case.expectation = None;
        })
        .verdict("unstated"),
    ]
}

/// From v0.2 on each entry must be proven, not one of them.
fn entries(world: &World) -> Vec<Case> {
    let both = Signing {
        entries: vec![
            EntryRequest::new(Kind::HashedRekord1, signed()),
            EntryRequest::new(Kind::HashedRekord2, signed()),
        ],
        ..Signing::message_v2(world, ARTIFACT)
    };
    let second = |change: &dyn Fn(&mut serde_json::Value)| {
        changed(&both.bundle(), |bundle| {
            change(&mut bundle["verificationMaterial"]["tlogEntries"][1]);
        })
    };
    vec![
        of("second-entry-without-proof", "The second of two entries lost its inclusion proof: each must have one.", &both, &second(&|entry| remove(entry, "inclusionProof")))
            .verdict("failed").failed("log.inclusion-proof", "inclusion-proof-missing"),
        of("second-entry-without-checkpoint", "The second of two entries lost its checkpoint.", &both, &second(&|entry| remove(&mut entry["inclusionProof"], "checkpoint")))
            .verdict("failed").failed("log.checkpoint", "checkpoint-missing"),
        of("second-entry-proof-wrong", "The second of two entries has a wrong proof.", &both, &second(&|entry| flip(&mut entry["inclusionProof"]["hashes"][0])))
            .verdict("failed").failed("log.inclusion-proof", "inclusion-proof-invalid"),
        of("first-promise-forged", "The promise of the first of two entries is forged, and the timestamp proves the time: it is wrong all the same.", &both, &changed(&both.bundle(), |bundle| {
            entry(bundle)["inclusionPromise"]["signedEntryTimestamp"] = base64(&Key::p256("impostor").sign(b"promise")).into();
        })).verdict("failed").failed("log.set", "promise-invalid"),
    ]
}
