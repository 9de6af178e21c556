//! Texts: hexadecimal, base64, PEM, canonical JSON.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub fn unhex(text: &str) -> Vec<u8> {
    let byte = |start| u8::from_str_radix(&text[start..start + 2], 16).expect("hexadecimal");
    (0..text.len()).step_by(2).map(byte).collect()
}

pub fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

pub fn unbase64(text: &str) -> Vec<u8> {
    STANDARD.decode(text).expect("base64")
}

pub fn pem(label: &str, der: &[u8]) -> String {
    let encoded = base64(der);
    let lines: Vec<&str> =
        encoded.as_bytes().chunks(64).map(|line| str::from_utf8(line).expect("ASCII")).collect();
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", lines.join("\n"))
}

/// RFC 8785 for the values that occur here: ASCII keys, integers, texts.
pub fn canonical_json(value: &Value) -> String {
    let mut text = String::new();
    write(value, None, &mut text);
    text
}

/// The same with line breaks, for people who read vectors.
pub fn readable_json(value: &Value) -> String {
    let mut text = String::new();
    write(value, Some(0), &mut text);
    text.push('\n');
    text
}

fn write(value: &Value, depth: Option<usize>, text: &mut String) {
    match value {
        Value::Object(map) => {
            let mut entries: Vec<_> = map.iter().collect();
            entries.sort_by_key(|(key, _)| *key);
            list('{', '}', entries.len(), depth, text, |index, below, text| {
                let (key, value) = entries[index];
                text.push_str(&Value::from(key.as_str()).to_string());
                text.push_str(if below.is_some() { ": " } else { ":" });
                write(value, below, text);
            });
        }
        Value::Array(items) => list('[', ']', items.len(), depth, text, |index, below, text| {
            write(&items[index], below, text);
        }),
        other => text.push_str(&other.to_string()),
    }
}

fn list(
    open: char,
    close: char,
    length: usize,
    depth: Option<usize>,
    text: &mut String,
    item: impl Fn(usize, Option<usize>, &mut String),
) {
    let below = depth.map(|depth| depth + 1);
    let indent = |text: &mut String, depth: Option<usize>| {
        if let Some(depth) = depth {
            text.push('\n');
            text.push_str(&"  ".repeat(depth));
        }
    };
    text.push(open);
    for index in 0..length {
        if index > 0 {
            text.push(',');
        }
        indent(text, below);
        item(index, below, text);
    }
    if length > 0 {
        indent(text, depth);
    }
    text.push(close);
}
