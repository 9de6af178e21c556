//! Signatures of gitsign over git objects: CMS without content, whose unsigned attributes hold the
//! log entry and timestamps (gitsign internal/rekor/oid, internal/signature; RFC 5652).

use crate::crypto::{KeyAlgorithm, PublicKey};
use crate::digest::{Digest, DigestAlgorithm};
use crate::encoding::der::{self, Reader};
use crate::encoding::{base64, hex, pem};
use crate::error::Error;
use crate::formats::bundle::{Bundle, Content, KeyMaterial};
use crate::formats::certificate::Certificate;
use crate::formats::cms::{SignedData, SignerId, SignerInfo};
use crate::formats::cosign::{certified, detached};
use crate::formats::git_object::{GitObject, ObjectKind};
use crate::formats::git_text;
use crate::formats::log_entry::{InclusionProof, LogEntry};
use crate::formats::log_entry_body::EntryBody;
use crate::formats::protobuf::Message;
use crate::formats::timestamp::TimestampToken;
use crate::time::UnixTime;

const PATH: &str = "signature";
/// `id-data`.
pub(crate) const DATA: &str = "1.2.840.113549.1.7.1";
/// The largest object that is read, in bytes.
pub(crate) const OBJECT_LIMIT: usize = 16 * 1024 * 1024;
/// The log entry as protobuf; before v0.7.0 the first of the entry's parts.
const ENTRY: &str = "1.3.6.1.4.1.57264.3.1";
/// The parts of the entry, as gitsign stored them before v0.7.0.
const PARTS: &str = "1.3.6.1.4.1.57264.3.";
/// A timestamp over the signature (RFC 3161 appendix A).
const TIMESTAMP: &str = "1.2.840.113549.1.9.16.2.14";
/// RFC 6962 trees have at most 2^63 leaves.
const HASH_LIMIT: usize = 64;

/// A git object with gitsign's signature over it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct GitSignature {
    pub(crate) object: GitObject,
    pub(crate) signer: SignerInfo,
}

/// Reads a commit or tag with its signature, in whichever way it was handed over.
#[inline(never)]
pub(crate) fn git_object(bytes: &[u8]) -> Result<Bundle, Error> {
    let (kind, body) = git_text::content(bytes, OBJECT_LIMIT)?;
    signed_object(kind, &body)
}

/// Reads a commit's or tag's content with its signature.
pub(crate) fn signed_object(kind: ObjectKind, body: &[u8]) -> Result<Bundle, Error> {
    let object = GitObject::parse(kind, body)?;
    let data = SignedData::from_content_info(&object.signature, PATH)?;
    // The signature is over the object, not over a copy that came with it.
    if data.content.is_some() || data.content_type != DATA {
        return Err(invalid());
    }
    let leaf = signer_certificate(&data)?;
    // The same armour holds S/MIME signatures, by certificates for mail.
    if !leaf.extended_key_usage.is_some_and(|usage| usage.code_signing) {
        return Err(Error::SignatureOfOtherTool { tool: "smime".to_owned() });
    }
    let entry = embedded_entry(&data.signer, &leaf)?;
    let timestamps = data.signer.unsigned(TIMESTAMP).map(TimestampToken::from_der).collect();
    let content = Content::Git(Box::new(GitSignature { object, signer: data.signer }));
    let mut bundle: Bundle = detached(content, KeyMaterial::unsaid());
    bundle.key_material = certified(leaf);
    bundle.entries.extend(entry);
    bundle.timestamps = timestamps;
    Ok(bundle)
}

/// The certificate that the signer names, wherever it stands among the others.
fn signer_certificate(data: &SignedData) -> Result<Certificate, Error> {
    let certificates: Vec<Certificate> =
        data.certificates.iter().filter_map(|der| Certificate::from_der(der, PATH).ok()).collect();
    let named = |certificate: &Certificate| match &data.signer.id {
        SignerId::IssuerAndSerial { issuer, serial } => {
            certificate.issuer == *issuer && certificate.serial == *serial
        }
        SignerId::SubjectKeyId(id) => certificate.subject_key_id.as_ref() == Some(id),
    };
    certificates.into_iter().find(named).ok_or(Error::SignerCertificateMissing {})
}

fn embedded_entry(signer: &SignerInfo, leaf: &Certificate) -> Result<Option<LogEntry>, Error> {
    let Some(value) = signer.unsigned(ENTRY).next() else { return Ok(None) };
    match value.first() {
        Some(&der::OCTET_STRING) => {
            let mut outer = Reader::new(value, PATH);
            let message = outer.expect(der::OCTET_STRING)?;
            outer.finish()?;
            entry_from_protobuf(message.value, signer, leaf).map(Some)
        }
        _ => entry_from_parts(signer, logged_body(signer, leaf)).map(Some),
    }
}

fn attributes_digest(signer: &SignerInfo) -> Digest {
    let attributes = signer.attributes.as_ref().map(|attributes| attributes.der.as_slice());
    Digest::of(DigestAlgorithm::Sha256, attributes.unwrap_or_default())
}

