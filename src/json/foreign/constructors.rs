//! `dict(parameters=[dict(…)])`, `OrderedDict([("parameters", […])])`: objects that Python makes by a call, or prints so.

use super::Form;
use super::around::assignment_length;
use super::lines::replace;
use crate::json::ForeignForm;
use crate::text::Edit;

pub(super) const FORM: Form =
    Form { form: ForeignForm::Python, undress, absorbs: super::is_of_a_program, keeps_all: true };

/// The names of the calls, without their module.
const CALLS: [&str; 4] = ["dict", "OrderedDict", "defaultdict", "UserDict"];

/// What is open, and what becomes of its brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    /// `dict(a=…)`: its bracket became that of an object.
    Named,
    /// `OrderedDict([`: the same, and the bracket of the list is gone.
    Pairs,
    /// `("a", …)` in such a list, and whether its comma is after it.
    Pair(bool),
    /// `OrderedDict({`: the brackets of the call are gone.
    Around,
    /// Brackets that stay, with the one that closes them.
    Plain(u8),
}

fn undress(text: &str) -> Option<Vec<Edit>> {
    let lead = assignment_length(text).unwrap_or(text.len() - text.trim_start().len());
    if !CALLS.iter().any(|name| text.contains(&format!("{name}("))) {
        return None;
    }
    let bytes = text.as_bytes();
    let mut edits = Vec::new();
    if lead > 0 {
        edits.push(replace(0..lead, ""));
    }
    let mut open: Vec<Open> = Vec::new();
    let (mut at, mut calls) = (lead, 0);
    while at < bytes.len() {
        match bytes[at] {
            quote @ (b'"' | b'\'') => at = behind_string(bytes, at, quote)?,
            byte if byte.is_ascii_alphabetic() || byte == b'_' => {
                let length = text[at..].find(|it: char| !(it.is_alphanumeric() || matches!(it, '_' | '.')))?;
                let (word, end) = (&text[at..at + length], at + length);
                let name = word.rsplit('.').next().unwrap_or(word);
                if bytes.get(end) == Some(&b'(') {
                    let (next, behind) = call(text, name, at, end, &mut edits)?;
                    open.extend(next);
                    calls += 1;
                    at = behind;
                    continue;
                }
                let sign = end + text[end..].len() - text[end..].trim_start().len();
                if open.last() == Some(&Open::Named) && bytes.get(sign) == Some(&b'=') {
                    edits.push(replace(at..sign + 1, format!("\"{word}\": ")));
                    at = sign + 1 + text[sign + 1..].len() - text[sign + 1..].trim_start().len();
                    edits.extend((at > sign + 1).then(|| replace(sign + 1..at, "")));
                    continue;
                }
                at = end;
                continue;
            }
            b'(' if open.last() == Some(&Open::Pairs) => {
                edits.push(replace(at..at + 1, ""));
                open.push(Open::Pair(false));
            }
            b'(' => return None,
            byte @ (b'[' | b'{') => open.push(Open::Plain(byte + 2)),
            b',' => {
                if let Some(Open::Pair(is_behind @ false)) = open.last_mut() {
                    *is_behind = true;
                    edits.push(replace(at..at + 1, ":"));
                }
            }
            byte @ (b')' | b']' | b'}') => match (open.pop()?, byte) {
                (Open::Named, b')') => edits.push(replace(at..at + 1, "}")),
                (Open::Pair(true) | Open::Around, b')') => edits.push(replace(at..at + 1, "")),
                (Open::Pairs, b']') => {
                    let end = at + 1 + text[at + 1..].find(')')?;
                    if !text[at + 1..end].trim().is_empty() {
                        return None;
                    }
                    edits.push(replace(at..end + 1, "}"));
                    at = end;
                }
                (Open::Plain(wanted), byte) if wanted == byte => {}
                _ => return None,
            },
            _ => {}
        }
        at += 1;
    }
    (calls > 0 && open.is_empty()).then_some(edits)
}

/// Behind the last byte but one of the string that begins at `at`.
fn behind_string(bytes: &[u8], at: usize, quote: u8) -> Option<usize> {
    let mut end = at + 1;
    loop {
        match *bytes.get(end)? {
            b'\\' => end += 2,
            byte if byte == quote => return Some(end),
            _ => end += 1,
        }
    }
}

/// What the call of `name`, which is at `start` and whose bracket is at `bracket`, opens, and where its content begins.
fn call(text: &str, name: &str, start: usize, bracket: usize, edits: &mut Vec<Edit>) -> Option<(Option<Open>, usize)> {
    if !CALLS.contains(&name) {
        return None;
    }
    let inner = &text[bracket + 1..];
    let first = bracket + 1 + inner.len() - inner.trim_start().len();
    // The factory of a `defaultdict` comes first.
    let factory = || text[first..].find('{').filter(|&at| text[first..first + at].trim_end().ends_with(','));
    match text[first..].chars().next()? {
        ')' => {
            edits.push(replace(start..first + 1, "{}"));
            Some((None, first + 1))
        }
        '[' => {
            edits.push(replace(start..first + 1, "{"));
            Some((Some(Open::Pairs), first + 1))
        }
        '{' => {
            edits.push(replace(start..first, ""));
            Some((Some(Open::Around), first))
        }
        _ if name == "defaultdict" => {
            let at = first + factory()?;
            edits.push(replace(start..at, ""));
            Some((Some(Open::Around), at))
        }
        _ => {
            edits.push(replace(start..bracket + 1, "{"));
            Some((Some(Open::Named), bracket + 1))
        }
    }
}
