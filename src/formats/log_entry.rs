//! Transparency log entries as bundles carry them (protobuf-specs `TransparencyLogEntry`).

use crate::encoding::hex;
use crate::encoding::json::Node;
use crate::error::Error;
use crate::formats::log_entry_body::EntryBody;
use crate::time::UnixTime;

/// RFC 6962 trees have at most 2^63 leaves.
const HASH_LIMIT: usize = 64;

/// One entry with what proves that it is in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LogEntry {
    /// Index over all shards of the log.
    pub(crate) log_index: u64,
    pub(crate) log_id: Vec<u8>,
    pub(crate) kind: String,
    pub(crate) kind_version: String,
    /// When the log says it took the entry; means nothing without the promise.
    pub(crate) integrated_time: Option<UnixTime>,
    /// The signed entry timestamp (SET).
    pub(crate) promise: Option<Vec<u8>>,
    pub(crate) proof: Option<InclusionProof>,
    /// The logged bytes, as they came.
    pub(crate) body: Vec<u8>,
    /// What they say; an error where this version cannot read them.
    pub(crate) content: Result<EntryBody, Error>,
}

/// A Merkle inclusion proof (RFC 6962 section 2.1.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct InclusionProof {
    /// Index in this shard's tree.
    pub(crate) log_index: u64,
    pub(crate) root_hash: Vec<u8>,
    pub(crate) tree_size: u64,
    pub(crate) hashes: Vec<[u8; 32]>,
    /// The signed note, if there is one.
    pub(crate) checkpoint: Option<String>,
}

impl LogEntry {
    /// Reads one element of `verificationMaterial.tlogEntries`.
    pub(crate) fn from_json(node: &Node<'_>) -> Result<Self, Error> {
        let kind_version = node.get("kindVersion")?;
        let body = node.get("canonicalizedBody")?.bytes()?;
        let proof = node.get("inclusionProof")?;
        Ok(Self {
            log_index: index_or_zero(&node.get("logIndex")?)?,
            log_id: node.get("logId")?.get("keyId")?.bytes()?,
            kind: kind_version.get("kind")?.text()?.to_owned(),
            kind_version: kind_version.get("version")?.text()?.to_owned(),
            integrated_time: integrated_time(&node.get("integratedTime")?)?,
            promise: promise(&node.get("inclusionPromise")?)?,
            proof: if proof.is_present() { InclusionProof::from_json(&proof)? } else { None },
            content: EntryBody::from_bytes(&body),
            body,
        })
    }

    /// Reads an entry as Rekor's API gives it (rekor `LogEntryAnon`), which cosign also stores:
    /// identifiers and hashes in hexadecimal, and what kind it is only in the body.
    pub(crate) fn from_api(node: &Node<'_>) -> Result<Self, Error> {
        let body = node.exact("body")?.bytes()?;
        let content = EntryBody::from_bytes(&body);
        let log_id = node.exact("logID")?;
        let verification = node.exact("verification")?;
        let promise = verification.exact("signedEntryTimestamp")?;
        let proof = verification.exact("inclusionProof")?;
        let read = content.as_ref().ok();
        Ok(Self {
            log_index: node.exact("logIndex")?.index()?,
            log_id: hex::decode(log_id.text()?, log_id.path())?,
            kind: read.map(|body| body.kind.clone()).unwrap_or_default(),
            kind_version: read.map(|body| body.version.clone()).unwrap_or_default(),
            integrated_time: integrated_time(&node.exact("integratedTime")?)?,
            promise: if promise.is_present() { Some(promise.bytes()?) } else { None },
            proof: if proof.is_present() { Some(InclusionProof::from_api(&proof)?) } else { None },
            content,
            body,
        })
    }

    /// Whether the entry is of a kind that only Rekor v2 writes, which signs no times.
    pub(crate) fn is_rekor_v2(&self) -> bool {
        self.kind_version == "0.0.2" && matches!(self.kind.as_str(), "hashedrekord" | "dsse")
    }
}

impl InclusionProof {
    fn from_api(node: &Node<'_>) -> Result<Self, Error> {
        let hash = |node: &Node<'_>| -> Result<[u8; 32], Error> {
            let bytes = hex::decode(node.text()?, node.path())?;
            bytes.try_into().map_err(|_| node.invalid("a SHA-256 hash in hexadecimal"))
        };
        let hashes = node.exact("hashes")?.list(HASH_LIMIT)?;
        let checkpoint = node.exact("checkpoint")?;
        let checkpoint = if checkpoint.is_present() { Some(checkpoint.text()?) } else { None };
        Ok(Self {
            log_index: node.exact("logIndex")?.index()?,
            root_hash: hash(&node.exact("rootHash")?)?.to_vec(),
            tree_size: node.exact("treeSize")?.index()?,
            hashes: hashes.iter().map(hash).collect::<Result<_, Error>>()?,
            checkpoint: checkpoint.filter(|note| !note.is_empty()).map(str::to_owned),
        })
    }

    /// `None` for the empty message, which some writers leave behind.
    fn from_json(node: &Node<'_>) -> Result<Option<Self>, Error> {
        let root = node.get("rootHash")?;
        if !root.is_present() && !node.get("treeSize")?.is_present() {
            return Ok(None);
        }
        let hashes = node
            .get("hashes")?
            .list(HASH_LIMIT)?
            .iter()
            .map(|hash| hash.bytes()?.try_into().map_err(|_| hash.invalid("a SHA-256 hash")))
            .collect::<Result<_, Error>>()?;
        let root_hash = root.bytes()?;
        if root_hash.len() != 32 {
            return Err(root.invalid("a SHA-256 hash"));
        }
        let checkpoint = node.get("checkpoint")?.get("envelope")?;
        let checkpoint = if checkpoint.is_present() { Some(checkpoint.text()?) } else { None };
        Ok(Some(Self {
            log_index: index_or_zero(&node.get("logIndex")?)?,
            root_hash,
            tree_size: node.get("treeSize")?.index()?,
            hashes,
            checkpoint: checkpoint.filter(|note| !note.is_empty()).map(str::to_owned),
        }))
    }
}

/// Protobuf JSON may leave out a zero.
fn index_or_zero(node: &Node<'_>) -> Result<u64, Error> {
    if node.is_present() { node.index() } else { Ok(0) }
}

fn integrated_time(node: &Node<'_>) -> Result<Option<UnixTime>, Error> {
    if !node.is_present() {
        return Ok(None);
    }
    let seconds = node.int64()?;
    if seconds < 0 {
        return Err(node.invalid("a time since the epoch"));
    }
    Ok((seconds > 0).then(|| UnixTime::from_seconds(seconds)))
}

fn promise(node: &Node<'_>) -> Result<Option<Vec<u8>>, Error> {
    let timestamp = node.get("signedEntryTimestamp")?;
    if !timestamp.is_present() {
        return Ok(None);
    }
    let bytes = timestamp.bytes()?;
    Ok((!bytes.is_empty()).then_some(bytes))
}
