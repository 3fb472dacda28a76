//! A text taken out of another one piece by piece, with the way back: a body inside a JSON string, the lines of a quoted
//! fence, a request put together from the members of a recording.
//!
//! Whatever is read in a mapped text is reported in the outer text. A place always finds its way back; an edit only where the
//! outer text can be changed in just that way, otherwise it is dropped.

mod edits;
mod inner;

use std::borrow::Cow;
use std::sync::Arc;

use super::notation::Notation;
use super::quoting::{Escape, Quoting};
use super::{Span, offset};

/// A text, and where its characters are in the outer one.
#[derive(Clone, Debug)]
pub struct MappedText<'a> {
    text: Cow<'a, str>,
    /// In order. None where the mapped text is the outer text itself, offset by offset.
    pieces: Vec<Piece>,
    /// The mapped text that the outer text is in turn, if it is one: a script in a fenced block, of a page.
    through: Option<Arc<MappedText<'a>>>,
}

#[derive(Clone, Debug)]
struct Piece {
    /// Where it is in the mapped text.
    here: Span,
    /// Where it is in the outer text.
    outer: Span,
    origin: Origin,
    /// Whether nothing lies between it and the piece before, here and in the outer text, but what leads a line.
    joined: bool,
    /// The number of the expression of the outer text that it is from: where two differ, they may lie anywhere.
    group: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Origin {
    /// The same characters. What an inserted line has to begin with, besides.
    Verbatim { lead: Box<str> },
    /// The same characters, which have to stay on one line.
    Line,
    /// Characters of a literal: its escapes, as places here and in the outer text.
    Quoted { quoting: Quoting, escapes: Vec<Escape> },
    /// A JSON string, quotes included, for a word of a language: `inner` is what is between the marks of the latter.
    Word { notation: &'static Notation, quoting: Quoting, inner: Span, escapes: Vec<Escape> },
    /// Another token of JSON for a token of a language.
    Token { notation: &'static Notation },
    /// Something else is in the outer text, as a whole.
    Opaque,
}

impl<'a> MappedText<'a> {
    #[must_use]
    pub(crate) fn whole(text: &'a str) -> Self {
        Self { text: Cow::Borrowed(text), pieces: Vec::new(), through: None }
    }

    /// The same words, where the outer text is the text of the mapped text `through`.
    #[must_use]
    pub(crate) fn through<'b>(self, through: &Arc<MappedText<'b>>) -> MappedText<'b> {
        let Self { text, pieces, through: between } = self;
        debug_assert!(between.is_none() && !pieces.is_empty(), "one step at a time, and nothing borrowed");
        MappedText { text: Cow::Owned(text.into_owned()), pieces, through: Some(Arc::clone(through)) }
    }

    /// The same, which borrows nothing. It has to be put together from pieces.
    #[must_use]
    pub(crate) fn into_owned<'b>(self) -> MappedText<'b> {
        debug_assert!(self.through.is_none(), "the outer text is the source");
        MappedText { text: Cow::Owned(self.text.into_owned()), pieces: self.pieces, through: None }
    }

    /// Whether it is the outer text itself.
    #[must_use]
    pub(crate) fn is_whole(&self) -> bool {
        self.pieces.is_empty() && matches!(self.text, Cow::Borrowed(_))
    }

    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The place in the outer text where the words of `span` stand. Words that stand nowhere there (they were only put
    /// between two pieces) lie after the piece before them. Of words from several expressions, it is that of the first.
    #[must_use]
    pub fn locate(&self, span: Span) -> Span {
        let span = self.locate_here(span);
        self.through.as_ref().map_or(span, |through| through.locate(span))
    }

    fn locate_here(&self, span: Span) -> Span {
        if self.pieces.is_empty() {
            return span;
        }
        let start = self.outer(span.start, Edge::Start).0;
        if span.is_empty() {
            return Span::gap(start);
        }
        let group = |at| self.piece(at).map(|piece| &self.pieces[piece]);
        let end = match (group(span.start), group(span.end - 1)) {
            (Some(first), Some(last)) if first.group != last.group => first.outer.end,
            _ => self.outer(span.end - 1, Edge::End).0,
        };
        Span::new(start, end.max(start))
    }

    /// The piece at `at`: the last one that begins there or before.
    fn piece(&self, at: u32) -> Option<usize> {
        self.pieces.partition_point(|piece| piece.here.start <= at).checked_sub(1)
    }

    fn outer(&self, at: u32, edge: Edge) -> (u32, bool) {
        let Some(index) = self.piece(at) else {
            return (self.pieces.first().map_or(0, |piece| piece.outer.start), false);
        };
        let piece = &self.pieces[index];
        if at >= piece.here.end {
            return (piece.outer.end, at == piece.here.end && edge == Edge::Start);
        }
        let next = u32::from(edge == Edge::End);
        match &piece.origin {
            Origin::Verbatim { .. } | Origin::Line => (piece.outer.start + (at - piece.here.start) + next, true),
            Origin::Opaque | Origin::Token { .. } if edge == Edge::Start => (piece.outer.start, at == piece.here.start),
            Origin::Opaque | Origin::Token { .. } => {
                (piece.outer.end, at + 1 == piece.here.end && piece.origin != Origin::Opaque)
            }
            Origin::Quoted { escapes, .. } => in_characters(at, edge, piece.here.start, piece.outer.start, escapes),
            Origin::Word { inner, escapes, .. } => match (at == piece.here.start, at + 1 == piece.here.end) {
                (true, _) => (if edge == Edge::Start { piece.outer.start } else { inner.start }, true),
                (_, true) => (if edge == Edge::Start { inner.end } else { piece.outer.end }, true),
                _ => in_characters(at, edge, piece.here.start + 1, inner.start, escapes),
            },
        }
    }
}

/// The outer place of `at` among characters that begin at `here` and, in the outer text, at `outer`.
fn in_characters(at: u32, edge: Edge, here: u32, outer: u32, escapes: &[Escape]) -> (u32, bool) {
    let next = u32::from(edge == Edge::End);
    match escapes.partition_point(|(here, _)| here.start <= at).checked_sub(1).map(|index| escapes[index]) {
        Some((here, outer)) if at < here.end && edge == Edge::End => (outer.end, true),
        Some((here, outer)) if at < here.end => (outer.start, at == here.start),
        Some((here, outer)) => (outer.end + (at - here.end) + next, true),
        None => (outer + (at - here) + next, true),
    }
}

/// Which side of a character is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Edge {
    Start,
    End,
}

/// Puts a mapped text together.
#[derive(Debug)]
pub(crate) struct MappedTextBuilder<'a> {
    outer: &'a str,
    text: String,
    pieces: Vec<Piece>,
    group: u32,
}

