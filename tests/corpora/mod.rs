//! Real signed material, unpacked once into `target/corpora`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};

/// One test of a program unpacks at a time.
static UNPACKING: Mutex<()> = Mutex::new(());

/// The folder of a corpus, or `None` where it is absent.
pub(crate) fn unpacked(name: &str) -> Option<PathBuf> {
    let project = project();
    let archive = project.join(format!("../shared/corpora/{name}.tar.gz"));
    let folder = project.join("target/corpora").join(name);
    let _unpacking = UNPACKING.lock().unwrap_or_else(PoisonError::into_inner);
    if folder.is_dir() {
        return Some(folder);
    }
    if !archive.exists() {
        return None;
    }
    // Another program may unpack at the same time: each into a folder of its own, then one wins.
    let own = project.join("target/corpora").join(format!("{name}.{}", std::process::id()));
    fs::create_dir_all(&own).ok()?;
    let status = Command::new("tar").arg("-xzf").arg(&archive).arg("-C").arg(&own).status();
    assert!(status.is_ok_and(|status| status.success()), "tar could not unpack {name}");
    let inner = own.join(name);
    let unpacked = if inner.is_dir() { inner } else { own.clone() };
    let _ = fs::rename(unpacked, &folder);
    let _ = fs::remove_dir_all(&own);
    Some(folder)
}

/// The project's folder, from whichever of its crates this is compiled in.
fn project() -> &'static Path {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.ancestors().find(|folder| folder.join("tests/corpora/mod.rs").is_file()).unwrap_or(own)
}
