//! `curl` in PowerShell: the program, which is `curl.exe` in Windows PowerShell, where `curl` is a name for `Invoke-WebRequest`
//! (<https://curl.se/docs/manpage.html>). The options are those of the program, the values are PowerShell.

use super::arguments::{Argument, argument, argument_end};
use super::lexer::Kind;
use super::native;
use super::outline::Command;
use super::texts::as_text;
use super::value::{At, Values};
use crate::languages::curl::{DATA, LONG, SHORT};
use crate::languages::{Body, Call, Client, Headers, Literal, Note, NoteKind, Part, Text, UnknownBody};
use crate::text::{Span, offset};

/// Whether a command is the program, and not the cmdlet of that name.
pub(super) fn is_program(values: &Values<'_>, command: &Command) -> bool {
    let name = values.words(command.name).to_ascii_lowercase();
    let is_cmdlet = |at: usize| {
        let name = values.tokens.get(at).filter(|token| token.kind == Kind::Dash);
        let name = name.map(|token| token.inner.of(values.text).to_ascii_lowercase());
        name.is_some_and(|name| ["uri", "method", "headers", "body", "usebasicparsing"].contains(&name.as_str()))
    };
    name == "curl.exe" || name == "curl" && !command.arguments.clone().any(is_cmdlet)
}

/// The options of a call by their names, the other arguments, and whether there may be more.
#[derive(Default)]
struct Given {
    options: Vec<(String, Argument)>,
    switches: Vec<String>,
    others: Vec<Argument>,
    incomplete: bool,
}

impl Given {
    fn get(&self, names: &[&str]) -> Option<&Argument> {
        self.options.iter().rev().find(|(name, _)| names.contains(&name.as_str())).map(|(_, argument)| argument)
    }

    fn has(&self, names: &[&str]) -> bool {
        self.switches.iter().any(|name| names.contains(&name.as_str())) || self.get(names).is_some()
    }
}

/// The call of the program.
pub(super) fn call(values: &Values<'_>, command: &Command) -> Option<Call> {
    let given = given(values, command);
    let mut headers = Headers { incomplete: given.incomplete || given.has(&["K", "config"]), ..Headers::default() };
    for (_, header) in given.options.iter().filter(|(name, _)| name == "H" || name == "header") {
        match as_text(&header.value).and_then(|text| header_of(values, &text)) {
            Some(known) => headers.known.push(known),
            None => headers.incomplete = true,
        }
    }
    let is_url = |it: &&Argument| {
        as_text(&it.value).is_some_and(|text| {
            text.value(values.text).contains("://") || matches!(text.parts.first(), Some(Part::Hole { .. }))
        })
    };
    let url = given.get(&["url"]).or_else(|| given.others.iter().find(is_url));
    let mut url = as_text(&url?.value);
    let span = values.tokens.get(command.name).map_or(Span::default(), |token| token.span);
    let client = Client { name: span, method: "GET", method_with_body: "POST", base: None, any_case: false };
    let mut notes = Vec::new();
    let data = given.options.iter().find(|(name, _)| DATA.contains(&name.as_str()));
    let body = match data {
        // A query that is put together of data is not followed here.
        Some(_) if given.has(&["G", "get"]) => {
            url = None;
            Body::None
        }
        _ if given.has(&["F", "form", "form-string"]) => Body::Unknown(span, UnknownBody::Form),
        Some((name, _)) if name == "data-urlencode" => Body::Unknown(span, UnknownBody::Form),
        Some((_, data)) => native::body(values, command, data, true, &mut notes),
        None if given.has(&["T", "upload-file"]) => Body::Unknown(span, UnknownBody::File),
        None if given.incomplete => Body::Unknown(span, UnknownBody::Computed),
        None => Body::None,
    };
    if given.has(&["json"]) {
        headers.known.push((Text::known("Content-Type", span), Text::known("application/json", span)));
    }
    let is_type = |(name, _): &(Text, Text)| name.value(values.text).eq_ignore_ascii_case("Content-Type");
    let is_json = match &body {
        Body::Json(_) => true,
        Body::Text(text) => text.value(values.text).trim_start().starts_with(['{', '[']),
        _ => false,
    };
    if is_json && !headers.incomplete && !headers.known.iter().any(is_type) {
        notes.push(Note { span, kind: NoteKind::FormEncoded { encoded: false, fix: None } });
    }
    if let Some(url) = &mut url {
        notes.extend(super::notes::of_text(values, url, true, At { scope: command.scope, depth: 0 }));
    }
    let method = given.get(&["X", "request"]).and_then(|given| as_text(&given.value));
    let whole = values.span(&(command.name..command.arguments.end));
    Some(Call { span: whole, client, method, url, headers, body, notes })
}

fn given(values: &Values<'_>, command: &Command) -> Given {
    let mut given = Given::default();
    let (mut index, end) = (command.arguments.start, command.arguments.end);
    let at = At { scope: command.scope, depth: 0 };
    while index < end {
        let (name, is_long) = match values.kind(index) {
            Some(Kind::Newline) => {
                index += 1;
                continue;
            }
            Some(Kind::Operator) if values.words(index) == "--" => {
                index += 1;
                (if index < end { values.words(index).to_owned() } else { String::new() }, true)
            }
            Some(Kind::Dash) => (values.tokens[index].inner.of(values.text).to_owned(), false),
            kind => {
                let behind = argument_end(values, index, end).max(index + 1);
                given.incomplete |= kind == Some(Kind::Splat);
                given.others.push(argument(values, index..behind, at));
                index = behind;
                continue;
            }
        };
        index += 1;
        if is_long && !LONG.contains(&name.as_str()) {
            given.switches.push(name);
            continue;
        }
        let name = match name.find(|letter| SHORT.contains(letter)).filter(|_| !is_long) {
            None if is_long => name,
            None => {
                given.switches.extend(name.chars().map(String::from));
                continue;
            }
            // `-sX POST`, `-sXPOST`
            Some(place) => match name.split_at(place) {
                (_, option) if option.len() == 1 => option.to_owned(),
                (_, option) if option.starts_with('X') => {
                    let span = values.tokens.get(index - 1).map_or(Span::default(), |token| token.inner);
                    let value = Literal::Text(Text::known(&option[1..], span).into());
                    given.options.push(("X".to_owned(), Argument { value, span, key: None }));
                    continue;
                }
                _ => {
                    given.incomplete = true;
                    continue;
                }
            },
        };
        if index < end {
            let behind = argument_end(values, index, end).max(index + 1);
            given.options.push((name, argument(values, index..behind, at)));
            index = behind;
        }
    }
    given
}

/// The name and the value of a header, written as `Name: value`.
fn header_of(values: &Values<'_>, text: &Text) -> Option<(Text, Text)> {
    let Some(Part::Words { span, quoting }) = text.parts.first() else { return None };
    let raw = span.of(values.text);
    let at = raw.find(':')?;
    let behind = raw.len() - raw[at + 1..].trim_start().len();
    let words = |from: usize, to: usize| Part::Words {
        span: Span::new(span.start + offset(from), span.start + offset(to)),
        quoting: *quoting,
    };
    let name = Text { span: text.span, parts: vec![words(0, at)], ..Text::default() };
    let mut parts = vec![words(behind, raw.len())];
    parts.extend(text.parts.iter().skip(1).cloned());
    Some((name, Text { span: text.span, parts, ..Text::default() }))
}
