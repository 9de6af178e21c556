//! The binding to JavaScript: thin, and the only place that knows it.
//!
//! Structured values cross as JSON text, which engines read faster than they build objects one
//! field at a time. An error crosses as an object `{code, stage, facts}`. The types for TypeScript
//! are written by hand in `pkg-template/core.d.ts`.

#![allow(unreachable_pub, reason = "JavaScript reaches it")]
#![allow(unsafe_code, reason = "what wasm-bindgen generates; nothing here is written with it")]

mod archives;
mod hashing;
mod images;
mod refresh;
mod session;

use js_sys::JSON;
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::digest::{Digest, DigestAlgorithm, Digests};
use crate::encoding::json::{self, Node};
use crate::error::Error;
use crate::trust::EmbeddedRoots;

/// The package's version.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// The largest evidence, in bytes.
#[wasm_bindgen(js_name = fileLimit)]
pub fn file_limit() -> u32 {
    u32::try_from(crate::session::FILE_LIMIT).unwrap_or(u32::MAX)
}

/// What a file is: its kind, and what files of that kind are for.
#[wasm_bindgen]
pub fn sniff(bytes: &[u8], name: &str) -> Result<JsValue, JsValue> {
    let kind = crate::sniff::sniff(bytes, name);
    to_js(&serde_json::json!({ "kind": kind, "role": kind.role() }))
}

/// What a file is and claims; nothing of it is checked.
#[wasm_bindgen]
pub fn inspect(bytes: &[u8], name: &str) -> Result<JsValue, JsValue> {
    to_js(&crate::inspect::inspect(bytes, name))
}

/// The trusted roots that come with the module; with `staging`, Sigstore's staging instance.
#[wasm_bindgen]
pub fn trust(staging: Option<bool>) -> Result<JsValue, JsValue> {
    let roots =
        if staging.unwrap_or(false) { EmbeddedRoots::Staging } else { EmbeddedRoots::Production };
    to_js(&crate::inspect::embedded_roots(roots).map_err(thrown)?)
}

/// What a trusted root of the user's names, from when and until when.
#[wasm_bindgen(js_name = inspectTrustedRoot)]
pub fn inspect_trusted_root(bytes: &[u8], name: &str) -> Result<JsValue, JsValue> {
    to_js(&crate::inspect::inspect_trusted_root(bytes, name).map_err(thrown)?)
}

/// What a policy demands.
#[wasm_bindgen(js_name = explainPolicy)]
pub fn explain_policy(bytes: &[u8]) -> Result<JsValue, JsValue> {
    to_js(&crate::policy::Expectation::located_from_json(bytes).map_err(misread)?.explain())
}

/// A mistake in a policy as it is thrown.
fn misread(fault: crate::policy::PolicyFault) -> JsValue {
    thrown_as(fault.error.code(), fault.error.stage().name(), fault.facts())
}

/// A value as a JavaScript object, by way of its JSON.
fn to_js(value: &impl Serialize) -> Result<JsValue, JsValue> {
    let text = serde_json::to_string(value).map_err(|error| error.to_string())?;
    JSON::parse(&text)
}

/// Far more digests than anything has.
const DIGESTS_MAX: usize = 16;

/// An object's JSON.
fn json_of(value: &JsValue) -> Result<String, JsValue> {
    Ok(JSON::stringify(value)?.as_string().unwrap_or_default())
}

/// An error as it is thrown.
fn thrown(error: Error) -> JsValue {
    thrown_as(error.code(), error.stage().name(), error.facts())
}

/// An error of the binding itself.
fn thrown_as(code: &str, stage: &str, facts: crate::error::Facts) -> JsValue {
    let error = serde_json::json!({ "code": code, "stage": stage, "facts": facts });
    to_js(&error).unwrap_or_else(|_| JsValue::from_str(code))
}

/// Digest algorithms by their names.
fn algorithms(names: &[String]) -> Result<Vec<DigestAlgorithm>, JsValue> {
    names
        .iter()
        .map(|name| {
            DigestAlgorithm::from_name(name)
                .ok_or_else(|| thrown(Error::AlgorithmUnsupported { algorithm: name.clone() }))
        })
        .collect()
}

/// Digests from an object of hexadecimal texts.
fn digests(object: &JsValue) -> Result<Digests, JsValue> {
    let json = json::parse(json_of(object)?.as_bytes()).map_err(thrown)?;
    let mut digests = Digests::default();
    for (name, value) in Node::root(&json).entries(DIGESTS_MAX).map_err(thrown)? {
        let algorithm = DigestAlgorithm::from_name(name)
            .ok_or_else(|| thrown(Error::AlgorithmUnsupported { algorithm: name.to_owned() }))?;
        let digest = Digest::from_hex(algorithm, value.text().map_err(thrown)?);
        digests.insert(digest.map_err(thrown)?);
    }
    Ok(digests)
}

/// A digest of a kind that is not computed here, where it is the only one.
fn other_digest(object: &JsValue) -> Result<Option<(String, String)>, JsValue> {
    let json = json::parse(json_of(object)?.as_bytes()).map_err(thrown)?;
    let entries = Node::root(&json).entries(DIGESTS_MAX).map_err(thrown)?;
    match entries.as_slice() {
        [(name, value)] if DigestAlgorithm::from_name(name).is_none() => {
            Ok(Some(((*name).to_owned(), value.filled_text().map_err(thrown)?.to_owned())))
        }
        _ => Ok(None),
    }
}

#[cfg(test)]
#[path = "binding_tests.rs"]
mod tests;
