//! A string is not the date and time, date, time of day or duration that its property requires.
//!
//! ## Why it matters
//! The [metadata of Microsoft Graph](https://learn.microsoft.com/graph/traverse-the-graph#microsoft-graph-api-metadata)
//! says which of them the property takes. OData writes them as in ISO 8601: `2026-02-28T09:30:00Z`, `2026-02-28`,
//! `09:30:00`, `P1DT2H`. The service cannot read another form.
//!
//! ## What to do
//! Write the value in that form. A date without a time, where both are required, is a warning: some services accept it.
//!
//! ## Evidence
//! - [OData ABNF](https://docs.oasis-open.org/odata/odata/v4.01/os/abnf/odata-abnf-construction-rules.txt): `dateTimeOffsetValue`,
//!   `dateValue`, `timeOfDayValue`, `durationValue`.

use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::wording::{QUOTED, fix, soften, typed, value_at};
use crate::rule::{Check, Context, Findings, Rule};
use crate::schema::{TypeFault, ViolationKind};
use crate::text::excerpt;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "malformed-date-time",
        group: Group::Structure,
        severity: Severity::Error,
        fix: FixAvailability::Sometimes,
        summary: "no date, time or duration of the form that belongs there",
        manual: crate::manual!("malformed_date_time.rs"),
    },
    check: Check::Violation(
        |kind| matches!(kind, ViolationKind::Typed(typed) if matches!(typed.fault, TypeFault::Time { .. })),
        check,
    ),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (violation, it) in typed(context) {
        let &TypeFault::Time { wanted, date_only } = &it.fault else { continue };
        let words = excerpt(context.words(violation.span), QUOTED);
        let place = value_at(&it.subject);
        let short = wanted.split(" such as ").next().unwrap_or(wanted);
        let message = match date_only {
            true => format!("{place} is `{words}`, a date without the time of day"),
            false => format!("{place} is `{words}`, which is not {short}"),
        };
        let finding = findings.report(violation.span, message);
        finding
            .label(violation.span, format!("{short} belongs here"))
            .help(format!("In {} it is {wanted}. Write it in that form.", it.metadata))
            .fix(fix(violation, "write it in that form"));
        soften(finding, it);
    }
}
