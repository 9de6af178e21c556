//! Cryptographic Message Syntax signed data with one signer (RFC 5652).

use crate::crypto::Scheme;
use crate::digest::DigestAlgorithm;
use crate::encoding::der::{self, Reader, Tlv};
use crate::error::Error;
use crate::formats::certificate::scheme_of_oid;
use crate::time::UnixTime;

const SIGNED_DATA: &str = "1.2.840.113549.1.7.2";
const CONTENT_TYPE: &str = "1.2.840.113549.1.9.3";
const MESSAGE_DIGEST: &str = "1.2.840.113549.1.9.4";
const SIGNING_TIME: &str = "1.2.840.113549.1.9.5";
/// RFC 2634 section 5.4.
const SIGNING_CERTIFICATE: &str = "1.2.840.113549.1.9.16.2.12";
/// RFC 5035 section 3.
const SIGNING_CERTIFICATE_V2: &str = "1.2.840.113549.1.9.16.2.47";
const RSA_PSS: &str = "1.2.840.113549.1.1.10";
const MGF1: &str = "1.2.840.113549.1.1.8";
/// More certificates or attributes than this are an error, not work.
const LIST_LIMIT: usize = 32;

/// `SignedData` with exactly one `SignerInfo`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SignedData {
    pub(crate) content_type: String,
    /// The encapsulated content; `None` when it is detached.
    pub(crate) content: Option<Vec<u8>>,
    /// Certificates the message carries, in DER: hints, never trust.
    pub(crate) certificates: Vec<Vec<u8>>,
    pub(crate) signer: SignerInfo,
}

/// RFC 5652 section 5.3.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SignerInfo {
    pub(crate) id: SignerId,
    pub(crate) digest: DigestAlgorithm,
    pub(crate) attributes: Option<SignedAttributes>,
    /// `None` where the algorithm is not supported.
    pub(crate) scheme: Option<Scheme>,
    pub(crate) signature: Vec<u8>,
    /// Each value of each attribute that is not under the signature, in DER, by the attribute.
    unsigned: Vec<(String, Vec<u8>)>,
}

/// Which certificate signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SignerId {
    /// Raw DER issuer name and the serial number's content.
    IssuerAndSerial {
        issuer: Vec<u8>,
        serial: Vec<u8>,
    },
    SubjectKeyId(Vec<u8>),
}

/// The attributes under the signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SignedAttributes {
    /// As signed: the received bytes with the tag of a SET (RFC 5652 section 5.4).
    pub(crate) der: Vec<u8>,
    pub(crate) content_type: String,
    pub(crate) message_digest: Vec<u8>,
    /// Digest of the signer's certificate, if the signer bound it.
    pub(crate) certificate_digest: Option<(DigestAlgorithm, Vec<u8>)>,
    /// When the signer says to have signed, by his own clock.
    pub(crate) signing_time: Option<UnixTime>,
}

impl SignedData {
    /// Reads a `ContentInfo` that holds signed data.
    pub(crate) fn from_content_info(bytes: &[u8], path: &'static str) -> Result<Self, Error> {
        let mut outer = Reader::new(bytes, path);
        let mut info = outer.expect(der::SEQUENCE)?.reader(path);
        outer.finish()?;
        if info.next()?.oid(path)? != SIGNED_DATA {
            return Err(invalid(path));
        }
        let mut wrapper = info.expect(der::CONTEXT_0)?.reader(path);
        info.finish()?;
        let mut data = wrapper.expect(der::SEQUENCE)?.reader(path);
        wrapper.finish()?;
        data.expect(der::INTEGER)?;
        data.expect(der::SET)?;
        let (content_type, content) = read_content(&data.expect(der::SEQUENCE)?, path)?;
        let certificates = match data.optional(der::CONTEXT_0)? {
            Some(list) => read_all(&list, path)?.iter().map(|one| one.raw.to_vec()).collect(),
            None => Vec::new(),
        };
        data.optional(der::CONTEXT_1)?;
        let mut signers = data.expect(der::SET)?.reader(path);
        data.finish()?;
        let signer = SignerInfo::from_tlv(&signers.expect(der::SEQUENCE)?, path)?;
        signers.finish()?;
        Ok(Self { content_type, content, certificates, signer })
    }
}

