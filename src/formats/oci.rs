//! Container images: descriptors, manifests, indexes and configurations (OCI image-spec 1.1,
//! `descriptor.md`, `manifest.md`, `image-index.md`, `config.md`; Docker image manifest v2, schema
//! 2), and the `manifest.json` of `docker save`.

use crate::digest::{Digest, DigestAlgorithm};
use crate::encoding::json::{self, Json, Node};
use crate::error::Error;

/// More manifests in an index, layers in a manifest or images in an archive are an error.
const LIST_LIMIT: usize = 1_000;
/// More annotations of one descriptor are an error.
const ANNOTATION_LIMIT: usize = 256;
/// The version of `oci-layout` that is understood (`image-layout.md`).
const LAYOUT_VERSION: &str = "1.0.0";

/// What a blob is: its digest, its size, and what to read it as.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Descriptor {
    pub(crate) media_type: String,
    pub(crate) digest: Digest,
    pub(crate) size: u64,
    pub(crate) platform: Option<Platform>,
    pub(crate) annotations: Vec<(String, String)>,
    /// The blob itself, where the descriptor holds it.
    pub(crate) data: Option<Vec<u8>>,
}

/// What an image runs on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Platform {
    pub(crate) os: String,
    pub(crate) architecture: String,
    pub(crate) variant: Option<String>,
}

/// An index of manifests, or a manifest of layers.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Document {
    Index(Index),
    Manifest(Box<Manifest>),
}

/// A list of manifests, one for each platform.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Index {
    pub(crate) media_type: Option<String>,
    pub(crate) manifests: Vec<Descriptor>,
    pub(crate) subject: Option<Digest>,
}

/// An image, or anything else that is made of blobs.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Manifest {
    pub(crate) media_type: Option<String>,
    pub(crate) artifact_type: Option<String>,
    /// Absent in artifact manifests, which came before the subject did.
    pub(crate) config: Option<Descriptor>,
    pub(crate) layers: Vec<Descriptor>,
    /// What this is attached to.
    pub(crate) subject: Option<Digest>,
}

/// What an image's configuration says of its layers.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Config {
    /// Absent in configurations of things that are no image.
    pub(crate) platform: Option<Platform>,
    /// Digests of the layers' content, before it was compressed.
    pub(crate) diff_ids: Option<Vec<Digest>>,
    pub(crate) created: Option<String>,
}

/// An image in the `manifest.json` of `docker save`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DockerImage {
    /// The configuration's path in the archive.
    pub(crate) config: String,
    pub(crate) tags: Vec<String>,
    /// The layers' paths in the archive.
    pub(crate) layers: Vec<String>,
}

impl Descriptor {
    fn from_json(node: &Node<'_>) -> Result<Self, Error> {
        unambiguous(node, &["mediaType", "digest", "size", "platform", "annotations", "data"])?;
        let annotations = node.exact("annotations")?.entries(ANNOTATION_LIMIT)?;
        let annotations = annotations.into_iter();
        let platform = node.exact("platform")?;
        let data = node.exact("data")?;
        Ok(Self {
            media_type: node.exact("mediaType")?.text()?.to_owned(),
            digest: digest(&node.exact("digest")?)?,
            size: node.exact("size")?.index()?,
            platform: if platform.is_present() { Platform::from_json(&platform)? } else { None },
            annotations: annotations
                .map(|(name, value)| Ok((name.to_owned(), value.text()?.to_owned())))
                .collect::<Result<_, Error>>()?,
            data: if data.is_present() { Some(data.bytes()?) } else { None },
        })
    }

    /// What an annotation says.
    pub(crate) fn annotation(&self, name: &str) -> Option<&str> {
        let named = self.annotations.iter().find(|(known, _)| known == name);
        named.map(|(_, value)| value.as_str())
    }
}

impl Platform {
    /// A configuration of something that is no image names neither.
    fn from_json(node: &Node<'_>) -> Result<Option<Self>, Error> {
        unambiguous(node, &["os", "architecture", "variant"])?;
        let text = |name: &str| -> Result<Option<String>, Error> {
            let node = node.exact(name)?;
            if node.is_present() { Ok(Some(node.text()?.to_owned())) } else { Ok(None) }
        };
        let filled = |text: Option<String>| text.filter(|text| !text.is_empty());
        let os = text("os")?;
        let architecture = text("architecture")?;
        let variant = filled(text("variant")?);
        Ok(filled(os).zip(filled(architecture)).map(|(os, architecture)| Self {
            os,
            architecture,
            variant,
        }))
    }

    /// Whether both run on the same. Of two variants one is often left out.
    pub(crate) fn fits(&self, other: &Self) -> bool {
        let variants = self.variant.as_ref().zip(other.variant.as_ref());
        self.os == other.os
            && self.architecture == other.architecture
            && variants.is_none_or(|(own, other)| own == other)
    }

    /// `linux/arm64/v8`.
    pub(crate) fn name(&self) -> String {
        let Self { os, architecture, variant } = self;
        match variant {
            Some(variant) => format!("{os}/{architecture}/{variant}"),
            None => format!("{os}/{architecture}"),
        }
    }
}

impl Document {
    /// Whether JSON is an index or a manifest, by the fields that nothing else has.
    pub(crate) fn is_one(json: &Json) -> bool {
        let root = Node::root(json);
        let has = |name: &str| root.exact(name).is_ok_and(|node| node.is_present());
        has("schemaVersion") && (has("manifests") || has("layers") || has("config"))
            || has("mediaType") && has("blobs")
    }

