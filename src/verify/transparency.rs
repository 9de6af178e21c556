//! Is each entry in the log that it names?

use crate::crypto::SignatureVerifier;
use crate::encoding::hex;
use crate::error::Error;
use crate::formats::bundle::{Bundle, BundleVersion};
use crate::formats::checkpoint::Checkpoint;
use crate::formats::log_entry::{InclusionProof, LogEntry};
use crate::formats::trusted_root::LogInstance;
use crate::time::UnixTime;
use crate::verify::Verified;
use crate::verify::check::{Check, Question};
use crate::verify::checkpoint::verify_checkpoint;
use crate::verify::log::{Log, find_log, verify_key_in_use, verify_promise, verify_window_stated};
use crate::verify::merkle;
use crate::verify::signer::SigningTime;
use crate::verify::witness::{WitnessDemand, verify_witnesses};

/// What the entries of a bundle proved.
#[derive(Debug, Default)]
pub(crate) struct Transparency {
    pub(crate) checks: Vec<Check>,
    /// Integrated times whose promise was verified.
    pub(crate) times: Vec<Verified<SigningTime>>,
}

/// What entries are verified with.
#[derive(Clone, Copy)]
pub(crate) struct LogContext<'a> {
    pub(crate) logs: &'a [LogInstance],
    /// Why there need not be an entry at all, if there need not.
    pub(crate) dispensable: Option<&'static str>,
    pub(crate) witnesses: &'a WitnessDemand,
    /// Times that do not come from a log.
    pub(crate) stamped: &'a [UnixTime],
    pub(crate) now: UnixTime,
    pub(crate) crypto: &'a dyn SignatureVerifier,
}

/// Verifies every entry, each once.
pub(crate) fn verify_entries(bundle: &Bundle, context: LogContext<'_>) -> Transparency {
    let mut transparency = Transparency::default();
    for (index, entry) in distinct(&bundle.entries) {
        let found = verify_entry(entry, bundle.version, context);
        transparency.times.extend(found.times);
        let checks = found.checks.into_iter().map(|check| check.with("index", index));
        transparency.checks.extend(checks);
    }
    if transparency.checks.is_empty() {
        transparency.checks.push(match context.dispensable {
            None => Check::refused(Question::LogKnown, &Error::LogEntryMissing {}),
            Some(because) => Check::not_applicable(Question::LogKnown, because),
        });
    }
    let mut checks = transparency.checks.iter();
    if context.witnesses.count > 0 && !checks.any(|check| check.question == Question::LogWitnesses)
    {
        let missing = Error::WitnessesMissing { expected: context.witnesses.count, found: 0 };
        transparency.checks.push(Check::refused(Question::LogWitnesses, &missing));
    }
    transparency
}

/// The entries with their positions; one that is there twice counts once.
pub(crate) fn distinct(entries: &[LogEntry]) -> impl Iterator<Item = (usize, &LogEntry)> {
    entries
        .iter()
        .enumerate()
        .filter(|(index, entry)| !entries.iter().take(*index).any(|earlier| earlier == *entry))
}

fn verify_entry(entry: &LogEntry, version: BundleVersion, context: LogContext<'_>) -> Transparency {
    let log = match find_log(context.logs, &entry.log_id) {
        Ok(log) => log,
        Err(error) => {
            let checks = vec![Check::refused(Question::LogKnown, &error)];
            return Transparency { checks, times: Vec::new() };
        }
    };
    let (promise, time) = promise_check(entry, version, &log, context);
    let known = known_check(&log, time, context);
    let mut checks = vec![known, promise];
    checks.extend(inclusion_checks(entry, version, &log, context));
    let authority = if log.url().is_empty() { log.id.clone() } else { log.url().to_owned() };
    let times = time.map(|time| SigningTime::proven(time, "log", authority));
    Transparency { checks, times: times.into_iter().collect() }
}

