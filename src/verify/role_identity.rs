//! Did this identity sign for a role of a TUF repository? (TAP 18)

use std::sync::Arc;

use crate::crypto::{Message, PublicKey, Scheme, SignatureVerifier};
use crate::digest::{Digest, DigestAlgorithm, Digests};
use crate::encoding::json::{Json, Node};
use crate::error::Error;
use crate::formats::Unverified;
use crate::formats::bundle::{Bundle, Content};
use crate::time::UnixTime;
use crate::trust::domain::Domain;
use crate::trust::tuf::IdentityVerifier;
use crate::verify::artifact::{Subject, verify_with_artifact};
use crate::verify::bundle::{Context, Foundation, verify_foundation};
use crate::verify::check::{Question, Status};
use crate::verify::signature::Streamed;
use crate::verify::signer::Signer;
use crate::verify::witness::WitnessDemand;

/// Verifies the signatures of identities as those over any artifact: chain, log, time and all.
#[derive(Clone, Copy)]
pub(crate) struct FulcioIdentities<'a> {
    pub(crate) domains: &'a [Arc<Domain>],
    pub(crate) now: UnixTime,
    pub(crate) crypto: &'a dyn SignatureVerifier,
}

impl IdentityVerifier for FulcioIdentities<'_> {
    fn verify(
        &self,
        identity: &str,
        issuer: &str,
        bundle: &Json,
        message: &[u8],
    ) -> Result<(), Error> {
        let bundle = Unverified::new(Bundle::from_node(&Node::root(bundle))?);
        if !matches!(bundle.claims().content, Content::Message(_)) {
            return Err(Error::FieldMissing { path: "$.messageSignature".to_owned() });
        }
        let witnesses = WitnessDemand::default();
        let context = Context {
            domains: self.domains,
            keys: &[],
            platform_keys: &[],
            witnesses: &witnesses,
            expects_summary: false,
            now: self.now,
            crypto: self.crypto,
        };
        let foundation = verify_foundation(&bundle, context);
        let digests: Digests = DigestAlgorithm::ALL
            .into_iter()
            .map(|algorithm| Digest::of(algorithm, message))
            .collect();
        let streamed = self.streamed(&bundle, &foundation, message);
        let subject = Subject::Artifact {
            name: "",
            digests: &digests,
            named: None,
            streamed: Some(&streamed),
        };
        let verification = verify_with_artifact(&bundle, &foundation, subject, context);
        let sound = |status| matches!(status, Status::Passed | Status::NotApplicable);
        let mut checks = verification.checks.iter();
        let signed = checks.clone().any(|check| {
            check.question == Question::ArtifactSignature && check.status == Status::Passed
        });
        if !signed || !checks.all(|check| sound(check.status)) {
            return Err(Error::SignatureInvalid {});
        }
        let signer = verification.signer.ok_or(Error::IdentityUnproven {})?;
        same_identity(signer.facts(), identity, issuer)
    }
}

impl FulcioIdentities<'_> {
    /// Pure Ed25519 signs the message itself, which is at hand.
    fn streamed(
        &self,
        bundle: &Unverified<Bundle>,
        foundation: &Foundation,
        message: &[u8],
    ) -> Streamed {
        let signature = bundle.claims().signature();
        let signed = |key: &&PublicKey| {
            let message = Message::Bytes(message);
            self.crypto.verify(key, Scheme::Ed25519, message, signature).is_ok()
        };
        Streamed { verified_by: foundation.keys.iter().find(signed).cloned() }
    }
}

fn same_identity(signer: &Signer, identity: &str, issuer: &str) -> Result<(), Error> {
    let differs = |key, expected: &str, found: Option<&str>| {
        let (expected, found) = (expected.to_owned(), found.map(str::to_owned));
        Err(Error::IdentityMismatch { key, expected, found })
    };
    if signer.identity_type == "key" || signer.identity != identity {
        return differs("identity", identity, Some(&signer.identity));
    }
    match signer.issuer.as_deref() {
        Some(found) if found == issuer => Ok(()),
        found => differs("issuer", issuer, found),
    }
}
