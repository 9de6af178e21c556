//! Timestamps (RFC 3161).

use crate::digest::{Digest, DigestAlgorithm};
use crate::encoding::der::{self, Reader, Tlv};
use crate::error::Error;
use crate::formats::cms::{self, SignedData};
use crate::time::UnixTime;

/// `id-ct-TSTInfo`.
pub(crate) const TST_INFO: &str = "1.2.840.113549.1.9.16.1.4";
const PATH: &str = "rfc3161Timestamp";

/// A time stamp token: what a timestamp authority signed, and its signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TimestampToken {
    pub(crate) signed_data: SignedData,
    pub(crate) info: TstInfo,
}

/// RFC 3161 section 2.4.2.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TstInfo {
    pub(crate) policy: String,
    /// Digest of what was stamped.
    pub(crate) imprint: Digest,
    pub(crate) time: UnixTime,
}

impl TimestampToken {
    /// Reads a `TimeStampResp`, or the bare token that some formats store instead.
    pub(crate) fn from_der(bytes: &[u8]) -> Result<Self, Error> {
        let mut outer = Reader::new(bytes, PATH);
        let sequence = outer.expect(der::SEQUENCE)?;
        outer.finish()?;
        let mut fields = sequence.reader(PATH);
        if fields.peek_tag() == Some(der::OID) {
            return Self::from_content_info(sequence.raw);
        }
        let status = fields.expect(der::SEQUENCE)?.reader(PATH).expect(der::INTEGER)?;
        match status.unsigned(PATH)? {
            0 | 1 => {}
            status => return Err(Error::TimestampNotGranted { status }),
        }
        let token = fields.expect(der::SEQUENCE)?;
        fields.finish()?;
        Self::from_content_info(token.raw)
    }

    fn from_content_info(bytes: &[u8]) -> Result<Self, Error> {
        let signed_data = SignedData::from_content_info(bytes, PATH)?;
        let content = signed_data.content.as_deref().ok_or_else(invalid)?;
        if signed_data.content_type != TST_INFO || signed_data.signer.attributes.is_none() {
            return Err(invalid());
        }
        let info = TstInfo::from_der(content)?;
        Ok(Self { signed_data, info })
    }
}

impl TstInfo {
    fn from_der(bytes: &[u8]) -> Result<Self, Error> {
        let mut outer = Reader::new(bytes, PATH);
        let mut fields = outer.expect(der::SEQUENCE)?.reader(PATH);
        outer.finish()?;
        if fields.expect(der::INTEGER)?.unsigned(PATH)? != 1 {
            return Err(invalid());
        }
        let policy = fields.next()?.oid(PATH)?;
        let imprint = read_imprint(&fields.expect(der::SEQUENCE)?)?;
        fields.expect(der::INTEGER)?;
        let time = fields.expect(der::GENERALIZED_TIME)?.time(PATH)?;
        fields.optional(der::SEQUENCE)?;
        fields.optional(der::BOOLEAN)?;
        fields.optional(der::INTEGER)?;
        fields.optional(der::CONTEXT_0)?;
        if let Some(extensions) = fields.optional(der::CONTEXT_1)? {
            refuse_critical(&extensions)?;
        }
        fields.finish()?;
        Ok(Self { policy, imprint, time })
    }
}

fn read_imprint(tlv: &Tlv<'_>) -> Result<Digest, Error> {
    let mut fields = tlv.reader(PATH);
    let algorithm = cms::digest_algorithm(&fields.expect(der::SEQUENCE)?, PATH)?;
    let bytes = fields.expect(der::OCTET_STRING)?.value;
    fields.finish()?;
    if algorithm == DigestAlgorithm::Sha1 {
        return Err(Error::AlgorithmUnsupported { algorithm: "sha1".to_owned() });
    }
    Digest::from_bytes(algorithm, bytes).map_err(|_| invalid())
}

/// No extension of `TSTInfo` is understood, so a critical one must stop the reader.
fn refuse_critical(extensions: &Tlv<'_>) -> Result<(), Error> {
    let mut list = extensions.reader(PATH);
    while !list.is_empty() {
        let mut fields = list.expect(der::SEQUENCE)?.reader(PATH);
        fields.expect(der::OID)?;
        if fields.optional(der::BOOLEAN)?.is_some_and(|critical| critical.value != [0]) {
            return Err(invalid());
        }
    }
    Ok(())
}

fn invalid() -> Error {
    Error::DerInvalid { path: PATH.to_owned() }
}
