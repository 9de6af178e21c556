//! What platforms sign for everybody who builds or publishes with them: npm's registry by the keys
//! that it gives out, Google Cloud Build by those of its regions.

use serde_json::{Value, json};

use super::{ARTIFACT, TAMPERED, case, changed, flip};
use crate::keys::{Hash, Key};
use crate::text::{base64, canonical_json, hex, readable_json};
use crate::vector::Case;
use crate::world::{Content, IN_TOTO, Signer, Signing, World};

const KEY_ID: &str = "SHA256:of-the-test-registry";
const PUBLISH: &str = "https://github.com/npm/attestation/tree/main/specs/publish/v0.1";
const REGION: &str = "projects/verified-builder/locations/global/keyRings/attestor/cryptoKeys/builtByGCB/cryptoKeyVersions/1";
const WORKER: &str = "https://cloudbuild.googleapis.com/GoogleHostedWorker@v0.3";

pub(super) fn cases(world: &World) -> Vec<Case> {
    [publications(world), versions(world), cloud_builds(world)].concat()
}

fn registry() -> Key {
    Key::p256("test registry")
}

/// The registry's keys as Sigstore distributes them.
fn distributed(usage: &str, start: &str, end: Option<&str>) -> Value {
    let key = registry();
    let valid = json!({"start": start, "end": end});
    json!({"keys": [{"keyId": KEY_ID, "keyUsage": usage, "publicKey": {
        "rawBytes": base64(&key.spki()), "keyDetails": "PKIX_ECDSA_P256_SHA_256", "validFor": valid,
    }}]})
}

/// The registry's keys as it answers itself.
fn answered(expires: Option<&str>) -> Value {
    json!({"keys": [{
        "expires": expires,
        "keyid": KEY_ID,
        "keytype": "ecdsa-sha2-nistp256",
        "scheme": "ecdsa-sha2-nistp256",
        "key": base64(&registry().spki()),
    }]})
}

/// A publication that the registry attests to.
fn publications(world: &World) -> Vec<Case> {
    let key = registry();
    let scheme = key.scheme();
    let payload = canonical_json(&json!({
        "_type": "https://in-toto.io/Statement/v0.1",
        "subject": [{"name": "pkg:npm/%40org/app@1.2.3", "digest": {"sha512": hex(&Hash::Sha512.of(ARTIFACT))}}],
        "predicateType": PUBLISH,
        "predicate": {"name": "@org/app", "version": "1.2.3", "registry": "https://registry.authority.test"},
    }));
    let content =
        Content::Envelope { payload: payload.into_bytes(), payload_type: IN_TOTO.to_owned() };
    let signing = Signing { content, ..Signing::envelope(world, ARTIFACT) }.by(Signer {
        key,
        scheme,
        certificate: None,
    });
    let mut bundle = signing.bundle();
    bundle["verificationMaterial"]["publicKey"] = json!({"hint": KEY_ID});
    let of = |name: &str, about: &str, bundle: &Value, keys: &Value| {
        super::of(name, about, &signing, bundle)
            .file("trusted_root_registry.json", readable_json(keys))
            .change(|case| case.expectation = None)
            .verdict("unstated")
    };
    let attesting = |start: &str, end| distributed("npm:attestations", start, end);
    let in_time = attesting("2026-01-01T00:00:00Z", None);
    let late = |case: Case| case.verdict("failed").failed("key.validity", "key-not-valid-then");
    let unknown = |case: Case| {
        case.verdict("incomplete")
            .missing("signature.envelope", "key-missing")
            .missing("log.entry-matches", "key-missing")
    };
    vec![
        of(
            "npm-publication",
            "The registry says that it took this file, by a key that it gave out: who made it stays unsaid.",
            &bundle,
            &in_time,
        )
        .passed("signature.envelope")
        .passed("key.validity"),
        of(
            "npm-publication-answered-keys",
            "The keys as the registry itself answers, of which none has expired.",
            &bundle,
            &answered(None),
        )
        .passed("signature.envelope")
        .not_applicable("key.validity"),
        late(of(
            "npm-publication-key-retired",
            "The key was out of use when the registry signed.",
            &bundle,
            &attesting("2026-01-01T00:00:00Z", Some("2026-02-28T23:59:59Z")),
        )),
        late(of(
            "npm-publication-key-early",
            "The key was not in use yet when the registry signed.",
            &bundle,
            &attesting("2026-03-02T00:00:00Z", None),
        )),
        late(of(
            "npm-publication-key-expired",
            "The same of the registry's own answer.",
            &bundle,
            &answered(Some("2026-02-28T23:59:59Z")),
        )),
        unknown(of(
            "npm-publication-key-of-other-use",
            "The key of this name is for something else.",
            &bundle,
            &distributed("npm:signatures", "2026-01-01T00:00:00Z", None),
        )),
        unknown(of(
            "npm-publication-key-of-other-name",
            "The registry has no key of the name that the attestation gives.",
            &changed(&bundle, |bundle| {
                bundle["verificationMaterial"]["publicKey"]["hint"] = json!("SHA256:of-the-test")
            }),
            &in_time,
        )),
        of(
            "npm-publication-signature-changed",
            "A signature that is not by the registry's key.",
            &changed(&bundle, |bundle| flip(&mut bundle["dsseEnvelope"]["signatures"][0]["sig"])),
            &in_time,
        )
        .verdict("failed")
        .failed("signature.envelope", "signature-invalid")
        .failed("log.entry-matches", "log-entry-mismatch"),
    ]
}

