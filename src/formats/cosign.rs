//! What cosign wrote before Sigstore bundles: signatures with their parts beside them, each in a
//! file of its own or together in one (cosign specs/SIGNATURE_SPEC.md; pkg/cosign/bundle,
//! `LocalSignedPayload`, `RekorBundle`, `RFC3161Timestamp`; Rekor's API, `LogEntry`).

use crate::encoding::json::{self, Node};
use crate::encoding::{base64, pem};
use crate::error::Error;
use crate::formats::bundle::{Bundle, BundleVersion, Content, KeyMaterial, MessageSignature};
use crate::formats::certificate::Certificate;
use crate::formats::cloud_build;
use crate::formats::dsse::{Envelope, EnvelopeSignature};
use crate::formats::gitsign;
use crate::formats::log_entry::LogEntry;
use crate::formats::npm;
use crate::formats::simple_signing::SimpleSigning;
use crate::formats::timestamp::TimestampToken;
use crate::sniff::{Kind, STORED};

/// A signature file of more bytes than this holds something else.
pub(crate) const SIGNATURE_LIMIT: usize = 16 * 1024;
/// More entries in one answer of a log than this are an error, not work.
const ENTRY_LIMIT: usize = 1_000;

/// What belongs to a signature and came in a file of its own.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Part {
    /// The signer's certificate; others beside it are hints and never trust.
    Certificate(Box<Certificate>),
    Entry(Box<LogEntry>),
    Timestamp(Box<TimestampToken>),
}

/// Reads what a document of this kind of evidence holds: one of cosign's forms, or a bundle. Each
/// signature of an envelope is a piece of evidence of its own.
///
/// None of the forms is inlined: what is no bundle lies in the half of the module that comes later.
pub(crate) fn evidence(kind: Kind, bytes: &[u8]) -> Result<Vec<Bundle>, Error> {
    let one = match kind {
        Kind::Signature => signature(bytes),
        Kind::CosignBundle => signed_payload(bytes),
        Kind::CosignSignature if bytes.starts_with(STORED) => stored_signature(bytes),
        Kind::CosignSignature => downloaded_signature(bytes),
        Kind::Envelope => return signatures(&Envelope::from_bytes(bytes)?, "$.signatures"),
        Kind::NpmVersion => return npm::versions(bytes),
        Kind::NpmLock => return npm::lock(bytes),
        Kind::CloudBuild => return cloud_build::bundles(bytes),
        Kind::GitObject => gitsign::git_object(bytes),
        _ => Bundle::from_json(bytes),
    };
    one.map(|one| vec![one])
}

/// A signature over a file: base64, or bytes (`cosign sign-blob --output-signature`).
#[inline(never)]
pub(crate) fn signature(bytes: &[u8]) -> Result<Bundle, Error> {
    let size = bytes.len();
    if size > SIGNATURE_LIMIT {
        let limit = u64::try_from(SIGNATURE_LIMIT).unwrap_or(u64::MAX);
        return Err(Error::InputTooLarge { size: u64::try_from(size).unwrap_or(u64::MAX), limit });
    }
    Ok(detached(Content::Message(message(signature_bytes(bytes))), KeyMaterial::unsaid()))
}

/// Base64 that may be broken into lines, as Go reads it.
fn wrapped(node: &Node<'_>) -> Result<Vec<u8>, Error> {
    base64::decode(&node.text()?.replace(['\r', '\n'], ""), node.path())
}

/// What is no base64 is the signature itself, as cosign reads it.
fn signature_bytes(bytes: &[u8]) -> Vec<u8> {
    let text =
        core::str::from_utf8(bytes).ok().map(|text| text.trim_ascii().replace(['\r', '\n'], ""));
    text.and_then(|text| base64::decode(&text, "$").ok()).unwrap_or_else(|| bytes.to_vec())
}

/// `{"base64Signature", "cert", "rekorBundle"}` (`cosign sign-blob --bundle`, `attest-blob`).
#[inline(never)]
pub(crate) fn signed_payload(bytes: &[u8]) -> Result<Bundle, Error> {
    let json = json::parse(bytes)?;
    let root = Node::root(&json);
    let content = content(wrapped(&root.exact("base64Signature")?)?)?;
    let mut bundle = detached(content, key_material(&root.exact("cert")?)?);
    bundle.entries.extend(rekor_bundle(&root.exact("rekorBundle")?)?);
    Ok(bundle)
}

