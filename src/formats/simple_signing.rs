//! Signatures over container images (containers/image `containers-signature(5)`, as cosign uses it;
//! cosign specs/SIGNATURE_SPEC.md).

use crate::digest::Digest;
use crate::encoding::json::{self, Node};
use crate::error::Error;
use crate::formats::oci;

/// What `critical.type` says of cosign's payloads.
const COSIGN: &str = "cosign container image signature";

/// A payload that names an image, and the signature over it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SimpleSigning {
    /// The payload's bytes, as they were signed.
    pub(crate) payload: Vec<u8>,
    pub(crate) signature: Vec<u8>,
    /// Digest of the manifest or index that is spoken about.
    pub(crate) image: Digest,
    /// What the signer called the image; nobody compares it.
    pub(crate) reference: Option<String>,
}

impl SimpleSigning {
    /// Reads what the payload says.
    pub(crate) fn new(payload: Vec<u8>, signature: Vec<u8>) -> Result<Self, Error> {
        let json = json::parse(&payload)?;
        let critical = Node::root(&json).exact("critical")?;
        let kind = critical.exact("type")?;
        if kind.text()? != COSIGN {
            return Err(kind.invalid(COSIGN));
        }
        let image = critical.exact("image")?.exact("docker-manifest-digest")?;
        let reference = critical.exact("identity")?.exact("docker-reference")?;
        Ok(Self {
            image: oci::digest(&image)?,
            reference: if reference.is_present() {
                Some(reference.text()?.to_owned())
            } else {
                None
            },
            payload,
            signature,
        })
    }
}