impl<'a> MappedTextBuilder<'a> {
    /// Nothing yet, out of `outer`.
    #[must_use]
    pub(crate) fn new(outer: &'a str) -> Self {
        Self { outer, text: String::new(), pieces: Vec::new(), group: 0 }
    }

    /// The number of bytes so far.
    #[must_use]
    pub(crate) fn len(&self) -> u32 {
        offset(self.text.len())
    }

    #[must_use]
    pub(crate) fn so_far(&self) -> &str {
        &self.text
    }

    /// Whether there is nothing yet.
    #[must_use]
    pub(crate) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Adds the words of `span` as they stand; every line inserted there has to begin with `lead`. Returns their place.
    pub(crate) fn verbatim(&mut self, span: Span, lead: &str) -> Span {
        let words = span.of(self.outer);
        self.add(words, span, Origin::Verbatim { lead: lead.into() })
    }

    /// Adds the words of `span` as they stand, where a line break would end them. Returns their place.
    pub(crate) fn line(&mut self, span: Span) -> Span {
        self.add(span.of(self.outer), span, Origin::Line)
    }

    /// Adds what the JSON string in `span`, quotes included, stands for. Returns its place.
    pub(crate) fn json_string(&mut self, span: Span) -> Span {
        self.json_characters(span.inside_quotes())
    }

    /// Adds what the characters `inner` of a JSON string stand for. Returns their place.
    pub(crate) fn json_characters(&mut self, inner: Span) -> Span {
        self.quoted(inner, Quoting::Json)
    }

    /// Adds what the characters `inner` of a literal stand for. Returns their place.
    pub(crate) fn quoted(&mut self, inner: Span, quoting: Quoting) -> Span {
        let (value, escapes) = quoting.read(inner.of(self.outer), self.len(), inner.start);
        self.add(&value, inner, Origin::Quoted { quoting, escapes })
    }

