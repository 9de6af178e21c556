//! Provenance: who built, from what, on whose command, and what was expected of it.

use serde_json::{Value, json};

use super::{ARTIFACT, TAMPERED, case, changed};
use crate::certificate::{Name, Template};
use crate::keys::{Hash, Key};
use crate::text::{base64, canonical_json, hex, readable_json};
use crate::vector::Case;
use crate::world::{Content, GITHUB_ISSUER, IN_TOTO, ISSUER, Signing, World, issued};

const GENERIC: &str = "https://github.com/slsa-framework/slsa-github-generator/.github/workflows/generator_generic_slsa3.yml";
const DELEGATOR: &str = "https://github.com/slsa-framework/slsa-github-generator/.github/workflows/delegator_generic_slsa3.yml";
const BAZEL: &str =
    "https://github.com/bazel-contrib/publish-to-bcr/.github/workflows/publish.yaml";
const RUNNER: &str = "https://github.com/actions/runner/github-hosted";
const RELEASE: &str = "refs/tags/v2.0.0";
const COMMIT: &str = "1111111111111111111111111111111111111111";
const GENERIC_TYPE: &str = "https://github.com/slsa-framework/slsa-github-generator/generic@v1";
const DELEGATED_TYPE: &str =
    "https://github.com/slsa-framework/slsa-github-generator/delegator-generic@v0";
const NPM_TYPE: &str = "https://github.com/npm/cli/gha/v2";

pub(super) fn cases(world: &World) -> Vec<Case> {
    [builders(world), sources(world), strict(world), npm(world), summaries(world), envelopes(world)]
        .concat()
}

/// The certificate of a builder that ran for `org/app` at its tag v1.2.3.
pub(super) fn certificate(key: &Key, builder: &str, reference: &str) -> Template {
    let identity = format!("{builder}@{reference}");
    Template::signer(key, Name::Uri(identity.clone()), issued())
        .with_fulcio(1, GITHUB_ISSUER)
        .with_fulcio(2, "push")
        .with_fulcio(3, COMMIT)
        .with_fulcio(5, "org/app")
        .with_fulcio(6, "refs/tags/v1.2.3")
        .with_fulcio(8, GITHUB_ISSUER)
        .with_fulcio(9, &identity)
        .with_fulcio(10, COMMIT)
        .with_fulcio(11, "github-hosted")
        .with_fulcio(12, "https://github.com/org/app")
        .with_fulcio(13, COMMIT)
        .with_fulcio(14, "refs/tags/v1.2.3")
        .with_fulcio(15, "7")
        .with_fulcio(17, "8")
        .with_fulcio(
            18,
            "https://github.com/org/app/.github/workflows/release.yml@refs/tags/v1.2.3",
        )
        .with_fulcio(19, COMMIT)
        .with_fulcio(20, "push")
        .with_fulcio(21, "https://github.com/org/app/actions/runs/42/attempts/1")
}

/// The same without some extensions.
fn without(mut template: Template, numbers: &[u8]) -> Template {
    template.fulcio.retain(|(number, _)| !numbers.contains(number));
    template
}

fn statement(predicate_type: &str, predicate: &Value) -> Value {
    json!({
        "_type": "https://in-toto.io/Statement/v0.1",
        "subject": [{"name": "app", "digest": {"sha256": hex(&Hash::Sha256.of(ARTIFACT))}}],
        "predicateType": predicate_type,
        "predicate": predicate,
    })
}

/// Provenance of the generic generator for a pushed tag.
fn generic() -> Value {
    let source = "git+https://github.com/org/app@refs/tags/v1.2.3";
    statement(
        "https://slsa.dev/provenance/v0.2",
        &json!({
            "builder": {"id": format!("{GENERIC}@{RELEASE}")},
            "buildType": GENERIC_TYPE,
            "invocation": {
                "configSource": {"uri": source, "digest": {"sha1": COMMIT}, "entryPoint": ".github/workflows/release.yml"},
                "parameters": {"slsaLevel": "SLSA_BUILD_LEVEL_4"},
                "environment": {
                    "github_event_name": "push",
                    "github_ref": "refs/tags/v1.2.3",
                    "github_ref_type": "tag",
                    "github_base_ref": "",
                    "github_event_payload": {"base_ref": "refs/heads/main", "inputs": {"channel": "stable"}},
                },
            },
            "metadata": {"buildInvocationID": "42-1", "completeness": {"parameters": true}},
            "materials": [{"uri": source, "digest": {"sha1": COMMIT}}],
        }),
    )
}

