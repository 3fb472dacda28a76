//! The arguments of a call.

use std::ops::Range;

use super::collections;
use super::token::Kind;
use super::values::{At, Values};
use crate::languages::Literal;
use crate::text::Span;

/// The arguments of a call.
#[derive(Clone, Debug, Default)]
pub(in crate::languages) struct Arguments {
    /// Those without a name, in order.
    pub(in crate::languages) placed: Vec<Literal>,
    /// Those with a name, each with the place of that.
    pub(in crate::languages) named: Vec<(String, Literal, Span)>,
    /// Whether there may be others.
    pub(in crate::languages) incomplete: bool,
}

/// The most arguments of one call.
const MOST: usize = 64;

impl Values<'_> {
    /// The arguments in `inside`, what is between two parentheses.
    pub(in crate::languages) fn arguments(&self, inside: &Range<usize>, at: At) -> Arguments {
        let mut arguments = Arguments::default();
        for item in self.items(inside) {
            if arguments.placed.len() + arguments.named.len() >= MOST {
                arguments.incomplete = true;
                break;
            }
            let item = self.trimmed(item);
            let first = self.words(item.start);
            if self.kind(item.start) == Some(Kind::Spread) || self.dialect.python && matches!(first, "*" | "**") {
                match self.value(item.start + 1..item.end, at.deeper()) {
                    Literal::Object(object) if first == "**" => {
                        arguments.incomplete |= object.incomplete;
                        for member in &object.members {
                            let name = collections::name(self.text, &member.key);
                            arguments.named.push((name, member.value.clone(), member.key.inner));
                        }
                    }
                    _ => arguments.incomplete = true,
                }
                continue;
            }
            let is_named = self.dialect.python
                && self.kind(item.start) == Some(Kind::Name)
                && self.kind(item.start + 1) == Some(Kind::Assign)
                && item.len() > 2;
            if is_named {
                let value = self.value(item.start + 2..item.end, at.deeper());
                arguments.named.push((first.to_owned(), value, self.place(item.start)));
            } else {
                arguments.placed.push(self.value(item, at.deeper()));
            }
        }
        arguments
    }
}

impl Arguments {
    pub(in crate::languages) fn named(&self, name: &str) -> Option<&Literal> {
        self.named.iter().find(|(known, ..)| known == name).map(|(_, value, _)| value)
    }

    /// The argument of this name, or else the one at this place.
    pub(in crate::languages) fn get(&self, name: &str, place: usize) -> Option<&Literal> {
        self.named(name).or_else(|| self.placed.get(place))
    }
}
