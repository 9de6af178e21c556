//! Workflows that GitHub itself attests, of those the specification vets: Bazel's releases.

use serde_json::{Value, json};

use super::provenance::{by_somebody, certificate, says, sign};
use super::{ARTIFACT, case, changed};
use crate::keys::{Hash, Key};
use crate::text::hex;
use crate::vector::Case;
use crate::world::World;

const RULESET: &str =
    "https://github.com/bazel-contrib/.github/.github/workflows/release_ruleset.yaml";
const PUBLISHER: &str =
    "https://github.com/bazel-contrib/publish-to-bcr/.github/workflows/publish.yaml";
const RELEASE: &str = "refs/tags/v7.2.3";
const TAG: &str = "refs/tags/v1.2.3";
const COMMIT: &str = "1111111111111111111111111111111111111111";

pub(super) fn cases(world: &World) -> Vec<Case> {
    let key = Key::p256("signer");
    let signed = |builder: &str, reference: &str, payload: &Value| {
        sign(world, &certificate(&key, builder, reference), payload)
    };
    let by = |builder: &str| signed(builder, RELEASE, &provenance(builder));
    let but = |change: &dyn Fn(&mut Value)| {
        signed(PUBLISHER, RELEASE, &changed(&provenance(PUBLISHER), |payload| change(payload)))
    };
    let wanted = |builder: &str| json!({"sourceUri": "github.com/org/app", "builderId": builder});
    let tagged = |tag: &str| changed(&wanted(PUBLISHER), |wanted| wanted["sourceTag"] = json!(tag));
    let of = |name: &str, about: &str, signing, wanted: Value| {
        case(name, about, &signing).expecting(wanted)
    };
    let elsewhere = PUBLISHER.replace("bazel-contrib/", "bazel-contrib-evil/");
    vec![
        of(
            "bazel-ruleset",
            "A ruleset of Bazel's, by the workflow that the user named.",
            by(RULESET),
            wanted(RULESET),
        )
        .passed("build.builder")
        .passed("build.predicate")
        .passed("build.source"),
        of(
            "bazel-module",
            "A module for Bazel's registry, by its workflow in the named version.",
            by(PUBLISHER),
            wanted(&format!("{PUBLISHER}@v7.2.3")),
        )
        .passed("build.builder"),
        of(
            "bazel-module-of-tag",
            "The same, of the expected tag.",
            by(PUBLISHER),
            tagged("v1.2.3"),
        )
        .passed("build.builder"),
        says(
            of(
                "bazel-module-of-other-tag",
                "The same, of another tag.",
                by(PUBLISHER),
                tagged("v1.2.30"),
            ),
            "build.tag",
            "claim-mismatch",
        ),
        by_somebody(
            of(
                "bazel-module-of-other-version",
                "Another version of the workflow.",
                by(PUBLISHER),
                wanted(&format!("{PUBLISHER}@v7.2.30")),
            ),
            "builder-untrusted",
        ),
        by_somebody(
            of(
                "bazel-ruleset-for-module",
                "The one workflow where the other was named.",
                by(RULESET),
                wanted(PUBLISHER),
            ),
            "builder-untrusted",
        ),
        by_somebody(
            of(
                "bazel-look-alike",
                "bazel-contrib-evil is not bazel-contrib.",
                by(&elsewhere),
                wanted(PUBLISHER),
            ),
            "builder-untrusted",
        ),
        by_somebody(
            of(
                "bazel-branch",
                "The workflow as it was pushed last.",
                signed(PUBLISHER, "refs/heads/main", &provenance(PUBLISHER)),
                wanted(PUBLISHER),
            ),
            "builder-reference-invalid",
        ),
        says(
            of(
                "bazel-other-type",
                "A build of npm's, which this workflow does not make.",
                but(&|payload| {
                    payload["predicate"]["buildDefinition"]["buildType"] = json!(
                        "https://slsa-framework.github.io/github-actions-buildtypes/workflow/v1"
                    )
                }),
                wanted(PUBLISHER),
            ),
            "build.predicate",
            "build-type-unknown",
        ),
        says(
            of(
                "bazel-of-other-source",
                "Provenance that names another source than the certificate.",
                but(&|payload| {
                    payload["predicate"]["buildDefinition"]["externalParameters"]["workflow"]["repository"] =
                        json!("https://github.com/org/other")
                }),
                wanted(PUBLISHER),
            ),
            "build.source",
            "claim-mismatch",
        ),
        says(
            of(
                "bazel-of-other-builder",
                "Provenance that names another builder than the one that signed.",
                but(&|payload| {
                    payload["predicate"]["runDetails"]["builder"]["id"] =
                        json!(format!("{RULESET}@{RELEASE}"))
                }),
                wanted(PUBLISHER),
            ),
            "build.builder",
            "builder-mismatch",
        ),
    ]
}

/// As `actions/attest-build-provenance` writes it.
fn provenance(builder: &str) -> Value {
    json!({
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [{"name": "app.tar.gz", "digest": {"sha256": hex(&Hash::Sha256.of(ARTIFACT))}}],
        "predicateType": "https://slsa.dev/provenance/v1",
        "predicate": {
            "buildDefinition": {
                "buildType": "https://actions.github.io/buildtypes/workflow/v1",
                "externalParameters": {"workflow": {
                    "ref": TAG, "repository": "https://github.com/org/app", "path": ".github/workflows/release.yml",
                }},
                "internalParameters": {"github": {
                    "event_name": "push", "repository_id": "7", "repository_owner_id": "8", "runner_environment": "github-hosted",
                }},
                "resolvedDependencies": [{"uri": format!("git+https://github.com/org/app@{TAG}"), "digest": {"gitCommit": COMMIT}}],
            },
            "runDetails": {
                "builder": {"id": format!("{builder}@{RELEASE}")},
                "metadata": {"invocationId": "https://github.com/org/app/actions/runs/42/attempts/1"},
            },
        },
    })
}