pub(super) fn sign(world: &World, template: &Template, payload: &Value) -> Signing {
    let key = Key::p256("signer");
    Signing {
        content: Content::Envelope {
            payload: canonical_json(payload).into_bytes(),
            payload_type: IN_TOTO.to_owned(),
        },
        ..Signing::envelope(world, ARTIFACT).by(world.certified(&key, template))
    }
}

/// What the builder itself signs.
fn by_generic(world: &World, payload: &Value) -> Signing {
    sign(world, &certificate(&Key::p256("signer"), GENERIC, RELEASE), payload)
}

fn source() -> Value {
    json!({"sourceUri": "github.com/org/app"})
}

fn with(key: &str, value: &Value) -> Value {
    changed(&source(), |expectation| expectation[key] = value.clone())
}

/// Neither the builder nor the identity is the expected one.
pub(super) fn by_somebody(case: Case, error: &'static str) -> Case {
    case.verdict("unexpected").failed("identity.expected", error).failed("build.builder", error)
}

pub(super) fn says(case: Case, code: &'static str, error: &'static str) -> Case {
    case.verdict("unexpected").failed(code, error)
}

fn builders(world: &World) -> Vec<Case> {
    let key = Key::p256("signer");
    let genuine = by_generic(world, &generic());
    let from = |builder: &str, reference: &str| {
        sign(world, &certificate(&key, builder, reference), &generic())
    };
    let expected = |name: &str, about: &str, signing: &Signing, expectation: Value| {
        case(name, about, signing).expecting(expectation)
    };
    let named = |id: &str| with("builderId", &json!(id));
    let evil = GENERIC.replace("slsa-framework/", "slsa-framework-evil/");
    let delegated = |id: &str| {
        let payload = changed(&generic(), |payload| {
            payload["predicate"]["builder"]["id"] = json!(id);
            payload["predicate"]["buildType"] = json!(DELEGATED_TYPE);
            let environment = &mut payload["predicate"]["invocation"]["environment"];
            let upper = environment.as_object().expect("an object").iter();
            *environment =
                upper.map(|(name, value)| (name.to_uppercase(), value.clone())).collect();
        });
        sign(world, &certificate(&key, DELEGATOR, RELEASE), &payload)
    };
    const MAVEN: &str = "https://github.com/slsa-framework/slsa-github-generator/.github/workflows/builder_maven_slsa3.yml";
    let other = "https://github.com/org/builder/.github/workflows/build.yml";
    let foreign = without(certificate(&key, GENERIC, RELEASE), &[1, 8]).with_fulcio(8, ISSUER);
    let bare = without(certificate(&key, GENERIC, RELEASE), &[2, 20]);
    let torn = without(certificate(&key, GENERIC, RELEASE), &[20]).with_fulcio(20, "schedule");
    vec![
        expected("builder-known", "A known builder at a release, for the expected source. What the document says of its level is nobody's word.", &genuine, source())
            .passed("identity.expected").passed("build.builder").passed("build.predicate").passed("build.source"),
        expected("builder-named", "The builder that the user named, with its version.", &genuine, named(&format!("{GENERIC}@v2.0.0"))).passed("build.builder"),
        by_somebody(expected("builder-other-version", "Another version of the builder.", &genuine, named(&format!("{GENERIC}@v2.0.1"))), "builder-untrusted"),
        by_somebody(expected("builder-prefix", "The beginning of a builder's name.", &genuine, named(&GENERIC[..GENERIC.len() - 4])), "builder-untrusted"),
        by_somebody(expected("builder-suffix", "More than a builder's name.", &genuine, named(&format!("{GENERIC}x"))), "builder-untrusted"),
        by_somebody(expected("builder-case", "A builder's name in other letters.", &genuine, named(&GENERIC.replace("generic", "Generic"))), "builder-untrusted"),
        by_somebody(expected("builder-look-alike", "slsa-framework-evil is not slsa-framework.", &from(&evil, RELEASE), source()), "builder-untrusted"),
        by_somebody(expected("builder-own-workflow", "A project's own workflow is no builder.", &from("https://github.com/org/app/.github/workflows/release.yml", RELEASE), source()), "builder-untrusted"),
        by_somebody(expected("builder-branch", "A branch of the builder is whatever was pushed last.", &from(GENERIC, "refs/heads/main"), source()), "builder-reference-invalid"),
        by_somebody(expected("builder-prerelease", "A release candidate of the builder.", &from(GENERIC, "refs/tags/v2.0.0-rc.0"), source()), "builder-reference-invalid"),
        by_somebody(expected("builder-elsewhere", "A builder that is not on GitHub, under a certificate of GitHub's.", &genuine, named("https://builder.test/one")), "builder-unsupported"),
        by_somebody(expected("builder-other-issuer", "The identity of a builder that somebody else vouches for.", &sign(world, &foreign, &generic()), source()), "identity-mismatch"),
        by_somebody(expected("builder-certificate-bare", "A certificate that does not say what set off the run.", &sign(world, &bare, &generic()), source()), "workflow-identity-invalid"),
        expected("builder-certificate-torn", "A certificate whose two words for the trigger differ.", &sign(world, &torn, &generic()), source())
            .verdict("failed").failed("certificate.extensions", "certificate-extensions-contradict"),
        says(expected("builder-other-in-provenance", "Provenance that names another builder than the one that signed.", &by_generic(world, &changed(&generic(), |payload| payload["predicate"]["builder"]["id"] = json!(format!("{GENERIC}@refs/tags/v9.0.0")))), source()), "build.builder", "builder-mismatch"),
        expected("builder-delegated", "A builder of the generator's own, under a delegator.", &delegated(&format!("{MAVEN}@refs/tags/v2.0.0")), source()).passed("build.builder"),
        says(expected("builder-delegated-by-anybody", "Anybody's builder under a delegator, which the user did not name.", &delegated(&format!("{other}@refs/tags/v1.0.0")), source()), "build.builder", "builder-id-invalid"),
        expected("builder-delegated-named", "The same, named by the user.", &delegated(&format!("{other}@refs/tags/v1.0.0")), named(other)).passed("build.builder"),
        says(expected("builder-delegated-other", "Another builder under a delegator than the named one.", &delegated(&format!("{MAVEN}@refs/tags/v2.0.0")), named(other)), "build.builder", "builder-mismatch"),
        says(expected("builder-delegated-branch", "A delegated builder at a branch.", &delegated(&format!("{MAVEN}@refs/heads/main")), source()), "build.builder", "builder-reference-invalid"),
        says(expected("builder-delegated-two-versions", "A delegated builder with two versions.", &delegated(&format!("{MAVEN}@refs/heads/x@refs/tags/v2.0.0")), source()), "build.builder", "builder-id-invalid"),
        expected("builder-two-versions-wanted", "An expectation with two versions of a builder.", &genuine, named(&format!("{GENERIC}@v1.0.0@v2.0.0")))
            .verdict("unstated").change(|case| case.refused = Some(("expectation", "field-invalid"))),
        by_somebody(expected("builder-attested", "GitHub's own attestation of a vetted builder counts only for whoever names it.", &from(BAZEL, RELEASE), source()), "builder-untrusted"),
    ]
}

