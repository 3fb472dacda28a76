//! A `ruleId` is neither a GUID nor a GUID followed by `#` and a suffix.
//!
//! ## Why it matters
//! The caller does not choose the id of a rule; it is defined in the job's schema. All known ids are GUIDs, some with a
//! suffix such as `#V2`. Names that merely sound right (`usr`, `userProvisioningRule`, `CreateGroup`) are answered
//! `400 RequestParameterInvalid`, "the job does not include the rule". Since the form is not documented, this is a warning.
//!
//! ## What to do
//! Get the schema of the job, `GET /servicePrincipals/{id}/synchronization/jobs/{jobId}/schema`, and copy
//! `synchronizationRules[].id` in full, including any `#V2`.
//!
//! ## Evidence
//! - [synchronizationJobApplicationParameters](https://learn.microsoft.com/graph/api/resources/synchronization-synchronizationjobapplicationparameters):
//!   the id is defined in the schema of the job or template.
//! - [microsoft-graph-docs#10716](https://github.com/microsoftgraph/microsoft-graph-docs/issues/10716) quotes the answer to
//!   a rule that the job does not have.

use super::super::payload::payload;
use super::super::sync_schema::sync_schema;
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::operation::Form;
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "malformed-rule-id",
        group: Group::Value,
        severity: Severity::Warning,
        fix: FixAvailability::None,
        summary: "a `ruleId` is neither a GUID nor a GUID with `#` and a suffix",
        manual: crate::manual!("malformed_rule_id.rs"),
    },
    check: Check::Identifiers(is_no_rule_id, check),
};

/// Whether ids of rules have no such form.
fn is_no_rule_id(form: &Form) -> bool {
    matches!(form, Form::Other | Form::PrincipalName | Form::DistinguishedName | Form::MalformedDistinguishedName(_))
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    // Where the schema is known, it says which ids are right.
    let rules = payload(context).rules().filter(|_| sync_schema(context).is_none());
    for id in rules.filter(|id| is_no_rule_id(id.form)) {
        let span = id.word.span();
        findings
            .report(span, format!("{} does not look like a rule id, which is a GUID or a GUID with a suffix such as `#V2`", id.word.quoted()))
            .label(span, "a rule id belongs here")
            .help("The service answers 400, `RequestParameterInvalid`, if the job does not have the rule. Copy `synchronizationRules[].id` from the job's schema: `GET …/synchronization/jobs/{id}/schema`.");
    }
}
