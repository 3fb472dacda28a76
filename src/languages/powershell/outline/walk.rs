//! The walk over the tokens that gives the outline: what is open, where commands may begin, and of which block a brace is.

use std::ops::Range;

use super::{Command, Event, EventKind, Outline, Scope, statement_end, variable_name};
use crate::languages::powershell::lexer::{Bracket, Kind, Token};

/// What the next block is of, by how the statement begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Head {
    None,
    Branch,
    Loop,
    /// A function of this scope.
    Function(usize),
    Parameters,
    /// What the language does not read: `enum`, `class`, `using`.
    Other,
}

struct Frame {
    bracket: Option<Bracket>,
    scope: usize,
    block: Range<usize>,
    in_loop: bool,
    head: Head,
    /// Whether a command may begin here.
    command: bool,
    /// Where the current statement ends, if that is known.
    end: usize,
    /// Where the current segment of its pipeline begins.
    segment: usize,
    pipeline: usize,
    /// Whether the direct tokens are parameters of a function.
    parameters: bool,
}

const LOOPS: [&str; 8] = ["foreach", "for", "while", "do", "foreach-object", "%", "where-object", "switch"];
const BRANCHES: [&str; 8] = ["if", "elseif", "else", "try", "catch", "finally", "trap", "until"];
const OTHERS: [&str; 6] = ["class", "enum", "using", "workflow", "configuration", "data"];
const STARTERS: [&str; 10] = ["return", "throw", "else", "try", "finally", "do", "begin", "process", "end", "exit"];
/// Reads the outline of `tokens`, which were cut out of `text`.
pub(in crate::languages::powershell) fn read(text: &str, tokens: &[Token]) -> Outline {
    let mut outline = Outline::default();
    outline.scopes.push(Scope::default());
    let mut walk = Walk { text, tokens, outline, frames: Vec::new() };
    walk.frames.push(Frame {
        bracket: None,
        scope: 0,
        block: 0..tokens.len(),
        in_loop: false,
        head: Head::None,
        command: true,
        end: 0,
        segment: 0,
        pipeline: 0,
        parameters: false,
    });
    for at in 0..tokens.len() {
        walk.token(at);
    }
    walk.outline
}

struct Walk<'t> {
    text: &'t str,
    tokens: &'t [Token],
    outline: Outline,
    frames: Vec<Frame>,
}

