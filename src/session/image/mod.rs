//! An image's folder or archive on its way through the stages: its files are listed, the small ones
//! are read whole, the large ones are known by their digests, and what they are comes out of both.

mod docker;
mod evidence;
pub(super) mod judged;
mod node;
mod tree;

use serde::Serialize;

use self::tree::Tree;
use super::evidence_file::{EvidenceFile, Origin};
use super::{Artifact, Session};
use crate::digest::{Digest, DigestAlgorithm, Digests};
use crate::error::Error;
use crate::formats::oci::named;
use crate::report::FileError;
use crate::sniff::STORED;
use crate::verify::image::Blob;

/// An image of more files than this is not looked into.
const FILE_LIMIT: usize = 100_000;
/// Documents of more bytes than this in all are not read whole.
const DOCUMENT_LIMIT: u64 = 128 * 1024 * 1024;
/// Blobs of at most so many bytes are read whole whatever they look like: manifests are not larger.
const BLOB_LIMIT: u64 = 4 * 1024 * 1024;

/// The files of one image, or of several that are stored together.
#[derive(Debug)]
pub(super) struct ImageFiles {
    name: String,
    /// The archive's or folder's own place among the artifacts; without one, only what is signed
    /// about images counts.
    pub(super) container: Option<usize>,
    files: Vec<ImageFile>,
    /// Bytes of documents that are to be read.
    documents: u64,
    broken: Option<Error>,
    tree: Option<Tree>,
    /// What is wrong with files that belong to no image.
    pub(super) errors: Vec<FileError>,
}

/// One file, as far as it has been read.
#[derive(Debug)]
struct ImageFile {
    /// With slashes, from the folder's or archive's top.
    path: String,
    format: Format,
    blob: Blob,
    document: Option<Vec<u8>>,
    /// Why it cannot be read.
    refused: bool,
}

/// What a file's first bytes say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    /// Small enough to be read whole, and text that could say something.
    Document,
    Gzip,
    Zstd,
    Other,
}

/// What is to be read of an image's file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ImageReading {
    /// The file's position in the order in which files were added.
    pub file: usize,
    /// `document`: all bytes; `digest`: digests of the bytes; `gzip` and `zstd`: the digest of what
    /// is inside.
    pub read: &'static str,
    /// The digests' names.
    pub digests: Vec<&'static str>,
}

impl Session {
    /// Begins an image that is stored as a folder or archive, whose place among the artifacts is
    /// `container`; gives its number. Without a container only what is signed about images counts.
    pub fn add_image(&mut self, name: &str, container: Option<usize>) -> usize {
        self.images.push(Some(ImageFiles {
            name: name.to_owned(),
            container,
            files: Vec::new(),
            documents: 0,
            broken: None,
            tree: None,
            errors: Vec::new(),
        }));
        self.images.len() - 1
    }

    /// Lists a file by its path, size and first bytes. One without a size cannot be read.
    pub fn add_image_file(&mut self, image: usize, path: &str, size: Option<u64>, head: &[u8]) {
        let Some(image) = self.image_mut(image) else { return };
        if image.files.len() >= FILE_LIMIT {
            let length = u64::try_from(FILE_LIMIT).unwrap_or(u64::MAX);
            image.broken = Some(Error::InputTooLarge { size: length + 1, limit: length });
            return;
        }
        let inside = inside(path);
        if inside.is_none() {
            let name = path.to_owned();
            image.broken = image.broken.take().or(Some(Error::ArchiveNameUnsafe { name }));
        }
        // Each keeps its number: one that leads out is nothing that could be read.
        image.add(inside.as_deref(), size, head);
    }

    /// Learns that an archive ends, or stops making sense, before its end.
    pub fn break_image(&mut self, image: usize, offset: u64) {
        if let Some(image) = self.image_mut(image) {
            image.broken = Some(Error::ArchiveBroken { offset });
        }
    }

    /// What is to be read next; nothing more once everything is known. Documents come first: they
    /// say which of the other files count.
    pub fn image_readings(&mut self, image: usize) -> Vec<ImageReading> {
        let Some(files) = self.image_mut(image) else { return Vec::new() };
        let documents: Vec<ImageReading> = files.documents_wanted();
        if !documents.is_empty() {
            return documents;
        }
        self.assemble_image(image);
        self.image_mut(image).map(|files| files.digests_wanted()).unwrap_or_default()
    }

