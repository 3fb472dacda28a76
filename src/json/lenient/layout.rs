//! How far a reading is from the layout of its text.

use crate::json::tree::{Kind, Node, Tree};
use crate::text::{Span, offset};

/// How many things are where the layout has nothing of their kind: a closer that begins a line stands as deep as the
/// line of its opener; what a container holds stands deeper than that, and all at one depth, where it begins a line.
pub(super) fn indent_mismatch(tree: &Tree<'_>) -> usize {
    let containers = tree.nodes().filter(|node| matches!(node.kind(), Kind::Object | Kind::Array));
    containers.map(|container| mismatch_of(tree.text(), container)).sum()
}

fn mismatch_of(text: &str, container: Node<'_>) -> usize {
    let span = container.span();
    let (own, first_line) = indent(text, span.start);
    let opened = is_opened(container);
    let mut depth = None;
    let mut crooked = 0;
    let keys = container.members().map(|member| member.key);
    for item in keys.chain(container.elements()).filter(|&item| is_opened(item)) {
        let (indent, line) = indent(text, item.span().start);
        if line == first_line || !begins_line(text, item.span().start, line) {
            continue;
        }
        crooked += usize::from(opened && indent <= own || *depth.get_or_insert(indent) != indent);
    }
    let last = container.members().map(|member| member.value).chain(container.elements()).last();
    let closed = last.is_none_or(|last| last.span().end < span.end) && container.words().ends_with(['}', ']']);
    let closer = span.end.saturating_sub(1);
    let (indent, line) = indent(text, closer);
    crooked + usize::from(opened && closed && line > first_line && begins_line(text, closer, line) && indent != own)
}

/// Whether a value is written from its beginning on. Where an opener is missing, nothing is known of the depth
/// at which it would stand.
fn is_opened(node: Node<'_>) -> bool {
    match node.kind() {
        Kind::Object => node.words().starts_with('{'),
        Kind::Array => node.words().starts_with('['),
        _ => true,
    }
}

/// The bytes of space at the beginning of the line of `at`, and where that line begins.
fn indent(text: &str, at: u32) -> (u32, u32) {
    let before = text.get(..at as usize).unwrap_or_default();
    let start = before.rfind(['\n', '\r']).map_or(0, |line_break| line_break + 1);
    let line = &text[start..];
    (offset(line.len() - line.trim_start_matches([' ', '\t']).len()), offset(start))
}

fn begins_line(text: &str, at: u32, line: u32) -> bool {
    Span::new(line, at).of(text).trim_matches([' ', '\t']).is_empty()
}
