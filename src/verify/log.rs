//! Which log is it, may its key be used, and did it promise to take the entry?

use serde::Serialize;

use crate::crypto::{Message, PublicKey, Scheme, SignatureVerifier};
use crate::encoding::{base64, hex};
use crate::error::Error;
use crate::formats::log_entry::LogEntry;
use crate::formats::trusted_root::LogInstance;
use crate::time::UnixTime;

/// One log of a domain: its instances share an id and a key, and may differ in their windows.
#[derive(Debug)]
pub(crate) struct Log<'a> {
    instances: Vec<&'a LogInstance>,
    /// The id, in hexadecimal.
    pub(crate) id: String,
}

impl<'a> Log<'a> {
    /// The key, if it is of a kind that can be used.
    pub(crate) fn key(&self) -> Result<&'a PublicKey, Error> {
        self.instance()?.key.as_ref().map_err(Clone::clone)
    }

    /// The scheme that the key signs with.
    pub(crate) fn scheme(&self) -> Result<Scheme, Error> {
        self.instance()?.scheme.ok_or_else(|| Error::AlgorithmUnsupported {
            algorithm: format!("key of log {}", self.id),
        })
    }

    /// The id as bytes.
    pub(crate) fn id_bytes(&self) -> Result<&'a [u8], Error> {
        Ok(&self.instance()?.log_id)
    }

    /// Where the log is, as the trusted root says.
    pub(crate) fn url(&self) -> &'a str {
        self.instances.first().map_or("", |log| log.base_url.as_str())
    }

    fn instance(&self) -> Result<&'a LogInstance, Error> {
        let first = self.instances.first().copied();
        first.ok_or_else(|| Error::LogUnknown { log_id: self.id.clone() })
    }
}

/// Finds a log by its id, whether or not its key is still in use today.
pub(crate) fn find_log<'a>(logs: &'a [LogInstance], log_id: &[u8]) -> Result<Log<'a>, Error> {
    let instances: Vec<_> = logs.iter().filter(|log| log.log_id == log_id).collect();
    let id = hex::encode(log_id);
    if instances.is_empty() {
        Err(Error::LogUnknown { log_id: id })
    } else {
        Ok(Log { instances, id })
    }
}

/// Whether the log's key says from when it is in use; without it nothing bounds its use.
pub(crate) fn verify_window_stated(log: &Log<'_>) -> Result<(), Error> {
    if log.instances.iter().any(|instance| instance.window.start.is_some()) {
        return Ok(());
    }
    Err(Error::WindowWithoutStart { log_id: log.id.clone() })
}

/// Whether the log's key was in use at that time, both ends of its window included.
pub(crate) fn verify_key_in_use(log: &Log<'_>, time: UnixTime) -> Result<(), Error> {
    verify_window_stated(log)?;
    let mut windows = log.instances.iter().map(|instance| instance.window);
    if windows.any(|window| window.start.is_some() && window.contains(time)) {
        return Ok(());
    }
    let window = log.instance()?.window;
    Err(Error::LogKeyNotValidThen {
        log_id: log.id.clone(),
        time: time.to_string(),
        from: window.start.map(|start| start.to_string()),
        until: window.end.map(|end| end.to_string()),
    })
}

/// Whether the log promised, at the integrated time, to take the entry (Rekor's SET). Gives that
/// time, which only the promise makes worth anything.
pub(crate) fn verify_promise(
    entry: &LogEntry,
    log: &Log<'_>,
    now: UnixTime,
    crypto: &dyn SignatureVerifier,
) -> Result<UnixTime, Error> {
    let promise = entry.promise.as_deref().ok_or(Error::PromiseMissing {})?;
    let invalid = || Error::PromiseInvalid { log_id: log.id.clone() };
    let time = entry.integrated_time.ok_or_else(invalid)?;
    let signed = signed_promise(entry, log, time).ok_or_else(invalid)?;
    crypto
        .verify(log.key()?, log.scheme()?, Message::Bytes(&signed), promise)
        .map_err(|_| invalid())?;
    if time > now {
        return Err(Error::TimeInFuture { time: time.to_string(), now: now.to_string() });
    }
    Ok(time)
}

/// What a promise is over, in the order that canonical JSON (RFC 8785) gives the fields. Base64,
/// hexadecimal and integers are written in one way only, so nothing is left to make canonical.
#[derive(Serialize)]
struct Promised<'a> {
    body: String,
    #[serde(rename = "integratedTime")]
    integrated_time: i64,
    #[serde(rename = "logID")]
    log_id: &'a str,
    #[serde(rename = "logIndex")]
    log_index: u64,
}

fn signed_promise(entry: &LogEntry, log: &Log<'_>, time: UnixTime) -> Option<Vec<u8>> {
    let promised = Promised {
        body: base64::encode(&entry.body),
        integrated_time: time.seconds(),
        log_id: &log.id,
        log_index: entry.log_index,
    };
    serde_json::to_vec(&promised).ok()
}
