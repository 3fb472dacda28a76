//! Which suppressions hold at a place. A source may have thousands, next to each of as many requests.

use super::Ignore;
use crate::text::Span;

/// The reach of all suppressions of a source.
#[derive(Debug, Default)]
pub(super) struct Reaches {
    /// Those of parts of the source, by where they begin.
    parts: Vec<Part>,
    /// The numbers of those about the whole source.
    whole: Vec<usize>,
}

#[derive(Debug)]
struct Part {
    span: Span,
    /// The number of the suppression.
    ignore: usize,
    /// The furthest end of this part and all before it.
    furthest: u32,
}

impl Reaches {
    pub(super) fn new(all: &[Ignore]) -> Self {
        let sound = || all.iter().enumerate().filter(|(_, ignore)| ignore.syntax_error.is_none());
        let whole = sound().filter(|(_, ignore)| ignore.whole).map(|(number, _)| number).collect();
        let mut parts: Vec<Part> = sound()
            .flat_map(|(number, ignore)| ignore.reach.iter().map(move |&span| (span, number)))
            .map(|(span, ignore)| Part { span, ignore, furthest: span.end })
            .collect();
        parts.sort_by_key(|part| (part.span.start, part.ignore));
        let mut furthest = 0;
        for part in &mut parts {
            furthest = furthest.max(part.furthest);
            part.furthest = furthest;
        }
        Self { parts, whole }
    }

    /// The suppressions of parts that hold for a finding at `place`, by number, the nearest first. A finding counts
    /// where it begins, and a gap after the last word still belongs to it.
    pub(super) fn parts_at(&self, place: Span) -> impl Iterator<Item = usize> {
        let begun = self.parts.partition_point(|part| part.span.start <= place.start);
        let reaching = self.parts[..begun].iter().rev().take_while(move |part| place.start <= part.furthest);
        let holds =
            move |part: &&Part| place.start < part.span.end || (place.is_empty() && place.start == part.span.end);
        reaching.filter(holds).map(|part| part.ignore)
    }

    /// The same of those about the whole source, the last first.
    pub(super) fn whole(&self) -> impl Iterator<Item = usize> {
        self.whole.iter().rev().copied()
    }

    /// All that hold at `place`.
    pub(super) fn at(&self, place: Span) -> impl Iterator<Item = usize> {
        self.parts_at(place).chain(self.whole())
    }
}
