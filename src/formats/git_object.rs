//! Git commits and tags, with the signature in or after them (git `gitformat-signature(5)`,
//! `git cat-file commit|tag`). The bytes are kept exactly: nothing is read and written again.

use crate::digest::{Digest, DigestAlgorithm};
use crate::encoding::{hex, pem};
use crate::error::Error;

/// The headers that hold a signature over the commit without them: in the form that names objects
/// by SHA-1, and in the one that names them by SHA-256.
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
const BEGIN: &str = "-----BEGIN ";
/// Five times the longest that gitsign writes.
const ARMOR_LIMIT: usize = 64 * 1024;
/// So much of a message's first line is shown.
const TITLE_LIMIT: usize = 120;

/// What a git object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ObjectKind {
    Commit,
    Tag,
}

impl ObjectKind {
    /// As git calls it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Commit => "commit",
            Self::Tag => "tag",
        }
    }
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
    /// Who says to have written it; of a commit.
    pub(crate) author: Option<String>,
    /// Who says to have committed or tagged it.
    pub(crate) committer: Option<String>,
    /// What a tag calls itself.
    pub(crate) tag: Option<String>,
    /// The id of what a tag is about.
    pub(crate) target: Option<String>,
    /// The first line of the message.
    pub(crate) title: String,
}

impl GitObject {
    /// Reads an object's content, as `git cat-file commit` or `git cat-file tag` prints it.
    pub(crate) fn parse(kind: ObjectKind, body: &[u8]) -> Result<Self, Error> {
        // What was signed as one kind must not be shown as the other.
        let first: &[u8] = if kind == ObjectKind::Commit { b"tree " } else { b"object " };
        if !body.starts_with(first) {
            return Err(Error::GitObjectInvalid { part: "kind" });
        }
        let (headers, message) = parts(body);
        let (mut payload, [sha1, sha256]) = split_headers(headers)?;
        let own = if algorithm(body) == DigestAlgorithm::Sha256 {
            sha256.or(sha1)
        } else {
            sha1.or(sha256)
        };
        let (text, armor) = match kind {
            ObjectKind::Tag => {
                let (text, armor) = split_tag(message);
                (text, armor.map(<[u8]>::to_vec))
            }
            ObjectKind::Commit => (message, own),
        };
        payload.extend_from_slice(text);
        let signature = read_armor(kind, &armor.ok_or(Error::GitSignatureAbsent {})?)?;
        let named = |name: &str| header(headers, name);
        Ok(Self {
            kind,
            id: object_id(kind, body),
            payload,
            signature,
            author: named("author "),
            committer: named("committer ").or_else(|| named("tagger ")),
            tag: named("tag ").filter(|_| kind == ObjectKind::Tag),
            target: named("object ").filter(|_| kind == ObjectKind::Tag),
            title: title(text),
        })
    }

    /// The name and the address of whoever says to have committed or tagged it.
    pub(crate) fn committer_parts(&self) -> Option<(&str, &str)> {
        let (name, rest) = self.committer.as_deref()?.split_once('<')?;
        Some((name.trim_end(), rest.split_once('>')?.0))
    }
}

/// The name that git gives an object with this content.
pub(crate) fn object_id(kind: ObjectKind, body: &[u8]) -> String {
    let whole = [format!("{} {}\0", kind.name(), body.len()).as_bytes(), body].concat();
    hex::encode(Digest::of(algorithm(body), &whole).as_bytes())
}

/// The commits and tags that an object is built on: a commit's parents, what a tag is about.
pub(crate) fn names_parents(kind: ObjectKind, body: &[u8]) -> Vec<String> {
    let (headers, _) = parts(body);
    let name = match kind {
        ObjectKind::Commit => "parent ",
        // Trees and blobs may be tagged too.
        ObjectKind::Tag => match header(headers, "type ").as_deref() {
            Some("commit" | "tag") => "object ",
            _ => return Vec::new(),
        },
    };
    let lines = headers.split(|byte| *byte == b'\n');
    let values = lines.filter_map(|line| line.strip_prefix(name.as_bytes()));
    values.map(|value| String::from_utf8_lossy(value).into_owned()).collect()
}

