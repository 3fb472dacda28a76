//! The outline of a script in JavaScript or TypeScript: one walk over its tokens.

mod declarations;
mod functions;
mod statements;

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::languages::expressions::outline::{Event, EventKind, Outline};
use crate::languages::expressions::token::{Bracket, Kind, Token};

#[derive(Clone, Copy)]
struct Frame {
    /// The token that ends it.
    end: usize,
    scope: usize,
    block: usize,
    in_loop: bool,
    /// Whether statements are in it.
    is_block: bool,
    is_class: bool,
    /// Whether it is the expression after an arrow.
    is_arrow: bool,
    /// Where the current statement ends.
    statement: usize,
    /// Where the last expression begins and ends whose end was looked for.
    expression: (usize, usize),
}

/// What a block is of.
#[derive(Clone, Copy)]
enum Head {
    Function(usize),
    Class(usize),
    Loop,
    Branch,
}

/// Methods that change what they are called of.
const CHANGES: [&str; 8] = ["push", "unshift", "append", "set", "delete", "pop", "splice", "shift"];

/// Names before a parenthesis that are not a function.
const CONTROLS: [&str; 14] = [
    "if", "for", "while", "switch", "catch", "with", "return", "typeof", "await", "in", "of", "function", "throw",
    "case",
];

/// Reads the outline of `tokens`, which were cut out of `text`.
pub(crate) fn read(text: &str, tokens: &[Token]) -> Outline {
    let file = Frame {
        end: tokens.len(),
        scope: 0,
        block: 0,
        in_loop: false,
        is_block: true,
        is_class: false,
        is_arrow: false,
        statement: 0,
        expression: (0, 0),
    };
    let mut walk = Walk {
        text,
        tokens,
        outline: Outline::new(),
        frames: vec![file],
        heads: HashMap::new(),
        declared: HashSet::new(),
        arrows: HashMap::new(),
    };
    for at in 0..tokens.len() {
        while walk.frames.len() > 1 && walk.frames.last().is_some_and(|frame| at >= frame.end) {
            walk.frames.pop();
        }
        walk.token(at);
    }
    walk.outline
}

struct Walk<'t> {
    text: &'t str,
    tokens: &'t [Token],
    outline: Outline,
    frames: Vec<Frame>,
    /// What the block at a token is of.
    heads: HashMap<usize, Head>,
    /// The names that a declaration gave values to.
    declared: HashSet<usize>,
    /// The scopes of the functions whose arrow is at a token.
    arrows: HashMap<usize, usize>,
}

