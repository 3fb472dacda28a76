//! Builds the tree from tokens that need not fit together.
//!
//! An explicit stack of open containers, one step a token. Every step takes a token or closes a container, so that the
//! cost is linear. What may be in an object is in [`super::members`], in an array in [`super::elements`], outside of
//! both in [`super::outside`]; opening and closing is in [`super::frames`], and what is decided about wrong brackets, by
//! their balance and by the layout, in [`super::brackets`] for closers and [`super::openers`] for openers.

use super::frame::{BracketBalance, State};
use super::grammar::Act;
use super::openers;
use super::parser::Parser;
use super::token::{Bracket, Token, TokenKind};
use crate::json::tree::{Tree, TreeBuilder};
use crate::json::{MAX_SYNTAX_ERRORS, SurplusComma, SyntaxError, SyntaxErrorKind};
use crate::text::{Edit, Span};

/// What fitting the tokens together gave.
#[derive(Debug)]
pub(super) struct Parsed<'a> {
    pub(super) tree: Tree<'a>,
    pub(super) syntax_errors: Vec<SyntaxError>,
    /// What was passed over, in order.
    pub(super) unread: Vec<Span>,
}

/// The tree of the tokens, and the syntax errors in how they fit. Brackets are corrected as `acts` say, which are in order. If
/// `stopped`, there are no more tokens than up to there.
pub(super) fn parse<'a>(
    text: &'a str,
    span: Span,
    tokens: &[Token],
    acts: &[Act],
    mut stopped: Option<u32>,
) -> Parsed<'a> {
    let crlf = span.of(text).lines().next().is_some_and(|line| span.of(text)[line.len()..].starts_with("\r\n"));
    // What is corrected from outside is not reason to look for something else to corrected.
    let balance = if acts.is_empty() { BracketBalance::of(tokens) } else { BracketBalance::default() };
    let mut parser = Parser {
        text,
        body: span,
        tokens,
        at: 0,
        syntax_errors: Vec::new(),
        frames: Vec::new(),
        builder: TreeBuilder::new(text, tokens.len()),
        balance,
        partners: openers::partners(tokens, balance),
        content_end: span.start,
        line_break: if crlf { "\r\n" } else { "\n" },
        unread: Vec::new(),
        done: false,
        cut_off: false,
    };
    let mut acts = acts.iter().peekable();
    while let Some(token) = tokens.get(parser.at) {
        if parser.syntax_errors.len() > MAX_SYNTAX_ERRORS {
            stopped = Some(token.span.start);
            break;
        }
        if let Some(&act) = acts.next_if(|act| act.at() == parser.at) {
            parser.put_right(token, act);
            continue;
        }
        match parser.frames.last().map(|frame| (frame.bracket, frame.state)) {
            None => parser.root(token),
            Some(_) if parser.common(token) => {}
            Some((_, State::Key)) => parser.key(token),
            Some((Bracket::Curly, State::Value)) => parser.member_value(token),
            Some((Bracket::Square, State::Value | State::Comma)) => parser.element(token),
            Some((Bracket::Curly, State::Comma)) => parser.next_member(token),
        }
    }
    if let Some(stopped) = stopped {
        parser.cut_off = true;
        parser.unread(SyntaxErrorKind::TooMany, Span::new(stopped, span.end), Vec::new());
    }
    parser.end();
    Parsed { tree: parser.builder.finish(), syntax_errors: parser.syntax_errors, unread: parser.unread }
}

impl Parser<'_, '_> {
    /// Does what was decided about the bracket that is here, or is missing here.
    fn put_right(&mut self, token: &Token, act: Act) {
        match (act, &token.kind) {
            (Act::Close(..), _) => self.leave_unclosed(),
            (Act::Open(_, bracket), _) => self.open_missing(token, bracket),
            (Act::Drop(_), &TokenKind::Open(bracket)) => self.surplus_opener(token, bracket),
            (Act::Drop(_), _) => self.stray_closer(token),
            (Act::Swap(_), &TokenKind::Open(bracket)) => self.wrong_opener(token, bracket),
            (Act::Swap(_), &TokenKind::Close(bracket)) => self.mismatched(token, bracket, bracket.other()),
            (Act::Swap(_), _) => {}
        }
        self.balance = BracketBalance::default();
    }

    /// What is the same in every container and state; whether that was all.
    fn common(&mut self, token: &Token) -> bool {
        let Some(frame) = self.frames.last_mut() else { return false };
        match token.kind {
            TokenKind::Junk => self.stray(token),
            TokenKind::Ellipsis => self.dots(token),
            TokenKind::Comma if frame.state == State::Comma || frame.dots => {
                frame.comma = Some(token.span).filter(|_| !frame.dots);
                frame.dots = false;
                frame.state = if frame.bracket == Bracket::Curly { State::Key } else { State::Value };
                self.at += 1;
            }
            TokenKind::Comma if frame.bracket == Bracket::Square || frame.state == State::Key => {
                let kind = if frame.filled { SurplusComma::Doubled } else { SurplusComma::Leading };
                self.syntax_error(
                    SyntaxErrorKind::TrailingComma(kind),
                    token.span,
                    None,
                    vec![Edit::delete(token.span)],
                    true,
                );
                self.at += 1;
            }
            TokenKind::Close(bracket) if !(frame.bracket == Bracket::Curly && frame.state == State::Value) => {
                if let Some(comma) = frame.comma.take() {
                    frame.state = State::Comma;
                    self.syntax_error(
                        SyntaxErrorKind::TrailingComma(SurplusComma::Trailing),
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
}
