//! `sigstore-verifier` behind the thinnest binding.

use sigstore_verifier::{IdentityMatch, SigstoreBlobVerifier, VerificationPolicy};
use wasm_bindgen::prelude::*;

/// The verifier, with its roots read.
#[wasm_bindgen]
pub struct Verifier(SigstoreBlobVerifier);

#[wasm_bindgen]
impl Verifier {
    /// With the roots that come with it.
    #[wasm_bindgen(constructor)]
    #[allow(clippy::new_without_default)]
    pub fn new() -> Self {
        Self(SigstoreBlobVerifier::with_static_trust_root())
    }

    /// Whether the bundle verifies.
    pub fn verify(&self, artifact: &[u8], bundle: &[u8], identity: &str, issuer: &str) -> bool {
        let policy = VerificationPolicy {
            cert_identity: IdentityMatch::Exact(identity.to_owned()),
            cert_issuer: issuer.to_owned(),
        };
        self.0.verify(artifact, bundle, &policy).is_ok()
    }
}
