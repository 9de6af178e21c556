//! Points in time, as data. The engine has no clock: every "now" is an argument.

use core::fmt;

use ::time::{Date, Month, OffsetDateTime, Time};
use serde::{Serialize, Serializer};

use crate::error::Error;

/// 0000-01-01T00:00:00Z, the first second that RFC 3339 can write.
const FIRST: i64 = -62_167_219_200;
/// 9999-12-31T23:59:59Z, the last one.
const LAST: i64 = 253_402_300_799;
/// The longest text of a time that is looked at.
const TEXT_MAX: usize = 64;

/// A point in time in UTC, within the years 0 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnixTime {
    seconds: i64,
    nanos: u32,
}

impl UnixTime {
    /// The time so many seconds after (or before) 1970-01-01T00:00:00Z.
    ///
    /// A count outside the years 0 to 9999 gives the nearest end of that range: such a time only
    /// occurs in forged evidence, and is as far in the past or future there as it claims.
    pub const fn from_seconds(seconds: i64) -> Self {
        if seconds < FIRST {
            Self { seconds: FIRST, nanos: 0 }
        } else if seconds > LAST {
            Self { seconds: LAST, nanos: 0 }
        } else {
            Self { seconds, nanos: 0 }
        }
    }

    /// The time so many milliseconds after 1970-01-01T00:00:00Z, the unit of RFC 6962.
    pub fn from_milliseconds(milliseconds: u64) -> Self {
        let seconds = i64::try_from(milliseconds / 1000).unwrap_or(i64::MAX);
        let nanos = u32::try_from(milliseconds % 1000).unwrap_or(0) * 1_000_000;
        let time = Self::from_seconds(seconds);
        Self { nanos: if time.seconds == seconds { nanos } else { 0 }, ..time }
    }

    /// Reads RFC 3339, in any offset from UTC.
    pub fn from_rfc3339(text: &str) -> Result<Self, Error> {
        let invalid = || Error::TimeInvalid { found: text.chars().take(TEXT_MAX).collect() };
        if text.len() > TEXT_MAX {
            return Err(invalid());
        }
        rfc3339(text.as_bytes()).ok_or_else(invalid)
    }

    /// The time of a calendar date and a time of day in UTC, unless there is no such time.
    pub(crate) fn from_calendar(
        date: (i32, u8, u8),
        clock: (u8, u8, u8),
        nanos: u32,
    ) -> Option<Self> {
        let (year, month, day) = date;
        let (hour, minute, second) = clock;
        let date = Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()?;
        let time = Time::from_hms_nano(hour, minute, second, nanos).ok()?;
        Self::from_date_time(OffsetDateTime::new_utc(date, time))
    }

    fn from_date_time(time: OffsetDateTime) -> Option<Self> {
        let seconds = time.unix_timestamp();
        (FIRST..=LAST).contains(&seconds).then_some(Self { seconds, nanos: time.nanosecond() })
    }

    /// Whole seconds since 1970-01-01T00:00:00Z, rounded down.
    pub const fn seconds(self) -> i64 {
        self.seconds
    }

    /// Nanoseconds after that second.
    pub const fn nanos(self) -> u32 {
        self.nanos
    }
}

/// `YYYY-MM-DDThh:mm:ss`, perhaps a fraction, and `Z` or an offset (RFC 3339 section 5.6). The library's
/// own reader knows every form of ISO 8601, and is larger than all the rest of this file.
fn rfc3339(text: &[u8]) -> Option<UnixTime> {
    let (written, rest) = text.split_first_chunk::<19>()?;
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, b'T' | b't', rest_of_day @ ..] = written
    else {
        return None;
    };
    let [h1, h2, b':', min1, min2, b':', s1, s2] = rest_of_day else { return None };
    let year = i32::from(pair(*y1, *y2)?) * 100 + i32::from(pair(*y3, *y4)?);
    let date = (year, pair(*m1, *m2)?, pair(*d1, *d2)?);
    let clock = (pair(*h1, *h2)?, pair(*min1, *min2)?, pair(*s1, *s2)?);
    let (nanos, zone) = fraction(rest)?;
    let local = UnixTime::from_calendar(date, clock, nanos)?;
    let seconds = local.seconds.checked_sub(offset(zone)?)?;
    (FIRST..=LAST).contains(&seconds).then_some(UnixTime { seconds, nanos })
}

/// A fraction of a second as nanoseconds, 0 where there is none, and what follows it. Digits after
/// the ninth are less than that.
fn fraction(text: &[u8]) -> Option<(u32, &[u8])> {
    let Some((b'.', rest)) = text.split_first() else { return Some((0, text)) };
    let count = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, zone) = rest.split_at_checked(count)?;
    let padded = digits.iter().chain(core::iter::repeat(&b'0')).take(9);
    let nanos = padded.fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0'));
    (count > 0).then_some((nanos, zone))
}

/// Seconds that a clock with this offset is ahead of UTC.
fn offset(zone: &[u8]) -> Option<i64> {
    let (sign, [h1, h2, b':', m1, m2]) = (match zone {
        [b'Z' | b'z'] => return Some(0),
        [b'+', rest @ ..] => (1, rest),
        [b'-', rest @ ..] => (-1, rest),
        _ => return None,
    }) else {
        return None;
    };
    let (hours, minutes) = (pair(*h1, *h2)?, pair(*m1, *m2)?);
    let seconds = i64::from(hours) * 3600 + i64::from(minutes) * 60;
    (hours < 24 && minutes < 60).then_some(sign * seconds)
}

/// Two digits.
fn pair(tens: u8, ones: u8) -> Option<u8> {
    let digits = tens.is_ascii_digit() && ones.is_ascii_digit();
    digits.then(|| (tens - b'0') * 10 + (ones - b'0'))
}

