//! Dates, times and durations as OData writes them (OData 4.01 ABNF, ISO 8601). What is only unusual passes.

/// A date, and a time of day after `T` with the offset from UTC, which may be left out.
pub(super) fn is_date_time(text: &str) -> bool {
    let Some((date, rest)) = text.split_once(['T', 't']) else { return false };
    let zone = rest.find(['Z', 'z', '+', '-']).unwrap_or(rest.len());
    let (time, zone) = rest.split_at(zone);
    let is_zone = match zone.as_bytes() {
        [] | [b'Z' | b'z'] => true,
        [_, offset @ ..] => {
            let digits: Vec<u8> = offset.iter().copied().filter(|byte| *byte != b':').collect();
            let digits = std::str::from_utf8(&digits).unwrap_or_default();
            digits.len() == 4 && offset.len() <= 5 && in_range(&digits[..2], 0, 14) && in_range(&digits[2..], 0, 59)
        }
    };
    is_date(date) && is_time(time) && is_zone
}

/// `2026-02-28`, in a month that has the day.
pub(super) fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.strip_prefix('-').unwrap_or(text).split('-').collect();
    let [year, month, day] = parts[..] else { return false };
    let is_plain = digits(year) && (4..=6).contains(&year.len()) && month.len() == 2 && day.len() == 2;
    if !is_plain || !in_range(month, 1, 12) {
        return false;
    }
    let number = |text: &str| text.parse::<u32>().unwrap_or_default();
    let year = number(year);
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let last = match number(month) {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    in_range(day, 1, last)
}

/// Whether `text` is a time such as `09:30`, `09:30:00` or `09:30:00.123`.
pub(super) fn is_time(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').map_or((text, None), |(whole, fraction)| (whole, Some(fraction)));
    let parts: Vec<&str> = whole.split(':').collect();
    let (hours, minutes, seconds) = match parts[..] {
        [hours, minutes] if fraction.is_none() => (hours, minutes, "00"),
        [hours, minutes, seconds] => (hours, minutes, seconds),
        _ => return false,
    };
    let two = |part: &str, most: u32| part.len() == 2 && in_range(part, 0, most);
    // Midnight at the end of a day, and leap seconds.
    two(hours, 24) && two(minutes, 59) && two(seconds, 60) && fraction.is_none_or(|it| !it.is_empty() && digits(it))
}

/// `P1DT2H30M`, also with years, months and weeks.
pub(super) fn is_duration(text: &str) -> bool {
    let text = text.strip_prefix(['-', '+']).unwrap_or(text);
    let Some(rest) = text.strip_prefix('P') else { return false };
    let (days, time) = rest.split_once('T').map_or((rest, None), |(days, time)| (days, Some(time)));
    let is_time = time.is_none_or(|time| !time.is_empty() && has_parts(time, "HMS"));
    (!days.is_empty() || time.is_some()) && has_parts(days, "YMWD") && is_time
}

/// A date and time, or a time of day, in the form that OData takes, where it is written in no other sense: with a space in the
/// place of `T`, with spaces in it, or with an hour of one digit.
pub(super) fn repaired(text: &str, has_date: bool) -> Option<String> {
    let (date, time) = match has_date {
        true => text.trim().split_once(['T', ' '])?,
        false => ("", text.trim()),
    };
    let mut time: String = time.chars().filter(|character| *character != ' ').collect();
    if time.find(':') == Some(1) {
        time.insert(0, '0');
    }
    let (whole, is_right) = match has_date {
        true => (format!("{date}T{time}"), is_date_time as fn(&str) -> bool),
        false => (time, is_time as fn(&str) -> bool),
    };
    is_right(&whole).then_some(whole)
}

/// Whether a text is numbers with units, each unit at most once and in order.
fn has_parts(mut text: &str, mut units: &str) -> bool {
    while !text.is_empty() {
        let Some((end, unit)) = text.char_indices().find(|(_, it)| !it.is_ascii_digit() && *it != '.') else {
            return false;
        };
        let Some(at) = units.find(unit).filter(|_| end > 0) else { return false };
        units = &units[at + unit.len_utf8()..];
        text = &text[end + unit.len_utf8()..];
    }
    true
}

fn digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

fn in_range(text: &str, least: u32, most: u32) -> bool {
    digits(text) && text.parse::<u32>().is_ok_and(|number| (least..=most).contains(&number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn date_times_are_distinguished_from_other_texts() {
        for text in [
            "2026-02-28T09:30:00Z",
            "2026-02-28T09:30:00.1234567+01:00",
            "2026-02-28t09:30z",
            "2024-02-29T24:00:00-0500",
            "0001-01-01T00:00:00Z",
            "2026-02-28T09:30:00",
        ] {
            assert!(is_date_time(text), "{text}");
        }
        for text in [
            "2026-02-28",
            "2026-02-29T00:00:00Z",
            "2026-13-01T00:00:00Z",
            "28.02.2026 09:30",
            "2026-02-28 09:30:00Z",
            "2026-02-28T25:00:00Z",
            "T",
            "2026-02-28T09:30:00X",
            "2026-02-28T09:30:00+é1:00",
            "",
        ] {
            assert!(!is_date_time(text), "{text}");
        }
    }

    #[test]
    fn durations_are_distinguished_from_other_texts() {
        for text in ["PT1H", "P1D", "-P1DT2H30M10.5S", "P1Y2M3W4D", "PT0S"] {
            assert!(is_duration(text), "{text}");
        }
        for text in ["", "P", "PT", "1H", "P1H", "PT1D", "PT1M1H", "PTH", "30", "00:30:00", "Pé"] {
            assert!(!is_duration(text), "{text}");
        }
    }

    #[test]
    fn only_the_same_moment_is_written_anew() {
        let same = |text| repaired(text, true);
        assert_eq!(same("2026-02-28 09:30:00Z").as_deref(), Some("2026-02-28T09:30:00Z"));
        assert_eq!(same("2026-02-28T09: 30: 00.340Z").as_deref(), Some("2026-02-28T09:30:00.340Z"));
        assert_eq!(same("2026-02-28 9:30").as_deref(), Some("2026-02-28T09:30"));
        for text in
            ["28.02.2026 09:30", "2026-02-28", "2026-02-28 9:30 PM", "02/28/2026 09:30:00", "2026-02-30 09:30", ""]
        {
            assert_eq!(same(text), None, "{text}");
        }
        assert_eq!(repaired("9:30", false).as_deref(), Some("09:30"));
        assert_eq!(repaired("9:30 am", false), None);
    }

    #[test]
    fn times_are_distinguished_from_other_texts() {
        assert!(["09:30", "09:30:00", "17:00:00.0000000"].into_iter().all(is_time));
        assert!(!["9:30", "09", "09:60:00", "09:30:00Z", "9am", ""].into_iter().any(is_time));
    }
}
