//! Signatures as cosign wrote them before Sigstore bundles: in one file or in several.

use serde_json::{Value, json};

use super::{ARTIFACT, TAMPERED, flip, maker, remove};
use crate::cosign::simple_signing;
use crate::keys::{Hash, Key, Scheme};
use crate::log::Kind;
use crate::text::{base64, canonical_json, hex, readable_json};
use crate::timestamp::StampRequest;
use crate::vector::Case;
use crate::world::{Signer, Signing, World, email_template, signed};

pub(super) fn cases(world: &World) -> Vec<Case> {
    [
        side_cars(world),
        bundles(world),
        keys(world),
        incomplete(world),
        refused(world),
        images(world),
        envelopes(world),
        downloads(world),
    ]
    .concat()
}

/// A case of these files, by the expected person.
fn of(name: &str, about: &str, world: &World, files: &[(&str, Vec<u8>)]) -> Case {
    let mut case = Case::new(name, about, &Value::Null, &world.trusted_root(), ARTIFACT)
        .without("bundle.sigstore.json")
        .expecting(maker());
    for (file, bytes) in files {
        case = case.file(file, bytes.clone());
    }
    case
}

fn json(value: &Value) -> Vec<u8> {
    readable_json(value).into_bytes()
}

fn side_cars(world: &World) -> Vec<Case> {
    let signing = Signing::message(world, ARTIFACT);
    let (sig, pem) = (signing.signature_file().into_bytes(), signing.verifier_pem().into_bytes());
    let rekor = json(&signing.rekor_bundle());
    let sound = |name: &str, about: &str, files: &[(&str, Vec<u8>)]| {
        of(name, about, world, files)
            .passed("signature.artifact")
            .passed("log.entry-matches")
            .passed("log.set")
            .not_applicable("bundle.media-type")
    };
    let p384 = world.certified(&Key::p384("signer 384"), &email_template(&Key::p384("signer 384")));
    let p384 = Signing::message(world, ARTIFACT)
        .by(Signer { scheme: Scheme::Ecdsa(Hash::Sha256), ..p384 });
    let stamped = Signing { stamps: vec![StampRequest::at(signed())], ..signing.clone() };
    let envelope = Signing::envelope(world, ARTIFACT);
    let bare = super::changed(&signing.bundle(), |bundle| {
        remove(&mut bundle["verificationMaterial"], "tlogEntries")
    });
    vec![
        sound(
            "signature-certificate-entry",
            "Signature, certificate and log entry, each in a file of its own.",
            &[
                ("evidence.sig", sig.clone()),
                ("evidence.pem", pem.clone()),
                ("evidence.rekor", rekor.clone()),
            ],
        ),
        sound(
            "signature-of-bytes",
            "The signature's bytes instead of their base64.",
            &[
                ("evidence.sig", signing.signature()),
                ("evidence.crt", pem.clone()),
                ("evidence.bundle", rekor.clone()),
            ],
        ),
        sound(
            "certificate-in-base64",
            "The certificate as base64 of PEM, as cosign wrote it.",
            &[
                ("evidence.sig", sig.clone()),
                ("evidence.pem", base64(&pem).into_bytes()),
                ("evidence.rekor", rekor.clone()),
            ],
        ),
        sound(
            "certificate-of-another-name",
            "The only certificate beside the only signature, under a name of its own.",
            &[
                ("evidence.sig", sig.clone()),
                ("other.pem", pem.clone()),
                ("other.json", rekor.clone()),
            ],
        ),
        sound(
            "certificate-from-the-log",
            "No certificate among the files: the log entry names it.",
            &[("evidence.sig", sig.clone()), ("evidence.rekor", rekor.clone())],
        ),
        sound(
            "answer-of-the-log",
            "What Rekor's API answers, with its inclusion proof.",
            &[
                ("evidence.sig", sig.clone()),
                ("evidence.pem", pem.clone()),
                ("evidence.json", json(&signing.api_answer())),
            ],
        )
        .passed("log.inclusion-proof")
        .passed("log.checkpoint"),
        sound(
            "answers-of-the-log",
            "A list of answers, of which one is about the signature.",
            &[
                ("evidence.sig", sig.clone()),
                ("evidence.pem", pem.clone()),
                (
                    "evidence.json",
                    json(&json!([
                        Signing::message(world, TAMPERED).api_answer(),
                        signing.api_answer()
                    ])),
                ),
            ],
        )
        .passed("log.inclusion-proof"),
        sound(
            "p384-with-sha256",
            "A P-384 key that signed with SHA-256.",
            &[
                ("evidence.sig", p384.signature_file().into_bytes()),
                ("evidence.pem", p384.verifier_pem().into_bytes()),
                ("evidence.rekor", json(&p384.rekor_bundle())),
            ],
        ),
        sound(
            "timestamp-beside-entry",
            "A timestamp in a file of its own, and a log entry.",
            &[
                ("evidence.sig", sig.clone()),
                ("evidence.pem", pem.clone()),
                ("evidence.rekor", rekor.clone()),
                ("evidence.json", json(&stamped.timestamp_file(&StampRequest::at(signed())))),
            ],
        )
        .passed("time.rfc3161"),
        of(
            "entry-completes-a-bundle",
            "A bundle without its log entry, and the log's answer beside it.",
            world,
            &[
                ("evidence.sigstore.json", json(&bare)),
                ("evidence.json", json(&signing.api_answer())),
            ],
        )
        .passed("log.entry-matches")
        .passed("log.inclusion-proof"),
        sound(
            "chain-beside",
            "The chain of authorities in a file beside the certificate: a hint that nothing relies on.",
            &[
                ("evidence.sig", sig.clone()),
                ("evidence.pem", pem.clone()),
                ("evidence.rekor", rekor.clone()),
                (
                    "other.pem",
                    crate::text::pem("CERTIFICATE", &world.authority.intermediate_certificate)
                        .into_bytes(),
                ),
            ],
        ),
        of(
            "entry-completes-an-old-bundle",
            "A bundle of signature and certificate, and the log's answer beside it.",
            world,
            &[
                ("evidence.bundle", json(&signing.signed_payload_without_entry())),
                ("evidence.json", json(&signing.api_answer())),
            ],
        )
        .passed("log.entry-matches")
        .passed("log.inclusion-proof"),
        of(
            "envelope-certificate-entry",
            "An envelope alone, completed by certificate and log entry.",
            world,
            &[
                ("evidence.json", json(&envelope.envelope_json())),
                ("evidence.pem", envelope.verifier_pem().into_bytes()),
                ("evidence.rekor", json(&envelope.rekor_bundle())),
            ],
        )
        .passed("signature.envelope")
        .passed("subject.digest")
        .passed("log.entry-matches"),
    ]
}

