//! DSSE envelopes (DSSE v1.0.2, protocol and envelope).

use crate::digest::{Digest, DigestAlgorithm};
use crate::encoding::json::{self, Node};
use crate::error::Error;

/// The payload type of in-toto statements.
pub(crate) const IN_TOTO: &str = "application/vnd.in-toto+json";
/// More signatures than this on one envelope are an error, not work.
const SIGNATURE_LIMIT: usize = 64;

/// A signed payload with its type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Envelope {
    /// The payload's bytes, as they were signed.
    pub(crate) payload: Vec<u8>,
    pub(crate) payload_type: String,
    pub(crate) signatures: Vec<EnvelopeSignature>,
    pub(crate) signed: SignedForm,
    /// SHA-256 of the whole document, where the envelope is one: cosign's timestamps are over it.
    pub(crate) document: Option<Digest>,
}

/// What the signatures sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SignedForm {
    /// The pre-authentication encoding, as DSSE says.
    Encoding,
    /// The bare payload, as the first keys of Google Cloud Build did.
    Payload,
}

/// One signature of an envelope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EnvelopeSignature {
    pub(crate) bytes: Vec<u8>,
    /// What the envelope calls the key: an unauthenticated hint.
    pub(crate) key_id: String,
    /// The signer's certificate in PEM, as slsa-github-generator puts it there.
    pub(crate) certificate: Option<String>,
}

impl Envelope {
    /// Reads an envelope that is a document of its own.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let json = json::parse(bytes)?;
        let document = Some(Digest::of(DigestAlgorithm::Sha256, bytes.trim_ascii()));
        Ok(Self { document, ..Self::from_json(&Node::root(&json))? })
    }

    /// Reads `{payload, payloadType, signatures:[{sig, keyid}]}`.
    pub(crate) fn from_json(node: &Node<'_>) -> Result<Self, Error> {
        let signatures = node
            .get("signatures")?
            .list(SIGNATURE_LIMIT)?
            .iter()
            .map(EnvelopeSignature::from_json)
            .collect::<Result<_, Error>>()?;
        Ok(Self {
            payload: node.get("payload")?.bytes()?,
            payload_type: node.get("payloadType")?.text()?.to_owned(),
            signatures,
            signed: SignedForm::Encoding,
            document: None,
        })
    }

    /// The same envelope with one of its signatures alone.
    pub(crate) fn with_only(&self, signature: EnvelopeSignature) -> Self {
        Self {
            payload: self.payload.clone(),
            payload_type: self.payload_type.clone(),
            signatures: vec![signature],
            signed: self.signed,
            document: self.document.clone(),
        }
    }

    /// The bytes that the signatures are over.
    pub(crate) fn signed_bytes(&self) -> Vec<u8> {
        match self.signed {
            SignedForm::Encoding => self.pae(),
            SignedForm::Payload => self.payload.clone(),
        }
    }

    /// The pre-authentication encoding, which is what the signatures sign.
    pub(crate) fn pae(&self) -> Vec<u8> {
        let mut encoded = format!(
            "DSSEv1 {} {} {} ",
            self.payload_type.len(),
            self.payload_type,
            self.payload.len()
        )
        .into_bytes();
        encoded.extend_from_slice(&self.payload);
        encoded
    }
}

impl EnvelopeSignature {
    fn from_json(node: &Node<'_>) -> Result<Self, Error> {
        Ok(Self {
            bytes: node.get("sig")?.bytes()?,
            key_id: node.get("keyid")?.optional_text()?.unwrap_or_default().to_owned(),
            certificate: node.get("cert")?.optional_text()?.map(str::to_owned),
        })
    }
}
