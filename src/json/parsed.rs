//! What reading gave, without the text: so that a text is read once, and its tree kept beside it.

use std::sync::Arc;

use super::tree::{Node, Nodes, Tree};
use super::{Document, SyntaxError};

/// A [`Document`] apart from its text. As cheap to copy as a reference.
#[derive(Clone, Debug)]
pub(crate) struct Parsed {
    nodes: Arc<Nodes>,
    syntax_errors: Arc<[SyntaxError]>,
}

impl Parsed {
    /// The document over `text`, which is the text that was read.
    pub(crate) fn over<'t>(&self, text: &'t str) -> Document<'t> {
        Document { tree: Tree::over(text, Arc::clone(&self.nodes)), syntax_errors: self.syntax_errors.to_vec() }
    }
}

impl From<&Document<'_>> for Parsed {
    fn from(document: &Document<'_>) -> Self {
        let syntax_errors = match document.syntax_errors.as_slice() {
            [] => Arc::default(),
            errors => errors.into(),
        };
        Self { nodes: document.tree.shared(), syntax_errors }
    }
}

impl Node<'_> {
    /// The value alone, as if it had been read by itself from a text in which the same words begin at the byte `start`. Only
    /// for trees of strict JSON: repairs depend on what is around a value.
    #[must_use]
    pub(crate) fn moved_to(self, start: u32) -> Parsed {
        Parsed { nodes: Arc::new(self.subtree(start)), syntax_errors: Arc::default() }
    }
}

/// Which texts were read, for the tests that each is read once.
#[cfg(test)]
pub(crate) mod log {
    use std::cell::RefCell;

    use crate::text::Span;

    thread_local! {
        static READ: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
    }

    pub(in crate::json) fn note(text: &str, span: Span) {
        READ.with_borrow_mut(|read| read.push(span.of(text).to_owned()));
    }

    /// The words that this thread has read since it was last asked.
    pub(crate) fn take() -> Vec<String> {
        READ.take()
    }
}

#[cfg(test)]
mod tests {
    use crate::json::parse;
    use crate::text::Span;

    #[test]
    fn a_subtree_is_what_its_words_read_as() {
        let text = r#"{"a": [1, "x\n"], "b": {"c": {"d": [true, null], "d": 2}, "e": "f"}}"#;
        let other = r#"   {"c": {"d": [true, null], "d": 2}, "e": "f"}"#;
        let document = parse(text, Span::whole(text));
        let body = document.tree.root().and_then(|root| root.get("b")).expect("it is there");
        let moved = body.moved_to(3).over(other);
        let alone = parse(other, Span::new(3, other.len() as u32));
        let shown = |document: &crate::json::Document<'_>| -> Vec<String> {
            document.tree.nodes().map(|node| format!("{node:?} {}", node.pointer())).collect()
        };
        assert_eq!(shown(&moved), shown(&alone));
        assert!(moved.syntax_errors.is_empty());
    }
}