fn bundles(world: &World) -> Vec<Case> {
    let signing = Signing::message(world, ARTIFACT);
    let bundle = |signing: &Signing| json(&signing.signed_payload());
    let one = |name: &str, about: &str, bytes: Vec<u8>| {
        of(name, about, world, &[("evidence.bundle", bytes)])
    };
    vec![
        one("bundle", "Signature, certificate and log entry in one file.", bundle(&signing))
            .passed("signature.artifact")
            .passed("log.set")
            .passed("log.entry-matches")
            .not_applicable("log.inclusion-proof"),
        one(
            "bundle-rekord",
            "Logged as rekord 0.0.1, as in 2021.",
            bundle(&signing.clone().kind(Kind::Rekord1)),
        )
        .passed("log.entry-matches"),
        one(
            "bundle-certificate-in-pem",
            "The certificate in PEM, not in base64.",
            json(&super::changed(&signing.signed_payload(), |bundle| {
                bundle["cert"] = signing.verifier_pem().into()
            })),
        )
        .passed("certificate.chain"),
        one(
            "bundle-of-an-envelope",
            "attest-blob put the envelope where the signature stands.",
            bundle(&Signing::envelope(world, ARTIFACT)),
        )
        .passed("signature.envelope")
        .passed("subject.digest")
        .passed("log.entry-matches"),
        one(
            "bundle-of-an-envelope-intoto",
            "The same, logged as intoto 0.0.1.",
            bundle(&Signing::envelope(world, ARTIFACT).kind(Kind::Intoto1)),
        )
        .passed("log.entry-matches"),
        one(
            "bundle-of-an-envelope-intoto-2",
            "The same, logged as intoto 0.0.2.",
            bundle(&Signing::envelope(world, ARTIFACT).kind(Kind::Intoto2)),
        )
        .passed("log.entry-matches"),
    ]
}

