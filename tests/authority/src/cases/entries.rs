//! Log entries that speak about something else than the bundle does. Each part counts: entries of
//! others that were taken for one's own were CVE-2022-36056 and CVE-2026-22703.

use serde_json::{Value, json};

use super::{ARTIFACT, TAMPERED, case, changed, entry, flip, of};
use crate::keys::{Hash, Key, sha256};
use crate::log::{EntryRequest, Kind, Verifier};
use crate::text::{base64, hex};
use crate::vector::Case;
use crate::world::{Content, IN_TOTO, Signing, World, email_template, signed, statement};

pub(super) fn cases(world: &World) -> Vec<Case> {
    [spliced(world), parts(world), kinds(world)].concat()
}

fn mismatch(case: Case) -> Case {
    case.verdict("failed").failed("log.entry-matches", "log-entry-mismatch")
}

/// The entry is genuine and another signature's.
fn spliced(world: &World) -> Vec<Case> {
    let splice = |into: &Signing, from: &Signing| {
        changed(&into.bundle(), |bundle| *entry(bundle) = entry(&mut from.bundle()).clone())
    };
    let other_key = Key::p256("other signer");
    let other = world.certified(&other_key, &email_template(&other_key));
    let renewed = world.certified(
        &Key::p256("signer"),
        &crate::certificate::Template { serial: 0x1002, ..email_template(&Key::p256("signer")) },
    );
    let message = Signing::message(world, ARTIFACT);
    let v2 = Signing::message_v2(world, ARTIFACT);
    let envelope = Signing::envelope(world, ARTIFACT);
    let about_other = |signing: &Signing| Signing {
        content: Content::Envelope {
            payload: statement(&[("artifact", Hash::Sha256, TAMPERED)]),
            payload_type: IN_TOTO.to_owned(),
        },
        ..signing.clone()
    };
    let mut cases = vec![
        mismatch(of(
            "entry-of-another-file",
            "A genuine entry of the same signer over another file.",
            &message,
            &splice(&message, &Signing::message(world, TAMPERED)),
        )),
        mismatch(of(
            "entry-of-another-signer",
            "A genuine entry over the same file by somebody else.",
            &message,
            &splice(&message, &message.clone().by(other.clone())),
        )),
        mismatch(of(
            "entry-of-another-certificate",
            "A genuine entry of the same signature under another certificate of the same key.",
            &message,
            &splice(&message, &message.clone().by(renewed)),
        )),
        mismatch(of(
            "rekor-v2-entry-of-another-file",
            "The same in Rekor v2.",
            &v2,
            &splice(&v2, &Signing::message_v2(world, TAMPERED)),
        )),
        mismatch(of(
            "rekor-v2-entry-of-another-signer",
            "A Rekor v2 entry over the same file by somebody else.",
            &v2,
            &splice(&v2, &v2.clone().by(other.clone())),
        )),
        mismatch(of(
            "entry-of-statement-for-file",
            "A statement's entry beside a file's signature.",
            &message,
            &splice(&message, &envelope),
        )),
        mismatch(of(
            "entry-of-file-for-statement",
            "A file's entry beside a statement.",
            &envelope,
            &splice(&envelope, &message),
        )),
    ];
    for (name, kind) in [
        ("hashedrekord-0.0.1", Kind::HashedRekord1),
        ("dsse-0.0.1", Kind::Dsse1),
        ("intoto-0.0.1", Kind::Intoto1),
        ("intoto-0.0.2", Kind::Intoto2),
    ] {
        let own = envelope.clone().kind(kind);
        cases.push(mismatch(of(
            &format!("entry-{name}-of-another-statement"),
            "A genuine entry of the same signer about another statement.",
            &own,
            &splice(&own, &about_other(&own)),
        )));
        cases.push(mismatch(of(
            &format!("entry-{name}-of-another-signer"),
            "A genuine entry about the same statement by somebody else.",
            &own,
            &splice(&own, &own.clone().by(other.clone())),
        )));
    }
    for (name, kind) in [("hashedrekord", Kind::HashedRekord2), ("dsse", Kind::Dsse2)] {
        let own = Signing::envelope_v2(world, ARTIFACT).kind(kind);
        cases.push(mismatch(of(
            &format!("rekor-v2-{name}-of-another-statement"),
            "A genuine Rekor v2 entry of the same signer about another statement.",
            &own,
            &splice(&own, &about_other(&own)),
        )));
        cases.push(mismatch(of(
            &format!("rekor-v2-{name}-of-another-signer"),
            "A genuine Rekor v2 entry about the same statement by somebody else.",
            &own,
            &splice(&own, &own.clone().by(other.clone())),
        )));
    }
    let extra = {
        let mut other_entry = Signing::message(world, TAMPERED);
        other_entry.entries =
            vec![EntryRequest { index: 4, ..EntryRequest::new(Kind::HashedRekord1, signed()) }];
        changed(&message.bundle(), |bundle| {
            let more = entry(&mut other_entry.bundle()).clone();
            bundle["verificationMaterial"]["tlogEntries"]
                .as_array_mut()
                .expect("a list")
                .push(more);
        })
    };
    cases.push(mismatch(of(
        "entry-of-another-file-too",
        "Beside the right entry one of another file: each entry of a bundle must be the bundle's.",
        &message,
        &extra,
    )));
    cases
}

