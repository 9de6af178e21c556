//! What came out of an image's files: whether each part is whole, and what evidence about one part
//! says about those below it.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

use super::ImageFiles;
use super::node::{Node, NodeKind, Part};
use super::tree::Tree;
use crate::digest::Digest;
use crate::error::{Error, Facts, facts};
use crate::formats::oci::{Document, Platform};
use crate::judge::Verdict;
use crate::report::ImageReport;
use crate::session::Session;
use crate::verify::check::{Check, Question, Status};
use crate::verify::image::{
    Described, config_check, diff_ids_check, layers_check, manifest_check, manifests_check,
    platform_check, wholeness,
};

/// How many names a check shows.
const SHOWN: usize = 32;
/// Indexes in indexes deeper than this are not followed.
const DEPTH: usize = 32;

impl Session {
    /// The checks of an artifact that is a part of an image, or that holds images and could not be
    /// read as such.
    pub(in crate::session) fn image_checks(&self, artifact: usize) -> Vec<Check> {
        if let Some((image, tree, node)) = self.image_part(artifact) {
            let known = RefCell::new(HashMap::new());
            return image.checks_of(tree, node, 0, &known);
        }
        let broken = |image: &&ImageFiles| image.container == Some(artifact) && !image.has_images();
        let found = self.images.iter().flatten().find(broken);
        found.map(|image| vec![image.layout_check()]).unwrap_or_default()
    }

    /// What evidence that was meant for a folder or archive of images, or attached to one of them,
    /// has to speak about.
    pub(in crate::session) fn image_artifacts(&self, artifact: usize) -> Option<Parts> {
        let own = self.image_part(artifact).map(|(image, ..)| image);
        let is_it = |image: &&ImageFiles| image.container == Some(artifact);
        let image = own.or_else(|| self.images.iter().flatten().find(is_it))?;
        let tree = image.tree.as_ref()?;
        let of = |node: usize| tree.nodes.get(node).and_then(|node| node.artifact);
        let all = (0..tree.nodes.len()).filter_map(of).chain(image.container).collect();
        let instead: Vec<usize> =
            if own.is_some() { vec![artifact] } else { tree.roots().filter_map(of).collect() };
        let is_container = own.is_none();
        (!instead.is_empty()).then_some(Parts { all, instead, is_container })
    }

    /// Artifacts whose evidence speaks for this one too: what lists it, and so on up to the archive
    /// itself; the nearest first.
    pub(in crate::session) fn above(&self, artifact: usize) -> Vec<usize> {
        let Some((image, tree, node)) = self.image_part(artifact) else { return Vec::new() };
        let mut seen = BTreeSet::new();
        let mut waiting: Vec<usize> = node.parents.clone();
        let mut above = Vec::new();
        while let Some(next) = waiting.pop() {
            if let Some(parent) = tree.nodes.get(next).filter(|_| seen.insert(next)) {
                above.extend(parent.artifact);
                waiting.extend(&parent.parents);
            }
        }
        above.extend(image.container);
        above
    }

    /// Whether a part is of use to a person where nothing speaks about it.
    pub(in crate::session) fn is_shown(&self, artifact: usize) -> bool {
        match self.image_part(artifact) {
            Some((_, tree, node)) => node.kind != NodeKind::Layout || tree.is_index_itself(),
            None => true,
        }
    }

    /// What is reported of a part; `place` gives an artifact's position in the report.
    pub(in crate::session) fn image_report(
        &self,
        artifact: usize,
        covered_by: Vec<usize>,
        place: &dyn Fn(usize) -> Option<usize>,
    ) -> Option<ImageReport> {
        let (_, tree, node) = self.image_part(artifact)?;
        let parents = node.parents.iter().filter_map(|parent| tree.nodes.get(*parent));
        Some(ImageReport {
            kind: node.kind.name(),
            media_type: node.media_type().map(str::to_owned),
            platform: node.platform().map(Platform::name),
            parent: parents.filter_map(|parent| place(parent.artifact?)).next(),
            covered_by,
            claims: node.claims(),
        })
    }

    fn image_part(&self, artifact: usize) -> Option<(&ImageFiles, &Tree, &Node)> {
        let (image, node) = self.artifacts.get(artifact)?.as_ref()?.part?;
        let image = self.images.get(image)?.as_ref()?;
        let tree = image.tree.as_ref()?;
        Some((image, tree, tree.nodes.get(node)?))
    }
}

/// How parts came out that were looked at, by their places.
type Known = RefCell<HashMap<usize, Status>>;

/// The artifacts that came out of a container.
#[derive(Clone, Debug)]
pub(in crate::session) struct Parts {
    pub(in crate::session) all: Vec<usize>,
    /// Those that it is held against where it speaks about none of them.
    pub(in crate::session) instead: Vec<usize>,
    /// Whether it was meant for the folder or archive.
    pub(in crate::session) is_container: bool,
}