    /// Reads an index or a manifest.
    pub(crate) fn from_json(json: &Json) -> Result<Self, Error> {
        let root = Node::root(json);
        let text = |name: &str| -> Result<Option<String>, Error> {
            let node = root.exact(name)?;
            if node.is_present() { Ok(Some(node.text()?.to_owned())) } else { Ok(None) }
        };
        unambiguous(&root, &["mediaType", "manifests", "config", "layers", "subject"])?;
        let version = root.exact("schemaVersion")?;
        if version.is_present() && version.index()? != 2 {
            return Err(version.invalid("2"));
        }
        let media_type = text("mediaType")?;
        let subject = root.exact("subject")?;
        let subject =
            if subject.is_present() { Some(digest(&subject.exact("digest")?)?) } else { None };
        let manifests = root.exact("manifests")?;
        let layers = root.exact("layers")?;
        if manifests.is_present() && layers.is_present() {
            // Readers would differ in what they take it for.
            let found = "manifests, layers".to_owned();
            return Err(Error::ChoiceAmbiguous { path: root.path().to_owned(), found });
        }
        if manifests.is_present() {
            let manifests = descriptors(&manifests)?;
            return Ok(Self::Index(Index { media_type, manifests, subject }));
        }
        let config = root.exact("config")?;
        let layers = if layers.is_present() { layers } else { root.exact("blobs")? };
        Ok(Self::Manifest(Box::new(Manifest {
            media_type,
            artifact_type: text("artifactType")?,
            config: if config.is_present() { Some(Descriptor::from_json(&config)?) } else { None },
            layers: descriptors(&layers)?,
            subject,
        })))
    }

    /// What the document says it is.
    pub(crate) fn media_type(&self) -> Option<&str> {
        match self {
            Self::Index(index) => index.media_type.as_deref(),
            Self::Manifest(manifest) => manifest.media_type.as_deref(),
        }
    }
}

impl Config {
    /// Reads what is compared with manifests and layers.
    pub(crate) fn from_json(json: &Json) -> Result<Self, Error> {
        let root = Node::root(json);
        unambiguous(&root, &["rootfs"])?;
        unambiguous(&root.exact("rootfs")?, &["diff_ids"])?;
        let diff_ids = root.exact("rootfs")?.exact("diff_ids")?;
        let created = root.exact("created")?;
        let list = diff_ids.list(LIST_LIMIT)?;
        Ok(Self {
            platform: Platform::from_json(&root)?,
            diff_ids: if diff_ids.is_present() {
                Some(list.iter().map(digest).collect::<Result<_, _>>()?)
            } else {
                None
            },
            created: created.text().ok().map(str::to_owned),
        })
    }
}

impl DockerImage {
    /// Reads `manifest.json`: a list.
    pub(crate) fn list_from_json(json: &Json) -> Result<Vec<Self>, Error> {
        let root = Node::root(json);
        let texts = |node: Node<'_>| -> Result<Vec<String>, Error> {
            node.list(LIST_LIMIT)?.iter().map(|text| Ok(text.text()?.to_owned())).collect()
        };
        let image = |node: &Node<'_>| {
            unambiguous(node, &["Config", "RepoTags", "Layers"])?;
            Ok(Self {
                config: node.exact("Config")?.text()?.to_owned(),
                tags: texts(node.exact("RepoTags")?)?,
                layers: texts(node.exact("Layers")?)?,
            })
        };
        root.list(LIST_LIMIT)?.iter().map(image).collect()
    }
}

/// Whether `oci-layout` names the version that is understood.
pub(crate) fn read_layout_version(bytes: &[u8]) -> Result<(), Error> {
    let json = json::parse(bytes)?;
    let version = Node::root(&json).exact("imageLayoutVersion")?;
    let found = version.text()?;
    if found == LAYOUT_VERSION {
        return Ok(());
    }
    Err(Error::ImageLayoutUnknown { found: Some(found.to_owned()) })
}

/// Refuses keys that are written otherwise and that Go's `encoding/json` takes for these all the
/// same: what the runtimes of images read there would be something else than what was checked.
fn unambiguous(node: &Node<'_>, names: &[&str]) -> Result<(), Error> {
    for (key, _) in node.entries(usize::MAX)? {
        let folded = |name: &&&str| folded(name) == folded(key);
        if let Some(name) = names.iter().find(folded).filter(|name| **name != key) {
            let found = format!("{name}, {key}");
            return Err(Error::ChoiceAmbiguous { path: node.path().to_owned(), found });
        }
    }
    Ok(())
}

/// In one case, as Go folds it: the long s and the sign for kelvin are letters too.
fn folded(key: &str) -> String {
    let plain = |letter| match letter {
        '\u{17f}' => 's',
        '\u{212a}' => 'k',
        other => other.to_ascii_lowercase(),
    };
    key.chars().map(plain).collect()
}

fn descriptors(list: &Node<'_>) -> Result<Vec<Descriptor>, Error> {
    list.list(LIST_LIMIT)?.iter().map(Descriptor::from_json).collect()
}

/// `sha256:` and hexadecimal (`descriptor.md`, digests).
pub(crate) fn digest(node: &Node<'_>) -> Result<Digest, Error> {
    let invalid = || node.invalid("sha256: and a digest in hexadecimal");
    digest_of(node.text()?).ok_or_else(invalid)
}

/// A digest by a function that still binds something.
pub(crate) fn digest_of(text: &str) -> Option<Digest> {
    let (name, hex) = text.split_once(':')?;
    let algorithm =
        DigestAlgorithm::from_name(name).filter(|known| *known != DigestAlgorithm::Sha1)?;
    Digest::from_hex(algorithm, hex).ok()
}

/// A digest as images name it.
pub(crate) fn named(digest: &Digest) -> String {
    format!("{}:{}", digest.algorithm().name(), digest.hex())
}
