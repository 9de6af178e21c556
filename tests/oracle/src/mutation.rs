//! Changes to a case, each the same for the same number.

mod json;
mod nested;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE};
use serde_json::Value;

use self::json::{leaves, paths, pattern};
use crate::case::{Artifact, Case};
use crate::random::Random;

/// What came of a change.
pub struct Mutant {
    /// What kind of change, and where; positions in lists are `*`.
    pub class: String,
    /// The changed bundle.
    pub bundle: Vec<u8>,
    /// Another artifact, where that was changed.
    pub artifact: Option<Artifact>,
}

/// Parts that are exchanged between bundles.
const PARTS: [&str; 24] = [
    "/mediaType",
    "/verificationMaterial",
    "/verificationMaterial/certificate",
    "/verificationMaterial/x509CertificateChain",
    "/verificationMaterial/publicKey",
    "/verificationMaterial/tlogEntries",
    "/verificationMaterial/tlogEntries/0",
    "/verificationMaterial/tlogEntries/0/canonicalizedBody",
    "/verificationMaterial/tlogEntries/0/inclusionPromise",
    "/verificationMaterial/tlogEntries/0/inclusionProof",
    "/verificationMaterial/tlogEntries/0/inclusionProof/checkpoint",
    "/verificationMaterial/tlogEntries/0/inclusionProof/hashes",
    "/verificationMaterial/tlogEntries/0/inclusionProof/rootHash",
    "/verificationMaterial/tlogEntries/0/integratedTime",
    "/verificationMaterial/tlogEntries/0/kindVersion",
    "/verificationMaterial/tlogEntries/0/logId",
    "/verificationMaterial/tlogEntries/0/logIndex",
    "/verificationMaterial/timestampVerificationData",
    "/messageSignature",
    "/messageSignature/messageDigest",
    "/messageSignature/signature",
    "/dsseEnvelope",
    "/dsseEnvelope/payload",
    "/dsseEnvelope/signatures",
];

const MEDIA_TYPES: [&str; 8] = [
    "application/vnd.dev.sigstore.bundle+json;version=0.1",
    "application/vnd.dev.sigstore.bundle+json;version=0.2",
    "application/vnd.dev.sigstore.bundle+json;version=0.3",
    "application/vnd.dev.sigstore.bundle.v0.3+json",
    "application/vnd.dev.sigstore.bundle.v0.4+json",
    "application/vnd.dev.sigstore.bundle+json;version=0.4",
    "application/vnd.dev.sigstore.bundle+json",
    "",
];

const NUMBERS: [&str; 7] =
    ["0", "-1", "1", "9223372036854775807", "9223372036854775808", "18446744073709551616", "1e3"];

/// Changes a case; `others` give the parts that are exchanged.
#[must_use]
pub fn mutate(case: &Case, others: &[Value], number: usize) -> Mutant {
    let mut random = Random::new(u64::try_from(number).unwrap());
    let value: Option<Value> = serde_json::from_slice(&case.bundle).ok();
    for _ in 0..20 {
        let changed = match (&value, random.below(20)) {
            (None, _) | (_, 0 | 1) => Some(byte(&case.bundle, &mut random)),
            (_, 2) => artifact(case, &mut random),
            (Some(value), kind) => in_json(value, others, kind, &mut random),
        };
        if let Some(mutant) = changed {
            return mutant;
        }
    }
    byte(&case.bundle, &mut random)
}

fn in_json(value: &Value, others: &[Value], kind: usize, random: &mut Random) -> Option<Mutant> {
    let mut changed = value.clone();
    let class = match kind {
        3..=6 => base64_bytes(&mut changed, random),
        7..=8 => nested::change(&mut changed, random),
        9..=10 => removed(&mut changed, random),
        11 => nulled(&mut changed, random),
        12..=14 => swapped(&mut changed, others, random),
        15 => numbers(&mut changed, random),
        16..=17 => lists(&mut changed, others, random),
        18 => media_type(&mut changed, random),
        _ => texts(&mut changed, random),
    }?;
    let bundle = serde_json::to_vec(&changed).unwrap();
    Some(Mutant { class, bundle, artifact: None })
}

fn byte(bundle: &[u8], random: &mut Random) -> Mutant {
    let mut bundle = bundle.to_vec();
    let position = random.below(bundle.len());
    let class = match random.below(4) {
        0 => {
            bundle[position] ^= 1 << random.below(8);
            "byte flipped"
        }
        1 => {
            bundle[position] = b"\"{}[],:0 A="[random.below(11)];
            "byte replaced"
        }
        2 => {
            bundle.remove(position);
            "byte removed"
        }
        _ => {
            let own = bundle[random.below(bundle.len())];
            bundle.insert(position, own);
            "byte inserted"
        }
    };
    Mutant { class: class.to_owned(), bundle, artifact: None }
}

fn artifact(case: &Case, random: &mut Random) -> Option<Mutant> {
    let artifact = match &case.artifact {
        Artifact::File(bytes) => {
            let mut bytes = bytes.clone();
            match bytes.len() {
                0 => bytes.push(0),
                length => bytes[random.below(length)] ^= 1 << random.below(8),
            }
            Artifact::File(bytes)
        }
        Artifact::Digest(text) => {
            let (name, hex) = text.split_once(':')?;
            let last = if hex.ends_with('0') { '1' } else { '0' };
            Artifact::Digest(format!("{name}:{}{last}", &hex[..hex.len() - 1]))
        }
    };
    let class = "artifact changed".to_owned();
    Some(Mutant { class, bundle: case.bundle.clone(), artifact: Some(artifact) })
}

