//! Secrets that are known by the name before them, in any notation and however broken: `sig=…`, `"access_token" "…"`,
//! `X-Api-Key …`, `{"name": "code", "value": "…"}`.
//!
//! The text is read once from its beginning to its end, and nothing of it is taken for granted: signs, quotation marks and
//! brackets may be lost, doubled or of another kind. Where it is not clear how far a value reaches, the longer one is hidden.

use std::ops::Range;

use super::expression;
use super::gap::{self, Gap, is_sign_behind};
use super::line::{begins_line, ends_line, folded, indent, is_mark, line_behind, mark_before};
use super::name::{self, Kind};
use super::ordinary;
use super::quote::{self, is_space};
use super::value;
use super::word::{self, Unit, Word};

/// Adds the places of the values.
pub(super) fn places(text: &str, found: &mut Vec<Range<usize>>) {
    let mut walk = Walk { text, found, objects: Vec::new(), pair: Pair::default() };
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'{' | b'[' => {
                walk.objects.push(byte == b'{');
                walk.pair = Pair::default();
                at += 1;
            }
            b'}' | b']' => {
                walk.objects.pop();
                walk.pair = Pair::default();
                at += 1;
            }
            b'\\' if matches!(bytes.get(at + 1), Some(b'n' | b'r' | b't')) => at += 2,
            _ => match word::unit(bytes, at) {
                Unit::Letter(..) => {
                    at = ordinary::end(bytes, at).unwrap_or_else(|| {
                        let word = word::read(text, at);
                        walk.word(&word).max(word.place.end)
                    });
                }
                Unit::Escape(_, length) | Unit::Nothing(length) => at += length,
                Unit::Joint(_) | Unit::Other => at += 1,
            },
        }
    }
}

pub(super) struct Walk<'t, 'f> {
    pub(super) text: &'t str,
    found: &'f mut Vec<Range<usize>>,
    /// The open brackets: whether each is one of an object.
    objects: Vec<bool>,
    pub(super) pair: Pair,
}

/// An object with one member for the name and one for the value of a header or query parameter.
#[derive(Default)]
pub(super) struct Pair {
    /// What its name says of its value.
    pub(super) kind: Option<Kind>,
    /// A value that came before the name.
    pub(super) value: Option<(Range<usize>, bool)>,
}

impl Walk<'_, '_> {
    /// Looks at a word and what follows it; gives back from where to go on.
    fn word(&mut self, word: &Word) -> usize {
        let text = self.text;
        let end = word.place.end;
        match word.plain() {
            b"name" | b"key" | b"header" if self.is_member(word) => {
                if let Some(next) = self.pair_name(word) {
                    return next;
                }
            }
            b"value" | b"val" => return self.pair_value(word),
            b"bearer" | b"basic" | b"dpop" | b"negotiate" | b"sharedkey" => {
                let next = self.credentials(end);
                if next > end {
                    return next;
                }
            }
            _ => {}
        }
        let kind = name::kind(word).or_else(|| {
            let is_name = quote::at(text, end).is_some() || text[end..].starts_with([':', '=', '\\', ' ', '：', '*']);
            if is_name { name::near(word) } else { None }
        });
        match kind {
            Some(kind) => self.named(word, kind),
            None => end,
        }
    }

