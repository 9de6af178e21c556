//! What holds for every input: no change makes a verdict better, and nothing panics.
//!
//! Every case is changed in many places, each chosen by a number that is the same every time.

#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

#[path = "properties/case.rs"]
mod case;
mod corpora;
#[path = "properties/random.rs"]
mod random;

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use touchstone::{
    Digest, DigestAlgorithm, EmbeddedRoots, Expectation, Kind, Session, Stated, UnixTime, Verdict,
    inspect, inspect_trusted_root, sniff,
};

use crate::case::{Case, cases};
use crate::random::Random;

/// Changes of each kind for each case.
const FLIPS: usize = 6;
const CUTS: usize = 2;
const ORDERS: usize = 2;

#[test]
fn a_flipped_byte_makes_no_verdict_better() {
    let flips = AtomicUsize::new(0);
    each_case(|number, case| {
        let whole = case.report(&case.bundle).verdict;
        let mut random = Random::new(number);
        for turn in 0..FLIPS.min(case.bundle.len()) {
            let mut bundle = case.bundle.clone();
            let stride = bundle.len() / FLIPS.min(bundle.len());
            let position = turn * stride + random.below(stride);
            bundle[position] ^= 1 << random.below(8);
            let found = case.report(&bundle).verdict;
            flips.fetch_add(1, Ordering::Relaxed);
            assert!(
                found >= whole || found >= best_without_parts(case),
                "{}: byte {position}: {found:?}, and {whole:?} without the change",
                case.name
            );
        }
    });
    println!("{} flipped bytes", flips.into_inner());
}

/// Signed bytes and what is compared with them: a changed bit must be noticed.
#[test]
fn a_flipped_bit_of_what_is_proven_is_noticed() {
    let flips = AtomicUsize::new(0);
    each_case(|number, case| {
        if case.report(&case.bundle).verdict != Verdict::Verified {
            return;
        }
        let value: Value = serde_json::from_slice(&case.bundle).unwrap_or_default();
        let mut random = Random::new(number);
        for path in proven(&value) {
            let mut changed = value.clone();
            let text = changed.pointer_mut(&path).unwrap();
            let Ok(mut bytes) = STANDARD.decode(text.as_str().unwrap()) else { continue };
            if bytes.is_empty() {
                continue;
            }
            let position = random.below(bytes.len());
            bytes[position] ^= 1 << random.below(8);
            *text = STANDARD.encode(bytes).into();
            let found = case.report(&serde_json::to_vec(&changed).unwrap()).verdict;
            flips.fetch_add(1, Ordering::Relaxed);
            assert!(found > Verdict::Verified, "{}: {path} byte {position}", case.name);
        }
    });
    println!("{} flipped bits of proven bytes", flips.into_inner());
}

#[test]
fn a_truncated_file_makes_no_verdict_better() {
    let cuts = AtomicUsize::new(0);
    each_case(|number, case| {
        let whole = case.report(&case.bundle).verdict;
        let mut random = Random::new(number);
        let end = case.bundle.trim_ascii_end().len();
        for _ in 0..CUTS.min(end) {
            let length = random.below(end);
            let found = case.report(&case.bundle[..length]).verdict;
            cuts.fetch_add(1, Ordering::Relaxed);
            assert!(
                found >= whole || found >= best_without_parts(case),
                "{}: cut at {length}: {found:?}, and {whole:?} uncut",
                case.name
            );
            assert!(found > Verdict::Unstated, "{}: cut at {length}: {found:?}", case.name);
        }
    });
    println!("{} truncations", cuts.into_inner());
}

#[test]
fn the_order_of_files_does_not_matter() {
    let orders = AtomicUsize::new(0);
    each_case(|number, case| {
        let expected = case.report(&case.bundle);
        let mut random = Random::new(number);
        for _ in 0..ORDERS {
            let mut steps = case.steps();
            for position in (1..steps.len()).rev() {
                steps.swap(position, random.below(position + 1));
            }
            // Artifacts keep their order: their index is their name.
            let mut artifacts: Vec<_> =
                steps.iter().copied().filter(|step| is_artifact(*step)).collect();
            artifacts.reverse();
            artifacts.sort_by_key(|step| case.steps().iter().position(|known| known == step));
            let mut next = artifacts.into_iter();
            for step in steps.iter_mut().filter(|step| is_artifact(**step)) {
                *step = next.next().unwrap();
            }
            let found = case.told(&steps, &case.bundle).report();
            orders.fetch_add(1, Ordering::Relaxed);
            assert_eq!(found.verdict, expected.verdict, "{}: {steps:?}", case.name);
            let verdicts = |report: &touchstone::Report| {
                report.artifacts.iter().map(|artifact| artifact.verdict).collect::<Vec<_>>()
            };
            assert_eq!(verdicts(&found), verdicts(&expected), "{}: {steps:?}", case.name);
        }
    });
    println!("{} orders", orders.into_inner());
}

