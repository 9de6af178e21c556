//! Seconds since the epoch, written as the formats want them.

/// `20260301120000`.
pub fn digits(seconds: i64) -> String {
    let (year, month, day) = date(seconds.div_euclid(86_400));
    let (hour, minute, second) = clock(seconds);
    format!("{year:04}{month:02}{day:02}{hour:02}{minute:02}{second:02}")
}

/// `2026-03-01T12:00:00Z`.
pub fn rfc3339(seconds: i64) -> String {
    let (year, month, day) = date(seconds.div_euclid(86_400));
    let (hour, minute, second) = clock(seconds);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// Seconds of noon, or another hour, of a day.
pub fn at(year: i64, month: i64, day: i64, hour: i64) -> i64 {
    let (shifted_year, shifted_month) =
        if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let era_year = shifted_year.rem_euclid(400);
    let day_of_year = (153 * shifted_month + 2) / 5 + day - 1;
    let day_of_era = era_year * 365 + era_year / 4 - era_year / 100 + day_of_year;
    (shifted_year.div_euclid(400) * 146_097 + day_of_era - 719_468) * 86_400 + hour * 3600
}

fn clock(seconds: i64) -> (i64, i64, i64) {
    let of_day = seconds.rem_euclid(86_400);
    (of_day / 3600, of_day / 60 % 60, of_day % 60)
}

/// The proleptic Gregorian date of a day since the epoch.
fn date(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    #[test]
    fn dates_are_right() {
        assert_eq!(super::at(1970, 1, 1, 0), 0);
        assert_eq!(super::at(2026, 3, 1, 12), 1_772_366_400);
        assert_eq!(super::rfc3339(1_772_366_400), "2026-03-01T12:00:00Z");
        assert_eq!(super::digits(951_782_400), "20000229000000");
    }
}
