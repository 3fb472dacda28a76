//! A text with a name, as it was read: decoded, with the encoding remembered.

pub mod client;

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use self::client::KnownClient;
use crate::json::{self, Document, Parsed};
use crate::text::{LineIndex, Position, Span, offset, secret};

/// The largest source in bytes. Offsets are `u32`, and some room is needed after the last one.
pub(crate) const MAX_BYTES: usize = u32::MAX as usize - 1;

/// One text to be checked: a file, or a part of one. All spans of its findings are offsets in [`Source::text`].
#[derive(Debug)]
pub struct Source {
    name: String,
    text: String,
    encoding: Encoding,
    /// Whether a byte order mark that is not part of the text is before it.
    is_marked: bool,
    /// The bytes that are not valid UTF-8, in the order of the U+FFFD that stand for them. None if one of those stands for
    /// several bytes, or if all are valid.
    damage: Option<Vec<u8>>,
    /// None of a whole file.
    part: Option<Start>,
    is_found: bool,
    /// The functions that send requests, by the configuration that applies to it.
    clients: Arc<[KnownClient]>,
    lines: OnceLock<LineIndex>,
    secrets: OnceLock<Vec<Span>>,
    json: OnceLock<Parsed>,
}

/// Where in its file a source begins that is only a part of one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Start {
    /// The number of bytes before it.
    pub offset: u64,
    /// The number of lines before it.
    pub line: u32,
}

/// How the bytes of a source became its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, which RFC 8259 section 8.1 requires.
    Utf8,
    /// Another Unicode encoding, by its name, such as `UTF-16LE`.
    Unicode(&'static str),
    /// UTF-8 with invalid bytes in it, each run of which reads as U+FFFD in the text.
    Damaged {
        /// Offset of the first U+FFFD in the text, which is that of the first invalid byte in the file.
        first: u32,
        /// The first invalid byte.
        byte: u8,
    },
}

/// Why bytes cannot become a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceError {
    /// The source has more than [`MAX_BYTES`] bytes.
    TooLarge,
    /// Not a text in any encoding that is read.
    Binary,
}

impl std::fmt::Display for SourceError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::TooLarge => write!(formatter, "is larger than 4 GiB, the most that one text may have"),
            Self::Binary => write!(formatter, "is not a text: it has NUL bytes and fits no encoding of Unicode"),
        }
    }
}

impl std::error::Error for SourceError {}

impl Source {
    /// A source of text that is already decoded.
    ///
    /// # Errors
    /// [`SourceError::TooLarge`].
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Result<Self, SourceError> {
        Self::with_encoding(name.into(), text.into(), Encoding::Utf8)
    }

    /// A source of bytes: UTF-8, or UTF-16 or UTF-32 with or without byte order mark.
    ///
    /// # Errors
    /// [`SourceError`]; invalid UTF-8 is none, it is read as well as it can be.
    pub fn from_bytes(name: impl Into<String>, bytes: Vec<u8>) -> Result<Self, SourceError> {
        let name = name.into();
        if let Some((encoding, text, is_marked)) = decode_wide(&bytes) {
            let source = Self::with_encoding(name, text, Encoding::Unicode(encoding))?;
            return Ok(Self { is_marked, ..source });
        }
        let binary = memchr::memchr(0, &bytes).is_some();
        match String::from_utf8(bytes) {
            Ok(text) => Self::with_encoding(name, text, Encoding::Utf8),
            Err(_) if binary => Err(SourceError::Binary),
            Err(error) => {
                let first = error.utf8_error().valid_up_to();
                let bytes = error.into_bytes();
                let encoding = Encoding::Damaged { first: offset(first), byte: bytes[first] };
                let damage = bytes.utf8_chunks().map(|chunk| chunk.invalid()).filter(|invalid| !invalid.is_empty());
                let damage = damage.map(|invalid| (invalid.len() == 1).then_some(invalid[0])).collect();
                let source = Self::with_encoding(name, String::from_utf8_lossy(&bytes).into_owned(), encoding)?;
                Ok(Self { damage, ..source })
            }
        }
    }

    fn with_encoding(name: String, text: String, encoding: Encoding) -> Result<Self, SourceError> {
        if text.len() > MAX_BYTES {
            return Err(SourceError::TooLarge);
        }
        let (lines, secrets, json) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
        let clients = Arc::default();
        let (is_marked, damage, part, is_found) = (false, None, None, false);
        Ok(Self { name, text, encoding, is_marked, damage, part, is_found, clients, lines, secrets, json })
    }

