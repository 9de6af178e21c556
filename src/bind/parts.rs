//! Which loose part belongs to which signature? Log entries and timestamps name the signature they
//! are about. A certificate is named after it, or named by its log entry; where there is one of
//! each, they belong together.

use std::collections::{BTreeSet, HashMap};

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

/// Parts, by what a signature and what belongs to it have in common: each finds its few among
/// thousands.
#[derive(Debug)]
pub(crate) struct Parts<'a> {
    all: &'a [LoosePart],
    by_mark: HashMap<Vec<u8>, Vec<usize>>,
    /// By which hashes the parts name what they are about.
    algorithms: Vec<DigestAlgorithm>,
    /// The first certificate of each name, without its endings.
    certificates: HashMap<&'a str, (usize, &'a Certificate)>,
    /// The certificate, where there is no other.
    only: Option<(usize, &'a Certificate)>,
}

impl<'a> Parts<'a> {
    pub(crate) fn of(all: &'a [LoosePart]) -> Self {
        let (by_mark, algorithms) = (HashMap::new(), Vec::new());
        let mut parts = Self { all, by_mark, algorithms, certificates: HashMap::new(), only: None };
        let mut count = 0;
        for (index, LoosePart { name, part }) in all.iter().enumerate() {
            if let Part::Certificate(certificate) = part {
                let found = (index, &**certificate);
                parts.certificates.entry(stem(name)).or_insert(found);
                count += 1;
                parts.only = (count == 1).then_some(found);
            }
            for mark in marks(part) {
                if let Mark::Digest(digest) = &mark
                    && !parts.algorithms.contains(&digest.algorithm())
                {
                    parts.algorithms.push(digest.algorithm());
                }
                parts.by_mark.entry(mark.bytes().to_vec()).or_default().push(index);
            }
        }
        parts
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Those that share a mark with a signature, in their order.
    fn near(&self, bundle: &Bundle) -> impl Iterator<Item = (usize, &'a Part)> {
        let signature = bundle.signature();
        let mut bytes = vec![signature];
        let mut near = Vec::new();
        match &bundle.content {
            Content::Git(git) => bytes.push(git.object.id.as_bytes()),
            Content::Envelope(envelope) => {
                bytes.push(&envelope.payload);
                let document = envelope.document.as_ref().map(Digest::as_bytes);
                near.extend(document.and_then(|mark| self.by_mark.get(mark)));
            }
            _ => {}
        }
        near.extend(self.by_mark.get(signature));
        for algorithm in &self.algorithms {
            let digests = bytes.iter().map(|bytes| Digest::of(*algorithm, bytes));
            near.extend(digests.filter_map(|digest| self.by_mark.get(digest.as_bytes())));
        }
        let near: BTreeSet<usize> = near.into_iter().flatten().copied().collect();
        near.into_iter().filter_map(|index| Some((index, &self.all.get(index)?.part)))
    }

    /// The certificate named after the same file; else the only one, where there is one signature.
    fn certificate_for(&self, name: &str, alone: bool) -> Option<(usize, &'a Certificate)> {
        let named = self.certificates.get(stem(name)).copied();
        named.or(self.only.filter(|_| alone))
    }
}

/// What a part must share with a signature to belong to it.
enum Mark<'a> {
    Signature(&'a [u8]),
    Digest(&'a Digest),
}

impl Mark<'_> {
    fn bytes(&self) -> &[u8] {
        match self {
            Self::Signature(bytes) => bytes,
            Self::Digest(digest) => digest.as_bytes(),
        }
    }
}

fn marks(part: &Part) -> Vec<Mark<'_>> {
    let Part::Entry(entry) = part else {
        return match part {
            Part::Timestamp(token) => vec![Mark::Digest(&token.info.imprint)],
            _ => Vec::new(),
        };
    };
    let (digest, signatures) = match entry.content.as_ref().map(|body| &body.spec) {
        Ok(EntrySpec::Hash { digest, signature }) => (digest, core::slice::from_ref(signature)),
        Ok(EntrySpec::Envelope { payload, signatures, .. }) => (payload, signatures.as_slice()),
        Err(_) => return Vec::new(),
    };
    let signatures = signatures.iter().filter_map(|logged| logged.bytes.as_deref());
    signatures.map(Mark::Signature).chain([Mark::Digest(digest)]).collect()
}

/// The bundle with the parts that belong to it, and which these are.
///
/// `alone` says whether it is the only one that lacks a certificate.
pub(crate) fn complete(
    own: &Bundle,
    name: &str,
    parts: &Parts<'_>,
    alone: bool,
) -> (Bundle, Vec<usize>) {
    let mut bundle = own.clone();
    let mut used = Vec::new();
    for (index, part) in parts.near(own) {
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
        let found = parts.certificate_for(name, alone);
        used.extend(found.map(|(index, _)| index));
        let certificate = found.map(|(_, certificate)| certificate.clone());
        if let Some(leaf) = certificate.or_else(|| logged_certificate(&bundle)) {
            bundle.key_material = certified(leaf);
        }
    }
    (bundle, used)
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

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test's panic is its answer")]
mod tests {
    use super::*;
    use crate::formats::cosign;
    use crate::sniff::Kind;

    const ENTRY: &[u8] =
        include_bytes!("../../tests/vectors/cosign/signature-certificate-entry/evidence.rekor");
    const SIGNATURE: &[u8] =
        include_bytes!("../../tests/vectors/cosign/signature-certificate-entry/evidence.sig");
    const STAMP: &[u8] =
        include_bytes!("../../tests/vectors/cosign/timestamp-beside-entry/evidence.json");

    fn loose(part: Part) -> LoosePart {
        LoosePart { name: "part".to_owned(), part }
    }

    /// Entries about other signatures, with one about this among them.
    fn thousands() -> Vec<LoosePart> {
        let entry = cosign::log_entries(ENTRY).unwrap().remove(0);
        let stamp = cosign::timestamp(STAMP).unwrap();
        let mut parts = Vec::new();
        for number in 0..5_000_u16 {
            let mut other = entry.clone();
            if number != 777
                && let EntrySpec::Hash { signature, digest } =
                    &mut other.content.as_mut().unwrap().spec
            {
                signature.bytes = Some(number.to_be_bytes().to_vec());
                *digest = Digest::of(DigestAlgorithm::Sha256, &number.to_be_bytes());
            }
            parts.push(loose(Part::Entry(Box::new(other))));
        }
        parts.push(loose(Part::Timestamp(Box::new(stamp))));
        parts
    }

    #[test]
    fn a_signature_is_held_against_its_own_parts_alone() {
        let mut signatures = cosign::evidence(Kind::Signature, SIGNATURE).unwrap();
        let signature = signatures.remove(0);
        let parts = thousands();
        let parts = Parts::of(&parts);
        let near: Vec<usize> = parts.near(&signature).map(|(index, _)| index).collect();
        // Its entry, and the timestamp over it.
        assert_eq!(near, [777, 5_000]);
        let (completed, used) = complete(&signature, "file.sig", &parts, false);
        assert_eq!(used, near);
        assert_eq!((completed.entries.len(), completed.timestamps.len()), (1, 1));
    }
}
