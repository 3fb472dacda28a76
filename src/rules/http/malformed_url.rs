//! The URL is not well-formed: it has no scheme or two, a slash too few after the scheme, the version twice or joined
//! to the next segment, something before the version, an empty segment, or a second URL before or after it.
//!
//! ## Why it matters
//! Without a scheme a client does not know where to send the request, or takes the host for a path. A version that is
//! missing, doubled or joined to its neighbour, or an empty segment, leads to an address that the service does not
//! have. The rest of the request is checked as if the URL were right.
//!
//! ## What to do
//! Write `https://`, the host, `/v1.0/` and the path. An empty segment where an id belongs is a variable without a value in the
//! script that made the URL.
//!
//! ## Evidence
//! - [RFC 3986](https://www.rfc-editor.org/rfc/rfc3986#section-3), section 3.
//! - [Use the Microsoft Graph API](https://learn.microsoft.com/graph/use-the-api): the parts of a URL.

use super::is_graph;
use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::http::{UrlFault, UrlFaultKind};
use crate::operation::Fit;
use crate::rule::wording::quoted;
use crate::rule::{Check, Context, Findings, Part, Rule};
use crate::text::{Edit, Span};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "malformed-url",
        group: Group::Http,
        severity: Severity::Error,
        fix: FixAvailability::Sometimes,
        summary: "a URL has no scheme, a slash too few, a version twice, an empty segment, or `&` for `?`",
        manual: crate::manual!("malformed_url.rs"),
    },
    check: Check::Message(Part::Url, check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    parentheses(context, findings);
    let Some(url) = context.request().url.as_ref().filter(|_| is_graph(context)) else { return };
    // Of an empty segment it is known that nothing is lost in it only where the path is one without it.
    let is_whole = matches!(context.target().fit, Fit::Operation(_) | Fit::OtherMethod(_));
    let is_script = context.request().container().is_script();
    for UrlFault { kind, span, edit } in &url.faults {
        let words = quoted(context, *span);
        let (message, label, title, certain) = match kind {
            UrlFaultKind::NoScheme => {
                ("the URL has no scheme".to_owned(), "`https://` belongs here", "insert `https://`", true)
            }
            UrlFaultKind::Scheme => (format!("{words} is not a scheme"), "`https` belongs here", "write `https`", true),
            UrlFaultKind::Separator => {
                (format!("{words} stands between the scheme and the host"), "`://` belongs here", "write `://`", true)
            }
            UrlFaultKind::SecondScheme => {
                (format!("the URL has a second scheme, {words}"), "one scheme is enough", "remove the second one", true)
            }
            UrlFaultKind::SecondUrl => (
                "a second URL follows in the same word".to_owned(),
                "no part of the first URL",
                "remove the second one",
                true,
            ),
            UrlFaultKind::SecondHost => (
                "a host stands before the whole URL".to_owned(),
                "the URL begins after it",
                "remove the first one",
                true,
            ),
            UrlFaultKind::BeforeVersion => (
                format!("{words} stands between the host and the version"),
                "the version belongs here",
                "remove it",
                true,
            ),
            UrlFaultKind::SecondVersion => (
                format!("the URL names a second version, {words}"),
                "one version is enough",
                "remove the second one",
                true,
            ),
            UrlFaultKind::GluedVersion => (
                format!("no slash parts the version from what follows in {words}"),
                "`/` belongs after the version",
                "insert `/`",
                true,
            ),
            UrlFaultKind::EmptySegment => (
                "a segment of the path is empty".to_owned(),
                "nothing stands between two slashes",
                "remove a slash",
                is_whole,
            ),
            UrlFaultKind::SlashBeforeKey => (
                "a slash stands before the parentheses of a key".to_owned(),
                "no slash belongs here",
                "remove the slash",
                true,
            ),
            UrlFaultKind::Backslashes => (
                "the path is written with backslashes".to_owned(),
                "`/` belongs in place of each `\\`",
                "write slashes",
                true,
            ),
            UrlFaultKind::Ampersand => ("the query begins with `&`".to_owned(), "`?` belongs here", "write `?`", true),
            UrlFaultKind::SecondQuestionMark => {
                ("the query has a second `?`".to_owned(), "`&` belongs here", "write `&`", true)
            }
        };
        let finding = findings.report(*span, message);
        // A script puts a slash after a base that has one, and the service bears with it.
        if is_script && *kind == UrlFaultKind::EmptySegment {
            finding.at_most(Severity::Warning);
        }
        let help = match kind {
            UrlFaultKind::Ampersand | UrlFaultKind::SecondQuestionMark => {
                "A query begins with `?`, and `&` separates its options; otherwise they become part of what is before them."
            }
            _ => {
                "The request does not arrive where it should. Write `https://`, the host, the version and the path, each once."
            }
        };
        finding
            .label(*span, label)
            .help(help)
            .fix(edit.clone().filter(|_| certain).and_then(|edit| Fix::safe(title, vec![edit])));
    }
}

/// `provisionOnDemand()`: parentheses hold the parameters of a function, and an action has its own in the body.
fn parentheses(context: &Context<'_>, findings: &mut Findings<'_>) {
    let (Fit::Operation(operation), Some(url)) = (&context.target().fit, &context.request().url) else { return };
    let is_action = operation.path.rsplit('/').next().is_some_and(|last| !last.starts_with('{'));
    let Some(last) = url.segments.last().filter(|last| is_action && last.key.is_some_and(|key| key.is_empty())) else {
        return;
    };
    let span = Span::new(last.name.end, last.span.end);
    findings
        .report(span, format!("{} takes no parentheses", quoted(context, last.name)))
        .at_most(Severity::Warning)
        .label(span, "no part of the name")
        .help("Only functions have parameters in the URL; those of an action are in the body.")
        .fix(Fix::safe("remove the parentheses", vec![Edit::delete(span)]));
}
