//! Values that depend on a condition: `if ($x) { … } else { … }`, `$x ? 1 : 2`, `$x ?? 1`.
//!
//! Which of them it is, is not known. Of two addresses and of two objects the first is as good as the second: each is sent in some run of
//! the script. Where one is nothing, it is the other. Of other values nothing is known.

use std::ops::Range;

use super::lexer::{Bracket, Kind};
use super::value::{At, Values};
use crate::languages::Literal;

impl Values<'_> {
    /// The value of `if ($x) { … } else { … }`, whose tokens are those in `range`.
    pub(super) fn if_else(&self, range: &Range<usize>, at: At) -> Literal {
        let mut blocks = Vec::new();
        let mut index = range.start;
        let mut ends = false;
        while index < range.end {
            if self.kind(index) == Some(Kind::Open(Bracket::Brace)) {
                blocks.push(index..self.behind(index, range.end));
            }
            ends |= self.words(index).eq_ignore_ascii_case("else");
            index = self.behind(index, range.end);
        }
        // Without `else` there may be no value at all.
        if !ends || blocks.len() < 2 {
            return self.hole(range);
        }
        let place = at.deeper();
        let value = |block: Range<usize>| {
            let body = block.start..block.end.saturating_sub(1);
            self.value_of_block(body).map(|value| self.pipeline(value, place))
        };
        let mut values = blocks.into_iter().map(value);
        let first = values.next().flatten();
        let chosen = values.try_fold(first, |chosen, value| Some(Some(self.either(chosen?, value?)?)));
        chosen.flatten().unwrap_or_else(|| self.hole(range))
    }

    /// The value of an expression with operators of which only `??` and `? :` may give one that is known.
    pub(super) fn conditional(&self, range: &Range<usize>, at: At) -> Literal {
        let is = |sign: &'static str| move |index: usize, _: Kind| self.words(index) == sign;
        if let [given, otherwise @ ..] = self.split(range, is("??")).as_slice()
            && !otherwise.is_empty()
        {
            // What is given is nothing, or the values would not be needed.
            let values = [given].into_iter().chain(otherwise).map(|value| self.expression(value.clone(), at));
            let mut known = values.filter(|value| !matches!(value, Literal::Hole(..) | Literal::Null(_)));
            return known.next().filter(|value| self.is_address(value)).unwrap_or_else(|| self.hole(range));
        }
        if let [_, values] = self.split(range, is("?")).as_slice()
            && let [first, second] = self.split(values, is(":")).as_slice()
        {
            let (first, second) = (self.expression(first.clone(), at), self.expression(second.clone(), at));
            return self.either(first, second).unwrap_or_else(|| self.hole(range));
        }
        self.hole(range)
    }

    /// One of two values of which each may be meant, or `None` if no more is known.
    fn either(&self, first: Literal, second: Literal) -> Option<Literal> {
        match (&first, &second) {
            (Literal::Null(_), _) => Some(second),
            (_, Literal::Null(_)) | (Literal::Object(_), Literal::Object(_)) => Some(first),
            _ if self.is_address(&first) && self.is_address(&second) => Some(first),
            _ => None,
        }
    }

    /// Whether a value is a URL or the path of one.
    fn is_address(&self, value: &Literal) -> bool {
        let Literal::Text(text) = value else { return false };
        let value = text.value(self.text);
        value.contains("://") || ["/", "v1.0/", "beta/"].iter().any(|start| value.starts_with(start))
    }
}
