//! Container images as folders and archives hold them (OCI image-spec 1.1; `docker save`;
//! containers/image), written with the fewest bytes that readers accept.

use serde_json::{Value, json};

use crate::keys::Hash;
use crate::text::{canonical_json, hex};

pub const INDEX: &str = "application/vnd.oci.image.index.v1+json";
pub const MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json";
pub const CONFIG: &str = "application/vnd.oci.image.config.v1+json";
pub const LAYER: &str = "application/vnd.oci.image.layer.v1.tar";
pub const EMPTY: &str = "application/vnd.oci.empty.v1+json";

/// How a layer is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    Plain,
    Gzip,
    Zstd,
}

/// A folder or archive in the making. Each part can be changed before `tar`.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// In their order in the archive.
    pub files: Vec<(String, Vec<u8>)>,
    /// What `index.json` lists.
    pub top: Vec<Value>,
}

impl Layout {
    /// Adds a blob; gives its descriptor.
    pub fn blob(&mut self, media_type: &str, bytes: &[u8]) -> Value {
        let path = format!("blobs/sha256/{}", sha256(bytes));
        if !self.files.iter().any(|(known, _)| *known == path) {
            self.files.push((path, bytes.to_vec()));
        }
        described(media_type, bytes)
    }

    /// Adds a document; gives its descriptor.
    pub fn document(&mut self, media_type: &str, value: &Value) -> Value {
        self.blob(media_type, canonical_json(value).as_bytes())
    }

    /// Adds an image of these layers; gives its manifest's descriptor.
    pub fn image(&mut self, platform: (&str, &str), layers: &[(Packing, &[u8])]) -> Value {
        let config = config(platform, layers.iter().map(|(_, content)| *content));
        let config = self.document(CONFIG, &config);
        let layers: Vec<Value> = layers.iter().map(|layer| self.layer(*layer)).collect();
        self.document(MANIFEST, &manifest(config, layers))
    }

    /// Adds a layer; gives its descriptor.
    pub fn layer(&mut self, (packing, content): (Packing, &[u8])) -> Value {
        let (end, bytes) = match packing {
            Packing::Plain => ("", content.to_vec()),
            Packing::Gzip => ("+gzip", gzip(content)),
            Packing::Zstd => ("+zstd", zstd(content)),
        };
        self.blob(&format!("{LAYER}{end}"), &bytes)
    }

    /// Adds an index of these; gives its descriptor.
    pub fn index(&mut self, manifests: Vec<Value>) -> Value {
        let index = json!({"schemaVersion": 2, "mediaType": INDEX, "manifests": manifests});
        self.document(INDEX, &index)
    }

    /// Adds a manifest that is attached to an image; gives its descriptor.
    pub fn attachment(&mut self, layers: Vec<Value>, subject: Option<&Value>) -> Value {
        let config = self.blob(EMPTY, b"{}");
        let mut manifest = manifest(config, layers);
        if let Some(subject) = subject {
            manifest["subject"] = subject.clone();
            manifest["artifactType"] = "application/vnd.dev.sigstore.bundle.v0.3+json".into();
        }
        self.document(MANIFEST, &manifest)
    }

    /// Lists something in `index.json`, with one annotation.
    pub fn list(&mut self, mut descriptor: Value, annotation: Option<(&str, &str)>) {
        if let Some((name, value)) = annotation {
            descriptor["annotations"][name] = value.into();
        }
        self.top.push(descriptor);
    }

    /// The bytes of `index.json`.
    pub fn index_json(&self) -> Vec<u8> {
        let index = json!({"schemaVersion": 2, "mediaType": INDEX, "manifests": self.top});
        canonical_json(&index).into_bytes()
    }

    /// A file by the end of its path.
    pub fn file(&mut self, digest: &str) -> &mut Vec<u8> {
        let hex = digest.trim_start_matches("sha256:");
        let found = self.files.iter_mut().find(|(path, _)| path.ends_with(hex));
        &mut found.expect("a file of this name").1
    }

