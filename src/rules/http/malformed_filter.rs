//! A `$filter` or `$search` is not an OData expression: it has the operators of another language, unbalanced quotes, or
//! a comparison without an operand. Or it compares a property with a value of another type, such as a date in quotes;
//! that is a warning.
//!
//! ## Why it matters
//! The service answers `400 Bad Request` with "Invalid filter clause", "Syntax error", or "A binary operator with
//! incompatible types was detected".
//!
//! ## What to do
//! Write operators as words (`eq`, `ne`, `and`, `or`, `not`), text in single quotes, a quote inside text twice
//! (`'O''Neill'`), and search terms in double quotes (`"displayName:Adele"`). Numbers,
//! dates, `true` and `false` have no quotes.
//!
//! ## Evidence
//! - [Use the filter query parameter](https://learn.microsoft.com/graph/filter-query-parameter).
//! - [OData URL Conventions](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html), section "System Query Option $filter".

mod comparison;

use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::http::odata::{Decoded, ExpressionError, ExpressionErrorKind, SearchError, filter, search};
use crate::rule::resource::{option_name, query};
use crate::rule::wording::{is_gap, quoted};
use crate::rule::{Check, Context, Findings, Part, Rule};
use crate::text::{Edit, Span};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "malformed-filter",
        group: Group::Http,
        severity: Severity::Error,
        fix: FixAvailability::Sometimes,
        summary: "a `$filter` or `$search` does not parse, or compares values of different types",
        manual: crate::manual!("malformed_filter.rs"),
    },
    check: Check::Message(Part::Url, check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(resource) = context.resource() else { return };
    for option in query(context.request()) {
        let Some(value) = option.value else { continue };
        let decoded = Decoded::new(context.text(), value);
        match option_name(context.text(), &option).as_str() {
            "filter" => {
                if let Some(and) = double_ampersand(context, value) {
                    operator(context, and, "and", findings);
                    continue;
                }
                // One mistake throws what follows out of step: the first is the cause.
                let read = filter(&decoded);
                match read.errors.first() {
                    Some(error) => in_filter(context, value, error, findings),
                    None => comparison::check(context, resource, &read, findings),
                }
            }
            "search" => match search(&decoded) {
                Some(SearchError::Unclosed(span)) => {
                    findings
                        .report(span, "a `\"` of the `$search` is not closed")
                        .label(span, "opened here")
                        .help("Search terms are in double quotes. Close it, or write `\\\"` for a quote inside.");
                }
                Some(SearchError::Empty(_)) | None => {}
            },
            _ => {}
        }
    }
}

fn in_filter(context: &Context<'_>, value: Span, error: &ExpressionError, findings: &mut Findings<'_>) {
    let words = quoted(context, error.span);
    // Where a gap is there may be anything.
    if is_gap(context, context.words(value)) && !matches!(error.kind, ExpressionErrorKind::ForeignOperator(_)) {
        return;
    }
    let (message, label, help, fix) = match error.kind {
        ExpressionErrorKind::Empty => return,
        ExpressionErrorKind::ForeignOperator(name) => return operator(context, error.span, name, findings),
        ExpressionErrorKind::ForeignQuotes => (
            format!("{words} is in quotes that OData does not know"),
            "single quotes belong around it".to_owned(),
            "Text in a filter is written in single quotes.".to_owned(),
            quotes_fix(context, error.span),
        ),
        ExpressionErrorKind::UnclosedString => (
            "a text in the filter is not closed".to_owned(),
            "begins here".to_owned(),
            "Write `'` after it. A quote inside text is written twice: `'O''Neill'`.".to_owned(),
            None,
        ),
        ExpressionErrorKind::UnclosedParenthesis => (
            "a parenthesis of the filter is not closed".to_owned(),
            "opened here".to_owned(),
            "Write `)` where it ends.".to_owned(),
            None,
        ),
        ExpressionErrorKind::StrayParenthesis => (
            "a parenthesis of the filter closes nothing".to_owned(),
            "nothing is open here".to_owned(),
            "Remove it, or open it before.".to_owned(),
            Fix::guess("remove `)`", vec![Edit::delete(error.span)]),
        ),
        ExpressionErrorKind::MissingOperand => (
            "the filter lacks a value".to_owned(),
            "a value belongs here".to_owned(),
            "An operator needs a value on both sides, such as a property and a text.".to_owned(),
            None,
        ),
        ExpressionErrorKind::MissingOperator => (
            format!("no operator stands before {words}"),
            "`eq`, `and` or another operator belongs before it".to_owned(),
            "There is no operator between two values. Text with spaces needs single quotes.".to_owned(),
            None,
        ),
        ExpressionErrorKind::Unexpected => (
            format!("{words} belongs nowhere in a filter"),
            "unexpected".to_owned(),
            "Remove it, or write it inside text in single quotes.".to_owned(),
            None,
        ),
    };
    findings.report(error.span, message).label(error.span, label).help(help).fix(fix);
}

/// The `&&` after a filter, which ends it: meant as an operator, unless an option follows.
fn double_ampersand(context: &Context<'_>, value: Span) -> Option<Span> {
    let rest = context.text().get(value.end as usize..)?;
    let next = rest.strip_prefix("&&")?.trim_start_matches([' ', '+']);
    let name = next.split(['=', '&', ' ']).next().unwrap_or_default();
    let is_option = name.starts_with(['$', '%']) || next.strip_prefix(name).is_some_and(|rest| rest.starts_with('='));
    (!is_option).then(|| Span::new(value.end, value.end + 2))
}

fn operator(context: &Context<'_>, span: Span, operator: &str, findings: &mut Findings<'_>) {
    findings
        .report(span, format!("{} is not an OData operator; `{operator}` is", quoted(context, span)))
        .label(span, format!("`{operator}`"))
        .help(format!("Operators are words here. Write `{operator}`, with a space on either side."))
        .fix(operator_fix(context, span, operator));
}

/// Writes the operator with the spaces that it needs.
fn operator_fix(context: &Context<'_>, span: Span, operator: &str) -> Option<Fix> {
    let text = context.text();
    let spaced = |at: Option<char>| at.is_none_or(|sign| sign.is_whitespace() || matches!(sign, '+' | '%' | '('));
    let before = text.get(..span.start as usize).and_then(|text| text.chars().next_back());
    let behind = text.get(span.end as usize..).and_then(|text| text.chars().next());
    let encoded = context.request().url.as_ref().is_some_and(|url| context.words(url.span).contains("%20"));
    let space = if encoded { "%20" } else { " " };
    let is_encoded_space = text.get(..span.start as usize).is_some_and(|text| text.ends_with("%20"));
    let left = if spaced(before) || is_encoded_space { "" } else { space };
    let right = if spaced(behind) { "" } else { space };
    let written = context.words(span).trim();
    let edit = Edit::replace(span, format!("{left}{operator}{right}"));
    let title = format!("write `{operator}`");
    match written {
        "==" | "&&" | "!=" => Fix::safe(title, vec![edit]),
        _ => Fix::guess(title, vec![edit]),
    }
}

/// Single quotes around a text; what is in it must not end it.
fn quotes_fix(context: &Context<'_>, span: Span) -> Option<Fix> {
    let words = context.words(span);
    let mut signs = words.char_indices();
    let (first, last) = (signs.next()?, signs.next_back()?);
    let inner = words.get(first.1.len_utf8()..last.0).filter(|inner| !inner.contains(['\'', '%']))?;
    Fix::guess("use single quotes", vec![Edit::replace(span, format!("'{inner}'"))])
}
