//! Project Wycheproof's vectors, against every scheme.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test's panic is its answer")]

use std::collections::{BTreeMap, BTreeSet};

use wycheproof::{
    HashFunction, TestResult, ecdsa, eddsa, mldsa_verify, rsa_pkcs1_verify, rsa_pss_verify,
};

use super::*;
use crate::digest::{Digest, DigestAlgorithm, Digests};
use crate::encoding::pem;
use crate::error::Error;

/// Vectors with another answer here than the one that Wycheproof expects: the set, the first and
/// last of the cases, and why. Nothing else may differ, and each of these must.
const EXCEPTIONS: &[(&str, usize, usize, &str)] = &[
    ("RsaPss2048Sha256Mgf1SaltLen0", 67, 70, ANY_SALT),
    ("RsaPss2048Sha256Mgf1SaltLen0WithParams", 67, 70, ANY_SALT),
    ("RsaPss2048Sha256Mgf1SaltLen32", 67, 72, ANY_SALT),
    ("RsaPss2048Sha256Mgf1SaltLen32WithParams", 67, 72, ANY_SALT),
    ("RsaPss2048Sha256Mgf1Sha1_20", 1, 61, ONE_HASH),
    ("RsaPss2048Sha256Mgf1Sha1_20", 73, 74, ONE_HASH),
    ("RsaPss2048Sha384Mgf1SaltLen48", 99, 105, ANY_SALT),
    ("RsaPss2048Sha512Mgf1Sha256SaltLen32WithParams", 1, 130, ONE_HASH),
    ("RsaPss2048Sha512Mgf1Sha256SaltLen32WithParams", 142, 143, ONE_HASH),
    ("RsaPss3072Sha256Mgf1SaltLen32", 67, 72, ANY_SALT),
    ("RsaPss3072Sha256Mgf1SaltLen32WithParams", 67, 72, ANY_SALT),
    ("RsaPss4096Sha256Mgf1SaltLen32", 67, 72, ANY_SALT),
    ("RsaPss4096Sha384Mgf1SaltLen48", 99, 105, ANY_SALT),
    ("RsaPss4096Sha512Mgf1SaltLen32", 136, 141, ANY_SALT),
    ("RsaPss4096Sha512Mgf1SaltLen32WithParams", 136, 141, ANY_SALT),
    ("RsaPss4096Sha512Mgf1SaltLen64", 136, 142, ANY_SALT),
    ("RsaPss4096Sha512Mgf1SaltLen64WithParams", 136, 142, ANY_SALT),
    ("RsaPssmisc", 61, 72, ONE_HASH),
    ("RsaPssmisc", 79, 108, ONE_HASH),
    ("RsaPssmisc", 115, 144, ONE_HASH),
    ("RsaPssmiscWithParams", 61, 72, ONE_HASH),
    ("RsaPssmiscWithParams", 79, 108, ONE_HASH),
    ("RsaPssmiscWithParams", 115, 144, ONE_HASH),
];

/// The set fixes one length of the salt; here the signature says which it has, as the keys and
/// bundles of Sigstore name none.
const ANY_SALT: &str = "a salt of any length is accepted";
/// A mask of another hash is in no key and no algorithm that Sigstore registers.
const ONE_HASH: &str = "the mask must use the hash of the message";

/// `id-RSASSA-PSS`.
const RSASSA_PSS: &str = "1.2.840.113549.1.1.10";

/// One vector.
struct Vector<'a> {
    set: String,
    id: usize,
    expected: TestResult,
    message: &'a [u8],
    signature: &'a [u8],
}

/// Counts what was run, and remembers every difference.
#[derive(Default)]
struct Run {
    counts: BTreeMap<String, usize>,
    sets: BTreeSet<String>,
    differences: BTreeSet<(String, usize)>,
}

impl Run {
    fn check(&mut self, key: &Result<PublicKey, Error>, scheme: Scheme, vector: &Vector<'_>) {
        *self.counts.entry(scheme.name()).or_default() += 1;
        self.sets.insert(vector.set.clone());
        let valid = key.as_ref().is_ok_and(|key| every_way(key, scheme, vector));
        // What is merely acceptable is refused.
        if valid != (vector.expected == TestResult::Valid) {
            self.differences.insert((vector.set.clone(), vector.id));
        }
    }

    /// Prints the counts and holds the differences against the table.
    fn finish(self) {
        for (scheme, count) in &self.counts {
            println!("{scheme}: {count} vectors");
        }
        let mut written = BTreeSet::new();
        for (set, first, last, reason) in EXCEPTIONS {
            if self.sets.contains(*set) {
                println!("{set} {first} to {last}: {reason}");
                written.extend((*first..=*last).map(|id| ((*set).to_owned(), id)));
            }
        }
        let surprises: Vec<_> = self.differences.symmetric_difference(&written).collect();
        assert!(surprises.is_empty(), "{surprises:?}");
    }
}

