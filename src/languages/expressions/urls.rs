//! URLs that are put together: of a base and a path, and of a query in an object.

use super::collections::key_text;
use super::operators::as_text;
use super::values::Values;
use crate::languages::{Literal, Part, Text};
use crate::text::{Span, offset};

impl Values<'_> {
    /// A URL after what every URL of a client begins with, unless it has a host of its own.
    pub(in crate::languages) fn based(&self, base: Option<Text>, url: Text) -> Text {
        let Some(base) = base.filter(|_| !url.value(self.text).contains("://") && !url.is_hole()) else { return url };
        let ends = base.value(self.text).ends_with('/');
        let begins = url.value(self.text).starts_with('/');
        let slash = if ends || begins { "" } else { "/" };
        let span = url.span;
        let base = match base.known_value(self.text) {
            Some(known) if ends && begins => Text::known(known.trim_end_matches('/'), base.span),
            _ => base,
        };
        base.joined(&Text::known(slash, Span::gap(span.start)), span).joined(&url, span)
    }

    /// A URL with what its query is made of, if all of that is known.
    pub(in crate::languages) fn with_query(&self, url: Text, query: Option<&Literal>) -> Text {
        let Some(Literal::Object(object)) = query else { return url };
        if object.incomplete || url.is_hole() {
            return url;
        }
        let mut sign = if url.value(self.text).contains('?') { "&" } else { "?" };
        let mut whole = Text { word: None, ..url };
        for member in &object.members {
            let value = match &member.value {
                Literal::Bool(value, span) => Text::known(if *value { "true" } else { "false" }, *span),
                Literal::Null(_) => continue,
                value => match as_text(value) {
                    Some(value) => value,
                    None => continue,
                },
            };
            whole.parts.push(Part::Known { text: sign.into(), span: member.key.span });
            whole.parts.extend(key_text(&member.key).parts);
            whole.parts.push(Part::Known { text: "=".into(), span: Span::gap(member.key.span.end) });
            self.encode(&value, &mut whole.parts);
            sign = "&";
        }
        whole
    }

    /// Adds the value of an option of a query to the parts of a URL.
    pub(in crate::languages) fn encode(&self, value: &Text, parts: &mut Vec<Part>) {
        value.parts.iter().for_each(|part| self.encoded(part, parts));
    }

    /// A part of a query's value, in which the signs that would end it are written by number.
    fn encoded(&self, part: &Part, parts: &mut Vec<Part>) {
        let code = |sign: u8| match sign {
            b'&' => "%26",
            b'#' => "%23",
            b'+' => "%2B",
            _ => "%25",
        };
        match part {
            Part::Words { span, quoting } => {
                let words = span.of(self.text);
                let mut from = 0;
                for (at, sign) in words.bytes().enumerate().filter(|(_, byte)| b"&#+%".contains(byte)) {
                    let place =
                        |start: usize, end: usize| Span::new(span.start + offset(start), span.start + offset(end));
                    parts.push(Part::Words { span: place(from, at), quoting: *quoting });
                    parts.push(Part::Known { text: code(sign).into(), span: place(at, at + 1) });
                    from = at + 1;
                }
                parts.push(Part::Words { span: Span::new(span.start + offset(from), span.end), quoting: *quoting });
            }
            Part::Known { text, span } => {
                let mut written = String::with_capacity(text.len());
                for character in text.chars() {
                    match u8::try_from(character) {
                        Ok(sign) if b"&#+%".contains(&sign) => written.push_str(code(sign)),
                        _ => written.push(character),
                    }
                }
                parts.push(Part::Known { text: written.into(), span: *span });
            }
            hole @ Part::Hole { .. } => parts.push(hole.clone()),
        }
    }
}
