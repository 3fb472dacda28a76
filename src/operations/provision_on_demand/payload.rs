//! The body of provisionOnDemand in its own terms, so that a rule asks for subjects and not for nodes.

use std::any::Any;
use std::ops::Range;

use crate::json::{Kind, Node, Tree};
use crate::operation::{Assumptions, Form, Identifier, OwnedIdentifier, OwnedWord, Terms, Word};
use crate::operations::synchronization::job_id::is_job_id;
use crate::rule::Context;
use crate::text::placeholder::Pattern;
use crate::text::{Span, guid};

use super::sync_schema;

/// What is kept of a body. It refers to nodes by their index in the tree.
#[derive(Debug, Default)]
struct Body {
    entries: Vec<EntryData>,
    /// The subjects of all entries in the order of the text, each before the members of its group.
    subjects: Vec<SubjectData>,
    /// The values of `ruleId` and `objectId` that are strings and not blank, in the order of the text.
    ids: Vec<OwnedIdentifier>,
    /// The values of `objectTypeName` that are strings and not blank, in the order of the text.
    types: Vec<OwnedWord>,
}

#[derive(Debug)]
struct EntryData {
    node: u32,
    /// In [`Body::ids`].
    rule: Option<usize>,
    /// In [`Body::subjects`], members too.
    subjects: Range<usize>,
}

#[derive(Debug)]
struct SubjectData {
    node: u32,
    kind: SubjectKind,
    /// In [`Body::ids`].
    object: Option<usize>,
    /// In [`Body::types`].
    object_type: Option<usize>,
    /// The node of the value of `links`.
    links: Option<u32>,
    /// Whether it is a member of a group.
    is_member: bool,
    /// The first after the members of its group, and theirs, in [`Body::subjects`].
    behind: usize,
}

/// What a subject is, by its type in whatever case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SubjectKind {
    Group,
    User,
    Worker,
    /// Of no type that is known, or of none.
    Other,
}

/// What is to be provisioned: the elements of `parameters`. Empty where there is no body of this operation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Payload<'p>(Option<Read<'p>>);

/// A body beside the tree that it was read from.
#[derive(Clone, Copy, Debug)]
struct Read<'p> {
    tree: &'p Tree<'p>,
    body: &'p Body,
}

/// A `synchronizationJobApplicationParameters` object: one rule and its subjects.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry<'p> {
    read: Read<'p>,
    node: Node<'p>,
    data: &'p EntryData,
}

/// A `synchronizationJobSubject`: a subject of an entry, or a member of a group.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Subject<'p> {
    read: Read<'p>,
    node: Node<'p>,
    /// In [`Body::subjects`].
    at: usize,
    data: &'p SubjectData,
}

/// The corrected body of the request.
pub(super) fn payload<'c>(context: &'c Context<'_>) -> Payload<'c> {
    let read = context.terms().zip(context.corrected());
    Payload(read.and_then(|(terms, tree)| Some(Read { tree, body: (terms as &dyn Any).downcast_ref::<Body>()? })))
}

pub(crate) fn read(root: Node<'_>, assumptions: &Assumptions<'_>) -> Box<dyn Terms> {
    let mut reader = Reader {
        placeholders: assumptions.placeholders,
        has_schema: sync_schema::of(assumptions).is_some(),
        body: Body::default(),
    };
    for node in objects(root.get("parameters")) {
        reader.entry(node);
    }
    Box::new(reader.body)
}

impl Terms for Body {
    fn identifiers(&self) -> &[OwnedIdentifier] {
        &self.ids
    }

    fn words(&self) -> &[OwnedWord] {
        &self.types
    }
}

impl<'p> Read<'p> {
    fn id(self, index: Option<usize>) -> Option<Identifier<'p>> {
        self.body.ids.get(index?)?.of(self.tree)
    }

    fn subject(self, at: usize) -> Option<Subject<'p>> {
        let data = self.body.subjects.get(at)?;
        Some(Subject { read: self, node: self.tree.node(data.node)?, at, data })
    }

    /// The subjects in a range of [`Body::subjects`] that are members of no other in it.
    fn outermost(self, range: Range<usize>) -> impl Iterator<Item = Subject<'p>> + Clone {
        let mut at = range.start;
        std::iter::from_fn(move || {
            let next = (at < range.end).then(|| self.subject(at))??;
            at = next.data.behind;
            Some(next)
        })
    }
}

