//! A text taken out of another one piece by piece, with the way back: a body inside a JSON string, the lines of a quoted
//! fence, a request put together from the members of a recording.
//!
//! Whatever is read in a mapped text is reported in the outer text. A place always finds its way back; an edit only where the
//! outer text can be changed in just that way, otherwise it is dropped.

use std::borrow::Cow;

use super::{Edit, Span, offset};

/// A text, and where its characters stand in the outer one.
#[derive(Clone, Debug)]
pub struct MappedText<'a> {
    text: Cow<'a, str>,
    /// In order. None where the mapped text is the outer text itself, offset by offset.
    pieces: Vec<Piece>,
}

#[derive(Clone, Debug)]
struct Piece {
    /// Where it stands in the mapped text.
    here: Span,
    /// Where it stands in the outer text.
    outer: Span,
    origin: Origin,
    /// Whether nothing lies between it and the piece before, here and in the outer text, but what leads a line.
    joined: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Origin {
    /// The same characters. What an inserted line has to begin with, besides.
    Verbatim { lead: Box<str> },
    /// The same characters, which have to stay on one line.
    Line,
    /// The inside of a JSON string: its escapes, as places here and in the outer text.
    JsonString { escapes: Vec<(Span, Span)> },
    /// Something else stands in the outer text, as a whole.
    Opaque,
}

impl<'a> MappedText<'a> {
    /// The outer text itself.
    #[must_use]
    pub fn whole(text: &'a str) -> Self {
        Self { text: Cow::Borrowed(text), pieces: Vec::new() }
    }

    /// Whether it is the outer text itself.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.pieces.is_empty() && matches!(self.text, Cow::Borrowed(_))
    }

    /// The words.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The place in the outer text where the words of `span` stand. Words that stand nowhere there (they were only put
    /// between two pieces) lie behind the piece before them.
    #[must_use]
    pub fn locate(&self, span: Span) -> Span {
        if self.pieces.is_empty() {
            return span;
        }
        let start = self.outer(span.start, Edge::Start).0;
        let end = if span.is_empty() { start } else { self.outer(span.end - 1, Edge::End).0 };
        Span::new(start, end.max(start))
    }

    /// The same change of the outer text; none where that text cannot be changed in just this way.
    #[must_use]
    pub fn edit(&self, edit: &Edit) -> Option<Edit> {
        if self.pieces.is_empty() {
            return Some(edit.clone());
        }
        if let Some(lines) = self.whole_lines(edit) {
            return Some(lines);
        }
        let (start, first) = self.gap(edit.span.start)?;
        let end = if edit.span.is_empty() { start } else { self.end(edit.span.end, first)? };
        let text = match &self.pieces[first].origin {
            Origin::Verbatim { lead } if lead.is_empty() => edit.text.clone(),
            Origin::Verbatim { lead } => edit.text.replace('\n', &format!("\n{lead}")),
            Origin::JsonString { .. } => {
                let quoted = serde_json::Value::from(edit.text.as_str()).to_string();
                quoted[1..quoted.len() - 1].to_owned()
            }
            Origin::Line if !edit.text.contains(['\n', '\r']) => edit.text.clone(),
            Origin::Line | Origin::Opaque => return None,
        };
        Some(Edit { span: Span::new(start, end), text })
    }

    /// The outer place of the gap at `at`, if there is just one, and the piece that it lies in. Between a piece that can
    /// be changed and one that cannot, it lies in the former.
    fn gap(&self, at: u32) -> Option<(u32, usize)> {
        let piece = self.piece(at)?;
        let before = piece.checked_sub(1).map(|before| (before, &self.pieces[before]));
        if let (Origin::Opaque, Some((before, neighbour))) = (&self.pieces[piece].origin, before)
            && self.pieces[piece].here.start == at
            && neighbour.here.end == at
        {
            return Some((neighbour.outer.end, before));
        }
        let (outer, exact) = self.outer(at, Edge::Start);
        exact.then_some((outer, piece))
    }

    /// The outer end of a change that begins in the piece `first` and ends before `at`, if the outer text holds nothing
    /// on the way that the mapped text does not.
    fn end(&self, at: u32, first: usize) -> Option<u32> {
        let last = self.piece(at - 1)?;
        let whole = self.pieces[first..=last].windows(2).all(|pair| {
            pair[0].here.end == pair[1].here.start
                && pair[1].joined
                && pair.iter().all(|piece| matches!(piece.origin, Origin::Verbatim { .. }))
        });
        let inside = at <= self.pieces[last].here.end && self.pieces[first].origin != Origin::Opaque;
        let next = self.pieces.get(last + 1).filter(|next| next.here.start == at && next.joined);
        match next {
            _ if !whole || !inside => None,
            // A line goes with what leads it, so that the next one keeps its own.
            Some(next) => Some(next.outer.start),
            None if at == self.pieces[last].here.end => Some(self.pieces[last].outer.end),
            None => {
                let (outer, exact) = self.outer(at, Edge::Start);
                exact.then_some(outer)
            }
        }
    }

