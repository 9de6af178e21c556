//! What metadata says about other files: version, length and hashes.

use super::{natural, positive};
use crate::digest::{Digest, DigestAlgorithm, Digests};
use crate::encoding::json::{Json, Node};
use crate::error::Error;

/// More hashes of one file than this are an error.
const HASH_LIMIT: usize = 64;
/// The hashes that are compared. SHA-1 is none of them, and neither is one that a client does not
/// know.
const KNOWN: [DigestAlgorithm; 3] =
    [DigestAlgorithm::Sha256, DigestAlgorithm::Sha384, DigestAlgorithm::Sha512];

/// The hashes of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Hashes {
    /// In the order in which they are listed.
    pub(crate) listed: Vec<Digest>,
    /// An algorithm that is not known here.
    pub(crate) unknown: Option<String>,
}

impl Hashes {
    fn read(node: &Node<'_>) -> Result<Self, Error> {
        let mut hashes = Self { listed: Vec::new(), unknown: None };
        for (name, value) in node.entries(HASH_LIMIT)? {
            let text = value.text()?;
            match KNOWN.into_iter().find(|known| known.name() == name) {
                Some(algorithm) => hashes.listed.push(Digest::from_hex(algorithm, text)?),
                None => hashes.unknown = Some(name.to_owned()),
            }
        }
        if hashes.listed.is_empty() && hashes.unknown.is_none() {
            return Err(node.invalid("at least one hash"));
        }
        Ok(hashes)
    }

    /// Compares every hash that can be compared, of which there must be one.
    pub(crate) fn verify(&self, file: &str, found: &Digests) -> Result<(), Error> {
        let mut compared = false;
        for expected in &self.listed {
            let Some(digest) = found.get(expected.algorithm()) else { continue };
            compared = true;
            if digest != expected {
                return Err(Error::TufHashMismatch {
                    file: file.to_owned(),
                    algorithm: expected.algorithm().name(),
                    expected: expected.hex(),
                    found: digest.hex(),
                });
            }
        }
        if compared {
            return Ok(());
        }
        self.verify_known()?;
        let algorithm = self.listed.first().map_or("", |digest| digest.algorithm().name());
        Err(Error::DigestUnavailable { algorithm })
    }

    /// Whether any of the hashes is of a known kind.
    pub(crate) fn verify_known(&self) -> Result<(), Error> {
        if !self.listed.is_empty() {
            return Ok(());
        }
        Err(Error::AlgorithmUnsupported { algorithm: self.unknown.clone().unwrap_or_default() })
    }

    /// The algorithms by which a file must be hashed.
    pub(crate) fn algorithms(&self) -> Vec<DigestAlgorithm> {
        self.listed.iter().map(Digest::algorithm).collect()
    }
}

/// `METAFILES` (section 4.4): what a file of metadata must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MetaFile {
    pub(crate) version: u64,
    pub(crate) length: Option<u64>,
    pub(crate) hashes: Option<Hashes>,
}

impl MetaFile {
    pub(super) fn read(node: &Node<'_>) -> Result<Self, Error> {
        let (length, hashes) = (node.exact("length")?, node.exact("hashes")?);
        Ok(Self {
            version: positive(&node.exact("version")?)?,
            length: length.is_present().then(|| natural(&length)).transpose()?,
            hashes: hashes.is_present().then(|| Hashes::read(&hashes)).transpose()?,
        })
    }

    /// Compares length and hashes with those of a file that came.
    pub(crate) fn verify(&self, file: &str, bytes: &[u8]) -> Result<(), Error> {
        verify_length(file, self.length, u64::try_from(bytes.len()).unwrap_or(u64::MAX))?;
        self.hashes.as_ref().map_or(Ok(()), |hashes| {
            let digests = hashes.algorithms().into_iter();
            hashes.verify(file, &digests.map(|algorithm| Digest::of(algorithm, bytes)).collect())
        })
    }
}

/// `TARGETS` (section 4.5): what a target file must be.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TargetFile {
    pub(crate) length: u64,
    pub(crate) hashes: Hashes,
    /// What the repository's owner says about the file beside that.
    pub(crate) custom: Option<Json>,
}

impl TargetFile {
    pub(super) fn read(node: &Node<'_>) -> Result<Self, Error> {
        let hashes = node.exact("hashes")?;
        if !hashes.is_present() {
            return Err(hashes.missing());
        }
        Ok(Self {
            length: natural(&node.exact("length")?)?,
            hashes: Hashes::read(&hashes)?,
            custom: node.exact("custom")?.value().cloned(),
        })
    }

    /// Compares length and hashes with those of a file that came.
    pub(crate) fn verify(&self, path: &str, size: u64, digests: &Digests) -> Result<(), Error> {
        verify_length(path, Some(self.length), size)?;
        self.hashes.verify(path, digests)
    }
}

fn verify_length(file: &str, expected: Option<u64>, found: u64) -> Result<(), Error> {
    match expected {
        Some(expected) if expected != found => {
            Err(Error::TufLengthMismatch { file: file.to_owned(), expected, found })
        }
        _ => Ok(()),
    }
}
