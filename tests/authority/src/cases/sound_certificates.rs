//! Sound certificates and SCTs of every form that some client refuses.

use serde_json::{Value, json};

use super::{ARTIFACT, case};
use crate::certificate::{CERTIFICATE_SIGN, CODE_SIGNING, Issuer, Name, Template};
use crate::certificate_log::{CertificateLog, SctRequest, sct_list};
use crate::keys::Key;
use crate::root::{Window, authority};
use crate::vector::Case;
use crate::world::{
    CertificateAuthority, GITHUB_ISSUER, Signer, Signing, WORKFLOW, World, email_template, issued,
    opening, workflow_template,
};

pub(super) fn cases(world: &World) -> Vec<Case> {
    [certificates(world), scts(world)].concat()
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
    let message = Signing::message(world, ARTIFACT);
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
    let namesake = {
        let issuer =
            Issuer { name: world.authority.intermediate.name.clone(), key: Key::p384("namesake") };
        let template = Template {
            serial: 9,
            key_usage: Some(vec![CERTIFICATE_SIGN]),
            ..Template::authority(
                issuer.name.clone(),
                &issuer.key,
                opening(),
                crate::world::closing(),
            )
        };
        template.issue(&issuer, None)
    };
    let mut with_namesake = world.trusted_root();
    with_namesake["certificateAuthorities"].as_array_mut().expect("a list").insert(
        0,
        authority(
            "certificates",
            "https://namesake.authority.test",
            &[namesake],
            Window::from(opening()),
        ),
    );
    let replaced =
        |case: Case, root: &Value| case.file("trusted_root.json", crate::text::readable_json(root));
    vec![
        case("certificate-under-root", "The signer's certificate hangs directly under the root.", &by_issuer(&world.authority.root))
            .passed("certificate.chain").passed("certificate.sct"),
        replaced(case("certificate-second-authority", "The issuer is the second authority of the trusted root.", &by_issuer(&second.intermediate)), &listed_second)
            .passed("certificate.chain"),
        replaced(case("certificate-second-intermediate", "The issuer is an intermediate that is not the first of its authority's chain.", &by_issuer(&sibling.intermediate)), &with_sibling)
            .passed("certificate.chain"),
        replaced(case("authority-namesake", "The trusted root first names another authority whose intermediate bears the same name: issuer and SCT go by its key.", &message), &with_namesake)
            .passed("certificate.chain").passed("certificate.sct"),
        case("certificate-other-name", "A user name that is no e-mail address: an otherName.", &by(&plain))
            .expecting(json!({"certificateIdentity": "maker-7", "certificateOidcIssuer": crate::world::ISSUER}))
            .change(|case| case.signer = vec![("identityType", "other-name".to_owned())]),
        case("certificate-issuer-v1-only", "Old certificates have the issuer only as raw text in extension 1.", &by(&first_only)),
        case("certificate-name-not-critical", "The name's extension may be critical or not.", &by(&not_critical)),
        {
            let mut chain = world.authority.chain();
            chain.reverse();
            let root = super::changed(&world.trusted_root(), |root| {
                root["certificateAuthorities"][0] = authority(
                    "certificates",
                    "https://fulcio.authority.test",
                    &chain,
                    Window::from(opening()),
                );
            });
            replaced(
                case(
                    "certificate-chain-turned",
                    "The trusted root lists the authority's chain from the top.",
                    &Signing::message(world, ARTIFACT),
                ),
                &root,
            )
            .passed("certificate.chain")
        },
        every_extension(world),
    ]
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