    /// Takes a file away.
    pub fn drop_file(&mut self, digest: &str) {
        let hex = digest.trim_start_matches("sha256:");
        self.files.retain(|(path, _)| !path.ends_with(hex));
    }

    /// All files, with `oci-layout` and `index.json` where nobody wrote others.
    pub fn all(&self) -> Vec<(String, Vec<u8>)> {
        let own: [(&str, Vec<u8>); 2] = [
            ("oci-layout", br#"{"imageLayoutVersion":"1.0.0"}"#.to_vec()),
            ("index.json", self.index_json()),
        ];
        let missing =
            own.into_iter().filter(|(name, _)| !self.files.iter().any(|(path, _)| path == name));
        let missing = missing.map(|(name, bytes)| (name.to_owned(), bytes));
        missing.chain(self.files.clone()).filter(|(_, bytes)| bytes != REMOVED).collect()
    }

    /// As an archive.
    pub fn tar(&self) -> Vec<u8> {
        tar(&self.all())
    }
}

/// In place of a file that should not be there.
pub const REMOVED: &[u8] = b"removed";

pub fn described(media_type: &str, bytes: &[u8]) -> Value {
    json!({
        "mediaType": media_type,
        "digest": format!("sha256:{}", sha256(bytes)),
        "size": bytes.len(),
    })
}

pub fn manifest(config: Value, layers: Vec<Value>) -> Value {
    json!({"schemaVersion": 2, "mediaType": MANIFEST, "config": config, "layers": layers})
}

pub fn config<'a>(
    (os, architecture): (&str, &str),
    layers: impl Iterator<Item = &'a [u8]>,
) -> Value {
    let diff_ids: Vec<String> =
        layers.map(|content| format!("sha256:{}", sha256(content))).collect();
    json!({
        "os": os,
        "architecture": architecture,
        "created": "1970-01-01T00:00:00Z",
        "config": {},
        "rootfs": {"type": "layers", "diff_ids": diff_ids},
    })
}

pub fn sha256(bytes: &[u8]) -> String {
    hex(&Hash::Sha256.of(bytes))
}

/// One member of one stored block (RFC 1952, RFC 1951 section 3.2.4).
pub fn gzip(content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len()).expect("a small layer");
    let mut bytes = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff, 1];
    bytes.extend(length.to_le_bytes());
    bytes.extend((!length).to_le_bytes());
    bytes.extend(content);
    bytes.extend(crc32(content).to_le_bytes());
    bytes.extend(u32::from(length).to_le_bytes());
    bytes
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 }
        })
    })
}

/// One frame of one raw block, its size in four bytes (RFC 8878 section 3.1.1).
pub fn zstd(content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).expect("a small layer");
    let mut bytes = vec![0x28, 0xb5, 0x2f, 0xfd, 0xa0];
    bytes.extend(length.to_le_bytes());
    bytes.extend(&((length << 3) | 1).to_le_bytes()[..3]);
    bytes.extend(content);
    bytes
}

/// A tar archive (POSIX.1-1988 ustar) of plain files.
pub fn tar(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (name, content) in files {
        bytes.extend(tar_entry(name, b'0', "", content));
    }
    bytes.extend([0; 1024]);
    bytes
}

pub fn tar_entry(name: &str, kind: u8, link: &str, content: &[u8]) -> Vec<u8> {
    let mut header = vec![0; 512];
    let mut put = |at: usize, text: &[u8]| header[at..at + text.len()].copy_from_slice(text);
    put(0, name.as_bytes());
    for at in [100, 108, 116] {
        put(at, b"0000644");
    }
    put(124, format!("{:011o}\0", content.len()).as_bytes());
    put(136, b"00000000000");
    put(148, b"        ");
    put(156, &[kind]);
    put(157, link.as_bytes());
    put(257, b"ustar");
    put(263, b"00");
    let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
    header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    header.extend(content);
    header.resize(header.len().div_ceil(512) * 512, 0);
    header
}
