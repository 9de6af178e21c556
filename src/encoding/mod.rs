//! Bounded decoding of the encodings that formats are made of. Nothing here knows what the
//! decoded bytes mean.

pub(crate) mod base64;
pub(crate) mod canonical_json;
pub(crate) mod der;
pub(crate) mod hex;
pub(crate) mod inflate;
pub(crate) mod json;
pub(crate) mod pem;

#[cfg(test)]
mod random_tests;
