//! A line among the headers: a header, one that is written as in a list or a program, a label.

use super::parts::{Header, HeaderFault};
use super::request_line::{is_blank, is_odd_blank};
use crate::text::{Edit, Span, offset};

/// Whether a line only says that the body follows, as pages write it.
pub(super) fn is_body_label(words: &str) -> bool {
    let label = words.trim().trim_end_matches([':', '–', '-', ' ']).trim_matches(['*', '_']);
    ["body", "request body", "payload", "request payload"].iter().any(|known| label.eq_ignore_ascii_case(known))
}

fn is_token(character: char) -> bool {
    character.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(character)
}

pub(super) fn is_header(words: &str) -> bool {
    let name = &words[..words.find(|character| !is_token(character)).unwrap_or(words.len())];
    !name.is_empty() && words[name.len()..].trim_start().starts_with(':')
}

pub(super) type Fault = (HeaderFault, Span, Vec<Edit>);

/// Reads a header, and what is wrong with it.
pub(super) fn header(line: Span, words: &str) -> Option<(Header, Option<Fault>)> {
    if words.contains(is_odd_blank)
        && let Some(found) = header_with_odd_blanks(line, words)
    {
        return Some(found);
    }
    plain_header(line, words)
}

/// Reads a header with other blanks than those of HTTP before it, around its colon or after it. Inside of the value they are
/// part of it.
fn header_with_odd_blanks(line: Span, words: &str) -> Option<(Header, Option<Fault>)> {
    let place = |start: usize, end: usize| Span::new(line.start + offset(start), line.start + offset(end));
    let start = words.len() - words.trim_start_matches(is_blank).len();
    let end = words.trim_end_matches(is_blank).len().max(start);
    let inner = &words[start..end];
    let length = inner.find(|character| !is_token(character)).filter(|&length| length > 0)?;
    let value = inner[length..].trim_start_matches(is_blank).strip_prefix(':')?.trim_start_matches(is_blank);
    let (name_end, value_start) = (start + length, end - value.len());
    let between = if value.is_empty() { ":" } else { ": " };
    let places = [(place(0, start), ""), (place(name_end, value_start), between), (place(end, words.len()), "")];
    let mut odd = places.iter().filter(|(span, _)| {
        let from = (span.start - line.start) as usize;
        words[from..from + span.range().len()].contains(is_odd_blank)
    });
    let first = odd.next()?;
    let found = [first].into_iter().chain(odd);
    let edits = found.map(|&(span, text)| Edit::replace(span, text)).collect();
    let header = Header { span: place(0, words.len()), name: place(start, name_end), value: place(value_start, end) };
    Some((header, Some((HeaderFault::OddBlank, first.0, edits))))
}

fn plain_header(line: Span, words: &str) -> Option<(Header, Option<Fault>)> {
    let length = words.find(|character| !is_token(character)).unwrap_or(words.len());
    let place = |start: usize, end: usize| Span::new(line.start + offset(start), line.start + offset(end));
    let name = place(0, length);
    let trimmed_end = words.trim_end().len();
    let span = place(0, trimmed_end);
    let behind = words[length..].trim_start();
    let colon = words.len() - behind.len();
    if length == 0 {
        return None;
    }
    let value_from = |at: usize| {
        let start = at + words[at..].len() - words[at..].trim_start().len();
        place(start.min(trimmed_end), trimmed_end.max(start.min(trimmed_end)))
    };
    if !behind.starts_with(':') {
        // `Content-Type application/json`: a name with a hyphen, then its value.
        let named = words[..length].contains('-') && colon > length;
        let fault = (HeaderFault::NoColon, span, vec![Edit::insert(name.end, ":")]);
        return named.then(|| (Header { span, name, value: value_from(length) }, Some(fault)));
    }
    let header = Header { span, name, value: value_from(colon + 1) };
    let fault = if colon > length {
        let space = place(length, colon);
        Some((HeaderFault::SpaceBeforeColon, space, vec![Edit::delete(space)]))
    } else if !header.value.is_empty() && header.value.start == name.end + 1 {
        let gap = Span::gap(header.value.start);
        Some((HeaderFault::NoSpaceBehindColon, gap, vec![Edit::insert(gap.start, " ")]))
    } else {
        None
    };
    Some((header, fault))
}

/// Reads a header as it is in a list or in a program: after a list mark, in quotation marks, with `=` for `:`,
/// before a comma. None if nothing of that is there.
pub(super) fn decorated_header(line: Span, words: &str) -> Option<(Header, Option<Fault>)> {
    let quote = |character: char| matches!(character, '"' | '\'' | '`');
    let indent = words.len() - words.trim_start().len();
    let end = words.trim_end().len();
    let bare = &words[indent..end];
    let listed = ["- ", "* ", "+ ", "• "].iter().find_map(|mark| bare.strip_prefix(mark)).map(str::trim_start);
    let rest = listed.unwrap_or(bare);
    let opening = rest.chars().next().filter(|&first| quote(first));
    let name_start = end - rest.len() + opening.map_or(0, char::len_utf8);
    let name_words = &words[name_start..end];
    let length = name_words.find(|character| !is_token(character) || quote(character))?;
    let name = &name_words[..length];
    let mut behind = &name_words[length..];
    if let Some(opening) = opening {
        behind = behind.strip_prefix(opening)?;
    }
    let separator = behind.trim_start();
    let equals = separator.starts_with('=');
    let value = separator.strip_prefix("=>").or_else(|| separator.strip_prefix([':', '=']))?.trim_start();
    let known =
        name.contains('-') || ["authorization", "accept", "host"].iter().any(|it| name.eq_ignore_ascii_case(it));
    if length == 0 || !known || listed.is_none() && opening.is_none() && !equals {
        return None;
    }
    let inner = value.trim_end_matches([',', ';']);
    let quoted = inner.chars().next().filter(|&first| quote(first) && inner.len() > 1 && inner.ends_with(first));
    let (value_start, value_end) = match quoted {
        Some(_) => (end - value.len() + 1, end - value.len() + inner.len() - 1),
        // A comma may belong to the value if no quotation mark says where that ends.
        None => (end - value.len(), if opening.is_some() { end - value.len() + inner.len() } else { end }),
    };
    let place = |start: usize, end: usize| Span::new(line.start + offset(start), line.start + offset(end));
    let header = Header {
        span: place(indent, end),
        name: place(name_start, name_start + length),
        value: place(value_start, value_end),
    };
    let gaps =
        [(place(0, name_start), ""), (place(name_start + length, value_start), ": "), (place(value_end, end), "")];
    let edits = gaps.into_iter().filter(|(span, text)| !span.is_empty() || !text.is_empty());
    let edits = edits.map(|(span, text)| Edit::replace(span, text)).collect();
    Some((header, Some((HeaderFault::Decorated, header.span, edits))))
}
