//! Public keys, parsed once.

use core::fmt;
use std::sync::Arc;

use p256::elliptic_curve::point::AffineCoordinates;
use p256::elliptic_curve::{CurveArithmetic, FieldBytes};
use rsa::BoxedUint;

use crate::crypto::ml_dsa::MlDsaKey;
use crate::digest::{Digest, DigestAlgorithm};
use crate::encoding::der::{self, Reader};
use crate::encoding::pem;
use crate::error::Error;

/// `id-ecPublicKey` (RFC 5480).
const EC_PUBLIC_KEY: &str = "1.2.840.10045.2.1";
/// `id-Ed25519` (RFC 8410).
const ED25519: &str = "1.3.101.112";
/// `rsaEncryption` (RFC 8017).
const RSA_ENCRYPTION: &str = "1.2.840.113549.1.1.1";
/// `AlgorithmIdentifier` of `rsaEncryption`, with the NULL that it must have (RFC 3279).
const RSA_ALGORITHM: [u8; 15] =
    [0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00];
/// `id-ecPublicKey` as it stands in a key.
const EC_ALGORITHM: [u8; 9] = [0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01];
/// SubjectPublicKeyInfo of an Ed25519 key, before its 32 bytes (RFC 8410 section 4).
const ED25519_SPKI: [u8; 12] =
    [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];
/// The moduli that are accepted, in bits.
const RSA_BITS: core::ops::RangeInclusive<usize> = 2048..=8192;
/// What the readers name; every error gets the caller's path instead.
const PATH: &str = "subjectPublicKeyInfo";

/// The kinds of keys that signatures are verified with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum KeyAlgorithm {
    /// ECDSA on NIST P-256.
    EcdsaP256,
    /// ECDSA on NIST P-384.
    EcdsaP384,
    /// ECDSA on NIST P-521.
    EcdsaP521,
    /// Ed25519, pure or prehashed.
    Ed25519,
    /// ML-DSA with the smallest parameters.
    MlDsa44,
    /// ML-DSA with those in the middle.
    MlDsa65,
    /// ML-DSA with the largest.
    MlDsa87,
    /// RSA with a modulus of so many bits.
    Rsa { bits: u32 },
}

impl KeyAlgorithm {
    /// The algorithm's name in reports.
    pub(crate) fn name(self) -> String {
        match self {
            Self::EcdsaP256 => "ecdsa-p256".to_owned(),
            Self::EcdsaP384 => "ecdsa-p384".to_owned(),
            Self::EcdsaP521 => "ecdsa-p521".to_owned(),
            Self::Ed25519 => "ed25519".to_owned(),
            Self::MlDsa44 => "ml-dsa-44".to_owned(),
            Self::MlDsa65 => "ml-dsa-65".to_owned(),
            Self::MlDsa87 => "ml-dsa-87".to_owned(),
            Self::Rsa { bits } => format!("rsa-{bits}"),
        }
    }
}

/// A public key that passed every check: a point on its curve and not of small order, or a modulus
/// and exponent within bounds. Cloning shares it.
#[derive(Clone)]
pub(crate) struct PublicKey(Arc<Parts>);

struct Parts {
    spki: Vec<u8>,
    algorithm: KeyAlgorithm,
    key: ParsedKey,
}

/// What the verifying libraries work with.
pub(super) enum ParsedKey {
    P256(p256::ecdsa::VerifyingKey),
    P384(p384::ecdsa::VerifyingKey),
    P521(p521::ecdsa::VerifyingKey),
    Ed25519(ed25519_dalek::VerifyingKey),
    MlDsa(MlDsaKey),
    Rsa(rsa::PublicKey),
}

impl PublicKey {
    /// Reads a DER `SubjectPublicKeyInfo`; `path` says where it stands, for the error.
    pub(crate) fn from_spki_der(spki: &[u8], path: &str) -> Result<Self, Error> {
        let (algorithm, key) = parse_spki(spki).map_err(|error| at_path(error, path))?;
        Ok(Self(Arc::new(Parts { spki: spki.to_vec(), algorithm, key })))
    }

