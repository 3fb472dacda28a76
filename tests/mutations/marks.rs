//! Where the parts of a valid body stand: what a mistake can be made of.

use std::ops::Range;

/// A valid JSON text, cut up.
#[derive(Debug)]
pub(crate) struct Marks<'t> {
    pub(crate) text: &'t str,
    /// Signs of structure outside of strings, in order.
    pub(crate) signs: Vec<(usize, char)>,
    /// Keys, quotation marks included.
    pub(crate) keys: Vec<Range<usize>>,
    /// Strings that are values, quotation marks included.
    pub(crate) values: Vec<Range<usize>>,
    /// Lines, line breaks excluded.
    pub(crate) lines: Vec<Range<usize>>,
}

impl<'t> Marks<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        let mut marks = Self { text, signs: Vec::new(), keys: Vec::new(), values: Vec::new(), lines: Vec::new() };
        let mut at = 0;
        while let Some(character) = text[at..].chars().next() {
            if character == '"' {
                let end = string_end(text, at);
                let is_key = text[end..].trim_start().starts_with(':');
                if is_key { &mut marks.keys } else { &mut marks.values }.push(at..end);
                at = end;
                continue;
            }
            if matches!(character, '{' | '}' | '[' | ']' | ':' | ',') {
                marks.signs.push((at, character));
            }
            at += character.len_utf8();
        }
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let length = line.trim_end_matches(['\r', '\n']).len();
            marks.lines.push(start..start + length);
            start += line.len();
        }
        marks
    }

    /// The offsets of a sign of structure.
    pub(crate) fn of(&self, sign: char) -> Vec<usize> {
        self.signs.iter().filter(|(_, it)| *it == sign).map(|(at, _)| *at).collect()
    }

    /// Keys and values, quotation marks included, in order.
    pub(crate) fn strings(&self) -> Vec<Range<usize>> {
        let mut strings: Vec<_> = self.keys.iter().chain(&self.values).cloned().collect();
        strings.sort_by_key(|string| string.start);
        strings
    }

    /// The end of every token: signs and strings.
    pub(crate) fn token_ends(&self) -> Vec<usize> {
        let mut ends: Vec<usize> = self.strings().iter().map(|string| string.end).collect();
        ends.extend(self.signs.iter().map(|(at, _)| at + 1));
        ends.sort_unstable();
        ends
    }

    /// The line break of the text, if it has one.
    pub(crate) fn line_break(&self) -> &'static str {
        if self.text.contains("\r\n") { "\r\n" } else { "\n" }
    }
}

/// The offset after the string that begins at `start`.
fn string_end(text: &str, start: usize) -> usize {
    let mut escaped = false;
    for (at, character) in text[start + 1..].char_indices() {
        match character {
            '\\' => escaped = !escaped,
            '"' if !escaped => return start + at + 2,
            _ => escaped = false,
        }
    }
    text.len()
}
