//! Real bundles beside the conformance cases: npm, GitHub, conda, SLSA builders, commits.
//!
//! What each must be and why is in `other_bundles/table.toml`.

#![allow(missing_docs, unreachable_pub, clippy::unwrap_used, clippy::indexing_slicing)]
#![allow(clippy::panic)]

mod corpora;
#[path = "other_bundles/table.rs"]
mod table;

use touchstone::{
    Digest, DigestAlgorithm, Digests, EmbeddedRoots, Expectation, Report, Session, Stated, UnixTime,
};

use crate::table::{CORPORA, OtherArtifact, OtherBundle, other_bundles};

const ALL: [DigestAlgorithm; 3] =
    [DigestAlgorithm::Sha256, DigestAlgorithm::Sha384, DigestAlgorithm::Sha512];

#[test]
fn other_bundles_get_their_verdict() {
    let (bundles, absent) = other_bundles(&corpora::unpacked);
    let mut wrong = Vec::new();
    let mut verdicts = 0;
    for bundle in &bundles {
        for by_file in [true, false] {
            if by_file && matches!(bundle.artifact, OtherArtifact::Digest(_)) {
                continue;
            }
            verdicts += 1;
            let report = verify(bundle, by_file);
            if let Err(problem) = compare(bundle, &report) {
                wrong.push(format!("{} (by file: {by_file}): {problem}", bundle.name));
            }
        }
    }
    println!("{} bundles, {verdicts} verdicts; skipped: {absent} (no corpus)", bundles.len());
    let missing: Vec<_> = CORPORA.iter().filter(|name| corpora::unpacked(name).is_none()).collect();
    println!("corpora that are absent: {missing:?}");
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

fn compare(bundle: &OtherBundle, report: &Report) -> Result<(), String> {
    let checks = report.evidence.iter().flat_map(|evidence| &evidence.checks);
    let mut codes: Vec<String> =
        checks.filter_map(|check| check.facts.get("error")?.as_str().map(str::to_owned)).collect();
    codes.extend(report.errors.iter().map(|error| error.code.to_owned()));
    let mut problems = Vec::new();
    if report.verdict.name() != bundle.verdict {
        problems.push(format!("{} instead of {}", report.verdict.name(), bundle.verdict));
    }
    if bundle.error.as_ref().is_some_and(|expected| !codes.contains(expected)) {
        problems.push(format!("no {}", bundle.error.as_deref().unwrap_or_default()));
    }
    if report.evidence.len() != bundle.lines {
        problems.push(format!("{} pieces of evidence", report.evidence.len()));
    }
    let orphans: Vec<_> = report.orphans.iter().map(|orphan| orphan.reason).collect();
    if problems.is_empty() {
        return Ok(());
    }
    Err(format!("{}; codes {codes:?}, orphans {orphans:?}", problems.join(", ")))
}

fn verify(bundle: &OtherBundle, by_file: bool) -> Report {
    let now = UnixTime::from_rfc3339("2026-11-01T00:00:00Z").unwrap();
    let mut session = Session::new(now, EmbeddedRoots::Production).unwrap();
    if let Some(root) = &bundle.trusted_root {
        session.add_trusted_root("trusted_root.json", root).unwrap();
    }
    if let Some(key) = &bundle.key {
        session.add_key("key.pub", key, Stated::Expected).unwrap();
    }
    if let Some(expectation) = &bundle.expectation {
        let expectation = Expectation::from_json(expectation.to_string().as_bytes());
        session.set_expectation(expectation.unwrap());
    }
    session.add_file("bundle.sigstore.json", &bundle.bundle, Some(0));
    let wanted = session.digests_wanted();
    let digests: Digests = match &bundle.artifact {
        OtherArtifact::File(bytes) if by_file => {
            wanted.iter().map(|algorithm| Digest::of(*algorithm, bytes)).collect()
        }
        OtherArtifact::File(bytes) => {
            ALL.map(|algorithm| Digest::of(algorithm, bytes)).into_iter().collect()
        }
        OtherArtifact::Digest(text) => {
            let (name, hex) = text.split_once(':').unwrap();
            let algorithm = ALL.into_iter().find(|algorithm| algorithm.name() == name).unwrap();
            core::iter::once(Digest::from_hex(algorithm, hex).unwrap()).collect()
        }
    };
    session.add_artifact("artifact", None, digests);
    if let OtherArtifact::File(bytes) = &bundle.artifact
        && by_file
    {
        for artifact in session.messages_wanted() {
            session.message_begin(artifact);
            session.message_update(artifact, bytes);
            session.message_end(artifact);
        }
    }
    session.report()
}
