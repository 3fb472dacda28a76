//! HTTPie and what takes its arguments: `http POST url name=value list:='[1]' Header:value`
//! (<https://httpie.io/docs/cli/request-items>, <https://github.com/ducaale/xh>).

use std::rc::Rc;

use super::{Invocation, Program};
use crate::languages::shell::arguments::{Options, parse, without};
use crate::languages::shell::jq;
use crate::languages::{Body, Call, Headers, Key, Literal, METHODS, Member, Object, Part, Text, UnknownBody};
use crate::text::notation::HTTPIE;
use crate::text::{Span, offset};

pub(super) static PROGRAM: Program = Program { names: &["http", "https", "xh", "xhs"], words: &[], call };

/// The options with a value.
const OPTIONS: Options = Options {
    short: "aAopPs",
    long: &[
        "auth",
        "auth-type",
        "raw",
        "output",
        "print",
        "pretty",
        "session",
        "session-read-only",
        "timeout",
        "verify",
        "style",
        "proxy",
        "max-redirects",
        "cert",
        "cert-key",
        "bearer",
        "boundary",
        "format-options",
        "path-as-is",
    ],
};

/// What parts a name from its value, longer signs first.
const SIGNS: [&str; 9] = [":=@", "==@", "=@", ":@", ":=", "==", "=", "@", ":"];

fn call(invocation: &Invocation<'_, '_>) -> Option<Call> {
    let text = invocation.text();
    let arguments = parse(invocation.values, invocation.command, invocation.skip, &OPTIONS, invocation.at);
    let mut headers = Headers { incomplete: arguments.incomplete, ..Headers::default() };
    let mut positional = arguments.positional.iter().peekable();
    let is_method =
        |it: &&Text| it.known_value(text).is_some_and(|word| METHODS.contains(&word.to_ascii_uppercase().as_str()));
    let method = positional.next_if(|it| is_method(it)).cloned();
    let url = positional.next()?.clone();
    let mut query = Vec::new();
    let mut members = Vec::new();
    let (mut incomplete, mut has_fields) = (arguments.incomplete, false);
    for item in positional {
        let Some((name, sign, value)) = parted(invocation, item) else {
            incomplete = true;
            continue;
        };
        match sign {
            ":" => headers.known.push((key_text(&name), value)),
            "==" => query.push((name, value)),
            "=" | ":=" => {
                has_fields = true;
                let value = match sign {
                    "=" => Literal::Text(Rc::new(value)),
                    _ => jq::json(invocation.values, &value)
                        .unwrap_or_else(|| Literal::hole(item.span.of(text), item.span)),
                };
                // `a[b]=c` nests.
                if name.inner.of(text).contains(['[', '\\']) {
                    incomplete = true;
                } else {
                    members.push(Member { key: name, colon: None, value, comma: None });
                }
            }
            _ => {
                has_fields = true;
                incomplete = true;
            }
        }
    }
    let is_form = arguments.has(&["f", "form", "multipart"]);
    let body = match arguments.get(&["raw"]) {
        Some(raw) => invocation.body(raw.clone()),
        None if has_fields && is_form => Body::Unknown(invocation.name, UnknownBody::Form),
        None if has_fields => {
            let object = Object {
                span: invocation.command.span,
                open: Span::gap(invocation.command.span.end),
                close: Span::gap(invocation.command.span.end),
                notation: &HTTPIE,
                members,
                incomplete,
            };
            Body::Json(Literal::Object(Rc::new(object)))
        }
        None if invocation.command.is_fed() => invocation.piped(),
        None if arguments.incomplete => Body::Unknown(invocation.name, UnknownBody::Computed),
        None => Body::None,
    };
    let url = query.into_iter().fold(url, |url, (name, value)| {
        let sign = if url.value(text).contains('?') { "&" } else { "?" };
        let name = key_text(&name).joined(&Text::known("=", name.span), name.span);
        let encoded = value
            .known_value(text)
            .map(|value| percent_encoding::utf8_percent_encode(&value, percent_encoding::NON_ALPHANUMERIC).to_string());
        let value = encoded.map_or(value.clone(), |encoded| Text::known(&encoded, value.span));
        url.joined(&Text::known(sign, name.span), url.span).joined(&name, url.span).joined(&value, url.span)
    });
    let client = invocation.client("GET", "POST");
    Some(Call { span: invocation.command.span, client, method, url: Some(url), headers, body, notes: Vec::new() })
}

/// The name, the sign and the value of an item.
fn parted(invocation: &Invocation<'_, '_>, item: &Text) -> Option<(Key, &'static str, Text)> {
    let Some(Part::Words { span, quoting }) = item.parts.first() else { return None };
    let raw = span.of(invocation.text());
    let at = raw.find(['=', ':', '@'])?;
    // `@odata.type=…`: a name may begin with the sign.
    let at = if at == 0 { 1 + raw.get(1..)?.find(['=', ':'])? } else { at };
    let sign = *SIGNS.iter().find(|sign| raw[at..].starts_with(**sign))?;
    let inner = Span::new(span.start, span.start + offset(at));
    let value = without(invocation.values, item, at + sign.len())?;
    Some((Key { span: inner, inner, quoting: *quoting }, sign, value))
}

fn key_text(key: &Key) -> Text {
    Text { span: key.span, parts: vec![Part::Words { span: key.inner, quoting: key.quoting }], ..Text::default() }
}
