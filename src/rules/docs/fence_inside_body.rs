//! A fenced block contains a line that opens another one.
//!
//! ## Why it matters
//! A fence with a language after its marks does not close a block, so it becomes part of the body, which is no longer
//! valid JSON. The fence that was meant to close the inner block closes the outer one.
//!
//! ## What to do
//! Remove the line. One fence encloses the whole message: request line, headers and body.
//!
//! ## Evidence
//! - [CommonMark, fenced code blocks](https://spec.commonmark.org/0.31.2/#fenced-code-blocks): closing fences have no info
//!   string.

use super::quote;
use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::page::Page;
use crate::rule::{Check, Findings, Rule};
use crate::text::{Edit, Span, offset};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "fence-inside-body",
        group: Group::Docs,
        severity: Severity::Error,
        fix: FixAvailability::Safe,
        summary: "a second opening fence inside a block",
        manual: crate::manual!("fence_inside_body.rs"),
    },
    check: Check::Page(check),
};

fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    for (number, block) in page.blocks.iter().enumerate() {
        let Some(place) = block.inner_fence.filter(|_| !block.parts.is_empty()) else { continue };
        let mut edits = vec![whole_line(page.text, place)];
        // The fence that was to close the whole opens a block that nothing closes.
        let stray = page.blocks.get(number + 1).filter(|next| {
            !next.closed && next.language.is_empty() && next.annotation.is_none() && next.content.is_empty()
        });
        edits.extend(stray.map(|next| whole_line(page.text, next.first_line())));
        let language = place.of(page.text).trim().trim_start_matches('`').trim();
        findings
            .report(place, format!("a block of {} opens inside a block", quote(language)))
            .label(place, "part of the message")
            .label(block.opener, "the block begins here")
            .help("Readers and tools read the line as part of the body, which is then not JSON. Remove it: one fence encloses the whole message.")
            .fix(Fix::safe("remove the fence", edits.into_iter().map(Edit::delete).collect()));
    }
}

/// The line on which `place` stands, with its line end.
fn whole_line(text: &str, place: Span) -> Span {
    let start = text[..place.start as usize].rfind('\n').map_or(0, |at| at + 1);
    let end = text[place.end as usize..].find('\n').map_or(text.len(), |at| place.end as usize + at + 1);
    Span::new(offset(start), offset(end))
}
