//! A URL of Microsoft Graph begins with `http://`.
//!
//! ## Why it matters
//! The access token would go over the network unprotected. Microsoft Graph is documented with `https` only.
//!
//! ## What to do
//! Write `https://`.
//!
//! ## Evidence
//! - [National cloud deployments](https://learn.microsoft.com/graph/deployments): the root of every cloud is an `https` URL.
//! - [RFC 6750](https://www.rfc-editor.org/rfc/rfc6750#section-5.3), section 5.3: bearer tokens want TLS.

use super::{host, is_in_batch};
use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::operation::Host;
use crate::rule::{Check, Context, Findings, Part, Rule};
use crate::text::Edit;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "insecure-scheme",
        group: Group::Http,
        severity: Severity::Error,
        fix: FixAvailability::Safe,
        summary: "a URL of Microsoft Graph begins with `http://`",
        manual: crate::manual!("insecure_scheme.rs"),
    },
    check: Check::Message(Part::Url, check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(scheme) = context.request().url.as_ref().and_then(|url| url.scheme) else { return };
    let insecure = context.words(scheme).eq_ignore_ascii_case("http");
    if !insecure || is_in_batch(context) || !matches!(host(context), Some((_, Host::Graph))) {
        return;
    }
    findings
        .report(scheme, "the URL of Microsoft Graph is not `https`")
        .label(scheme, "`https` belongs here")
        .help("The access token would travel unprotected; Microsoft Graph is documented with `https` only. Write `https`.")
        .fix(Fix::safe("write `https`", vec![Edit::replace(scheme, "https")]));
}
