//! Files and statements that are not what was signed.

use serde_json::{Value, json};

use super::{ARTIFACT, TAMPERED, case, changed, flip, of, remove};
use crate::der;
use crate::keys::{Hash, Key};
use crate::text::{base64, canonical_json};
use crate::vector::Case;
use crate::world::{Content, IN_TOTO, Signing, Version, World, email_template, statement};

pub(super) fn cases(world: &World) -> Vec<Case> {
    [files(world), encodings(world), envelopes(world), statements(world)].concat()
}

/// The bundle was given for this file and is about another.
fn elsewhere(case: Case) -> Case {
    case.verdict("failed").failed("subject.digest", "subject-mismatch")
}

fn files(world: &World) -> Vec<Case> {
    let message = Signing::message(world, ARTIFACT);
    let v2 = Signing::message_v2(world, ARTIFACT);
    let tampered = |name: &str, about: &str, signing: &Signing| {
        elsewhere(case(name, about, signing)).file("artifact", TAMPERED)
    };
    let unhinted = changed(&message.bundle(), |bundle| {
        remove(&mut bundle["messageSignature"], "messageDigest")
    });
    let hint_of = |artifact: &[u8]| {
        changed(&message.bundle(), |bundle| {
            bundle["messageSignature"]["messageDigest"]["digest"] =
                base64(&Hash::Sha256.of(artifact)).into();
        })
    };
    let other_signature = changed(&message.bundle(), |bundle| {
        bundle["messageSignature"]["signature"] =
            base64(&Signing::message(world, TAMPERED).signature()).into();
    });
    let ed25519 = Signing::message(world, ARTIFACT)
        .by(world.certified(&Key::ed25519("signer"), &email_template(&Key::ed25519("signer"))));
    let unhinted_ed25519 = changed(&ed25519.bundle(), |bundle| {
        remove(&mut bundle["messageSignature"], "messageDigest")
    });
    vec![
        tampered("file-tampered", "The file was changed after it was signed.", &message),
        tampered("file-tampered-v0.1", "The same with a bundle v0.1.", &message.clone().version(Version::V01)),
        tampered("file-tampered-rekor-v2", "The same with Rekor v2.", &v2),
        tampered("file-empty", "The file is empty.", &message).file("artifact", Vec::new()),
        of("file-tampered-without-hint", "The file was changed, and the bundle does not say what it is about: the signature and the entry do.", &message, &unhinted)
            .file("artifact", TAMPERED).verdict("failed").failed("signature.artifact", "signature-invalid").failed("log.entry-matches", "log-entry-mismatch"),
        of("file-tampered-without-hint-ed25519", "The same with pure Ed25519: the message is read once more.", &ed25519, &unhinted_ed25519)
            .file("artifact", TAMPERED).verdict("failed").failed("signature.artifact", "signature-invalid").failed("log.entry-matches", "log-entry-mismatch")
            .change(|case| case.digest_verdict = Some("failed")),
        elsewhere(of("message-digest-differs", "The signature is over the file, the messageDigest of another one.", &message, &hint_of(TAMPERED)))
            .change(|case| case.exact = false),
        of("message-digest-of-tampered", "The hint was changed along with the file: signature and entry still know better.", &message, &hint_of(TAMPERED))
            .file("artifact", TAMPERED).verdict("failed").failed("signature.artifact", "signature-invalid").failed("log.entry-matches", "log-entry-mismatch"),
        of("signature-changed", "One bit of the signature changed.", &message, &changed(&message.bundle(), |bundle| flip(&mut bundle["messageSignature"]["signature"])))
            .verdict("failed").failed("signature.artifact", "signature-invalid").failed("log.entry-matches", "log-entry-mismatch"),
        of("signature-of-another-file", "The signer's own signature over another file.", &message, &other_signature)
            .verdict("failed").failed("signature.artifact", "signature-invalid").failed("log.entry-matches", "log-entry-mismatch"),
        case("signature-logged-wrong", "A wrong signature that was duly logged: the log checks less than one thinks.", &Signing { signature: Some(Signing::message(world, TAMPERED).signature()), ..message.clone() })
            .verdict("failed").failed("signature.artifact", "signature-invalid"),
        case("signature-by-another-key", "Signed with another key than the certificate's, and logged so.", &Signing { signature: Some(Key::p256("impostor").sign(ARTIFACT)), ..message.clone() })
            .verdict("failed").failed("signature.artifact", "signature-invalid"),
        case("orphan", "A bundle for another file, given for nothing in particular: the file has no evidence.", &message)
            .file("artifact", TAMPERED).verdict("incomplete").change(|case| case.explicit = false),
        case("orphan-beside-own", "Two bundles among the files, of which one is for something else.", &message)
            .file("other.sigstore", crate::text::readable_json(&Signing::message(world, TAMPERED).bundle())),
        elsewhere(case("explicit-for-another-file", "The bundle was given for this file and is for another: both digests are told.", &Signing::message(world, TAMPERED))),
    ]
}

