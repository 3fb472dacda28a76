//! What PowerShell takes for quotes, and its escapes
//! (<https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_quoting_rules>).

/// The single quotation marks: straight and typographic ones.
#[must_use]
pub(crate) fn is_single_quote(character: char) -> bool {
    matches!(character, '\'' | '\u{2018}' | '\u{2019}' | '\u{201A}' | '\u{201B}')
}

/// The double quotation marks: straight and typographic ones.
#[must_use]
pub(crate) fn is_double_quote(character: char) -> bool {
    matches!(character, '"' | '\u{201C}' | '\u{201D}' | '\u{201E}')
}

/// Reads the escape at the start of `words`, which is a backtick, into `value`, and gives its length.
pub(super) fn backtick(words: &str, value: &mut String) -> Option<usize> {
    let second = words[1..].chars().next()?;
    let stands_for = match second {
        '0' => '\0',
        'a' => '\u{7}',
        'b' => '\u{8}',
        'e' => '\u{1B}',
        'f' => '\u{C}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\u{B}',
        'u' if words[2..].starts_with('{') => {
            let end = words.get(3..)?.find('}').filter(|&end| end <= 6)?;
            let number = u32::from_str_radix(&words[3..3 + end], 16).ok()?;
            value.push(char::from_u32(number)?);
            return Some(4 + end);
        }
        // It takes the line break away.
        '\n' => return Some(2),
        '\r' if words[2..].starts_with('\n') => return Some(3),
        second => second,
    };
    value.push(stands_for);
    Some(1 + second.len_utf8())
}
