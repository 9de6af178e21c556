//! Files that are no sound bundles, trusted roots, keys or expectations.

use serde_json::{Value, json};

use super::{ARTIFACT, case, changed, entry, maker, of, remove};
use crate::keys::Key;
use crate::text::{base64, canonical_json, readable_json};
use crate::vector::Case;
use crate::world::{Signing, Version, World};

pub(super) fn cases(world: &World) -> Vec<Case> {
    [structure(world), text(world), values(world), other_inputs(world), expectations(world)]
        .concat()
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

fn other_inputs(world: &World) -> Vec<Case> {
    let message = Signing::message(world, ARTIFACT);
    let root = world.trusted_root();
    let refused_root = |name: &str, about: &str, code, bytes: Vec<u8>| {
        case(name, about, &message)
            .file("trusted_root.json", bytes)
            .verdict("incomplete")
            .missing("log.known", "trusted-root-missing")
            .change(|case| case.refused = Some(("trusted-root", code)))
    };
    let root_with =
        |change: &dyn Fn(&mut Value)| readable_json(&changed(&root, change)).into_bytes();
    let refused_key = |name: &str, about: &str, code, bytes: Vec<u8>| {
        case(name, about, &message)
            .file("key.pub", bytes)
            .change(|case| case.refused = Some(("key", code)))
    };
    let spki = Key::p256("signer").spki();
    let mut off_curve = spki.clone();
    let last = off_curve.len() - 1;
    off_curve[last] ^= 1;
    let tail = spki[spki.len() - 64..].to_vec();
    let secp256k1 = {
        let algorithm = crate::der::sequence(&[
            &crate::der::oid("1.2.840.10045.2.1"),
            &crate::der::oid("1.3.132.0.10"),
        ]);
        crate::der::sequence(&[&algorithm, &crate::der::bits(&[&[4], tail.as_slice()].concat())])
    };
    let rsa = |modulus: &[u8], exponent: u64| {
        let key =
            crate::der::sequence(&[&crate::der::unsigned(modulus), &crate::der::integer(exponent)]);
        let algorithm = crate::der::algorithm_null("1.2.840.113549.1.1.1");
        let spki = crate::der::sequence(&[&algorithm, &crate::der::bits(&key)]);
        crate::text::pem("PUBLIC KEY", &spki).into_bytes()
    };
    let modulus = |length: usize| [&[0xc5], vec![0x5b; length - 1].as_slice()].concat();
    let pem = |der: &[u8]| crate::text::pem("PUBLIC KEY", der).into_bytes();
    let leaf = message.signer.certificate.clone().expect("a certificate");
    let mut mixed = canonical_json(&root);
    mixed.push('\n');
    vec![
        refused_root("root-truncated", "A trusted root that ends in the middle is none; the session goes on without.", "json-syntax", readable_json(&root).into_bytes()[..700].to_vec()),
        refused_root("root-media-type", "A trusted root of an unknown version.", "media-type-unknown", root_with(&|root| root["mediaType"] = "application/vnd.dev.sigstore.trustedroot+json;version=9".into())),
        refused_root("root-time", "A window that starts at no time.", "time-invalid", root_with(&|root| root["tlogs"][0]["publicKey"]["validFor"]["start"] = "2026-13-01T00:00:00Z".into())),
        refused_root("root-chain-empty", "An authority without certificates.", "field-missing", root_with(&|root| root["certificateAuthorities"][0]["certChain"]["certificates"] = json!([]))),
        refused_root("root-certificate-garbage", "An authority whose certificate is none.", "der-invalid", root_with(&|root| root["certificateAuthorities"][0]["certChain"]["certificates"][0]["rawBytes"] = base64(b"no").into())),
        refused_root("root-duplicate-key", "A key twice in a trusted root.", "json-duplicate-key", readable_json(&root).replacen("\"tlogs\":", "\"tlogs\": [], \"tlogs\":", 1).into_bytes()),
        refused_root("root-lines-one-wrong", "One wrong line spoils a file of several trusted roots.", "json-syntax", format!("{mixed}{}\n", &mixed[..100]).into_bytes()),
        case("root-unknown-key-kind", "A log with a kind of key that nobody knows spoils no other log of the root.", &message)
            .file("trusted_root.json", root_with(&|root| {
                let mut unknown = root["tlogs"][1].clone();
                unknown["publicKey"]["rawBytes"] = base64(&secp256k1).into();
                unknown["publicKey"]["keyDetails"] = "PKIX_SOMETHING_NEW".into();
                unknown["logId"]["keyId"] = base64(&[7; 32]).into();
                root["tlogs"].as_array_mut().expect("a list").insert(0, unknown);
            })),
        case("trusted-root-none", "No trusted root at all: nothing can be verified with.", &message)
            .without("trusted_root.json").verdict("incomplete").missing("log.known", "trusted-root-missing"),
        refused_key("key-not-pem", "A key in a PEM block of another kind.", "pem-invalid", crate::text::pem("PRIVATE KEY", &spki).into_bytes()),
        refused_key("key-pem-truncated", "A PEM block without its end.", "pem-invalid", pem(&spki)[..90].to_vec()),
        refused_key("key-garbage", "A key that is no DER.", "key-invalid", pem(b"no key at all")),
        refused_key("key-off-curve", "A point that is not on its curve.", "key-invalid", pem(&off_curve)),
        refused_key("key-secp256k1", "A curve that Sigstore does not use.", "key-unsupported", pem(&secp256k1)),
        refused_key("key-rsa-1024", "An RSA key that is too short.", "key-unsupported", rsa(&modulus(128), 65_537)),
        refused_key("key-rsa-exponent-1", "An RSA key with the exponent 1: everything is its signature.", "key-invalid", rsa(&modulus(256), 1)),
        refused_key("key-rsa-exponent-even", "An RSA key with an even exponent.", "key-invalid", rsa(&modulus(256), 65_536)),
        case("other-file-certificate", "A certificate among the files is no evidence this version understands; the verdict on the others stays.", &message)
            .file("other.pem", crate::text::pem("CERTIFICATE", &leaf)).error("kind-unsupported"),
        case("other-file-broken-bundle", "A broken bundle that was given for nothing leaves the verdict on other files as it was.", &message)
            .file("other.sigstore", "{\"mediaType\": \"application/vnd.dev.sigstore.bundle.v0.3+json\"").error("json-syntax"),
        case("other-file-unknown", "Some file among the evidence.", &message)
            .file("other.bin", b"\x7fELF and so on".to_vec()).error("kind-unsupported"),
    ]
}

fn expectations(world: &World) -> Vec<Case> {
    let message = Signing::message(world, ARTIFACT);
    let refused = |name: &str, about: &str, code, expectation: Value| {
        case(name, about, &message)
            .expecting(expectation)
            .verdict("unstated")
            .change(|case| case.refused = Some(("expectation", code)))
    };
    let witness = crate::note::Cosigner::new("witness.one.test/w").verifier_key();
    let unhex = witness.replacen(witness.split('+').nth(1).expect("a hint"), "zzzzzzzz", 1);
    vec![
        refused(
            "expectation-unknown-key",
            "A key that does not exist would silently expect nothing.",
            "policy-key-unknown",
            json!({"certificateIdentiy": "maker@authority.test", "certificateIdentity": "maker@authority.test"}),
        ),
        refused(
            "expectation-provenance-key",
            "Provenance is not understood yet and must not be ignored.",
            "policy-key-unknown",
            json!({"repo": "org/app", "builderId": "https://builder.test"}),
        ),
        refused(
            "expectation-issuer-only",
            "An issuer alone names nobody: everybody has a certificate of a public issuer.",
            "policy-names-no-signer",
            json!({"certificateOidcIssuer": crate::world::ISSUER}),
        ),
        refused("expectation-empty", "Nothing expected.", "policy-names-no-signer", json!({})),
        refused(
            "expectation-pattern-broken",
            "No regular expression.",
            "policy-pattern-invalid",
            json!({"certificateIdentityRegexp": "maker@("}),
        ),
        refused(
            "expectation-pattern-unbalanced",
            "A pattern that would become sound only by being anchored.",
            "policy-pattern-invalid",
            json!({"certificateIdentityRegexp": "nobody)|(.*"}),
        ),
        refused(
            "expectation-both-forms",
            "An exact identity and a pattern contradict each other.",
            "choice-ambiguous",
            json!({"certificateIdentity": "maker@authority.test", "certificateIdentityRegexp": ".*"}),
        ),
        refused(
            "expectation-identity-empty",
            "An empty identity was surely a variable that nobody set.",
            "field-invalid",
            json!({"certificateIdentity": ""}),
        ),
        refused(
            "expectation-workflow-without-repo",
            "A workflow without its repository.",
            "policy-unsatisfiable",
            json!({"certificateIdentity": "x", "workflow": "release.yml"}),
        ),
        refused(
            "expectation-witnesses-without-keys",
            "More witnesses than there are keys can never sign.",
            "policy-unsatisfiable",
            json!({"certificateIdentity": "x", "witnesses": 2, "witnessKeys": [witness]}),
        ),
        refused(
            "expectation-witness-key-hint",
            "A witness's key hint that is not hexadecimal.",
            "hex-invalid",
            json!({"certificateIdentity": "x", "witnesses": 1, "witnessKeys": [unhex]}),
        ),
        refused(
            "expectation-witness-key-broken",
            "A witness's key that is none.",
            "key-invalid",
            json!({"certificateIdentity": "x", "witnesses": 1, "witnessKeys": ["witness"]}),
        ),
    ]
}
