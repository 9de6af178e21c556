//! Is an image what its digest says, down to the content of its layers? (OCI image-spec 1.1,
//! `descriptor.md`, `manifest.md`, `config.md`, `image-index.md`.)

use serde_json::Value;

use crate::digest::{Digest, DigestAlgorithm, Digests};
use crate::error::Error;
use crate::formats::oci::{Config, Descriptor, Document, Platform, named};
use crate::verify::check::{Check, Question, Status};

/// How many digests a check shows.
const SHOWN: usize = 32;
/// Media types that only indexes have.
pub(crate) const INDEX_TYPES: [&str; 2] = [
    "application/vnd.oci.image.index.v1+json",
    "application/vnd.docker.distribution.manifest.list.v2+json",
];
/// Media types that only manifests have.
const MANIFEST_TYPES: [&str; 2] = [
    "application/vnd.oci.image.manifest.v1+json",
    "application/vnd.docker.distribution.manifest.v2+json",
];

/// A file of an image, as far as it has been read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Blob {
    pub(crate) size: Option<u64>,
    pub(crate) digests: Digests,
    /// Whether its first bytes are those of something compressed.
    pub(crate) compressed: bool,
    /// What is inside, if it is compressed.
    pub(crate) content: Option<Result<Digest, Error>>,
}

impl Blob {
    /// The digest of what a runtime makes of it.
    fn content(&self) -> Option<Result<Digest, Error>> {
        if self.compressed {
            return self.content.clone();
        }
        self.digests.get(DigestAlgorithm::Sha256).cloned().map(Ok)
    }
}

/// A descriptor, and the files that are there under its digest.
pub(crate) type Described<'a> = (&'a Descriptor, Vec<&'a Blob>);

/// The files are what the descriptor says.
pub(crate) fn verify_blob((descriptor, blobs): &Described<'_>) -> Result<(), Error> {
    let data = descriptor.data.as_ref().map(|data| Blob {
        size: u64::try_from(data.len()).ok(),
        digests: [Digest::of(descriptor.digest.algorithm(), data)].into_iter().collect(),
        ..Blob::default()
    });
    if blobs.is_empty() {
        return Err(Error::BlobMissing { expected: named(&descriptor.digest) });
    }
    let all = blobs.iter().copied().chain(&data);
    worst(all.filter_map(|blob| verify_one(descriptor, blob).err())).map_or(Ok(()), Err)
}

fn verify_one(descriptor: &Descriptor, blob: &Blob) -> Result<(), Error> {
    let Descriptor { digest, size, .. } = descriptor;
    let Some(found) = blob.digests.get(digest.algorithm()) else {
        return Err(Error::BlobUnread { expected: named(digest) });
    };
    if found != digest {
        return Err(Error::BlobDigestMismatch { expected: named(digest), found: named(found) });
    }
    match blob.size {
        Some(found) if found == *size => Ok(()),
        Some(found) => {
            Err(Error::BlobSizeMismatch { digest: named(digest), expected: *size, found })
        }
        None => Err(Error::BlobUnread { expected: named(digest) }),
    }
}

/// What is wrong before what is only missing.
pub(crate) fn worst(errors: impl Iterator<Item = Error>) -> Option<Error> {
    let mut absent = None;
    for error in errors {
        if !error.is_absence() {
            return Some(error);
        }
        absent = absent.or(Some(error));
    }
    absent
}

