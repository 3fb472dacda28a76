//! What PowerShell makes of a text that its author did not mean: names that expand, properties that do not.

use std::rc::Rc;

use super::value::{At, Values};
use crate::languages::odata::{is_option, is_segment};
use crate::languages::{Literal, Note, NoteKind, Part, Text};
use crate::text::quoting::Quoting;
use crate::text::{Span, offset};

/// Properties that nearly every object of a script has, so that a point before one is not a mark of a file or a host.
const PROPERTIES: [&str; 21] = [
    "id",
    "displayname",
    "userprincipalname",
    "name",
    "mail",
    "appid",
    "value",
    "principalid",
    "resourceid",
    "deviceid",
    "azureaddeviceid",
    "userid",
    "groupid",
    "mailnickname",
    "odata",
    "tenantid",
    "clientid",
    "upn",
    "identity",
    "count",
    "key",
];

/// The notes of a text that is sent, as a URL or as a body. Where it is plain what was meant, the text becomes that, so that
/// nothing else is said of it.
pub(super) fn of_text(values: &Values<'_>, text: &mut Text, is_url: bool, at: At) -> Vec<Note> {
    let mut notes = Vec::new();
    let mut meant: Vec<Part> = Vec::with_capacity(text.parts.len());
    let mut value = String::new();
    let mut parts = text.parts.iter().cloned().peekable();
    let mut changed = false;
    while let Some(part) = parts.next() {
        let next = match parts.peek() {
            Some(Part::Words { span, .. }) => Some(*span),
            _ => None,
        };
        let becomes = match &part {
            Part::Hole { span, .. } => expanded(values, *span, next, &value, is_url, at, &mut notes),
            Part::Words { span, quoting } => {
                unexpanded(values, *span, *quoting, &mut notes);
                None
            }
            Part::Known { .. } => None,
        };
        let (instead, taken) = becomes.unwrap_or((vec![part], 0));
        changed |= taken > 0 || instead.len() != 1;
        if taken > 0
            && let Some(Part::Words { span, quoting }) = parts.next()
        {
            let rest = Part::Words { span: Span::new(span.start + taken, span.end), quoting };
            meant.extend(instead);
            // What is left of the words is looked at like any others.
            changed = true;
            value.push_str(&quoting.read(span.of(values.text), 0, 0).0);
            meant.push(rest);
            continue;
        }
        for part in &instead {
            match part {
                Part::Words { span, quoting } => value.push_str(&quoting.read(span.of(values.text), 0, 0).0),
                Part::Known { text, .. } => value.push_str(text),
                Part::Hole { .. } => value.push('\u{FFFC}'),
            }
        }
        changed |= matches!(instead.first(), Some(Part::Known { .. }));
        meant.extend(instead);
    }
    if changed {
        text.parts = meant;
        text.word = None;
    }
    notes
}

/// What was meant by the variable at `span`, and how many bytes of the words after it belong to that;
/// none if just that variable.
fn expanded(
    values: &Values<'_>,
    span: Span,
    next: Option<Span>,
    before: &str,
    is_url: bool,
    at: At,
    notes: &mut Vec<Note>,
) -> Option<(Vec<Part>, u32)> {
    let words = span.of(values.text);
    let name = words.strip_prefix('$').filter(|name| !name.starts_with(['(', '{']))?;
    let is_assigned = |name: &str| values.outline.of_variable.contains_key(&name.to_lowercase());
    if let Some(question) = name.find('?').filter(|_| !is_assigned(name)) {
        let variable = &name[..question];
        if !is_assigned(variable) {
            return None;
        }
        let fixed = format!("${{{variable}}}{}", &name[question..]);
        notes.push(Note { span, kind: NoteKind::SwallowedCharacter { fixed } });
        let rest = Part::Known { text: name[question..].into(), span };
        let mut parts = match values.of_variable(variable, position(values, span), at) {
            Some(Literal::Text(text)) if text.made.is_none() => text.parts.clone(),
            _ => vec![Part::Hole { name: variable.into(), span }],
        };
        parts.push(rest);
        return Some((parts, 0));
    }
    let behind = next.map_or("", |next| next.of(values.text));
    let lower = name.to_ascii_lowercase();
    let names_option = before.ends_with(['?', '&']) && behind.starts_with('=') && is_option(&lower);
    let names_segment =
        before.ends_with('/') && is_segment(&lower) && (behind.is_empty() || behind.starts_with(['?', '/']));
    if is_url && (names_option || names_segment) && !is_assigned(name) {
        notes.push(Note { span, kind: NoteKind::ExpandedName { escaped: format!("`{words}") } });
        return Some((vec![Part::Known { text: words.into(), span }], 0));
    }
    // `$user.Id`: the point and the name are words.
    let property = behind.strip_prefix('.')?;
    let length = property.find(|next: char| !(next.is_ascii_alphanumeric() || next == '_')).unwrap_or(property.len());
    let property = &property[..length];
    let is_adjacent = next.is_some_and(|next| next.start == span.end);
    let ends = behind[1 + length..].chars().next().is_none_or(|next| !matches!(next, '.' | '-' | '@'));
    if !is_adjacent || !ends || !PROPERTIES.contains(&property.to_ascii_lowercase().as_str()) {
        return None;
    }
    let taken = offset(1 + length);
    let whole = Span::new(span.start, span.end + taken);
    notes.push(Note { span: whole, kind: NoteKind::ExpandedProperty { fixed: format!("$({words}.{property})") } });
    let name: Rc<str> = format!("{name}.{property}").into();
    Some((vec![Part::Hole { name, span: whole }], taken))
}

fn position(values: &Values<'_>, span: Span) -> usize {
    values.tokens.partition_point(|token| token.span.end <= span.start)
}

/// Notes the variables in words in which nothing expands, if they are assigned somewhere.
fn unexpanded(values: &Values<'_>, span: Span, quoting: Quoting, notes: &mut Vec<Note>) {
    if !matches!(quoting, Quoting::PowerShellSingle | Quoting::PowerShellHereSingle) {
        return;
    }
    let words = span.of(values.text);
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'$', &words.as_bytes()[at..]).map(|found| at + found) {
        at = found + 1;
        // `$(Get-Date)` and `${x}` are no less unexpanded, but may be meant for another program.
        let Some((length, name)) = super::strings::variable_length(&words[found..]) else { continue };
        let variable = words[found + name.start..found + name.end].to_lowercase();
        let known = is_option(&variable) || is_segment(&variable);
        let is_assigned = values.outline.of_variable.contains_key(&variable);
        if is_assigned && !known && !words[found..].starts_with("${") {
            let place = Span::new(span.start + offset(found), span.start + offset(found + length));
            notes.push(Note { span: place, kind: NoteKind::UnexpandedVariable });
        }
        at = found + length;
    }
}
