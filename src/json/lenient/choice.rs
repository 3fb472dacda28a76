//! Choosing among readings: where a bracket is missing, too many or of the wrong kind, there may be several places at
//! which one sign makes the text whole. The parser takes the first that balance and layout allow; here the others are
//! tried, and ranked by what a judge who knows the subject says of each, and by the layout.
//!
//! Texts that are long or very broken are left as they are read, so that the cost of choosing has a bound.

use std::borrow::Cow;
use std::collections::HashSet;

use super::frame::BracketBalance;
use super::grammar::{Act, faults};
use super::layout::indent_mismatch;
use super::token::{Bracket, Token, TokenKind};
use super::{cut, reading};
use crate::json::tree::{Node, Tree};
use crate::json::{ContainerFault, Document, SyntaxError, SyntaxErrorKind};
use crate::text::Span;

/// Longer texts are not thought about twice.
const MAX_TOKENS: usize = 1024;

const MAX_SYNTAX_ERRORS: usize = 6;

/// How many readings are ranked at most. Where more are possible, nothing speaks for one of them.
const MAX_READINGS: usize = 48;

/// How many tokens a closer is moved at most.
const MAX_MOVE: usize = 64;

/// What a reading costs in repairs and in what the judge objects to; and how far it is from the layout.
type Rank = (usize, usize);

/// The best reading of the text in `body`, which was read as `first`. `violations` counts the objections to a
/// reading, or `None` if it is about something that the judge does not know.
pub(in crate::json) fn choose<'a>(
    first: Document<'a>,
    body: Span,
    violation_count: &dyn Fn(&Document<'_>) -> Option<usize>,
) -> Document<'a> {
    if first.syntax_errors.len() > MAX_SYNTAX_ERRORS || !first.syntax_errors.iter().any(is_of_brackets) {
        return first;
    }
    let text = first.tree.text();
    let tokens = cut::cut(text, body).tokens;
    if tokens.len() > MAX_TOKENS {
        return first;
    }
    let separators = first.syntax_errors.iter().filter(|syntax_error| is_separator(syntax_error)).count();
    let repairs: Vec<Vec<Act>> = repairs(&tokens, &first.syntax_errors)
        .into_iter()
        .filter(|acts| faults(&tokens, acts, separators + 1).is_some())
        .take(MAX_READINGS + 1)
        .collect();
    if repairs.is_empty() || repairs.len() > MAX_READINGS {
        return first;
    }
    let rank = |document: &Document<'_>, violation_count: usize| -> Rank {
        let cost: usize = document.syntax_errors.iter().map(cost).sum();
        let unlikely = doubled_keys(&document.tree) + strangers(&document.tree);
        (cost + unlikely + violation_count, indent_mismatch(&document.tree) + 2 * dropped(document))
    };
    let violation_count = |document: &Document<'_>| violation_count(document).unwrap_or(UNKNOWN);
    let mut best = (rank(&first, violation_count(&first)), first);
    for acts in &repairs {
        if best.0 <= PERFECT {
            break;
        }
        let other = reading(text, body, acts);
        // The judge is asked last: his answer takes longer than all the rest.
        if rank(&other, 0) < best.0 {
            let rank = rank(&other, violation_count(&other));
            if rank < best.0 {
                best = (rank, other);
            }
        }
    }
    best.1
}

/// One sign is changed, and there is nothing to object to.
const PERFECT: Rank = (1, 0);

/// The objections to a reading of which the judge knows nothing: more than to most of those of which he knows something.
const UNKNOWN: usize = 8;

/// How many signs the repair of a syntax error changes. What has no repair costs more than most.
fn cost(syntax_error: &SyntaxError) -> usize {
    match syntax_error.edits.len() {
        0 => 4,
        edits => edits,
    }
}

/// How many keys repeat another of their object: two objects have become one.
fn doubled_keys(tree: &Tree<'_>) -> usize {
    tree.nodes().map(|object| object.members().count() - keys(object).len()).sum()
}

/// How many objects have no key in common with the one before them, in lists in which others have.
fn strangers(tree: &Tree<'_>) -> usize {
    let strangers_of = |list: Node<'_>| {
        let objects: Vec<HashSet<_>> = list.elements().map(keys).filter(|keys| !keys.is_empty()).collect();
        let strange = objects.windows(2).filter(|pair| pair[0].is_disjoint(&pair[1])).count();
        if strange + 1 < objects.len() { strange } else { 0 }
    };
    tree.nodes().map(strangers_of).sum()
}

