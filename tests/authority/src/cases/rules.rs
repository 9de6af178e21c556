//! Policies: rules over predicates, the SLSA level of builders, and parameters of builds.

use serde_json::{Value, json};

use super::policies::{
    MET, MISSING, UNMET, and, attestation, by_person, by_workflow, case, demands, refused,
    stranger, unmet, unproven, with,
};
use super::{ARTIFACT, maker};
use crate::keys::Key;
use crate::text::{hex, pem};
use crate::vector::Case;
use crate::world::{Content, IN_TOTO, Signing, WORKFLOW, World};

pub(super) fn cases(world: &World) -> Vec<Case> {
    [
        rules(world),
        lists(world),
        several(world),
        levels(world),
        level_maps(world),
        parameters(world),
        malformed(world),
    ]
    .concat()
}

const TEST: &str = "https://in-toto.io/attestation/test-result/v0.1";
const SBOM: &str = "https://spdx.dev/Document/v2.3";
const PROVENANCE: &str = "https://slsa.dev/provenance/v1";
const PROVENANCE_V02: &str = "https://slsa.dev/provenance/v0.2";
const GENERATOR: &str = "https://github.com/slsa-framework/slsa-github-generator/.github/workflows/generator_generic_slsa3.yml";
const DELEGATOR: &str = "https://github.com/slsa-framework/slsa-github-generator/.github/workflows/delegator_generic_slsa3.yml";

/// What the attestation of most cases says.
fn predicate() -> Value {
    json!({
        "result": "PASSED",
        "passed": 12,
        "score": 9.8,
        "large": 1e30,
        "coverage": {"lines": 80, "a.b": true},
        "when": "2026-03-01T12:00:00Z",
        "nothing": null,
        "configuration": [{"name": "unit", "retries": 0}, {"name": "fuzz", "retries": 3}],
        "owners": [{"team": "a"}, {}],
        "failed": [],
    })
}

fn rule(place: &str, comparison: Value) -> Value {
    let mut rule = json!({"predicateType": TEST, "path": place});
    for (key, value) in comparison.as_object().expect("an object") {
        rule[key] = value.clone();
    }
    rule
}

/// One attestation and one rule.
fn ruled(world: &World, name: &str, about: &str, status: &'static str, rule: Value) -> Case {
    let bundle = attestation(&Signing::message(world, ARTIFACT), TEST, &predicate()).bundle();
    let case = case(name, about, world, &[bundle], &with(json!({"rules": [rule]})));
    let keys = and(&[("rules", status)]);
    match status {
        MET => demands(case, &keys),
        UNMET => unmet(case, &keys),
        _ => unproven(case, &keys),
    }
}

