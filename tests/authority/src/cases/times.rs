//! Timestamps, and times that nothing proves.

use super::{ARTIFACT, case, changed, entry, flip, of, remove};
use crate::keys::{Hash, Key};
use crate::root::authority;
use crate::text::{base64, readable_json};
use crate::timestamp::{Binding, StampRequest, TimestampAuthority};
use crate::vector::Case;
use crate::world::{Signing, World, closing, issued, opening, signed};

pub(super) fn cases(world: &World) -> Vec<Case> {
    [unproven(world), forms(world)].concat()
}

fn unproven(world: &World) -> Vec<Case> {
    let message = Signing::message(world, ARTIFACT);
    let v2 = Signing::message_v2(world, ARTIFACT);
    let unstamped = Signing { stamps: Vec::new(), ..v2.clone() };
    let missing = |case: Case| {
        case.verdict("incomplete")
            .missing("time.signing", "time-unproven")
            .missing("certificate.validity", "time-unproven")
    };
    let invented = changed(&unstamped.bundle(), |bundle| {
        entry(bundle)["integratedTime"] = signed().to_string().into();
    });
    let promised = changed(&invented, |bundle| {
        entry(bundle)["inclusionPromise"] =
            serde_json::json!({"signedEntryTimestamp": base64(&[7; 70])});
    });
    let unpromised = message.clone().entry(|entry| entry.promise = false);
    let no_time = changed(&message.bundle(), |bundle| remove(entry(bundle), "integratedTime"));
    let moved = changed(&message.bundle(), |bundle| {
        entry(bundle)["integratedTime"] = (signed() + 1).to_string().into()
    });
    let renumbered =
        changed(&message.bundle(), |bundle| entry(bundle)["logIndex"] = "1000004".into());
    let forged = changed(&message.bundle(), |bundle| {
        flip(&mut entry(bundle)["inclusionPromise"]["signedEntryTimestamp"])
    });
    let strangers = changed(&message.bundle(), |bundle| {
        let body =
            crate::text::unbase64(entry(bundle)["canonicalizedBody"].as_str().expect("text"));
        let log = crate::log::Log { key: Key::p256("stranger's log"), ..world.log.clone() };
        let promise = log.promise(&body, signed(), 1_000_003);
        entry(bundle)["inclusionPromise"]["signedEntryTimestamp"] = base64(&promise).into();
    });
    let broken = |name: &str, about: &str, bundle| {
        of(name, about, &message, bundle)
            .verdict("failed")
            .failed("log.set", "promise-invalid")
            .failed_time()
    };
    vec![
        missing(of(
            "rekor-v2-invented-time",
            "Rekor v2 proves no time: an integratedTime in its entry was invented, and there is no timestamp.",
            &v2,
            &invented,
        )),
        missing(of(
            "rekor-v2-invented-promise",
            "Rekor v2 makes no promises: one beside its entry was invented, and proves no time.",
            &v2,
            &promised,
        ))
        .verdict("failed")
        .failed("log.set", "promise-invalid"),
        missing(case(
            "rekor-v2-without-timestamp",
            "Rekor v2 without a timestamp: when was it signed?",
            &unstamped,
        )),
        missing(case(
            "promise-removed",
            "The promise was removed and the integratedTime kept: it means nothing without.",
            &unpromised,
        )),
        broken("promise-without-time", "A promise without the time that it is about.", &no_time),
        broken(
            "promise-time-moved",
            "The integratedTime is one second later than promised.",
            &moved,
        ),
        broken("promise-index-changed", "Another log index than promised.", &renumbered),
        broken("promise-forged", "One bit of the promise changed.", &forged),
        broken(
            "promise-by-stranger",
            "The promise is signed with another key than the log's.",
            &strangers,
        ),
        case(
            "timestamp-two-one-late",
            "The first timestamp is within the certificate's time, the second after it: every time has to fit.",
            &Signing {
                stamps: vec![StampRequest::at(signed()), StampRequest::at(issued() + 3600)],
                ..v2.clone()
            },
        )
        .verdict("failed")
        .passed("time.rfc3161")
        .failed("certificate.validity", "certificate-not-valid-then"),
        case(
            "integrated-time-in-future",
            "The log took the entry after the time of this verification.",
            &message,
        )
        .change(|case| case.now = "2026-03-01T12:00:30Z".to_owned())
        .verdict("failed")
        .failed("log.set", "time-in-future")
        .failed_time(),
        case(
            "timestamp-in-future",
            "The timestamp is later than the time of this verification.",
            &v2,
        )
        .change(|case| case.now = "2026-03-01T12:00:30Z".to_owned())
        .verdict("failed")
        .failed("time.rfc3161", "time-in-future")
        .failed_time(),
    ]
}

impl Case {
    /// No other time is proven then.
    pub(super) fn failed_time(self) -> Self {
        self.missing("time.signing", "time-unproven")
            .missing("certificate.validity", "time-unproven")
    }
}

pub(super) fn with_authority(world: &World, timestamp: TimestampAuthority) -> World {
    World { timestamp, ..world.clone() }
}

