//! Commits and tags that gitsign signed.

use serde_json::Value;

use super::{ARTIFACT, maker};
use crate::certificate::Template;
use crate::gitsign::{GitSigning, flipped};
use crate::keys::{Hash, Key};
use crate::text::readable_json;
use crate::timestamp::StampRequest;
use crate::vector::Case;
use crate::world::{Signing, World, email_template, signed};

pub(super) fn cases(world: &World) -> Vec<Case> {
    [sound(world), incomplete(world), refused(world)].concat()
}

fn of_bytes(name: &str, about: &str, world: &World, bytes: Vec<u8>) -> Case {
    Case::new(name, about, &Value::Null, &world.trusted_root(), ARTIFACT)
        .without("bundle.sigstore.json")
        .without("artifact")
        .file("evidence.commit", bytes)
        .expecting(maker())
}

fn of(name: &str, about: &str, git: &GitSigning) -> Case {
    of_bytes(name, about, &git.world, git.bytes())
}

fn sound(world: &World) -> Vec<Case> {
    let commit = GitSigning::commit(world);
    let good = |name: &str, about: &str, git: &GitSigning| {
        of(name, about, git)
            .passed("signature.artifact")
            .passed("log.entry-matches")
            .passed("certificate.sct")
    };
    let intermediate = world.authority.intermediate_certificate.clone();
    let leaf = commit.certificates[0].clone();
    let head = |git: &GitSigning| {
        [format!("commit {}\0", git.bytes().len()).into_bytes(), git.bytes()].concat()
    };
    let online = GitSigning { entry: None, ..commit.clone() };
    let body = "gpgsig -----BEGIN SIGNED MESSAGE-----\n no signature, only words\n -----END SIGNED MESSAGE-----\n";
    vec![
        good("commit", "A commit with its log entry inside the signature.", &commit)
            .passed("log.set").passed("log.inclusion-proof").passed("log.checkpoint").passed("identity.expected")
            .change(|case| case.signing_time = Some(("2026-03-01T12:01:00Z".to_owned(), "log"))),
        good("tag", "A tag: the signature stands after the message.", &GitSigning::tag(world)),
        of_bytes("commit-with-head", "The same as git stores it, with its own head.", world, head(&commit)).passed("signature.artifact"),
        good("commit-before-0.7.0", "The log entry in nine parts, as gitsign stored it before v0.7.0.", &GitSigning { in_parts: true, ..commit.clone() })
            .passed("log.inclusion-proof").passed("log.checkpoint"),
        good("certificates-intermediate-first", "Two certificates, the signer's last: the signer names its own.",
            &GitSigning { certificates: vec![intermediate.clone(), leaf.clone()], ..commit.clone() }),
        good("certificates-intermediate-last", "Two certificates, the signer's first.",
            &GitSigning { certificates: vec![leaf, intermediate], ..commit.clone() }),
        good("message-without-newline", "A message that ends without a newline is signed as it is.", &GitSigning { message: "no newline".to_owned(), ..commit.clone() }),
        good("message-with-carriage-returns", "Carriage returns are signed as they are.", &GitSigning { message: "one\r\ntwo\r\n".to_owned(), ..commit.clone() }),
        good("long-line", "A line longer than 64 KiB.", &GitSigning { message: format!("{}\n", "x".repeat(70_000)), ..commit.clone() }),
        good("more-headers", "Headers that go on over several lines belong to what is signed.",
            &GitSigning { headers: format!("{}encoding ISO-8859-1\nmergetag object {}\n type commit\n tag v0\n \n old\n", commit.headers, "c".repeat(40)), ..commit.clone() }),
        good("signature-in-the-message", "What looks like a signature in the message is message.", &GitSigning { message: format!("About:\n\n{body}"), ..commit.clone() }),
        good("sha256-repository", "A repository whose objects are named by SHA-256.",
            &GitSigning { header: "gpgsig-sha256", headers: commit.headers.replacen(&"a".repeat(40), &"a".repeat(64), 1), ..commit.clone() }),
        of("online-entry-beside", "In online mode the log holds a second signature, over the commit's name: its entry came in a file of its own.", &online)
            .file("other.json", readable_json(&online.online_answer())).passed("signature.artifact").passed("log.entry-matches").passed("log.inclusion-proof"),
        good("timestamp-inside", "A timestamp beside the log entry.", &GitSigning { stamp: Some(StampRequest { bare: true, ..StampRequest::at(signed()) }), ..commit.clone() })
            .passed("time.rfc3161"),
    ]
}

