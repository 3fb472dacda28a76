//! Values in a body that are only known when the request is sent: a variable without quotation marks, an expression of a workflow.

use std::ops::Range;

use memchr::memmem;

use crate::http;
use crate::input::variables::LONGEST_NAME;
use crate::request::{Bodies, Notes, RawRequest, Request};
use crate::text::mapped::MappedTextBuilder;
use crate::text::{Span, offset};

/// The request with a string in place of each variable of its body that stands for a value: `"a": {{b}}`. Of those values
/// no more is known than that they are there.
#[must_use]
pub(crate) fn with_values<'a>(outer: &'a str, raw: RawRequest<'a>) -> RawRequest<'a> {
    let Some(body) = raw.message.body else { return raw };
    let text = raw.mapped.text();
    let variables = variables(body.of(text));
    if variables.is_empty() {
        return raw;
    }
    let mut builder = MappedTextBuilder::new(outer);
    let mut unknown = Vec::new();
    let mut done = 0;
    for (start, end) in variables {
        let span = Span::new(body.start + offset(start), body.start + offset(end));
        builder.append(&raw.mapped, Span::new(done, span.start));
        let value = format!("\"{}\"", span.of(text).replace(['"', '\\'], ""));
        unknown.push(builder.opaque(&value, raw.mapped.locate(span)));
        done = span.end;
    }
    builder.append(&raw.mapped, Span::new(done, offset(text.len())));
    let mapped = builder.finish();
    let body_elsewhere = raw.message.body_elsewhere;
    let mut message = http::read(mapped.text(), Span::whole(mapped.text()));
    message.body_elsewhere = body_elsewhere;
    let notes = http_notes(raw.notes, unknown);
    RawRequest { mapped, message, notes, bodies: Bodies::default(), ..raw }
}

/// The request with the places noted of the strings of its body that are expressions of a workflow: `"@{variables('a')}"`.
#[must_use]
pub(crate) fn with_expressions(mut raw: RawRequest<'_>) -> RawRequest<'_> {
    let Some(body) = raw.message.body else { return raw };
    let text = raw.mapped.text();
    if !body.of(text).contains('@') {
        return raw;
    }
    let is_expression = |words: &str| {
        words.match_indices("@{").any(|(at, _)| begins_call(&words[at + 2..]))
            || words.strip_prefix('@').is_some_and(|rest| rest.contains('(') && rest.ends_with([')', ']', '\'']))
    };
    let request = Request::read(&raw);
    let Some(body) = &request.body else { return raw };
    let nodes = body.document.tree.nodes().filter(|node| node.string().is_some_and(|words| is_expression(&words)));
    let unknown: Vec<Span> = nodes.map(|node| node.span()).collect();
    raw.notes.unknown.extend(unknown);
    raw
}

/// The expressions of a workflow in a text, `@{variables('id')}`, each with the name of its function.
pub(super) fn expressions(words: &str) -> Vec<(Range<usize>, &str)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = words[at..].find("@{").map(|open| at + open) {
        at = open + 2;
        let inside = &words[at..];
        if !begins_call(inside) {
            continue;
        }
        let mut is_quoted = false;
        let closes = |character: char| {
            is_quoted ^= character == '\'';
            character == '}' && !is_quoted
        };
        // Without its end, all that follows is inside it.
        let Some(length) = inside.find(closes) else { break };
        at += length + 1;
        found.push((open..at, inside.split('(').next().unwrap_or(inside)));
    }
    found
}

/// Whether `words` begin with a call, as expressions do: `variables('a')`.
fn begins_call(words: &str) -> bool {
    let name = words.bytes().take_while(u8::is_ascii_alphanumeric).count();
    name > 0 && words[name..].starts_with('(')
}

fn http_notes(notes: Notes, unknown: Vec<Span>) -> Notes {
    Notes { unknown, ..notes }
}

/// Where in a body variables are in place of values: after a colon, a comma or a bracket, and before a comma or a bracket.
fn variables(body: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = memmem::find(&body.as_bytes()[at..], b"{{").map(|open| at + open) {
        at = open + 2;
        let inside = &body[at..body.floor_char_boundary(at + LONGEST_NAME)];
        let Some(length) = inside.find("}}") else { continue };
        let end = at + length + 2;
        let name = &inside[..length];
        let before = body[..open].trim_end();
        let behind = body[end..].trim_start();
        // `{{ "a": 1 }}` is an object with a bracket too many.
        let is_name = !name.contains(['"', '{', '\n', ':']) && !name.trim().is_empty();
        let is_value = before.ends_with([':', '[', ',']) && (behind.starts_with([',', '}', ']']) || behind.is_empty());
        if is_name && is_value {
            found.push((open, end));
            at = end;
        }
    }
    found
}
