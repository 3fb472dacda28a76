//! Holes: parts of a text that a program fills in when it runs, so that nothing is known of them here.
//!
//! Whoever puts such a text together writes something harmless in place of a hole (`null` for a value, `{name}` in a string)
//! and says where. Reading itself knows of no hole; what it read there is taken back afterwards.

use super::Document;
use super::tree::{Kind, Tree};
use crate::text::Span;

/// The holes of one text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holes {
    /// What is not known: whole values, and parts of strings and keys. In order, disjoint.
    pub unknown: Vec<Span>,
    /// Where the objects and arrays begin of which not all members and elements are known. In order.
    pub incomplete: Vec<u32>,
}

impl Holes {
    #[must_use]
    pub(crate) fn is_empty(&self) -> bool {
        self.unknown.is_empty() && self.incomplete.is_empty()
    }

    /// Whether a part of `span` is not known.
    #[must_use]
    pub(crate) fn meet(&self, span: Span) -> bool {
        let first = self.unknown.partition_point(|hole| hole.end <= span.start);
        self.unknown.get(first).is_some_and(|hole| hole.start < span.end.max(span.start + 1))
    }

    /// The place of this hole as a whole.
    fn is(&self, span: Span) -> bool {
        self.unknown.binary_search(&span).is_ok()
    }
}

impl Document<'_> {
    /// The same document, in which nothing is said of holes: a value that is one is unknown, a member whose key has one is
    /// no member, and what holds that member is incomplete.
    #[must_use]
    pub(crate) fn with_holes(mut self, holes: &Holes) -> Self {
        if holes.is_empty() {
            return self;
        }
        self.syntax_errors.retain(|syntax_error| !holes.meet(syntax_error.span));
        dig(&mut self.tree, holes);
        self
    }
}

fn dig(tree: &mut Tree<'_>, holes: &Holes) {
    let mut unknown = Vec::new();
    let mut partly = Vec::new();
    let mut incomplete = Vec::new();
    let mut members = Vec::new();
    for node in tree.nodes() {
        let span = node.span();
        match node.kind() {
            Kind::Object | Kind::Array => {
                let before = members.len();
                let dynamic = node.members().filter(|member| holes.meet(member.key.span()));
                members.extend(dynamic.map(|member| member.key.index()..member.value.behind()));
                if members.len() > before || holes.incomplete.binary_search(&span.start).is_ok() {
                    incomplete.push(node.index());
                }
            }
            _ if holes.is(span) => unknown.push(node.index()),
            _ if holes.meet(span) => partly.push(node.index()),
            _ => {}
        }
    }
    tree.mark_holes(&unknown, &partly, &incomplete);
    tree.remove(&members);
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;
    use crate::text::offset;

    #[test]
    fn nothing_is_said_of_a_hole() {
        let text = r#"{"a": null, "b{k}": {"x": [1]}, "c": "v{s}", "d": [null, 2], "e": {}, "f": null.Id}"#;
        let place = |words: &str, within: usize, length: usize| {
            let at = text.find(words).expect("the words are there") + within;
            Span::new(offset(at), offset(at + length))
        };
        let unknown = vec![
            place("null,", 0, 4),
            place("{k}", 0, 3),
            place("{s}", 0, 3),
            place("[null", 1, 4),
            place("null.Id", 0, 7),
        ];
        let holes = Holes { unknown, incomplete: vec![place("{}", 0, 2).start] };
        let document = parse(text, Span::whole(text)).with_holes(&holes);
        assert_eq!(document.syntax_errors, []);
        let root = document.tree.root().expect("an object");
        let keys: Vec<_> = root.members().map(|member| member.key.string().expect("a key").into_owned()).collect();
        assert_eq!(keys, ["a", "c", "d", "e", "f"]);
        assert!(root.is_incomplete() && root.get("e").is_some_and(|node| node.is_incomplete()));
        let kind = |key| root.get(key).map(|node| node.kind());
        assert_eq!([kind("a"), kind("c"), kind("f")], [Some(Kind::Unknown), Some(Kind::String), Some(Kind::Unknown)]);
        assert_eq!(root.get("c").map(|node| node.has_hole()), Some(true));
        let elements: Vec<_> =
            root.get("d").into_iter().flat_map(|node| node.elements()).map(|node| node.kind()).collect();
        assert_eq!(elements, [Kind::Unknown, Kind::Number]);
        assert!(!root.get("d").is_some_and(|node| node.is_incomplete()));
    }
}
