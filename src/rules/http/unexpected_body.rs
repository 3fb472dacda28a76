//! A `GET` has a body.
//!
//! ## Why it matters
//! The service does not read a body with `GET`, and many clients and proxies do not send one. On a page it is usually
//! the response, which was put into the block of its request.
//!
//! ## What to do
//! Remove the body, or write the method that it belongs to. On a page, give the response its own block.
//!
//! ## Evidence
//! - [RFC 9110](https://www.rfc-editor.org/rfc/rfc9110#section-9.3.1), section 9.3.1: content in a `GET` has no meaning.

use super::is_graph;
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::{Check, Context, Findings, Part, Rule};
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "unexpected-body",
        group: Group::Http,
        severity: Severity::Warning,
        fix: FixAvailability::None,
        summary: "a `GET` has a body",
        manual: crate::manual!("unexpected_body.rs"),
    },
    check: Check::Message(Part::Body, check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(method) = context.request().method().filter(|_| is_graph(context)) else { return };
    let is_get = ["GET", "HEAD"].iter().any(|known| context.words(method).eq_ignore_ascii_case(known));
    // With a method that the path does not take, that is what is wrong.
    let takes = context.resource().and_then(|resource| resource.end()).map_or(&[][..], |end| end.methods());
    if !is_get || context.operation().is_some() || !takes.is_empty() && !takes.contains(&"GET") {
        return;
    }
    let Some(body) = context.request().body.as_ref().filter(|body| !body.is_blank()) else { return };
    let words = context.words(method);
    let first = Span::new(body.span.start, body.span.start + 1);
    let help = if context.container().is_example() {
        "A service pays no attention to it. If this is the response, give it a block of its own; otherwise remove it."
    } else {
        "A service pays no attention to it. Remove it, or write the method that takes it."
    };
    let end =
        body.span.start + u32::try_from(context.words(body.span).chars().next().map_or(0, char::len_utf8)).unwrap_or(0);
    let first = Span::new(first.start, end);
    findings
        .report(first, format!("a `{words}` has a body"))
        .label(first, "the body begins here")
        .label(method, "takes no body")
        .help(help);
}
