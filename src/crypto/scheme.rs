//! Signature schemes.

use crate::crypto::KeyAlgorithm;
use crate::digest::DigestAlgorithm;

/// How a signature is made from a key and a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Scheme {
    /// ECDSA (FIPS 186-5) over a digest, on the key's own curve, in DER (RFC 3279).
    Ecdsa(DigestAlgorithm),
    /// Ed25519 over the message itself (RFC 8032).
    Ed25519,
    /// Ed25519 over the message's SHA-512, with no context (RFC 8032).
    Ed25519ph,
    /// ML-DSA over the message itself, with no context (FIPS 204 section 5.2).
    MlDsa,
    /// RSASSA-PKCS1-v1_5 over a digest (RFC 8017 section 8.2).
    RsaPkcs1v15(DigestAlgorithm),
    /// RSASSA-PSS over a digest, which its MGF1 uses too (RFC 8017 section 8.1).
    RsaPss(DigestAlgorithm),
}

impl Scheme {
    /// What Sigstore's clients use with such a key when nothing names a scheme.
    pub(crate) const fn default_for(key: KeyAlgorithm) -> Self {
        match key {
            KeyAlgorithm::EcdsaP256 => Self::Ecdsa(DigestAlgorithm::Sha256),
            KeyAlgorithm::EcdsaP384 => Self::Ecdsa(DigestAlgorithm::Sha384),
            KeyAlgorithm::EcdsaP521 => Self::Ecdsa(DigestAlgorithm::Sha512),
            KeyAlgorithm::Ed25519 => Self::Ed25519,
            KeyAlgorithm::MlDsa44 | KeyAlgorithm::MlDsa65 | KeyAlgorithm::MlDsa87 => Self::MlDsa,
            KeyAlgorithm::Rsa { .. } => Self::RsaPkcs1v15(DigestAlgorithm::Sha256),
        }
    }

    /// The scheme's name in reports.
    pub(crate) fn name(self) -> String {
        match self {
            Self::Ecdsa(digest) => format!("ecdsa-{}", digest.name()),
            Self::Ed25519 => "ed25519".to_owned(),
            Self::Ed25519ph => "ed25519ph".to_owned(),
            Self::MlDsa => "ml-dsa".to_owned(),
            Self::RsaPkcs1v15(digest) => format!("rsa-pkcs1v15-{}", digest.name()),
            Self::RsaPss(digest) => format!("rsa-pss-{}", digest.name()),
        }
    }

    /// The names of all that artifacts are signed by.
    pub(crate) fn names() -> Vec<String> {
        use DigestAlgorithm::{Sha256, Sha384, Sha512};
        let hashed = [Sha256, Sha384, Sha512];
        let hashed = hashed.into_iter().flat_map(|digest| {
            [Self::Ecdsa(digest), Self::RsaPkcs1v15(digest), Self::RsaPss(digest)]
        });
        hashed.chain([Self::Ed25519, Self::Ed25519ph]).map(Self::name).collect()
    }

    /// The digest that is signed; `None` where it is the message itself.
    pub(crate) const fn digest(self) -> Option<DigestAlgorithm> {
        match self {
            Self::Ecdsa(digest) | Self::RsaPkcs1v15(digest) | Self::RsaPss(digest) => Some(digest),
            Self::Ed25519 | Self::MlDsa => None,
            Self::Ed25519ph => Some(DigestAlgorithm::Sha512),
        }
    }
}
