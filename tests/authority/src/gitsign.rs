//! Git objects with gitsign's signatures.

use serde_json::Value;

use crate::der;
use crate::keys::{Hash, sha1, sha256};
use crate::log::EntryRequest;
use crate::text::{base64, hex, pem, unbase64};
use crate::world::{Signing, World, signed};

const ENTRY: &str = "1.3.6.1.4.1.57264.3.1";
const TIMESTAMP: &str = "1.2.840.113549.1.9.16.2.14";
const DATA: &str = "1.2.840.113549.1.7.1";

/// One signed object in the making. Each field can be changed before `bytes`.
#[derive(Clone)]
pub struct GitSigning {
    pub world: World,
    /// Who signs; its content is not looked at.
    pub signing: Signing,
    pub tag: bool,
    /// The headers before the signature.
    pub headers: String,
    pub message: Vec<u8>,
    /// What the signature is over, where it should not be this object.
    pub payload: Option<Vec<u8>>,
    pub header: &'static str,
    pub content_type: &'static str,
    /// Certificates in the message.
    pub certificates: Vec<Vec<u8>>,
    /// How often the signer's information is there.
    pub signers: usize,
    pub attributes: bool,
    /// The log entry inside, if any.
    pub entry: Option<EntryRequest>,
    pub change_entry: fn(&mut Value),
    /// As gitsign stored it before v0.7.0.
    pub in_parts: bool,
    pub stamp: Option<crate::timestamp::StampRequest>,
    /// Whether what was signed is in the message too.
    pub attached: bool,
    /// How algorithms are written.
    pub algorithm: fn(&str) -> Vec<u8>,
    /// What is done to the finished message, and to its armour.
    pub change_cms: fn(Vec<u8>) -> Vec<u8>,
    pub change_armor: fn(String) -> String,
}

impl GitSigning {
    pub fn commit(world: &World) -> Self {
        let signing = Signing::message(world, b"");
        let certificate = signing.signer.certificate.clone().expect("a certificate");
        let who = "Maker <maker@authority.test> 1772366460 +0000";
        Self {
            world: world.clone(),
            entry: Some(signing.entries[0].clone()),
            signing,
            tag: false,
            headers: format!("tree {}\nauthor {who}\ncommitter {who}\n", "a".repeat(40)),
            message: b"Draw it over the stone\n".to_vec(),
            payload: None,
            header: "gpgsig",
            content_type: DATA,
            certificates: vec![certificate],
            signers: 1,
            attributes: true,
            change_entry: |_| {},
            in_parts: false,
            stamp: None,
            attached: false,
            algorithm: der::algorithm,
            change_cms: |cms| cms,
            change_armor: |armor| armor,
        }
    }

    pub fn tag(world: &World) -> Self {
        let who = "Maker <maker@authority.test> 1772366460 +0000";
        let headers = format!("object {}\ntype commit\ntag v1\ntagger {who}\n", "b".repeat(40));
        Self { tag: true, headers, ..Self::commit(world) }
    }

    /// What the signature is over.
    pub fn signed_object(&self) -> Vec<u8> {
        [self.headers.as_bytes(), b"\n", &self.message].concat()
    }

    /// The object as `git cat-file` prints it.
    pub fn bytes(&self) -> Vec<u8> {
        let armor = (self.change_armor)(pem("SIGNED MESSAGE", &(self.change_cms)(self.cms())));
        if self.tag {
            return [self.signed_object(), armor.into_bytes()].concat();
        }
        let folded = armor.trim_end().replace('\n', "\n ");
        let head = format!("{}{} {folded}\n\n", self.headers, self.header);
        [head.as_bytes(), &self.message].concat()
    }

    /// The object as git stores it before it deflates it.
    pub fn stored(&self) -> Vec<u8> {
        let (bytes, kind) = (self.bytes(), if self.tag { "tag" } else { "commit" });
        [format!("{kind} {}\0", bytes.len()).as_bytes(), &bytes].concat()
    }

