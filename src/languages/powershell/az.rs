//! `az rest` in PowerShell (<https://learn.microsoft.com/cli/azure/reference-index#az-rest>): the options are those of the
//! program, the values are PowerShell.

use std::ops::Range;

use super::arguments::{Argument, argument, argument_end};
use super::lexer::Kind;
use super::native;
use super::outline::Command;
use super::texts::as_text;
use super::value::{At, Values};
use crate::languages::az::OPTIONS;
use crate::languages::{Body, Call, Client, Headers, Part, Text, UnknownBody};
use crate::text::{Span, offset};

/// Options of one letter, and what they stand for.
const SHORT: [(&str, &str); 4] = [("m", "method"), ("u", "uri"), ("b", "body"), ("o", "output")];

/// The call of `az rest`, or `None` if the command is another one.
pub(super) fn call(values: &Values<'_>, command: &Command) -> Option<Call> {
    let name = values.words(command.name);
    let name = name.strip_suffix(".cmd").or(name.strip_suffix(".exe")).unwrap_or(name);
    let rest = command.arguments.start;
    if !name.eq_ignore_ascii_case("az") || !values.words(rest).eq_ignore_ascii_case("rest") {
        return None;
    }
    let at = At { scope: command.scope, depth: 0 };
    let (options, incomplete) = options(values, rest + 1..command.arguments.end, at);
    let get = |names: &[&str]| {
        options.iter().rev().find(|(name, _)| names.contains(&name.as_str())).map(|(_, argument)| argument)
    };
    let mut headers = Headers { incomplete, ..Headers::default() };
    for (_, header) in options.iter().filter(|(name, _)| name == "headers") {
        match as_text(&header.value).and_then(|text| parted(values, &text)) {
            Some(known) => headers.known.push(known),
            None => headers.incomplete = true,
        }
    }
    let span = values.tokens.get(command.name).map_or(Span::default(), |token| token.span);
    let client = Client { name: span, method: "GET", method_with_body: "GET", base: None, any_case: false };
    let mut notes = Vec::new();
    let body = match get(&["body"]) {
        Some(given) => native::body(values, command, given, false, &mut notes),
        None if incomplete => Body::Unknown(span, UnknownBody::Computed),
        None => Body::None,
    };
    let mut url = get(&["uri", "url"]).and_then(|given| as_text(&given.value));
    if let Some(url) = &mut url {
        notes.extend(super::notes::of_text(values, url, true, at));
    }
    let method = get(&["method"]).and_then(|given| as_text(&given.value));
    let whole = values.span(&(command.name..command.arguments.end));
    Some(Call { span: whole, client, method, url, headers, body, notes })
}

/// The options in `range` by their names, and whether there may be others. If one is written as `--name=value`, none is
/// known: a request with only some of its options would be another one.
fn options(values: &Values<'_>, range: Range<usize>, at: At) -> (Vec<(String, Argument)>, bool) {
    let mut options: Vec<(String, Argument)> = Vec::new();
    let mut incomplete = false;
    let mut index = range.start;
    while index < range.end {
        let word = values.words(index);
        let name = match values.kind(index) {
            Some(Kind::Operator) if word == "--" => {
                index += 1;
                let written = if index < range.end { values.words(index).to_ascii_lowercase() } else { String::new() };
                if written.is_empty() || written.contains('=') {
                    return (Vec::new(), true);
                }
                // argparse accepts an abbreviation of an option: `--header`.
                let mut begun = OPTIONS.iter().filter(|option| option.starts_with(&written));
                let exact = OPTIONS.iter().find(|option| **option == written).or(begun.next());
                Some(exact.map_or(written, |option| (*option).to_owned()))
            }
            Some(Kind::Dash) => {
                let written = values.tokens[index].inner.of(values.text);
                let long = SHORT.iter().find(|(short, _)| *short == written).map(|(_, long)| (*long).to_owned());
                Some(long.unwrap_or_else(|| written.to_owned()))
            }
            _ => None,
        };
        let Some(name) = name else {
            // `--headers a=b c=d`
            let end = argument_end(values, index, range.end).max(index + 1);
            match (values.kind(index), options.last()) {
                (Some(Kind::Newline), _) => {}
                (Some(Kind::Splat), _) => incomplete = true,
                (_, Some((last, _))) if last == "headers" => {
                    options.push(("headers".to_owned(), argument(values, index..end, at)));
                }
                _ => {}
            }
            index = end;
            continue;
        };
        index += 1;
        let takes = OPTIONS.contains(&name.as_str()) && index < range.end && values.words(index) != "--";
        if takes {
            let end = argument_end(values, index, range.end).max(index + 1);
            options.push((name, argument(values, index..end, at)));
            index = end;
        }
    }
    (options, incomplete)
}

/// The name and the value of a header, written as `Name=value`.
fn parted(values: &Values<'_>, text: &Text) -> Option<(Text, Text)> {
    let Some(Part::Words { span, quoting }) = text.parts.first() else { return None };
    let raw = span.of(values.text);
    let at = raw.find('=').filter(|_| !raw.starts_with(['{', '@']))?;
    let words = |from: usize, to: usize| Part::Words {
        span: Span::new(span.start + offset(from), span.start + offset(to)),
        quoting: *quoting,
    };
    let name = Text { span: text.span, parts: vec![words(0, at)], ..Text::default() };
    let mut parts = vec![words(at + 1, raw.len())];
    parts.extend(text.parts.iter().skip(1).cloned());
    Some((name, Text { span: text.span, parts, ..Text::default() }))
}
