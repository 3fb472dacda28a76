//! The whole body is a string, and that string contains the JSON that is meant.
//!
//! ## Why it matters
//! The body was encoded as JSON twice: `JSON.stringify(JSON.stringify(body))`, `json.dumps` of something
//! that is a string already, `ConvertTo-Json` twice in a row, or `requests.post(url, json=text)` in Python where
//! `data=text` is meant. Or shell quotes were copied along with it: `'{ … }'`. To the service the body is a string where it
//! expects an object.
//!
//! ## What to do
//! Send the JSON itself: encode once, or pass the text on as it is. The fix puts the content in place of the string; it
//! is unsafe, because the cause lies in the program that wrote the text.
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
use crate::rule::{Check, Context, Findings, Part, Rule};
use crate::text::Edit;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "double-encoded-body",
        group: Group::Syntax,
        severity: Severity::Error,
        fix: FixAvailability::Unsafe,
        summary: "the whole body is a string that contains the JSON",
        manual: crate::manual!("double_encoded_body.rs"),
    },
    check: Check::Message(Part::Body, check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    // A schema of the user may well be about a string.
    if context.user_schema().is_some() {
        return;
    }
    let Some((body, text)) = encoded_body(context) else { return };
    let shown = body.span();
    findings
        .report(shown, "the whole body is a string that contains the JSON")
        .label(body.first(), "the string starts here")
        .help(
            "The service expects an object and gets a string: the body was encoded as JSON twice, or shell quotes were \
             copied along with it. Send the JSON itself.",
        )
        .fix(Fix::guess("replace the string with its content", vec![Edit::replace(shown, text)]));
}
