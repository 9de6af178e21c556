//! The ways in which a single git object is handed over: its content alone, with git's own head,
//! deflated as git stores it, or as `git show --format=raw` prints it.

use std::borrow::Cow;

use crate::encoding::inflate::inflate;
use crate::error::Error;
use crate::formats::git_object::{GitObject, ObjectKind, object_id};
use crate::sniff::starts_as_zlib;

/// Of more commits in one printed text than this, the rest are not read.
const PRINTED_LIMIT: usize = 1_000;
/// How far `git show` and `git log` indent a message.
const INDENT: &[u8] = b"    ";

/// An object's kind and its content, exactly.
pub(crate) fn content(bytes: &[u8], limit: usize) -> Result<(ObjectKind, Cow<'_, [u8]>), Error> {
    if starts_as_zlib(bytes) {
        let stored = inflate(bytes, limit)?;
        let (kind, body) = without_head(&stored)?.ok_or(invalid("head"))?;
        return Ok((kind, Cow::Owned(body.to_vec())));
    }
    if let Some((kind, body)) = without_head(bytes)? {
        return Ok((kind, Cow::Borrowed(body)));
    }
    if let Some(id) = printed_id(bytes) {
        return recovered(id, bytes).map(|body| (ObjectKind::Commit, Cow::Owned(body)));
    }
    Ok((kind_of(bytes), Cow::Borrowed(bytes)))
}

/// The commits of a text that `git show` or `git log` printed; any other text as it is.
pub(crate) fn printed(bytes: &[u8]) -> Vec<&[u8]> {
    if printed_id(bytes).is_none() {
        return vec![bytes];
    }
    let mut starts = Vec::new();
    let mut at = 0;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        // A message is indented, so this is none of its lines.
        if printed_id(line).is_some() {
            starts.push(at);
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([bytes.len()]);
    let pieces = starts.iter().zip(ends).filter_map(|(start, end)| bytes.get(*start..end));
    pieces.take(PRINTED_LIMIT).collect()
}

/// Without `commit 1234\0`, as git stores objects; the head must say what follows.
fn without_head(bytes: &[u8]) -> Result<Option<(ObjectKind, &[u8])>, Error> {
    let kinds = [(b"commit ".as_slice(), ObjectKind::Commit), (b"tag ", ObjectKind::Tag)];
    let Some((name, kind)) = kinds.into_iter().find(|(name, _)| bytes.starts_with(name)) else {
        return Ok(None);
    };
    let Some(end) = bytes.iter().take(32).position(|byte| *byte == 0) else { return Ok(None) };
    let body = bytes.get(end + 1..).unwrap_or_default();
    let size = bytes.get(name.len()..end).unwrap_or_default();
    if size != body.len().to_string().as_bytes() {
        return Err(invalid("size"));
    }
    if kind_of(body) != kind {
        return Err(invalid("kind"));
    }
    Ok(Some((kind, body)))
}

fn kind_of(body: &[u8]) -> ObjectKind {
    if body.starts_with(b"tree ") { ObjectKind::Commit } else { ObjectKind::Tag }
}

/// The id in the first line, `commit ID` with nothing or decorations after it.
fn printed_id(bytes: &[u8]) -> Option<&[u8]> {
    let line = bytes.split(|byte| *byte == b'\n').next()?.strip_prefix(b"commit ")?;
    let id = line.split(u8::is_ascii_whitespace).next()?;
    let valid = matches!(id.len(), 40 | 64) && id.iter().all(u8::is_ascii_hexdigit);
    valid.then_some(id)
}

/// The commit whose id stands in the first line. Printing loses blanks at the ends of lines, empty
/// lines around the message and its encoding; whether they were there, only the id can tell.
fn recovered(id: &[u8], printed: &[u8]) -> Result<Vec<u8>, Error> {
    let expected = String::from_utf8_lossy(id).to_ascii_lowercase();
    let text = printed.split_inclusive(|byte| *byte == b'\n').skip(1).collect::<Vec<_>>().concat();
    let unix = text.split(|byte| *byte == b'\r').collect::<Vec<_>>().concat();
    for text in [&unix, &text] {
        let (headers, message) = unindented(text);
        for end in [b"\n".as_slice(), b"", b"\n\n"] {
            for start in [b"\n".as_slice(), b"\n\n"] {
                let body = [headers, start, &message, end].concat();
                if object_id(ObjectKind::Commit, &body) == expected {
                    return Ok(body);
                }
            }
        }
        // A commit without a message.
        for body in [headers.to_vec(), [headers, b"\n"].concat()] {
            if object_id(ObjectKind::Commit, &body) == expected {
                return Ok(body);
            }
        }
    }
    // Of a commit that would be left alone anyway, its bytes are of no interest.
    let (headers, message) = unindented(&unix);
    match GitObject::parse(ObjectKind::Commit, &[headers, b"\n", &message].concat()) {
        Err(error) if error.is_absence() => Err(error),
        _ => Err(Error::GitObjectInexact { expected }),
    }
}

/// The headers, and the message without its indentation, up to the first line without one.
fn unindented(text: &[u8]) -> (&[u8], Vec<u8>) {
    let end = text.windows(2).position(|pair| pair == b"\n\n").map_or(text.len(), |end| end + 1);
    let (headers, rest) = text.split_at_checked(end).unwrap_or((text, &[]));
    let lines = rest.split_inclusive(|byte| *byte == b'\n').skip(1);
    let inside = lines.take_while(|line| line.starts_with(INDENT) || line.trim_ascii().is_empty());
    let message: Vec<&[u8]> = inside
        .map(|line| line.strip_prefix(INDENT).unwrap_or_else(|| line.trim_ascii_start()))
        .map(|line| if line.is_empty() { b"\n" } else { line })
        .collect();
    (headers, message.concat().trim_ascii_end().to_vec())
}

const fn invalid(part: &'static str) -> Error {
    Error::GitObjectInvalid { part }
}
