//! What a fuzzer calls: each way in which bytes from outside enter. None may panic, and some
//! things must hold whatever the bytes are.
//!
//! `tests/fuzz_targets.rs` of the main crate runs the same functions without a fuzzer.

use touchstone::{
    Digest, DigestAlgorithm, Digests, EmbeddedRoots, Expectation, Report, Session, Stated,
    UnixTime, Verdict,
};

/// A function that takes a fuzzer's bytes.
pub type Target = fn(&[u8]);

/// Every target by its name.
pub const TARGETS: [(&str, Target); 9] = [
    ("bundle", bundle),
    ("trusted_root", trusted_root),
    ("policy", policy),
    ("key", key),
    ("git", git),
    ("inspect", inspect),
    ("session", session),
    ("image", image),
    ("repository", repository),
];

const ARTIFACT: &[u8] = b"A file that nobody signed.\n";

/// A bundle, given for a file that nobody signed.
pub fn bundle(bytes: &[u8]) {
    let mut session = empty(EmbeddedRoots::Production);
    session.set_expectation(anybody());
    session.add_file("fuzz.sigstore.json", bytes, Some(0));
    session.add_artifact("fuzz", None, digests(ARTIFACT));
    let report = read(&mut session);
    assert!(report.verdict > Verdict::Unstated, "nobody signed the file");
}

/// A trusted root, which is read where it is relied on as where it is shown.
pub fn trusted_root(bytes: &[u8]) {
    let shown = touchstone::inspect_trusted_root(bytes, "fuzz");
    let mut session = empty(EmbeddedRoots::None);
    let added = session.add_trusted_root("fuzz", bytes);
    assert_eq!(shown.err(), added.err(), "shown and relied on");
    session.add_file("fuzz.json", bytes, None);
    session.add_artifact("fuzz", None, digests(ARTIFACT));
    read(&mut session);
}

/// Who should have signed, and what else must hold of an attestation that is genuine.
pub fn policy(bytes: &[u8]) {
    let mut session = empty(EmbeddedRoots::None);
    match Expectation::located_from_json(bytes) {
        Ok(expectation) => {
            assert!(serde_json::to_string(&expectation.explain()).is_ok());
            hold_against_attestation(expectation.clone());
            session.set_expectation(expectation);
        }
        Err(fault) => {
            let lines =
                u64::try_from(bytes.split(|byte| *byte == b'\n').count()).unwrap_or(u64::MAX);
            assert!(
                fault.place.is_none_or(|(line, column)| (1..=lines).contains(&line) && column > 0)
            );
        }
    }
    session.add_file("fuzz.json", bytes, None);
    session.add_artifact("fuzz", None, digests(ARTIFACT));
    read(&mut session);
}

/// Rules and demands on builds are only looked at where a signature is sound.
fn hold_against_attestation(expectation: Expectation) {
    macro_rules! file {
        ($name:literal) => {
            include_bytes!(concat!("../../vectors/policy/rule-any/", $name))
        };
    }
    let Ok(now) = UnixTime::from_rfc3339("2026-06-01T00:00:00Z") else { return };
    let Ok(mut session) = Session::new(now, EmbeddedRoots::None) else { return };
    assert!(session.add_trusted_root("root", file!("trusted_root.json")).is_ok());
    session.set_expectation(expectation);
    session.add_file("bundle.sigstore.json", file!("bundle-1.sigstore.json"), Some(0));
    session.add_artifact("artifact", None, digests(file!("artifact")));
    read(&mut session);
}

/// A public key, whether its owner is expected or it only lay there.
pub fn key(bytes: &[u8]) {
    for stated in [Stated::Expected, Stated::Found] {
        let mut session = empty(EmbeddedRoots::None);
        // A refusal is as good an answer as any.
        let _ = session.add_key("fuzz.pub", bytes, stated);
        session.add_file("fuzz.pub", bytes, None);
        session.add_artifact("fuzz", None, digests(ARTIFACT));
        read(&mut session);
    }
}

