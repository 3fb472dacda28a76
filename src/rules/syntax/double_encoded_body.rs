//! The body is one string, and that string contains the JSON that is meant.
//!
//! ## Why it matters
//! The text was turned into JSON twice: `JSON.stringify(JSON.stringify(body))`, `json.dumps` of what is a string
//! already, `ConvertTo-Json` of what `ConvertTo-Json` gave, or `requests.post(url, json=text)` in Python where
//! `data=text` is meant. Or the quotes of a shell came along: `'{ … }'`. To the service the body is a string where it
//! expects an object.
//!
//! ## What to do
//! Send the JSON itself: encode once, or hand the text over as it is. The fix puts the content in place of the string;
//! it is not safe, because the cause lies in the program that made the text.
//!
//! ## Example
//! ```text
//! "{\"parameters\": [ … ]}"
//! ```
//! is meant as
//! ```json
//! {"parameters": [ … ]}
//! ```

use super::encoded_body;
use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::rule::{Check, Context, Findings, Rule};
use crate::text::{Edit, Span};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "double-encoded-body",
        group: Group::Syntax,
        severity: Severity::Error,
        fix: FixAvailability::Unsafe,
        summary: "the body is one string that contains the JSON",
        manual: crate::manual!("double_encoded_body.rs"),
    },
    check: Check::Request(check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some((body, text)) = encoded_body(context) else { return };
    let shown = body.span();
    findings
        .report(shown, "the body is one string, and the JSON is its content")
        .label(Span::new(shown.start, shown.start + 1), "a string begins here")
        .help(
            "The service expects an object and gets a string: the text was turned into JSON twice, or the quotes of a \
             shell came along. Send the content itself.",
        )
        .fix(Fix::guess("replace the string by its content", vec![Edit::replace(shown, text)]));
}
