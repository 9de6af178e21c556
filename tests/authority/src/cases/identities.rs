//! Who signed, and who was expected.

use serde_json::{Value, json};

use super::{ARTIFACT, case};
use crate::certificate::{Name, Template};
use crate::keys::{Key, sha256};
use crate::text::{canonical_json, hex};
use crate::vector::Case;
use crate::world::{
    Content, EMAIL, GITHUB_ISSUER, IN_TOTO, ISSUER, Signing, WORKFLOW, World, email_template,
    issued, workflow_template,
};

pub(super) fn cases(world: &World) -> Vec<Case> {
    [people(world), workflows(world)].concat()
}

fn unexpected(case: Case) -> Case {
    case.verdict("unexpected").failed("identity.expected", "identity-mismatch")
}

fn people(world: &World) -> Vec<Case> {
    let key = Key::p256("signer");
    let message = Signing::message(world, ARTIFACT);
    let expected = |name: &str, about: &str, expectation: Value| {
        case(name, about, &message).expecting(expectation)
    };
    let identity =
        |text: &str| json!({"certificateIdentity": text, "certificateOidcIssuer": ISSUER});
    let pattern =
        |text: &str| json!({"certificateIdentityRegexp": text, "certificateOidcIssuer": ISSUER});
    let issuer = |text: &str| json!({"certificateIdentity": EMAIL, "certificateOidcIssuer": text});
    let issuer_pattern =
        |text: &str| json!({"certificateIdentity": EMAIL, "certificateOidcIssuerRegexp": text});
    let without_issuer = Template { fulcio: Vec::new(), ..email_template(&key) };
    let signed_by =
        |template: &Template| Signing::message(world, ARTIFACT).by(world.certified(&key, template));
    let nul = Template {
        names: vec![Name::Email(format!("{EMAIL}\0.elsewhere.test"))],
        ..email_template(&key)
    };
    let as_uri =
        Template { names: vec![Name::Uri(format!("mailto:{EMAIL}"))], ..email_template(&key) };
    vec![
        expected(
            "identity-exact",
            "The identity as it is, whoever vouched for it.",
            json!({"certificateIdentity": EMAIL}),
        )
        .passed("identity.expected"),
        expected(
            "identity-pattern",
            "A pattern that the whole identity matches.",
            pattern(".*@authority\\.test"),
        )
        .passed("identity.expected"),
        expected(
            "identity-pattern-anchored-twice",
            "Anchors in the pattern change nothing.",
            pattern("^maker@authority\\.test$"),
        )
        .passed("identity.expected"),
        expected(
            "identity-issuer-pattern",
            "A pattern for the issuer.",
            issuer_pattern("https://[a-z]+\\.authority\\.test"),
        )
        .passed("identity.expected"),
        unexpected(expected(
            "identity-another",
            "Signed by somebody else than expected.",
            identity("other@authority.test"),
        )),
        unexpected(expected(
            "identity-substring",
            "The expected text is only a part of the identity.",
            identity("maker@authority"),
        )),
        unexpected(expected(
            "identity-suffix",
            "The expected text is only the identity's end.",
            identity("aker@authority.test"),
        )),
        unexpected(expected(
            "identity-superstring",
            "The identity is only a part of the expected text.",
            identity("maker@authority.test.org"),
        )),
        unexpected(expected(
            "identity-letter-case",
            "Letter case counts.",
            identity("Maker@authority.test"),
        )),
        unexpected(expected(
            "identity-pattern-start",
            "The pattern matches the beginning alone: a pattern is anchored at both ends.",
            pattern("maker@authority"),
        )),
        unexpected(expected(
            "identity-pattern-end",
            "The pattern matches the end alone.",
            pattern("@authority\\.test"),
        )),
        unexpected(expected(
            "identity-pattern-alternatives",
            "Of two alternatives each must be anchored.",
            pattern("maker|.*@elsewhere\\.test"),
        )),
        unexpected(expected(
            "identity-pattern-none",
            "The pattern matches nothing of it.",
            pattern("[0-9]+"),
        )),
        unexpected(expected(
            "identity-issuer-another",
            "The right name, vouched for by another issuer than expected.",
            issuer("https://another.test"),
        )),
        unexpected(expected(
            "identity-issuer-prefix",
            "The expected issuer is only the beginning of the real one.",
            issuer("https://accounts.authority"),
        )),
        unexpected(expected(
            "identity-issuer-slash",
            "A slash more is another issuer.",
            issuer(&format!("{ISSUER}/")),
        )),
        unexpected(expected(
            "identity-issuer-pattern-start",
            "The issuer's pattern matches the beginning alone.",
            issuer_pattern("https://accounts"),
        )),
        unexpected(case(
            "identity-without-issuer",
            "A certificate that names no issuer, where one is expected.",
            &signed_by(&without_issuer),
        )),
        unexpected(case(
            "identity-uri-for-email",
            "A URI that contains the expected e-mail address.",
            &signed_by(&as_uri),
        )),
        unexpected(expected(
            "identity-repo-for-person",
            "A repository was expected, a person signed.",
            json!({"repo": "org/app"}),
        )),
        unexpected(case("identity-nul", "A byte of zero ends no name.", &signed_by(&nul))),
    ]
}

