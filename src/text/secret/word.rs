//! A word of a text as a name is looked up: letters and digits in lower case, with the escapes of JSON and URLs undone.

use std::ops::Range;

/// Longer words are not names.
const LONGEST: usize = 64;

/// A word that may be the name of a secret.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// Where it is in the text.
    pub(super) place: Range<usize>,
    /// Its letters and digits in lower case.
    letters: [u8; LONGEST],
    length: usize,
    /// Where its parts begin in `letters`, a bit each: at its start, after a dash, an underscore or before a capital letter.
    parts: u64,
    /// Whether it has dashes, as the names of headers have.
    pub(super) is_kebab: bool,
    /// Whether it is too long to be a name.
    is_long: bool,
}

impl Word {
    /// Its letters and digits in lower case; empty if it is too long to be a name.
    pub(super) fn plain(&self) -> &[u8] {
        if self.is_long { &[] } else { &self.letters[..self.length] }
    }

    /// Its last part: `key` of `x-api-key`, `apiKey` and `api_key`.
    pub(super) fn last_part(&self) -> &[u8] {
        let last = LONGEST - 1 - self.parts.leading_zeros() as usize;
        self.plain().get(last..).unwrap_or_default()
    }

    /// Where each of its parts is in [`Word::plain`].
    pub(super) fn parts(&self) -> impl Iterator<Item = Range<usize>> {
        let mut rest = if self.is_long { 0 } else { self.parts };
        std::iter::from_fn(move || {
            let start = (rest != 0).then(|| rest.trailing_zeros() as usize)?;
            rest &= rest - 1;
            let end = if rest == 0 { self.length } else { rest.trailing_zeros() as usize };
            Some(start..end)
        })
    }

    /// The same word with other letters at `place`, or `None` if it gets too long.
    pub(super) fn with(&self, place: &Range<usize>, part: &[u8]) -> Option<Self> {
        let plain = self.plain();
        let mut word = Self { letters: [0; LONGEST], length: 0, parts: 0, ..self.clone() };
        for letters in [plain.get(..place.start)?, part, plain.get(place.end..)?] {
            for (at, byte) in letters.iter().enumerate() {
                word.push(*byte, at == 0);
            }
        }
        (!word.is_long).then_some(word)
    }

    fn push(&mut self, byte: u8, begins_part: bool) {
        if begins_part && self.length < LONGEST {
            self.parts |= 1 << self.length;
        }
        match self.letters.get_mut(self.length) {
            Some(letter) => {
                *letter = byte.to_ascii_lowercase();
                self.length += 1;
            }
            None => self.is_long = true,
        }
    }
}

/// What is at a byte of a text.
pub(crate) enum Unit {
    /// A letter or digit, written with so many bytes.
    Letter(u8, usize),
    /// A separator, `-` or `_`, which it holds.
    Joint(u8),
    /// An escape of something else, or a character without width, of so many bytes.
    Escape(u8, usize),
    /// A character that is not seen.
    Nothing(usize),
    Other,
}

/// What is at `at`, which is a character boundary.
pub(super) fn unit(bytes: &[u8], at: usize) -> Unit {
    let decoded = |code: u8, length| match code {
        b'-' | b'_' => Unit::Escape(code, length),
        _ if code.is_ascii_alphanumeric() => Unit::Letter(code, length),
        _ => Unit::Escape(code, length),
    };
    match bytes.get(at) {
        Some(&byte) if byte.is_ascii_alphanumeric() => Unit::Letter(byte, 1),
        Some(&byte @ (b'-' | b'_')) => Unit::Joint(byte),
        Some(b'%') => hex(bytes, at + 1).map_or(Unit::Other, |code| decoded(code, 3)),
        Some(b'\\') => {
            let slashes = bytes[at..].iter().take(8).take_while(|&&byte| byte == b'\\').count();
            let rest = bytes.get(at + slashes..at + slashes + 5);
            match rest {
                Some([b'u' | b'U', b'0', b'0', _, _]) => {
                    hex(bytes, at + slashes + 3).map_or(Unit::Other, |code| decoded(code, slashes + 5))
                }
                _ => Unit::Other,
            }
        }
        // U+200B to U+200F, U+2060 and U+FEFF; U+00AD.
        Some(0xE2) if matches!(bytes.get(at + 1..at + 3), Some([0x80, 0x8B..=0x8F] | [0x81, 0xA0])) => Unit::Nothing(3),
        Some(0xEF) if matches!(bytes.get(at + 1..at + 3), Some([0xBB, 0xBF])) => Unit::Nothing(3),
        Some(0xC2) if bytes.get(at + 1) == Some(&0xAD) => Unit::Nothing(2),
        _ => Unit::Other,
    }
}

/// The word that begins at `at`, where a letter or digit stands.
pub(crate) fn read(text: &str, at: usize) -> Word {
    let bytes = text.as_bytes();
    let mut word = Word { place: at..at, letters: [0; LONGEST], length: 0, parts: 1, is_kebab: false, is_long: false };
    let (mut next, mut joint, mut before) = (at, false, 0);
    loop {
        match unit(bytes, next) {
            Unit::Letter(byte, 1) if !joint && word.length > 0 && !byte.is_ascii_uppercase() => {
                // Most letters; what is known of those before them does not change.
                word.push(byte, false);
                before = byte;
                next += 1;
                word.place.end = next;
            }
            Unit::Letter(byte, length) => {
                let begins = joint || byte.is_ascii_uppercase() && before_is_small(before);
                word.push(byte, begins);
                (joint, before) = (false, byte);
                next += length;
                word.place.end = next;
            }
            Unit::Joint(byte) => {
                word.is_kebab |= byte == b'-' && word.length > 0;
                joint = true;
                next += 1;
            }
            Unit::Escape(byte @ (b'-' | b'_'), length) => {
                word.is_kebab |= byte == b'-';
                joint = true;
                next += length;
            }
            Unit::Nothing(length) => next += length,
            Unit::Escape(..) | Unit::Other => break,
        }
    }
    word
}

fn before_is_small(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit()
}

fn hex(bytes: &[u8], at: usize) -> Option<u8> {
    let digit = |at: usize| bytes.get(at).and_then(|&byte| char::from(byte).to_digit(16));
    u8::try_from(digit(at)? * 16 + digit(at + 1)?).ok()
}