fn rules(world: &World) -> Vec<Case> {
    let of = |name: &str, about: &str, status, place: &str, comparison: Value| {
        ruled(world, name, about, status, rule(place, comparison))
    };
    vec![
        of("rule-equals", "Exactly this text.", MET, "$.result", json!({"equals": "PASSED"})),
        of("rule-equals-another", "Another text.", UNMET, "$.result", json!({"equals": "FAILED"})),
        of(
            "rule-equals-case",
            "Letter case counts.",
            UNMET,
            "$.result",
            json!({"equals": "passed"}),
        ),
        of(
            "rule-equals-part",
            "A text that begins alike.",
            UNMET,
            "$.result",
            json!({"equals": "PASS"}),
        ),
        of(
            "rule-key-case",
            "Letter case counts in keys too.",
            MISSING,
            "$.Result",
            json!({"equals": "PASSED"}),
        ),
        of(
            "rule-number-for-text",
            "The number 12 is no text.",
            UNMET,
            "$.passed",
            json!({"equals": "12"}),
        ),
        of("rule-text-for-number", "A text is no number.", UNMET, "$.result", json!({"equals": 0})),
        of(
            "rule-bool",
            "A truth value behind a key with a dot in it.",
            MET,
            r#"$.coverage["a.b"]"#,
            json!({"equals": true}),
        ),
        of(
            "rule-bool-for-number",
            "True is not 1.",
            UNMET,
            r#"$.coverage["a.b"]"#,
            json!({"equals": 1}),
        ),
        of(
            "rule-key-with-dot",
            "Two keys are not one with a dot.",
            MISSING,
            "$.coverage.a.b",
            json!({"equals": true}),
        ),
        of(
            "rule-one-of",
            "One of several values of different types.",
            MET,
            "$.passed",
            json!({"oneOf": ["12", 12.0, true]}),
        ),
        of(
            "rule-one-of-none",
            "None of several.",
            UNMET,
            "$.result",
            json!({"oneOf": ["FAILED", "WARNED"]}),
        ),
        of("rule-exists", "Something is there.", MET, "$.coverage.lines", json!({"exists": true})),
        of(
            "rule-exists-not",
            "Nothing is there.",
            MISSING,
            "$.coverage.branches",
            json!({"exists": true}),
        ),
        of("rule-null", "A null is nothing.", MISSING, "$.nothing", json!({"exists": true})),
        of(
            "rule-missing-path",
            "The way ends before the place.",
            MISSING,
            "$.absent.deeper.still",
            json!({"equals": "x"}),
        ),
        of(
            "rule-through-text",
            "The way leads through a text.",
            UNMET,
            "$.result.inner",
            json!({"exists": true}),
        ),
        of("rule-object", "An object is no text.", UNMET, "$.coverage", json!({"equals": "lines"})),
        of(
            "rule-bounds",
            "Between both bounds, of which one is the number.",
            MET,
            "$.passed",
            json!({"atLeast": 12, "atMost": 20}),
        ),
        of("rule-below", "Less than the least.", UNMET, "$.passed", json!({"atLeast": 13})),
        of(
            "rule-fraction",
            "A fraction that is just large enough.",
            MET,
            "$.score",
            json!({"atLeast": 9.8}),
        ),
        of(
            "rule-fraction-above",
            "A fraction that is just too large.",
            UNMET,
            "$.score",
            json!({"atMost": 9.79999999999}),
        ),
        of(
            "rule-large",
            "A number that no integer holds.",
            UNMET,
            "$.large",
            json!({"atMost": 9_223_372_036_854_775_807_i64}),
        ),
        of("rule-bound-of-text", "A text has no size.", UNMET, "$.when", json!({"atLeast": 0})),
        of(
            "rule-times",
            "Inside of two times, one of them in another offset from UTC.",
            MET,
            "$.when",
            json!({"notBefore": "2026-03-01T13:00:00+01:00", "notAfter": "2026-03-02T00:00:00Z"}),
        ),
        of(
            "rule-too-early",
            "A second too early.",
            UNMET,
            "$.when",
            json!({"notBefore": "2026-03-01T12:00:01Z"}),
        ),
        of(
            "rule-no-time",
            "A text that is no time.",
            UNMET,
            "$.result",
            json!({"notAfter": "2030-01-01T00:00:00Z"}),
        ),
    ]
}

fn lists(world: &World) -> Vec<Case> {
    let of = |name: &str, about: &str, status, place: &str, comparison: Value| {
        ruled(world, name, about, status, rule(place, comparison))
    };
    vec![
        of(
            "rule-any",
            "One element will do.",
            MET,
            "$.configuration[any].name",
            json!({"equals": "fuzz"}),
        ),
        of(
            "rule-any-none",
            "None of the elements.",
            UNMET,
            "$.configuration[any].name",
            json!({"equals": "load"}),
        ),
        of("rule-all", "Every element.", MET, "$.configuration[all].retries", json!({"atMost": 3})),
        of(
            "rule-all-but-one",
            "Every element but the last.",
            UNMET,
            "$.configuration[all].retries",
            json!({"atMost": 2}),
        ),
        of(
            "rule-all-but-one-missing",
            "One element does not say it.",
            MISSING,
            "$.owners[all].team",
            json!({"equals": "a"}),
        ),
        of(
            "rule-any-beside-missing",
            "One says it, another does not.",
            MET,
            "$.owners[any].team",
            json!({"equals": "a"}),
        ),
        of(
            "rule-all-of-none",
            "All elements of an empty list are none: nothing was shown.",
            UNMET,
            "$.failed[all]",
            json!({"equals": "x"}),
        ),
        of(
            "rule-all-or-empty",
            "The rule says that the list may be empty.",
            MET,
            "$.failed[all]",
            json!({"equals": "x", "orEmpty": true}),
        ),
        of(
            "rule-or-empty-absent",
            "No list is not an empty one.",
            MISSING,
            "$.absent[all]",
            json!({"equals": "x", "orEmpty": true}),
        ),
        of(
            "rule-any-of-none",
            "Nothing is among nothing.",
            UNMET,
            "$.failed[any]",
            json!({"exists": true}),
        ),
        of(
            "rule-list-of-object",
            "An object is no list.",
            UNMET,
            "$.coverage[all]",
            json!({"exists": true}),
        ),
        of(
            "rule-list-without-step",
            "A list is none of its elements.",
            UNMET,
            "$.configuration.name",
            json!({"equals": "unit"}),
        ),
        of(
            "rule-index",
            "A number is a key's name, and no place in a list.",
            UNMET,
            r#"$.configuration["0"].name"#,
            json!({"equals": "unit"}),
        ),
    ]
}

