//! What is signed about images and stored beside them: signatures and attestations as cosign
//! attaches them (specs/SIGNATURE_SPEC.md; tags `.sig` and `.att`; `cosign save`), bundles that
//! refer to an image (OCI image-spec 1.1, `subject`), and files of containers/image.

use std::collections::BTreeSet;

use super::ImageFile;
use super::node::{Node, document};
use super::tree::{Place, Tree};
use crate::digest::Digest;
use crate::encoding::json::{Json, Node as JsonNode};
use crate::error::Error;
use crate::formats::bundle::{Bundle, Content};
use crate::formats::cosign::{annotated, annotated_signature, stored_signature};
use crate::formats::dsse::Envelope;
use crate::formats::oci::{Descriptor, Document, Manifest, digest_of};
use crate::sniff::{Kind, STORED};
use crate::verify::image::verify_blob;

const SIMPLE_SIGNING: &str = "application/vnd.dev.cosign.simplesigning.v1+json";
const ENVELOPE: &str = "application/vnd.dsse.envelope.v1+json";
const BUNDLE: &str = "application/vnd.dev.sigstore.bundle";
/// How the media types begin of what is attached to images. None of it is a layer of one.
const ATTACHED: [&str; 9] = [
    "application/vnd.dev.cosign.",
    "application/vnd.dev.sigstore.",
    "application/vnd.dsse.envelope",
    "application/vnd.in-toto",
    "application/vnd.cyclonedx",
    "application/vnd.syft",
    "application/spdx",
    "text/spdx",
    "text/json",
];
/// What `cosign save` calls such manifests.
const COSIGN_KINDS: [&str; 2] = ["dev.cosignproject.cosign/sigs", "dev.cosignproject.cosign/atts"];
/// How cosign's tags end.
const TAG_ENDS: [&str; 3] = [".sig", ".att", ".sbom"];
/// More signatures and attestations than this are not read.
const LIMIT: usize = 10_000;

/// A piece of evidence from an image's files.
pub(super) struct Attached {
    /// Where it is: the manifest's path, and the layer's number.
    pub(super) path: String,
    pub(super) kind: Kind,
    pub(super) content: Result<Bundle, Error>,
    /// The node that it was attached to.
    pub(super) about: Option<usize>,
}

/// A manifest that is no image, but attached to one.
#[derive(Debug)]
pub(super) struct Attachment {
    pub(super) digest: Digest,
    file: usize,
    json: Json,
    manifest: Box<Manifest>,
    /// The digest that its tag or its subject names.
    about: Option<Digest>,
    /// How the top index lists it.
    listed: Vec<Descriptor>,
}

/// The manifests that are attached to images, by what they hold and what lists them.
pub(super) fn attachments(files: &[ImageFile], tree: &Tree, top: &[Descriptor]) -> Vec<Attachment> {
    let read = |(position, file): (usize, &ImageFile)| {
        let digest = tree.named_digest(file)?;
        let intact = file.blob.digests.get(digest.algorithm()) == Some(&digest);
        let json = document(file).ok().filter(|json| intact && Document::is_one(json))?;
        let Ok(Document::Manifest(manifest)) = Document::from_json(&json) else { return None };
        let listed: Vec<Descriptor> =
            top.iter().filter(|listed| listed.digest == digest).cloned().collect();
        let tagged = listed.iter().find_map(tagged);
        let saved = listed.iter().any(is_saved);
        let is_one = manifest.subject.is_some() || tagged.is_some() || saved;
        let about = manifest.subject.clone().or(tagged);
        let attached = !manifest.layers.is_empty() && manifest.layers.iter().all(is_attached);
        (is_one && attached).then_some(Attachment {
            digest,
            file: position,
            json,
            manifest,
            about,
            listed,
        })
    };
    files.iter().enumerate().filter_map(read).collect()
}

fn is_attached(layer: &Descriptor) -> bool {
    ATTACHED.iter().any(|start| layer.media_type.starts_with(start))
}

/// `sha256-HEX.sig`.
fn tagged(listed: &Descriptor) -> Option<Digest> {
    let name = listed.annotation("org.opencontainers.image.ref.name")?;
    let tag = name.rsplit(':').next().unwrap_or(name);
    let digest = TAG_ENDS.iter().find_map(|end| tag.strip_suffix(end))?;
    digest_of(&digest.replacen('-', ":", 1))
}

/// Whether a manifest is listed as one that is attached to an image.
pub(super) fn is_listed_as_attached(listed: &Descriptor) -> bool {
    is_saved(listed) || tagged(listed).is_some()
}