impl<'p> Payload<'p> {
    /// How many subjects there are, members of groups among them.
    pub(super) fn count(self) -> usize {
        self.0.map_or(0, |read| read.body.subjects.len())
    }

    /// The entries that are objects.
    pub(super) fn entries(self) -> impl Iterator<Item = Entry<'p>> + Clone {
        self.0.into_iter().flat_map(|read| {
            read.body
                .entries
                .iter()
                .filter_map(move |data| Some(Entry { read, node: read.tree.node(data.node)?, data }))
        })
    }

    /// The subjects of all entries, members of groups not among them.
    pub(super) fn subjects(self) -> impl Iterator<Item = Subject<'p>> + Clone {
        self.entries().flat_map(Entry::subjects)
    }

    /// The subjects of all entries, each followed by the members of its group, and theirs.
    pub(super) fn subjects_and_members(self) -> impl Iterator<Item = Subject<'p>> {
        self.entries().flat_map(Entry::subjects_and_members)
    }

    /// The ids of all objects, of members too.
    pub(super) fn objects(self) -> impl Iterator<Item = Identifier<'p>> {
        self.subjects_and_members().filter_map(Subject::object)
    }

    /// The ids of the rules.
    pub(super) fn rules(self) -> impl Iterator<Item = Identifier<'p>> {
        self.entries().filter_map(Entry::rule)
    }
}

impl<'p> Entry<'p> {
    pub(super) fn node(self) -> Node<'p> {
        self.node
    }

    /// The value of `ruleId`, if it is a string that is not blank.
    pub(super) fn rule(self) -> Option<Identifier<'p>> {
        self.read.id(self.data.rule)
    }

    /// The elements of `subjects` that are objects.
    pub(super) fn subjects(self) -> impl Iterator<Item = Subject<'p>> + Clone {
        self.read.outermost(self.data.subjects.clone())
    }

    /// The same, each followed by the members of its group, and theirs.
    pub(super) fn subjects_and_members(self) -> impl Iterator<Item = Subject<'p>> {
        self.data.subjects.clone().filter_map(move |at| self.read.subject(at))
    }
}

impl<'p> Subject<'p> {
    pub(super) fn node(self) -> Node<'p> {
        self.node
    }

    /// The value of `objectId`, if it is a string that is not blank.
    pub(super) fn object(self) -> Option<Identifier<'p>> {
        self.read.id(self.data.object)
    }

    /// The value of `objectTypeName`, if it is a string that is not blank.
    pub(super) fn object_type(self) -> Option<Word<'p>> {
        self.read.body.types.get(self.data.object_type?)?.of(self.read.tree)
    }

    /// The elements of `links.members` that are objects.
    pub(super) fn members(self) -> impl Iterator<Item = Subject<'p>> + Clone {
        self.read.outermost(self.at + 1..self.data.behind)
    }

    /// The value of `links`, of whatever kind.
    pub(super) fn links(self) -> Option<Node<'p>> {
        self.read.tree.node(self.data.links?)
    }

    /// Whether it is a member of a group.
    pub(super) fn is_member(self) -> bool {
        self.data.is_member
    }

    /// Whether it is a group.
    pub(super) fn is_group(self) -> bool {
        self.data.kind == SubjectKind::Group
    }

    /// Whether it is a user.
    pub(super) fn is_user(self) -> bool {
        self.data.kind == SubjectKind::User
    }

    /// Whether it is a worker, of an HR system.
    pub(super) fn is_worker(self) -> bool {
        self.data.kind == SubjectKind::Worker
    }

    /// Whether it is a user or a worker, and so no group. Of other types nothing is known.
    pub(super) fn is_person(self) -> bool {
        matches!(self.data.kind, SubjectKind::User | SubjectKind::Worker)
    }

    /// Where it is best pointed at: its id, or else all of it.
    pub(super) fn mark(self) -> Span {
        self.object().map_or(self.node.span(), |object| object.word.span())
    }
}

impl SubjectKind {
    fn of(name: &str) -> Self {
        [("Group", Self::Group), ("User", Self::User), ("Worker", Self::Worker)]
            .into_iter()
            .find_map(|(known, kind)| known.eq_ignore_ascii_case(name).then_some(kind))
            .unwrap_or(Self::Other)
    }
}

/// `S-1-5-21-…`, by which Windows knows an account.
pub(super) fn is_security_identifier(id: &str) -> bool {
    let parts = id.strip_prefix("S-1-").or_else(|| id.strip_prefix("s-1-"));
    parts.is_some_and(|parts| {
        parts.split('-').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
    })
}

