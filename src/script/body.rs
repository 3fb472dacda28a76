//! Rendering: values and texts of a script as the JSON, the URL and the headers that are sent.

use crate::json::Holes;
use crate::languages::{Array, DEPTH, Key, Literal, Object, Part, Text};
use crate::text::mapped::{MappedText, MappedTextBuilder};
use crate::text::notation::Notation;
use crate::text::quoting::Quoting;
use crate::text::{Span, offset};

/// A message in the making.
#[derive(Debug)]
pub(super) struct Renderer<'s> {
    /// The text that the script was read from.
    pub(super) script: &'s str,
    pub(super) builder: MappedTextBuilder<'s>,
    holes: Holes,
    /// Bytes that may still be rendered.
    room: &'s mut usize,
    /// Whether a method, a URL or a header had no room.
    pub(super) is_cut: bool,
}

impl<'s> Renderer<'s> {
    pub(super) fn new(script: &'s str, room: &'s mut usize) -> Self {
        Self { script, builder: MappedTextBuilder::new(script), holes: Holes::default(), room, is_cut: false }
    }

    pub(super) fn finish<'a>(self) -> MappedText<'a> {
        *self.room = self.room.saturating_sub(self.builder.len() as usize);
        self.builder.finish().into_owned()
    }

    pub(super) fn take_holes(&mut self) -> Holes {
        let mut holes = std::mem::take(&mut self.holes);
        holes.unknown.sort_unstable();
        holes.incomplete.sort_unstable();
        holes
    }

    fn is_full(&self) -> bool {
        self.builder.len() as usize > *self.room
    }

    /// A method, a header, or a part of one. Holes are `{name}`.
    pub(crate) fn text(&mut self, text: &Text) -> Span {
        self.parts(text, |renderer, name, span| {
            let hole = renderer.builder.opaque(&format!("{{{name}}}"), span);
            renderer.holes.unknown.push(hole);
        })
    }

    /// A URL. A hole at its beginning is a host, `{{name}}`, and any other one a part of the path.
    pub(super) fn url(&mut self, url: &Text) -> Span {
        let start = self.builder.len();
        self.parts(url, |renderer, name, span| {
            let is_host = renderer.builder.len() == start;
            let words = if is_host { format!("{{{{{name}}}}}") } else { format!("{{{name}}}") };
            let hole = renderer.builder.opaque(&words, span);
            renderer.holes.unknown.push(hole);
        })
    }

    fn parts(&mut self, text: &Text, mut hole: impl FnMut(&mut Self, &str, Span)) -> Span {
        let start = self.builder.len();
        self.builder.next_expression();
        for part in &text.parts {
            match part {
                _ if self.is_full() => {
                    self.is_cut = true;
                    break;
                }
                Part::Words { span, quoting } => drop(self.builder.quoted(*span, *quoting)),
                Part::Known { text, span } => drop(self.builder.opaque(text, *span)),
                Part::Hole { name, span } => hole(self, name, *span),
            }
        }
        Span::new(start, self.builder.len())
    }

    /// A body that is a value, or `None` if nothing of it is known.
    pub(super) fn value(&mut self, literal: &Literal) -> Option<Span> {
        if matches!(literal, Literal::Hole(..)) {
            return None;
        }
        let start = self.builder.len();
        self.builder.next_expression();
        self.literal(literal, 0);
        Some(Span::new(start, self.builder.len()))
    }

    /// Recursion ends with the nesting limit.
    fn literal(&mut self, literal: &Literal, depth: usize) {
        if self.is_full() || depth > DEPTH {
            return self.unknown(literal.span());
        }
        match literal {
            Literal::Object(object) => self.object(object, depth),
            Literal::Array(array) => self.array(array, depth),
            Literal::Text(text) => self.string(text),
            // Where it stands its language's own notation is not known, so it is found and never changed.
            Literal::Number(number, span) => drop(self.builder.opaque(number, *span)),
            Literal::Bool(value, span) => drop(self.builder.opaque(if *value { "true" } else { "false" }, *span)),
            Literal::Null(span) => drop(self.builder.opaque("null", *span)),
            Literal::Hole(_, span) => self.unknown(*span),
        }
    }

    fn unknown(&mut self, span: Span) {
        let hole = self.builder.opaque("null", span);
        self.holes.unknown.push(hole);
    }

