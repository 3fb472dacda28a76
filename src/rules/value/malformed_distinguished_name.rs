//! An `objectId` is meant as a distinguished name but breaks its grammar, most often by a comma that is part of a name:
//! `CN=Doe, Jane,OU=Sales,DC=contoso,DC=com`.
//!
//! ## Why it matters
//! Commas separate the parts of a distinguished name (RFC 4514, section 2). An unescaped comma inside a value ends the
//! value there, and what follows is not a part of its own; no object has such a name. The same holds for `+ " ; < >` and `\`.
//!
//! ## What to do
//! Put a backslash before the character. In JSON the backslash itself is written twice:
//! `"CN=Doe\\, Jane,OU=Sales,DC=contoso,DC=com"`. It is best to copy the value of `onPremisesDistinguishedName`, which
//! already has its backslashes, and to let a program write the JSON.
//!
//! ## Evidence
//! - [RFC 4514](https://www.rfc-editor.org/rfc/rfc4514), sections 2.4 and 3.
//! - [synchronizationJobSubject](https://learn.microsoft.com/graph/api/resources/synchronization-synchronizationjobsubject):
//!   an `onPremisesDistinguishedName` for synchronization from Active Directory.

use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::operation::Form;
use crate::rule::{Check, Context, Findings, Rule};
use crate::text;
use crate::text::distinguished_name::FaultKind;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "malformed-distinguished-name",
        group: Group::Value,
        severity: Severity::Warning,
        fix: FixAvailability::None,
        summary: "a distinguished name breaks RFC 4514, often by an unescaped comma",
        manual: crate::manual!("malformed_distinguished_name.rs"),
    },
    check: Check::Identifiers(|form| matches!(form, Form::MalformedDistinguishedName(_)), check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for id in context.identifiers() {
        let Form::MalformedDistinguishedName(fault) = id.form else { continue };
        let span = id.word.part(&fault.range);
        let name = id.word.text();
        let words = text::excerpt(&name[fault.range.clone()], 40);
        let behind = name[fault.range.end..].split([',', '+']).next().unwrap_or_default();
        let (message, label) = match fault.kind {
            FaultKind::UnescapedSeparator => (
                format!(
                    "`{}` after this `{words}` in the distinguished name is not of the form `attribute=value`",
                    text::excerpt(behind.trim(), 40)
                ),
                format!(r"write `\\{words}` if it belongs to the value"),
            ),
            FaultKind::NoAttribute => (
                format!("this distinguished name begins with `{words}`, which is not of the form `attribute=value`"),
                "an attribute such as `CN=` is missing before it".into(),
            ),
            FaultKind::EmptyPart => (
                format!("there is an empty part next to the `{words}` in this distinguished name"),
                "nothing on one side of it".into(),
            ),
            FaultKind::BadAttribute => (
                format!("`{words}` in this distinguished name is not an attribute name"),
                "an attribute such as `CN` belongs here".into(),
            ),
            FaultKind::UnescapedCharacter('\0') => {
                ("this distinguished name contains a NUL character".into(), r"RFC 4514 writes it as `\00`".into())
            }
            FaultKind::UnescapedCharacter(character) => (
                format!("a `{character}` in this distinguished name is not escaped"),
                format!("write `{}{character}`", if character == '"' { r"\\\" } else { r"\\" }),
            ),
            FaultKind::BadEscape => (
                format!("the backslash in `{words}` does not escape anything in this distinguished name"),
                "only a special character or two hex digits can follow".into(),
            ),
        };
        findings.report(span, message).label(span, label).help(
            "No object can be found by a name that breaks RFC 4514. Inside a value, escape `, + \" ; < > \\` with a backslash, which JSON needs doubled: `CN=Doe\\\\, Jane,OU=Sales`.",
        );
    }
}
