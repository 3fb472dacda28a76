//! The spanned tree: nodes of one text in pre-order, each with its place.
//!
//! A tree borrows its text. Strings are unescaped, and numbers read, only when asked for. What a lenient reading or a
//! later correction understood differently from what is written (`'x'` as the string `x`, a key spelt otherwise) is kept
//! beside the nodes, so that spans always refer to the user's text, and values to what was meant.

mod holes;
mod kind;

use std::borrow::Cow;
use std::sync::Arc;

pub use kind::Kind;
use kind::Nature;

use crate::text::{Span, offset, unescape};

#[derive(Clone, Copy, Debug)]
struct Slot {
    span: Span,
    /// Index of the first slot after this node and all that is in it.
    next: u32,
}

/// The value that is in one JSON text.
#[derive(Clone, Debug)]
pub struct Tree<'a> {
    text: &'a str,
    nodes: Arc<Nodes>,
}

/// The nodes of a tree, without its text.
#[derive(Clone, Debug, Default)]
pub(super) struct Nodes {
    slots: Vec<Slot>,
    /// What is in each slot, kept apart from it: a byte more in a slot would take the room of four.
    natures: Vec<Nature>,
    /// The values of the slots marked `meant`, by slot, in ascending order.
    meant: Vec<(u32, Box<str>)>,
}

impl<'a> Tree<'a> {
    /// The text in which all spans lie.
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// The tree of `nodes`, which were read from `text`.
    pub(super) fn over(text: &'a str, nodes: Arc<Nodes>) -> Self {
        Self { text, nodes }
    }

    /// The nodes, to be kept apart from the text.
    pub(super) fn shared(&self) -> Arc<Nodes> {
        Arc::clone(&self.nodes)
    }

    /// The outermost value, or `None` where the text holds none.
    #[must_use]
    pub fn root(&self) -> Option<Node<'_>> {
        (!self.nodes.slots.is_empty()).then_some(Node { tree: self, index: 0 })
    }

    /// Every node in the order of the text, keys included.
    pub fn nodes(&self) -> impl ExactSizeIterator<Item = Node<'_>> {
        (0..offset(self.nodes.slots.len())).map(|index| Node { tree: self, index })
    }

    /// The node with this [`Node::index`].
    #[must_use]
    pub(crate) fn node(&self, index: u32) -> Option<Node<'_>> {
        ((index as usize) < self.nodes.slots.len()).then_some(Node { tree: self, index })
    }

    fn slot(&self, index: u32) -> Slot {
        self.nodes.slots[index as usize]
    }

    fn nature(&self, index: u32) -> Nature {
        self.nodes.natures[index as usize]
    }
}

/// One value of a tree, or the key of a member. As cheap to copy as a reference.
#[derive(Clone, Copy)]
pub struct Node<'t> {
    tree: &'t Tree<'t>,
    index: u32,
}

impl std::fmt::Debug for Node<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{:?} {:?} {:?}", self.kind(), self.span(), self.words())
    }
}

impl PartialEq for Node<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.tree, other.tree) && self.index == other.index
    }
}

/// A key and its value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Member<'t> {
    /// A node of kind [`Kind::String`].
    pub key: Node<'t>,
    /// The value; a member without one has a node of kind [`Kind::Unknown`].
    pub value: Node<'t>,
}

impl<'t> Node<'t> {
    /// The type of the value, as the corrected tree has it.
    #[must_use]
    pub fn kind(self) -> Kind {
        self.tree.nature(self.index).kind()
    }

    /// Where it stands, quotes and brackets included.
    #[must_use]
    pub fn span(self) -> Span {
        self.tree.slot(self.index).span
    }

    /// Its first character: the bracket or the quotation mark, where there is one.
    #[must_use]
    pub(crate) fn first(self) -> Span {
        let first = self.words().chars().next();
        Span::new(self.span().start, self.span().start + first.map_or(0, |first| offset(first.len_utf8())))
    }

