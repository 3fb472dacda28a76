//! The outline of a Python script: one walk over its logical lines. Indentation delimits blocks.

use std::ops::Range;

use crate::languages::expressions::outline::{Event, EventKind, Function, Outline, Parameter, ParameterKind, Site};
use crate::languages::expressions::token::{Bracket, Kind, Token};

struct Block {
    indent: usize,
    scope: usize,
    id: usize,
    in_loop: bool,
}

/// What the next block is of.
#[derive(Clone, Copy)]
enum Head {
    Scope(usize),
    Loop,
    Branch,
}

/// Methods that change what they are called of.
const CHANGES: [&str; 9] = ["append", "extend", "update", "insert", "pop", "remove", "clear", "setdefault", "add"];

/// Names before a parenthesis that are not a function.
const KEYWORDS: [&str; 22] = [
    "if", "elif", "while", "for", "in", "and", "or", "not", "return", "yield", "print", "assert", "raise", "with",
    "del", "lambda", "else", "is", "await", "except", "import", "from",
];

/// Reads the outline of `tokens`, which were cut out of `text`.
pub(crate) fn read(text: &str, tokens: &[Token]) -> Outline {
    let file = Block { indent: 0, scope: 0, id: 0, in_loop: false };
    let mut walk = Walk { text, tokens, outline: Outline::new(), blocks: vec![file], head: None };
    let mut from = 0;
    for (at, token) in tokens.iter().enumerate() {
        if token.kind == Kind::Newline {
            if from < at {
                walk.line(from..at);
            }
            from = at + 1;
        }
    }
    walk.outline
}

struct Walk<'t> {
    text: &'t str,
    tokens: &'t [Token],
    outline: Outline,
    blocks: Vec<Block>,
    head: Option<Head>,
}

