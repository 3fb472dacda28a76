//! Builds the tree from tokens that need not fit together.
//!
//! An explicit stack of open containers, one step a token. Every step takes a token or closes a container, so that the
//! cost is linear. What is decided about brackets, by their balance and by the layout, is in [`super::brackets`].

use super::token::{Bracket, Line, Token, TokenKind};
use super::words;
use crate::json::tree::{Kind, Tree, TreeBuilder};
use crate::json::{ContainerFault, MAX_DEPTH, Slip, SlipKind, Surplus, SurplusComma};
use crate::text::{Edit, Span};

/// What may come next in a container.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// A key, or the closer of an object.
    Key,
    /// A value; in an array the closer too.
    Value,
    /// A comma or the closer.
    Comma,
}

/// How a container came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// Its opener stands in the text.
    Written,
    /// Its opener is missing; the slip with this index says so.
    Virtual { slip: usize },
    /// Its brackets are surplus: what is in it belongs to the object around it.
    Ghost { slip: usize },
    /// It has no key and can be no part of the tree: its nodes, from this index on, are taken away again.
    Keyless { from: u32 },
}

/// An open container.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) origin: Origin,
    /// What it is read as.
    pub(super) bracket: Bracket,
    /// What closes it.
    pub(super) closer: Bracket,
    /// Its opener; a gap if that is missing.
    pub(super) opener: Span,
    /// The line of the opener.
    pub(super) line: Line,
    pub(super) state: State,
    node: u32,
    /// The last key of an object.
    key: Span,
    /// The comma that came last, while nothing stands behind it.
    pub(super) comma: Option<Span>,
    /// Whether something was read.
    filled: bool,
    /// Whether dots came last: they need no comma before or behind.
    dots: bool,
}

/// The state of building.
#[derive(Debug)]
pub(super) struct Parser<'a, 't> {
    pub(super) text: &'a str,
    pub(super) tokens: &'t [Token],
    pub(super) at: usize,
    pub(super) slips: Vec<Slip>,
    pub(super) frames: Vec<Frame>,
    pub(super) builder: TreeBuilder<'a>,
    /// Openers less closers in what is not read yet, and in what is open: what balance lacks.
    pub(super) lacking: Lacking,
    /// Where the last value or closer ended.
    pub(super) content_end: u32,
    /// How the lines of the text end.
    pub(super) line_break: &'static str,
    /// What is passed over, in order: slips inside it are of no interest.
    unread: Vec<Span>,
    /// The root is complete.
    done: bool,
    /// The text was cut off inside something that was skipped: nothing more is to be said of what is open.
    pub(super) cut_off: bool,
}

/// How many closers of each kind are missing; below zero, how many are too many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Lacking {
    curly: i32,
    square: i32,
}

impl Lacking {
    fn of(tokens: &[Token]) -> Self {
        let mut lacking = Self::default();
        for token in tokens {
            match token.kind {
                TokenKind::Open(bracket) => *lacking.get(bracket) += 1,
                TokenKind::Close(bracket) => *lacking.get(bracket) -= 1,
                _ => {}
            }
        }
        lacking
    }

    pub(super) fn get(&mut self, bracket: Bracket) -> &mut i32 {
        match bracket {
            Bracket::Curly => &mut self.curly,
            Bracket::Square => &mut self.square,
        }
    }
}

/// What fitting the tokens together gave.
#[derive(Debug)]
pub(super) struct Parsed<'a> {
    pub(super) tree: Tree<'a>,
    pub(super) slips: Vec<Slip>,
    /// What was passed over, in order.
    pub(super) unread: Vec<Span>,
}

