//! A text has more than 10,000 syntax errors, and is not read further.
//!
//! ## Why it matters
//! Such a text is another format, a damaged file, or several texts that were joined. Thousands of further findings
//! would only take memory and time.
//!
//! ## What to do
//! Look at the first findings. If the file is not JSON, exclude it; otherwise correct their common cause and check
//! again. Nothing after this place is checked, and no fix is safe while there are so many errors.

use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::json::{MAX_SYNTAX_ERRORS, SyntaxErrorKind};
use crate::rule::{Check, Context, Findings, Rule};
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "too-many-errors",
        group: Group::Syntax,
        severity: Severity::Error,
        fix: FixAvailability::None,
        summary: "a text departs from JSON more than 10,000 times",
        manual: crate::manual!("too_many_errors.rs"),
    },
    check: Check::SyntaxError(|kind| matches!(kind, SyntaxErrorKind::TooMany), check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for syntax_error in
        context.syntax_errors().iter().filter(|syntax_error| syntax_error.kind == SyntaxErrorKind::TooMany)
    {
        let stop = Span::gap(syntax_error.span.start);
        findings
            .report(stop, format!("the text has more than {MAX_SYNTAX_ERRORS} syntax errors"))
            .label(stop, "read up to here")
            .help("This is probably another format, or a damaged file. Look at the first findings; nothing after this place was checked.");
    }
}
