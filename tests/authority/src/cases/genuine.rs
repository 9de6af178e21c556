//! Sound bundles of every form, most of which some client refuses.

use serde_json::{Value, json};

use super::{ARTIFACT, case, changed, entry, of, remove};
use crate::certificate::{CERTIFICATE_SIGN, CODE_SIGNING, Issuer, Name, Template};
use crate::certificate_log::{CertificateLog, SctRequest, sct_list};
use crate::keys::{Hash, Key, sha256, with_high_s};
use crate::log::{EntryRequest, Kind};
use crate::note::{Cosigner, NoteSigner, note};
use crate::root::{Window, authority};
use crate::text::base64;
use crate::timestamp::StampRequest;
use crate::vector::Case;
use crate::world::{
    CertificateAuthority, Content, GITHUB_ISSUER, IN_TOTO, Signer, Signing, Version, WORKFLOW,
    World, email_template, issued, opening, signed, statement, workflow_template,
};

pub(super) fn cases(world: &World) -> Vec<Case> {
    [
        versions(world),
        envelopes(world),
        certificates(world),
        windows(world),
        notes(world),
        json_forms(world),
    ]
    .concat()
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
        case("v0.1-proof-without-checkpoint", "In v0.1 the promise proves the entry; a proof without a checkpoint adds nothing and harms nothing.",
            &v1.clone().entry(|entry| entry.checkpoint = false))
            .passed("log.set").not_applicable("log.inclusion-proof"),
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

fn certificates(world: &World) -> Vec<Case> {
    let key = Key::p256("signer");
    let by =
        |template: &Template| Signing::message(world, ARTIFACT).by(world.certified(&key, template));
    let by_issuer = |issuer: &Issuer| {
        let certificate = world.logged(&email_template(&key), issuer);
        let signer =
            Signer { key: key.clone(), scheme: key.scheme(), certificate: Some(certificate) };
        Signing::message(world, ARTIFACT).by(signer)
    };
    let plain = Template { names: vec![Name::Other("maker-7".to_owned())], ..email_template(&key) };
    let first_only = Template {
        fulcio: vec![(1, crate::world::ISSUER.as_bytes().to_vec())],
        ..email_template(&key)
    };
    let not_critical = Template { names_critical: false, ..email_template(&key) };
    let second =
        CertificateAuthority::new(&world.name, "second", opening(), crate::world::closing());
    let mut listed_second = world.trusted_root();
    listed_second["certificateAuthorities"].as_array_mut().expect("a list").push(second.trusted());
    let sibling =
        CertificateAuthority::new(&world.name, "sibling", opening(), crate::world::closing());
    let sibling_certificate = {
        let template = Template {
            serial: 3,
            key_usage: Some(vec![CERTIFICATE_SIGN]),
            extended_key_usage: Some(vec![CODE_SIGNING]),
            ..Template::authority(
                sibling.intermediate.name.clone(),
                &sibling.intermediate.key,
                opening(),
                crate::world::closing(),
            )
        };
        template.issue(&world.authority.root, None)
    };
    let mut chain = world.authority.chain();
    chain.insert(1, sibling_certificate);
    let mut with_sibling = world.trusted_root();
    with_sibling["certificateAuthorities"] = json!([authority(
        "certificates",
        "https://fulcio.authority.test",
        &chain,
        Window::from(opening())
    )]);
    let replaced =
        |case: Case, root: &Value| case.file("trusted_root.json", crate::text::readable_json(root));
    let mut cases = vec![
        case("certificate-under-root", "The signer's certificate hangs directly under the root.", &by_issuer(&world.authority.root))
            .passed("certificate.chain").passed("certificate.sct"),
        replaced(case("certificate-second-authority", "The issuer is the second authority of the trusted root.", &by_issuer(&second.intermediate)), &listed_second)
            .passed("certificate.chain"),
        replaced(case("certificate-second-intermediate", "The issuer is an intermediate that is not the first of its authority's chain.", &by_issuer(&sibling.intermediate)), &with_sibling)
            .passed("certificate.chain"),
        case("certificate-other-name", "A user name that is no e-mail address: an otherName.", &by(&plain))
            .expecting(json!({"certificateIdentity": "maker-7", "certificateOidcIssuer": crate::world::ISSUER}))
            .change(|case| case.signer = vec![("identityType", "other-name".to_owned())]),
        case("certificate-issuer-v1-only", "Old certificates have the issuer only as raw text in extension 1.", &by(&first_only)),
        case("certificate-name-not-critical", "The name's extension may be critical or not.", &by(&not_critical)),
        every_extension(world),
    ];
    cases.extend(scts(world));
    cases
}

fn every_extension(world: &World) -> Case {
    const VALUES: [(u8, &str, &str); 23] = [
        (1, "issuerV1", GITHUB_ISSUER),
        (2, "githubWorkflowTrigger", "push"),
        (3, "githubWorkflowSha", "9f3c1b7a5d2e4860f1a2b3c4d5e6f708192a3b4c"),
        (4, "githubWorkflowName", "release"),
        (5, "githubWorkflowRepository", "org/app"),
        (6, "githubWorkflowRef", "refs/tags/v1.0.0"),
        (8, "issuerV2", GITHUB_ISSUER),
        (9, "buildSignerUri", WORKFLOW),
        (10, "buildSignerDigest", "0a1b2c3d4e5f60718293a4b5c6d7e8f901234567"),
        (11, "runnerEnvironment", "github-hosted"),
        (12, "sourceRepositoryUri", "https://github.com/org/app"),
        (13, "sourceRepositoryDigest", "9f3c1b7a5d2e4860f1a2b3c4d5e6f708192a3b4c"),
        (14, "sourceRepositoryRef", "refs/tags/v1.0.0"),
        (15, "sourceRepositoryIdentifier", "7012026"),
        (16, "sourceRepositoryOwnerUri", "https://github.com/org"),
        (17, "sourceRepositoryOwnerIdentifier", "2026"),
        (18, "buildConfigUri", WORKFLOW),
        (19, "buildConfigDigest", "9f3c1b7a5d2e4860f1a2b3c4d5e6f708192a3b4c"),
        (20, "buildTrigger", "push"),
        (21, "runInvocationUri", "https://github.com/org/app/actions/runs/1/attempts/1"),
        (22, "sourceRepositoryVisibilityAtSigning", "public"),
        (23, "deploymentEnvironment", "production"),
        (24, "tokenSubject", "repo:org/app:ref:refs/tags/v1.0.0"),
    ];
    let key = Key::p256("signer");
    let name = Name::Uri(WORKFLOW.to_owned());
    let template = VALUES
        .iter()
        .fold(Template::signer(&key, name, issued()), |template, (number, _, text)| {
            template.with_fulcio(*number, text)
        });
    let signing = Signing::message(world, ARTIFACT).by(world.certified(&key, &template));
    case("certificate-every-extension", "Every extension that Fulcio writes (57264.1.1 to .24, where 7 is a kind of name) is read and shown by its documented name.", &signing)
        .expecting(json!({"repo": "org/app", "workflow": ".github/workflows/release.yml", "ref": "refs/tags/v1.0.0"}))
        .passed("certificate.extensions")
        .change(|case| {
            case.signer = VALUES.iter().map(|(_, name, text)| (*name, (*text).to_owned())).collect();
            case.signer.push(("identityType", "uri".to_owned()));
        })
}

fn scts(world: &World) -> Vec<Case> {
    let key = Key::p256("signer");
    let issuer = &world.authority.intermediate;
    let time_ms = issued() as u64 * 1000 + 250;
    let with = |template: &Template, logs: &[(&CertificateLog, Vec<u8>)]| {
        let scts: Vec<_> = logs
            .iter()
            .map(|(log, extensions)| {
                log.sct(template, issuer, &SctRequest { time_ms, extensions: extensions.clone() })
            })
            .collect();
        let certificate = template.issue(issuer, Some(&sct_list(&scts)));
        Signing::message(world, ARTIFACT).by(Signer {
            key: key.clone(),
            scheme: key.scheme(),
            certificate: Some(certificate),
        })
    };
    let own = &world.certificate_log;
    let window = Window::from(opening());
    let other = CertificateLog { key: Key::p256("other certificate log"), window };
    let rsa = CertificateLog { key: Key::rsa2048(), window };
    let template = email_template(&key);
    let in_the_middle = Template {
        scts_first: true,
        fulcio: workflow_template(&key, "org/app", WORKFLOW).fulcio,
        names: vec![Name::Uri(WORKFLOW.to_owned())],
        ..template.clone()
    };
    let root_with = |log: &CertificateLog| {
        let mut root = world.trusted_root();
        root["ctlogs"].as_array_mut().expect("a list").push(log.trusted());
        crate::text::readable_json(&root)
    };
    let retired =
        CertificateLog { window: Window::between(opening(), issued() + 3600), ..own.clone() };
    let retired_world = World { certificate_log: retired, ..world.clone() };
    vec![
        case("sct-with-extensions", "An SCT's extensions are part of what the log signed.", &with(&template, &[(own, vec![0, 0, 5, 1, 2, 3, 4, 5])]))
            .passed("certificate.sct"),
        case("sct-in-the-middle", "The list of SCTs stands between other extensions; all the rest is signed byte for byte.", &with(&in_the_middle, &[(own, Vec::new())]))
            .expecting(json!({"repo": "org/app"})).passed("certificate.sct"),
        case("sct-of-two-logs", "Two SCTs of two logs.", &with(&template, &[(own, Vec::new()), (&other, Vec::new())]))
            .file("trusted_root.json", root_with(&other)).passed("certificate.sct"),
        case("sct-second-log-unknown", "Of two SCTs one is of a log that the trusted root does not name: the other one is enough.", &with(&template, &[(&other, Vec::new()), (own, Vec::new())]))
            .passed("certificate.sct"),
        case("sct-rsa-log", "A certificate log with an RSA key.", &with(&template, &[(&rsa, Vec::new())]))
            .file("trusted_root.json", root_with(&rsa)).passed("certificate.sct"),
        case("sct-retired-log", "The certificate log's key was retired after it signed.", &Signing::message(&retired_world, ARTIFACT)).passed("certificate.sct"),
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

fn notes(world: &World) -> Vec<Case> {
    let v2 = Signing::message_v2(world, ARTIFACT);
    let log = &world.log_v2;
    let witnesses = [Cosigner::new("witness.one.test/w"), Cosigner::new("witness.two.test")];
    let rewritten = |write: &dyn Fn(&str) -> String| {
        changed(&v2.bundle(), |bundle| {
            let envelope = &mut entry(bundle)["inclusionProof"]["checkpoint"]["envelope"];
            let text =
                envelope.as_str().expect("a note").split_once("\n\n").expect("a note").0.to_owned();
            *envelope = write(&format!("{text}\n")).into();
        })
    };
    let stranger = NoteSigner { name: "stranger.test".to_owned(), key: Key::ed25519("stranger") };
    let namesake = NoteSigner { name: log.host.clone(), key: Key::p256("namesake") };
    let own = log.note_signer();
    let witnessed = v2.clone().entry(|entry| entry.cosigners = witnesses.to_vec());
    let demanded = |count: u64| {
        let mut expectation = super::maker();
        expectation["witnesses"] = count.into();
        expectation["witnessKeys"] =
            witnesses.iter().map(|witness| Value::from(witness.verifier_key())).collect();
        expectation
    };
    let ecdsa = World {
        log_v2: crate::log::Log { key: Key::p256("log v2 of ECDSA"), ..world.log_v2.clone() },
        ..world.clone()
    };
    let v1_timestamped = {
        let message = Signing::message(world, ARTIFACT);
        changed(&message.bundle(), |bundle| {
            let envelope = &mut entry(bundle)["inclusionProof"]["checkpoint"]["envelope"];
            let text =
                envelope.as_str().expect("a note").split_once("\n\n").expect("a note").0.to_owned();
            let text = format!("{text}\nTimestamp: 1772366460000000000\n");
            *envelope = note(&text, &[world.log.note_signer()], &[], 0).into();
        })
    };
    vec![
        of(
            "checkpoint-log-not-first",
            "The log's signature need not be the first on its checkpoint.",
            &v2,
            &rewritten(&|text| format!("{text}\n{}{}", stranger.line(text), own.line(text))),
        )
        .passed("log.checkpoint"),
        of(
            "checkpoint-namesake-key",
            "A second key under the log's own name: the key hint tells them apart.",
            &v2,
            &rewritten(&|text| format!("{text}\n{}{}", namesake.line(text), own.line(text))),
        )
        .passed("log.checkpoint"),
        of(
            "checkpoint-extension-lines",
            "Lines after the root hash are the log's own and are signed.",
            &v2,
            &rewritten(&|text| {
                note(&format!("{text}anything\nat all\n"), std::slice::from_ref(&own), &[], 0)
            }),
        )
        .passed("log.checkpoint"),
        of(
            "checkpoint-v1-timestamp-line",
            "Rekor v1 adds a line with the time.",
            &Signing::message(world, ARTIFACT),
            &v1_timestamped,
        )
        .passed("log.checkpoint"),
        case("checkpoint-cosigned", "Witnesses that nobody asked for harm nothing.", &witnessed)
            .passed("log.checkpoint"),
        case(
            "checkpoint-ecdsa-v2",
            "A Rekor v2 log that signs its checkpoints with ECDSA.",
            &Signing::message_v2(&ecdsa, ARTIFACT),
        )
        .passed("log.checkpoint"),
        case(
            "witnesses-two-of-two",
            "Both witnesses that the user asked for cosigned the checkpoint.",
            &witnessed,
        )
        .expecting(demanded(2))
        .passed("log.witnesses"),
        case(
            "witnesses-one-of-two",
            "One of two witnesses is as many as were asked for.",
            &v2.clone().entry(|entry| entry.cosigners = witnesses[1..].to_vec()),
        )
        .expecting(demanded(1))
        .passed("log.witnesses"),
        case(
            "witnesses-too-few",
            "Two witnesses were asked for and one cosigned.",
            &v2.clone().entry(|entry| entry.cosigners = witnesses[..1].to_vec()),
        )
        .expecting(demanded(2))
        .verdict("incomplete")
        .missing("log.witnesses", "witnesses-missing"),
        case(
            "witness-counted-once",
            "One witness cosigned twice: still one.",
            &v2.clone()
                .entry(|entry| entry.cosigners = vec![witnesses[0].clone(), witnesses[0].clone()]),
        )
        .expecting(demanded(2))
        .verdict("incomplete")
        .missing("log.witnesses", "witnesses-missing"),
        of(
            "witness-over-another-checkpoint",
            "A cosignature of another checkpoint is none of this one.",
            &v2,
            &rewritten(&|text| {
                format!(
                    "{text}\n{}{}",
                    own.line(text),
                    witnesses[0].line(&format!("{text}more\n"), signed())
                )
            }),
        )
        .expecting(demanded(1))
        .verdict("incomplete")
        .missing("log.witnesses", "witnesses-missing"),
        of(
            "witness-impostor",
            "Somebody else signed under the witness's name and key hint.",
            &v2,
            &rewritten(&|text| {
                let impostor = Key::ed25519("impostor")
                    .sign(format!("cosignature/v1\ntime {}\n{text}", signed()).as_bytes());
                let hash = sha256(
                    &[witnesses[0].name.as_bytes(), b"\n\x04", &witnesses[0].key.raw_public()]
                        .concat(),
                );
                let line = crate::note::line(
                    &witnesses[0].name,
                    &hash,
                    &[&signed().to_be_bytes(), impostor.as_slice()].concat(),
                );
                format!("{text}\n{}{line}", own.line(text))
            }),
        )
        .expecting(demanded(1))
        .verdict("incomplete")
        .missing("log.witnesses", "witnesses-missing"),
    ]
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
