//! npm: what its registry says of one version of a package or of all, with the registry's signatures
//! (npm Docs, "ECDSA registry signatures"), and lock files, which nobody signs (npm Docs,
//! "package-lock.json").

use crate::digest::{Digest, DigestAlgorithm, Digests};
use crate::encoding::base64;
use crate::encoding::json::{self, Node};
use crate::error::Error;
use crate::formats::bundle::{Bundle, Content, KeyMaterial};
use crate::formats::cosign::detached;

/// More signatures of one version than this are an error, not work.
const SIGNATURE_LIMIT: usize = 16;
/// More packages in a lock file than this are an error, not work.
const PACKAGE_LIMIT: usize = 50_000;
/// More versions of a package than this are an error, not work.
const VERSION_LIMIT: usize = 50_000;
/// More digests of one package than this are an error, not work.
const DIGEST_LIMIT: usize = 16;

/// What the registry signed: that this version of this package is a file with this digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RegistrySignature {
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) digest: Digest,
    /// `NAME@VERSION:INTEGRITY`, as it is signed.
    pub(crate) payload: Vec<u8>,
    pub(crate) signature: Vec<u8>,
}

/// Reads `{"name", "version", "dist": {"integrity", "signatures": [{"keyid", "sig"}]}}`, or
/// `{"name", "versions": {VERSION: the same}}`: a piece of evidence for each signature.
#[inline(never)]
pub(crate) fn versions(bytes: &[u8]) -> Result<Vec<Bundle>, Error> {
    let json = json::parse(bytes)?;
    let root = Node::root(&json);
    let list = root.exact("versions")?;
    if root.exact("dist")?.is_present() || !list.is_present() {
        return version(&root);
    }
    // Versions from before the registry signed have no signature, or no digest that could bind.
    let signed = list.entries(VERSION_LIMIT)?.into_iter().filter_map(|(_, one)| version(&one).ok());
    let found: Vec<Bundle> = signed.flatten().collect();
    if found.is_empty() { Err(list.missing()) } else { Ok(found) }
}

fn version(root: &Node<'_>) -> Result<Vec<Bundle>, Error> {
    let name = root.exact("name")?;
    let version = root.exact("version")?;
    // Only so is there one way to read what was signed.
    let scoped = name.filled_text()?;
    if scoped.get(1..).is_none_or(|rest| rest.contains('@')) || scoped.contains(':') {
        return Err(name.invalid("the name of a package"));
    }
    if version.filled_text()?.contains(['@', ':']) {
        return Err(version.invalid("a version"));
    }
    let dist = root.exact("dist")?;
    let integrity = dist.exact("integrity")?;
    let digest = integrity_digest(&integrity, integrity.text()?)?;
    let payload = format!("{}@{}:{}", name.text()?, version.text()?, integrity.text()?);
    let list = dist.exact("signatures")?;
    let one = |node: &Node<'_>| {
        let hint = node.exact("keyid")?.filled_text()?.to_owned();
        let signed = RegistrySignature {
            name: name.text()?.to_owned(),
            version: version.text()?.to_owned(),
            digest: digest.clone(),
            payload: payload.clone().into_bytes(),
            signature: node.exact("sig")?.bytes()?,
        };
        Ok(detached(Content::Registry(signed), KeyMaterial::PublicKey { hint }))
    };
    let found = list.list(SIGNATURE_LIMIT)?.iter().map(one).collect::<Result<Vec<_>, Error>>()?;
    if found.is_empty() { Err(list.missing()) } else { Ok(found) }
}

/// Reads the digests of a lock file's packages: `packages` is their list (`lockfileVersion` 2 and
/// 3), or `dependencies` their tree (1).
#[inline(never)]
pub(crate) fn lock(bytes: &[u8]) -> Result<Vec<Bundle>, Error> {
    let json = json::parse(bytes)?;
    let root = Node::root(&json);
    let mut found = Vec::new();
    for package in locked(&root)? {
        let integrity = package.exact("integrity")?;
        let mut digests = Digests::default();
        // One of several counts as much as another; those that are too weak to bind count nothing.
        for text in integrity.optional_text()?.unwrap_or_default().split(' ').take(DIGEST_LIMIT) {
            if let Ok(digest) = integrity_digest(&integrity, text) {
                digests.insert(digest);
            }
        }
        if digests.iter().next().is_some() {
            found.push(digests);
        }
    }
    if found.is_empty() {
        return Err(Error::FieldMissing { path: "$..integrity".to_owned() });
    }
    Ok(vec![detached(Content::Locked(found), KeyMaterial::unsaid())])
}

/// A lock file's packages, wherever they are in the tree.
fn locked<'a>(root: &Node<'a>) -> Result<Vec<Node<'a>>, Error> {
    let inside = |node: Node<'a>| -> Result<Vec<Node<'a>>, Error> {
        Ok(node.entries(PACKAGE_LIMIT)?.into_iter().map(|(_, package)| package).collect())
    };
    let list = root.exact("packages")?;
    if list.is_present() {
        return inside(list);
    }
    let tree = root.exact("dependencies")?;
    let mut found = inside(tree)?;
    let mut next = 0;
    while let Some(package) = found.get(next) {
        let below = package.exact("dependencies")?;
        next += 1;
        if below.is_present() {
            found.extend(inside(below)?);
        }
        if found.len() > PACKAGE_LIMIT {
            let length = u64::try_from(found.len()).unwrap_or(u64::MAX);
            let (path, limit) = ("$.dependencies".to_owned(), 50_000);
            return Err(Error::ListTooLong { path, length, limit });
        }
    }
    Ok(found)
}

/// `sha512-BASE64` (Subresource Integrity, section 3.5).
fn integrity_digest(node: &Node<'_>, text: &str) -> Result<Digest, Error> {
    let invalid = || node.invalid("sha512- and a digest in base64");
    let (name, encoded) = text.split_once('-').ok_or_else(invalid)?;
    let algorithm = DigestAlgorithm::from_name(name)
        .filter(|algorithm| *algorithm != DigestAlgorithm::Sha1)
        .ok_or_else(|| Error::AlgorithmUnsupported { algorithm: name.to_owned() })?;
    Digest::from_bytes(algorithm, &base64::decode(encoded, node.path())?).map_err(|_| invalid())
}
