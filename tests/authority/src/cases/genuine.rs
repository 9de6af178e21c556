//! Sound bundles of every form, most of which some client refuses.

use serde_json::{Value, json};

use super::{ARTIFACT, case, changed, entry, of, remove};
use crate::keys::{Hash, with_high_s};
use crate::log::{EntryRequest, Kind};
use crate::root::Window;
use crate::text::base64;
use crate::timestamp::StampRequest;
use crate::vector::Case;
use crate::world::{
    CertificateAuthority, Content, IN_TOTO, Signing, Version, World, issued, opening, signed,
    statement,
};

pub(super) fn cases(world: &World) -> Vec<Case> {
    [versions(world), envelopes(world), windows(world), json_forms(world)].concat()
}

fn versions(world: &World) -> Vec<Case> {
    let message = Signing::message(world, ARTIFACT);
    let v1 = message.clone().version(Version::V01);
    let v2 = Signing::message_v2(world, ARTIFACT);
    let both = Signing {
        entries: vec![
            EntryRequest::new(Kind::HashedRekord1, signed()),
            EntryRequest::new(Kind::HashedRekord2, signed()),
        ],
        ..v2.clone()
    };
    let turned = Signing { entries: both.entries.iter().rev().cloned().collect(), ..both.clone() };
    let logged = ("2026-03-01T12:01:00Z".to_owned(), "log");
    let stamped = ("2026-03-01T12:01:00Z".to_owned(), "rfc3161");
    let hinted = changed(&v1.bundle(), |bundle| {
        let chain = &mut bundle["verificationMaterial"]["x509CertificateChain"]["certificates"];
        let hint = json!({"rawBytes": base64(&world.authority.intermediate_certificate)});
        chain.as_array_mut().expect("a list").push(hint);
    });
    vec![
        case("v0.1-promise", "A bundle v0.1 needs the log's promise (SET) and no inclusion proof.",
            &v1.clone().entry(|entry| entry.proof = false))
            .passed("log.set").not_applicable("log.inclusion-proof").passed("certificate.sct")
            .change(|case| case.signing_time = Some(logged.clone())),
        case("v0.1-proof", "A bundle v0.1 may hold an inclusion proof beside the promise.", &v1)
            .passed("log.set").passed("log.inclusion-proof").passed("log.checkpoint"),
        of("v0.1-intermediate-in-chain", "An intermediate in the bundle's chain is a hint: it harms nothing and is not trusted.",
            &v1, &hinted).passed("certificate.chain"),
        case("v0.2", "A bundle v0.2 with promise, inclusion proof and checkpoint.",
            &message.clone().version(Version::V02))
            .passed("log.set").passed("log.inclusion-proof").passed("log.checkpoint"),
        case("v0.3", "A bundle v0.3 over a file, every question asked.", &message)
            .passed("bundle.media-type").passed("bundle.structure").passed("certificate.chain")
            .passed("certificate.validity").passed("certificate.purpose").passed("certificate.extensions")
            .passed("certificate.sct").passed("time.signing").passed("log.known").passed("log.set")
            .passed("log.inclusion-proof").passed("log.checkpoint").passed("log.entry-matches")
            .passed("signature.artifact").passed("subject.digest").passed("identity.expected"),
        of("v0.3-older-media-type", "The media type of v0.3 was first written with a parameter.", &message,
            &changed(&message.bundle(), |bundle| {
                bundle["mediaType"] = "application/vnd.dev.sigstore.bundle+json;version=0.3".into();
            })).passed("bundle.media-type"),
        case("v0.3-no-expectation", "Sound, but nobody said who should have signed: the signer is named and the user asked.", &message)
            .verdict("unstated").missing("identity.expected", "identity-unproven").change(|case| case.expectation = None)
            .change(|case| case.signer = vec![("identity", crate::world::EMAIL.to_owned()), ("identityType", "email".to_owned()), ("issuer", crate::world::ISSUER.to_owned())]),
        case("v0.3-timestamp-beside-promise", "Two proven times, both within the certificate's validity.",
            &Signing { stamps: vec![StampRequest::at(signed() + 30)], ..message.clone() })
            .passed("time.rfc3161").passed("log.set"),
        case("v0.3-timestamp-in-place-of-promise", "An entry without promise proves no time; the timestamp does.",
            &Signing { stamps: vec![StampRequest::at(signed())], ..message.clone().entry(|entry| entry.promise = false) })
            .passed("time.rfc3161").change(|case| case.signing_time = Some(stamped.clone())),
        case("rekor-v2", "Rekor v2: no promise, no integrated time; the timestamp proves the time.", &v2)
            .passed("time.rfc3161").passed("log.inclusion-proof").passed("log.checkpoint").passed("log.entry-matches")
            .change(|case| case.signing_time = Some(stamped.clone())),
        case("entries-of-two-logs", "Two entries, Rekor v1 before Rekor v2.", &both),
        case("entries-reordered", "The same two entries the other way round: their order means nothing.", &turned),
        of("entry-twice", "The same entry twice is one entry.", &message, &changed(&message.bundle(), |bundle| {
            let entries = &mut bundle["verificationMaterial"]["tlogEntries"];
            let again = entries[0].clone();
            entries.as_array_mut().expect("a list").push(again);
        })),
        of("message-digest-absent", "messageDigest is a hint and may be absent: the signature and the entry bind the file.", &message,
            &changed(&message.bundle(), |bundle| remove(&mut bundle["messageSignature"], "messageDigest")))
            .not_applicable("subject.digest").passed("signature.artifact").passed("log.entry-matches"),
        case("high-s", "Of the two values of s that ECDSA allows, the higher one: Sigstore's formats forbid neither.",
            &Signing { signature: Some(with_high_s(&message.signature())), ..message.clone() }),
        of("found-by-digest", "The user gave the bundle for nothing in particular; its digest says what it is about.", &message, &message.bundle())
            .change(|case| case.explicit = false),
        case("tree-of-one", "The first entry of a tree: a proof without hashes.",
            &message.clone().entry(|entry| { entry.size = 1; entry.index = 0; })),
        case("tree-last-leaf", "The last entry of a tree that is no power of two.",
            &message.clone().entry(|entry| { entry.size = 7; entry.index = 6; })),
        case("tree-of-100", "A longer proof.", &v2.clone().entry(|entry| { entry.size = 100; entry.index = 37; })),
    ]
}

