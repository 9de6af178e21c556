//! What an image's files are to each other: the index that lists manifests, which list a
//! configuration and layers (OCI image-spec 1.1, `image-layout.md`; containers/image's `dir:`;
//! `docker save`).

use std::collections::{BTreeSet, HashMap, VecDeque};

use super::ImageFile;
use super::evidence::{self, Attachment, attachments};
use super::node::{Node, NodeKind, document, read_config};
use crate::digest::{Digest, DigestAlgorithm};
use crate::error::Error;
use crate::formats::oci::{Descriptor, Document, digest_of, named, read_layout_version};
use crate::verify::image::{Blob, INDEX_TYPES, verify_blob};

/// More manifests in all are an error.
pub(super) const NODE_LIMIT: usize = 2_000;
/// Everything that one folder or archive holds.
#[derive(Debug)]
pub(super) struct Tree {
    pub(super) nodes: Vec<Node>,
    /// Whether the folder or archive itself is as it should be.
    pub(super) layout: Result<(), Error>,
    /// Files that nothing refers to.
    pub(super) unreferenced: Vec<String>,
    /// What is wrong with files that belong to no image.
    pub(super) errors: Vec<(String, Error)>,
    pub(super) place: Place,
    /// Manifests that are no image.
    pub(super) attachments: Vec<Attachment>,
    pub(super) by_path: HashMap<String, Vec<usize>>,
    by_digest: HashMap<Digest, usize>,
    /// Files that something else than a node refers to.
    pub(super) known: BTreeSet<usize>,
}

/// How the files are laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// `oci-layout`, `index.json` and `blobs`, in this folder.
    Layout(String),
    /// `manifest.json` and blobs beside it.
    Directory(String),
    /// `manifest.json`, which lists the paths of the rest.
    Docker(String),
    Unknown,
}

impl Tree {
    /// Reads what the documents say.
    pub(super) fn of(files: &[ImageFile]) -> Self {
        let mut by_path: HashMap<String, Vec<usize>> = HashMap::new();
        for (position, file) in files.iter().enumerate() {
            by_path.entry(file.path.clone()).or_default().push(position);
        }
        let mut tree = Self {
            nodes: Vec::new(),
            layout: Ok(()),
            unreferenced: Vec::new(),
            errors: Vec::new(),
            place: place(files, &by_path),
            attachments: Vec::new(),
            by_path,
            by_digest: HashMap::new(),
            known: BTreeSet::new(),
        };
        let built = match tree.place.clone() {
            Place::Layout(folder) => tree.read_layout(files, &folder),
            Place::Directory(folder) => tree.read_directory(files, &folder),
            Place::Docker(folder) => tree.read_docker(files, &folder),
            Place::Unknown => Err(Error::ImageLayoutUnknown { found: None }),
        };
        tree.blame(built);
        tree
    }

    /// The first thing that is wrong with all of it counts.
    pub(super) fn blame(&mut self, result: Result<(), Error>) {
        if self.layout.is_ok() {
            self.layout = result;
        }
    }

    /// The files under a blob's name.
    pub(super) fn files_of(&self, digest: &Digest) -> Vec<usize> {
        let (algorithm, hex) = (digest.algorithm().name(), digest.hex());
        let paths = match &self.place {
            Place::Layout(folder) => vec![format!("{folder}blobs/{algorithm}/{hex}")],
            Place::Directory(folder) => {
                vec![format!("{folder}{hex}"), format!("{folder}{hex}.tar")]
            }
            Place::Docker(_) | Place::Unknown => Vec::new(),
        };
        paths.iter().filter_map(|path| self.by_path.get(path)).flatten().copied().collect()
    }

