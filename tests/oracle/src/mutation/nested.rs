//! Changes inside what a bundle's texts hold: log entries, statements, checkpoints.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::json::{leaves, paths, pattern, remove};
use crate::random::Random;

pub(super) fn change(value: &mut Value, random: &mut Random) -> Option<String> {
    let holds = |path: &str, _: &str| {
        ["/canonicalizedBody", "/payload", "/envelope"].iter().any(|end| path.ends_with(end))
    };
    let all = leaves(value, &holds);
    let path = random.pick(&all)?.clone();
    let text = value.pointer(&path)?.as_str()?.to_owned();
    if path.ends_with("/envelope") {
        let (kind, changed) = note(&text, random)?;
        *value.pointer_mut(&path)? = changed.into();
        return Some(format!("note {kind}"));
    }
    let mut inner: Value = serde_json::from_slice(&STANDARD.decode(text).ok()?).ok()?;
    let kind = document(&mut inner, random)?;
    let encoded = STANDARD.encode(serde_json::to_vec(&inner).ok()?);
    *value.pointer_mut(&path)? = encoded.into();
    Some(format!("inside {}: {kind}", pattern(&path)))
}

fn document(value: &mut Value, random: &mut Random) -> Option<String> {
    let all = paths(value);
    let path = random.pick(&all)?;
    if random.below(3) == 0 {
        remove(value, path)?;
        return Some(format!("removed {}", pattern(path)));
    }
    let text = value.pointer(path)?.as_str()?;
    let changed = character(text, random)?;
    *value.pointer_mut(path)? = changed.into();
    Some(format!("changed {}", pattern(path)))
}

/// A signed note: origin, size, root, then an empty line and signatures.
fn note(text: &str, random: &mut Random) -> Option<(&'static str, String)> {
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    let position = random.below(lines.len());
    let kind = match random.below(5) {
        0 => {
            lines.remove(position);
            "line removed"
        }
        1 => {
            let own = lines[position].clone();
            lines.insert(position, own);
            "line doubled"
        }
        2 => {
            let other = random.below(lines.len());
            if lines[position] == lines[other] {
                return None;
            }
            lines.swap(position, other);
            "lines swapped"
        }
        3 => {
            lines.insert(position, "\u{2014} example.com AAAAAAAAAAAAAAAAAAAA".to_owned());
            "signature added"
        }
        _ => {
            lines[position] = character(&lines[position], random)?;
            "character changed"
        }
    };
    Some((kind, lines.join("\n")))
}

fn character(text: &str, random: &mut Random) -> Option<String> {
    let mut characters: Vec<char> = text.chars().collect();
    let position = if characters.is_empty() { return None } else { random.below(characters.len()) };
    let new = *random.pick(&['A', 'b', '0', '9', '/', '=', ' '])?;
    if characters[position] == new {
        return None;
    }
    characters[position] = new;
    Some(characters.into_iter().collect())
}
