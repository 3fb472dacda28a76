//! `mgc`, the command line of Microsoft Graph: `mgc users create --body '{…}'`. Its commands are the segments of the path
//! (<https://learn.microsoft.com/graph/cli/navigating>).

use super::{Invocation, Program};
use crate::languages::shell::arguments::{Options, parse};
use crate::languages::{Body, Call, GRAPH, Headers, Part, Text, UnknownBody};

pub(super) static PROGRAM: Program = Program { names: &["mgc", "mgc-beta"], words: &[], call };

/// Every option but these takes a value.
const OPTIONS: Options = Options { short: "", long: &["body", "content-type", "headers", "output", "query", "file"] };

/// What the last words of a command do.
const VERBS: [(&str, &str); 7] = [
    ("list", "GET"),
    ("get", "GET"),
    ("create", "POST"),
    ("post", "POST"),
    ("patch", "PATCH"),
    ("put", "PUT"),
    ("delete", "DELETE"),
];

fn call(invocation: &Invocation<'_, '_>) -> Option<Call> {
    let text = invocation.text();
    let arguments = parse(invocation.values, invocation.command, invocation.skip, &OPTIONS, invocation.at);
    // The words of the command come first, then nothing but options and their values.
    let first_option = arguments.options.iter().map(|(_, value)| value.span.start).min().unwrap_or(u32::MAX);
    let words: Vec<&Text> = arguments.positional.iter().take_while(|it| it.span.start < first_option).collect();
    let (verb, segments) = words.split_last()?;
    let verb = verb.known_value(text)?;
    let &(_, method) = VERBS.iter().find(|(known, _)| *known == verb)?;
    let is_beta = invocation.name.of(text).ends_with("-beta");
    let version = if is_beta { "beta" } else { "v1.0" };
    let span = invocation.command.span;
    let mut url = Text::known(&format!("{GRAPH}{version}"), invocation.name);
    url.span = span;
    for segment in segments {
        let words = segment.known_value(text)?;
        let option = format!("{}-id", singular(&words));
        url.parts.push(Part::Known { text: format!("/{}", camel(&words)).into(), span: segment.span });
        let is_meant = |(name, _): &&(String, Text)| {
            *name == option || option.ends_with(&format!("-{name}")) || name.ends_with(&format!("-{option}"))
        };
        if let Some((name, value)) = arguments.options.iter().find(is_meant) {
            url.parts.push(Part::Known { text: "/".into(), span: segment.span });
            url.parts.extend(Text::hole(name, value.span).parts);
        }
    }
    let body = match arguments.get(&["body"]) {
        Some(body) => invocation.body(body.clone()),
        None if matches!(method, "POST" | "PATCH" | "PUT") && arguments.has(&["file"]) => {
            Body::Unknown(invocation.name, UnknownBody::File)
        }
        None => Body::None,
    };
    let client = invocation.client("GET", "POST");
    let method = Some(Text::known(method, invocation.name));
    let headers = Headers { incomplete: true, ..Headers::default() };
    Some(Call { span, client, method, url: Some(url), headers, body, notes: Vec::new() })
}

/// `service-principals` is `service-principal`, and `identities` is `identity`.
fn singular(words: &str) -> String {
    match words.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => words.strip_suffix('s').unwrap_or(words).to_owned(),
    }
}

/// Converts kebab case to camel case: `provision-on-demand` becomes `provisionOnDemand`.
fn camel(words: &str) -> String {
    let mut parts = words.split('-');
    let mut name = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let mut letters = part.chars();
        name.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        name.push_str(letters.as_str());
    }
    name
}
