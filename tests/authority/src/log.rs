//! Transparency logs: Rekor v1 and v2.

use serde_json::{Value, json};

use crate::keys::{Hash, Key, Scheme, sha256};
use crate::merkle;
use crate::note::{Cosigner, NoteSigner, note};
use crate::root::Window;
use crate::text::{base64, canonical_json, hex, pem};

/// A log with its key.
#[derive(Clone)]
pub struct Log {
    pub host: String,
    pub key: Key,
    pub v2: bool,
    pub window: Window,
}

/// What a log entry is about.
#[derive(Clone)]
pub struct Logged<'a> {
    /// What was signed: the artifact, or the envelope's payload.
    pub payload: &'a [u8],
    /// What the signature is over: the artifact, or the envelope's PAE.
    pub message: &'a [u8],
    /// The hash of the artifact in the entry.
    pub hash: Hash,
    pub payload_type: &'a str,
    pub signature: &'a [u8],
    pub verifier: Verifier<'a>,
    pub details: String,
}

/// Certificate or key, in DER.
#[derive(Clone, Copy)]
pub enum Verifier<'a> {
    Certificate(&'a [u8]),
    Key(&'a [u8]),
}

/// The kinds of entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    HashedRekord1,
    HashedRekord2,
    Dsse1,
    Dsse2,
    Intoto1,
    Intoto2,
    Rekord1,
}

/// How an entry gets into the log and what proves it.
#[derive(Clone)]
pub struct EntryRequest {
    pub kind: Kind,
    pub integrated: i64,
    pub promise: bool,
    pub proof: bool,
    pub checkpoint: bool,
    /// How many entries the tree holds, and which of them this is.
    pub size: usize,
    pub index: usize,
    pub cosigners: Vec<Cosigner>,
}

impl EntryRequest {
    pub fn new(kind: Kind, integrated: i64) -> Self {
        Self {
            kind,
            integrated,
            promise: true,
            proof: true,
            checkpoint: true,
            size: 6,
            index: 3,
            cosigners: Vec::new(),
        }
    }
}

impl Kind {
    pub const fn name(self) -> (&'static str, &'static str) {
        match self {
            Self::HashedRekord1 => ("hashedrekord", "0.0.1"),
            Self::HashedRekord2 => ("hashedrekord", "0.0.2"),
            Self::Dsse1 => ("dsse", "0.0.1"),
            Self::Dsse2 => ("dsse", "0.0.2"),
            Self::Intoto1 => ("intoto", "0.0.1"),
            Self::Intoto2 => ("intoto", "0.0.2"),
            Self::Rekord1 => ("rekord", "0.0.1"),
        }
    }

    /// The `canonicalizedBody`.
    pub fn body(self, logged: &Logged<'_>) -> Value {
        let (kind, version) = self.name();
        let text = |hash: Hash, bytes: &[u8]| json!({"algorithm": hash.name(), "value": hex(&hash.of(bytes))});
        let proto = |hash: Hash, bytes: &[u8]| json!({"algorithm": hash.proto_name(), "digest": base64(&hash.of(bytes))});
        let pem_verifier = base64(logged.verifier.pem().as_bytes());
        let signature = base64(logged.signature);
        // The hash of the envelope's JSON as it was uploaded, which nobody can compute again.
        let envelope_hash = text(Hash::Sha256, &[logged.message, b"as uploaded"].concat());
        let spec = match self {
            Self::HashedRekord1 | Self::Rekord1 => {
                let mut signed = json!({
                    "content": signature,
                    "publicKey": {"content": pem_verifier},
                });
                if self == Self::Rekord1 {
                    signed["format"] = "x509".into();
                }
                json!({"data": {"hash": text(logged.hash, logged.message)}, "signature": signed})
            }
            Self::HashedRekord2 => json!({"hashedRekordV002": {
                "data": proto(logged.hash, logged.message),
                "signature": logged.proto_signature(),
            }}),
            Self::Dsse1 => json!({
                "envelopeHash": envelope_hash,
                "payloadHash": text(Hash::Sha256, logged.payload),
                "signatures": [{"signature": signature, "verifier": pem_verifier}],
            }),
            Self::Dsse2 => json!({"dsseV002": {
                "payloadHash": proto(Hash::Sha256, logged.payload),
                "signatures": [logged.proto_signature()],
            }}),
            Self::Intoto1 => json!({
                "content": {
                    "hash": envelope_hash,
                    "payloadHash": text(Hash::Sha256, logged.payload),
                },
                "publicKey": pem_verifier,
            }),
            Self::Intoto2 => json!({"content": {
                "envelope": {
                    "payloadType": logged.payload_type,
                    "signatures": [{
                        "publicKey": pem_verifier,
                        "sig": base64(signature.as_bytes()),
                    }],
                },
                "hash": envelope_hash,
                "payloadHash": text(Hash::Sha256, logged.payload),
            }}),
        };
        json!({"apiVersion": version, "kind": kind, "spec": spec})
    }
}

