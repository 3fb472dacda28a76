//! Edits that read as their environment do: renamed keys, and values wrapped in further brackets.

use crate::json::Node;
use crate::text::{Edit, Span};

/// Gives a key another name, and leaves its quotes alone.
pub(crate) fn rename(key: Node<'_>, name: &str) -> Edit {
    const QUOTES: [char; 8] = ['"', '\'', '`', '\u{201C}', '\u{201D}', '\u{201E}', '\u{2018}', '\u{2019}'];
    let words = key.words();
    let opening = words.chars().next().filter(|first| QUOTES.contains(first)).map_or(0, char::len_utf8);
    let closing = words.chars().next_back().filter(|last| QUOTES.contains(last)).map_or(0, char::len_utf8);
    let span = key.span();
    let inside = Span::new(span.start + crate::text::offset(opening), span.end - crate::text::offset(closing));
    Edit::replace(if inside.start <= inside.end { inside } else { span }, name)
}

/// Puts `openers` and then `lead` before a container, and `closers` behind it. Where its brackets stand on lines of
/// their own, so do these, and what was there moves to the right; on one line they are as far apart as what is there.
/// Nothing where it lacks a bracket of its own: that comes first.
pub(super) fn wrap(node: Node<'_>, openers: &[&str], lead: &str, closers: &[&str]) -> Vec<Edit> {
    let span = node.span();
    let text = node.tree().text();
    let words = node.words();
    if !words.starts_with(['{', '[']) || !words.ends_with(['}', ']']) {
        return Vec::new();
    }
    let first = node.members().map(|member| member.key).next().or_else(|| node.elements().next());
    let indentation = first.and_then(|first| indentation(text, first.span().start));
    let strings_of_lines = node_strings(node).any(|string| string.contains('\n'));
    let Some(inner) = indentation.filter(|_| words.contains('\n') && !strings_of_lines) else {
        let pad = if words[1..].starts_with([' ', '\t']) { " " } else { "" };
        let colon = if !pad.is_empty() || words.contains("\": ") { ": " } else { ":" };
        let opener = |piece: &&str| piece.replace(": ", colon) + pad;
        let lead = lead.replace(':', colon);
        let before: String = openers.iter().map(opener).chain([lead]).collect();
        let after: String = closers.iter().map(|closer| format!("{pad}{closer}")).collect();
        return vec![Edit::insert(span.start, before), Edit::insert(span.end, after)];
    };
    let line_end = if words.contains("\r\n") { "\r\n" } else { "\n" };
    let base = self::indentation(text, span.end - 1).unwrap_or_default();
    let unit = inner.strip_prefix(base).filter(|unit| !unit.is_empty()).unwrap_or("  ");
    let deep = |level: usize| format!("{base}{}", unit.repeat(level));

    let mut before: String =
        openers.iter().enumerate().map(|(level, opener)| format!("{opener}{line_end}{}", deep(level + 1))).collect();
    if !lead.is_empty() {
        before.push_str(lead);
        before.push(' ');
    }
    let after: String = closers
        .iter()
        .enumerate()
        .map(|(at, closer)| format!("{line_end}{}{closer}", deep(closers.len() - 1 - at)))
        .collect();
    let shift = unit.repeat(openers.len());
    let lines = memchr::memchr_iter(b'\n', words.as_bytes()).map(|at| at + 1);
    let shifted = lines.filter(|&at| !words[at..].starts_with(['\n', '\r']));
    let mut edits = vec![Edit::insert(span.start, before)];
    edits.extend(shifted.map(|at| Edit::insert(span.start + crate::text::offset(at), shift.as_str())));
    edits.push(Edit::insert(span.end, after));
    edits
}

/// The white space between the start of the line and `at`; none if something else stands there.
fn indentation(text: &str, at: u32) -> Option<&str> {
    let before = text.get(..at as usize)?;
    let line = &before[before.rfind('\n').map_or(0, |end| end + 1)..];
    line.trim_start_matches([' ', '\t']).is_empty().then_some(line)
}

/// The words of all strings and keys in a node.
fn node_strings(node: Node<'_>) -> impl Iterator<Item = &str> {
    let tree = node.tree();
    let inside = (node.index()..).map_while(move |index| tree.node(index));
    inside
        .take_while(move |inner| inner.span().start < node.span().end)
        .filter(|inner| inner.kind() == crate::json::Kind::String)
        .map(Node::words)
}
