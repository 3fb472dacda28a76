//! Moments as RFC 3339 writes them: `2026-03-01T09:30:00.125+01:00`.

/// The milliseconds from the beginning of 1970 (UTC) to the moment that `text` names, or `None` where it names none.
#[must_use]
pub(crate) fn read(text: &str) -> Option<i64> {
    let text = text.trim();
    let (date, time) = text.split_once(['T', 't', ' '])?;
    let [year, month, day] = numbers(date, '-')?;
    let zone = time.find(['Z', 'z', '+', '-']).unwrap_or(time.len());
    let (clock, zone) = time.split_at(zone);
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, ""));
    let [hour, minute, second] = numbers(clock, ':')?;
    let valid = (1..=12).contains(&month) && (1..=31).contains(&day) && hour < 24 && minute < 60 && second <= 60;
    if !valid || year > 9999 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let thousandths = format!("{fraction:0<3}")[..3].parse::<i64>().ok()?;
    let minutes = (days(year, month, day) * 24 + hour) * 60 + minute - offset_minutes(zone)?;
    Some((minutes * 60 + second) * 1000 + thousandths)
}

/// Three numbers of digits only.
fn numbers(text: &str, separator: char) -> Option<[i64; 3]> {
    let mut parts = text.split(separator).map(|part| {
        let digits = (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| part.parse().ok()).flatten()
    });
    let numbers = [parts.next()??, parts.next()??, parts.next()??];
    parts.next().is_none().then_some(numbers)
}

/// Minutes east of Greenwich. No zone counts as Greenwich's: only differences matter here.
fn offset_minutes(zone: &str) -> Option<i64> {
    let sign = match zone.chars().next() {
        None | Some('Z' | 'z') => return Some(0),
        Some('-') => -1,
        Some(_) => 1,
    };
    let digits: String = zone[1..].chars().filter(|&character| character != ':').collect();
    let all = digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let number: i64 = digits.parse().ok().filter(|_| all)?;
    Some(sign * (number / 100 * 60 + number % 100))
}

/// The days from the first of 1970 to a date of the Gregorian calendar. Years are counted from March, so that the day that
/// some of them have more is their last.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month > 2 { year } else { year - 1 };
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn moments_are_read() {
        for (text, milliseconds) in [
            ("1970-01-01T00:00:00Z", 0),
            ("1970-01-01T00:00:00.5Z", 500),
            ("2000-03-01T00:00:00.001Z", 951_868_800_001),
            ("2000-02-29T23:59:59.9999999Z", 951_868_799_999),
            ("2026-03-01T09:30:00.125+01:00", 1_772_353_800_125),
            ("2026-03-01T03:00:00.125-0530", 1_772_353_800_125),
            ("1969-12-31T23:59:59.999Z", -1),
        ] {
            assert_eq!(read(text), Some(milliseconds), "{text}");
        }
    }

    #[test]
    fn other_words_are_no_moments() {
        for text in ["", "T", "yesterday", "2026-03-01", "2026-13-01T00:00:00Z", "2026-03-01T00:00Z", "é-1-1T1:1:1Zé"]
        {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(read("2026-03-01T00:00:00.1é"), None);
        assert_eq!(read("2026-03-01T00:00:00+é"), None);
    }
}
