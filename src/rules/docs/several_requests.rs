//! A block that is annotated as one request contains several.
//!
//! ## Why it matters
//! Tools take the first line for the request and all that follows it for its headers and body. The second request is never
//! sent, and the first one has a body that it should not have.
//!
//! ## What to do
//! Give each request its own block and comment. This program checks each of them in any case.
//!
//! ## Evidence
//! - [the requirements of API Doctor](https://github.com/OneDrive/apidoctor/blob/master/docs/markdown-requirements.md): one request a block.

use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::page::{Page, Role};
use crate::rule::{Check, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "several-requests",
        group: Group::Docs,
        severity: Severity::Warning,
        fix: FixAvailability::None,
        summary: "more than one request in a block that is described as one",
        manual: crate::manual!("several_requests.rs"),
    },
    check: Check::Page(check),
};

fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    for block in &page.blocks {
        if block.annotation.as_ref().and_then(|annotation| annotation.block_type()) != Some("request") {
            continue;
        }
        let mut requests = block.parts.iter().filter(|part| part.role == Role::Request);
        let starts = requests.by_ref().filter_map(|part| part.message.start).map(|start| start.span());
        let starts: Vec<_> = starts.map(|span| block.mapped.locate(span)).collect();
        if let [first, second, ..] = starts.as_slice() {
            findings
                .report(*second, format!("there are {} requests in a block that is described as one", starts.len()))
                .label(*second, "the second request")
                .label(*first, "the first one")
                .help("Tools read all that follows the first line as its headers and body. Give each request a block and a comment of its own.");
        }
    }
}
