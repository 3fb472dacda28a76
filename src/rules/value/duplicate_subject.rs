//! A subject stands twice under one rule, or a member twice in one group: the same id and the same type. GUIDs are compared
//! without regard to case, distinguished names also without regard to spaces around their separators.
//!
//! ## Why it matters
//! The second mention provisions nothing that the first does not, and it counts: towards the five members of a request, and
//! towards the time that it takes. Most often another id was meant.
//!
//! ## What to do
//! Write the id that was meant, or take the second mention away. The fix takes it away.
//!
//! ## Evidence
//! - [On-demand provisioning in Microsoft Entra ID](https://learn.microsoft.com/entra/identity/app-provisioning/provision-on-demand)
//!   limits the members of one request.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::json::Node;
use crate::rule::{Check, Context, Findings, Identifier, Rule, Subject, Word};
use crate::text::{Edit, Span};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "duplicate-subject",
        group: Group::Value,
        severity: Severity::Warning,
        fix: FixAvailability::Safe,
        summary: "a subject or a member is listed twice",
        manual: crate::manual!("duplicate_subject.rs"),
    },
    check: Check::Request(check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let payload = context.payload();
    // Under each rule a list of its own; entries of one rule share it.
    let mut rules: HashMap<Option<String>, Seen<'_, '_>> = HashMap::new();
    let repeats: Vec<Vec<Option<Repeat<'_, '_>>>> = payload
        .entries
        .iter()
        .map(|entry| {
            let seen = rules.entry(entry.rule.as_ref().map(Identifier::key_or_text)).or_default();
            entry.subjects.iter().map(|subject| repeat(seen, subject)).collect()
        })
        .collect();
    let spent = |repeats: &Vec<Option<Repeat<'_, '_>>>| !repeats.is_empty() && repeats.iter().all(is_surplus);
    let entries = List::new(payload.entries.iter().map(|entry| entry.node), repeats.iter().map(spent));
    for (at, (entry, repeats)) in payload.entries.iter().zip(&repeats).enumerate() {
        let whole = entries.surplus[at].then(|| entries.removal(context, at)).flatten();
        report(context, "a subject", &entry.subjects, repeats, whole, findings);
    }
    for group in payload.subjects_and_members() {
        let mut seen = Seen::new();
        let repeats: Vec<_> = group.members.iter().map(|member| repeat(&mut seen, member)).collect();
        report(context, "a member", &group.members, &repeats, None, findings);
    }
}

/// The first mention of each id and type, and the ids of its members.
type Seen<'p, 'a> = HashMap<(String, Option<&'p str>), (&'p Subject<'a>, HashSet<Option<String>>)>;

/// A further mention of a subject.
struct Repeat<'p, 'a> {
    first: &'p Subject<'a>,
    /// Whether it has members that the first has not.
    adds: bool,
}

/// What `subject` repeats; notes it if that is nothing.
fn repeat<'p, 'a>(seen: &mut Seen<'p, 'a>, subject: &'p Subject<'a>) -> Option<Repeat<'p, 'a>> {
    let id = subject.object.as_ref().and_then(Identifier::key)?;
    let members: HashSet<_> =
        subject.members.iter().map(|member| member.object.as_ref().and_then(Identifier::key)).collect();
    match seen.entry((id, subject.object_type.as_ref().map(Word::text))) {
        Entry::Occupied(place) => {
            let (first, known) = place.get();
            Some(Repeat { first, adds: !members.is_subset(known) })
        }
        Entry::Vacant(place) => {
            place.insert((subject, members));
            None
        }
    }
}

/// Whether nothing is lost with a subject.
fn is_surplus(repeat: &Option<Repeat<'_, '_>>) -> bool {
    repeat.as_ref().is_some_and(|repeat| !repeat.adds)
}

/// Reports the repeats among the subjects of one list. `whole` takes the entry away that holds the list, if nothing of
/// the list is to remain.
fn report(
    context: &Context<'_>,
    role: &str,
    subjects: &[Subject<'_>],
    repeats: &[Option<Repeat<'_, '_>>],
    whole: Option<Span>,
    findings: &mut Findings<'_>,
) {
    let list = List::new(subjects.iter().map(|subject| subject.node), repeats.iter().map(is_surplus));
    for (at, (subject, repeat)) in subjects.iter().zip(repeats).enumerate() {
        let (Some(object), Some(repeat)) = (&subject.object, repeat) else { continue };
        let finding = findings.report(object.word.span(), format!("{} is {role} twice", object.word.quoted()));
        finding.label(object.word.span(), "again").label(repeat.first.mark(), "first here");
        if repeat.adds {
            finding.help("The members of one group belong into one list. Put those of both mentions together, up to the number that one request may hold.");
            continue;
        }
        let place = whole.or_else(|| list.removal(context, at));
        finding
            .help("The second mention provisions nothing that the first does not. Write the id that was meant, or take it away.")
            .fix(place.and_then(|place| Fix::safe("take the second mention away", vec![Edit::delete(place)])));
    }
}

/// The elements of an array, and which of them are to go.
struct List {
    places: Vec<Span>,
    surplus: Vec<bool>,
    /// The first that stays.
    kept: Option<usize>,
}

impl List {
    fn new<'a>(nodes: impl Iterator<Item = Node<'a>>, surplus: impl Iterator<Item = bool>) -> Self {
        let surplus: Vec<bool> = surplus.collect();
        let kept = surplus.iter().position(|surplus| !surplus);
        Self { places: nodes.map(Node::span).collect(), surplus, kept }
    }

    /// What to delete so that an element goes with its comma, when all that are surplus go: the deletions are disjoint.
    /// None where none would stay, or where more than a comma stands beside the element.
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
