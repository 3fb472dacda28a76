//! Which subjects were met before: the same id and type, under the same rule or in the same group.

use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use super::identifier::Identifier;
use super::payload::Subject;
use super::word::Word;

/// The first mention of each subject, in the order of the text.
#[derive(Debug, Default)]
pub struct Mentions<'p, 'a> {
    firsts: HashMap<Said<'p>, Mention<'p, 'a>>,
}

/// The rule, the id and the type.
type Said<'p> = (Option<Cow<'p, str>>, Cow<'p, str>, Option<&'p str>);

#[derive(Debug)]
struct Mention<'p, 'a> {
    subject: &'p Subject<'a>,
    members: HashSet<Option<Cow<'p, str>>>,
}

impl<'p, 'a> Mentions<'p, 'a> {
    /// The earlier mention that says all that `subject` says; notes the subject if there is none. GUIDs are compared
    /// without regard to case, distinguished names also without regard to spaces around separators. Subjects of two
    /// rules (`rule` is the value of the entry's `ruleId`) are two, and so are two lists of members of one group.
    pub fn earlier(&mut self, rule: Option<&'p Identifier<'a>>, subject: &'p Subject<'a>) -> Option<&'p Subject<'a>> {
        let id = subject.object.as_ref().and_then(Identifier::key)?;
        let rule = rule.map(|rule| rule.key().unwrap_or(Cow::Borrowed(rule.word.text())));
        let members: HashSet<_> =
            subject.members.iter().map(|member| member.object.as_ref().and_then(Identifier::key)).collect();
        match self.firsts.entry((rule, id, subject.object_type.as_ref().map(Word::text))) {
            Entry::Occupied(first) => members.is_subset(&first.get().members).then_some(first.get().subject),
            Entry::Vacant(place) => {
                place.insert(Mention { subject, members });
                None
            }
        }
    }
}
