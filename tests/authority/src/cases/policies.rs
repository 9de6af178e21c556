//! Policies: each key met, unmet and malformed; which section applies; who counts as a signer.

use serde_json::{Value, json};

use super::{ARTIFACT, maker};
use crate::certificate::{Name, Template};
use crate::keys::Key;
use crate::text::readable_json;
use crate::vector::Case;
use crate::world::{
    Content, EMAIL, GITHUB_ISSUER, IN_TOTO, ISSUER, Signing, WORKFLOW, World, email_template,
    issued, workflow_template,
};

pub(super) fn cases(world: &World) -> Vec<Case> {
    [
        identities(world),
        qualities(world),
        attestations(world),
        sections(world),
        signers(world),
        mixtures(world),
        malformed(world),
    ]
    .concat()
}

/// A case of several bundles and a policy, all given for the artifact.
pub(super) fn case(
    name: &str,
    about: &str,
    world: &World,
    bundles: &[Value],
    policy: &Value,
) -> Case {
    written(name, about, world, bundles, &readable_json(policy))
}

fn written(name: &str, about: &str, world: &World, bundles: &[Value], policy: &str) -> Case {
    let root = world.trusted_root();
    let mut case = Case::new(name, about, &json!(null), &root, ARTIFACT)
        .without("bundle.sigstore.json")
        .file("policy.json", policy.as_bytes());
    for (index, bundle) in bundles.iter().enumerate() {
        let name = format!("bundle-{}.sigstore.json", index + 1);
        case = case.file(&name, readable_json(bundle).into_bytes());
    }
    case
}

/// A case whose one piece of evidence is not what is demanded.
pub(super) fn unmet(case: Case, keys: &[(&'static str, &'static str)]) -> Case {
    demands(case.verdict("unexpected").failed("policy.demands", "demand-unmet"), keys)
}

/// One whose evidence does not show it.
pub(super) fn unproven(case: Case, keys: &[(&'static str, &'static str)]) -> Case {
    demands(case.verdict("incomplete").missing("policy.demands", "demand-unproven"), keys)
}

pub(super) fn stranger(case: Case, keys: &[(&'static str, &'static str)]) -> Case {
    demands(case.verdict("unexpected").failed("identity.expected", "identity-mismatch"), keys)
}

pub(super) fn demands(case: Case, keys: &[(&'static str, &'static str)]) -> Case {
    case.change(|case| case.demands = keys.to_vec())
}

/// The same person's demands, and more.
pub(super) fn with(more: Value) -> Value {
    let mut policy = maker();
    for (key, value) in more.as_object().expect("an object") {
        policy[key] = value.clone();
    }
    policy
}

pub(super) const MET: &str = "met";
pub(super) const UNMET: &str = "unmet";
pub(super) const MISSING: &str = "missing";
const WHO: [(&str, &str); 2] = [("certificateIdentity", MET), ("certificateOidcIssuer", MET)];

pub(super) fn and(more: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
    [WHO.as_slice(), more].concat()
}

/// A workflow's signature with more of Fulcio's extensions.
pub(super) fn by_workflow(
    world: &World,
    repository: &str,
    workflow: &str,
    more: &[(u8, &str)],
) -> Signing {
    let key = Key::p256("signer");
    let template = more
        .iter()
        .fold(workflow_template(&key, repository, workflow), |template, (number, text)| {
            template.with_fulcio(*number, text)
        });
    Signing::message(world, ARTIFACT).by(world.certified(&key, &template))
}

/// Somebody else's signature, over a key of their own.
pub(super) fn by_person(world: &World, email: &str, issuer: &str) -> Signing {
    let key = Key::p256(email);
    let template = Template::signer(&key, Name::Email(email.to_owned()), issued())
        .with_fulcio(1, issuer)
        .with_fulcio(8, issuer);
    Signing::message(world, ARTIFACT).by(world.certified(&key, &template))
}

/// An attestation about the artifact.
pub(super) fn attestation(signing: &Signing, predicate_type: &str, predicate: &Value) -> Signing {
    let digest = crate::text::hex(&crate::keys::Hash::Sha256.of(ARTIFACT));
    let statement = json!({
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [{"name": "artifact", "digest": {"sha256": digest}}],
        "predicateType": predicate_type,
        "predicate": predicate,
    });
    Signing {
        content: Content::Envelope {
            payload: crate::text::canonical_json(&statement).into_bytes(),
            payload_type: IN_TOTO.to_owned(),
        },
        ..signing.clone()
    }
    .kind(crate::log::Kind::Dsse1)
}