const fn is_artifact(step: case::Step) -> bool {
    matches!(step, case::Step::Artifact(_))
}

#[test]
fn an_unreadable_file_changes_no_other_verdict() {
    let junk: [(&str, &[u8]); 9] = [
        ("other.sigstore.json", b"{"),
        (
            "other.sigstore.json",
            b"{\"mediaType\":\"application/vnd.dev.sigstore.bundle.v0.3+json\"}",
        ),
        ("other.sigstore.json", b"\xff\xfe\x00"),
        ("other.json", b"{\"mediaType\":\"application/vnd.dev.sigstore.trustedroot+json\"}"),
        ("other.json", b"{\"repo\":\"somebody/else\"}"),
        ("other.pub", b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"),
        ("other.pem", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"),
        ("other.der", b"\x30\x82\x01\x00"),
        ("other", b""),
    ];
    each_case(|number, case| {
        let before = case.report(&case.bundle);
        let (name, bytes) = junk[usize::try_from(number).unwrap() % junk.len()];
        let mut session = case.told(&case.steps(), &case.bundle);
        session.add_file(name, bytes, None);
        case.stream(&mut session);
        let after = session.report();
        assert_eq!(after.verdict, before.verdict, "{}: {name}", case.name);
        assert_eq!(after.evidence.len(), before.evidence.len(), "{}: {name}", case.name);
        session.remove_file(name);
        case.stream(&mut session);
        assert_eq!(
            json(&mut session),
            json(case.told(&case.steps(), &case.bundle)),
            "{}",
            case.name
        );
    });
}

#[test]
fn the_same_files_give_the_same_report() {
    each_case(|_, case| {
        let mut session = case.told(&case.steps(), &case.bundle);
        let first = json(&mut session);
        assert_eq!(first, json(&mut session), "{}: the second time", case.name);
        let mut again = case.told(&case.steps(), &case.bundle);
        assert_eq!(first, json(&mut again), "{}: another session", case.name);
    });
}

#[test]
fn nothing_panics_on_random_bytes() {
    let heads: [&[u8]; 10] = [
        b"",
        b"{",
        b"{\"mediaType\":\"application/vnd.dev.sigstore.bundle.v0.3+json\",\"verificationMaterial\":",
        b"{\"mediaType\":\"application/vnd.dev.sigstore.trustedroot+json;version=0.1\",\"tlogs\":[",
        b"{\"certificateIdentityRegexp\":\"",
        b"-----BEGIN PUBLIC KEY-----\n",
        b"-----BEGIN CERTIFICATE-----\n",
        b"\x30\x59\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01",
        b"\x30\x82\x01\x22\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01",
        b"[[[[",
    ];
    let now = UnixTime::from_rfc3339("2026-06-01T00:00:00Z").unwrap();
    let mut random = Random::new(7);
    for turn in 0..4_000 {
        let mut bytes = heads[turn % heads.len()].to_vec();
        let length = random.below(200);
        let tail = random.bytes(length);
        match random.below(3) {
            0 => bytes
                .extend(tail.iter().map(|byte| b"{}[]\":,0aA=\\nu-e. "[usize::from(byte % 18)])),
            1 => bytes.extend(STANDARD.encode(&tail).into_bytes()),
            _ => bytes.extend(tail),
        }
        for name in ["a", "a.sigstore.json", "a.pub", "a.json"] {
            let _: Kind = sniff(&bytes, name);
            drop(inspect(&bytes, name));
        }
        drop(inspect_trusted_root(&bytes, "a"));
        drop(Expectation::from_json(&bytes));
        let text = String::from_utf8_lossy(&bytes);
        drop(UnixTime::from_rfc3339(&text));
        drop(Digest::from_hex(DigestAlgorithm::Sha256, &text));
        let mut session = Session::new(now, EmbeddedRoots::None).unwrap();
        drop(session.add_trusted_root("a", &bytes));
        drop(session.add_key("a", &bytes, Stated::Found));
        session.add_file("a.sigstore.json", &bytes, Some(random.below(3)));
        session.add_artifact(
            "a",
            None,
            [Digest::of(DigestAlgorithm::Sha256, &bytes)].into_iter().collect(),
        );
        assert!(session.report().verdict > Verdict::Unstated);
    }
}

#[test]
fn a_session_takes_its_calls_in_any_order() {
    let cases = cases();
    let mut random = Random::new(11);
    for turn in 0..300 {
        let case = &cases[random.below(cases.len())];
        let mut session = case.session();
        for _ in 0..12 {
            let steps = case.steps();
            match random.below(9) {
                0 => session.remove_file("bundle.sigstore.json"),
                1 => session.remove_artifact(random.below(3)),
                2 => session.message_begin(random.below(3)),
                3 => session.message_update(random.below(3), b"bytes"),
                4 => session.message_end(random.below(3)),
                5 => session.clear_expectation(),
                _ => case.tell(&mut session, steps[random.below(steps.len())], &case.bundle),
            }
            drop(session.digests_wanted());
            drop(session.report());
        }
        assert!(!json(&mut session).is_empty(), "{turn}");
    }
}

/// Runs over all cases on all processors.
fn each_case(check: impl Fn(u64, &Case) + Sync) {
    let cases = cases();
    let next = AtomicUsize::new(0);
    let wrong: Mutex<Vec<String>> = Mutex::default();
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let number =
                        case.name.bytes().fold(0, |sum, byte| sum * 31 % 65_537 + u64::from(byte));
                    let run = std::panic::AssertUnwindSafe(|| check(number, case));
                    if let Err(panic) = std::panic::catch_unwind(run) {
                        let text = panic.downcast_ref::<String>().cloned().unwrap_or_default();
                        wrong.lock().unwrap().push(format!("{}: {text}", case.name));
                    }
                }
            });
        }
    });
    let wrong = wrong.into_inner().unwrap();
    assert!(wrong.is_empty(), "{} of {} cases:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

/// The best verdict that leaving one part out gives: what anybody can bring about, and a changed
/// name does. A bundle with two kinds of key, or with a root in its chain, is wrong; without the
/// second key or the root it may be right.
fn best_without_parts(case: &Case) -> Verdict {
    let whole = case.report(&case.bundle).verdict;
    let Ok(value) = serde_json::from_slice::<Value>(&case.bundle) else { return whole };
    let mut parts = Vec::new();
    places(&value, "", &mut parts);
    let without = parts.iter().filter_map(|part| {
        let mut value = value.clone();
        let (parent, key) = part.rsplit_once('/')?;
        match value.pointer_mut(parent)? {
            Value::Object(map) => drop(map.remove(key)?),
            Value::Array(list) => drop(list.remove(key.parse().ok()?)),
            _ => return None,
        }
        Some(case.report(&serde_json::to_vec(&value).unwrap()).verdict)
    });
    without.fold(whole, Verdict::min)
}

/// The places (RFC 6901) of everything in a value.
fn places(value: &Value, path: &str, found: &mut Vec<String>) {
    let mut step = |key: &str, child: &Value| {
        let place = format!("{path}/{key}");
        found.push(place.clone());
        places(child, &place, found);
    };
    match value {
        Value::Object(map) => map.iter().for_each(|(key, child)| step(key, child)),
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(index, child)| step(&index.to_string(), child));
        }
        _ => {}
    }
}

/// The places of everything that some signature covers, or that is compared with what one covers.
fn proven(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    collect(value, "", &mut found);
    found
}

fn collect(value: &Value, path: &str, found: &mut Vec<String>) {
    const PROVEN: [&str; 6] =
        ["/canonicalizedBody", "/payload", "/sig", "/signature", "/digest", "/rawBytes"];
    match value {
        Value::Object(map) => {
            for (key, child) in map {
                collect(child, &format!("{path}/{key}"), found);
            }
        }
        Value::Array(list) => {
            for (index, child) in list.iter().enumerate() {
                collect(child, &format!("{path}/{index}"), found);
            }
        }
        Value::String(_) => {
            // Certificates beside the signer's are hints that nothing is built on.
            let hint = path.contains("/certificates/") && !path.contains("/certificates/0/");
            if PROVEN.iter().any(|end| path.ends_with(end)) && !hint {
                found.push(path.to_owned());
            }
        }
        _ => {}
    }
}

fn json(mut session: impl std::borrow::BorrowMut<Session>) -> String {
    serde_json::to_string(&session.borrow_mut().report()).unwrap()
}
