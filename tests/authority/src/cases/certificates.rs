//! Certificates that prove nobody, and SCTs that prove nothing.

use serde_json::{Value, json};

use super::{ARTIFACT, case};
use crate::certificate::{
    CERTIFICATE_SIGN, CODE_SIGNING, DIGITAL_SIGNATURE, Issuer, Name, SERVER_AUTH, Template,
    distinguished_name,
};
use crate::certificate_log::{CertificateLog, SctRequest, sct_list};
use crate::der;
use crate::keys::Key;
use crate::root::{Window, authority};
use crate::text::readable_json;
use crate::timestamp::StampRequest;
use crate::vector::Case;
use crate::world::{
    CertificateAuthority, ISSUER, Signer, Signing, World, closing, email_template, issued, opening,
    signed,
};

pub(super) fn cases(world: &World) -> Vec<Case> {
    [leaves(world), authorities(world), validity(world), scts(world)].concat()
}

fn by(world: &World, certificate: Vec<u8>) -> Signing {
    let key = Key::p256("signer");
    let signer = Signer { scheme: key.scheme(), key, certificate: Some(certificate) };
    Signing::message(world, ARTIFACT).by(signer)
}

fn template() -> Template {
    email_template(&Key::p256("signer"))
}

fn leaves(world: &World) -> Vec<Case> {
    let issuer = &world.authority.intermediate;
    let of = |name: &str, about: &str, template: Template, check, error| {
        case(name, about, &by(world, world.logged(&template, issuer)))
            .verdict("failed")
            .failed(check, error)
    };
    let usage = |name: &str, about: &str, template: Template| {
        of(name, about, template, "certificate.purpose", "certificate-usage-wrong")
    };
    let k1 = {
        let point = Key::p256("signer").spki();
        let algorithm = der::sequence(&[&der::oid("1.2.840.10045.2.1"), &der::oid("1.3.132.0.10")]);
        der::sequence(&[&algorithm, &der::bits(&point[point.len() - 65..])])
    };
    let mut cases = vec![
        usage(
            "leaf-server-certificate",
            "A certificate for web servers.",
            Template { extended_key_usage: Some(vec![SERVER_AUTH]), ..template() },
        ),
        usage(
            "leaf-without-extended-usage",
            "A certificate that is meant for nothing.",
            Template { extended_key_usage: None, ..template() },
        ),
        usage(
            "leaf-is-authority",
            "The signer's certificate is an authority's.",
            Template { basic_constraints: Some((true, None)), ..template() },
        ),
        usage(
            "leaf-without-digital-signature",
            "A key that may only certify.",
            Template { key_usage: Some(vec![CERTIFICATE_SIGN]), ..template() },
        ),
        usage(
            "leaf-without-key-usage",
            "A certificate that does not say that its key may sign.",
            Template { key_usage: None, ..template() },
        ),
        of(
            "leaf-critical-unknown",
            "A critical extension that nobody here understands may say anything.",
            Template {
                others: vec![("1.3.6.1.4.1.57264.9.9", true, der::utf8("?"))],
                ..template()
            },
            "certificate.extensions",
            "certificate-extension-critical",
        ),
        case(
            "leaf-unknown-extension",
            "An unknown extension that is not critical harms nothing.",
            &by(
                world,
                world.logged(
                    &Template {
                        others: vec![("1.3.6.1.4.1.57264.9.9", false, der::utf8("?"))],
                        ..template()
                    },
                    issuer,
                ),
            ),
        ),
        of(
            "leaf-two-names",
            "Two names: which of them signed?",
            Template {
                names: vec![
                    Name::Email("maker@authority.test".to_owned()),
                    Name::Email("other@authority.test".to_owned()),
                ],
                ..template()
            },
            "certificate.extensions",
            "certificate-name-invalid",
        ),
        of(
            "leaf-no-name",
            "A certificate that names nobody.",
            Template { names: Vec::new(), ..template() },
            "certificate.extensions",
            "certificate-name-invalid",
        ),
        of(
            "leaf-issuers-contradict",
            "Extensions 1 and 8 name different issuers.",
            template_with_issuers(ISSUER, "https://another.test"),
            "certificate.extensions",
            "certificate-extensions-contradict",
        ),
        of(
            "leaf-repositories-contradict",
            "Extensions 5 and 12 name different repositories.",
            template().with_fulcio(5, "org/app").with_fulcio(12, "https://github.com/org-evil/app"),
            "certificate.extensions",
            "certificate-extensions-contradict",
        ),
        case(
            "leaf-key-unsupported",
            "A certificate over a kind of key that this version does not verify.",
            &by(world, world.logged(&Template { spki: k1, ..template() }, issuer)),
        )
        .verdict("incomplete")
        .missing("signature.artifact", "key-unsupported"),
    ];
    let mut off_curve = Key::p256("signer").spki();
    let last = off_curve.len() - 1;
    off_curve[last] ^= 1;
    let off_curve = Template { spki: off_curve, ..template() };
    cases.push(
        case(
            "leaf-key-off-curve",
            "The certificate's key is a point that is not on its curve.",
            &by(world, world.logged(&off_curve, issuer)),
        )
        .verdict("failed")
        .failed("signature.artifact", "key-invalid"),
    );
    let broken = Template { fulcio: vec![(8, b"raw text".to_vec())], ..template() };
    cases.push(
        case(
            "leaf-issuer-not-der",
            "Extension 8 must hold a DER UTF8String.",
            &by(world, world.logged(&broken, issuer)),
        )
        .verdict("failed")
        .failed("bundle.structure", "der-invalid")
        .error("der-invalid"),
    );
    let twice = Template {
        fulcio: vec![(8, der::utf8(ISSUER)), (8, der::utf8("https://another.test"))],
        ..template()
    };
    cases.push(
        case(
            "leaf-extension-twice",
            "An extension twice: readers differ in which they take (RFC 5280 section 4.2).",
            &by(world, world.logged(&twice, issuer)),
        )
        .verdict("failed")
        .failed("bundle.structure", "der-invalid")
        .error("der-invalid"),
    );
    cases
}

