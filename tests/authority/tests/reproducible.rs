//! The vectors in the repository are what the authority writes, byte for byte.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use touchstone_test_authority::cases::{families, list};

#[test]
fn the_vectors_are_what_the_authority_writes() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../vectors");
    let families = families();
    let mut wrong = Vec::new();
    let mut count = 0;
    for (family, cases) in &families {
        for case in cases {
            count += 1;
            let folder = root.join(family).join(&case.name);
            if read(&folder) != case.all_files() {
                wrong.push(format!("{family}/{}", case.name));
            }
        }
    }
    let listed = fs::read_to_string(root.join("cases.rs")).expect("cases.rs");
    assert_eq!(listed, list(&families), "cases.rs");
    assert!(wrong.is_empty(), "written anew they differ: {wrong:?}");
    println!("{count} cases are reproducible");
}

#[test]
fn no_two_cases_have_one_name() {
    for (family, cases) in families() {
        let mut names: Vec<_> = cases.iter().map(|case| case.name.as_str()).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count, "{family}");
    }
}

fn read(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let Ok(entries) = fs::read_dir(folder) else { return BTreeMap::new() };
    entries
        .map(|entry| {
            let path = entry.expect("an entry").path();
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            (name, fs::read(&path).expect("a file"))
        })
        .collect()
}
