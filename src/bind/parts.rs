//! Which loose part belongs to which signature? Log entries and timestamps name the signature they
//! are about. A certificate is named after it, or named by its log entry; where there is one of
//! each, they belong together.

use crate::digest::{Digest, DigestAlgorithm};
use crate::formats::bundle::{Bundle, BundleVersion, Content, KeyMaterial};
use crate::formats::certificate::Certificate;
use crate::formats::cosign::{Part, certified};
use crate::formats::log_entry::LogEntry;
use crate::formats::log_entry_body::{EntrySpec, LoggedSignature, LoggedVerifier};

/// A signature of more log entries or timestamps than this takes no further ones.
const LIMIT: usize = 32;
/// How files of signatures and certificates are named after what they belong to.
const ENDINGS: [&str; 9] =
    [".sig", ".signature", ".b64", ".pem", ".crt", ".cert", ".cer", ".der", ".bundle"];

/// A part that came in a file of its own.
#[derive(Clone, Debug)]
pub(crate) struct LoosePart {
    pub(crate) name: String,
    pub(crate) part: Part,
}

/// The bundle with the parts that belong to it, and which these are.
///
/// `alone` says whether it is the only one that lacks a certificate.
pub(crate) fn complete(
    own: &Bundle,
    name: &str,
    parts: &[LoosePart],
    alone: bool,
) -> (Bundle, Vec<usize>) {
    let mut bundle = own.clone();
    let mut used = Vec::new();
    for (index, LoosePart { part, .. }) in parts.iter().enumerate() {
        let belongs = match part {
            Part::Entry(entry) => take_entry(&mut bundle, entry),
            Part::Timestamp(token) => {
                let belongs = names_signature(&token.info.imprint, own);
                let known =
                    bundle.timestamps.iter().any(|known| known.as_ref().ok() == Some(&**token));
                if belongs && !known && bundle.timestamps.len() < LIMIT {
                    bundle.timestamps.push(Ok((**token).clone()));
                }
                belongs
            }
            Part::Certificate(_) => false,
        };
        if belongs {
            used.push(index);
        }
    }
    if lacks_certificate(&bundle) {
        let found = certificate_for(name, parts, alone);
        used.extend(found.map(|(index, _)| index));
        let certificate = found.map(|(_, certificate)| certificate.clone());
        if let Some(leaf) = certificate.or_else(|| logged_certificate(&bundle)) {
            bundle.key_material = certified(leaf);
        }
    }
    (bundle, used)
}

/// What a part must share with a git object to belong to it: finds the few among many.
pub(crate) fn marks(part: &LoosePart) -> Vec<Vec<u8>> {
    match &part.part {
        Part::Entry(entry) => match entry.content.as_ref().map(|body| &body.spec) {
            Ok(EntrySpec::Hash { digest, signature }) => {
                let signature = signature.bytes.iter().cloned();
                signature.chain([digest.as_bytes().to_vec()]).collect()
            }
            _ => Vec::new(),
        },
        Part::Timestamp(token) => vec![token.info.imprint.as_bytes().to_vec()],
        Part::Certificate(_) => Vec::new(),
    }
}

/// The marks of the parts that may belong to a git object.
pub(crate) fn git_marks(bundle: &Bundle) -> Vec<Vec<u8>> {
    let Content::Git(git) = &bundle.content else { return Vec::new() };
    let signature = bundle.signature();
    let mut marks = vec![signature.to_vec()];
    for algorithm in [DigestAlgorithm::Sha256, DigestAlgorithm::Sha384, DigestAlgorithm::Sha512] {
        for bytes in [signature, git.object.id.as_bytes()] {
            marks.push(Digest::of(algorithm, bytes).as_bytes().to_vec());
        }
    }
    marks
}

/// Whether nothing says by whose certificate or key the signature is.
pub(crate) fn lacks_certificate(bundle: &Bundle) -> bool {
    bundle.version == BundleVersion::Detached
        && !matches!(bundle.content, Content::Locked(_))
        && matches!(&bundle.key_material, KeyMaterial::PublicKey { hint } if hint.is_empty())
}

fn take_entry(bundle: &mut Bundle, entry: &LogEntry) -> bool {
    let Ok(body) = &entry.content else { return false };
    let same = |logged: &LoggedSignature| logged.bytes.as_deref() == Some(bundle.signature());
    let belongs = match (&body.spec, &bundle.content) {
        // gitsign's second signature is over the object's name.
        (EntrySpec::Hash { digest, signature }, Content::Git(git)) => {
            same(signature) || *digest == Digest::of(digest.algorithm(), git.object.id.as_bytes())
        }
        (EntrySpec::Hash { signature, .. }, _) => same(signature),
        (EntrySpec::Envelope { payload, signatures, .. }, Content::Envelope(envelope)) => {
            // The first kind of these entries recorded no signatures.
            let unnamed = || signatures.iter().all(|logged| logged.bytes.is_none());
            let of_payload = || *payload == Digest::of(payload.algorithm(), &envelope.payload);
            signatures.iter().any(same) || (unnamed() && of_payload())
        }
        (EntrySpec::Envelope { .. }, _) => false,
    };
    if belongs && !bundle.entries.contains(entry) && bundle.entries.len() < LIMIT {
        bundle.entries.push(entry.clone());
    }
    belongs
}

fn names_signature(imprint: &Digest, bundle: &Bundle) -> bool {
    !bundle.signature().is_empty() && bundle.is_stamped(imprint)
}

/// The certificate named after the same file; else the only one, where there is one signature.
fn certificate_for<'a>(
    name: &str,
    parts: &'a [LoosePart],
    alone: bool,
) -> Option<(usize, &'a Certificate)> {
    let certificates = parts.iter().enumerate().filter_map(|(index, loose)| match &loose.part {
        Part::Certificate(certificate) => Some((index, loose.name.as_str(), &**certificate)),
        Part::Entry(_) | Part::Timestamp(_) => None,
    });
    let certificates: Vec<_> = certificates.collect();
    let named = certificates.iter().find(|(_, other, _)| stem(other) == stem(name));
    let only = if alone && certificates.len() == 1 { certificates.first() } else { None };
    named.or(only).map(|(index, _, certificate)| (*index, *certificate))
}

/// The name without the endings that say what is in the file: `app` of `app-keyless.sig`.
fn stem(name: &str) -> &str {
    let mut stem = name.split('#').next().unwrap_or(name);
    while let Some(shorter) = ENDINGS.iter().find_map(|ending| stem.strip_suffix(ending)) {
        stem = shorter;
    }
    stem
}

/// The certificate that the log recorded with this very signature.
fn logged_certificate(bundle: &Bundle) -> Option<Certificate> {
    let verifiers = bundle.entries.iter().filter_map(|entry| entry.content.as_ref().ok());
    let mut certificates = verifiers.filter_map(|body| match &body.spec {
        EntrySpec::Hash { signature, .. } => verifier_certificate(signature),
        EntrySpec::Envelope { signatures, .. } => signatures.iter().find_map(verifier_certificate),
    });
    certificates.next()
}

fn verifier_certificate(logged: &LoggedSignature) -> Option<Certificate> {
    match &logged.verifier {
        LoggedVerifier::Certificate(der) => Certificate::from_der(der, "logEntry").ok(),
        LoggedVerifier::Key(_) => None,
    }
}
