//! Files that are no sound bundles, trusted roots, keys or expectations.

use serde_json::{Value, json};

use super::{ARTIFACT, changed, entry, maker, of, remove};
use crate::text::{base64, readable_json};
use crate::vector::Case;
use crate::world::{Signing, Version, World};

pub(super) fn cases(world: &World) -> Vec<Case> {
    [structure(world), text(world), values(world)].concat()
}

/// The bundle was given for the artifact and cannot be read: that is the answer about the artifact.
fn unreadable(case: Case, code: &'static str) -> Case {
    case.verdict("failed").failed("bundle.structure", code).error(code)
}

fn structure(world: &World) -> Vec<Case> {
    let message = Signing::message(world, ARTIFACT);
    let envelope = Signing::envelope(world, ARTIFACT);
    let v2 = message.clone().version(Version::V02);
    let wrong = |name: &str, about: &str, code, change: &dyn Fn(&mut Value)| {
        unreadable(of(name, about, &message, &changed(&message.bundle(), change)), code)
    };
    let version = |name: &str, about: &str, media_type: &str| {
        of(
            name,
            about,
            &message,
            &changed(&message.bundle(), |bundle| bundle["mediaType"] = media_type.into()),
        )
        .verdict("failed")
        .failed("bundle.media-type", "media-type-unknown")
        .error("media-type-unknown")
    };
    let chain = |certificates: Value| {
        changed(&v2.bundle(), |bundle| {
            bundle["verificationMaterial"]["x509CertificateChain"]["certificates"] = certificates;
        })
    };
    let leaf = message.signer.certificate.clone().expect("a certificate");
    vec![
        version(
            "media-type-v0.4",
            "A version of bundles that does not exist yet says something nobody here can know.",
            "application/vnd.dev.sigstore.bundle.v0.4+json",
        ),
        version(
            "media-type-v0.9-parameter",
            "An unknown version must not be read as v0.1.",
            "application/vnd.dev.sigstore.bundle+json;version=0.9",
        ),
        version(
            "media-type-v0.1-new-form",
            "The form without parameter exists for v0.3 alone.",
            "application/vnd.dev.sigstore.bundle.v0.1+json",
        ),
        version("media-type-foreign", "Something else altogether.", "application/json"),
        wrong(
            "media-type-absent",
            "Without media type there is no version to read it as.",
            "field-missing",
            &|bundle| remove(bundle, "mediaType"),
        ),
        wrong(
            "content-two",
            "A file's signature and an envelope in one bundle.",
            "choice-ambiguous",
            &|bundle| {
                bundle["dsseEnvelope"] = envelope.bundle()["dsseEnvelope"].clone();
            },
        ),
        wrong(
            "content-none",
            "Neither a file's signature nor an envelope.",
            "choice-missing",
            &|bundle| remove(bundle, "messageSignature"),
        ),
        wrong(
            "key-material-two",
            "A certificate and a managed key in one bundle.",
            "choice-ambiguous",
            &|bundle| {
                bundle["verificationMaterial"]["publicKey"] = json!({"hint": "which?"});
            },
        ),
        wrong("key-material-none", "Neither certificate nor key.", "choice-missing", &|bundle| {
            remove(&mut bundle["verificationMaterial"], "certificate")
        }),
        wrong(
            "verification-material-absent",
            "A signature with nothing to verify it with.",
            "field-missing",
            &|bundle| remove(bundle, "verificationMaterial"),
        ),
        wrong(
            "v0.3-chain",
            "v0.3 carries one certificate, not a chain.",
            "field-invalid",
            &|bundle| {
                let material = &mut bundle["verificationMaterial"];
                material["x509CertificateChain"] =
                    json!({"certificates": [material["certificate"].clone()]});
                remove(material, "certificate");
            },
        ),
        unreadable(
            of(
                "chain-with-root",
                "A root in the bundle: only a trusted root may bring one.",
                &v2,
                &chain(json!([
                    {"rawBytes": base64(&leaf)}, {"rawBytes": base64(&world.authority.intermediate_certificate)}, {"rawBytes": base64(&world.authority.root_certificate)},
                ])),
            ),
            "certificate-chain-holds-root",
        ),
        unreadable(
            of("chain-empty", "A chain without certificates.", &v2, &chain(json!([]))),
            "field-missing",
        ),
        unreadable(
            of(
                "envelope-two-signatures",
                "An envelope with two signatures: which of them was verified?",
                &envelope,
                &changed(&envelope.bundle(), |bundle| {
                    let list = &mut bundle["dsseEnvelope"]["signatures"];
                    let again = list[0].clone();
                    list.as_array_mut().expect("a list").push(again);
                }),
            ),
            "field-invalid",
        ),
        unreadable(
            of(
                "envelope-no-signature",
                "An envelope that nobody signed.",
                &envelope,
                &changed(&envelope.bundle(), |bundle| {
                    bundle["dsseEnvelope"]["signatures"] = json!([]);
                }),
            ),
            "field-invalid",
        ),
        wrong("signature-empty", "A signature of no bytes.", "field-missing", &|bundle| {
            bundle["messageSignature"]["signature"] = "".into()
        }),
        wrong("certificate-garbage", "The certificate is no DER.", "der-invalid", &|bundle| {
            bundle["verificationMaterial"]["certificate"]["rawBytes"] =
                base64(b"certainly no certificate").into();
        }),
        wrong(
            "certificate-trailing-bytes",
            "Bytes after the certificate's end.",
            "der-invalid",
            &|bundle| {
                bundle["verificationMaterial"]["certificate"]["rawBytes"] =
                    base64(&[leaf.as_slice(), b"\0"].concat()).into();
            },
        ),
    ]
}

