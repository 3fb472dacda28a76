//! Edits of a mapped text, as edits of the outer text: dropped where that cannot be changed in just that way.

use super::{Edge, MappedText, Origin, Piece};
use crate::text::notation::is_name;
use crate::text::quoting::Quoting;
use crate::text::{Edit, Span, offset};

impl MappedText<'_> {
    /// The same change of the outer text, or `None` where that text cannot be changed in just this way.
    #[must_use]
    pub(crate) fn edit(&self, edit: &Edit) -> Option<Edit> {
        let edit = self.edit_here(edit)?;
        self.through.as_ref().map_or(Some(edit.clone()), |through| through.edit(&edit))
    }

    fn edit_here(&self, edit: &Edit) -> Option<Edit> {
        if self.pieces.is_empty() {
            return Some(edit.clone());
        }
        if let Some(lines) = self.whole_lines(edit) {
            return Some(lines);
        }
        if self.is_of_literal(edit.span) {
            return self.literal(edit);
        }
        let (start, first) = self.gap(edit.span.start)?;
        if let Origin::Quoted { quoting, .. } = self.pieces[first].origin
            && self.is_lone_backslash(edit.span.start.checked_sub(1), start, quoting)
        {
            // It would escape what comes behind it.
            let span = Span::new(edit.span.start - 1, edit.span.end);
            return self.edit_here(&Edit { span, text: format!("\\{}", edit.text) });
        }
        let end = if edit.span.is_empty() { start } else { self.end(edit.span.end, first)? };
        let text = match &self.pieces[first].origin {
            Origin::Verbatim { lead } if lead.is_empty() => edit.text.clone(),
            Origin::Verbatim { lead } => edit.text.replace('\n', &format!("\n{lead}")),
            Origin::Quoted { quoting, .. } => self.characters(edit, *quoting)?,
            Origin::Line if !edit.text.contains(['\n', '\r']) => edit.text.clone(),
            Origin::Line | Origin::Opaque | Origin::Word { .. } | Origin::Token { .. } => return None,
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

    /// Whether the character at `at`, whose outer end is `end`, is a backslash that stands for itself although a backslash
    /// escapes in this quoting: `\,` between double quotation marks of a shell.
    fn is_lone_backslash(&self, at: Option<u32>, end: u32, quoting: Quoting) -> bool {
        let Some(at) = at.filter(|&at| self.text.as_bytes().get(at as usize) == Some(&b'\\')) else { return false };
        let (start, exact) = self.outer(at, Edge::Start);
        exact && end == start + 1 && quoting.write("\\").is_some_and(|written| written != "\\")
    }

    /// The text of an edit as characters of a literal that is written as `quoting` says.
    fn characters(&self, edit: &Edit, quoting: Quoting) -> Option<String> {
        if edit.text.contains(['\n', '\r']) && !quoting.takes_lines() {
            return None;
        }
        if let Some(terminator) = quoting.line_terminator() {
            let before = self.text.get(..edit.span.start as usize)?;
            let behind = self.text.get(edit.span.end as usize..)?;
            let line = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
            let rest = &behind[..behind.find('\n').unwrap_or(behind.len())];
            let lines = format!("{line}{}{rest}", edit.text);
            if lines.lines().any(|line| line.starts_with(terminator)) {
                return None;
            }
        }
        quoting.write(&edit.text)
    }

    /// Whether a change is one of a rendered literal, and not of a text that is in the outer text.
    fn is_of_literal(&self, span: Span) -> bool {
        let reaches = |at: Option<u32>| {
            let piece = at.and_then(|at| self.piece(at)).map(|piece| &self.pieces[piece]);
            piece.is_some_and(|piece| {
                piece.here.end >= span.start && matches!(piece.origin, Origin::Word { .. } | Origin::Token { .. })
            })
        };
        reaches(Some(span.start)) || reaches(span.start.checked_sub(1))
    }

    /// A change of a rendered literal: inside of a word, or of whole tokens, in the notation of its language.
    fn literal(&self, edit: &Edit) -> Option<Edit> {
        let Span { start, end } = edit.span;
        let at = self.piece(start)?;
        let piece = &self.pieces[at];
        if let Origin::Word { notation, quoting, .. } = piece.origin
            && start > piece.here.start
            && end < piece.here.end
        {
            let fragment: String = serde_json::from_str(&format!("\"{}\"", edit.text)).ok()?;
            let place = Span::new(self.exact(start)?, self.exact(end)?);
            if quoting.is_bare() {
                let new = format!(
                    "{}{}{}",
                    Span::new(piece.here.start + 1, start).of(&self.text),
                    edit.text,
                    Span::new(end, piece.here.end - 1).of(&self.text)
                );
                let value: String = serde_json::from_str(&format!("\"{new}\"")).ok()?;
                if !is_name(&value) || notation.bare_key != Some(quoting) {
                    return Some(Edit::replace(piece.outer, notation.string(&value)?));
                }
            }
            let takes = quoting.takes_lines() || !fragment.contains(['\n', '\r']);
            return Some(Edit::replace(place, quoting.write(&fragment).filter(|_| takes)?));
        }
        if edit.span.is_empty() {
            return self.insertion(edit);
        }
        let last = self.piece(end - 1)?;
        let pieces = &self.pieces[at..=last];
        let notation = pieces.iter().map(|piece| match piece.origin {
            Origin::Word { notation, .. } | Origin::Token { notation } => Some(notation),
            _ => None,
        });
        let notation = notation.reduce(|a, b| a.filter(|_| a == b))??;
        let whole = piece.here.start == start && pieces.last()?.here.end == end;
        let unbroken = pieces[1..].iter().all(|piece| piece.joined);
        if !whole || !unbroken || notation.is_broken_by(edit.span.of(&self.text), &edit.text) {
            return None;
        }
        let is_key = Span::new(end, offset(self.text.len())).of(&self.text).trim_start().starts_with(':');
        let text = match serde_json::from_str::<String>(&edit.text) {
            Ok(value) if is_key => notation.key(&value)?,
            _ => notation.translate(&edit.text)?,
        };
        Some(Edit { span: Span::new(piece.outer.start, pieces.last()?.outer.end), text })
    }

    /// Whole tokens that are put between two others.
    fn insertion(&self, edit: &Edit) -> Option<Edit> {
        let at = edit.span.start;
        let notation = |piece: &Piece| match piece.origin {
            Origin::Word { notation, .. } | Origin::Token { notation } => Some(notation),
            _ => None,
        };
        let next = self.piece(at).map(|piece| &self.pieces[piece]).filter(|piece| piece.here.start == at);
        let before = at.checked_sub(1).and_then(|before| self.piece(before)).map(|piece| &self.pieces[piece]);
        let before = before.filter(|piece| piece.here.end == at);
        let goes_before = edit.text.trim_end().ends_with(['{', '[', ':', ',']);
        let (piece, place) = match (before, next) {
            (_, Some(next)) if goes_before => (next, next.outer.start),
            (Some(before), _) if !goes_before => (before, before.outer.end),
            _ => return None,
        };
        Some(Edit::insert(place, notation(piece)?.translate(&edit.text)?))
    }

    /// The outer place before the character at `at` of a word, if there is just one.
    fn exact(&self, at: u32) -> Option<u32> {
        let (outer, exact) = self.outer(at, Edge::Start);
        exact.then_some(outer)
    }
}
