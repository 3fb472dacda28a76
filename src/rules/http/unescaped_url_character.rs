//! The URL contains a raw `#` or space, or, within a value, a raw `&` or `+`.
//!
//! ## Why it matters
//! A client sends nothing after `#`: of `…/users/jane_contoso.com#EXT#@fabrikam.com`, the name of a guest, the service
//! sees only the first part. Many clients end the URL at a space; others encode it. An `&` ends its value, and `+` is
//! read as a space. Postman encodes URLs itself, so this rule reports nothing there. In the query of an `.http` file a space is an
//! info: the REST Client of Visual Studio Code encodes it, Visual Studio refuses the request.
//!
//! ## What to do
//! Write `%23` for `#`, `%20` for a space, `%26` for `&`, `%2B` for `+`.
//!
//! ## Evidence
//! - [RFC 3986](https://www.rfc-editor.org/rfc/rfc3986#section-2), sections 2 and 3.5.
//! - [Query parameters](https://learn.microsoft.com/graph/query-parameters#encoding-query-parameters): values are to be percent-encoded.
//! - REST Client [escapes a query](https://github.com/Huachao/vscode-restclient/issues/212) that is not escaped; Visual Studio
//!   [wants `%20`](https://github.com/markjprice/apps-services-net8/issues/8); JetBrains' client
//!   [ignores spaces](https://jetbrains.com/help/inspectopedia/HttpRequestWhitespaceInsideRequestTargetPath.html) in a path.

use super::is_graph;
use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::http::is_of_gap;
use crate::request::ContainerKind;
use crate::rule::{Check, Context, Findings, Part, Rule};
use crate::text::{Edit, Span, offset};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "unescaped-url-character",
        group: Group::Http,
        severity: Severity::Error,
        fix: FixAvailability::Sometimes,
        summary: "a `#`, a space, or an `&` or `+` in a value of the URL is not percent-encoded",
        manual: crate::manual!("unescaped_url_character.rs"),
    },
    check: Check::Message(Part::Url, check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let raw = context.request().raw();
    let Some(url) = context.request().url.as_ref().filter(|_| is_graph(context)) else { return };
    if raw.notes.encodes_url || context.container().is_script() || context.container() == ContainerKind::Recording {
        return;
    }
    let words = context.words(url.span);
    let found = unescaped(words);
    let Some(&(at, character)) = found.first() else { return };
    let place = |at: usize| Span::new(url.span.start + offset(at), url.span.start + offset(at + 1));
    let same: Vec<usize> = found.iter().filter(|(_, other)| *other == character).map(|&(at, _)| at).collect();
    let escape = format!("%{:02X}", u32::from(character));
    let edits: Vec<Edit> = same.iter().map(|&at| Edit::replace(place(at), escape.as_str())).collect();
    let title = format!("write `{escape}`");
    let (what, why, fix) = match character {
        ' ' => ("a space", "Many clients end the URL at a space.", Fix::safe(title, edits)),
        '#' => ("`#`", "A client sends nothing after `#`.", Fix::safe(title, edits)),
        '&' => ("`&`", "An `&` ends its value.", Fix::guess(title, edits)),
        _ => ("`+`", "A `+` in a query is read as a space.", Fix::guess(title, edits)),
    };
    let finding = findings.report(place(at), format!("{what} in the URL is not percent-encoded"));
    finding.label(place(at), format!("`{escape}` belongs here"));
    for &at in same.iter().skip(1).take(4) {
        finding.label(place(at), "here too");
    }
    finding.help(format!("{why} Write `{escape}`.")).fix(fix);
    // Readers of a page know what is meant, and some clients encode the spaces of a query.
    let in_query = || words.find('?').is_some_and(|query| same.iter().all(|&at| at > query));
    let is_encoded = context.container() == ContainerKind::Client && in_query();
    if character == ' ' && (context.container().is_example() || is_encoded) {
        finding.at_most(Severity::Info);
    }
}

/// The characters of a URL that have to be encoded and are not, outside of gaps that are filled in later.
fn unescaped(url: &str) -> Vec<(usize, char)> {
    let mut found = Vec::new();
    let (mut depth, mut is_quoted, mut in_query) = (0_usize, false, false);
    for (at, character) in url.char_indices() {
        match character {
            '{' | '<' => depth += 1,
            '}' | '>' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            '#' if is_of_gap(url, at) => {}
            '\'' | '"' => is_quoted = !is_quoted,
            '?' => in_query = true,
            ' ' | '#' => found.push((at, character)),
            '&' | '+' if is_quoted && in_query => found.push((at, character)),
            '+' if in_query && is_offset(url, at) => found.push((at, character)),
            _ => {}
        }
    }
    found
}

/// Whether the `+` at `at` begins the offset of a time: `T00:00:00+01:00`.
fn is_offset(url: &str, at: usize) -> bool {
    let before = url[..at].bytes().rev().take(3).all(|byte| byte.is_ascii_digit() || byte == b':');
    let behind = url.as_bytes().get(at + 1..at + 6).is_some_and(|rest| rest[0].is_ascii_digit() && rest[2] == b':');
    before && behind
}