fn template_with_issuers(deprecated: &str, current: &str) -> Template {
    Template { fulcio: Vec::new(), ..template() }.with_fulcio(1, deprecated).with_fulcio(8, current)
}

fn authorities(world: &World) -> Vec<Case> {
    let stranger = CertificateAuthority::new("Somebody else", "certificates", opening(), closing());
    let impostor =
        Issuer { name: world.authority.intermediate.name.clone(), key: Key::p384("impostor") };
    // Issues below the intermediate, which allows no authority below itself.
    let third = Issuer { name: distinguished_name(&world.name, "third"), key: Key::p384("third") };
    let third_certificate = |template: Template, issuer: &Issuer| template.issue(issuer, None);
    let plain = |issuer: &Issuer| Template {
        serial: 9,
        ..Template::authority(issuer.name.clone(), &issuer.key, opening(), closing())
    };
    let root_of = |chain: &[Vec<u8>]| {
        let mut root = world.trusted_root();
        root["certificateAuthorities"] = json!([authority(
            "certificates",
            "https://fulcio.authority.test",
            chain,
            Window::from(opening())
        )]);
        readable_json(&root)
    };
    let below = |template: Template| {
        let chain = [
            third_certificate(template, &world.authority.root),
            world.authority.root_certificate.clone(),
        ];
        (by(world, world.logged(&self::template(), &third)), root_of(&chain))
    };
    let wrong = |name: &str, about: &str, template: Template, error| {
        let (signing, root) = below(template);
        case(name, about, &signing)
            .file("trusted_root.json", root)
            .verdict("failed")
            .failed("certificate.chain", error)
    };
    let (deep, deep_root) = {
        let chain = [
            third_certificate(plain(&third), &world.authority.intermediate),
            world.authority.intermediate_certificate.clone(),
            world.authority.root_certificate.clone(),
        ];
        (by(world, world.logged(&template(), &third)), root_of(&chain))
    };
    let mut self_made = Signing::message(world, ARTIFACT).version(crate::world::Version::V02);
    self_made.signer = by(world, world.logged(&template(), &stranger.intermediate)).signer;
    let mut brought = self_made.bundle();
    brought["verificationMaterial"]["x509CertificateChain"]["certificates"]
        .as_array_mut()
        .expect("a list")
        .push(json!({"rawBytes": crate::text::base64(&stranger.intermediate_certificate)}));
    let sha1 = {
        let algorithm = der::algorithm("1.2.840.10045.4.1");
        let tbs = template().tbs(&world.authority.intermediate, None);
        let old = world.authority.intermediate.key.certificate_algorithm();
        let place = tbs.windows(old.len()).position(|window| window == old).expect("the algorithm");
        let mut content = tbs[4..].to_vec();
        let offset = place - 4;
        content.splice(offset..offset + old.len(), algorithm.clone());
        let tbs = der::tagged(0x30, &content);
        let signature = der::bits(&world.authority.intermediate.key.sign(&tbs));
        der::sequence(&[&tbs, &algorithm, &signature])
    };
    vec![
        case("authority-unknown", "Issued by an authority that the trusted root does not name.", &by(world, world.logged(&template(), &stranger.intermediate)))
            .verdict("incomplete").missing("certificate.chain", "authority-unknown"),
        super::of("authority-brought-along", "The bundle brings the stranger's intermediate along: certificates in a bundle are never trust.", &self_made, &brought)
            .verdict("incomplete").missing("certificate.chain", "authority-unknown"),
        case("authority-impersonated", "The certificate bears the authority's name and another key's signature.", &by(world, world.logged(&template(), &impostor)))
            .verdict("failed").failed("certificate.chain", "certificate-signature-invalid"),
        case("certificate-altered", "One byte of the certificate changed after it was signed.", &{
            let mut certificate = world.logged(&template(), &world.authority.intermediate);
            let place = certificate.windows(5).position(|window| window == b"maker").expect("the name");
            certificate[place] = b'f';
            by(world, certificate)
        }).verdict("failed").failed("certificate.chain", "certificate-signature-invalid"),
        case("certificate-algorithm-sha1", "Signed with ECDSA over SHA-1, which this version does not verify.", &by(world, sha1))
            .verdict("incomplete").missing("certificate.chain", "algorithm-unsupported"),
        case("certificate-self-signed", "The signer vouched for itself.", &{
            let key = Key::p256("signer");
            let own = Issuer { name: distinguished_name("Me", "myself"), key };
            by(world, world.logged(&Template { subject: own.name.clone(), ..template() }, &own))
        }).verdict("incomplete").missing("certificate.chain", "authority-unknown"),
        wrong("issuer-not-authority", "The issuer is no authority.", Template { basic_constraints: None, ..plain(&third) }, "certificate-usage-wrong"),
        wrong("issuer-may-not-certify", "The issuer's key may not sign certificates.", Template { key_usage: Some(vec![DIGITAL_SIGNATURE]), ..plain(&third) }, "certificate-usage-wrong"),
        wrong("issuer-for-servers", "The issuer may issue for web servers alone.", Template { extended_key_usage: Some(vec![SERVER_AUTH]), ..plain(&third) }, "certificate-usage-wrong"),
        wrong("issuer-critical-unknown", "The issuer's certificate holds a critical extension that nobody understands.", Template { others: vec![("1.3.6.1.4.1.57264.9.9", true, der::utf8("?"))], ..plain(&third) }, "certificate-extension-critical"),
        case("issuer-too-deep", "The intermediate allows no authority below itself, and there is one.", &deep)
            .file("trusted_root.json", deep_root).verdict("failed").failed("certificate.chain", "certificate-path-too-long"),
        case("issuer-of-leaf-usage", "Another authority of the trusted root, whose chain does not fit together.", &{
            by(world, world.logged(&template(), &third))
        }).file("trusted_root.json", {
            let forged = Template { extended_key_usage: Some(vec![CODE_SIGNING]), ..plain(&third) }.issue(&Issuer { name: world.authority.root.name.clone(), key: Key::p384("impostor") }, None);
            root_of(&[forged, world.authority.root_certificate.clone()])
        }).verdict("failed").failed("certificate.chain", "certificate-signature-invalid"),
    ]
}

