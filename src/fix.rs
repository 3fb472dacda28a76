//! Applying edits to a text.

pub use crate::text::apply;
