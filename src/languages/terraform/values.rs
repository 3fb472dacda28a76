//! Values of expressions, as far as they are certain before Terraform runs: literals, templates, locals, and a few functions.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::Range;
use std::rc::Rc;

use super::blocks::{Item, behind, items};
use super::lexer::{Kind, Token, pieces};
use crate::languages::{Array, DEPTH, Key, Literal, Member, Object, Part, Text};
use crate::text::notation::HCL;
use crate::text::quoting::Quoting;
use crate::text::{Span, offset};

/// Parts of one text: more are a hole.
const MOST_PARTS: usize = 500;

pub(super) struct Values<'t> {
    pub(super) text: &'t str,
    pub(super) tokens: &'t [Token],
    /// The values of locals, by name.
    locals: HashMap<&'t str, Range<usize>>,
    /// Those that are known already. None while one is looked for.
    known: RefCell<HashMap<&'t str, Option<Literal>>>,
    /// Steps that may still be taken.
    fuel: Cell<usize>,
}

impl<'t> Values<'t> {
    pub(super) fn new(text: &'t str, tokens: &'t [Token], whole: &[Item]) -> Self {
        let mut locals = HashMap::new();
        for item in whole {
            let Item::Block(block) = item else { continue };
            let kind = tokens.get(block.kind).map_or("", |token| token.span.of(text));
            if kind != "locals" {
                continue;
            }
            for item in items(tokens, block.inside.clone()) {
                if let Item::Attribute(attribute) = item
                    && let Some(token) = tokens.get(attribute.name)
                {
                    locals.insert(token.span.of(text), attribute.value);
                }
            }
        }
        let fuel = Cell::new(1_000_000 + 16 * tokens.len());
        Self { text, tokens, locals, known: RefCell::default(), fuel }
    }

