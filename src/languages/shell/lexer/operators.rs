//! What is between words: operators, line ends, parentheses, redirections.

use super::{CompoundKind, FrameKind, Lexer, Target};
use crate::languages::shell::outline::Piece;
use crate::text::quoting::Quoting;

impl Lexer<'_> {
    pub(super) fn newline(&mut self) {
        if self.top.kind == FrameKind::Array {
            self.end_word();
            self.at += 1;
            return;
        }
        let pipe = self.top.pipe.filter(|_| self.top.continues);
        if !self.top.continues {
            self.end_command();
        }
        self.at += 1;
        if !self.pending.is_empty() {
            self.heredocs();
        }
        if self.top.continues {
            self.top.pipe = pipe;
        } else if self.top.kind == FrameKind::File {
            self.end_statement();
        }
    }

    pub(super) fn operator(&mut self) {
        let (first, second, third) = (self.byte(self.at), self.byte(self.at + 1), self.byte(self.at + 2));
        if first == b'&' && second == b'>' {
            self.end_word();
            self.at += if third == b'>' { 3 } else { 2 };
            self.top.redirect = Some(Target::Out);
            return;
        }
        if self.top.pattern > 0 && first == b'|' {
            self.push_text(self.at, self.at + 1, Quoting::ShellBare);
            self.at += 1;
            return;
        }
        if self.top.in_pattern() || self.top.kind == FrameKind::Array {
            self.end_word();
            self.at += 1;
            return;
        }
        match (first, second) {
            (b';', b';' | b'&') => {
                self.end_statement();
                self.at += if (second, third) == (b';', b'&') { 3 } else { 2 };
                if let Some(compound) = self.top.compounds.last_mut()
                    && let CompoundKind::Case(pattern) = &mut compound.kind
                {
                    *pattern = true;
                    self.next_place();
                }
            }
            (b'&', b'&') | (b'|', b'|') => {
                self.end_command();
                self.at += 2;
                self.top.continues = true;
            }
            (b'|', _) => {
                let command = self.end_command();
                self.at += if second == b'&' { 2 } else { 1 };
                self.top.pipe = command;
                self.top.continues = true;
            }
            _ => {
                self.end_statement();
                self.at += 1;
            }
        }
    }

    pub(super) fn open_paren(&mut self) {
        let ends_empty = self.rest(self.at + 1).trim_start_matches([' ', '\t']).starts_with(')');
        if let Some(word) = &self.top.word {
            let words = word.plain(self.text).unwrap_or_default();
            let is_assigned =
                word.assignment(self.text).is_some_and(|(_, _, value)| value.pieces.is_empty()) && words.ends_with('=');
            if is_assigned && self.top.kind != FrameKind::Array {
                self.open_frame(FrameKind::Array, 1);
            } else if ends_empty && self.top.words.is_empty() && !words.is_empty() {
                self.end_word();
                self.function();
            } else {
                // A pattern: `*.@(a|b)`.
                self.top.pattern += 1;
                self.push_text(self.at, self.at + 1, Quoting::ShellBare);
                self.at += 1;
            }
            return;
        }
        if self.top.kind == FrameKind::Array || self.top.in_pattern() {
            self.at += 1;
        } else if ends_empty && self.top.words.len() == 1 {
            self.function();
        } else if self.top.words.is_empty()
            && self.byte(self.at + 1) == b'('
            && let Some(end) = self.arithmetic(self.at + 2)
        {
            self.push(Piece::Unknown(Self::span(self.at, end)));
            self.at = end;
        } else {
            self.end_command();
            self.top.statement.get_or_insert(self.at);
            self.open_compound(CompoundKind::Paren);
            self.top.parens += 1;
            self.at += 1;
        }
    }

    /// The name of a function was read, and its parentheses are at hand.
    fn function(&mut self) {
        let length = memchr::memchr(b')', self.rest(self.at).as_bytes()).unwrap_or(0);
        self.at += length + 1;
        let name = self.top.words.pop();
        self.top.words.clear();
        self.top.command_start = None;
        if let Some(name) = name.as_ref().and_then(|name| name.plain(self.text)) {
            self.define(name);
        }
    }

    /// The body of the function `name` comes next.
    pub(super) fn define(&mut self, name: &str) {
        self.outline.scopes.push(Some(self.scope));
        let scope = self.outline.scopes.len() - 1;
        self.outline.functions.insert(name.to_owned(), scope);
        self.top.function = Some(scope);
    }

    pub(super) fn close_paren(&mut self) {
        if self.top.pattern > 0 {
            self.top.pattern -= 1;
            self.push_text(self.at, self.at + 1, Quoting::ShellBare);
            self.at += 1;
            return;
        }
        self.end_word();
        if let Some(compound) = self.top.compounds.last_mut()
            && let CompoundKind::Case(pattern @ true) = &mut compound.kind
        {
            *pattern = false;
            self.top.words.clear();
            self.top.command_start = None;
            self.at += 1;
            return;
        }
        if self.top.parens > 0 {
            self.end_command();
            while self.top.compounds.last().is_some_and(|compound| compound.kind != CompoundKind::Paren) {
                self.close_compound();
            }
            self.close_compound();
            self.at += 1;
            return;
        }
        self.at += 1;
        if matches!(self.top.kind, FrameKind::Substitution | FrameKind::Process | FrameKind::Array) {
            self.close_frame();
        }
    }

    pub(super) fn redirection(&mut self) {
        let rest = self.rest(self.at);
        if rest.starts_with("<(") || rest.starts_with(">(") {
            return self.open_frame(FrameKind::Process, 2);
        }
        let is_number = |words: &str| words.bytes().all(|byte| byte.is_ascii_digit());
        let number = self.top.word.as_ref().and_then(|word| word.plain(self.text)).filter(|words| is_number(words));
        if number.is_some() {
            // The number of what is redirected.
            self.top.word = None;
        }
        let out = if number.is_none_or(|number| number == "1") { Target::ToFile } else { Target::Out };
        self.end_word();
        self.top.statement.get_or_insert(self.at);
        self.top.command_start.get_or_insert(self.at);
        self.top.continues = false;
        let rest = self.rest(self.at);
        let (length, target) = match rest {
            _ if rest.starts_with("<<<") => (3, Target::HereString),
            _ if rest.starts_with("<<-") => (3, Target::Heredoc { strip: true }),
            _ if rest.starts_with("<<") => (2, Target::Heredoc { strip: false }),
            _ if rest.starts_with(">>") || rest.starts_with(">|") => (2, out),
            _ if rest.starts_with(">&") || rest.starts_with("<&") || rest.starts_with("<>") => (2, Target::Out),
            _ if rest.starts_with('<') => (1, Target::In),
            _ => (1, out),
        };
        self.top.redirect = Some(target);
        self.at += length;
    }
}
