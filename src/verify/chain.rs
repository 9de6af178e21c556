//! Does the certificate come from an authority of this domain?

use crate::crypto::SignatureVerifier;
use crate::error::Error;
use crate::formats::certificate::Certificate;
use crate::formats::trusted_root::Authority;
use crate::time::UnixTime;
use crate::trust::authority::{TrustedAuthority, verify_issued_by};

/// What the certificates of a path are used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    CodeSigning,
    TimeStamping,
}

/// The way from a leaf's issuer up to a trust anchor, every signature on it checked.
#[derive(Debug)]
pub(crate) struct Path<'a> {
    /// The issuer first, the anchor last.
    pub(crate) certificates: Vec<&'a Certificate>,
    pub(crate) authority: &'a Authority,
}

impl<'a> Path<'a> {
    /// The leaf's issuer.
    pub(crate) fn issuer(&self) -> Option<&'a Certificate> {
        self.certificates.first().copied()
    }

    /// Whether the authority was trusted, and each certificate on the way valid, at that time.
    pub(crate) fn verify_at(&self, time: UnixTime) -> Result<(), Error> {
        for certificate in &self.certificates {
            verify_valid_at(certificate, time)?;
        }
        let window = self.authority.window;
        if window.contains(time) {
            return Ok(());
        }
        Err(Error::AuthorityNotTrustedThen {
            authority: self.authority_name(),
            time: time.to_string(),
            from: window.start.map(|start| start.to_string()),
            until: window.end.map(|end| end.to_string()),
        })
    }

    /// What the trusted root calls the authority.
    pub(crate) fn authority_name(&self) -> String {
        if !self.authority.uri.is_empty() {
            return self.authority.uri.clone();
        }
        self.issuer().map(|issuer| issuer.subject_text.clone()).unwrap_or_default()
    }

    /// Whether each certificate of the way may issue for this purpose (RFC 5280 section 6.1.4).
    fn verify_authorities(&self, purpose: Purpose) -> Result<(), Error> {
        let mut below = 0;
        for certificate in &self.certificates {
            verify_authority(certificate, purpose)?;
            let limit = certificate.basic_constraints.path_length;
            if let Some(limit) = limit.filter(|limit| below > *limit) {
                return Err(Error::CertificatePathTooLong { limit: limit.into() });
            }
            // A self-issued certificate does not count (RFC 5280 section 4.2.1.9).
            below += u32::from(!certificate.is_self_issued());
        }
        Ok(())
    }
}

/// Every way from the leaf to an anchor of these authorities; there are several when an authority
/// is listed with several windows.
///
/// Only certificates of the trusted root take part: a bundle cannot bring its own issuer. Any
/// certificate of an authority's chain may be the issuer, whether or not it is valid today.
pub(crate) fn find_paths<'a>(
    leaf: &Certificate,
    authorities: &'a [TrustedAuthority],
    purpose: Purpose,
    crypto: &dyn SignatureVerifier,
) -> Result<Vec<Path<'a>>, Error> {
    let mut paths = Vec::new();
    let mut refusal = Error::AuthorityUnknown { issuer: leaf.issuer_text.clone() };
    let mut verified: Vec<&Certificate> = Vec::new();
    for (trusted, position, issuer) in issuers(leaf, authorities) {
        // The signature is the same whichever authority lists the issuer.
        if !verified.contains(&issuer) {
            if let Err(error) = verify_issued_by(leaf, issuer, crypto) {
                refusal = error;
                continue;
            }
            verified.push(issuer);
        }
        match path(trusted, position, purpose, crypto) {
            Ok(path) => paths.push(path),
            Err(error) => refusal = error,
        }
    }
    if paths.is_empty() { Err(refusal) } else { Ok(paths) }
}

/// The certificates that bear the issuer's name; those that also bear its key id come first.
fn issuers<'a>(
    leaf: &Certificate,
    authorities: &'a [TrustedAuthority],
) -> Vec<(&'a TrustedAuthority, usize, &'a Certificate)> {
    let found = authorities
        .iter()
        .flat_map(|trusted| {
            let chain = trusted.authority().chain.iter().enumerate();
            chain.map(move |(position, certificate)| (trusted, position, certificate))
        })
        .filter(|(_, _, certificate)| certificate.subject == leaf.issuer);
    let (mut named, others): (Vec<_>, Vec<_>) = found.partition(|(_, _, certificate)| {
        leaf.authority_key_id.is_some() && certificate.subject_key_id == leaf.authority_key_id
    });
    named.extend(others);
    named
}

/// The way up from one certificate of an authority.
pub(crate) fn path<'a>(
    trusted: &'a TrustedAuthority,
    position: usize,
    purpose: Purpose,
    crypto: &dyn SignatureVerifier,
) -> Result<Path<'a>, Error> {
    let certificates = trusted.path_from(position, crypto)?;
    let path = Path { certificates, authority: trusted.authority() };
    path.verify_authorities(purpose)?;
    Ok(path)
}

fn verify_authority(certificate: &Certificate, purpose: Purpose) -> Result<(), Error> {
    let wrong = |expected| Error::CertificateUsageWrong {
        certificate: certificate.subject_text.clone(),
        expected,
    };
    if !certificate.basic_constraints.ca {
        return Err(wrong("basicConstraints cA"));
    }
    if certificate.key_usage.is_some_and(|usage| !usage.certificate_sign) {
        return Err(wrong("keyUsage keyCertSign"));
    }
    let allowed = certificate.extended_key_usage.is_none_or(|usage| match purpose {
        Purpose::CodeSigning => usage.any || usage.code_signing,
        Purpose::TimeStamping => usage.any || usage.time_stamping,
    });
    if !allowed {
        return Err(wrong(match purpose {
            Purpose::CodeSigning => "extKeyUsage codeSigning",
            Purpose::TimeStamping => "extKeyUsage timeStamping",
        }));
    }
    verify_no_unknown_critical(certificate)
}

/// Whether the certificate was valid then, both ends of its validity included.
pub(crate) fn verify_valid_at(certificate: &Certificate, time: UnixTime) -> Result<(), Error> {
    let validity = certificate.validity;
    // Certificates count in whole seconds; the last of them is inside to its end.
    if validity.contains(UnixTime::from_seconds(time.seconds())) {
        return Ok(());
    }
    Err(Error::CertificateNotValidThen {
        certificate: certificate.subject_text.clone(),
        time: time.to_string(),
        from: validity.start.map(|start| start.to_string()),
        until: validity.end.map(|end| end.to_string()),
    })
}

/// Whether everything critical in the certificate is understood here (RFC 5280 section 4.2).
pub(crate) fn verify_no_unknown_critical(certificate: &Certificate) -> Result<(), Error> {
    match certificate.unhandled_critical.first() {
        Some(oid) => Err(Error::CertificateExtensionCritical { oid: oid.clone() }),
        None => Ok(()),
    }
}
