//! Managed keys: no certificate and no time, the key must be at hand.

use super::{ARTIFACT, case, changed, entry, of};
use crate::keys::Key;
use crate::vector::Case;
use crate::world::{Signer, Signing, Version, World};

pub(super) fn cases(world: &World) -> Vec<Case> {
    let key = Key::p256("managed");
    let other = Key::p256("somebody else's");
    let signer = Signer { key: key.clone(), scheme: key.scheme(), certificate: None };
    let message = Signing::message(world, ARTIFACT).by(signer.clone());
    let envelope = Signing::envelope(world, ARTIFACT).by(signer.clone());
    let v2 =
        Signing { stamps: Vec::new(), ..Signing::message_v2(world, ARTIFACT).by(signer.clone()) };
    let envelope_v2 =
        Signing { stamps: Vec::new(), ..Signing::envelope_v2(world, ARTIFACT).by(signer) };
    let stated = |name: &str, about: &str, signing: &Signing, key: &Key| {
        case(name, about, signing).file("key.pub", key.pem()).change(|case| case.expectation = None)
    };
    let forged = changed(&message.bundle(), |bundle| {
        let own = Signing::message(world, ARTIFACT).by(Signer {
            key: other.clone(),
            scheme: other.scheme(),
            certificate: None,
        });
        *entry(bundle) = entry(&mut own.bundle()).clone();
    });
    let certified = Signing::message(world, ARTIFACT);
    vec![
        stated(
            "managed-key-v0.1",
            "A managed key in a bundle v0.1.",
            &message.clone().version(Version::V01),
            &key,
        ),
        stated("managed-key-der", "The key as DER.", &message, &key)
            .without("key.pub")
            .file("key.der", key.spki()),
        stated(
            "managed-key-several",
            "Of several given keys, the log entry's is the one.",
            &message,
            &key,
        )
        .file("key-2.pub", other.pem()),
        stated("managed-key-envelope", "A statement by a managed key.", &envelope, &key)
            .passed("signature.envelope"),
        stated(
            "managed-key-rekor-v2",
            "Rekor v2 and no timestamp: a managed key needs no proven time.",
            &v2,
            &key,
        )
        .passed("log.entry-matches"),
        stated(
            "managed-key-envelope-rekor-v2",
            "A statement by a managed key in Rekor v2.",
            &envelope_v2,
            &key,
        )
        .passed("log.entry-matches"),
        stated(
            "managed-key-found",
            "The key lay among the files: the signature is its owner's, but nobody vouched for it.",
            &message,
            &key,
        )
        .verdict("unstated")
        .change(|case| case.key_found = true)
        .change(|case| case.signer = vec![("identityType", "key".to_owned())]),
        case("managed-key-not-given", "Nobody gave the key.", &message)
            .change(|case| case.expectation = None)
            .verdict("incomplete")
            .missing("signature.artifact", "key-missing")
            .missing("log.entry-matches", "key-missing"),
        stated("managed-key-wrong", "Another key than the one that signed.", &message, &other)
            .verdict("failed")
            .failed("signature.artifact", "signature-invalid")
            .failed("log.entry-matches", "log-entry-mismatch"),
        stated(
            "managed-key-wrong-envelope",
            "Another key than the one that signed the statement.",
            &envelope,
            &other,
        )
        .verdict("failed")
        .failed("signature.envelope", "signature-invalid")
        .failed("log.entry-matches", "log-entry-mismatch"),
        of(
            "managed-key-entry-of-another",
            "The log entry is another key's over the same file.",
            &message,
            &forged,
        )
        .file("key.pub", key.pem())
        .change(|case| case.expectation = None)
        .verdict("failed")
        .failed("log.entry-matches", "log-entry-mismatch"),
        case(
            "managed-key-not-as-expected",
            "Signed with a key that lay among the files, and a person was expected.",
            &message,
        )
        .file("key.pub", key.pem())
        .change(|case| case.key_found = true)
        .verdict("unexpected")
        .failed("identity.expected", "identity-mismatch"),
        case(
            "certificate-where-key-expected",
            "The user expected a key's owner; a person signed.",
            &certified,
        )
        .file("key.pub", key.pem())
        .change(|case| case.expectation = None)
        .verdict("unexpected")
        .failed("identity.expected", "identity-mismatch"),
    ]
}
