//! TUF metadata (specification 1.0.34, section 4): files that say who may sign what, and until
//! when.

pub(crate) mod delegation;
pub(crate) mod file;
pub(crate) mod key;
pub(crate) mod role;

use crate::encoding::canonical_json;
use crate::encoding::json::{self, Json, Node};
use crate::error::Error;
use crate::formats::Unverified;
use crate::time::UnixTime;

/// A file with more signatures than this is an error, not work.
const SIGNATURE_LIMIT: usize = 1_024;

/// One file of metadata (section 4.2).
#[derive(Clone, Debug)]
pub(crate) struct Metadata<T> {
    pub(crate) version: u64,
    pub(crate) expires: UnixTime,
    pub(crate) role: T,
    pub(crate) signatures: Vec<RoleSignature>,
    /// What the signatures are over: the canonical form of everything that `signed` holds, also of
    /// fields that nobody here knows.
    pub(crate) signed: Vec<u8>,
}

/// One signature (section 4.2.1).
#[derive(Clone, Debug)]
pub(crate) struct RoleSignature {
    pub(crate) key_id: String,
    /// In hexadecimal; empty where a signer has not signed yet.
    pub(crate) sig: String,
    /// A Sigstore bundle (TAP 18).
    pub(crate) bundle: Option<Json>,
}

/// What the metadata of one type says.
pub(crate) trait Role: Sized {
    /// The `_type`.
    const TYPE: &'static str;

    /// Reads what is special to this type.
    fn read(signed: &Node<'_>) -> Result<Self, Error>;
}

impl<T: Role> Metadata<T> {
    /// Reads a file.
    pub(crate) fn from_json(bytes: &[u8]) -> Result<Unverified<Self>, Error> {
        let json = json::parse(bytes)?;
        let root = Node::root(&json);
        let signed = root.exact("signed")?;
        let kind = signed.exact("_type")?.text()?;
        if kind != T::TYPE {
            return Err(Error::TufTypeMismatch { expected: T::TYPE, found: kind.to_owned() });
        }
        let spec_version = signed.exact("spec_version")?.text()?;
        if !is_supported(spec_version) {
            return Err(Error::TufSpecVersionUnsupported { found: spec_version.to_owned() });
        }
        Ok(Unverified::new(Self {
            version: positive(&signed.exact("version")?)?,
            expires: UnixTime::from_rfc3339(signed.exact("expires")?.text()?)?,
            role: T::read(&signed)?,
            signatures: signatures(&root.exact("signatures")?)?,
            signed: canonical_json::encode(&signed)?,
        }))
    }
}

/// Section 4.1: a client of 1.x reads every 1.x. Early repositories leave out the last number.
fn is_supported(version: &str) -> bool {
    let parts: Vec<&str> = version.split('.').collect();
    let number = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    matches!(parts.len(), 2 | 3) && parts.first() == Some(&"1") && parts.iter().all(number)
}

fn signatures(list: &Node<'_>) -> Result<Vec<RoleSignature>, Error> {
    if !list.is_present() {
        return Err(list.missing());
    }
    let mut signatures: Vec<RoleSignature> = Vec::new();
    for node in list.list(SIGNATURE_LIMIT)? {
        let key_id = node.exact("keyid")?;
        let bundle = node.exact("bundle")?.value().cloned();
        let sig = node.exact("sig")?;
        let sig = if bundle.is_some() && !sig.is_present() { "" } else { sig.text()? };
        let signature =
            RoleSignature { key_id: key_id.text()?.to_owned(), sig: sig.to_owned(), bundle };
        // Section 4.2.1: every key signs once.
        if signatures.iter().any(|known| known.key_id == signature.key_id) {
            return Err(key_id.invalid("a key id that did not sign yet"));
        }
        signatures.push(signature);
    }
    Ok(signatures)
}

/// An integer above zero, as versions and thresholds are.
fn positive(node: &Node<'_>) -> Result<u64, Error> {
    match natural(node)? {
        0 => Err(node.invalid("an integer above zero")),
        number => Ok(number),
    }
}

/// An integer that is not negative. In TUF a number is never a text.
fn natural(node: &Node<'_>) -> Result<u64, Error> {
    let number = match node.value() {
        None => return Err(node.missing()),
        Some(Json::Integer(number)) => u64::try_from(*number).ok(),
        Some(_) => None,
    };
    number.ok_or_else(|| node.invalid("an integer that is not negative"))
}

/// A boolean.
fn boolean(node: &Node<'_>) -> Result<bool, Error> {
    match node.value() {
        None => Err(node.missing()),
        Some(Json::Bool(value)) => Ok(*value),
        Some(_) => Err(node.invalid("true or false")),
    }
}
