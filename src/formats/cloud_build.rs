//! What `gcloud artifacts docker images describe --show-provenance --format json` prints: Google
//! Cloud Build's provenance of an image, with a copy of each statement for people to read.

use crate::encoding::json::{self, Json, Node};
use crate::error::Error;
use crate::formats::bundle::{Bundle, Content, KeyMaterial};
use crate::formats::cosign::detached;
use crate::formats::dsse::{Envelope, SignedForm};

/// More statements about one image than this are an error.
const LIMIT: usize = 1_000;
/// The resource name of a regional key, which signs the bare payload.
const REGIONAL: &str = "/cryptoKeys/builtByGCB/";

/// What stands around an envelope, none of it signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CloudBuild {
    /// What kind of record it is: `BUILD`.
    pub(crate) kind: String,
    /// The image, with its digest at the end.
    pub(crate) resource_uri: String,
    /// The digests of the image that was asked about.
    pub(crate) digests: [String; 2],
    /// The copy of the statement.
    pub(crate) copy: Json,
}

/// Each signature of each statement, by itself.
#[inline(never)]
pub(crate) fn bundles(bytes: &[u8]) -> Result<Vec<Bundle>, Error> {
    let json = json::parse(bytes)?;
    let root = Node::root(&json);
    let summary = root.exact("image_summary")?;
    let text = |node: Node<'_>| Ok(node.optional_text()?.unwrap_or_default().to_owned());
    let digests =
        [text(summary.exact("digest")?)?, text(summary.exact("fully_qualified_digest")?)?];
    let list = root.exact("provenance_summary")?.exact("provenance")?;
    let mut bundles = Vec::new();
    for record in list.list(LIMIT)? {
        let node = record.exact("envelope")?;
        let envelope = Envelope::from_json(&node)?;
        let build = record.exact("build")?;
        let statement = build.exact("inTotoSlsaProvenanceV1")?;
        let statement =
            if statement.is_present() { statement } else { build.exact("intotoStatement")? };
        let around = CloudBuild {
            kind: text(record.exact("kind")?)?,
            resource_uri: text(record.exact("resourceUri")?)?,
            digests: digests.clone(),
            copy: statement.value().cloned().unwrap_or(Json::Null),
        };
        for signature in &envelope.signatures {
            let regional = signature.key_id.contains(REGIONAL);
            let mut envelope = envelope.with_only(signature.clone());
            envelope.signed = if regional { SignedForm::Payload } else { SignedForm::Encoding };
            let hint = signature.key_id.clone();
            let bundle = detached(Content::Envelope(envelope), KeyMaterial::PublicKey { hint });
            bundles.push(Bundle { cloud_build: Some(Box::new(around.clone())), ..bundle });
        }
    }
    if bundles.is_empty() { Err(list.missing()) } else { Ok(bundles) }
}
