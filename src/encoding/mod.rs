//! Bounded decoding of the encodings that formats are made of. Nothing here knows what the
//! decoded bytes mean.

pub(crate) mod base64;
pub(crate) mod canonical_json;
pub(crate) mod der;
#[cfg(any(target_arch = "wasm32", test))]
pub(crate) mod gzip;
pub(crate) mod hex;
pub(crate) mod inflate;
pub(crate) mod json;
pub(crate) mod pem;

#[cfg(test)]
mod random_tests;
