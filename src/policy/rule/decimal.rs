//! Numbers of JSON, compared as they are written: no rounding makes two of them equal.

use core::cmp::Ordering;

use crate::encoding::json::Json;

/// A number with a larger exponent is no number that anybody compares.
const EXPONENT: i64 = 1_000_000;

/// A number: `0.DIGITS` times ten to the power of `point`. Zero has no digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    negative: bool,
    point: i64,
    /// Without zeros at either end.
    digits: String,
}

impl Decimal {
    pub(super) fn of(json: &Json) -> Option<Self> {
        match json {
            Json::Integer(number) => Self::parse(&number.to_string()),
            Json::OtherNumber(text) => Self::parse(text),
            _ => None,
        }
    }

    /// Reads a number as JSON writes it (RFC 8259 section 6).
    fn parse(text: &str) -> Option<Self> {
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let exponent = exponent.strip_prefix('+').unwrap_or(exponent).parse::<i64>().ok()?;
        let (before, after) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = format!("{before}{after}");
        let sound = !before.is_empty() && all.bytes().all(|byte| byte.is_ascii_digit());
        if !sound || exponent.abs() > EXPONENT {
            return None;
        }
        let significant = all.trim_start_matches('0');
        let zeros = all.len() - significant.len();
        let digits = significant.trim_end_matches('0').to_owned();
        if digits.is_empty() {
            return Some(Self { negative: false, point: 0, digits });
        }
        let place = |length: usize| i64::try_from(length).ok();
        let point = place(before.len())? - place(zeros)? + exponent;
        Some(Self { negative, point, digits })
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let size = |number: &Self| (!number.digits.is_empty(), number.point);
        let magnitude = size(self).cmp(&size(other)).then_with(|| self.digits.cmp(&other.digits));
        match (self.negative, other.negative) {
            (false, false) => magnitude,
            (true, true) => magnitude.reverse(),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test's panic is its answer")]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_in_their_order() {
        let ascending = [
            "-1e30",
            "-10",
            "-9.5",
            "-9",
            "-0.5",
            "-0.05",
            "-5e-9",
            "0",
            "1e-30",
            "0.1",
            "0.10001",
            "0.2",
            "1",
            "1.0000000000000000000001",
            "9",
            "9.8",
            "10",
            "99",
            "100",
            "1e3",
            "9223372036854775807",
            "9223372036854775808",
            "1E+400",
        ];
        let numbers: Vec<_> = ascending.iter().map(|text| Decimal::parse(text).unwrap()).collect();
        for (position, number) in numbers.iter().enumerate() {
            for (other, text) in numbers.iter().zip(ascending).take(position) {
                assert!(other < number, "{text} {number:?}");
            }
        }
    }

    #[test]
    fn one_number_is_written_in_several_ways() {
        for (one, other) in [
            ("7", "7.0"),
            ("70", "7e1"),
            ("0.7", "7E-1"),
            ("0", "-0"),
            ("0.0", "0e9"),
            ("100", "1e+2"),
            ("123.450", "0.12345e3"),
        ] {
            let (one, other) = (Decimal::parse(one).unwrap(), Decimal::parse(other).unwrap());
            assert_eq!(one, other);
            assert_eq!(one.cmp(&other), Ordering::Equal);
        }
        for wrong in
            ["", "-", "1e", "1e99999999999999999999", "1e1000001", ".5", "+1", "0x1", "1_0"]
        {
            assert_eq!(Decimal::parse(wrong), None, "{wrong}");
        }
    }
}