    /// The source text of the node, quotes and brackets included.
    #[must_use]
    pub fn words(self) -> &'t str {
        self.span().of(self.tree.text)
    }

    /// The tree that the node belongs to.
    #[must_use]
    pub fn tree(self) -> &'t Tree<'t> {
        self.tree
    }

    /// The node's place in the pre-order of its tree: an identity, stable as long as the tree lives.
    #[must_use]
    pub(crate) fn index(self) -> u32 {
        self.index
    }

    /// Whether the value was understood otherwise than a strict reader would: the words are not the value.
    #[must_use]
    pub(crate) fn is_reinterpreted(self) -> bool {
        self.tree.nature(self.index).has(Nature::MEANT)
    }

    /// Whether something is known to be left out of this container (an ellipsis, a bracket never closed), so that nothing
    /// can be said of what is absent.
    #[must_use]
    pub fn is_incomplete(self) -> bool {
        self.tree.nature(self.index).has(Nature::INCOMPLETE)
    }

    /// Whether a part of the string is filled in by a program, so that its value is not known.
    #[must_use]
    pub fn has_hole(self) -> bool {
        self.tree.nature(self.index).has(Nature::HOLED)
    }

    /// The value of a string or key, unescaped, or `None` for other kinds. A lone surrogate reads as U+FFFD.
    #[must_use]
    pub fn string(self) -> Option<Cow<'t, str>> {
        if self.kind() != Kind::String {
            return None;
        }
        if self.is_reinterpreted() {
            return self.tree.meant_of(self.index).map(Cow::Borrowed);
        }
        let inside = self.span().inside_quotes().of(self.tree.text);
        Some(if self.tree.nature(self.index).has(Nature::PLAIN) { Cow::Borrowed(inside) } else { unescape(inside) })
    }

    /// The characters of a number as JSON writes them, or `None` for other kinds.
    #[must_use]
    pub fn number(self) -> Option<&'t str> {
        match (self.kind(), self.is_reinterpreted()) {
            (Kind::Number, false) => Some(self.words()),
            (Kind::Number, true) => self.tree.meant_of(self.index),
            _ => None,
        }
    }

    /// `true` or `false`, or `None` for other kinds.
    #[must_use]
    pub(crate) fn boolean(self) -> Option<bool> {
        match self.kind() {
            Kind::True => Some(true),
            Kind::False => Some(false),
            _ => None,
        }
    }

    /// The members of an object, in the order of the text, doubled keys included, or `None` for other kinds.
    pub fn members(self) -> impl Iterator<Item = Member<'t>> {
        let mut nodes = self.inside(Kind::Object);
        std::iter::from_fn(move || Some(Member { key: nodes.next()?, value: nodes.next()? }))
    }

    /// The elements of an array, in the order of the text, or `None` for other kinds.
    pub fn elements(self) -> impl Iterator<Item = Node<'t>> {
        self.inside(Kind::Array)
    }

    /// The member with this key; the last one where a key is doubled, as `serde_json` and .NET read it.
    #[must_use]
    pub fn member(self, key: &str) -> Option<Member<'t>> {
        self.members().filter(|member| member.key.string().as_deref() == Some(key)).last()
    }

    /// The value of the member with this key.
    #[must_use]
    pub fn get(self, key: &str) -> Option<Node<'t>> {
        self.member(key).map(|member| member.value)
    }

    /// The values of the members with these keys, as [`Node::get`] has them, in one walk.
    pub(crate) fn values<const COUNT: usize>(self, keys: [&str; COUNT]) -> [Option<Node<'t>>; COUNT] {
        let mut values = [None; COUNT];
        for member in self.members() {
            let key = member.key.string();
            if let Some(at) = keys.iter().position(|wanted| key.as_deref() == Some(*wanted)) {
                values[at] = Some(member.value);
            }
        }
        values
    }

    /// The path to this node from the root, as an RFC 6901 JSON Pointer. A key has the pointer of its member.
    #[must_use]
    #[cfg(test)]
    pub(crate) fn pointer(self) -> String {
        let mut pointer = String::new();
        let mut current = Node { tree: self.tree, index: 0 };
        while current.index != self.index {
            let Some((token, child)) = current.child_towards(self.index) else { break };
            pointer.push('/');
            pointer.push_str(&token.replace('~', "~0").replace('/', "~1"));
            current = child;
        }
        pointer
    }

    /// The child that holds the slot `index`, and its token. A key stands for its member: the walk ends there.
    #[cfg(test)]
    fn child_towards(self, index: u32) -> Option<(String, Node<'t>)> {
        match self.kind() {
            Kind::Object => self.members().find_map(|member| {
                let token = || member.key.string().unwrap_or_default().into_owned();
                if member.key.index == index {
                    return Some((token(), member.key));
                }
                (index < member.value.behind()).then(|| (token(), member.value))
            }),
            Kind::Array => self
                .elements()
                .enumerate()
                .find(|(_, element)| index < element.behind())
                .map(|(position, element)| (position.to_string(), element)),
            _ => None,
        }
    }

    /// The index of the first node after this one and all that is in it.
    pub(super) fn behind(self) -> u32 {
        self.tree.slot(self.index).next
    }

    /// The nodes of this value alone, with spans as if its first byte stood at `start`.
    pub(super) fn subtree(self, start: u32) -> Nodes {
        let nodes = &self.tree.nodes;
        let (first, behind, from) = (self.index, self.behind(), self.span().start);
        let range = first as usize..behind as usize;
        let place = |at: u32| at.saturating_sub(from) + start;
        let slot = |slot: &Slot| Slot {
            span: Span::new(place(slot.span.start), place(slot.span.end)),
            next: slot.next - first,
        };
        let meant = nodes.meant.iter().filter(|(index, _)| (first..behind).contains(index));
        Nodes {
            slots: nodes.slots[range.clone()].iter().map(slot).collect(),
            natures: nodes.natures[range].to_vec(),
            meant: meant.map(|(index, value)| (index - first, value.clone())).collect(),
        }
    }

    fn inside(self, kind: Kind) -> impl Iterator<Item = Node<'t>> {
        let end = if self.kind() == kind { self.behind() } else { self.index };
        let mut index = self.index + 1;
        std::iter::from_fn(move || {
            if index >= end {
                return None;
            }
            let node = Node { tree: self.tree, index };
            index = node.behind();
            Some(node)
        })
    }
}

