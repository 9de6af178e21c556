//! Trusted roots, keys, expectations and other files that are refused.

use serde_json::{Value, json};

use super::{ARTIFACT, case, changed};
use crate::keys::Key;
use crate::text::{base64, canonical_json, readable_json};
use crate::vector::Case;
use crate::world::{Signing, World};

pub(super) fn cases(world: &World) -> Vec<Case> {
    [other_inputs(world), expectations(world)].concat()
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
        case("other-file-certificate", "A certificate among the files that belongs to no signature; the verdict on the others stays.", &message)
            .file("other.pem", crate::text::pem("CERTIFICATE", &leaf)),
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
            "A builder without a source: anybody can build with it.",
            "policy-unsatisfiable",
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
        refused(
            "expectation-witness-twice",
            "One witness twice would count as two.",
            "field-invalid",
            json!({"certificateIdentity": "x", "witnesses": 2, "witnessKeys": [witness, witness]}),
        ),
    ]
}