fn sources(world: &World) -> Vec<Case> {
    let genuine = by_generic(world, &generic());
    let payload = |change: &dyn Fn(&mut Value)| {
        by_generic(world, &changed(&generic(), |payload| change(&mut payload["predicate"])))
    };
    let expected = |name: &str, about: &str, signing: &Signing, expectation: Value| {
        case(name, about, signing).expecting(expectation)
    };
    let at = |uri: &str| json!({"sourceUri": uri});
    let elsewhere = |name: &str, about: &str, uri: &str| {
        says(expected(name, about, &genuine, at(uri)), "build.source", "claim-mismatch")
            .failed("identity.expected", "claim-mismatch")
    };
    let branch = payload(&|predicate| {
        predicate["invocation"]["environment"]["github_ref_type"] = json!("branch");
        predicate["invocation"]["environment"]["github_ref"] = json!("refs/heads/main");
    });
    let by_hand = payload(&|predicate| {
        predicate["invocation"]["environment"]["github_event_name"] = json!("workflow_dispatch");
    });
    let unversioned = payload(&|predicate| {
        predicate["invocation"]["environment"]["github_ref"] = json!("refs/tags/latest");
    });
    // A table in a table: the case's own form has none.
    let entered = |name: &str, about: &str, signing: &Signing, channel: &str| {
        let stated = with("buildWorkflowInputs", &json!({"channel": channel}));
        case(name, about, signing)
            .file("policy.json", readable_json(&stated))
            .change(|case| case.expectation = None)
    };
    vec![
        elsewhere("source-other-case", "A repository in other letters.", "github.com/org/App"),
        elsewhere("source-prefix", "The beginning of a repository's name.", "github.com/org/ap"),
        elsewhere("source-suffix", "More than a repository's name.", "github.com/org/app-evil"),
        elsewhere("source-slash", "A slash behind the name.", "github.com/org/app/"),
        elsewhere("source-git", "org/app.git is another text.", "github.com/org/app.git"),
        elsewhere("source-encoded", "A letter that is encoded.", "github.com/org/%61pp"),
        elsewhere("source-newline", "A line that ends in the name.", "github.com/org/app\n"),
        elsewhere("source-dots", "A folder above.", "github.com/org/../org/app"),
        elsewhere(
            "source-owner-look-alike",
            "org-evil/app is not org/app.",
            "github.com/org-evil/app",
        ),
        says(
            expected(
                "source-of-other-material",
                "Provenance of another source than the certificate's.",
                &payload(&|predicate| {
                    predicate["materials"][0]["uri"] =
                        json!("git+https://github.com/org/other@refs/tags/v1.2.3")
                }),
                source(),
            ),
            "build.source",
            "claim-mismatch",
        ),
        says(
            expected(
                "source-contradicts",
                "Another tag was built than the one that set off the build.",
                &payload(&|predicate| {
                    predicate["materials"][0]["uri"] =
                        json!("git+https://github.com/org/app@refs/tags/v1.2.4")
                }),
                source(),
            ),
            "build.source",
            "source-contradicts",
        ),
        says(
            expected(
                "source-without-reference",
                "A source that names no reference.",
                &payload(&|predicate| {
                    predicate["materials"][0]["uri"] = json!("git+https://github.com/org/app")
                }),
                source(),
            ),
            "build.source",
            "uri-malformed",
        ),
        says(
            expected(
                "source-with-two-references",
                "A source with two references.",
                &payload(&|predicate| {
                    predicate["materials"][0]["uri"] = json!("git+https://github.com/org/app@a@b")
                }),
                source(),
            ),
            "build.source",
            "uri-malformed",
        ),
        expected("tag-exact", "The expected tag.", &genuine, with("sourceTag", &json!("v1.2.3")))
            .passed("build.tag"),
        says(
            expected(
                "tag-with-kind",
                "A tag's whole reference is no tag's name.",
                &genuine,
                with("sourceTag", &json!("refs/tags/v1.2.3")),
            ),
            "build.tag",
            "claim-mismatch",
        ),
        says(
            expected(
                "tag-longer",
                "v1.2.3 is the beginning of v1.2.3-evil.",
                &genuine,
                with("sourceTag", &json!("v1.2.3-evil")),
            ),
            "build.tag",
            "claim-mismatch",
        ),
        says(
            expected("tag-other", "Another tag.", &genuine, with("sourceTag", &json!("v1.2"))),
            "build.tag",
            "claim-mismatch",
        ),
        says(
            expected(
                "tag-of-branch",
                "A branch's build, where a tag was expected.",
                &branch,
                with("sourceTag", &json!("main")),
            ),
            "build.tag",
            "reference-kind-wrong",
        ),
        expected(
            "version-partial",
            "The first two parts of the version.",
            &genuine,
            with("sourceVersionedTag", &json!("v1.2")),
        )
        .passed("build.versioned-tag"),
        says(
            expected(
                "version-other",
                "Another version.",
                &genuine,
                with("sourceVersionedTag", &json!("v1.20")),
            ),
            "build.versioned-tag",
            "claim-mismatch",
        ),
        says(
            expected(
                "version-of-no-version",
                "A tag that is no version.",
                &unversioned,
                with("sourceVersionedTag", &json!("v1")),
            ),
            "build.versioned-tag",
            "version-invalid",
        ),
        expected(
            "branch-of-tag",
            "The branch that a pushed tag was on, as the event says.",
            &genuine,
            with("sourceBranch", &json!("main")),
        )
        .passed("build.branch"),
        says(
            expected(
                "branch-with-kind",
                "A branch's whole reference is no branch's name.",
                &genuine,
                with("sourceBranch", &json!("refs/heads/main")),
            ),
            "build.branch",
            "claim-mismatch",
        ),
        says(
            expected(
                "branch-upper-case",
                "The branch in other letters.",
                &genuine,
                with("sourceBranch", &json!("Main")),
            ),
            "build.branch",
            "claim-mismatch",
        ),
        says(
            expected(
                "branch-other",
                "Another branch.",
                &genuine,
                with("sourceBranch", &json!("mai")),
            ),
            "build.branch",
            "claim-mismatch",
        ),
        says(
            expected(
                "branch-from-input",
                "A branch that whoever started the build entered is not the one that was built.",
                &payload(&|predicate| {
                    predicate["invocation"]["parameters"] =
                        json!({"github_ref": "refs/heads/release"});
                    predicate["invocation"]["environment"]["github_event_payload"]["base_ref"] =
                        Value::Null;
                }),
                with("sourceBranch", &json!("release")),
            ),
            "build.branch",
            "reference-kind-wrong",
        ),
        entered("inputs-entered", "The inputs of a build started by hand.", &by_hand, "stable")
            .passed("build.inputs"),
        says(
            entered("inputs-other", "Another input.", &by_hand, "beta"),
            "build.inputs",
            "claim-mismatch",
        ),
        says(
            entered(
                "inputs-of-push",
                "A push has no inputs, whatever the event's payload says.",
                &genuine,
                "stable",
            ),
            "build.inputs",
            "claim-mismatch",
        ),
        says(
            expected(
                "package-of-no-package",
                "A package's name, of provenance that is of none.",
                &genuine,
                with("packageName", &json!("app")),
            ),
            "package.name",
            "demand-unsupported",
        ),
    ]
}