impl Tree<'_> {
    fn meant_of(&self, index: u32) -> Option<&str> {
        let meant = &self.nodes.meant;
        let at = meant.binary_search_by_key(&index, |&(slot, _)| slot).ok()?;
        Some(&meant[at].1)
    }
}

/// Builds a tree in pre-order: a container is opened, filled and closed.
#[derive(Debug)]
pub struct TreeBuilder<'a> {
    text: &'a str,
    nodes: Nodes,
}

impl<'a> TreeBuilder<'a> {
    /// An empty tree over `text`, with room for `nodes` nodes.
    #[must_use]
    pub(crate) fn new(text: &'a str, nodes: usize) -> Self {
        let (slots, natures) = (Vec::with_capacity(nodes), Vec::with_capacity(nodes));
        Self { text, nodes: Nodes { slots, natures, meant: Vec::new() } }
    }

    /// Adds a node whose words are its value. A container is empty until [`TreeBuilder::close`].
    #[inline]
    pub(crate) fn push(&mut self, kind: Kind, span: Span) -> u32 {
        let index = offset(self.nodes.slots.len());
        self.nodes.slots.push(Slot { span, next: index + 1 });
        self.nodes.natures.push(Nature::of(kind));
        index
    }

    /// Adds a string in quotes, with no escape in it if it `is_plain`.
    #[inline]
    pub(super) fn push_string(&mut self, span: Span, is_plain: bool) {
        let index = self.push(Kind::String, span);
        if is_plain {
            self.nodes.natures[index as usize].mark(Nature::PLAIN);
        }
    }

    /// Adds a string or number whose value is not what its words say.
    pub(crate) fn push_meant(&mut self, kind: Kind, span: Span, value: impl Into<Box<str>>) -> u32 {
        let index = self.push(kind, span);
        self.nodes.natures[index as usize].mark(Nature::MEANT);
        self.nodes.meant.push((index, value.into()));
        index
    }

    /// Ends the container `index`: all nodes pushed since are in it, and its span ends at `end`.
    #[inline]
    pub(crate) fn close(&mut self, index: u32, end: u32) {
        let next = offset(self.nodes.slots.len());
        let slot = &mut self.nodes.slots[index as usize];
        slot.next = next;
        slot.span.end = end.max(slot.span.start);
    }

    /// Notes that something is left out of the container `index`.
    pub(crate) fn mark_incomplete(&mut self, index: u32) {
        self.nodes.natures[index as usize].mark(Nature::INCOMPLETE);
    }

    /// Notes that a part of the string `index` is filled in by a program.
    pub(crate) fn mark_hole(&mut self, index: u32) {
        self.nodes.natures[index as usize].mark(Nature::HOLED);
    }

    /// Turns the container `index` into one of another kind. Its nodes stay.
    pub(crate) fn set_kind(&mut self, index: u32, kind: Kind) {
        self.nodes.natures[index as usize].set_kind(kind);
    }

    /// The kind of the node `index`.
    #[must_use]
    pub(crate) fn kind(&self, index: u32) -> Kind {
        self.nodes.natures[index as usize].kind()
    }

    /// The number of nodes so far.
    #[must_use]
    pub(crate) fn len(&self) -> u32 {
        offset(self.nodes.slots.len())
    }

    /// Takes the nodes from `index` on away again.
    pub(crate) fn truncate(&mut self, index: u32) {
        self.nodes.slots.truncate(index as usize);
        self.nodes.natures.truncate(index as usize);
        self.nodes.meant.retain(|&(slot, _)| slot < index);
    }

    #[must_use]
    pub(crate) fn finish(self) -> Tree<'a> {
        Tree { text: self.text, nodes: Arc::new(self.nodes) }
    }
}
