//! The chains of a domain's authorities.

use std::sync::OnceLock;

use crate::crypto::{Message, SignatureVerifier};
use crate::error::Error;
use crate::formats::certificate::Certificate;
use crate::formats::trusted_root::Authority;

/// An authority and what was found out about its chain, once.
#[derive(Debug)]
pub(crate) struct TrustedAuthority {
    authority: Authority,
    /// For each certificate the position of the one that signed it; `None` at a trust anchor.
    issuers: OnceLock<Vec<Result<Option<usize>, Error>>>,
}

impl TrustedAuthority {
    pub(crate) const fn new(authority: Authority) -> Self {
        Self { authority, issuers: OnceLock::new() }
    }

    /// The authority as its root describes it.
    pub(crate) const fn authority(&self) -> &Authority {
        &self.authority
    }

    /// The certificates from this one up to its trust anchor, each signed by the next.
    ///
    /// A trust anchor is a self-signed certificate, or the last of the chain.
    pub(crate) fn path_from(
        &self,
        start: usize,
        crypto: &dyn SignatureVerifier,
    ) -> Result<Vec<&Certificate>, Error> {
        let chain = &self.authority.chain;
        let issuers = self.issuers.get_or_init(|| {
            (0..chain.len()).map(|position| issuer(chain, position, crypto)).collect()
        });
        let mut path = Vec::new();
        let mut position = Some(start);
        while let Some(current) = position {
            let certificate = chain.get(current).filter(|_| path.len() < chain.len());
            let (Some(certificate), Some(issuer)) = (certificate, issuers.get(current)) else {
                return Err(Error::AuthorityUnknown { issuer: self.authority.uri.clone() });
            };
            path.push(certificate);
            position = issuer.clone()?;
        }
        Ok(path)
    }
}

fn issuer(
    chain: &[Certificate],
    position: usize,
    crypto: &dyn SignatureVerifier,
) -> Result<Option<usize>, Error> {
    let Some(certificate) = chain.get(position) else { return Ok(None) };
    if certificate.is_self_issued() || position + 1 == chain.len() {
        return Ok(None);
    }
    let mut refusal = Error::AuthorityUnknown { issuer: certificate.issuer_text.clone() };
    for (index, candidate) in chain.iter().enumerate() {
        if index == position || candidate.subject != certificate.issuer {
            continue;
        }
        match verify_issued_by(certificate, candidate, crypto) {
            Ok(()) => return Ok(Some(index)),
            Err(error) => refusal = error,
        }
    }
    Err(refusal)
}

/// Whether this issuer signed this certificate (RFC 5280 section 6.1.3 (a)(1)).
pub(crate) fn verify_issued_by(
    certificate: &Certificate,
    issuer: &Certificate,
    crypto: &dyn SignatureVerifier,
) -> Result<(), Error> {
    let signature = &certificate.signature;
    let scheme = signature
        .scheme
        .ok_or_else(|| Error::AlgorithmUnsupported { algorithm: signature.algorithm.clone() })?;
    let key = issuer.key.as_ref().map_err(Clone::clone)?;
    crypto
        .verify(key, scheme, Message::Bytes(certificate.tbs()), &signature.bytes)
        .map_err(|_| Error::CertificateSignatureInvalid { issuer: issuer.subject_text.clone() })
}
