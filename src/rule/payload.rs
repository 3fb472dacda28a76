//! The body of provisionOnDemand in its own terms, so that a rule asks for subjects and not for nodes.

use std::cell::OnceCell;
use std::num::NonZeroU32;

use super::identifier::{Form, Identifier};
use super::repeats::Repeats;
use super::word::Word;
use crate::json::{Kind, Node, Tree};
use crate::text::placeholder::Pattern;
use crate::text::{Span, offset};

/// What is to be provisioned: the elements of `parameters`.
#[derive(Debug, Default)]
pub struct Payload<'a> {
    /// The body; without one there is no entry.
    tree: Option<&'a Tree<'a>>,
    /// The entries, each followed by its subjects, each of these by the members of its group, and theirs.
    records: Vec<Record>,
    /// What the ids are meant as. One that is meant as the one before, as nearly all are, adds none.
    forms: Vec<Form>,
    repeats: OnceCell<Repeats>,
}

/// What is kept of an entry or a subject, 20 bytes. There may be a hundred thousand, so it is only what is dear to find again:
/// the nodes and the form of the id, by their index.
#[derive(Debug)]
struct Record {
    /// The object.
    node: u32,
    /// The value of `ruleId` or `objectId`, if it is a string that is not blank.
    id: Option<NonZeroU32>,
    /// The value of `objectTypeName`, if it is a string that is not blank.
    object_type: Option<NonZeroU32>,
    /// What the id is meant as, in [`Payload::forms`].
    form: u32,
    /// The number of records in it; they follow.
    inside: u32,
}

const _: () = assert!(size_of::<Record>() == 20);

/// An entry or a subject, and what is in it.
#[derive(Clone, Copy, Debug)]
struct Part<'p> {
    payload: &'p Payload<'p>,
    node: Node<'p>,
    record: &'p Record,
    inside: &'p [Record],
}

/// A `synchronizationJobApplicationParameters`.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'p>(Part<'p>);

/// A `synchronizationJobSubject`: a subject of an entry, or a member of a group.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'p>(Part<'p>);

impl<'a> Payload<'a> {
    /// Reads the meant body, in which `placeholders` are gaps.
    #[must_use]
    pub fn new(root: Node<'a>, placeholders: &[Pattern]) -> Self {
        let tree = root.tree();
        // A record takes some 5 nodes or more; a wrong guess costs a reallocation.
        let records = Vec::with_capacity(tree.nodes().len() / 5);
        let payload = Self { tree: Some(tree), records, ..Self::default() };
        let mut reader = Reader { placeholders, payload };
        objects(root.get("parameters")).for_each(|entry| reader.entry(entry));
        reader.payload
    }

    /// The entries that are objects.
    pub fn entries(&self) -> impl Iterator<Item = Entry<'_>> + Clone {
        side_by_side(self, &self.records).map(Entry)
    }

    /// The subjects of all entries, members of groups not among them.
    pub fn subjects(&self) -> impl Iterator<Item = Subject<'_>> + Clone {
        self.entries().flat_map(Entry::subjects)
    }

    /// The subjects of all entries, each followed by the members of its group, and theirs.
    pub fn subjects_and_members(&self) -> impl Iterator<Item = Subject<'_>> {
        self.entries().flat_map(Entry::subjects_and_members)
    }

    /// The subjects of all entries that say nothing but what an earlier one says.
    pub fn repeats(&self) -> &Repeats {
        self.repeats.get_or_init(|| {
            Repeats::among(self.entries().flat_map(|entry| entry.subjects().map(move |it| (entry.rule(), it))))
        })
    }

    /// The subjects of all entries, without those that say nothing but what an earlier one says.
    pub fn distinct_subjects(&self) -> impl Iterator<Item = Subject<'_>> {
        let repeats = self.repeats();
        self.subjects().filter(|&subject| repeats.first(subject).is_none())
    }

    /// The ids of all objects, of members too.
    pub fn objects(&self) -> impl Iterator<Item = Identifier<'_>> {
        self.subjects_and_members().filter_map(Subject::object)
    }

    /// The ids of the rules.
    pub fn rules(&self) -> impl Iterator<Item = Identifier<'_>> {
        self.entries().filter_map(Entry::rule)
    }

    /// The ids of rules and objects.
    pub fn identifiers(&self) -> impl Iterator<Item = Identifier<'_>> {
        self.rules().chain(self.objects())
    }

    /// The type names of all objects, of members too.
    pub fn object_types(&self) -> impl Iterator<Item = Word<'_>> {
        self.subjects_and_members().filter_map(Subject::object_type)
    }
}

impl<'p> Entry<'p> {
    /// The object.
    #[must_use]
    pub fn node(self) -> Node<'p> {
        self.0.node
    }

    /// The value of `ruleId`, if it is a string that is not blank.
    #[must_use]
    pub fn rule(self) -> Option<Identifier<'p>> {
        self.0.id()
    }

    /// The elements of `subjects` that are objects.
    pub fn subjects(self) -> impl Iterator<Item = Subject<'p>> + Clone {
        side_by_side(self.0.payload, self.0.inside).map(Subject)
    }

    /// Its subjects, each followed by the members of its group, and theirs.
    pub fn subjects_and_members(self) -> impl Iterator<Item = Subject<'p>> {
        in_pre_order(self.0.payload, self.0.inside).map(Subject)
    }
}

