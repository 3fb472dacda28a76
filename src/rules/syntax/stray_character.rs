//! Junk stands between the parts of the body: a `)`, a list dash, a backslash, U+FFFD, a fence line of Markdown.
//!
//! ## Why it matters
//! Between strings, numbers, literals and the six signs `{ } [ ] : ,` JSON allows white space only ([RFC
//! 8259](https://www.rfc-editor.org/rfc/rfc8259), section 2). The service answers `400 Bad Request` with "Unable to
//! read JSON request payload". Such signs come along when a body is copied out of a page, a call or a list. U+FFFD
//! (`�`) is what a program writes for a byte that it could not decode; the example of
//! `api-reference/beta/api/educationclass_post_members.md` in
//! [microsoft-graph-docs](https://github.com/microsoftgraph/microsoft-graph-docs) once had such a byte behind its last
//! value.
//!
//! ## What to do
//! Remove it. That is safe for U+FFFD and for a fence line, which can mean nothing else, and a guess for other signs.
//!
//! ## Example
//! ```text
//! { "subjects": [ { "objectId": "c9436ae6-…" } ] });
//! ```
//! is meant as
//! ```json
//! { "subjects": [ { "objectId": "c9436ae6-…" } ] }
//! ```

use super::{UNREADABLE, quote, repair, slips_of};
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::json::SlipKind;
use crate::rule::{Check, Context, Findings, Rule};
use crate::source::Encoding;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "stray-character",
        group: Group::Syntax,
        severity: Severity::Error,
        fix: FixAvailability::Sometimes,
        summary: "junk stands between the parts of the body",
        manual: crate::manual!("stray_character.rs"),
    },
    check: Check::Request(check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let stray = |kind: &SlipKind| if let SlipKind::StrayCharacter { fence } = kind { Some(*fence) } else { None };
    for (slip, fence) in slips_of(context, stray) {
        let words = context.words(slip.span);
        let undecoded = words.contains(char::REPLACEMENT_CHARACTER);
        if undecoded && matches!(context.source().encoding(), Encoding::Damaged { .. }) {
            // The file has bytes here that are no UTF-8: the subject of `not-utf8`.
            continue;
        }
        let (message, label) = if fence {
            ("a fence line of Markdown stands in the body".to_owned(), "not part of the body")
        } else if undecoded {
            ("what is left of a character that was not decoded (U+FFFD) stands between tokens".to_owned(), "not JSON")
        } else {
            match (words.chars().next(), words.chars().nth(1)) {
                (Some(only), None) if !only.is_ascii() => {
                    (format!("{} (U+{:04X}) does not belong here", quote(words), u32::from(only)), "not JSON")
                }
                _ => (format!("{} does not belong here", quote(words)), "not JSON"),
            }
        };
        findings
            .report(slip.span, message)
            .label(slip.span, label)
            .help(format!(
                "{UNREADABLE} Remove it; such signs come along when a body is copied out of a page or a program."
            ))
            .fix(repair(slip, "remove it"));
    }
}