    /// The object's name.
    pub fn id(&self) -> String {
        let whole = self.stored();
        let long = self.headers.split([' ', '\n']).nth(1).is_some_and(|id| id.len() == 64);
        if long { hex(&sha256(&whole)) } else { hex(&sha1(&whole)) }
    }

    /// The log's answer about the second signature of online mode, which is over the object's name.
    pub fn online_answer(&self) -> Value {
        let signer = self.signing.signer.clone();
        Signing::message(&self.world, self.id().as_bytes()).by(signer).api_answer()
    }

    fn signed_attributes(&self) -> Vec<u8> {
        let attribute =
            |oid: &str, value: Vec<u8>| der::sequence(&[&der::oid(oid), &der::set_of(vec![value])]);
        let payload = self.payload.clone().unwrap_or_else(|| self.signed_object());
        der::set_of(vec![
            attribute("1.2.840.113549.1.9.3", der::oid(self.content_type)),
            attribute("1.2.840.113549.1.9.5", der::validity_time(signed())),
            attribute("1.2.840.113549.1.9.4", der::octets(&Hash::Sha256.of(&payload))),
        ])
    }

    fn cms(&self) -> Vec<u8> {
        let attributes = self.signed_attributes();
        let signer = &self.signing.signer;
        let message = if self.attributes { attributes.clone() } else { self.signed_object() };
        let signature = signer.key.sign_with(signer.scheme, &message);
        let id = issuer_and_serial(signer.certificate.as_ref().expect("a certificate"));
        let signed = if self.attributes { retagged(&attributes, 0xa0) } else { Vec::new() };
        let info = der::sequence(&[
            &der::integer(1),
            &id,
            &(self.algorithm)(Hash::Sha256.oid()),
            &signed,
            &(self.algorithm)("1.2.840.10045.4.3.2"),
            &der::octets(&signature),
            &self.unsigned(&attributes, &signature),
        ]);
        let content = der::context(0, &der::octets(&self.signed_object()));
        let content = if self.attached { content } else { Vec::new() };
        let data = der::sequence(&[
            &der::integer(1),
            &der::set_of(vec![(self.algorithm)(Hash::Sha256.oid())]),
            &der::sequence(&[&der::oid(DATA), &content]),
            // The order is the one given, as some writers leave it.
            &der::tagged(0xa0, &self.certificates.concat()),
            &der::tagged(0x31, &vec![info; self.signers].concat()),
        ]);
        der::sequence(&[&der::oid("1.2.840.113549.1.7.2"), &der::context(0, &data)])
    }

    fn unsigned(&self, attributes: &[u8], signature: &[u8]) -> Vec<u8> {
        let attribute =
            |oid: &str, value: Vec<u8>| der::sequence(&[&der::oid(oid), &der::set_of(vec![value])]);
        let mut unsigned = Vec::new();
        if let Some(request) = &self.entry {
            let signing = Signing {
                entries: vec![request.clone()],
                signature: Some(signature.to_vec()),
                ..Signing::message(&self.world, attributes).by(self.signing.signer.clone())
            };
            let mut entry = signing.bundle()["verificationMaterial"]["tlogEntries"][0].clone();
            (self.change_entry)(&mut entry);
            if self.in_parts {
                unsigned
                    .extend(parts(&entry).into_iter().map(|(oid, value)| attribute(&oid, value)));
            } else {
                unsigned.push(attribute(ENTRY, der::octets(&protobuf(&entry))));
            }
        }
        if let Some(request) = &self.stamp {
            unsigned.push(attribute(TIMESTAMP, self.world.timestamp.stamp(signature, request)));
        }
        if unsigned.is_empty() { Vec::new() } else { der::tagged(0xa1, &unsigned.concat()) }
    }
}