impl SignerInfo {
    fn from_tlv(tlv: &Tlv<'_>, path: &'static str) -> Result<Self, Error> {
        let mut fields = tlv.reader(path);
        fields.expect(der::INTEGER)?;
        let id = SignerId::from_tlv(&fields.next()?, path)?;
        let digest = digest_algorithm(&fields.expect(der::SEQUENCE)?, path)?;
        // An Ed25519 signature would hide it: the attributes bind the content by this digest alone.
        if digest == DigestAlgorithm::Sha1 {
            return Err(Error::AlgorithmUnsupported { algorithm: digest.name().to_owned() });
        }
        let attributes = match fields.optional(der::CONTEXT_0)? {
            Some(list) => Some(SignedAttributes::from_tlv(&list, path)?),
            None => None,
        };
        let scheme = signature_scheme(&fields.expect(der::SEQUENCE)?, digest, path)?;
        let signature = fields.expect(der::OCTET_STRING)?.value.to_vec();
        let unsigned = match fields.optional(der::CONTEXT_1)? {
            Some(list) => read_unsigned(&list, path)?,
            None => Vec::new(),
        };
        fields.finish()?;
        Ok(Self { id, digest, attributes, scheme, signature, unsigned })
    }

    /// The values of an attribute that is not under the signature.
    pub(crate) fn unsigned<'a>(&'a self, oid: &str) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        let oid = oid.to_owned();
        let values = self.unsigned.iter().filter(move |(named, _)| *named == oid);
        values.map(|(_, value)| value.as_slice())
    }
}

#[inline(never)]
fn read_unsigned(tlv: &Tlv<'_>, path: &'static str) -> Result<Vec<(String, Vec<u8>)>, Error> {
    let mut found = Vec::new();
    for attribute in read_all(tlv, path)? {
        let mut fields = attribute.reader(path);
        let oid = fields.next()?.oid(path)?;
        let mut values = fields.expect(der::SET)?.reader(path);
        fields.finish()?;
        while !values.is_empty() && found.len() < LIST_LIMIT {
            found.push((oid.clone(), values.next()?.raw.to_vec()));
        }
    }
    Ok(found)
}

impl SignerId {
    fn from_tlv(tlv: &Tlv<'_>, path: &'static str) -> Result<Self, Error> {
        match tlv.tag {
            der::SEQUENCE => {
                let mut fields = tlv.reader(path);
                let issuer = fields.expect(der::SEQUENCE)?.raw.to_vec();
                let serial = fields.expect(der::INTEGER)?.value.to_vec();
                fields.finish()?;
                Ok(Self::IssuerAndSerial { issuer, serial })
            }
            der::CONTEXT_0_PRIMITIVE => Ok(Self::SubjectKeyId(tlv.value.to_vec())),
            _ => Err(invalid(path)),
        }
    }
}

impl SignedAttributes {
    fn from_tlv(tlv: &Tlv<'_>, path: &'static str) -> Result<Self, Error> {
        let mut content_type = None;
        let mut message_digest = None;
        let mut certificate_digest = None;
        let mut signing_time = None;
        let mut seen = Vec::new();
        for attribute in read_all(tlv, path)? {
            let mut fields = attribute.reader(path);
            let oid = fields.next()?.oid(path)?;
            let mut values = fields.expect(der::SET)?.reader(path);
            fields.finish()?;
            let value = values.next()?;
            if seen.contains(&oid) || !values.is_empty() {
                return Err(invalid(path));
            }
            match oid.as_str() {
                CONTENT_TYPE => content_type = Some(value.oid(path)?),
                MESSAGE_DIGEST if value.tag == der::OCTET_STRING => {
                    message_digest = Some(value.value.to_vec());
                }
                SIGNING_TIME => signing_time = value.time(path).ok(),
                SIGNING_CERTIFICATE => {
                    certificate_digest.get_or_insert(ess_certificate_id(&value, path)?);
                }
                SIGNING_CERTIFICATE_V2 => {
                    certificate_digest = Some(ess_certificate_id_v2(&value, path)?);
                }
                _ => {}
            }
            seen.push(oid);
        }
        Ok(Self {
            der: der::encode(der::SET, tlv.value),
            content_type: content_type.ok_or_else(|| invalid(path))?,
            message_digest: message_digest.ok_or_else(|| invalid(path))?,
            certificate_digest,
            signing_time,
        })
    }
}

/// A hash algorithm's `AlgorithmIdentifier`.
pub(crate) fn digest_algorithm(
    tlv: &Tlv<'_>,
    path: &'static str,
) -> Result<DigestAlgorithm, Error> {
    let oid = tlv.reader(path).next()?.oid(path)?;
    Ok(match oid.as_str() {
        "1.3.14.3.2.26" => DigestAlgorithm::Sha1,
        "2.16.840.1.101.3.4.2.1" => DigestAlgorithm::Sha256,
        "2.16.840.1.101.3.4.2.2" => DigestAlgorithm::Sha384,
        "2.16.840.1.101.3.4.2.3" => DigestAlgorithm::Sha512,
        _ => return Err(Error::AlgorithmUnsupported { algorithm: oid }),
    })
}

