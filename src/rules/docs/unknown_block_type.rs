//! The comment before a block names an unknown block type.
//!
//! ## Why it matters
//! API Doctor, which reads the pages of the reference, then guesses from the language of the fence, or skips the block:
//! a request is not tested, a response is not compared with anything.
//!
//! ## What to do
//! Write one of the known types: `request`, `response`, `resource`, `ignored`, `example`, `samples`,
//! `simulatedResponse`, `testParams`, `permissions`. For a type that is similar to one of these there is an unsafe fix.
//!
//! ## Evidence
//! - [the requirements of API Doctor](https://github.com/OneDrive/apidoctor/blob/master/docs/markdown-requirements.md).

use super::quote;
use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::page::{BLOCK_TYPES, Page};
use crate::rule::{Check, Findings, Rule};
use crate::text::{Edit, suggest};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "unknown-block-type",
        group: Group::Docs,
        severity: Severity::Error,
        fix: FixAvailability::Unsafe,
        summary: "a block type that API Doctor does not know",
        manual: crate::manual!("unknown_block_type.rs"),
    },
    check: Check::Page(check),
};

fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    for annotation in page.blocks.iter().filter_map(|block| block.annotation.as_ref()) {
        let Some(field) = annotation.field("blockType") else { continue };
        if annotation.block_type().is_some() {
            continue;
        }
        let nearest = suggest::nearest(&field.value, BLOCK_TYPES);
        let label = nearest.map_or("no such type".to_owned(), |nearest| format!("did you mean `{nearest}`?"));
        let fix = nearest.and_then(|nearest| {
            let words = format!("\"{nearest}\"");
            Fix::guess(format!("write `{nearest}`"), vec![Edit::replace(field.span, words)])
        });
        let known = suggest::alternatives(BLOCK_TYPES);
        findings
            .report(field.span, format!("there is no block type {}", quote(&field.value)))
            .label(field.span, label)
            .help(format!("Tools leave a block out whose type they do not know. Write {known}."))
            .fix(fix);
    }
}
