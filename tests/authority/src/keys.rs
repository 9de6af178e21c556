//! Keys from names: the same name always gives the same key. None guards anything.

use ed25519_dalek::Signer;
use p256::ecdsa::signature::hazmat::PrehashSigner;
use rsa::rand_core::{TryCryptoRng, TryRng};
use rsa::traits::PublicKeyParts;
use rsa::{BoxedUint, Pkcs1v15Sign, PrivateKey, Pss};
use sha2::{Digest, Sha256, Sha384, Sha512};

use crate::der;
use crate::ml_dsa::MlDsaKey;

/// A private key.
#[derive(Clone)]
pub enum Key {
    P256(p256::ecdsa::SigningKey),
    P384(p384::ecdsa::SigningKey),
    P521(p521::ecdsa::SigningKey),
    Ed25519(ed25519_dalek::SigningKey),
    MlDsa(Box<MlDsaKey>),
    Rsa(Box<PrivateKey>),
}

/// How a signature is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    Ecdsa(Hash),
    Ed25519,
    Ed25519ph,
    MlDsa,
    Pkcs1v15(Hash),
    Pss(Hash),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hash {
    /// Only to be refused.
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    pub fn of(self, bytes: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha1 => sha1(bytes),
            Self::Sha256 => Sha256::digest(bytes).to_vec(),
            Self::Sha384 => Sha384::digest(bytes).to_vec(),
            Self::Sha512 => Sha512::digest(bytes).to_vec(),
        }
    }

    /// `sha256`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sha1 => "sha1",
            Self::Sha256 => "sha256",
            Self::Sha384 => "sha384",
            Self::Sha512 => "sha512",
        }
    }

    /// The name in protobuf-specs.
    pub const fn proto_name(self) -> &'static str {
        match self {
            Self::Sha1 => "SHA1",
            Self::Sha256 => "SHA2_256",
            Self::Sha384 => "SHA2_384",
            Self::Sha512 => "SHA2_512",
        }
    }

    pub const fn oid(self) -> &'static str {
        match self {
            Self::Sha1 => "1.3.14.3.2.26",
            Self::Sha256 => "2.16.840.1.101.3.4.2.1",
            Self::Sha384 => "2.16.840.1.101.3.4.2.2",
            Self::Sha512 => "2.16.840.1.101.3.4.2.3",
        }
    }
}

pub fn sha1(bytes: &[u8]) -> Vec<u8> {
    use sha1::Digest;
    sha1::Sha1::digest(bytes).to_vec()
}

pub fn sha256(bytes: &[u8]) -> Vec<u8> {
    Hash::Sha256.of(bytes)
}

/// A number from a name, with the top bits clear so that it is below every curve's order.
fn seed<const LENGTH: usize>(name: &str) -> [u8; LENGTH] {
    let mut bytes = [0; LENGTH];
    let digest = Sha512::digest(format!("touchstone test authority: {name}"));
    let length = LENGTH.min(digest.len());
    bytes[LENGTH - length..].copy_from_slice(&digest[..length]);
    bytes[0] &= 0x7f;
    bytes
}

impl Key {
    pub fn p256(name: &str) -> Self {
        Self::P256(p256::ecdsa::SigningKey::from_slice(&seed::<32>(name)).expect("in range"))
    }

    pub fn p384(name: &str) -> Self {
        Self::P384(p384::ecdsa::SigningKey::from_slice(&seed::<48>(name)).expect("in range"))
    }

    pub fn p521(name: &str) -> Self {
        Self::P521(p521::ecdsa::SigningKey::from_slice(&seed::<66>(name)).expect("in range"))
    }

    pub fn ed25519(name: &str) -> Self {
        Self::Ed25519(ed25519_dalek::SigningKey::from_bytes(&seed::<32>(name)))
    }

    pub fn ml_dsa_44(name: &str) -> Self {
        Self::MlDsa(Box::new(MlDsaKey::ml_dsa_44(seed(name))))
    }

