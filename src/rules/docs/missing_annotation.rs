//! A block of language `http` has no comment that says what it is, while others of the page have one.
//!
//! ## Why it matters
//! API Doctor reports a block without metadata; it does not test the request, and generates no samples in other
//! languages from it.
//!
//! ## What to do
//! Put a comment directly before the fence: `<!-- { "blockType": "request", "name": "…" } -->`, or `"ignored"` for a
//! URL template.
//!
//! ## Evidence
//! - [the requirements of API Doctor](https://github.com/OneDrive/apidoctor/blob/master/docs/markdown-requirements.md).

use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::page::Page;
use crate::rule::{Check, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "missing-annotation",
        group: Group::Docs,
        severity: Severity::Warning,
        fix: FixAvailability::None,
        summary: "a block without a comment, on a page that describes its blocks",
        manual: crate::manual!("missing_annotation.rs"),
    },
    check: Check::Page(check),
};

fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    if !page.is_annotated() {
        return;
    }
    let bare = page.blocks.iter().filter(|block| block.annotation.is_none() && block.language == "http");
    for block in bare.filter(|block| !block.parts.is_empty() || !block.templates.is_empty()) {
        findings
            .report(block.first_line(), "no comment says what this block is")
            .label(block.first_line(), "a comment belongs before it")
            .help("The other blocks of the page have one. Tools pass over a block without it. Write `<!-- { \"blockType\": \"request\", \"name\": \"…\" } -->` on the lines before the fence; a URL template is `ignored`.");
    }
}
