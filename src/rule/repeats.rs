//! Which subjects of a list were met before: the same id and type, under the same rule or in the same group.

use std::borrow::Cow;
use std::collections::hash_map::Entry as Place;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};

use super::identifier::Identifier;
use super::payload::Subject;
use super::word::Word;
use crate::text::Span;

/// The subjects of a list that say nothing but what an earlier one says.
#[derive(Debug, Default)]
pub struct Repeats {
    /// The [`crate::json::Node::index`] of each, in ascending order, and where the earlier one is best pointed at.
    firsts: Vec<(u32, Span)>,
}

/// An id in canonical form, if it is one.
type Key<'p> = Option<Cow<'p, str>>;

/// The rule, the id and the type.
type Said<'p> = (Key<'p>, Cow<'p, str>, Key<'p>);

impl Repeats {
    /// Those of a list in the order of the text, in which each subject has the value of its entry's `ruleId` beside it.
    /// GUIDs are compared without regard to case, distinguished names also without regard to spaces around separators.
    /// Subjects of two rules are two, and so are two lists of members of one group.
    pub fn among<'p>(list: impl Iterator<Item = (Option<Identifier<'p>>, Subject<'p>)> + Clone) -> Self {
        // There may be a hundred thousand, and nearly always no two say the same. Then their hashes differ, and nothing
        // else of them is kept.
        let hasher = RandomState::new();
        let hashes = list.clone().filter_map(|(rule, subject)| Some(hasher.hash_one(said(rule, subject)?)));
        let shared = shared(hashes.collect());
        let mut repeats = Self::default();
        if shared.is_empty() {
            return repeats;
        }
        let mut firsts = HashMap::new();
        for (rule, subject) in list {
            let Some(says) = said(rule, subject).filter(|says| shared.contains(&hasher.hash_one(says))) else {
                continue;
            };
            match firsts.entry(says) {
                Place::Vacant(place) => drop(place.insert((subject.mark(), members(subject).collect::<HashSet<_>>()))),
                Place::Occupied(first) => {
                    let (mark, known) = first.get();
                    if members(subject).all(|member| known.contains(&member)) {
                        repeats.firsts.push((subject.node().index(), *mark));
                    }
                }
            }
        }
        repeats
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.firsts.is_empty()
    }

    /// Where the earlier subject that says all that `subject` says is best pointed at; none if there is no such subject.
    #[must_use]
    pub fn first(&self, subject: Subject<'_>) -> Option<Span> {
        let index = subject.node().index();
        let at = self.firsts.binary_search_by_key(&index, |&(index, _)| index).ok()?;
        Some(self.firsts[at].1)
    }
}

/// Those of `hashes` that are there more than once.
fn shared(mut hashes: Vec<u64>) -> HashSet<u64> {
    hashes.sort_unstable();
    hashes.chunk_by(u64::eq).filter(|same| same.len() > 1).map(|same| same[0]).collect()
}

/// What a subject says. None where its words are no id, so that two of them say nothing.
fn said<'p>(rule: Option<Identifier<'p>>, subject: Subject<'p>) -> Option<Said<'p>> {
    let id = subject.object().and_then(Identifier::key)?;
    let rule = rule.map(|rule| rule.key().unwrap_or_else(|| rule.word.text()));
    Some((rule, id, subject.object_type().map(Word::text)))
}

/// The ids of the members of a group.
fn members<'p>(group: Subject<'p>) -> impl Iterator<Item = Key<'p>> {
    group.members().map(|member| member.object().and_then(Identifier::key))
}
