//! ML-DSA (FIPS 204), whose signatures quantum computers will not forge.

use ml_dsa::{
    EncodedVerifyingKey, KeyInit, MlDsa44, MlDsa65, MlDsa87, MlDsaParams, Signature, Verifier,
    VerifyingKey,
};

use crate::crypto::KeyAlgorithm;

/// `id-ml-dsa-44` (RFC 9881 section 3).
const ML_DSA_44: &str = "2.16.840.1.101.3.4.3.17";
/// `id-ml-dsa-65`.
const ML_DSA_65: &str = "2.16.840.1.101.3.4.3.18";
/// `id-ml-dsa-87`.
const ML_DSA_87: &str = "2.16.840.1.101.3.4.3.19";

/// A key of one of the three sets of parameters.
pub(super) enum MlDsaKey {
    MlDsa44(VerifyingKey<MlDsa44>),
    MlDsa65(VerifyingKey<MlDsa65>),
    MlDsa87(VerifyingKey<MlDsa87>),
}

impl MlDsaKey {
    /// The set of parameters that an object identifier names, if it names one.
    pub(super) fn algorithm(oid: &str) -> Option<KeyAlgorithm> {
        match oid {
            ML_DSA_44 => Some(KeyAlgorithm::MlDsa44),
            ML_DSA_65 => Some(KeyAlgorithm::MlDsa65),
            ML_DSA_87 => Some(KeyAlgorithm::MlDsa87),
            _ => None,
        }
    }

    /// Takes the bytes of a key (FIPS 204 algorithm 23). Any bytes of the right number are one.
    pub(super) fn from_bytes(algorithm: KeyAlgorithm, bytes: &[u8]) -> Option<Self> {
        match algorithm {
            KeyAlgorithm::MlDsa44 => decoded(bytes).map(Self::MlDsa44),
            KeyAlgorithm::MlDsa65 => decoded(bytes).map(Self::MlDsa65),
            KeyAlgorithm::MlDsa87 => decoded(bytes).map(Self::MlDsa87),
            _ => None,
        }
    }

    /// Whether the signature is over the message, with no context (FIPS 204 algorithm 3).
    pub(super) fn verify(&self, message: &[u8], signature: &[u8]) -> Option<()> {
        match self {
            Self::MlDsa44(key) => verify(key, message, signature),
            Self::MlDsa65(key) => verify(key, message, signature),
            Self::MlDsa87(key) => verify(key, message, signature),
        }
    }
}

fn decoded<P: MlDsaParams>(bytes: &[u8]) -> Option<VerifyingKey<P>> {
    Some(VerifyingKey::new(&EncodedVerifyingKey::<P>::try_from(bytes).ok()?))
}

fn verify<P: MlDsaParams>(key: &VerifyingKey<P>, message: &[u8], signature: &[u8]) -> Option<()> {
    key.verify(message, &Signature::try_from(signature).ok()?).ok()
}
