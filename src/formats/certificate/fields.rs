//! A certificate, field by field.

use crate::encoding::der;
use crate::error::Error;

/// The unique identifiers of section 4.1.2.8, which nothing uses.
const ISSUER_UNIQUE_ID: u8 = 0x81;
const SUBJECT_UNIQUE_ID: u8 = 0x82;
/// More extensions than this are an error, not work; Fulcio writes 25 at most.
const EXTENSION_LIMIT: usize = 64;

/// The fields of a certificate, each as it came (RFC 5280 section 4.1). Only what stands in a field is
/// for x509-parser to read: its reader of the whole would bring those of every extension there is.
pub(super) struct Fields<'a> {
    pub(super) tbs: &'a [u8],
    pub(super) serial: &'a [u8],
    pub(super) issuer: &'a [u8],
    pub(super) validity: &'a [u8],
    pub(super) subject: &'a [u8],
    pub(super) spki: &'a [u8],
    pub(super) extensions: Vec<Extension<'a>>,
    /// Object identifier of the signature's algorithm.
    pub(super) algorithm: String,
    pub(super) signature: &'a [u8],
}

/// One extension (RFC 5280 section 4.2).
pub(super) struct Extension<'a> {
    pub(super) oid: String,
    pub(super) critical: bool,
    pub(super) value: &'a [u8],
}

impl<'a> Fields<'a> {
    const PATH: &'static str = "certificate";

    /// Splits a certificate; that both its algorithms are the same is part of its form.
    pub(super) fn split(der: &'a [u8]) -> Result<Self, Error> {
        let mut outer = der::Reader::new(der, Self::PATH);
        let mut certificate = outer.expect(der::SEQUENCE)?.reader(Self::PATH);
        outer.finish()?;
        let tbs = certificate.expect(der::SEQUENCE)?;
        let algorithm = certificate.expect(der::SEQUENCE)?;
        let signature = certificate.expect(der::BIT_STRING)?.octets(Self::PATH)?;
        certificate.finish()?;
        let mut fields = tbs.reader(Self::PATH);
        fields.optional(der::CONTEXT_0)?;
        let serial = fields.expect(der::INTEGER)?.value;
        // Signed part and outer one name the same algorithm, byte for byte (section 4.1.1.2).
        if fields.expect(der::SEQUENCE)?.raw != algorithm.raw {
            return Err(Error::DerInvalid { path: Self::PATH.to_owned() });
        }
        let issuer = fields.expect(der::SEQUENCE)?.raw;
        let validity = fields.expect(der::SEQUENCE)?.raw;
        let subject = fields.expect(der::SEQUENCE)?.raw;
        let spki = fields.expect(der::SEQUENCE)?.raw;
        fields.optional(ISSUER_UNIQUE_ID)?;
        fields.optional(SUBJECT_UNIQUE_ID)?;
        let extensions = fields.optional(der::EXTENSIONS)?;
        fields.finish()?;
        let extensions = extensions.map_or(Ok(Vec::new()), |list| Extension::list(&list))?;
        let algorithm = algorithm.reader(Self::PATH).next()?.oid(Self::PATH)?;
        Ok(Self {
            tbs: tbs.raw,
            serial,
            issuer,
            validity,
            subject,
            spki,
            extensions,
            algorithm,
            signature,
        })
    }
}

impl<'a> Extension<'a> {
    const PATH: &'static str = "certificate.extensions";

    /// All of them; none may be there twice.
    fn list(wrapper: &der::Tlv<'a>) -> Result<Vec<Self>, Error> {
        let invalid = || Error::DerInvalid { path: Self::PATH.to_owned() };
        let mut wrapper = wrapper.reader(Self::PATH);
        let mut list = wrapper.expect(der::SEQUENCE)?.reader(Self::PATH);
        wrapper.finish()?;
        let mut found: Vec<Self> = Vec::new();
        while !list.is_empty() {
            let extension = Self::from_tlv(&list.expect(der::SEQUENCE)?)?;
            let twice = found.iter().any(|known| known.oid == extension.oid);
            if twice || found.len() == EXTENSION_LIMIT {
                return Err(invalid());
            }
            found.push(extension);
        }
        Ok(found)
    }

    fn from_tlv(tlv: &der::Tlv<'a>) -> Result<Self, Error> {
        let mut fields = tlv.reader(Self::PATH);
        let oid = fields.next()?.oid(Self::PATH)?;
        // Some certificates write a true that is not DER's.
        let critical = fields.optional(der::BOOLEAN)?.is_some_and(|flag| flag.value != [0]);
        let value = fields.expect(der::OCTET_STRING)?.value;
        fields.finish()?;
        Ok(Self { oid, critical, value })
    }
}
