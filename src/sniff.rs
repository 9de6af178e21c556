//! What is this file? Its bytes decide; its name only breaks a tie.

mod kind;

pub use self::kind::Kind;
use crate::encoding::inflate::first_bytes;
use crate::encoding::json::{self, Node};
use crate::encoding::{base64, pem};

/// In every media type of a bundle.
const BUNDLE: &str = "vnd.dev.sigstore.bundle";
/// In every media type of a trusted root.
const TRUSTED_ROOT: &str = "vnd.dev.sigstore.trustedroot";
/// Names under which nothing but bundles is published.
const BUNDLE_NAMES: [&str; 3] = [".sigstore.json", ".sigstore", ".sigstore.jsonl"];
/// Keys of a policy that nothing else has.
const POLICY_KEYS: [&str; 5] =
    ["certificateIdentity", "certificateIdentityRegexp", "repo", "sourceUri", "verifierId"];
/// How a policy says what it is.
const POLICY_SCHEMA: &str = "touchstone-policy/";
/// More sections than this are not looked at.
const POLICY_SECTIONS: usize = 256;
/// Names of public keys.
const KEY_NAMES: [&str; 3] = [".pub", ".pem", ".der"];
/// The first bytes of a signature that containers/image stored.
pub(crate) const STORED: &[u8] = b"\0sigstore-json\n";
/// Names of signatures.
const SIGNATURE_NAMES: [&str; 2] = [".sig", ".signature"];
/// Names of timestamps.
const TIMESTAMP_NAMES: [&str; 2] = [".tsr", ".tst"];
/// How signatures of PGP begin: old packets with one, two and four bytes of length, new packets.
const PGP: [u8; 4] = [0x88, 0x89, 0x8a, 0xc2];
/// A package of more versions is not looked at.
const NPM_VERSIONS: usize = 50_000;
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
    if matches!(bytes, [b'P', b'A', b'C', b'K', 0, 0, 0, 2 | 3, ..]) {
        return Kind::GitPack;
    }
    let first = bytes.get(..32).unwrap_or(bytes).split(|byte| *byte == b'\n').next();
    if first.is_some_and(|line| line.starts_with(b"# v") && line.ends_with(b" git bundle")) {
        return Kind::GitBundle;
    }
    if is_git_object(bytes) {
        return Kind::GitObject;
    }
    if bytes.starts_with(STORED) {
        return Kind::CosignSignature;
    }
    if text.starts_with(b"[") && text.len() <= LIST_LIMIT && is_list_of_entries(text) {
        return Kind::LogEntry;
    }
    if text.starts_with(b"[") && is_list_of_attestations(text) {
        return Kind::Attestations;
    }
    if let Some(text) = pem::in_base64(text) {
        return sniff_pem(&text);
    }
    let named = |ends: &[&str]| ends.iter().any(|end| name.ends_with(end));
    // SubjectPublicKeyInfo: a sequence that starts with a sequence that starts with an identifier.
    let der = matches!(text, [0x30, 0x81..=0x82, ..] | [0x30, _, 0x30, _, 0x06, ..]);
    if der && text.len() < 4096 && named(&KEY_NAMES) {
        return Kind::PublicKey;
    }
    if der && text.len() < 16_384 && named(&TIMESTAMP_NAMES) {
        return Kind::Timestamp;
    }
    if is_signature(bytes, named(&SIGNATURE_NAMES)) {
        return Kind::Signature;
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
    if is_pypi(&root) {
        Kind::Attestations
    } else if has("verificationMaterial") || media_type.contains(BUNDLE) {
        Kind::SigstoreBundle
    } else if media_type.contains(TRUSTED_ROOT) {
        Kind::TrustedRoot
    } else if is_tuf(&root) {
        Kind::TufMetadata
    } else if let Some(kind) = sniff_cosign(&root) {
        kind
    } else if has("provenance_summary") && has("image_summary") {
        Kind::CloudBuild
    } else if is_attestations(&root) {
        Kind::Attestations
    } else if let Some(kind) = sniff_image(&root).or_else(|| sniff_npm(&root)) {
        kind
    } else if is_policy(&root) {
        Kind::Policy
    } else if named {
        Kind::SigstoreBundle
    } else {
        Kind::Unknown
    }
}

/// A role's metadata (TUF section 4): in-toto's layouts are signed in the same way.
#[inline(never)]
fn is_tuf(root: &Node<'_>) -> bool {
    let Ok(signed) = root.exact("signed") else { return false };
    let has = |key: &str| signed.exact(key).is_ok_and(|node| node.is_present());
    let kind = signed.exact("_type").and_then(|node| node.text()).unwrap_or_default();
    has("spec_version") && ["root", "timestamp", "snapshot", "targets"].contains(&kind)
}