/// A manifest or index is what every descriptor of it says.
pub(crate) fn manifest_check(
    described: &[Described<'_>],
    document: Result<&Document, &Error>,
) -> Check {
    let question = Question::ImageManifest;
    let whole = described.iter().filter_map(|described| verify_blob(described).err());
    if let Some(error) = worst(whole) {
        return Check::refused(question, &error);
    }
    let document = match document {
        Ok(document) => document,
        Err(error) => return Check::refused(question, error),
    };
    let mut types = described.iter().map(|(descriptor, _)| descriptor.media_type.as_str());
    let mismatch = types.find(|expected| !fits(expected, document));
    let found = document.media_type().unwrap_or(match document {
        Document::Index(_) => "index",
        Document::Manifest(_) => "manifest",
    });
    let result = mismatch.map_or(Ok(()), |expected| {
        let (expected, found) = (expected.to_owned(), found.to_owned());
        Err(Error::ImageTypeMismatch { expected, found })
    });
    Check::of(question, result)
}

/// Whether a document is what it is listed as, and what it calls itself.
fn fits(listed: &str, document: &Document) -> bool {
    let possible = |media_type: &str| match document {
        Document::Index(_) => !MANIFEST_TYPES.contains(&media_type),
        Document::Manifest(_) => !INDEX_TYPES.contains(&media_type),
    };
    let own = document.media_type().unwrap_or(listed);
    own == listed && possible(listed)
}

/// The configuration is there and whole.
pub(crate) fn config_check(
    described: Option<&Described<'_>>,
    config: Result<&Config, &Error>,
) -> Check {
    let question = Question::ImageConfig;
    let Some(described) = described else {
        return Check::not_applicable(question, "no-config");
    };
    let read = verify_blob(described).and_then(|()| config.map(|_| ()).map_err(Clone::clone));
    Check::of(question, read).with("digest", named(&described.0.digest))
}

/// Every layer is there and whole.
pub(crate) fn layers_check(layers: &[Described<'_>]) -> Check {
    let question = Question::ImageLayers;
    let errors: Vec<(&Digest, Error)> = layers
        .iter()
        .filter_map(|layer| verify_blob(layer).err().map(|error| (&layer.0.digest, error)))
        .collect();
    let of = |absent: bool| {
        let some = errors.iter().filter(|(_, error)| error.is_absence() == absent);
        shown(some.map(|(digest, _)| *digest))
    };
    let result = worst(errors.iter().map(|(_, error)| error.clone())).map_or(Ok(()), Err);
    let check = Check::of(question, result).with("layers", layers.len());
    if errors.is_empty() {
        check
    } else {
        check.with("missing", of(true)).with("altered", of(false))
    }
}

/// Every layer holds what the configuration says, and there are as many.
pub(crate) fn diff_ids_check(config: Result<&Config, &Error>, layers: &[Described<'_>]) -> Check {
    let question = Question::ImageDiffIds;
    let Ok(config) = config else { return Check::not_applicable(question, "no-config") };
    let Some(diff_ids) = &config.diff_ids else {
        return Check::not_applicable(question, "no-layers-in-config");
    };
    let count = |length: usize| u64::try_from(length).unwrap_or(u64::MAX);
    if diff_ids.len() != layers.len() {
        let (expected, found) = (count(diff_ids.len()), count(layers.len()));
        return Check::refused(question, &Error::LayerCountMismatch { expected, found });
    }
    let pairs = diff_ids.iter().zip(layers);
    let errors = pairs.filter_map(|(expected, layer)| verify_content(expected, layer).err());
    let result = worst(errors).map_or(Ok(()), Err);
    Check::of(question, result).with("layers", layers.len())
}

fn verify_content(expected: &Digest, (descriptor, blobs): &Described<'_>) -> Result<(), Error> {
    let layer = named(&descriptor.digest);
    if blobs.is_empty() {
        return Err(Error::BlobMissing { expected: layer });
    }
    let algorithm = expected.algorithm();
    if algorithm != DigestAlgorithm::Sha256 {
        return Err(Error::DigestUnavailable { algorithm: algorithm.name() });
    }
    let errors = blobs.iter().filter_map(|blob| match blob.content() {
        Some(Ok(found)) if found == *expected => None,
        Some(Ok(found)) => {
            let (expected, found) = (named(expected), named(&found));
            Some(Error::LayerContentMismatch { layer: layer.clone(), expected, found })
        }
        Some(Err(error)) => Some(error),
        None => Some(Error::BlobUnread { expected: layer.clone() }),
    });
    worst(errors).map_or(Ok(()), Err)
}

/// The image runs on what it is listed for.
pub(crate) fn platform_check(listed: &[&Platform], config: Result<&Config, &Error>) -> Check {
    let question = Question::ImagePlatform;
    if listed.is_empty() {
        return Check::not_applicable(question, "no-platform-listed");
    }
    let Some(config) = config.ok().filter(|config| config.diff_ids.is_some()) else {
        return Check::not_applicable(question, "no-config");
    };
    let found = config.platform.as_ref();
    let wrong = listed.iter().find(|listed| !found.is_some_and(|found| listed.fits(found)));
    let result = wrong.map_or(Ok(()), |listed| {
        let found = found.map(Platform::name).unwrap_or_default();
        Err(Error::PlatformMismatch { expected: listed.name(), found })
    });
    let check = Check::of(question, result);
    match found {
        Some(found) => check.with("platform", found.name()),
        None => check,
    }
}

/// Every manifest that an index lists is whole, with everything below it.
pub(crate) fn manifests_check(parts: &[(&Digest, Status)]) -> Check {
    let question = Question::ImageManifests;
    let of = |status| {
        let some = parts.iter().filter(move |(_, found)| *found == status);
        shown(some.map(|(digest, _)| *digest))
    };
    let first = |status| parts.iter().find(|(_, found)| *found == status);
    let altered =
        first(Status::Failed).map(|(digest, _)| Error::ImagePartAltered { digest: named(digest) });
    let missing = first(Status::Missing)
        .map(|(digest, _)| Error::ImagePartIncomplete { digest: named(digest) });
    let error = altered.or(missing);
    let whole = error.is_none();
    let check = Check::of(question, error.map_or(Ok(()), Err)).with("manifests", parts.len());
    if whole {
        return check;
    }
    check.with("missing", of(Status::Missing)).with("altered", of(Status::Failed))
}

/// How an image came out of its checks: failed, missing something, or whole.
pub(crate) fn wholeness(checks: &[Check]) -> Status {
    let any = |status| checks.iter().any(|check| check.status == status);
    match () {
        () if any(Status::Failed) => Status::Failed,
        () if any(Status::Missing) => Status::Missing,
        () => Status::Passed,
    }
}

fn shown<'a>(digests: impl Iterator<Item = &'a Digest>) -> Value {
    digests.take(SHOWN).map(named).collect()
}
