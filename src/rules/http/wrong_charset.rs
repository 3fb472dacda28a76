//! The `Content-Type` names a `charset` other than `utf-8`.
//!
//! ## Why it matters
//! JSON that is exchanged between systems is always UTF-8. Either the body is sent in another encoding and is misread,
//! or the header is wrong.
//!
//! ## What to do
//! Write `charset=utf-8`, or leave the parameter out.
//!
//! ## Evidence
//! - [RFC 8259](https://www.rfc-editor.org/rfc/rfc8259#section-8.1), section 8.1.

use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::rule::wording::{is_gap, quoted};
use crate::rule::{Check, Context, Findings, Part, Rule};
use crate::text::{Edit, Span, offset};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "wrong-charset",
        group: Group::Http,
        severity: Severity::Warning,
        fix: FixAvailability::Safe,
        summary: "the `Content-Type` names another `charset` than `utf-8`",
        manual: crate::manual!("wrong_charset.rs"),
    },
    check: Check::Message(Part::Headers, check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(header) = context.request().header("Content-Type").filter(|_| context.operation().is_some()) else {
        return;
    };
    let value = context.words(header.value);
    let Some(at) = value.to_ascii_lowercase().find("charset=").map(|at| at + "charset=".len()) else { return };
    let charset = value[at..].split(';').next().unwrap_or_default().trim();
    let bare = charset.trim_matches('"');
    if ["utf-8", "utf8"].iter().any(|known| bare.eq_ignore_ascii_case(known)) || is_gap(context, bare) {
        return;
    }
    let start = header.value.start + offset(at);
    let span = Span::new(start, start + offset(charset.len()));
    findings
        .report(span, format!("the body is announced as {} instead of `utf-8`", quoted(context, span)))
        .label(span, "`utf-8` belongs here")
        .help("JSON between systems is UTF-8. Write `utf-8`, or leave `charset` out.")
        .fix(Fix::safe("write `utf-8`", vec![Edit::replace(span, "utf-8")]));
}
