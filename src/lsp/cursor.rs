//! Where in a JSON text the cursor stands. The text may be broken anywhere: it is being written.
//!
//! The reader of `crate::json` says what a whole text means. Here it matters what was begun before the cursor, whose string may
//! have no end yet, so this goes through the text sign by sign and guesses little: a string ends at the end of its line.

use crate::text::{Span, offset, unescape};

/// How far after the cursor the names of the same object are looked for, in bytes.
const AHEAD: usize = 64 * 1024;

/// A cursor in a JSON text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cursor {
    /// The containers around it, the outermost first.
    pub(super) frames: Vec<Frame>,
    pub(super) slot: Slot,
    /// The token that it is in or after it, from its first character to its last; a gap where there is none.
    pub(super) token: Span,
    /// What is written of the token before the cursor, without its quotation mark.
    pub(super) word: String,
    pub(super) has_colon: bool,
}

/// What belongs at the cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Slot {
    /// A name in the innermost object.
    Name,
    /// The value of the whole text, or an element of the innermost list.
    #[default]
    Value,
    /// The value of this name.
    ValueOf(String),
    /// Nothing but a colon, a comma or a bracket.
    Nothing,
}

/// A container that is open at the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Frame {
    pub(super) is_object: bool,
    /// The name that it is the value of, if it is in an object.
    pub(super) of: Option<String>,
    pub(super) names: Vec<String>,
    /// What it says of its type.
    pub(super) ty: Option<String>,
}

/// What was read last in the innermost container.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum State {
    /// Its bracket or a comma.
    #[default]
    Begin,
    Name(String),
    Colon(String),
    Value,
}

#[derive(Clone, Debug, Default)]
struct Scan {
    frames: Vec<(Frame, State)>,
    outside: State,
}

impl Scan {
    fn state(&mut self) -> &mut State {
        self.frames.last_mut().map_or(&mut self.outside, |(_, state)| state)
    }

    fn is_in_object(&self) -> bool {
        self.frames.last().is_some_and(|(frame, _)| frame.is_object)
    }

    /// What belongs where a token begins.
    fn slot(&self) -> Slot {
        let Some((frame, state)) = self.frames.last() else {
            return if self.outside == State::Value { Slot::Nothing } else { Slot::Value };
        };
        match (frame.is_object, state) {
            (false, _) => Slot::Value,
            (true, State::Begin | State::Value) => Slot::Name,
            (true, State::Name(name) | State::Colon(name)) => Slot::ValueOf(name.clone()),
        }
    }

    /// A string or a bare word.
    fn word(&mut self, word: String) {
        let is_in_object = self.is_in_object();
        let name = match (is_in_object, &*self.state()) {
            (true, State::Begin | State::Value) => None,
            (true, State::Name(name) | State::Colon(name)) => Some(name.clone()),
            (false, _) => Some(String::new()),
        };
        match (name, self.frames.last_mut()) {
            (None, Some((frame, state))) => {
                frame.names.push(word.clone());
                *state = State::Name(word);
            }
            (Some(name), Some((frame, state))) => {
                if name == "@odata.type" {
                    frame.ty = Some(word);
                }
                *state = State::Value;
            }
            (_, None) => self.outside = State::Value,
        }
    }

    fn sign(&mut self, sign: u8) {
        match sign {
            b'{' | b'[' => {
                let of = match self.state() {
                    State::Name(name) | State::Colon(name) => Some(name.clone()),
                    _ => None,
                };
                let frame = Frame { is_object: sign == b'{', of, names: Vec::new(), ty: None };
                self.frames.push((frame, State::Begin));
            }
            b'}' | b']' => {
                // A bracket that fits nothing near by is not believed.
                let fits = self.frames.iter().rposition(|(frame, _)| frame.is_object == (sign == b'}'));
                if let Some(at) = fits {
                    self.frames.truncate(at);
                    *self.state() = State::Value;
                }
            }
            b':' => {
                if let State::Name(name) = self.state() {
                    *self.state() = State::Colon(std::mem::take(&mut name.clone()));
                }
            }
            b',' => *self.state() = State::Begin,
            _ => {}
        }
    }
}

