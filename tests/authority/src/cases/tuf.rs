//! TUF repositories that vouch for the artifact, or for another one, or for nothing any more.

mod stated;

use serde_json::{Value, json};

use super::{ARTIFACT, TAMPERED, maker};
use crate::keys::{Key, Scheme};
use crate::text::readable_json;
use crate::tuf::{Member, Repository, named, signed};
use crate::vector::Case;
use crate::world::{Signing, World};

pub(super) fn cases(world: &World) -> Vec<Case> {
    [sound(world), expecting(world), stated::cases(world), broken(world), silent(world)].concat()
}

/// A case of a repository that lists the image's archive, and says whose evidence is demanded.
pub(super) fn about_archive(case: Case, archive: &[u8], expectation: &Value) -> Case {
    let mut repository = Repository::new("vector");
    repository.target("targets", "image.tar", archive);
    repository.targets.signed["targets"]["image.tar"]["custom"] =
        json!({ "touchstone": { "expectation": expectation } });
    with_repository(case, &repository)
}

/// The repository's files beside a case's, with its root accepted.
fn with_repository(mut case: Case, repository: &Repository) -> Case {
    for (file, bytes) in repository.files() {
        case = case.file(&format!("tuf-{file}"), bytes);
    }
    case.file("accepted_root.json", signed(&repository.root))
}

/// A repository that lists the artifact, and a delegated role beside it.
fn repository() -> Repository {
    let mut repository = Repository::new("vector");
    repository.target("targets", "artifact", ARTIFACT);
    repository.delegate("targets", "role", json!({ "paths": ["role/*"] }));
    repository.target("role", "role/other", b"other");
    repository
}

/// A case of a repository's files, with its root accepted.
fn of(name: &str, about: &str, world: &World, repository: &Repository) -> Case {
    let root = world.trusted_root();
    let case = Case::new(name, about, &json!({}), &root, ARTIFACT).without("bundle.sigstore.json");
    with_repository(case, repository)
}

fn changed(change: impl FnOnce(&mut Repository)) -> Repository {
    let mut repository = repository();
    change(&mut repository);
    repository
}

fn sound(world: &World) -> Vec<Case> {
    let plain = repository();
    let fresh = |case: Case| case.passed("repository.metadata").passed("repository.freshness");
    let found = |case: Case| fresh(case).passed("repository.target");
    let person = changed(|repository| {
        repository.targets.members = vec![Member::person(world)];
        repository.name_members();
    });
    vec![
        found(of("accepted", "The repository of a root on which the user relies lists exactly this file.", world, &plain)).passed("identity.expected"),
        found(of("not-accepted", "The repository lists the file, but nobody said that its root is to be relied on: a repository's own first root proves nothing.", world, &plain))
            .without("accepted_root.json")
            .verdict("unstated"),
        found(of("another-root", "The user relies on the root of another repository.", world, &plain))
            .file("accepted_root.json", signed(&Repository::new("another").root))
            .verdict("unexpected")
            .failed("identity.expected", "identity-mismatch"),
        found(of("a-signer-is-expected", "Somebody is expected to have signed: a repository does not stand for a signer.", world, &plain))
            .expecting(maker())
            .verdict("incomplete"),
        found(of("signed-by-an-identity", "The targets' key is an identity of Sigstore (TAP 18).", world, &person)).passed("identity.expected"),
        found(of("signed-by-ml-dsa", "Keys of each set of parameters of ML-DSA signed (TAP 21).", world, &changed(|repository| {
            repository.timestamp.members = vec![Member::Tap21(Key::ml_dsa_44("post-quantum"))];
            repository.snapshot.members = vec![Member::Tap21(Key::ml_dsa_65("post-quantum"))];
            repository.targets.members = vec![Member::Tap21(Key::ml_dsa_87("post-quantum"))];
            repository.name_members();
        }))),
        of("expired", "The repository was valid until a month before: nothing is wrong, and nothing proves that this is still what its makers publish.", world, &plain)
            .change(|case| case.now = "2026-08-01T00:00:00Z".to_owned())
            .verdict("incomplete")
            .passed("repository.metadata")
            .missing("repository.freshness", "tuf-expired")
            .passed("repository.target"),
        fresh(of("another-file", "The file is called as a target is, and is as long, but is another one.", world, &plain))
            .file("artifact", tampered())
            .verdict("failed")
            .change(|case| case.digest_verdict = Some("failed"))
            .failed("repository.target", "tuf-hash-mismatch"),
        fresh(of("another-length", "The file is called as a target is, and is shorter.", world, &plain))
            .file("artifact", TAMPERED)
            .verdict("failed")
            .change(|case| case.digest_verdict = Some("failed"))
            .failed("repository.target", "tuf-length-mismatch"),
        fresh(of("not-where-it-may-be", "A role lists the file outside of what was delegated to it.", world, &changed(|repository| {
            repository.targets.signed["targets"] = json!({});
            repository.target("role", "artifact", ARTIFACT);
        })))
        .verdict("incomplete")
        .missing("repository.target", "tuf-target-unlisted"),
        fresh(of("too-deep", "More roles lead to the file than a client visits.", world, &changed(|repository| {
            repository.targets.signed["targets"] = json!({});
            let mut from = "targets".to_owned();
            for index in 0..34 {
                let to = format!("deep-{index:02}");
                repository.delegate(&from, &to, json!({ "paths": ["*"] }));
                from = to;
            }
            repository.target(&from, "artifact", ARTIFACT);
        })))
        .verdict("incomplete")
        .missing("repository.target", "tuf-search-limit"),
    ]
}

