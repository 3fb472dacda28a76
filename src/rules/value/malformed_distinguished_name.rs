//! An `objectId` is meant as a distinguished name but breaks its grammar, most often by a comma that is part of a name:
//! `CN=Doe, Jane,OU=Sales,DC=contoso,DC=com`.
//!
//! ## Why it matters
//! Commas separate the parts of a distinguished name (RFC 4514, section 2). A comma inside of a value ends the value there,
//! and what follows is no part at all; the name then names nobody. The same holds for `+ " ; < >` and `\`.
//!
//! ## What to do
//! Put a backslash before the character. In JSON the backslash itself is written twice:
//! `"CN=Doe\\, Jane,OU=Sales,DC=contoso,DC=com"`. Best copy the value of `onPremisesDistinguishedName`, which has its
//! backslashes already, and let a program write the JSON.
//!
//! ## Evidence
//! - [RFC 4514](https://www.rfc-editor.org/rfc/rfc4514), sections 2.4 and 3.
//! - [synchronizationJobSubject](https://learn.microsoft.com/graph/api/resources/synchronization-synchronizationjobsubject):
//!   an `onPremisesDistinguishedName` for synchronization from Active Directory.

use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::{Check, Context, Findings, Form, Rule};
use crate::text;
use crate::text::distinguished_name::FaultKind;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "malformed-distinguished-name",
        group: Group::Value,
        severity: Severity::Warning,
        fix: FixAvailability::None,
        summary: "a distinguished name breaks RFC 4514, most often by an unescaped comma",
        manual: crate::manual!("malformed_distinguished_name.rs"),
    },
    check: Check::Request(check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for id in context.payload().objects() {
        let Form::MalformedDistinguishedName(fault) = &id.form else { continue };
        let span = id.word.part(&fault.range);
        let words = text::excerpt(&id.word.text()[fault.range.clone()], 40);
        let behind = id.word.text()[fault.range.end..].split([',', '+']).next().unwrap_or_default();
        let (message, label) = match fault.kind {
            FaultKind::UnescapedSeparator => (
                format!(
                    "this `{words}` ends a value of the distinguished name, and `{}` behind it is no `attribute=value`",
                    text::excerpt(behind.trim(), 40)
                ),
                format!(r"write `\\{words}` if it belongs to the value"),
            ),
            FaultKind::NoAttribute => (
                format!("this distinguished name begins with `{words}`, which is no `attribute=value`"),
                "no attribute, such as `CN=`, before it".into(),
            ),
            FaultKind::EmptyPart => (
                format!("a part of this distinguished name is empty beside its `{words}`"),
                "nothing on one side".into(),
            ),
            FaultKind::BadAttribute => (
                format!("`{words}` in this distinguished name is no name of an attribute"),
                "an attribute such as `CN` belongs here".into(),
            ),
            FaultKind::UnescapedCharacter('\0') => {
                ("a NUL character stands in this distinguished name".into(), r"RFC 4514 writes it as `\00`".into())
            }
            FaultKind::UnescapedCharacter(character) => (
                format!("a `{character}` in this distinguished name has no backslash before it"),
                format!("write `{}{character}`", if character == '"' { r"\\\" } else { r"\\" }),
            ),
            FaultKind::BadEscape => (
                format!("`{words}` in this distinguished name escapes nothing"),
                "a backslash stands before a special character or two hex digits".into(),
            ),
        };
        findings.report(span, message).label(span, label).help(
            "The directory finds nobody under a name that breaks RFC 4514. Inside of a value put a backslash before each of `, + \" ; < > \\`; JSON wants the backslash itself doubled: `CN=Doe\\\\, Jane,OU=Sales`.",
        );
    }
}
