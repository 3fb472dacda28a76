//! The `Content-Length` is not the number of bytes that the body has in UTF-8. Line ends may be LF or CRLF, and the
//! last line end may count or not: each of these lengths is accepted.
//!
//! ## Why it matters
//! A server reads as many bytes as the header says. If that is less than the body, the JSON is cut; if it is more, the
//! server waits for the rest. Clients set the header themselves. Of the examples in the Microsoft Graph reference that
//! have it, two thirds are wrong; a count of characters instead of bytes was answered with "Unable to read JSON request
//! payload".
//!
//! In a file for an HTTP client, which sends the request as it is, it is an error.
//!
//! ## What to do
//! Leave the header out: every client adds the right one.
//!
//! ## Evidence
//! - [RFC 9110](https://www.rfc-editor.org/rfc/rfc9110#section-8.6), section 8.6.
//! - [nodejs-connect-rest-sample#53](https://github.com/microsoftgraph/nodejs-connect-rest-sample/issues/53).

use super::{is_graph, is_verbatim, line_fix};
use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::http::Header;
use crate::request::ContainerKind;
use crate::rule::wording::quoted;
use crate::rule::{Check, Context, Findings, Part, Rule};
use crate::text::{Edit, Span};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "wrong-content-length",
        group: Group::Http,
        severity: Severity::Warning,
        fix: FixAvailability::Sometimes,
        summary: "the `Content-Length` is not the number of bytes of the body",
        manual: crate::manual!("wrong_content_length.rs"),
    },
    check: Check::Message(Part::Headers, check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    // Only here the body stands as it is sent; elsewhere it is a value that a program writes anew.
    let verbatim =
        matches!(context.container(), ContainerKind::Client | ContainerKind::Documentation) && is_graph(context);
    let Some(header) = context.request().header("Content-Length").filter(|_| verbatim) else { return };
    // The request of a file for an HTTP client is sent as it is; most readers of a page copy the body alone.
    let floor = if context.container() == ContainerKind::Client { Severity::Error } else { Severity::Warning };
    let Some(body) = context.request().body.as_ref() else {
        without_body(context, header, floor, findings);
        return;
    };
    let words = context.words(body.span);
    let Ok(said) = context.words(header.value).parse::<usize>() else {
        if !context.words(header.value).contains(['{', '<', '$']) {
            findings
                .report(header.value, format!("{} is not a number of bytes", quoted(context, header.value)))
                .at_least(floor)
                .label(header.value, "not a length")
                .help("A server refuses such a request. Remove the header; every client adds the right one.")
                .fix(removal(context, header.span));
        }
        return;
    };
    if words.contains("{{") && context.container().has_variables() || !is_verbatim(context, body.span) {
        return;
    }
    let breaks = words.matches('\n').count();
    let unix = words.len() - words.matches("\r\n").count();
    if [unix, unix + 1, unix + breaks, unix + breaks + 2].contains(&said) {
        return;
    }
    findings
        .report(header.value, format!("the `Content-Length` is {said}, and the body has {} bytes", words.len()))
.at_least(floor)
        .label(header.value, format!("{} bytes", words.len()))
        .label(body.span, "the body")
        .help("A server reads as many bytes as the header says: it cuts the body off, or waits for more. Remove the header; every client adds the right one.")
        .fix(removal(context, header.span));
}

/// Reports the length of a body that is not there.
fn without_body(context: &Context<'_>, header: &Header, floor: Severity, findings: &mut Findings<'_>) {
    let is_length = context.words(header.value).parse::<u64>().is_ok_and(|said| said > 0);
    if !is_length || context.request().raw().message.body_elsewhere {
        return;
    }
    findings
        .report(header.value, format!("the `Content-Length` is {}, and there is no body", context.words(header.value)))
        .at_least(floor)
        .label(header.value, "0 bytes")
        .help("A server waits for the bytes that the header says. Remove the header; every client adds the right one.")
        .fix(removal(context, header.span));
}

/// Removes the line of the header at `span`.
fn removal(context: &Context<'_>, span: Span) -> Option<Fix> {
    let behind = context.text().get(span.end as usize..).unwrap_or_default();
    let line_end = if behind.starts_with("\r\n") { 2 } else { u32::from(behind.starts_with('\n')) };
    let line = Span::new(span.start, span.end + line_end);
    line_fix(context, line, Fix::safe("remove the header", vec![Edit::delete(line)]))
}