fn several(world: &World) -> Vec<Case> {
    let message = Signing::message(world, ARTIFACT);
    let test = |predicate: Value| attestation(&message, TEST, &predicate).bundle();
    let passed = test(json!({"result": "PASSED", "suite": "unit"}));
    let fuzzed = test(json!({"result": "FAILED", "suite": "fuzz"}));
    let result = rule("$.result", json!({"equals": "PASSED"}));
    let suite = rule("$.suite", json!({"equals": "fuzz"}));
    let of = |name: &str, about: &str, bundles: &[Value], rules: Value| {
        case(name, about, world, bundles, &with(json!({"rules": rules})))
    };
    let others = by_person(world, "stranger@authority.test", "https://accounts.authority.test");
    let others = attestation(&others, TEST, &json!({"result": "PASSED"})).bundle();
    let text = String::from_utf8(payload(&json!({"result": "FAILED"}))).expect("text");
    let twice = text.replace(r#""result":"FAILED""#, r#""result":"FAILED","result":"PASSED""#);
    assert_ne!(text, twice, "the key stands there twice");
    let twice = Signing {
        content: Content::Envelope {
            payload: twice.into_bytes(),
            payload_type: IN_TOTO.to_owned(),
        },
        ..attestation(&message, TEST, &json!({}))
    };
    let other_type = json!({"predicateType": SBOM, "path": "$.name", "equals": "app"});
    let sbom = attestation(&message, SBOM, &json!({"name": "app"})).bundle();
    vec![
        demands(
            of("rules-of-one", "Two rules that the same attestation meets.", &[test(json!({"result": "PASSED", "suite": "fuzz"}))], json!([result, suite])),
            &and(&[("rules", MET), ("rules", MET)]),
        ),
        demands(
            of("rules-one-of-two", "Of two attestations by the same signer one meets the rule; the other is shown.", &[passed.clone(), fuzzed.clone()], json!([result])),
            &and(&[("rules", MET)]),
        ),
        unmet(
            of("rules-not-together", "Each rule is met by another attestation: nothing is put together from both.", &[passed.clone(), fuzzed], json!([result, suite])),
            &and(&[("rules", MET), ("rules", UNMET)]),
        ),
        demands(
            of("rules-of-two-types", "Rules over attestations of two types, each in evidence of its own.", &[passed.clone(), sbom], json!([result, other_type])),
            &and(&[("rules", MET), ("rules", MET)]),
        ),
        demands(
            of("rules-type-missing", "No attestation of the second rule's type.", std::slice::from_ref(&passed), json!([result, other_type])).verdict("incomplete"),
            &and(&[("rules", MET), ("rules", MISSING)]),
        ),
        demands(
            of("rules-of-stranger", "The rule is met by a stranger's attestation alone.", &[message.bundle(), others], json!([result])).verdict("unexpected"),
            &and(&[("rules", MISSING)]),
        ),
        demands(
            of("rules-signature-alone", "A signature says nothing that a rule could read.", &[message.bundle()], json!([result])).verdict("incomplete"),
            &and(&[("rules", MISSING)]),
        ),
        of("rule-duplicate-key", "A statement that says a key twice says nothing: readers would differ in which they take.", &[twice.bundle()], json!([rule("$.result", json!({"exists": true}))]))
            .verdict("failed")
            .failed("subject.digest", "json-duplicate-key"),
        demands(
            case("rule-and-type", "The type is demanded by its own key too.", world, std::slice::from_ref(&passed), &with(json!({"predicateTypes": TEST, "rules": [result]}))),
            &and(&[("predicateTypes", MET), ("rules", MET)]),
        ),
    ]
}

fn payload(predicate: &Value) -> Vec<u8> {
    let digest = hex(&crate::keys::Hash::Sha256.of(ARTIFACT));
    let statement = json!({
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [{"name": "artifact", "digest": {"sha256": digest}}],
        "predicateType": TEST,
        "predicate": predicate,
    });
    crate::text::canonical_json(&statement).into_bytes()
}

/// Provenance v1 that names this builder.
fn built(builder: &str) -> Value {
    json!({
        "buildDefinition": {
            "buildType": "https://authority.test/build/v1",
            "externalParameters": {"target": "release", "jobs": 5, "debug": false},
            "resolvedDependencies": [{"uri": "git+https://github.com/org/app@refs/tags/v1.0.0"}],
        },
        "runDetails": {"builder": {"id": builder}},
    })
}

/// Signs by a workflow on one of GitHub's machines, or on somebody's own.
fn workflow(world: &World, workflow: &str, runner: &str) -> Signing {
    let commit = "a".repeat(40);
    by_workflow(world, "org/app", workflow, &[(2, "push"), (3, &commit), (11, runner)])
}

/// The repository's sources, built by this workflow.
fn repository(workflow: &str, more: Value) -> Value {
    let path = workflow.trim_start_matches("https://github.com/");
    let mut policy = json!({"repo": "org/app", "workflow": path});
    for (key, value) in more.as_object().expect("an object") {
        policy[key] = value.clone();
    }
    policy
}

const OWN: &str = "https://github.com/org/app/.github/workflows/release.yml";

/// A case whose build is not what is demanded.
fn misbuilt(
    case: Case,
    check: &'static str,
    error: &'static str,
    keys: &[(&'static str, &'static str)],
) -> Case {
    demands(case.verdict("unexpected").failed(check, error), keys)
}

fn levels(world: &World) -> Vec<Case> {
    let at = |name: &str, reference: &str| format!("{name}@{reference}");
    let generator = at(GENERATOR, "refs/tags/v1.9.0");
    let hosted = |name: &str| workflow(world, name, "github-hosted");
    let by = |signing: &Signing, id: &str| attestation(signing, PROVENANCE, &built(id)).bundle();
    let of = |name: &str, about: &str, bundles: &[Value], policy: Value| {
        case(name, about, world, bundles, &policy)
    };
    let level = |level: u8| json!({"minimumSlsaLevel": level});
    let keys =
        |status: &'static str| [("repo", MET), ("workflow", MET), ("minimumSlsaLevel", status)];
    let own = hosted(WORKFLOW);
    let provenance = by(&own, WORKFLOW);
    let mut claimed = built(&generator);
    claimed["slsaLevel"] = json!(3);
    let claimed = attestation(&own, PROVENANCE, &claimed).bundle();
    let sbom = attestation(&own, SBOM, &json!({"name": "app"})).bundle();
    let delegated = hosted(&at(DELEGATOR, "refs/tags/v1.9.0"));
    let elsewhere =
        by(&delegated, "https://github.com/evil/builder/.github/workflows/b.yml@refs/tags/v1.0.0");
    let beside = json!({"minimumSlsaLevel": 2, "predicateTypes": SBOM});
    vec![
        demands(
            of(
                "level-generator",
                "A release of a builder that is known to be level 3.",
                &[by(&hosted(&generator), &generator)],
                repository(GENERATOR, level(3)),
            ),
            &keys(MET),
        ),
        misbuilt(
            of(
                "level-generator-branch",
                "A branch of that builder is whatever was pushed to it last.",
                &[by(&hosted(&at(GENERATOR, "refs/heads/main")), &generator)],
                repository(GENERATOR, level(3)),
            ),
            "build.level",
            "claim-mismatch",
            &keys(UNMET),
        ),
        demands(
            of(
                "level-own-workflow",
                "A workflow of the repository's own on GitHub's machine is level 2.",
                std::slice::from_ref(&provenance),
                repository(OWN, level(2)),
            ),
            &keys(MET),
        ),
        misbuilt(
            of(
                "level-own-workflow-three",
                "It is not level 3.",
                std::slice::from_ref(&provenance),
                repository(OWN, level(3)),
            ),
            "build.level",
            "claim-mismatch",
            &keys(UNMET),
        ),
        misbuilt(
            of(
                "level-self-hosted",
                "Somebody's own machine is level 1.",
                &[by(&workflow(world, WORKFLOW, "self-hosted"), WORKFLOW)],
                repository(OWN, level(2)),
            ),
            "build.level",
            "claim-mismatch",
            &keys(UNMET),
        ),
        misbuilt(
            of(
                "level-claimed",
                "The document names a builder of level 3 and the level itself; neither signed.",
                &[claimed],
                repository(OWN, level(3)),
            ),
            "build.level",
            "claim-mismatch",
            &keys(UNMET),
        ),
        demands(
            of(
                "level-of-signature",
                "A signature is no provenance.",
                &[own.bundle()],
                repository(OWN, level(1)),
            )
            .verdict("incomplete")
            .missing("build.level", "identity-unproven"),
            &keys(MISSING),
        ),
        misbuilt(
            of(
                "level-of-sbom",
                "A bill of materials is no provenance.",
                std::slice::from_ref(&sbom),
                repository(OWN, level(1)),
            ),
            "build.level",
            "predicate-type-unexpected",
            &keys(UNMET),
        ),
        demands(
            of(
                "level-beside-sbom",
                "Provenance of that level, and a bill of materials that says nothing of builds.",
                &[provenance.clone(), sbom.clone()],
                repository(OWN, beside.clone()),
            ),
            &[("repo", MET), ("workflow", MET), ("minimumSlsaLevel", MET), ("predicateTypes", MET)],
        ),
        demands(
            of(
                "level-sbom-alone",
                "A bill of materials stands for no build.",
                &[sbom],
                repository(OWN, beside),
            )
            .verdict("incomplete"),
            &[
                ("repo", MET),
                ("workflow", MET),
                ("minimumSlsaLevel", MISSING),
                ("predicateTypes", MET),
            ],
        ),
        misbuilt(
            of(
                "level-delegated-elsewhere",
                "A delegator vouches for a builder that nobody knows.",
                std::slice::from_ref(&elsewhere),
                repository(DELEGATOR, level(2)),
            ),
            "build.level",
            "claim-mismatch",
            &keys(UNMET),
        ),
        demands(
            of(
                "level-person",
                "Provenance that a person signed is level 1.",
                &[attestation(
                    &Signing::message(world, ARTIFACT),
                    PROVENANCE,
                    &built("https://authority.test/laptop"),
                )
                .bundle()],
                with(level(1)),
            ),
            &and(&[("minimumSlsaLevel", MET)]),
        ),
        misbuilt(
            of(
                "level-person-two",
                "It is not level 2, whichever builder it names.",
                &[attestation(&Signing::message(world, ARTIFACT), PROVENANCE, &built(&generator))
                    .bundle()],
                with(level(2)),
            ),
            "build.level",
            "claim-mismatch",
            &and(&[("minimumSlsaLevel", UNMET)]),
        ),
        demands(
            of(
                "level-delegated-by-map",
                "The policy knows the builder that the delegator vouches for.",
                &[elsewhere],
                repository(
                    DELEGATOR,
                    json!({"minimumSlsaLevel": 3, "builderLevels": {"https://github.com/evil/builder/.github/workflows/b.yml@v1.0.0": 3}}),
                ),
            ),
            &[("repo", MET), ("workflow", MET), ("minimumSlsaLevel", MET), ("builderLevels", MET)],
        ),
    ]
}

fn level_maps(world: &World) -> Vec<Case> {
    let own = workflow(world, WORKFLOW, "github-hosted");
    let provenance = attestation(&own, PROVENANCE, &built(WORKFLOW)).bundle();
    let generator = format!("{GENERATOR}@refs/tags/v1.9.0");
    let generated = workflow(world, &generator, "github-hosted");
    let generated = attestation(&generated, PROVENANCE, &built(&generator)).bundle();
    let managed = Key::p256("managed");
    let fingerprint = format!("sha256:{}", hex(&crate::keys::Hash::Sha256.of(&managed.spki())));
    let by_key = Signing::message(world, ARTIFACT).by(crate::world::Signer {
        certificate: None,
        scheme: managed.scheme(),
        key: Key::p256("managed"),
    });
    let by_key = attestation(&by_key, PROVENANCE, &built(&generator)).bundle();
    let of = |name: &str, about: &str, bundle: &Value, policy: Value| {
        case(name, about, world, std::slice::from_ref(bundle), &policy)
    };
    let map = |known: Value| json!({"minimumSlsaLevel": 3, "builderLevels": known});
    let keys = |status: &'static str| {
        [("repo", MET), ("workflow", MET), ("minimumSlsaLevel", status), ("builderLevels", status)]
    };
    let key = |name: &str, about: &str, policy: Value| {
        let text = pem("PUBLIC KEY", &managed.spki());
        of(name, about, &by_key, policy)
            .file("key.pub", text.into_bytes())
            .change(|case| case.key_found = true)
    };
    let key_keys = |status: &'static str| {
        [("key", MET), ("minimumSlsaLevel", status), ("builderLevels", status)]
    };
    vec![
        demands(
            of(
                "level-by-map",
                "The policy says which level that builder has.",
                &provenance,
                repository(OWN, map(json!({OWN: 3}))),
            ),
            &keys(MET),
        ),
        demands(
            of(
                "level-by-map-version",
                "The builder at one version.",
                &provenance,
                repository(OWN, map(json!({WORKFLOW: 3}))),
            ),
            &keys(MET),
        ),
        misbuilt(
            of(
                "level-by-map-other-version",
                "The builder at another version.",
                &provenance,
                repository(OWN, map(json!({format!("{OWN}@refs/tags/v2.0.0"): 3}))),
            ),
            "build.level",
            "claim-mismatch",
            &keys(UNMET),
        ),
        misbuilt(
            of(
                "level-by-map-lower",
                "The policy's word goes before what is known here.",
                &generated,
                repository(GENERATOR, map(json!({GENERATOR: 2}))),
            ),
            "build.level",
            "claim-mismatch",
            &keys(UNMET),
        ),
        misbuilt(
            of(
                "level-by-map-look-alike",
                "A builder whose name begins alike.",
                &provenance,
                repository(
                    OWN,
                    map(
                        json!({"https://github.com/org/app/.github/workflows/release.ym": 3, "https://github.com/org/app": 3}),
                    ),
                ),
            ),
            "build.level",
            "claim-mismatch",
            &keys(UNMET),
        ),
        misbuilt(
            of(
                "level-by-map-claimed",
                "The map's builder is only named in the document.",
                &attestation(&own, PROVENANCE, &built("https://authority.test/builder")).bundle(),
                repository(OWN, map(json!({"https://authority.test/builder": 3}))),
            ),
            "build.level",
            "claim-mismatch",
            &keys(UNMET),
        ),
        demands(
            key(
                "level-of-key",
                "The policy says which level the owner of a key has.",
                json!({"key": fingerprint, "minimumSlsaLevel": 3, "builderLevels": {&fingerprint: 3}}),
            ),
            &key_keys(MET),
        ),
        misbuilt(
            key(
                "level-of-key-claimed",
                "The key's owner claims a builder of level 3.",
                json!({"key": fingerprint, "minimumSlsaLevel": 3, "builderLevels": {GENERATOR: 3}}),
            ),
            "build.level",
            "claim-mismatch",
            &key_keys(UNMET),
        ),
    ]
}

