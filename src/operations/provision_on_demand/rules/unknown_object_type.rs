//! An `objectTypeName` is none of the documented types: `User`, `user`, `Group`, `Worker`.
//!
//! ## Why it matters
//! The value names the source object of the rule's mapping (`synchronizationRules[].objectMappings[].sourceObjectName`). A
//! type that the rule does not map is not provisioned. Jobs may map other objects than the reference lists, so this is a
//! warning.
//!
//! ## What to do
//! Write the documented type, in its exact case: `user` between Active Directory and Microsoft Entra ID, `User` and `Group`
//! between Microsoft Entra ID and an application, `Worker` from Workday. If the schema of your job has another
//! `sourceObjectName`, that one is right; ignore the finding then.
//!
//! ## Evidence
//! - [synchronizationJobSubject](https://learn.microsoft.com/graph/api/resources/synchronization-synchronizationjobsubject),
//!   property `objectTypeName`.
//! - The [Terraform provider](https://registry.terraform.io/providers/hashicorp/azuread/latest/docs/resources/synchronization_job_provision_on_demand)
//!   takes these four values only.

use super::super::payload::Subject;
use super::unsettled_subjects;
use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::json::{SyntaxError, SyntaxErrorKind};
use crate::operation::Operation;
use crate::operation::{Identifier, is_powershell_type};
use crate::rule::{Check, Context, Findings, Rule};
use crate::text::suggest::{alternatives, nearest};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "unknown-object-type",
        group: Group::Value,
        severity: Severity::Warning,
        fix: FixAvailability::Unsafe,
        summary: "an `objectTypeName` is not one of the documented types",
        manual: crate::manual!("unknown_object_type.rs"),
    },
    check: Check::Terms(check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(operation) = context.operation() else { return };
    for subject in unsettled_subjects(context) {
        let Some(word) = subject.object_type() else { continue };
        let text = word.text();
        let known = operation.object_type_names().any(|known| known.eq_ignore_ascii_case(text));
        // `padded-value` speaks of a control character.
        if known || context.gap(text).is_some() || is_powershell_type(text) || word.control().is_some() {
            continue;
        }
        let is_local = subject.object().is_some_and(Identifier::is_distinguished_name);
        if is_local && text.eq_ignore_ascii_case("computer") {
            // Device synchronization from Active Directory, in preview, has it.
            continue;
        }
        // What an escape that JSON does not have was meant as is not known; `invalid-escape` speaks of it.
        let spoilt = |syntax_error: &SyntaxError| {
            matches!(syntax_error.kind, SyntaxErrorKind::InvalidEscape { .. })
                && word.span().contains(syntax_error.span)
        };
        if context.syntax_errors().iter().any(spoilt) {
            continue;
        }
        let names = || operation.object_type_names();
        let finding = findings.report(word.span(), format!("{} is not a documented `objectTypeName`", word.quoted()));
        let why = "The type must be a source object that the rule maps, or nothing is provisioned.";
        match meant(text, subject, operation) {
            Some(name) => finding
                .label(word.span(), format!("`{name}` may be meant"))
                .help(format!("{why} Write `{name}`, or the `sourceObjectName` in the job's schema."))
                .fix(Fix::guess(format!("replace it with `{name}`"), word.replacement(name))),
            None => finding
                .label(word.span(), "not in the reference")
                .help(format!("{why} Write {}, or the `sourceObjectName` in the job's schema.", alternatives(names()))),
        };
    }
}

/// The documented type that was probably meant. A name of the Graph metadata counts by its last part.
fn meant<'o>(text: &str, subject: Subject<'_>, operation: &'o Operation) -> Option<&'o str> {
    const NAMESPACE: &str = "microsoft.graph.";
    let bare = text.trim_start_matches('#');
    let bare = bare.strip_prefix(NAMESPACE).unwrap_or(bare);
    let name = nearest(bare, operation.object_type_names())?;
    // The directory decides which of two spellings: a distinguished name is one of Active Directory.
    let local = subject.object().is_some_and(Identifier::is_distinguished_name);
    let lower = operation.object_type_names().find(|known| local && *known == name.to_lowercase());
    Some(lower.unwrap_or(name))
}
