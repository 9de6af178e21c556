//! Timestamps that are wrong, or of nobody who is trusted.

use super::times::with_authority;
use super::{ARTIFACT, case, changed, of};
use crate::certificate::{CODE_SIGNING, Template};
use crate::der;
use crate::keys::{Hash, Key, sha256};
use crate::root::Window;
use crate::text::{base64, readable_json};
use crate::timestamp::{Binding, StampRequest, TimestampAuthority};
use crate::vector::Case;
use crate::world::{Signing, World, closing, issued, opening, signed};

pub(super) fn cases(world: &World) -> Vec<Case> {
    [wrong_stamps(world), authorities(world)].concat()
}

fn wrong_stamps(world: &World) -> Vec<Case> {
    let v2 = Signing::message_v2(world, ARTIFACT);
    let failed = |name: &str, about: &str, signing: &Signing, error| {
        case(name, about, signing).verdict("failed").failed("time.rfc3161", error).failed_time()
    };
    let replaced = |name: &str, about: &str, token: Vec<u8>, error| {
        let bundle = changed(&v2.bundle(), |bundle| {
            bundle["verificationMaterial"]["timestampVerificationData"]["rfc3161Timestamps"][0]["signedTimestamp"] =
                base64(&token).into();
        });
        of(name, about, &v2, &bundle).verdict("failed").failed("time.rfc3161", error).failed_time()
    };
    let stamp = |request: &StampRequest| world.timestamp.stamp(&v2.signature(), request);
    let request = StampRequest::at(signed());
    let good = stamp(&request);
    let unknown_imprint = {
        let place = good.windows(2).position(|window| window == [0x04, 0x20]).expect("the imprint");
        let mut token = good.clone();
        // The last number of the algorithm before it: SHA-224.
        token[place - 1] = 4;
        token
    };
    let mut other_time = good.clone();
    let place =
        other_time.windows(15).position(|window| window == b"20260301120100Z").expect("the time");
    other_time[place + 11] = b'2';
    let mut wrong_scheme = good.clone();
    let ecdsa = der::algorithm("1.2.840.10045.4.3.2");
    let place = wrong_scheme
        .windows(ecdsa.len())
        .rposition(|window| window == ecdsa)
        .expect("the algorithm");
    // ecdsa-with-SHA384.
    wrong_scheme[place + ecdsa.len() - 1] = 3;
    let rsa_signer = StampRequest { signed_by: Some(Key::rsa2048()), ..request.clone() };
    let cut = good[..good.len() - 9].to_vec();
    let beside_promise = Signing {
        stamps: vec![StampRequest {
            message_digest: Some(sha256(b"something else")),
            ..request.clone()
        }],
        ..Signing::message(world, ARTIFACT)
    };
    let edwards = TimestampAuthority::new(
        &world.name,
        "timestamps",
        Key::ed25519("timestamps"),
        opening(),
        closing(),
    );
    let edwards = Signing::message_v2(&with_authority(world, edwards), ARTIFACT);
    vec![
        case("timestamp-ed25519", "An authority that signs with Ed25519.", &edwards)
            .passed("time.rfc3161"),
        case(
            "timestamp-digest-sha1",
            "Ed25519 signs the attributes; they bind the time by SHA-1 alone.",
            &edwards.clone().stamp(|stamp| stamp.digest = Hash::Sha1),
        )
        .verdict("incomplete")
        .missing("time.rfc3161", "algorithm-unsupported")
        .failed_time(),
        replaced(
            "timestamp-not-granted",
            "The authority refused to stamp.",
            stamp(&StampRequest { status: 2, ..request.clone() }),
            "timestamp-not-granted",
        ),
        replaced(
            "timestamp-of-another-signature",
            "A sound timestamp over another signature.",
            world.timestamp.stamp(b"another signature", &request),
            "timestamp-imprint-mismatch",
        ),
        replaced(
            "timestamp-of-the-artifact",
            "A timestamp over the file in place of the signature.",
            world.timestamp.stamp(ARTIFACT, &request),
            "timestamp-imprint-mismatch",
        ),
        failed(
            "timestamp-ess-v1-wrong",
            "ESSCertID binds the token to another certificate.",
            &v2.clone().stamp(|stamp| {
                stamp.binding = Binding::V1;
                stamp.certificate_digest = Some(vec![7; 20]);
            }),
            "timestamp-attributes-invalid",
        ),
        failed(
            "timestamp-two-signers",
            "A token with two signers: which of them was verified?",
            &v2.clone().stamp(|stamp| stamp.signers = 2),
            "der-invalid",
        ),
        failed(
            "timestamp-message-digest-wrong",
            "The signed attributes hold the digest of another content.",
            &v2.clone().stamp(|stamp| stamp.message_digest = Some(sha256(b"something else"))),
            "timestamp-attributes-invalid",
        ),
        failed(
            "timestamp-content-type-wrong",
            "The signed attributes name another content type.",
            &v2.clone().stamp(|stamp| stamp.content_type = "1.2.840.113549.1.7.1"),
            "timestamp-attributes-invalid",
        ),
        failed(
            "timestamp-certificate-digest-wrong",
            "ESSCertIDv2 binds the token to another certificate.",
            &v2.clone().stamp(|stamp| stamp.certificate_digest = Some(sha256(b"another"))),
            "timestamp-attributes-invalid",
        ),
        failed(
            "timestamp-signature-wrong",
            "Signed with another key under the authority's name.",
            &v2.clone().stamp(|stamp| stamp.signed_by = Some(Key::p256("impostor"))),
            "signature-invalid",
        ),
        replaced(
            "timestamp-time-changed",
            "The token's time was moved by ten minutes.",
            other_time,
            "timestamp-attributes-invalid",
        ),
        replaced("timestamp-garbage", "No DER at all.", b"no timestamp".to_vec(), "der-invalid"),
        replaced("timestamp-truncated", "The token ends too early.", cut, "der-invalid"),
        replaced(
            "timestamp-scheme-of-another-key",
            "The token names RSA, the authority's key is one of P-256.",
            stamp(&rsa_signer),
            "scheme-mismatch",
        ),
        of(
            "timestamp-imprint-sha224",
            "A digest that this version does not know.",
            &v2,
            &changed(&v2.bundle(), |bundle| {
                bundle["verificationMaterial"]["timestampVerificationData"]["rfc3161Timestamps"]
                    [0]["signedTimestamp"] = base64(&unknown_imprint).into();
            }),
        )
        .verdict("incomplete")
        .missing("time.rfc3161", "algorithm-unsupported")
        .failed_time(),
        of(
            "timestamp-scheme-contradicts-digest",
            "The signer's algorithm names another digest than its digest algorithm.",
            &v2,
            &changed(&v2.bundle(), |bundle| {
                bundle["verificationMaterial"]["timestampVerificationData"]["rfc3161Timestamps"]
                    [0]["signedTimestamp"] = base64(&wrong_scheme).into();
            }),
        )
        .verdict("incomplete")
        .missing("time.rfc3161", "algorithm-unsupported")
        .failed_time(),
        case(
            "timestamp-wrong-beside-promise",
            "A wrong timestamp is wrong, even where the log proves the time.",
            &beside_promise,
        )
        .verdict("failed")
        .failed("time.rfc3161", "timestamp-attributes-invalid"),
    ]
}