fn parameters(world: &World) -> Vec<Case> {
    let message = Signing::message(world, ARTIFACT);
    let v1 = attestation(&message, PROVENANCE, &built("https://authority.test/builder")).bundle();
    let old = json!({
        "builder": {"id": "https://authority.test/builder"},
        "buildType": "https://authority.test/build/v1",
        "invocation": {"parameters": {"target": "release"}, "environment": {"mode": "debug"}},
    });
    let v02 = attestation(&message, PROVENANCE_V02, &old).bundle();
    let of = |name: &str, about: &str, bundle: &Value, wanted: Value| {
        case(
            name,
            about,
            world,
            std::slice::from_ref(bundle),
            &with(json!({"buildParameters": wanted})),
        )
    };
    let keys = |status: &'static str| and(&[("buildParameters", status)]);
    let wrong = |case: Case| misbuilt(case, "build.parameters", "claim-mismatch", &keys(UNMET));
    vec![
        demands(
            of(
                "parameters",
                "Every expected parameter, each of its type; there are others.",
                &v1,
                json!({"target": "release", "jobs": 5, "debug": false}),
            ),
            &keys(MET),
        ),
        demands(
            of(
                "parameters-v02",
                "The same in provenance v0.2.",
                &v02,
                json!({"target": "release"}),
            ),
            &keys(MET),
        ),
        wrong(of("parameters-another", "Another value.", &v1, json!({"target": "nightly"}))),
        wrong(of("parameters-type", "A number is no text.", &v1, json!({"jobs": "5"}))),
        wrong(of(
            "parameters-absent",
            "A parameter that the build did not have.",
            &v1,
            json!({"target": "release", "sanitizer": "none"}),
        )),
        wrong(of(
            "parameters-environment",
            "What the platform set is no parameter.",
            &v02,
            json!({"mode": "debug"}),
        )),
        misbuilt(
            of(
                "parameters-of-sbom",
                "A bill of materials is no provenance.",
                &attestation(&message, SBOM, &json!({"target": "release"})).bundle(),
                json!({"target": "release"}),
            ),
            "build.parameters",
            "predicate-type-unexpected",
            &keys(UNMET),
        ),
        stranger(
            case(
                "parameters-of-stranger",
                "A stranger's provenance.",
                world,
                &[attestation(
                    &by_person(world, "stranger@authority.test", "https://accounts.authority.test"),
                    PROVENANCE,
                    &built("https://authority.test/builder"),
                )
                .bundle()],
                &with(json!({"buildParameters": {"target": "release"}})),
            ),
            &[
                ("certificateIdentity", UNMET),
                ("certificateOidcIssuer", MET),
                ("buildParameters", MET),
            ],
        ),
    ]
}

