//! Keys of platforms that sign for everybody who builds or publishes with them, each known by the
//! name that evidence calls it by. They come with this crate, with their origin and date; the user
//! may have npm's anew, or those of a registry of their own.

use std::sync::{Arc, OnceLock};

use crate::crypto::PublicKey;
use crate::encoding::json::{self, Node};
use crate::error::Error;
use crate::sniff::is_npm_keys;
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
    /// The file that it came in.
    pub(crate) source: Arc<TrustSource>,
}

impl Platform {
    /// What a signer of this platform is called in reports.
    pub(crate) const fn identity_type(self) -> &'static str {
        match self {
            Self::CloudBuild => "cloud-build-key",
            Self::Npm | Self::NpmRegistry => "npm-registry-key",
        }
    }

    /// What its keys are for, as npm says it.
    pub(crate) const fn usage(self) -> &'static str {
        match self {
            Self::CloudBuild => "provenance",
            Self::Npm => "npm:attestations",
            Self::NpmRegistry => "npm:signatures",
        }
    }
}

/// The platform's key that evidence calls by this name, for what the platform signs by it. Those
/// that the user gave take the place of the registry's that come with this crate.
pub(crate) fn platform_key<'a>(
    platform: Platform,
    name: &str,
    given: &'a [PlatformKey],
) -> Option<&'a PlatformKey> {
    static KEYS: OnceLock<Vec<PlatformKey>> = OnceLock::new();
    let embedded = || {
        let mut keys = cloud_build_keys().unwrap_or_default();
        keys.extend(
            npm_keys(NPM, TrustSource::embedded("npm-registry", DATE, NPM)).unwrap_or_default(),
        );
        keys
    };
    let own = platform != Platform::CloudBuild && !given.is_empty();
    let keys: &[PlatformKey] = if own { given } else { KEYS.get_or_init(embedded) };
    keys.iter().find(|known| known.platform == platform && known.name == name)
}

/// A file of a registry's keys that the user gave; nothing if it is something else.
pub(crate) fn given_keys(name: &str, bytes: &[u8]) -> Option<Result<Vec<PlatformKey>, Error>> {
    let json = json::parse(bytes).ok()?;
    is_npm_keys(&Node::root(&json)).then(|| npm_keys(bytes, TrustSource::given(name, bytes)))
}

/// `{"REGION": base64 of a SubjectPublicKeyInfo}`; two keys are named otherwise, and sign envelopes
/// instead of bare payloads.
fn cloud_build_keys() -> Result<Vec<PlatformKey>, Error> {
    let json = json::parse(CLOUD_BUILD)?;
    let source = Arc::new(TrustSource::embedded("google-cloud-build", DATE, CLOUD_BUILD));
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
            source: Arc::clone(&source),
        })
    };
    Node::root(&json).entries(LIMIT)?.into_iter().map(key).collect()
}

/// The keys of npm's registry, as Sigstore distributes them, or as a registry answers under
/// `/-/npm/v1/keys`.
///
/// Each is kept by its usage: the same key may be in use at other times for another. A registry's
/// own answer names none, and npm takes its keys for both.
fn npm_keys(bytes: &[u8], source: TrustSource) -> Result<Vec<PlatformKey>, Error> {
    let source = Arc::new(source);
    let json = json::parse(bytes)?;
    let list = Node::root(&json).exact("keys")?;
    let mut keys = Vec::new();
    for node in list.list(LIMIT)? {
        let time = |node: Node<'_>| {
            let text = node.optional_text()?;
            text.map(UnixTime::from_rfc3339).transpose()
        };
        let distributed = node.exact("publicKey")?;
        let valid = distributed.exact("validFor")?;
        let (name, raw, start, end) = if distributed.is_present() {
            let raw = distributed.exact("rawBytes")?;
            (node.exact("keyId")?, raw, time(valid.exact("start")?)?, time(valid.exact("end")?)?)
        } else {
            (node.exact("keyid")?, node.exact("key")?, None, time(node.exact("expires")?)?)
        };
        let platforms: &[Platform] = match node.exact("keyUsage")?.optional_text()? {
            Some("npm:attestations") => &[Platform::Npm],
            Some("npm:signatures") => &[Platform::NpmRegistry],
            None if !distributed.is_present() => &[Platform::Npm, Platform::NpmRegistry],
            _ => continue,
        };
        let name = name.filled_text()?.to_owned();
        let key = PublicKey::from_spki_der(&raw.bytes()?, raw.path())?;
        keys.extend(platforms.iter().map(|platform| PlatformKey {
            platform: *platform,
            name: name.clone(),
            key: key.clone(),
            window: Window { start, end },
            source: Arc::clone(&source),
        }));
    }
    if keys.is_empty() { Err(list.missing()) } else { Ok(keys) }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test's panic is its answer")]