fn keys(world: &World) -> Vec<Case> {
    let key = Key::p256("managed");
    let managed = Signer { scheme: key.scheme(), key: key.clone(), certificate: None };
    let signing = Signing::message(world, ARTIFACT).by(managed.clone());
    let envelope = Signing::envelope(world, ARTIFACT).by(managed);
    let other = Key::p256("another key");
    let of_other_key = Signing {
        signature: Some(signing.signature()),
        ..signing.clone().by(Signer { scheme: other.scheme(), key: other, certificate: None })
    };
    let pem = signing.verifier_pem().into_bytes();
    let sig = signing.signature_file().into_bytes();
    let keyed = |name: &str, about: &str, files: &[(&str, Vec<u8>)]| {
        of(name, about, world, files)
            .file("key.pub", pem.clone())
            .change(|case| case.expectation = None)
    };
    vec![
        keyed(
            "key-signature-entry",
            "A key of the user's, a signature and its log entry.",
            &[("evidence.sig", sig.clone()), ("evidence.rekor", json(&signing.rekor_bundle()))],
        )
        .passed("signature.artifact")
        .passed("log.entry-matches")
        .passed("identity.expected"),
        keyed(
            "key-in-base64",
            "The key as base64 of PEM.",
            &[("evidence.sig", sig.clone()), ("evidence.rekor", json(&signing.rekor_bundle()))],
        )
        .file("key.pub", base64(&pem))
        .passed("signature.artifact")
        .passed("identity.expected"),
        keyed(
            "key-in-der",
            "The key as it is in PEM, without the text around it.",
            &[("evidence.sig", sig.clone()), ("evidence.rekor", json(&signing.rekor_bundle()))],
        )
        .file("key.pub", key.spki())
        .passed("signature.artifact")
        .passed("identity.expected"),
        keyed(
            "key-bundle-entry-of-another-key",
            "The entry names another key, with this signature.",
            &[(
                "evidence.bundle",
                json(&super::changed(&signing.signed_payload(), |bundle| {
                    bundle["rekorBundle"] = of_other_key.rekor_bundle();
                })),
            )],
        )
        .verdict("failed")
        .passed("signature.artifact")
        .failed("log.entry-matches", "log-entry-mismatch"),
        keyed(
            "key-bundle",
            "The same in one file, which names the key.",
            &[("evidence.bundle", json(&signing.signed_payload()))],
        )
        .passed("signature.artifact")
        .passed("identity.expected"),
        keyed(
            "key-envelope-bundle",
            "An envelope signed by a key, in one file.",
            &[("evidence.bundle", json(&envelope.signed_payload()))],
        )
        .passed("signature.envelope")
        .passed("subject.digest"),
        keyed(
            "key-without-entry",
            "A key's signature that is in no log: nothing is wrong, its time is not proven.",
            &[("evidence.sig", sig.clone())],
        )
        .verdict("incomplete")
        .passed("signature.artifact")
        .missing("log.known", "log-entry-missing"),
        of(
            "key-absent",
            "A signature, and nobody says whose key it is.",
            world,
            &[("evidence.sig", sig.clone())],
        )
        .verdict("incomplete")
        .missing("signature.artifact", "key-missing")
        .missing("log.known", "log-entry-missing"),
        keyed(
            "key-of-another",
            "Another key's signature.",
            &[("evidence.sig", Signing::message(world, ARTIFACT).signature_file().into_bytes())],
        )
        .verdict("failed")
        .failed("signature.artifact", "signature-invalid")
        .missing("log.known", "log-entry-missing"),
    ]
}