fn envelopes(world: &World) -> Vec<Case> {
    let v1 = Signing::envelope(world, ARTIFACT);
    let v2 = Signing::envelope_v2(world, ARTIFACT);
    let about = |subjects: &[(&str, Hash, &[u8])]| Signing {
        content: Content::Envelope {
            payload: statement(subjects),
            payload_type: IN_TOTO.to_owned(),
        },
        ..v1.clone()
    };
    let sound = |name: &str, about: &str, signing: &Signing| {
        case(name, about, signing)
            .passed("signature.envelope")
            .passed("subject.digest")
            .passed("log.entry-matches")
    };
    vec![
        sound(
            "envelope-dsse-0.0.1",
            "A statement, logged as dsse 0.0.1. Its envelopeHash cannot be computed again and is not compared.",
            &v1,
        ),
        sound(
            "envelope-intoto-0.0.1",
            "Logged as intoto 0.0.1, which records no signature: payload and certificate are compared.",
            &v1.clone().kind(Kind::Intoto1),
        ),
        sound(
            "envelope-intoto-0.0.2",
            "Logged as intoto 0.0.2, which holds the signature in base64 twice; most SLSA provenance is of this kind.",
            &v1.clone().kind(Kind::Intoto2),
        ),
        sound(
            "envelope-hashedrekord-0.0.1",
            "Logged as hashedrekord 0.0.1, over its PAE.",
            &v1.clone().kind(Kind::HashedRekord1),
        ),
        sound(
            "envelope-rekor-v2-hashedrekord",
            "Rekor v2 logs an envelope as hashedrekord over its PAE.",
            &v2,
        ),
        sound(
            "envelope-rekor-v2-dsse",
            "Rekor v2 logs an envelope as dsse 0.0.2.",
            &v2.clone().kind(Kind::Dsse2),
        ),
        sound("envelope-v0.1", "A statement in a bundle v0.1.", &v1.clone().version(Version::V01)),
        sound(
            "envelope-second-subject",
            "The file is the second of three subjects.",
            &about(&[
                ("other", Hash::Sha256, b"other"),
                ("artifact", Hash::Sha256, ARTIFACT),
                ("third", Hash::Sha256, b"third"),
            ]),
        ),
        sound(
            "envelope-other-name",
            "A subject is matched by digest; its name means nothing.",
            &about(&[("renamed.tar.gz", Hash::Sha256, ARTIFACT)]),
        ),
        sound(
            "envelope-sha512-subject",
            "The only digest of the subject is SHA-512.",
            &about(&[("artifact", Hash::Sha512, ARTIFACT)]),
        ),
        sound(
            "envelope-sha384-subject",
            "The only digest of the subject is SHA-384.",
            &about(&[("artifact", Hash::Sha384, ARTIFACT)]),
        ),
        sound(
            "evidence-array",
            "A list of bundles: one about another file, and one about this.",
            &v1,
        )
        .without("bundle.sigstore.json")
        .file(
            "evidence.json",
            crate::text::readable_json(&json!([
                about(&[("other", Hash::Sha256, b"other")]).bundle(),
                v1.bundle()
            ])),
        )
        .change(|case| case.explicit = false),
        sound("envelope-found-by-digest", "A statement found by its subject's digest.", &v1)
            .change(|case| case.explicit = false),
        case(
            "rekord",
            "An entry of the kind rekord 0.0.1, as old cosign wrote it.",
            &Signing::message(world, ARTIFACT).kind(Kind::Rekord1),
        )
        .passed("log.entry-matches"),
    ]
}