    pub fn ml_dsa_65(name: &str) -> Self {
        Self::MlDsa(Box::new(MlDsaKey::ml_dsa_65(seed(name))))
    }

    pub fn ml_dsa_87(name: &str) -> Self {
        Self::MlDsa(Box::new(MlDsaKey::ml_dsa_87(seed(name))))
    }

    pub fn rsa2048() -> Self {
        Self::rsa(RSA_2048, 1024)
    }

    pub fn rsa4096() -> Self {
        Self::rsa(RSA_4096, 2048)
    }

    fn rsa(primes: (&str, &str), bits: u32) -> Self {
        let number = |text: &str| {
            BoxedUint::from_be_slice(&crate::text::unhex(text), bits).expect("a prime")
        };
        let exponent = BoxedUint::from(65_537u64);
        let key = PrivateKey::from_p_q(number(primes.0), number(primes.1), exponent);
        Self::Rsa(Box::new(key.expect("two primes")))
    }

    /// The scheme such a key usually signs with.
    pub const fn scheme(&self) -> Scheme {
        match self {
            Self::P256(_) => Scheme::Ecdsa(Hash::Sha256),
            Self::P384(_) => Scheme::Ecdsa(Hash::Sha384),
            Self::P521(_) => Scheme::Ecdsa(Hash::Sha512),
            Self::Ed25519(_) => Scheme::Ed25519,
            Self::MlDsa(_) => Scheme::MlDsa,
            Self::Rsa(_) => Scheme::Pkcs1v15(Hash::Sha256),
        }
    }

    /// `PublicKeyDetails` of protobuf-specs.
    pub fn details(&self, scheme: Scheme) -> String {
        let size = match self {
            Self::Rsa(key) => key.n().bit_width(),
            _ => 0,
        };
        match (self, scheme) {
            (Self::P256(_), _) => "PKIX_ECDSA_P256_SHA_256".to_owned(),
            (Self::P384(_), Scheme::Ecdsa(Hash::Sha256)) => "PKIX_ECDSA_P384_SHA_256".to_owned(),
            (Self::P384(_), _) => "PKIX_ECDSA_P384_SHA_384".to_owned(),
            (Self::P521(_), _) => "PKIX_ECDSA_P521_SHA_512".to_owned(),
            (Self::Ed25519(_), Scheme::Ed25519ph) => "PKIX_ED25519_PH".to_owned(),
            (Self::Ed25519(_), _) => "PKIX_ED25519".to_owned(),
            (Self::MlDsa(key), _) => key.name().to_uppercase().replace('-', "_"),
            (Self::Rsa(_), Scheme::Pss(_)) => format!("PKIX_RSA_PSS_{size}_SHA256"),
            (Self::Rsa(_), _) => format!("PKIX_RSA_PKCS1V15_{size}_SHA256"),
        }
    }

