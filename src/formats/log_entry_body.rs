//! What a log entry says: Rekor's `canonicalizedBody` (sigstore/rekor pkg/types, rekor-v2 spec).

use crate::crypto::PublicKey;
use crate::digest::{Digest, DigestAlgorithm};
use crate::encoding::json::{self, Node};
use crate::encoding::{base64, pem};
use crate::error::Error;

/// More signatures in one entry than this are an error.
const SIGNATURE_LIMIT: usize = 64;

/// The kinds of entries that signatures over files and envelopes are logged as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EntryBody {
    pub(crate) kind: String,
    pub(crate) version: String,
    pub(crate) spec: EntrySpec,
}

/// What was logged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum EntrySpec {
    /// `hashedrekord` and `rekord`: a signature over something with this digest.
    Hash {
        /// Digest of the signed bytes.
        digest: Digest,
        signature: LoggedSignature,
    },
    /// `dsse` and `intoto`: an envelope.
    Envelope {
        /// Digest of the payload.
        payload: Digest,
        /// The payload type, where the kind records it.
        payload_type: Option<String>,
        /// Signatures, each with its verifier; `intoto` 0.0.1 records no signature bytes.
        signatures: Vec<LoggedSignature>,
    },
}

/// A signature as the log recorded it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LoggedSignature {
    pub(crate) bytes: Option<Vec<u8>>,
    pub(crate) verifier: LoggedVerifier,
}

/// The key or certificate as the log recorded it, in DER.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum LoggedVerifier {
    Certificate(Vec<u8>),
    /// SubjectPublicKeyInfo.
    Key(Vec<u8>),
}

impl EntryBody {
    /// Reads the logged bytes.
    pub(crate) fn from_bytes(body: &[u8]) -> Result<Self, Error> {
        let json = json::parse(body)?;
        let root = Node::root(&json);
        let kind = root.get("kind")?.text()?.to_owned();
        let version = root.get("apiVersion")?.text()?.to_owned();
        let spec = root.get("spec")?;
        let spec = match (kind.as_str(), version.as_str()) {
            ("hashedrekord" | "rekord", "0.0.1") => hash_v1(&spec)?,
            ("hashedrekord", "0.0.2") => hash_v2(&spec.exact("hashedRekordV002")?)?,
            ("dsse", "0.0.1") => dsse_v1(&spec)?,
            ("dsse", "0.0.2") => dsse_v2(&spec.exact("dsseV002")?)?,
            ("intoto", "0.0.1") => intoto_v1(&spec)?,
            ("intoto", "0.0.2") => intoto_v2(&spec)?,
            _ => return Err(Error::LogEntryKindUnknown { kind, version }),
        };
        Ok(Self { kind, version, spec })
    }
}

fn hash_v1(spec: &Node<'_>) -> Result<EntrySpec, Error> {
    let signature = spec.get("signature")?;
    let key = signature.get("publicKey")?.get("content")?;
    Ok(EntrySpec::Hash {
        digest: hex_digest(&spec.get("data")?.get("hash")?)?,
        signature: LoggedSignature {
            bytes: Some(signature.get("content")?.bytes()?),
            verifier: pem_verifier(&key)?,
        },
    })
}

fn hash_v2(spec: &Node<'_>) -> Result<EntrySpec, Error> {
    Ok(EntrySpec::Hash {
        digest: proto_digest(&spec.get("data")?)?,
        signature: proto_signature(&spec.get("signature")?)?,
    })
}

fn dsse_v1(spec: &Node<'_>) -> Result<EntrySpec, Error> {
    let signatures = spec
        .get("signatures")?
        .list(SIGNATURE_LIMIT)?
        .iter()
        .map(|signature| {
            Ok(LoggedSignature {
                bytes: Some(signature.get("signature")?.bytes()?),
                verifier: pem_verifier(&signature.get("verifier")?)?,
            })
        })
        .collect::<Result<_, Error>>()?;
    let payload = hex_digest(&spec.get("payloadHash")?)?;
    Ok(EntrySpec::Envelope { payload, payload_type: None, signatures })
}

fn dsse_v2(spec: &Node<'_>) -> Result<EntrySpec, Error> {
    let signatures = spec
        .get("signatures")?
        .list(SIGNATURE_LIMIT)?
        .iter()
        .map(proto_signature)
        .collect::<Result<_, Error>>()?;
    let payload = proto_digest(&spec.get("payloadHash")?)?;
    Ok(EntrySpec::Envelope { payload, payload_type: None, signatures })
}

#[inline(never)]
fn intoto_v1(spec: &Node<'_>) -> Result<EntrySpec, Error> {
    let verifier = pem_verifier(&spec.get("publicKey")?)?;
    Ok(EntrySpec::Envelope {
        payload: hex_digest(&spec.get("content")?.get("payloadHash")?)?,
        payload_type: None,
        signatures: vec![LoggedSignature { bytes: None, verifier }],
    })
}