    /// A file that must be there once, or several times the same.
    pub(super) fn only<'a>(
        &mut self,
        files: &'a [ImageFile],
        path: &str,
    ) -> Result<&'a ImageFile, Error> {
        let there = self.by_path.get(path).cloned().unwrap_or_default();
        self.known.extend(&there);
        let mut all = there.iter().filter_map(|position| files.get(*position));
        let first = all.next().ok_or_else(|| Error::BlobMissing { expected: path.to_owned() })?;
        if all.any(|file| file.blob.digests != first.blob.digests) {
            return Err(Error::ArchiveNameTwice { name: path.to_owned() });
        }
        Ok(first)
    }

    fn read_layout(&mut self, files: &[ImageFile], folder: &str) -> Result<(), Error> {
        let version = match self.only(files, &format!("{folder}oci-layout")) {
            Ok(file) => read_layout_version(file.document.as_deref().unwrap_or_default()),
            Err(Error::BlobMissing { .. }) => Err(Error::ImageLayoutUnknown { found: None }),
            Err(error) => Err(error),
        };
        self.blame(version);
        let file = self.only(files, &format!("{folder}index.json"))?;
        let json = document(file)?;
        let Document::Index(index) = Document::from_json(&json)? else {
            return Err(Error::FieldMissing { path: "$.manifests".to_owned() });
        };
        let own = Digest::of(DigestAlgorithm::Sha256, file.document.as_deref().unwrap_or_default());
        let mut top = Node::new(NodeKind::Layout, own.clone());
        top.digests = file.blob.digests.clone();
        top.size = file.blob.size;
        let manifests = index.manifests.clone();
        top.document = Ok(Document::Index(index));
        self.push(top);
        self.attachments = attachments(files, self, &manifests);
        self.grow(files, manifests.into_iter().map(|listed| (listed, 0)).collect())?;
        if self.by_path.contains_key(&format!("{folder}manifest.json")) {
            self.read_docker(files, folder)?;
        }
        Ok(())
    }

    /// A manifest beside its blobs, as containers/image stores it.
    fn read_directory(&mut self, files: &[ImageFile], folder: &str) -> Result<(), Error> {
        let file = self.only(files, &format!("{folder}manifest.json"))?;
        let digest =
            Digest::of(DigestAlgorithm::Sha256, file.document.as_deref().unwrap_or_default());
        let json = document(file)?;
        let document = Document::from_json(&json)?;
        let manifests = match &document {
            Document::Index(index) => index.manifests.clone(),
            Document::Manifest(_) => Vec::new(),
        };
        let node = self.add_node(files, digest, &file.blob, document);
        self.grow(files, manifests.into_iter().map(|listed| (listed, node)).collect())
    }

    /// Follows descriptors to what they list.
    fn grow(
        &mut self,
        files: &[ImageFile],
        mut waiting: VecDeque<(Descriptor, usize)>,
    ) -> Result<(), Error> {
        while let Some((listed, parent)) = waiting.pop_front() {
            let digest = listed.digest.clone();
            let known = self.by_digest.get(&digest).copied();
            let node = match known {
                Some(node) => node,
                None if self.nodes.len() >= NODE_LIMIT => {
                    let limit = u64::try_from(NODE_LIMIT).unwrap_or(u64::MAX);
                    let path = "$.manifests".to_owned();
                    return Err(Error::ListTooLong { path, length: limit + 1, limit });
                }
                None if self.is_attached(files, &digest) => continue,
                None if parent == 0 && self.is_lost(files, &listed) => continue,
                None => {
                    let (node, manifests) = self.read_node(files, &listed);
                    waiting.extend(manifests.into_iter().map(|listed| (listed, node)));
                    node
                }
            };
            if let Some(parent) = self.nodes.get_mut(parent)
                && !parent.children.contains(&node)
            {
                parent.children.push(node);
            }
            if let Some(found) = self.nodes.get_mut(node) {
                found.list(listed, parent);
            }
        }
        Ok(())
    }

    /// Whether this is a manifest that is attached to an image, or a list of nothing else (OCI
    /// distribution-spec 1.1, referrers tag schema).
    fn is_attached(&mut self, files: &[ImageFile], digest: &Digest) -> bool {
        let attached = |digest: &Digest| self.attachments.iter().any(|one| one.digest == *digest);
        if attached(digest) {
            return true;
        }
        let there = self.files_of(digest);
        let only = there.first().and_then(|position| files.get(*position));
        let intact = only.filter(|file| {
            there.len() == 1 && file.blob.digests.get(digest.algorithm()) == Some(digest)
        });
        let read = intact.and_then(|file| Document::from_json(&document(file).ok()?).ok());
        let Some(Document::Index(index)) = read else { return false };
        let list = !index.manifests.is_empty()
            && index.manifests.iter().all(|listed| attached(&listed.digest));
        if list {
            self.known.extend(there);
        }
        list
    }

    /// Whether this is listed as attached to an image, and is not what its name says: then what it
    /// said is lost.
    fn is_lost(&mut self, files: &[ImageFile], listed: &Descriptor) -> bool {
        if !evidence::is_listed_as_attached(listed) {
            return false;
        }
        let part = (listed.clone(), self.files_of(&listed.digest));
        let Err(error) = verify_blob(&Node::described(&part, files)) else { return false };
        if error.is_absence() {
            self.errors.push(("index.json".to_owned(), error));
        } else {
            self.blame(Err(error));
        }
        true
    }

    /// Reads an index or manifest, if the file is what its name says; gives also what it lists.
    fn read_node(&mut self, files: &[ImageFile], listed: &Descriptor) -> (usize, Vec<Descriptor>) {
        let digest = listed.digest.clone();
        let there = self.files_of(&digest);
        let intact = |position: &usize| {
            let file = files.get(*position)?;
            let same = file.blob.digests.get(digest.algorithm()) == Some(&digest);
            same.then_some(file)
        };
        let all: Vec<&ImageFile> = there.iter().filter_map(intact).collect();
        let read = match all.first() {
            Some(file) if all.len() == there.len() => document(file)
                .and_then(|json| Document::from_json(&json))
                .map(|read| (read, &file.blob)),
            _ => Err(Error::BlobUnread { expected: named(&digest) }),
        };
        match read {
            Ok((document, blob)) => {
                let manifests = match &document {
                    Document::Index(index) => index.manifests.clone(),
                    Document::Manifest(_) => Vec::new(),
                };
                (self.add_node(files, digest, blob, document), manifests)
            }
            Err(error) => {
                let index = INDEX_TYPES.contains(&listed.media_type.as_str());
                let kind = if index { NodeKind::Index } else { NodeKind::Manifest };
                let mut node = Node::new(kind, digest);
                node.document = Err(error);
                node.files = there;
                (self.push(node), Vec::new())
            }
        }
    }

    fn add_node(
        &mut self,
        files: &[ImageFile],
        digest: Digest,
        blob: &Blob,
        document: Document,
    ) -> usize {
        let mut node = Node::new(NodeKind::Index, digest);
        node.digests = blob.digests.clone();
        node.size = blob.size;
        node.files = self.files_of(&node.digest);
        if let Document::Manifest(manifest) = &document {
            node.kind = NodeKind::Manifest;
            let part =
                |descriptor: &Descriptor| (descriptor.clone(), self.files_of(&descriptor.digest));
            node.layers = manifest.layers.iter().map(part).collect();
            node.config = manifest.config.as_ref().map(part);
            if let Some((_, there)) = &node.config {
                node.read_config = read_config(files, there);
            }
        }
        node.document = Ok(document);
        self.push(node)
    }

    pub(super) fn push(&mut self, node: Node) -> usize {
        let position = self.nodes.len();
        self.by_digest.insert(node.digest.clone(), position);
        self.nodes.push(node);
        position
    }

    /// Files that belong to nothing, and those that are not what their name says.
    pub(super) fn find_strays(&mut self, files: &[ImageFile]) {
        let mut known = core::mem::take(&mut self.known);
        for node in &self.nodes {
            let parts = node.layers.iter().chain(&node.config).flat_map(|(_, there)| there);
            known.extend(parts.chain(&node.files));
        }
        for (position, file) in files.iter().enumerate() {
            if !known.contains(&position) {
                self.unreferenced.push(file.path.clone());
            }
            let in_node = self.nodes.iter().any(|node| node.holds(position));
            if !in_node && let Some(error) = self.misnamed(file) {
                self.blame(Err(error));
            }
        }
        self.known = known;
    }

    /// The digest in a blob's path.
    pub(super) fn named_digest(&self, file: &ImageFile) -> Option<Digest> {
        let Place::Layout(folder) = &self.place else { return None };
        let name = file.path.strip_prefix(folder.as_str())?.strip_prefix("blobs/")?;
        digest_of(&name.replacen('/', ":", 1))
    }

    fn misnamed(&self, file: &ImageFile) -> Option<Error> {
        let expected = self.named_digest(file)?;
        let found =
            file.blob.digests.get(expected.algorithm()).filter(|found| **found != expected)?;
        Some(Error::BlobDigestMismatch { expected: named(&expected), found: named(found) })
    }

    /// The files that belong to images.
    pub(super) fn files_wanted(&self) -> BTreeSet<usize> {
        let parts = |node: &Node| -> Vec<usize> {
            let parts = node.layers.iter().chain(&node.config).flat_map(|(_, there)| there);
            parts.chain(&node.files).copied().collect()
        };
        self.nodes.iter().flat_map(parts).collect()
    }

    /// The files of layers whose content is compared with a configuration.
    pub(super) fn contents_wanted(&self) -> BTreeSet<usize> {
        let compared =
            |node: &&Node| node.read_config.as_ref().is_ok_and(|config| config.diff_ids.is_some());
        let layers = self.nodes.iter().filter(compared).flat_map(|node| &node.layers);
        layers.flat_map(|(_, there)| there).copied().collect()
    }

    /// The images that nothing else lists: those that a person means.
    pub(super) fn roots(&self) -> impl Iterator<Item = usize> {
        let top = |node: &Node| {
            node.kind != NodeKind::Layout
                && node.parents.iter().all(|parent| {
                    self.nodes.get(*parent).is_some_and(|parent| parent.kind == NodeKind::Layout)
                })
        };
        self.nodes.iter().enumerate().filter(move |(_, node)| top(node)).map(|(place, _)| place)
    }

    /// The node of this digest.
    pub(super) fn node_of(&self, digest: &Digest) -> Option<usize> {
        self.by_digest.get(digest).copied()
    }
}

