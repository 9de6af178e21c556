//! Does the log entry say what the bundle holds?
//!
//! Each part is compared: an entry about something else proves nothing about this signature
//! (CVE-2022-36056, CVE-2026-22703). The hashes of whole envelopes that `dsse` and `intoto` entries
//! also hold are left out: the text they are over is not in the bundle. What they would bind is
//! compared part by part instead.

use crate::crypto::SignatureVerifier;
use crate::digest::{Digest, DigestAlgorithm, Digests};
use crate::encoding::hex;
use crate::error::Error;
use crate::formats::bundle::{Bundle, Content, KeyMaterial};
use crate::formats::dsse::Envelope;
use crate::formats::gitsign::GitSignature;
use crate::formats::log_entry::LogEntry;
use crate::formats::log_entry_body::{EntrySpec, LoggedSignature, LoggedVerifier};
use crate::verify::signature::verify_bytes;

/// The certificate or key, in DER, that the entry must name.
#[derive(Clone, Copy, Debug)]
pub(crate) enum ExpectedVerifier<'a> {
    Certificate(&'a [u8]),
    Key(&'a [u8]),
}

/// Every part of the entry is the bundle's. `message` holds the digests of the signed artifact.
pub(crate) fn verify_entry(
    entry: &LogEntry,
    bundle: &Bundle,
    message: &Digests,
    verifier: ExpectedVerifier<'_>,
    crypto: &dyn SignatureVerifier,
) -> Result<(), Error> {
    let body = entry.content.as_ref().map_err(Clone::clone)?;
    if body.kind != entry.kind || body.version != entry.kind_version {
        return Err(Error::LogEntryMismatch {
            part: "kindVersion",
            expected: format!("{} {}", entry.kind, entry.kind_version),
            found: format!("{} {}", body.kind, body.version),
        });
    }
    verify_index(entry)?;
    match (&body.spec, &bundle.content) {
        (EntrySpec::Hash { digest, signature }, Content::Message(_)) => {
            verify_digest(digest, message)?;
            verify_signature(signature, bundle.signature(), verifier)
        }
        (EntrySpec::Hash { digest, signature }, Content::Envelope(envelope)) => {
            same_digest("digest", &Digest::of(digest.algorithm(), &envelope.pae()), digest)?;
            verify_signature(signature, bundle.signature(), verifier)
        }
        (
            EntrySpec::Envelope { payload, payload_type, signatures },
            Content::Envelope(envelope),
        ) => {
            verify_payload(payload, payload_type.as_deref(), envelope)?;
            verify_one_of(signatures, bundle.signature(), verifier)
        }
        (EntrySpec::Hash { digest, signature }, Content::Payload(signed)) => {
            same_digest("digest", &Digest::of(digest.algorithm(), &signed.payload), digest)?;
            verify_signature(signature, bundle.signature(), verifier)
        }
        (EntrySpec::Hash { digest, signature }, Content::Git(git)) => {
            verify_git_entry(digest, signature, git, bundle, verifier, crypto)
        }
        (
            EntrySpec::Envelope { .. },
            Content::Message(_) | Content::Payload(_) | Content::Git(_),
        )
        | (_, Content::Registry(_) | Content::Locked(_)) => Err(Error::LogEntryMismatch {
            part: "kind",
            expected: "messageSignature".to_owned(),
            found: body.kind.clone(),
        }),
    }
}

/// Of a commit or tag either the signature itself is logged, over its attributes, or a second one
/// of the same key, over the object's name.
fn verify_git_entry(
    digest: &Digest,
    logged: &LoggedSignature,
    git: &GitSignature,
    bundle: &Bundle,
    verifier: ExpectedVerifier<'_>,
    crypto: &dyn SignatureVerifier,
) -> Result<(), Error> {
    let id = git.object.id.as_bytes();
    if *digest == Digest::of(digest.algorithm(), id) {
        let KeyMaterial::Certificate { leaf, .. } = &bundle.key_material else {
            return Err(Error::SignerCertificateMissing {});
        };
        let key = leaf.key.as_ref().map_err(Clone::clone)?;
        let signature = logged.bytes.as_deref().unwrap_or_default();
        verify_bytes(id, signature, core::slice::from_ref(key), crypto)?;
        return verify_signature(logged, signature, verifier);
    }
    let attributes = git.signer.attributes.as_ref().map(|attributes| attributes.der.as_slice());
    let signed = Digest::of(digest.algorithm(), attributes.unwrap_or_default());
    same_digest("digest", &signed, digest)?;
    verify_signature(logged, bundle.signature(), verifier)
}

/// Rekor v2 has one tree behind an index, and signs the entry's own index nowhere else.
fn verify_index(entry: &LogEntry) -> Result<(), Error> {
    let proven = entry.proof.as_ref().map(|proof| proof.log_index);
    match proven.filter(|proven| entry.is_rekor_v2() && *proven != entry.log_index) {
        Some(proven) => Err(Error::LogEntryMismatch {
            part: "logIndex",
            expected: entry.log_index.to_string(),
            found: proven.to_string(),
        }),
        None => Ok(()),
    }
}

/// The algorithm with which the entry names what was signed.
pub(crate) fn logged_hash(entry: &LogEntry) -> Option<&Digest> {
    match entry.content.as_ref().ok().map(|body| &body.spec) {
        Some(EntrySpec::Hash { digest, .. }) => Some(digest),
        _ => None,
    }
}

/// The key, in DER, that the entry names.
pub(crate) fn logged_keys(entry: &LogEntry) -> Vec<&[u8]> {
    let signatures = match entry.content.as_ref().ok().map(|body| &body.spec) {
        Some(EntrySpec::Hash { signature, .. }) => core::slice::from_ref(signature),
        Some(EntrySpec::Envelope { signatures, .. }) => signatures.as_slice(),
        None => &[],
    };
    signatures
        .iter()
        .filter_map(|signature| match &signature.verifier {
            LoggedVerifier::Key(spki) => Some(spki.as_slice()),
            LoggedVerifier::Certificate(_) => None,
        })
        .collect()
}

fn verify_digest(logged: &Digest, message: &Digests) -> Result<(), Error> {
    let algorithm = logged.algorithm().name();
    let known = message.get(logged.algorithm()).ok_or(Error::DigestUnavailable { algorithm })?;
    same_digest("digest", known, logged)
}

fn verify_payload(
    logged: &Digest,
    payload_type: Option<&str>,
    envelope: &Envelope,
) -> Result<(), Error> {
    same_digest("payloadHash", &Digest::of(logged.algorithm(), &envelope.payload), logged)?;
    match payload_type {
        Some(found) if found != envelope.payload_type => Err(Error::LogEntryMismatch {
            part: "payloadType",
            expected: envelope.payload_type.clone(),
            found: found.to_owned(),
        }),
        _ => Ok(()),
    }
}

/// One of the entry's signatures is the bundle's; what refused the last one otherwise.
fn verify_one_of(
    logged: &[LoggedSignature],
    signature: &[u8],
    verifier: ExpectedVerifier<'_>,
) -> Result<(), Error> {
    let mut refusal = mismatch("signature", signature, &[]);
    for candidate in logged {
        match verify_signature(candidate, signature, verifier) {
            Ok(()) => return Ok(()),
            Err(error) => refusal = error,
        }
    }
    Err(refusal)
}

fn verify_signature(
    logged: &LoggedSignature,
    signature: &[u8],
    verifier: ExpectedVerifier<'_>,
) -> Result<(), Error> {
    if let Some(found) = logged.bytes.as_deref().filter(|found| *found != signature) {
        return Err(mismatch("signature", signature, found));
    }
    match (&logged.verifier, verifier) {
        (LoggedVerifier::Certificate(found), ExpectedVerifier::Certificate(expected)) => {
            same_verifier("certificate", expected, found)
        }
        (LoggedVerifier::Key(found), ExpectedVerifier::Key(expected)) => {
            same_verifier("publicKey", expected, found)
        }
        (LoggedVerifier::Key(found), ExpectedVerifier::Certificate(expected)) => {
            Err(mismatch("certificate", expected, found))
        }
        (LoggedVerifier::Certificate(found), ExpectedVerifier::Key(expected)) => {
            Err(mismatch("publicKey", expected, found))
        }
    }
}

fn same_digest(part: &'static str, expected: &Digest, found: &Digest) -> Result<(), Error> {
    if expected == found {
        return Ok(());
    }
    Err(Error::LogEntryMismatch { part, expected: expected.hex(), found: found.hex() })
}

fn same_verifier(part: &'static str, expected: &[u8], found: &[u8]) -> Result<(), Error> {
    if expected == found { Ok(()) } else { Err(mismatch(part, expected, found)) }
}

/// Long values are told apart by their SHA-256.
fn mismatch(part: &'static str, expected: &[u8], found: &[u8]) -> Error {
    let name = |bytes: &[u8]| {
        if bytes.is_empty() {
            return "-".to_owned();
        }
        hex::encode(Digest::of(DigestAlgorithm::Sha256, bytes).as_bytes())
    };
    Error::LogEntryMismatch { part, expected: name(expected), found: name(found) }
}
