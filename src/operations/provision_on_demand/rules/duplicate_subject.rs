//! A subject is listed twice under one rule, or a member twice in one group: the same id and the same type. GUIDs and types
//! are compared without regard to case, distinguished names also without regard to spaces around their separators. A group that is listed
//! twice with different members is not a duplicate; `multiple-groups` reports that.
//!
//! ## Why it matters
//! Listing an object again adds nothing. Often a different id was meant, and that object is not provisioned.
//!
//! ## What to do
//! Write the id that was meant, or remove the duplicate. The fix removes it; it is unsafe where the two have their type in
//! different cases, `User` and `user`, of which one may be the right one.
//!
//! ## Evidence
//! - [On-demand provisioning in Microsoft Entra ID](https://learn.microsoft.com/entra/identity/app-provisioning/provision-on-demand)
//!   limits the members of one request.

use super::super::payload::{Entry, Subject, payload};
use super::super::repeats::Repeats;
use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Safety, Severity};
use crate::json::Node;
use crate::rule::{Check, Context, Findings, Rule};
use crate::text::{Edit, Span};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "duplicate-subject",
        group: Group::Value,
        severity: Severity::Warning,
        fix: FixAvailability::Sometimes,
        summary: "a subject or a member is listed twice",
        manual: crate::manual!("duplicate_subject.rs"),
    },
    check: Check::Terms(check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let payload = payload(context);
    if payload.count() < 2 {
        return;
    }
    let repeats = Repeats::of(payload);
    let is_spent = |entry: Entry<'_>| {
        entry.subjects().next().is_some() && entry.subjects().all(|subject| repeats.first(subject).is_some())
    };
    if !repeats.is_empty() {
        let entries = List::new(payload.entries().map(|entry| entry.node()), payload.entries().map(is_spent));
        for (at, entry) in payload.entries().enumerate() {
            let whole = if is_spent(entry) { entries.removal(context, at) } else { None };
            report(context, "a subject", entry.subjects(), &repeats, whole, findings);
        }
    }
    for group in payload.subjects_and_members() {
        let repeats = Repeats::among(group.members().map(|member| (None, member)));
        if !repeats.is_empty() {
            report(context, "a member", group.members(), &repeats, None, findings);
        }
    }
}

/// Reports the subjects of one list that repeat an earlier one. `whole` takes the entry away that holds the list, if nothing
/// of the list is to remain.
fn report<'p>(
    context: &Context<'_>,
    role: &str,
    subjects: impl Iterator<Item = Subject<'p>> + Clone,
    repeats: &Repeats,
    whole: Option<Span>,
    findings: &mut Findings<'_>,
) {
    let firsts = subjects.clone().map(|subject| repeats.first(subject));
    let list = List::new(subjects.clone().map(Subject::node), firsts.clone().map(|first| first.is_some()));
    for (at, (subject, first)) in subjects.zip(firsts).enumerate() {
        let (Some(object), Some(first)) = (subject.object(), first) else { continue };
        let place = whole.or_else(|| list.removal(context, at));
        findings
            .report(object.word.span(), format!("{} is listed twice as {role}", object.word.quoted()))
            .label(object.word.span(), "listed again")
            .label(first.mark, "first listed here")
            .help("Listing an object again adds nothing; often a different id was meant. Write that id, or remove the duplicate.")
            .fix(place.and_then(|place| {
                // Which of two types is right is for the author to say.
                let safety = if first.same_type { Safety::Safe } else { Safety::Unsafe };
                Fix::new(safety, "remove the duplicate".to_owned(), vec![Edit::delete(place)])
            }));
    }
}

/// The elements of an array, some of which are to go.
struct List {
    places: Vec<Span>,
    kept: Option<usize>,
}

impl List {
    fn new<'a>(nodes: impl Iterator<Item = Node<'a>>, mut surplus: impl Iterator<Item = bool>) -> Self {
        Self { places: nodes.map(Node::span).collect(), kept: surplus.position(|surplus| !surplus) }
    }

    /// What to delete so that an element goes with its comma, when all that are surplus go: the deletions are disjoint.
    /// None where none would stay, or where more than a comma is beside the element.
    fn removal(&self, context: &Context<'_>, at: usize) -> Option<Span> {
        let place = self.places[at];
        let (gap, removed) = if self.kept? < at {
            let before = self.places[at - 1].end;
            (Span::new(before, place.start), Span::new(before, place.end))
        } else {
            let behind = self.places[at + 1].start;
            (Span::new(place.end, behind), Span::new(place.start, behind))
        };
        (context.words(gap).trim() == ",").then_some(removed)
    }
}
