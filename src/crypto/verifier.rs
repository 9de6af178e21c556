//! Checking one signature.

use std::hint::black_box;

use ed25519_dalek::Signature as Ed25519Signature;
use p256::ecdsa::signature::hazmat::PrehashVerifier;
use rsa::pss;
use sha2::digest::consts::U64;
use sha2::digest::{FixedOutput, HashMarker, Output, OutputSizeUser, Update};
use sha2::{Sha256, Sha384, Sha512};

use crate::crypto::key::ParsedKey;
use crate::crypto::{Message, PublicKey, Scheme};
use crate::digest::{Digest, DigestAlgorithm};
use crate::encoding::der::{self, Reader};
use crate::error::Error;

/// Checks signatures. The engine knows no other way, so that another library can take the place
/// of this one.
pub(crate) trait SignatureVerifier {
    /// Whether the signature is the key's over the message, by this scheme.
    fn verify(
        &self,
        key: &PublicKey,
        scheme: Scheme,
        message: Message<'_>,
        signature: &[u8],
    ) -> Result<(), Error>;
}

/// The RustCrypto and dalek libraries, which are the same in a browser as everywhere else.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct RustCrypto;

impl SignatureVerifier for RustCrypto {
    fn verify(
        &self,
        key: &PublicKey,
        scheme: Scheme,
        message: Message<'_>,
        signature: &[u8],
    ) -> Result<(), Error> {
        #[cfg(test)]
        counted::add(key, signature);
        // Seen once: an engine's compiled code refuted a right signature, and never again. No
        // fault of arithmetic makes a wrong one right, so asking twice costs nothing but time.
        match attempt(key, scheme, message, signature) {
            Err(Error::SignatureInvalid {}) => {
                attempt(black_box(key), black_box(scheme), black_box(message), black_box(signature))
            }
            answer => answer,
        }
    }
}

/// What was really asked, for tests of how often that is.
#[cfg(test)]
pub(crate) mod counted {
    use std::cell::RefCell;

    use super::PublicKey;

    /// A key's SubjectPublicKeyInfo, and a signature.
    type Question = (Vec<u8>, Vec<u8>);

    thread_local! {
        static QUESTIONS: RefCell<Vec<Question>> = const { RefCell::new(Vec::new()) };
    }

    pub(super) fn add(key: &PublicKey, signature: &[u8]) {
        let question = (key.spki_der().to_vec(), signature.to_vec());
        QUESTIONS.with_borrow_mut(|questions| questions.push(question));
    }

    /// The questions since this was called last, in this thread.
    pub(crate) fn take() -> Vec<Question> {
        QUESTIONS.take()
    }
}

fn attempt(
    key: &PublicKey,
    scheme: Scheme,
    message: Message<'_>,
    signature: &[u8],
) -> Result<(), Error> {
    if scheme.digest() == Some(DigestAlgorithm::Sha1) {
        return Err(Error::AlgorithmUnsupported { algorithm: scheme.name() });
    }
    let valid = match (key.parsed(), scheme) {
        (ParsedKey::P256(key), Scheme::Ecdsa(digest)) => {
            ecdsa_p256(key, &message.digest(digest)?, signature)
        }
        (ParsedKey::P384(key), Scheme::Ecdsa(digest)) => {
            ecdsa_p384(key, &message.digest(digest)?, signature)
        }
        (ParsedKey::P521(key), Scheme::Ecdsa(digest)) => {
            ecdsa_p521(key, &message.digest(digest)?, signature)
        }
        (ParsedKey::Ed25519(key), Scheme::Ed25519) => ed25519(key, message.bytes()?, signature),
        (ParsedKey::Ed25519(key), Scheme::Ed25519ph) => {
            ed25519ph(key, &message.digest(DigestAlgorithm::Sha512)?, signature)
        }
        (ParsedKey::MlDsa(key), Scheme::MlDsa) => key.verify(message.bytes()?, signature),
        (ParsedKey::Rsa(key), Scheme::RsaPkcs1v15(digest)) => {
            rsa_pkcs1v15(key, &message.digest(digest)?, signature)
        }
        (ParsedKey::Rsa(key), Scheme::RsaPss(digest)) => {
            rsa_pss(key, &message.digest(digest)?, signature)
        }
        _ => {
            let (key, scheme) = (key.algorithm().name(), scheme.name());
            return Err(Error::SchemeMismatch { key, scheme });
        }
    };
    valid.ok_or(Error::SignatureInvalid {})
}

fn ecdsa_p256(key: &p256::ecdsa::VerifyingKey, digest: &Digest, signature: &[u8]) -> Option<()> {
    let (r, s) = ecdsa_scalars::<32>(signature)?;
    let signature = p256::ecdsa::Signature::from_scalars(r, s).ok()?;
    key.verify_prehash(digest.as_bytes(), &signature).ok()
}

