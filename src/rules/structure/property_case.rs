//! A known property is written in the wrong case: `ruleID`, `ObjectId`, `Parameters`.
//!
//! ## Why it matters
//! Names that differ in case are different names in JSON ([RFC 8259, section
//! 8.3](https://www.rfc-editor.org/rfc/rfc8259#section-8.3)), and the metadata of Microsoft Graph has only one of them.
//! Several services of Microsoft Graph refuse names in the wrong case
//! ([microsoft-graph-docs#37](https://github.com/microsoftgraph/microsoft-graph-docs/issues/37)); what the others do
//! is not documented. Parameters of actions are not reported, because the services accept their first letter in either case. The cmdlets of the PowerShell SDK accept any case, so the mistake is often copied from a hashtable
//! written for them.
//!
//! ## What to do
//! Write the name as the reference has it.

use std::borrow::Cow;

use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Safety, Severity};
use crate::json::Node;
use crate::rule::wording::{fix, key, misnamed, soften, typed};
use crate::rule::{Check, Context, Findings, Rule};
use crate::schema::{TypeFault, Violation, ViolationKind};
use crate::text::Edit;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "property-case",
        group: Group::Structure,
        severity: Severity::Error,
        fix: FixAvailability::Sometimes,
        summary: "a known property is written in the wrong case",
        manual: crate::manual!("property_case.rs"),
    },
    check: Check::Violation(is_case, check),
};

fn is_case(kind: &ViolationKind) -> bool {
    match kind {
        ViolationKind::PropertyCase { .. } => true,
        ViolationKind::Typed(typed) => matches!(typed.fault, TypeFault::Case { .. }),
        _ => false,
    }
}

const HELP: &str = "Names in JSON are case-sensitive, and some Graph services reject a name in the wrong case.";

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    // Some clients know the properties, and send their names as they should be.
    if context.request().raw().notes.script.as_ref().is_some_and(|script| script.any_case)
        || throughout(context, findings)
    {
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
        &format!("{HELP} Rename the key."),
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

/// The most places that one finding shows.
const SHOWN: usize = 20;

/// Reports objects in which every name begins with a capital letter, which has one cause: a program wrote them so.
fn throughout(context: &Context<'_>, findings: &mut Findings<'_>) -> bool {
    let places: Vec<&Violation> = context.violations().iter().filter(|violation| is_case(&violation.kind)).collect();
    let Some((first, others)) = places.split_first().filter(|(_, others)| !others.is_empty()) else { return false };
    let Some(document) = context.document() else { return false };
    let is_capital = |key: Cow<'_, str>| key.starts_with(|first: char| !first.is_lowercase());
    let is_wrong = |key: Node<'_>| places.iter().any(|violation| violation.span == key.span());
    // Every object that has one of the names has no others.
    let mut objects = document.tree.nodes().filter(|node| node.members().any(|member| is_wrong(member.key)));
    if !objects.all(|object| object.members().filter_map(|member| member.key.string()).all(is_capital)) {
        return false;
    }
    let is_all = document.tree.nodes().flat_map(Node::members).filter_map(|member| member.key.string()).all(is_capital);
    let edits: Vec<Edit> = places.iter().flat_map(|violation| violation.edits.iter().cloned()).collect();
    // Where one of them has no repair of its own, two keys mean one name.
    let whole = places.iter().all(|violation| !violation.edits.is_empty());
    let safety = if places.iter().all(|violation| violation.certain) { Safety::Safe } else { Safety::Unsafe };
    let count = places.len();
    let message = match is_all {
        true => format!("all {count} names in the body begin with a capital letter"),
        false => format!("{count} names begin with a capital letter"),
    };
    let finding = findings.report(first.span, message);
    finding.label(first.span, "a small letter belongs here");
    for other in others.iter().take(SHOWN) {
        finding.label(other.span, "and here");
    }
    finding
        .help(format!("{HELP} Programs and cmdlets of Microsoft's SDKs accept such names and send others; in JSON of your own, write them with a small letter."))
        .fix(Fix::new(safety, "begin the names with a small letter".to_owned(), edits).filter(|_| whole));
    if let ViolationKind::Typed(typed) = &first.kind {
        soften(finding, typed);
    }
    true
}
