//! A header that takes one value appears more than once in a request. Headers that are lists, such as `Accept` and
//! `Prefer`, may be repeated.
//!
//! ## Why it matters
//! It is not defined which of them applies: a server may take either, join them, or refuse the request.
//!
//! ## What to do
//! Keep the correct one. The fix removes the later one.
//!
//! ## Evidence
//! - [RFC 9110](https://www.rfc-editor.org/rfc/rfc9110#section-5.3), section 5.3.

use std::collections::BTreeMap;

use super::{is_graph, line_fix};
use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::http::Header;
use crate::rule::wording::quoted;
use crate::rule::{Check, Context, Findings, Part, Rule};
use crate::text::{Edit, Span};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "duplicate-header",
        group: Group::Http,
        severity: Severity::Warning,
        fix: FixAvailability::Unsafe,
        summary: "a header that has one value stands there twice",
        manual: crate::manual!("duplicate_header.rs"),
    },
    check: Check::Message(Part::Headers, check),
};

/// Headers that may be repeated, by how their names begin: they are lists.
const LISTS: [&str; 8] = ["accept", "cache-control", "connection", "cookie", "if-", "prefer", "via", "x-"];

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    if !is_graph(context) {
        return;
    }
    let mut seen: BTreeMap<String, Header> = BTreeMap::new();
    for &header in &context.request().raw().message.headers {
        let name = context.words(header.name).to_ascii_lowercase();
        if LISTS.iter().any(|list| name.starts_with(list)) {
            continue;
        }
        let Some(first) = seen.get(&name) else {
            seen.insert(name, header);
            continue;
        };
        let behind = &context.text()[header.span.end as usize..];
        let line_end = if behind.starts_with("\r\n") { 2 } else { u32::from(behind.starts_with('\n')) };
        let line = Span::new(header.span.start, header.span.end + line_end);
        findings
            .report(header.name, format!("the header {} stands here twice", quoted(context, header.name)))
            .label(header.name, "again")
            .label(first.name, "first here")
            .help("Which of the two counts is not defined: a server takes either, or refuses the request. Keep the one that is right.")
            .fix(line_fix(context, line, Fix::guess("remove the second one", vec![Edit::delete(line)])));
    }
}
