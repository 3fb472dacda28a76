//! What is around JSON: taking off what is before it and what closes that after it.

use super::lines::delete;
use crate::text::Edit;

/// The edits that take off the first `start` bytes, and at the end `closing` with what a statement ends with, or what the
/// rest of a command is.
pub(super) fn without(text: &str, start: usize, closing: &[&str]) -> Vec<Edit> {
    let filled = text.trim_end().len();
    if let Some(end) = before_command(&text[start..filled], closing) {
        let mut edits = vec![delete(0..start), delete(start + end..filled)];
        edits.retain(|edit| !edit.span.is_empty());
        return edits;
    }
    let mut end = filled;
    let mut closing = closing.iter().rev().peekable();
    loop {
        let words =
            text[..end].trim_end_matches(|character: char| character.is_whitespace() || matches!(character, ';' | ','));
        end = words.len().max(start);
        match closing.next().and_then(|sign| text[start..end].strip_suffix(*sign)) {
            Some(words) => end = start + words.len(),
            None => break,
        }
    }
    // A comma after everything is a mistake of its own.
    if !text[end..filled].contains(';') && closing.peek().is_none() && text[end..filled].trim() == "," {
        end = filled;
    }
    let mut edits = vec![delete(0..start)];
    if end < filled {
        edits.push(delete(end..filled));
    }
    edits.retain(|edit| !edit.span.is_empty());
    edits
}

/// Where the JSON at the beginning of `words` ends, if `closing` and the rest of a command are after it: a sign by which
/// it goes on in the next line, a pipe, a redirection, an option.
fn before_command(words: &str, closing: &[&str]) -> Option<usize> {
    let end = match closing.first() {
        // The last mark after a bracket: the rest of the command may have marks and brackets of its own.
        Some(mark) => words
            .match_indices(mark)
            .map(|(at, _)| words[..at].trim_end().len())
            .filter(|&end| {
                words[..end].ends_with(['}', ']'])
                    && goes_on(behind_closing(&words[end..], closing).unwrap_or_default())
            })
            .last()?,
        None => words.rfind(['}', ']'])? + 1,
    };
    let rest = behind_closing(&words[end..], closing)?;
    goes_on(rest).then_some(end)
}

/// What is after the marks in `closing` at the beginning of `words`.
fn behind_closing<'t>(words: &'t str, closing: &[&str]) -> Option<&'t str> {
    closing.iter().try_fold(words.trim_start(), |rest, mark| Some(rest.strip_prefix(*mark)?.trim_start()))
}

/// Whether `rest` goes on as a command does.
fn goes_on(rest: &str) -> bool {
    matches!(rest, "\\" | "`" | "^" | ")" | "\")") || rest.starts_with(['|', '>', '-']) || rest.starts_with("\\\n")
}

/// The bytes of a name of a variable or a function at the beginning of `text`.
pub(super) fn name_length(text: &str) -> usize {
    let begins = |character: char| character.is_alphabetic() || matches!(character, '_' | '$');
    if !text.starts_with(begins) {
        return 0;
    }
    text.find(|character: char| !(character.is_alphanumeric() || matches!(character, '_' | '$' | '.' | ':')))
        .unwrap_or(text.len())
}

/// The length of `name = ` at the beginning of `text`, with the words that declare it.
pub(super) fn assignment_length(text: &str) -> Option<usize> {
    const WORDS: [&str; 12] =
        ["const ", "let ", "var ", "final ", "string ", "String ", "export ", "my ", "local ", "set ", "val ", "auto "];
    let mut at = text.len() - text.trim_start().len();
    while let Some(word) = WORDS.iter().find(|word| text[at..].starts_with(**word)) {
        at += word.len();
    }
    let name = name_length(&text[at..]);
    let name = text[at..at + name].trim_end_matches(':').len();
    let behind = text[at + name..].trim_start();
    let annotated = behind.strip_prefix(':').filter(|kind| !kind.starts_with('=')).and_then(|kind| {
        let kind_end = kind
            .find('=')
            .filter(|&end| kind[..end].chars().all(|it| it.is_alphanumeric() || " <>[],.|".contains(it)))?;
        Some(&kind[kind_end..])
    });
    let behind = annotated.unwrap_or(behind);
    let value =
        behind.strip_prefix(":=").or_else(|| behind.strip_prefix('=').filter(|rest| !rest.starts_with(['=', '>'])))?;
    (name > 0).then(|| text.len() - value.trim_start().len())
}
