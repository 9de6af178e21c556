//! DSSE envelopes (DSSE v1.0.2, protocol and envelope).

use crate::encoding::json::Node;
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
}

/// One signature of an envelope. Its key id is an unauthenticated hint and plays no part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EnvelopeSignature {
    pub(crate) bytes: Vec<u8>,
}

impl Envelope {
    /// Reads `{payload, payloadType, signatures:[{sig, keyid}]}`.
    pub(crate) fn from_json(node: &Node<'_>) -> Result<Self, Error> {
        let signatures = node
            .get("signatures")?
            .list(SIGNATURE_LIMIT)?
            .iter()
            .map(|signature| Ok(EnvelopeSignature { bytes: signature.get("sig")?.bytes()? }))
            .collect::<Result<_, Error>>()?;
        Ok(Self {
            payload: node.get("payload")?.bytes()?,
            payload_type: node.get("payloadType")?.text()?.to_owned(),
            signatures,
        })
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