fn text(world: &World) -> Vec<Case> {
    let message = Signing::message(world, ARTIFACT);
    let root = world.trusted_root();
    let good = readable_json(&message.bundle());
    let wrong = |name: &str, about: &str, code, bytes: &[u8]| {
        unreadable(Case::of_bytes(name, about, bytes, &root, ARTIFACT).expecting(maker()), code)
    };
    let mut latin = good.clone().into_bytes();
    let place = good.find("hashedrekord").expect("the kind");
    latin[place + 4] = 0xe9;
    let doubled = good.replacen("\"logIndex\":", "\"logIndex\": \"7\",\n        \"logIndex\":", 1);
    let escaped =
        good.replacen("\"logIndex\":", "\"log\\u0049ndex\": \"7\",\n        \"logIndex\":", 1);
    let nested = format!("{{\"nested\": {}{}, {}", "[".repeat(70), "]".repeat(70), &good[1..]);
    let both_names =
        good.replacen("\"logIndex\":", "\"log_index\": \"7\",\n        \"logIndex\":", 1);
    vec![
        wrong("text-empty", "An empty file under a bundle's name.", "json-syntax", b""),
        wrong(
            "text-truncated",
            "The bundle ends in the middle.",
            "json-syntax",
            &good.as_bytes()[..good.len() / 2],
        ),
        wrong(
            "text-last-brace-lost",
            "The bundle lacks its last brace alone.",
            "json-syntax",
            good.trim_end().trim_end_matches('}').as_bytes(),
        ),
        wrong(
            "text-trailing",
            "Something stands after the bundle.",
            "json-syntax",
            format!("{good}{{}}").as_bytes(),
        ),
        wrong(
            "text-comment",
            "JSON has no comments.",
            "json-syntax",
            good.replacen('{', "{ // a bundle\n", 1).as_bytes(),
        ),
        wrong("text-not-utf8", "A byte that is no UTF-8.", "not-utf8", &latin),
        wrong(
            "text-utf16",
            "UTF-16 with its byte order mark.",
            "not-utf8",
            &[0xff, 0xfe]
                .into_iter()
                .chain(
                    good.encode_utf16()
                        .take(64)
                        .flat_map(u16::to_le_bytes)
                        .filter(|byte| *byte != 0),
                )
                .collect::<Vec<u8>>(),
        ),
        wrong(
            "text-duplicate-key",
            "A key twice in one object: readers differ in which they take.",
            "json-duplicate-key",
            doubled.as_bytes(),
        ),
        wrong(
            "text-duplicate-key-escaped",
            "The same key twice, once with an escape in it.",
            "json-duplicate-key",
            escaped.as_bytes(),
        ),
        wrong(
            "text-both-names",
            "A field under both of its protobuf names: the same trick.",
            "choice-ambiguous",
            both_names.as_bytes(),
        ),
        wrong(
            "text-nested",
            "Lists 70 deep in a field that nobody reads.",
            "json-too-deep",
            nested.as_bytes(),
        ),
        wrong("text-array", "A list in place of a bundle.", "json-syntax", b"[1, 2"),
    ]
}

