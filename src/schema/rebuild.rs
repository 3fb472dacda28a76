//! Makes the tree that was meant: a copy with the corrections made, each node with the span of what is written.

use std::collections::BTreeMap;

use super::survey::{Correction, Level};
use crate::json::{Kind, Member, Node, Tree, TreeBuilder};
use crate::text::Span;

/// A copy of `tree`, whose root is `root`, with the corrections made. It recurses with the nesting of the tree, which
/// the reader limits to [`crate::json::MAX_DEPTH`].
pub(super) fn rebuild<'a>(tree: &'a Tree<'a>, root: Node<'_>, corrections: &BTreeMap<u32, Correction>) -> Tree<'a> {
    let nodes = tree.nodes().count() + 8;
    let mut rebuild = Rebuild { tree, corrections, builder: TreeBuilder::new(tree.text(), nodes) };
    match corrections.get(&root.index()).and_then(|correction| correction.name.as_deref()) {
        None => rebuild.value(root),
        Some(name) => {
            let object = rebuild.builder.push(Kind::Object, root.span());
            rebuild.builder.push_meant(Kind::String, Span::gap(root.span().start), name);
            rebuild.value(root);
            rebuild.builder.close(object, root.span().end);
        }
    }
    rebuild.builder.finish()
}

struct Rebuild<'a, 'c> {
    tree: &'a Tree<'a>,
    corrections: &'c BTreeMap<u32, Correction>,
    builder: TreeBuilder<'a>,
}

impl Rebuild<'_, '_> {
    fn value(&mut self, node: Node<'_>) {
        let correction = self.corrections.get(&node.index());
        if let Some(inner) = correction.and_then(|correction| self.tree.node(correction.inside?)) {
            return self.value(inner);
        }
        if correction.is_some_and(|correction| correction.is_list) {
            let array = self.open(Kind::Array, node.span(), node.is_incomplete());
            node.members().for_each(|member| self.value(member.value));
            return self.builder.close(array, node.span().end);
        }
        let list =
            correction.filter(|correction| correction.in_list).map(|_| self.open(Kind::Array, node.span(), false));
        match node.kind() {
            Kind::Object => {
                let other = correction.and_then(|correction| correction.joined).and_then(|index| self.tree.node(index));
                let span = other.map_or(node.span(), |other| node.span().join(other.span()));
                let members: Vec<Member<'_>> =
                    node.members().chain(other.into_iter().flat_map(Node::members)).collect();
                let levels = correction.map_or(&[][..], |correction| &correction.levels);
                self.object(span, node.is_incomplete(), &members, levels, correction);
            }
            Kind::Array => {
                let array = self.open(Kind::Array, node.span(), node.is_incomplete());
                for element in node.elements() {
                    if !self.is_left_out(element) {
                        self.value(element);
                    }
                }
                self.builder.close(array, node.span().end);
            }
            _ => self.leaf(node),
        }
        if let Some(list) = list {
            self.builder.close(list, node.span().end);
        }
    }

    /// An object of `members`; those that belong on a deeper level are put there.
    fn object(
        &mut self,
        span: Span,
        incomplete: bool,
        members: &[Member<'_>],
        levels: &[Level],
        correction: Option<&Correction>,
    ) {
        let object = self.open(Kind::Object, span, incomplete);
        let objects = correction.map_or(&[][..], |correction| &correction.objects);
        let is_deeper = |member: &&Member<'_>| {
            let key = member.key.index();
            levels.first().is_some_and(|level| level.keys.contains(&key))
                || objects.iter().any(|level| level.keys.contains(&key))
        };
        for member in members.iter().filter(|member| !is_deeper(member)) {
            if !self.is_left_out(member.key) {
                self.key(member.key);
                self.value(member.value);
            }
        }
        for moved in correction.map_or(&[][..], |correction| &correction.added) {
            if let Some((key, value)) = self.tree.node(moved.key).zip(self.tree.node(moved.value)) {
                self.builder.push_meant(Kind::String, key.span(), moved.name.as_str());
                self.value(value);
            }
        }
        for level in objects {
            self.builder.push_meant(Kind::String, Span::gap(span.start), level.name.as_str());
            let inner = self.open(Kind::Object, span, incomplete);
            for member in members.iter().filter(|member| level.keys.contains(&member.key.index())) {
                self.key(member.key);
                self.value(member.value);
            }
            self.builder.close(inner, span.end);
        }
        if let Some((level, deeper)) = levels.split_first() {
            let is_in_level = |member: &&Member<'_>| level.keys.contains(&member.key.index());
            let moved: Vec<Member<'_>> = members.iter().filter(is_in_level).copied().collect();
            self.builder.push_meant(Kind::String, Span::gap(span.start), level.name.as_str());
            let list = self.open(Kind::Array, span, false);
            self.object(span, incomplete, &moved, deeper, None);
            self.builder.close(list, span.end);
        }
        self.builder.close(object, span.end);
    }

    fn open(&mut self, kind: Kind, span: Span, incomplete: bool) -> u32 {
        let index = self.builder.push(kind, span);
        if incomplete {
            self.builder.mark_incomplete(index);
        }
        index
    }

    fn key(&mut self, key: Node<'_>) {
        match self.corrections.get(&key.index()).and_then(|correction| correction.name.as_deref()) {
            Some(name) => {
                self.builder.push_meant(Kind::String, key.span(), name);
            }
            None => self.leaf(key),
        }
    }

    fn leaf(&mut self, node: Node<'_>) {
        let index = if node.is_reinterpreted() {
            let value = node.string().or_else(|| node.number().map(Into::into)).unwrap_or_default();
            self.builder.push_meant(node.kind(), node.span(), value)
        } else {
            self.builder.push(node.kind(), node.span())
        };
        if node.has_hole() {
            self.builder.mark_hole(index);
        }
    }

    fn is_left_out(&self, node: Node<'_>) -> bool {
        self.corrections.get(&node.index()).is_some_and(|correction| correction.left_out)
    }
}
