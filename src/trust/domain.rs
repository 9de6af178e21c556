//! One trusted root is one trust domain: evidence is verified wholly inside one.

use std::sync::Arc;

use serde::Serialize;

use crate::digest::{Digest, DigestAlgorithm};
use crate::error::{Error, Facts};
use crate::formats::trusted_root::{Authority, LogInstance, TrustedRoot};
use crate::trust::authority::TrustedAuthority;

/// Where a trusted root came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TrustSource {
    /// The domain's name, or the file's.
    pub name: String,
    /// `embedded`, `renewed` since, or `given` by the user.
    pub source: &'static str,
    /// The day an embedded root was published, or a renewed one was still the newest (RFC 3339
    /// full-date); unknown for a given one.
    pub date: Option<String>,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
    /// The version of the `root.json` of the instance's TUF repository, where one is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<u64>,
    /// Why what is at hand of the instance's TUF repository is not used: `error`, and what explains
    /// it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unused: Option<Facts>,
    /// SHA-256 of the `root.json` from which the instance's TUF repository is verified.
    #[serde(skip)]
    pub(crate) first: Option<&'static str>,
}

impl TrustSource {
    pub(crate) fn new(
        name: &str,
        source: &'static str,
        date: Option<&str>,
        sha256: String,
    ) -> Self {
        let date = date.map(str::to_owned);
        let name = name.to_owned();
        Self { name, source, date, sha256, version: None, unused: None, first: None }
    }

    /// A file of the user's own.
    pub(crate) fn given(name: &str, bytes: &[u8]) -> Self {
        let sha256 = Digest::of(DigestAlgorithm::Sha256, bytes).hex();
        Self::new(name, "given", None, sha256)
    }

    /// A file that comes with this crate.
    pub(crate) fn embedded(name: &str, date: &str, bytes: &[u8]) -> Self {
        Self { source: "embedded", date: Some(date.to_owned()), ..Self::given(name, bytes) }
    }
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
        date: Option<&str>,
        bytes: &[u8],
    ) -> Result<Vec<Arc<Self>>, Error> {
        let roots = TrustedRoot::list_from_json(bytes)?;
        let several = roots.len() > 1;
        let sha256 = Digest::of(DigestAlgorithm::Sha256, bytes).hex();
        let domain = |(index, root): (usize, TrustedRoot)| {
            let name = if several { format!("{name}#{}", index + 1) } else { name.to_owned() };
            let source = TrustSource::new(&name, source, date, sha256.clone());
            Arc::new(Self::new(source, root))
        };
        Ok(roots.into_iter().enumerate().map(domain).collect())
    }

    /// The one trusted root of a file of an instance, of which several are none.
    pub(crate) fn of_instance(source: TrustSource, bytes: &[u8]) -> Result<Arc<Self>, Error> {
        match <[TrustedRoot; 1]>::try_from(TrustedRoot::list_from_json(bytes)?) {
            Ok([root]) => Ok(Arc::new(Self::new(source, root))),
            Err(_) => Err(Error::KindUnsupported {}),
        }
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
