//! The path of the URL differs from that of an operation by a segment or two: `provision-on-demand`,
//! `ProvisionOnDemand`, `/job/`, or no `/jobs/` at all.
//!
//! ## Why it matters
//! The service knows no such path and answers with an error that names a segment at best. The file name of the
//! reference page was `…-provision-on-demand` until 2023, but the action never had that name.
//!
//! ## What to do
//! Write the path as the reference has it:
//! `/servicePrincipals/{servicePrincipalsId}/synchronization/jobs/{synchronizationJobId}/provisionOnDemand`.
//!
//! ## Evidence
//! - [synchronizationJob: provisionOnDemand](https://learn.microsoft.com/graph/api/synchronization-synchronizationjob-provisionondemand), section "HTTP request".

use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::http::UrlFaultKind;
use crate::operation::{Departure, Fit};
use crate::rule::wording::quoted;
use crate::rule::{Check, Context, Findings, Part, Rule};
use crate::text::{Edit, Span};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "misspelt-action",
        group: Group::Http,
        severity: Severity::Error,
        fix: FixAvailability::Sometimes,
        summary: "the path is nearly that of the operation: a segment is misspelt or missing",
        manual: crate::manual!("misspelt_action.rs"),
    },
    check: Check::Message(Part::Url, check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Fit::Near(operation) = context.target().fit else { return };
    let help = format!("The service knows no such path. That of {} is `{}`.", operation.title, operation.path);
    let faults = context.request().url.as_ref().map_or(&[][..], |url| &url.faults);
    let is_empty_before = |span: Span| {
        faults.iter().any(|fault| fault.kind == UrlFaultKind::EmptySegment && fault.span.end + 1 == span.start)
    };
    let departures = &context.target().departures;
    let is_missing_before =
        |place: Span| departures.iter().any(|it| matches!(it, Departure::Missing { span, .. } if *span == place));
    // Where a literal segment is in the place of an id, it is the id that is missing, and nobody knows it.
    let literal = |words: &str| operation.path.split('/').any(|segment| segment.eq_ignore_ascii_case(words));
    let has_ids = !context.target().keys.iter().any(|(_, key)| literal(context.words(key)));
    for departure in departures {
        match *departure {
            Departure::Misspelt { span, wanted, is_near } => {
                let edits = vec![Edit::replace(span, wanted)];
                let title = format!("write `{wanted}`");
                let fix = if is_near { Fix::safe(title, edits) } else { Fix::guess(title, edits) };
                findings
                    .report(span, format!("{} is not a segment of the path; `{wanted}` is", quoted(context, span)))
                    .label(span, format!("`{wanted}` belongs here"))
                    .help(help.clone())
                    .fix(fix.filter(|_| has_ids));
            }
            Departure::Superfluous { span } => {
                let edit = Edit::delete(span);
                findings
                    .report(span, format!("{} is a segment too many", quoted(context, span)))
                    .label(span, "no segment of the path")
                    .help(help.clone())
                    .fix(Fix::safe("remove the segment", vec![edit]));
            }
            Departure::Separator { span } if span.is_empty() => {
                findings
                    .report(span, "no slash parts two segments of the path")
                    .label(span, "`/` belongs here")
                    .help(help.clone())
                    .fix(Fix::safe("insert `/`", vec![Edit::insert(span.start, "/")]));
            }
            Departure::Separator { span } => {
                findings
                    .report(
                        span,
                        format!("{} stands where a slash parts two segments of the path", quoted(context, span)),
                    )
                    .label(span, "`/` belongs here")
                    .help(help.clone())
                    .fix(Fix::guess("write `/`", vec![Edit::replace(span, "/")]));
            }
            // What is missing before it was reported at the same place.
            Departure::MissingKey { span, .. } if is_missing_before(span) => {}
            // An empty segment in its place is reported as such.
            Departure::MissingKey { span, .. } if is_empty_before(span) => {}
            Departure::MissingKey { span, wanted } => {
                findings
                    .report(span, format!("the path has no `{wanted}`"))
                    .label(span, "the id belongs here")
                    .help(help.clone());
            }
            Departure::Missing { span, wanted, insertable } => {
                let edits = (insertable && has_ids).then(|| Edit::insert(span.start, format!("{wanted}/")));
                findings
                    .report(span, format!("the path has no segment `{wanted}`"))
                    .label(span, format!("`{wanted}` belongs here"))
                    .help(help.clone())
                    .fix(Fix::safe(format!("insert `{wanted}/`"), edits.into_iter().collect()));
            }
        }
    }
}