/// Any file, under each kind of name: it is what it was sniffed to be.
pub fn inspect(bytes: &[u8]) {
    for name in ["fuzz", "fuzz.sigstore.json", "fuzz.jsonl", "fuzz.pub", "fuzz.pem", "fuzz.der"] {
        let inspection = touchstone::inspect(bytes, name);
        assert_eq!(inspection.kind, touchstone::sniff(bytes, name), "{name}");
        assert!(serde_json::to_string(&inspection).is_ok(), "{name}");
    }
}

/// A git object, bundle or pack, at once and piece by piece: the same comes out, and nobody signed it
/// for the production roots.
pub fn git(bytes: &[u8]) {
    let mut session = empty(EmbeddedRoots::None);
    session.set_expectation(anybody());
    session.add_file("fuzz", bytes, None);
    let whole = read(&mut session);
    assert!(whole.verdict > Verdict::Unstated, "no root trusts it");
    let kind = touchstone::sniff(bytes, "fuzz");
    if !matches!(kind, touchstone::Kind::GitBundle | touchstone::Kind::GitPack) {
        return;
    }
    let mut session = empty(EmbeddedRoots::None);
    session.set_expectation(anybody());
    let artifact = session.history_begin("fuzz", kind, None);
    for piece in bytes.chunks(13) {
        session.history_update(artifact, piece);
    }
    session.history_end(artifact);
    assert_eq!(text(&whole), text(&read(&mut session)), "piece by piece");
}

/// Several files in one session, each with its own part in it; see [`packed`].
pub fn session(bytes: &[u8]) {
    let mut session = empty(EmbeddedRoots::None);
    let mut rest = bytes;
    while let Some((part, file, next)) = unpacked(rest) {
        take(&mut session, part, file);
        rest = next;
    }
    let first = text(&read(&mut session));
    assert_eq!(first, text(&read(&mut session)), "the same session");
}

/// Where a fuzzer's files lie in an image.
const PATHS: [&str; 8] = [
    "oci-layout",
    "index.json",
    "manifest.json",
    "version",
    "signature-1",
    "blobs/sha256/",
    "config.json",
    "layer.tar",
];

/// The files of an image, packed as those of [`session`]: the part says where each lies, a blob
/// under its own digest. Nobody signed any of it.
pub fn image(bytes: &[u8]) {
    let mut session = empty(EmbeddedRoots::Production);
    session.set_expectation(anybody());
    let container = session.add_artifact("fuzz.tar", None, digests(bytes));
    session.mark_container(container);
    let image = session.add_image("fuzz.tar", Some(container));
    let mut files = Vec::new();
    let mut rest = bytes;
    while let Some((part, file, next)) = unpacked(rest) {
        let place = PATHS.get(usize::from(part % 8)).copied().unwrap_or_default();
        let own = if place.ends_with('/') {
            format!("{place}{}", Digest::of(DigestAlgorithm::Sha256, file).hex())
        } else {
            place.to_owned()
        };
        session.add_image_file(image, &own, u64::try_from(file.len()).ok(), file);
        files.push(file);
        rest = next;
    }
    for _ in 0..3 {
        for reading in session.image_readings(image) {
            let file = files.get(reading.file).copied().unwrap_or_default();
            match reading.read {
                "document" => session.set_image_document(image, reading.file, file),
                "digest" => {
                    let size = u64::try_from(file.len()).unwrap_or(u64::MAX);
                    session.set_image_digests(image, reading.file, size, digests(file));
                }
                _ => session.refuse_image_file(image, reading.file, true, file.len() % 2 == 0),
            }
        }
    }
    let report = read(&mut session);
    assert!(report.verdict > Verdict::Unstated, "nobody signed the image");
    session.remove_artifact(container);
    assert!(read(&mut session).artifacts.is_empty(), "it was taken away");
}

/// What a fuzzer's files of a TUF repository are called; the first is a root to rely on, the last an
/// artifact.
const METADATA: [&str; 10] = [
    "root.json",
    "1.root.json",
    "2.root.json",
    "timestamp.json",
    "1.snapshot.json",
    "1.targets.json",
    "1.role.json",
    "hello.sigstore.json",
    "trusted_root.json",
    "artifact",
];