/// `TransparencyLogEntry`, without the body.
fn protobuf(entry: &Value) -> Vec<u8> {
    let proof = &entry["inclusionProof"];
    let mut message = [
        number(1, &entry["logIndex"]),
        field(2, &field(1, &bytes(&entry["logId"]["keyId"]))),
        field(
            3,
            &[
                field(1, text(&entry["kindVersion"]["kind"])),
                field(2, text(&entry["kindVersion"]["version"])),
            ]
            .concat(),
        ),
        number(4, &entry["integratedTime"]),
    ]
    .concat();
    let promise = &entry["inclusionPromise"]["signedEntryTimestamp"];
    if promise.is_string() {
        message.extend(field(5, &field(1, &bytes(promise))));
    }
    if proof.is_object() {
        let hashes = proof["hashes"].as_array().expect("a list").iter();
        let inner = [
            number(1, &proof["logIndex"]),
            field(2, &bytes(&proof["rootHash"])),
            number(3, &proof["treeSize"]),
            hashes.flat_map(|hash| field(4, &bytes(hash))).collect(),
            field(5, &field(1, text(&proof["checkpoint"]["envelope"]))),
        ]
        .concat();
        message.extend(field(6, &inner));
    }
    message
}

/// Nine attributes, each with one part.
fn parts(entry: &Value) -> Vec<(String, Vec<u8>)> {
    let proof = &entry["inclusionProof"];
    let integer = |value: &Value| der::integer(text_of(value).parse().expect("a number"));
    let printable = |bytes: &[u8]| der::tagged(0x13, hex(bytes).as_bytes());
    let hashes: Vec<Vec<u8>> = proof["hashes"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|hash| printable(&bytes(hash)))
        .collect();
    let values = [
        integer(&entry["integratedTime"]),
        printable(&bytes(&entry["logId"]["keyId"])),
        integer(&entry["logIndex"]),
        der::octets(&bytes(&entry["inclusionPromise"]["signedEntryTimestamp"])),
        der::utf8(text_of(&proof["checkpoint"]["envelope"])),
        der::tagged(0x30, &hashes.concat()),
        printable(&bytes(&proof["rootHash"])),
        integer(&proof["treeSize"]),
        integer(&proof["logIndex"]),
    ];
    // The first of the parts bears the number that the whole entry bears since.
    let number = |index: usize| format!("1.3.6.1.4.1.57264.3.{index}");
    values.into_iter().enumerate().map(|(index, value)| (number(index), value)).collect()
}

fn field(number: u8, content: &[u8]) -> Vec<u8> {
    [vec![number << 3 | 2], varint(content.len() as u64), content.to_vec()].concat()
}

/// Nothing for a number that is not there.
fn number(field: u8, value: &Value) -> Vec<u8> {
    if value.is_null() {
        return Vec::new();
    }
    [vec![field << 3], varint(text_of(value).parse().expect("a number"))].concat()
}

fn varint(mut number: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
    bytes
}

fn bytes(value: &Value) -> Vec<u8> {
    unbase64(text_of(value))
}

fn text(value: &Value) -> &[u8] {
    text_of(value).as_bytes()
}

fn text_of(value: &Value) -> &str {
    value.as_str().expect("a text")
}

fn retagged(der: &[u8], tag: u8) -> Vec<u8> {
    let mut changed = der.to_vec();
    changed[0] = tag;
    changed
}

/// From the certificate itself: version, serial number, algorithm, issuer.
fn issuer_and_serial(certificate: &[u8]) -> Vec<u8> {
    let tbs = inner(inner(certificate));
    let version = element(tbs).len();
    let serial = element(&tbs[version..]);
    let algorithm = element(&tbs[version + serial.len()..]);
    let issuer = element(&tbs[version + serial.len() + algorithm.len()..]);
    der::sequence(&[issuer, serial])
}

fn length(der: &[u8]) -> (usize, usize) {
    match der[1] {
        short if short < 0x80 => (2, usize::from(short)),
        0x81 => (3, usize::from(der[2])),
        _ => (4, usize::from(der[2]) << 8 | usize::from(der[3])),
    }
}

fn element(der: &[u8]) -> &[u8] {
    let (head, content) = length(der);
    &der[..head + content]
}

fn inner(der: &[u8]) -> &[u8] {
    let (head, content) = length(der);
    &der[head..head + content]
}

/// Base64 of a value's bytes, for those who flip them.
pub fn flipped(value: &Value) -> Value {
    let mut changed = bytes(value);
    let last = changed.len() - 1;
    changed[last] ^= 1;
    base64(&changed).into()
}