fn incomplete(world: &World) -> Vec<Case> {
    let commit = GitSigning::commit(world);
    let online = GitSigning { entry: None, ..commit.clone() };
    let untimed = |case: Case| {
        case.verdict("incomplete")
            .passed("signature.artifact")
            .missing("log.known", "log-entry-missing")
            .missing("time.signing", "time-unproven")
            .missing("certificate.validity", "time-unproven")
    };
    let other = |label: &str| {
        format!(
            "{}gpgsig -----BEGIN {label}-----\n \n AAAA\n -----END {label}-----\n\nmessage\n",
            commit.headers
        )
        .into_bytes()
    };
    let left_alone = |name: &str, about: &str, bytes: Vec<u8>| {
        of_bytes(name, about, world, bytes)
            .verdict("incomplete")
            .missing("bundle.structure", "signature-of-other-tool")
            .error("signature-of-other-tool")
    };
    let mail = Key::p256("mail");
    let template =
        Template { extended_key_usage: Some(vec!["1.3.6.1.5.5.7.3.4"]), ..email_template(&mail) };
    let mail = Signing::message(world, b"").by(world.certified(&mail, &template));
    let certificates = vec![mail.signer.certificate.clone().expect("a certificate")];
    vec![
        untimed(of(
            "online",
            "No entry inside, as in online mode: everything is good, but when it was signed is not proven.",
            &online,
        )),
        untimed(of(
            "online-entry-of-another",
            "The entry beside it is about another commit.",
            &online,
        ))
        .file(
            "other.json",
            readable_json(
                &GitSigning { message: "another\n".to_owned(), ..online.clone() }.online_answer(),
            ),
        ),
        of(
            "timestamp-without-entry",
            "A timestamp proves the time; the log entry is missing.",
            &GitSigning { stamp: Some(StampRequest::at(signed())), ..online.clone() },
        )
        .verdict("incomplete")
        .passed("time.rfc3161")
        .missing("log.known", "log-entry-missing"),
        of_bytes("unsigned", "A commit without a signature.", world, commit.signed_object())
            .verdict("incomplete")
            .missing("bundle.structure", "git-signature-absent")
            .error("git-signature-absent"),
        left_alone("pgp", "A signature of PGP's is named and left alone.", other("PGP SIGNATURE")),
        left_alone(
            "ssh",
            "A signature by an SSH key is named and left alone.",
            other("SSH SIGNATURE"),
        ),
        left_alone(
            "smime",
            "A signature by a certificate for mail, in the same armour.",
            GitSigning { signing: mail, certificates, ..commit.clone() }.bytes(),
        ),
    ]
}