    /// Reads a DER `RSAPublicKey` (RFC 8017 appendix A.1.1).
    pub(crate) fn from_pkcs1_rsa_der(bytes: &[u8], path: &str) -> Result<Self, Error> {
        let (algorithm, key) = parse_rsa(bytes).map_err(|error| at_path(error, path))?;
        let bits = der::encode(der::BIT_STRING, &[&[0], bytes].concat());
        let spki = der::encode(der::SEQUENCE, &[&RSA_ALGORITHM, bits.as_slice()].concat());
        Ok(Self(Arc::new(Parts { spki, algorithm, key })))
    }

    /// Takes the 32 bytes of an Ed25519 key (RFC 8032 section 5.1.5).
    pub(crate) fn from_ed25519_bytes(bytes: &[u8], path: &str) -> Result<Self, Error> {
        Self::from_spki_der(&[&ED25519_SPKI[..], bytes].concat(), path)
    }

    /// Takes an uncompressed point of one of the NIST curves, which its length tells apart.
    pub(crate) fn from_ecdsa_point(point: &[u8], path: &str) -> Result<Self, Error> {
        let curve: &[u8] = match point.len() {
            65 => &[0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07],
            97 => &[0x06, 0x05, 0x2b, 0x81, 0x04, 0x00, 0x22],
            133 => &[0x06, 0x05, 0x2b, 0x81, 0x04, 0x00, 0x23],
            _ => return Err(Error::KeyInvalid { path: path.to_owned() }),
        };
        let algorithm = der::encode(der::SEQUENCE, &[&EC_ALGORITHM[..], curve].concat());
        let bits = der::encode(der::BIT_STRING, &[&[0], point].concat());
        let spki = der::encode(der::SEQUENCE, &[algorithm, bits].concat());
        Self::from_spki_der(&spki, path)
    }

    /// Reads a key file: one PEM block (`PUBLIC KEY` or `RSA PUBLIC KEY`) or a DER
    /// `SubjectPublicKeyInfo`.
    pub(crate) fn from_pem_or_der(bytes: &[u8], path: &str) -> Result<Self, Error> {
        // DER starts with the tag of a sequence, which in a text would be the digit 0.
        if bytes.first() == Some(&der::SEQUENCE) {
            return Self::from_spki_der(bytes, path);
        }
        let block = one_block(bytes)?;
        match block.label.as_str() {
            "PUBLIC KEY" => Self::from_spki_der(&block.der, path),
            "RSA PUBLIC KEY" => Self::from_pkcs1_rsa_der(&block.der, path),
            _ => Err(no_public_key()),
        }
    }

    /// Reads the PEM of an ML-DSA key (RFC 9881 section 4). Nobody but TUF has said how such keys
    /// sign (TAP 21), so that everywhere else they are of no supported kind.
    pub(crate) fn from_ml_dsa_pem(bytes: &[u8], path: &str) -> Result<Self, Error> {
        let pem::Block { label, der: spki } = one_block(bytes)?;
        if label != "PUBLIC KEY" {
            return Err(no_public_key());
        }
        let (algorithm, key) = parse_ml_dsa(&spki).map_err(|error| at_path(error, path))?;
        Ok(Self(Arc::new(Parts { spki, algorithm, key })))
    }

    /// The `SubjectPublicKeyInfo`, as it came.
    pub(crate) fn spki_der(&self) -> &[u8] {
        &self.0.spki
    }

    /// Which kind of key it is.
    pub(crate) fn algorithm(&self) -> KeyAlgorithm {
        self.0.algorithm
    }

    /// SHA-256 of the `SubjectPublicKeyInfo`.
    pub(crate) fn fingerprint(&self) -> Digest {
        Digest::of(DigestAlgorithm::Sha256, self.spki_der())
    }

    /// The 32 bytes of an Ed25519 key (RFC 8032 section 5.1.5).
    pub(crate) fn ed25519_bytes(&self) -> Option<&[u8; 32]> {
        match self.parsed() {
            ParsedKey::Ed25519(key) => Some(key.as_bytes()),
            _ => None,
        }
    }