fn read_content(tlv: &Tlv<'_>, path: &'static str) -> Result<(String, Option<Vec<u8>>), Error> {
    let mut fields = tlv.reader(path);
    let content_type = fields.next()?.oid(path)?;
    let content = match fields.optional(der::CONTEXT_0)? {
        Some(wrapper) => {
            let mut inner = wrapper.reader(path);
            let bytes = inner.expect(der::OCTET_STRING)?.value.to_vec();
            inner.finish()?;
            Some(bytes)
        }
        None => None,
    };
    fields.finish()?;
    Ok((content_type, content))
}

fn read_all<'a>(list: &Tlv<'a>, path: &'static str) -> Result<Vec<Tlv<'a>>, Error> {
    let mut reader = list.reader(path);
    let mut found = Vec::new();
    while !reader.is_empty() {
        if found.len() == LIST_LIMIT {
            return Err(invalid(path));
        }
        found.push(reader.expect(der::SEQUENCE)?);
    }
    Ok(found)
}

/// The scheme of a signer, whose algorithm may leave the digest to `digestAlgorithm`.
fn signature_scheme(
    tlv: &Tlv<'_>,
    digest: DigestAlgorithm,
    path: &'static str,
) -> Result<Option<Scheme>, Error> {
    let mut fields = tlv.reader(path);
    let oid = fields.next()?.oid(path)?;
    Ok(match oid.as_str() {
        "1.2.840.10045.2.1" => Some(Scheme::Ecdsa(digest)),
        "1.2.840.113549.1.1.1" => Some(Scheme::RsaPkcs1v15(digest)),
        RSA_PSS => {
            let parameters = fields.expect(der::SEQUENCE)?;
            (pss_digest(&parameters, path)? == digest).then_some(Scheme::RsaPss(digest))
        }
        other => {
            scheme_of_oid(other).filter(|scheme| scheme.digest().is_none_or(|own| own == digest))
        }
    })
}

/// The digest of RSASSA-PSS parameters (RFC 4055 section 3.1), which its mask must share.
#[inline(never)]
fn pss_digest(tlv: &Tlv<'_>, path: &'static str) -> Result<DigestAlgorithm, Error> {
    let mut fields = tlv.reader(path);
    let mut hash = fields.expect(der::CONTEXT_0)?.reader(path);
    let digest = digest_algorithm(&hash.expect(der::SEQUENCE)?, path)?;
    let mut mask = fields.expect(der::CONTEXT_1)?.reader(path);
    let mut mask = mask.expect(der::SEQUENCE)?.reader(path);
    let generator = mask.next()?.oid(path)?;
    let mask_digest = digest_algorithm(&mask.expect(der::SEQUENCE)?, path)?;
    if generator == MGF1 && mask_digest == digest { Ok(digest) } else { Err(invalid(path)) }
}

/// The first `ESSCertID`: SHA-1 of the certificate.
#[inline(never)]
fn ess_certificate_id(
    tlv: &Tlv<'_>,
    path: &'static str,
) -> Result<(DigestAlgorithm, Vec<u8>), Error> {
    let mut list = tlv.reader(path).expect(der::SEQUENCE)?.reader(path);
    let mut id = list.expect(der::SEQUENCE)?.reader(path);
    Ok((DigestAlgorithm::Sha1, id.expect(der::OCTET_STRING)?.value.to_vec()))
}

/// The first `ESSCertIDv2`: SHA-256 unless it names another hash.
fn ess_certificate_id_v2(
    tlv: &Tlv<'_>,
    path: &'static str,
) -> Result<(DigestAlgorithm, Vec<u8>), Error> {
    let mut list = tlv.reader(path).expect(der::SEQUENCE)?.reader(path);
    let mut id = list.expect(der::SEQUENCE)?.reader(path);
    let algorithm = match id.optional(der::SEQUENCE)? {
        Some(named) => digest_algorithm(&named, path)?,
        None => DigestAlgorithm::Sha256,
    };
    Ok((algorithm, id.expect(der::OCTET_STRING)?.value.to_vec()))
}

fn invalid(path: &str) -> Error {
    Error::DerInvalid { path: path.to_owned() }
}