/// How evidence about a part and what it lists makes a verdict.
pub(in crate::session) fn with_checks(verdict: Verdict, checks: &[Check]) -> Verdict {
    match wholeness(checks) {
        Status::Failed => Verdict::Failed,
        Status::Missing => verdict.max(Verdict::Incomplete),
        Status::Passed | Status::NotApplicable => verdict,
    }
}

impl ImageFiles {
    /// Whether there is anything that a person could use.
    pub(super) fn has_images(&self) -> bool {
        self.tree.as_ref().is_some_and(|tree| tree.roots().next().is_some())
    }

    fn layout_check(&self) -> Check {
        let unread = || Error::ImageLayoutUnknown { found: None };
        let found = match (&self.broken, &self.tree) {
            (Some(error), _) => Err(error.clone()),
            (None, Some(tree)) => tree.layout.clone(),
            (None, None) => Err(unread()),
        };
        let check = Check::of(Question::ImageLayout, found).with("files", self.files.len());
        let unreferenced = self.tree.iter().flat_map(|tree| &tree.unreferenced);
        let unreferenced: Vec<String> = unreferenced.take(SHOWN).cloned().collect();
        if unreferenced.is_empty() { check } else { check.with("unreferenced", unreferenced) }
    }

    fn checks_of(&self, tree: &Tree, node: &Node, depth: usize, known: &Known) -> Vec<Check> {
        let described = |part| -> Described<'_> { Node::described(part, &self.files) };
        let mut checks = vec![self.layout_check()];
        let config = node.config.as_ref().map(described);
        let read = node.read_config.as_ref();
        let layers: Vec<Described<'_>> = node.layers.iter().map(described).collect();
        let own = node.listed.iter().map(|listed| (listed.clone(), node.files.clone()));
        let own: Vec<Part> = own.collect();
        match node.kind {
            NodeKind::Docker => {
                checks.push(config_check(config.as_ref(), read));
                checks.push(Check::not_applicable(Question::ImageLayers, "docker-archive"));
                checks.push(diff_ids_check(read, &layers));
                return checks;
            }
            NodeKind::Layout => {}
            NodeKind::Index | NodeKind::Manifest | NodeKind::Attestation => {
                let own: Vec<Described<'_>> = own.iter().map(described).collect();
                checks.push(manifest_check(&own, node.document.as_ref()));
            }
        }
        if let Ok(Document::Index(_)) = node.document {
            let parts = self.parts_of(tree, node, depth, known);
            checks.push(manifests_check(&parts));
        } else if node.document.is_ok() {
            checks.push(config_check(config.as_ref(), read));
            checks.push(layers_check(&layers));
            checks.push(diff_ids_check(read, &layers));
            let platforms: Vec<&Platform> =
                node.listed.iter().filter_map(|listed| listed.platform.as_ref()).collect();
            checks.push(platform_check(&platforms, read));
        }
        checks
    }

    /// How each manifest came out that an index lists.
    fn parts_of<'a>(
        &'a self,
        tree: &'a Tree,
        node: &Node,
        depth: usize,
        known: &Known,
    ) -> Vec<(&'a Digest, Status)> {
        let children =
            node.children.iter().filter_map(|child| Some((*child, tree.nodes.get(*child)?)));
        children
            .map(|(place, child)| {
                let before = known.borrow().get(&place).copied();
                let status = before.unwrap_or_else(|| {
                    if depth >= DEPTH {
                        return Status::Missing;
                    }
                    wholeness(&self.checks_of(tree, child, depth + 1, known))
                });
                // One that many indexes list is looked at once.
                known.borrow_mut().insert(place, status);
                (&child.digest, status)
            })
            .collect()
    }
}

impl Tree {
    /// Whether the folder's own index is the image: it lists platforms, and none of them by a name.
    fn is_index_itself(&self) -> bool {
        let Some(top) = self.nodes.first() else { return false };
        let plain = |child: &usize| {
            self.nodes.get(*child).is_some_and(|child| {
                let mut listed = child.listed.iter();
                listed.all(|listed| listed.platform.is_some() && listed.annotations.is_empty())
            })
        };
        top.kind == NodeKind::Layout && top.children.len() > 1 && top.children.iter().all(plain)
    }
}

impl Node {
    fn media_type(&self) -> Option<&str> {
        let own = self.document.as_ref().ok().and_then(Document::media_type);
        let listed = self.listed.first().map(|listed| listed.media_type.as_str());
        own.or(listed)
    }

    /// What the image runs on, by its configuration; where that cannot be read, by its index.
    fn platform(&self) -> Option<&Platform> {
        let own = self.read_config.as_ref().ok().and_then(|config| config.platform.as_ref());
        own.or_else(|| self.listed.iter().find_map(|listed| listed.platform.as_ref()))
    }

    fn claims(&self) -> Facts {
        let mut claims = Facts::new();
        if !self.names.is_empty() {
            let names: Vec<String> = self.names.iter().take(SHOWN).cloned().collect();
            claims.extend(facts([("names", names.into())]));
        }
        if let Some(created) =
            self.read_config.as_ref().ok().and_then(|config| config.created.clone())
        {
            claims.extend(facts([("created", created.into())]));
        }
        claims
    }
}
