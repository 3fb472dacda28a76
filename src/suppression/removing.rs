//! Takes suppressions out of a text: a name of several, or the whole comment.

use super::Ignore;
use crate::text::{Edit, Span, offset};

impl Ignore {
    /// Takes the name of this number out; with the only name the comment goes.
    #[must_use]
    pub(crate) fn without(&self, number: usize, text: &str) -> Edit {
        let name = |number: usize| self.names.get(number).map(|name| name.span);
        match (name(number), number.checked_sub(1).and_then(name), name(number + 1)) {
            (Some(own), _, Some(next)) => Edit::delete(Span::new(own.start, next.start)),
            (Some(own), Some(before), None) => Edit::delete(Span::new(before.end, own.end)),
            _ => self.removal(text),
        }
    }

    /// Takes the comment out, with its line if nothing else is there.
    #[must_use]
    pub(crate) fn removal(&self, text: &str) -> Edit {
        let (before, behind) = (&text[..self.comment.start as usize], &text[self.comment.end as usize..]);
        let line = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let lead = before[line..].trim_start_matches('\u{FEFF}');
        let rest = &behind[..behind.find('\n').map_or(behind.len(), |at| at + 1)];
        let start = before.len() - lead.len();
        if lead.chars().all(|character| character.is_whitespace() || character == '>') && rest.trim().is_empty() {
            return Edit::delete(Span::new(offset(start), self.comment.end + offset(rest.len())));
        }
        let space = lead.len() - lead.trim_end().len();
        Edit::delete(Span::new(self.comment.start - offset(space), self.comment.end))
    }
}
