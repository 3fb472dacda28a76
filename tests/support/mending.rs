//! Mending a body as the program does: the fixes of its syntax findings, round after round, until none is left.

use msgraph_lint::check::check;
use msgraph_lint::config::Config;
use msgraph_lint::finding::{Fix, Safety};
use msgraph_lint::fix::apply;
use msgraph_lint::rules;
use msgraph_lint::source::Source;
use msgraph_lint::text::Edit;

/// More rounds than any text needs.
const ROUNDS: usize = 16;

/// The bare body `text` after all fixes of syntax, or after the safe ones only.
pub(crate) fn mended(text: &str, unsafe_fixes: bool) -> String {
    let config = Config::new(&rules::infos(), ["syntax"], []).expect("a group");
    let mut text = text.to_owned();
    for _ in 0..ROUNDS {
        let source = Source::new("body.json", text.as_str()).expect("a text");
        let checked = check(source, &config);
        let mut edits: Vec<Edit> = Vec::new();
        let fixes = checked.findings.iter().filter_map(|finding| finding.fix.as_ref());
        for fix in fixes.filter(|fix| unsafe_fixes || fix.safety() == Safety::Safe) {
            if !fix.edits().iter().any(|edit| edits.iter().any(|other| touch(edit, other))) {
                edits.extend_from_slice(Fix::edits(fix));
            }
        }
        if edits.is_empty() {
            break;
        }
        edits.sort();
        text = apply(&text, &edits);
    }
    text
}

fn touch(one: &Edit, other: &Edit) -> bool {
    one.span.start <= other.span.end && other.span.start <= one.span.end
}
