//! JSON Pointers (RFC 6901) of places: of many places in one text, which value each is about, in one walk of the tree.

use std::cell::OnceCell;

use super::tree::{Kind, Node, Tree};
use crate::text::Span;

/// The longest pointer that is given. Without a limit, a key of a megabyte around a thousand findings would
/// make a gigabyte of report.
const MAX_LENGTH: usize = 4096;

/// The pointer of the innermost member or element in which each of `places` begins, `""` outside of all. A member reaches
/// from its key to the end of its value; a gap directly after belongs to it too.
///
/// `places` must be in ascending order. There is no pointer where there is no tree, and none longer than 4,096 bytes.
#[must_use]
pub(crate) fn pointers(tree: &Tree<'_>, places: &[Span]) -> Vec<Option<String>> {
    if tree.root().is_none() {
        return vec![None; places.len()];
    }
    let mut walk = Walk { nodes: tree.nodes().peekable(), open: Vec::new(), chain: Vec::new() };
    places
        .iter()
        .map(|place| {
            walk.go_to(place.start);
            let around = walk.chain.iter().rposition(|extent| extent.holds(*place));
            pointer(&walk.chain[..around.map_or(0, |innermost| innermost + 1)])
        })
        .collect()
}

/// A member or an element.
struct Extent<'t> {
    span: Span,
    name: Name<'t>,
    /// Its token in a pointer, once it was asked for: thousands of places can lie in one long key.
    token: OnceCell<Option<String>>,
}

enum Name<'t> {
    Key(Node<'t>),
    Index(usize),
}

impl Extent<'_> {
    fn holds(&self, place: Span) -> bool {
        place.start < self.span.end || (place.is_empty() && place.start == self.span.end)
    }

    /// Its token in a pointer, unless it is too long for one.
    fn token(&self) -> Option<&str> {
        let token = || match self.name {
            // An escape of JSON is at most six times as long as what it stands for.
            Name::Key(key) if key.span().len() as usize > 6 * MAX_LENGTH => None,
            Name::Key(key) => Some(key.string().unwrap_or_default().replace('~', "~0").replace('/', "~1")),
            Name::Index(index) => Some(index.to_string()),
        };
        self.token.get_or_init(|| token().filter(|token| token.len() < MAX_LENGTH)).as_deref()
    }
}

/// A container on the way to the current node.
struct Open {
    /// Index of the first node after it.
    behind: u32,
    object: bool,
    /// How many extents there are around what is in it.
    depth: usize,
    /// How many of its nodes were met; in an object the even ones are keys.
    met: usize,
}

/// A walk from member to member and element to element, in the order in which they begin.
struct Walk<'t, Nodes: Iterator<Item = Node<'t>>> {
    nodes: std::iter::Peekable<Nodes>,
    open: Vec<Open>,
    /// The last extent that has begun, and those around it, from the outside in.
    chain: Vec<Extent<'t>>,
}

impl<'t, Nodes: Iterator<Item = Node<'t>>> Walk<'t, Nodes> {
    /// Goes on until the next extent begins after the byte at `place`.
    fn go_to(&mut self, place: u32) {
        while let Some(&node) = self.nodes.peek() {
            while self.open.last().is_some_and(|container| container.behind <= node.index()) {
                self.open.pop();
            }
            if let Some(container) = self.open.last_mut() {
                let is_value = container.object && container.met % 2 == 1;
                if !is_value {
                    if node.span().start > place {
                        return;
                    }
                    let (end, name) = match container.object {
                        // Its value comes next.
                        true => (node.tree().node(node.index() + 1).unwrap_or(node).span().end, Name::Key(node)),
                        false => (node.span().end, Name::Index(container.met)),
                    };
                    self.chain.truncate(container.depth);
                    let span = Span::new(node.span().start, end);
                    self.chain.push(Extent { span, name, token: OnceCell::new() });
                }
                container.met += 1;
            }
            if matches!(node.kind(), Kind::Array | Kind::Object) {
                let object = node.kind() == Kind::Object;
                self.open.push(Open { behind: node.behind(), object, depth: self.chain.len(), met: 0 });
            }
            self.nodes.next();
        }
    }
}

/// The pointer of the last of these, each of which lies in the one before.
fn pointer(chain: &[Extent<'_>]) -> Option<String> {
    let mut tokens = Vec::with_capacity(chain.len());
    let mut length = 0;
    for extent in chain.iter().rev() {
        let token = extent.token()?;
        length += token.len() + 1;
        if length > MAX_LENGTH {
            return None;
        }
        tokens.push(token);
    }
    Some(tokens.iter().rev().flat_map(|token| ["/", token]).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::parse;
    use crate::text::offset;

    fn at(text: &str, places: &[Span]) -> Vec<String> {
        let document = parse(text, Span::whole(text));
        pointers(&document.tree, places).into_iter().map(|pointer| pointer.unwrap_or("none".into())).collect()
    }

    #[test]
    fn the_innermost_member_or_element_is_named() {
        let text = r#"{"a": [1, {"b~/": null}], "c": 2}"#;
        let place = |words: &str| {
            let start = offset(text.find(words).expect("the words are there"));
            Span::new(start, start + offset(words.len()))
        };
        assert_eq!(
            at(text, &["{", "\"a\"", ":", "[", "1", ",", "{\"b"].map(place)),
            ["", "/a", "/a", "/a", "/a/0", "/a", "/a/1"]
        );
        assert_eq!(
            at(text, &["\"b~/\"", "null", "}", "]", ", \"c", "2"].map(place)),
            ["/a/1/b~0~1", "/a/1/b~0~1", "/a/1", "/a", "", "/c"]
        );
    }

    #[test]
    fn a_gap_behind_belongs_to_what_stands_before() {
        assert_eq!(at("{ \"parameters\" [", &[Span::gap(14)]), ["/parameters"]);
        assert_eq!(at("[1 2]", &[Span::gap(2), Span::new(2, 3)]), ["/0", ""]);
    }

    #[test]
    fn no_tree_and_endless_keys_give_no_pointer() {
        assert_eq!(at("  ", &[Span::gap(0)]), ["none"]);
        let text = format!("{{\"{}\": [1]}}", "k".repeat(5000));
        let inner = offset(text.len() - 3);
        assert_eq!(at(&text, &[Span::new(0, 1), Span::new(inner, inner + 1)]), ["", "none"]);
    }

    #[test]
    fn node_pointers_and_these_agree() {
        let text = r#"{"a":[[],{"x":{"y":[true,"s"]}},3],"a":{"":{}}}"#;
        let document = parse(text, Span::whole(text));
        let nodes: Vec<_> = document.tree.nodes().collect();
        let places: Vec<Span> = nodes.iter().map(|node| node.span()).collect();
        let expected: Vec<_> = nodes.iter().map(|node| Some(node.pointer())).collect();
        assert_eq!(pointers(&document.tree, &places), expected);
    }
}