fn incomplete(world: &World) -> Vec<Case> {
    let signing = Signing::message(world, ARTIFACT);
    let other = Signing::message(world, TAMPERED);
    let (sig, pem) = (signing.signature_file().into_bytes(), signing.verifier_pem().into_bytes());
    let untimed = |name: &str, about: &str, files: &[(&str, Vec<u8>)]| {
        of(name, about, world, files)
            .verdict("incomplete")
            .passed("signature.artifact")
            .passed("certificate.chain")
            .passed("certificate.sct")
            .missing("certificate.validity", "time-unproven")
            .missing("time.signing", "time-unproven")
            .missing("log.known", "log-entry-missing")
    };
    let base = [("evidence.sig", sig.clone()), ("evidence.pem", pem.clone())];
    let with = |file: &'static str, bytes: Vec<u8>| [base.to_vec(), vec![(file, bytes)]].concat();
    vec![
        untimed(
            "without-entry",
            "Signature and certificate are good; when it was signed is not proven.",
            &base,
        ),
        untimed(
            "entry-of-another-signature",
            "The log entry beside it is about another signature and takes no part.",
            &with("other.rekor", json(&other.rekor_bundle())),
        ),
        untimed(
            "timestamp-of-another-signature",
            "The timestamp beside it is over another signature and takes no part.",
            &with("other.json", json(&other.timestamp_file(&StampRequest::at(signed())))),
        ),
        of(
            "timestamp-without-entry",
            "A timestamp proves the time; the log entry is still missing.",
            world,
            &with("evidence.json", json(&signing.timestamp_file(&StampRequest::at(signed())))),
        )
        .verdict("incomplete")
        .passed("time.rfc3161")
        .passed("certificate.validity")
        .missing("log.known", "log-entry-missing"),
        untimed(
            "bundle-without-entry",
            "Signature and certificate in one file, without the log entry.",
            &[("evidence.bundle", json(&signing.signed_payload_without_entry()))],
        ),
        of(
            "envelope-alone",
            "An envelope, and nothing says who signed it.",
            world,
            &[("evidence.json", json(&Signing::envelope(world, ARTIFACT).envelope_json()))],
        )
        .verdict("incomplete")
        .missing("signature.envelope", "key-missing")
        .missing("log.known", "log-entry-missing"),
    ]
}

