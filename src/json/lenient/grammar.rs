//! How far tokens are from JSON if one bracket is corrected: a count and no more, so that many repairs can be tried.

use super::token::{Bracket, Token, TokenKind};

/// How one bracket is corrected. The number is the index of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// The innermost container ends before the token.
    Close(usize, Bracket),
    /// A container begins before the token.
    Open(usize, Bracket),
    /// The token is one too many.
    Drop(usize),
    /// The token is of the wrong kind.
    Swap(usize),
}

impl Act {
    /// The index of the token at which it is done.
    pub(super) fn at(self) -> usize {
        match self {
            Self::Close(at, _) | Self::Open(at, _) | Self::Drop(at) | Self::Swap(at) => at,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// A key; the closer too, if nothing was read yet.
    Key,
    Colon,
    /// The value of a member.
    Value,
    /// An element; the closer too, if nothing was read yet.
    Element,
    /// A comma or a closer.
    Comma,
    /// Nothing: the root has ended.
    End,
}

/// How many commas and colons are missing or too many in `tokens` after `acts`, which are in order, or `None` if more is wrong
/// than that, or more than `limit` are.
pub(super) fn faults(tokens: &[Token], acts: &[Act], limit: usize) -> Option<usize> {
    let mut machine = Machine { open: Vec::new(), state: State::Element, after_comma: false, faults: 0 };
    let mut acts = acts.iter();
    let mut next = acts.next();
    for (at, token) in tokens.iter().enumerate() {
        let act = next.filter(|act| act.at() == at);
        if act.is_some() {
            next = acts.next();
        }
        match (act, &token.kind) {
            (Some(&Act::Close(_, bracket)), kind) => {
                machine.step(&TokenKind::Close(bracket))?;
                machine.step(kind)?;
            }
            (Some(&Act::Open(_, bracket)), kind) => {
                machine.step(&TokenKind::Open(bracket))?;
                machine.step(kind)?;
            }
            (Some(Act::Drop(_)), _) => {}
            (Some(Act::Swap(_)), TokenKind::Open(bracket)) => machine.step(&TokenKind::Open(bracket.other()))?,
            (Some(Act::Swap(_)), TokenKind::Close(bracket)) => machine.step(&TokenKind::Close(bracket.other()))?,
            (_, kind) => machine.step(kind)?,
        }
        if machine.faults > limit {
            return None;
        }
    }
    if let Some(&Act::Close(_, bracket)) = next {
        machine.step(&TokenKind::Close(bracket))?;
    }
    (machine.state == State::End && machine.faults <= limit).then_some(machine.faults)
}

struct Machine {
    open: Vec<Bracket>,
    state: State,
    /// Whether a comma came last.
    after_comma: bool,
    faults: usize,
}

impl Machine {
    fn step(&mut self, kind: &TokenKind) -> Option<()> {
        let begins = matches!(kind, TokenKind::Open(_) | TokenKind::String(_) | TokenKind::Unsure | TokenKind::Word);
        if begins && self.state == State::Comma {
            self.faults += 1;
            self.state = self.item();
        } else if begins && self.state == State::Colon {
            self.faults += 1;
            self.state = State::Value;
        }
        match (kind, self.state) {
            (TokenKind::String(_) | TokenKind::Unsure | TokenKind::Word, State::Key) => self.state = State::Colon,
            (TokenKind::String(_) | TokenKind::Unsure | TokenKind::Word, State::Value | State::Element) => self.ended(),
            (&TokenKind::Open(bracket), State::Value | State::Element) => {
                self.open.push(bracket);
                self.state = self.item();
            }
            (TokenKind::Colon | TokenKind::Separator, State::Colon) => self.state = State::Value,
            (TokenKind::Comma, State::Comma) => {
                self.state = self.item();
                self.after_comma = true;
                return Some(());
            }
            (TokenKind::Comma, State::Key | State::Element) if !self.open.is_empty() => self.faults += 1,
            (&TokenKind::Close(bracket), State::Comma | State::Key | State::Element)
                if self.open.last() == Some(&bracket) =>
            {
                self.faults += usize::from(self.after_comma);
                self.open.pop();
                self.ended();
            }
            _ => return None,
        }
        self.after_comma = false;
        Some(())
    }

    fn item(&self) -> State {
        match self.open.last() {
            Some(Bracket::Curly) => State::Key,
            _ => State::Element,
        }
    }

    fn ended(&mut self) {
        self.state = if self.open.is_empty() { State::End } else { State::Comma };
    }
}
