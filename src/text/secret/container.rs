//! Secrets in lists and objects below the name of a secret, and in lists whose brackets are lost.

use super::gap::{is_sign_behind, is_value_behind};
use super::name::{self, Kind};
use super::quote::{self, is_space};
use super::walk::Walk;
use super::{value, word};

impl Walk<'_, '_> {
    /// Strings after the value that ends at `at` which are not names: of a list whose bracket is lost, or parts of a
    /// value into which marks or a comma got.
    pub(super) fn more(&mut self, at: usize, kind: Kind) -> usize {
        let text = self.text;
        let mut end = at;
        loop {
            let rest = text[end..].trim_start_matches(|it: char| is_space(it) || matches!(it, ',' | ';' | '+'));
            let start = text.len() - rest.len();
            let Some(mark) = quote::at(text, start).filter(|_| start > end || end == at) else { return end };
            let (inside, behind) = quote::string(text, start, mark);
            let is_name = name::kind(&word::read(text, inside.start)).is_some();
            if inside.is_empty() || is_name || is_sign_behind(text, behind) || is_value_behind(text, behind) {
                return end;
            }
            self.add(inside, kind, true);
            end = behind;
        }
    }

    /// Everything in the list or object that begins at `at` but for its names.
    pub(super) fn container(&mut self, at: usize, kind: Kind) -> usize {
        let text = self.text;
        let mut open: Vec<bool> = Vec::new();
        let (mut at, mut member) = (at, None);
        while let Some(character) = text[at..].chars().next() {
            let mark = quote::at(text, at);
            match character {
                '{' | '[' | '(' => {
                    open.push(character == '{');
                    at += 1;
                }
                '}' | ']' | ')' => {
                    open.pop();
                    at += 1;
                    if open.is_empty() {
                        return self.more(at, kind);
                    }
                }
                _ if mark.is_none()
                    && (is_space(character) || matches!(character, ',' | ':' | ';' | '=' | '\\' | '@' | '>')) =>
                {
                    at += character.len_utf8();
                    if character == ',' {
                        member = None;
                    }
                }
                _ => {
                    let (inside, end) = match mark {
                        Some(mark) => quote::string(text, at, mark),
                        None => {
                            let inside = value::word(text, at);
                            let inside = at..inside.end.max(at + character.len_utf8());
                            let colon = text[inside.clone()].find(':').map_or(inside.end, |length| at + length.max(1));
                            (at..colon, colon)
                        }
                    };
                    let words = &text[inside.clone()];
                    let is_name = is_sign_behind(text, end)
                        || member.is_none() && open.last() == Some(&true) && is_value_behind(text, end);
                    if is_name && !(member.is_some() && value::looks_secret(words)) {
                        member = Some(is_public(words));
                    } else {
                        let is_public =
                            member == Some(true) || mark.is_none() && words.bytes().all(|byte| byte.is_ascii_digit());
                        if !is_public || value::looks_secret(words) {
                            self.add(inside, kind, mark.is_some());
                        }
                        member = None;
                    }
                    at = end.max(at + 1);
                }
            }
        }
        at
    }
}

/// Names of members beside a secret that say what it is for.
fn is_public(name: &str) -> bool {
    [
        "name",
        "key",
        "id",
        "keyId",
        "displayName",
        "type",
        "domain",
        "path",
        "expires",
        "endDateTime",
        "startDateTime",
        "expiresIn",
    ]
    .iter()
    .any(|public| name.eq_ignore_ascii_case(public))
}
