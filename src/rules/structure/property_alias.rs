//! A known property has another name (`subject`, `id`, `type`) or another spelling (`rule_id`, `object-id`).
//!
//! ## Why it matters
//! The types of this operation are closed in the metadata of Microsoft Graph: they accept no other names. The other
//! names come from elsewhere: Terraform writes [`rule_id` and
//! `object_id`](https://registry.terraform.io/providers/hashicorp/azuread/latest/docs/resources/synchronization_job_provision_on_demand),
//! other parts of Graph write `id`.
//!
//! ## What to do
//! Write the name as the reference has it. The fix renames the key; where the word may mean something else
//! too, as `objectName` may, it is unsafe.

use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Safety, Severity};
use crate::rule::wording::misnamed;
use crate::rule::{Check, Context, Findings, Rule};
use crate::schema::ViolationKind;
use crate::text::Edit;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "property-alias",
        group: Group::Structure,
        severity: Severity::Error,
        fix: FixAvailability::Sometimes,
        summary: "a known property has another name or spelling",
        manual: crate::manual!("property_alias.rs"),
    },
    check: Check::Violation(|kind| matches!(kind, ViolationKind::PropertyAlias { .. }), check),
};

/// The most places that one finding shows.
const SHOWN: usize = 20;

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    if throughout(context, findings) {
        return;
    }
    misnamed(
        context,
        findings,
        |kind| match kind {
            ViolationKind::PropertyAlias { wanted } => Some(wanted),
            _ => None,
        },
        |key, wanted| format!("{key} is not a property here; the service calls it `{wanted}`"),
        "The type has no property of that name, and Graph services usually reject names that a type does not have. Rename the key.",
    );
}

/// Reports names that are all written with `_` or `-` between their words, which has one cause: a program wrote them so.
fn throughout(context: &Context<'_>, findings: &mut Findings<'_>) -> bool {
    let mut places = Vec::new();
    for violation in context.violations() {
        let ViolationKind::PropertyAlias { wanted } = &violation.kind else { continue };
        let words = context.words(violation.span);
        let plain: String = words.chars().filter(|it| it.is_ascii_alphanumeric()).collect();
        if !words.contains(['_', '-']) || !plain.eq_ignore_ascii_case(wanted) || violation.edits.is_empty() {
            return false;
        }
        places.push(violation);
    }
    let Some((first, others)) = places.split_first().filter(|(_, others)| !others.is_empty()) else { return false };
    let edits: Vec<Edit> = places.iter().flat_map(|violation| violation.edits.iter().cloned()).collect();
    let safety = if places.iter().all(|violation| violation.certain) { Safety::Safe } else { Safety::Unsafe };
    let sign = if context.words(first.span).contains('_') { '_' } else { '-' };
    let finding = findings.report(first.span, format!("{} names have `{sign}` between their words", places.len()));
    finding.label(first.span, "the service writes a capital letter there");
    for other in others.iter().take(SHOWN) {
        finding.label(other.span, "and here");
    }
    finding
        .help("The type has no properties of these names, and Graph services usually reject names that a type does not have. Rename the keys.")
        .fix(Fix::new(safety, "write the names as the service does".to_owned(), edits));
    true
}
