//! Each scheme, with a certificate and with a managed key.

use super::{ARTIFACT, case};
use crate::keys::{Hash, Key, Scheme};
use crate::log::{EntryRequest, Kind};
use crate::vector::Case;
use crate::world::{Content, Signer, Signing, World, email_template, signed};

/// Name, key, scheme, hash of the artifact.
fn all() -> Vec<(&'static str, Key, Scheme, Hash)> {
    use Hash::{Sha256, Sha384, Sha512};
    let ed25519 = || Key::ed25519("signer");
    vec![
        ("p256", Key::p256("signer"), Scheme::Ecdsa(Sha256), Sha256),
        ("p256-sha512", Key::p256("signer"), Scheme::Ecdsa(Sha512), Sha512),
        ("p384", Key::p384("signer"), Scheme::Ecdsa(Sha384), Sha384),
        ("p384-sha256", Key::p384("signer"), Scheme::Ecdsa(Sha256), Sha256),
        ("p521", Key::p521("signer"), Scheme::Ecdsa(Sha512), Sha512),
        ("ed25519", ed25519(), Scheme::Ed25519, Sha256),
        ("ed25519ph", ed25519(), Scheme::Ed25519ph, Sha512),
        ("rsa2048-pkcs1v15", Key::rsa2048(), Scheme::Pkcs1v15(Sha256), Sha256),
        ("rsa2048-pss", Key::rsa2048(), Scheme::Pss(Sha256), Sha256),
        ("rsa4096-pkcs1v15", Key::rsa4096(), Scheme::Pkcs1v15(Sha256), Sha256),
        ("rsa4096-pss", Key::rsa4096(), Scheme::Pss(Sha256), Sha256),
        ("rsa2048-pkcs1v15-sha512", Key::rsa2048(), Scheme::Pkcs1v15(Sha512), Sha512),
    ]
}

pub(super) fn cases(world: &World) -> Vec<Case> {
    let mut cases = Vec::new();
    for (name, key, scheme, hash) in all() {
        let template = email_template(&key);
        let certified = Signer { scheme, ..world.certified(&key, &template) };
        let content = Content::Message { artifact: ARTIFACT.to_vec(), hash };
        let signing = Signing {
            signer: certified.clone(),
            content: content.clone(),
            ..Signing::message(world, ARTIFACT)
        };
        let needs_message = |case: &mut Case| {
            if scheme == Scheme::Ed25519 {
                case.digest_verdict = Some("incomplete");
            }
        };
        if name != "p256" {
            cases.push(
                case(
                    &format!("scheme-{name}"),
                    &format!("A file signed with {name} under a certificate."),
                    &signing,
                )
                .passed("signature.artifact")
                .change(needs_message),
            );
        }
        let managed = Signer { key: key.clone(), scheme, certificate: None };
        let signing = Signing { signer: managed, content, ..Signing::message_v2(world, ARTIFACT) };
        let signing = if matches!(scheme, Scheme::Ed25519 | Scheme::Ed25519ph) {
            signing
        } else {
            Signing { entries: vec![EntryRequest::new(Kind::HashedRekord1, signed())], ..signing }
        };
        cases.push(
            case(
                &format!("key-{name}"),
                &format!("A file signed with {name} by a key that the user gave."),
                &signing,
            )
            .file("key.pub", key.pem())
            .change(|case| case.expectation = None)
            .passed("signature.artifact")
            .passed("log.entry-matches")
            .change(needs_message),
        );
    }
    cases.extend(envelopes(world));
    cases.extend(by_digest(world));
    cases
}

fn envelopes(world: &World) -> Vec<Case> {
    let chosen = ["p384", "p384-sha256", "p521", "ed25519", "ed25519ph", "rsa2048-pss"];
    all().into_iter().filter(|(name, ..)| chosen.contains(name)).map(|(name, key, scheme, _)| {
        let signer = Signer { scheme, ..world.certified(&key, &email_template(&key)) };
        case(&format!("scheme-envelope-{name}"), &format!("A statement signed with {name}: an envelope is at hand as a whole, so its digest is enough for every scheme."), &Signing::envelope(world, ARTIFACT).by(signer))
            .passed("signature.envelope")
    }).collect()
}

fn by_digest(world: &World) -> Vec<Case> {
    let signing = |key: Key, hash| Signing {
        signer: world.certified(&key, &email_template(&key)),
        content: Content::Message { artifact: ARTIFACT.to_vec(), hash },
        ..Signing::message(world, ARTIFACT)
    };
    let ed25519 = signing(Key::ed25519("signer"), Hash::Sha256);
    let envelope = Signing::envelope(world, ARTIFACT);
    vec![
        case("digest-sha256-only", "Only the file's SHA-256 is known, and that is all it takes.", &signing(Key::p256("signer"), Hash::Sha256))
            .change(|case| case.digests = vec!["sha256"]),
        case("digest-sha512-only", "Only the file's SHA-512 is known, and that is what was signed.", &signing(Key::p521("signer"), Hash::Sha512))
            .change(|case| case.digests = vec!["sha512"]),
        case("digest-ed25519", "Pure Ed25519 signs the message itself: its digest is not enough.", &ed25519)
            .change(|case| case.digests = vec!["sha256", "sha512"])
            .verdict("incomplete").missing("signature.artifact", "message-needed"),
        case("digest-of-another-algorithm", "The statement names SHA-256, and only the file's SHA-512 is known: nothing can be compared.", &envelope)
            .change(|case| case.digests = vec!["sha512"])
            .verdict("incomplete").missing("subject.digest", "digest-unavailable"),
    ]
}
