//! JSX: elements between code.

use std::collections::HashMap;

use super::{Lexer, Mode};
use crate::languages::expressions::token::Bracket;

impl Lexer<'_> {
    /// Whether an element of JSX begins here, and no type in pointed brackets.
    pub(super) fn is_element(&self) -> bool {
        let rest = &self.text[self.at + 1..self.bytes.len()];
        let name = tag_name(rest);
        let is_name = name.starts_with(|first: char| first.is_ascii_alphabetic()) || rest.starts_with('>');
        if !is_name {
            return false;
        }
        if self.closers.get(name).is_some_and(|&at| at > self.at) {
            return true;
        }
        // `<Name … />`
        let mut from = 0;
        let near = &rest.as_bytes()[..rest.len().min(2_000)];
        while let Some(found) = memchr::memchr2(b'>', b';', &near[from..]) {
            let at = from + found;
            match at.checked_sub(1).map(|before| near[before]) {
                _ if near[at] == b';' => return false,
                Some(b'/') => return true,
                Some(b'=') => from = at + 1,
                _ => return false,
            }
        }
        false
    }

    pub(super) fn tag(&mut self) {
        match self.byte(self.at) {
            b'>' => {
                self.at += 1;
                self.modes.pop();
                self.modes.push(Mode::Children);
            }
            b'/' if self.byte(self.at + 1) == b'>' => {
                self.close(Bracket::Element, 2);
                self.modes.pop();
            }
            b'{' => {
                self.open(Bracket::Hole, 1);
                self.modes.push(Mode::Hole);
            }
            quote @ (b'"' | b'\'') => {
                let length = memchr::memchr(quote, &self.bytes[self.at + 1..]);
                self.at += length.map_or(1, |length| length + 2);
            }
            _ => self.at += 1,
        }
    }

    pub(super) fn children(&mut self) {
        match self.byte(self.at) {
            b'<' if self.byte(self.at + 1) == b'/' => {
                let rest = &self.bytes[self.at..];
                let length = memchr::memchr(b'>', rest).map_or(rest.len(), |length| length + 1);
                self.close(Bracket::Element, length);
                self.modes.pop();
            }
            b'<' => {
                self.open(Bracket::Element, 1);
                self.modes.push(Mode::Tag);
            }
            b'{' => {
                self.open(Bracket::Hole, 1);
                self.modes.push(Mode::Hole);
            }
            _ => {
                let rest = &self.bytes[self.at + 1..];
                self.at += 1 + memchr::memchr2(b'<', b'{', rest).unwrap_or(rest.len());
            }
        }
    }
}

/// Where the last closing tag of each name stands: `</name`.
pub(super) fn closers(text: &str, start: usize, end: usize) -> HashMap<&str, usize> {
    let mut found = HashMap::new();
    for at in memchr::memmem::find_iter(&text.as_bytes()[start..end], b"</") {
        let at = start + at;
        found.insert(tag_name(&text[at + 2..end]), at);
    }
    found
}

/// The name at the beginning of a tag.
fn tag_name(rest: &str) -> &str {
    let length = rest.bytes().position(|byte| !(byte.is_ascii_alphanumeric() || b"_.-:".contains(&byte)));
    &rest[..length.unwrap_or(rest.len())]
}
