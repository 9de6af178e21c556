//! Writes `tests/vectors`: every case the engine is held against, the same bytes each time.

use std::fs;
use std::io;
use std::path::Path;

fn main() -> io::Result<()> {
    let vectors = Path::new(env!("CARGO_MANIFEST_DIR")).join("../vectors");
    let families = touchstone_test_authority::cases::families();
    for (family, cases) in &families {
        let folder = vectors.join(family);
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        for case in cases {
            case.write(&folder)?;
        }
        println!("{family}: {} cases", cases.len());
    }
    fs::write(vectors.join("cases.rs"), touchstone_test_authority::cases::list(&families))
}