/// Verifies a vector by each way in, which must all answer the same.
fn every_way(key: &PublicKey, scheme: Scheme, vector: &Vector<'_>) -> bool {
    let (message, signature) = (vector.message, vector.signature);
    let whole = RustCrypto.verify(key, scheme, Message::Bytes(message), signature);
    let other = if scheme == Scheme::MlDsa {
        // It has no other way in.
        whole.clone()
    } else if scheme == Scheme::Ed25519 {
        MessageStream::new(key, signature).and_then(|mut stream| {
            message.chunks(7).for_each(|chunk| stream.update(chunk));
            stream.finish()
        })
    } else {
        let digests: Digests =
            DigestAlgorithm::ALL.into_iter().map(|known| Digest::of(known, message)).collect();
        RustCrypto.verify(key, scheme, Message::Digests(&digests), signature)
    };
    assert_eq!(whole, other, "{} {}", vector.set, vector.id);
    if let Err(error) = &whole {
        assert_eq!(error, &Error::SignatureInvalid {}, "{} {}", vector.set, vector.id);
    }
    whole.is_ok()
}

fn sha2(hash: HashFunction) -> Option<DigestAlgorithm> {
    match hash {
        HashFunction::Sha2_256 => Some(DigestAlgorithm::Sha256),
        HashFunction::Sha2_384 => Some(DigestAlgorithm::Sha384),
        HashFunction::Sha2_512 => Some(DigestAlgorithm::Sha512),
        _ => None,
    }
}

#[test]
fn ecdsa_vectors() {
    use ecdsa::TestName::*;
    let mut run = Run::default();
    for name in [
        EcdsaSecp256r1Sha256,
        EcdsaSecp256r1Sha512,
        EcdsaSecp384r1Sha256,
        EcdsaSecp384r1Sha384,
        EcdsaSecp384r1Sha512,
        EcdsaSecp521r1Sha512,
    ] {
        for group in ecdsa::TestSet::load(name).unwrap().test_groups {
            let key = PublicKey::from_spki_der(&group.der, "key");
            assert_eq!(PublicKey::from_pem_or_der(group.pem.as_bytes(), "key"), key);
            let scheme = Scheme::Ecdsa(sha2(group.hash).unwrap());
            for test in &group.tests {
                let vector = Vector {
                    set: format!("{name:?}"),
                    id: test.tc_id,
                    expected: test.result,
                    message: &test.msg,
                    signature: &test.sig,
                };
                run.check(&key, scheme, &vector);
            }
        }
    }
    run.finish();
}

#[test]
fn ed25519_vectors() {
    let mut run = Run::default();
    let name = eddsa::TestName::Ed25519;
    for group in eddsa::TestSet::load(name).unwrap().test_groups {
        let key = PublicKey::from_spki_der(&group.der, "key");
        for test in &group.tests {
            let vector = Vector {
                set: format!("{name:?}"),
                id: test.tc_id,
                expected: test.result,
                message: &test.msg,
                signature: &test.sig,
            };
            run.check(&key, Scheme::Ed25519, &vector);
        }
    }
    run.finish();
}

#[test]
fn ml_dsa_vectors() {
    let mut run = Run::default();
    for name in mldsa_verify::TestName::all() {
        for group in mldsa_verify::TestSet::load(name).unwrap().test_groups {
            // A key of a wrong length stands for itself, without an encoding.
            let pem = pem::encode("PUBLIC KEY", &group.der);
            let key = PublicKey::from_ml_dsa_pem(pem.as_bytes(), "key");
            for test in &group.tests {
                // TUF signs with no context.
                if test.ctx.as_ref().is_some_and(|context| !context.is_empty()) {
                    continue;
                }
                let vector = Vector {
                    set: format!("{name:?}"),
                    id: test.tc_id,
                    expected: test.result,
                    message: &test.msg,
                    signature: &test.sig,
                };
                run.check(&key, Scheme::MlDsa, &vector);
            }
        }
    }
    run.finish();
}

#[test]
fn rsa_pkcs1v15_vectors() {
    let mut run = Run::default();
    for name in rsa_pkcs1_verify::TestName::all() {
        for group in rsa_pkcs1_verify::TestSet::load(name).unwrap().test_groups {
            let Some(digest) = sha2(group.hash) else { continue };
            let key = PublicKey::from_spki_der(&group.der, "key");
            for test in &group.tests {
                let vector = Vector {
                    set: format!("{name:?}"),
                    id: test.tc_id,
                    expected: test.result,
                    message: &test.msg,
                    signature: &test.sig,
                };
                run.check(&key, Scheme::RsaPkcs1v15(digest), &vector);
            }
        }
    }
    run.finish();
}

#[test]
fn rsa_pss_vectors() {
    let mut run = Run::default();
    for name in rsa_pss_verify::TestName::all() {
        for group in rsa_pss_verify::TestSet::load(name).unwrap().test_groups {
            let Some(digest) = sha2(group.hash) else { continue };
            let key = PublicKey::from_pkcs1_rsa_der(&group.asn_key, "key");
            // Keys that say themselves that they are for PSS only are of an unsupported kind; the
            // same numbers still make a key.
            match PublicKey::from_spki_der(&group.der, "key") {
                Err(Error::KeyUnsupported { algorithm }) => assert_eq!(algorithm, RSASSA_PSS),
                plain => assert_eq!(plain, key),
            }
            for test in &group.tests {
                let vector = Vector {
                    set: format!("{name:?}"),
                    id: test.tc_id,
                    expected: test.result,
                    message: &test.msg,
                    signature: &test.sig,
                };
                run.check(&key, Scheme::RsaPss(digest), &vector);
            }
        }
    }
    run.finish();
}