/// What the registry says of a version, by the keys that it gave out.
fn versions(world: &World) -> Vec<Case> {
    let integrity = |bytes: &[u8]| format!("sha512-{}", base64(&Hash::Sha512.of(bytes)));
    let version = |version: &str, bytes: &[u8]| {
        let integrity = integrity(bytes);
        let signature = registry().sign(format!("app@{version}:{integrity}").as_bytes());
        json!({
            "name": "app",
            "version": version,
            "dist": {"integrity": integrity, "signatures": [{"keyid": KEY_ID, "sig": base64(&signature)}]},
        })
    };
    let document = version("1.2.3", ARTIFACT);
    let of = |name: &str, about: &str, keys: &Value| {
        case(name, about, &Signing::message(world, ARTIFACT))
            .without("bundle.sigstore.json")
            .file("evidence.json", readable_json(&document))
            .file("trusted_root_registry.json", readable_json(keys))
            .change(|case| case.expectation = None)
    };
    let package = json!({"name": "app", "dist-tags": {"latest": "1.2.4"}, "versions": {
        "0.9.0": {"name": "app", "version": "0.9.0", "dist": {"shasum": "00"}},
        "1.2.2": version("1.2.2", b"older"),
        "1.2.3": document,
        "1.2.4": version("1.2.4", TAMPERED),
    }});
    let of_all = |name: &str, about: &str, change: &dyn Fn(&mut Value)| {
        let package = changed(&package, |package| change(package));
        of(name, about, &answered(None)).file("evidence.json", readable_json(&package))
    };
    vec![
        of_all(
            "npm-package",
            "All versions of a package: the one that is this file counts, and the others say nothing of it.",
            &|_| {},
        )
        .verdict("unstated")
        .passed("signature.payload")
        .passed("subject.digest"),
        of_all(
            "npm-package-version-moved",
            "The entry of this file stands under the number of another version, whose signature is another.",
            &|package| package["versions"]["1.2.3"]["version"] = json!("1.2.5"),
        )
        .verdict("failed")
        .failed("signature.payload", "signature-invalid"),
        of_all(
            "npm-package-without-the-version",
            "A package's versions, of which none is this file: the last stands for all.",
            &|package| super::remove(&mut package["versions"], "1.2.3"),
        )
        .verdict("failed")
        .failed("subject.digest", "subject-mismatch"),
        of_all(
            "npm-package-unsigned",
            "Versions from before the registry signed.",
            &|package| {
                for version in ["1.2.2", "1.2.3", "1.2.4"] {
                    super::remove(&mut package["versions"][version]["dist"], "signatures");
                }
            },
        )
        .verdict("failed")
        .failed("bundle.structure", "field-missing")
        .error("field-missing"),
        of(
            "npm-signature-registry",
            "A registry's signature by a key that it answers with.",
            &answered(None),
        )
        .verdict("unstated")
        .passed("signature.payload"),
        of(
            "npm-signature-registry-in-use",
            "A key that is in use: when the registry signed does not matter.",
            &answered(Some("2027-01-01T00:00:00Z")),
        )
        .verdict("unstated")
        .passed("key.validity"),
        of(
            "npm-signature-registry-expired",
            "A key that is out of use today, and nothing says that the signature is older.",
            &answered(Some("2026-05-01T00:00:00Z")),
        )
        .verdict("incomplete")
        .missing("key.validity", "time-unproven"),
    ]
}

fn image(digest: &str) -> String {
    format!("us-docker.pkg.dev/project/images/app@sha256:{digest}")
}

