//! The items of a block: attributes, `name = value`, and further blocks, `kind "label" { … }`.

use std::ops::Range;

use super::lexer::{Kind, Token};

/// An item of a block.
#[derive(Debug)]
pub(super) enum Item {
    Attribute(Attribute),
    Block(Block),
}

/// `name = value`
#[derive(Debug)]
pub(super) struct Attribute {
    /// The token of its name.
    pub(super) name: usize,
    pub(super) value: Range<usize>,
}

/// `kind "label" { … }`
#[derive(Debug)]
pub(super) struct Block {
    /// The token of its kind.
    pub(super) kind: usize,
    /// The tokens of its labels.
    pub(super) labels: Range<usize>,
    pub(super) inside: Range<usize>,
    pub(super) whole: Range<usize>,
}

/// The index after the group or token at `at`.
pub(super) fn behind(tokens: &[Token], at: usize, end: usize) -> usize {
    match tokens.get(at).map(|token| (token.kind, token.partner)) {
        Some((Kind::Open(_), Some(partner))) => partner as usize + 1,
        _ => (at + 1).min(end.max(at + 1)),
    }
}

/// The end of the expression at `from`: its line, brackets aside.
pub(super) fn expression_end(tokens: &[Token], from: usize, end: usize) -> usize {
    let mut at = from;
    while at < end && tokens.get(at).is_some_and(|token| token.kind != Kind::Newline) {
        at = behind(tokens, at, end);
    }
    at.min(end)
}

/// The items among the tokens of `range`; what is none is passed over.
pub(super) fn items(tokens: &[Token], range: Range<usize>) -> Vec<Item> {
    let mut found = Vec::new();
    let mut at = range.start;
    let kind = |at: usize| tokens.get(at).filter(|_| at < range.end).map(|token| token.kind);
    while at < range.end {
        if !matches!(kind(at), Some(Kind::Name | Kind::String)) {
            at += 1;
            continue;
        }
        if matches!(kind(at + 1), Some(Kind::Assign)) {
            let end = expression_end(tokens, at + 2, range.end);
            found.push(Item::Attribute(Attribute { name: at, value: at + 2..end }));
            at = end;
            continue;
        }
        let mut open = at + 1;
        while matches!(kind(open), Some(Kind::Name | Kind::String)) && open < at + 8 {
            open += 1;
        }
        if kind(open) == Some(Kind::Open(b'{')) {
            let end = behind(tokens, open, range.end);
            // A brace that nothing closes takes what is after it as a block of its own.
            let is_closed = tokens.get(open).is_some_and(|token| token.partner.is_some());
            if is_closed {
                let inside = open + 1..end - 1;
                found.push(Item::Block(Block { kind: at, labels: at + 1..open, inside, whole: at..end }));
            }
            at = end;
        } else {
            at = open;
        }
    }
    found
}
