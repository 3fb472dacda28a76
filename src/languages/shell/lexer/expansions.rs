//! What begins with `$`: variables, substitutions, arithmetic, and two kinds of strings.

use super::{FrameKind, Lexer};
use crate::languages::shell::outline::{EventKind, Piece, Word, name_length};
use crate::text::quoting::Quoting;
use crate::text::{Span, offset};

impl Lexer<'_> {
    pub(super) fn dollar(&mut self) {
        let quoted = self.top.double.is_some();
        match self.byte(self.at + 1) {
            b'(' if self.byte(self.at + 2) == b'(' => match self.arithmetic(self.at + 3) {
                Some(end) => {
                    self.push(Piece::Unknown(Self::span(self.at, end)));
                    self.at = end;
                }
                None => self.open_frame(FrameKind::Substitution, 2),
            },
            b'(' => self.open_frame(FrameKind::Substitution, 2),
            b'\'' if !quoted => self.ansi(),
            b'"' if !quoted => {
                let start = self.at;
                self.at += 1;
                self.open_double(start);
            }
            _ => match self.variable(self.at, quoted) {
                Some((length, piece)) => {
                    if let Piece::Variable { name, rest, .. } = &piece {
                        self.assigned_default(*name, *rest);
                    }
                    self.push(piece);
                    self.at += length;
                }
                None => {
                    let quoting = if quoted { Quoting::ShellDouble } else { Quoting::ShellBare };
                    self.push_text(self.at, self.at + 1, quoting);
                    self.at += 1;
                }
            },
        }
    }

    /// Records the assignment that `${x:=default}` makes.
    fn assigned_default(&mut self, name: Span, rest: Span) {
        let words = rest.of(self.text);
        let Some(default) = words.strip_prefix(":=").or_else(|| words.strip_prefix('=')) else { return };
        let span = Span::new(rest.end - offset(default.len()), rest.end);
        if let Some(piece) = default_piece(self.text, span) {
            self.event(name.of(self.text), rest.end, EventKind::Set(Word { span, pieces: vec![piece] }));
        }
    }

    /// The variable at `at`, which is a `$`, and its length.
    pub(super) fn variable(&mut self, at: usize, quoted: bool) -> Option<(usize, Piece)> {
        if self.byte(at + 1) == b'{' {
            let length = self.braces(at + 2)?;
            let (start, end) = (at + 2, at + 2 + length);
            let words = self.text.get(start..end)?;
            let span = Self::span(at, end + 1);
            let name = match name_length(words) {
                0 if words.bytes().all(|byte| byte.is_ascii_digit()) || matches!(words, "@" | "*") => words.len(),
                name => name,
            };
            // `${#x}` and `${!x}` are something else.
            if name == 0 {
                return Some((length + 3, Piece::Unknown(span)));
            }
            let (name, rest) = (Self::span(start, start + name), Self::span(start + name, end));
            return Some((length + 3, Piece::Variable { span, name, rest, quoted }));
        }
        let rest = self.rest(at + 1);
        let length = match name_length(rest) {
            0 if rest.starts_with(|first: char| first.is_ascii_digit() || "@*#?$!-".contains(first)) => 1,
            0 => return None,
            length => length,
        };
        let end = at + 1 + length;
        let (span, name) = (Self::span(at, end), Self::span(at + 1, end));
        Some((length + 1, Piece::Variable { span, name, rest: Span::gap(name.end), quoted }))
    }

    /// The length of what is in the braces whose content begins at `start`, or `None` if they are never closed.
    fn braces(&mut self, start: usize) -> Option<usize> {
        let mut depth = 0_usize;
        let mut quote = None;
        let mut at = start;
        while at < self.end && at - start < self.budget {
            let byte = self.byte(at);
            match (quote, byte) {
                (_, b'\\') if quote != Some(b'\'') => at += 1,
                (Some(open), _) if open == byte => quote = None,
                (Some(_), _) => {}
                (None, b'\'' | b'"') => quote = Some(byte),
                (None, b'{') => depth += 1,
                (None, b'}') if depth > 0 => depth -= 1,
                (None, b'}') => return Some(at - start),
                (None, b'\n') if depth == 0 && self.by_line => break,
                _ => {}
            }
            at += 1;
        }
        self.budget = self.budget.saturating_sub(at - start + 1);
        None
    }

    /// The end of an arithmetic expression whose content begins at `start`, after its `))`, or `None` if there is none.
    pub(super) fn arithmetic(&mut self, start: usize) -> Option<usize> {
        let mut depth = 0_usize;
        let mut at = start;
        // An expression goes over no more than a line or two.
        let end = self.end.min(start + self.budget.min(1024));
        while at < end {
            match self.byte(at) {
                b'(' => depth += 1,
                b')' if depth > 0 => depth -= 1,
                b')' if self.byte(at + 1) == b')' => return Some(at + 2),
                b')' | b'\'' | b'"' => break,
                _ => {}
            }
            at += 1;
        }
        self.budget = self.budget.saturating_sub(at - start + 1);
        None
    }

    /// Reads a string with ANSI C escapes, `$'…'`.
    fn ansi(&mut self) {
        let start = self.at + 2;
        let mut at = start;
        while at < self.end && self.byte(at) != b'\'' && !(self.by_line && self.byte(at) == b'\n') {
            at += if self.byte(at) == b'\\' { 1 + self.character_length(at + 1).max(1) } else { 1 };
        }
        let at = at.min(self.end);
        let closed = self.byte(at) == b'\'';
        self.outline.unclosed |= !closed;
        let end = at + usize::from(closed);
        let (inner, whole) = (Self::span(start.min(at), at), Self::span(self.at, end));
        self.push(Piece::Text { inner, quoting: Quoting::ShellAnsi, whole });
        self.at = end;
    }

    /// The end of the `$( … )` or `` `…` `` at `at`, in text where it is not read, or `None` if it is never closed.
    pub(super) fn skipped(&mut self, at: usize) -> Option<usize> {
        let is_backtick = self.byte(at) == b'`';
        let start = if is_backtick { at + 1 } else { at + 2 };
        let (mut depth, mut quote, mut here) = (0_usize, None, start);
        while here < self.end && here - start < self.budget {
            let byte = self.byte(here);
            match (quote, byte) {
                (_, b'\\') if quote != Some(b'\'') => here += 1,
                (None, b'`') if is_backtick => return Some(here + 1),
                (Some(open), _) if open == byte => quote = None,
                (Some(_), _) => {}
                (None, b'\'' | b'"') => quote = Some(byte),
                (None, b'(') => depth += 1,
                (None, b')') if depth > 0 => depth -= 1,
                (None, b')') if !is_backtick => return Some(here + 1),
                _ => {}
            }
            here += 1;
        }
        self.budget = self.budget.saturating_sub(here - start + 1);
        None
    }
}

/// The default of a variable in `span`, if nothing expands in it.
pub(in crate::languages::shell) fn default_piece(text: &str, span: Span) -> Option<Piece> {
    let words = span.of(text);
    if words.contains(['$', '`', '\\']) {
        return None;
    }
    let quote = words.chars().next().filter(|first| matches!(first, '\'' | '"'));
    let (inner, quoting) = match quote {
        Some(quote) => {
            let inside = words.get(1..)?.strip_suffix(quote)?;
            let start = span.start + 1;
            let quoting = if quote == '\'' { Quoting::ShellSingle } else { Quoting::ShellDouble };
            (Span::new(start, start + offset(inside.len())), quoting)
        }
        None => (span, Quoting::ShellDouble),
    };
    (!inner.of(text).contains(['\'', '"']) || quote == Some('\'')).then_some(Piece::Text {
        inner,
        quoting,
        whole: span,
    })
}
