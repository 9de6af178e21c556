//! Raw git commits and tags, with the signature in or after them (git `gitformat-signature(5)`,
//! `git cat-file commit|tag`). The bytes are kept exactly: nothing is read and written again.

use crate::digest::{Digest, DigestAlgorithm};
use crate::encoding::{hex, pem};
use crate::error::Error;

/// The headers that hold a signature over the commit without them.
const SIGNATURE_HEADERS: [&[u8]; 2] = [b"gpgsig ", b"gpgsig-sha256 "];
/// The label of gitsign's signatures, which are CMS.
const CMS_LABEL: &str = "SIGNED MESSAGE";
/// How other signatures begin, and what made them.
const OTHERS: [(&str, &str); 4] = [
    ("PGP SIGNATURE", "pgp"),
    ("PGP MESSAGE", "pgp"),
    ("SSH SIGNATURE", "ssh"),
    ("PKCS7", "smime"),
];

/// What a git object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ObjectKind {
    Commit,
    Tag,
}

/// A signed commit or tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct GitObject {
    pub(crate) kind: ObjectKind,
    /// The name git gives it: SHA-1, or SHA-256 in repositories of that kind.
    pub(crate) id: String,
    /// What the signature is over.
    pub(crate) payload: Vec<u8>,
    /// The signature, in DER.
    pub(crate) signature: Vec<u8>,
    /// Who says to have written and committed it, or tagged.
    pub(crate) author: Option<String>,
    pub(crate) committer: Option<String>,
}

impl GitObject {
    /// Reads an object as `git cat-file` prints it, or as it is stored with its own head.
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, Error> {
        let body = without_head(bytes);
        let kind = if body.starts_with(b"tree ") { ObjectKind::Commit } else { ObjectKind::Tag };
        let end = find(body, b"\n\n").map_or(body.len(), |end| end + 1);
        let (headers, message) = body.split_at_checked(end).unwrap_or((body, &[]));
        let (mut payload, signatures) = split_headers(headers)?;
        let armor = match (kind, signatures.as_slice()) {
            (ObjectKind::Tag, _) => {
                let (text, armor) = split_tag(message);
                payload.extend_from_slice(text);
                armor.map(<[u8]>::to_vec)
            }
            (ObjectKind::Commit, _) => {
                payload.extend_from_slice(message);
                signatures.into_iter().next()
            }
        };
        let signature = read_armor(&armor.ok_or(Error::GitSignatureAbsent {})?)?;
        let named = |name: &str| header(headers, name);
        Ok(Self {
            kind,
            id: object_id(kind, body, headers),
            payload,
            signature,
            author: named("author "),
            committer: named("committer ").or_else(|| named("tagger ")),
        })
    }
}

/// Without `commit 1234\0`, as loose objects begin.
fn without_head(bytes: &[u8]) -> &[u8] {
    let head = bytes.iter().take(32).position(|byte| *byte == 0);
    let known = bytes.starts_with(b"commit ") || bytes.starts_with(b"tag ");
    head.filter(|_| known).and_then(|end| bytes.get(end + 1..)).unwrap_or(bytes)
}

/// The headers without signatures, and the signatures: `gpgsig` before `gpgsig-sha256`. A header
/// goes on in lines that start with a blank.
fn split_headers(headers: &[u8]) -> Result<(Vec<u8>, Vec<Vec<u8>>), Error> {
    let mut rest = Vec::with_capacity(headers.len());
    let mut found: [Option<Vec<u8>>; 2] = [None, None];
    let mut current = None;
    for line in headers.split_inclusive(|byte| *byte == b'\n') {
        if let (Some(position), Some(more)) = (current, line.strip_prefix(b" ")) {
            if let Some(Some(signature)) = found.get_mut::<usize>(position) {
                signature.extend_from_slice(more);
            }
            continue;
        }
        current = SIGNATURE_HEADERS.iter().position(|name| line.starts_with(name));
        let Some((position, name)) = current.and_then(|at| Some((at, SIGNATURE_HEADERS.get(at)?)))
        else {
            rest.extend_from_slice(line);
            continue;
        };
        let value = line.strip_prefix(*name).unwrap_or_default().to_vec();
        let place = found.get_mut(position);
        if place.is_some_and(|place| place.replace(value).is_some()) {
            let header = String::from_utf8_lossy(name.trim_ascii()).into_owned();
            return Err(Error::GitHeaderDuplicate { header });
        }
    }
    Ok((rest, found.into_iter().flatten().collect()))
}

/// The message of a tag and the signature after it, which is what begins last.
fn split_tag(message: &[u8]) -> (&[u8], Option<&[u8]>) {
    let mut start = None;
    let mut at = 0;
    for line in message.split_inclusive(|byte| *byte == b'\n') {
        if line.starts_with(b"-----BEGIN ") {
            start = Some(at);
        }
        at += line.len();
    }
    match start.and_then(|start| message.split_at_checked(start)) {
        Some((text, armor)) => (text, Some(armor)),
        None => (message, None),
    }
}

fn read_armor(armor: &[u8]) -> Result<Vec<u8>, Error> {
    let text = String::from_utf8_lossy(armor.get(..64).unwrap_or(armor)).into_owned();
    if let Some((_, tool)) = OTHERS.iter().find(|(label, _)| text.contains(label)) {
        return Err(Error::SignatureOfOtherTool { tool: (*tool).to_owned() });
    }
    let mut blocks = pem::blocks(armor)?.into_iter();
    match (blocks.next(), blocks.next()) {
        (Some(block), None) if block.label == CMS_LABEL => Ok(block.der),
        _ => Err(Error::PemInvalid { expected: CMS_LABEL.to_owned() }),
    }
}

fn object_id(kind: ObjectKind, body: &[u8], headers: &[u8]) -> String {
    let name = match kind {
        ObjectKind::Commit => "commit",
        ObjectKind::Tag => "tag",
    };
    // The first header is `tree` or `object` with the id of another object, of the same length.
    let first = headers.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let length = first.rsplit(|byte| *byte == b' ').next().unwrap_or_default().len();
    let algorithm = if length == 64 { DigestAlgorithm::Sha256 } else { DigestAlgorithm::Sha1 };
    let whole = [format!("{name} {}\0", body.len()).as_bytes(), body].concat();
    hex::encode(Digest::of(algorithm, &whole).as_bytes())
}

fn header(headers: &[u8], name: &str) -> Option<String> {
    let mut lines = headers.split(|byte| *byte == b'\n');
    let value = lines.find_map(|line| line.strip_prefix(name.as_bytes()))?;
    Some(String::from_utf8_lossy(value).into_owned())
}

fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    text.windows(part.len()).position(|window| window == part)
}
