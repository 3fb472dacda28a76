//! The rules of the group `http`, one file each, and what they share.

mod absolute_batch_url;
mod beta_endpoint;
mod blank_line_before_headers;
mod duplicate_batch_id;
mod duplicate_header;
mod hardcoded_token;
mod insecure_scheme;
mod malformed_filter;
mod malformed_header;
mod malformed_request_line;
mod malformed_url;
mod missing_api_version;
mod missing_authorization;
mod missing_batch_body;
mod missing_batch_id;
mod missing_batch_method;
mod missing_blank_line;
mod missing_consistency_level;
mod missing_content_type;
mod missing_if_match;
mod missing_method;
mod missing_ref;
mod missing_request_line;
mod misspelt_action;
mod query_on_action;
mod rate_limit;
mod relative_url;
mod too_many_batch_requests;
mod truncated_body;
mod unescaped_url_character;
mod unexpected_body;
mod unknown_batch_dependency;
mod unknown_function_parameter;
mod unknown_host;
mod unknown_path;
mod unknown_query_option;
mod unknown_query_property;
mod unsupported_operation;
mod wrong_charset;
mod wrong_content_length;
mod wrong_content_type;
mod wrong_method;

use crate::finding::Fix;
use crate::http::MessageError;
use crate::operation::{Fit, Host};
use crate::request::Mark;
use crate::rule::{Context, RequestSummary, Rule};
use crate::text::Span;

/// The rules of the group.
pub(crate) static RULES: &[Rule] = &[
    blank_line_before_headers::RULE,
    missing_blank_line::RULE,
    wrong_method::RULE,
    unknown_path::RULE,
    missing_ref::RULE,
    unknown_function_parameter::RULE,
    unsupported_operation::RULE,
    missing_consistency_level::RULE,
    missing_if_match::RULE,
    unknown_query_option::RULE,
    unknown_query_property::RULE,
    malformed_filter::RULE,
    misspelt_action::RULE,
    missing_api_version::RULE,
    beta_endpoint::RULE,
    insecure_scheme::RULE,
    unknown_host::RULE,
    missing_content_type::RULE,
    wrong_content_type::RULE,
    wrong_charset::RULE,
    wrong_content_length::RULE,
    missing_request_line::RULE,
    missing_method::RULE,
    relative_url::RULE,
    duplicate_header::RULE,
    malformed_header::RULE,
    missing_authorization::RULE,
    hardcoded_token::RULE,
    query_on_action::RULE,
    rate_limit::RULE,
    too_many_batch_requests::RULE,
    missing_batch_id::RULE,
    duplicate_batch_id::RULE,
    unknown_batch_dependency::RULE,
    absolute_batch_url::RULE,
    missing_batch_method::RULE,
    missing_batch_body::RULE,
    malformed_request_line::RULE,
    malformed_url::RULE,
    unescaped_url_character::RULE,
    unexpected_body::RULE,
    truncated_body::RULE,
];

/// The longest quotation of the user's words in a message.
const QUOTED: usize = 60;

/// Whether the request goes to Microsoft Graph, as far as is known.
fn is_graph(context: &Context<'_>) -> bool {
    !matches!(context.target().fit, Fit::Foreign)
}

/// Whether it is a request of a batch, whose host and version are those of the batch. What is wrong with them in a URL
/// is that they are there.
fn is_in_batch(context: &Context<'_>) -> bool {
    context.container().is_batch()
}

/// The errors in the message and its answer, or `None` if it does not go to Microsoft Graph.
fn syntax_errors<'c, 'a>(context: &'c Context<'a>) -> impl Iterator<Item = &'a MessageError> + use<'c, 'a> {
    context.message_errors().filter(|_| is_graph(context))
}

/// The host that the URL or else the header `Host` names, and what it is to Microsoft Graph.
fn host(context: &Context<'_>) -> Option<(Span, Host)> {
    let url = context.request().url.as_ref()?;
    let span = url.host.or_else(|| context.request().header("Host").map(|header| header.value))?;
    Some((span, Host::of(context.words(span))))
}

/// Whether the words at `span` are in the source as they are in the request, but for what begins its lines there.
fn is_verbatim(context: &Context<'_>, span: Span) -> bool {
    let outer = context.request().raw().mapped.locate(span).of(context.source().text());
    let here = context.words(span);
    here.lines().count() == outer.lines().count()
        && here.lines().zip(outer.lines()).all(|(here, outer)| outer.ends_with(here))
}

/// Whether the lines at `span` are lines of the source too, but for what begins them there, and for variables,
/// which have their values here.
fn has_own_lines(context: &Context<'_>, span: Span) -> bool {
    let outer = context.request().raw().mapped.locate(span).of(context.source().text());
    let here = context.words(span);
    let has_variables = context.container().has_variables();
    let is_line = |(here, outer): (&str, &str)| outer.ends_with(here) || has_variables && is_filled_in(here, outer);
    here.lines().count() == outer.lines().count() && here.lines().zip(outer.lines()).all(is_line)
}

/// Whether `here` is `outer` with values for its variables, `{{name}}`.
fn is_filled_in(here: &str, outer: &str) -> bool {
    let mut parts = outer.split("{{");
    let Some(mut rest) = parts.next().and_then(|first| here.strip_prefix(first)) else { return false };
    for part in parts {
        let Some((_, behind)) = part.split_once("}}") else { return false };
        let Some(at) = rest.find(behind) else { return false };
        rest = &rest[at + behind.len()..];
    }
    // The last part may be found further in front than where the line ends.
    outer.rsplit("}}").next().is_some_and(|end| here.ends_with(end))
}

/// `fix`, which adds or removes a whole line at `line`; `None` where the request is not written in lines of its own.
fn line_fix(context: &Context<'_>, line: Span, fix: Option<Fix>) -> Option<Fix> {
    let start = context.request().raw().message.start?.span();
    // A script has no lines of a message, whatever its words look like.
    fix.filter(|_| !context.container().is_script()).filter(|_| has_own_lines(context, start.join(line)))
}

/// The batches of a source: the requests of each, with the first sign of their objects. None if they have URLs and none of these
/// leads to Microsoft Graph: other services of OData have batches of this form too.
fn batches(requests: &[RequestSummary]) -> Vec<Vec<(&RequestSummary, Span)>> {
    let of_batch = requests.iter().filter(|request| request.container.is_batch());
    let steps: Vec<_> = of_batch.filter_map(|request| Some((request, request.notes.entry?))).collect();
    let is_other =
        requests.iter().any(|request| request.notes.has_url) && !requests.iter().any(|request| request.graph);
    if is_other {
        return Vec::new();
    }
    steps.chunk_by(|(one, _), (next, _)| one.notes.batch == next.notes.batch).map(<[_]>::to_vec).collect()
}

/// The key by which ids of a batch are compared, without regard to case.
fn batch_key(id: &Mark) -> String {
    id.text.to_lowercase()
}
