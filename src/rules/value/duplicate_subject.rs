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

use std::collections::{HashMap, HashSet};

use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::json::Node;
use crate::rule::{Check, Context, Entry, Findings, Identifier, Rule, Subject};
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
    // Under each rule a map of its own; entries of one rule share it.
    let mut rules: HashMap<Option<String>, Seen<'_, '_>> = HashMap::new();
    let repeated: Vec<Vec<Option<&Subject<'_>>>> = payload
        .entries
        .iter()
        .map(|entry| {
            let seen = rules.entry(rule_key(entry)).or_default();
            entry.subjects.iter().map(|subject| first_mention(seen, subject)).collect()
        })
        .collect();
    let spent: Vec<bool> = payload
        .entries
        .iter()
        .zip(&repeated)
        .map(|(entry, firsts)| !firsts.is_empty() && surplus(&entry.subjects, firsts).iter().all(|&surplus| surplus))
        .collect();
    let entries: Vec<Node<'_>> = payload.entries.iter().map(|entry| entry.node).collect();
    for (at, entry) in payload.entries.iter().enumerate() {
        let whole = spent[at].then(|| removal(context, &entries, &spent, at)).flatten();
        report(context, "a subject", &entry.subjects, &repeated[at], whole, findings);
    }
    for group in payload.subjects_and_members() {
        let mut seen = Seen::new();
        let repeated: Vec<_> = group.members.iter().map(|member| first_mention(&mut seen, member)).collect();
        report(context, "a member", &group.members, &repeated, None, findings);
    }
}

/// The first mention of each id and type.
type Seen<'p, 'a> = HashMap<(String, Option<&'p str>), &'p Subject<'a>>;

fn rule_key(entry: &Entry<'_>) -> Option<String> {
    entry.rule.as_ref().map(|rule| rule.key().unwrap_or_else(|| rule.word.text().to_owned()))
}

/// The earlier mention of the same subject; notes this one if there is none.
fn first_mention<'p, 'a>(seen: &mut Seen<'p, 'a>, subject: &'p Subject<'a>) -> Option<&'p Subject<'a>> {
    let id = subject.object.as_ref().and_then(Identifier::key)?;
    match seen.entry((id, subject.object_type.as_ref().map(|word| word.text()))) {
        std::collections::hash_map::Entry::Occupied(first) => Some(first.get()),
        std::collections::hash_map::Entry::Vacant(place) => {
            place.insert(subject);
            None
        }
    }
}

/// Reports the subjects of one list that have an earlier mention. `whole` takes the entry away that holds the list, if
/// nothing of the list would remain.
fn report(
    context: &Context<'_>,
    role: &str,
    subjects: &[Subject<'_>],
    repeated: &[Option<&Subject<'_>>],
    whole: Option<Span>,
    findings: &mut Findings<'_>,
) {
    if repeated.iter().all(Option::is_none) {
        return;
    }
    let nodes: Vec<Node<'_>> = subjects.iter().map(|subject| subject.node).collect();
    let removed = surplus(subjects, repeated);
    for (at, (subject, first)) in subjects.iter().zip(repeated).enumerate() {
        let (Some(object), Some(first)) = (&subject.object, first) else { continue };
        let finding = findings.report(object.word.span(), format!("{} is {role} twice", object.word.quoted()));
        finding.label(object.word.span(), "again").label(first.mark(), "first here");
        if !removed[at] {
            finding.help("The members of one group belong into one list. Put those of both mentions together, up to the number that one request may hold.");
            continue;
        }
        let place = whole.or_else(|| removal(context, &nodes, &removed, at));
        finding
            .help("The second mention provisions nothing that the first does not. Write the id that was meant, or take it away.")
            .fix(place.and_then(|place| Fix::safe("take the second mention away", vec![Edit::delete(place)])));
    }
}

/// Which subjects can go: those with an earlier mention that says as much.
fn surplus(subjects: &[Subject<'_>], repeated: &[Option<&Subject<'_>>]) -> Vec<bool> {
    subjects
        .iter()
        .zip(repeated)
        .map(|(subject, first)| first.is_some_and(|first| !adds_members(subject, first)))
        .collect()
}

/// Whether a second mention has members that the first has not.
fn adds_members(subject: &Subject<'_>, first: &Subject<'_>) -> bool {
    let keys = |of: &Subject<'_>| -> HashSet<Option<String>> {
        of.members.iter().map(|member| member.object.as_ref().and_then(Identifier::key)).collect()
    };
    !subject.members.is_empty() && !keys(subject).is_subset(&keys(first))
}

/// What to delete to take one of the nodes out of their list with its comma, when all that are marked go. None where all
/// of them go, or where more than a comma stands between the nodes.
fn removal(context: &Context<'_>, nodes: &[Node<'_>], removed: &[bool], at: usize) -> Option<Span> {
    let span = nodes[at].span();
    let kept = removed.iter().position(|removed| !removed)?;
    let (gap, place) = if kept < at {
        let before = nodes[at - 1].span();
        (Span::new(before.end, span.start), Span::new(before.end, span.end))
    } else {
        let behind = nodes[at + 1].span();
        (Span::new(span.end, behind.start), Span::new(span.start, behind.start))
    };
    (context.words(gap).trim() == ",").then_some(place)
}
