//! What a file is and says, without a verdict.

use serde_json::Value;

use crate::crypto::PublicKey;
use crate::encoding::{json, pem};
use crate::error::{Error, Facts, facts};
use crate::formats::Unverified;
use crate::formats::attestations::attestations;
use crate::formats::bundle::Bundle;
use crate::formats::certificate::Certificate;
use crate::formats::cosign;
use crate::formats::git_history::HistoryReader;
use crate::formats::trusted_root::TrustedRoot;
use crate::policy::Expectation;
use crate::report::{FileError, Inspection, claims};
use crate::sniff::{Kind, sniff};
use crate::trust::EmbeddedRoots;
use crate::trust::domain::{Domain, TrustSource};
use crate::trust::platform_keys::given_keys;

/// Says what a file is and what it claims; none of it is checked.
///
/// ```
/// let inspection = touchstone::inspect(b"hello", "hello.txt");
/// assert_eq!(inspection.kind.name(), "unknown");
/// ```
pub fn inspect(bytes: &[u8], name: &str) -> Inspection {
    let kind = sniff(bytes, name);
    if matches!(kind, Kind::GitBundle | Kind::GitPack) {
        return inspect_history(bytes, name, kind);
    }
    let claims = match kind {
        Kind::SigstoreBundle => {
            Bundle::from_json(bytes).map(|bundle| claims::bundle(&Unverified::new(bundle)))
        }
        Kind::TrustedRoot => match given_keys(name, bytes) {
            Some(keys) => keys.map(|keys| claims::platform_keys(&keys)),
            None => TrustedRoot::list_from_json(bytes).map(|roots| claims::trusted_roots(&roots)),
        },
        Kind::PublicKey => {
            PublicKey::from_pem_or_der(bytes, name).map(|key| claims::public_key(&key))
        }
        Kind::Signature
        | Kind::CosignBundle
        | Kind::CosignSignature
        | Kind::Envelope
        | Kind::CloudBuild
        | Kind::NpmVersion
        | Kind::NpmLock
        | Kind::GitObject => cosign::evidence(kind, bytes).map(several),
        Kind::Attestations => {
            attestations(bytes).and_then(|found| found.list.into_iter().collect()).map(several)
        }
        Kind::LogEntry => cosign::log_entries(bytes).map(|entries| claims::log_entries(&entries)),
        Kind::Timestamp => cosign::timestamp(bytes).map(|token| claims::timestamp_token(&token)),
        Kind::Certificate => certificates(bytes),
        Kind::TufMetadata => claims::tuf_metadata(bytes),
        Kind::Policy => Expectation::from_json(bytes).map(|_| Facts::new()),
        Kind::ImageIndex | Kind::ImageManifest | Kind::ImageConfig => document(bytes),
        Kind::Unknown | Kind::GitBundle | Kind::GitPack | Kind::GitRepository => {
            Err(Error::KindUnsupported {})
        }
    };
    let (claims, errors) = match claims {
        Ok(claims) => (claims, Vec::new()),
        Err(error) => (Facts::new(), vec![FileError::new(name, &error)]),
    };
    Inspection { name: name.to_owned(), kind, claims, errors }
}

/// All that stands in a document.
fn document(bytes: &[u8]) -> Result<Facts, Error> {
    match Value::from(json::parse(bytes)?) {
        Value::Object(fields) => Ok(fields),
        _ => Err(Error::KindUnsupported {}),
    }
}

/// What one piece of evidence says, or each of several.
fn several(bundles: Vec<Bundle>) -> Facts {
    let mut claims: Vec<Facts> =
        bundles.into_iter().map(|bundle| claims::bundle(&Unverified::new(bundle))).collect();
    match (claims.pop(), claims.is_empty()) {
        (Some(only), true) => only,
        (last, _) => {
            facts([("evidence", claims.into_iter().chain(last).map(Value::Object).collect())])
        }
    }
}

/// A broken history still says something.
fn inspect_history(bytes: &[u8], name: &str, kind: Kind) -> Inspection {
    let mut reader = HistoryReader::new();
    reader.update(bytes);
    let history = reader.finish();
    let errors = history.errors.iter().map(|(_, error)| FileError::new(name, error)).collect();
    Inspection { name: name.to_owned(), kind, claims: claims::history(&history), errors }
}

fn certificates(bytes: &[u8]) -> Result<Facts, Error> {
    let text = pem::in_base64(bytes);
    let blocks = pem::blocks(text.as_deref().unwrap_or(bytes))?;
    let certificates = blocks
        .iter()
        .map(|block| Ok(claims::certificate(&Certificate::from_der(&block.der, "certificate")?)))
        .collect::<Result<_, Error>>()?;
    Ok(facts([("certificates", certificates)]))
}

/// One of the trusted roots that come with this crate, or one that the user has.
#[derive(Clone, Debug, serde::Serialize)]
pub struct TrustedRootInspection {
    /// Where it came from.
    #[serde(flatten)]
    pub source: TrustSource,
    /// Its authorities and logs, from when and until when each is trusted.
    pub claims: Facts,
}

/// The trusted roots that come with this crate.
///
/// # Errors
///
/// None for the roots that this crate is published with.
pub fn embedded_roots(roots: EmbeddedRoots) -> Result<Vec<TrustedRootInspection>, Error> {
    Ok(roots.domains()?.iter().map(|domain| inspection(domain)).collect())
}

/// Reads a trusted root of the user's, or several as JSON lines, or the keys of a registry.
///
/// # Errors
///
/// What is wrong with the file.
pub fn inspect_trusted_root(bytes: &[u8], name: &str) -> Result<Vec<TrustedRootInspection>, Error> {
    if let Some(keys) = given_keys(name, bytes) {
        let (keys, source) = (keys?, TrustSource::given(name, bytes));
        return Ok(vec![TrustedRootInspection { source, claims: claims::platform_keys(&keys) }]);
    }
    let domains = Domain::list_from_json(name, "given", None, bytes)?;
    Ok(domains.iter().map(|domain| inspection(domain)).collect())
}

fn inspection(domain: &Domain) -> TrustedRootInspection {
    let roots = claims::domain(domain);
    TrustedRootInspection { source: domain.source.clone(), claims: roots }
}
