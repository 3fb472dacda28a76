//! Something that JSON does not use is between the parts of the body: a `)`, a list dash, a backslash, U+FFFD, the line of
//! a Markdown code fence.
//!
//! ## Why it matters
//! Between strings, numbers, literals and the six characters `{ } [ ] : ,` JSON allows white space only ([RFC
//! 8259](https://www.rfc-editor.org/rfc/rfc8259), section 2). The service answers `400 Bad Request` with "Unable to
//! read JSON request payload". Such characters are copied along with a body from a page, a call or a list. U+FFFD
//! (`�`) is what a program writes for a byte that it could not decode; the example of
//! `api-reference/beta/api/educationclass_post_members.md` in
//! [microsoft-graph-docs](https://github.com/microsoftgraph/microsoft-graph-docs) once had such a byte after its last
//! value.
//!
//! ## What to do
//! Remove it. That is safe for U+FFFD and for a code fence, and a guess, so unsafe, for other characters.
//!
//! ## Example
//! ```text
//! { "subjects": [ { "objectId": "c9436ae6-…" } ] });
//! ```
//! is meant as
//! ```json
//! { "subjects": [ { "objectId": "c9436ae6-…" } ] }
//! ```

use super::{UNREADABLE, quote, repair, syntax_errors_of};
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::json::SyntaxErrorKind;
use crate::rule::{Check, Context, Findings, Rule};
use crate::source::Encoding;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "stray-character",
        group: Group::Syntax,
        severity: Severity::Error,
        fix: FixAvailability::Sometimes,
        summary: "a character that does not belong between the parts of the body",
        manual: crate::manual!("stray_character.rs"),
    },
    check: Check::SyntaxError(|kind| matches!(kind, SyntaxErrorKind::StrayCharacter { .. }), check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let stray =
        |kind: &SyntaxErrorKind| if let SyntaxErrorKind::StrayCharacter { fence } = kind { Some(*fence) } else { None };
    for (syntax_error, fence) in syntax_errors_of(context, stray) {
        let words = context.words(syntax_error.span);
        let undecoded = words.contains(char::REPLACEMENT_CHARACTER);
        if undecoded && matches!(context.source().encoding(), Encoding::Damaged { .. }) {
            // The file has bytes here that are not UTF-8: the subject of `not-utf8`.
            continue;
        }
        let (message, label) = if fence {
            ("the body contains the line of a Markdown code fence".to_owned(), "not part of the body")
        } else if undecoded {
            ("there is a character here that could not be decoded (U+FFFD)".to_owned(), "not valid in JSON")
        } else {
            match (words.chars().next(), words.chars().nth(1)) {
                (Some(only), None) if !only.is_ascii() => {
                    (format!("{} (U+{:04X}) does not belong here", quote(words), u32::from(only)), "not valid in JSON")
                }
                _ => (format!("{} does not belong here", quote(words)), "not valid in JSON"),
            }
        };
        let title = if fence { "remove the line".to_owned() } else { format!("remove {}", quote(words)) };
        findings
            .report(syntax_error.span, message)
            .label(syntax_error.span, label)
            .help(format!("{UNREADABLE} Remove it; it may have been copied along from a page or a program."))
            .fix(repair(syntax_error, title));
    }
}
