//! X.509 certificates, written field by field so that any of them can be wrong on purpose.

use crate::der;
use crate::keys::{Key, sha256};

const SCT_LIST: &str = "1.3.6.1.4.1.11129.2.4.2";
/// Fulcio's arc.
const FULCIO: &str = "1.3.6.1.4.1.57264.1";

/// The bits of key usage (RFC 5280 section 4.2.1.3).
pub const DIGITAL_SIGNATURE: u8 = 0;
pub const CERTIFICATE_SIGN: u8 = 5;
pub const CRL_SIGN: u8 = 6;

pub const CODE_SIGNING: &str = "1.3.6.1.5.5.7.3.3";
pub const TIME_STAMPING: &str = "1.3.6.1.5.5.7.3.8";
pub const SERVER_AUTH: &str = "1.3.6.1.5.5.7.3.1";

/// A certificate's issuer.
#[derive(Clone)]
pub struct Issuer {
    pub name: Vec<u8>,
    pub key: Key,
}

/// A subject alternative name.
#[derive(Clone, Debug)]
pub enum Name {
    Email(String),
    Uri(String),
    /// Fulcio's user names.
    Other(String),
}

/// What a certificate is to say.
#[derive(Clone)]
pub struct Template {
    pub serial: u64,
    pub subject: Vec<u8>,
    pub spki: Vec<u8>,
    pub not_before: i64,
    pub not_after: i64,
    pub basic_constraints: Option<(bool, Option<u64>)>,
    pub key_usage: Option<Vec<u8>>,
    pub extended_key_usage: Option<Vec<&'static str>>,
    pub names: Vec<Name>,
    pub names_critical: bool,
    /// Fulcio's extensions: last number and value.
    pub fulcio: Vec<(u8, Vec<u8>)>,
    /// Any other: identifier, critical, value.
    pub others: Vec<(&'static str, bool, Vec<u8>)>,
    /// Where the SCT list stands: before Fulcio's extensions or last.
    pub scts_first: bool,
}

impl Template {
    /// A certificate authority.
    pub fn authority(name: Vec<u8>, key: &Key, from: i64, until: i64) -> Self {
        Self {
            serial: 1,
            subject: name,
            spki: key.spki(),
            not_before: from,
            not_after: until,
            basic_constraints: Some((true, None)),
            key_usage: Some(vec![CERTIFICATE_SIGN, CRL_SIGN]),
            extended_key_usage: None,
            names: Vec::new(),
            names_critical: false,
            fulcio: Vec::new(),
            others: Vec::new(),
            scts_first: false,
        }
    }

    /// A signer's certificate as Fulcio issues it: no subject, ten minutes long.
    pub fn signer(key: &Key, name: Name, from: i64) -> Self {
        Self {
            serial: 0x1001,
            subject: der::sequence(&[]),
            not_before: from,
            not_after: from + 600,
            basic_constraints: None,
            key_usage: Some(vec![DIGITAL_SIGNATURE]),
            extended_key_usage: Some(vec![CODE_SIGNING]),
            names: vec![name],
            names_critical: true,
            ..Self::authority(Vec::new(), key, from, from)
        }
    }

    /// Adds one of Fulcio's extensions: raw text up to number 6, a UTF8String after it.
    pub fn with_fulcio(mut self, number: u8, text: &str) -> Self {
        let value = if number <= 6 { text.as_bytes().to_vec() } else { der::utf8(text) };
        self.fulcio.push((number, value));
        self
    }

    /// `TBSCertificate`; without SCTs it is what certificate logs sign.
    pub fn tbs(&self, issuer: &Issuer, scts: Option<&[u8]>) -> Vec<u8> {
        let validity = der::sequence(&[
            &der::validity_time(self.not_before),
            &der::validity_time(self.not_after),
        ]);
        der::sequence(&[
            &der::context(0, &der::integer(2)),
            &der::integer(self.serial),
            &issuer.key.certificate_algorithm(),
            &issuer.name,
            &validity,
            &self.subject,
            &self.spki,
            &der::context(3, &der::sequence(&[&self.extensions(issuer, scts)])),
        ])
    }

    /// The whole certificate.
    pub fn issue(&self, issuer: &Issuer, scts: Option<&[u8]>) -> Vec<u8> {
        let tbs = self.tbs(issuer, scts);
        let signature = der::bits(&issuer.key.sign(&tbs));
        der::sequence(&[&tbs, &issuer.key.certificate_algorithm(), &signature])
    }

    fn extensions(&self, issuer: &Issuer, scts: Option<&[u8]>) -> Vec<u8> {
        let mut list = Vec::new();
        if let Some(bits) = &self.key_usage {
            list.push(extension("2.5.29.15", true, &der::named_bits(bits)));
        }
        if let Some(purposes) = &self.extended_key_usage {
            let oids: Vec<u8> = purposes.iter().flat_map(|purpose| der::oid(purpose)).collect();
            let critical = purposes.contains(&TIME_STAMPING);
            list.push(extension("2.5.29.37", critical, &der::tagged(0x30, &oids)));
        }
        if let Some((ca, length)) = self.basic_constraints {
            let ca = if ca { der::boolean(true) } else { Vec::new() };
            let length = length.map(der::integer).unwrap_or_default();
            list.push(extension("2.5.29.19", true, &der::sequence(&[&ca, &length])));
        }
        list.push(extension("2.5.29.14", false, &der::octets(&key_id(&self.spki))));
        let authority_key = der::context_primitive(0, &key_id(&issuer.key.spki()));
        list.push(extension("2.5.29.35", false, &der::sequence(&[&authority_key])));
        if !self.names.is_empty() {
            let names: Vec<u8> = self.names.iter().flat_map(general_name).collect();
            list.push(extension("2.5.29.17", self.names_critical, &der::tagged(0x30, &names)));
        }
        let logged = scts.map(|scts| extension(SCT_LIST, false, scts));
        if self.scts_first {
            list.extend(logged.clone());
        }
        for (number, value) in &self.fulcio {
            list.push(extension(&format!("{FULCIO}.{number}"), false, value));
        }
        for (oid, critical, value) in &self.others {
            list.push(extension(oid, *critical, value));
        }
        if !self.scts_first {
            list.extend(logged);
        }
        list.concat()
    }
}

/// `CN=..., O=...` in Fulcio's order: organisation first.
pub fn distinguished_name(organization: &str, common_name: &str) -> Vec<u8> {
    let part = |oid: &str, text: &str| {
        der::set_of(vec![der::sequence(&[&der::oid(oid), &der::utf8(text)])])
    };
    der::sequence(&[&part("2.5.4.10", organization), &part("2.5.4.3", common_name)])
}

/// A key identifier (RFC 7093 method 1: the start of SHA-256).
pub fn key_id(spki: &[u8]) -> Vec<u8> {
    sha256(spki)[..20].to_vec()
}

fn extension(oid: &str, critical: bool, value: &[u8]) -> Vec<u8> {
    let critical = if critical { der::boolean(true) } else { Vec::new() };
    der::sequence(&[&der::oid(oid), &critical, &der::octets(value)])
}

fn general_name(name: &Name) -> Vec<u8> {
    match name {
        Name::Email(text) => der::context_primitive(1, text.as_bytes()),
        Name::Uri(text) => der::context_primitive(6, text.as_bytes()),
        Name::Other(text) => {
            let value = der::context(0, &der::utf8(text));
            der::context(0, &[der::oid(&format!("{FULCIO}.7")), value].concat())
        }
    }
}