/// The log holds an entry of which one part differs.
fn parts(world: &World) -> Vec<Case> {
    let other_key = Key::p256("other signer");
    let other = world
        .certified(&other_key, &email_template(&other_key))
        .certificate
        .expect("a certificate");
    let message = Signing::message(world, ARTIFACT);
    let v2 = Signing::message_v2(world, ARTIFACT);
    let intoto2 = Signing::envelope(world, ARTIFACT).kind(Kind::Intoto2);
    let intoto1 = Signing::envelope(world, ARTIFACT).kind(Kind::Intoto1);
    let dsse1 = Signing::envelope(world, ARTIFACT);
    let dsse2 = Signing::envelope_v2(world, ARTIFACT).kind(Kind::Dsse2);
    let pae2 = Signing::envelope_v2(world, ARTIFACT);
    let rekord = message.clone().kind(Kind::Rekord1);
    let wrong = |name: &str, about: &str, signing: &Signing, change: &dyn Fn(&mut Value)| {
        mismatch(of(name, about, signing, &signing.bundle_with_body(change)))
    };
    let pem = |der: &[u8]| Value::from(base64(Verifier::Certificate(der).pem().as_bytes()));
    let key_pem = base64(message.signer.key.pem().as_bytes());
    let other_hash = hex(&sha256(TAMPERED));
    let payload = match &pae2.content {
        Content::Envelope { payload, .. } => payload.clone(),
        Content::Message { .. } => Vec::new(),
    };
    vec![
        wrong(
            "entry-digest-differs",
            "The entry names the digest of another file.",
            &message,
            &|body| body["spec"]["data"]["hash"]["value"] = other_hash.clone().into(),
        ),
        wrong("entry-signature-differs", "The entry holds another signature.", &message, &|body| {
            flip(&mut body["spec"]["signature"]["content"])
        }),
        wrong(
            "entry-certificate-differs",
            "The entry holds another certificate.",
            &message,
            &|body| body["spec"]["signature"]["publicKey"]["content"] = pem(&other),
        ),
        wrong(
            "entry-key-for-certificate",
            "The entry holds the certificate's key alone: anybody with another certificate of that key could claim it.",
            &message,
            &|body| body["spec"]["signature"]["publicKey"]["content"] = key_pem.clone().into(),
        ),
        wrong(
            "entry-rekord-digest-differs",
            "The digest differs in an entry of the kind rekord.",
            &rekord,
            &|body| body["spec"]["data"]["hash"]["value"] = other_hash.clone().into(),
        ),
        wrong("rekor-v2-digest-differs", "The digest differs in Rekor v2.", &v2, &|body| {
            body["spec"]["hashedRekordV002"]["data"]["digest"] = base64(&sha256(TAMPERED)).into()
        }),
        wrong("rekor-v2-signature-differs", "The signature differs in Rekor v2.", &v2, &|body| {
            flip(&mut body["spec"]["hashedRekordV002"]["signature"]["content"])
        }),
        wrong(
            "rekor-v2-certificate-differs",
            "The certificate differs in Rekor v2.",
            &v2,
            &|body| {
                body["spec"]["hashedRekordV002"]["signature"]["verifier"]["x509Certificate"]["rawBytes"] =
                    base64(&other).into()
            },
        ),
        wrong(
            "rekor-v2-hash-of-payload",
            "Rekor v2 logs an envelope by the hash of its PAE; the hash of its payload alone leaves the type open.",
            &pae2,
            &|body| {
                body["spec"]["hashedRekordV002"]["data"]["digest"] =
                    base64(&sha256(&payload)).into()
            },
        ),
        wrong(
            "entry-dsse-payload-differs",
            "The payload's hash differs in dsse 0.0.1.",
            &dsse1,
            &|body| body["spec"]["payloadHash"]["value"] = other_hash.clone().into(),
        ),
        wrong(
            "entry-dsse-signature-differs",
            "The signature differs in dsse 0.0.1.",
            &dsse1,
            &|body| flip(&mut body["spec"]["signatures"][0]["signature"]),
        ),
        wrong(
            "entry-dsse-certificate-differs",
            "The certificate differs in dsse 0.0.1.",
            &dsse1,
            &|body| body["spec"]["signatures"][0]["verifier"] = pem(&other),
        ),
        wrong(
            "entry-dsse-without-signatures",
            "An entry of dsse 0.0.1 without signatures.",
            &dsse1,
            &|body| body["spec"]["signatures"] = json!([]),
        ),
        wrong(
            "entry-intoto-payload-differs",
            "The payload's hash differs in intoto 0.0.1.",
            &intoto1,
            &|body| body["spec"]["content"]["payloadHash"]["value"] = other_hash.clone().into(),
        ),
        wrong(
            "entry-intoto-certificate-differs",
            "The certificate differs in intoto 0.0.1.",
            &intoto1,
            &|body| body["spec"]["publicKey"] = pem(&other),
        ),
        wrong(
            "entry-intoto-2-payload-differs",
            "The payload's hash differs in intoto 0.0.2.",
            &intoto2,
            &|body| body["spec"]["content"]["payloadHash"]["value"] = other_hash.clone().into(),
        ),
        wrong(
            "entry-intoto-2-signature-differs",
            "The signature differs in intoto 0.0.2.",
            &intoto2,
            &|body| {
                body["spec"]["content"]["envelope"]["signatures"][0]["sig"] =
                    base64(base64(b"another signature").as_bytes()).into();
            },
        ),
        wrong(
            "entry-intoto-2-certificate-differs",
            "The certificate differs in intoto 0.0.2.",
            &intoto2,
            &|body| body["spec"]["content"]["envelope"]["signatures"][0]["publicKey"] = pem(&other),
        ),
        wrong(
            "entry-intoto-2-type-differs",
            "The payload's type differs in intoto 0.0.2.",
            &intoto2,
            &|body| body["spec"]["content"]["envelope"]["payloadType"] = "text/plain".into(),
        ),
        wrong(
            "rekor-v2-dsse-payload-differs",
            "The payload's hash differs in dsse 0.0.2.",
            &dsse2,
            &|body| {
                body["spec"]["dsseV002"]["payloadHash"]["digest"] = base64(&sha256(TAMPERED)).into()
            },
        ),
        wrong(
            "rekor-v2-dsse-signature-differs",
            "The signature differs in dsse 0.0.2.",
            &dsse2,
            &|body| flip(&mut body["spec"]["dsseV002"]["signatures"][0]["content"]),
        ),
        wrong(
            "rekor-v2-dsse-certificate-differs",
            "The certificate differs in dsse 0.0.2.",
            &dsse2,
            &|body| {
                body["spec"]["dsseV002"]["signatures"][0]["verifier"]["x509Certificate"]["rawBytes"] =
                    base64(&other).into()
            },
        ),
        of(
            "entry-body-changed",
            "The body was changed after it was logged: neither promise nor proof fit it.",
            &message,
            &changed(&message.bundle(), |bundle| {
                let body = crate::text::unbase64(
                    entry(bundle)["canonicalizedBody"].as_str().expect("text"),
                );
                entry(bundle)["canonicalizedBody"] =
                    base64(&[body.as_slice(), b" "].concat()).into();
            }),
        )
        .verdict("failed")
        .failed("log.set", "promise-invalid")
        .failed("log.inclusion-proof", "inclusion-proof-invalid")
        .missing("time.signing", "time-unproven")
        .missing("certificate.validity", "time-unproven"),
    ]
}

