//! Here-documents: what is between the line of the command and the line of the delimiter.

use super::Lexer;
use crate::languages::shell::outline::{Heredoc, Piece};
use crate::text::quoting::Quoting;

/// A here-document whose lines are to come.
#[derive(Debug)]
pub(super) struct Pending {
    pub(super) delimiter: String,
    /// Whether nothing expands in it.
    pub(super) quoted: bool,
    /// Whether tabs at the beginning of its lines are removed.
    pub(super) strip: bool,
    pub(super) number: usize,
}

impl Lexer<'_> {
    /// Reads the here-documents that begin here.
    pub(super) fn heredocs(&mut self) {
        for pending in std::mem::take(&mut self.pending) {
            let start = self.at;
            let (end, behind) = match self.delimiter(&pending) {
                Some(found) => found,
                None => {
                    self.outline.unclosed = true;
                    if self.by_line { (start, start) } else { (self.end, self.end) }
                }
            };
            let mut pieces = Vec::new();
            let body = self.text.get(start..end).unwrap_or_default();
            if pending.strip {
                let mut at = start;
                for line in body.split_inclusive('\n') {
                    let tabs = line.len() - line.trim_start_matches('\t').len();
                    self.pieces(at + tabs, at + line.len(), pending.quoted, &mut pieces);
                    at += line.len();
                }
            } else {
                self.pieces(start, end, pending.quoted, &mut pieces);
            }
            if let Some(heredoc) = self.outline.heredocs.get_mut(pending.number) {
                *heredoc = Heredoc { span: Self::span(start, end), pieces };
            }
            self.at = behind;
        }
    }

    /// The end of the last line before the delimiter, and the end of the delimiter, or `None` if it never comes.
    fn delimiter(&mut self, pending: &Pending) -> Option<(usize, usize)> {
        let start = self.at;
        let mut line = start;
        while line <= self.end && line - start < self.budget {
            let rest = self.text.get(line..self.end)?;
            let length = memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
            let words = rest[..length].trim_end_matches('\r');
            let words = if pending.strip { words.trim_start_matches('\t') } else { words };
            if words == pending.delimiter {
                return Some((line.saturating_sub(1).max(start), line + length));
            }
            // `EOF)` ends nothing in a shell, but is how many write it, and bash takes it in a substitution.
            if let Some(behind) = words.strip_prefix(pending.delimiter.as_str())
                && behind.trim_end_matches([')', '"', ' ']).is_empty()
                && behind.starts_with(')')
                && !self.below.is_empty()
            {
                let lead = rest[..length].find(pending.delimiter.as_str()).unwrap_or(0);
                return Some((line.saturating_sub(1).max(start), line + lead + pending.delimiter.len()));
            }
            line += length + 1;
        }
        self.budget = self.budget.saturating_sub(line - start + 1);
        None
    }

    /// The pieces of the characters from `start` to `end`.
    fn pieces(&mut self, start: usize, end: usize, quoted: bool, pieces: &mut Vec<Piece>) {
        let text = |from: usize, to: usize, quoting: Quoting| {
            let span = Self::span(from, to);
            Piece::Text { inner: span, quoting, whole: span }
        };
        if quoted {
            if start < end {
                pieces.push(text(start, end, Quoting::ShellHeredocVerbatim));
            }
            return;
        }
        // Nothing goes on after it.
        let text_end = std::mem::replace(&mut self.end, end);
        let (mut from, mut at) = (start, start);
        while at < end {
            let rest = self.text.get(at..end).unwrap_or_default().as_bytes();
            let Some(found) = memchr::memchr3(b'$', b'`', b'\\', rest).map(|found| at + found) else { break };
            if self.byte(found) == b'\\' {
                at = found + 1 + self.character_length(found + 1).max(1);
                continue;
            }
            let is_substitution = self.byte(found) == b'`' || self.byte(found + 1) == b'(';
            let piece = if is_substitution {
                self.skipped(found).map(|behind| (behind - found, Piece::Unknown(Self::span(found, behind))))
            } else {
                self.variable(found, true)
            };
            match piece {
                Some((length, piece)) => {
                    if found > from {
                        pieces.push(text(from, found, Quoting::ShellHeredoc));
                    }
                    pieces.push(piece);
                    at = found + length;
                    from = at;
                }
                None => at = found + 1,
            }
        }
        if from < end {
            pieces.push(text(from, end, Quoting::ShellHeredoc));
        }
        self.end = text_end;
    }
}
