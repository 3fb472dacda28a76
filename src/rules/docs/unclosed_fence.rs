//! A block has no closing fence.
//!
//! ## Why it matters
//! The block goes on up to the next closing fence, or to the end of the page: headings, text and other blocks that follow are
//! shown as code, and tools take them for the body of the request.
//!
//! ## What to do
//! Write a line with only the marks of the opening fence after the last line of the block. For the other checks, the
//! body ends where the page visibly continues: at a heading or a comment before another fence.
//!
//! ## Evidence
//! - [CommonMark, fenced code blocks](https://spec.commonmark.org/0.31.2/#fenced-code-blocks).

use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::page::Page;
use crate::rule::{Check, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "unclosed-fence",
        group: Group::Docs,
        severity: Severity::Error,
        fix: FixAvailability::None,
        summary: "the closing fence of a block is missing",
        manual: crate::manual!("unclosed_fence.rs"),
    },
    check: Check::Page(check),
};

fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    for block in page.blocks.iter().filter(|block| !block.parts.is_empty() || block.annotation.is_some()) {
        if block.swallowed.is_none() && (block.closed || block.inner_fence.is_some()) {
            continue;
        }
        let marks = block.opener.of(page.text);
        let finding = findings.report(block.first_line(), "the block that begins here is never closed");
        finding.label(block.first_line(), "no closing fence");
        if let Some(swallowed) = block.swallowed {
            finding.label(swallowed, "the page seems to go on here");
        }
        finding.help(format!("Everything that follows is shown as code and read as the body. Write {marks} on a line of its own after the last line of the block."));
    }
}
