//! What archives and compressed files hold, where the platform cannot say it.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;

use super::thrown;
use crate::encoding::gzip;
use crate::formats::zip;

/// Inflates gzip of one member or several.
#[wasm_bindgen]
pub struct Gunzip(gzip::Gunzip);

#[wasm_bindgen]
#[allow(clippy::new_without_default, reason = "JavaScript constructs it")]
impl Gunzip {
    /// Before the first byte.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Gunzip {
        Self(gzip::Gunzip::new())
    }

    /// What the next bytes make: at most 1,032 times as many.
    pub fn update(&mut self, bytes: &[u8]) -> Result<Vec<u8>, JsValue> {
        self.0.update(bytes).map_err(thrown)
    }

    /// Throws where what came is not whole.
    pub fn finish(self) -> Result<(), JsValue> {
        self.0.finish().map_err(thrown)
    }
}

/// The files of a zip archive as `[name, bytes]`; nothing where it is broken, or holds more files or
/// bytes than these.
#[wasm_bindgen]
pub fn unzip(bytes: &[u8], count: usize, size: usize) -> Option<Array> {
    let files = Array::new();
    zip::each_file(bytes, count, size, &mut |name, bytes| {
        files.push(&Array::of2(&name.into(), &Uint8Array::from(bytes)));
    })?;
    Some(files)
}
