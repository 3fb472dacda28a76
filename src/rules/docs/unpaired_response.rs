//! A response is on a page before any request.
//!
//! ## Why it matters
//! A response is compared with the request before it. This one has none, so it is not checked.
//!
//! ## What to do
//! Put the request before its response, or mark the block as `ignored`, if it only shows what a response looks like.
//!
//! ## Evidence
//! - [the requirements of API Doctor](https://github.com/OneDrive/apidoctor/blob/master/docs/markdown-requirements.md): a response follows its request.

use super::first_words;
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::page::{Page, Role};
use crate::rule::{Check, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "unpaired-response",
        group: Group::Docs,
        severity: Severity::Warning,
        fix: FixAvailability::None,
        summary: "a response with no request before it",
        manual: crate::manual!("unpaired_response.rs"),
    },
    check: Check::Page(check),
};

fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    for block in &page.blocks {
        if block.first(Role::Request).is_some() {
            return;
        }
        let described = block.annotation.as_ref().and_then(|annotation| annotation.block_type()) == Some("response");
        if described && block.first(Role::Response).is_some() {
            let place = first_words(block);
            findings
                .report(place, "there is no request before this response")
                .label(place, "the answer to nothing")
                .help("A response is compared with the request before it. Put that one first, or mark the block as `ignored`.");
        }
    }
}