fn ecdsa_p384(key: &p384::ecdsa::VerifyingKey, digest: &Digest, signature: &[u8]) -> Option<()> {
    let (r, s) = ecdsa_scalars::<48>(signature)?;
    let signature = p384::ecdsa::Signature::from_scalars(r, s).ok()?;
    key.verify_prehash(digest.as_bytes(), &signature).ok()
}

#[inline(never)]
fn ecdsa_p521(key: &p521::ecdsa::VerifyingKey, digest: &Digest, signature: &[u8]) -> Option<()> {
    let (r, s) = ecdsa_scalars::<66>(signature)?;
    let signature = p521::ecdsa::Signature::from_scalars(r, s).ok()?;
    key.verify_prehash(digest.as_bytes(), &signature).ok()
}

/// The two numbers of an `ECDSA-Sig-Value` (RFC 3279 section 2.2.3), each as N bytes. That they
/// are neither 0 nor the group's order or more is for the curve to check.
fn ecdsa_scalars<const N: usize>(signature: &[u8]) -> Option<([u8; N], [u8; N])> {
    const PATH: &str = "signature";
    let mut outer = Reader::new(signature, PATH);
    let mut fields = outer.expect(der::SEQUENCE).ok()?.reader(PATH);
    outer.finish().ok()?;
    let r = fields.expect(der::INTEGER).ok()?.magnitude(PATH).ok()?;
    let s = fields.expect(der::INTEGER).ok()?.magnitude(PATH).ok()?;
    fields.finish().ok()?;
    Some((padded(r)?, padded(s)?))
}

fn padded<const N: usize>(magnitude: &[u8]) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    let start = N.checked_sub(magnitude.len())?;
    bytes.get_mut(start..)?.copy_from_slice(magnitude);
    Some(bytes)
}

fn ed25519(key: &ed25519_dalek::VerifyingKey, message: &[u8], signature: &[u8]) -> Option<()> {
    key.verify_strict(message, &Ed25519Signature::from_slice(signature).ok()?).ok()
}

#[inline(never)]
fn ed25519ph(key: &ed25519_dalek::VerifyingKey, digest: &Digest, signature: &[u8]) -> Option<()> {
    let finished = FinishedSha512(digest.as_bytes().try_into().ok()?);
    let signature = Ed25519Signature::from_slice(signature).ok()?;
    key.verify_prehashed_strict(finished, None, &signature).ok()
}

#[inline(never)]
fn rsa_pkcs1v15(key: &rsa::PublicKey, digest: &Digest, signature: &[u8]) -> Option<()> {
    let hash = digest.as_bytes();
    match digest.algorithm() {
        DigestAlgorithm::Sha1 => return None,
        DigestAlgorithm::Sha256 => key.pkcs1v15_verify_prehash::<Sha256>(hash, signature),
        DigestAlgorithm::Sha384 => key.pkcs1v15_verify_prehash::<Sha384>(hash, signature),
        DigestAlgorithm::Sha512 => key.pkcs1v15_verify_prehash::<Sha512>(hash, signature),
    }
    .ok()
}

#[inline(never)]
fn rsa_pss(key: &rsa::PublicKey, digest: &Digest, signature: &[u8]) -> Option<()> {
    let hash = digest.as_bytes();
    let key = key.clone();
    let signature = pss::Signature::try_from(signature).ok()?;
    match digest.algorithm() {
        DigestAlgorithm::Sha1 => return None,
        DigestAlgorithm::Sha256 => pss::VerifyingKey::<Sha256>::new_with_auto_salt_len(key)
            .verify_prehash(hash, &signature),
        DigestAlgorithm::Sha384 => pss::VerifyingKey::<Sha384>::new_with_auto_salt_len(key)
            .verify_prehash(hash, &signature),
        DigestAlgorithm::Sha512 => pss::VerifyingKey::<Sha512>::new_with_auto_salt_len(key)
            .verify_prehash(hash, &signature),
    }
    .ok()
}

/// A SHA-512 that has taken its message already. The library asks for a hash to finish, where only
/// its result is known.
struct FinishedSha512([u8; 64]);

impl Default for FinishedSha512 {
    fn default() -> Self {
        Self([0; 64])
    }
}

impl FixedOutput for FinishedSha512 {
    fn finalize_into(self, out: &mut Output<Self>) {
        out.copy_from_slice(&self.0);
    }
}

impl HashMarker for FinishedSha512 {}

impl OutputSizeUser for FinishedSha512 {
    type OutputSize = U64;
}

impl Update for FinishedSha512 {
    fn update(&mut self, _: &[u8]) {}
}

#[cfg(test)]
#[path = "verifier_tests.rs"]
mod tests;
