//! The names of attributes and blocks of HCL that stand for names in JSON.

use super::Escape;
use crate::text::{Span, offset};

/// The name in JSON of an attribute or block, as one escape.
pub(super) fn named(words: &str, plural: bool, here: u32, outer: u32) -> (String, Vec<Escape>) {
    let mut value = String::with_capacity(words.len() + 1);
    for (index, word) in words.split('_').enumerate() {
        let mut characters = word.chars();
        match characters.next().filter(|_| index > 0) {
            Some(first) => value.extend(first.to_uppercase().chain(characters)),
            None => value.push_str(word),
        }
    }
    if plural {
        value.push('s');
    }
    let places = (Span::new(here, here + offset(value.len())), Span::new(outer, outer + offset(words.len())));
    (value, vec![places])
}