    /// Adds, as a JSON string with its quotes, what the word in `span` of a language stands for. `inner` is what stands
    /// between its own marks. Returns its place.
    pub(crate) fn word(&mut self, span: Span, inner: Span, quoting: Quoting, notation: &'static Notation) -> Span {
        let (value, of_value) = quoting.read(inner.of(self.outer), 0, inner.start);
        let json = serde_json::Value::from(value.as_str()).to_string();
        let start = self.len() + 1;
        let escapes = if of_value.is_empty() && json.len() == value.len() + 2 {
            Vec::new()
        } else {
            word_escapes(&value, &of_value, start, inner.start)
        };
        self.add(&json, span, Origin::Word { notation, quoting, inner, escapes })
    }

    /// Adds the token `text` of JSON for the token in `span` of a language. Returns its place.
    pub(crate) fn token(&mut self, text: &str, span: Span, notation: &'static Notation) -> Span {
        self.add(text, span, Origin::Token { notation })
    }

    /// Notes that another expression of the outer text begins.
    pub(crate) fn next_expression(&mut self) {
        self.group += 1;
    }

    /// Adds `text` for the words of `span`, which say something else: a variable's value for
    /// its name. Returns its place.
    pub(crate) fn opaque(&mut self, text: &str, span: Span) -> Span {
        self.add(text, span, Origin::Opaque)
    }

    /// Adds the part `span` of a mapped text out of the same text, with its way back. Returns its place.
    pub(crate) fn append(&mut self, mapped: &MappedText<'_>, span: Span) -> Span {
        if mapped.pieces.is_empty() {
            return self.verbatim(span, "");
        }
        let start = self.len();
        let first = mapped.pieces.partition_point(|piece| piece.here.end <= span.start);
        let mut at = span.start;
        for piece in mapped.pieces[first..].iter().take_while(|piece| piece.here.start < span.end) {
            let part = Span::new(piece.here.start.max(span.start), piece.here.end.min(span.end));
            self.between(Span::new(at, part.start).of(&mapped.text));
            at = part.end;
            let base = self.len();
            let moved = |here: Span| Span::new(here.start - part.start + base, here.end - part.start + base);
            let origin = match &piece.origin {
                Origin::Quoted { quoting, escapes } => {
                    let inside = escapes.iter().filter(|(here, _)| part.contains(*here));
                    let escapes = inside.map(|&(here, outer)| (moved(here), outer)).collect();
                    Origin::Quoted { quoting: *quoting, escapes }
                }
                // What is cut out of a rendered literal is not a word any more.
                Origin::Word { .. } => Origin::Opaque,
                origin => origin.clone(),
            };
            self.add(part.of(&mapped.text), mapped.locate(part), origin);
        }
        self.between(Span::new(at, span.end).of(&mapped.text));
        Span::new(start, self.len())
    }

    /// Adds words that stand nowhere in the outer text: a line break between two parts.
    pub(crate) fn between(&mut self, text: &str) -> Span {
        let start = self.len();
        self.text.push_str(text);
        Span::new(start, self.len())
    }

    /// The words at a place that was given before.
    #[must_use]
    pub(crate) fn words(&self, place: Span) -> &str {
        place.of(&self.text)
    }

    #[must_use]
    pub(crate) fn finish(self) -> MappedText<'a> {
        MappedText { text: Cow::Owned(self.text), pieces: self.pieces, through: None }
    }

    fn add(&mut self, text: &str, outer: Span, origin: Origin) -> Span {
        let here = self.between(text);
        let joined = self.pieces.last().is_some_and(|before| {
            let way = Span::new(before.outer.end, outer.start);
            let leads = matches!(&origin, Origin::Verbatim { lead } if !lead.is_empty());
            let of_literal = matches!(&origin, Origin::Word { .. } | Origin::Token { .. });
            let lead = |character: char| {
                leads && matches!(character, ' ' | '\t' | '>') || of_literal && character.is_ascii_whitespace()
            };
            before.here.end == here.start
                && before.group == self.group
                && way.start <= way.end
                && way.of(self.outer).chars().all(lead)
        });
        self.pieces.push(Piece { here, outer, origin, joined, group: self.group });
        here
    }
}