/// By which hash the object's repository names objects: its first header is `tree` or `object`,
/// with the id of another one.
pub(crate) fn algorithm(body: &[u8]) -> DigestAlgorithm {
    let first = body.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let id = first.rsplit(|byte| *byte == b' ').next().unwrap_or_default();
    if id.len() == 64 { DigestAlgorithm::Sha256 } else { DigestAlgorithm::Sha1 }
}

/// The headers with their last line's end, and the message with the empty line before it.
fn parts(body: &[u8]) -> (&[u8], &[u8]) {
    let end = body.windows(2).position(|pair| pair == b"\n\n").map_or(body.len(), |end| end + 1);
    body.split_at_checked(end).unwrap_or((body, &[]))
}

/// In the order of their headers.
type Signatures = [Option<Vec<u8>>; 2];

/// The headers without signatures, and the signatures, each by its own header. A header goes on in
/// lines that start with a blank.
fn split_headers(headers: &[u8]) -> Result<(Vec<u8>, Signatures), Error> {
    let mut rest = Vec::with_capacity(headers.len());
    let mut found: Signatures = [None, None];
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
    Ok((rest, found))
}

/// The message of a tag and the signature after it, which is what begins last.
fn split_tag(message: &[u8]) -> (&[u8], Option<&[u8]>) {
    let mut start = None;
    let mut at = 0;
    for line in message.split_inclusive(|byte| *byte == b'\n') {
        if line.starts_with(BEGIN.as_bytes()) {
            start = Some(at);
        }
        at += line.len();
    }
    match start.and_then(|start| message.split_at_checked(start)) {
        Some((text, armor)) => (text, Some(armor)),
        None => (message, None),
    }
}

/// One block and nothing else: what stands beside it would look signed and not be.
fn read_armor(kind: ObjectKind, armor: &[u8]) -> Result<Vec<u8>, Error> {
    let invalid = || Error::PemInvalid { expected: CMS_LABEL.to_owned() };
    let text = String::from_utf8_lossy(armor.get(..64).unwrap_or(armor));
    let label = text.trim_start().strip_prefix(BEGIN).and_then(|rest| rest.split("-----").next());
    let label = label.ok_or_else(invalid)?;
    if label != CMS_LABEL {
        return Err(match OTHERS.iter().find(|(other, _)| label.starts_with(other)) {
            Some((_, tool)) => Error::SignatureOfOtherTool { tool: (*tool).to_owned() },
            // A block of another kind at a tag's end belongs to its message.
            None if kind == ObjectKind::Tag => Error::GitSignatureAbsent {},
            None => Error::SignatureOfOtherTool { tool: label.to_owned() },
        });
    }
    if armor.len() > ARMOR_LIMIT {
        let number = |size: usize| u64::try_from(size).unwrap_or(u64::MAX);
        return Err(Error::InputTooLarge { size: number(armor.len()), limit: number(ARMOR_LIMIT) });
    }
    let mut blocks = pem::blocks(armor)?.into_iter();
    let (Some(block), None) = (blocks.next(), blocks.next()) else { return Err(invalid()) };
    let (begin, end) = (format!("{BEGIN}{CMS_LABEL}-----"), format!("-----END {CMS_LABEL}-----"));
    let trimmed = armor.trim_ascii();
    if trimmed.starts_with(begin.as_bytes()) && trimmed.ends_with(end.as_bytes()) {
        return Ok(block.der);
    }
    Err(Error::GitTextUnsigned {})
}

fn header(headers: &[u8], name: &str) -> Option<String> {
    let mut lines = headers.split(|byte| *byte == b'\n');
    let value = lines.find_map(|line| line.strip_prefix(name.as_bytes()))?;
    Some(String::from_utf8_lossy(value).into_owned())
}

fn title(message: &[u8]) -> String {
    let mut lines = message.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
    let line = lines.find(|line| !line.is_empty()).unwrap_or_default();
    String::from_utf8_lossy(line).chars().take(TITLE_LIMIT).collect()
}
