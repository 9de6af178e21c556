//! Is the signature in a git object the signer's, over that object? (RFC 5652 section 5.4)

use crate::crypto::{Message, PublicKey, SignatureVerifier};
use crate::digest::Digest;
use crate::error::Error;
use crate::formats::git_object::GitObject;
use crate::formats::gitsign::{DATA, GitSignature};
use crate::verify::signature::Proof;
use crate::verify::signer::Signer;

/// The attributes are over the object without its signature, and signed by one of these keys.
pub(super) fn verify_git(
    git: &GitSignature,
    keys: &[PublicKey],
    crypto: &dyn SignatureVerifier,
) -> Result<Proof, Error> {
    let signer = &git.signer;
    let attributes = signer.attributes.as_ref().ok_or(Error::SignedAttributesMissing {})?;
    let digest = Digest::of(signer.digest, &git.object.payload);
    if attributes.content_type != DATA || attributes.message_digest != digest.as_bytes() {
        let found = crate::encoding::hex::encode(&attributes.message_digest);
        return Err(Error::MessageDigestMismatch { expected: digest.hex(), found });
    }
    let unsupported = || Error::AlgorithmUnsupported { algorithm: "signature".to_owned() };
    let scheme = signer.scheme.ok_or_else(unsupported)?;
    let message = Message::Bytes(&attributes.der);
    let mut refusal = Error::SignatureInvalid {};
    for key in keys {
        match crypto.verify(key, scheme, message, &signer.signature) {
            Ok(()) => return Ok(Proof { key: key.clone(), scheme }),
            Err(error) => refusal = error,
        }
    }
    Err(refusal)
}

/// Whether whoever says to have committed or tagged the object bears the proven signer's name. What
/// gitsign asks for when it signs (`gitsign.matchCommitter`): an address, or a workflow as the name.
pub(crate) fn names_signer(object: &GitObject, signer: &Signer) -> bool {
    object.committer_parts().is_some_and(|(name, email)| match signer.identity_type {
        "email" => email.eq_ignore_ascii_case(&signer.identity),
        _ => name == signer.identity,
    })
}
