//! What both verifiers are asked.

use std::fs;
use std::path::Path;

use crate::corpus;
use crate::table::{OtherArtifact, OtherBundle, other_bundles};

const IDENTITY: &str = "https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main";
const ISSUER: &str = "https://token.actions.githubusercontent.com";

/// A bundle with everything it is verified with.
pub struct Case {
    /// The corpus and the path inside it.
    pub name: String,
    /// The bundle's bytes.
    pub bundle: Vec<u8>,
    /// What it should be about.
    pub artifact: Artifact,
    /// Who should have signed.
    pub signer: Signer,
    /// What is relied on.
    pub root: Root,
}

/// A file, or only its digest.
#[derive(Clone, Debug)]
pub enum Artifact {
    /// The bytes.
    File(Vec<u8>),
    /// `sha256:...` or `sha512:...`.
    Digest(String),
}

/// Who should have signed.
pub enum Signer {
    /// Whoever the authority vouches for.
    Anybody,
    /// This identity, of this issuer where one is stated.
    Identity(String, Option<String>),
    /// The owner of this key, in PEM.
    Key(Vec<u8>),
}

/// What is relied on.
pub enum Root {
    /// Sigstore's public-good instance.
    PublicGood,
    /// GitHub's own instance, which has no logs.
    GitHub,
    /// A trusted root of its own.
    Given(Vec<u8>),
}

/// Every case of the corpora; `None` where they are absent.
#[must_use]
pub fn cases() -> Option<Vec<Case>> {
    let mut cases = conformance(&corpus("cosign")?.join("bundle/conformance"));
    let (others, absent) = other_bundles(&corpus);
    if absent > 0 {
        println!("skipped: {absent} other bundles (no corpus)");
    }
    let all = others.len();
    cases.extend(others.into_iter().filter_map(from_other));
    let left_out = all - (cases.len() - 40);
    println!("left out: {left_out} bundles whose expectation the oracle cannot express");
    Some(cases)
}

fn conformance(folder: &Path) -> Vec<Case> {
    let mut folders: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    assert_eq!(folders.len(), 40);
    folders.iter().map(|folder| conformance_case(folder)).collect()
}

fn conformance_case(folder: &Path) -> Case {
    let text = |name: &str, default: &str| {
        fs::read_to_string(folder.join(name))
            .map_or(default.to_owned(), |text| text.trim().to_owned())
    };
    let own = folder.join("artifact");
    let artifact = if own.exists() { own } else { folder.join("../a.txt") };
    Case {
        name: format!("conformance/{}", folder.file_name().unwrap().to_str().unwrap()),
        bundle: fs::read(folder.join("bundle.sigstore.json")).unwrap(),
        artifact: Artifact::File(fs::read(artifact).unwrap()),
        signer: fs::read(folder.join("key.pub")).map_or_else(
            |_| Signer::Identity(text("identity", IDENTITY), Some(text("issuer", ISSUER))),
            Signer::Key,
        ),
        root: fs::read(folder.join("trusted_root.json")).map_or(Root::PublicGood, Root::Given),
    }
}

/// The oracle knows exact identities only, and one bundle a file.
fn from_other(other: OtherBundle) -> Option<Case> {
    let text = |key: &str| {
        let value = other.expectation.as_ref()?.get(key)?;
        value.as_str().map(str::to_owned)
    };
    let signer = if let Some(key) = other.key {
        Signer::Key(key)
    } else if text("repo").is_some() || other.lines > 1 {
        return None;
    } else if text("certificateIdentityRegexp").is_some() {
        Signer::Anybody
    } else {
        Signer::Identity(text("certificateIdentity")?, text("certificateOidcIssuer"))
    };
    let root = match other.trusted_root {
        Some(root) => Root::Given(root),
        None if other.github => Root::GitHub,
        None => Root::PublicGood,
    };
    let artifact = match other.artifact {
        OtherArtifact::File(bytes) => Artifact::File(bytes),
        OtherArtifact::Digest(digest) => Artifact::Digest(digest),
    };
    Some(Case { name: other.name, bundle: other.bundle, artifact, signer, root })
}
