//! The metadata says that this resource cannot be created, changed or deleted.
//!
//! ## Why it matters
//! The service answers with an error: `405 Method Not Allowed` or `400 Bad Request`.
//!
//! ## What to do
//! Look in the reference for the supported way: an action, or another path.
//!
//! ## Evidence
//! - [OData Capabilities Vocabulary](https://github.com/oasis-tcs/odata-vocabularies/blob/main/vocabularies/Org.OData.Capabilities.V1.md): `InsertRestrictions`, `UpdateRestrictions`, `DeleteRestrictions`, which Graph's metadata uses.

use crate::catalogue::{End, Holder, Restrictions};
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::rule::resource::method;
use crate::rule::{Check, Context, Findings, Part, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "unsupported-operation",
        group: Group::Http,
        severity: Severity::Warning,
        fix: FixAvailability::None,
        summary: "the metadata says that this cannot be created, changed or deleted",
        manual: crate::manual!("unsupported_operation.rs"),
    },
    check: Check::Message(Part::Url, check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(resource) = context.resource() else { return };
    let Some((span, method)) = method(context.request()) else { return };
    let Some(end) = resource.end() else { return };
    let (Some(ty), Some(holder)) = (end.entity_type(), end.holder()) else { return };
    let (name, of_holder) = match holder {
        Holder::Root(root) => (root.name(), root.restrictions()),
        Holder::Member(member) => (member.name(), member.restrictions()),
        Holder::Result(_) => return,
    };
    let of_type = ty.restrictions();
    let either = |restriction: fn(&Restrictions) -> bool| restriction(&of_holder) || restriction(&of_type);
    let verb = match (method.as_str(), end) {
        ("POST", End::Collection { .. }) if either(|it| it.not_insertable) => "created",
        ("PATCH" | "PUT", End::Entity { .. }) if either(|it| it.not_updatable) => "changed",
        ("DELETE", End::Entity { .. }) if either(|it| it.not_deletable) => "deleted",
        _ => return,
    };
    let label = resource.graph().label();
    findings
        .report(span, format!("the resource `{name}` cannot be {verb} this way, according to {label}"))
        .label(span, "not supported here")
        .help("The service refuses it. Look in the reference for an action or another path that does it.");
}
