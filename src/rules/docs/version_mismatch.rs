//! The URL of a request names another version of Microsoft Graph than the page is about.
//!
//! ## Why it matters
//! Readers copy the example. A page of v1.0 that shows a beta URL sends them to an API that may change at any time; a
//! page of beta that shows a v1.0 URL sends them to one that may not have the operation.
//!
//! ## What to do
//! Write the version of the page. The folder of the page (`v1.0`, `beta`) or the beta notice that it includes decides
//! its version; without either, this rule reports nothing.
//!
//! ## Evidence
//! - [Versioning and support](https://learn.microsoft.com/graph/versioning-and-support): APIs in beta are subject to change.

use super::quote;
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::http::Url;
use crate::page::Page;
use crate::rule::{Check, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "version-mismatch",
        group: Group::Docs,
        severity: Severity::Warning,
        fix: FixAvailability::None,
        summary: "a request of another version than the page is about",
        manual: crate::manual!("version_mismatch.rs"),
    },
    check: Check::Page(check),
};

fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    let Some(wanted) = page.version() else { return };
    for block in &page.blocks {
        let text = block.mapped.text();
        for url in block.parts.iter().filter_map(|part| part.url()) {
            let url = Url::read(text, url);
            let Some(version) = url.segments.first().filter(|_| url.host.is_some()) else { continue };
            let words = version.span.of(text);
            if !matches!(words, "v1.0" | "beta") || words == wanted {
                continue;
            }
            let place = block.mapped.locate(version.span);
            findings
                .report(place, format!("the request is one of {}, the page is about `{wanted}`", quote(words)))
                .label(place, format!("`{wanted}` belongs here"))
                .help("Readers copy the example, and send it to another version than the page describes. Write the version of the page.");
        }
    }
}