    fn named(&mut self, word: &Word, kind: Kind) -> usize {
        let text = self.text;
        let start = word.place.start;
        let gap = gap::behind(text, word.place.end);
        let before = text[..start].chars().next_back();
        let in_query = is_in_query(text, start) && gap.sign == Some('=');
        if kind == Kind::InQuery {
            if !in_query {
                return word.place.end;
            }
            return self.plain(value::word(text, gap.value), word.place.end);
        }
        if kind == Kind::Credentials && (!text[gap.value..].starts_with(['{', '[']) || starts_object(text, gap.value)) {
            return word.place.end;
        }
        if in_query {
            return self.plain(value::word(text, gap.value), word.place.end);
        }
        if let Some(end) = expression::end(text, word, kind, &gap) {
            return end;
        }
        let is_quoted = is_mark(text, start);
        let is_line = begins_line(text, start);
        if let Some(next) = self.header(word, kind, &gap, is_line) {
            return next;
        }
        if gap.value >= text.len() || gap.is_other_line && gap.sign.is_none() && !gap.is_closed {
            return word.place.end;
        }
        let is_certain = match gap.sign {
            // `"passwordProfile.password", "value"` is a path, and the next name.
            Some(',' | ';' | '|' | '>') => {
                (gap.is_closed && before != Some('.') || is_quoted) && self.objects.last() == Some(&true)
            }
            Some(_) => true,
            None => is_quoted && gap.is_closed || before == Some('-'),
        } && kind != Kind::Weak;
        if is_container(text, gap.value) && gap.sign.is_some() {
            if kind == Kind::Weak || text[gap.value..].starts_with('(') && !is_quoted {
                return word.place.end;
            }
            return self.container(gap.value, kind);
        }
        match quote::at(text, gap.value) {
            Some(mark) => {
                let (inside, end) = quote::string(text, gap.value, mark);
                let words = &text[inside.clone()];
                // After a lost value there is the next name.
                let is_name = is_sign_behind(text, end) && gap.sign != Some('=') && words.bytes().all(is_name_byte);
                if !(is_certain && !is_name || value::looks_secret(words)) {
                    return gap.value;
                }
                self.add(inside, kind, true);
                self.more(end, kind)
            }
            None if matches!(gap.sign, Some(',' | ';')) && is_member_of_its_own(text, gap.value) => gap.value,
            None => {
                let in_json = gap.is_closed
                    || is_quoted && gap.sign.is_some()
                    || before.is_some_and(|it| matches!(it, '{' | ',')) && self.objects.last() == Some(&true);
                let inside = if in_json {
                    value::bare(text, gap.value)
                } else if is_line && gap.sign.is_some() || gap.sign == Some('=') {
                    value::setting(text, gap.value)
                } else {
                    value::word(text, gap.value)
                };
                self.bare(word, kind, &gap, in_json, is_certain, inside)
            }
        }
    }

    /// A value without an opening quotation mark.
    fn bare(
        &mut self,
        word: &Word,
        kind: Kind,
        gap: &Gap,
        in_json: bool,
        is_certain: bool,
        inside: Range<usize>,
    ) -> usize {
        let text = self.text;
        let words = &text[inside.clone()];
        let is_word = !words.contains(char::is_whitespace);
        let next_name = word::read(text, inside.start);
        // In a sentence, and where a value is lost, what follows is an ordinary word.
        let is_name = is_word
            && (name::kind(&next_name).is_some_and(|it| it != Kind::InQuery)
                || is_sign_behind(text, inside.end) && !in_json);
        let is_ordinary = gap.sign != Some('=') && !in_json || gap.sign.is_none();
        let is_secret = match kind {
            _ if inside.is_empty() || value::is_literal(words.trim()) => false,
            _ if value::looks_secret(words) || in_json && words.split_whitespace().any(value::looks_secret) => true,
            _ if is_name || !is_certain || kind == Kind::Weak => false,
            _ if is_ordinary && !ends_line(text, word, &inside) => false,
            _ => !words.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') || words.len() >= 6,
        };
        if !is_secret {
            return word.place.end;
        }
        let end = inside.end;
        self.add(inside, kind, false);
        // The closing quotation mark is the end of this value, and opens none.
        let end = end + quote::at(text, end).map_or(0, |mark| mark.length);
        if in_json { self.more(end, kind) } else { end }
    }

    /// The line of a header, or `None` if the name is not that of one here.
    fn header(&mut self, word: &Word, kind: Kind, gap: &Gap, is_line: bool) -> Option<usize> {
        let text = self.text;
        let colon = matches!(gap.sign, Some(':' | '：' | '='));
        let is_token = is_line && word.is_kebab && kind == Kind::Secret;
        if !kind.is_header() && !is_token {
            return None;
        }
        let is_quoted = quote::at(text, gap.value).is_some() && (gap.is_closed || gap.sign == Some('='));
        let is_member = gap.is_closed && is_mark(text, word.place.start);
        if is_quoted || is_member || is_container(text, gap.value) && colon {
            return None;
        }
        if !colon && !is_line {
            return None;
        }
        let within = mark_before(text, word.place.start);
        let depth = indent(text, word.place.start);
        // A value that is folded in full stands deeper than its name, be there a blank line between them.
        let is_folded = gap.is_other_line && indent(text, gap.value) > depth;
        let start = if gap.is_other_line && !is_folded { line_behind(text, word.place.end) } else { gap.value };
        let mut place = value::line(text, start, within);
        let mut end = place.end;
        while let Some(next) = folded(text, end, depth) {
            place.end = next;
            end = next;
        }
        let words = text[place.clone()].trim_start();
        let first = words.split_whitespace().next().unwrap_or_default();
        let last = words.split_whitespace().last().unwrap_or_default();
        let is_value = colon
            || match kind {
                // Without a colon it may be a sentence.
                Kind::Authorization => {
                    value::looks_secret(last) || words.split_whitespace().nth(2).is_none() && is_scheme(first)
                }
                _ => first.contains('=') || value::looks_secret(first) || first == words && value::looks_secret(words),
            };
        if !is_value || words.is_empty() {
            return None;
        }
        place.start = place.end - words.len();
        // Which scheme it is, is not a secret, and two parts of `Cookie: {{cookie}}` are none either.
        self.add(place, kind, true);
        Some(end)
    }

