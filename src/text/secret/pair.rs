//! Names and values of secrets that are members of one object: `{"name": "code", "value": "…"}`.

use std::ops::Range;

use super::gap::{self, is_sign_behind};
use super::line::is_mark;
use super::name::{self, Kind};
use super::quote;
use super::value;
use super::walk::{Walk, is_container};
use super::word::{self, Word};

impl Walk<'_, '_> {
    /// Whether a word is the name of a member, or of a setting.
    pub(super) fn is_member(&self, word: &Word) -> bool {
        let gap = gap::behind(self.text, word.place.end);
        gap.sign.is_some() || gap.is_closed
    }

    /// A member whose value names what another member holds, or `None` if it does not.
    pub(super) fn pair_name(&mut self, word: &Word) -> Option<usize> {
        let text = self.text;
        let (inside, end) = self.value_of(word)?;
        let named = word::read(text, inside.start);
        if named.place.start != inside.start || named.place.end != inside.end {
            return None;
        }
        let kind = name::kind(&named).or_else(|| name::near(&named))?;
        let kind = match kind {
            Kind::InQuery | Kind::Weak | Kind::Credentials => Kind::Secret,
            other => other,
        };
        self.pair.kind = Some(kind);
        if let Some((place, is_quoted)) = self.pair.value.take() {
            self.add(place, kind, is_quoted);
        }
        Some(end)
    }

    pub(super) fn pair_value(&mut self, word: &Word) -> usize {
        let gap = gap::behind(self.text, word.place.end);
        let Some(kind) = self.pair.kind else {
            if gap.sign.is_some() || gap.is_closed {
                self.pair.value = self.value_of(word).map(|(place, _)| (place, is_mark(self.text, word.place.start)));
            }
            return word.place.end;
        };
        if gap.sign.is_some() && is_container(self.text, gap.value) {
            return self.container(gap.value, kind);
        }
        match self.value_of(word) {
            Some((place, end)) => {
                self.add(place, kind, true);
                end
            }
            None => word.place.end,
        }
    }

    /// The value after a name, and where to go on.
    pub(super) fn value_of(&self, word: &Word) -> Option<(Range<usize>, usize)> {
        let text = self.text;
        let gap = gap::behind(self.text, word.place.end);
        match quote::at(text, gap.value) {
            Some(mark) => Some(quote::string(text, gap.value, mark)).filter(|(_, end)| !is_sign_behind(text, *end)),
            None if gap.sign.is_some() && !gap.is_other_line => {
                let inside = if gap.is_closed { value::bare(text, gap.value) } else { value::word(text, gap.value) };
                let mark = quote::at(text, inside.end).map_or(0, |mark| mark.length);
                let end = inside.end + mark;
                (!inside.is_empty()).then_some((inside, end))
            }
            None => None,
        }
    }
}