impl Logged<'_> {
    fn proto_signature(&self) -> Value {
        let mut verifier = match self.verifier {
            Verifier::Certificate(der) => json!({"x509Certificate": {"rawBytes": base64(der)}}),
            Verifier::Key(der) => json!({"publicKey": {"rawBytes": base64(der)}}),
        };
        verifier["keyDetails"] = self.details.clone().into();
        json!({"content": base64(self.signature), "verifier": verifier})
    }
}

impl Verifier<'_> {
    pub fn pem(self) -> String {
        match self {
            Self::Certificate(der) => pem("CERTIFICATE", der),
            Self::Key(der) => pem("PUBLIC KEY", der),
        }
    }
}

impl Log {
    /// Rekor v1 names itself by its key alone, Rekor v2 by name and key.
    pub fn id(&self) -> Vec<u8> {
        self.note_signer().key_hash()
    }

    pub fn note_signer(&self) -> NoteSigner {
        NoteSigner { name: self.host.clone(), key: self.key.clone() }
    }

    /// The origin line of checkpoints.
    pub fn origin(&self) -> String {
        if self.v2 { self.host.clone() } else { format!("{} - 7012026", self.host) }
    }

    /// Takes a body into the log.
    pub fn entry(&self, body: &Value, request: &EntryRequest) -> Value {
        self.entry_of_bytes(canonical_json(body).as_bytes(), request)
    }

    pub fn entry_of_bytes(&self, body: &[u8], request: &EntryRequest) -> Value {
        let (kind, version) = request.kind.name();
        // All shards count together in the first, this tree alone in the second.
        let index = if self.v2 { request.index } else { 1_000_000 + request.index };
        let mut entry = json!({
            "logIndex": index.to_string(),
            "logId": {"keyId": base64(&self.id())},
            "kindVersion": {"kind": kind, "version": version},
            "canonicalizedBody": base64(body),
        });
        if !self.v2 {
            entry["integratedTime"] = request.integrated.to_string().into();
        }
        if request.promise && !self.v2 {
            entry["inclusionPromise"] = json!({"signedEntryTimestamp": base64(&self.promise(body, request.integrated, index))});
        }
        if request.proof {
            entry["inclusionProof"] = self.proof(body, request);
        }
        entry
    }

    /// The signed entry timestamp.
    pub fn promise(&self, body: &[u8], integrated: i64, index: usize) -> Vec<u8> {
        let promised = json!({
            "body": base64(body),
            "integratedTime": integrated,
            "logID": hex(&self.id()),
            "logIndex": index,
        });
        self.key.sign(canonical_json(&promised).as_bytes())
    }

    fn proof(&self, body: &[u8], request: &EntryRequest) -> Value {
        let mut leaves: Vec<Vec<u8>> =
            (0..request.size).map(|index| merkle::leaf_hash(&[index as u8])).collect();
        leaves[request.index] = merkle::leaf_hash(body);
        let root = merkle::root(&leaves);
        let hashes: Vec<Value> =
            merkle::path(request.index, &leaves).iter().map(|hash| base64(hash).into()).collect();
        let mut proof = json!({
            "logIndex": request.index.to_string(),
            "rootHash": base64(&root),
            "treeSize": request.size.to_string(),
            "hashes": hashes,
        });
        if request.checkpoint {
            let text = self.checkpoint_text(request.size, &root);
            let note = note(&text, &[self.note_signer()], &request.cosigners, request.integrated);
            proof["checkpoint"] = json!({"envelope": note});
        }
        proof
    }

    /// The signed part of a checkpoint.
    pub fn checkpoint_text(&self, size: usize, root: &[u8]) -> String {
        format!("{}\n{size}\n{}\n", self.origin(), base64(root))
    }

    /// As `tlogs` of a trusted root has it.
    pub fn trusted(&self) -> Value {
        let scheme: Scheme = self.key.scheme();
        json!({
            "baseUrl": format!("https://{}", self.host),
            "hashAlgorithm": "SHA2_256",
            "publicKey": {
                "rawBytes": base64(&self.key.spki()),
                "keyDetails": self.key.details(scheme),
                "validFor": self.window.json(),
            },
            "logId": {"keyId": base64(&self.id())},
        })
    }
}

/// The hash of a key as a log's id.
pub fn key_digest(key: &Key) -> Vec<u8> {
    sha256(&key.spki())
}