fn refused(world: &World) -> Vec<Case> {
    let commit = GitSigning::commit(world);
    let changed = |name: &str, about: &str, bytes: Vec<u8>| {
        of_bytes(name, about, world, bytes).verdict("failed")
    };
    let replaced = |from: &str, to: &str| {
        String::from_utf8(commit.bytes()).expect("text").replacen(from, to, 1).into_bytes()
    };
    let digest = |case: Case| case.failed("signature.artifact", "message-digest-mismatch");
    let entry = |change: fn(&mut Value)| GitSigning { change_entry: change, ..commit.clone() };
    let untimed = |case: Case| {
        case.verdict("failed")
            .failed("log.set", "promise-invalid")
            .missing("time.signing", "time-unproven")
            .missing("certificate.validity", "time-unproven")
    };
    let twice = {
        let text = String::from_utf8(commit.bytes()).expect("text");
        let start = text.find("gpgsig").expect("a signature");
        let end = text.find("\n\n").expect("an end") + 1;
        let header = text[start..end].to_owned();
        format!("{}{header}{}", &text[..end], &text[end..]).into_bytes()
    };
    let someone = Key::p256("someone");
    let someone =
        Signing::message(world, b"").by(world.certified(&someone, &email_template(&someone)));
    let forged = GitSigning { payload: Some(b"another commit".to_vec()), ..commit.clone() };
    vec![
        digest(changed("message-changed", "The message was changed.", replaced("Draw it", "Draw this"))),
        digest(changed("author-changed", "The author was changed.", replaced("author Maker", "author Faker"))),
        digest(changed("header-added", "A header was added.", replaced("author Maker", "parent 0000000000000000000000000000000000000000\nauthor Maker"))),
        digest(of("signature-of-another-commit", "The signature of another commit.", &forged).verdict("failed")),
        digest(of("content-type-of-another-kind", "The attributes say that something else was signed.", &GitSigning { content_type: "1.2.840.113549.1.9.16.1.4", ..commit.clone() }).verdict("failed")),
        changed("two-signatures", "The same signature header twice.", twice).failed("bundle.structure", "git-header-duplicate").error("git-header-duplicate"),
        of("two-signers", "Two signers in one message: one is expected.", &GitSigning { signers: 2, ..commit.clone() })
            .verdict("failed").failed("bundle.structure", "der-invalid").error("der-invalid"),
        of("certificate-absent", "The message holds no certificate of its signer.", &GitSigning { certificates: vec![world.authority.intermediate_certificate.clone()], ..commit.clone() })
            .verdict("failed").failed("bundle.structure", "signer-certificate-missing").error("signer-certificate-missing"),
        of("certificate-of-someone-else", "Only someone else's certificate is there.",
            &GitSigning { certificates: vec![someone.signer.certificate.expect("a certificate")], ..commit.clone() })
            .verdict("failed").change(|case| case.exact = false),
        of("attributes-absent", "The signature is over the commit alone, without the attributes that gitsign signs.", &GitSigning { attributes: false, entry: None, ..commit.clone() })
            .verdict("failed").failed("signature.artifact", "signed-attributes-missing").change(|case| case.exact = false),
        of("inclusion-proof-changed", "A hash of the proof was changed.", &entry(|entry| entry["inclusionProof"]["hashes"][0] = flipped(&entry["inclusionProof"]["hashes"][0])))
            .verdict("failed").failed("log.inclusion-proof", "inclusion-proof-invalid"),
        untimed(of("promise-changed", "The promise is not the log's.", &entry(|entry| {
            let promise = &mut entry["inclusionPromise"]["signedEntryTimestamp"];
            *promise = flipped(promise);
        }))),
        untimed(of("time-changed", "The log never promised this time.", &entry(|entry| entry["integratedTime"] = (signed() + 1).to_string().into()))),
        of("signed-after-validity", "The log took it after the certificate had ended.", &GitSigning { entry: commit.entry.clone().map(|entry| crate::log::EntryRequest { integrated: signed() + 3600, ..entry }), ..commit.clone() })
            .verdict("failed").failed("certificate.validity", "certificate-not-valid-then"),
        of("signed-by-someone-else", "A sound commit by someone else.", &commit).verdict("unexpected").failed("identity.expected", "identity-mismatch")
            .expecting(serde_json::json!({"certificateIdentity": "other@authority.test", "certificateOidcIssuer": crate::world::ISSUER})),
        changed("armour-broken", "The signature's armour ends in the middle.", replaced("-----END SIGNED MESSAGE-----", "")).failed("bundle.structure", "pem-invalid").error("pem-invalid"),
        of_bytes("online-signature-of-another-key", "The entry names the commit, by another key's signature.", world, GitSigning { entry: None, ..commit.clone() }.bytes())
            .file("other.json", readable_json(&{
                let online = GitSigning { entry: None, ..commit.clone() };
                Signing::message(world, online.id().as_bytes()).by(world.certified(&Key::p256("someone"), &email_template(&Key::p256("someone")))).api_answer()
            })).verdict("failed").failed("log.entry-matches", "signature-invalid"),
        of_bytes("hash-is-not-the-object", "The entry is over other attributes.", world, GitSigning { entry: None, ..commit.clone() }.bytes())
            .file("other.json", readable_json(&Signing::message(world, Hash::Sha256.name().as_bytes()).api_answer()))
            .verdict("incomplete").missing("log.known", "log-entry-missing").missing("time.signing", "time-unproven").missing("certificate.validity", "time-unproven"),
    ]
}
