//! Container images, for JavaScript.

use wasm_bindgen::prelude::*;

use super::session::{Session, whole};
use super::{digests, thrown, to_js};
use crate::digest::{Digest, DigestAlgorithm};

#[wasm_bindgen]
impl Session {
    /// Begins a folder or archive of images; gives its number.
    #[wasm_bindgen(js_name = addImage)]
    pub fn add_image(&mut self, name: &str, container: Option<usize>) -> usize {
        self.0.add_image(name, container)
    }

    /// Lists a file of it; one without a size cannot be read.
    #[wasm_bindgen(js_name = addImageFile)]
    pub fn add_image_file(&mut self, image: usize, path: &str, size: Option<f64>, head: &[u8]) {
        self.0.add_image_file(image, path, size.and_then(whole), head);
    }

    /// Learns that an archive stops making sense before its end.
    #[wasm_bindgen(js_name = breakImage)]
    pub fn break_image(&mut self, image: usize, offset: f64) {
        self.0.break_image(image, whole(offset).unwrap_or(u64::MAX));
    }

    /// What is to be read next.
    #[wasm_bindgen(js_name = imageReadings)]
    pub fn image_readings(&mut self, image: usize) -> Result<JsValue, JsValue> {
        to_js(&self.0.image_readings(image))
    }

    /// Takes a document's bytes.
    #[wasm_bindgen(js_name = setImageDocument)]
    pub fn set_image_document(&mut self, image: usize, file: usize, bytes: &[u8]) {
        self.0.set_image_document(image, file, bytes);
    }

    /// Takes digests of a file's bytes.
    #[wasm_bindgen(js_name = setImageDigests)]
    pub fn set_image_digests(
        &mut self,
        image: usize,
        file: usize,
        size: f64,
        known: &JsValue,
    ) -> Result<(), JsValue> {
        self.0.set_image_digests(image, file, whole(size).unwrap_or(u64::MAX), digests(known)?);
        Ok(())
    }

    /// Takes the digest of what is inside a compressed file.
    #[wasm_bindgen(js_name = setImageContent)]
    pub fn set_image_content(
        &mut self,
        image: usize,
        file: usize,
        sha256: &str,
    ) -> Result<(), JsValue> {
        let content = Digest::from_hex(DigestAlgorithm::Sha256, sha256).map_err(thrown)?;
        self.0.set_image_content(image, file, content);
        Ok(())
    }

    /// Learns that a file could not be read, or its content.
    #[wasm_bindgen(js_name = refuseImageFile)]
    pub fn refuse_image_file(&mut self, image: usize, file: usize, content: bool, endless: bool) {
        self.0.refuse_image_file(image, file, content, endless);
    }
}
