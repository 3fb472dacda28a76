//! Which subjects were met before: the same id and type, under the same rule or in the same group.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};

use super::identifier::Identifier;
use super::payload::Subject;
use super::word::Word;

/// The first mention of each subject, in the order of the text. There may be a hundred thousand, so only their hashes are
/// kept, and what they say is looked up where two have the same.
#[derive(Debug, Default)]
pub struct Mentions<'p, 'a> {
    hasher: RandomState,
    firsts: Vec<Mention<'p, 'a>>,
    /// The last of the first mentions with a hash, by its index in `firsts`.
    by_hash: HashMap<u64, u32>,
    /// The members of those that were met again.
    members: HashMap<u32, HashSet<Key<'p>>>,
}

/// An id in canonical form, if it is one.
type Key<'p> = Option<Cow<'p, str>>;

/// The rule, the id and the type.
type Said<'p> = (Key<'p>, Cow<'p, str>, Option<&'p str>);

#[derive(Debug)]
struct Mention<'p, 'a> {
    rule: Option<&'p Identifier<'a>>,
    subject: &'p Subject<'a>,
    /// The one before it that has the same hash.
    other: Option<u32>,
}

impl<'p, 'a> Mentions<'p, 'a> {
    /// The earlier mention that says all that `subject` says; notes the subject if there is none. GUIDs are compared
    /// without regard to case, distinguished names also without regard to spaces around separators. Subjects of two
    /// rules (`rule` is the value of the entry's `ruleId`) are two, and so are two lists of members of one group.
    pub fn earlier(&mut self, rule: Option<&'p Identifier<'a>>, subject: &'p Subject<'a>) -> Option<&'p Subject<'a>> {
        let says = said(rule, subject)?;
        let hash = self.hasher.hash_one(&says);
        let mut candidate = self.by_hash.get(&hash).copied();
        while let Some((at, first)) = candidate.and_then(|at| Some((at, self.firsts.get(at as usize)?))) {
            if said(first.rule, first.subject).as_ref() == Some(&says) {
                let first = first.subject;
                let known = self.members.entry(at).or_insert_with(|| members(first).collect());
                return members(subject).all(|member| known.contains(&member)).then_some(first);
            }
            candidate = first.other;
        }
        // A text has fewer bytes than a `u32` counts.
        if let Ok(at) = u32::try_from(self.firsts.len()) {
            let other = self.by_hash.insert(hash, at);
            self.firsts.push(Mention { rule, subject, other });
        }
        None
    }
}

/// What a subject says. None where its words are no id, so that two of them say nothing.
fn said<'p>(rule: Option<&'p Identifier<'_>>, subject: &'p Subject<'_>) -> Option<Said<'p>> {
    let id = subject.object.as_ref().and_then(Identifier::key)?;
    let rule = rule.map(|rule| rule.key().unwrap_or(Cow::Borrowed(rule.word.text())));
    Some((rule, id, subject.object_type.as_ref().map(Word::text)))
}

/// The ids of the members of a group.
fn members<'p>(group: &'p Subject<'_>) -> impl Iterator<Item = Key<'p>> {
    group.members.iter().map(|member| member.object.as_ref().and_then(Identifier::key))
}
