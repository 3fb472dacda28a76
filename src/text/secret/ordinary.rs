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
    let word = without_joint(word);
    let end = at + word.len();
    let mut letters = word.iter().filter(|byte| byte.is_ascii_alphanumeric()).map(u8::to_ascii_lowercase);
    let first = [letters.next().unwrap_or_default(), letters.next().unwrap_or_default()];
    // As a name loses its plural and its number.
    let mut rest = word.strip_suffix(b"s").or_else(|| word.strip_suffix(b"S")).map_or(word, without_joint);
    while let [before @ .., b'0'..=b'9'] = rest {
        rest = without_joint(before);
    }
    let mut last = [0; 3];
    let mut from = last.len();
    while let (1.., [before @ .., letter]) = (from, rest) {
        from -= 1;
        last[from] = letter.to_ascii_lowercase();
        rest = without_joint(before);
    }
    let last = &last[from..];
    (last.len() < 2 || !name::may_be_known(first, last)).then_some(end)
}

/// `word` without the dashes and underscores at its end.
fn without_joint(word: &[u8]) -> &[u8] {
    let mut word = word;
    while let [before @ .., b'-' | b'_'] = word {
        word = before;
    }
    word
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
