//! Words without quotes: arguments, parameters, numbers, members, strings and comments.

use super::super::strings::is_name;
use super::{Bracket, Kind, Lexer, Opened};
use crate::languages::powershell::strings;
use crate::text::quoting::{Quoting, powershell};
use crate::text::{Span, offset};

impl Lexer<'_> {
    /// A comment begins where a word could.
    pub(super) fn comment(&mut self) {
        let rest = self.rest();
        let length = memchr::memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len());
        let span = Span::new(offset(self.at), offset(self.at + length));
        self.cut.comments.push((span, Span::new(span.start + 1, span.end)));
        self.space(length);
    }

    pub(super) fn block_comment(&mut self) {
        let rest = self.rest();
        let end = memchr::memmem::find(rest.as_bytes(), b"#>");
        let length = end.map_or(rest.len(), |end| end + 2);
        let span = Span::new(offset(self.at), offset(self.at + length));
        let inner = Span::new(span.start + 2, offset(self.at + end.unwrap_or(length)));
        self.cut.comments.push((span, Span::new(inner.start.min(inner.end), inner.end)));
        self.space(length);
    }

    /// `--%`: the rest of the line is for a program that is not a PowerShell.
    pub(super) fn verbatim_arguments(&mut self) {
        let rest = self.rest();
        let length = memchr::memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len());
        self.push(Kind::Word, length);
    }

    pub(super) fn string(&mut self, expands: bool) {
        let width = self.rest().chars().next().map_or(1, char::len_utf8);
        let start = self.at + width;
        let found = if expands {
            strings::double_end(self.text, start, self.by_line)
        } else {
            strings::single_end(self.text, start, self.by_line)
        };
        let quoting = if expands { Quoting::PowerShellDouble } else { Quoting::PowerShellSingle };
        let (inner_end, end) = found.unwrap_or_else(|end| {
            self.cut.unclosed = true;
            (end, end)
        });
        self.push_inner(Kind::String(quoting), end - self.at, Some((start, inner_end)));
    }

    pub(super) fn at_sign(&mut self) {
        let next = self.rest()[1..].chars().next().unwrap_or('\0');
        match next {
            '{' => self.open(Bracket::Hash, 2),
            '(' => self.open(Bracket::Array, 2),
            _ if powershell::is_double_quote(next) || powershell::is_single_quote(next) => self.here_string(next),
            _ if next.is_alphabetic() || next == '_' => {
                let name = self.rest()[1..].find(|it: char| !is_name(it)).unwrap_or(self.rest().len() - 1);
                self.push_inner(Kind::Splat, 1 + name, Some((self.at + 1, self.at + 1 + name)));
            }
            _ => self.push(Kind::Operator, 1),
        }
    }

    /// `@"` and a line break, up to a line that begins with `"@`.
    pub(super) fn here_string(&mut self, quote: char) {
        let expands = powershell::is_double_quote(quote);
        let header = 1 + quote.len_utf8();
        let rest = &self.rest()[header..];
        let blank = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let line_break = match rest.as_bytes().get(blank..) {
            Some([b'\r', b'\n', ..]) => 2,
            Some([b'\n' | b'\r', ..]) => 1,
            _ => return self.push(Kind::Operator, 1),
        };
        let start = self.at + header + blank + line_break;
        let quoting = if expands { Quoting::PowerShellHereDouble } else { Quoting::PowerShellHereSingle };
        let end = Some(&self.unended).filter(|unended| !unended[usize::from(expands)]);
        let end = end.and_then(|_| strings::here_end(self.text, start, expands));
        let (inner_end, end) = end.unwrap_or_else(|| {
            self.cut.unclosed = true;
            self.unended[usize::from(expands)] = true;
            // In the second pass, the mark is the author's only mistake.
            let end = if self.by_line { start } else { self.text.len() };
            (end, end)
        });
        self.push_inner(Kind::String(quoting), end - self.at, Some((start, inner_end)));
    }

    /// A parameter or an operator: letters after a dash, which may be a typographic one.
    pub(super) fn dash(&mut self, width: usize) {
        let rest = &self.rest()[width..];
        let length = rest.find(|it: char| !(it.is_alphanumeric() || it == '_')).unwrap_or(rest.len());
        // `-Name:value`
        let colon = usize::from(rest[length..].starts_with(':') && !rest[length..].starts_with("::"));
        // `a-b` in an argument is one word.
        let end = rest[length..].chars().next().unwrap_or(' ');
        let ends = colon == 1 || end.is_whitespace() || "()[]{}|&;,=\"'@$.`".contains(end) || rest.len() == length;
        if !ends {
            return self.word();
        }
        self.push_inner(Kind::Dash, width + length + colon, Some((self.at + width, self.at + width + length)));
        if colon == 1 {
            self.glued = false;
        }
    }

    pub(super) fn dot(&mut self) {
        let next = self.rest()[1..].chars().next().unwrap_or('\0');
        let member = next.is_alphabetic() || matches!(next, '_' | '"' | '\'' | '$' | '(');
        let of_value = self.glued
            && self.last().is_some_and(|last| match last.kind {
                Kind::Word => self.follows_member(),
                _ => matches!(last.kind, Kind::Variable | Kind::Close(_) | Kind::String(_)),
            });
        if next == '.' {
            self.push(Kind::Operator, if self.rest().starts_with("...") { 3 } else { 2 });
        } else if of_value && member {
            self.push(Kind::Dot, 1);
            if next.is_alphabetic() || next == '_' {
                let length = self.rest().find(|it: char| !is_name(it)).unwrap_or(self.rest().len());
                self.push(Kind::Word, length);
            }
        } else if next.is_whitespace() && self.begins_command() {
            self.push(Kind::CallOperator, 1);
        } else if next.is_ascii_digit() && !self.glued {
            self.number_or_word();
        } else {
            self.word();
        }
    }

    /// Whether the last token is the name of a member: `.a` of `$x.a.b`.
    pub(super) fn follows_member(&self) -> bool {
        let before = self.cut.tokens.len().checked_sub(2).and_then(|at| self.cut.tokens.get(at));
        before.is_some_and(|before| matches!(before.kind, Kind::Dot | Kind::Colons))
    }

    pub(super) fn number_or_word(&mut self) {
        let rest = self.rest();
        let sign = usize::from(rest.starts_with('-'));
        let digits = rest[sign..].find(|it: char| !(it.is_ascii_digit() || it == '.')).unwrap_or(rest.len() - sign);
        let mut number = &rest[..sign + digits];
        // `1..5`
        if let Some(range) = number.find("..") {
            number = &number[..range];
        }
        let behind = rest[number.len()..].chars().next().unwrap_or(' ');
        let ends = behind.is_whitespace() || ",;)}]|+*/%=-.&".contains(behind);
        match ends && number.bytes().any(|byte| byte.is_ascii_digit()) && number.matches('.').count() < 2 {
            true => self.push(Kind::Number, number.len()),
            false => self.word(),
        }
    }

    /// A word without quotes, up to what cannot be in one.
    pub(super) fn word(&mut self) {
        let in_square = matches!(self.open.last(), Some(Opened { bracket: Bracket::Square, .. }));
        let is_key = self.key;
        let after_colons = self.last().is_some_and(|last| last.kind == Kind::Colons && self.glued);
        let rest = self.rest();
        let mut escaped = false;
        let mut length = rest.len();
        for (at, character) in rest.char_indices() {
            let stops = match character {
                _ if escaped => {
                    escaped = false;
                    false
                }
                '`' => {
                    let behind = rest[at + 1..].chars().next().unwrap_or('\n');
                    escaped = true;
                    matches!(behind, '\n' | '\r')
                }
                _ if character.is_whitespace() => true,
                ';' | '|' | '&' | '(' | ')' | '{' | '}' | ',' | '"' | '\'' => true,
                _ if powershell::is_double_quote(character) || powershell::is_single_quote(character) => true,
                '=' => is_key || after_colons,
                '[' | ']' => in_square || after_colons,
                ':' => in_square && rest[at..].starts_with("::"),
                '.' => after_colons,
                '<' => rest[at..].starts_with("<#"),
                // Expansions are found by those who read the word.
                '$' => rest[at..].starts_with("$("),
                _ => false,
            };
            if stops && at > 0 {
                length = at;
                break;
            }
        }
        self.push(Kind::Word, length.max(rest.chars().next().map_or(1, char::len_utf8)));
    }
}
