//! What registries give out beside their packages: npm's signatures and lock files, PyPI's
//! attestations.

use serde_json::{Value, json};

use super::provenance::{certificate, sign};
use super::{ARTIFACT, TAMPERED, case, changed};
use crate::keys::{Hash, Key};
use crate::text::{base64, hex, readable_json};
use crate::vector::Case;
use crate::world::{Signing, World};

const WORKFLOW: &str = "https://github.com/org/app/.github/workflows/release.yml";
const TAG: &str = "refs/tags/v1.2.3";
const PUBLISH: &str = "https://docs.pypi.org/attestations/publish/v1";

pub(super) fn cases(world: &World) -> Vec<Case> {
    [npm(world), locks(world), pypi(world)].concat()
}

fn integrity(bytes: &[u8]) -> String {
    format!("sha512-{}", base64(&Hash::Sha512.of(bytes)))
}

/// A case whose evidence is a document of this form.
fn given(world: &World, name: &str, about: &str, document: &Value) -> Case {
    case(name, about, &Signing::message(world, ARTIFACT))
        .without("bundle.sigstore.json")
        .file("evidence.json", readable_json(document))
}

fn npm(world: &World) -> Vec<Case> {
    let key = Key::p256("registry");
    let signed = |integrity: &str| {
        let signature = key.sign(format!("@org/app@1.2.3:{integrity}").as_bytes());
        json!({
            "name": "@org/app",
            "version": "1.2.3",
            "dist": {
                "integrity": integrity,
                "signatures": [{"keyid": "SHA256:of-this-registry", "sig": base64(&signature)}],
            },
        })
    };
    let fingerprint = format!("sha256:{}", hex(&crate::keys::sha256(&key.spki())));
    let stated = |name: &str, value: &str| {
        let other = if name == "packageName" { "packageVersion" } else { "packageName" };
        let sound = if name == "packageName" { "1.2.3" } else { "@org/app" };
        json!({"key": fingerprint, name: value, other: sound})
    };
    let genuine = signed(&integrity(ARTIFACT));
    let of = |name: &str, about: &str, document: &Value| {
        given(world, name, about, document)
            .file("key.pub", key.pem())
            .change(|case| case.expectation = None)
    };
    let change = |change: &dyn Fn(&mut Value)| changed(&genuine, |document| change(document));
    let wrong =
        |case: Case| case.verdict("failed").failed("signature.payload", "signature-invalid");
    let unreadable = |case: Case, error: &'static str| {
        case.verdict("failed").failed("bundle.structure", error).error(error)
    };
    let weak = format!("sha1-{}", base64(&crate::keys::sha1(ARTIFACT)));
    vec![
        of("npm-signature", "A registry's signature over a version of a package.", &genuine)
            .passed("signature.payload")
            .passed("subject.digest")
            .not_applicable("log.known"),
        of("npm-signature-package", "The package that was expected.", &genuine)
            .expecting(stated("packageName", "@org/app"))
            .passed("package.name")
            .passed("package.version"),
        of("npm-signature-other-package", "Another package than the expected one.", &genuine)
            .expecting(stated("packageName", "@org/ap"))
            .verdict("unexpected")
            .failed("package.name", "claim-mismatch"),
        of(
            "npm-signature-other-version",
            "A version that is only the beginning of this one.",
            &genuine,
        )
        .expecting(stated("packageVersion", "1.2"))
        .verdict("unexpected")
        .failed("package.version", "claim-mismatch"),
        of(
            "npm-signature-no-build",
            "The registry's word says nothing of the source that was expected.",
            &genuine,
        )
        .expecting(json!({"sourceUri": "github.com/org/app"}))
        .verdict("incomplete"),
        of(
            "npm-signature-of-other-file",
            "A signature over a version with another tarball.",
            &signed(&integrity(TAMPERED)),
        )
        .verdict("failed")
        .failed("subject.digest", "subject-mismatch"),
        wrong(of(
            "npm-signature-version-changed",
            "The version was changed after it was signed.",
            &change(&|document| document["version"] = json!("1.2.4")),
        )),
        wrong(of(
            "npm-signature-name-changed",
            "The name was changed after it was signed.",
            &change(&|document| document["name"] = json!("@org/ap")),
        )),
        wrong(of(
            "npm-signature-integrity-changed",
            "The integrity was changed to this file's after it was signed.",
            &changed(&signed(&integrity(TAMPERED)), |document| {
                document["dist"]["integrity"] = json!(integrity(ARTIFACT))
            }),
        )),
        unreadable(
            of(
                "npm-signature-name-moved",
                "The same bytes are signed, but name and version part at another place.",
                &change(&|document| {
                    document["name"] = json!("@org/app@1.2.3:x");
                }),
            ),
            "field-invalid",
        ),
        unreadable(
            of("npm-signature-weak", "A version known by SHA-1 alone.", &signed(&weak)),
            "algorithm-unsupported",
        )
        .verdict("incomplete")
        .change(|case| {
            case.checks.clear();
        })
        .missing("bundle.structure", "algorithm-unsupported"),
        unreadable(
            of(
                "npm-signature-none",
                "A version without a signature.",
                &change(&|document| document["dist"]["signatures"] = json!([])),
            ),
            "field-missing",
        ),
        of(
            "npm-signature-key-unknown",
            "A key by a name that is none of npm's, which nobody gave.",
            &genuine,
        )
        .without("key.pub")
        .verdict("incomplete")
        .missing("signature.payload", "key-missing"),
    ]
}