fn authorities(world: &World) -> Vec<Case> {
    let v2 = Signing::message_v2(world, ARTIFACT);
    let stranger = TimestampAuthority::new(
        "Somebody else",
        "timestamps",
        Key::p256("stranger's timestamps"),
        opening(),
        closing(),
    );
    let stranger_token = |request: &StampRequest| {
        changed(&v2.bundle(), |bundle| {
            bundle["verificationMaterial"]["timestampVerificationData"]["rfc3161Timestamps"][0]["signedTimestamp"] =
                base64(&stranger.stamp(&v2.signature(), request)).into();
        })
    };
    // Bears the trusted authority's names and serial number, and brings its own certificate along.
    let impostor = {
        let mut impostor = world.timestamp.clone();
        impostor.key = Key::p256("impostor");
        impostor.issuer.key = Key::p384("impostor");
        impostor.certificate =
            impostor.template(&world.name, opening(), closing()).issue(&impostor.issuer, None);
        impostor
    };
    let impersonated = |certificate_digest: Option<Vec<u8>>| {
        let request = StampRequest {
            embed_certificate: true,
            certificate_digest,
            ..StampRequest::at(signed())
        };
        changed(&v2.bundle(), |bundle| {
            bundle["verificationMaterial"]["timestampVerificationData"]["rfc3161Timestamps"][0]["signedTimestamp"] =
                base64(&impostor.stamp(&v2.signature(), &request)).into();
        })
    };
    let certified = |change: &dyn Fn(Template) -> Template| {
        let mut timestamp = world.timestamp.clone();
        timestamp.certificate = change(timestamp.template(&world.name, opening(), closing()))
            .issue(&timestamp.issuer, None);
        Signing::message_v2(&with_authority(world, timestamp), ARTIFACT)
    };
    let windowed = |window: Window| {
        let timestamp = TimestampAuthority { window, ..world.timestamp.clone() };
        Signing::message_v2(&with_authority(world, timestamp), ARTIFACT)
    };
    let with_window_of_another = {
        let past = Window::between(opening(), signed() - 1);
        let timestamp = TimestampAuthority { window: past, ..world.timestamp.clone() };
        let mut root = with_authority(world, timestamp).trusted_root();
        root["timestampAuthorities"].as_array_mut().expect("a list").push(stranger.trusted());
        root
    };
    let expired = with_authority(
        world,
        TimestampAuthority::new(
            &world.name,
            "timestamps",
            Key::p256("old timestamps"),
            opening(),
            issued() - 86_400,
        ),
    );
    let failed =
        |case: Case, error| case.verdict("failed").failed("time.rfc3161", error).failed_time();
    let beside_promise = {
        let message = Signing {
            stamps: vec![StampRequest::at(signed())],
            ..Signing::message(world, ARTIFACT)
        };
        changed(&message.bundle(), |bundle| {
            bundle["verificationMaterial"]["timestampVerificationData"]["rfc3161Timestamps"][0]["signedTimestamp"] =
                base64(&stranger.stamp(&message.signature(), &StampRequest::at(signed()))).into();
        })
    };
    let unlinked = {
        let mut timestamp = world.timestamp.clone();
        timestamp.certificate = timestamp.template(&world.name, opening(), closing()).issue(
            &crate::certificate::Issuer {
                name: timestamp.issuer.name.clone(),
                key: Key::p384("impostor"),
            },
            None,
        );
        Signing::message_v2(&with_authority(world, timestamp), ARTIFACT)
    };
    vec![
        of(
            "timestamp-authority-unknown",
            "Stamped by an authority that the trusted root does not name.",
            &v2,
            &stranger_token(&StampRequest::at(signed())),
        )
        .verdict("incomplete")
        .missing("time.rfc3161", "authority-unknown")
        .failed_time(),
        of(
            "timestamp-authority-brought-along",
            "The token brings its unknown authority's certificate along, which is never trust.",
            &v2,
            &stranger_token(&StampRequest {
                embed_certificate: true,
                ..StampRequest::at(signed())
            }),
        )
        .verdict("incomplete")
        .missing("time.rfc3161", "authority-unknown")
        .failed_time(),
        of(
            "timestamp-unknown-beside-promise",
            "A timestamp of an unknown authority misses nothing where the log proves the time.",
            &Signing::message(world, ARTIFACT),
            &beside_promise,
        )
        .not_applicable("time.rfc3161"),
        failed(
            of(
                "timestamp-impostor",
                "An impostor's certificate with the trusted authority's names and serial number, brought along in the token.",
                &v2,
                &impersonated(None),
            ),
            "timestamp-attributes-invalid",
        ),
        failed(
            of(
                "timestamp-impostor-binds-trusted",
                "The same impostor names the trusted certificate in ESSCertIDv2.",
                &v2,
                &impersonated(Some(sha256(&world.timestamp.certificate))),
            ),
            "signature-invalid",
        ),
        failed(
            case(
                "timestamp-authority-for-code",
                "The authority's certificate is for code, not for timestamps.",
                &certified(&|template| Template {
                    extended_key_usage: Some(vec![CODE_SIGNING]),
                    ..template
                }),
            ),
            "certificate-usage-wrong",
        ),
        failed(
            case(
                "timestamp-authority-without-usage",
                "The authority's certificate is meant for nothing.",
                &certified(&|template| Template { extended_key_usage: None, ..template }),
            ),
            "certificate-usage-wrong",
        ),
        failed(
            case(
                "timestamp-window-ended",
                "The trusted root stopped trusting the authority one second before.",
                &windowed(Window::between(opening(), signed() - 1)),
            ),
            "authority-not-trusted-then",
        ),
        failed(
            case(
                "timestamp-window-not-begun",
                "The trusted root trusts the authority from one second after.",
                &windowed(Window::from(signed() + 1)),
            ),
            "authority-not-trusted-then",
        ),
        failed(
            case(
                "timestamp-window-of-another",
                "The trusted root stopped trusting the authority before; another one is trusted then.",
                &windowed(Window::between(opening(), signed() - 1)),
            )
            .file("trusted_root.json", readable_json(&with_window_of_another)),
            "authority-not-trusted-then",
        ),
        failed(
            case(
                "timestamp-authority-expired-then",
                "The authority's certificate had expired when it stamped.",
                &Signing::message_v2(&expired, ARTIFACT),
            ),
            "certificate-not-valid-then",
        ),
        failed(
            case(
                "timestamp-chain-broken",
                "The authority's certificate was not signed by the issuer in the trusted root.",
                &unlinked,
            ),
            "certificate-signature-invalid",
        ),
    ]
}
