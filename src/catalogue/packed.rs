//! Rows and strings of a packed catalogue, read in place.
//!
//! Whatever the bytes are, nothing here panics: what lies outside of them reads as zero or as empty.

use std::borrow::Cow;
use std::ops::Range;

use super::layout::{MAGIC, NONE, SECTIONS, Section, folded};

/// The bytes, and where each section is in them.
#[derive(Debug)]
pub(super) struct Packed {
    bytes: Cow<'static, [u8]>,
    sections: [Range<usize>; SECTIONS],
}

impl Packed {
    pub(super) fn new(bytes: Cow<'static, [u8]>) -> Self {
        let offset = |index: usize| {
            let at = MAGIC.len() + 4 * index;
            bytes
                .get(at..at + 4)
                .and_then(|word| word.try_into().ok())
                .map_or(0, |word| u32::from_le_bytes(word) as usize)
        };
        let sections = std::array::from_fn(|index| offset(index)..offset(index + 1));
        Self { sections, bytes }
    }

    fn section(&self, section: Section) -> &[u8] {
        let range = self.sections.get(section as usize).cloned().unwrap_or_default();
        self.bytes.get(range).unwrap_or_default()
    }

    /// How many rows of `width` bytes a section has.
    pub(super) fn count(&self, section: Section, width: usize) -> u16 {
        u16::try_from(self.section(section).len() / width).unwrap_or(u16::MAX)
    }

    /// A row of a section; empty where there is none.
    pub(super) fn row(&self, section: Section, width: usize, index: u16) -> Row<'_> {
        let start = usize::from(index) * width;
        Row(self.section(section).get(start..start + width).unwrap_or_default())
    }

    /// A string; empty where there is none.
    pub(super) fn string(&self, id: u16) -> &str {
        std::str::from_utf8(self.strings().bytes(id)).unwrap_or_default()
    }

    fn strings(&self) -> Strings<'_> {
        Strings { offsets: self.section(Section::Strings), text: self.section(Section::Text) }
    }

    /// Whether a string is `name` but for ASCII case.
    pub(super) fn has(&self, name: &str) -> bool {
        let strings = self.strings();
        let count = self.count(Section::Strings, 3).saturating_sub(1);
        let at = partition(0..count, |id| folded(strings.bytes(id), name).is_lt());
        at < count && strings.bytes(at).eq_ignore_ascii_case(name.as_bytes())
    }

    /// Of the rows in `rows`, sorted by the name at byte `at`, those that are called `name` but for case, best first.
    pub(super) fn named(
        &self,
        section: Section,
        width: usize,
        at: usize,
        rows: Range<u16>,
        name: &str,
    ) -> impl Iterator<Item = u16> + Clone + '_ {
        let (strings, section) = (self.strings(), self.section(section));
        let name_of = move |index: u16| Row(section.get(usize::from(index) * width..).unwrap_or_default()).u16(at);
        let start = partition(rows.clone(), |index| folded(strings.bytes(name_of(index)), name).is_lt());
        let mut end = start;
        while end < rows.end && strings.bytes(name_of(end)).eq_ignore_ascii_case(name.as_bytes()) {
            end += 1;
        }
        let exact = (start..end).map(name_of).find(|id| strings.bytes(*id) == name.as_bytes()).unwrap_or(NONE);
        let is_exact = move |index: &u16| name_of(*index) == exact;
        (start..end).filter(is_exact).chain((start..end).filter(move |index| !is_exact(index)))
    }
}

/// The table of strings.
#[derive(Clone, Copy)]
struct Strings<'c> {
    offsets: &'c [u8],
    text: &'c [u8],
}

impl<'c> Strings<'c> {
    /// A string; empty where there is none.
    fn bytes(self, id: u16) -> &'c [u8] {
        let at = 3 * usize::from(id);
        let Some(&[a, b, c, d, e, f]) = self.offsets.get(at..at + 6) else { return &[] };
        let (start, end) = (u32::from_le_bytes([a, b, c, 0]), u32::from_le_bytes([d, e, f, 0]));
        self.text.get(start as usize..end as usize).unwrap_or_default()
    }
}

/// The first of `range` for which `before` does not hold, where it holds up to some point and then no more.
pub(super) fn partition(range: Range<u16>, before: impl Fn(u16) -> bool) -> u16 {
    let (mut low, mut high) = (range.start, range.end.max(range.start));
    while low < high {
        let middle = low + (high - low) / 2;
        if before(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Row<'c>(&'c [u8]);

impl Row<'_> {
    /// The number in the byte at `at`.
    pub(super) fn u8(self, at: usize) -> u8 {
        self.0.get(at).copied().unwrap_or_default()
    }

    /// The number in the two bytes at `at`.
    pub(super) fn u16(self, at: usize) -> u16 {
        u16::from_le_bytes([self.u8(at), self.u8(at + 1)])
    }
}