fn identities(world: &World) -> Vec<Case> {
    let person = Signing::message(world, ARTIFACT).bundle();
    let workflow = by_workflow(world, "org/app", WORKFLOW, &[(16, "https://github.com/org")]);
    let workflow = workflow.bundle();
    let gitlab = {
        let key = Key::p256("signer");
        let san = "https://gitlab.com/group/sub/app//.gitlab-ci.yml@refs/heads/main";
        let template = Template::signer(&key, Name::Uri(san.to_owned()), issued())
            .with_fulcio(1, "https://gitlab.com")
            .with_fulcio(8, "https://gitlab.com")
            .with_fulcio(12, "https://gitlab.com/group/sub/app")
            .with_fulcio(14, "refs/heads/main");
        Signing::message(world, ARTIFACT).by(world.certified(&key, &template)).bundle()
    };
    let evil = "https://github.com/org/app/.github/workflows/release.yml@evil.yml@refs/tags/v1.0.0";
    let evil = by_workflow(world, "org/app", evil, &[]).bundle();
    let one = |name: &str, about: &str, bundle: &Value, policy: Value| {
        case(name, about, world, std::slice::from_ref(bundle), &policy)
    };
    let fingerprint = |name: &str| {
        let digest = crate::keys::Hash::Sha256.of(&Key::p256(name).spki());
        format!("sha256:{}", crate::text::hex(&digest))
    };
    let managed = Signing::message(world, ARTIFACT).by(crate::world::Signer {
        certificate: None,
        key: Key::p256("managed"),
        scheme: Key::p256("managed").scheme(),
    });
    let by_key = |name: &str, about: &str, policy: Value| {
        let key = crate::text::pem("PUBLIC KEY", &Key::p256("managed").spki());
        one(name, about, &managed.bundle(), policy)
            .file("key.pub", key.into_bytes())
            .change(|case| case.key_found = true)
    };
    let anybody = json!({"certificateIdentity": [EMAIL, "second@authority.test"], "certificateOidcIssuer": [ISSUER, "https://another.test"]});
    let nobody = json!({"certificateIdentity": ["second@authority.test", "third@authority.test"]});
    vec![
        demands(
            one(
                "alternatives",
                "One of two people, vouched for by one of two issuers.",
                &person,
                anybody,
            ),
            &WHO,
        ),
        stranger(
            one("alternatives-none", "None of two people.", &person, nobody),
            &[("certificateIdentity", UNMET)],
        ),
        demands(
            one(
                "alternative-patterns",
                "The whole identity matches the second of two patterns.",
                &person,
                json!({"certificateIdentityRegexp": ["nobody", "maker@.*"]}),
            ),
            &[("certificateIdentityRegexp", MET)],
        ),
        stranger(
            one(
                "alternative-patterns-anchored",
                "Neither pattern matches the whole identity.",
                &person,
                json!({"certificateIdentityRegexp": ["maker", ".*@authority"]}),
            ),
            &[("certificateIdentityRegexp", UNMET)],
        ),
        demands(
            one(
                "repos",
                "One of two repositories.",
                &workflow,
                json!({"repo": ["org/lib", "org/app"]}),
            ),
            &[("repo", MET)],
        ),
        stranger(
            one(
                "repos-none",
                "None of two repositories, of which one begins alike.",
                &workflow,
                json!({"repo": ["org/ap", "org/app2"]}),
            ),
            &[("repo", UNMET)],
        ),
        demands(
            one(
                "repo-workflow-ref",
                "Repository, workflow and ref, each out of several.",
                &workflow,
                json!({"repo": "org/app", "workflow": ["nightly.yml", "release.yml"], "ref": ["refs/tags/v1.0.0", "refs/tags/v2.0.0"]}),
            ),
            &[("repo", MET), ("workflow", MET), ("ref", MET)],
        ),
        stranger(
            one(
                "repo-ref-none",
                "None of two refs.",
                &workflow,
                json!({"repo": "org/app", "ref": ["refs/tags/v1.0", "refs/heads/main"]}),
            ),
            &[("repo", MET), ("ref", UNMET)],
        ),
        stranger(
            one(
                "workflow-file-with-at",
                "A file release.yml@evil.yml is no release.yml.",
                &evil,
                json!({"repo": "org/app", "workflow": "release.yml"}),
            ),
            &[("repo", MET), ("workflow", UNMET)],
        ),
        demands(
            one(
                "owner",
                "A workflow of one of the owner's repositories.",
                &workflow,
                json!({"owner": "org"}),
            ),
            &[("owner", MET)],
        ),
        demands(
            one(
                "owner-of-old-certificate",
                "A certificate from before there was an extension for the owner names the repository.",
                &by_workflow(world, "org/app", WORKFLOW, &[]).bundle(),
                json!({"owner": "org"}),
            ),
            &[("owner", MET)],
        ),
        stranger(
            one(
                "owner-of-old-certificate-prefix",
                "The same of an owner whose name begins alike.",
                &by_workflow(world, "org/app", WORKFLOW, &[]).bundle(),
                json!({"owner": "or"}),
            ),
            &[("owner", UNMET)],
        ),
        stranger(
            one(
                "owner-prefix",
                "An owner whose name begins alike.",
                &workflow,
                json!({"owner": "or"}),
            ),
            &[("owner", UNMET)],
        ),
        stranger(
            one("owner-letter-case", "Letter case counts.", &workflow, json!({"owner": "Org"})),
            &[("owner", UNMET)],
        ),
        stranger(
            one(
                "owner-of-person",
                "An owner was expected, a person signed.",
                &person,
                json!({"owner": "org"}),
            ),
            &[("owner", UNMET)],
        ),
        demands(
            one(
                "gitlab",
                "A pipeline on GitLab.",
                &gitlab,
                json!({"repo": "https://gitlab.com/group/sub/app", "workflow": ".gitlab-ci.yml", "ref": "refs/heads/main"}),
            ),
            &[("repo", MET), ("workflow", MET), ("ref", MET)],
        ),
        stranger(
            one(
                "gitlab-other-file",
                "Another file of the same repository on GitLab.",
                &gitlab,
                json!({"repo": "https://gitlab.com/group/sub/app", "workflow": "ci/.gitlab-ci.yml"}),
            ),
            &[("repo", MET), ("workflow", UNMET)],
        ),
        stranger(
            one(
                "gitlab-group",
                "A group is not the repository in it.",
                &gitlab,
                json!({"repo": "https://gitlab.com/group/sub"}),
            ),
            &[("repo", UNMET)],
        ),
        stranger(
            one(
                "gitlab-for-github",
                "The same names on GitHub are another repository.",
                &gitlab,
                json!({"repo": "sub/app"}),
            ),
            &[("repo", UNMET)],
        ),
        demands(
            by_key(
                "key-fingerprint",
                "The policy names the key that lay among the files.",
                json!({"key": [fingerprint("signer"), fingerprint("managed")]}),
            ),
            &[("key", MET)],
        ),
        stranger(
            by_key(
                "key-fingerprint-another",
                "The policy names another key.",
                json!({"key": fingerprint("signer")}),
            ),
            &[("key", UNMET)],
        ),
        stranger(
            one(
                "key-for-person",
                "The policy names a key; a person signed with a certificate over it.",
                &person,
                json!({"key": fingerprint("signer")}),
            ),
            &[("key", UNMET)],
        ),
    ]
}