fn refused(world: &World) -> Vec<Case> {
    let signing = Signing::message(world, ARTIFACT);
    let other = Signing::message(world, TAMPERED);
    let (sig, pem) = (signing.signature_file().into_bytes(), signing.verifier_pem().into_bytes());
    let rekor = json(&signing.rekor_bundle());
    let bundle = |change: &dyn Fn(&mut Value)| {
        json(&super::changed(&signing.signed_payload(), |bundle| change(bundle)))
    };
    let one = |name: &str, about: &str, bytes: Vec<u8>| {
        of(name, about, world, &[("evidence.bundle", bytes)]).verdict("failed")
    };
    let someone = world.certified(&Key::p256("someone"), &email_template(&Key::p256("someone")));
    let someone = Signing::message(world, ARTIFACT).by(someone);
    let spki = signing.signer.key.spki();
    vec![
        of("artifact-tampered", "Another file than the one that was signed.", world,
            &[("evidence.sig", sig.clone()), ("evidence.pem", pem.clone()), ("evidence.rekor", rekor.clone())])
            .file("artifact", TAMPERED).verdict("failed")
            .failed("signature.artifact", "signature-invalid").failed("log.entry-matches", "log-entry-mismatch"),
        of("certificate-of-someone-else", "The certificate is over another key.", world,
            &[("evidence.sig", sig.clone()), ("evidence.pem", someone.verifier_pem().into_bytes()), ("evidence.rekor", rekor.clone())])
            .verdict("failed").failed("signature.artifact", "signature-invalid").failed("log.entry-matches", "log-entry-mismatch"),
        one("bundle-entry-of-another-signature", "The entry in the file is about another signature.",
            bundle(&|bundle| bundle["rekorBundle"] = other.rekor_bundle()))
            .failed("log.entry-matches", "log-entry-mismatch"),
        one("bundle-entry-of-another-file", "The entry names another file's digest, with this signature.",
            json(&json!({"base64Signature": base64(&signing.signature()), "cert": base64(&pem),
                "rekorBundle": Signing { signature: Some(signing.signature()), ..other.clone() }.rekor_bundle()})))
            .failed("log.entry-matches", "log-entry-mismatch"),
        one("bundle-entry-of-another-certificate", "The entry names someone else's certificate, with this signature.",
            json(&json!({"base64Signature": base64(&signing.signature()), "cert": base64(&pem),
                "rekorBundle": Signing { signature: Some(signing.signature()), ..someone.clone() }.rekor_bundle()})))
            .failed("log.entry-matches", "log-entry-mismatch"),
        one("bundle-entry-of-the-bare-key", "The entry names the certificate's key, and not the certificate.",
            json(&json!({"base64Signature": base64(&signing.signature()), "cert": base64(&pem),
                "rekorBundle": Signing { signer: Signer { certificate: None, ..signing.signer.clone() }, ..signing.clone() }.rekor_bundle()})))
            .failed("log.entry-matches", "log-entry-mismatch"),
        one("bundle-log-index-changed", "The log never promised this index.",
            bundle(&|bundle| bundle["rekorBundle"]["Payload"]["logIndex"] = 7.into()))
            .failed("log.set", "promise-invalid").missing("time.signing", "time-unproven").missing("certificate.validity", "time-unproven"),
        one("bundle-time-changed", "The log never promised this time.",
            bundle(&|bundle| bundle["rekorBundle"]["Payload"]["integratedTime"] = (signed() + 1).into()))
            .failed("log.set", "promise-invalid").missing("time.signing", "time-unproven").missing("certificate.validity", "time-unproven"),
        one("bundle-promise-changed", "The promise is not the log's.",
            bundle(&|bundle| flip(&mut bundle["rekorBundle"]["SignedEntryTimestamp"])))
            .failed("log.set", "promise-invalid").missing("time.signing", "time-unproven").missing("certificate.validity", "time-unproven"),
        one("bundle-body-no-base64", "The entry's body cannot be read.",
            bundle(&|bundle| bundle["rekorBundle"]["Payload"]["body"] = "not base64!".into()))
            .failed("bundle.structure", "base64-invalid").error("base64-invalid"),
        one("bundle-signature-changed", "The signature is another one than was logged.",
            bundle(&|bundle| flip(&mut bundle["base64Signature"])))
            .failed("signature.artifact", "signature-invalid").failed("log.entry-matches", "log-entry-mismatch"),
        one("bundle-certificate-broken", "What should be a certificate is none.",
            bundle(&|bundle| bundle["cert"] = base64(crate::text::pem("CERTIFICATE", &spki).as_bytes()).into()))
            .failed("bundle.structure", "der-invalid").error("der-invalid"),
        of("answer-proof-changed", "The log's answer holds a proof that does not lead to the root.", world,
            &[("evidence.sig", sig.clone()), ("evidence.pem", pem.clone()), ("evidence.json", json(&super::changed(&signing.api_answer(), |answer| {
                let entry = answer.as_object_mut().expect("an object").values_mut().next().expect("an entry");
                entry["verification"]["inclusionProof"]["hashes"][0] = "00".repeat(32).into();
            })))]).verdict("failed").failed("log.inclusion-proof", "inclusion-proof-invalid"),
        of("answer-without-promise", "An entry of Rekor v1 without a promise proves no time.", world,
            &[("evidence.sig", sig.clone()), ("evidence.pem", pem.clone()), ("evidence.json", json(&super::changed(&signing.api_answer(), |answer| {
                let entry = answer.as_object_mut().expect("an object").values_mut().next().expect("an entry");
                remove(&mut entry["verification"], "signedEntryTimestamp");
            })))]).verdict("incomplete").missing("log.set", "promise-missing").missing("time.signing", "time-unproven").missing("certificate.validity", "time-unproven"),
    ]
}