fn malformed(world: &World) -> Vec<Case> {
    let of = |name: &str, about: &str, error: &'static str, more: Value| {
        let mut policy = maker();
        for (key, value) in more.as_object().expect("an object") {
            policy[key] = value.clone();
        }
        refused(world, name, about, error, &policy.to_string())
    };
    let ruled = |name: &str, about: &str, error: &'static str, rules: Value| {
        of(name, about, error, json!({"rules": rules}))
    };
    let one = |name: &str, about: &str, error: &'static str, place: &str, comparison: Value| {
        ruled(name, about, error, json!([rule(place, comparison)]))
    };
    let two = |first: Value, second: Value| json!([rule("$.a", first), rule("$.a", second)]);
    vec![
        of(
            "bad-level-zero",
            "A level that everybody has.",
            "field-invalid",
            json!({"minimumSlsaLevel": 0}),
        ),
        of(
            "bad-level-four",
            "A level that the Build track has not.",
            "field-invalid",
            json!({"minimumSlsaLevel": 4}),
        ),
        of(
            "bad-level-text",
            "A level's name.",
            "field-invalid",
            json!({"minimumSlsaLevel": "SLSA_BUILD_LEVEL_3"}),
        ),
        of(
            "bad-builder-levels-alone",
            "Levels of builders by themselves demand nothing.",
            "policy-unsatisfiable",
            json!({"builderLevels": {"https://a.test/b": 3}}),
        ),
        of(
            "bad-builder-levels-empty",
            "No builder.",
            "policy-unsatisfiable",
            json!({"minimumSlsaLevel": 2, "builderLevels": {}}),
        ),
        of(
            "bad-builder-level-id",
            "A builder without an address.",
            "field-invalid",
            json!({"minimumSlsaLevel": 2, "builderLevels": {"builder": 3}}),
        ),
        of(
            "bad-builder-level-four",
            "A builder of a level that there is not.",
            "field-invalid",
            json!({"minimumSlsaLevel": 2, "builderLevels": {"https://a.test/b": 4}}),
        ),
        of(
            "bad-parameters-empty",
            "No parameter.",
            "policy-unsatisfiable",
            json!({"buildParameters": {}}),
        ),
        of(
            "bad-parameter-list",
            "A parameter that is a list.",
            "field-invalid",
            json!({"buildParameters": {"a": ["b"]}}),
        ),
        of(
            "bad-parameter-fraction",
            "A fraction, which nobody compares without rounding.",
            "field-invalid",
            json!({"buildParameters": {"a": 0.5}}),
        ),
        ruled("bad-rules-empty", "No rule.", "policy-unsatisfiable", json!([])),
        ruled(
            "bad-rule-key",
            "A key that no rule has.",
            "policy-key-unknown",
            json!([rule("$.a", json!({"equals": 1, "matches": ".*"}))]),
        ),
        ruled(
            "bad-rule-type-missing",
            "A rule over anything.",
            "field-missing",
            json!([{"path": "$.a", "exists": true}]),
        ),
        ruled(
            "bad-rule-path-missing",
            "A rule about nothing.",
            "field-missing",
            json!([{"predicateType": TEST, "exists": true}]),
        ),
        one(
            "bad-rule-path",
            "A place by its number.",
            "field-invalid",
            "$.a[0]",
            json!({"exists": true}),
        ),
        one(
            "bad-rule-path-root",
            "The whole of it.",
            "field-invalid",
            "$",
            json!({"exists": true}),
        ),
        one(
            "bad-rule-path-deep",
            "A longer way than anything has.",
            "field-invalid",
            &format!("${}", ".a".repeat(17)),
            json!({"exists": true}),
        ),
        one(
            "bad-rule-without-comparison",
            "Nothing to compare with.",
            "choice-missing",
            "$.a",
            json!({}),
        ),
        one(
            "bad-rule-two-comparisons",
            "Two comparisons in one rule.",
            "choice-ambiguous",
            "$.a",
            json!({"equals": 1, "atLeast": 1}),
        ),
        one(
            "bad-rule-exists-false",
            "A false that everything without that key would meet.",
            "field-invalid",
            "$.a",
            json!({"exists": false}),
        ),
        one(
            "bad-rule-equals-list",
            "A list to compare with.",
            "field-invalid",
            "$.a",
            json!({"equals": ["b"]}),
        ),
        one(
            "bad-rule-one-of-empty",
            "One of nothing.",
            "policy-unsatisfiable",
            "$.a",
            json!({"oneOf": []}),
        ),
        one(
            "bad-rule-one-of-twice",
            "The same number twice.",
            "field-invalid",
            "$.a",
            json!({"oneOf": [1, 1.0]}),
        ),
        one(
            "bad-rule-bound-text",
            "A text as a bound.",
            "field-invalid",
            "$.a",
            json!({"atLeast": "5"}),
        ),
        one(
            "bad-rule-bounds",
            "The least is more than the most.",
            "policy-unsatisfiable",
            "$.a",
            json!({"atLeast": 2.5, "atMost": 2}),
        ),
        one(
            "bad-rule-time",
            "A day is no time.",
            "time-invalid",
            "$.a",
            json!({"notAfter": "2026-01-01"}),
        ),
        one(
            "bad-rule-times",
            "The first time is after the last.",
            "policy-unsatisfiable",
            "$.a",
            json!({"notBefore": "2026-01-02T00:00:00Z", "notAfter": "2026-01-01T00:00:00Z"}),
        ),
        one(
            "bad-rule-or-empty",
            "An empty list, where no list is compared as a whole.",
            "field-invalid",
            "$.a[any]",
            json!({"exists": true, "orEmpty": true}),
        ),
        ruled(
            "bad-rules-contradict",
            "Two values of the same place.",
            "policy-unsatisfiable",
            two(json!({"equals": "b"}), json!({"oneOf": ["c", 1]})),
        ),
        ruled(
            "bad-rules-contradict-bounds",
            "Two ranges that have nothing in common.",
            "policy-unsatisfiable",
            two(json!({"atLeast": 5}), json!({"atMost": 4.9})),
        ),
        ruled(
            "bad-rules-contradict-types",
            "A number that is a time.",
            "policy-unsatisfiable",
            two(json!({"atLeast": 5}), json!({"notAfter": "2026-01-01T00:00:00Z"})),
        ),
    ]
}
