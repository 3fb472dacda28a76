//! Distinguished names as RFC 4514 writes them: `CN=Adele Vance,OU=Sales,DC=contoso,DC=com`.
//!
//! Spaces around `,` and `=` are let pass: RFC 2253 allowed them, and Active Directory reads them.

use std::ops::Range;

/// What breaks the grammar, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// The smallest wrong part, in bytes of the name.
    pub range: Range<usize>,
    pub kind: FaultKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FaultKind {
    /// A `,` or `+` (the character of the range) begins a part that has no `attribute=`: it belongs to the value before.
    UnescapedSeparator,
    /// The first part has no `attribute=`.
    NoAttribute,
    /// Nothing is between two commas, or after the last.
    EmptyPart,
    /// What is before the `=` is not a name of an attribute.
    BadAttribute,
    /// A character that only is in a value after a backslash.
    UnescapedCharacter(char),
    /// A backslash before something that it does not escape.
    BadEscape,
}

/// The attributes that RFC 4514 section 3 names; a word with one of them is meant as a distinguished name.
const ATTRIBUTES: [&str; 9] = ["CN", "OU", "DC", "O", "L", "ST", "C", "UID", "STREET"];

/// Whether the word is meant as a distinguished name: one of its parts begins with a usual attribute and `=`.
#[must_use]
pub(crate) fn is_meant(word: &str) -> bool {
    let begins_part = |part: &str| {
        part.split_once('=')
            .is_some_and(|(name, _)| ATTRIBUTES.iter().any(|usual| usual.eq_ignore_ascii_case(name.trim())))
    };
    word.contains('=') && word.split([',', '+']).any(begins_part)
}

/// The first breach of RFC 4514 in `name`, if there is one.
#[must_use]
pub(crate) fn fault(name: &str) -> Option<Fault> {
    let mut start = 0;
    loop {
        let (end, found) = value_end(name, start);
        let part = &name[start..end];
        let fault = |range, kind| Some(Fault { range, kind });
        match part.split_once('=') {
            _ if part.trim().is_empty() => {
                // A gap cannot be pointed at; the separator beside it can.
                let range = if start > 0 { start - 1..start } else { 0..(end + 1).min(name.len()) };
                return fault(range, FaultKind::EmptyPart);
            }
            None if start == 0 => return fault(0..end, FaultKind::NoAttribute),
            None => return fault(start - 1..start, FaultKind::UnescapedSeparator),
            Some((attribute, _)) if !is_attribute(attribute.trim()) => {
                return fault(start..start + attribute.len(), FaultKind::BadAttribute);
            }
            Some(_) => {}
        }
        if found.is_some() {
            return found;
        }
        if end == name.len() {
            return None;
        }
        start = end + 1;
    }
}

/// The same for every spelling of one name that differs in case or in spaces around `,` and `=` alone.
#[must_use]
pub(crate) fn normalised(name: &str) -> String {
    let mut normal = String::with_capacity(name.len());
    let mut start = 0;
    loop {
        let (end, _) = value_end(name, start);
        let part = &name[start..end];
        match part.split_once('=') {
            Some((attribute, value)) => {
                normal.push_str(&attribute.trim().to_lowercase());
                normal.push('=');
                normal.push_str(&value.trim().to_lowercase());
            }
            None => normal.push_str(&part.trim().to_lowercase()),
        }
        let Some(separator) = name[end..].chars().next() else { return normal };
        normal.push(separator);
        start = end + 1;
    }
}

/// The values of the parts with their places, spaces around them left out.
pub(crate) fn values(name: &str) -> impl Iterator<Item = Range<usize>> {
    let mut next = Some(0);
    std::iter::from_fn(move || {
        let start = next?;
        let (end, _) = value_end(name, start);
        next = (end < name.len()).then_some(end + 1);
        let part = &name[start..end];
        let value = part.split_once('=').map_or(part, |(_, value)| value);
        let lead = value.len() - value.trim_start().len();
        let first = end - value.len() + lead;
        Some(first..first + value.trim().len())
    })
}

/// Reads from `start` to the next `,` or `+` that no backslash escapes: its offset, and the first
/// wrong character on the way.
fn value_end(name: &str, start: usize) -> (usize, Option<Fault>) {
    let mut found = None;
    let mut fault = |range, kind| {
        found.get_or_insert(Fault { range, kind });
    };
    let mut value_start = None;
    let mut characters = name[start..].char_indices().map(|(at, character)| (start + at, character));
    while let Some((at, character)) = characters.next() {
        match character {
            ',' | '+' => return (at, found),
            '\\' => {
                let rest = &name[at + 1..];
                let pair = rest.get(..2).is_some_and(|pair| pair.bytes().all(|byte| byte.is_ascii_hexdigit()));
                match rest.chars().next() {
                    _ if pair => _ = characters.nth(1),
                    Some('"' | '\\' | '+' | ',' | ';' | '<' | '>' | ' ' | '#' | '=') => _ = characters.next(),
                    next => fault(at..at + 1 + next.map_or(0, char::len_utf8), FaultKind::BadEscape),
                }
            }
            '"' | ';' | '<' | '>' | '\0' => fault(at..at + 1, FaultKind::UnescapedCharacter(character)),
            '#' if value_start == Some(at) && !is_hex_value(&name[at + 1..]) => {
                fault(at..at + 1, FaultKind::UnescapedCharacter('#'));
            }
            '=' if value_start.is_none() => value_start = Some(at + 1),
            _ => {}
        }
    }
    (name.len(), found)
}

