//! X.509 certificates (RFC 5280), read once by x509-parser into what verification asks for.

use x509_parser::certificate::Validity;
use x509_parser::error::X509Error;
use x509_parser::extensions::{
    self, AuthorityKeyIdentifier, GeneralName, KeyIdentifier, SubjectAlternativeName,
};
use x509_parser::prelude::FromDer;
use x509_parser::x509::X509Name;

use crate::crypto::{PublicKey, Scheme};
use crate::digest::{Digest, DigestAlgorithm};
use crate::encoding::der;
use crate::error::Error;
use crate::formats::distinguished_name;
use crate::formats::fulcio::{self, FulcioExtensions};
use crate::time::{UnixTime, Window};

mod fields;

use self::fields::{Extension, Fields};

/// Object identifier of the list of embedded SCTs (RFC 6962 section 3.3).
const SCT_LIST: &str = "1.3.6.1.4.1.11129.2.4.2";
const SUBJECT_KEY_ID: &str = "2.5.29.14";
const KEY_USAGE: &str = "2.5.29.15";
const SUBJECT_ALTERNATIVE_NAME: &str = "2.5.29.17";
const BASIC_CONSTRAINTS: &str = "2.5.29.19";
const AUTHORITY_KEY_ID: &str = "2.5.29.35";
const EXTENDED_KEY_USAGE: &str = "2.5.29.37";
/// Critical extensions that verification looks at (RFC 5280 section 4.2).
const HANDLED: [&str; 4] =
    [KEY_USAGE, SUBJECT_ALTERNATIVE_NAME, BASIC_CONSTRAINTS, EXTENDED_KEY_USAGE];

/// One certificate, with its signed bytes kept as they came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Certificate {
    der: Vec<u8>,
    tbs: Vec<u8>,
    /// Issuer and subject as raw DER names, compared byte by byte.
    pub(crate) issuer: Vec<u8>,
    pub(crate) subject: Vec<u8>,
    /// The names again, for people.
    pub(crate) issuer_text: String,
    pub(crate) subject_text: String,
    /// Serial number, as the DER INTEGER's content.
    pub(crate) serial: Vec<u8>,
    /// Validity, both ends inclusive (RFC 5280 section 4.1.2.5).
    pub(crate) validity: Window,
    pub(crate) key: Result<PublicKey, Error>,
    pub(crate) signature: CertificateSignature,
    pub(crate) basic_constraints: BasicConstraints,
    pub(crate) key_usage: Option<KeyUsage>,
    pub(crate) extended_key_usage: Option<ExtendedKeyUsage>,
    pub(crate) names: Vec<SubjectName>,
    pub(crate) subject_key_id: Option<Vec<u8>>,
    pub(crate) authority_key_id: Option<Vec<u8>>,
    /// Critical extensions that nothing here understands.
    pub(crate) unhandled_critical: Vec<String>,
    pub(crate) fulcio: FulcioExtensions,
    pub(crate) scts: Vec<SignedCertificateTimestamp>,
}

/// How a certificate was signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CertificateSignature {
    /// `None` where the algorithm is not supported.
    pub(crate) scheme: Option<Scheme>,
    /// Object identifier of the algorithm.
    pub(crate) algorithm: String,
    pub(crate) bytes: Vec<u8>,
}

/// RFC 5280 section 4.2.1.9.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct BasicConstraints {
    pub(crate) ca: bool,
    pub(crate) path_length: Option<u32>,
}

/// The two usages that matter here (RFC 5280 section 4.2.1.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct KeyUsage {
    pub(crate) digital_signature: bool,
    pub(crate) certificate_sign: bool,
}

/// RFC 5280 section 4.2.1.12.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ExtendedKeyUsage {
    pub(crate) any: bool,
    pub(crate) code_signing: bool,
    pub(crate) time_stamping: bool,
}

/// A subject alternative name (RFC 5280 section 4.2.1.6), byte for byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SubjectName {
    pub(crate) kind: SubjectNameKind,
    pub(crate) value: String,
}

/// Which kind of name a subject alternative name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SubjectNameKind {
    /// A DNS name.
    Dns,
    /// An e-mail address.
    Email,
    /// Fulcio's user name, 1.3.6.1.4.1.57264.1.7.
    OtherName,
    /// A URI.
    Uri,
}

/// An embedded SCT (RFC 6962 section 3.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SignedCertificateTimestamp {
    pub(crate) version: u8,
    pub(crate) log_id: Vec<u8>,
    /// Milliseconds since the epoch, as signed.
    pub(crate) timestamp_ms: u64,
    pub(crate) extensions: Vec<u8>,
    /// TLS hash and signature algorithm numbers (RFC 5246 section 7.4.1.4.1).
    pub(crate) algorithms: (u8, u8),
    pub(crate) signature: Vec<u8>,
}

