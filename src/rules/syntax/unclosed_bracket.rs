//! A `{` or `[` is never closed.
//!
//! ## Why it matters
//! The text ends, or an outer bracket closes, before this one does. That is how a body looks that was cut off while
//! copying, or in which a line with a bracket was deleted. The service answers `400 Bad Request` with "Unable to read
//! JSON request payload". `api-reference/beta/api/participant_invite.md` in
//! [microsoft-graph-docs](https://github.com/microsoftgraph/microsoft-graph-docs) once lost the `}` of a participant in
//! this way.
//!
//! ## What to do
//! Write the closing bracket ([RFC 8259](https://www.rfc-editor.org/rfc/rfc8259), sections 4 and 5). The finding points
//! at the opening bracket and shows where the closing one probably belongs, going by the indentation. The fix is unsafe
//! for that reason; where the text was cut off, more than the bracket may be missing.
//!
//! ## Example
//! ```text
//! { "parameters": [
//!     { "ruleId": "e713b800-…"
//!   ] }
//! ```
//! is meant as
//! ```json
//! { "parameters": [
//!     { "ruleId": "e713b800-…" }
//!   ] }
//! ```

use std::collections::HashMap;

use super::{UNREADABLE, closer, line, quote, quoted, repair, syntax_errors_of};
use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::json::{SyntaxError, SyntaxErrorKind};
use crate::rule::{Check, Context, Findings, Rule};
use crate::text::{Edit, Span};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "unclosed-bracket",
        group: Group::Syntax,
        severity: Severity::Error,
        fix: FixAvailability::Unsafe,
        summary: "an opening bracket is never closed",
        manual: crate::manual!("unclosed_bracket.rs"),
    },
    check: Check::SyntaxError(|kind| matches!(kind, SyntaxErrorKind::UnclosedBracket(_)), check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let bracket = |kind: &SyntaxErrorKind| {
        if let SyntaxErrorKind::UnclosedBracket(bracket) = kind { Some(*bracket) } else { None }
    };
    let all: Vec<(&SyntaxError, char)> = syntax_errors_of(context, bracket).collect();
    // Brackets that were lost at one place were lost together.
    let mut by_gap: HashMap<u32, Vec<(&SyntaxError, char)>> = HashMap::new();
    for &(syntax_error, bracket) in &all {
        if let Some(gap) = only_insertion(syntax_error) {
            by_gap.entry(gap.start).or_default().push((syntax_error, bracket));
        }
    }
    for &(syntax_error, bracket) in &all {
        let together = only_insertion(syntax_error).and_then(|gap| by_gap.get(&gap.start));
        if let Some(together) = together.filter(|together| together.len() > 1) {
            if together.first().is_some_and(|(first, _)| first.span == syntax_error.span) {
                report_together(context, together, findings);
            }
            continue;
        }
        let closer = closer(bracket);
        let opener = quoted(context, syntax_error.span);
        let finding = match key_before(context, syntax_error.span.start) {
            Some(key) => findings.report(syntax_error.span, format!("the {opener} of {} is never closed", quote(key))),
            None => findings.report(syntax_error.span, format!("this {opener} is never closed")),
        };
        finding.label(syntax_error.span, "opened here");
        let (remedy, title) = match syntax_error.other {
            Some(end) => {
                finding.label(end, format!("`{closer}` belongs here"));
                let own_line = syntax_error.edits.first().is_some_and(|edit| edit.text.starts_with(['\n', '\r']));
                let place = if own_line { "on a new line after" } else { "on" };
                let remedy = format!("Write `{closer}` {place} {}.", line(context, end.start));
                (remedy, format!("insert `{closer}`"))
            }
            None => {
                let remedy =
                    format!("It seems to be one too many: remove it, or write `{closer}` where it should end.");
                (remedy, format!("remove {opener}"))
            }
        };
        finding.help(format!("{UNREADABLE} {remedy}")).fix(repair(syntax_error, title));
    }
}

/// Where one closing bracket is inserted because it belongs there, if nothing else is changed.
fn only_insertion(syntax_error: &SyntaxError) -> Option<Span> {
    match (&syntax_error.edits[..], syntax_error.other) {
        ([edit], Some(gap)) if edit.span == gap && gap.is_empty() => Some(gap),
        _ => None,
    }
}

/// Reports brackets whose closing ones all belong at the same place.
fn report_together(context: &Context<'_>, together: &[(&SyntaxError, char)], findings: &mut Findings<'_>) {
    let Some((&(outer, _), inner)) = together.split_first() else { return };
    let Some(gap) = outer.other else { return };
    // The inner ones are closed first.
    let closers: String = together.iter().rev().map(|(_, bracket)| closer(*bracket)).collect();
    let text: String = together.iter().rev().flat_map(|(it, _)| &it.edits).map(|edit| edit.text.as_str()).collect();
    let finding = findings.report(outer.span, format!("{} brackets are never closed", together.len()));
    finding.label(outer.span, "the first of them");
    if let Some((last, _)) = inner.last() {
        finding.label(last.span, "the last of them");
    }
    finding
        .label(gap, format!("`{closers}` belongs here"))
        .help(format!(
            "{UNREADABLE} The text may have been cut off. Write `{closers}` on {}.",
            line(context, gap.start)
        ))
        .fix(Fix::guess(format!("probably insert `{closers}`"), vec![Edit::insert(gap.start, text)]));
}

/// The key of the value that begins at `at`, as it is written, if it is before it in quotation marks and is short.
fn key_before<'a>(context: &Context<'a>, at: u32) -> Option<&'a str> {
    const REACH: u32 = 80;
    let text = context.text();
    let start = text.ceil_char_boundary(at.saturating_sub(REACH) as usize);
    let before = text.get(start..at as usize)?.trim_end().strip_suffix(':')?.trim_end();
    let opening = before.strip_suffix('"')?.rfind('"')?;
    Some(&before[opening..])
}