/// The log's key was in use at every proven time. Where none is proven it must still be in use:
/// whoever holds a retired key could have made the entry yesterday.
fn known_check(log: &Log<'_>, time: Option<UnixTime>, context: LogContext<'_>) -> Check {
    let proven = time.as_ref().map_or(context.stamped, core::slice::from_ref);
    let in_use = if proven.is_empty() {
        let still = verify_key_in_use(log, context.now);
        verify_window_stated(log).and(still.map_err(|_| Error::TimeUnproven {}))
    } else {
        proven.iter().try_for_each(|time| verify_key_in_use(log, *time))
    };
    let in_use = in_use.and_then(|()| log.key().map(|_| ()));
    Check::of(Question::LogKnown, in_use).with("logId", log.id.clone()).with("log", log.url())
}

/// Rekor v1 promises and tells the time; Rekor v2 does neither, whatever the bundle says. A promise
/// that is there must be good.
fn promise_check(
    entry: &LogEntry,
    version: BundleVersion,
    log: &Log<'_>,
    context: LogContext<'_>,
) -> (Check, Option<UnixTime>) {
    let timeless = entry.is_rekor_v2();
    // Outside of bundles the proof of a log that never promises takes the promise's place.
    let detached = version == BundleVersion::Detached && timeless && entry.proof.is_some();
    if entry.promise.is_none() && (version > BundleVersion::V01 || detached) {
        let because = if timeless { "rekor-v2" } else { "no-promise" };
        return (Check::not_applicable(Question::LogPromise, because), None);
    }
    match verify_promise(entry, log, context.now, context.crypto) {
        Ok(time) => {
            let check = Check::passed(Question::LogPromise).with("time", time.to_string());
            (check.with("logIndex", entry.log_index), Some(time).filter(|_| !timeless))
        }
        Err(error) => (Check::refused(Question::LogPromise, &error), None),
    }
}

fn inclusion_checks(
    entry: &LogEntry,
    version: BundleVersion,
    log: &Log<'_>,
    context: LogContext<'_>,
) -> Vec<Check> {
    let Some(proof) = &entry.proof else {
        // The promise, which v0.1 demands, stands in for the proof.
        return vec![if version <= BundleVersion::V01 {
            Check::not_applicable(Question::LogInclusionProof, "promise-instead")
        } else {
            Check::refused(Question::LogInclusionProof, &Error::InclusionProofMissing {})
        }];
    };
    let Some(note) = &proof.checkpoint else {
        // Whoever makes a tree can prove anything to be in it: only a checkpoint gives it a root.
        return vec![Check::refused(Question::LogCheckpoint, &Error::CheckpointMissing {})];
    };
    let mut checks = vec![inclusion_check(entry, proof)];
    let checkpoint = match Checkpoint::parse(note) {
        Ok(checkpoint) => checkpoint,
        Err(error) => {
            checks.push(Check::refused(Question::LogCheckpoint, &error));
            return checks;
        }
    };
    let verified = verify_checkpoint(&checkpoint, proof, log, context.crypto);
    checks.push(
        Check::of(Question::LogCheckpoint, verified)
            .with("origin", checkpoint.origin.clone())
            .with("treeSize", checkpoint.tree_size),
    );
    if context.witnesses.count > 0 {
        checks.push(witness_check(&checkpoint, context));
    }
    checks
}

fn inclusion_check(entry: &LogEntry, proof: &InclusionProof) -> Check {
    let leaf = merkle::leaf_hash(&entry.body);
    let root = merkle::root_from_path(leaf, proof.log_index, proof.tree_size, &proof.hashes);
    let included = if root.is_some_and(|root| root == *proof.root_hash) {
        Ok(())
    } else {
        Err(Error::InclusionProofInvalid {
            expected: hex::encode(&proof.root_hash),
            found: root.map(|root| hex::encode(&root)),
        })
    };
    Check::of(Question::LogInclusionProof, included)
        .with("logIndex", proof.log_index)
        .with("treeSize", proof.tree_size)
}

fn witness_check(checkpoint: &Checkpoint, context: LogContext<'_>) -> Check {
    match verify_witnesses(checkpoint, context.witnesses, context.crypto) {
        Ok(names) => Check::passed(Question::LogWitnesses).with("witnesses", names),
        Err(error) => Check::refused(Question::LogWitnesses, &error),
    }
}