/// What somebody else made of the artifact, of the same length.
fn tampered() -> Vec<u8> {
    let mut bytes = ARTIFACT.to_vec();
    bytes[0] ^= 1;
    bytes
}

fn expecting(world: &World) -> Vec<Case> {
    let states = |custom| {
        changed(|repository| {
            repository.targets.signed["targets"]["artifact"]["custom"] =
                json!({ "touchstone": custom });
        })
    };
    let own = states(json!({ "expectation": maker() }));
    let other = states(json!({ "expectation": { "certificateIdentity": "other@authority.test" } }));
    let bundle = readable_json(&Signing::message(world, ARTIFACT).bundle());
    let wrong = readable_json(&Signing::message(world, TAMPERED).bundle());
    let policy = readable_json(&maker());
    let by_policy = changed(|repository| {
        repository.target("targets", "policy.json", policy.as_bytes());
        repository.targets.signed["targets"]["artifact"]["custom"] =
            json!({ "touchstone": { "policy": "policy.json" } });
    });
    let signed_too = |case: Case| {
        case.file("bundle.sigstore.json", bundle.clone()).change(|case| case.exact = false)
    };
    let alone = |case: Case| {
        case.verdict("incomplete").missing("repository.expectation", "tuf-signer-missing")
    };
    vec![
        signed_too(of(
            "names-the-signer",
            "The repository says who must have signed the file, and they did.",
            world,
            &own,
        )),
        alone(of(
            "the-signer-has-not-signed",
            "The repository says who must have signed the file, and nothing proves it.",
            world,
            &own,
        )),
        signed_too(of(
            "somebody-else-signed",
            "The repository names somebody else than who signed.",
            world,
            &other,
        ))
        .verdict("unexpected"),
        signed_too(of(
            "names-the-signer-and-expired",
            "Who must have signed did; but the repository that says so has expired.",
            world,
            &own,
        ))
        .change(|case| case.now = "2026-08-01T00:00:00Z".to_owned())
        .verdict("incomplete"),
        signed_too(of(
            "both-expect-somebody-else",
            "The repository and the user expect different people: both cannot be met.",
            world,
            &other,
        ))
        .expecting(maker())
        .verdict("unexpected"),
        signed_too(of(
            "both-expect-the-same",
            "The repository and the user expect the same person.",
            world,
            &own,
        ))
        .expecting(maker()),
        signed_too(of(
            "names-nobody-unaccepted",
            "A repository on whose root nobody relies says who must have signed: that is a claim.",
            world,
            &own,
        ))
        .without("accepted_root.json")
        .verdict("unstated"),
        signed_too(of(
            "names-a-policy",
            "The repository says in which of its files the expectation stands.",
            world,
            &by_policy,
        ))
        .file("other-policy.json", policy.clone()),
        signed_too(of(
            "names-a-policy-that-changed",
            "The policy is another one than the repository lists.",
            world,
            &by_policy,
        ))
        .file("other-policy.json", policy.replace("maker", "other"))
        .verdict("incomplete"),
        signed_too(of(
            "names-the-signer-of-another-file",
            "The signature is over another file.",
            world,
            &own,
        ))
        .file("bundle.sigstore.json", wrong)
        .verdict("failed"),
        of(
            "names-nobody-known",
            "What the repository expects has a key that nobody knows.",
            world,
            &states(json!({ "expectation": { "signer": "me" } })),
        )
        .verdict("unexpected")
        .failed("repository.expectation", "policy-key-unknown"),
    ]
}

