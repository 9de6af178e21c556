//! Keys of roles (section 4.2, `KEY`), with the encodings of every repository that is in use.

use crate::crypto::{PublicKey, Scheme};
use crate::digest::DigestAlgorithm::{Sha256, Sha384, Sha512};
use crate::encoding::hex;
use crate::encoding::json::Node;
use crate::error::Error;

/// What an error names.
const PATH: &str = "keyval.public";
/// TAP 18.
const IDENTITY: &str = "sigstore-oidc";
/// TAP 21.
const ML_DSA: &str = "ml-dsa";
/// Both spellings are in use.
const FULCIO: [&str; 2] = ["Fulcio", "fulcio"];

/// A key as a file of metadata names it. Only where it has to verify something is it looked at: a
/// key of an unknown kind is no error, it merely counts for nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RoleKey {
    pub(crate) key_type: String,
    pub(crate) scheme: String,
    public: Option<String>,
    pub(crate) identity: Option<String>,
    issuer: Option<String>,
}

/// With what a signature is verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum KeyMaterial {
    /// A key and how it signs.
    Key(PublicKey, Scheme),
    /// Somebody whom Fulcio knows (TAP 18).
    Identity {
        /// The subject alternative name of the certificate.
        identity: String,
        /// Who vouched for it.
        issuer: String,
    },
}

impl KeyMaterial {
    /// Whether it is the same key, by whatever scheme it signs.
    pub(crate) fn is_same_key(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Key(key, _), Self::Key(other, _)) => key == other,
            _ => self == other,
        }
    }
}

impl RoleKey {
    pub(super) fn read(node: &Node<'_>) -> Result<Self, Error> {
        let value = node.exact("keyval")?;
        if !value.is_present() {
            return Err(value.missing());
        }
        let text = |name: &str| -> Result<Option<String>, Error> {
            let node = value.exact(name)?;
            Ok(node.text().ok().map(str::to_owned))
        };
        Ok(Self {
            key_type: node.exact("keytype")?.text()?.to_owned(),
            scheme: node.exact("scheme")?.text()?.to_owned(),
            public: text("public")?,
            identity: text("identity")?,
            issuer: text("issuer")?,
        })
    }

    /// The key itself, if it is of a kind that can verify.
    pub(crate) fn material(&self) -> Result<KeyMaterial, Error> {
        let unsupported =
            || Error::KeyUnsupported { algorithm: format!("{}/{}", self.key_type, self.scheme) };
        if self.key_type == IDENTITY {
            return match (&self.identity, &self.issuer) {
                (Some(identity), Some(issuer)) if FULCIO.contains(&self.scheme.as_str()) => {
                    Ok(KeyMaterial::Identity { identity: identity.clone(), issuer: issuer.clone() })
                }
                _ => Err(unsupported()),
            };
        }
        let public = self.public.as_deref().ok_or_else(unsupported)?;
        let scheme = scheme(&self.scheme).ok_or_else(unsupported)?;
        let (key, fits) = match self.key_type.as_str() {
            "ed25519" => (from_ed25519(public)?, scheme == Scheme::Ed25519),
            ML_DSA => {
                let key = PublicKey::from_ml_dsa_pem(public.as_bytes(), PATH)?;
                let named = self.scheme.strip_suffix("/1") == Some(&key.algorithm().name());
                (key, named)
            }
            "rsa" => (
                PublicKey::from_pem_or_der(public.as_bytes(), PATH)?,
                matches!(scheme, Scheme::RsaPss(_) | Scheme::RsaPkcs1v15(_)),
            ),
            // The newer name, and those that repositories before 2023 wrote.
            "ecdsa" | "ecdsa-sha2-nistp256" | "ecdsa-sha2-nistp384" | "ecdsa-sha2-nistp521" => {
                (from_ecdsa(public)?, matches!(scheme, Scheme::Ecdsa(_)))
            }
            _ => return Err(unsupported()),
        };
        if fits && scheme_of(&key, scheme) {
            Ok(KeyMaterial::Key(key, scheme))
        } else {
            Err(unsupported())
        }
    }
}

fn scheme(name: &str) -> Option<Scheme> {
    Some(match name {
        "ed25519" => Scheme::Ed25519,
        "ecdsa-sha2-nistp256" => Scheme::Ecdsa(Sha256),
        "ecdsa-sha2-nistp384" => Scheme::Ecdsa(Sha384),
        "ecdsa-sha2-nistp521" => Scheme::Ecdsa(Sha512),
        "ml-dsa-44/1" | "ml-dsa-65/1" | "ml-dsa-87/1" => Scheme::MlDsa,
        "rsassa-pss-sha256" => Scheme::RsaPss(Sha256),
        "rsassa-pss-sha384" => Scheme::RsaPss(Sha384),
        "rsassa-pss-sha512" => Scheme::RsaPss(Sha512),
        "rsa-pkcs1v15-sha256" => Scheme::RsaPkcs1v15(Sha256),
        "rsa-pkcs1v15-sha384" => Scheme::RsaPkcs1v15(Sha384),
        "rsa-pkcs1v15-sha512" => Scheme::RsaPkcs1v15(Sha512),
        _ => return None,
    })
}

/// The schemes of curves name the curve.
fn scheme_of(key: &PublicKey, scheme: Scheme) -> bool {
    !matches!(scheme, Scheme::Ecdsa(_)) || Scheme::default_for(key.algorithm()) == scheme
}

/// 32 bytes in hexadecimal, or PEM.
fn from_ed25519(public: &str) -> Result<PublicKey, Error> {
    if public.starts_with("-----") {
        return PublicKey::from_pem_or_der(public.as_bytes(), PATH);
    }
    PublicKey::from_ed25519_bytes(&hex::decode(public, PATH)?, PATH)
}

/// PEM, or what the first repositories wrote: a point, or a whole key, in hexadecimal.
fn from_ecdsa(public: &str) -> Result<PublicKey, Error> {
    if public.trim_start().starts_with("-----") {
        return PublicKey::from_pem_or_der(public.as_bytes(), PATH);
    }
    let bytes = hex::decode(public, PATH)?;
    match bytes.first() {
        Some(4) => PublicKey::from_ecdsa_point(&bytes, PATH),
        _ => PublicKey::from_spki_der(&bytes, PATH),
    }
}
