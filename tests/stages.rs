//! Files go one way through the engine: no stage knows a later one.
//!
//! The order is the one of `src/lib.rs`. A module that imports what comes after it would make
//! reading depend on judging, and no compiler says a word about that.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Earlier first.
const ORDER: [&str; 16] = [
    "error", "time", "encoding", "digest", "crypto", "sniff", "formats", "bind", "trust", "verify",
    "policy", "judge", "report", "inspect", "session", "wasm",
];
/// Modules that keep to less than everything before them.
const NARROW: [(&str, &[&str]); 3] = [
    // Binding compares digests and signatures; it trusts nothing.
    ("bind", &["error", "digest", "formats"]),
    // Sniffing happens before anything is read.
    ("sniff", &["error", "encoding"]),
    ("error", &[]),
];
/// Most files stay below this, and none goes far beyond.
const LINES: usize = 400;
/// One list of everything that can be wrong is longer than a file should be.
const LONG: [&str; 1] = ["error.rs"];
/// What may not be in the engine's own code.
const PANICS: [&str; 6] =
    [".unwrap()", ".expect(\"", "panic!(", "unreachable!(", "todo!(", "unimplemented!("];

struct Source {
    name: String,
    /// The first part of its path.
    module: String,
    /// Without comments, and without the tests at its end.
    code: String,
    lines: usize,
}

#[test]
fn no_stage_imports_a_later_one() {
    let place = |module: &str| ORDER.iter().position(|known| *known == module);
    let mut wrong = Vec::new();
    let mut imports = 0;
    for source in engine() {
        let Some(own) = place(&source.module) else {
            assert_eq!(source.module, "lib", "{} stands in no order", source.name);
            continue;
        };
        for imported in imported(&source.code) {
            imports += 1;
            let earlier = place(&imported).is_some_and(|place| place <= own);
            let mut narrow = NARROW.iter().filter(|(module, _)| *module == source.module);
            let allowed = narrow
                .all(|(module, only)| imported == *module || only.contains(&imported.as_str()));
            if !earlier || !allowed {
                wrong.push(format!("{} imports crate::{imported}", source.name));
            }
        }
    }
    assert!(imports > 50, "only {imports} imports found: is the search still right?");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_stage_exists() {
    let present: BTreeSet<String> = engine().into_iter().map(|source| source.module).collect();
    // The binding comes with its own target and may be built apart.
    for module in ORDER.iter().filter(|module| **module != "wasm") {
        assert!(present.contains(*module), "no module {module}");
    }
}

#[test]
fn files_stay_readable() {
    let long: Vec<String> = engine()
        .into_iter()
        .filter(|source| source.lines > LINES && !LONG.contains(&source.name.as_str()))
        .map(|source| format!("{}: {} lines", source.name, source.lines))
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn nothing_in_the_engine_panics() {
    let mut wrong = Vec::new();
    for source in engine() {
        for line in source.code.lines() {
            if PANICS.iter().any(|panic| line.contains(panic)) {
                wrong.push(format!("{}: {}", source.name, line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The modules named after `crate::`, in any place.
fn imported(code: &str) -> BTreeSet<String> {
    let mut modules = BTreeSet::new();
    for (position, _) in code.match_indices("crate::") {
        let rest = code.get(position + "crate::".len()..).unwrap_or_default();
        match rest.strip_prefix('{') {
            Some(group) => {
                let group = group.split('}').next().unwrap_or_default();
                let parts = group.split(',').map(str::trim).filter(|part| !part.is_empty());
                modules.extend(parts.map(first_name));
            }
            None => modules.extend([first_name(rest)]),
        }
    }
    modules
}

fn first_name(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// The engine's sources that are not tests.
fn engine() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    files.iter().filter_map(|file| read(&root, file)).collect()
}

fn read(root: &Path, file: &Path) -> Option<Source> {
    let relative = file.strip_prefix(root).unwrap();
    let name = relative.to_str().unwrap().replace('\\', "/");
    if name.ends_with("_tests.rs") || name.ends_with("/fixtures.rs") {
        return None;
    }
    let text = fs::read_to_string(file).unwrap();
    let own = text.split("#[cfg(test)]\n#[allow").next().unwrap_or_default();
    let own = own.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let code: Vec<&str> = own.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let module = name.split('/').next().unwrap_or_default().trim_end_matches(".rs").to_owned();
    Some(Source { module, code: code.join("\n"), lines: text.lines().count(), name })
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}