/// `{"Base64Signature", "Payload", "Cert", "Bundle", "RFC3161Timestamp"}`, a line of what
/// `cosign download signature` prints.
#[inline(never)]
pub(crate) fn downloaded_signature(bytes: &[u8]) -> Result<Bundle, Error> {
    let json = json::parse(bytes)?;
    let root = Node::root(&json);
    let payload = root.exact("Payload")?.bytes()?;
    let certificate = root.exact("Cert")?;
    let key_material = if certificate.is_present() {
        let raw = certificate.exact("Raw")?;
        certified(Certificate::from_der(&raw.bytes()?, raw.path())?)
    } else {
        KeyMaterial::unsaid()
    };
    let signature = wrapped(&root.exact("Base64Signature")?)?;
    let content = Content::Payload(SimpleSigning::new(payload, signature)?);
    let mut bundle = detached(content, key_material);
    bundle.entries.extend(rekor_bundle(&root.exact("Bundle")?)?);
    let timestamp = root.exact("RFC3161Timestamp")?;
    if timestamp.is_present() {
        bundle.timestamps.push(Ok(signed_timestamp(&timestamp)?));
    }
    Ok(bundle)
}

/// `\0sigstore-json` and `{"mimeType", "payload", "annotations"}`, as containers/image stores it
/// beside a manifest.
#[inline(never)]
pub(crate) fn stored_signature(bytes: &[u8]) -> Result<Bundle, Error> {
    let json = json::parse(bytes.strip_prefix(STORED).unwrap_or(bytes))?;
    let root = Node::root(&json);
    let media_type = root.exact("mimeType")?.text()?;
    if media_type != SIMPLE_SIGNING {
        return Err(Error::MediaTypeUnknown { found: media_type.to_owned() });
    }
    annotated_signature(root.exact("payload")?.bytes()?, &root.exact("annotations")?)
}

/// A payload whose signature and parts stand in a descriptor's annotations.
pub(crate) fn annotated_signature(
    payload: Vec<u8>,
    annotations: &Node<'_>,
) -> Result<Bundle, Error> {
    let signature = wrapped(&annotations.exact("dev.cosignproject.cosign/signature")?)?;
    let content = Content::Payload(SimpleSigning::new(payload, signature)?);
    annotated(content, annotations)
}

/// Certificate, log entry and timestamp from a descriptor's annotations.
pub(crate) fn annotated(content: Content, annotations: &Node<'_>) -> Result<Bundle, Error> {
    let json_in = |name: &str| -> Result<Option<json::Json>, Error> {
        let node = annotations.exact(name)?;
        let text = if node.is_present() { node.text()? } else { "" };
        if text.is_empty() { Ok(None) } else { json::parse(text.as_bytes()).map(Some) }
    };
    let key_material = key_material(&annotations.exact("dev.sigstore.cosign/certificate")?)?;
    let mut bundle = detached(content, key_material);
    if let Some(entry) = json_in("dev.sigstore.cosign/bundle")? {
        bundle.entries.extend(rekor_bundle(&Node::root(&entry))?);
    }
    if let Some(timestamp) = json_in("dev.sigstore.cosign/rfc3161timestamp")? {
        bundle.timestamps.push(Ok(signed_timestamp(&Node::root(&timestamp))?));
    }
    Ok(bundle)
}

const SIMPLE_SIGNING: &str = "application/vnd.dev.cosign.simplesigning.v1+json";

/// An envelope alone (`{"payloadType", "payload", "signatures"}`), where a signature may bring its
/// certificate (`cert`, as slsa-github-generator writes it). Nothing in it proves a time.
pub(crate) fn envelope(root: &Node<'_>) -> Result<Vec<Bundle>, Error> {
    signatures(&Envelope::from_json(root)?, root.exact("signatures")?.path())
}

#[inline(never)]
fn signatures(envelope: &Envelope, path: &str) -> Result<Vec<Bundle>, Error> {
    if envelope.signatures.is_empty() {
        return Err(Error::FieldMissing { path: path.to_owned() });
    }
    let alone = |signature: &EnvelopeSignature| {
        let key_material = match &signature.certificate {
            Some(pem) => certified(certificate(pem.as_bytes(), "$.signatures.cert")?),
            None => KeyMaterial::unsaid(),
        };
        Ok(detached(Content::Envelope(envelope.with_only(signature.clone())), key_material))
    };
    envelope.signatures.iter().map(alone).collect()
}

