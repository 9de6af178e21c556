//! Properties that hold for any bytes: no reader panics, and what two texts say differs.
//!
//! The bytes come from a generator with a fixed seed, so a failure comes again.
#![allow(clippy::unwrap_used, reason = "a test's panic is its answer")]

use serde_json::Value;

use super::json::{Json, Node};
use super::{base64, der, hex, json, pem};
use crate::crypto::fixtures::P256;
use crate::crypto::{KeyAlgorithm, Message, PublicKey, RustCrypto, Scheme, SignatureVerifier};
use crate::digest::{Digest, DigestAlgorithm, Hasher};
use crate::error::Error;
use crate::time::UnixTime;

/// Marsaglia's xorshift64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(limit).unwrap()).unwrap()
    }

    fn pick<'a, T: ?Sized>(&mut self, choices: &[&'a T]) -> &'a T {
        choices.get(self.below(choices.len())).unwrap()
    }

    fn bytes(&mut self, limit: usize) -> Vec<u8> {
        (0..self.below(limit)).map(|_| self.next().to_le_bytes()[3]).collect()
    }

    /// Pieces of a format in any order, which get further into a reader than bytes do.
    fn pieces(&mut self, pieces: &[&[u8]]) -> Vec<u8> {
        (0..self.below(20)).flat_map(|_| self.pick(pieces).to_vec()).collect()
    }

    /// The input with a few changes: a byte replaced, removed or added, or the end cut off.
    fn changed(&mut self, input: &[u8]) -> Vec<u8> {
        let mut changed = input.to_vec();
        for _ in 0..=self.below(3) {
            let position = self.below(changed.len() + 1);
            match (self.below(8), changed.get_mut(position)) {
                (0, _) => changed.truncate(position),
                (1, Some(_)) => drop(changed.remove(position)),
                (2, _) => changed.insert(position, self.next().to_le_bytes()[5]),
                (3, Some(byte)) => *byte = byte.wrapping_add(1),
                (4, Some(byte)) => *byte ^= 1 << (self.next() % 8),
                (_, Some(byte)) => *byte = self.next().to_le_bytes()[5],
                (_, None) => {}
            }
        }
        changed
    }
}

fn walk_der(bytes: &[u8], depth: usize) {
    let mut reader = der::Reader::new(bytes, "random");
    while let Ok(tlv) = reader.next() {
        assert!(tlv.raw.ends_with(tlv.value));
        // What was read as DER is what would have been written.
        assert_eq!(der::encode(tlv.tag, tlv.value), tlv.raw);
        let _ = (tlv.oid(""), tlv.unsigned(""), tlv.octets(""), tlv.time(""), tlv.utf8(""));
        if depth < 32 {
            walk_der(tlv.value, depth + 1);
        }
    }
}

fn walk_json(node: &Node<'_>) {
    let _ = (node.text(), node.bytes(), node.int64(), node.index());
    let _ = (node.get("aB"), node.exact("a"));
    for (_, field) in node.entries(100).unwrap_or_default() {
        walk_json(&field);
    }
    for item in node.list(100).unwrap_or_default() {
        walk_json(&item);
    }
}

/// Whether serde_json's own type holds the same.
fn agrees(value: &Json, other: &Value) -> bool {
    match (value, other) {
        (Json::Null, Value::Null) => true,
        (Json::Bool(value), Value::Bool(other)) => value == other,
        (Json::Integer(value), other) => other.as_i64() == Some(*value),
        (Json::OtherNumber(_), other) => other.is_number() && other.as_i64().is_none(),
        (Json::String(value), Value::String(other)) => value == other,
        (Json::Array(values), Value::Array(others)) => {
            values.len() == others.len() && values.iter().zip(others).all(|(v, o)| agrees(v, o))
        }
        (Json::Object(entries), Value::Object(others)) => {
            let same = |(key, value): &(String, Json)| {
                others.get(key).is_some_and(|other| agrees(value, other))
            };
            entries.len() == others.len() && entries.iter().all(same)
        }
        _ => false,
    }
}

fn read_everything(bytes: &[u8]) {
    walk_der(bytes, 0);
    if let Ok(value) = json::parse(bytes) {
        walk_json(&Node::root(&value));
        assert!(agrees(&value, &serde_json::from_slice(bytes).unwrap()), "{value:?}");
    }
    let _ = pem::blocks(bytes);
    let _ = PublicKey::from_pem_or_der(bytes, "random");
    let _ = PublicKey::from_pkcs1_rsa_der(bytes, "random");
    if let Ok(text) = core::str::from_utf8(bytes) {
        if let Ok(decoded) = base64::decode(text, "random") {
            let standard = text.trim_end_matches('=').replace('-', "+").replace('_', "/");
            assert_eq!(base64::encode(&decoded).trim_end_matches('='), standard);
        }
        if let Ok(decoded) = hex::decode(text, "random") {
            assert_eq!(hex::encode(&decoded), text.to_ascii_lowercase());
        }
        if let Ok(time) = UnixTime::from_rfc3339(text) {
            assert_eq!(UnixTime::from_rfc3339(&time.to_string()), Ok(time));
        }
    }
}