    /// Adds a value of one word, unless it is a gap.
    fn plain(&mut self, place: Range<usize>, name: usize) -> usize {
        let words = &self.text[place.clone()];
        if words.len() < 4 || value::is_gap(words) || value::is_literal(words) {
            return name;
        }
        let end = place.end;
        self.found.push(place);
        end
    }

    pub(super) fn add(&mut self, place: Range<usize>, kind: Kind, is_whole: bool) {
        let place = if kind == Kind::Authorization { value::behind_scheme(self.text, place) } else { place };
        let words = &self.text[place.clone()];
        let is_short = !is_whole && place.len() < 4;
        if !is_short
            && !value::is_gap(words)
            && !value::is_literal(words)
            && (kind != Kind::Weak || value::looks_secret(words))
        {
            self.found.push(place);
        }
    }

    /// What is after the scheme that ends at `at`, if it is not a word of a sentence.
    fn credentials(&mut self, at: usize) -> usize {
        let text = self.text;
        let rest = text[at..].trim_start_matches(is_space);
        let start = text.len() - rest.len();
        if start == at {
            return at;
        }
        // What is no token of RFC 9110 may be a password with any sign in it.
        let is_within = |(at, it): (usize, char)| {
            it.is_ascii_alphanumeric() || "-_.~+/=%!*…\\".contains(it) || at > 0 && "#@&^?".contains(it)
        };
        let length = rest.char_indices().find(|&it| !is_within(it)).map_or(rest.len(), |(at, _)| at);
        let words = &rest[..length];
        let is_random = words.contains(|it: char| it.is_ascii_digit())
            || words.get(1..).is_some_and(|rest| rest.contains(|it: char| it.is_ascii_uppercase()));
        if length >= 20 || length >= 8 && is_random || value::looks_secret(words) {
            self.found.push(start..start + length);
            return start + length;
        }
        at
    }
}

fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'@' | b'.' | b'$')
}

/// Whether a list or an object begins at `at`, and not something that is filled in later.
pub(super) fn is_container(text: &str, at: usize) -> bool {
    let rest = &text[at..];
    let is_gap = || {
        let end = rest.find(['}', '"', '\'', ',', '\n', '[']).unwrap_or(rest.len());
        rest.starts_with("{{")
            || rest[end..].starts_with('}') && value::is_gap(&rest[..=end]) && !value::looks_secret(&rest[1..end])
    };
    rest.starts_with(['[', '(']) || rest.starts_with('{') && !is_gap()
}

/// Whether the list at `at` is one of objects, or it is an object itself.
fn starts_object(text: &str, at: usize) -> bool {
    text[at..].trim_start_matches(|it: char| is_space(it) || it == '[').starts_with('{')
}

/// Whether a name and its sign begin at `at`, with the value apart from them: `value = "…"`.
fn is_member_of_its_own(text: &str, at: usize) -> bool {
    let rest = &text[at..];
    let name = rest.bytes().take_while(|byte| is_name_byte(*byte)).count();
    let behind = rest[name..].trim_start_matches([' ', '\t']);
    name > 0
        && behind
            .strip_prefix([':', '='])
            .is_some_and(|value| value.starts_with([' ', '\t', '"', '\'', '{', '[', '@', '$']))
}

fn is_scheme(word: &str) -> bool {
    ["bearer", "basic", "digest", "negotiate", "ntlm", "dpop"].iter().any(|scheme| word.eq_ignore_ascii_case(scheme))
}

/// Whether the name at `start` is that of a part of a query or a form.
fn is_in_query(text: &str, start: usize) -> bool {
    let before = text[..start].trim_end_matches("amp;");
    before.ends_with(['?', '&', '#'])
        || ["u0026", "u003f", "u003F", "%26", "%3F", "%3f"].iter().any(|sign| before.ends_with(sign))
}
