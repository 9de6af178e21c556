//! Digests of artifacts and of signed bytes, several in one pass.

use serde::{Serialize, Serializer};
use sha1::Sha1;
use sha2::{Digest as _, Sha256, Sha384, Sha512};

use crate::encoding::hex;
use crate::error::Error;

/// A hash function that some format names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum DigestAlgorithm {
    /// SHA-1, only where a format forces it; nothing is verified by it alone.
    Sha1,
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
}

impl DigestAlgorithm {
    /// Every algorithm, in order.
    pub const ALL: [Self; 4] = [Self::Sha1, Self::Sha256, Self::Sha384, Self::Sha512];

    /// The name that in-toto and Rekor use.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sha1 => "sha1",
            Self::Sha256 => "sha256",
            Self::Sha384 => "sha384",
            Self::Sha512 => "sha512",
        }
    }

    /// The algorithm of exactly this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|algorithm| algorithm.name() == name)
    }

    /// The length of its digests in bytes.
    #[allow(clippy::len_without_is_empty, reason = "no digest is empty")]
    pub const fn len(self) -> usize {
        match self {
            Self::Sha1 => 20,
            Self::Sha256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 => 64,
        }
    }
}

impl Serialize for DigestAlgorithm {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// A digest and the algorithm that made it; always of that algorithm's length.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest {
    algorithm: DigestAlgorithm,
    bytes: Vec<u8>,
}

impl Digest {
    /// The digest of these bytes.
    pub fn of(algorithm: DigestAlgorithm, bytes: &[u8]) -> Self {
        let mut state = State::new(algorithm);
        state.update(bytes);
        state.finish()
    }

    /// Takes a digest as bytes.
    pub fn from_bytes(algorithm: DigestAlgorithm, bytes: &[u8]) -> Result<Self, Error> {
        if bytes.len() == algorithm.len() {
            return Ok(Self { algorithm, bytes: bytes.to_vec() });
        }
        Err(Error::DigestInvalid {
            algorithm: algorithm.name(),
            length: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
            expected: u64::try_from(algorithm.len()).unwrap_or(u64::MAX),
        })
    }

    /// Reads a digest in hexadecimal, of either case.
    pub fn from_hex(algorithm: DigestAlgorithm, text: &str) -> Result<Self, Error> {
        Self::from_bytes(algorithm, &hex::decode(text, algorithm.name())?)
    }

    /// The algorithm.
    pub const fn algorithm(&self) -> DigestAlgorithm {
        self.algorithm
    }

    /// The bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The bytes in lower-case hexadecimal.
    pub fn hex(&self) -> String {
        hex::encode(&self.bytes)
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{}:{}", self.algorithm.name(), self.hex()))
    }
}

/// Digests of the same bytes: at most one of each algorithm, in the algorithms' order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Digests(Vec<Digest>);

impl Digests {
    /// The digest by this algorithm.
    pub fn get(&self, algorithm: DigestAlgorithm) -> Option<&Digest> {
        self.0.iter().find(|digest| digest.algorithm == algorithm)
    }

    /// Adds a digest; gives back the one of the same algorithm that it replaces.
    pub fn insert(&mut self, digest: Digest) -> Option<Digest> {
        match self.0.iter_mut().find(|known| known.algorithm == digest.algorithm) {
            Some(known) => Some(core::mem::replace(known, digest)),
            None => {
                let before = |known: &&Digest| known.algorithm < digest.algorithm;
                let place = self.0.iter().take_while(before).count();
                self.0.insert(place, digest);
                None
            }
        }
    }

    /// The digests, in the algorithms' order.
    pub fn iter(&self) -> core::slice::Iter<'_, Digest> {
        self.0.iter()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<'a> IntoIterator for &'a Digests {
    type Item = &'a Digest;
    type IntoIter = core::slice::Iter<'a, Digest>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl FromIterator<Digest> for Digests {
    fn from_iter<I: IntoIterator<Item = Digest>>(digests: I) -> Self {
        let mut collected = Self::default();
        for digest in digests {
            collected.insert(digest);
        }
        collected
    }
}

impl Serialize for Digests {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter().map(|digest| (digest.algorithm, digest.hex())))
    }
}

/// Computes several digests of one stream in one pass.
#[derive(Clone, Debug)]
pub struct Hasher(Vec<State>);

impl Hasher {
    /// A hasher for these algorithms; one that is named twice counts once.
    pub fn new(algorithms: &[DigestAlgorithm]) -> Self {
        let wanted = DigestAlgorithm::ALL.into_iter().filter(|known| algorithms.contains(known));
        Self(wanted.map(State::new).collect())
    }

    /// Takes the next bytes of the stream.
    pub fn update(&mut self, bytes: &[u8]) {
        for state in &mut self.0 {
            state.update(bytes);
        }
    }

    /// The digests of everything taken.
    pub fn finish(self) -> Digests {
        self.0.into_iter().map(State::finish).collect()
    }
}

#[derive(Clone, Debug)]
enum State {
    Sha1(Sha1),
    Sha256(Sha256),
    Sha384(Sha384),
    Sha512(Sha512),
}

