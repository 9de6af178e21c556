//! Commits and tags that gitsign signed.

use miniz_oxide::deflate::compress_to_vec_zlib;
use serde_json::Value;

use super::{ARTIFACT, maker};
use crate::certificate::Template;
use crate::der;
use crate::gitsign::{GitSigning, flipped};
use crate::keys::{Hash, Key};
use crate::log::{EntryRequest, Kind};
use crate::text::readable_json;
use crate::timestamp::StampRequest;
use crate::vector::Case;
use crate::world::{Signer, Signing, World, email_template, signed};

pub(super) fn cases(world: &World) -> Vec<Case> {
    [
        sound(world),
        handed_over(world),
        written_otherwise(world),
        incomplete(world),
        refused(world),
        refused_forms(world),
    ]
    .concat()
}

pub(super) fn of_bytes(name: &str, about: &str, world: &World, bytes: Vec<u8>) -> Case {
    Case::new(name, about, &Value::Null, &world.trusted_root(), ARTIFACT)
        .without("bundle.sigstore.json")
        .without("artifact")
        .file("evidence.commit", bytes)
        .expecting(maker())
}

fn of(name: &str, about: &str, git: &GitSigning) -> Case {
    of_bytes(name, about, &git.world, git.bytes())
}

/// With all that makes it sound.
fn good(name: &str, about: &str, git: &GitSigning) -> Case {
    good_bytes(name, about, &git.world, git.bytes())
}

fn good_bytes(name: &str, about: &str, world: &World, bytes: Vec<u8>) -> Case {
    of_bytes(name, about, world, bytes)
        .passed("signature.artifact")
        .passed("log.entry-matches")
        .passed("certificate.sct")
}

fn sound(world: &World) -> Vec<Case> {
    let commit = GitSigning::commit(world);
    let intermediate = world.authority.intermediate_certificate.clone();
    let leaf = commit.certificates[0].clone();
    let online = GitSigning { entry: None, ..commit.clone() };
    let body = "gpgsig -----BEGIN SIGNED MESSAGE-----\n no signature, only words\n -----END SIGNED MESSAGE-----\n";
    vec![
        good("commit", "A commit with its log entry inside the signature.", &commit)
            .passed("log.set").passed("log.inclusion-proof").passed("log.checkpoint").passed("identity.expected")
            .change(|case| case.signing_time = Some(("2026-03-01T12:01:00Z".to_owned(), "log"))),
        good("tag", "A tag: the signature stands after the message.", &GitSigning::tag(world)),
        of_bytes("commit-with-head", "The same as git stores it, with its own head.", world, commit.stored()).passed("signature.artifact"),
        good("commit-before-0.7.0", "The log entry in nine parts, as gitsign stored it before v0.7.0.", &GitSigning { in_parts: true, ..commit.clone() })
            .passed("log.inclusion-proof").passed("log.checkpoint"),
        good("certificates-intermediate-first", "Two certificates, the signer's last: the signer names its own.",
            &GitSigning { certificates: vec![intermediate.clone(), leaf.clone()], ..commit.clone() }),
        good("certificates-intermediate-last", "Two certificates, the signer's first.",
            &GitSigning { certificates: vec![leaf, intermediate], ..commit.clone() }),
        good("message-without-newline", "A message that ends without a newline is signed as it is.", &GitSigning { message: b"no newline".to_vec(), ..commit.clone() }),
        good("message-with-carriage-returns", "Carriage returns are signed as they are.", &GitSigning { message: b"one\r\ntwo\r\n".to_vec(), ..commit.clone() }),
        good("long-line", "A line longer than 64 KiB.", &GitSigning { message: format!("{}\n", "x".repeat(70_000)).into_bytes(), ..commit.clone() }),
        good("more-headers", "Headers that go on over several lines belong to what is signed.",
            &GitSigning { headers: format!("{}encoding ISO-8859-1\nmergetag object {}\n type commit\n tag v0\n \n old\n", commit.headers, "c".repeat(40)), ..commit.clone() }),
        good("signature-in-the-message", "What looks like a signature in the message is message.", &GitSigning { message: format!("About:\n\n{body}").into_bytes(), ..commit.clone() }),
        good("sha256-repository", "A repository whose objects are named by SHA-256.",
            &GitSigning { header: "gpgsig-sha256", headers: commit.headers.replacen(&"a".repeat(40), &"a".repeat(64), 1), ..commit.clone() }),
        of("online-entry-beside", "In online mode the log holds a second signature, over the commit's name: its entry came in a file of its own.", &online)
            .file("other.json", readable_json(&online.online_answer())).passed("signature.artifact").passed("log.entry-matches").passed("log.inclusion-proof"),
        good("committer-of-another-name", "Somebody committed under another name than the signer's: sound, and shown.",
            &GitSigning { headers: commit.headers.replace("committer Maker <maker@authority.test>", "committer Other <other@authority.test>"), ..commit.clone() }),
        good("timestamp-inside", "A timestamp beside the log entry.", &GitSigning { stamp: Some(StampRequest { bare: true, ..StampRequest::at(signed()) }), ..commit.clone() })
            .passed("time.rfc3161"),
    ]
}

