//! The path of the URL is that of an operation but for a segment or two: `provision-on-demand`, `ProvisionOnDemand`, `/job/`, or
//! no `/jobs/` at all.
//!
//! ## Why it matters
//! The service knows no such path and answers with an error that names a segment at best. The file name of the reference page
//! was `…-provision-on-demand` until 2023, and that is no name of the action.
//!
//! ## What to do
//! Write the path as the reference has it:
//! `/servicePrincipals/{servicePrincipalsId}/synchronization/jobs/{synchronizationJobId}/provisionOnDemand`.
//!
//! ## Evidence
//! - [synchronizationJob: provisionOnDemand](https://learn.microsoft.com/graph/api/synchronization-synchronizationjob-provisionondemand), section "HTTP request".

use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::operation::{Departure, Fit};
use crate::rule::wording::quoted;
use crate::rule::{Check, Context, Findings, Part, Rule};
use crate::text::{Edit, Span, offset};

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
    // Where a literal segment stands in the place of an id, it is the id that is missing, and nobody knows it.
    let literal = |words: &str| operation.path.split('/').any(|segment| segment.eq_ignore_ascii_case(words));
    let has_ids = !context.target().keys.iter().any(|(_, key)| literal(context.words(key)));
    for departure in &context.target().departures {
        match *departure {
            Departure::Misspelt { span, wanted } => {
                findings
                    .report(span, format!("{} is not a segment of the path; `{wanted}` is", quoted(context, span)))
                    .label(span, format!("`{wanted}` belongs here"))
                    .help(&help)
                    .fix(respelt(context.words(span), span, wanted).filter(|_| has_ids));
            }
            Departure::Missing { span, wanted, insertable } => {
                let edits = (insertable && has_ids).then(|| Edit::insert(span.start, format!("{wanted}/")));
                findings
                    .report(span, format!("the path has no segment `{wanted}`"))
                    .label(span, format!("`{wanted}` belongs here"))
                    .help(&help)
                    .fix(Fix::safe(format!("insert `{wanted}/`"), edits.into_iter().collect()));
            }
        }
    }
}

/// Writes the segment as it is called. Where only the slash behind the version was lost, that is put back.
fn respelt(words: &str, span: Span, wanted: &str) -> Option<Fix> {
    let version = words.len().checked_sub(wanted.len()).and_then(|at| words.split_at_checked(at));
    if let Some((version, name)) = version
        && name.eq_ignore_ascii_case(wanted)
        && (version.eq_ignore_ascii_case("beta") || version.eq_ignore_ascii_case("v1.0"))
    {
        let gap = span.start + offset(version.len());
        return Fix::safe("insert `/` behind the version", vec![Edit::insert(gap, "/")]);
    }
    Fix::safe(format!("write `{wanted}`"), vec![Edit::replace(span, wanted)])
}