impl<'t> Walk<'t> {
    fn words(&self, at: usize) -> &'t str {
        self.tokens.get(at).map_or("", |token| token.span.of(self.text))
    }

    fn kind(&self, at: usize) -> Option<Kind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    fn before(&self, at: usize) -> Option<Kind> {
        at.checked_sub(1).and_then(|before| self.kind(before))
    }

    fn behind(&self, at: usize, end: usize) -> usize {
        match (self.kind(at), self.tokens.get(at).and_then(|token| token.partner)) {
            (Some(Kind::Open(_)), Some(partner)) => partner as usize + 1,
            (Some(Kind::Open(_)), None) => end,
            _ => at + 1,
        }
    }

    fn frame(&self) -> Frame {
        let file = Frame {
            end: self.tokens.len(),
            scope: 0,
            block: 0,
            in_loop: false,
            is_block: true,
            is_class: false,
            is_arrow: false,
            statement: 0,
            expression: (0, 0),
        };
        self.frames.last().copied().unwrap_or(file)
    }

    fn token(&mut self, at: usize) {
        let frame = self.frame();
        let kind = self.kind(at);
        let begins = frame.is_block
            && at >= frame.statement
            && !matches!(kind, Some(Kind::Close(_) | Kind::Semicolon | Kind::Comma) | None);
        if begins {
            let end = self.statement_end(at, frame.end);
            self.outline.statements.push(at..end);
            if let Some(frame) = self.frames.last_mut() {
                frame.statement = end;
            }
        }
        match kind {
            Some(Kind::Open(bracket)) => self.open(at, bracket),
            Some(Kind::Arrow) => self.arrow(at),
            Some(Kind::Name) if self.before(at) != Some(Kind::Dot) => self.name(at),
            _ => {}
        }
    }

    fn open(&mut self, at: usize, bracket: Bracket) {
        let around = self.frame();
        let end = self.tokens.get(at).and_then(|token| token.partner).map_or(around.end, |partner| partner as usize);
        let mut frame = Frame {
            end,
            is_block: false,
            is_class: false,
            is_arrow: false,
            statement: 0,
            expression: (0, 0),
            ..around
        };
        match bracket {
            Bracket::Brace => match self.heads.remove(&at) {
                Some(Head::Function(scope)) => {
                    frame = Frame { scope, block: at, in_loop: false, is_block: true, ..frame };
                }
                Some(Head::Class(scope)) => {
                    frame = Frame { scope, block: at, in_loop: false, is_block: true, is_class: true, ..frame };
                }
                Some(head) => {
                    let in_loop = frame.in_loop || matches!(head, Head::Loop);
                    frame = Frame { block: at, in_loop, is_block: true, ..frame };
                }
                None if !self.is_object(at) => frame = Frame { block: at, is_block: true, ..frame },
                None => {}
            },
            Bracket::Paren => self.paren(at, around),
            _ => {}
        }
        self.frames.push(frame);
    }

    /// Whether a brace opens an object, and no block.
    fn is_object(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        match self.kind(before) {
            Some(Kind::Assign | Kind::Comma | Kind::Colon | Kind::Question | Kind::Spread | Kind::Append) => true,
            Some(Kind::Open(bracket)) => bracket != Bracket::Brace,
            Some(Kind::Operator) => !matches!(self.words(before), ">" | "}" | ")"),
            Some(Kind::Plus | Kind::OtherAssign | Kind::Percent) => true,
            Some(Kind::Name) => {
                matches!(
                    self.words(before),
                    "return" | "typeof" | "await" | "yield" | "in" | "of" | "new" | "default" | "throw"
                ) || self.words(before) == "import"
                    || matches!(self.words(before), "const" | "let" | "var" | "export")
            }
            _ => false,
        }
    }

    fn name(&mut self, at: usize) {
        let frame = self.frame();
        match self.words(at) {
            "const" | "let" | "var" => self.declaration(at + 1),
            "class" | "enum"
                if self.kind(at + 1) == Some(Kind::Name) || self.kind(at + 1) == Some(Kind::Open(Bracket::Brace)) =>
            {
                let body = self.class_body(at + 1);
                let scope = self.outline.scope(frame.scope, true);
                if self.kind(at + 1) == Some(Kind::Name) {
                    self.outline.classes.insert(self.words(at + 1).to_owned(), scope);
                }
                if self.words(at + 2) == "extends" && self.kind(at + 3) == Some(Kind::Name) {
                    self.outline.bases.insert(scope, self.words(at + 3).to_owned());
                }
                if let Some(body) = body {
                    self.heads.insert(body, Head::Class(scope));
                }
            }
            word @ ("for" | "while" | "if" | "switch" | "catch") => {
                let open = if self.words(at + 1) == "await" { at + 2 } else { at + 1 };
                let behind = match self.kind(open) {
                    Some(Kind::Open(Bracket::Paren)) => self.behind(open, self.tokens.len()),
                    _ => open,
                };
                if self.kind(behind) == Some(Kind::Open(Bracket::Brace)) {
                    let head = if matches!(word, "for" | "while") { Head::Loop } else { Head::Branch };
                    self.heads.insert(behind, head);
                }
                if word == "catch" && self.kind(at + 2) == Some(Kind::Name) {
                    self.event(at + 2, at + 2, EventKind::Unknown, true);
                }
            }
            "do" | "else" | "try" | "finally" if self.kind(at + 1) == Some(Kind::Open(Bracket::Brace)) => {
                let head = if self.words(at) == "do" { Head::Loop } else { Head::Branch };
                self.heads.insert(at + 1, head);
            }
            "import" => self.import(at),
            "function" if self.kind(at + 1) == Some(Kind::Name) => self.event(at + 1, at + 1, EventKind::Unknown, true),
            _ if self.declared.contains(&at) => {}
            _ => self.changes(at, frame),
        }
    }

    /// The block of a class whose name may be at `from`, after what it is made for and of.
    fn class_body(&self, from: usize) -> Option<usize> {
        let (mut at, mut depth) = (from, 0_usize);
        for _ in 0..64 {
            match (self.kind(at)?, self.words(at)) {
                (_, "<") => depth += 1,
                (_, ">") => depth = depth.saturating_sub(1),
                (Kind::Open(Bracket::Brace), _) if depth == 0 => return Some(at),
                (Kind::Semicolon | Kind::Assign, _) if depth == 0 => return None,
                _ => {}
            }
            at = self.behind(at, self.tokens.len());
        }
        None
    }

    /// An assignment, or a call that changes something, at a name.
    fn changes(&mut self, at: usize, frame: Frame) {
        let is_own = self.words(at) == "this" && self.kind(at + 1) == Some(Kind::Dot);
        let (name, first) = if is_own {
            (format!(".{}", self.words(at + 2)), at + 3)
        } else if frame.is_class {
            (format!(".{}", self.words(at)), at + 1)
        } else {
            (self.words(at).to_owned(), at + 1)
        };
        let mut index = first;
        if frame.is_class && matches!(self.kind(index), Some(Kind::Colon | Kind::Question)) {
            let colon = if self.kind(index) == Some(Kind::Question) { index + 1 } else { index };
            index = self.behind_annotation(colon + 1);
            if self.kind(index) == Some(Kind::Assign) {
                let end = self.expression_end(index + 1);
                self.event_of(&name, at, end.saturating_sub(1), EventKind::Set(index + 1..end), true);
            }
            return;
        }
        for _ in 0..64 {
            match (self.kind(index), self.kind(index + 1)) {
                (Some(Kind::Dot), Some(Kind::Name)) => {
                    if self.kind(index + 2) == Some(Kind::Open(Bracket::Paren)) {
                        return self.method(&name, at, first..index, index + 1);
                    }
                    index += 2;
                }
                (Some(Kind::Open(Bracket::Square)), _) => index = self.behind(index, frame.end),
                _ => break,
            }
        }
        let path = first..index;
        let sign = self.kind(index);
        if !matches!(sign, Some(Kind::Assign | Kind::Append | Kind::OtherAssign)) {
            if matches!(self.words(index), "++" | "--") && path.is_empty() {
                self.event_of(&name, at, index, EventKind::Unknown, false);
            }
            return;
        }
        let end = self.expression_end(index + 1);
        let value = index + 1..end;
        let kind = match sign {
            Some(Kind::Assign) if path.is_empty() => EventKind::Set(value),
            Some(Kind::Append) if path.is_empty() => EventKind::Append(value),
            Some(Kind::Assign) => EventKind::Member(path, Some(value)),
            _ if path.is_empty() => EventKind::Unknown,
            _ => EventKind::Member(path, None),
        };
        self.event_of(&name, at, end.saturating_sub(1), kind, false);
    }

    fn method(&mut self, name: &str, at: usize, path: Range<usize>, method: usize) {
        let open = method + 1;
        let close = self.behind(open, self.tokens.len()).saturating_sub(1).max(open + 1);
        let inside = open + 1..close;
        if name == "Object" && self.words(method) == "assign" && path.is_empty() {
            let target = open + 1;
            if self.kind(target) == Some(Kind::Name) && self.kind(target + 1) == Some(Kind::Comma) {
                let kind = EventKind::Method(0..0, method, inside);
                self.event_of(self.words(target), target, close, kind, false);
            }
        } else if CHANGES.contains(&self.words(method)) {
            self.event_of(name, at, close, EventKind::Method(path, method, inside), false);
        }
    }

    fn event(&mut self, at: usize, done: usize, kind: EventKind, declares: bool) {
        if self.kind(at) == Some(Kind::Name) {
            self.event_of(self.words(at), at, done, kind, declares);
        }
    }

    /// Adds an event. What is not declared here changes the variable of the scope around.
    fn event_of(&mut self, name: &str, at: usize, done: usize, kind: EventKind, declares: bool) {
        let frame = self.frame();
        let from = frame.scope;
        let scope = if name.starts_with('.') {
            self.outline.class_around(from).unwrap_or(from)
        } else if declares {
            from
        } else {
            self.outline.home(name, from)
        };
        let in_loop = frame.in_loop || scope != from;
        self.outline.event(name, Event { at, done, scope, from, block: frame.block, in_loop, kind });
    }
}
