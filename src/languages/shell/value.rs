//! Values of words, as far as they are certain before the script runs.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::HashMap;

use super::lexer::default_piece;
use super::outline::{Event, EventKind, Outline, Piece, Word};
use crate::languages::files::Writers;
use crate::languages::{DEPTH, Part, Text, is_gap};
use crate::text::Span;
use crate::text::notation::JSON;

/// Parts of one text: more are a hole. Texts that double each other grow without a bound.
const MOST_PARTS: usize = 1_000;

/// The most changes of one variable that are followed.
const MOST_CHANGES: usize = 400;

#[derive(Debug)]
pub(super) struct Values<'t> {
    pub(super) text: &'t str,
    pub(super) outline: &'t Outline,
    /// Values of variables that are known already, by the number of the last event.
    known: RefCell<HashMap<usize, Option<Text>>>,
    /// The commands that write each file.
    pub(super) writers: OnceCell<Writers<Writer>>,
    /// Steps that may still be taken.
    fuel: Cell<usize>,
}

/// A command that writes a file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Writer {
    pub(super) number: usize,
    /// Whether it is not known what it writes.
    pub(super) is_unknown: bool,
}

/// Where a word stands: in which scope, and how deep one is in others.
#[derive(Clone, Copy, Debug)]
pub(super) struct At {
    pub(super) scope: usize,
    pub(super) depth: usize,
}

impl At {
    pub(super) fn deeper(self) -> Self {
        Self { depth: self.depth + 1, ..self }
    }
}

impl<'t> Values<'t> {
    pub(super) fn new(text: &'t str, outline: &'t Outline) -> Self {
        let fuel = Cell::new(1_000_000 + 16 * outline.commands.len());
        Self { text, outline, known: RefCell::default(), writers: OnceCell::new(), fuel }
    }

    /// The same script before it has run any command: for the paths of the files that it writes, which may be made of what
    /// other files hold.
    pub(super) fn before_all(&self) -> Self {
        Self { writers: OnceCell::from(Writers::default()), ..Self::new(self.text, self.outline) }
    }

    /// Takes as many steps as there are things to be looked at; whether there were any left.
    pub(super) fn steps(&self, count: usize) -> bool {
        let left = self.fuel.get();
        self.fuel.set(left.saturating_sub(1 + count));
        left > 0
    }

    /// The value of a word.
    pub(super) fn word(&self, word: &Word, at: At) -> Text {
        self.pieces(&word.pieces, word.span, at)
    }

    /// The value of a word, of whose pieces nothing is known but these.
    pub(super) fn pieces(&self, pieces: &[Piece], span: Span, at: At) -> Text {
        let hole = || Text::hole(span.of(self.text), span);
        if at.depth > DEPTH || !self.steps(pieces.len()) {
            return hole();
        }
        match pieces {
            [Piece::Text { inner, quoting, whole }] => return Text::literal(*whole, *inner, *quoting, &JSON),
            // What it is made of is not lost.
            [Piece::Variable { .. } | Piece::Command { .. }] => {
                return Text { word: None, ..self.piece(&pieces[0], at) };
            }
            _ => {}
        }
        let mut text = Text { span, ..Text::default() };
        for piece in pieces {
            match piece {
                Piece::Text { inner, quoting, .. } => {
                    if !inner.is_empty() {
                        text.parts.push(Part::Words { span: *inner, quoting: *quoting });
                    }
                }
                piece => {
                    let value = self.piece(piece, at);
                    if is_gap(self.text, piece.span(), &value) {
                        text.parts.extend(Text::hole(piece.span().of(self.text), piece.span()).parts);
                        continue;
                    }
                    // A value that is made JSON has no words of its own here.
                    text.parts.extend(value.parts);
                }
            }
            if text.parts.len() > MOST_PARTS {
                return hole();
            }
        }
        text
    }

    fn piece(&self, piece: &Piece, at: At) -> Text {
        match piece {
            Piece::Variable { span, name, rest, .. } => self.variable(*span, *name, *rest, at),
            Piece::Command { span, block, .. } => {
                let value = self.block(*block, at.deeper());
                value.unwrap_or_else(|| Text::hole(span.of(self.text), *span))
            }
            piece => Text::hole(piece.span().of(self.text), piece.span()),
        }
    }

    /// The value of `$name` or `${name rest}`, which is in `span`.
    fn variable(&self, span: Span, name: Span, rest: Span, at: At) -> Text {
        let hole = || Text::hole(name.of(self.text), span);
        let known = self.of_variable(name.of(self.text), span.start, at);
        let rest_words = rest.of(self.text);
        match rest_words {
            "" => known.unwrap_or_else(hole),
            // The value without a slash at its end.
            "%/" => known.filter(|text| !text.value(self.text).ends_with('/')).unwrap_or_else(hole),
            _ if rest_words.starts_with([':', '-', '=', '?']) => {
                let sign = rest_words.trim_start_matches(':').chars().next();
                match (sign, known) {
                    (Some('-' | '=' | '?'), Some(known)) if !known.is_hole() => known,
                    // A default is a guess, and the only value that the script itself names.
                    (Some('-' | '='), _) => {
                        let length = if rest_words.starts_with(':') { 2 } else { 1 };
                        let default = Span::new(rest.start + length, rest.end);
                        let piece = default_piece(self.text, default).filter(|_| !default.is_empty());
                        piece.map_or_else(hole, |piece| Text { word: None, ..self.pieces(&[piece], default, at) })
                    }
                    _ => hole(),
                }
            }
            _ => hole(),
        }
    }

