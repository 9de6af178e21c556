//! Did enough of a role's keys sign? (sections 5.3.4, 5.4.2, 5.5.3, 5.6.3)

use crate::crypto::{Message, Scheme, SignatureVerifier};
use crate::digest::{Digest, DigestAlgorithm};
use crate::encoding::hex;
use crate::encoding::json::Json;
use crate::error::Error;
use crate::formats::Unverified;
use crate::formats::tuf::delegation::Delegate;
use crate::formats::tuf::key::{KeyMaterial, RoleKey};
use crate::formats::tuf::{Metadata, RoleSignature};
use crate::time::UnixTime;

/// Verifies signatures of identities (TAP 18). Verifying a Sigstore bundle is a later stage's, so
/// whoever runs the client brings it.
pub(crate) trait IdentityVerifier {
    /// Whether the bundle is this identity's signature over the message.
    fn verify(
        &self,
        identity: &str,
        issuer: &str,
        bundle: &Json,
        message: &[u8],
    ) -> Result<(), Error>;
}

/// With what signatures are verified.
#[derive(Clone, Copy)]
pub(crate) struct RoleVerifier<'a> {
    pub(crate) crypto: &'a dyn SignatureVerifier,
    pub(crate) identities: &'a dyn IdentityVerifier,
}

/// Metadata that enough of its role's keys signed. Only this file makes it.
#[derive(Clone, Debug)]
pub(crate) struct Trusted<T> {
    version: u64,
    expires: UnixTime,
    role: T,
    signers: Vec<String>,
}

impl<T> Trusted<T> {
    /// Takes metadata that these keys may sign, and each of these roles must have signed.
    pub(crate) fn verify(
        file: &str,
        metadata: Unverified<Metadata<T>>,
        authorities: &[(&Delegate, &[(String, RoleKey)])],
        verifier: RoleVerifier<'_>,
    ) -> Result<Self, Error> {
        let metadata = metadata.into_claims();
        let mut attempts = Attempts { metadata: &metadata, verifier, known: Vec::new() };
        let mut signers = Vec::new();
        for (delegate, keys) in authorities {
            signers = attempts.threshold(file, delegate, keys)?;
        }
        let Metadata { version, expires, role, .. } = metadata;
        Ok(Self { version, expires, role, signers })
    }

    pub(crate) const fn version(&self) -> u64 {
        self.version
    }

    pub(crate) const fn expires(&self) -> UnixTime {
        self.expires
    }

    /// What the metadata says.
    pub(crate) const fn role(&self) -> &T {
        &self.role
    }

    /// The ids of the keys whose signatures counted.
    pub(crate) fn signers(&self) -> &[String] {
        &self.signers
    }

    /// Whether it still counts: not from the moment on at which it expires.
    pub(crate) fn verify_fresh(&self, file: &str, now: UnixTime) -> Result<(), Error> {
        if self.expires > now {
            return Ok(());
        }
        let (expires, now) = (self.expires.to_string(), now.to_string());
        Err(Error::TufExpired { file: file.to_owned(), expires, now })
    }
}

/// The signatures of one file, each verified once: a root's are looked at under the root before it
/// and under itself, whose keys are mostly the same.
struct Attempts<'a, T> {
    metadata: &'a Metadata<T>,
    verifier: RoleVerifier<'a>,
    known: Vec<(&'a str, KeyMaterial, bool)>,
}

impl<'a, T> Attempts<'a, T> {
    /// The ids of the keys that signed, of which there are enough. One key counts once, under
    /// however many ids; a signature that is wrong beside enough good ones does no harm.
    fn threshold(
        &mut self,
        file: &str,
        delegate: &Delegate,
        keys: &[(String, RoleKey)],
    ) -> Result<Vec<String>, Error> {
        let mut counted: Vec<KeyMaterial> = Vec::new();
        let mut signers = Vec::new();
        for signature in &self.metadata.signatures {
            if !delegate.key_ids.contains(&signature.key_id) {
                continue;
            }
            let key = keys.iter().find(|(id, _)| *id == signature.key_id);
            let Some(Ok(material)) = key.map(|(_, key)| key.material()) else { continue };
            let is_counted = counted.iter().any(|known| known.is_same_key(&material));
            if is_counted || !self.is_valid(signature, &material) {
                continue;
            }
            counted.push(material);
            signers.push(signature.key_id.clone());
        }
        let found = u64::try_from(counted.len()).unwrap_or(u64::MAX);
        if found >= delegate.threshold {
            return Ok(signers);
        }
        let threshold = delegate.threshold;
        Err(Error::TufThresholdUnmet { file: file.to_owned(), threshold, found })
    }

    fn is_valid(&mut self, signature: &'a RoleSignature, material: &KeyMaterial) -> bool {
        let id = signature.key_id.as_str();
        let mut known = self.known.iter();
        if let Some((.., valid)) = known.find(|(known, key, _)| *known == id && key == material) {
            return *valid;
        }
        let valid = verify(signature, material, &self.metadata.signed, self.verifier).is_ok();
        self.known.push((id, material.clone(), valid));
        valid
    }
}

fn verify(
    signature: &RoleSignature,
    material: &KeyMaterial,
    message: &[u8],
    verifier: RoleVerifier<'_>,
) -> Result<(), Error> {
    match material {
        KeyMaterial::Key(key, scheme) => {
            let bytes = hex::decode(&signature.sig, "sig")?;
            let hashed = (*scheme == Scheme::MlDsa).then(|| tap_21(message));
            let message = Message::Bytes(hashed.as_deref().unwrap_or(message));
            verifier.crypto.verify(key, *scheme, message, &bytes)
        }
        KeyMaterial::Identity { identity, issuer } => {
            let missing = || Error::FieldMissing { path: "bundle".to_owned() };
            let bundle = signature.bundle.as_ref().ok_or_else(missing)?;
            verifier.identities.verify(identity, issuer, bundle, message)
        }
    }
}

/// What an ML-DSA key signs in place of the metadata (TAP 21, version 1).
fn tap_21(metadata: &[u8]) -> Vec<u8> {
    [b"tuf\x01", Digest::of(DigestAlgorithm::Sha512, metadata).as_bytes()].concat()
}
