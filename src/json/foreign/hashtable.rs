//! `@{ a = "b"; c = @(…) }`: a hashtable of PowerShell.

use super::Form;
use super::lines::replace;
use crate::json::{ForeignForm, SyntaxErrorKind};
use crate::text::Edit;

pub(super) const FORM: Form = Form {
    form: ForeignForm::Hashtable,
    undress,
    absorbs: |kind| {
        matches!(
            kind,
            SyntaxErrorKind::WrongSeparator { .. }
                | SyntaxErrorKind::MissingComma
                | SyntaxErrorKind::UnquotedKey
                | SyntaxErrorKind::SingleQuotedString
                | SyntaxErrorKind::ForeignLiteral { .. }
                | SyntaxErrorKind::TrailingComma(_)
                | SyntaxErrorKind::ForeignFormat(
                    ForeignForm::UnquotedKeys
                        | ForeignForm::JavaScript
                        | ForeignForm::SingleQuotes
                        | ForeignForm::Python
                        | ForeignForm::NoCommas
                        | ForeignForm::TrailingCommas
                        | ForeignForm::EqualsSigns
                )
        )
    },
    keeps_all: true,
};

/// The types that a hashtable is cast to.
const CASTS: [&str; 4] = ["[ordered]", "[pscustomobject]", "[PSCustomObject]", "[hashtable]"];

fn undress(text: &str) -> Option<Vec<Edit>> {
    let bytes = text.as_bytes();
    let mut edits = Vec::new();
    let lead = super::around::assignment_length(text).unwrap_or(text.len() - text.trim_start().len());
    let ordered = CASTS.iter().find(|it| text[lead..].starts_with(**it));
    let lead = lead + ordered.map_or(0, |it| it.len());
    if !text[lead..].starts_with("@{") && !text[lead..].starts_with("@(") {
        return None;
    }
    edits.push(replace(0..lead, ""));
    let mut open = Vec::new();
    let mut quote = None;
    let mut at = lead;
    while at < bytes.len() {
        let byte = bytes[at];
        match quote {
            Some(mark) => {
                if byte == mark || byte == b'\n' {
                    quote = None;
                }
            }
            None => match (byte, bytes.get(at + 1)) {
                (b'"' | b'\'', _) => quote = Some(byte),
                // An object of its own type, and a list of one element.
                (b'[', _) if CASTS.iter().any(|cast| text[at..].starts_with(cast)) => {
                    let length = text[at..].find(']').map_or(1, |end| end + 1);
                    edits.push(replace(at..at + length, ""));
                    at += length - 1;
                }
                (b'@', Some(b'{')) => {
                    edits.push(replace(at..at + 1, ""));
                    open.push(b'}');
                    at += 1;
                }
                (b'@', Some(b'(')) => {
                    edits.push(replace(at..at + 2, "["));
                    open.push(b')');
                    at += 1;
                }
                (b'(' | b'{', _) => open.push(if byte == b'(' { b'x' } else { b'}' }),
                (b')', _) => {
                    let list = open.pop() == Some(b')');
                    edits.extend(list.then(|| replace(at..at + 1, "]")));
                }
                (b'}', _) => _ = open.pop(),
                (b';', _) => edits.push(replace(at..at + 1, ",")),
                _ => {}
            },
        }
        at += 1;
        if open.is_empty() {
            break;
        }
    }
    // What the hashtable is piped into, or the end of the statement.
    let rest = text[at.min(text.len())..].trim();
    if rest.starts_with(['|', ';']) && open.is_empty() {
        edits.push(replace(at..at + text[at..].trim_end().len(), ""));
    }
    edits.retain(|edit| !edit.span.is_empty());
    Some(edits)
}
