//! The fence of a request or a response has no language, or another one than `http`.
//!
//! ## Why it matters
//! The block is shown without colours, and tools that look for `http` blocks skip it. The response on the page of
//! provisionOnDemand was published like this
//! ([microsoft-graph-docs#10643](https://github.com/microsoftgraph/microsoft-graph-docs/pull/10643)).
//!
//! ## What to do
//! Write `http` after the opening marks. `msgraph-interactive` is equivalent, and a body alone may be `json`.
//!
//! ## Evidence
//! - Nearly all requests and responses of the
//!   [Microsoft Graph reference](https://github.com/microsoftgraph/microsoft-graph-docs-contrib) have the language `http`.

use super::quote;
use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::page::Page;
use crate::rule::{Check, Findings, Rule};
use crate::text::{Edit, Span};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "fence-language",
        group: Group::Docs,
        severity: Severity::Info,
        fix: FixAvailability::Safe,
        summary: "the fence of a request or response does not say `http`",
        manual: crate::manual!("fence_language.rs"),
    },
    check: Check::Page(check),
};

const LANGUAGES: [&str; 2] = ["http", "msgraph-interactive"];

fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    for block in &page.blocks {
        let described = block.annotation.as_ref().and_then(|annotation| annotation.block_type());
        let Some(role) = described.filter(|role| matches!(*role, "request" | "response")) else { continue };
        let message = block.parts.first().is_some_and(|part| part.message.start.is_some());
        if !message || LANGUAGES.contains(&block.language.as_str()) {
            continue;
        }
        let info = block.info.of(page.text);
        let words = info.trim();
        let start = block.info.start + crate::text::offset(info.len() - info.trim_start().len());
        let language = words.split_whitespace().next().unwrap_or_default();
        let (place, edit, message) = if language.is_empty() {
            let message = format!("the fence of this {role} names no language");
            (block.opener, Edit::replace(block.info, "http"), message)
        } else {
            let place = Span::new(start, start + crate::text::offset(language.len()));
            let message = format!("the language of this {role} is {}", quote(language));
            (place, Edit::replace(place, "http"), message)
        };
        findings
            .report(place, message)
            .label(place, "`http` belongs here")
            .help("Tools that look for `http` blocks skip it, and it is shown without colours. Write `http` after the marks of the fence.")
            .fix(Fix::safe("write `http`", vec![edit]));
    }
}
