//! A timestamp authority (RFC 3161, RFC 5652, RFC 5816).

use serde_json::Value;

use crate::certificate::{
    DIGITAL_SIGNATURE, Issuer, TIME_STAMPING, Template, distinguished_name, key_id,
};
use crate::der;
use crate::keys::{Hash, Key, Scheme, sha1};
use crate::root::{Window, authority};

const TST_INFO: &str = "1.2.840.113549.1.9.16.1.4";

#[derive(Clone)]
pub struct TimestampAuthority {
    pub name: String,
    pub key: Key,
    /// Of the signer alone.
    pub certificate: Vec<u8>,
    pub issuer: Issuer,
    pub issuer_certificate: Vec<u8>,
    pub serial: u64,
    pub window: Window,
}

/// How one timestamp is made.
#[derive(Clone)]
pub struct StampRequest {
    pub time: i64,
    pub imprint: Hash,
    /// The digest of the signer's algorithm.
    pub digest: Hash,
    pub embed_certificate: bool,
    pub status: u64,
    /// What stands in place of the right attribute: its name here, and its value.
    pub content_type: &'static str,
    pub message_digest: Option<Vec<u8>>,
    pub certificate_digest: Option<Vec<u8>>,
    /// Signs the attributes where it should not be the authority's own key.
    pub signed_by: Option<Key>,
    /// The bare token, without `TimeStampResp` around it.
    pub bare: bool,
    /// RSA-PSS in place of PKCS #1 v1.5.
    pub pss: bool,
    /// How the token binds itself to the authority's certificate.
    pub binding: Binding,
    /// Names the signer by its key's id in place of issuer and serial number.
    pub by_key_id: bool,
    /// Digits after the second.
    pub fraction: &'static str,
    /// How often the signer's information is there.
    pub signers: usize,
}

/// The attribute that names the signer's certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binding {
    /// ESSCertIDv2 (RFC 5816): SHA-256.
    V2,
    /// ESSCertID (RFC 2634): SHA-1.
    V1,
    /// None.
    Absent,
}

impl StampRequest {
    pub fn at(time: i64) -> Self {
        Self {
            time,
            imprint: Hash::Sha256,
            digest: Hash::Sha256,
            embed_certificate: false,
            status: 0,
            content_type: TST_INFO,
            message_digest: None,
            certificate_digest: None,
            signed_by: None,
            bare: false,
            pss: false,
            binding: Binding::V2,
            by_key_id: false,
            fraction: "",
            signers: 1,
        }
    }
}

impl TimestampAuthority {
    pub fn new(world: &str, name: &str, key: Key, from: i64, until: i64) -> Self {
        let issuer = Issuer {
            name: distinguished_name(world, &format!("{name} root")),
            key: Key::p384(&format!("{world} {name} root")),
        };
        let issuer_certificate =
            Template::authority(issuer.name.clone(), &issuer.key, from, until).issue(&issuer, None);
        let mut authority = Self {
            name: name.to_owned(),
            key,
            certificate: Vec::new(),
            issuer,
            issuer_certificate,
            serial: 0x2001,
            window: Window::from(from),
        };
        authority.certificate =
            authority.template(world, from, until).issue(&authority.issuer, None);
        authority
    }

    /// What its own certificate says.
    pub fn template(&self, world: &str, from: i64, until: i64) -> Template {
        Template {
            serial: self.serial,
            basic_constraints: None,
            key_usage: Some(vec![DIGITAL_SIGNATURE]),
            extended_key_usage: Some(vec![TIME_STAMPING]),
            ..Template::authority(distinguished_name(world, &self.name), &self.key, from, until)
        }
    }

    /// `TimeStampResp` over a signature.
    pub fn stamp(&self, signature: &[u8], request: &StampRequest) -> Vec<u8> {
        if request.status > 1 {
            let status = der::sequence(&[&der::integer(request.status)]);
            return der::sequence(&[&status]);
        }
        let info = self.info(signature, request);
        let attributes = self.attributes(&info, request);
        let signed = der::set_of(attributes.clone());
        let key = request.signed_by.as_ref().unwrap_or(&self.key);
        let signature = key.sign_with(scheme(key, request), &signed);
        let signer = der::sequence(&[
            &der::integer(if request.by_key_id { 3 } else { 1 }),
            &self.signer_id(request),
            &der::algorithm(request.digest.oid()),
            &retagged(&signed, 0xa0),
            &signature_algorithm(key, request),
            &der::octets(&signature),
        ]);
        let certificates =
            if request.embed_certificate { der::context(0, &self.certificate) } else { Vec::new() };
        let data = der::sequence(&[
            &der::integer(3),
            &der::set_of(vec![der::algorithm(request.digest.oid())]),
            &der::sequence(&[&der::oid(TST_INFO), &der::context(0, &der::octets(&info))]),
            &certificates,
            &der::set_of(vec![signer; request.signers]),
        ]);
        let token = der::sequence(&[&der::oid("1.2.840.113549.1.7.2"), &der::context(0, &data)]);
        if request.bare {
            return token;
        }
        let status = der::sequence(&[&der::integer(request.status)]);
        der::sequence(&[&status, &token])
    }

