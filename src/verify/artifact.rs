//! What a bundle proves about one artifact.

use crate::digest::{Digest, DigestAlgorithm, Digests};
use crate::error::Error;
use crate::formats::Unverified;
use crate::formats::bundle::{Bundle, Content, KeyMaterial};
use crate::formats::certificate::Certificate;
use crate::formats::dsse;
use crate::formats::statement::Statement;
use crate::trust::keyring::{GivenKey, Stated};
use crate::verify::Verified;
use crate::verify::bottle::bottle_check;
use crate::verify::bundle::{Context, Foundation, keys, used_platform_key};
use crate::verify::check::{Check, Question, in_order};
use crate::verify::cloud_build::cloud_build_checks;
use crate::verify::entry::{ExpectedVerifier, logged_hash, verify_entry};
use crate::verify::pypi::pypi_checks;
use crate::verify::signature::{Proof, Streamed, signature_check, verify_message};
use crate::verify::signer::Signer;
use crate::verify::subject::verify_subject;
use crate::verify::transparency::distinct;

/// A bundle and one artifact.
#[derive(Clone, Debug)]
pub(crate) struct Verification {
    pub(crate) checks: Vec<Check>,
    pub(crate) signer: Option<Verified<Signer>>,
    /// What the envelope says, if its signature is good.
    pub(crate) statement: Option<Verified<Statement>>,
}

/// How an artifact comes to be compared with a bundle.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Subject<'a> {
    /// The bundle names a digest, or could speak about the artifact.
    Artifact {
        /// What the user calls it.
        name: &'a str,
        digests: &'a Digests,
        /// A digest of another kind, by which alone it is known.
        named: Option<&'a (String, String)>,
        streamed: Option<&'a Streamed>,
    },
    /// There is no artifact.
    None,
}

/// Verifies what a bundle proves about one artifact.
pub(crate) fn verify_with_artifact(
    bundle: &Unverified<Bundle>,
    foundation: &Foundation,
    subject: Subject<'_>,
    context: Context<'_>,
) -> Verification {
    let bundle = bundle.claims();
    let mut checks = foundation.checks.clone();
    let mut statement = None;
    let (proof, message) = match &bundle.content {
        Content::Message(message) => {
            let named = message.digest.as_ref();
            checks.push(message_subject_check(named, subject));
            let (digests, streamed) = message_digests(named, subject);
            let proof = message_proof(bundle, foundation, &digests, streamed, context);
            checks.push(signature_check(Question::ArtifactSignature, &proof));
            (proof.ok(), digests)
        }
        Content::Envelope(envelope) => {
            let (check, found) = statement_check(envelope, foundation, subject);
            checks.push(check);
            checks.extend(found.as_ref().and_then(|found| bottle_check(found.facts(), subject)));
            if let Some(record) = &bundle.cloud_build {
                checks.extend(cloud_build_checks(record, &envelope.payload, subject));
            }
            if let Some(pypi) = &bundle.pypi {
                checks.extend(pypi_checks(pypi, &envelope.payload, leaf(bundle), subject));
            }
            statement = found;
            (foundation.content.clone(), Digests::default())
        }
        Content::Payload(payload) => {
            checks.push(about(&[[payload.image.clone()].into_iter().collect()], subject));
            (foundation.content.clone(), Digests::default())
        }
        Content::Registry(signed) => {
            checks.push(about(&[[signed.digest.clone()].into_iter().collect()], subject));
            (foundation.content.clone(), Digests::default())
        }
        Content::Locked(packages) => {
            checks.push(about(packages, subject));
            (None, Digests::default())
        }
        Content::Git(_) => {
            checks.push(Check::not_applicable(Question::SubjectDigest, "signature-inside"));
            (foundation.content.clone(), Digests::default())
        }
    };
    checks.extend(entry_checks(bundle, foundation, proof.as_ref(), &message, context));
    let signer = proof.and_then(|proof| signer(bundle, foundation, &proof, context));
    Verification { checks: in_order(checks), signer, statement }
}

fn leaf(bundle: &Bundle) -> Option<&Certificate> {
    match &bundle.key_material {
        KeyMaterial::Certificate { leaf, .. } => Some(leaf),
        KeyMaterial::PublicKey { .. } => None,
    }
}

