//! The binding in a browser's worker, as the package calls it.
//!
//! `npm test -- --only wasm` runs these in Chromium; `webdriver.json` says how it is started.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test's panic is its answer")]

use js_sys::{Array, Function, Object, Reflect, Uint8Array};
use serde_json::{Value, json};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{AbortController, AbortSignal, Blob, ReadableStream};

use super::hashing::{Hasher, hash_blob, hash_stream};
use super::session::Session;
use super::{json_of, to_js};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

const NOW: &str = "2026-06-01T00:00:00Z";
const ROOT: &[u8] = include_bytes!("../../tests/vectors/samples/genuine/trusted_root.json");
const BUNDLE: &[u8] = include_bytes!("../../tests/vectors/samples/genuine/bundle.sigstore.json");
const ARTIFACT: &[u8] = include_bytes!("../../tests/vectors/samples/genuine/artifact");
const MEBIBYTE: usize = 1024 * 1024;

/// A JavaScript value, read the way a script would.
fn read(value: &JsValue) -> Value {
    serde_json::from_str(&json_of(value).unwrap()).unwrap()
}

fn js(value: &Value) -> JsValue {
    to_js(value).unwrap()
}

/// What was thrown, which has exactly the three fields that scripts rely on.
fn thrown<T>(result: Result<T, JsValue>) -> Value {
    let error = read(&result.err().unwrap());
    let keys: Vec<_> = error.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["code", "facts", "stage"]);
    error
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn digests(bytes: &[u8]) -> JsValue {
    let mut hasher = Hasher::new(names(&["sha256", "sha512"])).unwrap();
    for chunk in bytes.chunks(7) {
        hasher.update(chunk);
    }
    hasher.finish().unwrap()
}

fn empty_session() -> Session {
    Session::new(&js(&json!({ "now": NOW, "embeddedRoots": false }))).unwrap()
}

/// Everything but the artifact.
fn session() -> Session {
    let mut session = empty_session();
    session.add_trusted_root("trusted_root.json", ROOT, None).unwrap();
    session.set_expectation(&js(&json!({ "repo": "touchstone-sample/hello" }))).unwrap();
    assert_eq!(session.add_file("bundle.sigstore.json", BUNDLE, Some(0)), "sigstore-bundle");
    session
}

fn verdict(session: &mut Session) -> String {
    read(&session.report().unwrap())["verdict"].as_str().unwrap().to_owned()
}

#[wasm_bindgen_test]
fn a_session_says_what_a_file_is() {
    let mut session = session();
    assert!(session.digests_wanted().contains(&"sha256".to_owned()));
    let index = session.add_artifact("hello", Some(40.0), &digests(ARTIFACT)).unwrap();
    assert_eq!((index, session.messages_wanted()), (0, vec![]));
    let report = read(&session.report().unwrap());
    assert_eq!(report["verdict"], "verified");
    assert_eq!((&report["now"], &report["artifacts"][0]["size"]), (&json!(NOW), &json!(40)));
    assert_eq!(report["artifacts"][0]["digests"], read(&digests(ARTIFACT)));
    assert_eq!(report["evidence"][0]["name"], "bundle.sigstore.json");
}