    pub(super) fn parsed(&self) -> &ParsedKey {
        &self.0.key
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({} {})", self.algorithm().name(), self.fingerprint().hex())
    }
}

impl PartialEq for PublicKey {
    fn eq(&self, other: &Self) -> bool {
        self.spki_der() == other.spki_der()
    }
}

impl Eq for PublicKey {}

/// The one block of a PEM file.
fn one_block(bytes: &[u8]) -> Result<pem::Block, Error> {
    let text = pem::in_base64(bytes);
    let mut blocks = pem::blocks(text.as_deref().unwrap_or(bytes))?.into_iter();
    match (blocks.next(), blocks.next()) {
        (Some(block), None) => Ok(block),
        _ => Err(no_public_key()),
    }
}

fn no_public_key() -> Error {
    Error::PemInvalid { expected: "PUBLIC KEY".to_owned() }
}

fn parse_spki(spki: &[u8]) -> Result<(KeyAlgorithm, ParsedKey), Error> {
    let (oid, mut identifier, bits) = spki_parts(spki)?;
    match oid.as_str() {
        EC_PUBLIC_KEY => {
            if identifier.peek_tag() == Some(der::SEQUENCE) {
                // Parameters that are spelled out may differ from the curve they resemble.
                return Err(unsupported("ecdsa with explicit parameters"));
            }
            let curve = identifier.expect(der::OID)?.oid(PATH)?;
            identifier.finish()?;
            parse_ecdsa(&curve, bits)
        }
        ED25519 => {
            identifier.finish()?;
            parse_ed25519(bits)
        }
        RSA_ENCRYPTION => {
            let null = identifier.expect(der::NULL)?;
            identifier.finish()?;
            if !null.value.is_empty() {
                return Err(invalid());
            }
            parse_rsa(bits)
        }
        _ => Err(unsupported(&oid)),
    }
}

/// The algorithm, its parameters and the key.
fn spki_parts(spki: &[u8]) -> Result<(String, Reader<'_>, &[u8]), Error> {
    let mut outer = Reader::new(spki, PATH);
    let mut fields = outer.expect(der::SEQUENCE)?.reader(PATH);
    outer.finish()?;
    let mut identifier = fields.expect(der::SEQUENCE)?.reader(PATH);
    let bits = fields.expect(der::BIT_STRING)?.octets(PATH)?;
    fields.finish()?;
    let oid = identifier.expect(der::OID)?.oid(PATH)?;
    Ok((oid, identifier, bits))
}

fn parse_ml_dsa(spki: &[u8]) -> Result<(KeyAlgorithm, ParsedKey), Error> {
    let (oid, identifier, bits) = spki_parts(spki)?;
    let algorithm = MlDsaKey::algorithm(&oid).ok_or_else(|| unsupported(&oid))?;
    // RFC 9881 section 3: the parameters must be absent.
    identifier.finish()?;
    let key = MlDsaKey::from_bytes(algorithm, bits).ok_or_else(invalid)?;
    Ok((algorithm, ParsedKey::MlDsa(key)))
}

fn parse_ecdsa(curve: &str, point: &[u8]) -> Result<(KeyAlgorithm, ParsedKey), Error> {
    // RFC 5480 section 2.2. Nobody on Sigstore's side reads a compressed point either, and the
    // square roots that it takes are large. No key is the point at infinity or the hybrid form.
    let coordinates = match point.split_first() {
        Some((4, coordinates)) => coordinates,
        Some((2 | 3, _)) => return Err(unsupported("ecdsa with a compressed point")),
        _ => return Err(invalid()),
    };
    match curve {
        "1.2.840.10045.3.1.7" => {
            let point = affine::<p256::NistP256>(coordinates).ok_or_else(invalid)?;
            let key = p256::ecdsa::VerifyingKey::from_affine(point).map_err(|_| invalid())?;
            Ok((KeyAlgorithm::EcdsaP256, ParsedKey::P256(key)))
        }
        "1.3.132.0.34" => {
            let point = affine::<p384::NistP384>(coordinates).ok_or_else(invalid)?;
            let key = p384::ecdsa::VerifyingKey::from_affine(point).map_err(|_| invalid())?;
            Ok((KeyAlgorithm::EcdsaP384, ParsedKey::P384(key)))
        }
        "1.3.132.0.35" => {
            let point = affine::<p521::NistP521>(coordinates).ok_or_else(invalid)?;
            let key = p521::ecdsa::VerifyingKey::from_affine(point).map_err(|_| invalid())?;
            Ok((KeyAlgorithm::EcdsaP521, ParsedKey::P521(key)))
        }
        _ => Err(unsupported(&format!("ecdsa on {curve}"))),
    }
}

