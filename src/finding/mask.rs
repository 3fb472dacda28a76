//! The words of a finding without the secrets of its source.

use std::borrow::Cow;

use super::Finding;
use crate::catalogue::{Catalogue, Version};
use crate::source::Source;
use crate::text::{Span, offset, secret};

/// How much of either end of a place a message may quote, in bytes, with room to spare.
const QUOTED: u32 = 512;

/// Secrets that are looked for in the words of a finding: no source but a hostile one has more.
const MOST_SECRETS: usize = 64;

impl Finding {
    /// Takes access tokens and other secrets out of all words, so that no report shows one. A fix that would write one is
    /// made all the same, but no report shows its edits. What is quoted from a place in `source` that is secret there is no
    /// less so without its name. The names of `catalogue` are no secrets.
    pub(super) fn mask(&mut self, source: &Source, catalogue: &Catalogue) {
        let all = source.secrets_about(self.span);
        let known = self.secrets(source, &all);
        let is_name = |name: &str| {
            [catalogue, Catalogue::builtin()].iter().any(|catalogue| catalogue.graph(Version::V1).has_name(name))
        };
        let mask = |words: &mut String| {
            if let Cow::Owned(masked) = known.masked(words, &is_name) {
                *words = masked;
            }
        };
        // Words of the program itself quote nothing.
        let mask_quoting = |words: &mut Cow<'static, str>| {
            if let Cow::Owned(words) = words {
                mask(words);
            }
        };
        mask_quoting(&mut self.message);
        self.help.as_mut().map(mask_quoting);
        self.request.as_mut().map(mask);
        self.labels.iter_mut().for_each(|label| mask_quoting(&mut label.message));
        if let Some(pointer) = &mut self.pointer {
            if !all.is_empty() {
                let names: Vec<_> = pointer.split('/').map(|name| known.quoted(name, &is_name)).collect();
                *pointer = names.join("/");
            }
            if let Cow::Owned(masked) = secret::masked(pointer) {
                *pointer = masked;
            }
        }
        if let Some(fix) = &mut self.fix {
            mask(&mut fix.title);
            fix.is_secret = !fix.edits.iter().all(|edit| known.is_plain(&edit.text, &is_name));
        }
    }

    /// Those of `all` secrets of `source` that may be quoted in the words.
    fn secrets<'s>(&self, source: &'s Source, all: &'s [Span]) -> secret::Known<'s> {
        if all.is_empty() {
            return secret::Known::default();
        }
        let labels = self.labels.iter().map(|label| label.span);
        let edits = self.fix.iter().flat_map(|fix| fix.edits.iter().map(|edit| edit.span));
        // Of what is long, no more than its beginning and its end are ever quoted.
        let near = std::iter::once(self.span).chain(labels).chain(edits).flat_map(|span| {
            let last = offset(source.text().len());
            let first =
                span.start.saturating_sub(QUOTED)..span.end.min(span.start.saturating_add(QUOTED)).max(span.start);
            let end = span.end.saturating_sub(QUOTED).max(first.end)
                ..span.end.max(first.end).saturating_add(QUOTED).min(last);
            [first, end].map(|part| Span::new(part.start, part.end.max(part.start)))
        });
        let text = source.text();
        let mut parts: Vec<Span> = Vec::new();
        let mut whole: Vec<Span> = if all.len() <= MOST_SECRETS { all.to_vec() } else { Vec::new() };
        for window in near.take(4 * MOST_SECRETS) {
            for secret in secret::within(all, window).take(MOST_SECRETS) {
                parts.push(Span::new(secret.start.max(window.start), secret.end.min(window.end)));
                whole.push(secret);
            }
        }
        parts.sort_unstable();
        parts.dedup();
        whole.retain(|secret| secret.len() <= 8 * QUOTED);
        let words = |span: &Span| {
            let start = text.ceil_char_boundary(span.start as usize);
            &text[start..text.floor_char_boundary(span.end as usize).max(start)]
        };
        let at = self.span.start as usize;
        secret::Known::new(text, at, all, parts.iter().map(words), whole.iter().map(words))
    }
}