fn strict(world: &World) -> Vec<Case> {
    let of = |name: &str, about: &str, change: &dyn Fn(&mut Value), error| {
        let signing = by_generic(world, &changed(&generic(), |payload| change(payload)));
        says(case(name, about, &signing).expecting(source()), "build.predicate", error)
    };
    vec![
        of(
            "predicate-field-unknown",
            "A field that provenance v0.2 does not have.",
            &|payload| payload["predicate"]["level"] = json!(4),
            "field-unknown",
        ),
        of(
            "predicate-subject-field-unknown",
            "A subject with a field that statements v0.1 do not have.",
            &|payload| payload["subject"][0]["uri"] = json!("https://x"),
            "field-unknown",
        ),
        of(
            "predicate-type-other",
            "A statement that is no provenance.",
            &|payload| payload["predicateType"] = json!("https://slsa.dev/provenance/v0.3"),
            "predicate-type-unexpected",
        ),
        of(
            "predicate-build-type-other",
            "A build that this builder does not make.",
            &|payload| payload["predicate"]["buildType"] = json!(format!("{GENERIC_TYPE}0")),
            "build-type-unknown",
        ),
        of(
            "predicate-builder-missing",
            "Provenance that names no builder.",
            &|payload| payload["predicate"]["builder"] = json!({}),
            "field-missing",
        ),
    ]
}

