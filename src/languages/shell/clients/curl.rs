//! `curl` (<https://curl.se/docs/manpage.html>).

use super::{Invocation, Program};
use crate::languages::curl::{DATA, LONG, SHORT};
use crate::languages::shell::arguments::{Options, parse};
use crate::languages::{Body, Call, Headers, Part, Text, UnknownBody};

pub(super) static PROGRAM: Program = Program { names: &["curl"], words: &[], call };

const OPTIONS: Options = Options { short: SHORT, long: LONG };

fn call(invocation: &Invocation<'_, '_>) -> Option<Call> {
    let text = invocation.text();
    let arguments = parse(invocation.values, invocation.command, invocation.skip, &OPTIONS, invocation.at);
    let has = |names: &[&str]| arguments.has(names);
    let mut headers = Headers { incomplete: arguments.incomplete, ..Headers::default() };
    for header in arguments.all(&["H", "header"]) {
        // `-H @file`
        headers.incomplete |= header.value(text).starts_with('@');
        invocation.header(&mut headers, header, ':');
    }
    headers.incomplete |= has(&["K", "config"]);
    let mut url = arguments.get(&["url"]).cloned().or_else(|| {
        let is_url = |it: &&Text| it.value(text).contains("://") || matches!(it.parts.first(), Some(Part::Hole { .. }));
        arguments.positional.iter().find(is_url).or(arguments.positional.first()).cloned()
    });
    let data: Vec<(&str, Text)> = arguments
        .options
        .iter()
        .filter(|(name, _)| DATA.contains(&name.as_str()))
        .map(|(name, value)| (name.as_str(), value.clone()))
        .collect();
    let is_query = has(&["G", "get"]);
    let mut notes = Vec::new();
    let mut client = invocation.client("GET", "POST");
    let mut body = Body::None;
    if is_query {
        for (name, value) in &data {
            url = url.and_then(|url| with_query(invocation, &url, value, *name == "data-urlencode"));
        }
    } else if has(&["F", "form", "form-string"]) {
        body = Body::Unknown(client.name, UnknownBody::Form);
    } else if let Some(file) = arguments.get(&["T", "upload-file"]) {
        (client.method, client.method_with_body) = ("PUT", "PUT");
        body = match file.known_value(text).as_deref() {
            Some("-" | ".") => invocation.piped(),
            _ => Body::Unknown(file.span, UnknownBody::File),
        };
    } else if let Some(((name, first), more)) = data.split_first() {
        body = match *name {
            "data-raw" => invocation.body(first.clone()),
            "data-urlencode" => Body::Unknown(first.span, UnknownBody::Form),
            _ => invocation.body_or_file(first.clone()),
        };
        if !more.is_empty() {
            body = match body {
                // Several are joined by `&`, which is not JSON.
                Body::Text(first) if !first.value(text).trim_start().starts_with(['{', '[']) => {
                    Body::Unknown(first.span, UnknownBody::Form)
                }
                other => other,
            };
        }
        if data.iter().any(|(name, _)| *name == "json") {
            let span = first.span;
            headers.known.push((Text::known("Content-Type", span), Text::known("application/json", span)));
        }
        if !invocation.is_typed(&headers) {
            invocation.note_form(&body, " -H 'Content-Type: application/json'", &mut notes);
        }
    } else if arguments.incomplete {
        body = Body::Unknown(client.name, UnknownBody::Computed);
    }
    if has(&["I", "head"]) {
        client.method = "HEAD";
    }
    let method = arguments.get(&["X", "request"]).cloned();
    let span = invocation.command.span;
    Some(Call { span, client, method, url, headers, body, notes })
}

/// `url` with `data` as a part of its query.
fn with_query(invocation: &Invocation<'_, '_>, url: &Text, data: &Text, encode: bool) -> Option<Text> {
    let text = invocation.text();
    let sign = if url.value(text).contains('?') { "&" } else { "?" };
    let mut whole = url.joined(&Text::known(sign, data.span), url.span);
    if !encode {
        whole.parts.extend(data.parts.iter().cloned());
        return Some(whole);
    }
    let (name, value) = match invocation.parted(data, '=') {
        Some((name, value)) if !name.parts.is_empty() => (Some(name), value),
        Some((_, value)) => (None, value),
        // `name@file`
        None if data.value(text).contains('@') => return None,
        None => (None, data.clone()),
    };
    if let Some(name) = name {
        whole.parts.extend(name.parts);
        whole.parts.push(Part::Known { text: "=".into(), span: data.span });
    }
    for part in value.parts {
        whole.parts.push(match part {
            Part::Words { span, quoting } => {
                let words = quoting.read(span.of(text), 0, 0).0;
                Part::Known { text: encoded(&words).into(), span }
            }
            Part::Known { text, span } => Part::Known { text: encoded(&text).into(), span },
            hole => hole,
        });
    }
    Some(whole)
}

fn encoded(words: &str) -> String {
    percent_encoding::utf8_percent_encode(words, percent_encoding::NON_ALPHANUMERIC).to_string()
}