/// Entries beside a signature: a `RekorBundle`, or an answer of Rekor's (`{uuid: {body, …}}`, or
/// a list of them).
pub(crate) fn log_entries(bytes: &[u8]) -> Result<Vec<LogEntry>, Error> {
    let json = json::parse(bytes)?;
    let root = Node::root(&json);
    let answers =
        if matches!(json, json::Json::Array(_)) { root.list(ENTRY_LIMIT)? } else { vec![root] };
    let mut entries = Vec::new();
    for answer in answers {
        match rekor_bundle(&answer)? {
            Some(entry) => entries.push(entry),
            None => {
                for (_, entry) in answer.entries(ENTRY_LIMIT)? {
                    entries.push(LogEntry::from_api(&entry)?);
                }
            }
        }
    }
    Ok(entries)
}

/// `{"SignedRFC3161Timestamp"}`, or the timestamp's bytes.
pub(crate) fn timestamp(bytes: &[u8]) -> Result<TimestampToken, Error> {
    if bytes.trim_ascii_start().starts_with(b"{") {
        let json = json::parse(bytes)?;
        return signed_timestamp(&Node::root(&json));
    }
    TimestampToken::from_der(bytes)
}

/// Certificates in PEM, in base64 of PEM, or one in DER; the signer's first.
pub(crate) fn certificate(bytes: &[u8], path: &str) -> Result<Certificate, Error> {
    if let Some(text) = pem::in_base64(bytes) {
        return certificate(&text, path);
    }
    if !bytes.trim_ascii_start().starts_with(b"-----BEGIN ") {
        return Certificate::from_der(bytes, path);
    }
    let blocks = pem::blocks(bytes)?;
    let block = blocks.iter().find(|block| block.label == "CERTIFICATE");
    let expected = || Error::PemInvalid { expected: "CERTIFICATE".to_owned() };
    Certificate::from_der(&block.ok_or_else(expected)?.der, path)
}

/// A signature whose parts may come from elsewhere.
pub(crate) fn detached(content: Content, key_material: KeyMaterial) -> Bundle {
    Bundle {
        media_type: String::new(),
        version: BundleVersion::Detached,
        key_material,
        entries: Vec::new(),
        timestamps: Vec::new(),
        content,
        cloud_build: None,
        pypi: None,
    }
}

pub(crate) fn certified(leaf: Certificate) -> KeyMaterial {
    KeyMaterial::Certificate { leaf: Box::new(leaf), others: Vec::new() }
}

fn message(signature: Vec<u8>) -> MessageSignature {
    MessageSignature { digest: None, signature }
}

/// `attest-blob` put the whole envelope where the signature stands.
fn content(signature: Vec<u8>) -> Result<Content, Error> {
    if !signature.trim_ascii_start().starts_with(b"{") {
        return Ok(Content::Message(message(signature)));
    }
    Ok(Content::Envelope(Envelope::from_bytes(&signature)?))
}

/// A certificate, or a key, which the verifier must already have.
fn key_material(node: &Node<'_>) -> Result<KeyMaterial, Error> {
    if !node.is_present() || node.text()?.is_empty() {
        return Ok(KeyMaterial::unsaid());
    }
    let text = node.text()?.as_bytes();
    let text = pem::in_base64(text).unwrap_or_else(|| text.to_vec());
    let blocks = pem::blocks(&text)?;
    if blocks.first().is_some_and(|block| block.label.ends_with("PUBLIC KEY")) {
        return Ok(KeyMaterial::unsaid());
    }
    Ok(certified(certificate(&text, node.path())?))
}

/// `{"SignedEntryTimestamp", "Payload": {body, integratedTime, logIndex, logID}}`.
pub(crate) fn rekor_bundle(node: &Node<'_>) -> Result<Option<LogEntry>, Error> {
    let promise = node.exact("SignedEntryTimestamp")?;
    let payload = node.exact("Payload")?;
    if !promise.is_present() || !payload.is_present() {
        return Ok(None);
    }
    let mut entry = LogEntry::from_api(&payload)?;
    entry.promise = Some(promise.bytes()?);
    Ok(Some(entry))
}

/// `{"SignedRFC3161Timestamp": base64 of a TimeStampResp}`.
fn signed_timestamp(node: &Node<'_>) -> Result<TimestampToken, Error> {
    TimestampToken::from_der(&node.exact("SignedRFC3161Timestamp")?.bytes()?)
}