/// npm's command line wrote it among the project's own steps.
fn npm(world: &World) -> Vec<Case> {
    let key = Key::p256("signer");
    let own = "https://github.com/org/app/.github/workflows/release.yml";
    let uri = "git+https://github.com/org/app@refs/tags/v1.2.3";
    let genuine = changed(
        &statement(
            "https://slsa.dev/provenance/v0.2",
            &json!({
                "builder": {"id": RUNNER},
                "buildType": NPM_TYPE,
                "invocation": {
                    "configSource": {"uri": uri, "digest": {"sha1": COMMIT}, "entryPoint": ".github/workflows/release.yml"},
                    "parameters": {},
                    "environment": {"GITHUB_EVENT_NAME": "push", "GITHUB_REF": "refs/tags/v1.2.3", "GITHUB_REPOSITORY": "org/app", "GITHUB_SHA": COMMIT, "GITHUB_RUN_ID": "42"},
                },
                "metadata": {"buildInvocationId": "42-1", "completeness": {"parameters": false}, "reproducible": false},
                "materials": [{"uri": uri, "digest": {"sha1": COMMIT}}],
            }),
        ),
        |payload| payload["subject"] = json!([{"name": "pkg:npm/%40org/app@1.2.3", "digest": {"sha512": hex(&Hash::Sha512.of(ARTIFACT))}}]),
    );
    let of = |change: &dyn Fn(&mut Value)| {
        let template = certificate(&key, own, "refs/tags/v1.2.3");
        sign(world, &template, &changed(&genuine, |payload| change(payload)))
    };
    let expectation = || json!({"sourceUri": "github.com/org/app", "builderId": RUNNER, "packageName": "@org/app", "packageVersion": "1.2.3"});
    let expected = |name: &str, about: &str, signing: &Signing| {
        case(name, about, signing).expecting(expectation())
    };
    let stated = |key: &str, value: &str| {
        changed(&expectation(), |expectation| expectation[key] = json!(value))
    };
    let machine = {
        let template = without(certificate(&key, own, "refs/tags/v1.2.3"), &[11])
            .with_fulcio(11, "self-hosted");
        sign(world, &template, &genuine)
    };
    let sound = of(&|_| {});
    vec![
        expected(
            "npm-provenance",
            "Provenance of npm's command line, every claim of which the certificate confirms.",
            &sound,
        )
        .passed("build.builder")
        .passed("build.confirmed")
        .passed("package.name")
        .passed("package.version"),
        says(
            expected("npm-other-package", "Another package.", &sound)
                .expecting(stated("packageName", "@org/ap")),
            "package.name",
            "claim-mismatch",
        ),
        says(
            expected("npm-other-version", "Another version.", &sound)
                .expecting(stated("packageVersion", "1.2.30")),
            "package.version",
            "claim-mismatch",
        ),
        by_somebody(
            expected(
                "npm-self-hosted",
                "Built on a machine of the project's own, where GitHub's was expected.",
                &machine,
            ),
            "builder-unsupported",
        ),
        says(
            expected(
                "npm-run-other",
                "Another run than the certificate's.",
                &of(&|payload| {
                    payload["predicate"]["invocation"]["environment"]["GITHUB_RUN_ID"] = json!("43")
                }),
            ),
            "build.confirmed",
            "claim-unconfirmed",
        ),
        says(
            expected(
                "npm-variable-unknown",
                "A variable that the certificate says nothing of.",
                &of(&|payload| {
                    payload["predicate"]["invocation"]["environment"]["GITHUB_ACTOR"] =
                        json!("maker")
                }),
            ),
            "build.confirmed",
            "claim-unconfirmed",
        ),
        says(
            expected(
                "npm-times",
                "Times that nothing confirms.",
                &of(&|payload| {
                    payload["predicate"]["metadata"]["buildStartedOn"] =
                        json!("2026-03-01T12:00:00Z")
                }),
            ),
            "build.confirmed",
            "claim-unverifiable",
        ),
        says(
            expected(
                "npm-complete",
                "A promise of completeness that nothing confirms.",
                &of(&|payload| {
                    payload["predicate"]["metadata"]["completeness"]["parameters"] = json!(true)
                }),
            ),
            "build.confirmed",
            "claim-unverifiable",
        ),
    ]
}