/// The cursor before the byte at `at` of `text`, in the JSON that begins at `start`.
pub(super) fn cursor(text: &str, start: u32, at: u32) -> Cursor {
    let at = text.floor_char_boundary((at as usize).min(text.len()));
    let mut scan = Scan::default();
    let mut here = text.floor_char_boundary((start as usize).min(at));
    let mut cursor = None;
    let end = text.floor_char_boundary(text.len().min(at.saturating_add(AHEAD)));
    let mut depth = 0;
    while here < end {
        let (token, behind) = next(text, here);
        if cursor.is_none() && here <= at && (at < behind || at == behind && matches!(token, Token::Word | Token::Open))
        {
            // A closed string has an end, after which nothing more belongs to it.
            let reaches = !matches!(token, Token::Space | Token::Sign(_)) && here < at
                || at == here && matches!(token, Token::Word | Token::String | Token::Open);
            cursor = Some(found(&scan, text, if reaches { Some((here, behind)) } else { None }, at));
            depth = scan.frames.len();
            if reaches {
                // The word at the cursor is not a name of the object yet.
                advance_past(&mut scan);
                here = behind;
                continue;
            }
        }
        match token {
            Token::Space => {}
            Token::Sign(sign) => scan.sign(sign),
            Token::Word => scan.word(text[here..behind].to_owned()),
            Token::String | Token::Open => {
                let inside = text[here + 1..behind].trim_end_matches(['\r', '\n']);
                let inside =
                    if token == Token::String { inside.strip_suffix(['"', '\'']).unwrap_or(inside) } else { inside };
                scan.word(unescape(inside).into_owned());
            }
        }
        if let Some(cursor) = &mut cursor {
            if scan.frames.len() < depth {
                return std::mem::take(cursor);
            }
            for ((frame, _), known) in scan.frames.iter().take(depth).zip(&mut cursor.frames) {
                known.names.clone_from(&frame.names);
                known.ty.clone_from(&frame.ty);
            }
        }
        here = behind;
    }
    cursor.unwrap_or_else(|| found(&scan, text, None, at))
}

/// The word at the cursor is read over.
fn advance_past(scan: &mut Scan) {
    match scan.slot() {
        Slot::Name => *scan.state() = State::Name(String::new()),
        _ => *scan.state() = State::Value,
    }
}