fn is_saved(listed: &Descriptor) -> bool {
    listed.annotation("kind").is_some_and(|kind| COSIGN_KINDS.contains(&kind))
}

/// Everything that is signed about the images of a tree.
pub(super) fn attached(files: &[ImageFile], tree: &mut Tree) -> Vec<Attached> {
    let attachments = core::mem::take(&mut tree.attachments);
    let mut roots = tree.roots();
    let only = roots.next().filter(|_| roots.next().is_none());
    drop(roots);
    let mut found = Vec::new();
    for attachment in &attachments {
        let saved = attachment.listed.iter().any(is_saved);
        let about = match &attachment.about {
            Some(digest) => tree.node_of(digest),
            None => only.filter(|_| saved),
        };
        keep(files, tree, attachment);
        for position in 0..attachment.manifest.layers.len() {
            if found.len() < LIMIT {
                found.extend(read_layer(files, tree, attachment, position, about));
            }
        }
    }
    found.extend(stored(files, tree, only));
    found
}

/// The files of an attachment belong to something, and have to be what they are listed as.
fn keep(files: &[ImageFile], tree: &mut Tree, attachment: &Attachment) {
    tree.known.insert(attachment.file);
    let own: BTreeSet<usize> = [attachment.file].into();
    let itself = attachment.listed.iter().map(|listed| (listed.clone(), own.clone()));
    let parts = attachment.manifest.config.iter().chain(&attachment.manifest.layers);
    let parts = parts.map(|part| (part.clone(), tree.files_of(&part.digest).into_iter().collect()));
    let all: Vec<(Descriptor, BTreeSet<usize>)> = itself.chain(parts).collect();
    for (descriptor, there) in all {
        tree.known.extend(&there);
        let part = (descriptor, there.into_iter().collect());
        if let Err(error) = verify_blob(&Node::described(&part, files)) {
            match (error.is_absence(), files.get(attachment.file)) {
                (true, Some(file)) => tree.errors.push((file.path.clone(), error)),
                _ => tree.blame(Err(error)),
            }
        }
    }
}

fn read_layer(
    files: &[ImageFile],
    tree: &Tree,
    attachment: &Attachment,
    position: usize,
    about: Option<usize>,
) -> Option<Attached> {
    let layer = attachment.manifest.layers.get(position)?;
    let there = tree.files_of(&layer.digest);
    let file = files.get(*there.first()?)?;
    let bytes = file.document.as_deref()?;
    let intact = file.blob.digests.get(layer.digest.algorithm()) == Some(&layer.digest);
    let kind = match layer.media_type.as_str() {
        SIMPLE_SIGNING => Kind::CosignSignature,
        ENVELOPE => Kind::Envelope,
        media_type if media_type.starts_with(BUNDLE) => Kind::SigstoreBundle,
        _ => return None,
    };
    let content = annotations(&attachment.json, position).and_then(|notes| match kind {
        Kind::CosignSignature => annotated_signature(bytes.to_vec(), &notes),
        Kind::Envelope => annotated(Content::Envelope(Envelope::from_bytes(bytes)?), &notes),
        _ => Bundle::from_json(bytes),
    });
    let path = files.get(attachment.file)?.path.clone();
    let path = format!("{path}#{}", position + 1);
    intact.then_some(Attached { path, kind, content, about })
}

/// The annotations of a manifest's layer.
fn annotations(json: &Json, layer: usize) -> Result<JsonNode<'_>, Error> {
    let layers = JsonNode::root(json).exact("layers")?;
    let all = layers.list(usize::MAX)?;
    all.get(layer).ok_or_else(|| layers.missing())?.exact("annotations")
}

/// Signatures beside a manifest, as containers/image stores them.
fn stored(files: &[ImageFile], tree: &mut Tree, about: Option<usize>) -> Vec<Attached> {
    let Place::Directory(folder) = tree.place.clone() else { return Vec::new() };
    let mut found = Vec::new();
    for (position, file) in files.iter().enumerate() {
        let Some(name) = file.path.strip_prefix(folder.as_str()) else { continue };
        let bytes = file.document.as_deref().unwrap_or_default();
        if name.starts_with("signature-") && bytes.starts_with(STORED) && found.len() < LIMIT {
            tree.known.insert(position);
            let (path, kind) = (file.path.clone(), Kind::CosignSignature);
            let content = stored_signature(bytes);
            found.push(Attached { path, kind, content, about });
        }
    }
    found
}
