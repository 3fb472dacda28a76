//! The `Content-Type` of a request is not `application/json`.
//!
//! ## Why it matters
//! The operation requires JSON. For another media type the service answers `400 Bad Request` with a list of the
//! supported ones. `application/scim+json` belongs to another operation of the same family, `bulkUpload`.
//!
//! ## What to do
//! Write `application/json`; parameters such as `charset=utf-8` may follow.
//!
//! ## Evidence
//! - [synchronizationJob: provisionOnDemand](https://learn.microsoft.com/graph/api/synchronization-synchronizationjob-provisionondemand), section "Request headers".
//! - [microsoft-graph-docs#4648](https://github.com/microsoftgraph/microsoft-graph-docs/issues/4648): the answer of the service.

use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::json::{ForeignForm, SyntaxErrorKind};
use crate::rule::wording::{is_gap, quoted};
use crate::rule::{Check, Context, Findings, Part, Rule};
use crate::text::{Edit, Span, offset};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "wrong-content-type",
        group: Group::Http,
        severity: Severity::Error,
        fix: FixAvailability::Safe,
        summary: "the `Content-Type` is not `application/json`",
        manual: crate::manual!("wrong_content_type.rs"),
    },
    check: Check::Message(Part::Headers, check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(header) = context.request().header("Content-Type").filter(|_| context.operation().is_some()) else {
        return;
    };
    // Fields of a form under their own type are one cause, which is reported for the body.
    let form = SyntaxErrorKind::ForeignFormat(ForeignForm::FormFields);
    if context.syntax_errors().iter().any(|syntax_error| syntax_error.kind == form) {
        return;
    }
    let value = context.words(header.value);
    let media_type = value.split(';').next().unwrap_or_default().trim_end();
    if media_type.eq_ignore_ascii_case("application/json") || is_gap(context, media_type) {
        return;
    }
    let span = Span::new(header.value.start, header.value.start + offset(media_type.len()));
    let message = if media_type.is_empty() {
        "the `Content-Type` is empty".to_owned()
    } else {
        format!("{} is not the type of the body", quoted(context, span))
    };
    findings
        .report(span, message)
        .label(span, "`application/json` belongs here")
        .help("The operation takes JSON; the service refuses a body of another type. Write `application/json`.")
        .fix(Fix::safe("write `application/json`", vec![Edit::replace(span, "application/json")]));
}
