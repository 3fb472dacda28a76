//! What the words of a string look like, as far as it bears on repairs: ids are whole or not, and have no stray signs.

use super::marks::is_mark;
use crate::text::guid;

/// Whether the words read as a distinguished name (RFC 4514): `CN=…,OU=…`.
pub(super) fn is_distinguished_name(words: &str) -> bool {
    let first = words.trim_start().get(..3).map(str::to_ascii_uppercase);
    matches!(first.as_deref(), Some("CN=" | "OU=" | "DC=" | "UID")) || words.contains(",DC=") || words.contains(",dc=")
}

/// The names of objects of Graph that bodies hold most often as values.
const TYPES: [&str; 6] = ["User", "user", "Group", "group", "Worker", "Device"];

/// Whether the words are complete: a GUID, or the name of a type.
pub(super) fn is_whole(words: &str) -> bool {
    guid::is_canonical(words) || TYPES.contains(&words)
}

/// Whether `letters` beside the words are none of them, whose end is complete: a GUID, the name of a type, or a number.
pub(super) fn ends_whole(words: &str, letters: &str) -> bool {
    is_whole(words) || is_apart(words, letters)
}

/// Whether `letters` before the words are none of them: they are complete, or a distinguished name begins there.
pub(super) fn begins_whole(words: &str, letters: &str) -> bool {
    is_whole(words) || begins_name(words) || is_apart(words, letters)
}

/// Whether one has digits only, several of them, and the other has none.
fn is_apart(words: &str, letters: &str) -> bool {
    let is_number = words.len() > 2 && words.bytes().all(|byte| byte.is_ascii_digit());
    is_number && letters.chars().all(char::is_alphabetic)
}

/// Whether a letter before the words makes them whole: a GUID, a distinguished name, a word with a capital.
pub(super) fn completes(letters: &str, words: &str) -> bool {
    let joined = format!("{letters}{words}");
    let capital = letters.chars().all(char::is_uppercase) && words.chars().all(char::is_lowercase);
    is_whole(&joined) || begins_name(&joined) && !begins_name(words) || capital
}

fn begins_name(words: &str) -> bool {
    let first = words.get(..3).map(str::to_ascii_uppercase);
    matches!(first.as_deref(), Some("CN=" | "OU=" | "DC="))
}

/// Whether the words may be an id or a name: no text for people, in which signs at the edges mean something.
pub(super) fn may_be_id(words: &str) -> bool {
    !words.trim().contains([' ', '\t']) || is_distinguished_name(words)
}

/// Whether an id begins or ends with a sign that hardly belongs to it: a comma, or a quotation mark without a partner.
pub(super) fn has_stray_edge(words: &str) -> bool {
    let edge = |character: char| matches!(character, ',' | ';') || is_mark(character);
    let stray = words.starts_with(edge) || words.ends_with(edge);
    let marks = || words.chars().filter(|&character| is_mark(character)).count();
    stray && may_be_id(words) && (words.starts_with([',', ';']) || words.ends_with([',', ';']) || marks() % 2 == 1)
}
