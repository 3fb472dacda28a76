//! JSON Pointers (RFC 6901) of places: of many places in one text, which value each is about, in one walk of the tree.

use super::tree::{Kind, Node, Tree};
use crate::text::Span;

/// The longest pointer that is given. Without a limit, a key of a megabyte around a thousand findings would make a
/// gigabyte of report.
const MAX_LENGTH: usize = 4096;

/// The pointer of the innermost member or element in which each of `places` begins, `""` outside of all. A member reaches
/// from its key to the end of its value; a gap directly behind belongs to it too.
///
/// `places` must be in ascending order. There is no pointer where there is no tree, and none longer than 4,096 bytes.
#[must_use]
pub fn pointers(tree: &Tree<'_>, places: &[Span]) -> Vec<Option<String>> {
    if tree.root().is_none() {
        return vec![None; places.len()];
    }
    let extents = if places.is_empty() { Vec::new() } else { extents(tree) };
    let mut begun = 0;
    places
        .iter()
        .map(|place| {
            while extents.get(begun).is_some_and(|extent| extent.span.start <= place.start) {
                begun += 1;
            }
            let mut innermost = begun.checked_sub(1);
            while let Some(extent) = innermost.map(|at| &extents[at])
                && !extent.holds(*place)
            {
                innermost = extent.parent;
            }
            pointer(&extents, innermost)
        })
        .collect()
}

/// A member or an element.
struct Extent<'t> {
    span: Span,
    /// The one around it; none directly below the root.
    parent: Option<usize>,
    token: Token<'t>,
}

enum Token<'t> {
    Key(Node<'t>),
    Index(usize),
}

impl Extent<'_> {
    fn holds(&self, place: Span) -> bool {
        place.start < self.span.end || (place.is_empty() && place.start == self.span.end)
    }
}

/// A container on the way to the current node.
struct Open {
    /// Index of the first node behind it.
    behind: u32,
    object: bool,
    /// The extent that it is the value of.
    extent: Option<usize>,
    /// How many of its nodes were met; in an object the even ones are keys.
    met: usize,
}

/// Every member and element, in the order in which they begin.
fn extents<'t>(tree: &'t Tree<'_>) -> Vec<Extent<'t>> {
    let mut extents: Vec<Extent<'t>> = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    for node in tree.nodes() {
        while open.last().is_some_and(|container| container.behind <= node.index()) {
            open.pop();
        }
        let mut own = None;
        if let Some(container) = open.last_mut() {
            let met = container.met;
            container.met += 1;
            if !container.object {
                extents.push(Extent { span: node.span(), parent: container.extent, token: Token::Index(met) });
            } else if met % 2 == 0 {
                let end = tree.node(node.index() + 1).map_or(node.span(), Node::span).end;
                let span = Span::new(node.span().start, end);
                extents.push(Extent { span, parent: container.extent, token: Token::Key(node) });
            }
            own = extents.len().checked_sub(1);
        }
        if matches!(node.kind(), Kind::Array | Kind::Object) {
            let object = node.kind() == Kind::Object;
            open.push(Open { behind: node.behind(), object, extent: own, met: 0 });
        }
    }
    extents
}

fn pointer(extents: &[Extent<'_>], innermost: Option<usize>) -> Option<String> {
    let mut tokens = Vec::new();
    let mut length = 0;
    let mut next = innermost;
    while let Some(extent) = next.map(|at| &extents[at]) {
        let token = match &extent.token {
            // An escape of JSON is at most six times as long as what it stands for.
            Token::Key(key) if key.span().len() as usize > 6 * MAX_LENGTH => return None,
            Token::Key(key) => key.string().unwrap_or_default().replace('~', "~0").replace('/', "~1"),
            Token::Index(index) => index.to_string(),
        };
        length += token.len() + 1;
        if length > MAX_LENGTH {
            return None;
        }
        tokens.push(token);
        next = extent.parent;
    }
    Some(tokens.iter().rev().flat_map(|token| ["/", token]).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::parse;
    use crate::text::offset;

    fn at(text: &str, places: &[Span]) -> Vec<String> {
        let document = parse(text, Span::new(0, offset(text.len())));
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
        let document = parse(text, Span::new(0, offset(text.len())));
        let nodes: Vec<_> = document.tree.nodes().collect();
        let places: Vec<Span> = nodes.iter().map(|node| node.span()).collect();
        let expected: Vec<_> = nodes.iter().map(|node| Some(node.pointer())).collect();
        assert_eq!(pointers(&document.tree, &places), expected);
    }
}
