//! Images as `docker save` stores them: `manifest.json` lists the paths of configurations and layers
//! (moby, image/tarexport). Docker itself loads what stands there, whatever else is in the archive.

use super::ImageFile;
use super::node::{Node, NodeKind, document, read_config};
use super::tree::{NODE_LIMIT, Tree};
use crate::digest::{Digest, DigestAlgorithm};
use crate::error::Error;
use crate::formats::oci::{Descriptor, DockerImage, digest_of, named};

impl Tree {
    /// The images of `manifest.json`: those that the index lists too, and others.
    pub(super) fn read_docker(&mut self, files: &[ImageFile], folder: &str) -> Result<(), Error> {
        let file = self.only(files, &format!("{folder}manifest.json"))?;
        for image in DockerImage::list_from_json(&document(file)?)? {
            let at = |path: &String| {
                self.by_path.get(&format!("{folder}{path}")).cloned().unwrap_or_default()
            };
            let config = at(&image.config);
            let layers: Vec<Vec<usize>> = image.layers.iter().map(at).collect();
            let same = |node: &&mut Node| {
                let own = node.layers.iter().map(|(_, there)| there);
                !config.is_empty()
                    && node.config.as_ref().is_some_and(|(_, there)| *there == config)
                    && own.eq(layers.iter())
            };
            match self.nodes.iter_mut().find(same) {
                Some(node) => node.names.extend(image.tags),
                None => self.add_docker(files, image, config, layers)?,
            }
        }
        Ok(())
    }

    fn add_docker(
        &mut self,
        files: &[ImageFile],
        image: DockerImage,
        config: Vec<usize>,
        layers: Vec<Vec<usize>>,
    ) -> Result<(), Error> {
        let named_by = image.config.rsplit('/').next().unwrap_or_default();
        let named_by = digest_of(&format!("sha256:{}", named_by.trim_end_matches(".json")));
        let first = config.first().and_then(|position| files.get(*position));
        let own = first.and_then(|file| file.blob.digests.get(DigestAlgorithm::Sha256)).cloned();
        let missing = || Error::BlobMissing { expected: image.config.clone() };
        let digest = named_by.or(own).ok_or_else(missing)?;
        if self.nodes.len() >= NODE_LIMIT {
            let limit = u64::try_from(NODE_LIMIT).unwrap_or(u64::MAX);
            return Err(Error::ListTooLong { path: "$".to_owned(), length: limit + 1, limit });
        }
        let mut node = Node::new(NodeKind::Docker, digest.clone());
        node.size = first.and_then(|file| file.blob.size);
        node.read_config = read_config(files, &config);
        node.names.extend(image.tags);
        let described = |digest: Digest, size: Option<u64>| Descriptor {
            media_type: String::new(),
            digest,
            size: size.unwrap_or_default(),
            platform: None,
            annotations: Vec::new(),
            data: None,
        };
        // A layer has no digest of its own here: the configuration says what is in it.
        let ids = node.read_config.as_ref().ok().and_then(|config| config.diff_ids.clone());
        let mut ids = ids.unwrap_or_default().into_iter();
        let layers = layers.into_iter();
        node.layers = layers
            .map(|there| (described(ids.next().unwrap_or_else(|| digest.clone()), None), there))
            .collect();
        node.config = Some((described(digest, node.size), config));
        node.document = Err(Error::BlobUnread { expected: named(&node.digest) });
        self.push(node);
        Ok(())
    }
}