fn windows(world: &World) -> Vec<Case> {
    let message = Signing::message(world, ARTIFACT);
    let v2 = Signing::message_v2(world, ARTIFACT);
    let end = |window: &mut Window, end: i64| window.end = Some(end);
    let mut worlds: Vec<(&str, &str, World, &Signing)> = Vec::new();
    let mut add = |name, about, signing, change: &dyn Fn(&mut World)| {
        let mut changed = world.clone();
        change(&mut changed);
        worlds.push((name, about, changed, signing));
    };
    add(
        "authority-retired",
        "The certificate authority was retired after signing: what it issued before stays good.",
        &message,
        &|world| end(&mut world.authority.window, signed() + 86_400),
    );
    add(
        "authority-window-end-inclusive",
        "The authority's window ends in the very second of signing: the end is inside.",
        &message,
        &|world| end(&mut world.authority.window, signed()),
    );
    add(
        "authority-window-start-inclusive",
        "The authority's window starts in the very second of signing.",
        &message,
        &|world| world.authority.window.start = Some(signed()),
    );
    add("log-retired", "The log's key was retired after the entry was made.", &message, &|world| {
        end(&mut world.log.window, signed() + 86_400)
    });
    add(
        "log-window-end-inclusive",
        "The log's window ends in the very second of the entry.",
        &message,
        &|world| end(&mut world.log.window, signed()),
    );
    add(
        "log-v2-window-end-inclusive",
        "The window of a Rekor v2 log ends in the very second of the timestamp.",
        &v2,
        &|world| end(&mut world.log_v2.window, signed()),
    );
    add(
        "timestamp-authority-retired",
        "The timestamp authority was retired after it stamped.",
        &v2,
        &|world| end(&mut world.timestamp.window, signed() + 86_400),
    );
    add(
        "timestamp-window-end-inclusive",
        "The timestamp authority's window ends in the very second of the timestamp.",
        &v2,
        &|world| end(&mut world.timestamp.window, signed()),
    );
    let mut cases: Vec<Case> = worlds
        .into_iter()
        .map(|(name, about, world, signing)| {
            case(name, about, &Signing { world, ..signing.clone() })
        })
        .collect();
    let mut expired = world.clone();
    expired.authority =
        CertificateAuthority::new(&world.name, "expired", opening(), issued() + 86_400);
    let signing = Signing::message(&expired, ARTIFACT);
    cases.push(case(
        "authority-expired-today",
        "The authority's own certificates have expired since: they were valid when it mattered.",
        &signing,
    ));
    let both = {
        let mut root = world.trusted_root();
        let mut first = world.log.clone();
        first.window = Window::between(opening(), issued() - 86_400);
        let mut second = world.log.clone();
        second.window = Window::from(issued() - 86_400);
        root["tlogs"] = json!([first.trusted(), second.trusted()]);
        root
    };
    cases.push(
        case(
            "log-listed-twice",
            "One log key with two windows, of which the second counts.",
            &message,
        )
        .file("trusted_root.json", crate::text::readable_json(&both)),
    );
    cases
}