/// The tree of the tokens, and the slips in how they fit.
pub(super) fn parse<'a>(text: &'a str, span: Span, tokens: &[Token]) -> Parsed<'a> {
    let crlf = span.of(text).lines().next().is_some_and(|line| span.of(text)[line.len()..].starts_with("\r\n"));
    let mut parser = Parser {
        text,
        tokens,
        at: 0,
        slips: Vec::new(),
        frames: Vec::new(),
        builder: TreeBuilder::new(text, tokens.len()),
        lacking: Lacking::of(tokens),
        content_end: span.start,
        line_break: if crlf { "\r\n" } else { "\n" },
        unread: Vec::new(),
        done: false,
        cut_off: false,
    };
    while let Some(token) = tokens.get(parser.at) {
        match parser.frames.last().map(|frame| (frame.bracket, frame.state)) {
            None => parser.root(token),
            Some(_) if parser.common(token) => {}
            Some((_, State::Key)) => parser.key(token),
            Some((Bracket::Curly, State::Value)) => parser.member_value(token),
            Some((Bracket::Square, State::Value | State::Comma)) => parser.element(token),
            Some((Bracket::Curly, State::Comma)) => parser.next_member(token),
        }
    }
    parser.end();
    Parsed { tree: parser.builder.finish(), slips: parser.slips, unread: parser.unread }
}