#[test]
fn any_bytes_are_read_or_refused() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for _ in 0..20_000 {
        read_everything(&random.bytes(64));
    }
    let json: &[&[u8]] = &[
        b"{",
        b"}",
        b"[",
        b"]",
        b":",
        b",",
        b"\"a\"",
        b"\"aB\"",
        b"\"a_b\"",
        b"null",
        b"1",
        b"-0.1e9",
        b"\"\\u00e9\"",
        b" ",
        b"true",
        b"\xc3\xa9",
        b"\"",
    ];
    let der: &[&[u8]] = &[
        b"\x30\x80",
        b"\x30\x06",
        b"\x02\x01",
        b"\x01",
        b"\x00",
        b"\x06\x03",
        b"\x55\x04\x03",
        b"\x84\xff\xff\xff\xff",
        b"\x03\x02\x00",
        b"\xa0\x03",
        b"\x17\x0d260601000000Z",
        b"\x18\x0f20260601000000Z",
        b"\x1f",
        b"\x81\x80",
    ];
    let text: &[&[u8]] = &[
        b"-----BEGIN ",
        b"-----END ",
        b"A",
        b"-----\n",
        b"-----",
        b"\r\n",
        b"Zm9v",
        b"=",
        b"2026-06-01",
        b"T",
        b"00:00:00",
        b"Z",
        b"+01:00",
        b".5",
        b"-_",
    ];
    for pieces in [json, der, text] {
        for _ in 0..20_000 {
            read_everything(&random.pieces(pieces));
        }
    }
}

#[test]
fn changed_inputs_are_read_or_refused() {
    let root = include_bytes!("../trust/roots/sigstore-public-good.json");
    let key = b"-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE2G2Y+2tabdTV5BcGiBIx0a9fAFwr
kBbmLSGtks4L3qX6yYY0zufBnhC8Ur/iy55GhWP/9A/bY2LhC30M9+RYtw==
-----END PUBLIC KEY-----
";
    let der = pem::blocks(key).unwrap().remove(0).der;
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    for _ in 0..200 {
        read_everything(&random.changed(root));
    }
    for _ in 0..10_000 {
        read_everything(&random.changed(key));
        read_everything(&random.changed(&der));
    }
}

#[test]
fn any_signature_is_refused() {
    let mut random = Random(0x0123_4567_89ab_cdef);
    let spki = |prefix: &str, point: &[u8]| {
        PublicKey::from_spki_der(&[&hex::decode(prefix, "").unwrap(), point].concat(), "random")
    };
    let mut keys = Vec::new();
    while keys.len() < 3 {
        let point: Vec<u8> = (0..32).map(|_| random.next().to_le_bytes()[0]).collect();
        // Half of all y have a point on Ed25519.
        keys.extend(spki("302a300506032b6570032100", &point));
    }
    keys.extend(PublicKey::from_spki_der(&hex::decode(P256, "").unwrap(), "fixed"));
    for _ in 0..500 {
        let (message, mut signature) = (random.bytes(100), random.bytes(80));
        if random.below(2) == 0 {
            let numbers =
                [random.bytes(34), random.bytes(34)].map(|n| der::encode(der::INTEGER, &n));
            signature = der::encode(der::SEQUENCE, &numbers.concat());
        }
        for key in &keys {
            let scheme = Scheme::default_for(key.algorithm());
            let verified = RustCrypto.verify(key, scheme, Message::Bytes(&message), &signature);
            assert_eq!(verified, Err(Error::SignatureInvalid {}));
        }
    }
    assert!(keys.iter().any(|key| key.algorithm() == KeyAlgorithm::EcdsaP256));
    assert!(keys.iter().any(|key| key.algorithm() == KeyAlgorithm::Ed25519));
}

#[test]
fn a_stream_hashes_as_its_whole() {
    let mut random = Random(0xfeed_f00d_dead_beef);
    for _ in 0..200 {
        let bytes = random.bytes(2_000);
        let mut hasher = Hasher::new(&DigestAlgorithm::ALL);
        let mut rest = bytes.as_slice();
        while !rest.is_empty() {
            let (piece, tail) = rest.split_at(random.below(rest.len() + 1));
            hasher.update(piece);
            rest = tail;
        }
        for digest in &hasher.finish() {
            assert_eq!(digest, &Digest::of(digest.algorithm(), &bytes));
        }
    }
}