/// What cosign and Rekor write, by the fields that nothing else has.
#[inline(never)]
fn sniff_cosign(root: &Node<'_>) -> Option<Kind> {
    let has = |key: &str| root.exact(key).is_ok_and(|node| node.is_present());
    if has("base64Signature") {
        Some(Kind::CosignBundle)
    } else if has("Base64Signature") && has("Payload") {
        Some(Kind::CosignSignature)
    } else if has("SignedEntryTimestamp") && has("Payload") || is_entry(root) {
        Some(Kind::LogEntry)
    } else if has("SignedRFC3161Timestamp") {
        Some(Kind::Timestamp)
    } else if has("payloadType") && has("payload") && has("signatures") {
        Some(Kind::Envelope)
    } else {
        None
    }
}

/// What describes container images, by the fields that nothing else has together.
#[inline(never)]
fn sniff_image(root: &Node<'_>) -> Option<Kind> {
    let has = |key: &str| root.exact(key).is_ok_and(|node| node.is_present());
    let listed = has("schemaVersion");
    if listed && has("manifests") {
        Some(Kind::ImageIndex)
    } else if listed && has("config") && has("layers") {
        Some(Kind::ImageManifest)
    } else if has("rootfs") && has("architecture") {
        Some(Kind::ImageConfig)
    } else {
        None
    }
}

/// Rekor's `{uuid: {body, logID, logIndex, …}}`.
fn is_entry(root: &Node<'_>) -> bool {
    let Ok(entries) = root.entries(1_000) else { return false };
    let Some((_, entry)) = entries.first() else { return false };
    ["body", "logID", "logIndex"]
        .iter()
        .all(|key| entry.exact(key).is_ok_and(|node| node.is_present()))
}

/// A commit or tag, whichever way it is handed over: alone, with git's own head before it,
/// deflated as git stores it, or as `git show --format=raw` prints it.
fn is_git_object(bytes: &[u8]) -> bool {
    if starts_as_zlib(bytes) {
        return has_git_head(&first_bytes(bytes, GIT_HEAD));
    }
    let printed = bytes.strip_prefix(b"commit ").and_then(|rest| {
        let (first, rest) = rest.split_at_checked(rest.iter().position(|byte| *byte == b'\n')?)?;
        let id = first.split(u8::is_ascii_whitespace).next()?;
        is_id(id).then_some(rest.trim_ascii_start())
    });
    if let Some(rest) = printed {
        return is_git_text(rest);
    }
    let head = bytes.get(..GIT_HEAD).unwrap_or(bytes).iter().position(|byte| *byte == 0);
    let body = head.filter(|_| has_git_head(bytes)).and_then(|end| bytes.get(end + 1..));
    is_git_text(body.unwrap_or(bytes))
}

/// `commit 1234\0` fits into so many bytes.
const GIT_HEAD: usize = 32;

fn has_git_head(bytes: &[u8]) -> bool {
    let named = bytes.starts_with(b"commit ") || bytes.starts_with(b"tag ");
    named && bytes.get(..GIT_HEAD).unwrap_or(bytes).contains(&0)
}

/// `tree` or `object` with an id, and one of the headers that come next.
fn is_git_text(body: &[u8]) -> bool {
    let mut lines = body.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii_end);
    let first = lines.next().unwrap_or_default();
    let id = first.strip_prefix(b"tree ").or_else(|| first.strip_prefix(b"object "));
    let second = lines.next().unwrap_or_default();
    let names: [&[u8]; 4] = [b"parent ", b"author ", b"tree ", b"type "];
    names.iter().any(|name| second.starts_with(name)) && id.is_some_and(is_id)
}

fn is_id(id: &[u8]) -> bool {
    matches!(id.len(), 40 | 64) && id.iter().all(u8::is_ascii_hexdigit)
}

/// A zlib header (RFC 1950 section 2.2) with git's window.
pub(crate) fn starts_as_zlib(bytes: &[u8]) -> bool {
    match bytes {
        [0x78, flags, ..] => (0x7800 | u16::from(*flags)).is_multiple_of(31),
        _ => false,
    }
}

fn is_list_of_entries(text: &[u8]) -> bool {
    let Ok(json) = json::parse(text) else { return false };
    let list = Node::root(&json).list(1_000);
    list.is_ok_and(|list| list.first().is_some_and(is_entry))
}

/// `{"attestations": [{"bundle"}]}`.
fn is_attestations(root: &Node<'_>) -> bool {
    let list = root.exact("attestations").and_then(|list| list.list(1_000));
    list.is_ok_and(|list| {
        list.first().is_some_and(|first| first.exact("bundle").is_ok_and(|node| node.is_present()))
    })
}

/// What PyPI keeps: `{"verification_material", "envelope"}`, or `{"attestation_bundles"}`.
pub(crate) fn is_pypi(root: &Node<'_>) -> bool {
    let has = |key: &str| root.exact(key).is_ok_and(|node| node.is_present());
    has("attestation_bundles") || (has("verification_material") && has("envelope"))
}

