//! Everything that is asked about a bundle's certificate.

use serde_json::{Value, json};

use crate::crypto::SignatureVerifier;
use crate::error::Error;
use crate::formats::certificate::Certificate;
use crate::trust::domain::Domain;
use crate::verify::Verified;
use crate::verify::chain::{Path, Purpose, find_paths, verify_valid_at};
use crate::verify::check::{Check, Question};
use crate::verify::purpose::{verify_extensions, verify_leaf};
use crate::verify::sct::verify_scts;
use crate::verify::signer::SigningTime;

/// Chain, validity at every proven time, logging, purpose and extensions.
pub(super) fn certificate_checks(
    leaf: &Certificate,
    domain: &Domain,
    times: &[Verified<SigningTime>],
    crypto: &dyn SignatureVerifier,
) -> Vec<Check> {
    let mut checks = Vec::new();
    let purpose = verify_leaf(leaf, Purpose::CodeSigning);
    match find_paths(leaf, &domain.certificate_authorities, Purpose::CodeSigning, crypto) {
        Ok(paths) => {
            let (path, validity) = best_path(leaf, paths, times);
            if let Some(path) = path {
                let chain = Check::passed(Question::CertificateChain);
                let chain = chain.with("authority", path.authority_name());
                let chain = chain.with("window", json!(path.authority.window));
                checks.push(chain.with("certificates", certificates(&path)));
                checks.push(validity);
                checks.push(sct_check(leaf, &path, domain, crypto));
            }
        }
        Err(error) => checks.push(Check::refused(Question::CertificateChain, &error)),
    }
    checks.push(Check::of(Question::CertificatePurpose, purpose));
    checks.push(Check::of(Question::CertificateExtensions, verify_extensions(leaf)));
    checks
}

/// Whose certificates led to the anchor, and when each is valid.
fn certificates(path: &Path<'_>) -> Value {
    let certificates = path.certificates.iter().map(|certificate| {
        json!({
            "subject": certificate.subject_text,
            "sha256": certificate.fingerprint().hex(),
            "validity": certificate.validity,
        })
    });
    certificates.collect()
}

/// The way on which everything is valid at every proven time; else the first.
fn best_path<'a>(
    leaf: &Certificate,
    paths: Vec<Path<'a>>,
    times: &[Verified<SigningTime>],
) -> (Option<Path<'a>>, Check) {
    let validity = |path: &Path<'a>| {
        if times.is_empty() {
            return Err(Error::TimeUnproven {});
        }
        times.iter().map(|time| time.facts().value).try_for_each(|time| {
            verify_valid_at(leaf, time)?;
            path.verify_at(time)
        })
    };
    let mut first = None;
    for path in paths {
        let valid = validity(&path);
        if valid.is_ok() {
            return (Some(path), Check::of(Question::CertificateValidity, valid));
        }
        first.get_or_insert((path, valid));
    }
    let (path, valid) = match first {
        Some((path, valid)) => (Some(path), valid),
        None => (None, Err(Error::TimeUnproven {})),
    };
    (path, Check::of(Question::CertificateValidity, valid))
}

fn sct_check(
    leaf: &Certificate,
    path: &Path<'_>,
    domain: &Domain,
    crypto: &dyn SignatureVerifier,
) -> Check {
    let Some(issuer) = path.issuer().filter(|_| !domain.certificate_logs.is_empty()) else {
        return Check::not_applicable(Question::CertificateSct, "domain-without-certificate-logs");
    };
    match verify_scts(leaf, issuer, &domain.certificate_logs, crypto) {
        Ok(logs) => Check::passed(Question::CertificateSct).with("logIds", logs),
        Err(error) => Check::refused(Question::CertificateSct, &error),
    }
}

/// Whether the domain has an authority of the name that issued the certificate.
pub(super) fn knows_issuer(domain: &Domain, leaf: &Certificate) -> bool {
    let mut authorities = domain.certificate_authorities.iter();
    authorities.any(|trusted| {
        trusted.authority().chain.iter().any(|certificate| certificate.subject == leaf.issuer)
    })
}