fn keys<'t>(object: Node<'t>) -> HashSet<Cow<'t, str>> {
    object.members().filter_map(|member| member.key.string()).collect()
}

/// How many brackets that are written are removed. Forgetting one is likelier than writing one too many.
fn dropped(document: &Document<'_>) -> usize {
    let is_dropped = |syntax_error: &&SyntaxError| match syntax_error.kind {
        SyntaxErrorKind::UnclosedBracket(_) => syntax_error.other.is_none(),
        SyntaxErrorKind::StrayBracket { missing_opener } => missing_opener.is_none(),
        _ => false,
    };
    document.syntax_errors.iter().filter(is_dropped).count()
}

fn is_of_brackets(syntax_error: &SyntaxError) -> bool {
    matches!(
        syntax_error.kind,
        SyntaxErrorKind::UnclosedBracket(_)
            | SyntaxErrorKind::MismatchedBracket { .. }
            | SyntaxErrorKind::StrayBracket { .. }
            | SyntaxErrorKind::WrongContainer(_)
            | SyntaxErrorKind::TrailingContent(_)
    )
}

fn is_separator(syntax_error: &SyntaxError) -> bool {
    matches!(
        syntax_error.kind,
        SyntaxErrorKind::MissingColon | SyntaxErrorKind::MissingComma | SyntaxErrorKind::TrailingComma(_)
    )
}

/// The repairs of one bracket after which the brackets balance. Where they do already, a closer may stand too early.
fn repairs(tokens: &[Token], syntax_errors: &[SyntaxError]) -> Vec<Vec<Act>> {
    let mut balance = BracketBalance::of(tokens);
    let lacks = (*balance.get(Bracket::Curly), *balance.get(Bracket::Square));
    let acts: Vec<Act> = match lacks {
        (0, 0) => return syntax_errors.iter().flat_map(|syntax_error| moves(tokens, syntax_error)).collect(),
        (1, 0) => closers(tokens, Bracket::Curly),
        (0, 1) => closers(tokens, Bracket::Square),
        (-1, 0) => openers(tokens, Bracket::Curly),
        (0, -1) => openers(tokens, Bracket::Square),
        (1, -1) => swaps(tokens, Bracket::Curly, Bracket::Square),
        (-1, 1) => swaps(tokens, Bracket::Square, Bracket::Curly),
        _ => Vec::new(),
    };
    acts.into_iter().map(|act| vec![act]).collect()
}

/// A closer is missing, or an opener is too many.
fn closers(tokens: &[Token], bracket: Bracket) -> Vec<Act> {
    let close = (1..=tokens.len()).map(|at| Act::Close(at, bracket));
    close.chain(places(tokens, TokenKind::Open(bracket)).map(Act::Drop)).collect()
}

/// An opener is missing, or a closer is too many.
fn openers(tokens: &[Token], bracket: Bracket) -> Vec<Act> {
    let open = (0..tokens.len()).map(|at| Act::Open(at, bracket));
    open.chain(places(tokens, TokenKind::Close(bracket)).map(Act::Drop)).collect()
}

/// One bracket is of the wrong kind: closers of `short` are missing, and those of `long` are too many.
fn swaps(tokens: &[Token], short: Bracket, long: Bracket) -> Vec<Act> {
    let openers = places(tokens, TokenKind::Open(short));
    openers.chain(places(tokens, TokenKind::Close(long))).map(Act::Swap).collect()
}

/// The closer before members that are in an array is too early: they belong to the object that it closes.
fn moves(tokens: &[Token], syntax_error: &SyntaxError) -> Vec<Vec<Act>> {
    let key = tokens.partition_point(|token| token.span.start < syntax_error.span.start);
    let closer = key.checked_sub(2).filter(|&at| {
        syntax_error.kind == SyntaxErrorKind::WrongContainer(ContainerFault::MemberInArray)
            && tokens[at].kind == TokenKind::Close(Bracket::Curly)
            && tokens[at + 1].kind == TokenKind::Comma
    });
    let ends = key + 1..=tokens.len().min(key + MAX_MOVE);
    closer.map_or(Vec::new(), |at| ends.map(|end| vec![Act::Drop(at), Act::Close(end, Bracket::Curly)]).collect())
}

fn places(tokens: &[Token], kind: TokenKind) -> impl Iterator<Item = usize> {
    tokens.iter().enumerate().filter(move |(_, token)| token.kind == kind).map(|(at, _)| at)
}