fn qualities(world: &World) -> Vec<Case> {
    let person = Signing::message(world, ARTIFACT).bundle();
    let one = |name: &str, about: &str, policy: Value| {
        case(name, about, world, std::slice::from_ref(&person), &with(policy))
    };
    let hosted = |name: &str, about: &str, more: &[(u8, &str)]| {
        let bundle = by_workflow(world, "org/app", WORKFLOW, more).bundle();
        case(
            name,
            about,
            world,
            &[bundle],
            &json!({"repo": "org/app", "denySelfHostedRunners": true}),
        )
    };
    let managed = Signing::message(world, ARTIFACT).by(crate::world::Signer {
        certificate: None,
        key: Key::p256("managed"),
        scheme: Key::p256("managed").scheme(),
    });
    let timeless = managed.version(crate::world::Version::V03);
    let key = crate::text::pem("PUBLIC KEY", &Key::p256("managed").spki());
    vec![
        demands(
            one(
                "times-inside",
                "Signed between the two times.",
                json!({"oldestTime": "2026-01-01T00:00:00Z", "newestTime": "2026-12-31T00:00:00Z"}),
            ),
            &and(&[("oldestTime", MET), ("newestTime", MET)]),
        ),
        demands(
            one(
                "times-both-ends",
                "Both ends are inside.",
                json!({"oldestTime": "2026-03-01T12:01:00Z", "newestTime": "2026-03-01T12:01:00Z"}),
            ),
            &and(&[("oldestTime", MET), ("newestTime", MET)]),
        ),
        unmet(
            one(
                "time-too-old",
                "Signed a second before the oldest time.",
                json!({"oldestTime": "2026-03-01T12:01:01Z"}),
            ),
            &and(&[("oldestTime", UNMET)]),
        ),
        unmet(
            one(
                "time-too-new",
                "Signed a second after the newest time.",
                json!({"newestTime": "2026-03-01T12:00:59Z"}),
            ),
            &and(&[("newestTime", UNMET)]),
        ),
        demands(
            one(
                "time-other-offset",
                "The same moment in another offset from UTC.",
                json!({"oldestTime": "2026-03-01T13:01:00+01:00"}),
            ),
            &and(&[("oldestTime", MET)]),
        ),
        demands(
            one(
                "algorithms",
                "One of two schemes.",
                json!({"algorithms": ["ed25519", "ecdsa-sha256"]}),
            ),
            &and(&[("algorithms", MET)]),
        ),
        unmet(
            one(
                "algorithms-none",
                "A scheme that the policy does not allow.",
                json!({"algorithms": ["ecdsa-sha384", "ed25519"]}),
            ),
            &and(&[("algorithms", UNMET)]),
        ),
        demands(
            hosted("runner-hosted", "GitHub's own machine signed.", &[(11, "github-hosted")]),
            &[("repo", MET), ("denySelfHostedRunners", MET)],
        ),
        unmet(
            hosted(
                "runner-self-hosted",
                "A machine of the repository's owner signed.",
                &[(11, "self-hosted")],
            ),
            &[("repo", MET), ("denySelfHostedRunners", UNMET)],
        ),
        unmet(
            hosted("runner-look-alike", "A name that begins alike.", &[(11, "github-hosted-not")]),
            &[("repo", MET), ("denySelfHostedRunners", UNMET)],
        ),
        unproven(
            hosted("runner-unsaid", "The certificate does not say on whose machine.", &[]),
            &[("repo", MET), ("denySelfHostedRunners", MISSING)],
        ),
        demands(
            case(
                "beside-a-key",
                "Demands beside a key that is stated elsewhere.",
                world,
                &[timeless.bundle()],
                &json!({"algorithms": "ecdsa-sha256"}),
            )
            .file("key.pub", key.clone().into_bytes()),
            &[("key", MET), ("algorithms", MET)],
        ),
        demands(
            case(
                "beside-no-key",
                "Demands that are met by a signer whom nobody named: that is asked for.",
                world,
                std::slice::from_ref(&person),
                &json!({"algorithms": "ecdsa-sha256"}),
            )
            .verdict("unstated"),
            &[("algorithms", MET)],
        ),
        demands(
            case(
                "beside-another-key",
                "Another key was stated than the one that signed.",
                world,
                std::slice::from_ref(&person),
                &json!({"algorithms": "ecdsa-sha256"}),
            )
            .file("key.pub", key.into_bytes())
            .verdict("unexpected")
            .failed("identity.expected", "identity-mismatch"),
            &[("key", UNMET), ("algorithms", MET)],
        ),
    ]
}

