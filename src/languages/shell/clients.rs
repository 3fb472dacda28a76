//! The programs that send requests, one file each, and the calls that they make.

mod az;
mod curl;
mod httpie;
mod known;
mod m365;
mod mgc;
mod wget;

use super::arguments::without;
use super::outline::Command;
use super::value::{At, Values};
use crate::languages::{
    Body, Call, Client, Headers, KnownClient, Literal, Made, Note, NoteKind, Part, Text, UnknownBody,
};
use crate::text::{Span, offset};

/// A program that sends requests.
struct Program {
    names: &'static [&'static str],
    /// What it needs to have as its first arguments: `rest`.
    words: &'static [&'static str],
    /// The call that it makes, or `None` if it sends no request.
    call: fn(&Invocation<'_, '_>) -> Option<Call>,
}

const PROGRAMS: [&Program; 6] =
    [&curl::PROGRAM, &az::PROGRAM, &httpie::PROGRAM, &wget::PROGRAM, &m365::PROGRAM, &mgc::PROGRAM];

/// The commands that run the command after them.
const PREFIXES: [&str; 9] = ["sudo", "time", "command", "exec", "env", "nohup", "nice", "timeout", "retry"];

/// A command that may send a request.
pub(super) struct Invocation<'v, 't> {
    pub(super) values: &'v Values<'t>,
    pub(super) command: &'v Command,
    name: Span,
    /// How many words are before the arguments.
    skip: usize,
    at: At,
}

/// The name of the program that a command runs, where it stands, and how many words its arguments are after it.
fn program(values: &Values<'_>, command: &Command) -> Option<(String, Span, usize)> {
    let mut behind_prefix = false;
    for (index, word) in command.words.iter().enumerate().take(8) {
        let literal = word.literal(values.text);
        let name = literal.as_deref().map(|name| name.rsplit('/').next().unwrap_or(name).to_owned());
        let name = name.map(|name| name.strip_suffix(".exe").map_or(name.clone(), str::to_owned));
        if let Some(name) = name.clone().filter(|name| PREFIXES.contains(&name.as_str())) {
            behind_prefix = !name.is_empty();
            continue;
        }
        let is_option = |name: &String| {
            name.starts_with('-') || name.contains('=') || name.starts_with(|first: char| first.is_ascii_digit())
        };
        if behind_prefix && name.as_ref().is_some_and(is_option) {
            continue;
        }
        return Some((name?, word.span, index + 1));
    }
    None
}

/// Whether a command sends requests.
pub(super) fn sends(values: &Values<'_>, command: &Command, clients: &[KnownClient]) -> bool {
    program(values, command).is_some_and(|(name, _, _)| {
        PROGRAMS.iter().any(|program| program.names.contains(&name.as_str()))
            || clients.iter().any(|client| client.name == name)
    })
}

/// The call that a command makes, or `None` if it sends no request.
pub(super) fn call(values: &Values<'_>, command: &Command, clients: &[KnownClient]) -> Option<Call> {
    let (program, name, skip) = program(values, command)?;
    let at = At { scope: command.scope, depth: 0 };
    let mut invocation = Invocation { values, command, name, skip, at };
    if let Some(known) = clients.iter().find(|client| client.name == program) {
        return Some(known::call(&invocation, known));
    }
    let program = PROGRAMS.iter().find(|it| it.names.contains(&program.as_str()))?;
    for (index, wanted) in program.words.iter().enumerate() {
        if command.words.get(skip + index)?.literal(values.text).as_deref() != Some(*wanted) {
            return None;
        }
    }
    invocation.skip += program.words.len();
    let mut call = (program.call)(&invocation)?;
    if let Some(url) = &mut call.url {
        call.notes.extend(super::notes::of_text(values, url, true));
    }
    if let Body::Text(text) = &mut call.body {
        call.notes.extend(super::notes::of_text(values, text, false));
    }
    Some(call)
}

impl Invocation<'_, '_> {
    /// A client without a base.
    fn client(&self, method: &'static str, method_with_body: &'static str) -> Client {
        Client { name: self.name, method, method_with_body, base: None, any_case: false }
    }

    fn text(&self) -> &str {
        self.values.text
    }

