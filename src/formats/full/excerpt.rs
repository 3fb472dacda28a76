//! The few lines of a source that a finding is about, made ready to be drawn: hostile characters made visible, long lines
//! cut down to the places that are pointed at, and every label carried along.
//!
//! miette draws a small text of our own, never the source. Its own reading of a source prints lines whole, counts
//! columns in bytes, starts from the first byte for every label, and panics on columns above 65,535 and on places after
//! the end.

use std::borrow::Cow;
use std::ops::Range;

use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use textwrap::core::display_width;

use super::set;
use crate::finding::Finding;
use crate::source::{Source, begins_command, visible};
use crate::text::{Position, Span, offset};

/// Lines shown before and after one that is pointed at.
pub(super) const CONTEXT: usize = 1;

/// A label over more lines than this points at its first line only.
const MAX_LINES: u32 = 8;

/// What is in place of words that were cut out.
const CUT: &str = "…";

/// What is in place of each character of a secret.
const HIDDEN: char = '•';

/// Columns of a tab, as miette draws it.
const TAB: usize = 4;

/// Columns of what miette draws between the middle of a place and the words about it.
const STEM: usize = 5;

/// The signs that stand for labels while miette draws them. Unicode has set them aside for use inside a program.
const FIRST_SIGN: u32 = 0xFDD1;
const LAST_SIGN: u32 = 0xFDEF;

/// Words of a label are set in no fewer columns than this.
const MIN_LABEL: usize = 20;

/// The lines to be drawn, and what is to be pointed at in them.
pub(super) struct Excerpt {
    name: String,
    text: String,
    lines: Vec<Line>,
    /// Lines of the file before the source.
    before: u32,
    labels: Vec<LabeledSpan>,
    /// The labels that are to stand left of their marks, by their number.
    at_the_left: Vec<(usize, String)>,
    /// Where the labels begin: in `text`, and in the source.
    positions: Vec<(usize, Position)>,
}

/// A line of the excerpt.
struct Line {
    /// The number of the line in the source, from 1.
    number: u32,
    /// Its bytes in the excerpt's text, line end included.
    range: Range<usize>,
    /// Where what is shown comes from: offset in the source, offset in the excerpt's text; ascending in both.
    origins: Vec<(u32, usize)>,
}

impl Excerpt {
    /// The excerpt that shows all places of `finding`, for a terminal of `width` columns.
    pub(super) fn new(source: &Source, finding: &Finding, width: usize) -> Self {
        let mut places: Vec<(Span, Option<String>)> = Vec::new();
        if finding.labels.first().is_none_or(|label| label.span != finding.span) {
            places.push((finding.span, None));
        }
        let labels = finding.labels.iter();
        places.extend(labels.map(|label| (label.span, Some(visible(&label.message, false).into_owned()))));
        for (span, _) in &mut places {
            *span = drawable(source, *span);
        }
        let numbers = line_numbers(source, places.iter().map(|place| place.0));
        let before = source.start().line;
        let gutter = numbers.iter().max().map_or(1, |number| (before + number).to_string().len()) + 4;
        // A label over several lines is drawn as a bracket at the left.
        let several = |span: &Span| last_line(source, *span) > source.lines().line(span.start);
        let brackets = places.iter().filter(|place| several(&place.0)).count();
        let room = width.saturating_sub(gutter + if brackets > 0 { brackets + 3 } else { 0 });
        let mut excerpt = Self {
            name: visible(source.name(), false).into_owned(),
            text: String::new(),
            lines: Vec::with_capacity(numbers.len()),
            before,
            labels: Vec::with_capacity(places.len()),
            at_the_left: Vec::new(),
            positions: Vec::with_capacity(places.len()),
        };
        for number in numbers {
            let line = source.lines().line_span(source.text(), number);
            let anchors = anchors(source.text(), line, &places, room);
            let kept = kept(source.text(), line, &anchors, room);
            excerpt.push_line(source, number, line, &kept);
        }
        let starts: Vec<usize> = places.iter().map(|(span, _)| excerpt.locate(span.start)).collect();
        for (index, (span, label)) in places.into_iter().enumerate() {
            let (start, end) = (excerpt.locate(span.start), excerpt.locate(span.end));
            excerpt.positions.push((start, source.position(span.start)));
            let range = start..end.max(start);
            let label = label.map(|label| excerpt.set_label(label, index, &range, room, &starts));
            excerpt.labels.push(match index {
                0 => LabeledSpan::new_primary_with_span(label, range),
                _ => LabeledSpan::new_with_span(label, range),
            });
        }
        excerpt
    }

