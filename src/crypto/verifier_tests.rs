#![allow(clippy::unwrap_used, reason = "a test's panic is its answer")]

use super::*;
use crate::crypto::fixtures::{self, bytes, key};
use crate::crypto::{KeyAlgorithm, MessageStream};
use crate::digest::Digests;
use crate::encoding::pem;

/// Signatures over this text by the P-521 fixture with two digests that are no vectors' pair.
const MESSAGE: &[u8] = b"message";
const P521_SHA256: &str = "308186024166169651e4d16acf395b04c2a836e23ef4c0665bd3fe3cd33fc3f8d09350869905c7fa90107d44\
     1b035cc8dd59c7aadc33d8edbf06568460507e636450b9bd3546024158ad98e288ba3ff9b2e1a8891d7a6abe\
     8d26335797429822effe7fa2543ce839db4b5dd06a7c52fe54b558cc4c3d6d2f486f83408c5ad943a54b0f73\
     0ea895261b";
const P521_SHA384: &str = "308188024201ec15ac8f3ed0700ddb354b41f6130201e3ccc55a8756a2da21a9f0c7e8e75a8d1ba40d286da0\
     6a71a402a2ecebe71c728fde8f17e7e15c063bfa2570c7a93c077d0242015649661ecb9526be1c53089abe5f\
     5f9ca929a3650f2a84abcfed5014509ad8afd5e860435eef10bedcfdcab9b7fdad78ee53b56a25f260fa1ecd\
     d12ead9ee3bc5b";
/// Pure Ed25519 over the same text.
const ED25519: &str = "7f0264c43f03f8aee2ec011d4ce030ebb16387ea1bcc5ade2d4e2da0fe0111db\
     1844b3699da0338e8f014e1049ee471540579b9b527cf0dae74014ad113d5d06";
/// The same with the group's order added to its second half.
const ED25519_MALLEABLE: &str = "7f0264c43f03f8aee2ec011d4ce030ebb16387ea1bcc5ade2d4e2da0fe0111db\
     0518a9c6b70346e6659e45b327e8262a40579b9b527cf0dae74014ad113d5d16";
/// One whose first half is the neutral element, which the plain equation accepts.
const ED25519_SMALL_ORDER: &str = "0100000000000000000000000000000000000000000000000000000000000000\
     25eb36fd751551bf063e53d0b7a5c38237de960caeac977c3d8b1dc5d807d00b";
/// RFC 8032 section 7.3: Ed25519ph over "abc".
const ED25519PH: &str = "98a70222f0b8121aa9d30f813d683f809e462b469c7ff87639499bb94e6dae41\
     31f85042463c2a355a2003d062adf5aaa10b8c61e636062aaad11c2a26083406";

fn verify(key: &PublicKey, scheme: Scheme, signature: &str) -> Result<(), Error> {
    RustCrypto.verify(key, scheme, Message::Bytes(MESSAGE), &bytes(signature))
}

fn streamed(signature: &str, pieces: &[&[u8]]) -> Result<(), Error> {
    let mut stream = MessageStream::new(&key(fixtures::ED25519), &bytes(signature))?;
    pieces.iter().for_each(|piece| stream.update(piece));
    stream.finish()
}

const INVALID: Result<(), Error> = Err(Error::SignatureInvalid {});

#[test]
fn any_digest_goes_with_any_curve() {
    let key = key(fixtures::P521);
    assert_eq!(verify(&key, Scheme::Ecdsa(DigestAlgorithm::Sha256), P521_SHA256), Ok(()));
    assert_eq!(verify(&key, Scheme::Ecdsa(DigestAlgorithm::Sha384), P521_SHA384), Ok(()));
    assert_eq!(verify(&key, Scheme::Ecdsa(DigestAlgorithm::Sha384), P521_SHA256), INVALID);
    assert_eq!(verify(&key, Scheme::Ecdsa(DigestAlgorithm::Sha512), P521_SHA384), INVALID);
}

