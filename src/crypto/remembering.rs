//! A verifier that asks another one no question twice.
//!
//! Whether a signature is a key's over a message has one answer for all time, so it may be kept:
//! commits that share a certificate, or entries that share a checkpoint, are then checked once.
//! What depends on a time is no question of this kind and is never kept.

use std::cell::RefCell;
use std::collections::HashMap;

use sha2::{Digest as _, Sha256};

use crate::crypto::{Message, PublicKey, Scheme, SignatureVerifier};
use crate::error::Error;

/// Of more answers than this all are forgotten.
const LIMIT: usize = 1 << 16;

/// Keeps another verifier's answers.
#[derive(Debug, Default)]
pub(crate) struct Remembering<V> {
    verifier: V,
    /// By SHA-256 of the question; whether the signature is right.
    answers: RefCell<HashMap<[u8; 32], bool>>,
}

impl<V: SignatureVerifier> SignatureVerifier for Remembering<V> {
    fn verify(
        &self,
        key: &PublicKey,
        scheme: Scheme,
        message: Message<'_>,
        signature: &[u8],
    ) -> Result<(), Error> {
        let question = question(key, scheme, message, signature);
        match self.answers.borrow().get(&question) {
            Some(true) => return Ok(()),
            Some(false) => return Err(Error::SignatureInvalid {}),
            None => {}
        }
        let answer = self.verifier.verify(key, scheme, message, signature);
        let right = match answer {
            Ok(()) => true,
            Err(Error::SignatureInvalid {}) => false,
            // Anything else was no answer to the question.
            Err(_) => return answer,
        };
        let mut answers = self.answers.borrow_mut();
        if answers.len() == LIMIT {
            answers.clear();
        }
        answers.insert(question, right);
        answer
    }
}

/// Every part with its length before it, so that no two questions look alike.
fn question(key: &PublicKey, scheme: Scheme, message: Message<'_>, signature: &[u8]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    let mut add = |part: &[u8]| {
        hasher.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        hasher.update(part);
    };
    add(key.spki_der());
    add(scheme.name().as_bytes());
    add(signature);
    match message {
        Message::Bytes(bytes) => {
            add(b"bytes");
            add(bytes);
        }
        Message::Digests(digests) => {
            for digest in digests {
                add(digest.algorithm().name().as_bytes());
                add(digest.as_bytes());
            }
        }
    }
    hasher.finalize().into()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test's panic is its answer")]
mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::digest::{Digest, DigestAlgorithm, Digests};

    /// Says right to signatures that begin with `r`, and counts how often it was asked.
    #[derive(Default)]
    struct Counting(Cell<usize>);

    impl SignatureVerifier for Counting {
        fn verify(
            &self,
            _: &PublicKey,
            _: Scheme,
            message: Message<'_>,
            signature: &[u8],
        ) -> Result<(), Error> {
            self.0.set(self.0.get() + 1);
            match signature.first() {
                Some(b'r') => Ok(()),
                Some(b'w') => Err(Error::SignatureInvalid {}),
                _ => message.bytes().map(|_| ()),
            }
        }
    }

    #[test]
    fn no_question_is_asked_twice() {
        let key = include_bytes!("../../tests/vectors/sigstore/key-p256/key.pub");
        let key = PublicKey::from_pem_or_der(key, "key").unwrap();
        let other = include_bytes!("../../tests/vectors/sigstore/key-ed25519/key.pub");
        let other = PublicKey::from_pem_or_der(other, "key").unwrap();
        let remembering = Remembering::<Counting>::default();
        let scheme = Scheme::Ecdsa(DigestAlgorithm::Sha256);
        let digests: Digests = [Digest::of(DigestAlgorithm::Sha256, b"a")].into_iter().collect();
        let questions = [
            (&key, scheme, Message::Bytes(b"a"), b"right".as_slice(), true),
            (&key, scheme, Message::Bytes(b"a"), b"wrong", false),
            (&key, scheme, Message::Bytes(b"b"), b"right", true),
            (&key, scheme, Message::Digests(&digests), b"right", true),
            (&key, Scheme::Ecdsa(DigestAlgorithm::Sha384), Message::Bytes(b"a"), b"right", true),
            (&other, scheme, Message::Bytes(b"a"), b"right", true),
            (&key, scheme, Message::Bytes(b"aright"), b"r", true),
        ];
        for _ in 0..3 {
            for (key, scheme, message, signature, right) in questions {
                assert_eq!(remembering.verify(key, scheme, message, signature).is_ok(), right);
            }
        }
        assert_eq!(remembering.verifier.0.get(), questions.len());
        // What cannot be answered is asked again.
        for _ in 0..2 {
            let answer = remembering.verify(&key, scheme, Message::Digests(&digests), b"");
            assert_eq!(answer, Err(Error::MessageNeeded {}));
        }
        assert_eq!(remembering.verifier.0.get(), questions.len() + 2);
    }
}