    /// What to point at, in offsets of the excerpt. The first is the finding's own place.
    pub(super) fn labels(&self) -> &[LabeledSpan] {
        &self.labels
    }

    fn push_line(&mut self, source: &Source, number: u32, line: Span, kept: &[Span]) {
        let start = self.text.len();
        let mut origins = Vec::new();
        let mut done = line.start;
        for span in kept {
            if span.start > done {
                origins.push((done, self.text.len()));
                self.text.push_str(CUT);
            }
            for (at, character) in span.of(source.text()).char_indices() {
                let at = span.start + offset(at);
                origins.push((at, self.text.len()));
                let is_command = character == '[' && begins_command(&self.text, "[");
                match source.is_secret(at) {
                    true => self.text.push(HIDDEN),
                    // The first signs of a command to a log are looked at together.
                    false if is_command => self.text.push_str(visible("##[", true).trim_start_matches('#')),
                    false if matches!(character, ' '..='~') => self.text.push(character),
                    false => self.text.push_str(&visible(character.encode_utf8(&mut [0; 4]), true)),
                }
            }
            done = span.end;
        }
        origins.push((done, self.text.len()));
        if done < line.end {
            self.text.push_str(CUT);
            origins.push((line.end, self.text.len()));
        }
        self.text.push('\n');
        self.lines.push(Line { number, range: start..self.text.len(), origins });
    }

    /// The place in the excerpt of an offset in the source.
    fn locate(&self, at: u32) -> usize {
        let begin = |line: &Line| line.origins.first().map(|&(origin, _)| origin);
        let before = self.lines.iter().filter(|line| begin(line) <= Some(at));
        let Some(line) = before.max_by_key(|line| begin(line)) else { return 0 };
        let behind = line.origins.partition_point(|&(origin, _)| origin <= at);
        line.origins.get(behind.saturating_sub(1)).map_or(line.range.start, |&(_, shown)| shown)
    }

    /// Index of the line in which an offset of the excerpt's text lies.
    fn line_at(&self, at: usize) -> usize {
        self.lines.partition_point(|line| line.range.end <= at).min(self.lines.len().saturating_sub(1))
    }

    /// The words for a label as miette is to draw them: in lines that fit beside the place at `range`, or a sign for those
    /// that fit into one line at its left and not at its right. `starts` are where all labels begin.
    fn set_label(
        &mut self,
        label: String,
        number: usize,
        range: &Range<usize>,
        room: usize,
        starts: &[usize],
    ) -> String {
        let beside = self.room_beside(range, room);
        let line = self.lines[self.line_at(range.start)].range.clone();
        let is_first = starts.iter().all(|start| !line.contains(start) || *start >= range.start);
        let mark = columns(&self.text[line.start..range.start]) + columns(&self.text[range.clone()]) / 2;
        let width = columns(&label);
        let sign = u32::try_from(number).ok().and_then(|number| char::from_u32(FIRST_SIGN + number));
        match sign.filter(|&sign| u32::from(sign) <= LAST_SIGN) {
            Some(sign) if width > beside && is_first && range.end <= line.end && mark >= width + STEM => {
                self.at_the_left.push((number, label));
                sign.to_string()
            }
            _ => set(&label, beside),
        }
    }