fn locks(world: &World) -> Vec<Case> {
    let lock = |packages: Value| json!({"name": "app", "lockfileVersion": 3, "packages": packages});
    let of = |name: &str, about: &str, packages: Value| given(world, name, about, &lock(packages));
    let one = |integrity: &str| json!({"": {"name": "app"}, "node_modules/a": {"version": "1.0.0", "integrity": integrity}});
    let unsigned = |case: Case| case.missing("signature.payload", "integrity-unsigned");
    vec![
        unsigned(of(
            "npm-lock",
            "A lock file names the file: that is integrity, and nobody's word.",
            one(&integrity(ARTIFACT)),
        ))
        .verdict("incomplete")
        .passed("subject.digest"),
        unsigned(of(
            "npm-lock-several",
            "Two digests of one package, of which one is too weak to count.",
            one(&format!("sha1-AAAA {}", integrity(ARTIFACT))),
        ))
        .verdict("incomplete")
        .passed("subject.digest"),
        unsigned(of(
            "npm-lock-other",
            "A lock file that was given for this file and does not name it.",
            one(&integrity(TAMPERED)),
        ))
        .verdict("failed")
        .failed("subject.digest", "subject-mismatch"),
        unsigned(given(
            world,
            "npm-lock-of-version-1",
            "A lock file of the first version, with the package deep in its tree.",
            &json!({"name": "app", "lockfileVersion": 1, "dependencies": {
                "a": {"version": "1.0.0", "integrity": integrity(TAMPERED), "requires": {"b": "^2.0.0"}, "dependencies": {
                    "b": {"version": "2.0.0", "integrity": integrity(ARTIFACT)},
                }},
            }}),
        ))
        .verdict("incomplete")
        .passed("subject.digest"),
        unsigned(of(
            "npm-lock-that-requires",
            "What a package of a later lock file depends on is no package of its own.",
            changed(&one(&integrity(ARTIFACT)), |packages| {
                packages["node_modules/a"]["dependencies"] = json!({"b": "^2.0.0"})
            }),
        ))
        .verdict("incomplete")
        .passed("subject.digest"),
        of("npm-lock-weak", "A lock file with weak digests alone binds nothing.", one("sha1-AAAA"))
            .verdict("failed")
            .failed("bundle.structure", "field-missing")
            .error("field-missing"),
    ]
}

/// An attestation as PyPI keeps it.
fn attestation(signing: &Signing) -> Value {
    let bundle = signing.bundle();
    let material = &bundle["verificationMaterial"];
    let envelope = &bundle["dsseEnvelope"];
    let chain = &material["x509CertificateChain"]["certificates"][0]["rawBytes"];
    let own = &material["certificate"]["rawBytes"];
    json!({
        "version": 1,
        "verification_material": {
            "certificate": if own.is_null() { chain } else { own },
            "transparency_entries": material["tlogEntries"],
        },
        "envelope": {
            "statement": envelope["payload"],
            "signature": envelope["signatures"][0]["sig"],
        },
    })
}