impl Certificate {
    /// Reads one DER certificate; `path` says where it stands, for the error.
    pub(crate) fn from_der(der: &[u8], path: &str) -> Result<Self, Error> {
        let invalid = || Error::DerInvalid { path: path.to_owned() };
        let fields = Fields::split(der).map_err(|_| invalid())?;
        let issuer: X509Name<'_> = whole(fields.issuer).ok_or_else(invalid)?;
        let subject: X509Name<'_> = whole(fields.subject).ok_or_else(invalid)?;
        let validity: Validity = whole(fields.validity).ok_or_else(invalid)?;
        let mut certificate = Self {
            der: der.to_vec(),
            tbs: fields.tbs.to_vec(),
            issuer: fields.issuer.to_vec(),
            subject: fields.subject.to_vec(),
            issuer_text: distinguished_name::text(&issuer),
            subject_text: distinguished_name::text(&subject),
            serial: fields.serial.to_vec(),
            validity: Window {
                start: Some(UnixTime::from_seconds(validity.not_before.timestamp())),
                end: Some(UnixTime::from_seconds(validity.not_after.timestamp())),
            },
            key: PublicKey::from_spki_der(fields.spki, path),
            signature: CertificateSignature {
                scheme: scheme_of_oid(&fields.algorithm),
                algorithm: fields.algorithm,
                bytes: fields.signature.to_vec(),
            },
            basic_constraints: BasicConstraints::default(),
            key_usage: None,
            extended_key_usage: None,
            names: Vec::new(),
            subject_key_id: None,
            authority_key_id: None,
            unhandled_critical: Vec::new(),
            fulcio: FulcioExtensions::default(),
            scts: Vec::new(),
        };
        for extension in &fields.extensions {
            certificate.read_extension(extension, path)?;
        }
        Ok(certificate)
    }

    fn read_extension(&mut self, extension: &Extension<'_>, path: &str) -> Result<(), Error> {
        let invalid = || Error::DerInvalid { path: path.to_owned() };
        let Extension { oid, critical, value } = extension;
        if *critical && !HANDLED.contains(&oid.as_str()) {
            self.unhandled_critical.push(oid.clone());
        }
        match oid.as_str() {
            AUTHORITY_KEY_ID => {
                let id: AuthorityKeyIdentifier<'_> = whole(value).ok_or_else(invalid)?;
                self.authority_key_id = id.key_identifier.map(|id| id.0.to_vec());
            }
            BASIC_CONSTRAINTS => {
                let constraints: extensions::BasicConstraints = whole(value).ok_or_else(invalid)?;
                self.basic_constraints = BasicConstraints {
                    ca: constraints.ca,
                    path_length: constraints.path_len_constraint,
                };
            }
            EXTENDED_KEY_USAGE => {
                let usage: extensions::ExtendedKeyUsage<'_> = whole(value).ok_or_else(invalid)?;
                self.extended_key_usage = Some(ExtendedKeyUsage {
                    any: usage.any,
                    code_signing: usage.code_signing,
                    time_stamping: usage.time_stamping,
                });
            }
            KEY_USAGE => {
                let usage: extensions::KeyUsage = whole(value).ok_or_else(invalid)?;
                self.key_usage = Some(KeyUsage {
                    digital_signature: usage.digital_signature(),
                    certificate_sign: usage.key_cert_sign(),
                });
            }
            SCT_LIST => {
                let list = extensions::parse_ct_signed_certificate_timestamp_list(value);
                let list = list.ok().filter(|(rest, _)| rest.is_empty()).ok_or_else(invalid)?.1;
                self.scts = list.iter().map(SignedCertificateTimestamp::from_parsed).collect();
            }
            SUBJECT_ALTERNATIVE_NAME => {
                let names: SubjectAlternativeName<'_> = whole(value).ok_or_else(invalid)?;
                self.names = subject_names(&names.general_names, path)?;
            }
            SUBJECT_KEY_ID => {
                let id: KeyIdentifier<'_> = whole(value).ok_or_else(invalid)?;
                self.subject_key_id = Some(id.0.to_vec());
            }
            _ => self.fulcio.read(oid, value, path)?,
        }
        Ok(())
    }

    /// The whole certificate, as it came.
    pub(crate) fn der(&self) -> &[u8] {
        &self.der
    }

    /// The part that its issuer signed, as it came.
    pub(crate) fn tbs(&self) -> &[u8] {
        &self.tbs
    }

    /// SHA-256 of the whole certificate.
    pub(crate) fn fingerprint(&self) -> Digest {
        Digest::of(DigestAlgorithm::Sha256, &self.der)
    }

