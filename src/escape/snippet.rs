//! The words of a source at a place, fit to be shown: no longer than wanted, and without secrets.

use crate::source::Source;
use crate::text::{Span, offset};

/// The words at `span`, of which `most` bytes are shown at most: what is longer loses its end for `…`.
#[must_use]
pub(crate) fn snippet(source: &Source, span: Span, most: u32) -> String {
    let text = source.text();
    let end = text.floor_char_boundary((span.start.saturating_add(most) as usize).min(text.len()));
    let shown = Span::new(span.start, span.end.min(offset(end)));
    let mut words = String::with_capacity(shown.len() as usize);
    let mut done = shown.start;
    for secret in source.secrets_in(shown) {
        words.push_str(Span::new(done, secret.start.max(done)).of(text));
        words.push_str("•••");
        done = secret.end.min(shown.end);
    }
    words.push_str(Span::new(done, shown.end).of(text));
    if shown.end < span.end {
        words.push('…');
    }
    words
}

/// The place of the lines around `span`, one before and one after; what is around it on its line where that would
/// be more than `most` bytes, or `None` where even that is.
#[must_use]
pub(crate) fn environment(source: &Source, span: Span, most: u32) -> Option<Span> {
    let (text, lines) = (source.text(), source.lines());
    let span = Span::new(span.start, span.end.max(span.start));
    let (first, last) = (lines.line(span.start), lines.line(span.end));
    let start = lines.line_start(first.saturating_sub(1).max(1));
    let end = lines.line_span(text, (last + 1).min(lines.lines())).end;
    let around = Span::new(start, end).join(span);
    if around.len() <= most {
        return Some(around);
    }
    let room = most.checked_sub(span.len())? / 2;
    let line = Span::new(lines.line_start(first), lines.line_span(text, last).end).join(span);
    let start = text.ceil_char_boundary(span.start.saturating_sub(room).max(line.start) as usize);
    let end = text.floor_char_boundary(span.end.saturating_add(room).min(line.end) as usize);
    Some(Span::new(offset(start).min(span.start), offset(end).max(span.end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> Source {
        Source::new("a.json", text).expect("it is small")
    }

    #[test]
    fn long_words_lose_their_end() {
        let source = source("0123456😀9");
        assert_eq!(snippet(&source, Span::new(1, 4), 3), "123");
        assert_eq!(snippet(&source, Span::new(0, 12), 9), "0123456…");
        assert_eq!(snippet(&source, Span::gap(3), 9), "");
    }

    #[test]
    fn half_a_token_is_hidden_too() {
        let token = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIHRlc3QifQ.bm8gc2lnbmF0dXJl";
        let source = source(&format!("Bearer {token}, more"));
        let all = Span::whole(source.text());
        assert_eq!(snippet(&source, all, 100), "Bearer •••, more");
        assert_eq!(snippet(&source, Span::new(30, 40), 100), "•••");
        assert_eq!(snippet(&source, Span::new(30, offset(source.text().len())), 100), "•••, more");
        assert_eq!(snippet(&source, all, 9), "Bearer •••…");
    }

    #[test]
    fn environment_are_lines_or_a_part_of_one() {
        let around =
            |text: &str, span, most| environment(&source(text), span, most).map(|around| around.of(text).to_owned());
        assert_eq!(around("a\nb\nc\nd\ne", Span::new(4, 5), 10).as_deref(), Some("b\nc\nd"));
        assert_eq!(around("a\nb\nc", Span::new(0, 1), 10).as_deref(), Some("a\nb"));
        assert_eq!(around("a\nb\n", Span::gap(4), 10).as_deref(), Some("b\n"));
        assert_eq!(around("01234é67890", Span::new(7, 8), 5).as_deref(), Some("é678"));
        assert_eq!(around("0123456789", Span::new(1, 9), 5), None);
    }
}
