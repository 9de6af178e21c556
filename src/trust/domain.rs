//! One trusted root is one trust domain: evidence is verified wholly inside one.

use std::sync::Arc;

use serde::Serialize;

use crate::digest::{Digest, DigestAlgorithm};
use crate::error::Error;
use crate::formats::trusted_root::{Authority, LogInstance, TrustedRoot};
use crate::trust::authority::TrustedAuthority;

/// Where a trusted root came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TrustSource {
    /// The domain's name, or the file's.
    pub name: String,
    /// `embedded`, or `given` by the user.
    pub source: &'static str,
    /// The day an embedded root was published (RFC 3339 full-date); unknown for a given one.
    pub date: Option<&'static str>,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
}

/// The authorities of one Sigstore instance.
#[derive(Debug)]
pub(crate) struct Domain {
    pub(crate) source: TrustSource,
    pub(crate) certificate_authorities: Vec<TrustedAuthority>,
    pub(crate) timestamp_authorities: Vec<TrustedAuthority>,
    pub(crate) transparency_logs: Vec<LogInstance>,
    pub(crate) certificate_logs: Vec<LogInstance>,
}

impl Domain {
    /// Reads the trusted roots of one file; several of them are several domains.
    pub(crate) fn list_from_json(
        name: &str,
        source: &'static str,
        date: Option<&'static str>,
        bytes: &[u8],
    ) -> Result<Vec<Arc<Self>>, Error> {
        let roots = TrustedRoot::list_from_json(bytes)?;
        let several = roots.len() > 1;
        let sha256 = Digest::of(DigestAlgorithm::Sha256, bytes).hex();
        let domain = |(index, root): (usize, TrustedRoot)| {
            let name = if several { format!("{name}#{}", index + 1) } else { name.to_owned() };
            let source = TrustSource { name, source, date, sha256: sha256.clone() };
            Arc::new(Self::new(source, root))
        };
        Ok(roots.into_iter().enumerate().map(domain).collect())
    }

    fn new(source: TrustSource, root: TrustedRoot) -> Self {
        let trusted = |list: Vec<Authority>| list.into_iter().map(TrustedAuthority::new).collect();
        Self {
            source,
            certificate_authorities: trusted(root.certificate_authorities),
            timestamp_authorities: trusted(root.timestamp_authorities),
            transparency_logs: root.transparency_logs,
            certificate_logs: root.certificate_logs,
        }
    }
}
