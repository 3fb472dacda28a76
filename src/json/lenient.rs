//! The reader that never gives up. (Being written.)

use super::{Document, TreeBuilder};
use crate::text::Span;

pub(super) fn parse(text: &str, _span: Span) -> Document<'_> {
    Document { tree: TreeBuilder::new(text, 0).finish(), slips: Vec::new() }
}
