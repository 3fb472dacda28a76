//! The path of a URL of Microsoft Graph does not begin with `/v1.0` or `/beta`.
//!
//! ## Why it matters
//! The version is the first segment of every path; without it the service reads the next segment as the version and
//! refuses the request.
//!
//! ## What to do
//! Write `/v1.0` after the host, or `/beta` for what only the beta has.
//!
//! ## Evidence
//! - [Use the Microsoft Graph API](https://learn.microsoft.com/graph/use-the-api), section "Version".

use super::{host, is_graph, is_in_batch};
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::operation::Host;
use crate::rule::wording::{is_gap, quoted};
use crate::rule::{Check, Context, Findings, Part, Rule};
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "missing-api-version",
        group: Group::Http,
        severity: Severity::Error,
        fix: FixAvailability::None,
        summary: "the URL names neither `v1.0` nor `beta`",
        manual: crate::manual!("missing_api_version.rs"),
    },
    check: Check::Message(Part::Url, check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(url) = context.request().url.as_ref().filter(|_| is_graph(context) && !is_in_batch(context)) else {
        return;
    };
    let help = "The first segment of every path of Microsoft Graph is its version: `v1.0`, or `beta` for what only beta has. Write it after the host.";
    if let Some(span) = context.target().version {
        let version = context.words(span);
        if !version.eq_ignore_ascii_case("v1.0") && !version.eq_ignore_ascii_case("beta") && !is_gap(context, version) {
            findings
                .report(span, format!("{} is not a version of Microsoft Graph", quoted(context, span)))
                .label(span, "`v1.0` or `beta` belongs here")
                .help(help);
        }
        return;
    }
    let first = url.segments.iter().find(|segment| !segment.span.is_empty());
    let Some(first) = first.filter(|segment| !context.words(segment.span).starts_with('.')) else { return };
    // In a script, the version may be what is filled in.
    if context.container().is_script() && is_gap(context, context.words(first.span)) {
        return;
    }
    if matches!(host(context), Some((_, Host::Graph | Host::Near(_) | Host::Retired))) {
        let span = Span::gap(first.span.start);
        findings
            .report(span, "the URL names no version of Microsoft Graph")
            .label(span, "`v1.0/` or `beta/` belongs here")
            .help(help);
    }
}
