//! Which repairs are safe: those after which the whole text reads in one way only, and says what it said before.
//!
//! The parts of the reader say of each syntax error whether its repair is the only reasonable one at its place. Whether it still
//! is in the whole text is decided here, and only here. Four conditions, learned from repairs that look well and are
//! wrong:
//!
//! - no syntax error leaves it open how the text hangs together: a comma is certain only where all brackets and quotes are;
//! - after the repairs the text is JSON, and says exactly what was understood;
//! - no word is lost: each string, number and literal of the text is in the tree;
//! - no key that a repair makes contains a line break, repeats another of its object, or is the only one: `{"a" "b"}` may
//!   as well be a list.

use std::collections::HashSet;

use super::likeness;
use super::token::Token;
use crate::json::strict;
use crate::json::tree::{Kind, Node, Tree};
use crate::json::{SyntaxError, SyntaxErrorKind};
use crate::text::{Edit, Span, apply};

/// Takes certainty from the syntax errors whose repair is not safe. `syntax_errors` are in the order of the text in `body`.
pub(super) fn judge(text: &str, body: Span, tokens: &[Token], tree: &Tree<'_>, syntax_errors: &mut [SyntaxError]) {
    if !syntax_errors.iter().any(|syntax_error| syntax_error.certain && !is_invisible(syntax_error)) {
        return;
    }
    let open = syntax_errors.iter().any(leaves_structure_open);
    if open
        || tree.nodes().any(has_stray_edge)
        || loses_words(tokens, tree)
        || !reads_the_same(text, body, tree, syntax_errors)
    {
        doubt(syntax_errors, |syntax_error| !is_invisible(syntax_error));
        return;
    }
    let doubtful = doubtful_objects(tree);
    doubt(syntax_errors, |syntax_error| makes_member(syntax_error) && is_inside(&doubtful, syntax_error.span));
    let lone = lone_keys(tree);
    doubt(syntax_errors, |syntax_error| {
        syntax_error.kind == SyntaxErrorKind::MissingColon && syntax_error.other.is_some_and(|key| lone.contains(&key))
    });
}

fn doubt(syntax_errors: &mut [SyntaxError], is_meant: impl Fn(&SyntaxError) -> bool) {
    for syntax_error in syntax_errors.iter_mut().filter(|syntax_error| is_meant(syntax_error)) {
        syntax_error.certain = false;
    }
}

/// Whether a syntax error is of space alone, whose repair changes nothing that can be read.
fn is_invisible(syntax_error: &SyntaxError) -> bool {
    matches!(syntax_error.kind, SyntaxErrorKind::ExoticWhitespace | SyntaxErrorKind::ByteOrderMark)
}

/// Whether a syntax error leaves it open how the text hangs together.
fn leaves_structure_open(syntax_error: &SyntaxError) -> bool {
    matches!(
        syntax_error.kind,
        SyntaxErrorKind::UnclosedString
            | SyntaxErrorKind::UnclosedBracket(_)
            | SyntaxErrorKind::MismatchedBracket { .. }
            | SyntaxErrorKind::StrayBracket { .. }
            | SyntaxErrorKind::MisplacedQuote(_)
            | SyntaxErrorKind::WrongContainer(_)
            | SyntaxErrorKind::TrailingContent(_)
            | SyntaxErrorKind::MissingValue
            | SyntaxErrorKind::Ellipsis
            | SyntaxErrorKind::UnexpectedToken
            | SyntaxErrorKind::TooMany
    ) || matches!(syntax_error.kind, SyntaxErrorKind::StrayCharacter { fence: false }) && !syntax_error.certain
}

/// Whether the repair of a syntax error makes a member out of what is around it.
fn makes_member(syntax_error: &SyntaxError) -> bool {
    matches!(
        syntax_error.kind,
        SyntaxErrorKind::MissingColon
            | SyntaxErrorKind::MissingComma
            | SyntaxErrorKind::TrailingComma(_)
            | SyntaxErrorKind::WrongSeparator { .. }
            | SyntaxErrorKind::UnquotedKey
    )
}

/// Whether a string or word of the text is not in the tree.
fn loses_words(tokens: &[Token], tree: &Tree<'_>) -> bool {
    let scalars = tree.nodes().filter(|node| !matches!(node.kind(), Kind::Object | Kind::Array)).count();
    tokens.iter().filter(|token| token.is_scalar()).count() != scalars
}

/// Whether a key, or a value that is an id, begins or ends with a sign that hardly belongs to it.
fn has_stray_edge(node: Node<'_>) -> bool {
    node.string().is_some_and(|words| likeness::has_stray_edge(&words))
}

/// Whether the text is JSON after all repairs, and says what `tree` does.
fn reads_the_same(text: &str, body: Span, tree: &Tree<'_>, syntax_errors: &[SyntaxError]) -> bool {
    let moved = |edit: &Edit| Edit {
        span: Span::new(edit.span.start - body.start, edit.span.end - body.start),
        text: edit.text.clone(),
    };
    let mut edits: Vec<Edit> = syntax_errors.iter().flat_map(|syntax_error| &syntax_error.edits).map(moved).collect();
    edits.sort();
    if edits.windows(2).any(|pair| pair[1].span.start < pair[0].span.end) {
        return false;
    }
    let repaired = apply(body.of(text), &edits);
    let Some(read) = strict::parse(&repaired, Span::whole(&repaired)) else { return false };
    tree.nodes().count() == read.nodes().count()
        && tree.nodes().zip(read.nodes()).all(|(meant, read)| same(meant, read))
}

/// Whether two nodes say the same, as far as one node does. Of a value that only a guess puts right nothing is known.
fn same(meant: Node<'_>, read: Node<'_>) -> bool {
    meant.kind() == Kind::Unknown
        || meant.kind() == read.kind() && meant.string() == read.string() && meant.number() == read.number()
}

/// The objects in which a key is doubled or contains a line break, outermost ones only, in order.
fn doubtful_objects(tree: &Tree<'_>) -> Vec<Span> {
    let mut doubtful: Vec<Span> = Vec::new();
    for object in tree.nodes().filter(|node| node.kind() == Kind::Object) {
        let inside = doubtful.last().is_some_and(|last| last.contains(object.span()));
        if !inside && is_doubtful(object) {
            doubtful.push(object.span());
        }
    }
    doubtful
}

fn is_doubtful(object: Node<'_>) -> bool {
    let mut keys = HashSet::new();
    let mut names = object.members().filter_map(|member| member.key.string());
    names.any(|name| name.contains(['\n', '\r']) || !keys.insert(name))
}

/// Whether one of `spans`, which are in order and disjoint, contains `span`.
fn is_inside(spans: &[Span], span: Span) -> bool {
    let before = spans.partition_point(|it| it.start <= span.start);
    before.checked_sub(1).is_some_and(|last| spans[last].contains(span))
}

/// The keys that are alone in their objects and have a string for a value.
fn lone_keys(tree: &Tree<'_>) -> HashSet<Span> {
    let objects = tree.nodes().filter(|node| node.kind() == Kind::Object);
    let lone = objects.filter_map(|object| {
        let mut members = object.members();
        let first = members.next().filter(|_| members.next().is_none())?;
        (first.value.kind() == Kind::String).then(|| first.key.span())
    });
    lone.collect()
}
