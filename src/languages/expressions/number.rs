//! Numbers as Python and JavaScript write them.

/// The JSON form of a number: `1_000`, `0x1F`, `.5`.
pub(super) fn json(words: &str) -> Option<String> {
    let bare = words.replace('_', "").to_ascii_lowercase();
    let of_radix = |digits: &str, radix| u64::from_str_radix(digits, radix).ok().map(|number| number.to_string());
    match bare.get(..2) {
        Some("0x") => return of_radix(&bare[2..], 16),
        Some("0o") => return of_radix(&bare[2..], 8),
        Some("0b") => return of_radix(&bare[2..], 2),
        _ => {}
    }
    let mut number = if bare.starts_with('.') { format!("0{bare}") } else { bare };
    if number.ends_with('.') {
        number.push('0');
    }
    let number = number.replace(".e", ".0e");
    serde_json::from_str::<serde_json::Number>(&number).is_ok().then_some(number)
}

/// How many bytes the number has that `rest` begins with.
pub(in crate::languages) fn length(rest: &[u8]) -> usize {
    let mut length = 1;
    while let Some(&byte) = rest.get(length) {
        let exponent = matches!(byte, b'+' | b'-')
            && matches!(rest[length - 1], b'e' | b'E')
            && !rest.starts_with(b"0x")
            && !rest.starts_with(b"0X");
        if !(byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'.' || exponent) {
            break;
        }
        length += 1;
    }
    length
}