/// What npm's registry says of a version, and npm's lock files.
#[inline(never)]
fn sniff_npm(root: &Node<'_>) -> Option<Kind> {
    let has = |node: &Node<'_>, key: &str| node.exact(key).is_ok_and(|node| node.is_present());
    let signed = root.exact("dist").is_ok_and(|dist| has(&dist, "signatures"));
    let versions = root.exact("versions").and_then(|node| node.entries(NPM_VERSIONS));
    // A package with all of its versions, of which the oldest may be unsigned.
    let published = versions.is_ok_and(|list| list.iter().any(|(_, one)| has(one, "dist")));
    if has(root, "name") && (signed && has(root, "version") || published) {
        Some(Kind::NpmVersion)
    } else if has(root, "lockfileVersion") && (has(root, "packages") || has(root, "dependencies")) {
        Some(Kind::NpmLock)
    } else if is_npm_keys(root) {
        Some(Kind::TrustedRoot)
    } else {
        None
    }
}

/// Keys of npm's registry: `{"keys": [{"keyid"}]}`, or `keyId` as Sigstore distributes them.
pub(crate) fn is_npm_keys(root: &Node<'_>) -> bool {
    let has = |node: &Node<'_>, key: &str| node.exact(key).is_ok_and(|node| node.is_present());
    let list = root.exact("keys").and_then(|keys| keys.list(1_000)).unwrap_or_default();
    list.first().is_some_and(|first| {
        (has(first, "keyid") && has(first, "key"))
            || (has(first, "keyId") && has(first, "publicKey"))
    })
}

/// A list of bundles or envelopes.
fn is_list_of_attestations(text: &[u8]) -> bool {
    // Most lists are of something else, and long.
    if !contains(text, b"\"dsseEnvelope\"") && !contains(text, b"\"payloadType\"") {
        return false;
    }
    let Ok(json) = json::parse(text) else { return false };
    let list = Node::root(&json).list(1_000);
    list.is_ok_and(|list| {
        list.first().is_some_and(|first| {
            let has = |name| first.get(name).is_ok_and(|node| node.is_present());
            has("dsseEnvelope") || (has("payloadType") && has("signatures"))
        })
    })
}

/// A longer list is no answer of a log's.
const LIST_LIMIT: usize = 1024 * 1024;

/// A policy says so, or names a signer, for files of certain names at least.
#[inline(never)]
fn is_policy(root: &Node<'_>) -> bool {
    let names = |node: &Node<'_>| {
        POLICY_KEYS.iter().any(|key| node.exact(key).is_ok_and(|node| node.is_present()))
    };
    let sections = root.exact("artifacts").and_then(|node| node.entries(POLICY_SECTIONS));
    let schema = root.exact("schema").and_then(|node| node.text()).unwrap_or_default();
    schema.starts_with(POLICY_SCHEMA)
        || names(root)
        || sections.is_ok_and(|sections| sections.iter().any(|(_, section)| names(section)))
}

/// A signature under a name that says so, or one of ECDSA in base64, which looks like nothing else.
fn is_signature(bytes: &[u8], named: bool) -> bool {
    let pgp = bytes.first().is_some_and(|first| PGP.contains(first));
    if bytes.is_empty() || bytes.len() > 2_048 || pgp {
        return false;
    }
    let text = core::str::from_utf8(bytes.trim_ascii()).ok();
    let decoded = text.and_then(|text| base64::decode(text, "$").ok());
    // SEQUENCE { INTEGER, INTEGER }, whole.
    let ecdsa = decoded.is_some_and(|bytes| match bytes.as_slice() {
        [0x30, length, 0x02, ..] => usize::from(*length) + 2 == bytes.len() && bytes.len() >= 64,
        [0x30, 0x81, length, 0x02, ..] => usize::from(*length) + 3 == bytes.len(),
        _ => false,
    });
    ecdsa || named
}

/// JSON lines, or JSON with a mistake: whoever gave it is told where that is.
fn sniff_broken_json(text: &[u8], named: bool) -> Kind {
    let holds = |part: &str| contains(text, part.as_bytes());
    if named || holds(BUNDLE) || holds("\"verificationMaterial\"") {
        Kind::SigstoreBundle
    } else if let Some(kind) = sniff_first_line(text) {
        kind
    } else if holds("\"provenance_summary\"") && holds("\"image_summary\"") {
        Kind::CloudBuild
    } else if holds(TRUSTED_ROOT) {
        Kind::TrustedRoot
    } else if text.len() <= POLICY_LIMIT
        && (holds(POLICY_SCHEMA) || POLICY_KEYS.iter().any(|key| holds(&format!("\"{key}\""))))
    {
        Kind::Policy
    } else {
        Kind::Unknown
    }
}

/// Lines of what cosign prints.
fn sniff_first_line(text: &[u8]) -> Option<Kind> {
    let line = text.split(|byte| *byte == b'\n').next().filter(|line| line.len() < text.len())?;
    let json = json::parse(line).ok()?;
    sniff_cosign(&Node::root(&json))
}

#[inline(never)]
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