impl<'t> Walk<'t> {
    fn words(&self, at: usize) -> &'t str {
        self.tokens.get(at).map_or("", |token| token.span.of(self.text))
    }

    fn kind(&self, at: usize) -> Option<Kind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    fn token(&mut self, at: usize) {
        let token = self.tokens[at];
        if let Kind::Close(_) = token.kind {
            return self.close(at);
        }
        let Some(frame) = self.frames.last_mut() else { return };
        if at >= frame.end && !matches!(token.kind, Kind::Newline | Kind::Semicolon) && frame.command {
            frame.end = statement_end(self.text, self.tokens, at);
            (frame.segment, frame.pipeline) = (at, at);
            if matches!(frame.bracket, None | Some(Bracket::Brace)) {
                self.outline.statements.push(at..frame.end);
            }
        }
        let in_hash = frame.bracket == Some(Bracket::Hash);
        match token.kind {
            Kind::Newline | Kind::Semicolon => {
                if at >= frame.end {
                    frame.command = !in_hash;
                    let next = self.tokens[at..].iter().take(8).find(|token| token.kind != Kind::Newline);
                    let block = next.is_some_and(|next| next.kind == Kind::Open(Bracket::Brace));
                    // `param` and its parenthesis may be on two lines.
                    let parameters = frame.head == Head::Parameters
                        && next.is_some_and(|next| next.kind == Kind::Open(Bracket::Paren));
                    if !(block && frame.head != Head::None || parameters) {
                        frame.head = Head::None;
                    }
                }
            }
            Kind::Pipe | Kind::AndOr => {
                frame.command = true;
                if token.kind == Kind::AndOr {
                    frame.pipeline = at + 1;
                }
                frame.segment = at + 1;
            }
            Kind::Assign | Kind::Append | Kind::OtherAssign => {
                frame.command = true;
                (frame.segment, frame.pipeline) = (at + 1, at + 1);
                if in_hash && at >= frame.end {
                    frame.end = statement_end(self.text, self.tokens, at + 1);
                }
            }
            Kind::CallOperator => {}
            Kind::Open(bracket) => self.open(at, bracket),
            Kind::Word => self.word(at),
            Kind::Variable => self.variable(at),
            Kind::Comma if frame.parameters => {}
            _ => frame.command = false,
        }
    }

    fn open(&mut self, at: usize, bracket: Bracket) {
        let end = self.tokens[at].partner.map_or(self.tokens.len(), |partner| partner as usize);
        let Some(around) = self.frames.last_mut() else { return };
        // A cast may be before what is assigned to.
        let cast = bracket == Bracket::Square && around.command;
        around.command = cast;
        let head = around.head;
        let mut frame = Frame {
            bracket: Some(bracket),
            scope: around.scope,
            block: around.block.clone(),
            in_loop: around.in_loop,
            head: Head::None,
            command: !matches!(bracket, Bracket::Square | Bracket::Hash),
            end: 0,
            segment: at + 1,
            pipeline: at + 1,
            parameters: false,
        };
        match (bracket, head) {
            (Bracket::Brace, _) => {
                frame.block = at..end;
                frame.in_loop |= head == Head::Loop;
                if let Head::Function(scope) = head {
                    frame.scope = scope;
                    frame.in_loop = false;
                    if let Some(scope) = self.outline.scopes.get_mut(scope) {
                        scope.body = at..end;
                    }
                }
                around.head = Head::None;
                // `if (…) { … }` ends with its block, if nothing goes on.
                if matches!(head, Head::Branch | Head::Loop | Head::Function(_) | Head::Other) {
                    around.command = true;
                    around.end = at;
                }
            }
            (Bracket::Paren, Head::Function(scope)) => {
                frame.scope = scope;
                frame.parameters = true;
            }
            (Bracket::Paren, Head::Parameters) => {
                frame.parameters = true;
                around.head = Head::None;
            }
            _ => {}
        }
        if frame.parameters {
            frame.command = false;
        }
        let scope = frame.scope;
        self.frames.push(frame);
        // `foreach ($x in …)`
        if head == Head::Loop
            && self.kind(at + 1) == Some(Kind::Variable)
            && self.words(at + 2).eq_ignore_ascii_case("in")
        {
            self.event(at + 1, scope, EventKind::Unknown);
        }
    }

    fn close(&mut self, at: usize) {
        let Kind::Close(bracket) = self.tokens[at].kind else { return };
        // The closer of an outer bracket closes what was left open in it.
        while let Some(inside) = self.frames.last().and_then(|frame| frame.bracket) {
            self.frames.pop();
            if inside == bracket {
                break;
            }
        }
        if let Some(frame) = self.frames.last_mut() {
            // Behind a cast a variable may be assigned to, and after a block a statement may begin.
            frame.command &= matches!(bracket, Bracket::Square | Bracket::Brace);
        }
    }

    fn word(&mut self, at: usize) {
        let words = self.words(at);
        let scopes = self.outline.scopes.len();
        let Some(frame) = self.frames.last_mut() else { return };
        if !frame.command || frame.bracket == Some(Bracket::Square) {
            frame.command = false;
            return;
        }
        let lower = words.to_ascii_lowercase();
        let is = |list: &[&str]| list.contains(&lower.as_str());
        frame.command = is(&STARTERS);
        if matches!(lower.as_str(), "function" | "filter") {
            let parent = frame.scope;
            frame.head = Head::Function(scopes);
            self.outline.scopes.push(Scope { parent: Some(parent), ..Scope::default() });
            let name = variable_name(self.words(at + 1));
            self.outline.functions.insert(name, scopes);
            return;
        }
        if lower == "param" {
            frame.head = Head::Parameters;
            return;
        }
        if is(&LOOPS) {
            frame.head = Head::Loop;
        } else if is(&BRANCHES) {
            frame.head = Head::Branch;
        } else if is(&OTHERS) {
            frame.head = Head::Other;
        } else if matches!(lower.as_str(), "begin" | "process" | "end") {
            frame.head = if lower == "process" { Head::Loop } else { Head::Branch };
        }
        if frame.command {
            (frame.segment, frame.pipeline) = (at + 1, at + 1);
            return;
        }
        if is(&["foreach", "for", "while", "if", "elseif", "switch", "catch", "until", "trap"]) || is(&OTHERS) {
            return;
        }
        let input = (frame.pipeline < frame.segment).then(|| frame.pipeline..frame.segment - 1);
        let (end, scope) = (frame.end.max(at + 1), frame.scope);
        let arguments = at + 1..self.segment_end(at + 1, end);
        self.outline.commands.push(Command { name: at, arguments, scope, input });
    }

    /// The end of the segment of a pipeline that `from` is in, whose statement ends at `end`.
    fn segment_end(&self, from: usize, end: usize) -> usize {
        let mut at = from;
        while at < end {
            match self.tokens[at].kind {
                Kind::Pipe | Kind::AndOr => return at,
                Kind::Open(_) => at = self.tokens[at].partner.map_or(end, |partner| partner as usize),
                _ => {}
            }
            at += 1;
        }
        end
    }

    fn variable(&mut self, at: usize) {
        let Some(frame) = self.frames.last_mut() else { return };
        let (begins, scope) = (std::mem::take(&mut frame.command), frame.scope);
        if frame.parameters {
            return self.parameter(at, scope);
        }
        if begins && self.kind(at + 1) == Some(Kind::Comma) {
            return self.several(at, scope);
        }
        let path_end = self.path_end(at + 1);
        let path = at + 1..path_end;
        match self.kind(path_end) {
            Some(Kind::Assign | Kind::Append | Kind::OtherAssign) if begins => {
                let value = path_end + 1..self.frames.last().map_or(path_end + 1, |frame| frame.end).max(path_end + 1);
                let kind = match self.kind(path_end) {
                    Some(Kind::Assign) if path.is_empty() => EventKind::Set(value),
                    Some(Kind::Append) if path.is_empty() => EventKind::Append(value),
                    Some(Kind::Assign) => EventKind::Member(path, value),
                    // What is added to a member is not followed.
                    Some(Kind::Append) => EventKind::Member(path, 0..0),
                    _ if path.is_empty() => EventKind::Unknown,
                    _ => EventKind::Member(path, 0..0),
                };
                self.event(at, scope, kind);
            }
            // `$x.Add(…)`: the name of the method is the end of the path.
            Some(Kind::Open(Bracket::Paren)) if path.len() >= 2 && self.tokens[path_end].glued => {
                let method = path_end - 1;
                let changes = ["add", "addrange", "remove", "clear", "insert", "append", "appendline"];
                if changes.iter().any(|name| self.words(method).eq_ignore_ascii_case(name)) {
                    let end = self.tokens[path_end].partner.map_or(self.tokens.len(), |partner| partner as usize);
                    let kind = EventKind::Method(path.start..path.end - 2, method, path_end + 1..end);
                    self.event(at, scope, kind);
                }
            }
            _ => {}
        }
    }

    /// The end of the members and indices that begin at `from`.
    fn path_end(&self, from: usize) -> usize {
        let mut at = from;
        loop {
            match self.tokens.get(at).filter(|token| token.glued).map(|token| (token.kind, token.partner)) {
                Some((Kind::Dot, _)) if matches!(self.kind(at + 1), Some(Kind::Word | Kind::String(_))) => at += 2,
                Some((Kind::Open(Bracket::Square), Some(partner))) => at = partner as usize + 1,
                _ => return at,
            }
        }
    }

    fn parameter(&mut self, at: usize, scope: usize) {
        let default = (self.kind(at + 1) == Some(Kind::Assign)).then(|| {
            let mut end = at + 2;
            while let Some(token) = self.tokens.get(end) {
                match token.kind {
                    Kind::Comma | Kind::Close(_) => break,
                    Kind::Open(_) => end = token.partner.map_or(self.tokens.len(), |partner| partner as usize),
                    _ => {}
                }
                end += 1;
            }
            at + 2..end.min(self.tokens.len())
        });
        self.event(at, scope, EventKind::Parameter(default));
    }

    /// Reads an assignment to several variables: `$a, $b = …`.
    fn several(&mut self, at: usize, scope: usize) {
        let mut end = at;
        while self.kind(end) == Some(Kind::Variable) && self.kind(end + 1) == Some(Kind::Comma) {
            end += 2;
        }
        if self.kind(end) == Some(Kind::Variable) && self.kind(end + 1) == Some(Kind::Assign) {
            for variable in (at..=end).step_by(2) {
                self.event(variable, scope, EventKind::Unknown);
            }
        }
    }

    fn event(&mut self, at: usize, scope: usize, kind: EventKind) {
        let Some(frame) = self.frames.last() else { return };
        let event = Event { at, scope, block: frame.block.clone(), in_loop: frame.in_loop, kind };
        let name = variable_name(self.tokens[at].inner.of(self.text));
        if let (EventKind::Parameter(_), Some(scope)) = (&event.kind, self.outline.scopes.get_mut(scope)) {
            scope.parameters.push(self.outline.events.len());
        }
        self.outline.of_variable.entry(name).or_default().push(self.outline.events.len());
        self.outline.events.push(event);
    }
}
