//! `az rest` (<https://learn.microsoft.com/cli/azure/reference-index#az-rest>).

use super::{Invocation, Program};
use crate::languages::shell::arguments::{Options, parse};
use crate::languages::{Body, Call, Headers, Text, UnknownBody, az};

pub(super) static PROGRAM: Program = Program { names: &["az"], words: &["rest"], call };

const OPTIONS: Options = Options { short: "mubo", long: az::OPTIONS };

fn call(invocation: &Invocation<'_, '_>) -> Option<Call> {
    let text = invocation.text();
    let arguments = parse(invocation.values, invocation.command, invocation.skip, &OPTIONS, invocation.at);
    let mut headers = Headers { incomplete: arguments.incomplete, ..Headers::default() };
    if let Some(first) = arguments.get(&["headers"]) {
        // `--headers a=b c=d`, or one JSON object.
        let own = |it: &&Text| it.span.start > first.span.start && it.value(text).contains('=');
        for header in std::iter::once(first).chain(arguments.positional.iter().filter(own)) {
            match header.known_value(text).as_deref().map(serde_json::from_str::<serde_json::Value>) {
                Some(Ok(serde_json::Value::Object(members))) => {
                    for (name, value) in members {
                        let value = value.as_str().unwrap_or_default();
                        headers.known.push((Text::known(&name, header.span), Text::known(value, header.span)));
                    }
                }
                _ if header.value(text).starts_with('{') => headers.incomplete = true,
                _ => invocation.header(&mut headers, header, '='),
            }
        }
    }
    let url = arguments.get(&["uri", "url", "u"]).cloned();
    let body = match arguments.get(&["body", "b"]) {
        Some(body) => invocation.body_or_file(body.clone()),
        None if arguments.incomplete => Body::Unknown(invocation.name, UnknownBody::Computed),
        None => Body::None,
    };
    let method = arguments.get(&["method", "m"]).cloned();
    let client = invocation.client("GET", "GET");
    Some(Call { span: invocation.command.span, client, method, url, headers, body, notes: Vec::new() })
}
