//! An id or a type still contains a placeholder of a template: `{userObjectId}`, `<user-id>`, `{{ruleId}}`, `$id`, `%ID%`,
//! `your-rule-id`, or `String`, which the reference's description of the type shows in place of a value.
//!
//! ## Why it matters
//! The service takes the placeholder literally and looks it up. Its answer does not mention a placeholder; it only says that
//! nothing was found.
//!
//! ## What to do
//! Write the id itself. If a program fills the template, check the text that it sends, not the template. On a page of
//! documentation, placeholders are for the reader, and this rule reports nothing. It does not report placeholders that
//! the configuration names (`placeholders`) either.
//!
//! ## Evidence
//! - The example of the cross-tenant synchronization article has `{ruleId}` and `{userObjectId}` for the reader to fill
//!   in ([Configure cross-tenant synchronization](https://learn.microsoft.com/entra/identity/multi-tenant-organizations/cross-tenant-synchronization-configure-graph)).
//! - [synchronizationJobSubject](https://learn.microsoft.com/graph/api/resources/synchronization-synchronizationjobsubject)
//!   shows `"objectId": "String"`.

use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::operation::{Fit, Form, Word, is_powershell_type};
use crate::rule::{Check, Context, Findings, Rule};
use crate::text::{Span, excerpt};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "unresolved-placeholder",
        group: Group::Value,
        severity: Severity::Error,
        fix: FixAvailability::None,
        summary: "a placeholder is left in an id or a type",
        manual: crate::manual!("unresolved_placeholder.rs"),
    },
    check: Check::Request(check),
};

/// Segments of OData that begin as a variable does.
const ODATA: [&str; 8] = ["$batch", "$value", "$count", "$ref", "$metadata", "$links", "$all", "$entity"];

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    // An example for readers has gaps for them to fill.
    if context.container().is_example() {
        return;
    }
    url(context, findings);
    for id in context.identifiers() {
        if *id.form == Form::Placeholder {
            report(context, id.word, "an id belongs here", findings);
        }
    }
    for word in context.term_words().filter(|word| !is_powershell_type(word.text())) {
        report(context, word, "a type belongs here", findings);
    }
}

/// Reports the segments of the URL that are gaps.
fn url(context: &Context<'_>, findings: &mut Findings<'_>) {
    let is_graph = !matches!(context.target().fit, Fit::Foreign);
    // A program fills it in.
    let is_filled = context.container().is_script() || context.request().has_url_hole();
    let Some(url) = context.request().url.as_ref().filter(|_| is_graph && !is_filled) else {
        return;
    };
    // Clients fill in what stands in double braces.
    let is_gap = |host: &Span| {
        let words = context.words(*host);
        context.gap(words) == Some(0..words.len()) && !words.starts_with("{{") && !context.is_filled_in(words)
    };
    if let Some(host) = url.host.filter(is_gap) {
        findings
            .report(host, format!("the placeholder `{}` in the URL was not filled in", excerpt(context.words(host), 60)))
            .label(host, "a host belongs here")
            .help("No server has such a name. Write `graph.microsoft.com`, or the host of a national cloud; if a program fills it in, check what it sends.");
    }
    for segment in &url.segments {
        let span = segment.key.unwrap_or(segment.span);
        let word = context.words(span);
        // `$batch` and `$value` are segments of OData.
        // `unknown-path` reports a misspelt segment, which is the last one.
        let is_last = url.segments.last().is_some_and(|last| last.span == segment.span);
        let is_odata = ODATA.contains(&word)
            || word.contains('=') && !word.starts_with('<')
            || word.starts_with('$') && is_name(&word[1..]) && is_last;
        let Some(range) = context.gap(word).filter(|range| !is_odata && range.len() == word.len()) else { continue };
        let is_variable = context.container().has_variables() && word.starts_with("{{");
        if is_variable || context.is_filled_in(&word[range]) {
            continue;
        }
        findings
            .report(span, format!("the placeholder `{}` in the URL was not filled in", excerpt(word, 60)))
            .label(span, "an id belongs here")
            .help("The service takes the placeholder literally and finds nothing. Replace it with the real value; if a program fills it in, check what it sends.");
    }
}

fn is_name(words: &str) -> bool {
    words.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// Reports the first gap in a word, if there is one.
fn report(context: &Context<'_>, word: Word<'_>, label: &'static str, findings: &mut Findings<'_>) {
    let text = word.text();
    let Some(range) = context.gap(text) else { return };
    // Without quotes it is a syntax error of syntax first, and `unquoted-value` speaks of the placeholder too.
    if word.is_bare() {
        return;
    }
    // A program fills it in.
    if word.node().has_hole() {
        return;
    }
    if context.container().has_variables() && text[range.clone()].starts_with("{{") {
        return;
    }
    if context.is_filled_in(&text[range.clone()]) {
        return;
    }
    let whole = range.len() == text.len();
    let span = if whole { word.span() } else { word.part(&range) };
    let gap = excerpt(&text[range], 60);
    findings
        .report(span, format!("the placeholder `{gap}` was not filled in"))
        .label(span, label)
        .help("The service takes the placeholder literally and finds nothing. Replace it with the real value; if a program fills it in, check what it sends.");
}
