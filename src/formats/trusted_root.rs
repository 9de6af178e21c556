//! Trusted roots: the authorities of one Sigstore instance (protobuf-specs `TrustedRoot`).

use crate::crypto::{KeyAlgorithm, PublicKey, Scheme};
use crate::digest::DigestAlgorithm;
use crate::encoding::json::{self, Json, Node};
use crate::error::Error;
use crate::formats::certificate::Certificate;
use crate::time::{UnixTime, Window};

/// A larger file of trusted roots is refused unread: 16 MiB.
const SIZE_LIMIT: u64 = 16 * 1024 * 1024;
/// More authorities of one kind than this are an error.
const AUTHORITY_LIMIT: usize = 1_000;
/// More certificates in one chain than this are an error.
const CHAIN_LIMIT: usize = 16;
/// More roots in one JSONL file than this are an error.
const ROOT_LIMIT: usize = 64;

/// `trusted_root.json`.
#[derive(Clone, Debug)]
pub(crate) struct TrustedRoot {
    pub(crate) certificate_authorities: Vec<Authority>,
    pub(crate) transparency_logs: Vec<LogInstance>,
    pub(crate) certificate_logs: Vec<LogInstance>,
    pub(crate) timestamp_authorities: Vec<Authority>,
}

/// A certificate authority or timestamp authority, with its chain from the lowest certificate up.
#[derive(Clone, Debug)]
pub(crate) struct Authority {
    pub(crate) uri: String,
    pub(crate) chain: Vec<Certificate>,
    pub(crate) window: Window,
}

/// A log and its key.
#[derive(Clone, Debug)]
pub(crate) struct LogInstance {
    pub(crate) base_url: String,
    pub(crate) log_id: Vec<u8>,
    /// The key, or why it cannot be used: one unknown kind of key does not spoil the root.
    pub(crate) key: Result<PublicKey, Error>,
    pub(crate) scheme: Option<Scheme>,
    pub(crate) window: Window,
}

impl TrustedRoot {
    /// Reads one trusted root, or several as JSON lines.
    pub(crate) fn list_from_json(bytes: &[u8]) -> Result<Vec<Self>, Error> {
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if size > SIZE_LIMIT {
            return Err(Error::InputTooLarge { size, limit: SIZE_LIMIT });
        }
        let error = match json::parse(bytes) {
            Ok(json) => return Ok(vec![Self::from_json(&json)?]),
            Err(error) => error,
        };
        let lines: Vec<&[u8]> = bytes
            .split(|byte| *byte == b'\n')
            .filter(|line| !line.trim_ascii().is_empty())
            .collect();
        if lines.len() < 2 || lines.first().is_none_or(|line| json::parse(line).is_err()) {
            return Err(error);
        }
        if lines.len() > ROOT_LIMIT {
            let length = u64::try_from(lines.len()).unwrap_or(u64::MAX);
            return Err(Error::ListTooLong { path: "$".to_owned(), length, limit: 64 });
        }
        lines.iter().map(|line| Self::from_json(&json::parse(line)?)).collect()
    }

    fn from_json(json: &Json) -> Result<Self, Error> {
        let root = Node::root(json);
        let media_type = root.get("mediaType")?.text()?;
        let known = media_type == "application/vnd.dev.sigstore.trustedroot+json;version=0.1"
            || media_type == "application/vnd.dev.sigstore.trustedroot+json;version=0.2"
            || media_type == "application/vnd.dev.sigstore.trustedroot.v0.2+json";
        if !known {
            return Err(Error::MediaTypeUnknown { found: media_type.to_owned() });
        }
        Ok(Self {
            certificate_authorities: read_list(
                &root,
                "certificateAuthorities",
                Authority::from_json,
            )?,
            transparency_logs: read_list(&root, "tlogs", LogInstance::from_json)?,
            certificate_logs: read_list(&root, "ctlogs", LogInstance::from_json)?,
            timestamp_authorities: read_list(&root, "timestampAuthorities", Authority::from_json)?,
        })
    }
}

impl Authority {
    fn from_json(node: &Node<'_>) -> Result<Self, Error> {
        let list = node.get("certChain")?.get("certificates")?;
        let chain = list
            .list(CHAIN_LIMIT)?
            .iter()
            .map(|certificate| {
                let raw = certificate.get("rawBytes")?;
                Certificate::from_der(&raw.bytes()?, raw.path())
            })
            .collect::<Result<Vec<_>, _>>()?;
        if chain.is_empty() {
            return Err(list.missing());
        }
        let uri = node.get("uri")?;
        Ok(Self {
            uri: if uri.is_present() { uri.text()?.to_owned() } else { String::new() },
            chain,
            window: read_window(&node.get("validFor")?)?,
        })
    }
}

impl LogInstance {
    fn from_json(node: &Node<'_>) -> Result<Self, Error> {
        let public_key = node.get("publicKey")?;
        let raw = public_key.get("rawBytes")?;
        let bytes = raw.bytes()?;
        let details = public_key.get("keyDetails")?;
        let details = if details.is_present() { details.text()? } else { "" };
        let key = if details.starts_with("PKCS1_RSA") {
            PublicKey::from_pkcs1_rsa_der(&bytes, raw.path())
        } else {
            PublicKey::from_spki_der(&bytes, raw.path())
        };
        let base_url = node.get("baseUrl")?;
        Ok(Self {
            base_url: if base_url.is_present() {
                base_url.text()?.to_owned()
            } else {
                String::new()
            },
            log_id: node.get("logId")?.get("keyId")?.bytes()?,
            scheme: key.as_ref().ok().and_then(|key| scheme(details, key.algorithm())),
            key,
            window: read_window(&public_key.get("validFor")?)?,
        })
    }
}

/// The scheme that `keyDetails` names for a key of this algorithm.
fn scheme(details: &str, algorithm: KeyAlgorithm) -> Option<Scheme> {
    let digest = if details.ends_with("SHA_512") || details.ends_with("SHA512") {
        DigestAlgorithm::Sha512
    } else if details.ends_with("SHA_384") || details.ends_with("SHA384") {
        DigestAlgorithm::Sha384
    } else {
        DigestAlgorithm::Sha256
    };
    match details {
        "" => Some(Scheme::default_for(algorithm)),
        "PKIX_ED25519" => Some(Scheme::Ed25519),
        "PKIX_ED25519_PH" => Some(Scheme::Ed25519ph),
        _ if details.contains("PSS") => Some(Scheme::RsaPss(digest)),
        _ if details.contains("RSA") => Some(Scheme::RsaPkcs1v15(digest)),
        _ if details.contains("ECDSA") => Some(Scheme::Ecdsa(digest)),
        _ => None,
    }
}

fn read_list<T>(
    root: &Node<'_>,
    name: &str,
    read: impl Fn(&Node<'_>) -> Result<T, Error>,
) -> Result<Vec<T>, Error> {
    root.get(name)?.list(AUTHORITY_LIMIT)?.iter().map(read).collect()
}

fn read_window(node: &Node<'_>) -> Result<Window, Error> {
    let time = |name| -> Result<Option<UnixTime>, Error> {
        let bound = node.get(name)?;
        if !bound.is_present() {
            return Ok(None);
        }
        UnixTime::from_rfc3339(bound.text()?).map(Some)
    };
    Ok(Window { start: time("start")?, end: time("end")? })
}