const SBOM: &str = "https://spdx.dev/Document/v2.3";
const TEST: &str = "https://in-toto.io/attestation/test-result/v0.1";

fn attestations(world: &World) -> Vec<Case> {
    let message = Signing::message(world, ARTIFACT);
    let sbom = attestation(&message, SBOM, &json!({"name": "app"})).bundle();
    let test = attestation(&message, TEST, &json!({"result": "PASSED"})).bundle();
    let types = |types: Value| with(json!({"predicateTypes": types}));
    let of = |name: &str, about: &str, bundles: &[Value], policy: Value| {
        case(name, about, world, bundles, &policy)
    };
    let more = |status: &[&'static str]| {
        and(&status.iter().map(|status| ("predicateTypes", *status)).collect::<Vec<_>>())
    };
    vec![
        demands(
            of(
                "predicate",
                "The attestation that is demanded.",
                std::slice::from_ref(&sbom),
                types(json!(SBOM)),
            ),
            &more(&[MET]),
        ),
        demands(
            of(
                "predicates",
                "Both attestations that are demanded, each in evidence of its own.",
                &[sbom.clone(), test.clone()],
                types(json!([SBOM, TEST])),
            ),
            &more(&[MET, MET]),
        ),
        demands(
            of(
                "predicate-one-of-two",
                "One of two demanded attestations is not there.",
                std::slice::from_ref(&sbom),
                types(json!([SBOM, TEST])),
            )
            .verdict("incomplete"),
            &more(&[MET, MISSING]),
        ),
        demands(
            of(
                "predicate-none",
                "A signature alone is no attestation.",
                &[message.bundle()],
                types(json!(SBOM)),
            )
            .verdict("incomplete"),
            &more(&[MISSING]),
        ),
        demands(
            of(
                "predicate-type-prefix",
                "A type that begins alike is another.",
                &[sbom],
                types(json!("https://spdx.dev/Document")),
            )
            .verdict("incomplete"),
            &more(&[MISSING]),
        ),
        demands(
            of("predicate-none-at-all", "No evidence at all.", &[], types(json!(SBOM)))
                .verdict("incomplete"),
            &[
                ("certificateIdentity", MISSING),
                ("certificateOidcIssuer", MISSING),
                ("predicateTypes", MISSING),
            ],
        ),
    ]
}

fn sections(world: &World) -> Vec<Case> {
    let person = Signing::message(world, ARTIFACT).bundle();
    let of = |name: &str, about: &str, policy: Value| {
        case(name, about, world, std::slice::from_ref(&person), &policy)
    };
    let own = json!({"certificateIdentity": EMAIL});
    let other = json!({"certificateIdentity": "other@authority.test"});
    let identity = |status: &'static str| [("certificateIdentity", status)];
    let section = |case: Case, name: &'static str| case.change(|case| case.section = Some(name));
    vec![
        section(
            demands(
                of(
                    "section-exact",
                    "The section of exactly this name, wherever it stands.",
                    json!({"artifacts": {"art*": other, "artifact": own}}),
                ),
                &identity(MET),
            ),
            "artifact",
        ),
        section(
            demands(
                written(
                    "section-pattern",
                    "The first pattern that the whole name matches.",
                    world,
                    std::slice::from_ref(&person),
                    &format!(
                        r#"{{"artifacts": {{"rt*": {other}, "*.art": {other}, "ar*act": {own}, "a*": {other}}}}}"#
                    ),
                ),
                &identity(MET),
            ),
            "ar*act",
        ),
        section(
            stranger(
                of(
                    "section-strict",
                    "The section counts, not the general signer.",
                    json!({"artifacts": {"artifact": {"ref": "refs/tags/v1", "repo": "org/app"}}, "//": "all"}),
                ),
                &[("repo", UNMET), ("ref", UNMET)],
            ),
            "artifact",
        ),
        demands(
            of(
                "section-general",
                "No section is about the file; the general demands are.",
                json!({"certificateIdentity": EMAIL, "artifacts": {"Artifact": {"certificateOidcIssuer": "https://another.test"}}}),
            ),
            &identity(MET),
        ),
        section(
            stranger(
                of(
                    "section-and-general",
                    "General demands hold in every section too.",
                    json!({"certificateIdentity": EMAIL, "artifacts": {"artifact": {"certificateOidcIssuer": "https://another.test"}}}),
                ),
                &[("certificateIdentity", MET), ("certificateOidcIssuer", UNMET)],
            ),
            "artifact",
        ),
        section(
            unmet(
                of(
                    "section-adds",
                    "What sections have in common stands above them.",
                    json!({"newestTime": "2026-01-01T00:00:00Z", "artifacts": {"artifact": own}}),
                ),
                &[("certificateIdentity", MET), ("newestTime", UNMET)],
            ),
            "artifact",
        ),
        demands(
            of(
                "section-none",
                "No section is about the file, and nothing is said about others.",
                json!({"artifacts": {"artifact-2": own, "*.tar.gz": own}}),
            )
            .verdict("incomplete"),
            &[("artifacts", MISSING)],
        ),
        demands(
            of(
                "section-name-case",
                "Letter case counts in names.",
                json!({"artifacts": {"ARTIFACT": own}}),
            )
            .verdict("incomplete"),
            &[("artifacts", MISSING)],
        ),
    ]
}

