//! Bodies that `jq` makes: `jq -n --arg name "$name" '{displayName: $name}'` (<https://jqlang.org/manual/>).
//!
//! Of its language that part is read which writes a value down. Everything else is a hole.

use std::collections::HashMap;
use std::rc::Rc;

use super::arguments;
use super::outline::Command;
use super::value::{At, Values};
use crate::languages::{Array, DEPTH, Key, Literal, Made, Member, Object, Part, Text};
use crate::text::notation::JQ;
use crate::text::quoting::Quoting;
use crate::text::{Span, offset};

/// What `jq` writes, or `None` if that is not known.
pub(super) fn output(values: &Values<'_>, command: &Command, at: At) -> Option<Text> {
    let mut names = HashMap::new();
    let mut filter = None;
    let mut null_input = false;
    let given = arguments::expand(values, command, 1, at.deeper());
    let mut words = given.texts.into_iter();
    while let Some(text) = words.next() {
        let word = text.known_value(values.text).unwrap_or_default();
        match word.strip_prefix("--") {
            Some("arg" | "argjson" | "slurpfile" | "rawfile" | "argfile") => {
                let name = words.next()?.known_value(values.text)?;
                let value = words.next()?;
                let value = match word.as_str() {
                    "--arg" if value.made.is_none() => Literal::Text(Rc::new(Text { word: None, ..value })),
                    "--argjson" => json(values, &value).unwrap_or_else(|| Literal::hole(&name, value.span)),
                    _ => Literal::hole(&name, value.span),
                };
                names.insert(name, value);
            }
            Some("null-input") => null_input = true,
            Some("args" | "jsonargs" | "from-file") => return None,
            Some("indent") => drop(words.next()),
            Some(_) => {}
            None if word.starts_with('-') && word.len() > 1 && !word.starts_with("-{") => {
                null_input |= word.contains('n');
                if word.contains('f') {
                    return None;
                }
            }
            None if filter.is_none() => filter = Some(text),
            // A file that is read.
            None => return None,
        }
    }
    let filter = filter?;
    let name = command.words.first().map_or(command.span, |word| word.span);
    if filter.known_value(values.text).is_some_and(|filter| matches!(filter.trim(), "." | "")) && !null_input {
        return values.input(command, at.deeper());
    }
    let mut value = parse(values, &filter, names)?;
    if !null_input && !command.is_fed() {
        // Without an input nothing is written.
        value = incomplete(value);
    }
    let made = Made::Json { value, maker: name, cut: None };
    Some(Text::made(made, command.span.of(values.text), command.span))
}

/// The value that a text is as JSON, or `None` if nothing of it is known.
pub(super) fn json(values: &Values<'_>, text: &Text) -> Option<Literal> {
    if let Some(Made::Json { value, .. }) = text.made.as_deref() {
        return Some(value.clone());
    }
    parse(values, text, HashMap::new())
}

fn incomplete(value: Literal) -> Literal {
    match value {
        Literal::Object(_) | Literal::Array(_) => value.incomplete(),
        _ => value,
    }
}

/// The value that the filter `text` writes down, or `None` if it is not known.
fn parse(values: &Values<'_>, text: &Text, names: HashMap<String, Literal>) -> Option<Literal> {
    let [Part::Words { span, quoting }] = text.parts.as_slice() else { return None };
    let verbatim = matches!(quoting, Quoting::ShellSingle | Quoting::ShellHeredocVerbatim);
    let raw = span.of(values.text);
    if !verbatim && raw.contains(['\\', '$', '`']) {
        return None;
    }
    let mut reader = Reader { text: values.text, at: span.start as usize, end: span.end as usize, names };
    reader.space();
    if !matches!(reader.byte(), b'{' | b'[' | b'"' | b'0'..=b'9' | b'-' | b't' | b'f' | b'n' | b'$') {
        return None;
    }
    let value = reader.value(0);
    reader.space();
    match reader.byte() {
        0 => Some(value),
        // More is put in, or something is changed.
        b'+' | b'*' => Some(incomplete(value)),
        _ => None,
    }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    end: usize,
    /// What `--arg` and kin name.
    names: HashMap<String, Literal>,
}