/// Signatures that are numbers of the right value in a wrong form, or of a wrong value.
fn encodings(world: &World) -> Vec<Case> {
    let message = Signing::message(world, ARTIFACT);
    let good = message.signature();
    let wrong = |name: &str, about: &str, signature: Vec<u8>| {
        case(name, about, &Signing { signature: Some(signature), ..message.clone() })
            .verdict("failed")
            .failed("signature.artifact", "signature-invalid")
    };
    let content = &good[2..];
    let long_form = [&[0x30, 0x81, content.len() as u8], content].concat();
    let trailing = [good.as_slice(), &[0]].concat();
    let number = |bytes: &[u8]| der::tagged(0x02, bytes);
    let raw: Vec<u8> = {
        let r_length = usize::from(content[1]);
        let (r, s) = (&content[2..2 + r_length], &content[4 + r_length..]);
        let fixed = |bytes: &[u8]| {
            let bytes = bytes.strip_prefix(&[0]).unwrap_or(bytes);
            [vec![0; 32 - bytes.len()], bytes.to_vec()].concat()
        };
        [fixed(r), fixed(s)].concat()
    };
    let padded = {
        let r_length = usize::from(content[1]);
        let r = [&[0], &content[2..2 + r_length]].concat();
        der::sequence(&[&number(&r), &content[2 + r_length..]])
    };
    let ed25519 = Key::ed25519("signer");
    let certified =
        Signing::message(world, ARTIFACT).by(world.certified(&ed25519, &email_template(&ed25519)));
    let high = {
        // s plus the order of the group: the same point, and not the one form that is allowed.
        let order =
            crate::text::unhex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
        let mut signature = certified.signature();
        let mut carry = 0u16;
        for (byte, add) in signature[32..].iter_mut().zip(&order) {
            let sum = u16::from(*byte) + u16::from(*add) + carry;
            *byte = sum as u8;
            carry = sum >> 8;
        }
        signature
    };
    vec![
        wrong("ecdsa-long-length", "A length in more bytes than it needs.", long_form),
        wrong("ecdsa-padded-number", "A number with a zero too many before it.", padded),
        wrong("ecdsa-trailing-byte", "A byte after the signature's end.", trailing),
        wrong("ecdsa-raw", "r and s one after the other, without DER.", raw),
        wrong("ecdsa-zeros", "r and s are zero.", der::sequence(&[&number(&[0]), &number(&[0])])),
        wrong("ecdsa-one-byte", "A signature of one byte.", vec![0x30]),
        case(
            "ed25519-s-too-large",
            "s is not below the order of the group (RFC 8032 section 5.1.7): no signature, whatever the file.",
            &Signing { signature: Some(high), ..certified },
        )
        .verdict("failed")
        .failed("signature.artifact", "signature-invalid"),
    ]
}

fn envelopes(world: &World) -> Vec<Case> {
    let envelope = Signing::envelope(world, ARTIFACT);
    let v2 = Signing::envelope_v2(world, ARTIFACT);
    let payload = |artifact: &[u8]| base64(&statement(&[("artifact", Hash::Sha256, artifact)]));
    let wrong = |name: &str, about: &str, signing: &Signing, change: &dyn Fn(&mut Value)| {
        of(name, about, signing, &changed(&signing.bundle(), change))
            .verdict("failed")
            .failed("signature.envelope", "signature-invalid")
            .failed("log.entry-matches", "log-entry-mismatch")
    };
    let raw = Signing {
        signature: Some(envelope.signer.key.sign(&statement(&[(
            "artifact",
            Hash::Sha256,
            ARTIFACT,
        )]))),
        ..envelope.clone()
    };
    vec![
        wrong(
            "envelope-signature-changed",
            "One bit of the envelope's signature changed.",
            &envelope,
            &|bundle| flip(&mut bundle["dsseEnvelope"]["signatures"][0]["sig"]),
        ),
        wrong(
            "envelope-payload-swapped",
            "The payload was changed to speak about this file.",
            &Signing {
                content: Content::Envelope {
                    payload: statement(&[("artifact", Hash::Sha256, TAMPERED)]),
                    payload_type: IN_TOTO.to_owned(),
                },
                ..envelope.clone()
            },
            &|bundle| bundle["dsseEnvelope"]["payload"] = payload(ARTIFACT).into(),
        ),
        wrong(
            "envelope-type-changed",
            "The payload's type was changed to one that binds.",
            &Signing {
                content: Content::Envelope {
                    payload: statement(&[("artifact", Hash::Sha256, ARTIFACT)]),
                    payload_type: "text/plain".to_owned(),
                },
                ..v2.clone()
            },
            &|bundle| bundle["dsseEnvelope"]["payloadType"] = IN_TOTO.into(),
        ),
        case(
            "envelope-signed-without-pae",
            "The payload was signed as it is, without its type.",
            &raw,
        )
        .verdict("failed")
        .failed("signature.envelope", "signature-invalid"),
        case(
            "envelope-payload-type-other",
            "A sound envelope of another type: it says nothing about which file it speaks of.",
            &Signing {
                content: Content::Envelope {
                    payload: b"hello".to_vec(),
                    payload_type: "text/plain".to_owned(),
                },
                ..envelope.clone()
            },
        )
        .verdict("incomplete")
        .passed("signature.envelope")
        .missing("subject.digest", "payload-type-unbound"),
        case(
            "envelope-statement-of-other-type",
            "A statement about this file under a type that is no statement's binds nothing.",
            &Signing {
                content: Content::Envelope {
                    payload: statement(&[("artifact", Hash::Sha256, ARTIFACT)]),
                    payload_type: "application/json".to_owned(),
                },
                ..envelope
            },
        )
        .verdict("incomplete")
        .missing("subject.digest", "payload-type-unbound"),
    ]
}

