//! A value has the wrong JSON type, such as a number where a string belongs.
//!
//! ## Why it matters
//! The metadata of Microsoft Graph types `ruleId`, `objectId` and `objectTypeName` as strings, `parameters`, `subjects`
//! and `members` as collections of objects, and `links` as an object
//! ([synchronizationJobSubject](https://learn.microsoft.com/graph/api/resources/synchronization-synchronizationjobsubject)).
//! It types the properties and parameters of all other operations too: `accountEnabled` of a user is a boolean.
//! The service cannot read a value of another type.
//!
//! A number in quotation marks is a warning, because the libraries for OData that many services use convert it. They
//! convert `"true"` as well: a maintainer of the reference writes that OData allows it
//! ([microsoft-graph-docs#12816](https://github.com/microsoftgraph/microsoft-graph-docs/issues/12816)). Which services
//! of Graph do so is not documented. It is an error here, because the metadata has another type, and every service
//! accepts the boolean without the quotation marks. In a script it is a warning: the reference itself sends
//! `"saveToSentItems": "false"` in an example of
//! [sendMail](https://learn.microsoft.com/graph/api/user-sendmail#examples), and scripts with it are in use.
//!
//! ## What to do
//! Write a value of the right type. The fix quotes a number where a string belongs; it is unsafe, because a number is
//! rarely a valid id. `links` may be `null`: the metadata allows it, and nothing documented forbids it.

use super::is_truncated;
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::json::{Kind, SyntaxError, SyntaxErrorKind};
use crate::rule::wording::{fix, soften, typed, value_at};
use crate::rule::{Check, Context, Findings, Rule};
use crate::schema::{TypeFault, ViolationKind};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "wrong-type",
        group: Group::Structure,
        severity: Severity::Error,
        fix: FixAvailability::Unsafe,
        summary: "a value has the wrong JSON type",
        manual: crate::manual!("wrong_type.rs"),
    },
    check: Check::Violation(
        |kind| match kind {
            ViolationKind::WrongType(_) => true,
            ViolationKind::Typed(typed) => {
                matches!(typed.fault, TypeFault::WrongType { .. } | TypeFault::Quoted { .. })
            }
            _ => false,
        },
        check,
    ),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for violation in context.violations() {
        let ViolationKind::WrongType(types) = &violation.kind else { continue };
        // What PowerShell cut off is left to `powershell-depth-truncation`.
        if types.found == Kind::String && is_truncated(context.words(violation.span).trim_matches('"')) {
            continue;
        }
        // A gap without quotation marks is one thing that is wrong, whatever was to be there.
        let is_gap = |it: &SyntaxError| {
            it.span == violation.span && it.kind == (SyntaxErrorKind::UnquotedValue { placeholder: true })
        };
        if context.syntax_errors().iter().any(is_gap) {
            continue;
        }
        let (found, wanted) = (types.found.described(), types.wanted.described());
        let property = &types.property;
        let place = if types.element { format!("an element of `{property}`") } else { format!("`{property}`") };
        let remedy = match (types.found, types.wanted) {
            (Kind::Null, _) => format!("Write {wanted}, or leave `{property}` out if it is not needed."),
            _ => format!("Write {wanted}."),
        };
        findings
            .report(violation.span, format!("{place} is {found}, not {wanted}"))
            .label(violation.span, format!("{wanted} belongs here"))
            .help(format!(
                "The metadata of Microsoft Graph wants {wanted} here, and {found} cannot be read as one. {remedy}"
            ))
            .fix(fix(violation, "put the number in quotation marks"));
    }
    for (violation, it) in typed(context) {
        let (wanted, found, title) = match it.fault {
            TypeFault::WrongType { wanted, found } => (wanted, found, "put the number in quotation marks"),
            TypeFault::Quoted { wanted } => (wanted, Kind::String, "take the quotation marks away"),
            _ => continue,
        };
        if found == Kind::String && is_truncated(context.words(violation.span).trim_matches('"')) {
            continue;
        }
        let short = wanted.split(" such as ").next().unwrap_or(wanted);
        let place = value_at(&it.subject);
        let finding = findings.report(violation.span, format!("{place} is {}, not {short}", found.described()));
        finding
            .label(violation.span, format!("{short} belongs here"))
            .help(format!("In {} it is {wanted}. Write it so.", it.metadata))
            .fix(fix(violation, title));
        soften(finding, it);
        // The author of a script has run it, and the libraries that read `"false"` as a boolean are widespread.
        if matches!(it.fault, TypeFault::Quoted { .. }) && context.request().container().is_script() {
            finding.at_most(Severity::Warning);
        }
    }
}