    /// A drawn line; where a sign stands for a label, with the label left of its mark.
    pub(super) fn with_label_at_the_left<'l>(&self, line: &'l str, unicode: bool) -> Cow<'l, str> {
        let stem = if unicode { "╰── " } else { "`-- " };
        let end = if unicode { " ──╯" } else { " --'" };
        for (number, label) in &self.at_the_left {
            let sign = u32::try_from(*number).ok().and_then(|number| char::from_u32(FIRST_SIGN + number));
            let Some((head, tail)) = sign.and_then(|sign| line.split_once(&format!("{stem}{sign}"))) else { continue };
            // A colour begins between the spaces and the stem.
            let begin = if head.ends_with('m') { head.rfind('\u{1b}').unwrap_or(head.len()) } else { head.len() };
            let (spaces, color) = head.split_at(begin);
            let taken = columns(label) + columns(end) - 1;
            if let Some(lead) = spaces.get(..spaces.len().saturating_sub(taken))
                && spaces[lead.len()..].bytes().all(|byte| byte == b' ')
            {
                return Cow::Owned(format!("{lead}{color}{label}{end}{tail}"));
            }
            return Cow::Owned(format!("{head}{stem}{label}{tail}"));
        }
        Cow::Borrowed(line)
    }

    /// The columns for the words about the place at `range`, below it and at its right.
    fn room_beside(&self, range: &Range<usize>, room: usize) -> usize {
        let line = &self.lines[self.line_at(range.start)].range;
        let left = columns(&self.text[line.start..range.start.max(line.start)]);
        let own = columns(&self.text[range.start..range.end.min(line.end).max(range.start)]);
        room.saturating_sub(left + own / 2 + STEM).max(MIN_LABEL)
    }

    /// Whether the line after the one with this index is its neighbour in the source too.
    fn joined(&self, index: usize) -> bool {
        self.lines.get(index + 1).is_some_and(|next| next.number == self.lines[index].number + 1)
    }
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let mut first = self.line_at(span.offset());
        let mut last = self.line_at((span.offset() + span.len()).saturating_sub(1)).max(first);
        // Lines that are not neighbours belong to different drawings.
        if !(first..last).all(|index| self.joined(index)) {
            return Err(MietteError::OutOfBounds);
        }
        let begins = self.positions.iter().find(|&&(at, _)| at == span.offset());
        // miette asks for a label without the lines around it when it wants to know its position.
        let column = begins.filter(|_| before == 0).map_or(0, |(_, position)| position.column as usize - 1);
        for _ in 0..before {
            first -= usize::from(first > 0 && self.joined(first - 1));
        }
        for _ in 0..after {
            last += usize::from(self.joined(last));
        }
        let range = self.lines[first].range.start..self.lines[last].range.end;
        let (number, count) = ((self.before + self.lines[first].number) as usize - 1, last - first + 1);
        let data = &self.text.as_bytes()[range.clone()];
        let contents = MietteSpanContents::new_named(self.name.clone(), data, range.into(), number, column, count);
        Ok(Box::new(contents))
    }
}

/// `span` inside the text, on character boundaries, and not over too many lines.
fn drawable(source: &Source, span: Span) -> Span {
    let text = source.text();
    let clamp = |at: u32| offset(text.floor_char_boundary((at as usize).min(text.len())));
    let span = Span::new(clamp(span.start), clamp(span.end).max(clamp(span.start)));
    let first = source.lines().line(span.start);
    if last_line(source, span) - first < MAX_LINES {
        return span;
    }
    Span::new(span.start, source.lines().line_span(text, first).end.max(span.start))
}

/// The line of the last byte of `span`.
fn last_line(source: &Source, span: Span) -> u32 {
    source.lines().line(span.end.saturating_sub(1).max(span.start))
}

/// The lines to show: those with `places` in them, and some around each. They are in order, but for the run of lines with
/// the first place, which begins: a drawing of its own is made of each run, and that one matters most.
fn line_numbers(source: &Source, places: impl Iterator<Item = Span>) -> Vec<u32> {
    let context = offset(CONTEXT);
    // After a final line end nothing is worth showing, unless something is missing there.
    let end = source.lines().line(offset(source.text().trim_end_matches(['\r', '\n']).len()));
    let mut numbers: Vec<u32> = places
        .flat_map(|span| {
            let (first, last) = (source.lines().line(span.start), last_line(source, span));
            first.saturating_sub(context).max(1)..=last.max((last + context).min(end))
        })
        .collect();
    let primary = numbers.first().copied();
    numbers.sort_unstable();
    numbers.dedup();
    let runs = numbers.chunk_by(|one, next| one + 1 == *next);
    let (mut chosen, others): (Vec<&[u32]>, Vec<_>) =
        runs.partition(|run| primary.is_some_and(|line| run.contains(&line)));
    chosen.extend(others);
    chosen.concat()
}