#[wasm_bindgen_test]
fn a_session_learns_and_forgets() {
    let mut session = session();
    assert_eq!(verdict(&mut session), "incomplete");
    let index = session.add_artifact("hello", None, &js(&json!({}))).unwrap();
    session.set_digests(index, Some(40.0), &digests(ARTIFACT)).unwrap();
    assert_eq!(verdict(&mut session), "verified");
    session.set_expectation(&JsValue::NULL).unwrap();
    assert_eq!(verdict(&mut session), "unstated");
    session.set_policy(br#"{"repo": "touchstone-sample/other"}"#).unwrap();
    assert_eq!(verdict(&mut session), "unexpected");
    session.set_digests(index, Some(1.0), &digests(b"x")).unwrap();
    assert_eq!(verdict(&mut session), "failed");
    session.remove_file("bundle.sigstore.json");
    assert_eq!(verdict(&mut session), "incomplete");
    session.remove_artifact(index);
    assert_eq!(read(&session.report().unwrap())["artifacts"], json!([]));
}

#[wasm_bindgen_test]
fn a_message_is_read_once_more() {
    macro_rules! file {
        ($name:literal) => {
            include_bytes!(concat!("../../tests/vectors/sigstore/key-ed25519/", $name))
        };
    }
    let mut session = empty_session();
    session.add_trusted_root("trusted_root.json", file!("trusted_root.json"), None).unwrap();
    session.add_key("key.pub", file!("key.pub"), true).unwrap();
    session.add_file("bundle.sigstore.json", file!("bundle.sigstore.json"), Some(0));
    let artifact: &[u8] = file!("artifact");
    session.add_artifact("artifact", None, &digests(artifact)).unwrap();
    assert_eq!(
        (verdict(&mut session).as_str(), session.messages_wanted()),
        ("incomplete", vec![0])
    );
    session.message_begin(0);
    artifact.chunks(5).for_each(|chunk| session.message_update(0, chunk));
    session.message_end(0);
    assert_eq!((verdict(&mut session).as_str(), session.messages_wanted()), ("verified", vec![]));
}

#[wasm_bindgen_test]
fn errors_are_thrown_as_data() {
    let error = thrown(Session::new(&js(&json!({ "now": "noon" }))));
    assert_eq!(
        error,
        json!({ "code": "time-invalid", "stage": "parse", "facts": { "found": "noon" } })
    );
    assert_eq!(thrown(Session::new(&Object::new()))["code"], "time-invalid");
    let mut session = empty_session();
    let error = thrown(session.add_trusted_root("root", b"{\n!", None));
    assert_eq!((&error["code"], &error["facts"]["line"]), (&json!("json-syntax"), &json!(2)));
    assert_eq!(thrown(session.add_key("key", b"none", true))["stage"], "parse");
    let error = thrown(session.set_expectation(&js(&json!({ "repository": "a/b" }))));
    assert_eq!(
        error,
        json!({ "code": "policy-key-unknown", "stage": "judge", "facts": { "key": "repository" } })
    );
    let error = thrown(session.add_artifact("a", None, &js(&json!({ "sha256": "00" }))));
    assert_eq!(error["code"], "digest-invalid");
    let error = thrown(Hasher::new(names(&["md5"])));
    assert_eq!(
        (&error["code"], &error["facts"]["algorithm"]),
        (&json!("algorithm-unsupported"), &json!("md5"))
    );
}

#[wasm_bindgen_test]
fn files_are_sniffed_and_inspected() {
    let sniffed = read(&super::sniff(BUNDLE, "anything").unwrap());
    assert_eq!(sniffed, json!({ "kind": "sigstore-bundle", "role": "evidence" }));
    let inspection = read(&super::inspect(BUNDLE, "bundle.sigstore.json").unwrap());
    assert_eq!(inspection["kind"], "sigstore-bundle");
    assert_eq!(inspection["errors"], json!([]));
    assert!(!inspection["claims"].as_object().unwrap().is_empty());
    let broken = read(&super::inspect(b"{", "bundle.sigstore.json").unwrap());
    assert_eq!(broken["errors"][0]["code"], "json-syntax");
    let kind = empty_session().refuse_file("a.sigstore.json", BUNDLE, f64::INFINITY);
    assert_eq!((kind.as_str(), super::file_limit()), ("sigstore-bundle", 16 << 20));
}

#[wasm_bindgen_test]
fn trusted_roots_are_shown() {
    for staging in [None, Some(true)] {
        let roots = read(&super::trust(staging).unwrap());
        assert!(!roots.as_array().unwrap().is_empty(), "staging: {staging:?}");
    }
    let given = read(&super::inspect_trusted_root(ROOT, "root.json").unwrap());
    assert!(!given.is_null());
    assert_eq!(thrown(super::inspect_trusted_root(b"[]", "root.json"))["stage"], "parse");
    assert_eq!(super::version(), env!("CARGO_PKG_VERSION"));
}

#[wasm_bindgen_test]
fn a_hasher_knows_the_published_digests() {
    let mut hasher = Hasher::new(names(&["sha1", "sha256", "sha384", "sha512"])).unwrap();
    hasher.update(b"a");
    hasher.update(b"bc");
    let found = read(&hasher.finish().unwrap());
    // FIPS 180-4's example.
    assert_eq!(found["sha1"], "a9993e364706816aba3e25717850c26c9cd0d89d");
    assert_eq!(found["sha256"], "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_eq!(found.as_object().unwrap().len(), 4);
}

/// Bytes that no slice repeats.
fn long() -> Vec<u8> {
    (0..5 * MEBIBYTE + 3).map(|place| (place % 251).to_le_bytes()[0]).collect()
}

fn blob(bytes: &[u8]) -> Blob {
    let parts = Array::of1(&Uint8Array::from(bytes));
    Blob::new_with_u8_array_sequence(&parts).unwrap()
}

/// Something told of progress, and what it was told.
fn told() -> (Function, Array) {
    let calls = Array::new();
    let list = calls.clone();
    let callback = Closure::<dyn Fn(JsValue, JsValue)>::new(move |done, total| {
        list.push(&Array::of2(&done, &total));
    });
    (callback.into_js_value().unchecked_into(), calls)
}

#[wasm_bindgen_test]
async fn a_blob_is_hashed_slice_by_slice() {
    let (bytes, (on_progress, calls)) = (long(), told());
    let wanted = names(&["sha256", "sha512"]);
    let found = hash_blob(blob(&bytes), wanted, Some(on_progress), None).await.unwrap();
    assert_eq!(read(&found), read(&digests(&bytes)));
    let total = bytes.len();
    let slice = 2 * MEBIBYTE;
    assert_eq!(read(&calls), json!([[slice, total], [2 * slice, total], [total, total]]));
    let empty = hash_blob(blob(b""), names(&["sha256", "sha512"]), None, None).await.unwrap();
    assert_eq!(read(&empty), read(&digests(b"")));
}

#[wasm_bindgen_test]
async fn hashing_a_blob_can_be_cancelled() {
    let cancelled = json!({ "code": "cancelled", "stage": "host", "facts": {} });
    let (on_progress, calls) = told();
    let before =
        hash_blob(blob(&long()), names(&["sha256"]), Some(on_progress), Some(AbortSignal::abort()));
    assert_eq!((thrown(before.await), calls.length()), (cancelled.clone(), 0));

    let controller = AbortController::new().unwrap();
    let signal = controller.signal();
    let abort = Closure::<dyn Fn()>::new(move || controller.abort());
    let abort: Function = abort.into_js_value().unchecked_into();
    let midway = hash_blob(blob(&long()), names(&["sha256"]), Some(abort), Some(signal));
    assert_eq!(thrown(midway.await), cancelled);
}

#[wasm_bindgen_test]
async fn what_progress_throws_is_thrown_on() {
    let angry = Function::new_no_args("throw 'enough'");
    let found = hash_blob(blob(b"a"), names(&["sha256"]), Some(angry), None).await;
    assert_eq!(found.unwrap_err(), "enough");
    let unknown = hash_blob(blob(b"a"), names(&["md5"]), None, None).await;
    assert_eq!(thrown(unknown)["code"], "algorithm-unsupported");
}

/// A stream of these chunks, whatever they are, that notes on itself whether it was cancelled.
fn stream(chunks: &Array) -> ReadableStream {
    let source = "const stream = new ReadableStream({
        pull(controller) {
            if (chunks.length === 0) controller.close();
            else controller.enqueue(chunks.shift());
        },
        cancel() { stream.cancelled = true; },
    }, { highWaterMark: 0 });
    return stream;";
    let make = Function::new_with_args("chunks", source);
    make.call1(&JsValue::NULL, chunks).unwrap().unchecked_into()
}