fn values(world: &World) -> Vec<Case> {
    let message = Signing::message(world, ARTIFACT);
    let wrong = |name: &str, about: &str, code, change: &dyn Fn(&mut Value)| {
        unreadable(of(name, about, &message, &changed(&message.bundle(), change)), code)
    };
    vec![
        wrong(
            "base64-wrong",
            "The signature holds a character that is in no alphabet of base64.",
            "base64-invalid",
            &|bundle| {
                bundle["messageSignature"]["signature"] = "MEUC*QDk".into();
            },
        ),
        wrong(
            "base64-wrong-length",
            "Base64 of an impossible length.",
            "base64-invalid",
            &|bundle| {
                entry(bundle)["canonicalizedBody"] = "YWJjZ".into();
            },
        ),
        wrong("index-negative", "A negative index.", "field-invalid", &|bundle| {
            entry(bundle)["logIndex"] = "-1".into()
        }),
        wrong(
            "index-negative-in-tree",
            "A negative index in the tree.",
            "field-invalid",
            &|bundle| entry(bundle)["inclusionProof"]["logIndex"] = (-1).into(),
        ),
        wrong("index-fraction", "An index that is no integer.", "field-invalid", &|bundle| {
            entry(bundle)["logIndex"] = json!(1.5)
        }),
        wrong("index-too-large", "An index beyond 64 bits.", "field-invalid", &|bundle| {
            entry(bundle)["logIndex"] = "9223372036854775808".into()
        }),
        wrong(
            "index-leading-zero",
            "An integer in a form that JSON numbers do not have.",
            "field-invalid",
            &|bundle| entry(bundle)["logIndex"] = "007".into(),
        ),
        wrong("integrated-time-negative", "A time before 1970.", "field-invalid", &|bundle| {
            entry(bundle)["integratedTime"] = "-5".into()
        }),
        wrong("tree-size-negative", "A tree of a negative size.", "field-invalid", &|bundle| {
            entry(bundle)["inclusionProof"]["treeSize"] = "-6".into()
        }),
        wrong("root-hash-short", "A root hash of 31 bytes.", "field-invalid", &|bundle| {
            entry(bundle)["inclusionProof"]["rootHash"] = base64(&[7; 31]).into()
        }),
        wrong("proof-hash-long", "A hash of 33 bytes in the proof.", "field-invalid", &|bundle| {
            entry(bundle)["inclusionProof"]["hashes"][0] = base64(&[7; 33]).into()
        }),
        wrong(
            "proof-hashes-65",
            "More hashes than any tree is high.",
            "list-too-long",
            &|bundle| {
                entry(bundle)["inclusionProof"]["hashes"] =
                    vec![Value::from(base64(&[7; 32])); 65].into();
            },
        ),
        wrong("entries-33", "More entries than the bound.", "list-too-long", &|bundle| {
            bundle["verificationMaterial"]["tlogEntries"] =
                vec![json!({"logIndex": "1"}); 33].into();
        }),
        wrong(
            "entries-object",
            "An object in place of the list of entries.",
            "field-invalid",
            &|bundle| bundle["verificationMaterial"]["tlogEntries"] = json!({}),
        ),
        wrong("kind-absent", "An entry without its kind.", "field-missing", &|bundle| {
            remove(entry(bundle), "kindVersion")
        }),
        wrong("body-absent", "An entry without its body.", "field-missing", &|bundle| {
            remove(entry(bundle), "canonicalizedBody")
        }),
        wrong(
            "message-digest-short",
            "A SHA-256 digest of 20 bytes.",
            "field-invalid",
            &|bundle| {
                bundle["messageSignature"]["messageDigest"]["digest"] = base64(&[7; 20]).into()
            },
        ),
        wrong(
            "message-digest-sha1",
            "A digest by an algorithm that binds nothing.",
            "field-invalid",
            &|bundle| bundle["messageSignature"]["messageDigest"]["algorithm"] = "SHA1".into(),
        ),
        wrong(
            "signature-number",
            "A number in place of the signature.",
            "field-invalid",
            &|bundle| bundle["messageSignature"]["signature"] = 7.into(),
        ),
    ]
}