    /// What is sent as a body, where the client takes a text that says so.
    fn body(&self, text: Text) -> Body {
        match text.made.as_deref() {
            Some(Made::Json { value: Literal::Hole(..), .. }) => Body::Unknown(text.span, UnknownBody::Computed),
            Some(Made::Json { value, .. }) => Body::Json(value.clone()),
            Some(Made::File(path)) => Body::File(path.clone()),
            None if text.is_hole() => {
                let words = text.span.of(self.text()).trim_start_matches(['"', '$', '{']);
                let is_parameter = words.starts_with(|first: char| first.is_ascii_digit() || first == '@');
                Body::Unknown(text.span, if is_parameter { UnknownBody::Parameter } else { UnknownBody::Computed })
            }
            None => Body::Text(text),
        }
    }

    /// What is sent as a body, where `@file` is a file and `@-` the standard input.
    fn body_or_file(&self, text: Text) -> Body {
        if text.made.is_some() || !text.value(self.text()).starts_with('@') {
            return self.body(text);
        }
        match without(self.values, &text, 1) {
            Some(path) if path.known_value(self.text()).as_deref() == Some("-") => self.piped(),
            Some(path) if !path.parts.is_empty() => self.file(path),
            _ => Body::Unknown(text.span, UnknownBody::File),
        }
    }

    /// The content of a file, where the script itself wrote it.
    fn file(&self, path: Text) -> Body {
        match self.values.written(&path, self.command.span.start, self.at) {
            Some(Some(text)) => return self.body(Text { word: None, ..text }),
            Some(None) => return Body::Unknown(path.span, UnknownBody::Written),
            None => {}
        }
        match path.known_value(self.text()) {
            Some(_) => Body::File(path),
            None => Body::Unknown(path.span, UnknownBody::File),
        }
    }

    fn piped(&self) -> Body {
        match self.values.input(self.command, self.at) {
            Some(text) => self.body(text),
            None => Body::Unknown(self.name, UnknownBody::Piped),
        }
    }

    /// Adds a header that is written as `Name: value`, parted by `separator`.
    fn header(&self, headers: &mut Headers, text: &Text, separator: char) {
        match self.parted(text, separator) {
            Some((name, value)) => headers.known.push((name, value)),
            None => headers.incomplete |= text.parts.iter().any(|part| matches!(part, Part::Hole { .. })),
        }
    }

    /// What is before and after the first `separator` of a text, without the space around it.
    fn parted(&self, text: &Text, separator: char) -> Option<(Text, Text)> {
        let mut before = Vec::new();
        for (index, part) in text.parts.iter().enumerate() {
            let Part::Words { span, quoting } = part else {
                before.push(part.clone());
                continue;
            };
            let raw = span.of(self.text());
            let Some(found) = raw.find(separator) else {
                before.push(part.clone());
                continue;
            };
            let name_end = raw[..found].trim_end().len();
            let behind = &raw[found + separator.len_utf8()..];
            let space = behind.len() - behind.trim_start().len();
            let start = span.start + offset(found + separator.len_utf8() + space);
            let words = |from: u32, to: u32| Part::Words { span: Span::new(from, to), quoting: *quoting };
            if name_end > 0 {
                before.push(words(span.start, span.start + offset(name_end)));
            }
            let mut after = Vec::new();
            if start < span.end {
                let end = if index + 1 == text.parts.len() { raw.trim_end().len() } else { raw.len() };
                after.push(words(start, (span.start + offset(end)).max(start)));
            }
            after.extend(text.parts[index + 1..].iter().cloned());
            let place = |parts: &[Part]| match parts.first() {
                Some(Part::Words { span, .. } | Part::Known { span, .. } | Part::Hole { span, .. }) => *span,
                None => text.span,
            };
            let name = Text { span: place(&before), parts: before, ..Text::default() };
            let value = Text { span: place(&after), parts: after, ..Text::default() };
            return Some((name, value));
        }
        None
    }

    fn is_typed(&self, headers: &Headers) -> bool {
        let is_type = |name: &Text| name.value(self.text()).eq_ignore_ascii_case("Content-Type");
        headers.incomplete || headers.known.iter().any(|(name, _)| is_type(name))
    }

    /// Notes that a body that should be JSON is sent as a form; `fix` is what would say that it is JSON.
    fn note_form(&self, body: &Body, fix: &str, notes: &mut Vec<Note>) {
        let is_json = match body {
            Body::Json(_) => true,
            Body::File(path) => {
                path.known_value(self.text()).is_some_and(|path| path.to_ascii_lowercase().ends_with(".json"))
            }
            Body::Text(text) => text.value(self.text()).trim_start().starts_with(['{', '[']),
            Body::None | Body::Unknown(..) => false,
        };
        if is_json {
            let kind = NoteKind::FormEncoded { encoded: false, fix: Some(fix.to_owned()) };
            notes.push(Note { span: self.name, kind });
        }
    }
}
