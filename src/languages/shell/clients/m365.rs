//! `m365 request` (<https://pnp.github.io/cli-microsoft365/cmd/request/>).

use super::{Invocation, Program};
use crate::languages::shell::arguments::{Options, parse};
use crate::languages::{Body, Call, Headers, Text};

pub(super) static PROGRAM: Program = Program { names: &["m365"], words: &["request"], call };

const OPTIONS: Options = Options {
    short: "umrbpo",
    long: &["url", "method", "resource", "body", "filePath", "output", "query", "accept", "content-type"],
};

fn call(invocation: &Invocation<'_, '_>) -> Option<Call> {
    let text = invocation.text();
    let arguments = parse(invocation.values, invocation.command, invocation.skip, &OPTIONS, invocation.at);
    let mut headers = Headers { incomplete: arguments.incomplete, ..Headers::default() };
    // Every option that is none of its own is a header.
    for (name, value) in arguments.options.iter().filter(|(name, _)| name == "content-type") {
        headers.known.push((Text::known(name, value.span), value.clone()));
    }
    let url = arguments.get(&["url", "u"]).filter(|url| !url.value(text).starts_with('@')).cloned();
    let body = match arguments.get(&["body", "b"]) {
        Some(body) => invocation.body_or_file(body.clone()),
        None => Body::None,
    };
    let client = invocation.client("GET", "GET");
    let method = arguments.get(&["method", "m"]).cloned();
    Some(Call { span: invocation.command.span, client, method, url, headers, body, notes: Vec::new() })
}
