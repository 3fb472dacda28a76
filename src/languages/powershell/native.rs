//! What a program gets that PowerShell runs: Windows PowerShell 5.1, and PowerShell 7 before 7.3, put an argument with spaces
//! into quotation marks and leave those inside it as they are, so that the program takes them for the end of the argument
//! (<https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_parsing#passing-arguments-that-contain-quote-characters>).

use super::arguments::Argument;
use super::bodies;
use super::outline::Command;
use super::texts::as_text;
use super::value::{At, Values};
use crate::languages::{Body, Literal, Note, NoteKind, Part, Text, UnknownBody};
use crate::text::{Span, offset};

/// The body in an argument: text, `@file`, or `@-` for what is piped in. `is_exe` says whether PowerShell 7.3 passes arguments to
/// the program as they are, which it does not for the `.cmd` that `az` is on Windows.
pub(super) fn body(
    values: &Values<'_>,
    command: &Command,
    given: &Argument,
    is_exe: bool,
    notes: &mut Vec<Note>,
) -> Body {
    let at = At { scope: command.scope, depth: 0 };
    let unknown = Body::Unknown(given.span, UnknownBody::Computed);
    let Some(text) = as_text(&given.value) else {
        return match &given.value {
            Literal::Text(_) => {
                let body = bodies::body(given, true, notes);
                if matches!(body, Body::Json(_)) {
                    note(values, given.span, false, notes);
                }
                body
            }
            _ => unknown,
        };
    };
    if let Some(path) = path(values, &text) {
        let content = match path.known_value(values.text).as_deref() {
            Some("-") => Some(values.piped(command, at)),
            _ => values.written(&path, given.span.of(values.text), command.name, at),
        };
        return match content {
            Some(Some(value)) => bodies::body(&Argument { value, span: given.span, key: None }, true, notes),
            Some(None) => Body::Unknown(given.span, UnknownBody::Written),
            None if path.known_value(values.text).is_some() => Body::File(path),
            None => Body::Unknown(given.span, UnknownBody::File),
        };
    }
    let value = text.value(values.text);
    if text.is_hole() || text.parts.is_empty() || value.contains("\"\"") && !value.contains(":\"\"") {
        return unknown;
    }
    if value.contains("\\\"") {
        if is_exe {
            note(values, given.span, true, notes);
        }
        return unescaped(values, &text).map_or(unknown, Body::Text);
    }
    if value.contains('"') {
        note(values, given.span, false, notes);
    }
    Body::Text(text)
}

fn note(values: &Values<'_>, span: Span, backslashes: bool, notes: &mut Vec<Note>) {
    // `#!/usr/bin/env pwsh` is for PowerShell 7 on Linux and macOS.
    if !values.text.starts_with("#!") || backslashes {
        notes.push(Note { span, kind: NoteKind::LostQuotes { backslashes } });
    }
}

/// The path in `@path`; `@-` is the standard input.
fn path(values: &Values<'_>, text: &Text) -> Option<Text> {
    let (Part::Words { span, quoting }, rest) = text.parts.split_first()? else { return None };
    let raw = span.of(values.text);
    let path = raw.strip_prefix("`@").or(raw.strip_prefix('@'))?;
    let inner = Span::new(span.end - offset(path.len()), span.end);
    let mut parts = rest.to_vec();
    if !path.is_empty() {
        parts.insert(0, Part::Words { span: inner, quoting: *quoting });
    }
    let span = Span::new(inner.start, text.span.end.max(inner.end));
    (!parts.is_empty()).then(|| Text { span, parts, ..Text::default() })
}

/// The text without the backslashes before its quotation marks, or `None` if others are in it.
fn unescaped(values: &Values<'_>, text: &Text) -> Option<Text> {
    let mut parts = Vec::with_capacity(text.parts.len() * 4);
    for part in &text.parts {
        let Part::Words { span, quoting } = part else {
            parts.push(part.clone());
            continue;
        };
        let raw = span.of(values.text);
        let place = |from: usize, to: usize| Span::new(span.start + offset(from), span.start + offset(to));
        let mut from = 0;
        for (at, _) in raw.match_indices('\\') {
            let behind = &raw[at + 1..];
            if !behind.starts_with(['"', '`']) && !behind.starts_with("\"\"") {
                return None;
            }
            if at > from {
                parts.push(Part::Words { span: place(from, at), quoting: *quoting });
            }
            from = at + 1;
        }
        if from < raw.len() {
            parts.push(Part::Words { span: place(from, raw.len()), quoting: *quoting });
        }
    }
    (parts.len() < 2_000).then(|| Text { span: text.span, parts, ..Text::default() })
}
