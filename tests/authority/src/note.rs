//! Signed notes and witnesses (C2SP signed-note, tlog-checkpoint, tlog-cosignature).

use crate::keys::{Key, sha256};
use crate::text::{base64, hex};

const ED25519: u8 = 1;
const COSIGNATURE: u8 = 4;

/// Who signs a note.
#[derive(Clone)]
pub struct NoteSigner {
    pub name: String,
    pub key: Key,
}

/// A witness.
#[derive(Clone)]
pub struct Cosigner {
    pub name: String,
    pub key: Key,
}

impl NoteSigner {
    /// Ed25519 hashes name and key, ECDSA the key alone, as the logs that run do.
    pub fn key_hash(&self) -> Vec<u8> {
        match &self.key {
            Key::Ed25519(_) => named_hash(&self.name, ED25519, &self.key),
            key => sha256(&key.spki()),
        }
    }

    pub fn line(&self, text: &str) -> String {
        line(&self.name, &self.key_hash(), &self.key.sign(text.as_bytes()))
    }
}

impl Cosigner {
    pub fn new(name: &str) -> Self {
        Self { name: name.to_owned(), key: Key::ed25519(&format!("witness {name}")) }
    }

    fn key_hash(&self) -> Vec<u8> {
        named_hash(&self.name, COSIGNATURE, &self.key)
    }

    /// The verifier key, as the user states it.
    pub fn verifier_key(&self) -> String {
        let key = [&[COSIGNATURE], self.key.raw_public().as_slice()].concat();
        format!("{}+{}+{}", self.name, hex(&self.key_hash()[..4]), base64(&key))
    }

    pub fn line(&self, text: &str, time: i64) -> String {
        let signed = format!("cosignature/v1\ntime {time}\n{text}");
        let signature = self.key.sign(signed.as_bytes());
        line(&self.name, &self.key_hash(), &[&time.to_be_bytes(), signature.as_slice()].concat())
    }
}

/// The whole note: text, empty line, signature lines.
pub fn note(text: &str, signers: &[NoteSigner], cosigners: &[Cosigner], time: i64) -> String {
    let signed = signers.iter().map(|signer| signer.line(text));
    let cosigned = cosigners.iter().map(|witness| witness.line(text, time));
    format!("{text}\n{}", signed.chain(cosigned).collect::<String>())
}

pub fn line(name: &str, hash: &[u8], signature: &[u8]) -> String {
    format!("\u{2014} {name} {}\n", base64(&[&hash[..4], signature].concat()))
}

fn named_hash(name: &str, algorithm: u8, key: &Key) -> Vec<u8> {
    sha256(&[name.as_bytes(), &[b'\n', algorithm], &key.raw_public()].concat())
}