/// Whoever relies on a root demands its repository's word, also where there is none.
fn silent(world: &World) -> Vec<Case> {
    let bundle = readable_json(&Signing::message(world, ARTIFACT).bundle());
    let signed_too = |name: &str, about: &str, repository: &Repository| {
        let case = of(name, about, world, repository).verdict("incomplete");
        case.file("bundle.sigstore.json", bundle.clone()).change(|case| case.exact = false)
    };
    let broken = changed(|repository| {
        repository.targets.signed["targets"]["artifact"]["custom"] = json!({
            "touchstone": { "expectation": { "certificateIdentity": "other@authority.test" } }
        });
        repository.targets.members = vec![Member::named("stranger")];
    });
    let unlisted = changed(|repository| repository.targets.signed["targets"] = json!({}));
    vec![
        signed_too("broken-beside-evidence", "The repository on whose root the user relies does not hold: whom it would have named nobody knows, and what somebody signed does not stand in for it.", &broken)
            .error("tuf-threshold-unmet"),
        signed_too("broken-and-a-signer-is-expected", "The expected signer signed; but the repository on which the user relies as well does not hold, and might have named somebody else.", &broken)
            .expecting(maker())
            .error("tuf-threshold-unmet"),
        signed_too("lists-another-file-beside-evidence", "The repository on whose root the user relies says nothing of the file.", &unlisted),
        signed_too("lists-another-file-and-a-signer-is-expected", "The repository says nothing of the file, and so demands nothing beside what the user does.", &unlisted)
            .expecting(maker())
            .verdict("verified"),
    ]
}

/// Has an ML-DSA key sign the targets, by a scheme that may not be its own.
fn post_quantum(repository: &mut Repository, scheme: &str) {
    let member = Member::Tap21(Key::ml_dsa_65("post-quantum"));
    repository.targets.members = vec![member.clone()];
    repository.name_members();
    repository.root.signed["keys"][member.id()]["scheme"] = scheme.into();
}

fn broken(world: &World) -> Vec<Case> {
    let case = |name: &str, about: &str, code, repository: &Repository| {
        of(name, about, world, repository).verdict("incomplete").error(code)
    };
    let with = |name: &str, about: &str, code, change: &dyn Fn(&mut Repository)| {
        case(name, about, code, &changed(change))
    };
    vec![
        with(
            "unsigned",
            "The targets are signed by nobody who may.",
            "tuf-threshold-unmet",
            &|repository| {
                repository.targets.members = vec![Member::named("stranger")];
            },
        ),
        with(
            "threshold",
            "Two keys must sign, and one did.",
            "tuf-threshold-unmet",
            &|repository| {
                let members =
                    [repository.timestamp.members.clone(), vec![Member::named("second")]].concat();
                for member in &members {
                    repository.root.signed["keys"][member.id()] = member.key();
                }
                repository.root.signed["roles"]["timestamp"] = named(&members, 2);
            },
        ),
        with(
            "ml-dsa-over-the-metadata",
            "An ML-DSA key signed the metadata itself, and not what TAP 21 has it sign.",
            "tuf-threshold-unmet",
            &|repository| {
                let key = Key::ml_dsa_65("post-quantum");
                repository.targets.members = vec![Member::Key(key, Scheme::MlDsa)];
                repository.name_members();
            },
        ),
        with(
            "ml-dsa-of-other-parameters",
            "The scheme names other parameters of ML-DSA than those of the key.",
            "tuf-threshold-unmet",
            &|repository| post_quantum(repository, "ml-dsa-44/1"),
        ),
        with(
            "ml-dsa-of-a-later-version",
            "The scheme is of a version in which something else may be signed.",
            "tuf-threshold-unmet",
            &|repository| post_quantum(repository, "ml-dsa-65/2"),
        ),
        with(
            "ml-dsa-by-another-key",
            "Another ML-DSA key signed than the one that the root names.",
            "tuf-threshold-unmet",
            &|repository| {
                post_quantum(repository, "ml-dsa-65/1");
                let id = repository.targets.members[0].id();
                let other = Member::Tap21(Key::ml_dsa_65("another")).key();
                repository.root.signed["keys"][id] = other;
            },
        ),
        with(
            "other-version",
            "The snapshot lists other targets than those that are there.",
            "tuf-file-missing",
            &|repository| {
                repository.snapshot.signed["meta"]["targets.json"] = json!({ "version": 2 });
            },
        ),
        with(
            "spec-version",
            "Metadata of a later specification.",
            "tuf-spec-version-unsupported",
            &|repository| {
                repository.targets.signed["spec_version"] = "2.0.0".into();
            },
        ),
        with(
            "hash",
            "The snapshot lists other targets by their hash.",
            "tuf-hash-mismatch",
            &|repository| {
                repository.snapshot.signed["meta"]["targets.json"] =
                    json!({ "version": 1, "hashes": { "sha256": "00".repeat(32) } });
            },
        ),
        case("no-snapshot", "A file is missing.", "tuf-file-missing", &repository())
            .without("tuf-1.snapshot.json"),
    ]
}
