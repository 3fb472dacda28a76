//! A request adds or removes a reference to an existing object, and its path does not end in `/$ref`.
//!
//! ## Why it matters
//! Members and owners of a group, the manager of a user and similar properties refer to objects that exist elsewhere.
//! Without `/$ref` the service answers with an error, because it reads the body as a new object. A `DELETE` without
//! `/$ref` is for the object itself: of a group it deletes the member, not the membership, if the app may do that. This
//! is a warning.
//!
//! ## What to do
//! Write `/$ref` after the path, and send `{"@odata.id": "https://graph.microsoft.com/v1.0/directoryObjects/{id}"}`.
//!
//! ## Evidence
//! - [Remove member](https://learn.microsoft.com/graph/api/group-delete-members): what happens without `/$ref`.
//! - [Add members](https://learn.microsoft.com/graph/api/group-post-members), [Assign manager](https://learn.microsoft.com/graph/api/user-post-manager).
//! - [OData 4.01](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html), section "Add a Reference to a Collection-Valued Navigation Property".

use crate::catalogue::{Containment, End, Holder, Member};
use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::rule::resource::method;
use crate::rule::{Check, Context, Findings, Part, Resource, Rule};
use crate::text::{Edit, Span};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "missing-ref",
        group: Group::Http,
        severity: Severity::Error,
        fix: FixAvailability::Unsafe,
        summary: "a reference is added or removed without `/$ref`",
        manual: crate::manual!("missing_ref.rs"),
    },
    check: Check::Message(Part::Url, check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(resource) = context.resource() else { return };
    let Some((_, method)) = method(context.request()) else { return };
    if method == "DELETE" {
        return deleted(resource, findings);
    }
    let (member, many) = match resource.end() {
        Some(End::Collection { holder: Holder::Member(member), .. }) if method == "POST" => (member, true),
        Some(End::Entity { holder: Holder::Member(member), keyed: false, .. }) if method == "PUT" => (member, false),
        _ => return,
    };
    if member.containment() != Containment::Reference {
        return;
    }
    let Some(last) = resource.route.steps.last().map(|step| step.span) else { return };
    // Without an address in the body, what is sent may be meant for the object itself. Of directory objects we know better.
    let of_directory = leads_to_directory(resource, member);
    let root = context.document().and_then(|document| document.tree.root());
    let has_address = root.is_some_and(|root| root.get("@odata.id").is_some());
    let sure = if of_directory || has_address { Severity::Error } else { Severity::Warning };
    let (name, owner) = (member.name(), member.owner().name());
    let gap = Span::gap(last.end);
    let adds = if many { "added" } else { "set" };
    findings
        .report(last, format!("`{name}` of `{owner}` holds references, which are {adds} with `/$ref`"))
        .at_most(resource.severity().min(sure))
        .label(last, "`/$ref` is missing after it")
        .help(format!(
            "What `{name}` leads to lives elsewhere and is not created here. Write `{name}/$ref`, and give its address in the \
             body as `@odata.id`."
        ))
        .fix(Fix::guess("add `/$ref`", vec![Edit::insert(gap.start, "/$ref")]));
}

/// A DELETE of an object of the directory through a property that only refers to it.
fn deleted(resource: &Resource<'_>, findings: &mut Findings<'_>) {
    let Some(End::Entity { holder: Holder::Member(member), .. }) = resource.end() else { return };
    let Some(last) = resource.route.steps.last().map(|step| step.span) else { return };
    if member.containment() != Containment::Reference || !leads_to_directory(resource, member) {
        return;
    }
    let (name, owner) = (member.name(), member.owner().name());
    findings
        .report(last, format!("without `/$ref` this deletes the object itself, not the reference to it in `{name}` of `{owner}`"))
        .at_most(Severity::Warning)
        .label(last, "`/$ref` is missing after it")
        .help(format!(
            "`{name}` holds references; one is removed by a path that ends with `/$ref`. To delete the object, use its own \
             path, such as `/directoryObjects/{{id}}`."
        ))
        .fix(Fix::guess("add `/$ref`", vec![Edit::insert(last.end, "/$ref")]));
}

fn leads_to_directory(resource: &Resource<'_>, member: Member<'_>) -> bool {
    let directory = resource.graph().ty("directoryObject");
    member.value().named().zip(directory).is_some_and(|(ty, directory)| ty.is_a(directory))
}