fn intoto_v2(spec: &Node<'_>) -> Result<EntrySpec, Error> {
    let content = spec.get("content")?;
    let envelope = content.get("envelope")?;
    let signatures = envelope
        .get("signatures")?
        .list(SIGNATURE_LIMIT)?
        .iter()
        .map(|signature| {
            let sig = signature.get("sig")?;
            // Rekor encodes these signatures in base64 twice.
            let once = sig.bytes()?;
            let text = core::str::from_utf8(&once).map_err(|_| sig.invalid("base64 of base64"))?;
            Ok(LoggedSignature {
                bytes: Some(base64::decode(text, sig.path())?),
                verifier: pem_verifier(&signature.get("publicKey")?)?,
            })
        })
        .collect::<Result<_, Error>>()?;
    Ok(EntrySpec::Envelope {
        payload: hex_digest(&content.get("payloadHash")?)?,
        payload_type: Some(envelope.get("payloadType")?.text()?.to_owned()),
        signatures,
    })
}

/// `{algorithm: "sha256", value: hex}`.
fn hex_digest(node: &Node<'_>) -> Result<Digest, Error> {
    let algorithm = node.get("algorithm")?;
    let known = DigestAlgorithm::from_name(algorithm.text()?)
        .filter(|known| *known != DigestAlgorithm::Sha1)
        .ok_or_else(|| algorithm.invalid("sha256, sha384 or sha512"))?;
    let value = node.get("value")?;
    Digest::from_hex(known, value.text()?).map_err(|_| value.invalid("a digest in hexadecimal"))
}

/// protobuf-specs `HashOutput`: `{algorithm: "SHA2_256", digest: base64}`.
pub(crate) fn proto_digest(node: &Node<'_>) -> Result<Digest, Error> {
    let algorithm = node.get("algorithm")?;
    let known = match algorithm.value() {
        Some(json::Json::String(name)) => match name.as_str() {
            "SHA2_256" => Some(DigestAlgorithm::Sha256),
            "SHA2_384" => Some(DigestAlgorithm::Sha384),
            "SHA2_512" => Some(DigestAlgorithm::Sha512),
            _ => None,
        },
        // Protobuf JSON allows an enumeration's number in place of its name.
        Some(json::Json::Integer(number)) => match number {
            1 => Some(DigestAlgorithm::Sha256),
            2 => Some(DigestAlgorithm::Sha384),
            3 => Some(DigestAlgorithm::Sha512),
            _ => None,
        },
        _ => None,
    };
    let known = known.ok_or_else(|| algorithm.invalid("SHA2_256, SHA2_384 or SHA2_512"))?;
    let digest = node.get("digest")?;
    Digest::from_bytes(known, &digest.bytes()?)
        .map_err(|_| digest.invalid("a digest of that algorithm's length"))
}

/// Rekor v2 `{content, verifier: {x509Certificate | publicKey: {rawBytes}}}`.
fn proto_signature(node: &Node<'_>) -> Result<LoggedSignature, Error> {
    let verifier = node.get("verifier")?;
    let certificate = verifier.get("x509Certificate")?;
    let key = verifier.get("publicKey")?;
    let verifier = match (certificate.is_present(), key.is_present()) {
        (true, false) => LoggedVerifier::Certificate(certificate.get("rawBytes")?.bytes()?),
        (false, true) => LoggedVerifier::Key(key.get("rawBytes")?.bytes()?),
        _ => return Err(verifier.invalid("a certificate or a public key")),
    };
    Ok(LoggedSignature { bytes: Some(node.get("content")?.bytes()?), verifier })
}

/// Rekor v1: base64 of PEM, either a certificate or a public key.
fn pem_verifier(node: &Node<'_>) -> Result<LoggedVerifier, Error> {
    let text = node.bytes()?;
    let mut blocks = pem::blocks(&text)?.into_iter();
    let (Some(block), None) = (blocks.next(), blocks.next()) else {
        return Err(node.invalid("one PEM block"));
    };
    match block.label.as_str() {
        "CERTIFICATE" => Ok(LoggedVerifier::Certificate(block.der)),
        "PUBLIC KEY" => Ok(LoggedVerifier::Key(block.der)),
        "RSA PUBLIC KEY" => {
            let key = PublicKey::from_pkcs1_rsa_der(&block.der, node.path())?;
            Ok(LoggedVerifier::Key(key.spki_der().to_vec()))
        }
        _ => Err(Error::PemInvalid { expected: "CERTIFICATE or PUBLIC KEY".to_owned() }),
    }
}
