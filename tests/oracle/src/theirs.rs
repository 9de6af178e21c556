//! The oracle's answer.

use sigstore_trust_root::{
    SIGSTORE_GITHUB_TRUSTED_ROOT, SIGSTORE_PRODUCTION_TRUSTED_ROOT, TrustedRoot,
};
use sigstore_verify::types::{self, Bundle, DerPublicKey, HashAlgorithm, Sha256Hash, Sha512Hash};
use sigstore_verify::{Policy, PublicKeyVerificationPolicy, VerificationPolicy, Verifier};

use crate::case::{Artifact, Case, Root, Signer};

/// The oracle, ready to be asked about one case as often as one likes.
pub struct Oracle {
    verifier: Verifier,
    policy: Box<dyn Policy + Send + Sync>,
}

impl Oracle {
    /// Reads the trusted root and the key.
    ///
    /// # Errors
    ///
    /// What the oracle says about them.
    pub fn new(case: &Case) -> Result<Self, String> {
        let root = match &case.root {
            Root::PublicGood => SIGSTORE_PRODUCTION_TRUSTED_ROOT,
            Root::GitHub => SIGSTORE_GITHUB_TRUSTED_ROOT,
            Root::Given(root) => std::str::from_utf8(root).map_err(|error| error.to_string())?,
        };
        let root = TrustedRoot::from_json(root).map_err(|error| error.to_string())?;
        let verifier = Verifier::new(&root).map_err(|error| error.to_string())?;
        Ok(Self { verifier, policy: policy(case)? })
    }

    /// Whether the oracle accepts the bundle, or why not.
    ///
    /// # Errors
    ///
    /// What the oracle says.
    pub fn ask(&self, bundle: &[u8], artifact: &Artifact) -> Result<(), String> {
        let text = std::str::from_utf8(bundle).map_err(|error| error.to_string())?;
        let bundle = Bundle::from_json(text).map_err(|error| error.to_string())?;
        let artifact = match artifact {
            Artifact::File(bytes) => types::Artifact::from(bytes),
            Artifact::Digest(text) => match text.split_once(':').unwrap() {
                ("sha256", hex) => Sha256Hash::from_hex(hex).unwrap().into(),
                (_, hex) => {
                    let bytes = Sha512Hash::from_hex(hex).unwrap().as_bytes().to_vec();
                    types::ArtifactDigest::new(HashAlgorithm::Sha2512, bytes).unwrap().into()
                }
            },
        };
        let answer = self.verifier.verify(artifact, &bundle, self.policy.as_ref());
        answer.map(drop).map_err(|error| error.to_string())
    }
}

fn policy(case: &Case) -> Result<Box<dyn Policy + Send + Sync>, String> {
    let (identity, issuer) = match &case.signer {
        Signer::Key(pem) => {
            let pem = std::str::from_utf8(pem).map_err(|error| error.to_string())?;
            let key = DerPublicKey::from_pem(pem).map_err(|error| error.to_string())?;
            let policy = PublicKeyVerificationPolicy::new(key);
            // An instance without logs logs nothing; Touchstone takes that from the root itself.
            return Ok(Box::new(if has_logs(case) { policy } else { policy.skip_tlog_unsafe() }));
        }
        Signer::Anybody => (None, None),
        Signer::Identity(identity, issuer) => (Some(identity), issuer.as_ref()),
    };
    let mut policy = VerificationPolicy::any_identity();
    if let Some(identity) = identity {
        policy = policy.require_identity(identity.as_str());
    }
    if let Some(issuer) = issuer {
        policy = policy.require_issuer(issuer.as_str());
    }
    if !has_logs(case) {
        policy = policy.skip_tlog_unsafe().skip_sct();
    }
    Ok(Box::new(policy))
}

fn has_logs(case: &Case) -> bool {
    match &case.root {
        Root::PublicGood => true,
        Root::GitHub => false,
        Root::Given(root) => {
            let root: serde_json::Value = serde_json::from_slice(root).unwrap_or_default();
            root["tlogs"].as_array().is_some_and(|logs| !logs.is_empty())
        }
    }
}
