//! What a shell makes of a text that its author did not mean: names that expand, variables that do not.

use super::outline::name_length;
use super::value::Values;
use crate::languages::odata::{is_option, is_segment};
use crate::languages::{Note, NoteKind, Part, Text};
use crate::text::quoting::Quoting;
use crate::text::{Span, offset};

/// The notes of a text that is sent, as a URL or as a body. Where it is plain what was meant, the text becomes that, so that
/// nothing else is said of it.
pub(super) fn of_text(values: &Values<'_>, text: &mut Text, is_url: bool) -> Vec<Note> {
    let mut notes = Vec::new();
    let mut value = String::new();
    for index in 0..text.parts.len() {
        let behind = match text.parts.get(index + 1) {
            Some(Part::Words { span, .. }) => span.of(values.text).to_owned(),
            Some(Part::Known { text, .. }) => text.to_string(),
            Some(Part::Hole { .. }) => "\u{FFFC}".to_owned(),
            None => String::new(),
        };
        let Some(part) = text.parts.get_mut(index) else { break };
        match part {
            Part::Words { span, quoting } => {
                // One text may be sent any number of times.
                if !values.steps(span.len() as usize / 64) {
                    break;
                }
                unexpanded(values, *span, *quoting, is_url, &mut notes);
                value.push_str(&quoting.read(span.of(values.text), 0, 0).0);
            }
            Part::Known { text, .. } => value.push_str(text),
            Part::Hole { span, .. } => {
                let words = span.of(values.text);
                if is_url && expands(values, words, &value, &behind) {
                    notes.push(Note { span: *span, kind: NoteKind::ExpandedName { escaped: format!("\\{words}") } });
                    value.push_str(words);
                    *part = Part::Known { text: words.into(), span: *span };
                } else {
                    value.push('\u{FFFC}');
                }
            }
        }
    }
    if !notes.is_empty() {
        text.word = None;
    }
    notes
}

/// Whether the variable `words` is a name of the service that should have gone out as it stands.
fn expands(values: &Values<'_>, words: &str, before: &str, behind: &str) -> bool {
    let Some(name) = words.strip_prefix('$') else { return false };
    if name_length(name) != name.len() || values.outline.of_variable.contains_key(name) {
        return false;
    }
    let lower = name.to_ascii_lowercase();
    before.ends_with(['?', '&']) && behind.starts_with('=') && is_option(&lower)
        || before.ends_with('/') && is_segment(&lower) && (behind.is_empty() || behind.starts_with(['?', '/']))
}

/// Notes the variables in words in which nothing expands, if they are assigned somewhere.
fn unexpanded(values: &Values<'_>, span: Span, quoting: Quoting, is_url: bool, notes: &mut Vec<Note>) {
    if !matches!(quoting, Quoting::ShellSingle | Quoting::ShellHeredocVerbatim | Quoting::ShellAnsi) {
        return;
    }
    let words = span.of(values.text);
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'$', &words.as_bytes()[at..]).map(|found| at + found) {
        at = found + 1;
        let rest = &words[at..];
        let (name, length) = match rest.strip_prefix('{') {
            Some(inside) if inside[name_length(inside)..].starts_with('}') => {
                (&inside[..name_length(inside)], 3 + name_length(inside))
            }
            Some(_) => continue,
            None => (&rest[..name_length(rest)], 1 + name_length(rest)),
        };
        let lower = name.to_ascii_lowercase();
        let is_known = is_option(&lower) || is_segment(&lower);
        // In a body a `$` may be meant for whatever reads that; a name in capitals is one of this script.
        let is_meant = is_url || name.bytes().all(|byte| byte.is_ascii_uppercase() || b"_0123456789".contains(&byte));
        if !name.is_empty() && !is_known && is_meant && values.outline.of_variable.contains_key(name) {
            let place = Span::new(span.start + offset(found), span.start + offset(found + length));
            notes.push(Note { span: place, kind: NoteKind::UnexpandedVariable });
        }
    }
}