    /// Signs as usual.
    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        self.sign_with(self.scheme(), message)
    }

    pub fn sign_with(&self, scheme: Scheme, message: &[u8]) -> Vec<u8> {
        match (self, scheme) {
            (Self::P256(key), Scheme::Ecdsa(hash)) => {
                let signature: p256::ecdsa::Signature =
                    key.sign_prehash(&hash.of(message)).expect("signs");
                signature.to_der().as_bytes().to_vec()
            }
            (Self::P384(key), Scheme::Ecdsa(hash)) => {
                let signature: p384::ecdsa::Signature =
                    key.sign_prehash(&hash.of(message)).expect("signs");
                signature.to_der().as_bytes().to_vec()
            }
            (Self::P521(key), Scheme::Ecdsa(hash)) => {
                let signature: p521::ecdsa::Signature =
                    key.sign_prehash(&hash.of(message)).expect("signs");
                signature.to_der().as_bytes().to_vec()
            }
            (Self::Ed25519(key), Scheme::Ed25519) => key.sign(message).to_bytes().to_vec(),
            (Self::Ed25519(key), Scheme::Ed25519ph) => {
                let mut digest = Sha512::new();
                digest.update(message);
                key.sign_prehashed(digest, None).expect("signs").to_bytes().to_vec()
            }
            (Self::MlDsa(key), Scheme::MlDsa) => key.sign(message),
            (Self::Rsa(key), Scheme::Pkcs1v15(hash)) => {
                let padding = match hash {
                    Hash::Sha256 => Pkcs1v15Sign::new::<Sha256>(),
                    Hash::Sha384 => Pkcs1v15Sign::new::<Sha384>(),
                    Hash::Sha512 => Pkcs1v15Sign::new::<Sha512>(),
                    Hash::Sha1 => panic!("nobody signs this way"),
                };
                key.sign(padding, &hash.of(message)).expect("signs")
            }
            (Self::Rsa(key), Scheme::Pss(hash)) => {
                let digest = hash.of(message);
                let mut salt = Salt::new(&digest);
                match hash {
                    Hash::Sha256 => key.sign_with_rng(&mut salt, Pss::<Sha256>::new(), &digest),
                    Hash::Sha384 => key.sign_with_rng(&mut salt, Pss::<Sha384>::new(), &digest),
                    Hash::Sha512 => key.sign_with_rng(&mut salt, Pss::<Sha512>::new(), &digest),
                    Hash::Sha1 => panic!("nobody signs this way"),
                }
                .expect("signs")
            }
            _ => panic!("this key has no such scheme"),
        }
    }

    /// `SubjectPublicKeyInfo` (RFC 5480, RFC 8410, RFC 4055).
    pub fn spki(&self) -> Vec<u8> {
        const EC: &str = "1.2.840.10045.2.1";
        let ec = |curve: &str, point: &[u8]| {
            let algorithm = der::sequence(&[&der::oid(EC), &der::oid(curve)]);
            der::sequence(&[&algorithm, &der::bits(point)])
        };
        match self {
            Self::P256(key) => {
                ec("1.2.840.10045.3.1.7", key.verifying_key().to_sec1_point(false).as_bytes())
            }
            Self::P384(key) => {
                ec("1.3.132.0.34", key.verifying_key().to_sec1_point(false).as_bytes())
            }
            Self::P521(key) => {
                ec("1.3.132.0.35", key.verifying_key().to_sec1_point(false).as_bytes())
            }
            Self::Ed25519(_) => {
                der::sequence(&[&der::algorithm("1.3.101.112"), &der::bits(&self.raw_public())])
            }
            Self::MlDsa(key) => key.spki(),
            Self::Rsa(_) => der::sequence(&[
                &der::algorithm_null("1.2.840.113549.1.1.1"),
                &der::bits(&self.raw_public()),
            ]),
        }
    }

    /// The 32 bytes of Ed25519, or `RSAPublicKey`.
    pub fn raw_public(&self) -> Vec<u8> {
        match self {
            Self::Ed25519(key) => key.verifying_key().to_bytes().to_vec(),
            Self::Rsa(key) => der::sequence(&[
                &der::unsigned(&key.n().to_be_bytes()),
                &der::unsigned(&key.e().to_be_bytes()),
            ]),
            _ => panic!("this key has no raw form"),
        }
    }

    pub fn pem(&self) -> String {
        crate::text::pem("PUBLIC KEY", &self.spki())
    }

    /// `AlgorithmIdentifier` of a certificate that this key signs.
    pub fn certificate_algorithm(&self) -> Vec<u8> {
        match self {
            Self::P256(_) => der::algorithm("1.2.840.10045.4.3.2"),
            Self::P384(_) => der::algorithm("1.2.840.10045.4.3.3"),
            Self::P521(_) => der::algorithm("1.2.840.10045.4.3.4"),
            Self::Ed25519(_) => der::algorithm("1.3.101.112"),
            Self::MlDsa(_) => panic!("no authority signs this way"),
            Self::Rsa(_) => der::algorithm_null("1.2.840.113549.1.1.11"),
        }
    }
}