fn two_of(signers: Value) -> Value {
    json!({"threshold": 2, "signers": signers})
}

fn signers(world: &World) -> Vec<Case> {
    let maker = Signing::message(world, ARTIFACT);
    let second = by_person(world, "second@authority.test", ISSUER);
    let elsewhere = {
        let key = Key::p256("elsewhere");
        let template = Template { fulcio: Vec::new(), ..email_template(&key) };
        let template =
            template.with_fulcio(1, "https://another.test").with_fulcio(8, "https://another.test");
        Signing::message(world, ARTIFACT).by(world.certified(&key, &template))
    };
    let tag = |tag: &str| {
        let san = format!("https://github.com/org/app/.github/workflows/release.yml@{tag}");
        by_workflow(world, "org/app", &san, &[]).bundle()
    };
    let bundles =
        |signings: &[&Signing]| signings.iter().map(|one| one.bundle()).collect::<Vec<_>>();
    let again = maker.clone().entry(|entry| entry.integrated += 60);
    let people = |names: &[&str]| -> Value {
        names.iter().map(|name| json!({"certificateIdentity": name})).collect()
    };
    let both = two_of(people(&[EMAIL, "second@authority.test"]));
    let of = |name: &str, about: &str, bundles: &[Value], policy: &Value| {
        case(name, about, world, bundles, policy)
    };
    let id = ("certificateIdentity", MET);
    let enough = [id, ("threshold", MET)];
    let few = [id, ("threshold", MISSING)];
    let short = |case: Case, keys: &[(&'static str, &'static str)]| {
        demands(case.verdict("incomplete"), keys)
    };
    let repositories = two_of(json!([
        {"certificateIdentityRegexp": "https://github\\.com/org/app/.*@refs/tags/v1"},
        {"certificateIdentityRegexp": "https://github\\.com/org/app/.*@refs/tags/v2"},
    ]));
    let three = json!({"threshold": 2, "signers": people(&[EMAIL, "second@authority.test", "third@authority.test"])});
    vec![
        demands(
            of(
                "signers-one-of-two",
                "One of two named signers is enough.",
                &bundles(&[&second]),
                &json!({"threshold": 1, "signers": people(&[EMAIL, "second@authority.test"])}),
            ),
            &[id],
        ),
        demands(
            of("signers-two-of-two", "Both signed.", &bundles(&[&maker, &second]), &both),
            &enough,
        ),
        demands(
            of(
                "signers-two-of-three",
                "Two of three signed.",
                &bundles(&[&second, &maker]),
                &three,
            ),
            &enough,
        ),
        short(
            of(
                "signers-one-twice",
                "One signer in two files is one signer.",
                &bundles(&[&maker, &again]),
                &both,
            ),
            &few,
        ),
        short(
            of(
                "signers-same-file-twice",
                "The same file twice.",
                &bundles(&[&maker, &maker]),
                &both,
            ),
            &few,
        ),
        short(
            of(
                "signers-two-keys-of-one",
                "One person with two certificates over two keys.",
                &bundles(&[
                    &maker,
                    &Signing::message(world, ARTIFACT).by(world
                        .certified(&Key::p256("another"), &email_template(&Key::p256("another")))),
                ]),
                &both,
            ),
            &few,
        ),
        short(
            of(
                "signers-one-person-two-issuers",
                "One address, vouched for by two issuers, is one person.",
                &bundles(&[&maker, &elsewhere]),
                &two_of(
                    json!([{"certificateIdentity": EMAIL, "certificateOidcIssuer": ISSUER}, {"certificateIdentity": EMAIL, "certificateOidcIssuer": "https://another.test"}]),
                ),
            ),
            &[id, ("certificateOidcIssuer", MET), ("threshold", MISSING)],
        ),
        short(
            of(
                "signers-one-could-be-both",
                "Somebody who could be either of two counts once.",
                &bundles(&[&maker]),
                &two_of(
                    json!([{"certificateIdentity": EMAIL}, {"certificateIdentityRegexp": ".*@authority\\.test"}]),
                ),
            ),
            &few,
        ),
        demands(
            of(
                "signers-overlapping",
                "Two people, one of whom could be either signer: both count.",
                &bundles(&[&maker, &second]),
                &two_of(
                    json!([{"certificateIdentityRegexp": ".*@authority\\.test"}, {"certificateIdentity": EMAIL}]),
                ),
            ),
            &[("certificateIdentityRegexp", MET), ("threshold", MET)],
        ),
        short(
            of(
                "signers-one-repository",
                "Two runs of one repository's workflow are one signer.",
                &[tag("refs/tags/v1"), tag("refs/tags/v2")],
                &repositories,
            ),
            &[("certificateIdentityRegexp", MET), ("threshold", MISSING)],
        ),
        short(
            of(
                "signers-one-wrong",
                "The second signature is over another file: one signer is left.",
                &bundles(&[&maker]),
                &both,
            ),
            &few,
        ),
        stranger(
            of(
                "signers-a-stranger",
                "The second is nobody who was named.",
                &bundles(&[&by_person(world, "third@authority.test", ISSUER), &maker]),
                &both,
            ),
            &few,
        ),
        demands(
            of(
                "signers-named",
                "Signers may have names.",
                &bundles(&[&maker]),
                &json!({"signers": [{"name": "Maker", "//": "she", "certificateIdentity": EMAIL}]}),
            ),
            &[id],
        ),
    ]
}

