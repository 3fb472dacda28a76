//! An id is all zeros: `00000000-0000-0000-0000-000000000000`.
//!
//! ## Why it matters
//! The nil GUID is what a program prints for an id that was never set (RFC 9562, section 5.9). No object and no rule has it,
//! so the request provisions nothing.
//!
//! ## What to do
//! Find out why the id was empty, and write the real one.
//!
//! ## Evidence
//! - [RFC 9562, section 5.9](https://www.rfc-editor.org/rfc/rfc9562#section-5.9).

use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::operation::Form;
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "nil-guid",
        group: Group::Value,
        severity: Severity::Warning,
        fix: FixAvailability::None,
        summary: "an id is the nil GUID, all zeros",
        manual: crate::manual!("nil_guid.rs"),
    },
    check: Check::Identifiers(|form| matches!(form, Form::Guid | Form::DressedGuid(_)), check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for id in context.identifiers().filter(|id| id.is_nil()) {
        findings
            .report(id.word.span(), format!("{} is the nil GUID, which identifies nothing", id.word.quoted()))
            .label(id.word.span(), "all zeros")
            .help("Programs write it when an id was never set; no object and no rule has it. Write the real id.");
    }
}
