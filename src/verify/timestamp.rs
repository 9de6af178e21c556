//! Did a timestamp authority of this domain see the signature? (RFC 3161, RFC 5652)

use crate::crypto::{Message, SignatureVerifier};
use crate::digest::Digest;
use crate::encoding::hex;
use crate::error::Error;
use crate::formats::bundle::Bundle;
use crate::formats::certificate::Certificate;
use crate::formats::cms::{SignedAttributes, SignerId};
use crate::formats::timestamp::{TST_INFO, TimestampToken};
use crate::time::UnixTime;
use crate::trust::authority::TrustedAuthority;
use crate::verify::chain::{Path, Purpose, path, verify_valid_at};
use crate::verify::purpose::verify_leaf;

/// A time that an authority of the domain signed over a signature.
#[derive(Debug)]
pub(crate) struct Stamp {
    pub(crate) time: UnixTime,
    /// What the trusted root calls the authority.
    pub(crate) authority: String,
}

/// The token is over this bundle's signature, and of an authority that was trusted at its time.
pub(crate) fn verify_timestamp(
    token: &TimestampToken,
    bundle: &Bundle,
    authorities: &[TrustedAuthority],
    now: UnixTime,
    crypto: &dyn SignatureVerifier,
) -> Result<Stamp, Error> {
    let imprint = &token.info.imprint;
    if !bundle.is_stamped(imprint) {
        let expected = Digest::of(imprint.algorithm(), bundle.signature());
        let (expected, found) = (expected.hex(), imprint.hex());
        return Err(Error::TimestampImprintMismatch { expected, found });
    }
    let mut refusal = unknown(token);
    for (trusted, position, signer) in signers(token, authorities) {
        match verify_with(token, trusted, position, signer, crypto) {
            Ok(authority) if token.info.time <= now => {
                return Ok(Stamp { time: token.info.time, authority });
            }
            Ok(_) => {
                let (time, now) = (token.info.time.to_string(), now.to_string());
                return Err(Error::TimeInFuture { time, now });
            }
            Err(error) => refusal = error,
        }
    }
    Err(refusal)
}

/// The certificates of the domain that the token names as its signer's. What the token itself
/// brings is not looked at.
fn signers<'a>(
    token: &TimestampToken,
    authorities: &'a [TrustedAuthority],
) -> Vec<(&'a TrustedAuthority, usize, &'a Certificate)> {
    let named = |certificate: &Certificate| match &token.signed_data.signer.id {
        SignerId::IssuerAndSerial { issuer, serial } => {
            certificate.issuer == *issuer && certificate.serial == *serial
        }
        SignerId::SubjectKeyId(id) => certificate.subject_key_id.as_ref() == Some(id),
    };
    authorities
        .iter()
        .flat_map(|trusted| {
            let chain = trusted.authority().chain.iter().enumerate();
            chain.map(move |(position, certificate)| (trusted, position, certificate))
        })
        .filter(|(_, _, certificate)| named(certificate))
        .collect()
}

fn verify_with(
    token: &TimestampToken,
    trusted: &TrustedAuthority,
    position: usize,
    signer: &Certificate,
    crypto: &dyn SignatureVerifier,
) -> Result<String, Error> {
    let info = &token.signed_data.signer;
    let attributes = info
        .attributes
        .as_ref()
        .ok_or(Error::TimestampAttributesInvalid { part: "signedAttrs" })?;
    verify_attributes(token, attributes, signer)?;
    let scheme = info.scheme.ok_or_else(|| Error::AlgorithmUnsupported {
        algorithm: "timestamp signature".to_owned(),
    })?;
    let key = signer.key.as_ref().map_err(Clone::clone)?;
    crypto.verify(key, scheme, Message::Bytes(&attributes.der), &info.signature)?;
    verify_leaf(signer, Purpose::TimeStamping)?;
    verify_valid_at(signer, token.info.time)?;
    let path = path_above(trusted, position, crypto)?;
    path.verify_at(token.info.time)?;
    Ok(path.authority_name())
}

/// The way from the signer's issuer up; empty where the trusted root lists the signer alone.
fn path_above<'a>(
    trusted: &'a TrustedAuthority,
    position: usize,
    crypto: &dyn SignatureVerifier,
) -> Result<Path<'a>, Error> {
    let certificates = trusted.path_from(position, crypto)?;
    match certificates.get(1) {
        None => Ok(Path { certificates: Vec::new(), authority: trusted.authority() }),
        Some(issuer) => {
            let chain = &trusted.authority().chain;
            let position = chain.iter().position(|certificate| certificate == *issuer);
            path(trusted, position.unwrap_or(chain.len()), Purpose::TimeStamping, crypto)
        }
    }
}

/// The attributes fit the token and the signer (RFC 5652 section 11, RFC 5816).
fn verify_attributes(
    token: &TimestampToken,
    attributes: &SignedAttributes,
    signer: &Certificate,
) -> Result<(), Error> {
    let invalid = |part| Error::TimestampAttributesInvalid { part };
    if attributes.content_type != TST_INFO {
        return Err(invalid("contentType"));
    }
    let content = token.signed_data.content.as_deref().unwrap_or_default();
    let digest = Digest::of(token.signed_data.signer.digest, content);
    if attributes.message_digest != digest.as_bytes() {
        return Err(invalid("messageDigest"));
    }
    match &attributes.certificate_digest {
        Some((algorithm, digest))
            if Digest::of(*algorithm, signer.der()).as_bytes() != digest.as_slice() =>
        {
            Err(invalid("signingCertificate"))
        }
        _ => Ok(()),
    }
}

fn unknown(token: &TimestampToken) -> Error {
    let issuer = match &token.signed_data.signer.id {
        SignerId::IssuerAndSerial { serial, .. } => {
            format!("timestamp authority, serial {}", hex::encode(serial))
        }
        SignerId::SubjectKeyId(id) => format!("timestamp authority, key {}", hex::encode(id)),
    };
    Error::AuthorityUnknown { issuer }
}
