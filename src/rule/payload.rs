//! The body of provisionOnDemand in its own terms, so that a rule asks for subjects and not for nodes.

use crate::json::Node;

/// What is to be provisioned: the elements of `parameters`.
#[derive(Debug, Default)]
pub struct Payload<'a> {
    /// The entries that are objects.
    pub entries: Vec<Entry<'a>>,
}

/// A `synchronizationJobApplicationParameters`.
#[derive(Debug)]
pub struct Entry<'a> {
    /// The object.
    pub node: Node<'a>,
    /// The value of `ruleId`, of whatever kind.
    pub rule_id: Option<Node<'a>>,
    /// The elements of `subjects` that are objects.
    pub subjects: Vec<Subject<'a>>,
}

/// A `synchronizationJobSubject`: a subject of an entry, or a member of a group.
#[derive(Debug)]
pub struct Subject<'a> {
    /// The object.
    pub node: Node<'a>,
    /// The value of `objectId`, of whatever kind.
    pub object_id: Option<Node<'a>>,
    /// The value of `objectTypeName`, of whatever kind.
    pub object_type_name: Option<Node<'a>>,
    /// The value of `links`, of whatever kind.
    pub links: Option<Node<'a>>,
    /// The elements of `links.members` that are objects.
    pub members: Vec<Subject<'a>>,
}

impl<'a> Payload<'a> {
    /// Reads the meant body.
    #[must_use]
    pub fn new(root: Node<'a>) -> Self {
        let entries = root.get("parameters").into_iter().flat_map(objects);
        Self { entries: entries.map(Entry::new).collect() }
    }

    /// The subjects of all entries, members of groups not among them.
    pub fn subjects(&self) -> impl Iterator<Item = &Subject<'a>> {
        self.entries.iter().flat_map(|entry| &entry.subjects)
    }

    /// The subjects of all entries, each followed by the members of its group, and theirs.
    #[must_use]
    pub fn subjects_and_members(&self) -> Vec<&Subject<'a>> {
        let mut all = Vec::new();
        let mut waiting: Vec<&Subject<'a>> = self.subjects().collect();
        waiting.reverse();
        while let Some(subject) = waiting.pop() {
            all.push(subject);
            waiting.extend(subject.members.iter().rev());
        }
        all
    }
}

impl<'a> Entry<'a> {
    fn new(node: Node<'a>) -> Self {
        let subjects = node.get("subjects").into_iter().flat_map(objects).map(Subject::new).collect();
        Self { node, rule_id: node.get("ruleId"), subjects }
    }
}

impl<'a> Subject<'a> {
    /// Recursion ends with the nesting limit of the reader, [`crate::json::MAX_DEPTH`].
    fn new(node: Node<'a>) -> Self {
        let links = node.get("links");
        let members =
            links.and_then(|links| links.get("members")).into_iter().flat_map(objects).map(Self::new).collect();
        Self { node, object_id: node.get("objectId"), object_type_name: node.get("objectTypeName"), links, members }
    }
}

fn objects(list: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    list.elements().filter(|element| element.kind() == crate::json::Kind::Object)
}
