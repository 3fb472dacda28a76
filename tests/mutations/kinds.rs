//! The kinds of mistakes, each with a name. One entry is one kind; a family is a file.

mod comments;
mod encodings;
mod lines;
mod names;
mod quotes;
mod space;
mod structure;
mod words;
mod wraps;

use std::ops::Range;

use crate::dice::Dice;
use crate::marks::Marks;

/// A kind of mistake.
#[derive(Clone, Copy)]
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    pub(crate) make: Make,
    /// Why what the author meant cannot be known afterwards, or `None` if it can.
    pub(crate) loss: Option<Loss>,
}

/// Why a mistake may take something away that no program can bring back.
#[derive(Clone, Copy)]
pub(crate) struct Loss {
    pub(crate) why: &'static str,
    /// Whether it does so: the values of the body as JSON writes them, the text before the mistake, and the one after it.
    pub(crate) is_lost: fn(&[String], &str, &str) -> bool,
}

impl Kind {
    /// The same kind, whose texts cannot come back if a value of them is gone.
    pub(crate) const fn losing(self, why: &'static str) -> Self {
        self.losing_if(why, is_gone)
    }

    pub(crate) const fn losing_if(self, why: &'static str, is_lost: fn(&[String], &str, &str) -> bool) -> Self {
        Self { loss: Some(Loss { why, is_lost }), ..self }
    }
}

/// Whether one of these values is no longer in the text, or less often than before.
fn is_gone(values: &[String], before: &str, after: &str) -> bool {
    values.iter().any(|value| after.matches(value).count() < before.matches(value).count())
}

/// What a range of the text becomes.
pub(crate) type Change = (Range<usize>, String);

/// How a mistake is made.
#[derive(Clone, Copy)]
pub(crate) enum Make {
    /// At one place of the valid text. Several of these can be made in one text, if they keep apart.
    At(fn(&Marks<'_>, &mut Dice) -> Option<Vec<Change>>),
    /// In the whole text, which may already have other mistakes.
    Whole(fn(&str, &mut Dice) -> Option<String>),
    /// In the bytes of the text, last of all.
    Bytes(fn(&str, &mut Dice) -> Vec<u8>),
}

/// All kinds.
pub(crate) fn all() -> Vec<Kind> {
    [
        structure::KINDS,
        quotes::KINDS,
        space::KINDS,
        comments::KINDS,
        names::KINDS,
        words::KINDS,
        lines::KINDS,
        wraps::KINDS,
        encodings::KINDS,
    ]
    .concat()
}

pub(crate) const fn at(name: &'static str, make: fn(&Marks<'_>, &mut Dice) -> Option<Vec<Change>>) -> Kind {
    Kind { name, make: Make::At(make), loss: None }
}

pub(crate) const fn whole(name: &'static str, make: fn(&str, &mut Dice) -> Option<String>) -> Kind {
    Kind { name, make: Make::Whole(make), loss: None }
}

pub(crate) const fn bytes(name: &'static str, make: fn(&str, &mut Dice) -> Vec<u8>) -> Kind {
    Kind { name, make: Make::Bytes(make), loss: None }
}

/// One change.
fn one(range: Range<usize>, text: impl Into<String>) -> Option<Vec<Change>> {
    Some(vec![(range, text.into())])
}

/// Text that is added at one place.
fn insert(at: usize, text: impl Into<String>) -> Option<Vec<Change>> {
    one(at..at, text)
}

/// A text after changes, which are in any order, or `None` if two of them meet.
pub(crate) fn changed(text: &str, mut changes: Vec<Change>) -> Option<String> {
    changes.sort_by_key(|(range, _)| (range.start, range.end));
    let mut changed = String::new();
    let mut at = 0;
    for (range, words) in changes {
        changed.push_str(text.get(at..range.start)?);
        changed.push_str(&words);
        at = range.end;
    }
    changed.push_str(text.get(at..)?);
    Some(changed)
}
