//! The little that these tests read of archives: plain entries of tar, and what the test authority
//! makes of gzip and zstd.

use touchstone::{Digest, DigestAlgorithm, Session};

/// The files of an archive; `None` if it has others than plain ones, or ends too early.
pub(crate) fn files(archive: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    let mut files = Vec::new();
    let mut at = 0;
    while let Some(header) = archive.get(at..at + 512) {
        if header.iter().all(|byte| *byte == 0) {
            return Some(files);
        }
        let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
        let own: u32 = header[148..156].iter().map(|byte| u32::from(*byte)).sum();
        let text = |from: usize, to: usize| {
            let field = header[from..to].split(|byte| *byte == 0).next().unwrap();
            core::str::from_utf8(field).ok().map(str::to_owned)
        };
        let number = |from, to| usize::from_str_radix(text(from, to)?.trim(), 8).ok();
        if number(148, 156)? as u32 != sum - own + 8 * 32 || header[156] != b'0' {
            return None;
        }
        let size = number(124, 136)?;
        let content = archive.get(at + 512..(at + 512).checked_add(size)?)?;
        files.push((text(0, 100)?, content.to_vec()));
        at += 512 + size.div_ceil(512) * 512;
    }
    Some(files)
}

/// Hands an image's files over, as a host does.
pub(crate) fn add_image(
    session: &mut Session,
    name: &str,
    container: Option<usize>,
    files: &[(String, Vec<u8>)],
) {
    let image = session.add_image(name, container);
    for (path, bytes) in files {
        let head = &bytes[..bytes.len().min(512)];
        session.add_image_file(image, path, Some(bytes.len() as u64), head);
    }
    loop {
        let readings = session.image_readings(image);
        if readings.is_empty() {
            return;
        }
        for reading in readings {
            let bytes = &files[reading.file].1;
            let content = match reading.read {
                "document" => {
                    session.set_image_document(image, reading.file, bytes);
                    continue;
                }
                "digest" => {
                    let named =
                        reading.digests.iter().filter_map(|name| DigestAlgorithm::from_name(name));
                    let digests = named.map(|name| Digest::of(name, bytes)).collect();
                    session.set_image_digests(image, reading.file, bytes.len() as u64, digests);
                    continue;
                }
                "gzip" => gunzip(bytes),
                _ => unzstd(bytes),
            };
            match content {
                Some(content) => {
                    let content = Digest::of(DigestAlgorithm::Sha256, &content);
                    session.set_image_content(image, reading.file, content);
                }
                None => session.refuse_image_file(image, reading.file, true, false),
            }
        }
    }
}

/// One member of one stored block.
fn gunzip(bytes: &[u8]) -> Option<Vec<u8>> {
    let length = usize::from(u16::from_le_bytes([*bytes.get(11)?, *bytes.get(12)?]));
    let plain = bytes.get(3) == Some(&0) && bytes.get(10) == Some(&1);
    (plain && bytes.len() == 15 + length + 8).then(|| bytes[15..15 + length].to_vec())
}

/// One frame of one raw block.
fn unzstd(bytes: &[u8]) -> Option<Vec<u8>> {
    (bytes.get(4) == Some(&0xa0) && bytes.len() > 12).then(|| bytes[12..].to_vec())
}