fn forms(world: &World) -> Vec<Case> {
    let v2 = |world: &World| Signing::message_v2(world, ARTIFACT);
    let own = |key| {
        with_authority(
            world,
            TimestampAuthority::new(&world.name, "timestamps", key, opening(), closing()),
        )
    };
    let sound = |name: &str, about: &str, signing: &Signing| {
        case(name, about, signing).passed("time.rfc3161").passed("time.signing")
    };
    let alone = {
        let root = changed(&world.trusted_root(), |root| {
            root["timestampAuthorities"] = serde_json::json!([authority(
                "timestamps",
                "https://timestamp.authority.test",
                std::slice::from_ref(&world.timestamp.certificate),
                world.timestamp.window
            )]);
        });
        sound(
            "timestamp-signer-alone",
            "The trusted root lists the timestamp authority's own certificate without its issuer.",
            &v2(world),
        )
        .file("trusted_root.json", readable_json(&root))
    };
    let second = {
        let other = TimestampAuthority::new(
            &world.name,
            "older timestamps",
            Key::p256("older timestamps"),
            opening(),
            closing(),
        );
        let root = changed(&world.trusted_root(), |root| {
            root["timestampAuthorities"].as_array_mut().expect("a list").insert(0, other.trusted());
        });
        sound(
            "timestamp-second-authority",
            "The token is of the second authority of the trusted root.",
            &v2(world),
        )
        .file("trusted_root.json", readable_json(&root))
    };
    let expired = with_authority(
        world,
        TimestampAuthority::new(
            &world.name,
            "timestamps",
            Key::p256("old timestamps"),
            opening(),
            issued() + 86_400,
        ),
    );
    vec![
        sound(
            "timestamp-p384",
            "A timestamp authority with P-384.",
            &v2(&own(Key::p384("timestamps"))).stamp(|stamp| stamp.digest = Hash::Sha384),
        ),
        sound("timestamp-p384-sha256", "P-384 over SHA-256.", &v2(&own(Key::p384("timestamps")))),
        sound(
            "timestamp-p521",
            "A timestamp authority with P-521.",
            &v2(&own(Key::p521("timestamps"))).stamp(|stamp| stamp.digest = Hash::Sha512),
        ),
        sound("timestamp-rsa", "A timestamp authority with RSA.", &v2(&own(Key::rsa2048()))),
        sound(
            "timestamp-rsa-sha512",
            "RSA over SHA-512.",
            &v2(&own(Key::rsa4096())).stamp(|stamp| stamp.digest = Hash::Sha512),
        ),
        sound(
            "timestamp-rsa-pss",
            "A timestamp authority with RSA-PSS.",
            &v2(&own(Key::rsa2048())).stamp(|stamp| stamp.pss = true),
        ),
        sound(
            "timestamp-imprint-sha512",
            "The signature was stamped by its SHA-512.",
            &v2(world).stamp(|stamp| stamp.imprint = Hash::Sha512),
        ),
        sound(
            "timestamp-imprint-sha384",
            "The signature was stamped by its SHA-384.",
            &v2(world).stamp(|stamp| stamp.imprint = Hash::Sha384),
        ),
        sound(
            "timestamp-embedded-certificate",
            "The token brings its authority's certificate: a hint that is the trusted one here.",
            &v2(world).stamp(|stamp| stamp.embed_certificate = true),
        ),
        sound(
            "timestamp-granted-with-modifications",
            "The status grantedWithMods grants too.",
            &v2(world).stamp(|stamp| stamp.status = 1),
        ),
        sound(
            "timestamp-bare-token",
            "The token alone, without the response around it.",
            &v2(world).stamp(|stamp| stamp.bare = true),
        ),
        sound(
            "timestamp-two",
            "Two timestamps.",
            &Signing {
                stamps: vec![StampRequest::at(signed()), StampRequest::at(signed() + 5)],
                ..v2(world)
            },
        ),
        sound(
            "timestamp-authority-expired-today",
            "The timestamp authority's certificates have expired since.",
            &v2(&expired),
        ),
        sound(
            "timestamp-over-envelope",
            "A timestamp over the signature of a statement.",
            &Signing::envelope_v2(world, ARTIFACT),
        ),
        sound(
            "timestamp-ess-v1",
            "The token binds itself by the older ESSCertID.",
            &v2(world).stamp(|stamp| stamp.binding = Binding::V1),
        ),
        sound(
            "timestamp-ess-absent",
            "The token does not name its authority's certificate: it need not.",
            &v2(world).stamp(|stamp| stamp.binding = Binding::Absent),
        ),
        sound(
            "timestamp-by-key-id",
            "The token names its signer by its key's id.",
            &v2(world).stamp(|stamp| stamp.by_key_id = true),
        ),
        sound(
            "timestamp-fraction",
            "A time with a fraction of a second.",
            &v2(world).stamp(|stamp| stamp.fraction = "25"),
        ),
        alone,
        second,
    ]
}