    pub(super) fn words(&self, at: usize) -> &'t str {
        self.tokens.get(at).map_or("", |token| token.span.of(self.text))
    }

    pub(super) fn kind(&self, at: usize) -> Option<Kind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    /// All of the tokens of a range.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        let start = self.tokens.get(range.start).map_or(offset(self.text.len()), |token| token.span.start);
        let end = range.end.checked_sub(1).and_then(|last| self.tokens.get(last)).map_or(start, |last| last.span.end);
        Span::new(start, end.max(start))
    }

    pub(super) fn hole(&self, range: &Range<usize>) -> Literal {
        let span = self.span(range);
        Literal::hole(span.of(self.text), span)
    }

    fn steps(&self, tokens: usize) -> bool {
        let left = self.fuel.get();
        self.fuel.set(left.saturating_sub(1 + tokens));
        left > 0
    }

    fn trimmed(&self, mut range: Range<usize>) -> Range<usize> {
        while range.start < range.end && self.kind(range.start) == Some(Kind::Newline) {
            range.start += 1;
        }
        while range.start < range.end && self.kind(range.end - 1) == Some(Kind::Newline) {
            range.end -= 1;
        }
        range
    }

    /// The value of the expression in `range`. Recursion ends with [`DEPTH`].
    pub(super) fn value(&self, range: Range<usize>, depth: usize) -> Literal {
        let range = self.trimmed(range);
        let Some(first) = self.tokens.get(range.start).filter(|_| !range.is_empty() && depth <= DEPTH) else {
            return self.hole(&range);
        };
        if !self.steps(range.len().min(64)) {
            return self.hole(&range);
        }
        let is_whole = |open: usize| behind(self.tokens, open, range.end) == range.end && range.end > open + 1;
        let words = first.span.of(self.text);
        match first.kind {
            _ if range.len() == 1 => match (first.kind, words) {
                (Kind::String | Kind::Heredoc(_), _) => Literal::Text(Rc::new(self.template(first, depth))),
                (Kind::Number, _) if is_number(words) => Literal::Number(words.into(), first.span),
                (Kind::Name, "true" | "false") => Literal::Bool(words == "true", first.span),
                (Kind::Name, "null") => Literal::Null(first.span),
                _ => self.hole(&range),
            },
            Kind::Operator if words == "-" && range.len() == 2 && is_number(self.words(range.start + 1)) => {
                let span = self.span(&range);
                Literal::Number(format!("-{}", self.words(range.start + 1)).into(), span)
            }
            Kind::Open(b'(') if is_whole(range.start) => self.value(range.start + 1..range.end - 1, depth + 1),
            Kind::Open(b'{') if is_whole(range.start) => self.object(&range, depth + 1),
            Kind::Open(b'[') if is_whole(range.start) => self.tuple(&range, depth + 1),
            Kind::Name if self.kind(range.start + 1) == Some(Kind::Open(b'(')) && is_whole(range.start + 1) => {
                self.function(words, &range, depth + 1)
            }
            Kind::Name if words == "local" => self.local(&range, depth + 1),
            _ => self.hole(&range),
        }
    }

    /// `local.name`, and members of it.
    fn local(&self, range: &Range<usize>, depth: usize) -> Literal {
        let mut at = range.start + 1;
        let mut value = None;
        while at < range.end {
            if self.kind(at) != Some(Kind::Dot) || self.kind(at + 1) != Some(Kind::Name) || at + 1 >= range.end {
                return self.hole(range);
            }
            let name = self.words(at + 1);
            value = match value {
                None => self.of_local(name, depth),
                Some(Literal::Object(object)) => member(self.text, &object, name),
                Some(_) => None,
            };
            if value.is_none() {
                return self.hole(range);
            }
            at += 2;
        }
        value.unwrap_or_else(|| self.hole(range))
    }

    /// The value of a local, or `None` if there is none, or it is made of itself.
    fn of_local(&self, name: &'t str, depth: usize) -> Option<Literal> {
        if let Some(known) = self.known.borrow().get(name) {
            return known.clone();
        }
        let range = self.locals.get(name)?.clone();
        self.known.borrow_mut().insert(name, None);
        let value = self.value(range, depth + 1);
        self.known.borrow_mut().insert(name, Some(value.clone()));
        Some(value)
    }

    /// A string, with what its templates stand for.
    fn template(&self, token: &Token, depth: usize) -> Text {
        let (span, inner) = (token.span, token.inner);
        let Kind::Heredoc(is_indented) = token.kind else {
            let pieces = pieces(self.text, inner);
            if pieces.iter().all(|(_, is_hole)| !is_hole) {
                return Text::literal(span, inner, Quoting::Hcl, &HCL);
            }
            return self.filled(span, pieces, Quoting::Hcl, depth);
        };
        let words = inner.of(self.text);
        let lines = || words.split_inclusive('\n');
        let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
        let shared = lines().filter(|line| !line.trim().is_empty()).map(indent).min().unwrap_or(0);
        let shared = if is_indented { shared } else { 0 };
        let mut all = Vec::new();
        if shared == 0 {
            all = pieces(self.text, inner);
        } else {
            let mut at = inner.start;
            for line in lines() {
                let from = at + offset(shared.min(indent(line)));
                let end = at + offset(line.len());
                all.extend(pieces(self.text, Span::new(from, end)));
                at = end;
            }
        }
        self.filled(span, all, Quoting::HclHeredoc, depth)
    }

    fn filled(&self, span: Span, pieces: Vec<(Span, bool)>, quoting: Quoting, depth: usize) -> Text {
        let mut text = Text { span, ..Text::default() };
        for (piece, is_hole) in pieces {
            if text.parts.len() > MOST_PARTS && is_hole {
                return Text::hole("", span);
            }
            if !is_hole {
                text.parts.push(Part::Words { span: piece, quoting });
                continue;
            }
            let words = piece.of(self.text);
            let expression = words.get(2..words.len() - 1).unwrap_or_default().trim_matches(['~', ' ']);
            let local = expression.strip_prefix("local.").and_then(|name| self.locals.get_key_value(name));
            match local.and_then(|(name, _)| self.of_local(name, depth + 1)) {
                Some(Literal::Text(value)) if value.made.is_none() => {
                    text.parts.extend(value.parts.iter().cloned());
                }
                Some(Literal::Number(number, _)) => text.parts.push(Part::Known { text: number, span: piece }),
                _ if words.starts_with('%') => text.parts.extend(Text::hole("", piece).parts),
                _ => text.parts.extend(Text::hole(expression, piece).parts),
            }
        }
        text
    }

    /// `{ key = value }`
    fn object(&self, range: &Range<usize>, depth: usize) -> Literal {
        let inside = self.trimmed(range.start + 1..range.end - 1);
        if self.words(inside.start) == "for" && self.kind(inside.start) == Some(Kind::Name) && !inside.is_empty() {
            return self.hole(range);
        }
        let span = self.span(range);
        let (open, close) = (Span::new(span.start, span.start + 1), Span::new(span.end.max(1) - 1, span.end));
        let mut object = Object { span, open, close, notation: &HCL, members: Vec::new(), incomplete: false };
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut at = inside.start;
        while at < inside.end {
            if matches!(self.kind(at), Some(Kind::Newline | Kind::Comma)) {
                at += 1;
                continue;
            }
            let key_end = behind(self.tokens, at, inside.end);
            let colon = self.tokens.get(key_end).filter(|_| key_end < inside.end);
            let colon = colon.filter(|token| matches!(token.kind, Kind::Assign | Kind::Colon));
            let mut end = key_end + usize::from(colon.is_some());
            while end < inside.end && !matches!(self.kind(end), Some(Kind::Newline | Kind::Comma)) {
                end = behind(self.tokens, end, inside.end);
            }
            end = end.min(inside.end);
            match (self.tokens.get(at).and_then(|token| self.key(token)), colon) {
                (Some(key), Some(colon)) => {
                    let value = self.value(key_end + 1..end, depth + 1);
                    let comma = self.tokens.get(end).filter(|token| end < inside.end && token.kind == Kind::Comma);
                    let comma = comma.map(|token| token.span);
                    let member = Member { key, colon: Some(colon.span), value, comma };
                    // The later value of a name counts.
                    match places.entry(key.quoting.read(key.inner.of(self.text), 0, 0).0) {
                        Entry::Occupied(place) => object.members[*place.get()] = member,
                        Entry::Vacant(place) => {
                            place.insert(object.members.len());
                            object.members.push(member);
                        }
                    }
                }
                _ => object.incomplete = true,
            }
            at = end.max(at + 1);
        }
        Literal::Object(Rc::new(object))
    }

    /// A key that is known.
    pub(super) fn key(&self, token: &Token) -> Option<Key> {
        match token.kind {
            Kind::Name => Some(Key { span: token.span, inner: token.span, quoting: Quoting::HclBare }),
            Kind::String if pieces(self.text, token.inner).iter().all(|(_, is_hole)| !is_hole) => {
                Some(Key { span: token.span, inner: token.inner, quoting: Quoting::Hcl })
            }
            _ => None,
        }
    }

    /// `[ a, b ]`
    fn tuple(&self, range: &Range<usize>, depth: usize) -> Literal {
        let inside = self.trimmed(range.start + 1..range.end - 1);
        let span = self.span(range);
        let (open, close) = (Span::new(span.start, span.start + 1), Span::new(span.end.max(1) - 1, span.end));
        let mut array = Array { span, open, close, notation: &HCL, elements: Vec::new(), incomplete: false };
        if self.words(inside.start) == "for" && !inside.is_empty() {
            array.elements.push((self.hole(&inside), None));
            array.incomplete = true;
            return Literal::Array(Rc::new(array));
        }
        for (part, comma) in self.parts(&inside) {
            array.elements.push((self.value(part, depth + 1), comma));
        }
        Literal::Array(Rc::new(array))
    }

    /// The parts of `range` between commas, each with the comma after it.
    pub(super) fn parts(&self, range: &Range<usize>) -> Vec<(Range<usize>, Option<Span>)> {
        let mut found = Vec::new();
        let (mut from, mut at) = (range.start, range.start);
        while at < range.end {
            if self.kind(at) == Some(Kind::Comma) {
                found.push((from..at, self.tokens.get(at).map(|token| token.span)));
                from = at + 1;
            }
            at = behind(self.tokens, at, range.end);
        }
        if !self.trimmed(from..range.end).is_empty() {
            found.push((from..range.end, None));
        }
        found
    }
}

fn is_number(words: &str) -> bool {
    serde_json::from_str::<serde_json::Number>(words).is_ok()
}

/// The value of a member, or `None` if there is none.
pub(super) fn member(text: &str, object: &Object, wanted: &str) -> Option<Literal> {
    let is_meant = |member: &&Member| member.key.quoting.read(member.key.inner.of(text), 0, 0).0 == wanted;
    object.members.iter().rev().find(is_meant).map(|member| member.value.clone())
}

/// A value where a text is wanted.
pub(super) fn as_text(value: &Literal) -> Option<Text> {
    match value {
        Literal::Text(text) if text.made.is_none() => Some((**text).clone()),
        Literal::Number(number, span) => Some(Text::known(number, *span)),
        Literal::Hole(name, span) => Some(Text::hole(name, *span)),
        _ => None,
    }
}
