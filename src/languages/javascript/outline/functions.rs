//! Functions, and calls of them.

use std::ops::Range;

use super::{CONTROLS, Frame, Head, Walk};
use crate::languages::expressions::outline::{Event, EventKind, Site};
use crate::languages::expressions::token::{Bracket, Kind};

impl Walk<'_> {
    /// A parenthesis opens: of a function, of an arrow, of a call.
    pub(super) fn paren(&mut self, at: usize, around: Frame) {
        let Some(close) = self.tokens.get(at).and_then(|token| token.partner).map(|close| close as usize) else {
            if matches!(self.before(at), Some(Kind::Name)) {
                self.outline.calls.push(Site { open: at, scope: around.scope });
            }
            return;
        };
        if let Some(arrow) = self.arrow_behind(close + 1) {
            let scope = self.outline.scope(around.scope, false);
            self.parameters(at, close, scope);
            self.arrows.insert(arrow, scope);
            return;
        }
        let before = at.saturating_sub(1);
        let is_named = at > 0
            && (self.kind(before) == Some(Kind::Name)
                || matches!(self.kind(before), Some(Kind::Close(Bracket::Square) | Kind::String(_))));
        let word = self.words(before);
        let is_function =
            at > 0 && (word == "function" || word == "*" || (at > 1 && matches!(self.words(at - 2), "function" | "*")));
        let may_be = is_function || is_named && !CONTROLS.contains(&word);
        let body = match self.kind(close + 1) {
            Some(Kind::Open(Bracket::Brace)) if may_be => Some(close + 1),
            Some(Kind::Colon) if is_function || may_be && around.is_class => self.body_behind_type(close + 2),
            _ => None,
        };
        if let Some(body) = body {
            let scope = self.outline.scope(around.scope, false);
            self.parameters(at, close, scope);
            self.heads.insert(body, Head::Function(scope));
            return;
        }
        let is_call = match self.before(at) {
            Some(Kind::Name) => !CONTROLS.contains(&word),
            Some(Kind::Close(_) | Kind::Dot) => true,
            Some(Kind::Operator) => word == ">" || word == "!",
            _ => false,
        };
        if is_call {
            self.outline.calls.push(Site { open: at, scope: around.scope });
        }
    }

    /// The arrow behind the parameters that end before `from`, perhaps behind the type of the result.
    fn arrow_behind(&self, from: usize) -> Option<usize> {
        match self.kind(from)? {
            Kind::Arrow => Some(from),
            Kind::Colon => {
                let mut at = from + 1;
                for _ in 0..24 {
                    match self.kind(at)? {
                        Kind::Arrow => return Some(at),
                        Kind::Name | Kind::Dot | Kind::Open(_) | Kind::String(_) => {}
                        Kind::Operator if matches!(self.words(at), "<" | ">" | "|" | "&") => {}
                        Kind::Comma => {}
                        _ => return None,
                    }
                    at = self.behind(at, self.tokens.len());
                }
                None
            }
            _ => None,
        }
    }

    /// The block behind the type of a result.
    fn body_behind_type(&self, from: usize) -> Option<usize> {
        let mut at = from;
        for _ in 0..32 {
            match self.kind(at)? {
                Kind::Open(Bracket::Brace) => {
                    let is_type = at == from || matches!(self.words(at - 1), "|" | "&" | "<" | "," | "=>" | ":");
                    if !is_type {
                        return Some(at);
                    }
                }
                Kind::Semicolon | Kind::Close(_) | Kind::Assign => return None,
                _ => {}
            }
            at = self.behind(at, self.tokens.len());
        }
        None
    }

    pub(super) fn arrow(&mut self, at: usize) {
        let around = self.frame();
        let scope = match self.arrows.remove(&at) {
            Some(scope) => scope,
            None if self.before(at) == Some(Kind::Name) => {
                let scope = self.outline.scope(around.scope, false);
                self.parameter(at - 1, None, scope);
                scope
            }
            None => return,
        };
        if self.kind(at + 1) == Some(Kind::Open(Bracket::Brace)) {
            self.heads.insert(at + 1, Head::Function(scope));
            return;
        }
        let end = if around.is_arrow { around.end } else { self.expression_end(at + 1) };
        let frame =
            Frame { end: end.min(around.end), scope, is_block: false, is_class: false, is_arrow: true, ..around };
        self.frames.push(frame);
    }

    pub(super) fn parameters(&mut self, open: usize, close: usize, scope: usize) {
        let mut from = open + 1;
        while from < close {
            let mut end = from;
            let mut assign = None;
            while end < close && self.kind(end) != Some(Kind::Comma) {
                if self.kind(end) == Some(Kind::Assign) && assign.is_none() {
                    assign = Some(end);
                }
                end = self.behind(end, close);
            }
            let upto = end.min(close);
            let name = (from..upto).find(|&at| {
                let modifier = matches!(self.words(at), "private" | "public" | "protected" | "readonly");
                match self.kind(at) {
                    Some(Kind::Name) => !modifier,
                    Some(Kind::Open(_)) => true,
                    _ => false,
                }
            });
            match name {
                Some(name) if self.kind(name) == Some(Kind::Name) => {
                    self.parameter(name, assign.map(|assign| assign + 1..upto), scope);
                }
                Some(pattern) => {
                    for at in self.names(pattern, upto) {
                        self.parameter(at, None, scope);
                    }
                }
                None => {}
            }
            from = end + 1;
        }
    }

    pub(super) fn parameter(&mut self, name: usize, default: Option<Range<usize>>, scope: usize) {
        let kind = EventKind::Parameter(default);
        let event = Event { at: name, done: name, scope, from: scope, block: name, in_loop: false, kind };
        self.outline.event(self.words(name), event);
    }

    /// The names that a pattern gives values to: `{ a, b: c }`.
    pub(super) fn names(&self, pattern: usize, end: usize) -> Vec<usize> {
        let close = self.behind(pattern, end).min(pattern + 200);
        let is_bound = |at: &usize| self.kind(*at) == Some(Kind::Name) && self.kind(*at + 1) != Some(Kind::Colon);
        (pattern + 1..close).filter(is_bound).collect()
    }
}
