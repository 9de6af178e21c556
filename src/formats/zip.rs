//! Zip archives (APPNOTE 6.3) that are small enough to be read at once.

use rawzip::{CompressionMethod, ZipArchive};

use crate::encoding::inflate::inflate_bare;

/// Hands over the files of an archive one by one, each by its name: as the archive says it, except
/// that what is no UTF-8 of it is replaced. Folders are left out.
///
/// Nothing comes back where the archive is broken, stores a file otherwise than plain or by DEFLATE,
/// or holds more than so many files or bytes. What a file holds is not compared with the archive's
/// checksum: it is verified for itself.
pub(crate) fn each_file(
    bytes: &[u8],
    mut count: usize,
    mut size: usize,
    give: &mut dyn FnMut(&str, &[u8]),
) -> Option<()> {
    let archive = ZipArchive::from_slice(bytes).ok()?;
    let mut entries = archive.entries();
    while let Some(entry) = entries.next_entry().ok()? {
        if entry.is_dir() {
            continue;
        }
        let stored = archive.get_entry(entry.wayfinder()).ok()?.data();
        let inflated;
        let content = match entry.compression_method() {
            CompressionMethod::STORE => stored,
            CompressionMethod::DEFLATE => {
                inflated = inflate_bare(stored, size).ok()?;
                &inflated
            }
            _ => return None,
        };
        count = count.checked_sub(1)?;
        size = size.checked_sub(content.len())?;
        give(&String::from_utf8_lossy(entry.file_path().as_ref()), content);
    }
    Some(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test's panic is its answer")]
mod tests {
    use std::io::Write;

    use miniz_oxide::deflate::compress_to_vec;
    use rawzip::ZipArchiveWriter;

    use super::*;

    /// An archive of a folder and two files, the first of them deflated.
    fn archive(method: CompressionMethod) -> Vec<u8> {
        let mut output = Vec::new();
        let mut archive = ZipArchiveWriter::new(&mut output);
        archive.new_dir("dist/").create().unwrap();
        for (name, method, content) in [
            ("dist/a", CompressionMethod::DEFLATE, vec![7; 1000]),
            ("dist/b", method, b"plain".to_vec()),
        ] {
            let (mut entry, config) =
                archive.new_file(name).compression_method(method).start().unwrap();
            let mut writer = config.wrap(&mut entry);
            let deflated = method == CompressionMethod::DEFLATE;
            writer
                .write_all(&if deflated { compress_to_vec(&content, 6) } else { content })
                .unwrap();
            let (_, descriptor) = writer.finish().unwrap();
            entry.finish(descriptor).unwrap();
        }
        archive.finish().unwrap();
        output
    }

    fn members(bytes: &[u8], count: usize, size: usize) -> Option<Vec<(String, usize)>> {
        let mut found = Vec::new();
        let mut take = |name: &str, bytes: &[u8]| found.push((name.to_owned(), bytes.len()));
        each_file(bytes, count, size, &mut take).map(|()| found)
    }

    #[test]
    fn files_come_in_order() {
        let found = members(&archive(CompressionMethod::STORE), 2, 1005).unwrap();
        assert_eq!(found, [("dist/a".to_owned(), 1000), ("dist/b".to_owned(), 5)]);
    }

    #[test]
    fn more_than_is_asked_for_is_none() {
        let whole = archive(CompressionMethod::STORE);
        assert!(members(&whole, 1, 1005).is_none());
        assert!(members(&whole, 2, 1004).is_none());
        assert!(members(&whole, 2, 999).is_none());
    }

    #[test]
    fn what_is_broken_or_unknown_is_none() {
        let whole = archive(CompressionMethod::STORE);
        for length in 0..whole.len() {
            assert!(members(&whole[..length], 2, 1005).is_none(), "{length}");
        }
        assert!(members(&archive(CompressionMethod::BZIP2), 2, 1005).is_none());
    }
}
