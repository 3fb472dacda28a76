//! Reads the words of a comment: `msgraph-lint: ignore[rule-a,rule-b] reason`.

use super::{Ignore, IgnoreError, IgnoreErrorKind, MARK, Name};
use crate::comment::Comment;
use crate::finding::RuleInfo;
use crate::source::Source;
use crate::text::{Span, offset};

/// What a comment can ask for, each with whether it asks it for the whole source.
const WORDS: [(&str, bool); 2] = [("ignore", false), ("ignore-file", true)];

/// The suppression that `comment` is, or is meant to be, or `None` if it speaks of something else.
pub(crate) fn read(source: &Source, comment: &Comment, rules: &[&'static RuleInfo]) -> Option<Ignore> {
    let text = source.text();
    let words = comment.words.of(text).trim();
    let asked = words.strip_prefix(MARK)?.trim_start();
    let end = comment.words.end - offset(comment.words.of(text).len() - comment.words.of(text).trim_end().len());
    let at = |rest: &str| end - offset(rest.len());

    let length = asked.find(|character: char| !(character.is_alphanumeric() || "-_".contains(character)));
    let (word, rest) = asked.split_at(length.unwrap_or(asked.len()));
    let word_span = Span::new(at(asked), at(rest));
    let rest = rest.trim_start();
    let known = WORDS.iter().find(|(known, _)| *known == word);
    let list = rest.strip_prefix('[').and_then(|inside| inside.split_once(']'));

    let whole = known.is_some_and(|&(_, whole)| whole);
    let mut ignore = Ignore {
        comment: comment.span,
        reach: if whole { Vec::new() } else { reach(source, comment) },
        whole,
        syntax_error: None,
        names: Vec::new(),
        reason: None,
        close: end,
    };
    let syntax_error = |kind, span, remedy| Some(IgnoreError { span, kind, remedy });
    match (known, list) {
        (None, _) => {
            // Without a word there is only one place to point at.
            let span = if word.is_empty() { comment.span } else { word_span };
            let nearest = crate::text::suggest::nearest(word, WORDS.map(|(known, _)| known));
            let remedy = nearest.map(|nearest| (word_span, nearest.to_owned()));
            ignore.syntax_error = syntax_error(IgnoreErrorKind::UnknownWord, span, remedy);
        }
        (Some(_), Some((inside, behind))) => {
            let open = at(rest) + 1;
            ignore.names = list_names(inside, open);
            ignore.close = open + offset(inside.len());
            let reason = behind.trim_start_matches(|it: char| it.is_whitespace() || ":-–—".contains(it));
            ignore.reason = (!reason.is_empty()).then(|| Span::new(at(reason), end));
            if ignore.names.is_empty() {
                ignore.syntax_error =
                    syntax_error(IgnoreErrorKind::NoNames, Span::new(word_span.start, ignore.close + 1), None);
            }
        }
        (Some(_), None) => {
            let opened = rest.starts_with('[');
            let remedy = meant_list(rest, rules).map(|(list, length)| {
                let start = if opened { at(rest) } else { word_span.end };
                (Span::new(start, at(rest) + offset(length)), list)
            });
            ignore.syntax_error = if opened {
                syntax_error(IgnoreErrorKind::Unclosed, Span::new(at(rest), at(rest) + 1), remedy)
            } else {
                syntax_error(IgnoreErrorKind::NoNames, word_span, remedy)
            };
        }
    }
    Some(ignore)
}

/// The lines of the comment and what it is about.
fn reach(source: &Source, comment: &Comment) -> Vec<Span> {
    let (text, lines) = (source.text(), source.lines());
    let start = lines.line_start(lines.line(comment.span.start));
    let end = lines.line_span(text, lines.line(comment.span.end)).end;
    [Span::new(start, end)].into_iter().chain(comment.about).collect()
}

/// The words of a list that begins at `start`, without empty ones.
fn list_names(list: &str, start: u32) -> Vec<Name> {
    let mut at = start;
    let mut names = Vec::new();
    for part in list.split(',') {
        let word = part.trim();
        let begin = at + offset(part.len() - part.trim_start().len());
        if !word.is_empty() {
            let span = Span::new(begin, begin + offset(word.len()));
            names.push(Name { span, known: false, meant: None, checked: false, used: false });
        }
        at += offset(part.len() + 1);
    }
    names
}

/// The list that `words` begin with, if its brackets are only forgotten: names of rules and groups, and the bytes up to the
/// end of the last one.
fn meant_list(words: &str, rules: &[&'static RuleInfo]) -> Option<(String, usize)> {
    let separates = |character: char| character.is_whitespace() || "[,:".contains(character);
    let (mut names, mut end) = (Vec::new(), 0);
    loop {
        let rest = words[end..].trim_start_matches(separates);
        let name = rest.split(separates).next().unwrap_or_default();
        if !rules.iter().any(|rule| super::names(name, rule)) {
            break;
        }
        names.push(name);
        end = words.len() - rest.len() + name.len();
    }
    (!names.is_empty()).then(|| (format!("[{}]", names.join(",")), end))
}