fn validity(world: &World) -> Vec<Case> {
    let message = Signing::message(world, ARTIFACT);
    let late = message.clone().entry(|entry| entry.integrated = issued() + 601);
    let early = message.clone().entry(|entry| entry.integrated = issued() - 1);
    let at_end = message.clone().entry(|entry| entry.integrated = issued() + 600);
    let at_start = message.clone().entry(|entry| entry.integrated = issued());
    let stamped_late =
        Signing { stamps: vec![StampRequest::at(issued() + 3600)], ..message.clone() };
    let v2_late = Signing::message_v2(world, ARTIFACT).stamp(|stamp| stamp.time = issued() + 3600);
    let mut retired = world.clone();
    retired.authority.window = Window::between(opening(), signed() - 1);
    let mut future = world.clone();
    future.authority.window = Window::from(signed() + 1);
    let mut expired = world.clone();
    expired.authority =
        CertificateAuthority::new(&world.name, "expired", opening(), issued() - 86_400);
    let wrong = |name: &str, about: &str, signing: &Signing, error| {
        case(name, about, signing).verdict("failed").failed("certificate.validity", error)
    };
    vec![
        case(
            "signed-in-last-second",
            "Signed in the last second of the certificate: the end is inside.",
            &at_end,
        ),
        case("signed-in-first-second", "Signed in the first second of the certificate.", &at_start),
        wrong(
            "signed-after-expiry",
            "Signed one second after the certificate ended.",
            &late,
            "certificate-not-valid-then",
        ),
        wrong(
            "rekor-v2-stamped-before-issue",
            "The only proven time is before the certificate's beginning.",
            &Signing::message_v2(world, ARTIFACT).stamp(|stamp| stamp.time = issued() - 60),
            "certificate-not-valid-then",
        ),
        wrong(
            "signed-before-issue",
            "Signed one second before the certificate began.",
            &early,
            "certificate-not-valid-then",
        ),
        wrong(
            "one-time-after-expiry",
            "The log saw the signature in time, the timestamp says an hour later: valid at every proven time or not at all.",
            &stamped_late,
            "certificate-not-valid-then",
        ),
        wrong(
            "rekor-v2-stamped-after-expiry",
            "The only proven time is after the certificate's end.",
            &v2_late,
            "certificate-not-valid-then",
        ),
        wrong(
            "authority-window-ended",
            "The trusted root stopped trusting the authority one second before.",
            &Signing::message(&retired, ARTIFACT),
            "authority-not-trusted-then",
        ),
        wrong(
            "authority-window-not-begun",
            "The trusted root trusts the authority from one second after.",
            &Signing::message(&future, ARTIFACT),
            "authority-not-trusted-then",
        ),
        wrong(
            "authority-expired-then",
            "The authority's own certificates had expired when the signature was made.",
            &Signing::message(&expired, ARTIFACT),
            "certificate-not-valid-then",
        ),
    ]
}

