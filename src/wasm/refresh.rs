//! A TUF client for JavaScript.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;

use super::{thrown, to_js};
use crate::session::refresh::TufChange;

/// Says which file of a repository it wants next.
#[wasm_bindgen]
pub struct TufClient(pub(super) crate::session::refresh::TufClient);

#[wasm_bindgen]
impl TufClient {
    /// `{kept, name, limit}` of the file that is wanted next, or null.
    pub fn wanted(&self) -> Result<JsValue, JsValue> {
        to_js(&self.0.wanted())
    }

    /// Takes the wanted file.
    pub fn take(&mut self, bytes: &[u8]) -> Result<(), JsValue> {
        self.0.take(bytes).map_err(thrown)
    }

    /// Learns that the wanted file is not there.
    pub fn absent(&mut self) -> Result<(), JsValue> {
        self.0.absent().map_err(thrown)
    }

    /// `[name, bytes]` of each file that is to be kept; without bytes, that is to be deleted.
    pub fn changes(&mut self) -> Array {
        let change = |change| match change {
            TufChange::Keep { name, bytes } => {
                Array::of2(&name.into(), &Uint8Array::from(bytes.as_slice()).into())
            }
            TufChange::Remove { name } => Array::of1(&name.into()),
        };
        self.0.changes().into_iter().map(change).collect()
    }

    /// Starts to look for a target.
    pub fn find(&mut self, target: &str) -> Result<(), JsValue> {
        self.0.find(target).map_err(thrown)
    }

    /// What was found.
    pub fn target(&self) -> Result<JsValue, JsValue> {
        to_js(&self.0.target().map_err(thrown)?)
    }
}
