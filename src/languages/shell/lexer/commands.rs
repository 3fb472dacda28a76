//! Words that mean something by their place: keywords, assignments, commands that set variables.

use super::heredocs::Pending;
use super::{Compound, CompoundKind, FrameKind, Lexer, Target};
use crate::languages::shell::outline::{Command, Event, EventKind, Heredoc, Piece, Redirect, Word, name_length};
use crate::text::quoting::Quoting;
use crate::text::{Span, offset};

/// The commands whose arguments may be assignments.
const DECLARATIONS: [&str; 5] = ["export", "local", "declare", "readonly", "typeset"];

impl Lexer<'_> {
    /// Ends the word that one is in, if there is one.
    pub(super) fn end_word(&mut self) {
        let Some(mut word) = self.top.word.take() else { return };
        word.span.end = offset(self.at);
        self.top.pattern = 0;
        if let Some(target) = self.top.redirect.take() {
            let redirect = self.target(word, target);
            self.top.redirects.push(redirect);
            return;
        }
        if self.top.kind == FrameKind::Array {
            self.top.words.push(word);
            return;
        }
        let plain = word.plain(self.text).unwrap_or_default();
        if self.top.in_pattern() {
            if plain == "esac" {
                self.close_kind(|kind| matches!(kind, CompoundKind::Case(_)));
                self.top.command_start = None;
            }
            return;
        }
        let first = self.top.words.first().and_then(|word| word.plain(self.text));
        let declares = first.is_some_and(|first| DECLARATIONS.contains(&first));
        if self.top.words.is_empty() || declares {
            if let Some((name, append, value)) = word.assignment(self.text) {
                let kind = if append { EventKind::Append(value) } else { EventKind::Set(value) };
                self.event(name.of(self.text), word.span.end, kind);
                if declares {
                    self.top.words.push(word);
                } else {
                    self.top.command_start = None;
                }
                return;
            }
            if self.top.words.is_empty() && self.keyword(plain) {
                self.top.command_start = None;
                return;
            }
        }
        match first {
            Some("case") if plain == "in" && self.top.words.len() == 2 => {
                self.top.words.clear();
                self.top.command_start = None;
                self.open_compound(CompoundKind::Case(true));
            }
            Some("function") if self.top.words.len() == 1 => {
                self.top.words.clear();
                self.top.command_start = None;
                self.define(plain);
                // `function name ()`
                let rest = self.rest(self.at);
                let trimmed = rest.trim_start_matches([' ', '\t']);
                if let Some(behind) = trimmed.strip_prefix('(')
                    && let Some(behind) = behind.trim_start_matches([' ', '\t']).strip_prefix(')')
                {
                    self.at = self.end - behind.len();
                }
            }
            _ => self.top.words.push(word),
        }
    }

    fn target(&mut self, word: Word, target: Target) -> Redirect {
        match target {
            Target::In => Redirect::In(word),
            Target::ToFile => Redirect::ToFile(word),
            Target::Out => Redirect::Out,
            Target::HereString => Redirect::HereString(word),
            Target::Heredoc { strip } => {
                let is_quoted = |piece: &Piece| match piece {
                    Piece::Text { inner, quoting: Quoting::ShellBare, .. } => inner.of(self.text).contains('\\'),
                    Piece::Text { .. } => true,
                    _ => false,
                };
                let quoted = word.pieces.iter().any(is_quoted);
                let delimiter = word.literal(self.text).unwrap_or_else(|| word.span.of(self.text).to_owned());
                let number = self.outline.heredocs.len();
                self.outline.heredocs.push(Heredoc::default());
                self.pending.push(Pending { delimiter, quoted, strip, number });
                Redirect::Heredoc(number)
            }
        }
    }

    /// Whether `word`, where a command may begin, is no command.
    fn keyword(&mut self, word: &str) -> bool {
        match word {
            "if" => self.open_compound(CompoundKind::If),
            "while" | "until" => self.open_compound(CompoundKind::Loop),
            "for" | "select" => {
                self.open_compound(CompoundKind::Loop);
                return false;
            }
            "{" => self.open_compound(CompoundKind::Brace),
            "then" | "else" | "elif" => self.next_place(),
            "do" | "!" | "time" => {}
            "fi" => self.close_kind(|kind| kind == CompoundKind::If),
            "done" => self.close_kind(|kind| kind == CompoundKind::Loop),
            "}" => self.close_kind(|kind| kind == CompoundKind::Brace),
            "esac" => self.close_kind(|kind| matches!(kind, CompoundKind::Case(_))),
            _ => return false,
        }
        true
    }

    pub(super) fn open_compound(&mut self, kind: CompoundKind) {
        self.top.compounds.push(Compound { kind, scope: self.scope, place: self.place });
        if matches!(kind, CompoundKind::Brace | CompoundKind::Paren)
            && let Some(scope) = self.top.function.take()
        {
            self.scope = scope;
        }
        if kind != CompoundKind::Brace {
            self.next_place();
        }
    }

    pub(super) fn next_place(&mut self) {
        let outer = self.top.compounds.last().map_or(self.place, |compound| compound.place);
        self.outline.places.push(outer);
        self.place = offset(self.outline.places.len() - 1);
    }

    pub(super) fn close_compound(&mut self) {
        let Some(compound) = self.top.compounds.pop() else { return };
        self.top.parens -= usize::from(compound.kind == CompoundKind::Paren && self.top.parens > 0);
        self.scope = compound.scope;
        self.place = compound.place;
    }

    /// Closes the innermost compound command of a kind, if there is one, and what was left open in it.
    fn close_kind(&mut self, is_meant: impl Fn(CompoundKind) -> bool) {
        // A parenthesis is closed by nothing else. Looking far for a partner would take its time for each.
        let near = self.top.compounds.iter().rev().take(16);
        let mut inside = near.take_while(|compound| compound.kind != CompoundKind::Paren);
        let Some(depth) = inside.position(|compound| is_meant(compound.kind)) else { return };
        for _ in 0..=depth {
            self.close_compound();
        }
    }

    pub(super) fn event(&mut self, name: &str, at: u32, kind: EventKind) {
        self.outline.of_variable.entry(name.to_owned()).or_default().push(self.outline.events.len());
        self.outline.events.push(Event { at, scope: self.scope, place: self.place, kind });
    }

    /// Notes the variables that a command sets by their names.
    pub(super) fn effects(&mut self, command: &Command) {
        let Some(name) = command.words.first().and_then(|word| word.plain(self.text)) else { return };
        let text = self.text;
        let mut set: Vec<Span> = Vec::new();
        match name {
            // `read -r -d '' body <<EOF`
            "read"
                if command
                    .words
                    .get(1..)
                    .is_some_and(|words| words.iter().any(|word| word.plain(text) == Some("-d"))) =>
            {
                let name = command.words.last().and_then(|word| word.plain(text)).unwrap_or_default();
                let number = self.outline.commands.len();
                if !name.is_empty() && name_length(name) == name.len() {
                    self.event(name, command.span.end, EventKind::Input(number));
                }
            }
            "read" | "mapfile" | "readarray" | "unset" | "let" => {
                set.extend(command.words.iter().skip(1).map(|word| word.span));
            }
            "for" | "select" => set.extend(command.words.get(1).map(|word| word.span)),
            "getopts" => set.extend(command.words.get(2).map(|word| word.span)),
            "printf" if command.words.get(1).and_then(|word| word.plain(text)) == Some("-v") => {
                set.extend(command.words.get(2).map(|word| word.span));
            }
            _ => return,
        }
        for span in set {
            let words = span.of(text);
            let name = words.get(..name_length(words)).unwrap_or_default();
            if !name.is_empty() {
                self.event(name, command.span.end, EventKind::Unknown);
            }
        }
    }
}