fn scts(world: &World) -> Vec<Case> {
    let issuer = &world.authority.intermediate;
    let own = &world.certificate_log;
    let request = SctRequest { time_ms: issued() as u64 * 1000 + 250, extensions: Vec::new() };
    let with = |scts: &[Vec<u8>]| by(world, template().issue(issuer, Some(&sct_list(scts))));
    let sct = own.sct(&template(), issuer, &request);
    let changed = |place: usize| {
        let mut changed = sct.clone();
        changed[place] ^= 1;
        changed
    };
    let other_issuer = own.sct(&template(), &world.authority.root, &request);
    let other_names =
        Template { names: vec![Name::Email("other@authority.test".to_owned())], ..template() };
    let of_another = own.sct(&other_names, issuer, &request);
    let stranger = CertificateLog { key: Key::p256("stranger's log"), window: own.window };
    let impostor = CertificateLog { key: Key::p256("impostor's log"), window: own.window };
    let mut forged = impostor.sct(&template(), issuer, &request);
    forged[1..33].copy_from_slice(&own.id());
    let window = |window: Window| {
        let mut root: Value = world.trusted_root();
        root["ctlogs"][0]["publicKey"]["validFor"] = window.json();
        readable_json(&root)
    };
    let wrong = |name: &str, about: &str, scts: &[Vec<u8>], error| {
        case(name, about, &with(scts)).verdict("failed").failed("certificate.sct", error)
    };
    vec![
        case(
            "sct-absent",
            "The certificate was never shown to a log, and this trusted root has logs.",
            &by(world, template().issue(issuer, None)),
        )
        .verdict("incomplete")
        .missing("certificate.sct", "sct-missing"),
        case(
            "sct-list-empty",
            "A list without SCTs is none: it must hold at least one (RFC 6962 section 3.3).",
            &with(&[]),
        )
        .verdict("failed")
        .failed("bundle.structure", "der-invalid")
        .error("der-invalid"),
        case(
            "sct-log-unknown",
            "The only SCT is of a log that the trusted root does not name.",
            &with(&[stranger.sct(&template(), issuer, &request)]),
        )
        .verdict("incomplete")
        .missing("certificate.sct", "log-unknown"),
        wrong(
            "sct-signature-wrong",
            "The SCT's signature is not the log's.",
            &[forged],
            "sct-invalid",
        ),
        wrong("sct-time-changed", "The SCT's time was changed.", &[changed(40)], "sct-invalid"),
        wrong(
            "sct-of-another-issuer",
            "The SCT is over the same certificate by another issuer.",
            &[other_issuer],
            "sct-invalid",
        ),
        wrong(
            "sct-of-another-certificate",
            "The SCT is over another person's certificate.",
            &[of_another],
            "sct-invalid",
        ),
        case(
            "sct-log-window-ended",
            "The certificate log's key was retired before the SCT's time.",
            &with(std::slice::from_ref(&sct)),
        )
        .file("trusted_root.json", window(Window::between(opening(), issued() - 1)))
        .verdict("failed")
        .failed("certificate.sct", "log-key-not-valid-then"),
        case(
            "sct-log-window-not-begun",
            "The certificate log's key came into use after the SCT's time.",
            &with(&[sct]),
        )
        .file("trusted_root.json", window(Window::from(issued() + 60)))
        .verdict("failed")
        .failed("certificate.sct", "log-key-not-valid-then"),
    ]
}
