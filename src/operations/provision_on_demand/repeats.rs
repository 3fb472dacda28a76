//! Which subjects of a list were met before: the same id and type, under the same rule or in the same group.

use std::borrow::Cow;
use std::collections::hash_map::Entry as Place;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::payload::{Payload, Subject};
use crate::operation::Identifier;
use crate::text::Span;

/// The earlier subject that says the same.
#[derive(Clone, Copy, Debug)]
pub(super) struct First {
    /// Where it is best pointed at.
    pub(super) mark: Span,
    /// Whether both write their type in the same case.
    pub(super) same_type: bool,
}

/// The subjects of a list that say nothing but what an earlier one says.
#[derive(Debug, Default)]
pub(super) struct Repeats {
    /// By the index of the node.
    firsts: BTreeMap<u32, First>,
}

impl Repeats {
    /// Those among the subjects of all entries.
    pub(super) fn of(payload: Payload<'_>) -> Self {
        if payload.count() < 2 {
            return Self::default();
        }
        Self::among(payload.entries().flat_map(|entry| entry.subjects().map(move |subject| (entry.rule(), subject))))
    }

    /// Those of a list in the order of the text, in which each subject has the value of its entry's `ruleId` beside it.
    /// GUIDs and types are compared without regard to case, distinguished names also without regard to spaces around separators.
    /// Subjects of two rules are two, and so are two lists of members of one group.
    pub(super) fn among<'p>(list: impl Iterator<Item = (Option<Identifier<'p>>, Subject<'p>)> + Clone) -> Self {
        let mut repeats = Self::default();
        if surely_differ(list.clone().map(|(_, subject)| subject)) {
            return repeats;
        }
        let mut firsts = HashMap::new();
        for (rule, subject) in list {
            let Some(id) = subject.object().and_then(Identifier::key) else { continue };
            let rule = rule.map(|rule| rule.key().unwrap_or(rule.word.text().into()));
            let object_type = subject.object_type().map(|word| word.text());
            let of_any_case = object_type.map(str::to_lowercase);
            match firsts.entry((rule, id, of_any_case)) {
                Place::Vacant(place) => {
                    place.insert((subject.mark(), object_type, members(subject).collect::<HashSet<_>>()));
                }
                Place::Occupied(first) => {
                    let (mark, first_type, known) = first.get();
                    if members(subject).all(|member| known.contains(&member)) {
                        let first = First { mark: *mark, same_type: *first_type == object_type };
                        repeats.firsts.insert(subject.node().index(), first);
                    }
                }
            }
        }
        repeats
    }

    pub(super) fn is_empty(&self) -> bool {
        self.firsts.is_empty()
    }

    /// The earlier subject that says all that `subject` says, or `None` if there is no such subject.
    pub(super) fn first(&self, subject: Subject<'_>) -> Option<First> {
        self.firsts.get(&subject.node().index()).copied()
    }
}

/// So many subjects are compared each with each, which is quicker than a table.
const FEW: usize = 8;

/// Whether there are few subjects, and no two have the same id.
fn surely_differ<'p>(subjects: impl Iterator<Item = Subject<'p>> + Clone) -> bool {
    if subjects.clone().nth(1).is_none() {
        return true;
    }
    if subjects.clone().nth(FEW).is_some() {
        return false;
    }
    let keys: Vec<Cow<'_, str>> = subjects.filter_map(|subject| subject.object()?.key()).collect();
    keys.iter().enumerate().all(|(at, key)| !keys[..at].contains(key))
}

/// The subjects of all entries, without those that say nothing but what an earlier one says.
pub(super) fn distinct_subjects(payload: Payload<'_>) -> impl Iterator<Item = Subject<'_>> {
    let repeats = Repeats::of(payload);
    payload.subjects().filter(move |&subject| repeats.first(subject).is_none())
}

/// The ids of the members of a group.
fn members(group: Subject<'_>) -> impl Iterator<Item = Option<Cow<'_, str>>> {
    group.members().map(|member| member.object().and_then(Identifier::key))
}