    /// Takes a document's bytes.
    pub fn set_image_document(&mut self, image: usize, file: usize, bytes: &[u8]) {
        let Some(file) = self.image_file_mut(image, file) else { return };
        let mut digests: Digests =
            wanted(&file.path).into_iter().map(|algorithm| Digest::of(algorithm, bytes)).collect();
        // Statements name what they are about by either.
        digests.insert(Digest::of(DigestAlgorithm::Sha512, bytes));
        file.blob.digests = digests;
        file.blob.size = u64::try_from(bytes.len()).ok();
        file.document = Some(bytes.to_vec());
    }

    /// Takes digests of a file's bytes.
    pub fn set_image_digests(&mut self, image: usize, file: usize, size: u64, digests: Digests) {
        if let Some(file) = self.image_file_mut(image, file) {
            file.blob.size = Some(size);
            file.blob.digests = digests;
        }
    }

    /// Takes the digest of what is inside a compressed file.
    pub fn set_image_content(&mut self, image: usize, file: usize, content: Digest) {
        if let Some(file) = self.image_file_mut(image, file) {
            file.blob.content = Some(Ok(content));
        }
    }

    /// Learns that a file could not be read. Of its content: that it cannot be decompressed, or is
    /// `endless`.
    pub fn refuse_image_file(&mut self, image: usize, file: usize, content: bool, endless: bool) {
        if let Some(file) = self.image_file_mut(image, file) {
            let layer = file.path.rsplit('/').next().unwrap_or_default().to_owned();
            if !content {
                file.refused = true;
            } else if endless {
                file.blob.content = Some(Err(Error::LayerTooLarge { layer }));
            } else {
                file.blob.content = Some(Err(Error::LayerBroken { layer }));
            }
        }
    }

    /// Removes an image, with everything that came out of it.
    pub(super) fn remove_image_of(&mut self, container: usize) {
        let of = |image: &Option<ImageFiles>| {
            image.as_ref().is_some_and(|image| image.container == Some(container))
        };
        let Some(number) = self.images.iter().position(of) else { return };
        if let Some(image) = self.images.get_mut(number) {
            *image = None;
        }
        let own = |part: &Artifact| part.part.is_some_and(|(image, _)| image == number);
        for artifact in self.artifacts.iter_mut().filter(|part| part.as_ref().is_some_and(own)) {
            *artifact = None;
        }
        self.evidence.retain(|file| file.origin.image != Some(number));
    }

    fn image_mut(&mut self, image: usize) -> Option<&mut ImageFiles> {
        self.images.get_mut(image).and_then(Option::as_mut)
    }

    fn image_file_mut(&mut self, image: usize, file: usize) -> Option<&mut ImageFile> {
        self.image_mut(image)?.files.get_mut(file)
    }

    /// Finds out what the documents say, once all are there: images become artifacts, and what is
    /// signed about them becomes evidence.
    fn assemble_image(&mut self, number: usize) {
        let Some(image) = self.images.get_mut(number).and_then(Option::as_mut) else { return };
        if image.tree.is_some() {
            return;
        }
        let mut tree = Tree::of(&image.files);
        let attached = evidence::attached(&image.files, &mut tree);
        tree.find_strays(&image.files);
        let errors = core::mem::take(&mut tree.errors);
        let named_error = |(path, error): &(String, Error)| {
            FileError::new(&format!("{}/{path}", image.name), error)
        };
        image.errors = errors.iter().map(named_error).collect();
        // Nobody reads them again.
        image
            .files
            .iter_mut()
            .for_each(|file| file.document = file.document.take().map(|_| Vec::new()));
        let name = image.name.clone();
        if image.container.is_some() {
            for (place, node) in tree.nodes.iter_mut().enumerate() {
                node.artifact = Some(self.artifacts.len());
                self.artifacts.push(Some(Artifact {
                    named: None,
                    name: format!("{name}@{}", named(&node.digest)),
                    size: node.size,
                    digests: node.digests.clone(),
                    container: false,
                    part: Some((number, place)),
                }));
            }
        }
        for found in attached {
            let node = found.about.and_then(|about| tree.nodes.get(about));
            let origin = Origin {
                id: self.next_id,
                file: name.clone(),
                name: format!("{name}/{}", found.path),
                explicit_for: node.and_then(|node| node.artifact),
                image: Some(number),
            };
            self.next_id += 1;
            self.evidence.push(EvidenceFile::new(origin, found.kind, found.content));
        }
        image.tree = Some(tree);
        self.unsettled = true;
    }
}