/// gitsign leaves the body out: it is made anew, from what it must be about.
fn logged_body(signer: &SignerInfo, leaf: &Certificate) -> Vec<u8> {
    let digest = attributes_digest(signer);
    let key = base64::encode(pem::encode("CERTIFICATE", leaf.der()).as_bytes());
    let signature = base64::encode(&signer.signature);
    let hash = format!(r#"{{"algorithm":"sha256","value":"{}"}}"#, hex::encode(digest.as_bytes()));
    let signed = format!(r#"{{"content":"{signature}","publicKey":{{"content":"{key}"}}}}"#);
    let spec = format!(r#"{{"data":{{"hash":{hash}}},"signature":{signed}}}"#);
    format!(r#"{{"apiVersion":"0.0.1","kind":"hashedrekord","spec":{spec}}}"#).into_bytes()
}

/// The same as Rekor v2 writes it (rekor-tiles `HashedRekordLogEntryV002`).
fn logged_body_v2(signer: &SignerInfo, leaf: &Certificate) -> Vec<u8> {
    let digest = base64::encode(attributes_digest(signer).as_bytes());
    let (key, signature) = (base64::encode(leaf.der()), base64::encode(&signer.signature));
    let details = match leaf.key.as_ref().map(PublicKey::algorithm) {
        Ok(KeyAlgorithm::EcdsaP384) => "PKIX_ECDSA_P384_SHA_384",
        Ok(KeyAlgorithm::EcdsaP521) => "PKIX_ECDSA_P521_SHA_512",
        // gitsign has no other keys than of this kind.
        _ => "PKIX_ECDSA_P256_SHA_256",
    };
    let data = format!(r#"{{"algorithm":"SHA2_256","digest":"{digest}"}}"#);
    let verifier =
        format!(r#"{{"keyDetails":"{details}","x509Certificate":{{"rawBytes":"{key}"}}}}"#);
    let signed = format!(r#"{{"content":"{signature}","verifier":{verifier}}}"#);
    let spec = format!(r#"{{"hashedRekordV002":{{"data":{data},"signature":{signed}}}}}"#);
    format!(r#"{{"apiVersion":"0.0.2","kind":"hashedrekord","spec":{spec}}}"#).into_bytes()
}

/// protobuf-specs `TransparencyLogEntry`, with the field numbers of its definition.
fn entry_from_protobuf(
    bytes: &[u8],
    signer: &SignerInfo,
    leaf: &Certificate,
) -> Result<LogEntry, Error> {
    let entry = Message::parse(bytes, PATH)?;
    let log_id = Message::parse(entry.bytes(2), PATH)?.bytes(1).to_vec();
    let kind_version = Message::parse(entry.bytes(3), PATH)?;
    let promise = Message::parse(entry.bytes(5), PATH)?.bytes(1).to_vec();
    let proof = entry.bytes(6);
    let integrated_time = seconds(entry.number(4));
    let named = kind_version.text(2)?;
    // gitsign writes 0.0.1 whatever the log was; Rekor v2 neither promises nor tells the time.
    let second = named == "0.0.2" || (promise.is_empty() && integrated_time.is_none());
    let body = if second { logged_body_v2(signer, leaf) } else { logged_body(signer, leaf) };
    Ok(LogEntry {
        log_index: entry.number(1),
        log_id,
        kind: kind_version.text(1)?,
        kind_version: if second { "0.0.2".to_owned() } else { named },
        integrated_time,
        promise: (!promise.is_empty()).then_some(promise),
        proof: if proof.is_empty() { None } else { Some(proof_from_protobuf(proof)?) },
        content: EntryBody::from_bytes(&body),
        body,
    })
}

fn proof_from_protobuf(bytes: &[u8]) -> Result<InclusionProof, Error> {
    let proof = Message::parse(bytes, PATH)?;
    let hash = |bytes: &[u8]| bytes.try_into().map_err(|_| invalid());
    let checkpoint = Message::parse(proof.bytes(5), PATH)?.text(1)?;
    Ok(InclusionProof {
        log_index: proof.number(1),
        root_hash: proof.bytes(2).to_vec(),
        tree_size: proof.number(3),
        hashes: proof.all(4).take(HASH_LIMIT + 1).map(hash).collect::<Result<_, Error>>()?,
        checkpoint: (!checkpoint.is_empty()).then_some(checkpoint),
    })
}

/// Nine attributes, each with one part of the entry.
fn entry_from_parts(signer: &SignerInfo, body: Vec<u8>) -> Result<LogEntry, Error> {
    let part = |number: u8| {
        let value = signer.unsigned(&format!("{PARTS}{number}")).next().ok_or_else(invalid)?;
        Reader::new(value, PATH).next()
    };
    let text = |number: u8| Ok(String::from_utf8_lossy(part(number)?.value).into_owned());
    let hash = |text: &str| hex::decode(text, PATH)?.try_into().map_err(|_| invalid());
    let mut list = part(5)?.reader(PATH);
    let mut hashes: Vec<[u8; 32]> = Vec::new();
    while !list.is_empty() && hashes.len() <= HASH_LIMIT {
        hashes.push(hash(&String::from_utf8_lossy(list.next()?.value))?);
    }
    let root: [u8; 32] = hash(&text(6)?)?;
    Ok(LogEntry {
        log_index: part(2)?.unsigned(PATH)?,
        log_id: hex::decode(&text(1)?, PATH)?,
        kind: "hashedrekord".to_owned(),
        kind_version: "0.0.1".to_owned(),
        integrated_time: seconds(part(0)?.unsigned(PATH)?),
        promise: Some(part(3)?.value.to_vec()),
        proof: Some(InclusionProof {
            log_index: part(8)?.unsigned(PATH)?,
            root_hash: root.to_vec(),
            tree_size: part(7)?.unsigned(PATH)?,
            hashes,
            checkpoint: Some(text(4)?),
        }),
        content: EntryBody::from_bytes(&body),
        body,
    })
}

fn seconds(number: u64) -> Option<UnixTime> {
    i64::try_from(number).ok().filter(|seconds| *seconds > 0).map(UnixTime::from_seconds)
}

fn invalid() -> Error {
    Error::DerInvalid { path: PATH.to_owned() }
}