    fn object(&mut self, object: &Object, depth: usize) {
        let notation = object.notation;
        let open = self.builder.token("{", object.open, notation);
        if object.incomplete {
            self.holes.incomplete.push(open.start);
        }
        let mut comma: Option<Span> = None;
        for member in &object.members {
            if self.is_full() {
                self.holes.incomplete.push(open.start);
                break;
            }
            if let Some(comma) = comma {
                self.builder.token(",", comma, notation);
            }
            self.key(&member.key, notation);
            self.builder.token(":", member.colon.unwrap_or(Span::gap(member.key.span.end)), notation);
            self.literal(&member.value, depth + 1);
            comma = Some(member.comma.unwrap_or(Span::gap(member.value.span().end)));
        }
        self.builder.token("}", object.close, notation);
    }

    fn key(&mut self, key: &Key, notation: &'static Notation) {
        if matches!(key.quoting, Quoting::FixedName | Quoting::HclName { .. }) {
            let name = serde_json::Value::from(key.quoting.read(key.inner.of(self.script), 0, 0).0).to_string();
            self.builder.opaque(&name, key.span);
        } else {
            self.builder.word(key.span, key.inner, key.quoting, notation);
        }
    }

    fn array(&mut self, array: &Array, depth: usize) {
        let notation = array.notation;
        let open = self.builder.token("[", array.open, notation);
        if array.incomplete {
            self.holes.incomplete.push(open.start);
        }
        let mut comma: Option<Span> = None;
        for (element, behind) in &array.elements {
            if self.is_full() {
                self.holes.incomplete.push(open.start);
                break;
            }
            if let Some(comma) = comma {
                self.builder.token(",", comma, notation);
            }
            self.literal(element, depth + 1);
            comma = Some(behind.unwrap_or(Span::gap(element.span().end)));
        }
        self.builder.token("]", array.close, notation);
    }

    fn string(&mut self, text: &Text) {
        if let Some((inner, quoting, notation)) = text.word {
            self.builder.word(text.span, inner, quoting, notation);
            return;
        }
        if text.is_hole() {
            // A string all the same.
            let hole = text.parts.iter().find_map(|part| match part {
                Part::Hole { name, .. } => Some(format!("\"{{{name}}}\"")),
                _ => None,
            });
            let place = self.builder.opaque(&hole.unwrap_or_else(|| "\"\"".to_owned()), text.span);
            self.holes.unknown.push(Span::new(place.start + 1, place.end - 1));
            return;
        }
        // Put together from parts: it is found where the first of them stands, and never changed.
        let mut json = String::from("\"");
        let base = self.builder.len();
        for part in &text.parts {
            let (words, is_hole) = match part {
                Part::Words { span, quoting } => (quoting.read(span.of(self.script), 0, 0).0, false),
                Part::Known { text, .. } => (text.to_string(), false),
                Part::Hole { name, .. } => (format!("{{{name}}}"), true),
            };
            let start = base + offset(json.len());
            let quoted = serde_json::Value::from(words).to_string();
            json.push_str(&quoted[1..quoted.len() - 1]);
            if is_hole {
                self.holes.unknown.push(Span::new(start, base + offset(json.len())));
            }
        }
        json.push('"');
        self.builder.opaque(&json, text.span);
    }

    /// Characters of a JSON text in whose strings lines end: a line end there is what `\\n` stands for.
    fn lines(&mut self, span: Span, quoting: Quoting, scanner: &mut Scanner) {
        let words = span.of(self.script);
        let mut at = span.start;
        for line in words.split_inclusive('\n') {
            let content = line.trim_end_matches(['\n', '\r']);
            let end = at + offset(content.len());
            let behind = at + offset(line.len());
            // An escape may hold the line end itself.
            let is_escaped = content.ends_with(['\\', '`']);
            let whole = if is_escaped { Span::new(at, behind) } else { Span::new(at, end) };
            let place = self.builder.quoted(whole, quoting);
            scanner.feed(self.builder.words(place));
            if whole.end < behind {
                let line_end = Span::new(end, behind);
                if scanner.string.is_some() {
                    self.builder.opaque("\\n", line_end);
                } else {
                    self.builder.quoted(line_end, quoting);
                }
            }
            at = behind;
        }
    }

