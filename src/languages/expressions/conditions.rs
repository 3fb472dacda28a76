//! Values that depend on a condition: `a ? b : c`, `b if a else c`. Where the condition is not known, and one of both is
//! nothing, the other one is what is sent, if anything is.

use std::ops::Range;

use super::token::{Bracket, Kind};
use super::values::{At, Values};
use crate::languages::{DEPTH, Literal, Part, Text};

impl Values<'_> {
    /// The value of a conditional expression, whose `?` or `if` is at `sign`.
    pub(super) fn conditional(&self, range: &Range<usize>, sign: usize, at: At) -> Literal {
        let Some((condition, first, second)) = self.branches(range, sign) else { return self.hole(range) };
        match self.truth(&condition, at) {
            Some(true) => return self.value(first, at),
            Some(false) => return self.value(second, at),
            None => {}
        }
        match (self.value(first, at), self.value(second, at)) {
            (Literal::Null(_), value) | (value, Literal::Null(_)) => value,
            // What has a host is a good guess, as it is of a default.
            (Literal::Hole(..), Literal::Text(text)) | (Literal::Text(text), Literal::Hole(..))
                if self.is_address(&text) =>
            {
                Literal::Text(text)
            }
            // Either is sent. A word may be one that only goes with another one: `"PATCH"` with a URL that has an id.
            (Literal::Text(first), Literal::Text(second)) if self.is_path(&first) && self.is_path(&second) => {
                Literal::Text(first)
            }
            (first @ Literal::Object(_), Literal::Object(_)) => first,
            _ => self.hole(range),
        }
    }

    /// Whether a text is a URL, or begins as a path or a query does.
    fn is_path(&self, text: &Text) -> bool {
        text.value(self.text).starts_with(['/', '?']) || self.is_address(text)
    }

    /// The condition of an expression, its value if that holds, and its value if not.
    fn branches(&self, range: &Range<usize>, sign: usize) -> Option<(Range<usize>, Range<usize>, Range<usize>)> {
        let (mut at, mut open) = (sign + 1, 0_usize);
        while at < range.end {
            let (opens, closes) = match self.dialect.python {
                true => (self.words(at) == "if", self.words(at) == "else"),
                false => (self.kind(at) == Some(Kind::Question), self.kind(at) == Some(Kind::Colon)),
            };
            if opens {
                open += 1;
            } else if closes && open > 0 {
                open -= 1;
            } else if closes {
                let (before, between, behind) = (range.start..sign, sign + 1..at, at + 1..range.end);
                return Some(match self.dialect.python {
                    true => (between, before, behind),
                    false => (before, between, behind),
                });
            }
            at = self.behind(at, range.end);
        }
        None
    }

    /// Whether a condition holds, or `None` if that is not known.
    pub(super) fn truth(&self, condition: &Range<usize>, at: At) -> Option<bool> {
        let range = self.trimmed(condition.clone());
        if range.is_empty() || at.depth > DEPTH || !self.steps(range.len().min(64)) {
            return None;
        }
        let deeper = at.deeper();
        if self.kind(range.start) == Some(Kind::Open(Bracket::Paren))
            && self.behind(range.start, range.end) == range.end
        {
            return self.truth(&self.inside(range.start, range.end), deeper);
        }
        for (sign, absorbing) in [("||", true), ("or", true), ("&&", false), ("and", false)] {
            let parts =
                self.split(&range, |at, kind| matches!(kind, Kind::Operator | Kind::Name) && self.words(at) == sign);
            if parts.len() > 1 && parts.len() < 16 {
                let truths: Vec<Option<bool>> = parts.iter().map(|part| self.truth(part, deeper)).collect();
                return match truths.contains(&Some(absorbing)) {
                    true => Some(absorbing),
                    false => truths.iter().all(Option::is_some).then_some(!absorbing),
                };
            }
        }
        if matches!(self.words(range.start), "not" | "!") {
            return self.truth(&(range.start + 1..range.end), deeper).map(|truth| !truth);
        }
        let comparison = self.split(&range, |at, kind| {
            matches!(kind, Kind::Operator | Kind::Name) && matches!(self.words(at), "==" | "===" | "!=" | "!==" | "is")
        });
        if let [left, right] = comparison.as_slice() {
            let mut right = right.clone();
            let mut negated = self.words(left.end).starts_with('!');
            if self.words(right.start) == "not" {
                right.start += 1;
                negated = true;
            }
            return self.equals(left, &right, deeper).map(|equal| equal != negated);
        }
        if let Some(truth) = self.begins_with(&range, deeper) {
            return truth;
        }
        self.is_true(&self.value(range, deeper))
    }

    /// Whether two values are equal.
    fn equals(&self, left: &Range<usize>, right: &Range<usize>, at: At) -> Option<bool> {
        if self.words(left.start) == "typeof" {
            let name = match self.value(left.start + 1..left.end, at) {
                Literal::Text(_) => "string",
                Literal::Object(_) | Literal::Array(_) => "object",
                Literal::Null(_) => "undefined",
                _ => return None,
            };
            let Literal::Text(right) = self.value(right.clone(), at) else { return None };
            return Some(right.known_value(self.text)? == name);
        }
        match (self.value(left.clone(), at), self.value(right.clone(), at)) {
            (Literal::Text(left), Literal::Text(right)) => {
                Some(left.known_value(self.text)? == right.known_value(self.text)?)
            }
            (Literal::Null(_), Literal::Null(_)) => Some(true),
            (Literal::Hole(..), _) | (_, Literal::Hole(..)) => None,
            (Literal::Text(text), Literal::Null(_)) | (Literal::Null(_), Literal::Text(text)) => {
                (!text.is_hole() || text.made.is_some()).then_some(false)
            }
            (Literal::Null(_), _) | (_, Literal::Null(_)) => Some(false),
            _ => None,
        }
    }

    /// `url.startswith("https://")`, if that is what is there: whether it holds, as far as it is known.
    fn begins_with(&self, range: &Range<usize>, at: At) -> Option<Option<bool>> {
        let open = range.end.checked_sub(1).and_then(|close| self.tokens.get(close)?.partner)? as usize;
        let name = open.checked_sub(1).filter(|&name| name > range.start + 1)?;
        if !matches!(self.words(name), "startswith" | "startsWith") {
            return None;
        }
        let Literal::Text(text) = self.value(range.start..name - 1, at) else { return Some(None) };
        let arguments = self.arguments(&self.inside(open, range.end), at);
        let Some(Literal::Text(beginning)) = arguments.placed.first() else { return Some(None) };
        let Some(beginning) = beginning.known_value(self.text) else { return Some(None) };
        let known = text.parts.iter().take_while(|part| !matches!(part, Part::Hole { .. })).cloned().collect();
        let is_whole = text.known_value(self.text).is_some();
        let known = Text { parts: known, ..Text::default() }.value(self.text);
        Some(if known.starts_with(&beginning) {
            Some(true)
        } else {
            (is_whole || !beginning.starts_with(&known)).then_some(false)
        })
    }

    /// Whether a value stands for true.
    fn is_true(&self, value: &Literal) -> Option<bool> {
        match value {
            Literal::Bool(value, _) => Some(*value),
            Literal::Null(_) => Some(false),
            Literal::Number(number, _) => Some(number.as_ref() != "0"),
            Literal::Text(text) if text.made.is_some() => Some(true),
            Literal::Text(text) => match text.known_value(self.text) {
                Some(known) => Some(!known.is_empty()),
                None => (!text.is_hole()).then_some(true),
            },
            Literal::Object(object) if self.dialect.python && object.members.is_empty() => {
                (!object.incomplete).then_some(false)
            }
            Literal::Array(list) if self.dialect.python && list.elements.is_empty() => {
                (!list.incomplete).then_some(false)
            }
            Literal::Object(_) | Literal::Array(_) => Some(true),
            Literal::Hole(..) => None,
        }
    }
}
