//! The `objectId` of a user or a group cannot identify one: it is a name, a logon name, a security identifier, or
//! `N/A`.
//!
//! ## Why it matters
//! From Microsoft Entra ID a user or a group is found by its object id, a GUID; from Active Directory by its
//! distinguished name; the guide to writing users back to Active Directory has `User_` before the GUID. Other values
//! find nothing. Jobs that read from elsewhere may have ids of their own, so this is a warning.
//!
//! ## What to do
//! Look the object up and write its id: `GET /users/{name}?$select=id` in Microsoft Graph, or `Get-ADUser` for the distinguished
//! name. A value such as `N/A` comes from a list that has no id for the object.
//!
//! ## Evidence
//! - [synchronizationJobSubject](https://learn.microsoft.com/graph/api/resources/synchronization-synchronizationjobsubject),
//!   property `objectId`.

use super::super::payload::{is_security_identifier, payload};
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::json::SyntaxError;
use crate::operation::Form;
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "malformed-object-id",
        group: Group::Value,
        severity: Severity::Warning,
        fix: FixAvailability::None,
        summary: "the `objectId` of a user or a group is not an object id, but a name or something else",
        manual: crate::manual!("malformed_object_id.rs"),
    },
    check: Check::Identifiers(|form| matches!(form, Form::Other), check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for subject in payload(context).subjects_and_members().filter(|subject| subject.is_user() || subject.is_group()) {
        let Some(object) = subject.object().filter(|object| *object.form == Form::Other) else { continue };
        let word = object.word;
        // Where its quotes or an escape are wrong and what was meant is not sure, it is an error of syntax first.
        let is_spoilt = |error: &SyntaxError| !error.certain && word.span().contains(error.span);
        if word.is_bare() || context.syntax_errors().iter().any(is_spoilt) {
            continue;
        }
        let span = word.span();
        let (message, advice) = match likeness(word.text()) {
            Some((what, advice)) => (format!("{} is {what}, not an object id", word.quoted()), advice),
            None => (format!("{} is neither a GUID nor a distinguished name", word.quoted()), LOOK_UP),
        };
        findings
            .report(span, message)
            .label(span, "a GUID or a distinguished name belongs here")
            .help(format!("The service finds users and groups by their object id (Microsoft Entra ID, a GUID) or their distinguished name (Active Directory). {advice}"));
    }
}

const LOOK_UP: &str = "Look the object up, and write its id.";

/// What a text looks like, and what to do, or `None` if it looks like nothing known.
fn likeness(id: &str) -> Option<(&'static str, &'static str)> {
    const NO_VALUE: [&str; 12] =
        ["n/a", "na", "none", "null", "nil", "nan", "undefined", "unknown", "-", "tbd", "todo", "empty"];
    let found = if is_security_identifier(id) {
        ("a security identifier of Windows", LOOK_UP)
    } else if NO_VALUE.iter().any(|word| word.eq_ignore_ascii_case(id)) {
        ("what is written where there is no value", "Find out why the id is missing, and write it.")
    } else if id.split_once('\\').is_some_and(|(domain, name)| !domain.is_empty() && !name.contains('\\')) {
        ("the logon name of an account", LOOK_UP)
    } else if id.contains("://") {
        ("a URL", "Write only the id in it.")
    } else if id.contains(' ') && id.chars().any(char::is_alphabetic) {
        ("a name", LOOK_UP)
    } else if !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit()) {
        ("a number", "If it is the id of a worker from Workday, the type is `Worker`; otherwise write the object's id.")
    } else {
        return None;
    };
    Some(found)
}
