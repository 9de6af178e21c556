//! What is this file? Its bytes decide; its name only breaks a tie.

use serde::Serialize;

use crate::encoding::json::{self, Node};

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Kind {
    /// A Sigstore bundle.
    SigstoreBundle,
    /// `trusted_root.json`, or several of them as JSON lines.
    TrustedRoot,
    /// A public key in PEM, or in DER under a name that says so.
    PublicKey,
    /// A certificate in PEM.
    Certificate,
    /// What a user expects, as JSON.
    Policy,
    /// None of these: an artifact, or something this version does not know.
    Unknown,
}

impl Kind {
    /// The kind's name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::SigstoreBundle => "sigstore-bundle",
            Self::TrustedRoot => "trusted-root",
            Self::PublicKey => "public-key",
            Self::Certificate => "certificate",
            Self::Policy => "policy",
            Self::Unknown => "unknown",
        }
    }

    /// What a file of this kind is for.
    pub const fn role(self) -> &'static str {
        match self {
            Self::SigstoreBundle => "evidence",
            Self::TrustedRoot => "trusted-root",
            Self::PublicKey => "key",
            Self::Policy => "policy",
            Self::Certificate | Self::Unknown => "artifact",
        }
    }
}

/// In every media type of a bundle.
const BUNDLE: &str = "vnd.dev.sigstore.bundle";
/// In every media type of a trusted root.
const TRUSTED_ROOT: &str = "vnd.dev.sigstore.trustedroot";
/// Names under which nothing but bundles is published.
const BUNDLE_NAMES: [&str; 3] = [".sigstore.json", ".sigstore", ".sigstore.jsonl"];
/// Keys of a policy that nothing else has.
const POLICY_KEYS: [&str; 3] = ["certificateIdentity", "certificateIdentityRegexp", "repo"];
/// Names of public keys.
const KEY_NAMES: [&str; 3] = [".pub", ".pem", ".der"];
/// A policy is smaller than this.
const POLICY_LIMIT: usize = 1024 * 1024;

/// Finds out what a file is.
///
/// ```
/// use touchstone::{Kind, sniff};
///
/// let bundle = br#"{"mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json"}"#;
/// assert_eq!(sniff(bundle, "anything"), Kind::SigstoreBundle);
/// assert_eq!(sniff(b"\x7fELF", "app.sigstore.json.exe"), Kind::Unknown);
/// ```
pub fn sniff(bytes: &[u8], name: &str) -> Kind {
    let text = bytes.trim_ascii_start();
    if text.starts_with(b"{") {
        return sniff_json(text, name);
    }
    if text.starts_with(b"-----BEGIN ") {
        return sniff_pem(text);
    }
    let named = |ends: &[&str]| ends.iter().any(|end| name.ends_with(end));
    // SubjectPublicKeyInfo: a sequence that starts with a sequence that starts with an identifier.
    let der = matches!(text, [0x30, 0x81..=0x82, ..] | [0x30, _, 0x30, _, 0x06, ..]);
    if der && text.len() < 4096 && named(&KEY_NAMES) {
        return Kind::PublicKey;
    }
    // Whoever gives a file this name means a bundle, and is told what is wrong with it.
    let meant = named(&BUNDLE_NAMES) && !text.contains(&0);
    if meant { Kind::SigstoreBundle } else { Kind::Unknown }
}

fn sniff_json(text: &[u8], name: &str) -> Kind {
    let named = BUNDLE_NAMES.iter().any(|end| name.ends_with(end));
    let Ok(json) = json::parse(text) else {
        return sniff_broken_json(text, named);
    };
    let root = Node::root(&json);
    let has = |key: &str| root.get(key).is_ok_and(|node| node.is_present());
    let media_type = root.get("mediaType").and_then(|node| node.text()).unwrap_or_default();
    if has("verificationMaterial") || media_type.contains(BUNDLE) {
        Kind::SigstoreBundle
    } else if media_type.contains(TRUSTED_ROOT) {
        Kind::TrustedRoot
    } else if POLICY_KEYS.iter().any(|key| has(key)) {
        Kind::Policy
    } else if named {
        Kind::SigstoreBundle
    } else {
        Kind::Unknown
    }
}

/// JSON lines, or JSON with a mistake: whoever gave it is told where that is.
fn sniff_broken_json(text: &[u8], named: bool) -> Kind {
    let holds = |part: &str| contains(text, part.as_bytes());
    if named || holds(BUNDLE) || holds("\"verificationMaterial\"") {
        Kind::SigstoreBundle
    } else if holds(TRUSTED_ROOT) {
        Kind::TrustedRoot
    } else if text.len() <= POLICY_LIMIT
        && POLICY_KEYS.iter().any(|key| holds(&format!("\"{key}\"")))
    {
        Kind::Policy
    } else {
        Kind::Unknown
    }
}

fn sniff_pem(text: &[u8]) -> Kind {
    let label = text.get(..64).unwrap_or(text);
    if contains(label, b"PUBLIC KEY-----") {
        Kind::PublicKey
    } else if contains(label, b"CERTIFICATE-----") {
        Kind::Certificate
    } else {
        Kind::Unknown
    }
}

fn contains(text: &[u8], part: &[u8]) -> bool {
    // Quick over the bulk of a file: the first byte is compared before the rest.
    let Some(first) = part.first() else { return true };
    let mut rest = text;
    while let Some(position) = rest.iter().position(|byte| byte == first) {
        let Some(found) = rest.get(position..) else { return false };
        if found.starts_with(part) {
            return true;
        }
        rest = found.get(1..).unwrap_or_default();
    }
    false
}