/// The places of what is not a plain character in a JSON string for `value`, whose own escapes in the outer text are
/// `of_value`. The string's characters begin at `start`, those of the outer text at `outer`.
fn word_escapes(value: &str, of_value: &[Escape], start: u32, outer: u32) -> Vec<Escape> {
    let mut escapes = Vec::new();
    let (mut here, mut there) = (start, outer);
    let mut of_value = of_value.iter().peekable();
    let mut buffer = [0; 4];
    for (at, character) in value.char_indices() {
        let width = offset(character.len_utf8());
        let at = offset(at);
        // An escape may stand for nothing: a line break that is removed.
        while let Some((_, escape)) = of_value.next_if(|(place, _)| place.start == at && place.is_empty()) {
            escapes.push((Span::gap(here), *escape));
            there = escape.end;
        }
        let json = serde_json::Value::from(&*character.encode_utf8(&mut buffer)).to_string();
        let length = offset(json.len()) - 2;
        match of_value.peek().filter(|(place, _)| place.start <= at && at < place.end) {
            Some((place, escape)) => {
                escapes.push((Span::new(here, here + length), *escape));
                there = escape.end;
                if at + width >= place.end {
                    of_value.next();
                }
            }
            None => {
                if length != width {
                    escapes.push((Span::new(here, here + length), Span::new(there, there + width)));
                }
                there += width;
            }
        }
        here += length;
    }
    escapes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Edit;

    fn span(text: &str, words: &str) -> Span {
        let start = text.find(words).expect("the words are in the text");
        Span::new(offset(start), offset(start + words.len()))
    }

    /// The outer text after `edit` of the mapped text, if it can be made.
    fn edited(outer: &str, mapped: &MappedText<'_>, edit: &Edit) -> Option<String> {
        mapped.edit(edit).map(|edit| {
            let mut edited = outer.to_owned();
            edited.replace_range(edit.span.range(), &edit.text);
            edited
        })
    }

    fn quoted(outer: &str) -> MappedText<'_> {
        let mut builder = MappedTextBuilder::new(outer);
        let mut at = 0;
        for line in outer.split_inclusive('\n') {
            let end = at + offset(line.len());
            builder.verbatim(Span::new(at + 2, end), "> ");
            at = end;
        }
        builder.finish()
    }

    #[test]
    fn the_outer_text_itself_changes_nothing() {
        let mapped = MappedText::whole("abc");
        assert_eq!(mapped.locate(Span::new(1, 2)), Span::new(1, 2));
        assert_eq!(mapped.edit(&Edit::insert(3, "d")), Some(Edit::insert(3, "d")));
    }

    #[test]
    fn lines_keep_what_leads_them() {
        let outer = "> {\n> \"a\" 1\n> }";
        let mapped = quoted(outer);
        let text = mapped.text();
        assert_eq!(text, "{\n\"a\" 1\n}");
        for words in ["{", "\"a\"", "1", "}"] {
            assert_eq!(mapped.locate(span(text, words)).of(outer), words);
        }
        let after = |words| span(text, words).end;
        let all = |edit: &Edit| edited(outer, &mapped, edit);
        assert_eq!(all(&Edit::insert(after("\"a\""), ":")).as_deref(), Some("> {\n> \"a\": 1\n> }"));
        assert_eq!(all(&Edit::insert(after("1"), "\n,")).as_deref(), Some("> {\n> \"a\" 1\n> ,\n> }"));
        assert_eq!(all(&Edit::insert(after("}"), "]")).as_deref(), Some("> {\n> \"a\" 1\n> }]"));
        assert_eq!(all(&Edit::insert(span(text, "}").start, "]")).as_deref(), Some("> {\n> \"a\" 1\n> ]}"));
        assert_eq!(all(&Edit::delete(span(text, "\"a\" 1\n"))).as_deref(), Some("> {\n> }"));
        assert_eq!(all(&Edit::delete(span(text, "\n\"a\" 1"))).as_deref(), Some("> {\n> }"));
        assert_eq!(all(&Edit::delete(span(text, "{\n\"a"))).as_deref(), Some("> \" 1\n> }"));
    }

    #[test]
    fn what_the_mapped_leaves_out_is_never_deleted() {
        let outer = "a\n# kept\nb";
        let mut builder = MappedTextBuilder::new(outer);
        builder.verbatim(span(outer, "a\n"), "");
        builder.verbatim(span(outer, "b"), "");
        let mapped = builder.finish();
        assert_eq!(mapped.edit(&Edit::delete(span("a\nb", "\nb"))), None);
        assert_eq!(edited(outer, &mapped, &Edit::delete(Span::new(0, 2))).as_deref(), Some("# kept\nb"));
        assert_eq!(edited(outer, &mapped, &Edit::insert(2, "c")).as_deref(), Some("a\n# kept\ncb"));
    }

    #[test]
    fn strings_are_read_and_written_with_their_escapes() {
        let outer = r#"{"text":"{\"a\"\u003a \"\ud83d\ude00é\"}\n"}"#;
        let mut builder = MappedTextBuilder::new(outer);
        let string = Span::new(8, offset(outer.len()) - 1);
        let here = builder.json_string(string);
        let mapped = builder.finish();
        let text = mapped.text();
        assert_eq!((text, here), ("{\"a\": \"😀é\"}\n", Span::whole(text)));
        for (words, raw) in [
            ("{", "{"),
            ("\"a\"", r#"\"a\""#),
            (":", r"\u003a"),
            ("😀", r"\ud83d\ude00"),
            ("é", "é"),
            ("\"😀é\"", r#"\"\ud83d\ude00é\""#),
            ("}", "}"),
            ("\n", r"\n"),
        ] {
            assert_eq!(mapped.locate(span(text, words)).of(outer), raw);
        }
        // A gap is before the character that follows it.
        assert!(outer[mapped.locate(Span::gap(span(text, "😀").start)).start as usize..].starts_with(r"\ud83d"));
        for edit in [
            Edit::replace(span(text, "😀é"), "\"\\"),
            Edit::insert(span(text, "}").end, "\n]"),
            Edit::insert(offset(text.len()), "x"),
            Edit::delete(span(text, ": \"")),
            Edit::insert(0, "["),
        ] {
            let outer = edited(outer, &mapped, &edit).expect("a string can be changed");
            let value: serde_json::Value = serde_json::from_str(&outer).expect("the outer text stays JSON");
            let mut expected = text.to_owned();
            expected.replace_range(edit.span.range(), &edit.text);
            assert_eq!(value["text"], *expected);
        }
    }

    #[test]
    fn a_filled_in_value_is_found_as_a_whole_and_never_changed() {
        let outer = "id={{id}}.";
        let mut builder = MappedTextBuilder::new(outer);
        builder.verbatim(span(outer, "id="), "");
        builder.opaque("value", span(outer, "{{id}}"));
        builder.verbatim(span(outer, "."), "");
        let mapped = builder.finish();
        let text = mapped.text();
        assert_eq!(text, "id=value.");
        assert_eq!(mapped.locate(span(text, "al")).of(outer), "{{id}}");
        assert_eq!(mapped.locate(span(text, "=value")).of(outer), "={{id}}");
        for inside in [span(text, "al"), span(text, "value"), span(text, "=v"), span(text, "e."), span(text, "=value.")]
        {
            assert_eq!(mapped.edit(&Edit::replace(inside, "x")), None);
        }
        assert_eq!(mapped.edit(&Edit::insert(span(text, "a").start, "x")), None);
        assert_eq!(edited(outer, &mapped, &Edit::insert(3, "'")).as_deref(), Some("id='{{id}}."));
        assert_eq!(edited(outer, &mapped, &Edit::insert(8, "'")).as_deref(), Some("id={{id}}'."));
        assert_eq!(edited(outer, &mapped, &Edit::delete(span(text, "="))).as_deref(), Some("id{{id}}."));
    }

    #[test]
    fn a_line_stays_one() {
        let outer = "{}\n[1]\n";
        let mut builder = MappedTextBuilder::new(outer);
        builder.line(span(outer, "[1]"));
        let mapped = builder.finish();
        assert_eq!(mapped.locate(Span::new(1, 2)).of(outer), "1");
        assert_eq!(edited(outer, &mapped, &Edit::insert(3, "]")).as_deref(), Some("{}\n[1]]\n"));
        assert_eq!(mapped.edit(&Edit::replace(Span::new(1, 2), "\n2")), None);
    }

    #[test]
    fn words_between_two_pieces_belong_to_neither() {
        let outer = r#"["POST","/me"]"#;
        let mut builder = MappedTextBuilder::new(outer);
        builder.json_string(span(outer, "\"POST\""));
        builder.between(" ");
        builder.json_string(span(outer, "\"/me\""));
        let mapped = builder.finish();
        assert_eq!(mapped.text(), "POST /me");
        assert_eq!(mapped.locate(Span::new(4, 5)), Span::gap(6));
        assert_eq!(mapped.edit(&Edit::delete(Span::new(3, 6))), None);
        assert_eq!(mapped.edit(&Edit::delete(Span::new(4, 5))), None);
        assert_eq!(edited(outer, &mapped, &Edit::insert(4, "S")).as_deref(), Some(r#"["POSTS","/me"]"#));
    }
}
