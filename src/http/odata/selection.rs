//! Reads `$select`, `$orderby` and `$expand`: the properties that they name, each with its place.
//!
//! Nested options of `$expand` are read with a stack instead of recursion. What does not parse is left out: these options have
//! next to no syntax of their own, so what is wrong in them is a name.

use super::Decoded;
use super::token::{Token, TokenKind, tokens};
use crate::text::Span;

/// A property path that an option names.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Selected {
    /// The path that an enclosing `$expand` names, as an index into the same list; `None` at the outermost level.
    pub(crate) base: Option<usize>,
    /// Whether the path is one of `$expand`, so that it must lead to a navigation property.
    pub(crate) is_expanded: bool,
    /// The segments, decoded, with their places; `*`, `$ref`, `$count` and `$value` are left out.
    pub(crate) segments: Vec<(String, Span)>,
}

/// The paths of a `$select`: `id,manager/displayName`.
pub(crate) fn select(decoded: &Decoded) -> Vec<Selected> {
    read(decoded, Mode::Select)
}

/// The paths of an `$orderby`: `displayName desc,id`.
pub(crate) fn order_by(decoded: &Decoded) -> Vec<Selected> {
    read(decoded, Mode::OrderBy)
}

/// The paths of an `$expand`, those of nested `$select`, `$orderby` and `$expand` options included.
pub(crate) fn expand(decoded: &Decoded) -> Vec<Selected> {
    read(decoded, Mode::Expand)
}

/// The names of the options in the parentheses of an `$expand`, those with a `$`: `$select` and `$top` of `members($select=id;$top=5)`.
pub(crate) fn nested_options(decoded: &Decoded) -> Vec<(String, Span)> {
    let tokens = tokens(decoded);
    let word = |token: &Token| decoded.text().get(token.start..token.end).unwrap_or_default();
    let mut found = Vec::new();
    for window in tokens.windows(3) {
        let [before, name, equals] = window else { continue };
        let is_first = matches!(before.kind, TokenKind::Open | TokenKind::Semicolon);
        let is_option = name.kind == TokenKind::Name && word(name).starts_with('$') && word(equals) == "=";
        if is_first && is_option {
            found.push((word(name).to_owned(), decoded.span(name.start, name.end)));
        }
    }
    found
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Select,
    OrderBy,
    Expand,
    /// The value of another option, whose names are not read here.
    Other,
}

fn read(decoded: &Decoded, mode: Mode) -> Vec<Selected> {
    let tokens = tokens(decoded);
    let text = decoded.text();
    let word = |token: Token| text.get(token.start..token.end).unwrap_or_default();
    let mut found: Vec<Selected> = Vec::new();
    // The mode outside of the parentheses that are open, and the path that they belong to there.
    let mut outer: Vec<(Mode, Option<usize>)> = Vec::new();
    let mut mode = mode;
    let mut base = None;
    let mut last = None;
    let mut is_begin = true;
    let mut at = 0;
    while let Some(&token) = tokens.get(at) {
        at += 1;
        match token.kind {
            TokenKind::Open => {
                outer.push((mode, base));
                // Options of a path that was not read are about nothing known.
                (mode, base) = (Mode::Other, last.or(base));
                is_begin = true;
            }
            TokenKind::Close => {
                if let Some(before) = outer.pop() {
                    (mode, base) = before;
                }
                is_begin = false;
            }
            TokenKind::Semicolon if !outer.is_empty() => {
                mode = Mode::Other;
                is_begin = true;
            }
            TokenKind::Comma => is_begin = true,
            TokenKind::Name if is_begin => {
                let option =
                    tokens.get(at).is_some_and(|next| next.kind == TokenKind::ForeignOperator && word(*next) == "=");
                if option && !outer.is_empty() {
                    at += 1;
                    mode = nested(word(token));
                    continue;
                }
                is_begin = false;
                let (segments, next) = path(decoded, &tokens, at - 1);
                at = next;
                // A call (`search.score()`) is not a property.
                let is_call = mode != Mode::Expand
                    && mode != Mode::Select
                    && tokens.get(at).is_some_and(|next| next.kind == TokenKind::Open);
                last = None;
                if mode != Mode::Other && !is_call && !segments.is_empty() {
                    last = Some(found.len());
                    found.push(Selected { base, is_expanded: mode == Mode::Expand, segments });
                }
            }
            _ => is_begin = false,
        }
    }
    found
}