impl fmt::Display for UnixTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let time = OffsetDateTime::from_unix_timestamp(self.seconds).map_err(|_| fmt::Error)?;
        let (year, month, day) = time.to_calendar_date();
        let (hour, minute, second) = time.to_hms();
        let month = u8::from(month);
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")?;
        if self.nanos != 0 {
            let fraction = format!("{:09}", self.nanos);
            write!(f, ".{}", fraction.trim_end_matches('0'))?;
        }
        f.write_str("Z")
    }
}

impl Serialize for UnixTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A span of time. An end that is not given is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Window {
    /// The first moment inside.
    pub start: Option<UnixTime>,
    /// The last moment inside.
    pub end: Option<UnixTime>,
}

impl Window {
    /// Whether the time is inside; both ends are.
    pub fn contains(&self, time: UnixTime) -> bool {
        self.start.is_none_or(|start| start <= time) && self.end.is_none_or(|end| time <= end)
    }
}

#[cfg(test)]
#[allow(clippy::unreachable, clippy::unwrap_used, reason = "a test's panic is its answer")]
mod tests {
    use super::*;

    fn time(text: &str) -> UnixTime {
        UnixTime::from_rfc3339(text).unwrap()
    }

    #[test]
    fn rfc3339_comes_back_in_utc() {
        for (given, written) in [
            ("2026-06-01T00:00:00Z", "2026-06-01T00:00:00Z"),
            ("2026-06-01t02:00:00.000+02:00", "2026-06-01T00:00:00Z"),
            ("2026-06-01T00:00:00.120z", "2026-06-01T00:00:00.12Z"),
            ("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.5Z"),
            ("0000-01-01T00:00:00Z", "0000-01-01T00:00:00Z"),
            ("9999-12-31T23:59:59.999999999Z", "9999-12-31T23:59:59.999999999Z"),
            ("2026-06-01T00:00:00.1234567891Z", "2026-06-01T00:00:00.123456789Z"),
            ("2026-06-01T00:00:00-23:59", "2026-06-01T23:59:00Z"),
            ("2028-02-29T00:00:00-00:00", "2028-02-29T00:00:00Z"),
        ] {
            assert_eq!(time(given).to_string(), written);
        }
        assert_eq!(time("1970-01-01T00:00:01Z").seconds(), 1);
        assert_eq!(time("1969-12-31T23:59:59.5Z").seconds(), -1);
    }

    #[test]
    fn other_texts_are_refused() {
        for text in [
            "",
            "2026",
            "2026-06-01",
            "2026-06-01T00:00:00",
            "2026-06-01 00:00:00Z",
            "2026-06-01_00:00:00Z",
            "2026-06-01T00:00:00Z ",
            " 2026-06-01T00:00:00Z",
            "2026-02-30T00:00:00Z",
            "2026-06-01T24:00:00Z",
            "2026-06-01T00:60:00Z",
            "20260-06-01T00:00:00Z",
            "+002026-06-01T00:00:00Z",
            "0000-01-01T00:00:00+01:00",
            "9999-12-31T23:59:59-01:00",
            "2026-06-01T00:00:00+24:00",
            "2026-06-01T00:00:00+01:60",
            "2026-06-01T00:00:00+0100",
            "2026-06-01T00:00:00+01",
            "2026-06-01T00:00:00.Z",
            "2026-06-01T00:00:00,5Z",
            "2026-06-01T00:00:00.5",
            "2026-06-01T00:00:00ZZ",
            "2026-06-01T00:00Z",
            "2026-06-01T00:00:61Z",
            "2026-13-01T00:00:00Z",
            "2026-00-01T00:00:00Z",
            "2027-02-29T00:00:00Z",
            "-026-06-01T00:00:00Z",
            "２026-06-01T00:00:00Z",
        ] {
            assert!(UnixTime::from_rfc3339(text).is_err(), "{text}");
        }
        let long = "9".repeat(1 << 20);
        let Err(Error::TimeInvalid { found }) = UnixTime::from_rfc3339(&long) else {
            unreachable!("a megabyte of nines is no time");
        };
        assert_eq!(found.len(), TEXT_MAX);
    }

    #[test]
    fn counts_outside_the_range_stop_at_its_ends() {
        assert_eq!(UnixTime::from_seconds(i64::MIN).to_string(), "0000-01-01T00:00:00Z");
        assert_eq!(UnixTime::from_seconds(i64::MAX).to_string(), "9999-12-31T23:59:59Z");
        assert_eq!(UnixTime::from_milliseconds(u64::MAX).to_string(), "9999-12-31T23:59:59Z");
        assert_eq!(UnixTime::from_milliseconds(1_500).to_string(), "1970-01-01T00:00:01.5Z");
    }

    #[test]
    fn a_window_holds_both_its_ends() {
        let [before, start, end, after] = [9, 10, 20, 21].map(UnixTime::from_seconds);
        let window = Window { start: Some(start), end: Some(end) };
        assert!(window.contains(start) && window.contains(end));
        assert!(!window.contains(before) && !window.contains(after));
        assert!(!window.contains(UnixTime { nanos: 1, ..end }));
        assert!(Window::default().contains(before));
        assert!(Window { start: Some(start), end: None }.contains(after));
        assert!(!Window { start: None, end: Some(end) }.contains(after));
    }

    #[test]
    fn times_serialize_as_text() {
        let window = Window { start: Some(time("2026-06-01T00:00:00Z")), end: None };
        let text = serde_json::to_string(&window).unwrap();
        assert_eq!(text, r#"{"start":"2026-06-01T00:00:00Z","end":null}"#);
    }
}