    fn signer_id(&self, request: &StampRequest) -> Vec<u8> {
        if request.by_key_id {
            return der::context_primitive(0, &key_id(&self.key.spki()));
        }
        der::sequence(&[&self.issuer.name, &der::integer(self.serial)])
    }

    fn info(&self, signature: &[u8], request: &StampRequest) -> Vec<u8> {
        let imprint = der::sequence(&[
            &der::algorithm(request.imprint.oid()),
            &der::octets(&request.imprint.of(signature)),
        ]);
        der::sequence(&[
            &der::integer(1),
            &der::oid("1.3.6.1.4.1.57264.2"),
            &imprint,
            &der::integer(7),
            &der::generalized_time(request.time, request.fraction),
            &der::sequence(&[&der::integer(1)]),
        ])
    }

    fn attributes(&self, info: &[u8], request: &StampRequest) -> Vec<Vec<u8>> {
        let attribute =
            |oid: &str, value: Vec<u8>| der::sequence(&[&der::oid(oid), &der::set_of(vec![value])]);
        let digest = request.message_digest.clone().unwrap_or_else(|| request.digest.of(info));
        let mut attributes = vec![
            attribute("1.2.840.113549.1.9.3", der::oid(request.content_type)),
            attribute("1.2.840.113549.1.9.4", der::octets(&digest)),
        ];
        let (oid, own) = match request.binding {
            Binding::V2 => ("1.2.840.113549.1.9.16.2.47", Hash::Sha256.of(&self.certificate)),
            Binding::V1 => ("1.2.840.113549.1.9.16.2.12", sha1(&self.certificate)),
            Binding::Absent => return attributes,
        };
        let id = request.certificate_digest.clone().unwrap_or(own);
        let bound = der::sequence(&[&der::sequence(&[&der::sequence(&[&der::octets(&id)])])]);
        attributes.push(attribute(oid, bound));
        attributes
    }

    /// As `timestampAuthorities` of a trusted root has it.
    pub fn trusted(&self) -> Value {
        let chain = [self.certificate.clone(), self.issuer_certificate.clone()];
        authority(&self.name, "https://timestamp.authority.test", &chain, self.window)
    }
}

fn scheme(key: &Key, request: &StampRequest) -> Scheme {
    match key {
        Key::Rsa(_) if request.pss => Scheme::Pss(request.digest),
        Key::Rsa(_) => Scheme::Pkcs1v15(request.digest),
        Key::Ed25519(_) => Scheme::Ed25519,
        _ => Scheme::Ecdsa(request.digest),
    }
}

fn signature_algorithm(key: &Key, request: &StampRequest) -> Vec<u8> {
    let last = match request.digest {
        Hash::Sha1 => 1,
        Hash::Sha256 => 2,
        Hash::Sha384 => 3,
        Hash::Sha512 => 4,
    };
    match key {
        Key::Rsa(_) if request.pss => {
            let hash = der::algorithm(request.digest.oid());
            let mask = der::sequence(&[&der::oid("1.2.840.113549.1.1.8"), &hash]);
            let salt = der::integer(request.digest.of(&[]).len() as u64);
            let parameters = der::sequence(&[
                &der::context(0, &hash),
                &der::context(1, &mask),
                &der::context(2, &salt),
            ]);
            der::sequence(&[&der::oid("1.2.840.113549.1.1.10"), &parameters])
        }
        Key::Rsa(_) => der::algorithm_null("1.2.840.113549.1.1.1"),
        Key::Ed25519(_) => der::algorithm("1.3.101.112"),
        _ => der::algorithm(&format!("1.2.840.10045.4.3.{last}")),
    }
}

fn retagged(der: &[u8], tag: u8) -> Vec<u8> {
    let mut changed = der.to_vec();
    changed[0] = tag;
    changed
}