/// One bit of what a base64 text stands for, or its length.
fn base64_bytes(value: &mut Value, random: &mut Random) -> Option<String> {
    let encoded = |_: &str, text: &str| text.len() > 4 && STANDARD.decode(text).is_ok();
    let all = leaves(value, &encoded);
    let path = random.pick(&all)?;
    let text = value.pointer(path)?.as_str()?;
    let mut bytes = STANDARD.decode(text).ok()?;
    let position = random.below(bytes.len());
    match random.below(10) {
        0 => bytes.truncate(position),
        1 => bytes.push(0),
        _ => bytes[position] ^= 1 << random.below(8),
    }
    *value.pointer_mut(path)? = STANDARD.encode(bytes).into();
    Some(format!("base64 {}", pattern(path)))
}

fn removed(value: &mut Value, random: &mut Random) -> Option<String> {
    let all = paths(value);
    let path = random.pick(&all)?;
    json::remove(value, path)?;
    Some(format!("removed {}", pattern(path)))
}

fn nulled(value: &mut Value, random: &mut Random) -> Option<String> {
    let all = paths(value);
    let path = random.pick(&all)?;
    *value.pointer_mut(path)? = match random.below(4) {
        0 => Value::String(String::new()),
        1 => Value::Array(Vec::new()),
        2 => Value::Object(serde_json::Map::new()),
        _ => Value::Null,
    };
    Some(format!("emptied {}", pattern(path)))
}

fn swapped(value: &mut Value, others: &[Value], random: &mut Random) -> Option<String> {
    let part = random.pick(&PARTS)?;
    let other = random.pick(others)?.pointer(part)?;
    if value.pointer(part) == Some(other) {
        return None;
    }
    match value.pointer_mut(part) {
        Some(own) => *own = other.clone(),
        None => {
            let (parent, key) = part.rsplit_once('/')?;
            let parent = value.pointer_mut(parent)?.as_object_mut()?;
            parent.insert(key.to_owned(), other.clone());
        }
    }
    Some(format!("swapped {}", pattern(part)))
}

fn numbers(value: &mut Value, random: &mut Random) -> Option<String> {
    let numeric = |path: &str, text: &str| {
        text.parse::<i64>().is_ok() && !path.contains("version") && !text.starts_with('+')
    };
    let all = leaves(value, &numeric);
    let path = random.pick(&all)?;
    let number: i64 = value.pointer(path)?.as_str()?.parse().ok()?;
    *value.pointer_mut(path)? = match random.below(8) {
        0 => (number.wrapping_add(1)).to_string().into(),
        1 => (number.wrapping_sub(1)).to_string().into(),
        2 => number.into(),
        3 => format!("0{number}").into(),
        4 => format!(" {number}").into(),
        5 => serde_json::json!(number as f64),
        _ => (*random.pick(&NUMBERS)?).into(),
    };
    Some(format!("number {}", pattern(path)))
}

fn lists(value: &mut Value, others: &[Value], random: &mut Random) -> Option<String> {
    let all: Vec<String> = paths(value)
        .into_iter()
        .filter(|path| value.pointer(path).is_some_and(Value::is_array))
        .collect();
    let path = random.pick(&all)?;
    let foreign = random.pick(others)?.pointer(path).and_then(Value::as_array).cloned();
    let list = value.pointer_mut(path)?.as_array_mut()?;
    let kind = match random.below(5) {
        0 => {
            let own = random.pick(list)?.clone();
            list.push(own);
            "duplicated"
        }
        1 if list.len() > 1 => {
            list.reverse();
            "reversed"
        }
        2 if !list.is_empty() => {
            list.remove(random.below(list.len()));
            "shortened"
        }
        3 => {
            list.extend(foreign?);
            "extended"
        }
        _ => {
            let mut foreign = foreign?;
            foreign.append(list);
            *list = foreign;
            "preceded"
        }
    };
    Some(format!("list {kind} {}", pattern(path)))
}

fn media_type(value: &mut Value, random: &mut Random) -> Option<String> {
    let new = *random.pick(&MEDIA_TYPES)?;
    let own = value.get_mut("mediaType")?;
    if own == new {
        return None;
    }
    *own = new.into();
    Some(format!("media type {new}"))
}

/// Other ways to write the same, and other texts.
fn texts(value: &mut Value, random: &mut Random) -> Option<String> {
    let all = leaves(value, &|_: &str, _: &str| true);
    let path = random.pick(&all)?;
    let text = value.pointer(path)?.as_str()?.to_owned();
    let bytes = STANDARD.decode(&text).ok().filter(|bytes| bytes.len() > 3);
    let (kind, changed) = match (random.below(7), bytes) {
        (0, Some(bytes)) => ("in the URL alphabet", URL_SAFE.encode(bytes)),
        (1, Some(bytes)) => ("without padding", STANDARD_NO_PAD.encode(bytes)),
        (2, _) => ("followed by a space", format!("{text} ")),
        (3, _) => ("followed by a line end", format!("{text}\n")),
        (4, _) => ("in upper case", text.to_uppercase()),
        (5, _) => ("twice", format!("{text}{text}")),
        _ => ("shortened", text.chars().skip(1).collect()),
    };
    if changed == text {
        return None;
    }
    *value.pointer_mut(path)? = changed.into();
    Some(format!("text {kind} {}", pattern(path)))
}