/// The other signature over the same message that ECDSA always has: r and the order minus s.
pub fn with_high_s(signature: &[u8]) -> Vec<u8> {
    let parsed = p256::ecdsa::Signature::from_der(signature).expect("a P-256 signature");
    let s = parsed.s();
    let negated = p256::ecdsa::Signature::from_scalars(parsed.r(), -*s).expect("two scalars");
    let high = if negated.normalize_s() == negated { parsed } else { negated };
    high.to_der().as_bytes().to_vec()
}

/// Salts of RSA-PSS that depend on what is signed alone, so that vectors are reproducible.
struct Salt {
    state: Vec<u8>,
}

impl Salt {
    fn new(digest: &[u8]) -> Self {
        Self { state: digest.to_vec() }
    }
}

impl TryRng for Salt {
    type Error = core::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_be_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_be_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, destination: &mut [u8]) -> Result<(), Self::Error> {
        for chunk in destination.chunks_mut(32) {
            self.state = sha256(&self.state);
            chunk.copy_from_slice(&self.state[..chunk.len()]);
        }
        Ok(())
    }
}

impl TryCryptoRng for Salt {}

/// Two primes each; RSA keys cannot be had from a seed in reasonable time.
const RSA_2048: (&str, &str) = (
    "\
    ec7784f6efe5a29e72f35f04f90f07ee56b200b788c4a2b505a4151b96e6ea43e93e425d8371afd745bb\
    21240371c61f5c50582c540685e590e0421467e9d2894f5a72c00a5de19c7754dbbcfa16598d518b8360\
    411b7d953a748596a7bb4934dc7caddbc45a44093b3bea7514e8e9b384eca6ae20c4cae100d7ce115b21\
    20e9\
    ",
    "\
    d80049f8d8d1a63ec5b63d6e84ade9cf4804307418d2ddad5148376c398e8961ebc864d7fe57a292ab86\
    dfd815331cce5c7e877aa61b822b9c91a5fb465b3aa0c04aef19f38ee5d32fb6f981c679f03416a54fc7\
    66d28dfc48d151e70f8db80db17e6374454ab894eacb5a09b030f9468da5527f10eab4f7503c5602b37e\
    c38f\
    ",
);

const RSA_4096: (&str, &str) = (
    "\
    e409f944e36c51f35ee40b26dfba805a0186d646ef9fc028a79940ba78a0b343fdf70445081210a8d66d\
    8d4fcba18acf02c0c3249539644bda9b135a98814b6157f7e0a0d91f53567117fc4f80efd780f37fdf8e\
    7ca9fd60a05c5f39e2b866da5c83538fe95332ebc5a7a3c665380e1a8fb2419ae310fa75f6c941684fbc\
    abb460deb811918a470317112a4f4c0e2552e92bcf18b498590b3d2386c7a3ba73bc165efaad01cb5244\
    8c107c8f7fac6faa760c9c8161b9fedc4eb45d702a1b7f0d5ea775afbf04d32426a575391a0c4358750d\
    27db67dab6553963cb7100624880f329a283ab6a8182525d445796961b4fe9622e882aa8e46dc2128850\
    48b8821f\
    ",
    "\
    d2f54e94c7d7057cac802fe29eea110590718ac783bdfed215955d47cf6e31eb3d030c04e8166a511f9d\
    e24b35e628ce0d9b821af60b9f6c8f225112e7b883f3ce3a4e53aba707098e28f1bd83798dae14e5f852\
    ba918eb963b1cc8f758739f9e45b21ef38ff64d39faf45d87c3ebfd028ad7a774b8eddfbf90191b4880a\
    45b149e97847cb512ec6608e9c420b3e1e8ebae5c76275f4478b365595d92560c52e0e2336ee14ea9da2\
    f268b37f1432f6a560cc17a574419f97c05b962fa1cf741740dea9452c808aa4b7d81b23080d00a0410a\
    49daae0fcfabd61eb66c95c0dee2ff0c81d1c7f201c81800704d043fdf972dddca79922c620cb82ec8da\
    e5e44eb5\
    ",
);