fn workflows(world: &World) -> Vec<Case> {
    let key = Key::p256("signer");
    let by =
        |template: &Template| Signing::message(world, ARTIFACT).by(world.certified(&key, template));
    let of = |repository: &str, workflow: &str| by(&workflow_template(&key, repository, workflow));
    let own = of("org/app", WORKFLOW);
    let expected = |name: &str, about: &str, signing: &Signing, expectation: Value| {
        case(name, about, signing).expecting(expectation)
    };
    let at = |repository: &str| {
        format!("https://github.com/{repository}/.github/workflows/release.yml@refs/tags/v1.0.0")
    };
    const REUSED: &str =
        "https://github.com/builders/shared/.github/workflows/build.yml@refs/tags/v2";
    let reused = of("org/app", REUSED);
    const BY_COMMIT: &str = "https://github.com/builders/shared/.github/workflows/build.yml@5c3fb0ef2a4b6b1d4bdf3c9eb09ba0c21f0f3b1d";
    const AT_IN_TAG: &str =
        "https://github.com/org/app/.github/workflows/release.yml@refs/tags/@org/app@1.0.0";
    const AT_IN_NAME: &str =
        "https://github.com/org/app/.github/workflows/release.yml@evil.yml@refs/tags/v1.0.0";
    // Says "published", as npm's registry does, where provenance should say who built.
    let published = {
        let mut signing = Signing::envelope(world, ARTIFACT);
        let template = workflow_template(&key, "org/app", WORKFLOW)
            .with_fulcio(2, "push")
            .with_fulcio(3, &"a".repeat(40))
            .with_fulcio(11, "github-hosted");
        signing.signer = world.certified(&key, &template);
        signing.content = Content::Envelope {
            payload: canonical_json(&json!({
                "_type": "https://in-toto.io/Statement/v1",
                "subject": [{"name": "pkg:npm/app@1.0.0", "digest": {"sha256": hex(&sha256(ARTIFACT))}}],
                "predicateType": "https://github.com/npm/attestation/tree/main/specs/publish/v0.1",
                "predicate": {"name": "app", "version": "1.0.0"},
            }))
            .into_bytes(),
            payload_type: IN_TOTO.to_owned(),
        };
        signing
    };
    let release = || json!({"repo": "org/app", "workflow": ".github/workflows/release.yml"});
    let old = Template::signer(&key, Name::Uri(WORKFLOW.to_owned()), issued())
        .with_fulcio(1, GITHUB_ISSUER)
        .with_fulcio(5, "org/app")
        .with_fulcio(6, "refs/tags/v1.0.0");
    let other_issuer = {
        let mut template = workflow_template(&key, "org/app", WORKFLOW);
        template.fulcio.retain(|(number, _)| *number != 1 && *number != 8);
        template.with_fulcio(1, ISSUER).with_fulcio(8, ISSUER)
    };
    let email = Template {
        names: vec![Name::Email(WORKFLOW.to_owned())],
        ..workflow_template(&key, "org/app", WORKFLOW)
    };
    let repo = || json!({"repo": "org/app"});
    vec![
        expected("repo", "A workflow of the expected repository.", &own, repo()).passed("identity.expected"),
        expected("repo-as-link", "The repository as a link.", &own, json!({"repo": "https://github.com/org/app"})).passed("identity.expected"),
        expected("repo-workflow", "The expected workflow of the expected repository.", &own, json!({"repo": "org/app", "workflow": ".github/workflows/release.yml"})).passed("identity.expected"),
        expected("repo-ref", "The expected tag.", &own, json!({"repo": "org/app", "ref": "refs/tags/v1.0.0"})).passed("identity.expected"),
        expected("repo-workflow-elsewhere", "A reusable workflow of another repository that the user named.", &reused, json!({"repo": "org/app", "workflow": "builders/shared/.github/workflows/build.yml"})).passed("identity.expected"),
        expected("repo-old-certificate", "A certificate from before 2023 has the deprecated extensions alone.", &by(&old), repo()).passed("identity.expected"),
        expected("workflow-exact", "The workflow's identity word for word.", &own, json!({"certificateIdentity": WORKFLOW, "certificateOidcIssuer": GITHUB_ISSUER})).passed("identity.expected"),
        expected("repo-and-pattern", "Repository and pattern: both must match.", &own, json!({"repo": "org/app", "certificateIdentityRegexp": "https://github\\.com/org/app/.*@refs/tags/v.*"})).passed("identity.expected"),
        expected("repo-workflow-at-commit", "A reusable workflow at a commit in place of a tag.", &of("org/app", BY_COMMIT), json!({"repo": "org/app", "workflow": "builders/shared/.github/workflows/build.yml"})).passed("identity.expected"),
        expected("repo-workflow-tag-with-at", "The tag holds an @, as those of npm's scoped packages do.", &of("org/app", AT_IN_TAG), release()).passed("identity.expected"),
        expected("source-published-by-workflow", "The source's own workflow says that a package was published; from which tag it was built it does not say.", &published,
            json!({"sourceUri": "github.com/org/app", "builderId": "https://github.com/actions/runner/github-hosted", "sourceTag": "v9.9.9"}))
            .verdict("unexpected").failed("build.predicate", "predicate-type-unexpected"),
        unexpected(expected("repo-workflow-name-with-at", "Another workflow, whose name goes on after an @.", &of("org/app", AT_IN_NAME), release())),
        unexpected(expected("repo-owner-look-alike", "org-evil/app is not org/app.", &of("org-evil/app", &at("org-evil/app")), repo())),
        unexpected(expected("repo-name-look-alike", "org/app-evil begins as org/app does.", &of("org/app-evil", &at("org/app-evil")), repo())),
        unexpected(expected("repo-name-shorter", "org/ap is the beginning of org/app.", &of("org/ap", &at("org/ap")), repo())),
        unexpected(expected("repo-letter-case", "Org/App is another text than org/app.", &of("Org/App", &at("Org/App")), repo())),
        unexpected(expected("repo-in-other-owner", "evil/org holds a folder app.", &of("evil/org", "https://github.com/evil/org/app/.github/workflows/release.yml@refs/heads/main"), json!({"repo": "org/app"}))),
        unexpected(expected("repo-source-elsewhere", "The expected repository's workflow built another repository's sources.", &of("org/other", WORKFLOW), repo())),
        unexpected(expected("repo-reusable-workflow-unnamed", "The sources are the expected ones, the workflow is another repository's and was not named.", &reused, repo())),
        unexpected(expected("repo-other-issuer", "The right repository, vouched for by somebody else than GitHub.", &by(&other_issuer), repo())),
        unexpected(expected("repo-email-like-workflow", "An e-mail address that reads like the workflow.", &by(&email), repo())),
        unexpected(expected("repo-other-workflow", "Another workflow of the same repository.", &own, json!({"repo": "org/app", "workflow": ".github/workflows/nightly.yml"}))),
        unexpected(expected("repo-workflow-prefix", "The expected workflow's name is only the beginning of the real one's.", &own, json!({"repo": "org/app", "workflow": ".github/workflows/release.y"}))),
        unexpected(expected("repo-other-ref", "Another tag.", &own, json!({"repo": "org/app", "ref": "refs/tags/v1.0"}))),
        unexpected(expected("repo-branch-for-tag", "A branch in place of the tag.", &own, json!({"repo": "org/app", "ref": "refs/heads/v1.0.0"}))),
        unexpected(expected("repo-and-other-pattern", "The repository matches, the pattern does not.", &own, json!({"repo": "org/app", "certificateIdentityRegexp": ".*@refs/heads/main"}))),
        expected("workflow-unstated", "Nobody was expected: the workflow is named and the user asked.", &own, json!({})).change(|case| case.expectation = None)
            .verdict("unstated").change(|case| case.signer = vec![("identity", WORKFLOW.to_owned()), ("identityType", "uri".to_owned()), ("issuer", GITHUB_ISSUER.to_owned()), ("sourceRepositoryUri", "https://github.com/org/app".to_owned())]),
    ]
}
