//! What is released under a name: GitHub's word of a repository's tag, and Homebrew's bottles.

use serde_json::{Value, json};

use super::provenance::{certificate, sign};
use super::{ARTIFACT, TAMPERED, case, changed};
use crate::certificate::{Name, Template};
use crate::keys::{Hash, Key};
use crate::text::hex;
use crate::vector::Case;
use crate::world::{World, issued};

/// Who signs releases on GitHub, without an issuer or anything else about them.
const RELEASES: &str = "https://dotcom.releases.github.com";
const WORKFLOW: &str = "https://github.com/org/app/.github/workflows/release.yml";

pub(super) fn cases(world: &World) -> Vec<Case> {
    [releases(world), bottles(world)].concat()
}

fn releases(world: &World) -> Vec<Case> {
    let template = Template::signer(&Key::p256("signer"), Name::Uri(RELEASES.to_owned()), issued());
    let purl = "pkg:github/org/app@v1.2.3";
    let statement = json!({
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [
            {"uri": purl, "digest": {"sha1": "1111111111111111111111111111111111111111"}},
            {"name": "app.zip", "digest": {"sha256": hex(&Hash::Sha256.of(TAMPERED))}},
            {"name": "app.tar.gz", "digest": {"sha256": hex(&Hash::Sha256.of(ARTIFACT))}},
        ],
        "predicateType": "https://in-toto.io/attestation/release/v0.2",
        "predicate": {"purl": purl, "repository": "org/app", "tag": "v1.2.3", "ownerId": "7"},
    });
    let expecting = |name: &str, version: &str| json!({"certificateIdentity": RELEASES, "packageName": name, "packageVersion": version});
    let of = |name: &str, about: &str, change: &dyn Fn(&mut Value), expectation: Value| {
        let signing = sign(world, &template, &changed(&statement, |statement| change(statement)));
        case(name, about, &signing).expecting(expectation)
    };
    let other = |name: &str, about: &str, package: &str, version: &str, code| {
        of(name, about, &|_| {}, expecting(package, version))
            .verdict("unexpected")
            .failed(code, "claim-mismatch")
    };
    let only_purl = |statement: &mut Value, purl: &str| {
        statement["predicate"] = json!({"purl": purl});
    };
    let wanted = expecting("org/app", "v1.2.3");
    vec![
        of("github-release", "A file of the expected release.", &|_| {}, wanted.clone())
            .passed("package.name")
            .passed("package.version"),
        other(
            "github-release-of-other-tag",
            "A release whose tag only begins like this one.",
            "org/app",
            "v1.2",
            "package.version",
        ),
        other(
            "github-release-of-other-repository",
            "A repository whose name only begins like this one.",
            "org/ap",
            "v1.2.3",
            "package.name",
        ),
        other(
            "github-release-in-other-case",
            "The repository in other letters.",
            "Org/app",
            "v1.2.3",
            "package.name",
        ),
        of(
            "github-release-by-purl",
            "A release that is named by its address alone.",
            &|statement| only_purl(statement, "pkg:github/org/app@v1%2E2.3"),
            wanted.clone(),
        )
        .passed("package.name")
        .passed("package.version"),
        of(
            "github-release-elsewhere",
            "The address of a release on another platform.",
            &|statement| only_purl(statement, "pkg:gitlab/org/app@v1.2.3"),
            wanted,
        )
        .verdict("unexpected")
        .failed("package.name", "demand-unsupported")
        .failed("package.version", "demand-unsupported"),
    ]
}

fn bottles(world: &World) -> Vec<Case> {
    let attested = |name: &str| {
        let template = certificate(&Key::p256("signer"), WORKFLOW, "refs/tags/v1.2.3");
        let statement = json!({
            "_type": "https://in-toto.io/Statement/v1",
            "subject": [{"name": name, "digest": {"sha256": hex(&Hash::Sha256.of(ARTIFACT))}}],
            "predicateType": "https://authority.test/bottled/v1",
            "predicate": {},
        });
        sign(world, &template, &statement)
    };
    let of = |name: &str, about: &str, own: &'static str| {
        case(name, about, &attested("app--1.2.3.arm64_sonoma.bottle.tar.gz"))
            .expecting(json!({"repo": "org/app"}))
            .called(own)
    };
    let same = |case: Case| case.passed("subject.name");
    let other = |case: Case| case.verdict("failed").failed("subject.name", "subject-name-mismatch");
    vec![
        same(of("bottle", "A bottle by its own name.", "app--1.2.3.arm64_sonoma.bottle.tar.gz")),
        same(of(
            "bottle-kept",
            "A bottle as Homebrew keeps it, behind the digest of its address.",
            "0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f--app--1.2.3.arm64_sonoma.bottle.tar.gz",
        )),
        same(of(
            "bottle-of-all-platforms",
            "A bottle for all platforms is attested under the name of the one that was built.",
            "app--1.2.3.all.bottle.tar.gz",
        )),
        other(of(
            "bottle-of-other-version",
            "An older bottle under the name of a newer one.",
            "app--1.2.30.arm64_sonoma.bottle.tar.gz",
        )),
        other(of(
            "bottle-of-all-platforms-of-other-version",
            "The same of one for all platforms: the name is not compared by its beginning.",
            "app--1.2.all.bottle.tar.gz",
        )),
        other(of(
            "bottle-of-other-formula",
            "A bottle under the name of another formula.",
            "ap--1.2.3.arm64_sonoma.bottle.tar.gz",
        )),
        other(of(
            "bottle-of-other-platform",
            "A bottle under the name of another platform's.",
            "app--1.2.3.x86_64_linux.bottle.tar.gz",
        )),
        of("bottle-renamed", "A file that is not called as bottles are.", "app.tar.gz"),
    ]
}