/// The files of a TUF repository, packed as those of [`session`]: the part says what each is called.
/// As long as nobody relies on its root, it makes nothing verified.
pub fn repository(bytes: &[u8]) {
    for relies in [false, true] {
        let mut session = empty(EmbeddedRoots::None);
        let mut rest = bytes;
        while let Some((part, file, next)) = unpacked(rest) {
            match METADATA.get(usize::from(part % 10)).copied().unwrap_or_default() {
                "root.json" if relies => drop(session.add_tuf_root("root.json", file)),
                "root.json" => {}
                "trusted_root.json" => drop(session.add_trusted_root("trusted_root.json", file)),
                "artifact" => drop(session.add_artifact("artifact", None, digests(file))),
                name => {
                    session.add_file(name, file, None);
                }
            }
            rest = next;
        }
        let report = read(&mut session);
        let vouched = report.artifacts.iter().any(|artifact| artifact.verdict == Verdict::Verified);
        assert!(relies || !vouched, "nobody relies on it");
        let expired = report.repositories.iter().any(|repository| !repository.expired.is_empty());
        let alone = report.repositories.len() == 1;
        assert!(!(vouched && alone && expired), "it has expired");
        assert_eq!(text(&report), text(&read(&mut session)), "the same session");
    }
}

/// Files as the target [`session`] takes them: part, length in two bytes, content.
pub fn packed(files: &[(u8, &[u8])]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (part, file) in files {
        let length = u16::try_from(file.len()).unwrap_or(u16::MAX);
        bytes.push(*part);
        bytes.extend(length.to_be_bytes());
        bytes.extend(file.iter().take(usize::from(length)));
    }
    bytes
}

fn unpacked(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (head, rest) = bytes.split_first_chunk::<3>()?;
    let [part, high, low] = *head;
    let length = usize::from(u16::from_be_bytes([high, low])).min(rest.len());
    let (file, rest) = rest.split_at(length);
    Some((part, file, rest))
}

fn take(session: &mut Session, part: u8, file: &[u8]) {
    // What a session refuses, it goes on without.
    match part % 10 {
        0 => drop(session.add_trusted_root("fuzz.json", file)),
        1 => drop(session.add_key("fuzz.pub", file, Stated::Expected)),
        2 => drop(Expectation::from_json(file).map(|found| session.set_expectation(found))),
        3 => drop(session.add_artifact("fuzz", None, digests(file))),
        4 => session.set_digests(0, None, digests(file)),
        5 => drop(session.refuse_file("fuzz.sigstore.json", file, u64::MAX)),
        6 => session.remove_file("fuzz.sigstore.json"),
        7 => stream(session, file),
        part => {
            session.add_file("fuzz.sigstore.json", file, (part == 8).then_some(0));
        }
    }
}

/// Also out of order, and of a file that is not the artifact.
fn stream(session: &mut Session, file: &[u8]) {
    session.message_begin(0);
    session.message_update(0, file);
    session.message_update(1, file);
    session.message_end(0);
}

fn read(session: &mut Session) -> Report {
    for artifact in session.messages_wanted() {
        session.message_begin(artifact);
        session.message_update(artifact, ARTIFACT);
        session.message_end(artifact);
    }
    assert!(session.digests_wanted().contains(&DigestAlgorithm::Sha256), "always wanted");
    session.report()
}

fn text(report: &Report) -> String {
    serde_json::to_string(report).unwrap_or_else(|error| panic!("{error}"))
}

fn empty(roots: EmbeddedRoots) -> Session {
    let now = UnixTime::from_seconds(1_780_000_000);
    Session::new(now, roots).unwrap_or_else(|error| panic!("{error}"))
}

fn anybody() -> Expectation {
    let anybody = br#"{"certificateIdentityRegexp": ".*"}"#;
    Expectation::from_json(anybody).unwrap_or_else(|error| panic!("{error}"))
}

fn digests(bytes: &[u8]) -> Digests {
    let algorithms = [DigestAlgorithm::Sha256, DigestAlgorithm::Sha384, DigestAlgorithm::Sha512];
    algorithms.map(|algorithm| Digest::of(algorithm, bytes)).into_iter().collect()
}
