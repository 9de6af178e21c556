//! ML-DSA (FIPS 204): keys from names, and signatures that are the same each time.

use ml_dsa::{
    Keypair, MlDsa44, MlDsa65, MlDsa87, MlDsaParams, SignatureEncoding, Signer, SigningKey,
};

use crate::der;

/// A private key of one of the three sets of parameters.
#[derive(Clone)]
pub enum MlDsaKey {
    MlDsa44(SigningKey<MlDsa44>),
    MlDsa65(SigningKey<MlDsa65>),
    MlDsa87(SigningKey<MlDsa87>),
}

impl MlDsaKey {
    pub fn ml_dsa_44(seed: [u8; 32]) -> Self {
        Self::MlDsa44(SigningKey::from_seed(&seed.into()))
    }

    pub fn ml_dsa_65(seed: [u8; 32]) -> Self {
        Self::MlDsa65(SigningKey::from_seed(&seed.into()))
    }

    pub fn ml_dsa_87(seed: [u8; 32]) -> Self {
        Self::MlDsa87(SigningKey::from_seed(&seed.into()))
    }

    /// `ml-dsa-65`.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::MlDsa44(_) => "ml-dsa-44",
            Self::MlDsa65(_) => "ml-dsa-65",
            Self::MlDsa87(_) => "ml-dsa-87",
        }
    }

    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        match self {
            Self::MlDsa44(key) => key.sign(message).to_vec(),
            Self::MlDsa65(key) => key.sign(message).to_vec(),
            Self::MlDsa87(key) => key.sign(message).to_vec(),
        }
    }

    /// `SubjectPublicKeyInfo` (RFC 9881).
    pub fn spki(&self) -> Vec<u8> {
        let (oid, public) = match self {
            Self::MlDsa44(key) => ("2.16.840.1.101.3.4.3.17", public(key)),
            Self::MlDsa65(key) => ("2.16.840.1.101.3.4.3.18", public(key)),
            Self::MlDsa87(key) => ("2.16.840.1.101.3.4.3.19", public(key)),
        };
        der::sequence(&[&der::algorithm(oid), &der::bits(&public)])
    }
}

fn public<P: MlDsaParams>(key: &SigningKey<P>) -> Vec<u8> {
    key.verifying_key().encode().to_vec()
}
