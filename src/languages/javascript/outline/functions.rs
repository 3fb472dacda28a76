//! Functions, and calls of them.

use std::ops::Range;

use super::{CONTROLS, Frame, Head, Walk};
use crate::languages::expressions::outline::{Event, EventKind, Function, Parameter, ParameterKind, Site};
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
            let parameters = self.parameters(at, close, scope);
            self.assigned_function(at, around, Function { scope, parameters });
            self.arrows.insert(arrow, scope);
            return;
        }
        let before = self.before_types(at.saturating_sub(1));
        let is_named = at > 0
            && (self.kind(before) == Some(Kind::Name)
                || matches!(self.kind(before), Some(Kind::Close(Bracket::Square) | Kind::String(_))));
        let word = self.words(before);
        let is_function = at > 0
            && (word == "function"
                || word == "*"
                || before.checked_sub(1).is_some_and(|earlier| matches!(self.words(earlier), "function" | "*")));
        let may_be = is_function || is_named && !CONTROLS.contains(&word);
        let body = match self.kind(close + 1) {
            Some(Kind::Open(Bracket::Brace)) if may_be => Some(close + 1),
            Some(Kind::Colon) if is_function || may_be && around.is_class => self.body_behind_type(close + 2),
            _ => None,
        };
        if let Some(body) = body {
            let scope = self.outline.scope(around.scope, false);
            let parameters = self.parameters(at, close, scope);
            let function = Function { scope, parameters };
            match self.kind(before) {
                // `function (…)`, perhaps after `name =`
                Some(Kind::Name) if word == "function" => self.assigned_function(before, around, function),
                // A method of an object is not a function of the scope around.
                Some(Kind::Name) if is_function || around.is_class => {
                    self.outline.function(around.scope, word, function);
                }
                _ => {}
            }
            self.heads.insert(body, Head::Function(scope));
            return;
        }
        let is_call = match self.before(at) {
            Some(Kind::Name) => !CONTROLS.contains(&self.words(at - 1)),
            Some(Kind::Close(_) | Kind::Dot) => true,
            Some(Kind::Operator) => matches!(self.words(at - 1), ">" | "!"),
            _ => false,
        };
        if is_call {
            self.outline.calls.push(Site { open: at, scope: around.scope });
        }
    }

    /// A function without a name of its own that begins at `at`: it has the one that it is assigned to.
    fn assigned_function(&mut self, at: usize, around: Frame, function: Function) {
        let Some(mut before) = at.checked_sub(1) else { return };
        before = self.before_types(before);
        if self.words(before) == "async" {
            let Some(earlier) = before.checked_sub(1) else { return };
            before = earlier;
        }
        let name = before.checked_sub(1).filter(|&name| self.kind(name) == Some(Kind::Name));
        let is_assigned = matches!(self.kind(before), Some(Kind::Assign));
        // `name: Type = …`
        let name = name.map(|name| if self.before(name) == Some(Kind::Colon) { name.saturating_sub(2) } else { name });
        // `this.name = …` and `exports.name = …` are not names of this scope.
        let is_member = |name: usize| self.before(name) == Some(Kind::Dot);
        if let Some(name) = name.filter(|&name| is_assigned && !is_member(name)) {
            self.outline.function(around.scope, self.words(name), function);
        }
    }

    /// The arrow after the parameters that end before `from`, perhaps after the type of the result.
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

    /// The block after the type of a result.
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

    pub(super) fn parameters(&mut self, open: usize, close: usize, scope: usize) -> Vec<Parameter> {
        let mut from = open + 1;
        let mut parameters = Vec::new();
        let mut place = 0;
        while from < close {
            let mut end = from;
            let mut assign = None;
            // Commas between the arguments of a type part no parameters: `headers: Record<string, string>`.
            let (mut is_type, mut types) = (false, 0_usize);
            while end < close && (types > 0 || self.kind(end) != Some(Kind::Comma)) {
                match self.kind(end) {
                    Some(Kind::Assign) if assign.is_none() => assign = Some(end),
                    Some(Kind::Colon) => is_type = true,
                    Some(Kind::Operator) if is_type && assign.is_none() => {
                        let words = self.words(end);
                        types += words.matches('<').count();
                        types = types.saturating_sub(words.matches('>').count());
                    }
                    _ => {}
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
                Some(at) if self.kind(at) == Some(Kind::Name) => {
                    let default = assign.map(|assign| assign + 1..upto);
                    self.parameter(at, default.clone(), scope);
                    let spreads = self.kind(from) == Some(Kind::Spread);
                    let kind = if spreads { ParameterKind::Rest } else { ParameterKind::Plain };
                    parameters.push(Parameter { at, place, default, kind });
                }
                Some(pattern) => {
                    for at in self.names(pattern, upto) {
                        self.parameter(at, None, scope);
                        // `{ name: bound = default }`
                        let renames = self.before(at) == Some(Kind::Colon) && at > pattern + 2;
                        let key = if renames { at - 2 } else { at };
                        let default =
                            (self.kind(at + 1) == Some(Kind::Assign)).then(|| at + 2..self.item_end(at + 2, upto));
                        parameters.push(Parameter { at, place, default, kind: ParameterKind::Member(key) });
                    }
                }
                None => {}
            }
            place += 1;
            from = end + 1;
        }
        parameters
    }

    /// The name before parameters for types that end at `end`: `name<T>`. What has none is given back.
    fn before_types(&self, end: usize) -> usize {
        let (mut depth, mut at) = (0_usize, end);
        for _ in 0..32 {
            match self.words(at) {
                ">" => depth += 1,
                "<" => depth = depth.saturating_sub(1),
                _ if depth == 0 => return end,
                _ => {}
            }
            let Some(earlier) = at.checked_sub(1) else { return end };
            at = earlier;
            if depth == 0 {
                return if self.kind(at) == Some(Kind::Name) { at } else { end };
            }
        }
        end
    }

    /// The end of the item of a list that begins at `from`.
    fn item_end(&self, from: usize, limit: usize) -> usize {
        let mut at = from;
        while at < limit && !matches!(self.kind(at), Some(Kind::Comma | Kind::Close(_))) {
            at = self.behind(at, limit);
        }
        at.min(limit)
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
