//! Words that surely are not names of secrets. Nearly all of a text are, so they are known by their ends alone.

use super::name;

/// The end of the word that begins at `at`, where a letter or digit stands, if it is an ordinary one.
pub(super) fn end(bytes: &[u8], at: usize) -> Option<usize> {
    let word = &bytes[at..];
    let word = &word[..word.iter().take_while(|&&byte| OF_WORDS[usize::from(byte)]).count()];
    // What may be a letter written otherwise, or nothing at all, is for the reader of words to say.
    if matches!(bytes.get(at + word.len()), Some(b'%' | b'\\' | 0xC2 | 0xE2 | 0xEF)) {
        return None;
    }
    let end = at + word.len() - word.iter().rev().take_while(|byte| !byte.is_ascii_alphanumeric()).count();
    let mut letters = word.iter().filter(|byte| byte.is_ascii_alphanumeric()).map(u8::to_ascii_lowercase);
    let first = [letters.next().unwrap_or_default(), letters.next().unwrap_or_default()];
    // As a name loses its plural and its number.
    let mut letters = letters_from_behind(word).peekable();
    let _ = letters.next_if_eq(&b's');
    while letters.next_if(u8::is_ascii_digit).is_some() {}
    let mut last = [0; 3];
    let mut from = last.len();
    for letter in letters.take(last.len()) {
        from -= 1;
        last[from] = letter;
    }
    let last = &last[from..];
    (last.len() < 2 || !name::may_be_known(first, last)).then_some(end)
}

fn letters_from_behind(word: &[u8]) -> impl Iterator<Item = u8> {
    word.iter().rev().filter(|byte| byte.is_ascii_alphanumeric()).map(u8::to_ascii_lowercase)
}

/// Whether a byte is a letter, a digit, or joins two parts of a name.
const OF_WORDS: [bool; 256] = {
    let mut is_of_words = [false; 256];
    let mut byte: u8 = 0;
    while byte < 128 {
        is_of_words[byte as usize] = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        byte += 1;
    }
    is_of_words
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::secret::name::{kind, near};
    use crate::text::secret::word;

    #[test]
    fn no_known_word_is_ordinary() {
        let mut ordinary = 0;
        let names = [
            "password",
            "x-api-key",
            "sig",
            "SAS",
            "pw",
            "pwds",
            "clientSecret2",
            "refresh_tokens",
            "cookie",
            "code",
            "connStr",
            "sharedAccessSignature",
            "proxy-authorization",
            "keyCredentials",
            "secretText",
            "apppass",
            "otp",
        ];
        let others =
            ["parameters", "objectTypeName", "a", "is", "21001", "ruleId", "9bb0f679-a883-4a6f-8260-35b491b8b8c8"];
        for word in names.into_iter().chain(others) {
            for at in 0..word.len() {
                let (before, behind) = word.split_at(at);
                let lost = behind.get(1..).unwrap_or_default();
                let replaced = [format!("{before}{lost}"), format!("{before}q{lost}"), format!("{before}q{behind}")];
                for word in [word.to_owned(), word.to_uppercase()].into_iter().chain(replaced) {
                    if !word.starts_with(|first: char| first.is_ascii_alphanumeric()) {
                        continue;
                    }
                    let read = word::read(&word, 0);
                    let end = end(word.as_bytes(), 0);
                    assert!(end.is_none_or(|end| end == read.place.end), "{word}");
                    assert!(end.is_none() || kind(&read).is_none() && near(&read).is_none(), "{word}");
                    ordinary += usize::from(end.is_some());
                }
            }
        }
        assert!(ordinary > 200, "{ordinary}");
    }
}
