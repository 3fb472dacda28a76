//! Two requests of one page have the same name.
//!
//! ## Why it matters
//! A response finds its request by name, and so do the tests and the code made of the examples. One of the two is lost.
//!
//! ## What to do
//! Give each request a name of its own, such as `provision_a_user` and `provision_a_group`. A response may have the
//! name of its request.
//!
//! ## Evidence
//! - [the requirements of API Doctor](https://github.com/OneDrive/apidoctor/blob/master/docs/markdown-requirements.md): the name identifies the method.

use std::collections::HashMap;

use super::quote;
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::page::Page;
use crate::rule::{Check, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "duplicate-request-name",
        group: Group::Docs,
        severity: Severity::Warning,
        fix: FixAvailability::None,
        summary: "two requests of a page with one name",
        manual: crate::manual!("duplicate_request_name.rs"),
    },
    check: Check::Page(check),
};

fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    let mut firsts = HashMap::new();
    for annotation in page.blocks.iter().filter_map(|block| block.annotation.as_ref()) {
        let Some(field) = annotation.field("name").filter(|_| annotation.block_type() == Some("request")) else {
            continue;
        };
        if let Some(&first) = firsts.get(field.value.as_str()) {
            findings
                .report(field.span, format!("two requests of the page are named {}", quote(&field.value)))
                .label(field.span, "the same name again")
                .label(first, "the first one")
                .help(
                    "A response finds its request by the name, so one of the two is lost. Give each a name of its own.",
                );
        } else {
            firsts.insert(field.value.as_str(), field.span);
        }
    }
}
