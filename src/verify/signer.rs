//! Who signed, once it is proven.

use crate::crypto::PublicKey;
use crate::error::Facts;
use crate::formats::certificate::Certificate;
use crate::time::UnixTime;
use crate::trust::keyring::Stated;
use crate::trust::platform_keys::PlatformKey;
use crate::verify::Verified;

/// The identity behind a signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Signer {
    /// The subject alternative name exactly as it is, or a key's fingerprint.
    pub(crate) identity: String,
    /// `uri`, `email`, `dns`, `other-name`, `key`, `cloud-build-key` or `npm-registry-key`.
    pub(crate) identity_type: &'static str,
    /// Who vouched for the identity when the certificate was issued.
    pub(crate) issuer: Option<String>,
    /// Fulcio's extensions by their documented names.
    pub(crate) extensions: Facts,
    /// Of a key: whether the user named it as the expected signer's.
    pub(crate) stated: bool,
}

impl Signer {
    /// The signer that a certificate names, whose chain and signature were verified.
    pub(super) fn from_certificate(leaf: &Certificate) -> Option<Verified<Self>> {
        let name = leaf.names.first()?;
        Some(Verified(Self {
            identity: name.value.clone(),
            identity_type: name.kind.name(),
            issuer: leaf.fulcio.issuer().map(str::to_owned),
            extensions: leaf.fulcio.facts(),
            stated: false,
        }))
    }

    /// The platform whose key it is.
    pub(super) fn from_platform(known: &PlatformKey) -> Verified<Self> {
        Verified(Self {
            identity: known.name.clone(),
            identity_type: known.platform.identity_type(),
            issuer: None,
            extensions: Facts::new(),
            stated: false,
        })
    }

    /// Who vouched for the identity.
    pub(crate) fn issuer(&self) -> Option<&str> {
        self.issuer.as_deref()
    }

    /// One of Fulcio's extensions by its documented name.
    pub(crate) fn extension(&self, name: &str) -> Option<&str> {
        self.extensions.get(name).and_then(|value| value.as_str())
    }

    /// The owner of a key that the user gave, with which the signature was verified.
    pub(super) fn from_key(key: &PublicKey, stated: Stated) -> Verified<Self> {
        Verified(Self {
            identity: format!("sha256:{}", key.fingerprint().hex()),
            identity_type: "key",
            issuer: None,
            extensions: Facts::new(),
            stated: stated == Stated::Expected,
        })
    }
}

/// When the signature existed, and who says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SigningTime {
    pub(crate) value: UnixTime,
    /// `rfc3161` or `log`.
    pub(crate) source: &'static str,
    /// The timestamp authority or log, as the trusted root calls it.
    pub(crate) authority: String,
}

impl SigningTime {
    /// A time whose source was verified.
    pub(super) const fn proven(
        value: UnixTime,
        source: &'static str,
        authority: String,
    ) -> Verified<Self> {
        Verified(Self { value, source, authority })
    }
}
