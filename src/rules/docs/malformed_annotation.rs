//! The comment before a block is meant to describe it, and is not JSON.
//!
//! ## Why it matters
//! The tools of the Microsoft Graph reference read the comment to learn what the block is and which answer belongs to
//! which request. If they cannot read it, they skip the block or guess; the example is then neither tested nor turned
//! into code samples.
//!
//! ## What to do
//! Write a JSON object: names and values in double quotes, `:` between them, `,` between the members. Comments, single
//! quotes and trailing commas are allowed here, because API Doctor accepts them.
//!
//! ## Evidence
//! - [the requirements of API Doctor](https://github.com/OneDrive/apidoctor/blob/master/docs/markdown-requirements.md): the metadata of a block is a JSON object in an HTML comment directly before it.

use super::quote;
use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Safety, Severity};
use crate::json::{ForeignForm, SyntaxError, SyntaxErrorKind};
use crate::page::Page;
use crate::rule::{Check, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "malformed-annotation",
        group: Group::Docs,
        severity: Severity::Error,
        fix: FixAvailability::Sometimes,
        summary: "the comment that describes a block is not JSON",
        manual: crate::manual!("malformed_annotation.rs"),
    },
    check: Check::Page(check),
};

fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    for annotation in page.blocks.iter().filter_map(|block| block.annotation.as_ref()) {
        // The syntax errors after the first are often no more than what follows from it.
        let Some(syntax_error) = annotation.syntax_errors.iter().find(|syntax_error| !is_taken(syntax_error)) else {
            continue;
        };
        let words = match syntax_error.span.is_empty() {
            true => "something is missing".to_owned(),
            false => format!("{} does not belong there", quote(syntax_error.span.of(page.text))),
        };
        let safety = if syntax_error.certain { Safety::Safe } else { Safety::Unsafe };
        findings
            .report(syntax_error.span, format!("the comment before the block is not JSON: {words}"))
            .label(syntax_error.span, "here it is not JSON")
            .help("Tools read from it what the block is, and pass over what they cannot read. Write a JSON object in the comment.")
            .fix(Fix::new(safety, "repair the comment".to_owned(), syntax_error.edits.clone()));
    }
}

/// What the reader of API Doctor takes, though it is not JSON.
fn is_taken(syntax_error: &SyntaxError) -> bool {
    matches!(
        syntax_error.kind,
        SyntaxErrorKind::Comment
            | SyntaxErrorKind::SingleQuotedString
            | SyntaxErrorKind::TrailingComma(_)
            | SyntaxErrorKind::ForeignFormat(ForeignForm::SingleQuotes | ForeignForm::TrailingCommas)
    )
}