    /// Whether issuer and subject are the same name.
    pub(crate) fn is_self_issued(&self) -> bool {
        self.issuer == self.subject
    }

    /// The TBSCertificate that the CT log signed: without the SCT list, all else byte for byte
    /// (RFC 6962 section 3.2).
    pub(crate) fn precertificate_tbs(&self) -> Result<Vec<u8>, Error> {
        const PATH: &str = "tbsCertificate";
        let mut outer = der::Reader::new(&self.tbs, PATH);
        let sequence = outer.expect(der::SEQUENCE)?;
        let mut fields = sequence.reader(PATH);
        let mut content = Vec::with_capacity(self.tbs.len());
        while !fields.is_empty() {
            let field = fields.next()?;
            if field.tag == der::EXTENSIONS {
                content.extend(extensions_without_scts(&field)?);
            } else {
                content.extend_from_slice(field.raw);
            }
        }
        Ok(der::encode(der::SEQUENCE, &content))
    }
}

/// A value of DER with nothing behind it.
fn whole<'a, T: FromDer<'a, X509Error>>(der: &'a [u8]) -> Option<T> {
    T::from_der(der).ok().filter(|(rest, _)| rest.is_empty()).map(|(_, value)| value)
}

impl SignedCertificateTimestamp {
    fn from_parsed(sct: &x509_parser::extensions::SignedCertificateTimestamp<'_>) -> Self {
        Self {
            version: sct.version.0,
            log_id: sct.id.key_id.to_vec(),
            timestamp_ms: sct.timestamp,
            extensions: sct.extensions.0.to_vec(),
            algorithms: (sct.signature.hash_alg_id, sct.signature.sign_alg_id),
            signature: sct.signature.data.to_vec(),
        }
    }
}

impl SubjectNameKind {
    /// The kind's name in reports.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Dns => "dns",
            Self::Email => "email",
            Self::OtherName => "other-name",
            Self::Uri => "uri",
        }
    }
}

/// Signature algorithms that carry their digest in the identifier (RFC 5758, RFC 4055, RFC 8410).
///
/// RSASSA-PSS (RFC 4055) names its hash in parameters and is not used by any certificate that
/// this project must accept.
pub(crate) fn scheme_of_oid(oid: &str) -> Option<Scheme> {
    Some(match oid {
        "1.2.840.10045.4.3.2" => Scheme::Ecdsa(DigestAlgorithm::Sha256),
        "1.2.840.10045.4.3.3" => Scheme::Ecdsa(DigestAlgorithm::Sha384),
        "1.2.840.10045.4.3.4" => Scheme::Ecdsa(DigestAlgorithm::Sha512),
        "1.2.840.113549.1.1.11" => Scheme::RsaPkcs1v15(DigestAlgorithm::Sha256),
        "1.2.840.113549.1.1.12" => Scheme::RsaPkcs1v15(DigestAlgorithm::Sha384),
        "1.2.840.113549.1.1.13" => Scheme::RsaPkcs1v15(DigestAlgorithm::Sha512),
        "1.3.101.112" => Scheme::Ed25519,
        _ => return None,
    })
}

fn subject_names(names: &[GeneralName<'_>], path: &str) -> Result<Vec<SubjectName>, Error> {
    let name = |kind, value: &str| SubjectName { kind, value: value.to_owned() };
    let mut found = Vec::new();
    for general in names {
        match general {
            GeneralName::DNSName(value) => found.push(name(SubjectNameKind::Dns, value)),
            GeneralName::RFC822Name(value) => found.push(name(SubjectNameKind::Email, value)),
            GeneralName::URI(value) => found.push(name(SubjectNameKind::Uri, value)),
            GeneralName::OtherName(oid, value) if oid.to_id_string() == fulcio::OTHER_NAME => {
                found.push(name(SubjectNameKind::OtherName, &fulcio::other_name(value)?));
            }
            GeneralName::Invalid(..) => {
                return Err(Error::DerInvalid { path: path.to_owned() });
            }
            _ => {}
        }
    }
    Ok(found)
}

fn extensions_without_scts(field: &der::Tlv<'_>) -> Result<Vec<u8>, Error> {
    const PATH: &str = "tbsCertificate.extensions";
    let mut wrapper = field.reader(PATH);
    let mut list = wrapper.expect(der::SEQUENCE)?.reader(PATH);
    let mut kept = Vec::with_capacity(field.raw.len());
    while !list.is_empty() {
        let extension = list.expect(der::SEQUENCE)?;
        if extension.reader(PATH).next()?.oid(PATH)? != SCT_LIST {
            kept.extend_from_slice(extension.raw);
        }
    }
    Ok(der::encode(der::EXTENSIONS, &der::encode(der::SEQUENCE, &kept)))
}