fn summaries(world: &World) -> Vec<Case> {
    let summary = |change: &dyn Fn(&mut Value)| {
        changed(
            &statement(
                "https://slsa.dev/verification_summary/v1",
                &json!({
                    "verifier": {"id": "https://verifier.test"},
                    "timeVerified": "2026-03-01T12:00:00Z",
                    "resourceUri": "pkg:generic/app@1",
                    "policy": {"uri": "https://verifier.test/policy"},
                    "verificationResult": "PASSED",
                    "verifiedLevels": ["SLSA_BUILD_LEVEL_2", "SLSA_BUILD_REPRODUCED"],
                }),
            ),
            |payload| change(payload),
        )
    };
    let key = Key::p256("signer");
    let of = |name: &str, about: &str, payload: &Value, expectation: Value| {
        let signing = sign(world, &certificate(&key, GENERIC, RELEASE), payload);
        let payload = canonical_json(payload).into_bytes();
        let signature = base64(&signing.signature());
        let envelope = json!({"payloadType": IN_TOTO, "payload": base64(&payload), "signatures": [{"keyid": "verifier-1", "sig": signature}]});
        case(name, about, &signing)
            .without("bundle.sigstore.json")
            .file("evidence.json", readable_json(&envelope))
            .file("key.pub", key.pem())
            .expecting(expectation)
    };
    let wanted = |key: &str, value: Value| {
        changed(&json!({"verifierId": "https://verifier.test"}), |expectation| {
            expectation[key] = value
        })
    };
    let sound = summary(&|_| {});
    vec![
        of(
            "summary-passed",
            "A verifier's summary by its key, which is in no log.",
            &sound,
            wanted("verifiedLevels", json!(["SLSA_BUILD_LEVEL_1", "SLSA_BUILD_REPRODUCED"])),
        )
        .passed("summary.verifier")
        .passed("summary.result")
        .passed("summary.levels")
        .not_applicable("log.known"),
        says(
            of(
                "summary-failed",
                "The verification did not pass.",
                &summary(&|payload| payload["predicate"]["verificationResult"] = json!("FAILED")),
                wanted("resourceUri", json!("pkg:generic/app@1")),
            ),
            "summary.result",
            "claim-mismatch",
        ),
        says(
            of(
                "summary-level-low",
                "A lower level than expected.",
                &sound,
                wanted("verifiedLevels", json!(["SLSA_BUILD_LEVEL_3"])),
            ),
            "summary.levels",
            "claim-mismatch",
        ),
        says(
            of(
                "summary-level-property",
                "A property is no level.",
                &summary(&|payload| {
                    payload["predicate"]["verifiedLevels"] = json!(["SLSA_BUILD_LEVEL_UNEVALUATED"])
                }),
                wanted("verifiedLevels", json!(["SLSA_BUILD_LEVEL_0"])),
            ),
            "summary.levels",
            "claim-mismatch",
        ),
        says(
            of(
                "summary-resource-empty",
                "A summary about nothing.",
                &summary(&|payload| payload["predicate"]["resourceUri"] = json!("")),
                wanted("resourceUri", json!("pkg:generic/app@1")),
            ),
            "summary.verifier",
            "field-missing",
        ),
        says(
            of(
                "summary-resource-other",
                "A summary about something else.",
                &sound,
                wanted("resourceUri", json!("pkg:generic/app@10")),
            ),
            "summary.resource",
            "claim-mismatch",
        ),
        says(
            of(
                "summary-other-verifier",
                "Another verifier, with the key of this one.",
                &sound,
                json!({"verifierId": "https://verifier.test.evil"}),
            ),
            "summary.verifier",
            "claim-mismatch",
        ),
        says(
            of(
                "summary-subject-absent",
                "A digest that the summary does not name.",
                &sound,
                wanted("subjectDigests", json!(["gitCommit:11"])),
            ),
            "summary.subjects",
            "claim-mismatch",
        ),
        says(
            of(
                "summary-key-name-other",
                "The envelope calls the key by another name.",
                &sound,
                wanted("publicKeyId", json!("verifier-2")),
            ),
            "signature.key-id",
            "claim-mismatch",
        ),
    ]
}

