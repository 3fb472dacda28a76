//! A request adds a reference to an existing object, and its path does not end in `/$ref`.
//!
//! ## Why it matters
//! Members and owners of a group, the manager of a user and similar properties refer to objects that exist elsewhere.
//! Without `/$ref` the service answers with an error, because it reads the body as a new object.
//!
//! ## What to do
//! Write `/$ref` after the path, and send `{"@odata.id": "https://graph.microsoft.com/v1.0/directoryObjects/{id}"}`.
//!
//! ## Evidence
//! - [Add members](https://learn.microsoft.com/graph/api/group-post-members), [Assign manager](https://learn.microsoft.com/graph/api/user-post-manager).
//! - [OData 4.01](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html), section "Add a Reference to a Collection-Valued Navigation Property".

use crate::catalogue::{Containment, End, Holder};
use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::rule::resource::method;
use crate::rule::{Check, Context, Findings, Part, Rule};
use crate::text::{Edit, Span};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "missing-ref",
        group: Group::Http,
        severity: Severity::Error,
        fix: FixAvailability::Unsafe,
        summary: "a reference is added without `/$ref`",
        manual: crate::manual!("missing_ref.rs"),
    },
    check: Check::Message(Part::Url, check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(resource) = context.resource() else { return };
    let Some((_, method)) = method(context.request()) else { return };
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
    let directory = resource.graph().ty("directoryObject");
    let of_directory = member.value().named().zip(directory).is_some_and(|(ty, directory)| ty.is_a(directory));
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