fn pypi(world: &World) -> Vec<Case> {
    let key = Key::p256("signer");
    let template = certificate(&key, WORKFLOW, TAG);
    let subject = |bytes: &[u8]| json!({"name": "app-1.2.3.tar.gz", "digest": {"sha256": hex(&Hash::Sha256.of(bytes))}});
    let statement = json!({
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [subject(ARTIFACT)],
        "predicateType": PUBLISH,
        "predicate": null,
    });
    let signed = |change: &dyn Fn(&mut Value)| {
        attestation(&sign(world, &template, &changed(&statement, |statement| change(statement))))
    };
    let genuine = signed(&|_| {});
    let publisher = json!({"kind": "GitHub", "repository": "org/app", "workflow": "release.yml", "environment": "pypi"});
    let provenance = |publisher: &Value, attestations: &[&Value]| json!({"version": 1, "attestation_bundles": [{"publisher": publisher, "attestations": attestations}]});
    let of = |name: &str, about: &str, document: &Value| {
        given(world, name, about, document)
            .expecting(json!({"repo": "org/app", "workflow": "release.yml"}))
    };
    let by = |name: &str, about: &str, change: &dyn Fn(&mut Value)| {
        let publisher = changed(&publisher, |publisher| change(publisher));
        of(name, about, &provenance(&publisher, &[&genuine]))
    };
    let other_publisher =
        |case: Case| case.verdict("failed").failed("attestations.publisher", "claim-unconfirmed");
    let refused =
        |case: Case, error: &'static str| case.verdict("failed").failed("subject.name", error);
    let unreadable = |case: Case, error: &'static str| {
        case.verdict("failed").failed("bundle.structure", error).error(error)
    };
    let changed_object = |change: &dyn Fn(&mut Value)| changed(&genuine, |object| change(object));
    vec![
        of("pypi-attestation", "An attestation as it was uploaded to PyPI.", &genuine)
            .passed("signature.envelope")
            .passed("subject.digest")
            .not_applicable("subject.name")
            .not_applicable("attestations.publisher"),
        of(
            "pypi-provenance",
            "PyPI's provenance object, with the publisher that the certificate names.",
            &provenance(&publisher, &[&genuine]),
        )
        .passed("attestations.publisher")
        .passed("attestations.together"),
        of(
            "pypi-provenance-one-wrong",
            "Of two attestations one was changed: PyPI takes all of a file or none.",
            &provenance(
                &publisher,
                &[
                    &genuine,
                    &changed(&genuine, |object| super::flip(&mut object["envelope"]["signature"])),
                ],
            ),
        )
        .verdict("failed")
        .failed("attestations.together", "companion-wrong"),
        of(
            "pypi-provenance-unknown-publisher",
            "A publisher of a kind that nothing could be compared with.",
            &provenance(&json!({"kind": "Forge"}), &[&genuine]),
        )
        .not_applicable("attestations.publisher"),
        other_publisher(by(
            "pypi-publisher-other-repository",
            "PyPI names the beginning of the certificate's repository.",
            &|publisher| publisher["repository"] = json!("org/ap"),
        )),
        other_publisher(by(
            "pypi-publisher-other-case",
            "PyPI names the repository in other letters.",
            &|publisher| publisher["repository"] = json!("Org/app"),
        )),
        other_publisher(by(
            "pypi-publisher-other-workflow",
            "PyPI names another workflow than the certificate.",
            &|publisher| publisher["workflow"] = json!("test.yml"),
        )),
        other_publisher(of(
            "pypi-publisher-other-host",
            "PyPI names a pipeline on GitLab, the certificate a workflow on GitHub.",
            &provenance(
                &json!({"kind": "GitLab", "repository": "org/app", "workflow_filepath": ".github/workflows/release.yml"}),
                &[&genuine],
            ),
        )),
        other_publisher(of(
            "pypi-publisher-person",
            "PyPI names an account at Google, the certificate a workflow.",
            &provenance(&json!({"kind": "Google", "email": "maker@authority.test"}), &[&genuine]),
        )),
        of(
            "pypi-other-file",
            "An attestation of another file.",
            &signed(&|statement| statement["subject"] = json!([subject(TAMPERED)])),
        )
        .verdict("failed")
        .failed("subject.digest", "subject-mismatch"),
        of(
            "pypi-file-of-the-name",
            "The file has the attested name, in another spelling of the same.",
            &genuine,
        )
        .called("App-1.2.3.tar.gz")
        .passed("subject.name"),
        refused(
            of(
                "pypi-file-of-other-version",
                "The file is called as another version than the attested one.",
                &genuine,
            )
            .called("app-1.2.4.tar.gz"),
            "subject-name-mismatch",
        ),
        refused(
            of(
                "pypi-file-of-other-project",
                "The file is called as another project's whose name begins the same.",
                &genuine,
            )
            .called("app_evil-1.2.3.tar.gz"),
            "subject-name-mismatch",
        ),
        refused(
            of(
                "pypi-two-subjects",
                "An attestation of two files, which PyPI does not take.",
                &signed(&|statement| {
                    statement["subject"] = json!([subject(ARTIFACT), subject(TAMPERED)])
                }),
            ),
            "field-invalid",
        ),
        refused(
            of(
                "pypi-subject-unnamed",
                "A subject whose name is that of no distribution.",
                &signed(&|statement| statement["subject"][0]["name"] = json!("app")),
            ),
            "field-invalid",
        ),
        refused(
            of(
                "pypi-predicate-other",
                "A predicate that PyPI does not take.",
                &signed(&|statement| statement["predicateType"] = json!(format!("{PUBLISH}0"))),
            ),
            "predicate-type-unexpected",
        ),
        unreadable(
            of(
                "pypi-version-other",
                "A version of attestations that is not known.",
                &changed_object(&|object| object["version"] = json!(2)),
            ),
            "field-invalid",
        ),
        unreadable(
            of(
                "pypi-without-log",
                "An attestation without an entry of the log.",
                &changed_object(&|object| {
                    object["verification_material"]["transparency_entries"] = json!([])
                }),
            ),
            "field-missing",
        ),
        unreadable(
            of(
                "pypi-provenance-empty",
                "A provenance object without attestations.",
                &provenance(&publisher, &[]),
            ),
            "field-missing",
        ),
        of(
            "pypi-signature-of-other-statement",
            "A statement that was changed after it was signed.",
            &changed_object(&|object| {
                object["envelope"]["statement"] = signed(&|statement| {
                    statement["predicate"] = json!({})
                })["envelope"]["statement"]
                    .clone();
            }),
        )
        .verdict("failed")
        .failed("signature.envelope", "signature-invalid")
        .failed("log.entry-matches", "log-entry-mismatch"),
    ]
}
