//! The trusted roots that come with this crate, each with its origin and date.

use std::sync::{Arc, OnceLock};

use crate::error::Error;
use crate::trust::domain::{Domain, TrustSource};

/// The day the embedded roots were published: release 0.15.1 of the crate `sigstore-trust-root`,
/// from which `tests/oracle` derives them anew and compares.
const DATE: &str = "2026-10-23";

/// The root of an instance, and from what its TUF repository is verified.
struct Embedded {
    name: &'static str,
    bytes: &'static [u8],
    /// The version of the repository's `root.json` of that day, and its SHA-256: that much of the
    /// file tells it from any other, and is all that the module has of it (`pkg-template/roots/`
    /// holds the files).
    first: (u64, &'static str),
}

/// Sigstore's public-good instance.
const PUBLIC_GOOD: Embedded = Embedded {
    name: "sigstore-public-good",
    bytes: include_bytes!("roots/sigstore-public-good.json"),
    first: (16, "27aea7e372aa7864065174f0661784fcf8b0e28b1dbfebeada31a0f1fb19167f"),
};
/// GitHub's instance for attestations of private repositories.
const GITHUB: Embedded = Embedded {
    name: "github",
    bytes: include_bytes!("roots/github.json"),
    first: (9, "eb303461e0109458144b6ebcbfd62aaa6f6d7481e9ca77504b85f17761661462"),
};
/// Sigstore's staging instance, whose identities anybody may mint.
const STAGING: Embedded = Embedded {
    name: "sigstore-staging",
    bytes: include_bytes!("roots/sigstore-staging.json"),
    first: (15, "3cfd686011642e1fe151d5e413524bc1fe47ac69e87d44a33a811d04fe1795b9"),
};

/// Which of the embedded trusted roots a session starts with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EmbeddedRoots {
    /// Sigstore's public-good instance and GitHub's.
    #[default]
    Production,
    /// Sigstore's staging instance alone, for tests of the infrastructure.
    Staging,
    /// None: only what the user gives.
    None,
}

impl EmbeddedRoots {
    /// The domains, read once.
    pub(crate) fn domains(self) -> Result<Vec<Arc<Domain>>, Error> {
        static PRODUCTION: OnceLock<Result<Vec<Arc<Domain>>, Error>> = OnceLock::new();
        static STAGED: OnceLock<Result<Vec<Arc<Domain>>, Error>> = OnceLock::new();
        match self {
            Self::Production => PRODUCTION.get_or_init(|| read(&[PUBLIC_GOOD, GITHUB])).clone(),
            Self::Staging => STAGED.get_or_init(|| read(&[STAGING])).clone(),
            Self::None => Ok(Vec::new()),
        }
    }
}

fn read(roots: &[Embedded]) -> Result<Vec<Arc<Domain>>, Error> {
    let domain = |Embedded { name, bytes, first: (version, sha256) }: &Embedded| {
        let mut source = TrustSource::embedded(name, DATE, bytes);
        source.version = Some(*version);
        source.first = Some(sha256);
        Domain::of_instance(source, bytes)
    };
    roots.iter().map(domain).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test's panic is its answer")]

    use super::{GITHUB, PUBLIC_GOOD, STAGING};
    use crate::digest::{Digest, DigestAlgorithm};

    #[test]
    fn each_first_root_is_the_one_of_the_package() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/pkg-template/roots");
        for one in [PUBLIC_GOOD, GITHUB, STAGING] {
            let bytes = std::fs::read(format!("{folder}/{}.json", one.name)).unwrap();
            assert_eq!(Digest::of(DigestAlgorithm::Sha256, &bytes).hex(), one.first.1);
            let json: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
            assert_eq!(json.pointer("/signed/version").unwrap(), one.first.0);
        }
    }
}
