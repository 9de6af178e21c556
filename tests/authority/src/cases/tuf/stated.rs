//! Repositories beside what the user stated, and beside evidence by several signers.

use serde_json::{Value, json};

use super::super::policies::by_person;
use super::super::{ARTIFACT, maker};
use super::{changed, of, repository, tampered};
use crate::keys::Key;
use crate::note::Cosigner;
use crate::text::readable_json;
use crate::tuf::Repository;
use crate::vector::Case;
use crate::world::{ISSUER, Signer, Signing, World};

const SECOND: &str = "second@authority.test";

pub(super) fn cases(world: &World) -> Vec<Case> {
    [beside(world), several(world)].concat()
}

/// A repository that says who must have signed the artifact.
fn naming(expectation: &Value) -> Repository {
    changed(|repository| {
        repository.targets.signed["targets"]["artifact"]["custom"] =
            json!({ "touchstone": { "expectation": expectation } });
    })
}

fn beside(world: &World) -> Vec<Case> {
    let plain = repository();
    let key = Key::p256("managed");
    let signer = Signer { certificate: None, scheme: key.scheme(), key };
    let pem = crate::text::pem("PUBLIC KEY", &signer.key.spki());
    let by_key = readable_json(&Signing::message(world, ARTIFACT).by(signer).bundle());
    let bundle = readable_json(&Signing::message(world, ARTIFACT).bundle());
    let anew = readable_json(&Signing::message(world, &tampered()).bundle());
    let of = |name: &str, about: &str, repository: &Repository| {
        of(name, about, world, repository).change(|case| case.exact = false)
    };
    let other = json!({ "certificateIdentity": "other@authority.test" });
    vec![
        of("a-key-is-stated", "The user names a key: a repository does not stand for its holder.", &plain)
            .file("key.pub", pem.clone())
            .verdict("incomplete")
            .missing("identity.expected", "identity-unproven"),
        of("a-demand-is-stated", "The user demands something of whoever signed: a repository does not meet that.", &plain)
            .expecting(json!({ "algorithms": "ecdsa-sha256" }))
            .verdict("incomplete"),
        of("a-key-is-stated-and-somebody-named", "The user's key signed, and the repository names somebody else: a key that the user stated does not stand for whom a repository names.", &naming(&other))
            .file("key.pub", pem.clone())
            .file("bundle.sigstore.json", by_key)
            .verdict("unexpected"),
        of("a-signer-is-expected-of-another-file", "The user expects a signer who did not sign, and the repository lists another file under the name.", &plain)
            .file("artifact", tampered())
            .expecting(maker())
            .verdict("failed")
            .change(|case| case.digest_verdict = Some("failed")),
        of("the-expected-signer-signed-another-file", "The expected signer signed the file; that a repository lists another one under its name is shown beside that.", &plain)
            .file("artifact", tampered())
            .file("bundle.sigstore.json", anew)
            .expecting(maker()),
        of("expired-beside-evidence", "The user relies on a repository that has expired, and named nobody: somebody's signature takes nothing of that back.", &plain)
            .file("bundle.sigstore.json", bundle)
            .change(|case| case.now = "2026-08-01T00:00:00Z".to_owned())
            .verdict("incomplete"),
    ]
}

fn several(world: &World) -> Vec<Case> {
    let maker = readable_json(&Signing::message(world, ARTIFACT).bundle());
    let second = readable_json(&by_person(world, SECOND, ISSUER).bundle());
    let people = json!([super::super::maker(), { "certificateIdentity": SECOND }]);
    let both = json!({ "threshold": 2, "signers": people });
    let of = |name: &str, about: &str, repository: &Repository| {
        of(name, about, world, repository).change(|case| case.exact = false)
    };
    let by_maker = |case: Case| case.file("bundle.sigstore.json", maker.clone());
    let by_both = |case: Case| by_maker(case).file("second.sigstore.json", second.clone());
    vec![
        by_maker(of("two-are-expected-and-one-signed", "Two must have signed, and one did: a repository is not the other.", &repository()))
            .file("policy.json", readable_json(&both))
            .verdict("incomplete"),
        by_both(of("names-two-signers", "The repository says that two must have signed, and they did.", &naming(&both))),
        by_maker(of("names-two-signers-of-whom-one-signed", "The repository says that two must have signed, and one did.", &naming(&both)))
            .verdict("incomplete"),
        by_maker(of("names-witnesses", "Witnesses are not for a repository to demand: what is not looked for must not pass for met.", &naming(&json!({
            "certificateIdentity": crate::cases::maker()["certificateIdentity"],
            "certificateOidcIssuer": ISSUER,
            "witnesses": 1,
            "witnessKeys": [Cosigner::new("witness.test").verifier_key()],
        }))))
        .verdict("unexpected"),
    ]
}