impl Reader<'_> {
    fn byte(&self) -> u8 {
        if self.at < self.end { self.text.as_bytes().get(self.at).copied().unwrap_or(0) } else { 0 }
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..self.end).unwrap_or_default()
    }

    fn span(start: usize, end: usize) -> Span {
        Span::new(offset(start), offset(end))
    }

    /// Skips white space and comments.
    fn space(&mut self) {
        loop {
            let rest = self.rest();
            self.at += rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
            if self.byte() != b'#' {
                return;
            }
            self.at += self.rest().find('\n').unwrap_or(self.rest().len());
        }
    }

    fn hole(&self, start: usize) -> Literal {
        let span = Self::span(start, self.at.max(start));
        Literal::hole(span.of(self.text), span)
    }

    /// The value at hand: up to a `,`, or a bracket that closes. Recursion ends with the nesting limit.
    fn value(&mut self, depth: usize) -> Literal {
        self.space();
        let start = self.at;
        let value = match self.byte() {
            _ if depth > DEPTH => self.skip(start),
            b'{' => self.object(depth),
            b'[' => self.array(depth),
            b'"' => self.string(),
            b'$' => self.name(),
            _ => self.word(),
        };
        self.space();
        match self.byte() {
            0 | b',' | b'}' | b']' | b')' => value,
            b'+' if matches!(value, Literal::Object(_) | Literal::Array(_)) && depth == 0 => value,
            b'+' if matches!(value, Literal::Object(_) | Literal::Array(_)) => {
                self.skip(start);
                incomplete(value)
            }
            _ if depth == 0 => value,
            // An operator: what comes out is not known.
            _ => self.skip(start),
        }
    }

    /// Skips to where the value that begins at `start` ends.
    fn skip(&mut self, start: usize) -> Literal {
        let mut open = 0_usize;
        while self.at < self.end {
            match self.byte() {
                b'{' | b'[' | b'(' => open += 1,
                b'}' | b']' | b')' if open == 0 => break,
                b'}' | b']' | b')' => open -= 1,
                b',' if open == 0 => break,
                b'"' => {
                    self.string();
                    continue;
                }
                _ => {}
            }
            self.at += 1;
        }
        self.at = self.at.min(self.end);
        self.hole(start)
    }

    fn name(&mut self) -> Literal {
        let start = self.at;
        self.at += 1;
        let length = self.rest().bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
        let name = self.rest().get(..length).unwrap_or_default();
        let known = self.names.get(name).cloned();
        self.at += length;
        if matches!(self.byte(), b'.' | b'[') {
            return self.skip(start);
        }
        known.unwrap_or_else(|| self.hole(start))
    }

    fn word(&mut self) -> Literal {
        let start = self.at;
        let length = self
            .rest()
            .bytes()
            .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-'))
            .count();
        let word = self.rest().get(..length).unwrap_or_default().to_owned();
        self.at += length;
        let span = Self::span(start, self.at);
        match word.as_str() {
            "true" => Literal::Bool(true, span),
            "false" => Literal::Bool(false, span),
            "null" => Literal::Null(span),
            word if serde_json::from_str::<serde_json::Number>(word).is_ok() => Literal::Number(word.into(), span),
            _ => self.skip(start),
        }
    }

    fn string(&mut self) -> Literal {
        let start = self.at;
        let mut parts = Vec::new();
        self.at += 1;
        let mut from = self.at;
        let words = |from: usize, to: usize| Part::Words { span: Self::span(from, to), quoting: Quoting::Jq };
        while self.at < self.end && self.byte() != b'"' {
            if self.byte() != b'\\' {
                self.at += 1;
                continue;
            }
            if self.rest().as_bytes().get(1) != Some(&b'(') {
                self.at += 1 + self.rest().get(1..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
                continue;
            }
            // `\( … )`; a string inside is looked over like anything else.
            let open = self.at;
            let mut depth = 0_usize;
            while self.at < self.end {
                match self.byte() {
                    b'(' => depth += 1,
                    b')' => depth = depth.saturating_sub(1),
                    _ => {}
                }
                self.at += 1;
                if depth == 0 && self.at > open + 2 {
                    break;
                }
            }
            if open > from {
                parts.push(words(from, open));
            }
            let span = Self::span(open, self.at.min(self.end));
            parts.extend(Text::hole(span.of(self.text), span).parts);
            from = self.at;
        }
        let end = self.at.min(self.end);
        self.at = (end + 1).min(self.end);
        let span = Self::span(start, self.at);
        if parts.is_empty() {
            return Literal::Text(Rc::new(Text::literal(span, Self::span(from.min(end), end), Quoting::Jq, &JQ)));
        }
        if end > from {
            parts.push(words(from, end));
        }
        Literal::Text(Rc::new(Text { span, parts, ..Text::default() }))
    }

    fn array(&mut self, depth: usize) -> Literal {
        let start = self.at;
        self.at += 1;
        let mut array = Array {
            span: Span::default(),
            open: Self::span(start, start + 1),
            close: Span::default(),
            notation: &JQ,
            elements: Vec::new(),
            incomplete: false,
        };
        loop {
            self.space();
            if matches!(self.byte(), 0 | b']' | b'}' | b')') {
                break;
            }
            let before = self.at;
            let element = self.value(depth + 1);
            // An expression may give any number of values.
            array.incomplete |= matches!(element, Literal::Hole(..)) && !before_is_name(self.text, before);
            self.space();
            let comma = (self.byte() == b',').then(|| Self::span(self.at, self.at + 1));
            self.at += usize::from(comma.is_some());
            array.elements.push((element, comma));
            if self.at == before {
                self.at += 1;
            }
        }
        array.close = Self::span(self.at, (self.at + 1).min(self.end));
        self.at = (self.at + 1).min(self.end);
        array.span = Self::span(start, self.at);
        Literal::Array(Rc::new(array))
    }

    fn object(&mut self, depth: usize) -> Literal {
        let start = self.at;
        self.at += 1;
        let mut object = Object {
            span: Span::default(),
            open: Self::span(start, start + 1),
            close: Span::default(),
            notation: &JQ,
            members: Vec::new(),
            incomplete: false,
        };
        loop {
            self.space();
            if matches!(self.byte(), 0 | b'}' | b']' | b')') {
                break;
            }
            let before = self.at;
            match self.member(depth) {
                Some(member) => object.members.push(member),
                None => {
                    object.incomplete = true;
                    self.skip(before);
                }
            }
            self.space();
            if self.byte() == b',' {
                let comma = Self::span(self.at, self.at + 1);
                if let Some(member) = object.members.last_mut() {
                    member.comma.get_or_insert(comma);
                }
                self.at += 1;
            }
            if self.at == before {
                self.at += 1;
            }
        }
        object.close = Self::span(self.at, (self.at + 1).min(self.end));
        self.at = (self.at + 1).min(self.end);
        object.span = Self::span(start, self.at);
        Literal::Object(Rc::new(object))
    }

    /// `key: value`, `$name`, `name`, or `None` if the key is not known.
    fn member(&mut self, depth: usize) -> Option<Member> {
        let start = self.at;
        let mut shorthand = None;
        let key = match self.byte() {
            b'"' => {
                self.string();
                let span = Self::span(start, self.at);
                let inner = Self::span(start + 1, self.at.saturating_sub(1).max(start + 1));
                if inner.of(self.text).contains("\\(") {
                    return None;
                }
                Key { span, inner, quoting: Quoting::Jq }
            }
            b'$' => {
                let value = self.name();
                let span = Self::span(start, self.at);
                let inner = Self::span(start + 1, self.at);
                shorthand = Some(value);
                Key { span, inner, quoting: Quoting::JavaScriptBare }
            }
            byte if byte.is_ascii_alphabetic() || byte == b'_' => {
                let length =
                    self.rest().bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
                self.at += length;
                let span = Self::span(start, self.at);
                Key { span, inner: span, quoting: Quoting::JavaScriptBare }
            }
            _ => return None,
        };
        self.space();
        if self.byte() == b':' {
            let colon = Some(Self::span(self.at, self.at + 1));
            self.at += 1;
            let value = self.value(depth + 1);
            return Some(Member { key, colon, value, comma: None });
        }
        let value = shorthand.unwrap_or_else(|| self.hole(start));
        Some(Member { key, colon: None, value, comma: None })
    }
}

/// Whether the expression at `at` is a variable, which has just one value.
fn before_is_name(text: &str, at: usize) -> bool {
    text.get(at..).is_some_and(|rest| rest.starts_with('$'))
}
