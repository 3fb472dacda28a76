//! Edits that read as their environment do: renamed keys, and values wrapped in further brackets.

use crate::json::{Member, Node};
use crate::text::{Edit, Span};

/// Renames a key, and leaves its quotes alone.
pub(crate) fn rename(key: Node<'_>, name: &str) -> Edit {
    const QUOTES: [char; 8] = ['"', '\'', '`', '\u{201C}', '\u{201D}', '\u{201E}', '\u{2018}', '\u{2019}'];
    let words = key.words();
    let opening = words.chars().next().filter(|first| QUOTES.contains(first)).map_or(0, char::len_utf8);
    let closing = words.chars().next_back().filter(|last| QUOTES.contains(last)).map_or(0, char::len_utf8);
    let span = key.span();
    let inside = Span::new(span.start + crate::text::offset(opening), span.end - crate::text::offset(closing));
    Edit::replace(if inside.start <= inside.end { inside } else { span }, name)
}

/// Puts `openers` and then `lead` before a container, and `closers` after it. Where its brackets are on lines of
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
    let Some(inner) = indentation.filter(|_| words.contains('\n') && !has_strings_of_lines(node)) else {
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

/// Takes `member` out of the object `from`, with the comma that it leaves. None where more than commas and white space would
/// have to go.
pub(crate) fn removal(from: Node<'_>, member: Member<'_>) -> Option<Span> {
    let text = from.tree().text();
    let members: Vec<Member<'_>> = from.members().collect();
    let at = members.iter().position(|it| it.key.index() == member.key.index())?;
    let is_comma = |span: Span| span.of(text).trim() == ",";
    match (at.checked_sub(1).and_then(|before| members.get(before)), members.get(at + 1)) {
        (Some(before), _) => {
            let gap = Span::new(before.value.span().end, member.key.span().start);
            is_comma(gap).then(|| Span::new(gap.start, member.value.span().end))
        }
        (None, Some(behind)) => {
            let gap = Span::new(member.value.span().end, behind.key.span().start);
            is_comma(gap).then(|| Span::new(member.key.span().start, gap.end))
        }
        (None, None) => Some(Span::new(member.key.span().start, member.value.span().end)),
    }
}

/// Takes `member` out of the object `from` and puts it at the end of the object `to` under `name`. Nothing where more than
/// commas and white space would have to go.
pub(crate) fn relocate(from: Node<'_>, member: Member<'_>, to: Node<'_>, name: &str) -> Vec<Edit> {
    let text = from.tree().text();
    let Some(removed) = removal(from, member) else { return Vec::new() };
    let Some(last) = to.members().last() else { return Vec::new() };
    let between = Span::new(last.key.span().end, last.value.span().start).of(text);
    let colon = if between.contains(": ") { ": " } else { ":" };
    let separator = match indentation(text, last.key.span().start) {
        Some(indentation) if to.words().contains("\r\n") => format!(",\r\n{indentation}"),
        Some(indentation) if to.words().contains('\n') => format!(",\n{indentation}"),
        _ if colon == ": " => ", ".to_owned(),
        _ => ",".to_owned(),
    };
    let mut value = member.value.words().to_owned();
    let indentations = indentation(text, member.key.span().start).zip(indentation(text, last.key.span().start));
    if let Some((old, new)) = indentations.filter(|_| !has_strings_of_lines(member.value)) {
        value = value.replace(&format!("\n{old}"), &format!("\n{new}"));
    }
    let inserted = format!("{separator}\"{name}\"{colon}{value}");
    vec![Edit::delete(removed), Edit::insert(last.value.span().end, inserted)]
}

/// Leaves of a container only `inner`, which is in it. Nothing where the container lacks a bracket of its own.
pub(super) fn unwrap(node: Node<'_>, inner: Node<'_>) -> Vec<Edit> {
    let words = node.words();
    if !words.starts_with(['{', '[']) || !words.ends_with(['}', ']']) {
        return Vec::new();
    }
    let (text, span) = (node.tree().text(), inner.span());
    let mut edits = vec![
        Edit::delete(Span::new(node.span().start, span.start)),
        Edit::delete(Span::new(span.end, node.span().end)),
    ];
    // What is on lines of its own moves to the left.
    let surplus = line_indentation(text, span.start).strip_prefix(line_indentation(text, node.span().start));
    if let Some(surplus) = surplus.filter(|surplus| !surplus.is_empty() && !has_strings_of_lines(inner)) {
        let deep = line_indentation(text, span.start);
        let lines =
            memchr::memchr_iter(b'\n', inner.words().as_bytes()).map(|at| span.start + crate::text::offset(at + 1));
        let deep_lines = lines.filter(|&at| text[at as usize..].starts_with(deep));
        edits.extend(deep_lines.map(|at| Edit::delete(Span::new(at, at + crate::text::offset(surplus.len())))));
    }
    edits
}

/// Puts an object under `home` around a member, whose name is `name`.
pub(crate) fn enclose(member: Member<'_>, home: &str, name: &str) -> Vec<Edit> {
    let text = member.key.tree().text();
    let colon = Span::new(member.key.span().end, member.value.span().start).of(text);
    if colon.trim() != ":" {
        return Vec::new();
    }
    let (space, pad) = if colon.contains(' ') { (" ", " ") } else { ("", "") };
    vec![
        Edit::replace(member.key.span(), format!("\"{home}\":{space}{{{pad}\"{name}\"")),
        Edit::insert(member.value.span().end, format!("{pad}}}")),
    ]
}

/// The white space between the start of the line and `at`, or `None` if something else is there.
fn indentation(text: &str, at: u32) -> Option<&str> {
    let before = text.get(..at as usize)?;
    let line = &before[before.rfind('\n').map_or(0, |end| end + 1)..];
    line.trim_start_matches([' ', '\t']).is_empty().then_some(line)
}

/// The white space at the start of the line of `at`.
fn line_indentation(text: &str, at: u32) -> &str {
    let before = text.get(..at as usize).unwrap_or_default();
    let line = &before[before.rfind('\n').map_or(0, |end| end + 1)..];
    &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
}

/// Whether a string in a node has several lines, whose white space is part of it.
fn has_strings_of_lines(node: Node<'_>) -> bool {
    node_strings(node).any(|string| string.contains('\n'))
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