/// A place to be shown in a long line.
struct Anchor {
    span: Span,
    /// The columns that the words about it take at its right.
    words: usize,
}

/// What matters in `line`: each place, or both ends of a long one.
fn anchors(text: &str, line: Span, places: &[(Span, Option<String>)], room: usize) -> Vec<Anchor> {
    let mut anchors = Vec::new();
    for (span, label) in places.iter().filter(|(span, _)| span.start <= line.end && line.start <= span.end) {
        let span = Span::new(span.start.max(line.start), span.end.min(line.end).max(span.start));
        let words = label.as_ref().map_or(0, |label| display_width(label).min(MIN_LABEL) + STEM);
        if fits(text, span, room / 3) {
            anchors.push(Anchor { span, words: words.saturating_sub(columns(span.of(text)) / 2) });
        } else {
            let half = if fits(text, span, room) { columns(span.of(text)) / 2 } else { 0 };
            anchors.push(Anchor { span: Span::gap(span.start), words: half + words });
            anchors.push(Anchor { span: Span::gap(span.end), words: 0 });
        }
    }
    anchors.sort_unstable_by_key(|anchor| anchor.span);
    anchors
}

/// The parts of `line` to show in `room` columns: all of it, or what is around the `anchors`, or its beginning.
fn kept(text: &str, line: Span, anchors: &[Anchor], room: usize) -> Vec<Span> {
    let reaches = |anchor: &Anchor| columns(Span::new(line.start, anchor.span.end).of(text)) + anchor.words;
    if fits(text, line, room) && anchors.iter().all(|anchor| reaches(anchor) <= room) {
        return vec![line];
    }
    let beginning = [Anchor { span: Span::gap(line.start), words: 0 }];
    let anchors = if anchors.is_empty() { &beginning } else { anchors };
    let taken: usize = anchors.iter().map(|anchor| columns(anchor.span.of(text)) + 2).sum();
    let around = room.saturating_sub(taken) / anchors.len();
    let mut kept: Vec<Span> = Vec::new();
    for Anchor { span, words } in anchors {
        let left = |room| reach(Span::new(line.start, span.start).of(text).chars().rev(), room);
        let right = |room| reach(Span::new(span.end, line.end).of(text).chars(), room);
        // What an end of the line leaves over goes to the other side.
        let (before, taken) = left(around.saturating_sub(right(around / 2).1.max(*words)).max(around / 3));
        let (behind, _) = right(around - taken);
        let span = Span::new(span.start - before, span.end + behind);
        match kept.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => kept.push(span),
        }
    }
    kept
}

/// How many of `characters` go into `room` columns: their bytes, and their columns.
fn reach(characters: impl Iterator<Item = char>, room: usize) -> (u32, usize) {
    let (mut bytes, mut taken) = (0, 0);
    for character in characters.take(4 * room) {
        let width = columns(character.encode_utf8(&mut [0; 4]));
        if taken + width > room {
            break;
        }
        taken += width;
        bytes += offset(character.len_utf8());
    }
    (bytes, taken)
}

/// Whether the words at `span` go into `room` columns, found without reading a long line to its end.
fn fits(text: &str, span: Span, room: usize) -> bool {
    let words = span.of(text);
    words.chars().nth(4 * room).is_none() && columns(words) <= room
}

/// The columns that words take when they are drawn. Marks that join other characters take none.
fn columns(words: &str) -> usize {
    let shown = visible(words, true);
    if shown.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return shown.len();
    }
    words.chars().filter(|&character| character == '\t').count() * TAB + display_width(&shown)
}