impl<'p> Subject<'p> {
    /// The object.
    #[must_use]
    pub fn node(self) -> Node<'p> {
        self.0.node
    }

    /// The value of `objectId`, if it is a string that is not blank.
    #[must_use]
    pub fn object(self) -> Option<Identifier<'p>> {
        self.0.id()
    }

    /// The value of `objectTypeName`, if it is a string that is not blank.
    #[must_use]
    pub fn object_type(self) -> Option<Word<'p>> {
        self.0.word(self.0.record.object_type)
    }

    /// The elements of `links.members` that are objects.
    pub fn members(self) -> impl Iterator<Item = Subject<'p>> + Clone {
        side_by_side(self.0.payload, self.0.inside).map(Subject)
    }

    /// The members of its group, each followed by its own, and theirs.
    pub fn members_and_theirs(self) -> impl Iterator<Item = Subject<'p>> {
        in_pre_order(self.0.payload, self.0.inside).map(Subject)
    }

    /// The value of `links`, of whatever kind.
    #[must_use]
    pub fn links(self) -> Option<Node<'p>> {
        self.node().get("links")
    }

    /// Whether its type is one of `names`, in whatever case.
    fn is_any(self, names: &[&str]) -> bool {
        let is_any = |text: &str| names.iter().any(|name| name.eq_ignore_ascii_case(text));
        self.object_type().is_some_and(|word| is_any(&word.text()))
    }

    /// Whether it is a group.
    #[must_use]
    pub fn is_group(self) -> bool {
        self.is_any(&["Group"])
    }

    /// Whether it is a worker, of an HR system.
    #[must_use]
    pub fn is_worker(self) -> bool {
        self.is_any(&["Worker"])
    }

    /// Whether it is a user or a worker, and so no group. Of other types nothing is known.
    #[must_use]
    pub fn is_person(self) -> bool {
        self.is_any(&["User", "Worker"])
    }

    /// Where it is best pointed at: its id, or else all of it.
    #[must_use]
    pub fn mark(self) -> Span {
        self.object().map_or(self.node().span(), |object| object.word.span())
    }
}

impl<'p> Part<'p> {
    /// What the first of `records` stands for, and the records behind that one.
    fn first(payload: &'p Payload<'p>, records: &'p [Record]) -> Option<(Self, &'p [Record])> {
        let (record, behind) = records.split_first()?;
        let inside = &behind[..record.inside as usize];
        Some((Self { payload, node: payload.tree?.node(record.node)?, record, inside }, behind))
    }

    fn id(self) -> Option<Identifier<'p>> {
        Some(Identifier { word: self.word(self.record.id)?, form: self.payload.forms.get(self.record.form as usize)? })
    }

    fn word(self, index: Option<NonZeroU32>) -> Option<Word<'p>> {
        self.node.tree().node(index?.get()).map(Word::known)
    }
}

/// What `records` stand for, without what is in one of it.
fn side_by_side<'p>(payload: &'p Payload<'p>, mut records: &'p [Record]) -> impl Iterator<Item = Part<'p>> + Clone {
    std::iter::from_fn(move || {
        let (part, behind) = Part::first(payload, records)?;
        records = &behind[part.inside.len()..];
        Some(part)
    })
}

/// What `records` stand for, each followed by what is in it.
fn in_pre_order<'p>(payload: &'p Payload<'p>, mut records: &'p [Record]) -> impl Iterator<Item = Part<'p>> {
    std::iter::from_fn(move || {
        let (part, behind) = Part::first(payload, records)?;
        records = behind;
        Some(part)
    })
}

/// Fills a payload.
struct Reader<'r, 'a> {
    placeholders: &'r [Pattern],
    payload: Payload<'a>,
}

impl Reader<'_, '_> {
    fn entry(&mut self, node: Node<'_>) {
        let rule = node.get("ruleId").and_then(Word::new);
        let form = rule.map_or(Form::Other, |rule| Form::of_rule(&rule.text(), self.placeholders));
        let form = self.form(form);
        let record = Record { node: node.index(), id: index(rule), object_type: None, form, inside: 0 };
        self.record(record, node.get("subjects"));
    }

    fn subject(&mut self, node: Node<'_>) {
        let object_type = node.get("objectTypeName").and_then(Word::new);
        let type_name = object_type.map(Word::text);
        let object = node.get("objectId").and_then(Word::new);
        let form = |object: Word<'_>| Form::of_object(&object.text(), type_name.as_deref(), self.placeholders);
        let form = object.map_or(Form::Other, form);
        let form = self.form(form);
        let record = Record { node: node.index(), id: index(object), object_type: index(object_type), form, inside: 0 };
        self.record(record, node.get("links").and_then(|links| links.get("members")));
    }

    /// Where the form stands among those that are kept.
    fn form(&mut self, form: Form) -> u32 {
        let forms = &mut self.payload.forms;
        if forms.last() != Some(&form) {
            forms.push(form);
        }
        offset(forms.len() - 1)
    }

    /// Adds a record, and behind it those of the subjects in its list. Recursion ends with the nesting limit of the reader of
    /// JSON, [`crate::json::MAX_DEPTH`].
    fn record(&mut self, record: Record, list: Option<Node<'_>>) {
        let at = self.payload.records.len();
        self.payload.records.push(record);
        objects(list).for_each(|subject| self.subject(subject));
        let inside = self.payload.records.len() - at - 1;
        self.payload.records[at].inside = offset(inside);
    }
}

/// The index of a word, which is the value of a member, and so not the root.
fn index(word: Option<Word<'_>>) -> Option<NonZeroU32> {
    NonZeroU32::new(word?.node().index())
}

/// The objects in a list.
fn objects(list: Option<Node<'_>>) -> impl Iterator<Item = Node<'_>> {
    list.into_iter().flat_map(Node::elements).filter(|element| element.kind() == Kind::Object)
}