impl<'t> Parser<'_, 't> {
    pub(super) fn peek(&self, ahead: usize) -> Option<&'t Token> {
        self.tokens.get(self.at + ahead)
    }

    fn kind(&self, ahead: usize) -> Option<&'t TokenKind> {
        self.peek(ahead).map(|token| &token.kind)
    }

    fn unread(&mut self, kind: SlipKind, span: Span) {
        self.unread.push(span);
        self.slip(kind, span, None, Vec::new(), false);
    }

    pub(super) fn slip(
        &mut self,
        kind: SlipKind,
        span: Span,
        other: Option<Span>,
        edits: Vec<Edit>,
        certain: bool,
    ) -> usize {
        self.slips.push(Slip { kind, span, other, edits, certain });
        self.slips.len() - 1
    }

    /// Junk: this token, and what is stuck to it.
    fn stray(&mut self, token: &Token) {
        let mut span = token.span;
        self.at += 1;
        let stuck =
            |next: &&Token, end| matches!(next.kind, TokenKind::Junk | TokenKind::Separator) && next.span.start == end;
        while let Some(next) = self.peek(0).filter(|next| stuck(next, span.end)) {
            span.end = next.span.end;
            self.at += 1;
        }
        let certain = span.of(self.text).chars().all(|character| character == '\u{FFFD}');
        self.slip(SlipKind::StrayCharacter { fence: false }, span, None, vec![Edit::delete(span)], certain);
    }

    /// Whether a key stands `ahead` of here: a scalar with a colon, or what stands for one, behind it.
    pub(super) fn is_key(&self, ahead: usize) -> bool {
        let separator = |kind: Option<&TokenKind>| {
            matches!(kind, Some(TokenKind::Colon))
                || matches!(kind, Some(TokenKind::Separator))
                    && self.peek(ahead + 1).is_some_and(|token| token.span.of(self.text) != ";")
        };
        self.peek(ahead).is_some_and(Token::is_scalar) && separator(self.kind(ahead + 1))
    }

    /// What is the same in every container and state; whether that was all.
    fn common(&mut self, token: &Token) -> bool {
        let Some(frame) = self.frames.last_mut() else { return false };
        match token.kind {
            TokenKind::Junk => self.stray(token),
            TokenKind::Ellipsis => {
                frame.comma = None;
                frame.filled = true;
                frame.dots = true;
                if frame.bracket == Bracket::Curly && frame.state == State::Value {
                    self.builder.push(Kind::Unknown, token.span);
                    frame.state = State::Comma;
                    frame.dots = false;
                } else if frame.bracket == Bracket::Curly {
                    frame.state = State::Key;
                }
                self.builder.mark_incomplete(frame.node);
                self.content_end = token.span.end;
                self.slip(SlipKind::Ellipsis, token.span, None, Vec::new(), false);
                self.at += 1;
            }
            TokenKind::Comma if frame.state == State::Comma || frame.dots => {
                frame.comma = Some(token.span).filter(|_| !frame.dots);
                frame.dots = false;
                frame.state = if frame.bracket == Bracket::Curly { State::Key } else { State::Value };
                self.at += 1;
            }
            TokenKind::Comma if frame.bracket == Bracket::Square || frame.state == State::Key => {
                let kind = if frame.filled { SurplusComma::Doubled } else { SurplusComma::Leading };
                self.slip(SlipKind::TrailingComma(kind), token.span, None, vec![Edit::delete(token.span)], true);
                self.at += 1;
            }
            TokenKind::Close(bracket) if !(frame.bracket == Bracket::Curly && frame.state == State::Value) => {
                if let Some(comma) = frame.comma.take() {
                    frame.state = State::Comma;
                    self.slip(
                        SlipKind::TrailingComma(SurplusComma::Trailing),
                        comma,
                        None,
                        vec![Edit::delete(comma)],
                        true,
                    );
                }
                self.close(token, bracket);
            }
            _ if self.outdented(token) => {}
            _ => return false,
        }
        true
    }

    fn key(&mut self, token: &Token) {
        match token.kind {
            TokenKind::Open(bracket) => self.keyless(token, bracket),
            TokenKind::String(_) | TokenKind::Word if self.is_list() => {}
            TokenKind::String(_) | TokenKind::Word => self.key_or_lone(token),
            _ if self.peek(1).is_some_and(Token::is_scalar) && !self.is_key(1) => {
                // `: 1` without a key: the value goes with its colon.
                self.slip(SlipKind::UnexpectedToken, token.span, None, Vec::new(), false);
                self.at += 2;
                self.set_state(State::Comma);
            }
            _ => self.stray(token),
        }
    }

    fn key_or_lone(&mut self, token: &Token) {
        let Some(next) = self.peek(1) else { return self.lone(token) };
        let number_or_literal =
            token.kind == TokenKind::Word && words::meaning(token.span.of(self.text)).kind != Kind::String;
        match next.kind {
            TokenKind::Colon => self.push_key(token, 2),
            TokenKind::Separator => {
                let certain = next.span.of(self.text) != ";";
                let edits = vec![Edit::replace(next.span, ":")];
                self.slip(SlipKind::WrongSeparator { wanted: ':' }, next.span, Some(token.span), edits, certain);
                self.push_key(token, 2);
            }
            TokenKind::Comma if self.is_comma_for_colon(token) => {
                let edits = vec![Edit::replace(next.span, ":")];
                self.slip(SlipKind::WrongSeparator { wanted: ':' }, next.span, Some(token.span), edits, false);
                self.push_key(token, 2);
            }
            TokenKind::Open(_) if !number_or_literal => self.missing_colon(token),
            _ if next.begins_value() && !number_or_literal && !next.leads && !self.is_key(1) => {
                self.missing_colon(token)
            }
            _ => self.lone(token),
        }
    }

    /// `"key", value` on one line, where the value is a container, or other members or the end follow it.
    fn is_comma_for_colon(&self, token: &Token) -> bool {
        let Some(value) = self.peek(2).filter(|value| value.line == token.line && !self.is_key(2)) else {
            return false;
        };
        let behind = match self.kind(3) {
            Some(TokenKind::Comma) => self.is_key(4),
            kind => matches!(kind, Some(TokenKind::Close(_))),
        };
        let filled = self.frames.last().is_some_and(|frame| frame.filled);
        let string = matches!(token.kind, TokenKind::String(_));
        string && (matches!(value.kind, TokenKind::Open(_)) || value.is_scalar() && behind && filled)
    }

    fn missing_colon(&mut self, token: &Token) {
        let gap = Span::gap(token.span.end);
        self.slip(SlipKind::MissingColon, gap, Some(token.span), vec![Edit::insert(gap.start, ":")], true);
        self.push_key(token, 1);
    }

    /// Adds the key `token` and goes on behind it by `tokens`.
    fn push_key(&mut self, token: &Token, tokens: usize) {
        let words = token.span.of(self.text);
        match &token.kind {
            TokenKind::String(None) => self.builder.push(Kind::String, token.span),
            TokenKind::String(Some(value)) => self.builder.push_meant(Kind::String, token.span, value.clone()),
            _ => {
                let simple = words
                    .chars()
                    .all(|character| character.is_alphanumeric() || matches!(character, '_' | '$' | '@' | '.' | '-'));
                let edits = if simple {
                    vec![Edit::insert(token.span.start, "\""), Edit::insert(token.span.end, "\"")]
                } else {
                    vec![Edit::replace(token.span, serde_json::Value::from(words).to_string())]
                };
                self.slip(SlipKind::UnquotedKey, token.span, None, edits, simple);
                self.builder.push_meant(Kind::String, token.span, words)
            }
        };
        if let Some(frame) = self.frames.last_mut() {
            frame.state = State::Value;
            frame.key = token.span;
            frame.comma = None;
            frame.filled = true;
            frame.dots = false;
        }
        self.content_end = self.tokens[self.at + tokens - 1].span.end;
        self.at += tokens;
    }

    /// A scalar where only a member can stand.
    fn lone(&mut self, token: &Token) {
        let Some(frame) = self.frames.last_mut() else { return };
        let (opener, only) = (frame.opener, !frame.filled && frame.origin == Origin::Written);
        frame.state = State::Comma;
        frame.comma = None;
        frame.filled = true;
        self.builder.mark_incomplete(frame.node);
        let edits = match self.peek(1) {
            Some(closer) if only && matches!(closer.kind, TokenKind::Close(_)) => {
                vec![
                    Edit::delete(Span::new(opener.start, token.span.start)),
                    Edit::delete(Span::new(token.span.end, closer.span.end)),
                ]
            }
            _ => Vec::new(),
        };
        self.slip(SlipKind::WrongContainer(ContainerFault::ValueInObject), token.span, Some(opener), edits, false);
        self.content_end = token.span.end;
        self.at += 1;
    }

    /// Reads an object of nothing but scalars and commas, at least two, as the array that was meant.
    fn is_list(&mut self) -> bool {
        let Some(frame) = self.frames.last() else { return false };
        if frame.filled || frame.origin != Origin::Written {
            return false;
        }
        let mut ahead = 0;
        while self.peek(ahead).is_some_and(Token::is_scalar) && matches!(self.kind(ahead + 1), Some(TokenKind::Comma)) {
            ahead += 2;
        }
        let last = ahead > 0 && self.peek(ahead).is_some_and(Token::is_scalar);
        let closer =
            self.peek(ahead + usize::from(last)).filter(|token| token.kind == TokenKind::Close(Bracket::Curly));
        let Some(closer) = closer.filter(|_| ahead > 0) else { return false };
        let (opener, node) = (frame.opener, frame.node);
        let edits = vec![Edit::replace(opener, "["), Edit::replace(closer.span, "]")];
        self.slip(SlipKind::WrongContainer(ContainerFault::ElementsInObject), opener, None, edits, false);
        self.builder.set_kind(node, Kind::Array);
        if let Some(frame) = self.frames.last_mut() {
            frame.bracket = Bracket::Square;
            frame.state = State::Value;
        }
        true
    }

    fn member_value(&mut self, token: &Token) {
        let Some(frame) = self.frames.last() else { return };
        match token.kind {
            TokenKind::Open(bracket) => self.open(token, bracket),
            TokenKind::String(_) | TokenKind::Word if token.leads && self.is_key(0) => {
                if *self.lacking.get(Bracket::Curly) < 0 && token.line.indent > frame.line.indent {
                    self.open_virtual(token, ContainerFault::MemberOutside);
                } else {
                    self.missing_value();
                }
            }
            TokenKind::String(_) | TokenKind::Word => self.scalar(token),
            TokenKind::Comma | TokenKind::Close(_) => self.missing_value(),
            _ => self.stray(token),
        }
    }

    /// The innermost object has a key, and no value comes.
    pub(super) fn missing_value(&mut self) {
        let gap = Span::gap(self.content_end);
        let key = self.frames.last().map(|frame| frame.key);
        self.slip(SlipKind::MissingValue, gap, key, Vec::new(), false);
        self.builder.push(Kind::Unknown, gap);
        // A key that follows needs no comma: what is missing is the value and all up to the key.
        let next = matches!(self.kind(0), Some(TokenKind::String(_) | TokenKind::Word));
        self.set_state(if next { State::Key } else { State::Comma });
    }

    /// A member has ended and no comma came.
    fn next_member(&mut self, token: &Token) {
        match token.kind {
            TokenKind::Open(bracket) => self.keyless(token, bracket),
            TokenKind::Colon | TokenKind::Separator => self.separator_for_comma(token),
            _ if self.is_key(0)
                || self.peek(1).is_some_and(|next| next.begins_value() && !next.leads && !self.is_key(1)) =>
            {
                self.missing_comma(matches!(token.kind, TokenKind::String(_)));
                self.set_state(State::Key);
            }
            TokenKind::Word => self.stray(token),
            _ => self.lone(token),
        }
    }

    fn separator_for_comma(&mut self, token: &Token) {
        let last = matches!(self.kind(1), Some(TokenKind::Close(_)) | None);
        let object = self.frames.last().is_some_and(|frame| frame.bracket == Bracket::Curly);
        if !last && object && !self.is_key(1) {
            return self.stray(token);
        }
        let edit = if last { Edit::delete(token.span) } else { Edit::replace(token.span, ",") };
        let certain = token.span.of(self.text) == ";" || !last;
        self.slip(SlipKind::WrongSeparator { wanted: ',' }, token.span, None, vec![edit], certain);
        self.set_state(if last {
            State::Comma
        } else if object {
            State::Key
        } else {
            State::Value
        });
        self.at += 1;
    }

    fn missing_comma(&mut self, certain: bool) {
        let gap = Span::gap(self.content_end);
        let before = self.at.checked_sub(1).and_then(|at| self.tokens.get(at)).map(|token| token.span);
        self.slip(SlipKind::MissingComma, gap, before, vec![Edit::insert(gap.start, ",")], certain);
    }

    /// A value, or what stands in its place, in an array.
    fn element(&mut self, token: &Token) {
        let Some(frame) = self.frames.last() else { return };
        let waiting = frame.state == State::Comma && !frame.dots;
        match token.kind {
            TokenKind::Colon | TokenKind::Separator if waiting => return self.separator_for_comma(token),
            TokenKind::Colon | TokenKind::Separator => return self.stray(token),
            _ => {}
        }
        if waiting {
            // Two words may as well be one: `[1 2]` as `[12]`.
            let before = self.at.checked_sub(1).map(|at| &self.tokens[at].kind);
            let certain = token.kind != TokenKind::Word && before != Some(&TokenKind::Word);
            self.missing_comma(certain);
        }
        match token.kind {
            TokenKind::Open(bracket) => self.open(token, bracket),
            _ if self.is_key(0) => self.open_virtual(token, ContainerFault::MemberInArray),
            _ => self.scalar(token),
        }
    }

    /// Adds a string or a word as a value.
    fn scalar(&mut self, token: &Token) {
        match &token.kind {
            TokenKind::String(None) => _ = self.builder.push(Kind::String, token.span),
            TokenKind::String(Some(value)) => _ = self.builder.push_meant(Kind::String, token.span, value.clone()),
            _ => {
                let meaning = words::meaning(token.span.of(self.text));
                match meaning.value {
                    Some(value) => _ = self.builder.push_meant(meaning.kind, token.span, value),
                    None => _ = self.builder.push(meaning.kind, token.span),
                }
                if let Some((kind, json, certain)) = meaning.slip {
                    let edits = json.map(|json| Edit::replace(token.span, json)).into_iter().collect();
                    self.slip(kind, token.span, None, edits, certain);
                }
            }
        }
        self.value_ended(token.span.end);
        self.at += 1;
    }

    /// Notes that a value of the innermost container, or the root, has ended.
    pub(super) fn value_ended(&mut self, end: u32) {
        self.content_end = end;
        match self.frames.last_mut() {
            None => self.done = true,
            Some(frame) => {
                frame.state = State::Comma;
                frame.comma = None;
                frame.filled = true;
                frame.dots = false;
            }
        }
    }

    pub(super) fn set_state(&mut self, state: State) {
        if let Some(frame) = self.frames.last_mut() {
            frame.state = state;
            frame.comma = None;
        }
    }

    fn open(&mut self, token: &Token, bracket: Bracket) {
        if self.frames.len() >= MAX_DEPTH {
            return self.skip(token);
        }
        let kind = if bracket == Bracket::Curly { Kind::Object } else { Kind::Array };
        let node = self.builder.push(kind, token.span);
        self.push_frame(token, token.span, bracket, Origin::Written, node);
        self.at += 1;
    }

    pub(super) fn push_frame(&mut self, token: &Token, opener: Span, bracket: Bracket, origin: Origin, node: u32) {
        self.content_end = opener.end;
        let state = if bracket == Bracket::Curly { State::Key } else { State::Value };
        let line = token.line;
        let key = opener;
        self.frames.push(Frame {
            origin,
            bracket,
            closer: bracket,
            opener,
            line,
            state,
            node,
            key,
            comma: None,
            filled: false,
            dots: false,
        });
    }

    /// Members without an opener begin here.
    fn open_virtual(&mut self, token: &Token, fault: ContainerFault) {
        if self.frames.len() >= MAX_DEPTH {
            return self.scalar(token);
        }
        let gap = Span::gap(token.span.start);
        let outer = self.frames.last().map(|frame| frame.opener);
        let slip =
            self.slip(SlipKind::WrongContainer(fault), token.span, outer, vec![Edit::insert(gap.start, "{ ")], false);
        let node = self.builder.push(Kind::Object, gap);
        self.push_frame(token, gap, Bracket::Curly, Origin::Virtual { slip }, node);
    }

    /// An opener in an object where a key belongs.
    fn keyless(&mut self, token: &Token, bracket: Bracket) {
        let Some(frame) = self.frames.last() else { return };
        let below = self.frames.len().checked_sub(2).map(|at| self.frames[at].bracket);
        let (outer, node, written) = (frame.opener, frame.node, frame.origin == Origin::Written);
        if bracket == Bracket::Curly
            && below == Some(Bracket::Square)
            && frame.filled
            && written
            && *self.lacking.get(Bracket::Curly) > 0
        {
            return self.leave_unclosed();
        }
        if self.frames.len() >= MAX_DEPTH {
            return self.stray(token);
        }
        let kind = SlipKind::WrongContainer(ContainerFault::ObjectInObject);
        let slip = self.slip(kind, token.span, Some(outer), vec![Edit::delete(token.span)], false);
        self.builder.mark_incomplete(node);
        self.at += 1;
        if bracket == Bracket::Square {
            self.slips[slip].edits.clear();
            let from = self.builder.len();
            let node = self.builder.push(Kind::Array, token.span);
            self.push_frame(token, token.span, bracket, Origin::Keyless { from }, node);
        } else if *self.lacking.get(Bracket::Curly) > 0 {
            // There is no closer for it either: the opener alone is too many.
            *self.lacking.get(Bracket::Curly) -= 1;
            self.set_state(State::Key);
        } else {
            self.push_frame(token, token.span, bracket, Origin::Ghost { slip }, node);
        }
    }

    /// Notes that nothing can be said of what the innermost container lacks.
    pub(super) fn mark_incomplete(&mut self) {
        if let Some(frame) = self.frames.last() {
            self.builder.mark_incomplete(frame.node);
        }
    }

    /// Takes the innermost container off the stack and ends its node.
    pub(super) fn pop(&mut self, end: u32) {
        let Some(frame) = self.frames.pop() else { return };
        match frame.origin {
            Origin::Written | Origin::Virtual { .. } => self.builder.close(frame.node, end),
            Origin::Keyless { from } => self.builder.truncate(from),
            Origin::Ghost { .. } => {}
        }
        self.value_ended(end);
    }

    /// Nested too deep: goes behind the closer that fits by count alone.
    fn skip(&mut self, token: &Token) {
        let mut depth = 0_usize;
        let mut ahead = 0;
        while let Some(inner) = self.peek(ahead) {
            match inner.kind {
                TokenKind::Open(bracket) => {
                    depth += 1;
                    *self.lacking.get(bracket) -= 1;
                }
                TokenKind::Close(bracket) => {
                    depth -= 1;
                    *self.lacking.get(bracket) += 1;
                }
                _ => {}
            }
            ahead += 1;
            if depth == 0 {
                break;
            }
        }
        self.cut_off |= depth > 0;
        let end = self.peek(ahead - 1).map_or(token.span.end, |last| last.span.end);
        self.slip(SlipKind::NestingTooDeep, token.span, None, Vec::new(), false);
        let span = Span::new(token.span.start, end);
        self.unread.push(span);
        self.builder.push(Kind::Unknown, span);
        self.value_ended(end);
        self.at += ahead;
    }

    /// Outside of every container.
    fn root(&mut self, token: &Token) {
        if self.done {
            return self.behind_root(token);
        }
        let words = (1..).take_while(|&ahead| self.is_before_root(ahead)).count() + 1;
        let words_first = token.kind == TokenKind::Word
            && matches!(self.kind(words), Some(TokenKind::Open(_)))
            && self.kind(words - 1) != Some(&TokenKind::Colon);
        match token.kind {
            TokenKind::Open(bracket) => self.open(token, bracket),
            _ if words_first => {
                let end = self.peek(words - 1).map_or(token.span.end, |last| last.span.end);
                self.unread(SlipKind::TrailingContent(Surplus::Before), Span::new(token.span.start, end));
                self.at += words;
            }
            _ if self.is_key(0) => self.open_virtual(token, ContainerFault::MemberOutside),
            TokenKind::String(_) | TokenKind::Word => self.scalar(token),
            TokenKind::Ellipsis => {
                self.slip(SlipKind::Ellipsis, token.span, None, Vec::new(), false);
                self.builder.push(Kind::Unknown, token.span);
                self.value_ended(token.span.end);
                self.at += 1;
            }
            TokenKind::Close(_) => self.stray_closer(token),
            _ => self.stray(token),
        }
    }

    /// Whether the token can stand between words before the value and the value: `const body =`, `send(`, a request line
    /// and its headers.
    fn is_before_root(&self, ahead: usize) -> bool {
        matches!(self.kind(ahead), Some(TokenKind::Word | TokenKind::Junk | TokenKind::Separator | TokenKind::Colon))
    }

    fn behind_root(&mut self, token: &Token) {
        match token.kind {
            TokenKind::Close(_) => self.stray_closer(token),
            TokenKind::Comma if self.peek(1).is_none() => {
                self.slip(
                    SlipKind::TrailingComma(SurplusComma::Trailing),
                    token.span,
                    None,
                    vec![Edit::delete(token.span)],
                    true,
                );
                self.at += 1;
            }
            TokenKind::Junk | TokenKind::Separator => self.stray(token),
            TokenKind::Ellipsis => {
                self.slip(SlipKind::Ellipsis, token.span, None, Vec::new(), false);
                self.at += 1;
            }
            _ => {
                let second = token.begins_value() && token.kind != TokenKind::Word
                    || token.kind == TokenKind::Comma && self.peek(1).is_some_and(Token::begins_value);
                let kind = if second { Surplus::SecondValue } else { Surplus::Behind };
                let end = self.tokens.last().map_or(token.span.end, |last| last.span.end);
                self.unread(SlipKind::TrailingContent(kind), Span::new(token.span.start, end));
                self.at = self.tokens.len();
            }
        }
    }
}