    /// The events of the variable `name` that its value before `position` is made of, the last ones in the nearest scope.
    fn events(&self, name: &str, position: u32, at: At) -> Option<Vec<usize>> {
        let numbers = self.outline.of_variable.get(name)?;
        let mut scope = Some(at.scope);
        while let Some(current) = scope {
            let outer = *self.outline.scopes.get(current)?;
            let before = numbers.partition_point(|&number| self.outline.events[number].at <= position);
            // What calls a function comes after it, and so may what it uses.
            let upto = if current == at.scope { before } else { numbers.len() };
            let nearest = &numbers[upto.saturating_sub(MOST_CHANGES * 4)..upto];
            if !self.steps(nearest.len() / 8) {
                return None;
            }
            let is_here = |number: &&usize| self.outline.events[**number].scope == current;
            let mine: Vec<usize> = nearest.iter().filter(is_here).copied().collect();
            if !mine.is_empty() {
                return Some(mine);
            }
            scope = outer;
        }
        // What one function sets, another one may use, if nothing else can be meant.
        match numbers.as_slice() {
            [only] => Some(vec![*only]),
            _ => None,
        }
    }

    fn event(&self, number: usize) -> Option<&'t Event> {
        self.outline.events.get(number)
    }

    /// The value of the variable called `name` before `position`, or `None` if nothing is assigned to it.
    pub(super) fn of_variable(&self, name: &str, position: u32, at: At) -> Option<Text> {
        let mine = self.events(name, position, at)?;
        let &last = mine.last()?;
        if let Some(known) = self.known.borrow().get(&last) {
            return known.clone();
        }
        // Whoever asks for it on the way asks for what it is made of itself.
        self.known.borrow_mut().insert(last, None);
        let begins = |number: &usize| !matches!(self.outline.events[*number].kind, EventKind::Append(_));
        let first = mine.iter().rposition(begins);
        let value = first.and_then(|first| self.after(name, &mine[first..], at));
        self.known.borrow_mut().insert(last, value.clone());
        value
    }

    /// The value after `events`, of which the first one sets it.
    fn after(&self, name: &str, events: &[usize], at: At) -> Option<Text> {
        let (&first, changes) = events.split_first()?;
        let base = self.event(first)?;
        let place = |event: &Event| At { scope: event.scope, depth: at.depth + 1 };
        let mut value = match &base.kind {
            EventKind::Set(word) if word.pieces.is_empty() => Text { span: word.span, ..Text::default() },
            EventKind::Set(word) if matches!(word.pieces.as_slice(), [Piece::List(..)]) => return None,
            EventKind::Set(word) => Text { word: None, ..self.word(word, place(base)) },
            EventKind::Input(number) => {
                let command = self.outline.commands.get(*number)?;
                Text { word: None, ..self.input(command, place(base))? }
            }
            _ => return None,
        };
        let mut is_certain = true;
        if changes.len() > MOST_CHANGES {
            return None;
        }
        for event in changes.iter().filter_map(|&number| self.event(number)) {
            let EventKind::Append(word) = &event.kind else { continue };
            if !self.steps(value.parts.len()) || value.parts.len() > MOST_PARTS {
                return None;
            }
            is_certain = self.outline.is_around(event.place, base.place);
            let added = if is_certain {
                self.word(word, place(event))
            } else {
                // It may be added any number of times, or not at all.
                Text::hole(name, word.span)
            };
            value = value.joined(&added, value.span);
        }
        // What may or may not be at the end leaves open what the whole is.
        is_certain.then_some(value)
    }

    /// The words that an array holds, and whether these are all, or `None` if it is not an array that is known.
    pub(super) fn array(&self, name: &str, position: u32, at: At) -> Option<(Vec<&'t Word>, bool)> {
        let mine = self.events(name, position, at)?;
        let is_list = |number: &usize| matches!(&self.outline.events[*number].kind, EventKind::Set(word) if matches!(word.pieces.as_slice(), [Piece::List(..)]));
        let first = mine.iter().rposition(is_list)?;
        let base = self.event(mine[first])?;
        let (mut words, mut complete) = (Vec::new(), true);
        for event in mine[first..].iter().filter_map(|&number| self.event(number)) {
            let (EventKind::Set(word) | EventKind::Append(word)) = &event.kind else {
                complete = false;
                continue;
            };
            match word.pieces.as_slice() {
                [Piece::List(_, list)] if event.place == base.place && words.len() < MOST_PARTS => words.extend(list),
                _ => complete = false,
            }
        }
        Some((words, complete))
    }
}
