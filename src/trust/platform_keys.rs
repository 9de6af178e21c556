//! Keys of platforms that sign for everybody who builds or publishes with them, each known by the
//! name that evidence calls it by. They come with this crate, with their origin and date.

use std::sync::OnceLock;

use crate::crypto::PublicKey;
use crate::digest::{Digest, DigestAlgorithm};
use crate::encoding::json::{self, Node};
use crate::error::Error;
use crate::time::{UnixTime, Window};
use crate::trust::domain::TrustSource;

/// The keys of Google Cloud Build, as one reads them in `keys/materials` of slsa-verifier: a copy of
/// that folder, whose index names commit aaf98fd, holds the same 21 keys. Google was not asked.
/// SHA-256 of this file: 219e2d2bd2c0068cc36221f6770087cb53729b92b9e8b5acd7928ad51c36f17c.
const CLOUD_BUILD: &[u8] = include_bytes!("roots/google-cloud-build.json");
/// The keys of npm's registry, in the form of target `registry.npmjs.org/keys.json` of Sigstore's TUF
/// repository; whether its metadata names this very file was not verified.
/// SHA-256 of this file: 10a5ca4115751c84b87e4d94a35a970816332b732849386eab3d87aa62e06380.
const NPM: &[u8] = include_bytes!("roots/npm-registry.json");
/// The day both came into this crate; when their owners gave them out is not known from them.
const DATE: &str = "2026-11-25";
/// More keys than this are an error.
const LIMIT: usize = 64;

/// Whose keys they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Platform {
    /// Google Cloud Build.
    CloudBuild,
    /// npm's registry, where it attests to a publication.
    Npm,
    /// npm's registry, where it signs a version's name and integrity.
    NpmRegistry,
}

/// A platform's key.
#[derive(Clone, Debug)]
pub(crate) struct PlatformKey {
    pub(crate) platform: Platform,
    /// What evidence calls it.
    pub(crate) name: String,
    pub(crate) key: PublicKey,
    /// When it is in use.
    pub(crate) window: Window,
}

impl Platform {
    /// What a signer of this platform is called in reports.
    pub(crate) const fn identity_type(self) -> &'static str {
        match self {
            Self::CloudBuild => "cloud-build-key",
            Self::Npm | Self::NpmRegistry => "npm-registry-key",
        }
    }

    /// Where its keys come from.
    pub(crate) fn source(self) -> TrustSource {
        let (name, bytes) = match self {
            Self::CloudBuild => ("google-cloud-build", CLOUD_BUILD),
            Self::Npm | Self::NpmRegistry => ("npm-registry", NPM),
        };
        let sha256 = Digest::of(DigestAlgorithm::Sha256, bytes).hex();
        TrustSource { name: name.to_owned(), source: "embedded", date: Some(DATE), sha256 }
    }
}

/// The platform's key that evidence calls by this name, for what the platform signs by it.
pub(crate) fn platform_key(platform: Platform, name: &str) -> Option<&'static PlatformKey> {
    static KEYS: OnceLock<Vec<PlatformKey>> = OnceLock::new();
    let keys = KEYS.get_or_init(|| {
        let mut keys = cloud_build_keys().unwrap_or_default();
        keys.extend(npm_keys().unwrap_or_default());
        keys
    });
    keys.iter().find(|known| known.platform == platform && known.name == name)
}

/// `{"REGION": base64 of a SubjectPublicKeyInfo}`; two keys are named otherwise, and sign envelopes
/// instead of bare payloads.
fn cloud_build_keys() -> Result<Vec<PlatformKey>, Error> {
    let json = json::parse(CLOUD_BUILD)?;
    let key = |(name, node): (&str, Node<'_>)| {
        let path = match name {
            "google-hosted-worker" | "provenanceSigner" => {
                format!("global/keyRings/attestor/cryptoKeys/{name}")
            }
            region => format!("{region}/keyRings/attestor/cryptoKeys/builtByGCB"),
        };
        Ok(PlatformKey {
            platform: Platform::CloudBuild,
            name: format!("projects/verified-builder/locations/{path}/cryptoKeyVersions/1"),
            key: PublicKey::from_spki_der(&node.bytes()?, node.path())?,
            window: Window::default(),
        })
    };
    Node::root(&json).entries(LIMIT)?.into_iter().map(key).collect()
}

/// Each by its usage: the same key may be in use at other times for another.
fn npm_keys() -> Result<Vec<PlatformKey>, Error> {
    let json = json::parse(NPM)?;
    let mut keys = Vec::new();
    for node in Node::root(&json).exact("keys")?.list(LIMIT)? {
        let platform = match node.exact("keyUsage")?.text()? {
            "npm:attestations" => Platform::Npm,
            "npm:signatures" => Platform::NpmRegistry,
            _ => continue,
        };
        let raw = node.exact("publicKey")?;
        let valid = raw.exact("validFor")?;
        let time = |name: &str| {
            let text = valid.exact(name)?.optional_text()?;
            text.map(UnixTime::from_rfc3339).transpose()
        };
        keys.push(PlatformKey {
            platform,
            name: node.exact("keyId")?.text()?.to_owned(),
            key: PublicKey::from_spki_der(&raw.exact("rawBytes")?.bytes()?, raw.path())?,
            window: Window { start: time("start")?, end: time("end")? },
        });
    }
    Ok(keys)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test's panic is its answer")]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_read() {
        assert_eq!(cloud_build_keys().unwrap().len(), 21);
        let (npm, signing): (Vec<_>, Vec<_>) =
            npm_keys().unwrap().into_iter().partition(|key| key.platform == Platform::Npm);
        assert_eq!((npm.len(), signing.len()), (2, 2));
        for (one, other) in npm.iter().zip(&signing) {
            assert_eq!((&one.name, &one.key), (&other.name, &other.key));
        }
        // npm's ids follow no formula, so that each is held to the key that it names.
        for (key, (name, fingerprint)) in npm.iter().zip([
            (
                "SHA256:jl3bwswu80PjjokCgh0o2w5c2U4LhQAE57gj9cz1kzA",
                "1e908a55459fe6ddac1ccbc137ea8631ee837032fec2a2ccc528b38d81f17108",
            ),
            (
                "SHA256:DhQ8wR5APBvFHLF/+Tc+AYvPOdTpcIDqOhxsBHRwC7U",
                "fb190a462123443500cbcdb6519623e7179e9f38d84ad4e9362b72d2b68b62c1",
            ),
        ]) {
            assert_eq!(
                (key.name.as_str(), key.key.fingerprint().hex().as_str()),
                (name, fingerprint)
            );
            assert!(key.window.start.is_some());
        }
        let global = "projects/verified-builder/locations/global/keyRings/attestor/cryptoKeys/builtByGCB/cryptoKeyVersions/1";
        assert!(platform_key(Platform::CloudBuild, global).is_some());
        for other in [
            "",
            "SHA256:",
            "global",
            "projects/verified-builder/locations//keyRings/attestor/cryptoKeys/builtByGCB/cryptoKeyVersions/1",
        ] {
            assert!(platform_key(Platform::CloudBuild, other).is_none(), "{other}");
        }
    }
}