fn statements(world: &World) -> Vec<Case> {
    let of_payload = |payload: Vec<u8>| Signing {
        content: Content::Envelope { payload, payload_type: IN_TOTO.to_owned() },
        ..Signing::envelope(world, ARTIFACT)
    };
    let of_json = |value: &Value| of_payload(canonical_json(value).into_bytes());
    let sound: Value =
        serde_json::from_slice(&statement(&[("artifact", Hash::Sha256, ARTIFACT)])).expect("JSON");
    let with = |change: &dyn Fn(&mut Value)| of_json(&changed(&sound, change));
    let failed = |name: &str, about: &str, signing: &Signing, error| {
        case(name, about, signing).verdict("failed").failed("subject.digest", error)
    };
    let digest =
        |algorithm: &str, value: &str| json!([{"name": "artifact", "digest": {algorithm: value}}]);
    let own = crate::text::hex(&Hash::Sha256.of(ARTIFACT));
    let mixed = json!([{"name": "artifact", "digest": {"sha256": own, "sha512": "ab".repeat(64)}}]);
    vec![
        elsewhere(case("statement-about-another-file", "A sound statement about another file, given for this one.", &of_payload(statement(&[("artifact", Hash::Sha256, TAMPERED)])))),
        elsewhere(case("statement-same-name-other-digest", "The subject bears this file's name and another digest.", &of_payload(statement(&[("artifact", Hash::Sha256, b"else"), ("other", Hash::Sha256, TAMPERED)])))),
        elsewhere(case("statement-tampered-file", "The file was changed after the statement.", &Signing::envelope(world, ARTIFACT)).file("artifact", TAMPERED)),
        case("statement-about-another-found", "A sound statement about another file, given for nothing: the file has no evidence.", &of_payload(statement(&[("artifact", Hash::Sha256, TAMPERED)])))
            .verdict("incomplete").change(|case| case.explicit = false),
        elsewhere(case("statement-sha1-only", "The subject's only digest is SHA-1, which binds nothing.", &with(&|value| value["subject"] = digest("sha1", &"00".repeat(20))))),
        elsewhere(case("statement-git-commit-only", "The subject is a commit: no digest of a file.", &with(&|value| value["subject"] = digest("gitCommit", &"00".repeat(20))))),
        failed("statement-no-subject", "A statement about nothing.", &with(&|value| value["subject"] = json!([])), "field-missing"),
        failed("statement-digest-not-hex", "A digest that is no hexadecimal.", &with(&|value| value["subject"] = digest("sha256", &"zz".repeat(32))), "field-invalid"),
        failed("statement-digest-short", "A SHA-256 of 16 bytes.", &with(&|value| value["subject"] = digest("sha256", &"ab".repeat(16))), "field-invalid"),
        failed("statement-type-unknown", "A statement of a version that nobody here can read.", &with(&|value| value["_type"] = "https://in-toto.io/Statement/v9".into()), "media-type-unknown"),
        failed("statement-type-absent", "A statement that does not say of which version it is.", &with(&|value| remove(value, "_type")), "field-missing"),
        failed("statement-not-json", "The payload is no JSON.", &of_payload(b"not a statement".to_vec()), "json-syntax"),
        failed("statement-not-utf8", "The payload is no UTF-8.", &of_payload(b"{\"_type\": \"\xff\"}".to_vec()), "not-utf8"),
        failed("statement-duplicate-subject", "The key subject twice: readers differ in which they take.", &of_payload(canonical_json(&sound).replacen("\"subject\":", "\"subject\":[],\"subject\":", 1).into_bytes()), "json-duplicate-key"),
        case("statement-v0.1", "A statement of the older type.", &with(&|value| value["_type"] = "https://in-toto.io/Statement/v0.1".into())),
        case("statement-digests-disagree", "SHA-256 is this file's and SHA-512 another's: where both are known, both must be the file's.", &with(&|value| value["subject"] = mixed.clone()))
            .verdict("failed").failed("subject.digest", "subject-mismatch").change(|case| case.digests = vec!["sha256", "sha512"]),
    ]
}