/// The point of these coordinates, one behind the other, if it is on the curve.
fn affine<C>(coordinates: &[u8]) -> Option<C::AffinePoint>
where
    C: CurveArithmetic,
    C::AffinePoint: AffineCoordinates<FieldRepr = FieldBytes<C>>,
{
    let (x, y) = coordinates.split_at_checked(coordinates.len() / 2)?;
    let (x, y) = (FieldBytes::<C>::try_from(x).ok()?, FieldBytes::<C>::try_from(y).ok()?);
    C::AffinePoint::from_coordinates(&x, &y).into_option()
}

fn parse_ed25519(bytes: &[u8]) -> Result<(KeyAlgorithm, ParsedKey), Error> {
    let bytes: &[u8; 32] = bytes.try_into().map_err(|_| invalid())?;
    let key = ed25519_dalek::VerifyingKey::from_bytes(bytes).map_err(|_| invalid())?;
    // A point of small order verifies signatures that nobody made, and a second encoding of a
    // point would be a second key with the same signatures.
    let canonical = key.to_edwards().compress().as_bytes() == bytes;
    if key.is_weak() || !canonical {
        return Err(invalid());
    }
    Ok((KeyAlgorithm::Ed25519, ParsedKey::Ed25519(key)))
}

fn parse_rsa(bytes: &[u8]) -> Result<(KeyAlgorithm, ParsedKey), Error> {
    let mut outer = Reader::new(bytes, PATH);
    let mut fields = outer.expect(der::SEQUENCE)?.reader(PATH);
    outer.finish()?;
    let modulus = fields.expect(der::INTEGER)?.magnitude(PATH)?;
    let exponent = fields.expect(der::INTEGER)?.magnitude(PATH)?;
    fields.finish()?;
    let leading = modulus.first().map_or(0, |byte| byte.leading_zeros());
    let bits = u32::try_from(modulus.len() * 8).map_err(|_| invalid())?.saturating_sub(leading);
    if !usize::try_from(bits).is_ok_and(|bits| RSA_BITS.contains(&bits)) {
        return Err(unsupported(&format!("rsa-{bits}")));
    }
    let odd = |magnitude: &[u8]| magnitude.last().is_some_and(|byte| byte & 1 == 1);
    if !odd(modulus) || !odd(exponent) || exponent == [1] {
        return Err(invalid());
    }
    if exponent.len() > 5 {
        return Err(unsupported("rsa with a large exponent"));
    }
    let modulus = BoxedUint::from_be_slice_vartime(modulus);
    let exponent = BoxedUint::from_be_slice_vartime(exponent);
    let key = rsa::PublicKey::new_with_size_limits(modulus, exponent, RSA_BITS)
        .map_err(|_| unsupported("rsa with a large exponent"))?;
    Ok((KeyAlgorithm::Rsa { bits }, ParsedKey::Rsa(key)))
}

/// Every way of being no key at all becomes one error that names the caller's place.
fn at_path(error: Error, path: &str) -> Error {
    match error {
        Error::KeyUnsupported { .. } => error,
        _ => Error::KeyInvalid { path: path.to_owned() },
    }
}

fn invalid() -> Error {
    Error::KeyInvalid { path: PATH.to_owned() }
}

fn unsupported(algorithm: &str) -> Error {
    Error::KeyUnsupported { algorithm: algorithm.to_owned() }
}

#[cfg(test)]
#[path = "key_tests.rs"]
mod tests;