/// The digests of what the signature should be over: the artifact's. Where the bundle is about
/// another file, the digest it names, so that its signer is known all the same.
fn message_digests<'a>(
    named: Option<&Digest>,
    subject: Subject<'a>,
) -> (Digests, Option<&'a Streamed>) {
    let own = || named.cloned().into_iter().collect::<Digests>();
    match (subject, named) {
        (Subject::Artifact { digests, streamed, .. }, None) => (digests.clone(), streamed),
        (Subject::Artifact { digests, streamed, .. }, Some(_)) => {
            match verify_subject(&[own()], digests) {
                Ok(_) => (digests.clone(), streamed),
                Err(_) => (own(), None),
            }
        }
        (Subject::None, _) => (own(), None),
    }
}

fn message_subject_check(named: Option<&Digest>, subject: Subject<'_>) -> Check {
    match (subject, named) {
        (Subject::Artifact { digests, .. }, Some(digest)) => {
            subject_check(&[core::iter::once(digest.clone()).collect()], digests)
        }
        (Subject::Artifact { .. }, None) => {
            Check::not_applicable(Question::SubjectDigest, "no-message-digest")
        }
        (Subject::None, _) => Check::not_applicable(Question::SubjectDigest, "no-artifact"),
    }
}

/// Whether one of these is the artifact.
#[inline(never)]
fn about(subjects: &[Digests], subject: Subject<'_>) -> Check {
    match subject {
        Subject::Artifact { digests, .. } => subject_check(subjects, digests),
        Subject::None => Check::not_applicable(Question::SubjectDigest, "no-artifact"),
    }
}

fn subject_check(subjects: &[Digests], artifact: &Digests) -> Check {
    match verify_subject(subjects, artifact) {
        Ok(digest) => Check::passed(Question::SubjectDigest)
            .with("algorithm", digest.algorithm().name())
            .with("digest", digest.hex()),
        Err(error) => Check::refused(Question::SubjectDigest, &error),
    }
}

fn message_proof(
    bundle: &Bundle,
    foundation: &Foundation,
    digests: &Digests,
    streamed: Option<&Streamed>,
    context: Context<'_>,
) -> Result<Proof, Error> {
    if foundation.keys.is_empty() {
        keys(bundle, context)?;
    }
    let hashes = named_hashes(bundle);
    let signature = bundle.signature();
    verify_message(signature, &foundation.keys, &hashes, digests, streamed, context.crypto)
}

/// The hashes that the bundle or its log entries name for a message's signature.
pub(crate) fn named_hashes(bundle: &Bundle) -> Vec<DigestAlgorithm> {
    let Content::Message(message) = &bundle.content else { return Vec::new() };
    let logged = bundle.entries.iter().filter_map(logged_hash);
    let hashes: Vec<_> = message.digest.iter().chain(logged).map(Digest::algorithm).collect();
    DigestAlgorithm::ALL.into_iter().filter(|algorithm| hashes.contains(algorithm)).collect()
}

fn statement_check(
    envelope: &dsse::Envelope,
    foundation: &Foundation,
    subject: Subject<'_>,
) -> (Check, Option<Verified<Statement>>) {
    let refused = |error| (Check::refused(Question::SubjectDigest, &error), None);
    if envelope.payload_type != dsse::IN_TOTO {
        return refused(Error::PayloadTypeUnbound { found: envelope.payload_type.clone() });
    }
    let statement = match Statement::from_payload(&envelope.payload) {
        Ok(statement) => statement,
        Err(error) => return refused(error),
    };
    let check = match subject {
        Subject::None => Check::not_applicable(Question::SubjectDigest, "no-artifact"),
        Subject::Artifact { named: Some(named), .. } => named_subject_check(&statement, named),
        Subject::Artifact { digests, .. } => {
            let subjects: Vec<_> =
                statement.subjects.iter().map(|subject| subject.digests.clone()).collect();
            subject_check(&subjects, digests)
        }
    };
    let signed = foundation.content.is_some();
    (check, signed.then_some(Verified(statement)))
}

/// How the names of digests of files begin, without their punctuation, that have less than 256 bits
/// (in-toto DigestSet) or were never made to bind anybody.
const WEAK: [&str; 13] = [
    "md2",
    "md4",
    "md5",
    "sha1",
    "sha224",
    "sha3224",
    "sha512224",
    "ripemd",
    "blake2s128",
    "blake2b160",
    "crc",
    "adler",
    "xxh",
];