fn json_forms(world: &World) -> Vec<Case> {
    let message = Signing::message(world, ARTIFACT);
    let original = crate::text::readable_json(&message.bundle());
    let renamed = [
        ("mediaType", "media_type"),
        ("verificationMaterial", "verification_material"),
        ("tlogEntries", "tlog_entries"),
        ("logIndex", "log_index"),
        ("logId", "log_id"),
        ("keyId", "key_id"),
        ("kindVersion", "kind_version"),
        ("integratedTime", "integrated_time"),
        ("inclusionPromise", "inclusion_promise"),
        ("signedEntryTimestamp", "signed_entry_timestamp"),
        ("inclusionProof", "inclusion_proof"),
        ("rootHash", "root_hash"),
        ("treeSize", "tree_size"),
        ("canonicalizedBody", "canonicalized_body"),
        ("rawBytes", "raw_bytes"),
        ("messageSignature", "message_signature"),
        ("messageDigest", "message_digest"),
    ]
    .iter()
    .fold(original, |text, (camel, snake)| {
        text.replace(&format!("\"{camel}\":"), &format!("\"{snake}\":"))
    });
    let lenient = changed(&message.bundle(), |bundle| {
        for key in ["logIndex", "integratedTime"] {
            let number: i64 = entry(bundle)[key].as_str().expect("text").parse().expect("a number");
            entry(bundle)[key] = number.into();
        }
        entry(bundle)["inclusionProof"]["treeSize"] = 6.into();
        entry(bundle)["unknownField"] = json!({"of": ["a", "newer", "version"]});
        bundle["verificationMaterial"]["timestampVerificationData"] = Value::Null;
        bundle["verificationMaterial"]["publicKey"] = Value::Null;
        bundle["dsseEnvelope"] = Value::Null;
        bundle["messageSignature"]["messageDigest"]["algorithm"] = 1.into();
        let url = |value: &mut Value| {
            let text = value.as_str().expect("text").replace('+', "-").replace('/', "_");
            *value = text.trim_end_matches('=').into();
        };
        url(&mut bundle["messageSignature"]["signature"]);
        url(&mut bundle["verificationMaterial"]["certificate"]["rawBytes"]);
        url(&mut entry(bundle)["logId"]["keyId"]);
    });
    let root = message.world.trusted_root();
    vec![
        Case::of_bytes(
            "json-original-names",
            "Protobuf JSON may use the names of the .proto file.",
            renamed.as_bytes(),
            &root,
            ARTIFACT,
        )
        .expecting(super::maker()),
        of(
            "json-lenient-values",
            "Protobuf JSON: numbers for texts, null for absent, an enumeration's number, unknown fields, the URL alphabet of base64 without padding.",
            &message,
            &lenient,
        ),
        Case::of_bytes(
            "json-one-line",
            "Nothing depends on line breaks.",
            crate::text::canonical_json(&message.bundle()).as_bytes(),
            &root,
            ARTIFACT,
        )
        .expecting(super::maker()),
    ]
}