/// Evidence that together says everything, and none of which says it alone.
fn mixtures(world: &World) -> Vec<Case> {
    let message = Signing::message(world, ARTIFACT);
    let stranger_ = by_person(world, "other@authority.test", ISSUER);
    let sbom = |signing: &Signing| attestation(signing, SBOM, &json!({"name": "app"})).bundle();
    let types = with(json!({"predicateTypes": SBOM}));
    let late = message.clone().entry(|entry| entry.integrated += 300);
    let elsewhere = by_person(world, EMAIL, "https://another.test");
    let right_issuer = by_person(world, "other@authority.test", ISSUER);
    let of = |name: &str, about: &str, bundles: &[Value], policy: &Value| {
        case(name, about, world, bundles, policy)
    };
    let both = two_of(
        json!([{"certificateIdentity": EMAIL}, {"certificateIdentity": "second@authority.test"}]),
    );
    let mut both_attest = both.clone();
    both_attest["predicateTypes"] = SBOM.into();
    let second = by_person(world, "second@authority.test", ISSUER);
    let tampered = {
        let mut bundle = sbom(&message);
        let payload = &mut bundle["dsseEnvelope"]["payload"];
        super::flip(payload);
        bundle
    };
    let window = with(json!({"oldestTime": "2026-03-01T12:04:00Z", "algorithms": "ecdsa-sha256"}));
    let hosted = by_workflow(world, "org/app", WORKFLOW, &[(11, "self-hosted")]).bundle();
    let other_hosted = by_workflow(
        world,
        "evil/app",
        "https://github.com/evil/app/.github/workflows/release.yml@refs/tags/v1.0.0",
        &[(11, "github-hosted")],
    )
    .bundle();
    vec![
        demands(
            of(
                "mix-signer-and-attestation",
                "The expected person signed the file; the attestation is a stranger's.",
                &[message.bundle(), sbom(&stranger_)],
                &types,
            )
            .verdict("unexpected"),
            &and(&[("predicateTypes", MISSING)]),
        )
        .change(|case| case.exact = false),
        demands(
            of(
                "mix-identity-and-issuer",
                "The right name by one issuer and the right issuer of another name.",
                &[elsewhere.bundle(), right_issuer.bundle()],
                &maker(),
            )
            .verdict("unexpected")
            .failed("identity.expected", "identity-mismatch"),
            &[("certificateIdentity", MET), ("certificateOidcIssuer", UNMET)],
        ),
        demands(
            of(
                "mix-signer-and-time",
                "The expected person signed too early; a stranger signed in time.",
                &[
                    message.bundle(),
                    by_person(world, "other@authority.test", ISSUER)
                        .entry(|entry| entry.integrated += 300)
                        .bundle(),
                ],
                &window,
            )
            .verdict("unexpected")
            .failed("policy.demands", "demand-unmet"),
            &and(&[("oldestTime", UNMET), ("algorithms", MET)]),
        ),
        demands(
            of(
                "mix-second-signature-fits",
                "The same person signed twice, once in time: that one meets all.",
                &[message.bundle(), late.bundle()],
                &window,
            )
            .failed("policy.demands", "demand-unmet"),
            &and(&[("oldestTime", MET), ("algorithms", MET)]),
        ),
        demands(
            of(
                "mix-repository-and-runner",
                "The expected repository on its own machine, another repository on GitHub's.",
                &[hosted, other_hosted],
                &json!({"repo": "org/app", "denySelfHostedRunners": true}),
            )
            .verdict("unexpected")
            .failed("policy.demands", "demand-unmet"),
            &[("repo", MET), ("denySelfHostedRunners", UNMET)],
        ),
        demands(
            of(
                "mix-tampered-attestation",
                "The demanded attestation is there and was changed.",
                &[tampered, message.bundle()],
                &types,
            )
            .verdict("failed")
            .change(|case| case.exact = false),
            &and(&[("predicateTypes", MISSING)]),
        ),
        demands(
            of(
                "mix-threshold-and-attestation",
                "Both signed the file, only one attested: each demand needs both.",
                &[sbom(&message), second.bundle()],
                &both_attest,
            )
            .verdict("incomplete"),
            &[("certificateIdentity", MET), ("threshold", MET), ("predicateTypes", MISSING)],
        ),
        demands(
            of(
                "mix-threshold-both-attest",
                "Both attested.",
                &[sbom(&message), sbom(&second)],
                &both_attest,
            ),
            &[("certificateIdentity", MET), ("threshold", MET), ("predicateTypes", MET)],
        ),
        demands(
            of(
                "stranger-beside",
                "A stranger's signature beside the expected one is listed, and counts for nothing.",
                &[message.bundle(), stranger_.bundle()],
                &maker(),
            ),
            &WHO,
        ),
    ]
}