    /// A body that is text, which should be JSON, or `None` if it surely is not, or not enough of it is known.
    pub(super) fn json_text(&mut self, text: &Text) -> Option<Span> {
        let value = text.value(self.script);
        if !value.trim_start().starts_with(['{', '[']) || matches!(text.parts.first(), Some(Part::Hole { .. })) {
            return None;
        }
        let start = self.builder.len();
        let mut scanner = Scanner::default();
        let broken = breaks_lines_in_strings(self.script, text);
        self.builder.next_expression();
        for (index, part) in text.parts.iter().enumerate() {
            if self.is_full() {
                return None;
            }
            match part {
                Part::Words { span, quoting } if broken => self.lines(*span, *quoting, &mut scanner),
                Part::Words { span, quoting } => {
                    let place = self.builder.quoted(*span, *quoting);
                    scanner.feed(self.builder.words(place));
                }
                Part::Known { text, span } => {
                    self.builder.opaque(text, *span);
                    scanner.feed(text);
                }
                Part::Hole { name, span } => {
                    let next = behind_hole(self.script, &text.parts[index + 1..]);
                    let words = scanner.hole(name, next == Some(':'));
                    let place = self.builder.opaque(&words, *span);
                    self.holes.unknown.push(place);
                }
            }
        }
        Some(Span::new(start, self.builder.len()))
    }
}

/// Whether a text is JSON but for line breaks in its strings, which the service's reader takes for what they are.
fn breaks_lines_in_strings(script: &str, text: &Text) -> bool {
    let mut scanner = Scanner::default();
    let mut mended = String::new();
    let mut broken = false;
    for (index, part) in text.parts.iter().enumerate() {
        let words = match part {
            Part::Words { span, quoting } => quoting.read(span.of(script), 0, 0).0,
            Part::Known { text, .. } => text.to_string(),
            Part::Hole { name, .. } => {
                mended.push_str(&scanner.hole(name, behind_hole(script, &text.parts[index + 1..]) == Some(':')));
                continue;
            }
        };
        for character in words.chars() {
            match (character, scanner.string) {
                ('\n', Some(_)) => {
                    broken = true;
                    mended.push_str("\\n");
                }
                ('\r', Some(_)) => {}
                _ => mended.push(character),
            }
            scanner.character(character);
        }
    }
    broken && serde_json::from_str::<serde::de::IgnoredAny>(&mended).is_ok()
}

/// The next character that is not white space after a hole: enough to see a colon.
fn behind_hole(script: &str, parts: &[Part]) -> Option<char> {
    parts.iter().find_map(|part| match part {
        Part::Words { span, .. } => span.of(script).trim_start().chars().next(),
        Part::Known { text, .. } => text.trim_start().chars().next(),
        Part::Hole { .. } => Some('$'),
    })
}

/// Where one is in a JSON text that is put together.
#[derive(Debug, Default)]
struct Scanner {
    /// The quotation mark of the string that is open.
    string: Option<char>,
    escaped: bool,
    /// What is open, and whether it is an object.
    open: Vec<bool>,
    /// The last character that is not white space and in no string.
    last: Option<char>,
    /// Whether it is the very last one.
    stuck: bool,
}

impl Scanner {
    fn feed(&mut self, words: &str) {
        words.chars().for_each(|character| self.character(character));
    }

    fn character(&mut self, character: char) {
        if let Some(quote) = self.string {
            match character {
                _ if self.escaped => self.escaped = false,
                '\\' => self.escaped = true,
                _ if character == quote => {
                    self.string = None;
                    self.last = Some('"');
                    self.stuck = true;
                }
                _ => {}
            }
            return;
        }
        self.stuck = !character.is_whitespace();
        match character {
            _ if !self.stuck => return,
            '"' | '\'' if !self.last.is_some_and(char::is_alphanumeric) => self.string = Some(character),
            '{' | '[' => self.open.push(character == '{'),
            '}' | ']' => drop(self.open.pop()),
            _ => {}
        }
        self.last = Some(character);
    }

    /// What stands for a hole here, so that the text stays the JSON that it may be.
    fn hole(&mut self, name: &str, is_key: bool) -> String {
        if self.string.is_some() {
            return format!("{{{name}}}");
        }
        let in_object = self.open.last() == Some(&true);
        let words = match self.last {
            Some(':') => "null".to_owned(),
            Some('{' | ',') if in_object && is_key => format!("\"{{{name}}}\""),
            Some('{' | ',') if in_object => format!("\"{{{name}}}\":null"),
            Some('[' | ',') => "null".to_owned(),
            // A part of a word, or a second hole after one.
            _ if self.stuck => String::new(),
            _ if in_object => format!(",\"{{{name}}}\":null"),
            Some(_) if !self.open.is_empty() => ",null".to_owned(),
            _ => String::new(),
        };
        self.last = Some('l');
        self.stuck = true;
        words
    }
}
