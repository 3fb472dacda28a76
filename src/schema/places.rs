//! Where the validator's errors lie: from its JSON Pointers to our nodes.

use std::collections::HashMap;

use super::constraint::Subject;
use super::shape::{ROOT, ShapeId, ShapeKind, Shapes};
use crate::json::{Kind, Node};

#[derive(Clone)]
pub(crate) struct Place<'t> {
    pub(super) node: Node<'t>,
    pub(super) shape: Option<ShapeId>,
    pub(super) subject: Subject,
}

impl Place<'_> {
    /// The same, for an element of the value.
    pub(super) fn element(&self) -> Self {
        Self { subject: Subject { element: true, ..self.subject.clone() }, ..self.clone() }
    }
}

/// Finds nodes by the validator's paths. What it has looked up it keeps, so that many errors in one long list take
/// no longer than the list.
pub(super) struct Places<'s, 't> {
    shapes: Option<&'s Shapes>,
    root: Node<'t>,
    elements: HashMap<u32, Vec<Node<'t>>>,
    members: HashMap<u32, HashMap<String, Node<'t>>>,
}

impl<'s, 't> Places<'s, 't> {
    pub(super) fn new(shapes: Option<&'s Shapes>, root: Node<'t>) -> Self {
        Self { shapes, root, elements: HashMap::new(), members: HashMap::new() }
    }

    /// The node at a JSON Pointer, or `None` where that leads nowhere.
    pub(super) fn find(&mut self, pointer: &str) -> Option<Place<'t>> {
        let shape = self.shapes.map(|_| ROOT);
        let mut place = Place { node: self.root, shape, subject: Subject::default() };
        for token in pointer.split('/').skip(1) {
            place = self.step(place, unescape(token))?;
        }
        Some(place)
    }

    fn step(&mut self, place: Place<'t>, token: String) -> Option<Place<'t>> {
        let node = place.node;
        if node.kind() == Kind::Array {
            let elements = self.elements.entry(node.index()).or_insert_with(|| node.elements().collect());
            let shape = self.shapes.zip(place.shape).and_then(|(shapes, shape)| match shapes.get(shape).kind {
                ShapeKind::Array(items) => Some(items),
                _ => None,
            });
            let subject = Subject { element: true, ..place.subject };
            return Some(Place { node: *elements.get(token.parse::<usize>().ok()?)?, shape, subject });
        }
        let members = self.members.entry(node.index()).or_insert_with(|| {
            node.members().filter_map(|member| Some((member.key.string()?.into_owned(), member.value))).collect()
        });
        let node = *members.get(&token)?;
        let property = self.shapes.zip(place.shape).and_then(|(shapes, shape)| shapes.property(shape, &token));
        let shape = property.map(|property| property.shape);
        Some(Place { node, shape, subject: Subject { property: token, element: false } })
    }
}

fn unescape(token: &str) -> String {
    token.replace("~1", "/").replace("~0", "~")
}