fn kinds(world: &World) -> Vec<Case> {
    let message = Signing::message(world, ARTIFACT);
    let v2 = Signing::message_v2(world, ARTIFACT);
    let unknown = |name: &str, about: &str, kind: &str, version: &str| {
        let bundle = message.bundle_with_body(|body| {
            body["kind"] = kind.into();
            body["apiVersion"] = version.into();
        });
        let bundle = changed(&bundle, |bundle| {
            entry(bundle)["kindVersion"] = json!({"kind": kind, "version": version})
        });
        of(name, about, &message, &bundle)
            .verdict("incomplete")
            .missing("log.entry-matches", "log-entry-kind-unknown")
    };
    let broken = |name: &str, about: &str, error, body: &[u8]| {
        let bundle = message.bundle_with(vec![world.log.entry_of_bytes(body, &message.entries[0])]);
        of(name, about, &message, &bundle).verdict("failed").failed("log.entry-matches", error)
    };
    let garbled = |name: &str, about: &str, error, change: &dyn Fn(&mut Value)| {
        of(name, about, &message, &message.bundle_with_body(change))
            .verdict("failed")
            .failed("log.entry-matches", error)
    };
    vec![
        mismatch(of(
            "kind-claimed-otherwise",
            "kindVersion names another kind than the body.",
            &message,
            &changed(&message.bundle(), |bundle| {
                entry(bundle)["kindVersion"]["kind"] = "rekord".into()
            }),
        )),
        mismatch(of(
            "kind-version-claimed-otherwise",
            "An entry of Rekor v2 claims to be of the version that promises times.",
            &v2,
            &changed(&v2.bundle(), |bundle| {
                entry(bundle)["kindVersion"]["version"] = "0.0.1".into()
            }),
        )),
        unknown(
            "kind-unknown",
            "A kind of entry that nobody here can read: another version may.",
            "alpine",
            "0.0.1",
        ),
        unknown(
            "kind-version-unknown",
            "A version of a known kind that nobody here can read.",
            "hashedrekord",
            "0.0.7",
        ),
        broken("body-not-json", "The logged bytes are no JSON.", "json-syntax", b"not an entry"),
        broken("body-empty-object", "The logged bytes say nothing.", "field-missing", b"{}"),
        broken(
            "body-duplicate-key",
            "A key twice in the body.",
            "json-duplicate-key",
            b"{\"kind\":\"hashedrekord\",\"kind\":\"rekord\",\"apiVersion\":\"0.0.1\",\"spec\":{}}",
        ),
        garbled(
            "body-verifier-not-pem",
            "The entry's certificate is no PEM.",
            "pem-invalid",
            &|body| {
                body["spec"]["signature"]["publicKey"]["content"] = base64(b"certificate").into()
            },
        ),
        garbled(
            "body-verifier-of-another-kind",
            "The entry's certificate is a PEM block of another kind.",
            "pem-invalid",
            &|body| {
                body["spec"]["signature"]["publicKey"]["content"] =
                    base64(crate::text::pem("X509 CRL", b"\x30\x00").as_bytes()).into();
            },
        ),
        garbled(
            "body-digest-sha1",
            "The entry binds the file by SHA-1.",
            "field-invalid",
            &|body| {
                body["spec"]["data"]["hash"] =
                    json!({"algorithm": "sha1", "value": "00".repeat(20)})
            },
        ),
        garbled(
            "body-digest-not-hex",
            "The entry's digest is no hexadecimal.",
            "field-invalid",
            &|body| body["spec"]["data"]["hash"]["value"] = "zz".repeat(32).into(),
        ),
        case(
            "body-digest-sha512",
            "The entry names the file's SHA-512 and the bundle its SHA-256: both are the file's.",
            &message,
        )
        .file(
            "bundle.sigstore.json",
            crate::text::readable_json(&{
                let logged = Signing {
                    content: Content::Message { artifact: ARTIFACT.to_vec(), hash: Hash::Sha512 },
                    signature: Some(message.signature()),
                    ..message.clone()
                };
                changed(&message.bundle(), |bundle| {
                    *entry(bundle) = entry(&mut logged.bundle()).clone()
                })
            }),
        ),
    ]
}
