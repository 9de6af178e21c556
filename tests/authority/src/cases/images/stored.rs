//! An image beside its signatures, as containers/image stores it.

use super::*;
use crate::image::{REMOVED, tar};

pub(super) fn cases(world: &World) -> Vec<Case> {
    let (layout, image) = single();
    let files = |manifest: &[u8], signatures: &[Vec<u8>]| {
        let mut files = vec![
            ("version".to_owned(), b"Directory Transport Version: 1.1\n".to_vec()),
            ("manifest.json".to_owned(), manifest.to_vec()),
        ];
        for (path, bytes) in layout.all() {
            let name = path.trim_start_matches("blobs/sha256/");
            if name != path && !digest(&image).ends_with(name) && bytes != REMOVED {
                files.push((name.to_owned(), bytes));
            }
        }
        for (number, bytes) in signatures.iter().enumerate() {
            files.push((format!("signature-{}", number + 1), bytes.clone()));
        }
        tar(&files)
    };
    let manifest = layout.clone().file(digest(&image)).clone();
    let changed = [manifest.as_slice(), b"\n"].concat();
    let stored = signing(world, &image).stored();
    let verified = part("manifest", "linux/amd64", "verified");
    vec![
        of(
            "directory",
            "A manifest, its blobs and its signature side by side.",
            world,
            files(&manifest, core::slice::from_ref(&stored)),
            vec![verified],
        ),
        of(
            "directory-changed",
            "A manifest that was changed: its signature is about another.",
            world,
            files(&changed, &[stored]),
            vec![part("manifest", "linux/amd64", "failed")],
        ),
        of(
            "directory-unsigned",
            "Without a signature.",
            world,
            files(&manifest, &[]),
            vec![part("manifest", "linux/amd64", "incomplete")],
        ),
    ]
}