/// The statement of a build, as it is signed.
fn build(digest: &str) -> Value {
    let source = "https://github.com/org/app";
    json!({
        "_type": "https://in-toto.io/Statement/v0.1",
        "predicateType": "https://slsa.dev/provenance/v0.1",
        "subject": [{"name": format!("https://{}", image(digest)), "digest": {"sha256": digest}}],
        "predicate": {
            "builder": {"id": WORKER},
            "recipe": {
                "type": "https://cloudbuild.googleapis.com/CloudBuildYaml@v0.1",
                "definedInMaterial": -1,
                "entryPoint": "cloudbuild.yaml",
                "arguments": {"@type": "type.googleapis.com/google.devtools.cloudbuild.v1.Build", "substitutions": {"TAG_NAME": "v1.2.3"}},
            },
            "metadata": {"buildInvocationId": "7", "buildStartedOn": "2026-03-01T12:00:00Z", "completeness": {"arguments": true, "environment": false}},
            "materials": [{"uri": source, "digest": {"sha1": "1111111111111111111111111111111111111111"}}],
        },
    })
}

/// What `gcloud artifacts docker images describe --show-provenance` prints.
fn cloud_builds(world: &World) -> Vec<Case> {
    let key = Key::p256("test region");
    let digest = hex(&Hash::Sha256.of(ARTIFACT));
    let record = |signed: &Value, key_name: &str| {
        let payload = canonical_json(signed).into_bytes();
        json!({
            "image_summary": {"digest": format!("sha256:{digest}"), "fully_qualified_digest": image(&digest)},
            "provenance_summary": {"provenance": [{
                "kind": "BUILD",
                "resourceUri": format!("https://{}", image(&digest)),
                "build": {"intotoStatement": signed},
                "envelope": {
                    "payloadType": IN_TOTO,
                    "payload": base64(&payload),
                    "signatures": [{"keyid": key_name, "sig": base64(&key.sign(&payload))}],
                },
            }]},
        })
    };
    let genuine = record(&build(&digest), REGION);
    let copy = |change: &dyn Fn(&mut Value)| {
        changed(&genuine, |record| {
            change(&mut record["provenance_summary"]["provenance"][0]["build"]["intotoStatement"])
        })
    };
    let of = |name: &str, about: &str, document: &Value| {
        case(name, about, &Signing::message(world, ARTIFACT))
            .without("bundle.sigstore.json")
            .file("evidence.json", readable_json(document))
            .file("key.pub", key.pem())
            .change(|case| case.expectation = None)
    };
    let differs = |case: Case| case.verdict("failed").failed("cloud-build.copy", "copy-differs");
    let ours = |name: &str, about: &str, id: &str| {
        of(name, about, &record(&build(&digest), id))
            .without("key.pub")
            .verdict("failed")
            .failed("signature.envelope", "platform-key-unknown")
    };
    vec![
        of("cloud-build", "Provenance of an image by a region's key.", &genuine)
            .passed("signature.envelope")
            .passed("cloud-build.copy")
            .passed("cloud-build.record")
            .passed("subject.digest"),
        of(
            "cloud-build-copy-leaves-out",
            "The copy for people leaves out what is nothing, and writes two fields in its own way.",
            &copy(&|copy| {
                copy["predicate"]["metadata"] =
                    json!({"buildStartedOn": "2026-03-01T12:00:00Z", "completeness": {"arguments": true}});
                copy["predicate"]["recipe"]["definedInMaterial"] = json!("-1");
            }),
        )
        .passed("cloud-build.copy"),
        differs(of(
            "cloud-build-copy-changed",
            "The copy for people names another source than what was signed.",
            &copy(&|copy| {
                copy["predicate"]["materials"][0]["uri"] = json!("https://github.com/org/ap")
            }),
        )),
        differs(of(
            "cloud-build-copy-adds",
            "The copy for people says more than what was signed.",
            &copy(&|copy| copy["predicate"]["reviewed"] = json!(true)),
        )),
        differs(of(
            "cloud-build-copy-of-other-subject",
            "The copy for people is about another image.",
            &copy(&|copy| {
                copy["subject"][0]["digest"]["sha256"] = json!(hex(&Hash::Sha256.of(TAMPERED)))
            }),
        )),
        of(
            "cloud-build-of-other-image",
            "Provenance of another image in the record of this one.",
            &record(&build(&hex(&Hash::Sha256.of(TAMPERED))), REGION),
        )
        .verdict("failed")
        .failed("subject.digest", "subject-mismatch"),
        ours(
            "cloud-build-key-name-other",
            "A key's name that has not the form of the platform's.",
            "projects/verified-builder/locations/global/cryptoKeys/builtByGCB/cryptoKeyVersions/1",
        ),
        ours(
            "cloud-build-key-name-of-other-project",
            "A key of another project, which anybody may have.",
            "projects/verified-builders/locations/global/keyRings/attestor/cryptoKeys/builtByGCB/cryptoKeyVersions/1",
        ),
    ]
}
