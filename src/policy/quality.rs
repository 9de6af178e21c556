//! What a signature must be like, whoever made it.

use serde_json::Value;

use crate::crypto::Scheme;
use crate::error::Error;
use crate::policy::fault::Fault;
use crate::policy::layer::Layer;
use crate::policy::outcome::{DemandStatus, Outcome};
use crate::time::UnixTime;
use crate::verify::signer::Signer;

const OLDEST: &str = "oldestTime";
const NEWEST: &str = "newestTime";
const ALGORITHMS: &str = "algorithms";
const RUNNER: &str = "denySelfHostedRunners";

/// The keys that are read here.
pub(super) const KEYS: [&str; 4] = [OLDEST, NEWEST, ALGORITHMS, RUNNER];

/// When, how and on whose machine it was signed.
#[derive(Clone, Debug, Default)]
pub(crate) struct QualityDemand {
    /// Both ends are inside.
    oldest: Option<UnixTime>,
    newest: Option<UnixTime>,
    /// Names of signature schemes.
    algorithms: Vec<String>,
    /// Whether only GitHub's own machines may have signed.
    github_hosted: bool,
}

/// What was found out about one signature.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Quality<'a> {
    /// The earliest time at which it is proven to have existed.
    pub(crate) time: Option<UnixTime>,
    /// The scheme with which it was verified.
    pub(crate) scheme: Option<&'a str>,
    pub(crate) signer: Option<&'a Signer>,
}

impl QualityDemand {
    pub(super) fn read(layer: &Layer<'_>) -> Result<Self, Fault> {
        let demand = Self {
            oldest: time(layer, OLDEST)?,
            newest: time(layer, NEWEST)?,
            algorithms: algorithms(layer)?,
            github_hosted: layer.flag(RUNNER)?,
        };
        if demand.oldest.zip(demand.newest).is_some_and(|(oldest, newest)| oldest > newest) {
            let key = OLDEST;
            return Err(Fault::at(&layer.get(key)?, Error::PolicyUnsatisfiable { key }));
        }
        Ok(demand)
    }

    /// Whether it demands anything.
    pub(super) fn is_stated(&self) -> bool {
        self.oldest.is_some()
            || self.newest.is_some()
            || self.github_hosted
            || !self.algorithms.is_empty()
    }

    /// What a signature says to each key.
    pub(crate) fn outcomes(&self, quality: Quality<'_>) -> Vec<Outcome> {
        let mut outcomes = Vec::new();
        let time = quality.time;
        if let Some(oldest) = self.oldest {
            outcomes.push(in_time(OLDEST, oldest, time, |time| oldest <= time));
        }
        if let Some(newest) = self.newest {
            outcomes.push(in_time(NEWEST, newest, time, |time| time <= newest));
        }
        if !self.algorithms.is_empty() {
            let expected = self.algorithms.join(", ");
            let allowed = |scheme: &str| self.algorithms.iter().any(|known| known == scheme);
            outcomes.push(Outcome::of(ALGORITHMS, expected, quality.scheme, allowed));
        }
        if self.github_hosted {
            let runner = quality.signer.and_then(|signer| signer.extension("runnerEnvironment"));
            outcomes.push(Outcome::of(RUNNER, true, runner, |runner| runner == "github-hosted"));
        }
        outcomes
    }
}

fn in_time(
    key: &'static str,
    bound: UnixTime,
    found: Option<UnixTime>,
    met: impl FnOnce(UnixTime) -> bool,
) -> Outcome {
    let status = match found {
        Some(time) if met(time) => DemandStatus::Met,
        Some(_) => DemandStatus::Unmet,
        None => DemandStatus::Missing,
    };
    let found = found.map_or(Value::Null, |time| time.to_string().into());
    Outcome::new(key, bound.to_string(), found, status)
}

fn time(layer: &Layer<'_>, key: &'static str) -> Result<Option<UnixTime>, Fault> {
    let read = |text| {
        let node = layer.get(key)?;
        UnixTime::from_rfc3339(text).map_err(|error| Fault::at(&node, error))
    };
    layer.text(key)?.map(read).transpose()
}

/// A scheme that nobody verifies would be met by nothing.
fn algorithms(layer: &Layer<'_>) -> Result<Vec<String>, Fault> {
    let node = layer.get(ALGORITHMS)?;
    let known = Scheme::names();
    layer.texts(ALGORITHMS)?.into_iter().try_fold(Vec::new(), |mut names, text| {
        if !known.iter().any(|name| name == text) {
            let algorithm = text.to_owned();
            return Err(Fault::at(&node, Error::AlgorithmUnsupported { algorithm }));
        }
        names.push(text.to_owned());
        Ok(names)
    })
}
