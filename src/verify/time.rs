//! When was the signature made, and who says so?

use crate::error::Error;
use crate::formats::bundle::Bundle;
use crate::trust::domain::Domain;
use crate::verify::Verified;
use crate::verify::bundle::Context;
use crate::verify::check::{Check, Question, Status};
use crate::verify::signer::SigningTime;
use crate::verify::timestamp::verify_timestamp;

/// The times that timestamp authorities of the domain prove, and a check for each timestamp.
pub(super) fn timestamps(
    bundle: &Bundle,
    domain: &Domain,
    context: Context<'_>,
) -> (Vec<Verified<SigningTime>>, Vec<Check>) {
    let mut stamps = Vec::new();
    let mut checks = Vec::new();
    for (index, token) in bundle.timestamps.iter().enumerate() {
        let stamp = token.as_ref().map_err(Clone::clone).and_then(|token| {
            let authorities = &domain.timestamp_authorities;
            verify_timestamp(token, bundle, authorities, context.now, context.crypto)
        });
        let check = match stamp {
            Ok(stamp) => {
                let check = Check::passed(Question::Timestamp)
                    .with("time", stamp.time.to_string())
                    .with("authority", stamp.authority.clone());
                stamps.push(SigningTime::proven(stamp.time, "rfc3161", stamp.authority));
                check
            }
            Err(error) => Check::refused(Question::Timestamp, &error),
        };
        checks.push(check.with("index", index));
    }
    (stamps, checks)
}

/// A timestamp of an unknown authority misses nothing where the time is proven otherwise, or needs
/// no proof.
pub(super) fn forgiven(checks: Vec<Check>, dispensable: bool) -> impl Iterator<Item = Check> {
    checks.into_iter().map(move |mut check| {
        if dispensable && check.status == Status::Missing {
            check.status = Status::NotApplicable;
            check.facts.insert("because".to_owned(), "not-needed".into());
        }
        check
    })
}

/// Whether any time is proven.
pub(super) fn time_check(times: &[Verified<SigningTime>]) -> Check {
    match times.first() {
        Some(time) => {
            let time = time.facts();
            Check::passed(Question::SigningTime)
                .with("time", time.value.to_string())
                .with("source", time.source)
                .with("authority", time.authority.clone())
        }
        None => Check::refused(Question::SigningTime, &Error::TimeUnproven {}),
    }
}