/// The same commit in every way in which git hands one over.
fn handed_over(world: &World) -> Vec<Case> {
    let commit = GitSigning {
        message: b"Draw it over the stone\n\nNobody had drawn there before.\n".to_vec(),
        ..GitSigning::commit(world)
    };
    let printed = printed(&commit, "\n");
    let diff =
        "\ndiff --git a/stone b/stone\n--- a/stone\n+++ b/stone\n@@ -1 +1 @@\n-bare\n+drawn\n";
    let trailing = GitSigning { message: b"A blank at the end \n".to_vec(), ..commit.clone() };
    let pgp = GitSigning {
        change_armor: |armor| armor.replace("SIGNED MESSAGE", "PGP SIGNATURE"),
        ..trailing.clone()
    };
    let stored = |stored: &[u8]| compress_to_vec_zlib(stored, 6);
    let resized = |git: &GitSigning| {
        let bytes = git.bytes();
        [format!("commit {}\0", bytes.len() - 1).as_bytes(), &bytes].concat()
    };
    let renamed = |git: &GitSigning| {
        let bytes = git.bytes();
        [format!("tag {}\0", bytes.len()).as_bytes(), &bytes].concat()
    };
    vec![
        good_bytes("loose-object", "As git stores it under `.git/objects`.", world, stored(&commit.stored())),
        good_bytes("loose-tag", "A tag as git stores it.", world, stored(&GitSigning::tag(world).stored())),
        good_bytes("printed", "As `git show --format=raw` prints it, with what was changed after it: its id tells that nothing was lost.",
            world, format!("{printed}{diff}").into_bytes()),
        good_bytes("printed-with-carriage-returns", "Printed, and pasted where lines end otherwise; its id tells.", world, printed.replace('\n', "\r\n").into_bytes()),
        good_bytes("printed-without-its-end", "Printed, without the last line's end.", world, printed.trim_end().as_bytes().to_vec()),
        of_bytes("printed-inexact", "Printing took a blank from a line's end, so that what was signed is not there any more.", world, self::printed(&trailing, " \n").into_bytes())
            .verdict("incomplete").missing("bundle.structure", "git-object-inexact").error("git-object-inexact"),
        of_bytes("printed-inexact-pgp", "The same, of a commit that is not for this verifier anyway.", world, self::printed(&pgp, " \n").into_bytes())
            .verdict("incomplete").missing("bundle.structure", "signature-of-other-tool").error("signature-of-other-tool"),
        of_bytes("head-with-other-size", "git's own head says another size.", world, resized(&commit))
            .verdict("failed").failed("bundle.structure", "git-object-invalid").error("git-object-invalid"),
        of_bytes("head-with-other-kind", "git's own head says that the commit is a tag.", world, renamed(&commit))
            .verdict("failed").failed("bundle.structure", "git-object-invalid").error("git-object-invalid"),
        of_bytes("loose-object-cut", "The stored object ends too early.", world, stored(&commit.stored())[..600].to_vec())
            .verdict("failed").failed("bundle.structure", "deflate-invalid").error("deflate-invalid"),
        of_bytes("loose-object-followed", "Something follows the stored object.", world, [stored(&commit.stored()), b"!".to_vec()].concat())
            .verdict("failed").failed("bundle.structure", "deflate-invalid").error("deflate-invalid"),
    ]
}

/// As `git show --format=raw` prints a commit. `lost` is what printing takes from the message.
fn printed(git: &GitSigning, lost: &str) -> String {
    let text = String::from_utf8(git.bytes()).expect("text");
    let (headers, message) = text.split_once("\n\n").expect("a message");
    let message = message.strip_suffix(lost).unwrap_or(message).trim_end();
    let lines: Vec<String> = message.split('\n').map(|line| format!("    {line}\n")).collect();
    format!("commit {} (HEAD -> main)\n{headers}\n\n{}", git.id(), lines.concat())
}