fn bytes_of(bytes: &[u8]) -> Array {
    bytes.chunks(3 * MEBIBYTE).map(Uint8Array::from).collect()
}

#[wasm_bindgen_test]
async fn a_stream_is_hashed_chunk_by_chunk() {
    let (bytes, (on_progress, calls)) = (long(), told());
    let wanted = names(&["sha256", "sha512"]);
    let found = hash_stream(stream(&bytes_of(&bytes)), wanted, Some(on_progress), None).await;
    let expected = json!({ "size": bytes.len(), "digests": read(&digests(&bytes)) });
    assert_eq!(read(&found.unwrap()), expected);
    // Nobody knows a stream's size beforehand.
    assert_eq!(read(&calls), json!([[3 * MEBIBYTE, null], [bytes.len(), null]]));
}

#[wasm_bindgen_test]
async fn hashing_a_stream_can_be_cancelled() {
    let controller = AbortController::new().unwrap();
    let signal = controller.signal();
    let abort = Closure::<dyn Fn()>::new(move || controller.abort());
    let abort: Function = abort.into_js_value().unchecked_into();
    let source = stream(&bytes_of(&long()));
    let found = hash_stream(source.clone(), names(&["sha256"]), Some(abort), Some(signal)).await;
    assert_eq!(thrown(found)["code"], "cancelled");
    assert_eq!(Reflect::get(&source, &"cancelled".into()).unwrap(), true);
}

#[wasm_bindgen_test]
async fn a_stream_of_something_else_is_unreadable() {
    let chunks = Array::of1(&"text".into());
    let error = thrown(hash_stream(stream(&chunks), names(&["sha256"]), None, None).await);
    assert_eq!((&error["code"], &error["stage"]), (&json!("file-unreadable"), &json!("host")));
    assert!(error["facts"]["reason"].is_string());
}