/// Envelopes that bring their certificate, as slsa-github-generator writes them, and nothing that
/// proves a time.
fn envelopes(world: &World) -> Vec<Case> {
    let genuine = by_generic(world, &generic());
    let pem = |signing: &Signing| {
        let der = signing.signer.certificate.clone().expect("a certificate");
        crate::text::pem("CERTIFICATE", &der)
    };
    let signature = |signing: &Signing| json!({"keyid": "", "sig": base64(&signing.signature()), "cert": pem(signing)});
    let envelope = |payload: &Value, signatures: Vec<Value>| {
        readable_json(
            &json!({"payloadType": IN_TOTO, "payload": base64(canonical_json(payload).as_bytes()), "signatures": signatures}),
        )
    };
    let of = |name: &str, about: &str, text: String| {
        case(name, about, &genuine)
            .without("bundle.sigstore.json")
            .file("evidence.intoto.jsonl", text)
            .expecting(source())
            .verdict("incomplete")
    };
    let timeless = |case: Case| {
        case.missing("certificate.validity", "time-unproven")
            .missing("time.signing", "time-unproven")
            .missing("log.known", "log-entry-missing")
    };
    let other = Signing { ..by_generic(world, &generic()) }.by(world.certified(
        &Key::p256("other signer"),
        &certificate(&Key::p256("other signer"), GENERIC, RELEASE),
    ));
    let crossed = json!({"keyid": "", "sig": base64(&genuine.signature()), "cert": pem(&other)});
    let answer = readable_json(&genuine.api_answer());
    let tampered = changed(&generic(), |payload| {
        payload["subject"][0]["digest"]["sha256"] = json!(hex(&Hash::Sha256.of(TAMPERED)));
    });
    vec![
        timeless(of(
            "envelope-with-certificate",
            "Everything holds but the time: nothing proves that the certificate was valid.",
            envelope(&generic(), vec![signature(&genuine)]),
        ))
        .passed("identity.expected")
        .passed("build.source"),
        of(
            "envelope-with-certificate-completed",
            "The same with the log's answer beside it.",
            envelope(&generic(), vec![signature(&genuine)]),
        )
        .file("other-entry.json", answer)
        .verdict("verified")
        .passed("time.signing")
        .passed("log.entry-matches"),
        timeless(of(
            "envelope-with-certificate-of-another",
            "The certificate of another key.",
            envelope(&generic(), vec![crossed.clone()]),
        ))
        .verdict("failed")
        .failed("signature.envelope", "signature-invalid"),
        timeless(of(
            "envelope-one-signature-wrong",
            "Two signatures of which one is wrong: each has its own answer.",
            envelope(&generic(), vec![signature(&genuine), crossed]),
        ))
        .verdict("failed")
        .passed("signature.envelope"),
        timeless(of(
            "envelope-of-other-digest",
            "Provenance of another file.",
            envelope(&tampered, vec![signature(&by_generic(world, &tampered))]),
        ))
        .verdict("failed")
        .failed("subject.digest", "subject-mismatch"),
        timeless(says(
            of(
                "envelope-of-other-source",
                "What it says is not what was expected: a proven time would not change that.",
                envelope(&generic(), vec![signature(&genuine)]),
            )
            .expecting(json!({"sourceUri": "github.com/org/other"})),
            "build.source",
            "claim-mismatch",
        ))
        .failed("identity.expected", "claim-mismatch"),
    ]
}
