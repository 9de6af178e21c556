#![allow(clippy::unwrap_used, reason = "a test's panic is its answer")]

use super::*;
use crate::crypto::fixtures::{
    ED25519, P256, P256_COMPRESSED, P256_EXPLICIT, P256_HYBRID, P384, P521, RSA_PKCS1, SECP256K1,
    bytes, key,
};
use crate::encoding::base64;

fn read(text: &str) -> Result<PublicKey, Error> {
    PublicKey::from_spki_der(&bytes(text), "$.key")
}

fn pem(label: &str, der: &[u8]) -> String {
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", base64::encode(der))
}

fn rsa(modulus: &[u8], exponent: &[u8]) -> Result<PublicKey, Error> {
    let number = |magnitude: &[u8]| der::encode(der::INTEGER, &[&[0], magnitude].concat());
    let exponent = match exponent {
        [first, ..] if *first < 0x80 => der::encode(der::INTEGER, exponent),
        _ => number(exponent),
    };
    let numbers = [number(modulus), exponent].concat();
    PublicKey::from_pkcs1_rsa_der(&der::encode(der::SEQUENCE, &numbers), "$.key")
}

const INVALID: &str = "key-invalid";
const UNSUPPORTED: &str = "key-unsupported";

#[test]
fn keys_of_every_kind() {
    for (text, name) in
        [(P256, "ecdsa-p256"), (P384, "ecdsa-p384"), (P521, "ecdsa-p521"), (ED25519, "ed25519")]
    {
        let key = key(text);
        assert_eq!(key.algorithm().name(), name);
        assert_eq!(key.spki_der(), bytes(text));
        assert_eq!(key.fingerprint(), Digest::of(DigestAlgorithm::Sha256, &bytes(text)));
        let text = pem("PUBLIC KEY", key.spki_der());
        assert_eq!(PublicKey::from_pem_or_der(text.as_bytes(), "$.key"), Ok(key.clone()));
        assert_eq!(PublicKey::from_pem_or_der(key.spki_der(), "$.key"), Ok(key.clone()));
        assert_eq!(key.ed25519_bytes().is_some(), name == "ed25519");
    }
    let raw = key(ED25519).ed25519_bytes().unwrap().to_vec();
    assert_eq!(Some(raw.as_slice()), bytes(ED25519).get(12..));
    assert!(format!("{:?}", key(P256)).starts_with("PublicKey(ecdsa-p256 "));
}

#[test]
fn rsa_keys_come_in_two_forms() {
    let pkcs1 = bytes(RSA_PKCS1);
    let key = PublicKey::from_pkcs1_rsa_der(&pkcs1, "$.key").unwrap();
    assert_eq!(key.algorithm(), KeyAlgorithm::Rsa { bits: 2048 });
    assert_eq!(key.algorithm().name(), "rsa-2048");
    assert_eq!(PublicKey::from_spki_der(key.spki_der(), "$.key"), Ok(key.clone()));
    let text = pem("RSA PUBLIC KEY", &pkcs1);
    assert_eq!(PublicKey::from_pem_or_der(text.as_bytes(), "$.key"), Ok(key));
}

#[test]
fn files_that_hold_no_key() {
    let public = pem("PUBLIC KEY", &bytes(P256));
    for text in [
        String::new(),
        "key".to_owned(),
        public.repeat(2),
        pem("CERTIFICATE", &bytes(P256)),
        pem("EC PRIVATE KEY", &bytes(P256)),
        public.replace("-----END", "----END"),
    ] {
        let error = PublicKey::from_pem_or_der(text.as_bytes(), "$.key").unwrap_err();
        assert_eq!(error.code(), "pem-invalid", "{text}");
    }
    let wrong = pem("RSA PUBLIC KEY", &bytes(P256));
    let invalid = Error::KeyInvalid { path: "$.key".to_owned() };
    assert_eq!(PublicKey::from_pem_or_der(wrong.as_bytes(), "$.key"), Err(invalid));
}

#[test]
fn other_encodings_are_refused() {
    let p256 = P256.to_owned();
    for (text, code) in [
        (String::new(), INVALID),
        ("3000".to_owned(), INVALID),
        (format!("{p256}00"), INVALID),
        (p256.get(..p256.len() - 2).unwrap().to_owned(), INVALID),
        // Unused bits, and no byte that counts them.
        (p256.replace("03420004", "03420104"), INVALID),
        // No curve, and NULL in its place.
        ("300f300906072a8648ce3d020103020004".to_owned(), INVALID),
        ("3011300b06072a8648ce3d0201050003020004".to_owned(), INVALID),
        (P256_HYBRID.to_owned(), INVALID),
        (P256_COMPRESSED.to_owned(), UNSUPPORTED),
        (P256_EXPLICIT.to_owned(), UNSUPPORTED),
        (SECP256K1.to_owned(), UNSUPPORTED),
        // The point at infinity, and a point on another curve.
        ("3019301306072a8648ce3d020106082a8648ce3d03010703020000".to_owned(), INVALID),
        (p256.replace("e1d9", "e1d8"), INVALID),
        (P384.replace("2a4a7a", "2a4a7b"), INVALID),
        (P521.replace("6a4bc01", "6a4bc02"), INVALID),
        // A point that is cut short.
        (
            "303730".to_owned()
                + "1306072a8648ce3d020106082a8648ce3d03010703200004"
                + &"02".repeat(30),
            INVALID,
        ),
        // Ed25519 with parameters, and as X25519 and Ed448.
        (ED25519.replace("302a300506032b6570", "302c300706032b65700500"), INVALID),
        (ED25519.replace("2b6570", "2b656e"), UNSUPPORTED),
        (ED25519.replace("2b6570", "2b6571"), UNSUPPORTED),
    ] {
        assert_eq!(read(&text).map_err(|error| error.code()), Err(code), "{text}");
    }
    let error = Error::KeyUnsupported { algorithm: "ecdsa on 1.3.132.0.10".to_owned() };
    assert_eq!(read(SECP256K1), Err(error));
}