fn images(world: &World) -> Vec<Case> {
    let digest = format!("sha256:{}", hex(&Hash::Sha256.of(ARTIFACT)));
    let payload = simple_signing(&digest);
    let signing = Signing::message(world, &payload);
    let about_other = Signing::message(
        world,
        &simple_signing(&format!("sha256:{}", hex(&Hash::Sha256.of(TAMPERED)))),
    );
    let no_payload = Signing::message(world, br#"{"critical":{"image":{"docker-manifest-digest":"sha256:00"},"type":"atomic container signature"}}"#);
    let line = |signing: &Signing| signing.downloaded().to_string().into_bytes();
    let one = |name: &str, about: &str, bytes: Vec<u8>| {
        of(name, about, world, &[("evidence.json", bytes)])
    };
    let stored = |name: &str, about: &str, bytes: Vec<u8>| {
        of(name, about, world, &[("evidence.signature-1", bytes)])
    };
    let lines = [line(&about_other), line(&signing)].join(&b'\n');
    vec![
        one(
            "image-signature",
            "A line of `cosign download signature`: the payload names the manifest.",
            line(&signing),
        )
        .passed("signature.payload")
        .passed("subject.digest")
        .passed("log.entry-matches")
        .passed("log.set"),
        one("image-signatures", "Two lines, the second about this manifest.", lines).change(
            |case| {
                case.explicit = false;
                case.files
                    .remove("evidence.json")
                    .map(|bytes| case.files.insert("other.json".to_owned(), bytes));
            },
        ),
        stored(
            "image-signature-stored",
            "As containers/image stores it beside the manifest.",
            signing.stored(),
        )
        .passed("signature.payload")
        .passed("subject.digest"),
        one("image-of-another-digest", "The payload names another manifest.", line(&about_other))
            .verdict("failed")
            .passed("signature.payload")
            .failed("subject.digest", "subject-mismatch"),
        one(
            "image-payload-changed",
            "Another payload than the one that was signed.",
            super::changed(&signing.downloaded(), |line| {
                line["Payload"] = base64(&[payload.as_slice(), b" "].concat()).into()
            })
            .to_string()
            .into_bytes(),
        )
        .verdict("failed")
        .failed("signature.payload", "signature-invalid")
        .failed("log.entry-matches", "log-entry-mismatch"),
        one(
            "image-payload-of-another-type",
            "The payload is no image signature of cosign's.",
            line(&no_payload),
        )
        .verdict("failed")
        .failed("bundle.structure", "field-invalid")
        .error("field-invalid"),
        stored(
            "image-stored-of-another-type",
            "Something else that is stored beside a manifest.",
            [
                b"\0sigstore-json\n".as_slice(),
                br#"{"mimeType":"text/plain","payload":"aGVsbG8=","annotations":{}}"#,
            ]
            .concat(),
        )
        .verdict("failed")
        .failed("bundle.media-type", "media-type-unknown")
        .error("media-type-unknown"),
    ]
}

/// Attestations, whose timestamps cosign makes over the whole envelope.
fn envelopes(world: &World) -> Vec<Case> {
    let signing = Signing::envelope(world, ARTIFACT);
    let other = Signing::envelope(world, TAMPERED);
    let stamp = |bytes: &[u8]| {
        let token = world.timestamp.stamp(bytes, &StampRequest::at(signed()));
        json(&json!({ "SignedRFC3161Timestamp": base64(&token) }))
    };
    let written = canonical_json(&signing.envelope_json()).into_bytes();
    let pem = signing.verifier_pem().into_bytes();
    let bare = |timestamp: Vec<u8>| {
        [
            ("evidence.json", written.clone()),
            ("evidence.pem", pem.clone()),
            ("other.json", timestamp),
        ]
    };
    vec![
        of(
            "bundle-of-an-envelope-stamped",
            "A timestamp over the whole envelope, beside the bundle that holds it.",
            world,
            &[
                ("evidence.bundle", json(&signing.signed_payload())),
                ("evidence.json", stamp(&written)),
            ],
        )
        .passed("signature.envelope")
        .passed("time.rfc3161")
        .passed("log.entry-matches"),
        of(
            "bundle-of-an-envelope-entry-of-another",
            "The entry is about another envelope by the same certificate.",
            world,
            &[(
                "evidence.bundle",
                json(&super::changed(&signing.signed_payload(), |bundle| {
                    bundle["rekorBundle"] = other.rekor_bundle();
                })),
            )],
        )
        .verdict("failed")
        .passed("signature.envelope")
        .failed("log.entry-matches", "log-entry-mismatch"),
        of(
            "envelope-stamped",
            "An envelope alone and a timestamp over all of it; the log entry is missing.",
            world,
            &bare(stamp(&written)),
        )
        .verdict("incomplete")
        .passed("signature.envelope")
        .passed("time.rfc3161")
        .passed("certificate.validity")
        .missing("log.known", "log-entry-missing"),
        of(
            "envelope-stamp-of-another",
            "The timestamp is over the same envelope, written otherwise, and takes no part.",
            world,
            &bare(stamp(&[written.as_slice(), b" "].concat())),
        )
        .verdict("incomplete")
        .passed("signature.envelope")
        .missing("certificate.validity", "time-unproven")
        .missing("time.signing", "time-unproven")
        .missing("log.known", "log-entry-missing"),
        of(
            "envelope-stamp-of-the-payload",
            "A timestamp over the payload alone says nothing about the signature.",
            world,
            &bare(stamp(&crate::world::statement(&[("artifact", Hash::Sha256, ARTIFACT)]))),
        )
        .verdict("incomplete")
        .passed("signature.envelope")
        .missing("certificate.validity", "time-unproven")
        .missing("time.signing", "time-unproven")
        .missing("log.known", "log-entry-missing"),
    ]
}

/// What `cosign download` prints.
fn downloads(world: &World) -> Vec<Case> {
    let digest = format!("sha256:{}", hex(&Hash::Sha256.of(ARTIFACT)));
    let signing = Signing::message(world, &simple_signing(&digest));
    let key = Key::p256("managed");
    let managed = Signer { scheme: key.scheme(), key, certificate: None };
    let keyed = signing.clone().by(managed.clone());
    let attested = Signing::envelope(world, ARTIFACT);
    let line = |value: &Value| value.to_string().into_bytes();
    let one = |name: &str, about: &str, bytes: Vec<u8>| {
        of(name, about, world, &[("evidence.json", bytes)])
    };
    let with_key = |case: Case| {
        case.file("key.pub", keyed.verifier_pem()).change(|case| case.expectation = None)
    };
    let lines = [
        line(&Signing::envelope(world, TAMPERED).envelope_json()),
        line(&attested.bundle()),
        line(&Signing::envelope(world, b"a third file").envelope_json()),
    ];
    vec![
        with_key(one(
            "downloaded-key",
            "A line of `cosign download signature` whose signer is a key of the user's.",
            line(&keyed.downloaded()),
        ))
        .passed("signature.payload")
        .passed("subject.digest")
        .passed("log.entry-matches")
        .passed("identity.expected"),
        one(
            "downloaded-stamped",
            "A line of `cosign download signature` with a timestamp in it.",
            line(&super::changed(&signing.downloaded(), |line| {
                line["RFC3161Timestamp"] = signing.timestamp_file(&StampRequest::at(signed()));
            })),
        )
        .passed("signature.payload")
        .passed("time.rfc3161"),
        one(
            "downloaded-stamped-for-another",
            "The timestamp in the line is over another signature.",
            line(&super::changed(&signing.downloaded(), |line| {
                line["RFC3161Timestamp"] = Signing::message(world, TAMPERED)
                    .timestamp_file(&StampRequest::at(signed()));
            })),
        )
        .verdict("failed")
        .failed("time.rfc3161", "timestamp-imprint-mismatch"),
        one(
            "downloaded-attestations",
            "Lines of `cosign download attestation`: two envelopes about others, and a bundle about this file.",
            lines.join(&b'\n'),
        )
        .change(|case| {
            case.explicit = false;
            case.files
                .remove("evidence.json")
                .map(|bytes| case.files.insert("other.json".to_owned(), bytes));
        }),
        one(
            "downloaded-attestation",
            "A line of `cosign download attestation`: the certificate is lost, so nobody can tell who signed.",
            line(&attested.envelope_json()),
        )
        .verdict("incomplete")
        .missing("signature.envelope", "key-missing")
        .missing("log.known", "log-entry-missing"),
        with_key(one(
            "downloaded-attestation-key",
            "The same, signed by a key of the user's; its entry came from the log.",
            line(&Signing::envelope(world, ARTIFACT).by(managed.clone()).envelope_json()),
        ))
        .file("other.json", json(&Signing::envelope(world, ARTIFACT).by(managed).api_answer()))
        .passed("signature.envelope")
        .passed("subject.digest")
        .passed("log.entry-matches"),
    ]
}