fn found(scan: &Scan, text: &str, token: Option<(usize, usize)>, at: usize) -> Cursor {
    let frames = scan.frames.iter().map(|(frame, _)| frame.clone()).collect();
    let mut slot = scan.slot();
    if token.is_none() {
        let state = scan.frames.last().map_or(&scan.outside, |(_, state)| state);
        // Behind a name a colon is missing, after a value a comma.
        if matches!(state, State::Name(_) | State::Value) {
            slot = Slot::Nothing;
        }
    }
    let (start, end) = token.unwrap_or((at, at));
    let written = text[start..end].trim_end_matches(['\r', '\n']);
    let before = &text[start..at.min(start + written.len())];
    let word = before.strip_prefix(['"', '\'']).unwrap_or(before);
    let word = if before.len() > 1 { word.strip_suffix('"').unwrap_or(word) } else { word };
    let has_colon = text[start + written.len()..].trim_start().starts_with(':');
    let token = Span::new(offset(start), offset(start + written.len()));
    Cursor { frames, slot, token, word: word.to_owned(), has_colon }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token {
    Space,
    Sign(u8),
    /// A string with both its marks.
    String,
    /// A string whose end is missing.
    Open,
    Word,
}

/// The token that begins at `at`, and where it ends.
fn next(text: &str, at: usize) -> (Token, usize) {
    let rest = &text[at..];
    let Some(first) = rest.chars().next() else { return (Token::Space, at + 1) };
    match first {
        '{' | '}' | '[' | ']' | ':' | ',' => (Token::Sign(rest.as_bytes()[0]), at + 1),
        '"' | '\'' => {
            let mut escaped = false;
            for (index, character) in rest.char_indices().skip(1) {
                match character {
                    '\n' => return open(rest, at, index),
                    _ if escaped => escaped = false,
                    '\\' => escaped = true,
                    _ if character == first => return (Token::String, at + index + 1),
                    _ => {}
                }
            }
            open(rest, at, rest.len())
        }
        _ if first.is_whitespace() || first == '\u{FEFF}' => {
            let space = |character: char| character.is_whitespace() || character == '\u{FEFF}';
            (Token::Space, at + rest.find(|character| !space(character)).unwrap_or(rest.len()))
        }
        _ => {
            let ends = |character: char| character.is_whitespace() || "{}[]:,\"'".contains(character);
            (Token::Word, at + rest.find(ends).unwrap_or(rest.len()))
        }
    }
}

/// A string without an end: it goes no further than a sign that is unlikely to be meant as a part of it.
fn open(rest: &str, at: usize, line_end: usize) -> (Token, usize) {
    let line = &rest[1..line_end];
    let end = line.find([',', ':', '{', '}', '[', ']']).map_or(line_end, |end| end + 1);
    let words = rest[..end].trim_end();
    (Token::Open, at + words.len().max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The cursor is at the `|`.
    fn at(text: &str) -> Cursor {
        let bar = text.find('|').expect("a cursor");
        cursor(&text.replacen('|', "", 1), 0, offset(bar))
    }

    fn place(text: &str) -> (String, Slot, String) {
        let found = at(text);
        let step = |frame: &Frame| {
            format!("{}{}", frame.of.as_deref().unwrap_or_default(), if frame.is_object { "{" } else { "[" })
        };
        (found.frames.iter().map(step).collect(), found.slot, found.word)
    }

    fn is(text: &str, frames: &str, slot: Slot, word: &str) {
        assert_eq!(place(text), (frames.to_owned(), slot, word.to_owned()), "{text}");
    }

    #[test]
    fn a_cursor_knows_its_place() {
        let of = |name: &str| Slot::ValueOf(name.to_owned());
        is("|", "", Slot::Value, "");
        is("{|}", "{", Slot::Name, "");
        is("{ \"a|", "{", Slot::Name, "a");
        is("{ \"a|b\": 1 }", "{", Slot::Name, "a");
        is("{ a|", "{", Slot::Name, "a");
        is("{ \"a\"| }", "{", Slot::Nothing, "");
        is("{ \"a\": | }", "{", of("a"), "");
        is("{ \"a\": \"b|c\" }", "{", of("a"), "b");
        is("{ \"a\": tr|", "{", of("a"), "tr");
        is("{ \"a\": 1 | }", "{", Slot::Nothing, "");
        is("{ \"a\": 1, | }", "{", Slot::Name, "");
        is("{ \"a\": [ { \"b\": 1 }, { \"c|", "{a[{", Slot::Name, "c");
        is("{ \"a\": [ | ] }", "{a[", Slot::Value, "");
        is("{ \"a\": { } | }", "{", Slot::Nothing, "");
        is("{ \"a\": \"{\\\"\", \"|\" }", "{", Slot::Name, "");
    }

    #[test]
    fn broken_text_has_places_too() {
        let of = |name: &str| Slot::ValueOf(name.to_owned());
        is("{ \"a\" { \"b|", "{a{", Slot::Name, "b");
        is("{ \"a\" \"b|\" }", "{", of("a"), "b");
        is("{ \"a\": 1\n  \"b|\n}", "{", Slot::Name, "b");
        is("{ \"a\": \"x\n  \"b|", "{", Slot::Name, "b");
        is("{ \"a\": [ { \"b\": 1 ], \"c|", "{", Slot::Name, "c");
        is("{ \"|, \"b\": 1 }", "{", Slot::Name, "");
        is("{ 'a': 'b|' }", "{", of("a"), "b");
    }

    #[test]
    fn names_on_both_sides_are_known() {
        let found = at("{ \"a\": 1, \"|\", \"@odata.type\": \"#x\", \"b\": { \"c\": 1 }, \"d\": [] }");
        assert_eq!(found.frames[0].names, ["a", "@odata.type", "b", "d"]);
        assert_eq!(found.frames[0].ty.as_deref(), Some("#x"));
        assert!(!found.has_colon);
        assert!(at("{ \"a|\": 1 }").has_colon);
        let found = at("{ \"x\": { \"a|\" }, \"y\": 1 }");
        assert!(found.frames[1].names.is_empty());
    }

    #[test]
    fn no_text_is_too_strange() {
        let text = "{\"a\\\": [}]]'\u{FEFF}Ü😀\r\n\"\\";
        for end in (0..=text.len()).filter(|&end| text.is_char_boundary(end)) {
            for at in 0..=end {
                cursor(&text[..end], 0, offset(at));
            }
        }
    }
}