#[test]
fn ed25519_points_are_canonical_and_not_of_small_order() {
    let (header, _) = ED25519.split_at(24);
    for point in [
        // All points of small order (RFC 7748's cofactor is 8), in each of their encodings.
        "0100000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        // A second encoding of a point of large order.
        "f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        // No point.
        "0200000000000000000000000000000000000000000000000000000000000000",
    ] {
        let code = read(&format!("{header}{point}")).map_err(|error| error.code());
        assert_eq!(code, Err(INVALID), "{point}");
    }
    let plain = "0300000000000000000000000000000000000000000000000000000000000000";
    assert!(read(&format!("{header}{plain}")).is_ok());
}

#[test]
fn rsa_sizes_and_exponents_are_bounded() {
    let modulus = |length: usize, first: u8| {
        let mut modulus = vec![0xff; length];
        *modulus.first_mut().unwrap() = first;
        modulus
    };
    let three = [3].as_slice();
    let usual = [1, 0, 1].as_slice();
    for (length, first, bits) in
        [(256, 0x80, 2048), (257, 0x81, 2056), (512, 0xff, 4096), (1024, 0xff, 8192)]
    {
        let key = rsa(&modulus(length, first), usual).unwrap();
        assert_eq!(key.algorithm(), KeyAlgorithm::Rsa { bits });
    }
    assert!(rsa(&modulus(256, 0x80), three).is_ok());
    let largest = [1, 0xff, 0xff, 0xff, 0xff].as_slice();
    assert!(rsa(&modulus(256, 0x80), largest).is_ok());
    let mut even = modulus(256, 0x80);
    *even.last_mut().unwrap() = 0xfe;
    for (modulus, exponent, code) in [
        (modulus(128, 0x80), usual, UNSUPPORTED),
        (modulus(255, 0xff), usual, UNSUPPORTED),
        (modulus(1025, 0x80), usual, UNSUPPORTED),
        (modulus(1 << 16, 0x80), usual, UNSUPPORTED),
        (even, usual, INVALID),
        (modulus(256, 0x80), [0].as_slice(), INVALID),
        (modulus(256, 0x80), &[1], INVALID),
        (modulus(256, 0x80), &[2], INVALID),
        (modulus(256, 0x80), &[1, 0, 0], INVALID),
        (modulus(256, 0x80), &[2, 0, 0, 0, 1], UNSUPPORTED),
        (modulus(256, 0x80), &[1, 0, 0, 0, 0, 1], UNSUPPORTED),
        (modulus(256, 0x80), &[0x7f; 256], UNSUPPORTED),
        (Vec::new(), usual, UNSUPPORTED),
    ] {
        let read = rsa(&modulus, exponent).map_err(|error| error.code());
        assert_eq!(read, Err(code), "{} {exponent:02x?}", modulus.len());
    }
    let error = Error::KeyUnsupported { algorithm: "rsa-1024".to_owned() };
    assert_eq!(rsa(&modulus(128, 0x80), usual), Err(error));
    // A negative modulus, and something behind the numbers.
    let pkcs1 = RSA_PKCS1.replace("0282010100a4", "0282010180a4");
    assert!(PublicKey::from_pkcs1_rsa_der(&bytes(&pkcs1), "$.key").is_err());
    let longer = [bytes(RSA_PKCS1), vec![0]].concat();
    assert!(PublicKey::from_pkcs1_rsa_der(&longer, "$.key").is_err());
    // An identifier without its NULL.
    let spki = PublicKey::from_pkcs1_rsa_der(&bytes(RSA_PKCS1), "$.key").unwrap();
    let bare: Vec<u8> = [&[0x30, 0x0b][..], RSA_ALGORITHM.get(2..13).unwrap()].concat();
    let bits = spki.spki_der().get(19..).unwrap();
    let spki = der::encode(der::SEQUENCE, &[bare.as_slice(), bits].concat());
    assert_eq!(PublicKey::from_spki_der(&spki, "").map_err(|error| error.code()), Err(INVALID));
}