#[test]
fn ed25519ph_signs_a_digest() {
    let key = key(fixtures::ED25519);
    let digests: Digests = [Digest::of(DigestAlgorithm::Sha512, b"abc")].into_iter().collect();
    for message in [Message::Bytes(b"abc"), Message::Digests(&digests)] {
        let verify = |scheme| RustCrypto.verify(&key, scheme, message, &bytes(ED25519PH));
        assert_eq!(verify(Scheme::Ed25519ph), Ok(()));
        assert_ne!(verify(Scheme::Ed25519), Ok(()));
    }
    let other: Digests = [Digest::of(DigestAlgorithm::Sha512, b"abd")].into_iter().collect();
    let signature = bytes(ED25519PH);
    let verified = RustCrypto.verify(&key, Scheme::Ed25519ph, Message::Digests(&other), &signature);
    assert_eq!(verified, INVALID);
}

#[test]
fn ed25519_is_strict_in_one_piece_and_in_many() {
    let key = key(fixtures::ED25519);
    let lenient = ed25519_dalek::VerifyingKey::from_bytes(key.ed25519_bytes().unwrap()).unwrap();
    let forged = Ed25519Signature::from_slice(&bytes(ED25519_SMALL_ORDER)).unwrap();
    assert!(ed25519_dalek::Verifier::verify(&lenient, MESSAGE, &forged).is_ok());
    let no_point = format!("02{}", "00".repeat(63));
    let short = ED25519.get(2..).unwrap();
    for (signature, expected) in [
        (ED25519, Ok(())),
        (ED25519_SMALL_ORDER, INVALID),
        (ED25519_MALLEABLE, INVALID),
        (ED25519PH, INVALID),
        (no_point.as_str(), INVALID),
        (short, INVALID),
        ("", INVALID),
    ] {
        assert_eq!(verify(&key, Scheme::Ed25519, signature), expected, "{signature}");
        assert_eq!(streamed(signature, &[b"mess", b"", b"age"]), expected, "{signature}");
    }
    assert_eq!(streamed(ED25519, &[]), INVALID);
    assert_eq!(streamed(ED25519, &[MESSAGE, b"."]), INVALID);
}

#[test]
fn a_key_signs_by_its_own_schemes_only() {
    let rsa = PublicKey::from_pkcs1_rsa_der(&bytes(fixtures::RSA_PKCS1), "fixture").unwrap();
    let keys = [fixtures::P256, fixtures::P384, fixtures::P521, fixtures::ED25519].map(key);
    let ml_dsa = ml_dsa_44(&[0; 1312]).unwrap();
    for key in keys.iter().chain([&rsa, &ml_dsa]) {
        for scheme in [
            Scheme::Ecdsa(DigestAlgorithm::Sha256),
            Scheme::Ed25519,
            Scheme::Ed25519ph,
            Scheme::MlDsa,
            Scheme::RsaPkcs1v15(DigestAlgorithm::Sha256),
            Scheme::RsaPss(DigestAlgorithm::Sha256),
        ] {
            let own = match key.algorithm() {
                KeyAlgorithm::EcdsaP256 | KeyAlgorithm::EcdsaP384 | KeyAlgorithm::EcdsaP521 => {
                    matches!(scheme, Scheme::Ecdsa(_))
                }
                KeyAlgorithm::Ed25519 => matches!(scheme, Scheme::Ed25519 | Scheme::Ed25519ph),
                KeyAlgorithm::MlDsa44 | KeyAlgorithm::MlDsa65 | KeyAlgorithm::MlDsa87 => {
                    scheme == Scheme::MlDsa
                }
                KeyAlgorithm::Rsa { .. } => {
                    matches!(scheme, Scheme::RsaPkcs1v15(_) | Scheme::RsaPss(_))
                }
            };
            let mismatch =
                Error::SchemeMismatch { key: key.algorithm().name(), scheme: scheme.name() };
            let expected = if own { INVALID } else { Err(mismatch) };
            assert_eq!(verify(key, scheme, "00"), expected);
        }
        let default = Scheme::default_for(key.algorithm());
        assert_eq!(verify(key, default, ""), INVALID);
        assert_eq!(verify(key, default, &"00".repeat(1 << 16)), INVALID);
    }
    let stream = MessageStream::new(&rsa, &bytes(ED25519)).err().unwrap();
    assert_eq!(stream.code(), "scheme-mismatch");
}

