//! Digests of what JavaScript holds: bytes, blobs and streams, never whole in memory.

use gloo_file::Blob;
use gloo_file::futures::read_as_bytes;
use js_sys::{Function, Reflect, Uint8Array};
use serde_json::json;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, ReadableStream, ReadableStreamDefaultReader};

use super::{algorithms, thrown_as, to_js};
use crate::error::{Facts, facts};

/// A blob is read in slices of so many bytes.
const SLICE: u64 = 2 * 1024 * 1024;
/// A stream's chunk enters the module in pieces of so many bytes, however large the chunk is.
const PIECE: u32 = 1024 * 1024;

/// Computes several digests in one pass.
#[wasm_bindgen]
pub struct Hasher(crate::digest::Hasher);

#[wasm_bindgen]
impl Hasher {
    /// A hasher for the algorithms of these names.
    #[wasm_bindgen(constructor)]
    pub fn new(names: Vec<String>) -> Result<Hasher, JsValue> {
        Ok(Self(crate::digest::Hasher::new(&algorithms(&names)?)))
    }

    /// Takes the next bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The digests of everything taken, in hexadecimal by algorithm.
    pub fn finish(self) -> Result<JsValue, JsValue> {
        to_js(&self.0.finish())
    }
}

/// The digests of a blob or file, read slice by slice.
#[wasm_bindgen(js_name = hashBlob)]
pub async fn hash_blob(
    blob: web_sys::Blob,
    names: Vec<String>,
    on_progress: Option<Function>,
    signal: Option<AbortSignal>,
) -> Result<JsValue, JsValue> {
    let mut hasher = crate::digest::Hasher::new(&algorithms(&names)?);
    let blob = Blob::from(blob);
    let (mut done, total) = (0, blob.size());
    while done < total {
        refuse_cancelled(signal.as_ref())?;
        let end = total.min(done.saturating_add(SLICE));
        let slice = blob.slice(done, end);
        let bytes = read_as_bytes(&slice).await.map_err(|error| unreadable(&error.to_string()))?;
        hasher.update(&bytes);
        done = end;
        tell(on_progress.as_ref(), done, Some(total))?;
    }
    to_js(&hasher.finish())
}

/// Size and digests of a stream.
#[wasm_bindgen(js_name = hashStream)]
pub async fn hash_stream(
    stream: ReadableStream,
    names: Vec<String>,
    on_progress: Option<Function>,
    signal: Option<AbortSignal>,
) -> Result<JsValue, JsValue> {
    let mut hasher = crate::digest::Hasher::new(&algorithms(&names)?);
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut piece = Vec::new();
    let mut size = 0_u64;
    loop {
        if let Err(cancelled) = refuse_cancelled(signal.as_ref()) {
            // The source is told; what it answers changes nothing.
            let _ = JsFuture::from(reader.cancel()).await;
            return Err(cancelled);
        }
        let read =
            JsFuture::from(reader.read()).await.map_err(|error| unreadable(&text(&error)))?;
        if Reflect::get(&read, &"done".into())?.is_truthy() {
            return to_js(&json!({ "size": size, "digests": hasher.finish() }));
        }
        let chunk: Uint8Array = Reflect::get(&read, &"value".into())?
            .dyn_into()
            .map_err(|_| unreadable("a stream of something else than bytes"))?;
        take(&mut hasher, &chunk, &mut piece);
        size = size.saturating_add(chunk.length().into());
        tell(on_progress.as_ref(), size, None)?;
    }
}

fn take(hasher: &mut crate::digest::Hasher, chunk: &Uint8Array, piece: &mut Vec<u8>) {
    let (mut start, length) = (0, chunk.length());
    while start < length {
        let end = length.min(start.saturating_add(PIECE));
        let part = chunk.subarray(start, end);
        piece.resize(usize::try_from(part.length()).unwrap_or_default(), 0);
        part.copy_to(piece);
        hasher.update(piece);
        start = end;
    }
}

fn refuse_cancelled(signal: Option<&AbortSignal>) -> Result<(), JsValue> {
    match signal {
        Some(signal) if signal.aborted() => Err(thrown_as("cancelled", "host", Facts::new())),
        _ => Ok(()),
    }
}

fn unreadable(reason: &str) -> JsValue {
    let facts = facts([("reason", reason.into())]);
    thrown_as("file-unreadable", "host", facts)
}

fn text(error: &JsValue) -> String {
    let message = Reflect::get(error, &"message".into()).ok();
    message.and_then(|message| message.as_string()).unwrap_or_else(|| format!("{error:?}"))
}

fn tell(on_progress: Option<&Function>, done: u64, total: Option<u64>) -> Result<(), JsValue> {
    let Some(on_progress) = on_progress else { return Ok(()) };
    let total = total.map_or(JsValue::UNDEFINED, |total| number(total).into());
    on_progress.call2(&JsValue::NULL, &number(done).into(), &total).map(|_| ())
}

/// A count as JavaScript counts; sizes of files fit the 53 bits in which that is exact.
fn number(count: u64) -> f64 {
    let half = |bits: u64| f64::from(u32::try_from(bits & u64::from(u32::MAX)).unwrap_or_default());
    half(count >> 32) * 4_294_967_296.0 + half(count)
}
