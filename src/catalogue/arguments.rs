//! The parentheses of a segment: keys, and the parameters of functions, which name the overload that is meant.

use std::borrow::Cow;

use super::Operation;
use super::route::ParameterFault;
use crate::text::{Span, offset};

/// A name without percent-encoding, as far as it is UTF-8.
pub(super) fn decoded(words: &str) -> Cow<'_, str> {
    percent_encoding::percent_decode_str(words).decode_utf8().unwrap_or(Cow::Borrowed(words))
}

/// Something in the parentheses of a segment.
pub(crate) struct Argument<'t> {
    /// The name before `=`, decoded; `None` for a key without a name.
    pub(super) name: Option<(Span, Cow<'t, str>)>,
    pub(super) span: Span,
}

/// The parts between the commas in `call`.
pub(super) fn arguments(text: &str, call: Span) -> impl Iterator<Item = Argument<'_>> {
    let words = call.of(text);
    let mut at = 0;
    std::iter::from_fn(move || {
        if at > words.len() || words.is_empty() {
            return None;
        }
        let (start, (end, equals)) = (at, end_of_argument(words, at));
        at = end + 1;
        let place = |from: usize, to: usize| Span::new(call.start + offset(from), call.start + offset(to));
        let name = equals.map(|equals| {
            let written = &words[start..equals];
            let lead = written.len() - written.trim_start().len();
            let span = place(start + lead, start + lead + written.trim().len());
            (span, decoded(written.trim()))
        });
        Some(Argument { name, span: place(start, end) })
    })
}

/// The named values in the parentheses of a segment at `segment`, each with its place. None unless it ends with one.
pub(crate) fn given_values(text: &str, segment: Span) -> impl Iterator<Item = (Cow<'_, str>, Span)> {
    let words = segment.of(text);
    let words = words.strip_suffix(':').unwrap_or(words);
    let open = words.find('(').filter(|_| words.ends_with(')'));
    let call = open.map_or(Span::gap(segment.start), |open| {
        Span::new(segment.start + offset(open) + 1, segment.start + offset(words.len()) - 1)
    });
    arguments(text, call).filter_map(move |argument| {
        let (_, name) = argument.name?;
        let equals = offset(argument.span.of(text).find('=')?);
        let written = Span::new(argument.span.start + equals + 1, argument.span.end);
        let value = written.of(text);
        let start = written.start + offset(value.len() - value.trim_start().len());
        Some((name, Span::new(start, start + offset(value.trim().len()))))
    })
}

/// Where the argument that begins at `at` ends, and where its `=` stands. Quotes and brackets hold commas together.
fn end_of_argument(words: &str, at: usize) -> (usize, Option<usize>) {
    let bytes = words.as_bytes();
    let (mut quoted, mut depth, mut equals) = (false, 0_usize, None);
    let mut index = at;
    while let Some(byte) = bytes.get(index) {
        match byte {
            b'\'' => quoted = !quoted,
            b'%' if words.get(index..index + 3) == Some("%27") => quoted = !quoted,
            _ if quoted => {}
            b'(' | b'{' | b'[' | b'<' => depth += 1,
            b')' | b'}' | b']' | b'>' => depth = depth.saturating_sub(1),
            b'=' if depth == 0 && equals.is_none() => equals = Some(index),
            b',' if depth == 0 => return (index, equals),
            _ => {}
        }
        index += 1;
    }
    (words.len(), equals)
}

/// The overload that the arguments in `call` name, and what is wrong with them if there is none.
pub(super) fn choose<'c>(
    text: &str,
    call: Span,
    overloads: impl Iterator<Item = Operation<'c>> + Clone,
) -> (Option<Operation<'c>>, Option<ParameterFault>) {
    let given = || arguments(text, call).filter(|argument| !argument.span.is_empty());
    let count = given().count();
    // A call with a gap in the place of names can be any.
    let is_open = given().any(|argument| argument.name.as_ref().is_none_or(|(_, name)| name.contains(['{', '<', '$'])));
    let known = |operation: &Operation<'c>| {
        given().filter_map(|it| it.name).filter(|(_, name)| operation.parameter(name).is_some()).count()
    };
    let missing =
        |operation: &Operation<'c>| operation.parameters().filter(|it| !it.is_optional()).count() > known(operation);
    if let Some(exact) = overloads.clone().find(|operation| known(operation) == count && !missing(operation)) {
        return (Some(exact), None);
    }
    // The one that has the most of the names, and then about as many.
    let best = overloads.max_by_key(|it| (known(it), std::cmp::Reverse(it.parameters().count().abs_diff(count))));
    let Some(operation) = best else { return (None, None) };
    if is_open || !operation.is_function() {
        return (best, None);
    }
    let unknown = given().filter_map(|it| it.name).find(|(_, name)| operation.parameter(name).is_none());
    let fault = unknown.map_or(ParameterFault::Missing(Span::gap(call.end)), |(span, _)| ParameterFault::Unknown(span));
    (best, Some(fault))
}