impl ImageFiles {
    fn add(&mut self, path: Option<&str>, size: Option<u64>, head: &[u8]) {
        let size = size.filter(|_| path.is_some());
        let small = size.is_some_and(|size| size <= super::FILE_LIMIT);
        let text = head.trim_ascii_start().first();
        let may_say = matches!(text, Some(b'{' | b'[')) || head.starts_with(STORED);
        // One that was altered may look like anything.
        let is_blob = path.is_some_and(|path| path.split('/').any(|step| step == "blobs"));
        let may_say = may_say || is_blob && size.is_some_and(|size| size <= BLOB_LIMIT);
        let room = self.documents + size.unwrap_or(0) <= DOCUMENT_LIMIT;
        let format = match head {
            [0x1f, 0x8b, ..] => Format::Gzip,
            // A frame, or one that is to be skipped (RFC 8878 section 3.1).
            [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Format::Zstd,
            _ if small && may_say && room => Format::Document,
            _ => Format::Other,
        };
        if format == Format::Document {
            self.documents += size.unwrap_or(0);
        }
        let compressed = matches!(format, Format::Gzip | Format::Zstd);
        let blob = Blob { size, compressed, ..Blob::default() };
        let path = path.unwrap_or_default().to_owned();
        self.files.push(ImageFile { path, format, blob, document: None, refused: size.is_none() });
    }

    fn documents_wanted(&self) -> Vec<ImageReading> {
        let waits = |file: &ImageFile| {
            file.format == Format::Document && file.document.is_none() && !file.refused
        };
        let waiting = self.files.iter().enumerate().filter(|(_, file)| waits(file));
        waiting
            .map(|(file, _)| ImageReading { file, read: "document", digests: Vec::new() })
            .collect()
    }

    /// Digests of the files that belong to an image, and of what is in its layers.
    fn digests_wanted(&self) -> Vec<ImageReading> {
        let Some(tree) = self.tree.as_ref().filter(|_| self.container.is_some()) else {
            return Vec::new();
        };
        let mut readings = Vec::new();
        for file in tree.files_wanted() {
            let Some(found) = self.files.get(file).filter(|found| !found.refused) else { continue };
            if found.blob.digests.is_empty() {
                let digests =
                    wanted(&found.path).iter().map(|algorithm| algorithm.name()).collect();
                readings.push(ImageReading { file, read: "digest", digests });
            }
        }
        for file in tree.contents_wanted() {
            let Some(found) = self.files.get(file).filter(|found| !found.refused) else { continue };
            let read = match found.format {
                Format::Gzip => "gzip",
                Format::Zstd => "zstd",
                Format::Document | Format::Other => continue,
            };
            if found.blob.content.is_none() {
                readings.push(ImageReading { file, read, digests: vec!["sha256"] });
            }
        }
        readings
    }
}

/// The path from the top, without steps that go nowhere; `None` if it leads out.
fn inside(path: &str) -> Option<String> {
    let steps: Vec<&str> = path.split('/').filter(|step| !matches!(*step, "" | ".")).collect();
    let leaves = path.starts_with('/') || path.contains('\0') || steps.contains(&"..");
    (!leaves && !steps.is_empty()).then(|| steps.join("/"))
}

/// The digests that a file's path asks for.
fn wanted(path: &str) -> Vec<DigestAlgorithm> {
    let mut wanted = vec![DigestAlgorithm::Sha256];
    let named = path.rsplit('/').nth(1).and_then(DigestAlgorithm::from_name);
    wanted.extend(named.filter(|named| *named > DigestAlgorithm::Sha256));
    wanted
}