/// Whether the text up to the next separator is pairs of hex digits, as after a `#` (RFC 4514 section 2.4).
fn is_hex_value(rest: &str) -> bool {
    let value = rest.split([',', '+']).next().unwrap_or_default().trim_end();
    !value.is_empty() && value.len().is_multiple_of(2) && value.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// A name (`CN`, `msExch-Thing`) or an object identifier (`2.5.4.3`), as RFC 4512 section 1.4 has them.
fn is_attribute(name: &str) -> bool {
    let mut characters = name.chars();
    match characters.next() {
        Some(first) if first.is_ascii_alphabetic() => {
            characters.all(|character| character.is_ascii_alphanumeric() || character == '-')
        }
        Some(first) if first.is_ascii_digit() => {
            characters.all(|character| character.is_ascii_digit() || character == '.')
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good_names_have_no_fault() {
        for name in [
            "CN=AdeleV,CN=Users,DC=corp,DC=chicago,DC=com",
            "CN=Doe\\, Jane,OU=Sales,DC=contoso,DC=com",
            "CN=Doe\\2C Jane, OU = Sales, DC=contoso, DC=com",
            "cn=Jürgen Groß,ou=Öffentlich,dc=example,dc=de",
            "CN=R&D (EMEA) 'x' a=b,DC=contoso",
            "2.5.4.3=Jane+UID=jd,DC=contoso",
            "CN=#04024869,DC=contoso",
            "CN=Smith\\\\Jones\\+Co\\#1\\=2,DC=contoso",
            "CN={6AC1786C-016F-11D2-945F-00C04fB984F9},CN=Policies,DC=contoso",
            "CN=é\\C4\\8D,DC=contoso",
        ] {
            assert!(is_meant(name), "{name}");
            assert_eq!(fault(name), None, "{name}");
        }
    }

    #[test]
    fn faults_are_found_at_their_place() {
        for (name, at, part, kind) in [
            ("CN=Doe, Jane,OU=Sales,DC=contoso", 6, ",", FaultKind::UnescapedSeparator),
            ("CN=C++ Club,DC=contoso", 4, "+", FaultKind::EmptyPart),
            ("CN=R+D,DC=contoso", 4, "+", FaultKind::UnescapedSeparator),
            ("CN=Jane,,DC=contoso", 7, ",", FaultKind::EmptyPart),
            ("CN=Jane,DC=contoso,", 18, ",", FaultKind::EmptyPart),
            (",CN=Jane", 0, ",", FaultKind::EmptyPart),
            ("Jane,OU=Sales,DC=contoso", 0, "Jane", FaultKind::NoAttribute),
            ("LDAP://CN=Jane,DC=contoso", 0, "LDAP://CN", FaultKind::BadAttribute),
            ("CN=\"Doe, Jane\",DC=contoso", 3, "\"", FaultKind::UnescapedCharacter('"')),
            ("CN=Jane;OU=Sales", 7, ";", FaultKind::UnescapedCharacter(';')),
            ("CN=#1 Fan,DC=contoso", 3, "#", FaultKind::UnescapedCharacter('#')),
            ("CN=Do\\e,DC=contoso", 5, "\\e", FaultKind::BadEscape),
            ("CN=Doe\\", 6, "\\", FaultKind::BadEscape),
        ] {
            assert!(is_meant(name), "{name}");
            let range = at..at + part.len();
            assert_eq!(&name[range.clone()], part, "{name}");
            assert_eq!(fault(name), Some(Fault { range, kind }), "{name}");
        }
    }

    #[test]
    fn spellings_of_one_name_are_equal() {
        assert_eq!(
            normalised("CN=Doe\\, Jane , OU = Sales,DC=Contoso"),
            normalised("cn=doe\\, jane,ou=sales,dc=contoso")
        );
        assert_ne!(normalised("CN=a,DC=b"), normalised("CN=a+DC=b"));
    }

    #[test]
    fn values_have_their_places() {
        let name = "CN= Doe\\, Jane ,DC=é";
        let values: Vec<&str> = values(name).map(|range| &name[range]).collect();
        assert_eq!(values, ["Doe\\, Jane", "é"]);
    }

    #[test]
    fn other_words_are_not_names() {
        for word in ["", "21001", "AQUAAAA==", "a@b.c", "name=value", "Doe, Jane"] {
            assert!(!is_meant(word), "{word}");
        }
    }
}