    /// An edit that inserts whole lines or takes some out, with all that leads them: lines may be led differently, blank ones
    /// by less. None where it does something else.
    fn whole_lines(&self, edit: &Edit) -> Option<Edit> {
        let Span { start, end } = edit.span;
        let ends_line = |at| Span::new(0, at).of(&self.text).ends_with('\n');
        let before = self.piece(start.checked_sub(1).filter(|_| ends_line(start))?)?;
        let Origin::Verbatim { lead } = &self.pieces[before].origin else { return None };
        let from = self.outer(start - 1, Edge::End).0;
        if edit.text.is_empty() && start < end && ends_line(end) {
            self.end(end, before)?;
            return Some(Edit::delete(Span::new(from, self.outer(end - 1, Edge::End).0)));
        }
        let here = self.piece(start)?;
        let led = |line: &str| format!("{}{line}", if line.trim().is_empty() { lead.trim_end() } else { lead });
        let inserts = start == end && edit.text.ends_with('\n') && (here == before || self.pieces[here].joined);
        inserts.then(|| Edit::insert(from, edit.text.split_inclusive('\n').map(led).collect::<String>()))
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
            Origin::Opaque if edge == Edge::Start => (piece.outer.start, at == piece.here.start),
            Origin::Opaque => (piece.outer.end, false),
            Origin::JsonString { escapes } => {
                match escapes.partition_point(|(here, _)| here.start <= at).checked_sub(1).map(|index| escapes[index]) {
                    Some((here, outer)) if at < here.end && edge == Edge::End => (outer.end, true),
                    Some((here, outer)) if at < here.end => (outer.start, at == here.start),
                    Some((here, outer)) => (outer.end + (at - here.end) + next, true),
                    None => (piece.outer.start + (at - piece.here.start) + next, true),
                }
            }
        }
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
pub struct MappedTextBuilder<'a> {
    outer: &'a str,
    text: String,
    pieces: Vec<Piece>,
}

impl<'a> MappedTextBuilder<'a> {
    /// Nothing yet, out of `outer`.
    #[must_use]
    pub fn new(outer: &'a str) -> Self {
        Self { outer, text: String::new(), pieces: Vec::new() }
    }

    /// The number of bytes so far.
    #[must_use]
    pub fn len(&self) -> u32 {
        offset(self.text.len())
    }

    /// The words so far.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether there is nothing yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Adds the words of `span` as they stand; every line inserted there has to begin with `lead`. Gives their place.
    pub fn verbatim(&mut self, span: Span, lead: &str) -> Span {
        let words = span.of(self.outer);
        self.add(words, span, Origin::Verbatim { lead: lead.into() })
    }

    /// Adds the words of `span` as they stand, where a line break would end them. Gives their place.
    pub fn line(&mut self, span: Span) -> Span {
        self.add(span.of(self.outer), span, Origin::Line)
    }

    /// Adds what the JSON string in `span`, quotes included, stands for. Gives its place.
    pub fn json_string(&mut self, span: Span) -> Span {
        self.json_characters(span.inside_quotes())
    }

    /// Adds what the characters `inner` of a JSON string stand for. Gives their place.
    pub fn json_characters(&mut self, inner: Span) -> Span {
        let words = inner.of(self.outer);
        let start = self.len();
        let mut value = String::with_capacity(words.len());
        let mut escapes = Vec::new();
        let mut rest = words;
        while let Some(at) = memchr::memchr(b'\\', rest.as_bytes()) {
            value.push_str(&rest[..at]);
            let outer = inner.start + offset(words.len() - rest.len() + at);
            let (character, length) = crate::text::escape(&rest[at..]);
            let here = start + offset(value.len());
            match character {
                Some(character) => value.push(character),
                None => value.push_str(&rest[at..at + length]),
            }
            escapes.push((Span::new(here, start + offset(value.len())), Span::new(outer, outer + offset(length))));
            rest = &rest[at + length..];
        }
        value.push_str(rest);
        self.add(&value, inner, Origin::JsonString { escapes })
    }

    /// Adds `text` for the words of `span`, which say something else: a variable's value for its name. Gives its place.
    pub fn opaque(&mut self, text: &str, span: Span) -> Span {
        self.add(text, span, Origin::Opaque)
    }

    /// Adds the part `span` of a mapped text out of the same text, with its way back. Gives its place.
    pub fn append(&mut self, mapped: &MappedText<'_>, span: Span) -> Span {
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
                Origin::JsonString { escapes } => {
                    let inside = escapes.iter().filter(|(here, _)| part.contains(*here));
                    Origin::JsonString { escapes: inside.map(|&(here, outer)| (moved(here), outer)).collect() }
                }
                origin => origin.clone(),
            };
            self.add(part.of(&mapped.text), mapped.locate(part), origin);
        }
        self.between(Span::new(at, span.end).of(&mapped.text));
        Span::new(start, self.len())
    }

    /// Adds words that stand nowhere in the outer text: a line break between two parts.
    pub fn between(&mut self, text: &str) -> Span {
        let start = self.len();
        self.text.push_str(text);
        Span::new(start, self.len())
    }

    /// The mapped text.
    #[must_use]
    pub fn finish(self) -> MappedText<'a> {
        MappedText { text: Cow::Owned(self.text), pieces: self.pieces }
    }

    fn add(&mut self, text: &str, outer: Span, origin: Origin) -> Span {
        let here = self.between(text);
        let joined = self.pieces.last().is_some_and(|before| {
            let way = Span::new(before.outer.end, outer.start);
            let leads = matches!(&origin, Origin::Verbatim { lead } if !lead.is_empty());
            let lead = |character: char| leads && matches!(character, ' ' | '\t' | '>');
            before.here.end == here.start && way.start <= way.end && way.of(self.outer).chars().all(lead)
        });
        self.pieces.push(Piece { here, outer, origin, joined });
        here
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        // A gap stands before the character that follows it.
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
