//! Moments as HTTP, OData and recordings write them. All in UTC.

use std::time::{SystemTime, UNIX_EPOCH};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Moment {
    /// Milliseconds since the beginning of 1970.
    pub(super) milliseconds: u64,
}

impl Moment {
    pub(super) fn now() -> Self {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Self { milliseconds: u64::try_from(since.as_millis()).unwrap_or_default() }
    }

    /// Year, month, day, hour, minute, second.
    fn parts(self) -> [u64; 6] {
        let seconds = self.milliseconds / 1000;
        // Days are counted from the first of March of the year 0, so that the day that some years have more is their last
        // (https://howardhinnant.github.io/date_algorithms.html#civil_from_days).
        let days = seconds / 86_400 + 719_468;
        let era = days / 146_097;
        let of_era = days % 146_097;
        let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * of_year + 2) / 153;
        let day = of_year - (153 * shifted + 2) / 5 + 1;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        let year = year_of_era + era * 400 + u64::from(month <= 2);
        [year, month, day, seconds / 3600 % 24, seconds / 60 % 60, seconds % 60]
    }

    /// Formats the time with milliseconds (RFC 3339): `2026-03-01T09:30:00.125Z`.
    pub(super) fn precise(self) -> String {
        format!("{}.{:03}Z", self.seconds(), self.milliseconds % 1000)
    }

    /// `2026-03-01T09:30:00`, as `innerError` has it.
    pub(super) fn seconds(self) -> String {
        let [year, month, day, hour, minute, second] = self.parts();
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
    }

    /// `Sun, 01 Mar 2026 09:30:00 GMT` (RFC 9110 section 5.6.7).
    pub(super) fn http_date(self) -> String {
        const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
        const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        let [year, month, day, hour, minute, second] = self.parts();
        let at = |names: &[&'static str], index: u64| usize::try_from(index).ok().and_then(|it| names.get(it).copied());
        let weekday = at(&DAYS, self.milliseconds / 86_400_000 % 7).unwrap_or_default();
        let month = at(&MONTHS, month.saturating_sub(1)).unwrap_or_default();
        format!("{weekday}, {day:02} {month} {year:04} {hour:02}:{minute:02}:{second:02} GMT")
    }
}

#[cfg(test)]
mod tests {
    use super::Moment;
    use crate::text::timestamp;

    #[test]
    fn moments_are_written() {
        for (milliseconds, precise, date) in [
            (0, "1970-01-01T00:00:00.000Z", "Thu, 01 Jan 1970 00:00:00 GMT"),
            (951_868_799_999, "2000-02-29T23:59:59.999Z", "Tue, 29 Feb 2000 23:59:59 GMT"),
            (951_868_800_001, "2000-03-01T00:00:00.001Z", "Wed, 01 Mar 2000 00:00:00 GMT"),
            (1_772_353_800_125, "2026-03-01T08:30:00.125Z", "Sun, 01 Mar 2026 08:30:00 GMT"),
        ] {
            let moment = Moment { milliseconds };
            assert_eq!((moment.precise().as_str(), moment.http_date().as_str()), (precise, date));
            assert_eq!(timestamp::read(&moment.precise()), i64::try_from(milliseconds).ok());
        }
    }
}
