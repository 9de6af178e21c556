//! Was the certificate logged? (RFC 6962)

use crate::crypto::{Message, Scheme, SignatureVerifier};
use crate::digest::{DigestAlgorithm, sha256};
use crate::encoding::hex;
use crate::error::Error;
use crate::formats::certificate::{Certificate, SignedCertificateTimestamp};
use crate::formats::trusted_root::LogInstance;
use crate::time::UnixTime;
use crate::verify::log::{find_log, verify_key_in_use};

/// TLS numbers of hash and signature algorithms (RFC 5246 section 7.4.1.4.1).
const SHA256: u8 = 4;
const RSA: u8 = 1;
const ECDSA: u8 = 3;

/// At least one log of the domain promised to publish the certificate, and no promise is wrong.
/// Gives the ids of the logs.
pub(crate) fn verify_scts(
    leaf: &Certificate,
    issuer: &Certificate,
    logs: &[LogInstance],
    crypto: &dyn SignatureVerifier,
) -> Result<Vec<String>, Error> {
    let mut unknown = Error::SctMissing {};
    let mut good = Vec::new();
    for sct in &leaf.scts {
        match verify_sct(sct, leaf, issuer, logs, crypto) {
            Ok(()) => {
                let id = hex::encode(&sct.log_id);
                if !good.contains(&id) {
                    good.push(id);
                }
            }
            Err(error) if error.is_absence() => unknown = error,
            Err(error) => return Err(error),
        }
    }
    if good.is_empty() { Err(unknown) } else { Ok(good) }
}

fn verify_sct(
    sct: &SignedCertificateTimestamp,
    leaf: &Certificate,
    issuer: &Certificate,
    logs: &[LogInstance],
    crypto: &dyn SignatureVerifier,
) -> Result<(), Error> {
    let log = find_log(logs, &sct.log_id)?;
    verify_key_in_use(&log, UnixTime::from_milliseconds(sct.timestamp_ms))?;
    let scheme = match sct.algorithms {
        (SHA256, ECDSA) => Scheme::Ecdsa(DigestAlgorithm::Sha256),
        (SHA256, RSA) => Scheme::RsaPkcs1v15(DigestAlgorithm::Sha256),
        (hash, signature) => {
            return Err(Error::AlgorithmUnsupported {
                algorithm: format!("tls {hash}/{signature}"),
            });
        }
    };
    let key = log.key()?;
    let signed = signed_data(sct, leaf, issuer)?;
    crypto
        .verify(key, scheme, Message::Bytes(&signed), &sct.signature)
        .map_err(|_| Error::SctInvalid { log_id: hex::encode(&sct.log_id) })
}

/// What the log signed (RFC 6962 section 3.2): the certificate without its SCTs, as the issuer would
/// have signed it before it had any.
fn signed_data(
    sct: &SignedCertificateTimestamp,
    leaf: &Certificate,
    issuer: &Certificate,
) -> Result<Vec<u8>, Error> {
    const V1: u8 = 0;
    const CERTIFICATE_TIMESTAMP: u8 = 0;
    const PRECERT_ENTRY: [u8; 2] = [0, 1];
    let invalid = || Error::SctInvalid { log_id: hex::encode(&sct.log_id) };
    let issuer_key = issuer.key.as_ref().map_err(Clone::clone)?;
    let tbs = leaf.precertificate_tbs()?;
    let tbs_length = u32::try_from(tbs.len()).map_err(|_| invalid())?.to_be_bytes();
    let extensions_length = u16::try_from(sct.extensions.len()).map_err(|_| invalid())?;
    let [0, tbs_length @ ..] = tbs_length else { return Err(invalid()) };
    if sct.version != V1 {
        return Err(Error::AlgorithmUnsupported { algorithm: format!("sct v{}", sct.version) });
    }
    let mut signed = vec![V1, CERTIFICATE_TIMESTAMP];
    signed.extend(sct.timestamp_ms.to_be_bytes());
    signed.extend(PRECERT_ENTRY);
    signed.extend(sha256(issuer_key.spki_der()));
    signed.extend(tbs_length);
    signed.extend(tbs);
    signed.extend(extensions_length.to_be_bytes());
    signed.extend(&sct.extensions);
    Ok(signed)
}
