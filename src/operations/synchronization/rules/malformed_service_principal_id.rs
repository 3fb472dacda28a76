//! The service principal id in the URL is not a GUID.
//!
//! ## Why it matters
//! The id of a service principal is the object id of an enterprise application, a GUID. The service finds nothing by
//! any other value.
//!
//! ## What to do
//! Copy the object id of the enterprise application (not the id of its app registration, not `appId`).
//!
//! ## Evidence
//! - [servicePrincipal](https://learn.microsoft.com/graph/api/resources/serviceprincipal), property `id`.

use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::wording::{is_gap, quoted};
use crate::rule::{Check, Context, Findings, Part, Rule};
use crate::text::guid;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "malformed-service-principal-id",
        group: Group::Http,
        severity: Severity::Warning,
        fix: FixAvailability::None,
        summary: "the id of the service principal is not a GUID",
        manual: crate::manual!("malformed_service_principal_id.rs"),
    },
    check: Check::Message(Part::Url, check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(span) = context.target().keys.get("servicePrincipal-id") else { return };
    let id = context.words(span);
    if guid::is_canonical(id) || is_gap(context, id) {
        return;
    }
    findings
        .report(span, format!("{} is not the id of a service principal", quoted(context, span)))
        .label(span, "a GUID belongs here")
        .help("The id of a service principal is the object id of an enterprise application, a GUID. Copy it from the enterprise application, not from the app registration.");
}
