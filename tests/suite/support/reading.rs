//! What holds for the reading of any text whatever, with `serde_json` as the judge. The fuzz targets share it.

use msgraph_lint::json::{Document, Kind, Node, parse};
use msgraph_lint::text::Span;
use serde_json::Value;

/// Reads the whole of `text`.
pub(crate) fn read(text: &str) -> Document<'_> {
    parse(text, Span::whole(text))
}

/// Whether `serde_json` refuses `text` for a reason that is none of RFC 8259.
fn is_refused_for_size(error: &serde_json::Error) -> bool {
    let text = error.to_string();
    text.starts_with("number out of range") || text.starts_with("recursion limit exceeded")
}

fn is_blank(text: &str) -> bool {
    text.chars().all(|character| character.is_whitespace() || character == '\u{FEFF}')
}

/// The value of a tree. Recursion ends with the depth that the reader allows.
fn value(node: Node<'_>) -> Value {
    match node.kind() {
        Kind::Null | Kind::Unknown => Value::Null,
        Kind::True => Value::Bool(true),
        Kind::False => Value::Bool(false),
        Kind::Number => serde_json::from_str(node.number().expect("a number")).expect("a number of JSON"),
        Kind::String => Value::String(node.string().expect("a string").into_owned()),
        Kind::Array => node.elements().map(value).collect(),
        Kind::Object => {
            let members = node.members();
            members.map(|member| (member.key.string().expect("a key").into_owned(), value(member.value))).collect()
        }
    }
}

/// Reads `text` and compares with `serde_json`.
pub(crate) fn agrees(text: &str) -> Result<(), String> {
    let document = read(text);
    match serde_json::from_str::<Value>(text) {
        Ok(_) if !document.syntax_errors.is_empty() => Err(format!("strict, but {:?}", document.syntax_errors)),
        Ok(expected) => {
            let read = document.tree.root().map(value);
            (read.as_ref() == Some(&expected)).then_some(()).ok_or_else(|| format!("read as {read:?}, not {expected}"))
        }
        Err(error) if is_refused_for_size(&error) => Ok(()),
        // A body of nothing but space is not a syntax error of the hand: a rule of its own speaks of it.
        Err(_) if is_blank(text) => {
            document.tree.root().is_none().then_some(()).ok_or_else(|| "a value of nothing".into())
        }
        Err(error) if document.syntax_errors.is_empty() => {
            Err(format!("no syntax error, but serde_json says: {error}"))
        }
        Err(_) => Ok(()),
    }
}

/// What holds for the reading of any text.
pub(crate) fn holds_together(text: &str, document: &Document<'_>) -> Result<(), String> {
    let fits = |span: Span| span.start <= span.end && text.get(span.range()).is_some();
    for syntax_error in &document.syntax_errors {
        let spans = [syntax_error.span]
            .into_iter()
            .chain(syntax_error.other)
            .chain(syntax_error.edits.iter().map(|edit| edit.span));
        if !spans.into_iter().all(fits) {
            return Err(format!("outside of the text: {syntax_error:?}"));
        }
        let apart = syntax_error
            .edits
            .windows(2)
            .all(|pair| pair[0].span.end <= pair[1].span.start && pair[0].span != pair[1].span);
        if !apart {
            return Err(format!("edits overlap: {syntax_error:?}"));
        }
        if syntax_error.certain && syntax_error.edits.is_empty() {
            return Err(format!("a certain repair without an edit: {syntax_error:?}"));
        }
    }
    if !document.syntax_errors.is_sorted_by_key(|syntax_error| syntax_error.span.start) {
        return Err(format!("not in the order of the text: {:?}", document.syntax_errors));
    }
    let mut counted = 0;
    let mut waiting: Vec<Node<'_>> = document.tree.root().into_iter().collect();
    while let Some(node) = waiting.pop() {
        counted += 1;
        if !fits(node.span()) {
            return Err(format!("outside of the text: {node:?}"));
        }
        let members = node.members().flat_map(|member| [member.key, member.value]);
        let inside: Vec<Node<'_>> = node.elements().chain(members).collect();
        if node.members().any(|member| member.key.kind() != Kind::String) {
            return Err(format!("a key that is no string in {node:?}"));
        }
        if inside.iter().any(|child| !node.span().contains(child.span())) {
            return Err(format!("a node outside of {node:?}: {inside:?}"));
        }
        if inside.windows(2).any(|pair| pair[0].span().end > pair[1].span().start) {
            return Err(format!("nodes out of order in {node:?}: {inside:?}"));
        }
        waiting.extend(inside);
    }
    // Nodes that no container counts as its own would be lost to every rule.
    (counted == document.tree.nodes().count()).then_some(()).ok_or_else(|| format!("{counted} nodes can be reached"))
}
