//! Declarations, and what is imported.

use super::Walk;
use crate::languages::expressions::outline::EventKind;
use crate::languages::expressions::token::{Bracket, Kind};

impl Walk<'_> {
    /// `const a = 1, { b } = c`
    pub(super) fn declaration(&mut self, from: usize) {
        let mut at = from;
        for _ in 0..500 {
            let names = match self.kind(at) {
                Some(Kind::Name) => None,
                Some(Kind::Open(Bracket::Brace | Bracket::Square)) => Some(self.names(at, self.tokens.len())),
                _ => return,
            };
            let name = at;
            self.declared.insert(name);
            at = self.behind(at, self.tokens.len());
            if self.words(at) == "!" {
                at += 1;
            }
            if self.kind(at) == Some(Kind::Colon) {
                at = self.behind_annotation(at + 1);
            }
            if let Some(names) = names {
                let end = if self.kind(at) == Some(Kind::Assign) { self.expression_end(at + 1) } else { at };
                self.required(&names, at, end);
                for name in names {
                    self.event(name, end, EventKind::Unknown, true);
                }
                at = end;
            } else if self.kind(at) == Some(Kind::Assign) {
                let end = self.expression_end(at + 1);
                match self.required_module(at + 1) {
                    Some(module) => {
                        self.outline.imports.insert(self.words(name).to_owned(), module);
                    }
                    None => self.event(name, end.saturating_sub(1), EventKind::Set(at + 1..end), true),
                }
                at = end;
            } else {
                self.event(name, name, EventKind::Unknown, true);
            }
            if self.kind(at) != Some(Kind::Comma) {
                return;
            }
            at += 1;
        }
    }

    /// The token after the type that begins at `from`: the `=` of a declaration, or what ends it.
    pub(super) fn behind_annotation(&self, from: usize) -> usize {
        let (mut at, mut depth) = (from, 0_usize);
        for _ in 0..200 {
            match (self.kind(at), self.words(at)) {
                (None | Some(Kind::Assign | Kind::Semicolon | Kind::Close(_)), _) => return at,
                (_, "of" | "in") if depth == 0 => return at,
                (_, "<") => depth += 1,
                (_, ">") => depth = depth.saturating_sub(1),
                (Some(Kind::Comma), _) if depth == 0 => return at,
                _ => {}
            }
            at = self.behind(at, self.tokens.len());
        }
        at
    }

    /// The module of `require("module")`, and a member of it.
    fn required_module(&self, at: usize) -> Option<String> {
        if self.words(at) != "require" || self.kind(at + 1) != Some(Kind::Open(Bracket::Paren)) {
            return None;
        }
        let token = self.tokens.get(at + 2).filter(|token| matches!(token.kind, Kind::String(_)))?;
        let mut module = token.inner.of(self.text).to_owned();
        let has_member = self.kind(at + 4) == Some(Kind::Dot) && self.kind(at + 5) == Some(Kind::Name);
        if has_member && self.words(at + 5) != "default" {
            module = format!("{module}.{}", self.words(at + 5));
        }
        Some(module)
    }

    /// `const { Client } = require("module")`
    fn required(&mut self, names: &[usize], assign: usize, _end: usize) {
        if let Some(module) = self.required_module(assign + 1) {
            for &name in names {
                let word = self.words(name).to_owned();
                self.outline.imports.entry(word.clone()).or_insert(format!("{module}.{word}"));
            }
        }
    }

    /// `import a, { b as c } from "module"`
    pub(super) fn import(&mut self, at: usize) {
        let string = (at + 1..at + 200).find(|&at| matches!(self.kind(at), Some(Kind::String(_)) | None));
        let Some(string) = string.filter(|&string| self.words(string - 1) == "from") else { return };
        let module = self.tokens[string].inner.of(self.text).to_owned();
        let mut index = at + 1;
        let mut in_braces = false;
        while index < string - 1 {
            match self.kind(index) {
                Some(Kind::Open(Bracket::Brace)) => in_braces = true,
                Some(Kind::Name) if self.words(index) != "type" || self.kind(index + 1) != Some(Kind::Name) => {
                    let word = self.words(index);
                    let mut bound = word;
                    if self.words(index + 1) == "as" && index + 2 < string {
                        bound = self.words(index + 2);
                        index += 2;
                    }
                    let path = if in_braces && word != "default" { format!("{module}.{word}") } else { module.clone() };
                    if word != "as" {
                        self.outline.imports.insert(bound.to_owned(), path);
                    } else {
                        // `* as name`
                        self.outline.imports.insert(self.words(index + 1).to_owned(), module.clone());
                        index += 1;
                    }
                }
                _ => {}
            }
            index += 1;
        }
    }
}