/// An ML-DSA-44 key of these bytes.
fn ml_dsa_44(bytes: &[u8]) -> Result<PublicKey, Error> {
    const ALGORITHM: &[u8] =
        &[0x30, 0x0b, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x03, 0x11];
    let bits = der::encode(der::BIT_STRING, &[&[0], bytes].concat());
    let spki = der::encode(der::SEQUENCE, &[ALGORITHM, &bits].concat());
    let pem = pem::encode("PUBLIC KEY", &spki);
    // Who signs anything but TUF's metadata has no such key.
    let elsewhere = PublicKey::from_pem_or_der(pem.as_bytes(), "key").unwrap_err();
    assert_eq!(elsewhere.code(), "key-unsupported");
    PublicKey::from_ml_dsa_pem(pem.as_bytes(), "key")
}

#[test]
fn an_ml_dsa_key_has_the_length_of_its_parameters() {
    for length in [0, 1311, 1313, 1952] {
        assert_eq!(ml_dsa_44(&vec![0; length]).unwrap_err().code(), "key-invalid", "{length}");
    }
    let rsa = PublicKey::from_pkcs1_rsa_der(&bytes(fixtures::RSA_PKCS1), "fixture").unwrap();
    let pem = pem::encode("PUBLIC KEY", rsa.spki_der());
    let other = PublicKey::from_ml_dsa_pem(pem.as_bytes(), "key").unwrap_err();
    assert_eq!(other.code(), "key-unsupported");
}

#[test]
fn what_is_not_known_of_the_message_is_said() {
    let digests: Digests = [Digest::of(DigestAlgorithm::Sha256, MESSAGE)].into_iter().collect();
    let verify = |key: &PublicKey, scheme, signature: &str| {
        RustCrypto.verify(key, scheme, Message::Digests(&digests), &bytes(signature))
    };
    let (p521, ed25519) = (key(fixtures::P521), key(fixtures::ED25519));
    let sha256 = Scheme::Ecdsa(DigestAlgorithm::Sha256);
    assert_eq!(verify(&p521, sha256, P521_SHA256), Ok(()));
    let unavailable = |algorithm| Err(Error::DigestUnavailable { algorithm });
    let sha384 = Scheme::Ecdsa(DigestAlgorithm::Sha384);
    assert_eq!(verify(&p521, sha384, P521_SHA384), unavailable("sha384"));
    assert_eq!(verify(&ed25519, Scheme::Ed25519ph, ED25519PH), unavailable("sha512"));
    assert_eq!(verify(&ed25519, Scheme::Ed25519, ED25519), Err(Error::MessageNeeded {}));
}

#[test]
fn nothing_is_verified_by_sha1() {
    let rsa = PublicKey::from_pkcs1_rsa_der(&bytes(fixtures::RSA_PKCS1), "fixture").unwrap();
    for (key, scheme) in [
        (key(fixtures::P256), Scheme::Ecdsa(DigestAlgorithm::Sha1)),
        (rsa.clone(), Scheme::RsaPkcs1v15(DigestAlgorithm::Sha1)),
        (rsa, Scheme::RsaPss(DigestAlgorithm::Sha1)),
    ] {
        let unsupported = Error::AlgorithmUnsupported { algorithm: scheme.name() };
        assert_eq!(verify(&key, scheme, "00"), Err(unsupported));
    }
}
