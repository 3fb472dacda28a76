//! A known property is written in the wrong case: `ruleID`, `ObjectId`, `Parameters`.
//!
//! ## Why it matters
//! Names that differ in case are two names in JSON
//! ([RFC 8259, section 8.3](https://www.rfc-editor.org/rfc/rfc8259#section-8.3)), and the metadata of Microsoft Graph has only one of them.
//! Several services of Microsoft Graph refuse names in the wrong case
//! ([microsoft-graph-docs#37](https://github.com/microsoftgraph/microsoft-graph-docs/issues/37)); what this one does is not
//! documented. The cmdlets of the PowerShell SDK accept any case, so the mistake is often copied from a hashtable written for them.
//!
//! ## What to do
//! Write the name as the reference has it.

use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::wording::{fix, key, misnamed, soften, typed};
use crate::rule::{Check, Context, Findings, Rule};
use crate::schema::{TypeFault, ViolationKind};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "property-case",
        group: Group::Structure,
        severity: Severity::Error,
        fix: FixAvailability::Sometimes,
        summary: "a known property is written in the wrong case",
        manual: crate::manual!("property_case.rs"),
    },
    check: Check::Violation(
        |kind| match kind {
            ViolationKind::PropertyCase { .. } => true,
            ViolationKind::Typed(typed) => matches!(typed.fault, TypeFault::Case { .. }),
            _ => false,
        },
        check,
    ),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    // Some clients know the properties, and send their names as they should be.
    if context.request().raw().notes.script.as_ref().is_some_and(|script| script.any_case) {
        return;
    }
    misnamed(
        context,
        findings,
        |kind| match kind {
            ViolationKind::PropertyCase { wanted } => Some(wanted),
            _ => None,
        },
        |key, wanted| format!("{key} has the wrong case; the property is called `{wanted}`"),
        "Names in JSON are case-sensitive, and some Graph services reject a name in the wrong case. Rename the key.",
    );
    for (violation, it) in typed(context) {
        let TypeFault::Case { wanted } = &it.fault else { continue };
        let name = key(context, violation.span);
        let finding =
            findings.report(violation.span, format!("{name} has the wrong case; the property is called `{wanted}`"));
        finding
            .label(violation.span, format!("the name is `{wanted}`"))
            .help(format!(
                "Names in JSON are case-sensitive, and some Graph services reject a name in the wrong case. `{}` has it so in {}.",
                it.owner, it.metadata
            ))
            .fix(fix(violation, format!("rename it to `{wanted}`")));
        soften(finding, it);
    }
}