mod tests {
    use super::*;

    fn embedded_npm_keys() -> Vec<PlatformKey> {
        npm_keys(NPM, TrustSource::embedded("npm-registry", DATE, NPM)).unwrap()
    }

    #[test]
    fn the_answer_of_a_registry_is_read() {
        let known = embedded_npm_keys().remove(0);
        let answer = serde_json::json!({"keys": [{
            "expires": "2025-01-29T00:00:00.000Z", "keyid": "SHA256:own", "keytype": "ecdsa-sha2-nistp256",
            "scheme": "ecdsa-sha2-nistp256", "key": crate::encoding::base64::encode(known.key.spki_der()),
        }]});
        let answer = |change: &dyn Fn(&mut serde_json::Value)| {
            let mut copy = answer.clone();
            change(&mut copy["keys"][0]);
            given_keys("keys.json", copy.to_string().as_bytes())
        };
        let keys = answer(&|_| {}).unwrap().unwrap();
        for platform in [Platform::Npm, Platform::NpmRegistry] {
            let found = platform_key(platform, "SHA256:own", &keys).unwrap();
            assert_eq!((&found.key, found.window.start), (&known.key, None));
            assert_eq!(found.window.end, known.window.end);
            // What the user gave stands in place of what came with the crate.
            assert!(platform_key(platform, &known.name, &keys).is_none());
            assert!(platform_key(platform, &known.name, &[]).is_some());
        }
        let global = "projects/verified-builder/locations/global/keyRings/attestor/cryptoKeys/builtByGCB/cryptoKeyVersions/1";
        assert!(platform_key(Platform::CloudBuild, global, &keys).is_some());
        let refused =
            |change: &dyn Fn(&mut serde_json::Value)| answer(change).unwrap().unwrap_err().code();
        assert_eq!(refused(&|key| key["expires"] = "soon".into()), "time-invalid");
        assert_eq!(refused(&|key| key["keyid"] = "".into()), "field-missing");
        assert_eq!(refused(&|key| key["key"] = "AA==".into()), "key-invalid");
        assert_eq!(refused(&|key| key["keyUsage"] = "npm:other".into()), "field-missing");
        assert!(given_keys("trusted_root.json", b"{\"mediaType\": \"\"}").is_none());
    }

    #[test]
    fn every_key_is_read() {
        assert_eq!(cloud_build_keys().unwrap().len(), 21);
        let (npm, signing): (Vec<_>, Vec<_>) =
            embedded_npm_keys().into_iter().partition(|key| key.platform == Platform::Npm);
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
        assert!(platform_key(Platform::CloudBuild, global, &[]).is_some());
        for other in [
            "",
            "SHA256:",
            "global",
            "projects/verified-builder/locations//keyRings/attestor/cryptoKeys/builtByGCB/cryptoKeyVersions/1",
        ] {
            assert!(platform_key(Platform::CloudBuild, other, &[]).is_none(), "{other}");
        }
    }
}