    /// The source with another text, as it is after fixes. Without damage any more it is UTF-8.
    ///
    /// # Errors
    /// [`SourceError::TooLarge`].
    pub(crate) fn with_text(&self, text: String) -> Result<Self, SourceError> {
        let encoding = match self.encoding {
            Encoding::Damaged { byte, .. } => match text.find(char::REPLACEMENT_CHARACTER) {
                Some(first) => Encoding::Damaged { first: offset(first), byte },
                None => Encoding::Utf8,
            },
            ref other => other.clone(),
        };
        let source = Self::with_encoding(self.name.clone(), text, encoding)?;
        Ok(Self { is_marked: self.is_marked, is_found: self.is_found, ..source })
    }

    /// The bytes that are not valid UTF-8, a U+FFFD for each in the text, in order, or `None` if it is not known which is which.
    pub(crate) fn damage(&self) -> Option<&[u8]> {
        let damage = self.damage.as_deref()?;
        (self.text.matches(char::REPLACEMENT_CHARACTER).count() == damage.len()).then_some(damage)
    }

    /// Whether the text can be written in the encoding that it was read in. What could not be decoded cannot be written.
    pub(crate) fn is_writable(&self) -> bool {
        self.encoding == Encoding::Utf8 || !self.text.contains(char::REPLACEMENT_CHARACTER)
    }

    /// The text in the encoding that it was read in, or `None` if it is not [writable](Self::is_writable).
    pub(crate) fn encoded(&self) -> Option<Cow<'_, [u8]>> {
        let Encoding::Unicode(name) = self.encoding else {
            return self.is_writable().then_some(Cow::Borrowed(self.text.as_bytes()));
        };
        let mark = self.is_marked.then_some('\u{FEFF}');
        let characters = mark.into_iter().chain(self.text.chars());
        let encoded = match name {
            "UTF-16LE" => utf_16(characters).flat_map(u16::to_le_bytes).collect(),
            "UTF-16BE" => utf_16(characters).flat_map(u16::to_be_bytes).collect(),
            "UTF-32LE" => characters.flat_map(|character| u32::from(character).to_le_bytes()).collect(),
            _ => characters.flat_map(|character| u32::from(character).to_be_bytes()).collect(),
        };
        self.is_writable().then_some(Cow::Owned(encoded))
    }

    /// Whether it was read from these bytes.
    #[cfg(feature = "cli")]
    pub(crate) fn is_of(&self, bytes: &[u8]) -> bool {
        let is_it = |source: Self| source.encoding == self.encoding && source.text == self.text;
        match self.encoding {
            Encoding::Utf8 => self.text.as_bytes() == bytes,
            _ => Self::from_bytes(String::new(), bytes.to_vec()).is_ok_and(is_it),
        }
    }

    /// The same text, as the part of a file that begins at `start`, where a line begins.
    #[must_use]
    pub fn starting_at(self, start: Start) -> Self {
        Self { part: Some(start), ..self }
    }

    /// The same text, as one that was found in a folder: nobody said that it is to be checked.
    #[must_use]
    pub(crate) fn found(self) -> Self {
        Self { is_found: true, ..self }
    }

    /// The same text, in which these functions send requests too.
    #[must_use]
    pub(crate) fn with_clients(self, clients: &Arc<[KnownClient]>) -> Self {
        Self { clients: Arc::clone(clients), ..self }
    }

    /// The functions that send requests, by the configuration that applies to it.
    #[must_use]
    pub(crate) fn clients(&self) -> &[KnownClient] {
        &self.clients
    }

    /// Whether it was found in a folder, and not named.
    #[must_use]
    pub(crate) fn is_found(&self) -> bool {
        self.is_found
    }

    /// Where in its file it begins, if it is a part of one.
    #[must_use]
    pub(crate) fn part(&self) -> Option<Start> {
        self.part
    }

    /// Where in its file it begins.
    #[must_use]
    pub(crate) fn start(&self) -> Start {
        self.part.unwrap_or_default()
    }

    /// The path or title that reports show.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The decoded text. A byte order mark of UTF-8 is part of it, as U+FEFF.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How the text was encoded.
    #[must_use]
    pub fn encoding(&self) -> &Encoding {
        &self.encoding
    }

    /// The text read as one JSON value; read when first asked for, and no second time.
    #[must_use]
    pub(crate) fn json(&self) -> Document<'_> {
        self.parsed().over(&self.text)
    }

    /// The same without the text.
    pub(crate) fn parsed(&self) -> &Parsed {
        self.json.get_or_init(|| Parsed::from(&json::parse(&self.text, Span::whole(&self.text))))
    }

    /// Where its lines begin; made when first asked for.
    pub(crate) fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.text))
    }

    /// The places of which nothing is to be shown, in order and apart; found when first asked for. A secret may be known by
    /// what is on another line, so no line shows all of them by itself.
    pub(crate) fn secrets(&self) -> &[Span] {
        self.secrets.get_or_init(|| {
            let places = secret::places(&self.text).into_iter();
            places.map(|place| Span::new(offset(place.start), offset(place.end))).collect()
        })
    }

    /// The secrets that words about `span` may quote. A part of a file of JSON Lines has a text of its own on each line, so
    /// that those of the line are all, and the other lines need not be searched.
    pub(crate) fn secrets_about(&self, span: Span) -> Cow<'_, [Span]> {
        if self.part.is_none() || self.secrets.get().is_some() {
            return Cow::Borrowed(self.secrets());
        }
        let bytes = self.text.as_bytes();
        let start = memchr::memrchr(b'\n', &bytes[..span.start as usize]).map_or(0, |end| end + 1);
        let end = memchr::memchr(b'\n', &bytes[span.end as usize..]).map_or(bytes.len(), |at| span.end as usize + at);
        let places = secret::places(&self.text[start..end]).into_iter();
        Cow::Owned(places.map(|place| Span::new(offset(start + place.start), offset(start + place.end))).collect())
    }

    /// The secrets that stand, be it in part, at `span`.
    pub(crate) fn secrets_in(&self, span: Span) -> impl Iterator<Item = Span> {
        secret::within(self.secrets(), span)
    }

    /// Whether the byte at `at` of the text is part of a secret.
    #[must_use]
    pub(crate) fn is_secret(&self, at: u32) -> bool {
        let secrets = self.secrets();
        secrets[..secrets.partition_point(|secret| secret.start <= at)].last().is_some_and(|secret| at < secret.end)
    }

    /// Line and column, in its file, of a byte of the text.
    #[must_use]
    pub fn position(&self, at: u32) -> Position {
        let position = self.lines().position(&self.text, at);
        Position { line: self.start().line.saturating_add(position.line), ..position }
    }

    /// The offset, in its file, of a byte of the text.
    #[must_use]
    pub(crate) fn offset(&self, at: u32) -> u64 {
        self.start().offset + u64::from(at)
    }
}

