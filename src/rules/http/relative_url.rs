//! The URL begins with its path, and no `Host` header names the server.
//!
//! ## Why it matters
//! The clouds of Microsoft Graph have different hosts. A client that does not know which one to use cannot send the
//! request. Pages of documentation and requests of a batch are not checked: there the host is implied.
//!
//! ## What to do
//! Write the whole URL, `https://graph.microsoft.com/v1.0/…`, or a variable for the host.
//!
//! ## Evidence
//! - [National cloud deployments](https://learn.microsoft.com/graph/deployments).
//! - [RFC 9112](https://www.rfc-editor.org/rfc/rfc9112#section-3.2), section 3.2.

use super::{host, is_graph};
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::http::{MessageErrorKind, RequestLineFault};
use crate::rule::{Check, Context, Findings, Part, Rule};
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "relative-url",
        group: Group::Http,
        severity: Severity::Info,
        fix: FixAvailability::None,
        summary: "the URL has no host, and no `Host` header names one",
        manual: crate::manual!("relative_url.rs"),
    },
    check: Check::Message(Part::Url, check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(url) = context.request().url.as_ref().filter(|_| is_graph(context)) else { return };
    let complete = context.container().allows_relative_urls() || host(context).is_some();
    // Of lines with labels one names the host, or is forgotten with them.
    let labelled = MessageErrorKind::MalformedRequestLine(RequestLineFault::Labelled);
    let is_labelled = context.message_errors().any(|error| error.kind == labelled);
    if complete || is_labelled || context.words(url.span).starts_with('{') {
        return;
    }
    let span = Span::gap(url.span.start);
    findings
        .report(span, "the URL names no host")
        .label(span, "`https://graph.microsoft.com` belongs here")
        .help("The clouds of Microsoft Graph have different hosts. Write the whole URL, or add a `Host` header.");
}