/// A policy that is refused when it is loaded.
pub(super) fn refused(
    world: &World,
    name: &str,
    about: &str,
    code: &'static str,
    policy: &str,
) -> Case {
    let person = Signing::message(world, ARTIFACT).bundle();
    written(name, about, world, std::slice::from_ref(&person), policy)
        .verdict("unstated")
        .change(|case| case.refused = Some(("expectation", code)))
}

fn malformed(world: &World) -> Vec<Case> {
    let refused = |name: &str, about: &str, code: &'static str, policy: &str| {
        self::refused(world, name, about, code, policy)
    };
    let who = r#""certificateIdentity": "maker@authority.test""#;
    let plus = |more: &str| format!("{{{who}, {more}}}");
    let of = |name: &str, about: &str, code, more: &str| refused(name, about, code, &plus(more));
    vec![
        refused(
            "bad-syntax",
            "A policy that is not JSON.",
            "json-syntax",
            "{\n  \"repo\": \"org/app\",\n}",
        ),
        refused(
            "bad-key-twice",
            "A key twice.",
            "json-duplicate-key",
            r#"{"repo": "org/app", "repo": "org/app"}"#,
        ),
        refused(
            "bad-not-object",
            "A policy that is a list.",
            "field-invalid",
            r#"[{"repo": "org/app"}]"#,
        ),
        of(
            "bad-schema",
            "A schema of another version.",
            "field-invalid",
            r#""schema": "touchstone-policy/2""#,
        ),
        of("bad-version", "A version that is no number.", "field-invalid", r#""version": "new""#),
        of(
            "bad-key-unknown",
            "A key that nobody knows would silently demand nothing.",
            "policy-key-unknown",
            r#""minimumSlsaLvl": 3"#,
        ),
        of(
            "bad-key-case",
            "Letter case counts in keys.",
            "policy-key-unknown",
            r#""Repo": "org/app""#,
        ),
        refused(
            "bad-list-empty",
            "No alternative at all would be met by nothing.",
            "policy-unsatisfiable",
            r#"{"certificateIdentity": []}"#,
        ),
        refused(
            "bad-alternative-empty",
            "An empty alternative was surely a variable that nobody set.",
            "field-invalid",
            r#"{"certificateIdentity": ["a@example.org", ""]}"#,
        ),
        refused(
            "bad-alternative-twice",
            "An alternative twice.",
            "field-invalid",
            r#"{"certificateIdentity": ["a@example.org", "a@example.org"]}"#,
        ),
        refused(
            "bad-pattern",
            "A pattern that is no regular expression.",
            "policy-pattern-invalid",
            r#"{"certificateIdentityRegexp": ["a", "("]}"#,
        ),
        of(
            "bad-exact-and-pattern",
            "A text and a pattern for the same.",
            "choice-ambiguous",
            r#""certificateIdentityRegexp": "a""#,
        ),
        refused(
            "bad-repo",
            "A repository without an owner.",
            "field-invalid",
            r#"{"repo": "app"}"#,
        ),
        refused("bad-owner", "A path is no owner.", "field-invalid", r#"{"owner": "org/app"}"#),
        refused(
            "bad-key",
            "A fingerprint that is too short.",
            "field-invalid",
            r#"{"key": "sha256:00"}"#,
        ),
        refused(
            "bad-key-and-identity",
            "Behind a key nobody vouches for a name.",
            "policy-unsatisfiable",
            &format!(r#"{{{who}, "key": "sha256:{}"}}"#, "0".repeat(64)),
        ),
        of(
            "bad-ref-alone",
            "A ref of no repository.",
            "policy-unsatisfiable",
            r#""ref": "refs/heads/main""#,
        ),
        refused(
            "bad-ref-name",
            "A tag's name without its kind, which no certificate of GitHub's has.",
            "policy-unsatisfiable",
            r#"{"repo": "org/app", "ref": "v1.0.0"}"#,
        ),
        refused(
            "bad-ref-encoded",
            "A slash of a ref that is encoded.",
            "policy-unsatisfiable",
            r#"{"repo": "org/app", "ref": "refs%2Ftags%2Fv1.0.0"}"#,
        ),
        of(
            "bad-repo-for-person",
            "No workflow of a repository has a person's address.",
            "policy-unsatisfiable",
            r#""repo": "org/app""#,
        ),
        refused(
            "bad-repo-and-owner",
            "The repository is none of the owner's.",
            "policy-unsatisfiable",
            r#"{"repo": "org/app", "owner": "other"}"#,
        ),
        refused(
            "bad-repo-and-issuer",
            "Somebody else than GitHub vouches for no workflow of GitHub's.",
            "policy-unsatisfiable",
            r#"{"repo": "org/app", "certificateOidcIssuer": "https://accounts.google.com"}"#,
        ),
        of(
            "bad-times-contradict",
            "The oldest accepted time is after the newest.",
            "policy-unsatisfiable",
            r#""oldestTime": "2026-02-01T00:00:00Z", "newestTime": "2026-01-01T00:00:00Z""#,
        ),
        of("bad-time", "A day is no time.", "time-invalid", r#""oldestTime": "2026-02-01""#),
        of(
            "bad-algorithm",
            "A scheme that nobody verifies.",
            "algorithm-unsupported",
            r#""algorithms": ["ecdsa-sha1"]"#,
        ),
        of(
            "bad-algorithms-empty",
            "No allowed scheme at all.",
            "policy-unsatisfiable",
            r#""algorithms": []"#,
        ),
        of(
            "bad-flag",
            "A false that reads as if it demanded the contrary.",
            "field-invalid",
            r#""denySelfHostedRunners": false"#,
        ),
        of(
            "bad-predicates-empty",
            "An empty list of attestations.",
            "policy-unsatisfiable",
            r#""predicateTypes": []"#,
        ),
        of(
            "bad-predicate-number",
            "A type that is a number.",
            "field-invalid",
            r#""predicateTypes": [1]"#,
        ),
        of(
            "bad-threshold-zero",
            "Nobody has to sign.",
            "policy-unsatisfiable",
            r#""threshold": 0"#,
        ),
        of(
            "bad-threshold-many",
            "More signers than there are.",
            "policy-unsatisfiable",
            r#""threshold": 2"#,
        ),
        refused(
            "bad-threshold-missing",
            "Two signers, and nobody says whether both.",
            "field-missing",
            &format!(r#"{{"signers": [{{{who}}}, {{"repo": "org/app"}}]}}"#),
        ),
        refused("bad-signers-empty", "No signers.", "policy-unsatisfiable", r#"{"signers": []}"#),
        refused(
            "bad-signer-unnamed",
            "A signer who is anybody.",
            "policy-names-no-signer",
            r#"{"signers": [{"certificateOidcIssuer": "https://accounts.google.com"}]}"#,
        ),
        refused(
            "bad-signer-key",
            "A signer with a key that belongs elsewhere.",
            "policy-key-unknown",
            &format!(r#"{{"signers": [{{{who}, "oldestTime": "2026-01-01T00:00:00Z"}}]}}"#),
        ),
        of(
            "bad-signers-and-flat",
            "Signers in a list and another beside it.",
            "choice-ambiguous",
            r#""signers": [{"repo": "org/app"}]"#,
        ),
        refused(
            "bad-sections-empty",
            "No section.",
            "policy-unsatisfiable",
            r#"{"artifacts": {}}"#,
        ),
        refused(
            "bad-section-unreachable",
            "A pattern before it takes all of its names.",
            "policy-section-unreachable",
            &format!(r#"{{"artifacts": {{"app-*": {{{who}}}, "app-*.tar.gz": {{{who}}}}}}}"#),
        ),
        refused(
            "bad-section-path",
            "A section's name with a folder.",
            "field-invalid",
            &format!(r#"{{"artifacts": {{"a/b": {{{who}}}}}}}"#),
        ),
        of(
            "bad-section-key-twice",
            "A key in the section and above it.",
            "choice-ambiguous",
            r#""artifacts": {"a": {"certificateIdentity": "b@example.org"}}"#,
        ),
        refused(
            "bad-section-names-nobody",
            "A section that names nobody.",
            "policy-names-no-signer",
            r#"{"artifacts": {"a": {"oldestTime": "2026-01-01T00:00:00Z"}}}"#,
        ),
        refused(
            "bad-section-nested",
            "Sections in sections.",
            "policy-key-unknown",
            &format!(r#"{{"artifacts": {{"a": {{{who}, "artifacts": {{}}}}}}}}"#),
        ),
    ]
    .into_iter()
    .chain([workflow_issuer(world)])
    .collect()
}

/// The issuer may be stated beside a repository, where it says the same.
fn workflow_issuer(world: &World) -> Case {
    let bundle = by_workflow(world, "org/app", WORKFLOW, &[]).bundle();
    let policy = json!({"schema": "touchstone-policy/1", "version": 4, "//": ["releases", "only"], "repo": "org/app", "certificateOidcIssuer": GITHUB_ISSUER});
    let case = case(
        "repo-and-issuer",
        "The issuer may be stated beside a repository, where it says the same.",
        world,
        &[bundle],
        &policy,
    );
    demands(case, &[("certificateOidcIssuer", MET), ("repo", MET)])
}
