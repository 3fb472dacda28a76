//! A `ruleId` is neither a GUID nor a GUID followed by `#` and a suffix.
//!
//! ## Why it matters
//! The id of a rule is not chosen by the caller: the job's schema has it. Every one that is known is a GUID, some with a
//! suffix such as `#V2`. Names that merely sound right (`usr`, `userProvisioningRule`, `CreateGroup`) are answered
//! `400 RequestParameterInvalid`, "the job does not include the rule". Since nobody documents the form, this is a warning.
//!
//! ## What to do
//! Ask for the schema of the job, `GET /servicePrincipals/{id}/synchronization/jobs/{jobId}/schema`, and copy
//! `synchronizationRules[].id` with all that belongs to it, `#V2` too.
//!
//! ## Evidence
//! - [synchronizationJobApplicationParameters](https://learn.microsoft.com/graph/api/resources/synchronization-synchronizationjobapplicationparameters):
//!   the id is defined in the schema of the job or template.
//! - [microsoft-graph-docs#10716](https://github.com/microsoftgraph/microsoft-graph-docs/issues/10716) quotes the answer to
//!   a rule that the job does not have.

use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::{Check, Context, Findings, Form, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "malformed-rule-id",
        group: Group::Value,
        severity: Severity::Warning,
        fix: FixAvailability::None,
        summary: "a `ruleId` is neither a GUID nor a GUID with `#` and a suffix",
        manual: crate::manual!("malformed_rule_id.rs"),
    },
    check: Check::Request(check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    // Where the schema is known, it says which ids are right.
    let rules = context.payload().rules().filter(|_| context.sync_schema().is_none());
    for id in rules {
        if !matches!(
            id.form,
            Form::Other | Form::PrincipalName | Form::DistinguishedName | Form::MalformedDistinguishedName(_)
        ) {
            continue;
        }
        let span = id.word.span();
        findings
            .report(span, format!("{} is not the id of a rule: neither a GUID nor a GUID with `#` and a suffix", id.word.quoted()))
            .label(span, "the id of a rule belongs here")
            .help("The service refuses a rule that the schema of the job does not have (400 RequestParameterInvalid). Ask for the schema, GET /servicePrincipals/{id}/synchronization/jobs/{jobId}/schema, and copy `synchronizationRules[].id`.");
    }
}
