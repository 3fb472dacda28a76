//! The text has the markers of a merge that was not finished: `<<<<<<<`, `=======`, `>>>>>>>`.
//!
//! ## Why it matters
//! Git leaves both versions in the file, with the markers between them, and the service answers `400 Bad Request` with
//! "Unable to read JSON request payload". Only the author knows which of the two is meant, so nothing in such a text is
//! fixed, unless one marker alone was left behind, which `--unsafe-fixes` takes out. The version between `<<<<<<<` and `=======` is checked.
//!
//! ## What to do
//! Keep one of the versions, or join them, and remove the markers: `git checkout --ours FILE`, `git checkout --theirs FILE`,
//! `git mergetool`.
//!
//! ## Evidence
//! - [git merge](https://git-scm.com/docs/git-merge#_how_conflicts_are_presented), "How conflicts are presented".

use super::{UNREADABLE, repair};
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::http::MessageErrorKind;
use crate::json::SyntaxErrorKind;
use crate::operation::Fit;
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "conflict-marker",
        group: Group::Syntax,
        severity: Severity::Error,
        fix: FixAvailability::Sometimes,
        summary: "the text has the markers of an unfinished merge",
        manual: crate::manual!("conflict_marker.rs"),
    },
    check: Check::Request(check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let in_head = context.message_errors().filter(|error| error.kind == MessageErrorKind::ConflictMarker);
    for error in in_head.filter(|_| !matches!(context.target().fit, Fit::Foreign)) {
        findings
            .report(error.span, "a merge was not finished: the request has the markers of a conflict")
            .label(error.span, "a marker")
            .help("A client sends the markers along, as headers or as part of the body. Keep one of the two versions and remove the markers.");
    }
    let conflicts =
        context.syntax_errors().iter().filter(|syntax_error| syntax_error.kind == SyntaxErrorKind::ConflictMarker);
    for syntax_error in conflicts {
        findings
            .report(syntax_error.span, "a merge was not finished: the text has the markers of a conflict")
            .label(syntax_error.span, "a marker")
            .help(format!("{UNREADABLE} Keep one of the two versions and remove the markers."))
            .fix(repair(syntax_error, "remove the marker"));
    }
}