/// The topmost folder that holds an image.
fn place(files: &[ImageFile], by_path: &HashMap<String, Vec<usize>>) -> Place {
    let folders = |name: &'static str| {
        let paths = files.iter().filter_map(move |file| file.path.strip_suffix(name));
        paths.filter(|folder| folder.is_empty() || folder.ends_with('/'))
    };
    let has = |folder: &str, name: &str| by_path.contains_key(&format!("{folder}{name}"));
    let holds_blobs = |folder: &str| {
        let blobs = format!("{folder}blobs/");
        files.iter().any(|file| file.path.starts_with(&blobs))
    };
    let depth = |folder: &&str| (folder.matches('/').count(), folder.len());
    let layout = folders("index.json")
        .filter(|folder| has(folder, "oci-layout") || holds_blobs(folder))
        .min_by_key(depth);
    let listed = folders("manifest.json").min_by_key(depth);
    match (layout, listed) {
        (Some(layout), listed) if listed.is_none_or(|listed| depth(&layout) <= depth(&listed)) => {
            Place::Layout(layout.to_owned())
        }
        (_, Some(folder)) => {
            let mut there = by_path.get(&format!("{folder}manifest.json")).into_iter().flatten();
            let first = there.next().and_then(|position| files.get(*position));
            let text = first.and_then(|file| file.document.as_deref()).unwrap_or_default();
            match text.trim_ascii_start().first() {
                Some(b'[') => Place::Docker(folder.to_owned()),
                _ => Place::Directory(folder.to_owned()),
            }
        }
        _ => Place::Unknown,
    }
}
