//! A query of users, groups or other directory objects needs the index for advanced queries, and no header
//! `ConsistencyLevel: eventual` asks for it.
//!
//! ## Why it matters
//! `$search`, and `ne`, `not`, `endsWith` and `$count` in `$filter`, work on directory objects in that index only, and so does the chain of a
//! user's managers, `$expand=manager($levels=max)`. Without the header the service answers `400 Bad Request` with "Unsupported Query",
//! or leaves the count out.
//!
//! ## What to do
//! Send `ConsistencyLevel: eventual`, and with such a `$filter` also `$count=true`. `--fix` adds both.
//!
//! ## Evidence
//! - [List transitiveRoleAssignment](https://learn.microsoft.com/graph/api/rbacapplication-list-transitiveroleassignments).
//! - [List manager](https://learn.microsoft.com/graph/api/user-list-manager), section "Optional query parameters": `$levels`.
//! - [Advanced query capabilities on Microsoft Entra ID objects](https://learn.microsoft.com/graph/aad-advanced-queries).

use super::line_fix;
use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::http::odata::{Decoded, QueryOption, filter};
use crate::rule::resource::{method, option_name, query};
use crate::rule::{Check, Context, Findings, Part, Rule};
use crate::text::{Edit, Span, offset};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "missing-consistency-level",
        group: Group::Http,
        severity: Severity::Error,
        fix: FixAvailability::Sometimes,
        summary: "an advanced query of directory objects has no `ConsistencyLevel: eventual`",
        manual: crate::manual!("missing_consistency_level.rs"),
    },
    check: Check::Message(Part::Url, check),
};

/// What makes a query an advanced one.
struct Cause {
    span: Span,
    words: String,
    severity: Severity,
    /// Whether `$count=true` belongs to it.
    needs_count: bool,
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let is_get = method(context.request()).is_none_or(|(_, method)| method == "GET");
    if !is_get || context.request().header("ConsistencyLevel").is_some() {
        return;
    }
    let Some(resource) = context.resource() else { return };
    let directory = resource.graph().ty("directoryObject");
    let is_directory = resource.query_type().zip(directory).is_some_and(|(ty, directory)| ty.is_a(directory));
    // Assignments of roles are not a directory objects, and are found by the same index.
    let last = resource.route.steps.last().map(|step| context.words(step.span));
    let is_roles = last.is_some_and(|name| name.eq_ignore_ascii_case("transitiveRoleAssignments"));
    if !is_directory && !is_roles {
        return;
    }
    let cause = if resource.is_collection() { cause(context) } else { in_expand(context) };
    let Some(cause) = cause else { return };
    let counts = query(context.request()).iter().any(|option| {
        let value = option.value.map(|value| context.words(value)).unwrap_or_default();
        option_name(context.text(), option) == "count" && value.eq_ignore_ascii_case("true")
    });
    let count = if cause.needs_count && !counts { " and `$count=true`" } else { "" };
    let objects = if is_directory { "directory objects" } else { "role assignments" };
    findings
        .report(cause.span, format!("{} on {objects} needs `ConsistencyLevel: eventual`", cause.words))
        .at_most(cause.severity)
        .label(cause.span, "an advanced query")
        .help(format!(
            "Only the index for advanced queries can answer this, and the service uses it if the header asks for it. Add the header \
             `ConsistencyLevel: eventual`{count}."
        ))
        .fix(fix(context, !count.is_empty()));
}

/// What needs the index: the first of the sure causes, or else of the others.
fn cause(context: &Context<'_>) -> Option<Cause> {
    let mut found: Option<Cause> = None;
    for option in query(context.request()) {
        let name = option_name(context.text(), &option);
        if name == "consistencylevel" {
            return None;
        }
        let Some(value) = option.value else { continue };
        let next = match name.as_str() {
            "search" => Some(Cause {
                span: option.name.join(value),
                words: "`$search`".to_owned(),
                severity: Severity::Error,
                needs_count: false,
            }),
            "filter" => in_filter(context, value),
            "count" if context.words(value).eq_ignore_ascii_case("true") => Some(Cause {
                span: option.name.join(value),
                words: "`$count=true`".to_owned(),
                severity: Severity::Warning,
                needs_count: false,
            }),
            _ => None,
        };
        if next.as_ref().is_some_and(|next| found.as_ref().is_none_or(|found| found.severity < next.severity)) {
            found = next;
        }
    }
    let segment = context.resource().and_then(|resource| resource.route.steps.last()).map(|step| step.span);
    let counted = segment.filter(|span| context.words(*span).eq_ignore_ascii_case("$count"));
    found.or_else(|| {
        counted.map(|span| Cause {
            span,
            words: "`/$count`".to_owned(),
            severity: Severity::Warning,
            needs_count: false,
        })
    })
}

/// The levels of a relation of one object.
fn in_expand(context: &Context<'_>) -> Option<Cause> {
    const LEVELS: &str = "$levels";
    let options = query(context.request());
    let is_expand = |option: &&QueryOption| option_name(context.text(), option) == "expand";
    let value = options.iter().find(is_expand)?.value?;
    let at = context.words(value).to_ascii_lowercase().find(LEVELS)?;
    let start = value.start + offset(at);
    Some(Cause {
        span: Span::new(start, start + offset(LEVELS.len())),
        words: "`$levels` in `$expand`".to_owned(),
        severity: Severity::Warning,
        needs_count: false,
    })
}

fn in_filter(context: &Context<'_>, value: Span) -> Option<Cause> {
    let read = filter(&Decoded::new(context.text(), value));
    let operator = read.operators.iter().find(|(name, _)| matches!(name.as_str(), "ne" | "not"));
    let function = read.functions.iter().find(|(name, _)| name == "endswith");
    let (words, span) = operator.map(|(name, span)| (format!("`{name}` in `$filter`"), *span)).or_else(|| {
        function.map(|(_, span)| ("`endsWith` in `$filter`".to_owned(), *span)).or_else(|| {
            let counted = read.paths.iter().flat_map(|path| &path.segments).find(|(name, _)| name == "$count");
            counted.map(|(_, span)| ("`$count` in `$filter`".to_owned(), *span))
        })
    })?;
    Some(Cause { span, words, severity: Severity::Error, needs_count: true })
}

fn fix(context: &Context<'_>, with_count: bool) -> Option<Fix> {
    let message = &context.request().raw().message;
    let line = message.headers.last().map(|header| header.span).or(Some(message.start?.span()))?;
    let rest = context.text().get(line.end as usize..).unwrap_or_default();
    let line_break = if rest.starts_with("\r\n") { "\r\n" } else { "\n" };
    let mut edits = Vec::new();
    if with_count {
        let query = context.request().url.as_ref()?.query?;
        edits.push(Edit::insert(query.end, "&$count=true"));
    }
    edits.push(Edit::insert(line.end, format!("{line_break}ConsistencyLevel: eventual")));
    let title = if with_count { "add the header and `$count=true`" } else { "add `ConsistencyLevel: eventual`" };
    line_fix(context, line, Fix::safe(title, edits))
}