/// `User_<GUID>`, as the guide to writing users back to Active Directory has it.
fn is_writeback_id(id: &str) -> bool {
    id.split_once('_').is_some_and(|(word, id)| {
        ["User", "Group"].iter().any(|known| known.eq_ignore_ascii_case(word)) && guid::is_canonical(id)
    })
}

/// The objects in a list.
fn objects(list: Option<Node<'_>>) -> impl Iterator<Item = Node<'_>> {
    list.into_iter().flat_map(Node::elements).filter(|element| element.kind() == Kind::Object)
}

/// Reads a body in which `placeholders` are gaps.
struct Reader<'r> {
    placeholders: &'r [Pattern],
    /// Whether the user gave the synchronization schema of the job, which says which rules are right.
    has_schema: bool,
    /// What was read so far.
    body: Body,
}

impl Reader<'_> {
    fn entry(&mut self, node: Node<'_>) {
        let [rule, subjects] = node.values(["ruleId", "subjects"]);
        let rule = rule.and_then(|value| {
            let (word, text) = OwnedWord::read(value)?;
            let form = self.rule_form(&text);
            Some(self.keep(OwnedIdentifier::new(word, form, self.has_schema)))
        });
        let first = self.body.subjects.len();
        self.subjects(subjects, false);
        let subjects = first..self.body.subjects.len();
        self.body.entries.push(EntryData { node: node.index(), rule, subjects });
    }

    fn keep(&mut self, id: OwnedIdentifier) -> usize {
        self.body.ids.push(id);
        self.body.ids.len() - 1
    }

    /// Recursion ends with the nesting limit of the reader of JSON, [`crate::json::MAX_DEPTH`].
    fn subjects(&mut self, list: Option<Node<'_>>, is_member: bool) {
        for node in objects(list) {
            self.subject(node, is_member);
        }
    }

    fn subject(&mut self, node: Node<'_>, is_member: bool) {
        let [object, object_type, links] = node.values(["objectId", "objectTypeName", "links"]);
        let object_type = object_type.and_then(OwnedWord::read);
        let kind = object_type.as_ref().map_or(SubjectKind::Other, |(_, name)| SubjectKind::of(name));
        let object = object.and_then(|value| {
            let (word, text) = OwnedWord::read(value)?;
            let form = self.object_form(&text, kind == SubjectKind::Worker);
            Some(self.keep(OwnedIdentifier::new(word, form, false)))
        });
        let object_type = object_type.map(|(word, _)| {
            self.body.types.push(word);
            self.body.types.len() - 1
        });
        let at = self.body.subjects.len();
        let data = SubjectData {
            node: node.index(),
            kind,
            object,
            object_type,
            links: links.map(Node::index),
            is_member,
            behind: at + 1,
        };
        self.body.subjects.push(data);
        self.subjects(links.and_then(|links| links.get("members")), true);
        self.body.subjects[at].behind = self.body.subjects.len();
    }

    fn form(&self, text: &str) -> Form {
        Form::of(text, self.placeholders, is_job_id)
    }

    /// Of an `objectId`. The ids of a worker are Workday's own: a WID is 32 hex digits without hyphens.
    fn object_form(&self, id: &str, is_worker: bool) -> Form {
        if is_security_identifier(id) {
            return Form::Other;
        }
        if is_writeback_id(id) {
            return Form::Own;
        }
        match self.form(id) {
            Form::DressedGuid(_) | Form::MalformedGuid(_) if is_worker => Form::Other,
            form => form,
        }
    }

    /// Of a `ruleId`: as of other ids, and a suffix after a `#` is right.
    fn rule_form(&self, id: &str) -> Form {
        match id.split_once('#').map(|(id, suffix)| (self.form(id), suffix)) {
            Some((Form::Guid, suffix)) if suffix.is_empty() || suffix.contains(char::is_whitespace) => Form::Other,
            Some((form @ (Form::Guid | Form::MalformedGuid(_)), _)) => form,
            Some((Form::DressedGuid(dressed), suffix)) => Form::DressedGuid(Box::new(dressed.with_suffix(suffix))),
            // No rule has a distinguished name, so it need not be a well-formed one.
            _ => match self.form(id) {
                Form::DistinguishedName | Form::MalformedDistinguishedName(_) => Form::Other,
                form => form,
            },
        }
    }
}