/// The statement names what the user knows only by a digest of another kind: the id of a commit, say.
fn named_subject_check(statement: &Statement, named: &(String, String)) -> Check {
    let (algorithm, value) = named;
    if is_weak(algorithm) {
        let error = Error::AlgorithmUnsupported { algorithm: algorithm.clone() };
        return Check::refused(Question::SubjectDigest, &error);
    }
    let mut others = statement.subjects.iter().flat_map(|subject| &subject.other_digests);
    let first = others.clone().next();
    if others.any(|other| other == named) {
        return Check::passed(Question::SubjectDigest)
            .with("algorithm", algorithm.clone())
            .with("digest", value.clone());
    }
    let text = |(algorithm, value): &(String, String)| format!("{algorithm}:{value}");
    let error = Error::SubjectMismatch {
        expected: first.map(text).unwrap_or_default(),
        found: text(named),
    };
    Check::refused(Question::SubjectDigest, &error)
}

fn is_weak(algorithm: &str) -> bool {
    let letters = algorithm.chars().filter(char::is_ascii_alphanumeric);
    let name: String = letters.map(|letter| letter.to_ascii_lowercase()).collect();
    WEAK.iter().any(|weak| name.starts_with(weak))
}

fn entry_checks(
    bundle: &Bundle,
    foundation: &Foundation,
    proof: Option<&Proof>,
    message: &Digests,
    context: Context<'_>,
) -> Vec<Check> {
    let verifier = match &bundle.key_material {
        KeyMaterial::Certificate { leaf, .. } => Ok(ExpectedVerifier::Certificate(leaf.der())),
        KeyMaterial::PublicKey { hint } => proof
            .map(|proof| &proof.key)
            .or_else(|| foundation.keys.first())
            .map(|key| ExpectedVerifier::Key(key.spki_der()))
            .ok_or_else(|| Error::KeyMissing { hint: hint.clone() }),
    };
    distinct(&bundle.entries)
        .map(|(index, entry)| {
            let matches = verifier.clone().and_then(|verifier| {
                verify_entry(entry, bundle, message, verifier, context.crypto)
            });
            Check::of(Question::LogEntryMatches, matches)
                .with("kind", entry.kind.clone())
                .with("version", entry.kind_version.clone())
                .with("index", index)
        })
        .collect()
}

fn signer(
    bundle: &Bundle,
    foundation: &Foundation,
    proof: &Proof,
    context: Context<'_>,
) -> Option<Verified<Signer>> {
    match &bundle.key_material {
        KeyMaterial::Certificate { leaf, .. } if foundation.names_signer() => {
            Signer::from_certificate(leaf)
        }
        KeyMaterial::Certificate { .. } => None,
        KeyMaterial::PublicKey { .. } => {
            let same = |given: &&GivenKey| given.key == proof.key;
            let mut given = context.keys.iter().filter(same);
            let expected = given.any(|given| given.stated == Stated::Expected);
            // A key that the user named is the expected one, whosever else it is.
            let known = used_platform_key(bundle, foundation, context);
            if let Some(known) = known.filter(|_| !expected) {
                return Some(Signer::from_platform(known));
            }
            let stated = if expected { Stated::Expected } else { Stated::Found };
            Some(Signer::from_key(&proof.key, stated))
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test's panic is its answer")]
mod tests {
    use super::*;
    use crate::verify::check::Status;

    #[test]
    fn a_weak_digest_binds_nothing() {
        let payload = br#"{"_type": "https://in-toto.io/Statement/v1", "predicateType": "p",
            "subject": [{"digest": {"gitCommit": "ab", "md5": "ab", "SHA1": "ab",
                "gce_image_id": "8970"}}]}"#;
        let statement = Statement::from_payload(payload).unwrap();
        let status = |algorithm: &str, value: &str| {
            named_subject_check(&statement, &(algorithm.to_owned(), value.to_owned())).status
        };
        assert_eq!(status("gitCommit", "ab"), Status::Passed);
        assert_eq!(status("gce_image_id", "8970"), Status::Passed);
        assert_eq!(status("gitCommit", "abc"), Status::Failed);
        assert_eq!(status("gitcommit", "ab"), Status::Failed);
        for weak in ["md5", "MD5", "SHA1", "Sha-1", "sha_1", "sha512/224", "crc32c", "RIPEMD-160"] {
            assert_eq!(status(weak, "ab"), Status::Missing, "{weak}");
        }
    }
}
