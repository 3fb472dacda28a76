//! Commands that the script does not define, and that are given a URL of Microsoft Graph: `New-GraphGetRequest -uri …`, from a
//! module.

use super::arguments;
use super::bodies;
use super::outline::Command;
use super::texts::as_text;
use super::value::{At, Values};
use crate::languages::{Body, Call, Client, GRAPH, Headers, METHODS, Part, Text, UnknownBody, is_named_after_graph};
use crate::text::Span;

const PARAMETERS: [&str; 12] = [
    "Uri",
    "Url",
    "GraphUri",
    "Resource",
    "Method",
    "HttpMethod",
    "Type",
    "RequestMethod",
    "Verb",
    "Body",
    "Headers",
    "TenantId",
];

/// Whether a command may be one of those, by its name in lower case.
pub(super) fn is_named(values: &Values<'_>, name: &str) -> bool {
    let Some((_, noun)) = name.split_once('-') else { return false };
    let is_sender = ["request", "query", "rest", "allpage", "api"].iter().any(|word| noun.contains(word));
    is_sender && noun.contains("graph") && !values.outline.functions.contains_key(name)
}

/// The call that a command makes, or `None` if nothing says that it sends a request.
pub(super) fn call(values: &Values<'_>, command: &Command) -> Option<Call> {
    let name = values.words(command.name).to_ascii_lowercase();
    if !is_named(values, &name) {
        return None;
    }
    let at = At { scope: command.scope, depth: 0 };
    let arguments = arguments::bind(values, command.arguments.clone(), &PARAMETERS, &["Verbose", "AsApp"], at);
    let named = PARAMETERS.iter().take(4).find_map(|name| arguments.get(name));
    let url = named.or(arguments.positional.first()).and_then(|given| as_text(&given.value))?;
    let value = url.value(values.text);
    let absolute = value.strip_prefix("https://").and_then(|rest| rest.split_once('/'));
    // The clouds all have the word in their hosts.
    let path = absolute.filter(|(host, _)| is_named_after_graph(host)).map_or(value.as_ref(), |(_, path)| path);
    let first = path.trim_start_matches('/').split('/').next().unwrap_or_default();
    let begins = !matches!(url.parts.first(), None | Some(Part::Hole { .. }));
    if !begins || !matches!(first.to_ascii_lowercase().as_str(), "v1.0" | "beta") {
        return None;
    }
    let place = values.tokens.get(command.name).map_or(Span::default(), |token| token.span);
    let client = Client { name: place, method: "GET", method_with_body: "POST", base: Some(GRAPH), any_case: false };
    let given = ["Method", "HttpMethod", "RequestMethod", "Type", "Verb"].iter().find_map(|name| arguments.get(name));
    let given = given.and_then(|given| as_text(&given.value)).filter(|method| {
        method.known_value(values.text).is_none_or(|it| METHODS.iter().any(|known| known.eq_ignore_ascii_case(&it)))
    });
    // `Get-MgGraphAllPage`, `New-GraphPOSTRequest`
    let noun = name.split_once('-').map_or("", |(_, noun)| noun);
    let said = METHODS.iter().find(|method| {
        let method = method.to_ascii_lowercase();
        noun.contains(&format!("graph{method}")) || name.starts_with(&format!("{method}-"))
    });
    let method = given.or_else(|| said.map(|method| Text::known(method, place)));
    let method = method.unwrap_or_else(|| Text::hole("method", place));
    let mut notes = Vec::new();
    let body = match arguments.get("Body") {
        Some(given) => bodies::body(given, true, &mut notes),
        None if arguments.incomplete => Body::Unknown(place, UnknownBody::Computed),
        None => Body::None,
    };
    let mut url = url;
    notes.extend(super::notes::of_text(values, &mut url, true, at));
    let headers = Headers { incomplete: true, ..Headers::default() };
    let span = values.span(&(command.name..command.arguments.end));
    Some(Call { span, client, method: Some(method), url: Some(url), headers, body, notes })
}
