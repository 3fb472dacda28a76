//! The body of provisionOnDemand in its own terms, so that a rule asks for subjects and not for nodes.

use super::identifier::Identifier;
use super::mentions::Mentions;
use super::word::Word;
use crate::json::Node;
use crate::text::Span;
use crate::text::placeholder::Pattern;

/// What is to be provisioned: the elements of `parameters`.
#[derive(Debug, Default)]
pub struct Payload<'a> {
    /// The entries that are objects.
    pub entries: Box<[Entry<'a>]>,
}

/// A `synchronizationJobApplicationParameters`.
#[derive(Debug)]
pub struct Entry<'a> {
    /// The object.
    pub node: Node<'a>,
    /// The value of `ruleId`, if it is a string that is not blank.
    pub rule: Option<Identifier<'a>>,
    /// The elements of `subjects` that are objects.
    pub subjects: Box<[Subject<'a>]>,
}

/// A `synchronizationJobSubject`: a subject of an entry, or a member of a group.
#[derive(Debug)]
pub struct Subject<'a> {
    /// The object.
    pub node: Node<'a>,
    /// The value of `objectId`, if it is a string that is not blank.
    pub object: Option<Identifier<'a>>,
    /// The value of `objectTypeName`, if it is a string that is not blank.
    pub object_type: Option<Word<'a>>,
    /// The elements of `links.members` that are objects.
    pub members: Box<[Subject<'a>]>,
}

impl<'a> Payload<'a> {
    /// Reads the meant body, in which `placeholders` are gaps.
    #[must_use]
    pub fn new(root: Node<'a>, placeholders: &[Pattern]) -> Self {
        Self { entries: each(root.get("parameters"), |entry| Entry::new(entry, placeholders)) }
    }

    /// The subjects of all entries, members of groups not among them.
    pub fn subjects(&self) -> impl Iterator<Item = &Subject<'a>> {
        self.entries.iter().flat_map(|entry| &entry.subjects)
    }

    /// The subjects of all entries, each followed by the members of its group, and theirs.
    pub fn subjects_and_members(&self) -> impl Iterator<Item = &Subject<'a>> {
        self.entries.iter().flat_map(Entry::subjects_and_members)
    }

    /// The subjects of all entries, without those that say nothing but what an earlier one says.
    #[must_use]
    pub fn distinct_subjects(&self) -> Vec<&Subject<'a>> {
        let mut mentions = Mentions::default();
        let mut distinct = Vec::new();
        for entry in &self.entries {
            distinct.extend(entry.subjects.iter().filter(|it| mentions.earlier(entry.rule.as_ref(), it).is_none()));
        }
        distinct
    }

    /// The ids of all objects, of members too.
    pub fn objects(&self) -> impl Iterator<Item = &Identifier<'a>> {
        self.subjects_and_members().filter_map(|subject| subject.object.as_ref())
    }

    /// The ids of the rules.
    pub fn rules(&self) -> impl Iterator<Item = &Identifier<'a>> {
        self.entries.iter().filter_map(|entry| entry.rule.as_ref())
    }

    /// The ids of rules and objects.
    pub fn identifiers(&self) -> impl Iterator<Item = &Identifier<'a>> {
        self.rules().chain(self.objects())
    }

    /// The type names of all objects, of members too.
    pub fn object_types(&self) -> impl Iterator<Item = &Word<'a>> {
        self.subjects_and_members().filter_map(|subject| subject.object_type.as_ref())
    }
}

impl<'a> Entry<'a> {
    fn new(node: Node<'a>, placeholders: &[Pattern]) -> Self {
        let subjects = each(node.get("subjects"), |subject| Subject::new(subject, placeholders));
        let rule = node.get("ruleId").and_then(|id| Identifier::of_rule(id, placeholders));
        Self { node, rule, subjects }
    }

    /// Its subjects, each followed by the members of its group, and theirs.
    pub fn subjects_and_members(&self) -> impl Iterator<Item = &Subject<'a>> {
        let mut here = self.subjects.iter();
        let mut above = Vec::new();
        std::iter::from_fn(move || {
            let subject = loop {
                match here.next() {
                    Some(subject) => break subject,
                    None => here = above.pop()?,
                }
            };
            if !subject.members.is_empty() {
                above.push(std::mem::replace(&mut here, subject.members.iter()));
            }
            Some(subject)
        })
    }
}

impl<'a> Subject<'a> {
    /// Recursion ends with the nesting limit of the reader, [`crate::json::MAX_DEPTH`].
    fn new(node: Node<'a>, placeholders: &[Pattern]) -> Self {
        let members = node.get("links").and_then(|links| links.get("members"));
        let members = each(members, |member| Self::new(member, placeholders));
        let object_type = node.get("objectTypeName").and_then(Word::new);
        let type_name = object_type.as_ref().map(Word::text);
        let object = node.get("objectId").and_then(|id| Identifier::of_object(id, type_name, placeholders));
        Self { node, object, object_type, members }
    }

    /// The value of `links`, of whatever kind.
    #[must_use]
    pub fn links(&self) -> Option<Node<'a>> {
        self.node.get("links")
    }

    /// Whether its type is `name`, in whatever case.
    #[must_use]
    pub fn is_a(&self, name: &str) -> bool {
        self.object_type.as_ref().is_some_and(|word| word.text().eq_ignore_ascii_case(name))
    }

    /// Whether it is a group.
    #[must_use]
    pub fn is_group(&self) -> bool {
        self.is_a("Group")
    }

    /// Whether it is a user or a worker, and so no group. Of other types nothing is known.
    #[must_use]
    pub fn is_person(&self) -> bool {
        self.is_a("User") || self.is_a("Worker")
    }

    /// Where it is best pointed at: its id, or else all of it.
    #[must_use]
    pub fn mark(&self) -> Span {
        self.object.as_ref().map_or(self.node.span(), |object| object.word.span())
    }
}

/// What `read` makes of each object in a list. There may be a hundred thousand, so they get no more room than they need.
fn each<'a, T>(list: Option<Node<'a>>, read: impl Fn(Node<'a>) -> T) -> Box<[T]> {
    let Some(list) = list else { return Box::default() };
    let mut all = Vec::with_capacity(objects(list).count());
    all.extend(objects(list).map(read));
    all.into_boxed_slice()
}

fn objects(list: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    list.elements().filter(|element| element.kind() == crate::json::Kind::Object)
}