/// Recognises UTF-16 and UTF-32 by their byte order mark, or by where the zero bytes of its first two characters stand, as
/// RFC 4627 section 3 describes: JSON begins with ASCII. A single zero byte is a character that strayed into the text.
/// Last, whether a byte order mark was before the text.
fn decode_wide(bytes: &[u8]) -> Option<(&'static str, String, bool)> {
    let (name, width, big, mark) = match bytes {
        [0x00, 0x00, 0xFE, 0xFF, ..] => ("UTF-32BE", 4, true, 4),
        [0xFF, 0xFE, 0x00, 0x00, ..] => ("UTF-32LE", 4, false, 4),
        [0xFE, 0xFF, ..] => ("UTF-16BE", 2, true, 2),
        [0xFF, 0xFE, ..] => ("UTF-16LE", 2, false, 2),
        [0, 0, 0, 1..=255] | [0, 0, 0, 1..=255, 0, 0, 0, 1..=255, ..] => ("UTF-32BE", 4, true, 0),
        [1..=255, 0, 0, 0] | [1..=255, 0, 0, 0, 1..=255, 0, 0, 0, ..] => ("UTF-32LE", 4, false, 0),
        [0, 1..=255] | [0, 1..=255, 0, 1..=255, ..] => ("UTF-16BE", 2, true, 0),
        [1..=255, 0] | [1..=255, 0, 1..=255, 0, ..] => ("UTF-16LE", 2, false, 0),
        _ => return None,
    };
    let units = bytes[mark..].chunks(width).map(|unit| {
        let fold = |value: u32, &byte: &u8| value << 8 | u32::from(byte);
        if unit.len() < width {
            u32::from(u16::MAX)
        } else if big {
            unit.iter().fold(0, fold)
        } else {
            unit.iter().rev().fold(0, fold)
        }
    });
    let text: String = if width == 4 {
        units.map(|unit| char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    } else {
        let units = units.map(|unit| u16::try_from(unit).unwrap_or(u16::MAX));
        char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    };
    // Without a mark the zero bytes alone are thin evidence: a text has no NUL characters.
    (mark > 0 || !text.contains('\0')).then_some((name, text, mark > 0))
}

fn utf_16(characters: impl Iterator<Item = char>) -> impl Iterator<Item = u16> {
    characters.flat_map(|character| {
        let mut units = [0; 2];
        let count = character.encode_utf16(&mut units).len();
        units.into_iter().take(count)
    })
}

/// Makes the control, format and bidirectional characters of foreign text visible, so that they cannot act on a terminal
/// or a log. Line feeds and tabs pass if `layout` is wanted. A command to a log is broken in a sign of it: for GitHub Actions
/// `::` where a line may begin and `##[` anywhere
/// (<https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs>), for Azure Pipelines `##vso[`
/// (<https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands>).
#[must_use]
pub fn visible(text: &str, layout: bool) -> Cow<'_, str> {
    let acts = |character: char| {
        let code = character as u32;
        (character.is_control() && !(layout && matches!(character, '\n' | '\t')))
            || matches!(code, 0x00AD | 0x061C | 0x180E | 0x200B..=0x200F | 0x2028..=0x202E | 0x2060..=0x206F | 0xFEFF)
            || matches!(code, 0xFFF9..=0xFFFB | 0x1BCA0..=0x1BCA3 | 0x1D173..=0x1D17A | 0xE0000..=0xE007F)
    };
    // Next to all text is plain, and most of that ASCII. Without an early end, many bytes are looked at at once.
    let bytes = text.as_bytes();
    let is_ascii = bytes.iter().fold(true, |is_ascii, byte| is_ascii & matches!(byte, b' '..=b'~'));
    let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
    let has_sign = pairs.fold(false, |has, (one, next)| has | (one == next) & matches!(one, b'#' | b':'));
    if (is_ascii || !text.contains(acts)) && !has_sign {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for (at, character) in text.char_indices() {
        match character {
            '\n' if !layout => shown.push('␊'),
            '\t' if !layout => shown.push('␉'),
            '\r' => shown.push('␍'),
            _ if (character as u32) < 0x20 && acts(character) => {
                shown.push(char::from_u32(0x2400 + character as u32).unwrap_or('␀'));
            }
            _ if acts(character) || begins_command(&shown, &text[at..]) => {
                shown.push_str(&format!("<U+{:04X}>", character as u32));
            }
            _ => shown.push(character),
        }
    }
    if shown == text { Cow::Borrowed(text) } else { Cow::Owned(shown) }
}

/// Whether the first character of `rest`, after `before`, makes of both a command to a log.
#[must_use]
pub(crate) fn begins_command(before: &str, rest: &str) -> bool {
    rest.starts_with('[') && before.trim_end_matches(|character: char| character.is_ascii_alphabetic()).ends_with("##")
        || rest.starts_with("::") && before.chars().next_back().is_none_or(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_written_in_the_encoding_that_it_was_read_in() {
        let text = "{ \"a\": \"é😀\" }";
        for mark in ["", "\u{FEFF}"] {
            let units: Vec<u16> = format!("{mark}{text}").encode_utf16().collect();
            let wide: Vec<u32> = format!("{mark}{text}").chars().map(u32::from).collect();
            for bytes in [
                units.iter().flat_map(|unit| unit.to_le_bytes()).collect::<Vec<u8>>(),
                units.iter().flat_map(|unit| unit.to_be_bytes()).collect(),
                wide.iter().flat_map(|unit| unit.to_le_bytes()).collect(),
                wide.iter().flat_map(|unit| unit.to_be_bytes()).collect(),
            ] {
                let source = Source::from_bytes("a", bytes.clone()).expect("a text");
                assert_eq!(source.text(), text);
                assert_eq!(source.encoded().as_deref(), Some(&*bytes));
                let longer = source.with_text(format!("{text} ")).expect("small").encoded().map(|it| it.len());
                assert!(longer > Some(bytes.len()));
            }
        }
        let damaged = Source::from_bytes("a", b"a\xE9\xC3(b".to_vec()).expect("a text");
        assert_eq!((damaged.damage(), damaged.encoded()), (Some(&b"\xE9\xC3"[..]), None));
        let mended = damaged.with_text("ab".to_owned()).expect("small");
        assert_eq!((mended.encoding(), mended.encoded().as_deref()), (&Encoding::Utf8, Some(&b"ab"[..])));
    }

    #[test]
    fn what_acts_is_shown() {
        assert_eq!(visible("a\tb\r\n\u{1b}[0m\u{202E}", false), "a␉b␍␊␛[0m<U+202E>");
        assert_eq!(visible("a\tb\r\n", true), "a\tb␍\n");
        assert!(matches!(visible("a::b `::c` #[d] ä", false), Cow::Borrowed(_)));
    }

    #[test]
    fn commands_to_a_log_are_broken() {
        assert_eq!(visible("::error::x ::add-mask::y", false), "<U+003A>:error::x <U+003A>:add-mask::y");
        assert_eq!(visible("a\n::error::x", true), "a\n<U+003A>:error::x");
        assert_eq!(visible("a\n::error::x", false), "a␊::error::x");
        assert_eq!(visible("a##[add-mask]b", false), "a##<U+005B>add-mask]b");
        assert_eq!(visible("##vso[task.setvariable]", false), "##vso<U+005B>task.setvariable]");
        assert!(matches!(visible("##vso #vso[a]", false), Cow::Borrowed(_)));
    }
}
