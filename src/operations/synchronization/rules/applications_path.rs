//! The path of a synchronization action begins with `/applications/{id}`.
//!
//! ## Why it matters
//! The metadata of Microsoft Graph has the action there too, but the reference knows it below `/servicePrincipals/`
//! only, where the jobs of a tenant live; whether the service accepts it below an application is not documented. The
//! two have different ids.
//!
//! ## What to do
//! Write `/servicePrincipals/` and the object id of the service principal (of the enterprise application).
//!
//! ## Evidence
//! - [synchronizationJob: provisionOnDemand](https://learn.microsoft.com/graph/api/synchronization-synchronizationjob-provisionondemand), section "HTTP request".

use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::wording::quoted;
use crate::rule::{Check, Context, Findings, Part, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "applications-path",
        group: Group::Http,
        severity: Severity::Warning,
        fix: FixAvailability::None,
        summary: "the path begins with `/applications/`, where the reference has `/servicePrincipals/`",
        manual: crate::manual!("applications_path.rs"),
    },
    check: Check::Message(Part::Url, check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(url) = context.request().url.as_ref().filter(|_| context.operation().is_some()) else { return };
    let mut names = url.segments.iter().map(|segment| segment.name);
    let Some(span) = names.find(|&name| context.words(name).eq_ignore_ascii_case("applications")) else { return };
    findings
        .report(span, format!("the reference does not know the operation below {}", quoted(context, span)))
        .label(span, "`servicePrincipals` in the reference")
        .help("The jobs of a tenant belong to its service principals; whether the service takes the operation below an application is not documented. Write `servicePrincipals`, and the id of the service principal instead of that of the application.");
}