fn nested(option: &str) -> Mode {
    match option.trim_start_matches('$').to_ascii_lowercase().as_str() {
        "select" => Mode::Select,
        "expand" => Mode::Expand,
        "orderby" => Mode::OrderBy,
        _ => Mode::Other,
    }
}

/// The segments of the path that begins at token `at`, and the token after it. Empty where a part of it is not known.
fn path(decoded: &Decoded, tokens: &[Token], mut at: usize) -> (Vec<(String, Span)>, usize) {
    let mut segments = Vec::new();
    let mut is_known = true;
    while let Some(token) = tokens.get(at) {
        match token.kind {
            TokenKind::Name => {
                let word = decoded.text().get(token.start..token.end).unwrap_or_default();
                if word.starts_with('@') {
                    is_known = false;
                } else if !word.starts_with('$') {
                    segments.push((word.to_owned(), decoded.span(token.start, token.end)));
                }
            }
            TokenKind::Star => {}
            _ => {
                is_known = false;
                if token.kind != TokenKind::Hole {
                    break;
                }
            }
        }
        at += 1;
        // A placeholder glued to a name makes the name unknown.
        let glued = tokens.get(at).is_some_and(|next| next.kind == TokenKind::Hole && next.start == tokens[at - 1].end);
        is_known &= !glued;
        match tokens.get(at) {
            Some(next) if next.kind == TokenKind::Slash => at += 1,
            _ => break,
        }
    }
    if !is_known {
        segments.clear();
    }
    (segments, at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, read: fn(&Decoded) -> Vec<Selected>) -> Vec<String> {
        let show = |path: &Selected| {
            let names: Vec<&str> = path.segments.iter().map(|(name, _)| name.as_str()).collect();
            format!("{}{}", path.base.map_or(String::new(), |base| format!("{base}:")), names.join("/"))
        };
        read(&Decoded::new(text, Span::whole(text))).iter().map(show).collect()
    }

    #[test]
    fn options_in_parentheses_are_found_at_any_depth() {
        let decoded = |text| Decoded::new(text, Span::whole(text));
        let names =
            |text| -> Vec<String> { nested_options(&decoded(text)).into_iter().map(|(name, _)| name).collect() };
        assert_eq!(names("a($selct=id;$expand=b($tpo=1)),c"), ["$selct", "$expand", "$tpo"]);
        assert_eq!(names("a($filter=x eq '($y=1)';select=id)"), ["$filter"]);
        assert_eq!(names("$a=1"), [] as [&str; 0]);
    }

    #[test]
    fn names_are_read_with_what_they_belong_to() {
        assert_eq!(shown("id, displayName,manager/id,*", select), ["id", "displayName", "manager/id"]);
        assert_eq!(shown("displayName desc,id%20asc", order_by), ["displayName", "id"]);
        assert_eq!(shown("search.score() desc", order_by), [] as [&str; 0]);
        assert_eq!(
            shown("members($select=id,displayName;$expand=owners($top=1;$select=mail)),fields/$ref", expand),
            ["members", "0:id", "0:displayName", "0:owners", "3:mail", "fields"]
        );
        assert_eq!(shown("manager($filter=x eq 1;$levels=max;$orderby=a desc)", expand), ["manager", "0:a"]);
        assert_eq!(shown("{select},id,a{x}", select), ["id"]);
    }
}