impl State {
    fn new(algorithm: DigestAlgorithm) -> Self {
        match algorithm {
            DigestAlgorithm::Sha1 => Self::Sha1(Sha1::new()),
            DigestAlgorithm::Sha256 => Self::Sha256(Sha256::new()),
            DigestAlgorithm::Sha384 => Self::Sha384(Sha384::new()),
            DigestAlgorithm::Sha512 => Self::Sha512(Sha512::new()),
        }
    }

    fn update(&mut self, bytes: &[u8]) {
        match self {
            Self::Sha1(state) => state.update(bytes),
            Self::Sha256(state) => state.update(bytes),
            Self::Sha384(state) => state.update(bytes),
            Self::Sha512(state) => state.update(bytes),
        }
    }

    fn finish(self) -> Digest {
        let (algorithm, bytes) = match self {
            Self::Sha1(state) => (DigestAlgorithm::Sha1, state.finalize().to_vec()),
            Self::Sha256(state) => (DigestAlgorithm::Sha256, state.finalize().to_vec()),
            Self::Sha384(state) => (DigestAlgorithm::Sha384, state.finalize().to_vec()),
            Self::Sha512(state) => (DigestAlgorithm::Sha512, state.finalize().to_vec()),
        };
        Digest { algorithm, bytes }
    }
}

/// SHA-256 in one call, for the many places that a specification fixes it.
pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

#[cfg(test)]
#[allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test's panic is its answer"
)]
mod tests {
    use super::*;

    /// FIPS 180 examples for "abc".
    const ABC: [(DigestAlgorithm, &str); 4] = [
        (DigestAlgorithm::Sha1, "a9993e364706816aba3e25717850c26c9cd0d89d"),
        (
            DigestAlgorithm::Sha256,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        ),
        (
            DigestAlgorithm::Sha384,
            "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed\
             8086072ba1e7cc2358baeca134c825a7",
        ),
        (
            DigestAlgorithm::Sha512,
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a\
             2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
        ),
    ];

    #[test]
    fn one_pass_gives_every_digest() {
        let mut hasher = Hasher::new(&[
            DigestAlgorithm::Sha512,
            DigestAlgorithm::Sha1,
            DigestAlgorithm::Sha384,
            DigestAlgorithm::Sha256,
            DigestAlgorithm::Sha1,
        ]);
        hasher.update(b"a");
        hasher.update(b"");
        hasher.update(b"bc");
        let digests = hasher.finish();
        assert_eq!(digests.iter().count(), 4);
        for (algorithm, expected) in ABC {
            assert_eq!(digests.get(algorithm).unwrap().hex(), expected);
            assert_eq!(Digest::of(algorithm, b"abc").hex(), expected);
            assert_eq!(Digest::from_hex(algorithm, expected), Ok(Digest::of(algorithm, b"abc")));
        }
        assert_eq!(hex::encode(&sha256(b"abc")), ABC[1].1);
        assert!(Hasher::new(&[]).finish().is_empty());
    }

    #[test]
    fn names_are_exact() {
        for algorithm in DigestAlgorithm::ALL {
            assert_eq!(DigestAlgorithm::from_name(algorithm.name()), Some(algorithm));
            assert_eq!(Digest::of(algorithm, b"").as_bytes().len(), algorithm.len());
        }
        for name in ["", "SHA256", "sha-256", "sha2-256", "sha256 ", "sha224", "md5"] {
            assert_eq!(DigestAlgorithm::from_name(name), None, "{name}");
        }
    }

    #[test]
    fn a_digest_has_its_algorithms_length() {
        let sha256 = ABC[1].1;
        for text in ["", "00", &sha256[2..], &format!("{sha256}00"), ABC[0].1] {
            let error = Digest::from_hex(DigestAlgorithm::Sha256, text).unwrap_err();
            assert_eq!(error.code(), "digest-invalid", "{text}");
        }
        for text in [&sha256[1..], &sha256.replace('a', "g"), &format!(" {sha256}")] {
            let error = Digest::from_hex(DigestAlgorithm::Sha256, text).unwrap_err();
            assert_eq!(error.code(), "hex-invalid", "{text}");
        }
        let upper = Digest::from_hex(DigestAlgorithm::Sha256, &sha256.to_uppercase()).unwrap();
        assert_eq!(upper.hex(), sha256);
    }

    #[test]
    fn a_set_keeps_one_of_each_in_order() {
        let mut digests = Digests::default();
        assert_eq!(digests.insert(Digest::of(DigestAlgorithm::Sha512, b"a")), None);
        assert_eq!(digests.insert(Digest::of(DigestAlgorithm::Sha256, b"a")), None);
        let replaced = digests.insert(Digest::of(DigestAlgorithm::Sha512, b"b"));
        assert_eq!(replaced, Some(Digest::of(DigestAlgorithm::Sha512, b"a")));
        let order: Vec<_> = digests.iter().map(Digest::algorithm).collect();
        assert_eq!(order, [DigestAlgorithm::Sha256, DigestAlgorithm::Sha512]);
    }

    #[test]
    fn digests_serialize_by_name() {
        let digest = Digest::of(DigestAlgorithm::Sha1, b"abc");
        let text = serde_json::to_string(&digest).unwrap();
        assert_eq!(text, format!("\"sha1:{}\"", ABC[0].1));
        let digests: Digests = [digest].into_iter().collect();
        let text = serde_json::to_string(&digests).unwrap();
        assert_eq!(text, format!("{{\"sha1\":\"{}\"}}", ABC[0].1));
    }
}