/// What the specifications allow and gitsign does not write today.
fn written_otherwise(world: &World) -> Vec<Case> {
    let commit = GitSigning::commit(world);
    let tag = GitSigning::tag(world);
    let other = |header| GitSigning {
        header,
        payload: Some(b"the same commit, where objects are named by the other hash".to_vec()),
        entry: None,
        ..commit.clone()
    };
    let sha256 = GitSigning {
        header: "gpgsig-sha256",
        headers: commit.headers.replacen(&"a".repeat(40), &"a".repeat(64), 1),
        ..commit.clone()
    };
    let block = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    let tag_with_header = {
        let text = String::from_utf8(tag.bytes()).expect("text");
        let header = header_of(&other("gpgsig-sha256"));
        text.replacen("\n\n", &format!("\n{header}\n"), 1).into_bytes()
    };
    let stamped = |bare| Some(StampRequest { bare, ..StampRequest::at(signed()) });
    let second = GitSigning {
        entry: commit
            .entry
            .clone()
            .map(|entry| EntryRequest { kind: Kind::HashedRekord2, ..entry }),
        ..commit.clone()
    };
    let labelled: fn(&mut Value) = |entry| entry["kindVersion"]["version"] = "0.0.1".into();
    let v2 = |name: &str, about: &str, git: GitSigning| {
        good(name, about, &git)
            .not_applicable("log.set")
            .passed("log.inclusion-proof")
            .passed("log.checkpoint")
    };
    let key = Key::p256("signer");
    let template = email_template(&key);
    let by = |certificate: Vec<u8>| {
        let signer =
            Signer { certificate: Some(certificate.clone()), ..world.certified(&key, &template) };
        GitSigning {
            signing: Signing::message(world, b"").by(signer),
            certificates: vec![certificate],
            ..commit.clone()
        }
    };
    let root = &world.authority.root;
    vec![
        good_bytes(
            "both-headers",
            "A signature for each way of naming objects: the one over this form counts.",
            world,
            with_header(&commit, &other("gpgsig-sha256")),
        ),
        good_bytes(
            "both-headers-sha256-repository",
            "The same where objects are named by SHA-256.",
            world,
            with_header(&sha256, &other("gpgsig")),
        ),
        good_bytes(
            "tag-with-header",
            "A tag's own signature counts, whatever its headers hold for the other way of naming objects.",
            world,
            tag_with_header,
        ),
        good(
            "tag-with-block-in-message",
            "A PEM block in a tag's message belongs to the message.",
            &GitSigning { message: format!("Stone\n\n{block}").into_bytes(), ..tag.clone() },
        ),
        good(
            "not-utf8",
            "A message and a name in Latin-1.",
            &GitSigning {
                message: b"Stra\xdfe\n".to_vec(),
                headers: format!("{}encoding ISO-8859-1\n", commit.headers),
                ..commit.clone()
            },
        ),
        good(
            "algorithms-with-null",
            "Algorithms with the parameter NULL, as some writers leave it.",
            &GitSigning { algorithm: der::algorithm_null, ..commit.clone() },
        ),
        good(
            "timestamp-answer-inside",
            "A whole answer of a timestamp authority, where the token alone belongs.",
            &GitSigning { stamp: stamped(false), ..commit.clone() },
        )
        .passed("time.rfc3161"),
        v2(
            "rekor-v2",
            "The entry of a log that tells no time, and a timestamp that does.",
            GitSigning { stamp: stamped(true), ..second.clone() },
        )
        .change(|case| case.signing_time = Some(("2026-03-01T12:01:00Z".to_owned(), "rfc3161"))),
        v2(
            "rekor-v2-labelled-0.0.1",
            "The same under the version that gitsign gives every entry.",
            GitSigning { stamp: stamped(true), change_entry: labelled, ..second.clone() },
        ),
        v2("rekor-v2-without-timestamp", "A log that tells no time, and no timestamp.", second)
            .verdict("incomplete")
            .missing("time.signing", "time-unproven")
            .missing("certificate.validity", "time-unproven"),
        good(
            "certificate-under-root",
            "The signer's certificate hangs directly under the root, as some of 2022 do.",
            &by(world.logged(&template, root)),
        ),
        of(
            "certificate-without-sct",
            "The signer's certificate does not prove that it was logged, as some of 2022 do not.",
            &by(template.issue(&world.authority.intermediate, None)),
        )
        .verdict("incomplete")
        .passed("signature.artifact")
        .passed("certificate.chain")
        .missing("certificate.sct", "sct-missing"),
        of("certificate-under-root-without-sct", "Both at once.", &by(template.issue(root, None)))
            .verdict("incomplete")
            .passed("signature.artifact")
            .passed("certificate.chain")
            .missing("certificate.sct", "sct-missing"),
    ]
}

/// A commit's signature header with all its lines.
fn header_of(git: &GitSigning) -> String {
    let text = String::from_utf8(git.bytes()).expect("text");
    let (start, end) =
        (text.find("gpgsig").expect("a signature"), text.find("\n\n").expect("an end"));
    text[start..=end].to_owned()
}

