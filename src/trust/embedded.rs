//! The trusted roots that come with this crate, each with its origin and date.

use std::sync::{Arc, OnceLock};

use crate::error::Error;
use crate::trust::domain::Domain;

/// The day the embedded roots were published: release 0.15.1 of the crate `sigstore-trust-root`,
/// from which `tests/oracle` derives them anew and compares.
const DATE: &str = "2026-10-23";

/// Sigstore's public-good instance.
const PUBLIC_GOOD: (&str, &[u8]) =
    ("sigstore-public-good", include_bytes!("roots/sigstore-public-good.json"));
/// GitHub's instance for attestations of private repositories.
const GITHUB: (&str, &[u8]) = ("github", include_bytes!("roots/github.json"));
/// Sigstore's staging instance, whose identities anybody may mint.
const STAGING: (&str, &[u8]) = ("sigstore-staging", include_bytes!("roots/sigstore-staging.json"));

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

fn read(roots: &[(&str, &[u8])]) -> Result<Vec<Arc<Domain>>, Error> {
    let mut domains = Vec::new();
    for (name, bytes) in roots {
        domains.extend(Domain::list_from_json(name, "embedded", Some(DATE), bytes)?);
    }
    Ok(domains)
}
