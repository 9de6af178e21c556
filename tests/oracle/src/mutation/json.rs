//! Places in a JSON document, as pointers (RFC 6901).

use serde_json::Value;

/// Every place but the whole.
pub(super) fn paths(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    collect(value, "", &mut found);
    found
}

fn collect(value: &Value, path: &str, found: &mut Vec<String>) {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(map) => map.iter().map(|(key, child)| (key.clone(), child)).collect(),
        Value::Array(list) => {
            list.iter().enumerate().map(|(index, child)| (index.to_string(), child)).collect()
        }
        _ => return,
    };
    for (key, child) in children {
        let path = format!("{path}/{}", key.replace('~', "~0").replace('/', "~1"));
        collect(child, &path, found);
        found.push(path);
    }
}

/// The places of the texts that fit.
pub(super) fn leaves(value: &Value, fits: &dyn Fn(&str, &str) -> bool) -> Vec<String> {
    let is_leaf = |path: &String| {
        value.pointer(path).and_then(Value::as_str).is_some_and(|text| fits(path, text))
    };
    paths(value).into_iter().filter(is_leaf).collect()
}

/// Takes away what stands at a place.
pub(super) fn remove(value: &mut Value, path: &str) -> Option<()> {
    let (parent, key) = path.rsplit_once('/')?;
    match value.pointer_mut(parent)? {
        Value::Object(map) => {
            map.shift_remove(&key.replace("~1", "/").replace("~0", "~")).map(drop)
        }
        Value::Array(list) => {
            list.remove(key.parse().ok()?);
            Some(())
        }
        _ => None,
    }
}

/// A place without the positions in lists.
pub(super) fn pattern(path: &str) -> String {
    let parts: Vec<&str> = path
        .split('/')
        .map(|part| if part.parse::<usize>().is_ok() { "*" } else { part })
        .collect();
    parts.join("/")
}
