//! Is the signature the signer's, over the artifact or over the envelope?

use crate::crypto::{KeyAlgorithm, Message, MessageStream, PublicKey, Scheme, SignatureVerifier};
use crate::digest::{DigestAlgorithm, Digests};
use crate::encoding::der;
use crate::error::Error;
use crate::formats::dsse::Envelope;
use crate::verify::check::{Check, Question};

/// What a second reading of an artifact showed for one pure Ed25519 signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Streamed {
    /// The key whose signature it is, if it is one's.
    pub(crate) verified_by: Option<PublicKey>,
}

/// The key and scheme with which a signature was verified.
#[derive(Clone, Debug)]
pub(crate) struct Proof {
    pub(crate) key: PublicKey,
    pub(crate) scheme: Scheme,
}

/// The signature is over a message with these digests, by one of these keys.
///
/// `hashes` are the digests that the bundle or the log entry names: the hash comes from there and
/// not from the curve. Where nothing names one, the key's usual one counts.
pub(crate) fn verify_message(
    signature: &[u8],
    keys: &[PublicKey],
    hashes: &[DigestAlgorithm],
    digests: &Digests,
    streamed: Option<&Streamed>,
    crypto: &dyn SignatureVerifier,
) -> Result<Proof, Error> {
    let attempt = |key: &PublicKey, scheme: Scheme| match (scheme, streamed) {
        // Bytes that are no signature at all need no second reading.
        (Scheme::Ed25519, None) => {
            Err(MessageStream::new(key, signature).err().unwrap_or(Error::MessageNeeded {}))
        }
        (Scheme::Ed25519, Some(found)) if found.verified_by.as_ref() == Some(key) => Ok(()),
        (Scheme::Ed25519, Some(_)) => Err(Error::SignatureInvalid {}),
        _ => crypto.verify(key, scheme, Message::Digests(digests), signature),
    };
    first_proof(keys, hashes, attempt)
}

/// The envelope's one signature is over its payload and type, by one of these keys.
///
/// Where there is no bundle, which would say better, an ECDSA signature may also be its two numbers
/// one after the other (IEEE P1363), as some verifiers write theirs.
pub(crate) fn verify_envelope(
    envelope: &Envelope,
    bare: bool,
    keys: &[PublicKey],
    crypto: &dyn SignatureVerifier,
) -> Result<Proof, Error> {
    let [signature] = envelope.signatures.as_slice() else {
        return Err(Error::SignatureInvalid {});
    };
    let signed = envelope.signed_bytes();
    let proof = verify_bytes(&signed, &signature.bytes, keys, crypto);
    match joined_numbers(&signature.bytes).filter(|_| bare && proof.is_err()) {
        Some(other) => verify_bytes(&signed, &other, keys, crypto).or(proof),
        None => proof,
    }
}

/// An `ECDSA-Sig-Value` of two numbers of the same length, one after the other.
fn joined_numbers(signature: &[u8]) -> Option<Vec<u8>> {
    let length = signature.len();
    let sound = matches!(length, 64 | 96 | 132);
    let (r, s) = signature.split_at_checked(length / 2).filter(|_| sound)?;
    let integer = |number: &[u8]| {
        let start = number.iter().position(|byte| *byte != 0)?;
        let magnitude = number.get(start..)?;
        let high = magnitude.first().is_some_and(|byte| *byte >= 0x80);
        let sign: &[u8] = if high { &[0] } else { &[] };
        Some(der::encode(der::INTEGER, &[sign, magnitude].concat()))
    };
    Some(der::encode(der::SEQUENCE, &[integer(r)?, integer(s)?].concat()))
}

/// The signature is over these bytes, by one of these keys.
pub(crate) fn verify_bytes(
    message: &[u8],
    signature: &[u8],
    keys: &[PublicKey],
    crypto: &dyn SignatureVerifier,
) -> Result<Proof, Error> {
    let attempt = |key: &PublicKey, scheme: Scheme| {
        crypto.verify(key, scheme, Message::Bytes(message), signature)
    };
    first_proof(keys, &[], attempt).or_else(|_| {
        use DigestAlgorithm::{Sha256, Sha384, Sha512};
        // Neither an envelope nor a payload names a hash.
        first_proof(keys, &[Sha256, Sha384, Sha512], attempt)
    })
}

/// The check that a signature's proof, or the lack of one, comes to.
pub(super) fn signature_check(question: Question, proof: &Result<Proof, Error>) -> Check {
    match proof {
        Ok(proof) => Check::passed(question)
            .with("scheme", proof.scheme.name())
            .with("key", proof.key.fingerprint().hex()),
        Err(error) => Check::refused(question, error),
    }
}

/// The digests that must be known to verify a message's signature by such a key.
pub(crate) fn digests_wanted(
    key: Option<&PublicKey>,
    hashes: &[DigestAlgorithm],
) -> Vec<DigestAlgorithm> {
    let mut wanted = hashes.to_vec();
    if let Some(key) = key {
        wanted.extend(schemes(key.algorithm(), hashes).into_iter().filter_map(Scheme::digest));
    }
    wanted
}

fn first_proof(
    keys: &[PublicKey],
    hashes: &[DigestAlgorithm],
    attempt: impl Fn(&PublicKey, Scheme) -> Result<(), Error>,
) -> Result<Proof, Error> {
    let mut refusal = Error::SignatureInvalid {};
    for key in keys {
        for scheme in schemes(key.algorithm(), hashes) {
            match attempt(key, scheme) {
                Ok(()) => return Ok(Proof { key: key.clone(), scheme }),
                Err(error) if error.is_absence() => refusal = error,
                Err(_) => {}
            }
        }
    }
    Err(refusal)
}

/// The schemes that a signature by such a key may have; nothing in a bundle names one.
fn schemes(key: KeyAlgorithm, hashes: &[DigestAlgorithm]) -> Vec<Scheme> {
    // Where nothing names one: the key's usual hash, and the one that cosign takes for any key.
    let usual = Scheme::default_for(key).digest().unwrap_or(DigestAlgorithm::Sha512);
    let usual = [usual, DigestAlgorithm::Sha256];
    let usual = if usual[0] == usual[1] { &usual[..1] } else { &usual[..] };
    let hashes = if hashes.is_empty() { usual } else { hashes };
    match key {
        KeyAlgorithm::Ed25519 => vec![Scheme::Ed25519ph, Scheme::Ed25519],
        KeyAlgorithm::MlDsa44 | KeyAlgorithm::MlDsa65 | KeyAlgorithm::MlDsa87 => {
            vec![Scheme::MlDsa]
        }
        KeyAlgorithm::Rsa { .. } => hashes
            .iter()
            .flat_map(|hash| [Scheme::RsaPkcs1v15(*hash), Scheme::RsaPss(*hash)])
            .collect(),
        KeyAlgorithm::EcdsaP256 | KeyAlgorithm::EcdsaP384 | KeyAlgorithm::EcdsaP521 => {
            hashes.iter().map(|hash| Scheme::Ecdsa(*hash)).collect()
        }
    }
}
