//! One index or manifest of an image, and what is known of its parts.

use std::collections::BTreeSet;

use super::{Format, ImageFile};
use crate::digest::{Digest, Digests};
use crate::encoding::json::{self, Json};
use crate::error::Error;
use crate::formats::oci::{Config, Descriptor, Document, named};
use crate::verify::image::Described;

/// What says that a manifest holds what the builder says of the image beside it.
const ATTESTATION: &str = "attestation-manifest";

/// What a part of an image is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NodeKind {
    /// The `index.json` of a folder or archive.
    Layout,
    /// An index of manifests.
    Index,
    /// A manifest of layers.
    Manifest,
    /// What a builder says of a manifest beside it, in a manifest of its own.
    Attestation,
    /// An image as `docker save` stores it, known by its configuration.
    Docker,
}

impl NodeKind {
    /// Its name in reports.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Layout => "layout",
            Self::Index => "index",
            Self::Manifest => "manifest",
            Self::Attestation => "attestation",
            Self::Docker => "docker",
        }
    }
}

/// One index or manifest.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) kind: NodeKind,
    pub(super) digest: Digest,
    /// All that are known of the document, if it is what its digest says.
    pub(super) digests: Digests,
    pub(super) size: Option<u64>,
    /// Every descriptor that lists it.
    pub(super) listed: Vec<Descriptor>,
    pub(super) parents: Vec<usize>,
    pub(super) children: Vec<usize>,
    /// What somebody called it; nobody signed that.
    pub(super) names: BTreeSet<String>,
    pub(super) document: Result<Document, Error>,
    pub(super) config: Option<Part>,
    pub(super) read_config: Result<Config, Error>,
    pub(super) layers: Vec<Part>,
    pub(super) files: Vec<usize>,
    /// Its index among the session's artifacts.
    pub(super) artifact: Option<usize>,
}

/// A blob and the files under its name.
pub(super) type Part = (Descriptor, Vec<usize>);

impl Node {
    pub(super) fn new(kind: NodeKind, digest: Digest) -> Self {
        let unread = Error::BlobUnread { expected: named(&digest) };
        Self {
            kind,
            digests: [digest.clone()].into_iter().collect(),
            digest,
            size: None,
            listed: Vec::new(),
            parents: Vec::new(),
            children: Vec::new(),
            names: BTreeSet::new(),
            document: Err(unread.clone()),
            config: None,
            read_config: Err(unread),
            layers: Vec::new(),
            files: Vec::new(),
            artifact: None,
        }
    }

    pub(super) fn list(&mut self, listed: Descriptor, parent: usize) {
        let names = ["org.opencontainers.image.ref.name", "io.containerd.image.name"];
        self.names
            .extend(names.iter().filter_map(|name| listed.annotation(name)).map(str::to_owned));
        if listed.annotation("vnd.docker.reference.type") == Some(ATTESTATION) {
            self.kind = NodeKind::Attestation;
        }
        if !self.parents.contains(&parent) {
            self.parents.push(parent);
        }
        if !self.listed.contains(&listed) {
            self.listed.push(listed);
        }
    }

    /// Whether a file is a part of it.
    pub(super) fn holds(&self, file: usize) -> bool {
        let mut parts = self.layers.iter().chain(&self.config).flat_map(|(_, there)| there);
        self.files.contains(&file) || parts.any(|part| *part == file)
    }

    /// A part with what is known of its files.
    pub(super) fn described<'a>(
        (descriptor, there): &'a Part,
        files: &'a [ImageFile],
    ) -> Described<'a> {
        let blobs = there.iter().filter_map(|position| files.get(*position));
        (descriptor, blobs.map(|file| &file.blob).collect())
    }
}

/// The JSON that a file holds.
pub(super) fn document(file: &ImageFile) -> Result<Json, Error> {
    match &file.document {
        Some(bytes) => json::parse(bytes),
        None => {
            let found = match file.format {
                Format::Gzip => "gzip",
                Format::Zstd => "zstd",
                Format::Document | Format::Other => "unknown",
            };
            Err(Error::ImageTypeMismatch { expected: "json".to_owned(), found: found.to_owned() })
        }
    }
}

pub(super) fn read_config(files: &[ImageFile], there: &[usize]) -> Result<Config, Error> {
    let first = there.first().and_then(|position| files.get(*position));
    let missing = || Error::BlobMissing { expected: "config".to_owned() };
    Config::from_json(&document(first.ok_or_else(missing)?)?)
}