/// A commit with another's signature header after its own.
fn with_header(git: &GitSigning, other: &GitSigning) -> Vec<u8> {
    let text = String::from_utf8(git.bytes()).expect("text");
    text.replacen("\n\n", &format!("\n{}\n", header_of(other)), 1).into_bytes()
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
                &GitSigning { message: b"another\n".to_vec(), ..online.clone() }.online_answer(),
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
            "unknown-tool",
            "A block of another kind is named and left alone.",
            other("MINISIGN SIGNATURE"),
        ),
        of_bytes(
            "tag-with-block-alone",
            "A tag whose message ends in a PEM block that is no signature.",
            world,
            GitSigning {
                change_armor: |armor| armor.replace("SIGNED MESSAGE", "CERTIFICATE"),
                ..GitSigning::tag(world)
            }
            .bytes(),
        )
        .verdict("incomplete")
        .missing("bundle.structure", "git-signature-absent")
        .error("git-signature-absent"),
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
        digest(changed("tree-twice", "A second tree stands before the one that was signed: whoever writes the commit anew before verifying it loses one of the two.", replaced("tree ", "tree 9999999999999999999999999999999999999999\ntree "))),
        digest(of("signature-of-another-commit", "The signature of another commit.", &forged).verdict("failed")),
        digest(of("content-type-of-another-kind", "The attributes say that something else was signed.", &GitSigning { content_type: "1.2.840.113549.1.9.16.1.4", ..commit.clone() }).verdict("failed")),
        changed("two-signatures", "The same signature header twice.", twice).failed("bundle.structure", "git-header-duplicate").error("git-header-duplicate"),
        changed("two-signatures-sha256", "The same where objects are named by SHA-256.", {
            let sha256 = GitSigning { header: "gpgsig-sha256", headers: commit.headers.replacen(&"a".repeat(40), &"a".repeat(64), 1), ..commit.clone() };
            with_header(&sha256, &sha256)
        }).failed("bundle.structure", "git-header-duplicate").error("git-header-duplicate"),
        of("two-signers", "Two signers in one message: one is expected.", &GitSigning { signers: 2, ..commit.clone() })
            .verdict("failed").failed("bundle.structure", "der-invalid").error("der-invalid"),
        of("certificate-absent", "The message holds no certificate of its signer.", &GitSigning { certificates: vec![world.authority.intermediate_certificate.clone()], ..commit.clone() })
            .verdict("failed").failed("bundle.structure", "signer-certificate-missing").error("signer-certificate-missing"),
        of("certificates-none", "The message holds no certificate at all.", &GitSigning { certificates: Vec::new(), ..commit.clone() })
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

/// Forms that would let unsigned bytes pass for signed ones, or that nobody can read in one way only.
fn refused_forms(world: &World) -> Vec<Case> {
    let commit = GitSigning::commit(world);
    let tag = GitSigning::tag(world);
    let structure = |name: &str, about: &str, git: GitSigning, code: &'static str| {
        of(name, about, &git).verdict("failed").failed("bundle.structure", code).error(code)
    };
    let unsigned = "git-text-unsigned";
    vec![
        structure(
            "tag-with-text-after-signature",
            "Text after a tag's signature looks like its message, and nobody signed it.",
            GitSigning { change_armor: |armor| format!("{armor}Also take this.\n"), ..tag.clone() },
            unsigned,
        ),
        structure(
            "text-after-signature",
            "Text in the header after the signature.",
            GitSigning { change_armor: |armor| format!("{armor}words"), ..commit.clone() },
            unsigned,
        ),
        structure(
            "two-blocks",
            "Two signatures in one header.",
            GitSigning { change_armor: |armor| format!("{armor}{armor}"), ..commit.clone() },
            "pem-invalid",
        ),
        structure(
            "signature-too-large",
            "A signature header of more than 64 KiB.",
            GitSigning {
                change_armor: |armor| {
                    armor.replacen("-----\n", &format!("-----\n{}", "AAAA\n".repeat(14_000)), 1)
                },
                ..commit.clone()
            },
            "input-too-large",
        ),
        structure(
            "content-attached",
            "The message holds what was signed: the signature would be over that, and not over the commit.",
            GitSigning { attached: true, ..commit.clone() },
            "der-invalid",
        ),
        structure(
            "length-not-minimal",
            "A length in more bytes than it needs, which DER forbids.",
            GitSigning {
                change_cms: |cms| [&[cms[0], 0x83, 0], &cms[2..]].concat(),
                ..commit.clone()
            },
            "der-invalid",
        ),
        structure(
            "length-indefinite",
            "A length that only an end marks, which DER forbids.",
            GitSigning {
                change_cms: |cms| [&[cms[0], 0x80], &cms[4..], &[0, 0]].concat(),
                ..commit.clone()
            },
            "der-invalid",
        ),
        structure(
            "message-followed",
            "Something follows the signature inside its armour.",
            GitSigning { change_cms: |cms| [&cms[..], &[5, 0]].concat(), ..commit },
            "der-invalid",
        ),
    ]
}