impl<'t> Walk<'t> {
    fn words(&self, at: usize) -> &'t str {
        self.tokens.get(at).map_or("", |token| token.span.of(self.text))
    }

    fn kind(&self, at: usize) -> Option<Kind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    fn behind(&self, at: usize, end: usize) -> usize {
        match (self.kind(at), self.tokens.get(at).and_then(|token| token.partner)) {
            (Some(Kind::Open(_)), Some(partner)) => partner as usize + 1,
            (Some(Kind::Open(_)), None) => end,
            _ => at + 1,
        }
    }

    /// The tokens at the level of `range`.
    fn level(&self, range: &Range<usize>) -> impl Iterator<Item = usize> {
        let (mut at, end) = (range.start, range.end);
        std::iter::from_fn(move || {
            (at < end).then(|| {
                let here = at;
                at = self.behind(at, end);
                here
            })
        })
    }

    fn indent(&self, at: usize) -> usize {
        let before = self.tokens.get(at).map_or("", |token| &self.text[..token.span.start as usize]);
        let line = &before.as_bytes()[memchr::memrchr(b'\n', before.as_bytes()).map_or(0, |at| at + 1)..];
        line.iter().map(|&byte| if byte == b'\t' { 8 } else { 1 }).sum()
    }

    fn scope(&self) -> usize {
        self.blocks.last().map_or(0, |block| block.scope)
    }

    fn line(&mut self, line: Range<usize>) {
        let indent = self.indent(line.start);
        while self.blocks.len() > 1 && self.blocks.last().is_some_and(|block| indent < block.indent) {
            self.blocks.pop();
        }
        if let (Some(head), Some(top)) = (self.head.take(), self.blocks.last())
            && indent > top.indent
        {
            let (scope, in_loop) = match head {
                Head::Scope(scope) => (scope, false),
                Head::Loop => (top.scope, true),
                Head::Branch => (top.scope, top.in_loop),
            };
            self.blocks.push(Block { indent, scope, id: line.start, in_loop });
        }
        self.outline.statements.push(line.clone());
        let scope = self.scope();
        for open in line.clone() {
            let is_call = self.kind(open) == Some(Kind::Open(Bracket::Paren))
                && open > line.start
                && matches!(self.kind(open - 1), Some(Kind::Name | Kind::Close(_)))
                && !KEYWORDS.contains(&self.words(open - 1))
                && !matches!(self.words(line.start), "def" | "class");
            if is_call {
                self.outline.calls.push(Site { open, scope });
            }
        }
        let block = self.blocks.last().map_or(0, |block| block.id);
        let semicolons: Vec<usize> =
            self.level(&line).filter(|&at| self.kind(at) == Some(Kind::Semicolon)).chain([line.end]).collect();
        let mut from = line.start;
        for end in semicolons {
            self.statement(from..end, block);
            from = end + 1;
        }
    }

    fn statement(&mut self, statement: Range<usize>, block: usize) {
        let mut start = statement.start;
        if self.words(start) == "async" {
            start += 1;
        }
        let statement = start..statement.end;
        if statement.is_empty() || self.kind(start) != Some(Kind::Name) {
            return;
        }
        let scope = self.scope();
        let head = match self.words(start) {
            "def" => {
                let inner = self.outline.scope(scope, false);
                self.event(start + 1, start + 1, EventKind::Unknown, block);
                let open = self.level(&statement).find(|&at| self.kind(at) == Some(Kind::Open(Bracket::Paren)));
                let mut parameters = open.map(|open| self.parameters(open, inner)).unwrap_or_default();
                // The object that a method is called of is no argument.
                if parameters.first().is_some_and(|first| matches!(self.words(first.at), "self" | "cls")) {
                    parameters.remove(0);
                    parameters.iter_mut().for_each(|parameter| parameter.place -= 1);
                }
                self.outline.function(scope, self.words(start + 1), Function { scope: inner, parameters });
                Head::Scope(inner)
            }
            "class" => {
                let inner = self.outline.scope(scope, true);
                self.outline.classes.insert(self.words(start + 1).to_owned(), inner);
                if self.kind(start + 2) == Some(Kind::Open(Bracket::Paren)) && self.kind(start + 3) == Some(Kind::Name)
                {
                    self.outline.bases.insert(inner, self.words(start + 3).to_owned());
                }
                Head::Scope(inner)
            }
            "for" => {
                let upto = self.level(&statement).find(|&at| self.words(at) == "in").unwrap_or(statement.end);
                self.unknown(start + 1..upto, block);
                Head::Loop
            }
            "while" => Head::Loop,
            "with" => {
                self.with(start + 1..statement.end, block);
                Head::Branch
            }
            "except" => {
                let name = self.level(&statement).find(|&at| self.words(at) == "as");
                if let Some(name) = name {
                    self.event(name + 1, name + 1, EventKind::Unknown, block);
                }
                Head::Branch
            }
            "if" | "elif" | "else" | "try" | "finally" | "match" | "case" if self.header_end(&statement).is_some() => {
                Head::Branch
            }
            "import" | "from" => return self.import(&statement, block),
            "del" => {
                let path = start + 2..statement.end;
                if !path.is_empty() {
                    self.event(start + 1, statement.end, EventKind::Member(path, None), block);
                }
                return;
            }
            "return" | "yield" | "raise" | "assert" | "global" | "nonlocal" => return,
            _ => return self.simple(&statement, block),
        };
        match self.header_end(&statement) {
            Some(colon) if colon + 1 < statement.end => {
                // The body is in the same line.
                let body = colon + 1..statement.end;
                if !matches!(head, Head::Scope(_)) {
                    self.simple(&body, colon);
                }
            }
            _ => self.head = Some(head),
        }
    }

    /// The colon that ends the head of a compound statement.
    fn header_end(&self, statement: &Range<usize>) -> Option<usize> {
        self.level(statement).find(|&at| self.kind(at) == Some(Kind::Colon))
    }

    fn parameters(&mut self, open: usize, scope: usize) -> Vec<Parameter> {
        let inside = open + 1..self.behind(open, self.tokens.len()).saturating_sub(1).max(open + 1);
        let commas: Vec<usize> =
            self.level(&inside).filter(|&at| self.kind(at) == Some(Kind::Comma)).chain([inside.end]).collect();
        let mut from = inside.start;
        let mut parameters = Vec::new();
        for end in commas {
            let name = (from..end).find(|&at| self.kind(at) == Some(Kind::Name));
            if let Some(name) = name {
                let assign = self.level(&(from..end)).find(|&at| self.kind(at) == Some(Kind::Assign));
                let default = assign.map(|assign| assign + 1..end);
                let kind = EventKind::Parameter(default.clone());
                let event = Event { at: name, done: name, scope, from: scope, block: open, in_loop: false, kind };
                self.outline.event(self.words(name), event);
                let kind = match self.words(from) {
                    "*" => ParameterKind::Rest,
                    "**" => ParameterKind::Named,
                    _ => ParameterKind::Plain,
                };
                parameters.push(Parameter { at: name, place: parameters.len(), default, kind });
            }
            from = end + 1;
        }
        parameters
    }

    fn with(&mut self, items: Range<usize>, block: usize) {
        let end = self.header_end(&items).unwrap_or(items.end);
        let mut inside = items.start..end;
        // `with (a as b, c as d):`
        if self.kind(inside.start) == Some(Kind::Open(Bracket::Paren)) && self.behind(inside.start, end) == end {
            inside = inside.start + 1..end.saturating_sub(1).max(inside.start + 1);
        }
        let commas: Vec<usize> =
            self.level(&inside).filter(|&at| self.kind(at) == Some(Kind::Comma)).chain([inside.end]).collect();
        let mut from = inside.start;
        for end in commas {
            let name = self.level(&(from..end)).find(|&at| self.words(at) == "as");
            if let Some(name) = name {
                self.event(name + 1, name + 1, EventKind::Set(from..name), block);
            }
            from = end + 1;
        }
    }

    fn unknown(&mut self, targets: Range<usize>, block: usize) {
        for at in targets {
            if self.kind(at) == Some(Kind::Name) && self.kind(at + 1) != Some(Kind::Dot) {
                self.event(at, at, EventKind::Unknown, block);
            }
        }
    }

    fn import(&mut self, statement: &Range<usize>, block: usize) {
        let mut at = statement.start;
        let mut module = String::new();
        if self.words(at) == "from" {
            at += 1;
            while at < statement.end && self.words(at) != "import" {
                module.push_str(self.words(at));
                at += 1;
            }
            module.push('.');
        }
        at += 1;
        while at < statement.end {
            if self.kind(at) != Some(Kind::Name) {
                at += 1;
                continue;
            }
            let first = self.words(at);
            let mut path = format!("{module}{first}");
            let mut bound = (at, if module.is_empty() { first.to_owned() } else { path.clone() });
            at += 1;
            while self.kind(at) == Some(Kind::Dot) && at + 1 < statement.end {
                path = format!("{path}.{}", self.words(at + 1));
                at += 2;
            }
            if self.words(at) == "as" && at + 1 < statement.end {
                bound = (at + 1, path);
                at += 2;
            }
            let name = self.words(bound.0).to_owned();
            // What a module of one's own gives is not known here.
            let is_own = bound.1.starts_with('.');
            if is_own {
                self.event(bound.0, bound.0, EventKind::Unknown, block);
            } else {
                self.outline.imports.insert(name, bound.1);
            }
        }
    }

    /// An assignment, or a call that changes something.
    fn simple(&mut self, statement: &Range<usize>, block: usize) {
        let is_sign = |at: &usize| {
            matches!(self.kind(*at), Some(Kind::Assign | Kind::Append | Kind::OtherAssign)) && self.words(*at) != ":="
        };
        let signs: Vec<usize> = self.level(statement).filter(is_sign).collect();
        let Some((&sign, more)) = signs.split_first() else { return self.method(statement, block) };
        let kind = self.kind(sign);
        let value = more.last().copied().unwrap_or(sign) + 1..statement.end;
        let first = self.level(&(statement.start..sign)).find(|&at| self.kind(at) == Some(Kind::Colon));
        self.target(&(statement.start..first.unwrap_or(sign)), kind, &value, block);
        let mut from = sign + 1;
        for &end in more.iter().take(8) {
            self.target(&(from..end), kind, &value, block);
            from = end + 1;
        }
    }

    fn target(&mut self, target: &Range<usize>, kind: Option<Kind>, value: &Range<usize>, block: usize) {
        let (start, done) = (target.start, value.end);
        if self.kind(start) != Some(Kind::Name) || self.level(target).any(|at| self.kind(at) == Some(Kind::Comma)) {
            return self.unknown(target.clone(), block);
        }
        let (name, path) = self.place(target);
        let kind = match kind {
            Some(Kind::Assign) if path.is_empty() => EventKind::Set(value.clone()),
            Some(Kind::Append) if path.is_empty() => EventKind::Append(value.clone()),
            Some(Kind::Assign) => EventKind::Member(path, Some(value.clone())),
            // What is added to a member is not followed.
            _ if path.is_empty() => EventKind::Unknown,
            _ => EventKind::Member(path, None),
        };
        self.event_of(&name, start, done, kind, block);
    }

    /// The variable that a target begins with, and the path that is left.
    fn place(&self, target: &Range<usize>) -> (String, Range<usize>) {
        let start = target.start;
        let is_member = matches!(self.words(start), "self" | "cls")
            && self.kind(start + 1) == Some(Kind::Dot)
            && start + 2 < target.end;
        if is_member {
            (format!(".{}", self.words(start + 2)), start + 3..target.end)
        } else {
            (self.words(start).to_owned(), start + 1..target.end)
        }
    }

    /// Reads a method call that changes a variable: `x.append(…)`.
    fn method(&mut self, statement: &Range<usize>, block: usize) {
        let (name, path) = self.place(statement);
        let mut at = path.start;
        while at < statement.end {
            match (self.kind(at), self.kind(at + 1), self.kind(at + 2)) {
                (Some(Kind::Dot), Some(Kind::Name), Some(Kind::Open(Bracket::Paren))) => {
                    if CHANGES.contains(&self.words(at + 1)) {
                        let end = self.behind(at + 2, statement.end);
                        let inside = at + 3..end.saturating_sub(1).max(at + 3);
                        let kind = EventKind::Method(path.start..at, at + 1, inside);
                        self.event_of(&name, statement.start, statement.end, kind, block);
                    }
                    return;
                }
                (Some(Kind::Dot), Some(Kind::Name), _) => at += 2,
                (Some(Kind::Open(Bracket::Square)), ..) => at = self.behind(at, statement.end),
                _ => return,
            }
        }
    }

    fn event(&mut self, at: usize, done: usize, kind: EventKind, block: usize) {
        if self.kind(at) == Some(Kind::Name) {
            self.event_of(self.words(at), at, done, kind, block);
        }
    }

    fn event_of(&mut self, name: &str, at: usize, done: usize, kind: EventKind, block: usize) {
        let Some(top) = self.blocks.last() else { return };
        let (from, in_loop) = (top.scope, top.in_loop);
        let is_class = self.outline.scopes.get(from).is_some_and(|scope| scope.is_class);
        let scope = match name.starts_with('.') {
            true => self.outline.class_around(from).unwrap_or(from),
            // What changes a value changes that of the scope around, if there is none here.
            false if matches!(kind, EventKind::Member(..) | EventKind::Method(..)) => self.outline.home(name, from),
            false => from,
        };
        let event = Event { at, done, scope, from, block, in_loop, kind };
        if is_class && !name.starts_with('.') {
            self.outline.event(&format!(".{name}"), event.clone());
        }
        self.outline.event(name, event);
    }
}
