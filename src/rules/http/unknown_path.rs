//! A segment of the path does not exist in Microsoft Graph at this place: a resource at the root, a property,
//! navigation property, action or function of the type before it, or a type. Or a key in parentheses is named by what is
//! no property: `applications(applicationId='…')`.
//!
//! ## Why it matters
//! The service answers `400 Bad Request` with "Resource not found for the segment", or `404 Not Found`. Resources that
//! exist only in beta are not found in v1.0.
//!
//! ## What to do
//! Write the name that was meant; the finding names the nearest one. If it exists in the other version of the API only,
//! use that version. The names come from Graph's metadata of the date in the finding; newer names are unknown. Pass
//! your own copy with `--metadata`, or ignore this rule.
//!
//! In beta, which changes without notice, this is a warning. A URL without a host, such as `/me/messges`, is taken for one
//! of Microsoft Graph if the file was named, or if other requests of it go to Microsoft Graph: also a warning.
//!
//! ## Evidence
//! - [OData metadata of v1.0](https://graph.microsoft.com/v1.0/$metadata).
//! - [OData URL Conventions](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html), section "Resource Path".

use crate::catalogue::{Failure, FailureKind, Version};
use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::rule::{Check, Context, Findings, Part, Resource, Rule};
use crate::text::Edit;
use crate::text::excerpt;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "unknown-path",
        group: Group::Http,
        severity: Severity::Error,
        fix: FixAvailability::Sometimes,
        summary: "Microsoft Graph has no such segment there",
        manual: crate::manual!("unknown_path.rs"),
    },
    check: Check::Message(Part::Url, check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    // What is nearly the path of an operation with a folder of its own is reported there.
    let Some(resource) = context.resource().filter(|_| context.operation().is_none()) else { return };
    let Some(failure) = &resource.route.failure else { return unknown_action(context, resource, findings) };
    // Beta has nearly all of v1.0: what its packages leave out is there all the same.
    let stable_only = failure.in_other_version && resource.graph().version() == Version::Beta;
    if stable_only {
        return;
    }
    let name = excerpt(&failure.name, 60);
    let message = message(resource, failure, &name);
    let fix = failure.nearest.filter(|_| !failure.in_other_version).and_then(|nearest| {
        // The namespace before the name of a type or an action stays.
        let written = context.words(failure.span);
        let namespace = if failure.kind == FailureKind::NoType { "microsoft.graph." } else { "" };
        let namespace = written.get(..namespace.len()).unwrap_or_default();
        let nearest = format!("{namespace}{nearest}");
        Fix::guess(format!("write `{nearest}`"), vec![Edit::replace(failure.span, nearest)])
    });
    let label = match failure.nearest {
        _ if failure.in_other_version => "only in beta".to_owned(),
        Some(nearest) => format!("`{nearest}`?"),
        None => "not known here".to_owned(),
    };
    findings
        .report(failure.span, message)
        .at_most(resource.severity())
        .label(failure.span, label)
        .help(help(resource, failure))
        .fix(fix);
}

/// A POST to what can only be one entity, by a key that is a word: an action was meant.
fn unknown_action(context: &Context<'_>, resource: &Resource<'_>, findings: &mut Findings<'_>) {
    let Some((span, ty)) = resource.unknown_action(context.request()) else { return };
    let name = excerpt(context.words(span), 60);
    let metadata = resource.graph().label();
    findings
        .report(span, format!("a collection of `{}` has no action `{name}` in {metadata}", ty.name()))
        .at_most(resource.severity())
        .label(span, "not known here")
        .help("As a key it names one entity, and nothing is posted to one. Write the name of an action, or change the entity with `PATCH`.");
}

/// What is wrong, with the day of the metadata that says so.
fn message(resource: &Resource<'_>, failure: &Failure<'_>, name: &str) -> String {
    let metadata = resource.graph().label();
    match failure.kind {
        FailureKind::NoRoot if failure.in_other_version => {
            format!("`{name}` exists only in beta, according to {metadata}")
        }
        FailureKind::NoRoot => format!("`{name}` is not a resource at the root of Microsoft Graph in {metadata}"),
        FailureKind::NoMember(ty) if failure.in_other_version => {
            format!("`{name}` of `{}` exists only in beta, according to {metadata}", ty.name())
        }
        FailureKind::NoMember(ty) => format!("`{}` has no `{name}` in {metadata}", ty.name()),
        FailureKind::NoOperation(ty) => {
            format!("a collection of `{}` has no action or function `{name}` in {metadata}", ty.name())
        }
        FailureKind::NoSystemSegment(_) if name.contains('=') => {
            format!("`{name}` is a query option, but is in the path")
        }
        FailureKind::NoSystemSegment(_) => format!("`{name}` is not an OData segment"),
        FailureKind::NoType => format!("there is no type `{name}` in {metadata}"),
        FailureKind::UnrelatedCast(ty) => format!("`{name}` is not a type of `{}` in {metadata}", ty.name()),
        FailureKind::NoKey(ty) => format!("`{}` has no property `{name}` that could be a key in {metadata}", ty.name()),
        FailureKind::NothingBelow => format!("nothing can follow what stands before `{name}`"),
    }
}

fn help(resource: &Resource<'_>, failure: &Failure<'_>) -> String {
    match failure.kind {
        _ if failure.in_other_version => {
            "Call it with `/beta`, which is not for production, or do without it.".to_owned()
        }
        FailureKind::NoSystemSegment(_) if failure.name.contains('=') => {
            "Query options follow a `?`: write one in place of the slash.".to_owned()
        }
        FailureKind::NothingBelow => {
            "A value, a number or an action is the end of a path. Remove what follows it.".to_owned()
        }
        FailureKind::NoKey(_) => {
            let nearest = failure.nearest.map(|nearest| format!(" Was `{nearest}` meant?")).unwrap_or_default();
            format!("A key in parentheses is the id, or the name of a property with its value.{nearest}")
        }
        _ => {
            let nearest = failure.nearest.map(|nearest| format!(" Was `{nearest}` meant?")).unwrap_or_default();
            let newer = match resource.graph().catalogue().file() {
                Some(_) => "",
                None => {
                    " What is newer than this metadata is known with `--metadata FILE`, a copy of the service's own."
                }
            };
            format!("The service answers \"Resource not found for the segment\".{nearest}{newer}")
        }
    }
}
