//! in-toto statements, v0.1 and v1 (in-toto attestation framework).

use crate::digest::{Digest, DigestAlgorithm, Digests};
use crate::encoding::json::{self, Json, Node};
use crate::error::Error;

/// Statement types that are understood.
const TYPES: [&str; 2] = ["https://in-toto.io/Statement/v0.1", "https://in-toto.io/Statement/v1"];
/// More subjects than this are an error.
const SUBJECT_LIMIT: usize = 100_000;
/// More fields of a statement or subject than this are an error.
const FIELD_LIMIT: usize = 64;
/// More digests of one subject than this are an error.
const DIGEST_LIMIT: usize = 64;

/// What an attestation says, about which artifacts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Statement {
    pub(crate) statement_type: String,
    pub(crate) subjects: Vec<Subject>,
    pub(crate) predicate_type: String,
    /// What is said, as it came: [`predicate`](crate::formats::predicate) reads it.
    pub(crate) predicate: Json,
    /// The first field that the specification does not know. Readers ignore it; verifiers that
    /// promise more than the signature do not.
    pub(crate) unknown_field: Option<String>,
    /// The bytes that were signed.
    pub(crate) payload: Vec<u8>,
}

/// One thing a statement speaks about, or a predicate names (in-toto `ResourceDescriptor`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Subject {
    /// A name the signer gave; never binds an artifact.
    pub(crate) name: Option<String>,
    /// Where it is said to be; never used for matching either.
    pub(crate) uri: Option<String>,
    /// Digests of 256 bits or more, which can bind an artifact.
    pub(crate) digests: Digests,
    /// Digests of other kinds, by name: shown, never matched.
    pub(crate) other_digests: Vec<(String, String)>,
}

impl Statement {
    /// Reads a statement from the payload of an envelope.
    pub(crate) fn from_payload(payload: &[u8]) -> Result<Self, Error> {
        let json = json::parse(payload)?;
        let root = Node::root(&json);
        let type_node = root.exact("_type")?;
        let statement_type = type_node.text()?;
        if !TYPES.contains(&statement_type) {
            return Err(Error::MediaTypeUnknown { found: statement_type.to_owned() });
        }
        let subjects = root
            .exact("subject")?
            .list(SUBJECT_LIMIT)?
            .iter()
            .map(Subject::from_json)
            .collect::<Result<Vec<_>, _>>()?;
        if subjects.is_empty() {
            return Err(root.exact("subject")?.missing());
        }
        Ok(Self {
            statement_type: statement_type.to_owned(),
            subjects,
            predicate_type: root.exact("predicateType")?.text()?.to_owned(),
            unknown_field: unknown_field(&root)?,
            predicate: predicate(json),
            payload: payload.to_vec(),
        })
    }

    /// The predicate with its place.
    pub(crate) fn predicate(&self) -> Node<'_> {
        Node::below(&self.predicate, "predicate")
    }
}

fn predicate(statement: Json) -> Json {
    let Json::Object(fields) = statement else { return Json::Null };
    let found = fields.into_iter().find(|(name, _)| name == "predicate");
    found.map_or(Json::Null, |(_, predicate)| predicate)
}

fn unknown_field(root: &Node<'_>) -> Result<Option<String>, Error> {
    const FIELDS: [&str; 4] = ["_type", "subject", "predicateType", "predicate"];
    let mut strangers =
        root.entries(FIELD_LIMIT)?.into_iter().filter(|(name, _)| !FIELDS.contains(name));
    if let Some((_, field)) = strangers.next() {
        return Ok(Some(field.path().to_owned()));
    }
    for subject in root.exact("subject")?.list(SUBJECT_LIMIT)? {
        let fields = subject.entries(FIELD_LIMIT)?;
        let mut strangers =
            fields.into_iter().filter(|(name, _)| !matches!(*name, "name" | "digest"));
        if let Some((_, field)) = strangers.next() {
            return Ok(Some(field.path().to_owned()));
        }
    }
    Ok(None)
}

impl Subject {
    /// Reads a `ResourceDescriptor`.
    pub(crate) fn from_json(node: &Node<'_>) -> Result<Self, Error> {
        let mut subject = Self {
            name: node.exact("name")?.optional_text()?.map(str::to_owned),
            uri: node.exact("uri")?.optional_text()?.map(str::to_owned),
            digests: Digests::default(),
            other_digests: Vec::new(),
        };
        for (algorithm, value) in node.exact("digest")?.entries(DIGEST_LIMIT)? {
            let text = value.text()?;
            match DigestAlgorithm::from_name(algorithm) {
                Some(strong) if strong != DigestAlgorithm::Sha1 => {
                    let digest = Digest::from_hex(strong, text)
                        .map_err(|_| value.invalid("a digest in hexadecimal"))?;
                    subject.digests.insert(digest);
                }
                _ => subject.other_digests.push((algorithm.to_owned(), text.to_owned())),
            }
        }
        Ok(subject)
    }
}
