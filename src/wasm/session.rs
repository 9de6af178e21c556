//! A session for JavaScript.

use js_sys::Reflect;
use wasm_bindgen::prelude::*;

use super::refresh::TufClient;
use super::{digests, json_of, misread, other_digest, thrown, to_js};
use crate::policy::Expectation;
use crate::sniff::Kind;
use crate::time::UnixTime;
use crate::trust::EmbeddedRoots;
use crate::trust::keyring::Stated;

/// Takes files as they come, and says at any time what they prove.
#[wasm_bindgen]
pub struct Session(pub(super) crate::session::Session);

#[wasm_bindgen]
impl Session {
    /// `{now, embeddedRoots, staging}`.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &JsValue) -> Result<Session, JsValue> {
        let option = |name: &str| Reflect::get(options, &JsValue::from_str(name));
        let now = option("now")?.as_string().unwrap_or_default();
        let now = UnixTime::from_rfc3339(&now).map_err(thrown)?;
        let roots = if option("embeddedRoots")?.as_bool() == Some(false) {
            EmbeddedRoots::None
        } else if option("staging")?.is_truthy() {
            EmbeddedRoots::Staging
        } else {
            EmbeddedRoots::Production
        };
        crate::session::Session::new(now, roots).map(Session).map_err(thrown)
    }

    /// A session at another time that shares this one's roots and expected keys, and nothing else.
    pub fn fork(&self, now: &str) -> Result<Session, JsValue> {
        let now = UnixTime::from_rfc3339(now).map_err(thrown)?;
        Ok(Session(self.0.fork(now)))
    }

    /// Relies on a TUF repository by its root.
    #[wasm_bindgen(js_name = addTufRoot)]
    pub fn add_tuf_root(&mut self, name: &str, bytes: &[u8]) -> Result<(), JsValue> {
        self.0.add_tuf_root(name, bytes).map_err(thrown)
    }

    /// A client of a TUF repository that starts with this root.
    #[wasm_bindgen(js_name = tufClient)]
    pub fn tuf_client(&self, root: &[u8]) -> Result<TufClient, JsValue> {
        self.0.tuf_client(root).map(TufClient).map_err(thrown)
    }

    /// Relies on the user's own trusted roots; with a date, on a newer one of the instance of this
    /// name.
    #[wasm_bindgen(js_name = addTrustedRoot)]
    pub fn add_trusted_root(
        &mut self,
        name: &str,
        bytes: &[u8],
        renewed: Option<String>,
    ) -> Result<(), JsValue> {
        let added = match renewed {
            Some(date) => self.0.renew_trusted_root(name, &date, bytes),
            None => self.0.add_trusted_root(name, bytes),
        };
        added.map_err(thrown)
    }

    /// Adds a file of a copy of an instance's TUF repository, from which a newer trusted root may
    /// follow.
    #[wasm_bindgen(js_name = addMirrored)]
    pub fn add_mirrored(&mut self, name: &str, bytes: &[u8]) {
        self.0.add_mirrored(name, bytes);
    }

    /// Adds a key; `expected` if the user named it as the signer's.
    #[wasm_bindgen(js_name = addKey)]
    pub fn add_key(&mut self, name: &str, bytes: &[u8], expected: bool) -> Result<(), JsValue> {
        let stated = if expected { Stated::Expected } else { Stated::Found };
        self.0.add_key(name, bytes, stated).map_err(thrown)
    }

    /// Says who should have signed; `null` takes it back.
    #[wasm_bindgen(js_name = setExpectation)]
    pub fn set_expectation(&mut self, expectation: &JsValue) -> Result<(), JsValue> {
        if expectation.is_null() || expectation.is_undefined() {
            self.0.clear_expectation();
            return Ok(());
        }
        let expectation = Expectation::from_json(json_of(expectation)?.as_bytes());
        self.0.set_expectation(expectation.map_err(thrown)?);
        Ok(())
    }

    /// The same, as the bytes of a policy file, so that an error knows its line.
    #[wasm_bindgen(js_name = setPolicy)]
    pub fn set_policy(&mut self, bytes: &[u8]) -> Result<(), JsValue> {
        self.0.set_expectation(Expectation::located_from_json(bytes).map_err(misread)?);
        Ok(())
    }

    /// Adds a file beside the artifacts; gives its kind.
    #[wasm_bindgen(js_name = addFile)]
    pub fn add_file(&mut self, name: &str, bytes: &[u8], explicit_for: Option<usize>) -> String {
        self.0.add_file(name, bytes, explicit_for).name().to_owned()
    }

    /// Starts the reading of a git bundle, pack or repository; gives the index of the artifact that it is.
    #[wasm_bindgen(js_name = historyBegin)]
    pub fn history_begin(&mut self, name: &str, kind: &str, size: Option<f64>) -> usize {
        let known = [Kind::GitPack, Kind::GitRepository];
        let kind = known.into_iter().find(|known| known.name() == kind);
        let kind = kind.unwrap_or(Kind::GitBundle);
        self.0.history_begin(name, kind, size.and_then(whole))
    }

    /// Begins the next file of a repository.
    #[wasm_bindgen(js_name = historyFile)]
    pub fn history_file(&mut self, index: usize, path: &str) {
        self.0.history_file(index, path);
    }

    /// The file that is being read cannot be read to its end.
    #[wasm_bindgen(js_name = historyFileUnread)]
    pub fn history_file_unread(&mut self, index: usize) {
        self.0.history_file_unread(index);
    }

    /// Takes the next bytes.
    #[wasm_bindgen(js_name = historyUpdate)]
    pub fn history_update(&mut self, index: usize, bytes: &[u8]) {
        self.0.history_update(index, bytes);
    }

    /// Ends the reading.
    #[wasm_bindgen(js_name = historyEnd)]
    pub fn history_end(&mut self, index: usize) {
        self.0.history_end(index);
    }

    /// Adds an artifact by its digests; gives its index.
    #[wasm_bindgen(js_name = addArtifact)]
    pub fn add_artifact(
        &mut self,
        name: &str,
        size: Option<f64>,
        known: &JsValue,
    ) -> Result<usize, JsValue> {
        match other_digest(known)? {
            Some((algorithm, value)) => Ok(self.0.add_named_artifact(name, &algorithm, &value)),
            None => Ok(self.0.add_artifact(name, size.and_then(whole), digests(known)?)),
        }
    }

    /// Learns that an artifact is an archive, of which other files were taken.
    #[wasm_bindgen(js_name = markContainer)]
    pub fn mark_container(&mut self, index: usize) {
        self.0.mark_container(index);
    }

    /// Learns an artifact's digests, once it was read.
    #[wasm_bindgen(js_name = setDigests)]
    pub fn set_digests(
        &mut self,
        index: usize,
        size: Option<f64>,
        known: &JsValue,
    ) -> Result<(), JsValue> {
        self.0.set_digests(index, size.and_then(whole), digests(known)?);
        Ok(())
    }

    /// Notes a file that is more than anybody reads into memory; gives its kind.
    #[wasm_bindgen(js_name = refuseFile)]
    pub fn refuse_file(&mut self, name: &str, head: &[u8], size: f64) -> String {
        let size = whole(size).unwrap_or(u64::MAX);
        self.0.refuse_file(name, head, size).name().to_owned()
    }

    /// Removes every file of this name that is no artifact.
    #[wasm_bindgen(js_name = removeFile)]
    pub fn remove_file(&mut self, name: &str) {
        self.0.remove_file(name);
    }

    /// Removes an artifact.
    #[wasm_bindgen(js_name = removeArtifact)]
    pub fn remove_artifact(&mut self, index: usize) {
        self.0.remove_artifact(index);
    }

    /// The names of the digests that the evidence asks for.
    #[wasm_bindgen(js_name = digestsWanted)]
    pub fn digests_wanted(&mut self) -> Vec<String> {
        self.0.digests_wanted().iter().map(|algorithm| algorithm.name().to_owned()).collect()
    }

    /// The artifacts that some signature needs to be read once more.
    #[wasm_bindgen(js_name = messagesWanted)]
    pub fn messages_wanted(&mut self) -> Vec<usize> {
        self.0.messages_wanted()
    }

    /// Starts such a reading.
    #[wasm_bindgen(js_name = messageBegin)]
    pub fn message_begin(&mut self, artifact: usize) {
        self.0.message_begin(artifact);
    }

    /// Takes the next bytes.
    #[wasm_bindgen(js_name = messageUpdate)]
    pub fn message_update(&mut self, artifact: usize, bytes: &[u8]) {
        self.0.message_update(artifact, bytes);
    }

    /// Ends the reading.
    #[wasm_bindgen(js_name = messageEnd)]
    pub fn message_end(&mut self, artifact: usize) {
        self.0.message_end(artifact);
    }

    /// What the files added so far prove.
    pub fn report(&mut self) -> Result<JsValue, JsValue> {
        to_js(&self.0.report())
    }
}

/// A size as JavaScript counts: a whole number that a double holds exactly.
pub(super) fn whole(size: f64) -> Option<u64> {
    if size.fract() != 0.0 || !(0.0..=9_007_199_254_740_991.0).contains(&size) {
        return None;
    }
    // The binary64 of IEEE 754: a mantissa of 52 bits without its leading one, and above it an
    // exponent. Formatting and reading it as text brings two large tables into the module.
    let bits = size.to_bits();
    let exponent = (bits >> 52).saturating_sub(1023);
    let mantissa = bits & ((1 << 52) - 1) | 1 << 52;
    Some(if size == 0.0 { 0 } else { mantissa >> 52_u64.saturating_sub(exponent) })
}
