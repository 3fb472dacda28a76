//! A header holds an access token: a JSON Web Token instead of a variable. No report ever shows the token.
//!
//! ## Why it matters
//! Whoever reads the file can act with the permissions of the token until it expires, and files are copied, sent and
//! committed. Treat a token that was committed once as leaked.
//!
//! ## What to do
//! Use a variable of your client, `Authorization: Bearer {{token}}`, and keep the value outside the file. The fix
//! writes the variable; revoke the token if the file was shared.
//!
//! ## Evidence
//! - [RFC 6750](https://www.rfc-editor.org/rfc/rfc6750#section-5.3), section 5.3.
//! - [RFC 7519](https://www.rfc-editor.org/rfc/rfc7519), section 3: the form of a token.

use super::is_graph;
use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::rule::{Check, Context, Findings, Part, Rule};
use crate::text::{Edit, Span, offset, secret};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "hardcoded-token",
        group: Group::Http,
        severity: Severity::Error,
        fix: FixAvailability::Unsafe,
        summary: "an access token is written into the file",
        manual: crate::manual!("hardcoded_token.rs"),
    },
    check: Check::Message(Part::Headers, check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    if !is_graph(context) {
        return;
    }
    let variable = if context.container().has_variables() { "{{token}}" } else { "{token}" };
    // In a script the name of a variable would be text like any other.
    let mendable = !context.container().is_script();
    for header in &context.request().raw().message.headers {
        let value = context.words(header.value);
        for place in secret::tokens(value).filter(|place| secret::is_token(&value[place.clone()])) {
            let start = header.value.start;
            let span = Span::new(start + offset(place.start), start + offset(place.end));
            findings
                .report(span, "an access token is written into the file")
                .label(span, "a token, not shown here")
                .help("Whoever reads the file can use the token until it expires. Write a variable, and keep its value outside of the file; revoke the token if the file was shared.")
                .fix(Fix::guess(format!("write `{variable}`"), vec![Edit::replace(span, variable)]).filter(|_| mendable));
        }
    }
}
