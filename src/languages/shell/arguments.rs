//! The arguments of a command, and the options among them.

use super::outline::{Command, Piece, Word};
use super::value::{At, Values};
use crate::languages::{Part, Text};
use crate::text::{Span, offset};

/// Which options of a program take a value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Options {
    pub(super) short: &'static str,
    /// Those of a word, without the dashes.
    pub(super) long: &'static [&'static str],
}

/// The arguments of a command as it gets them.
#[derive(Debug, Default)]
pub(super) struct Expanded<'w> {
    pub(super) texts: Vec<Text>,
    words: Vec<&'w Word>,
    /// Whether there may be others.
    pub(super) incomplete: bool,
}

/// The arguments of a command, parted into options and others.
#[derive(Debug, Default)]
pub(super) struct Arguments {
    /// Options, with their value if they have one, in order. The name is without dashes; a letter is a name too.
    pub(super) options: Vec<(String, Text)>,
    pub(super) positional: Vec<Text>,
    pub(super) incomplete: bool,
}

impl Arguments {
    /// The values of the options called one of `names`, in order.
    pub(super) fn all<'a>(&'a self, names: &'a [&str]) -> impl DoubleEndedIterator<Item = &'a Text> {
        self.options.iter().filter(|(name, _)| names.contains(&name.as_str())).map(|(_, value)| value)
    }

    /// The value of the last option called one of `names`.
    pub(super) fn get<'a>(&'a self, names: &'a [&str]) -> Option<&'a Text> {
        self.all(names).next_back()
    }

    pub(super) fn has(&self, names: &[&str]) -> bool {
        self.options.iter().any(|(name, _)| names.contains(&name.as_str()))
    }
}

/// The arguments of `command` after its first `skip` words.
pub(super) fn expand<'t>(values: &Values<'t>, command: &'t Command, skip: usize, at: At) -> Expanded<'t> {
    let mut expanded = Expanded::default();
    for word in command.words.iter().skip(skip) {
        add(values, word, at, &mut expanded);
    }
    expanded
}

fn add<'t>(values: &Values<'t>, word: &'t Word, at: At, expanded: &mut Expanded<'t>) {
    let [Piece::Variable { span, name, rest, quoted }] = word.pieces.as_slice() else {
        if let [Piece::Command { quoted: false, .. } | Piece::Unknown(_)] = word.pieces.as_slice() {
            expanded.incomplete = true;
        }
        expanded.texts.push(values.word(word, at));
        expanded.words.push(word);
        return;
    };
    let (name_words, rest_words) = (name.of(values.text), rest.of(values.text));
    if matches!(name_words, "@" | "*") {
        expanded.incomplete = true;
        return;
    }
    if matches!(rest_words, "[@]" | "[*]") {
        match values.array(name_words, span.start, at) {
            Some((words, complete)) if at.depth < 8 => {
                expanded.incomplete |= !complete;
                for word in words {
                    add(values, word, at.deeper(), expanded);
                }
            }
            _ => expanded.incomplete = true,
        }
        return;
    }
    let value = values.word(word, at);
    // A variable without quotes may be any number of arguments.
    expanded.incomplete |= !quoted && value.is_hole() && value.made.is_none();
    expanded.texts.push(value);
    expanded.words.push(word);
}

/// The options and other arguments of `command` after its first `skip` words.
pub(super) fn parse<'t>(
    values: &Values<'t>,
    command: &'t Command,
    skip: usize,
    options: &Options,
    at: At,
) -> Arguments {
    let expanded = expand(values, command, skip, at);
    let mut arguments = Arguments { incomplete: expanded.incomplete, ..Arguments::default() };
    let mut texts = expanded.texts.into_iter().zip(expanded.words);
    while let Some((text, word)) = texts.next() {
        let value = first_words(values, &text);
        if let Some(name) = value.strip_prefix("--").filter(|name| !name.is_empty()) {
            let (name, is_joined) = match name.split_once('=') {
                Some((name, _)) => (name.to_owned(), true),
                None => (name.to_owned(), false),
            };
            let value = if is_joined {
                joined(values, word, &text, name.len() + 3, at)
            } else if options.long.contains(&name.as_str()) {
                texts.next().map(|(text, _)| text)
            } else {
                Some(Text { span: text.span, ..Text::default() })
            };
            match value {
                Some(value) => arguments.options.push((name, value)),
                None => arguments.incomplete = true,
            }
            continue;
        }
        if let Some(letters) = value.strip_prefix('-').filter(|letters| !letters.is_empty()) {
            let mut length = 1;
            for letter in letters.chars() {
                length += letter.len_utf8();
                if options.short.contains(letter) {
                    let is_last = length == value.len() && text.parts.len() <= 1;
                    let value = if is_last {
                        texts.next().map(|(text, _)| text)
                    } else {
                        joined(values, word, &text, length, at)
                    };
                    match value {
                        Some(value) => arguments.options.push((letter.to_string(), value)),
                        None => arguments.incomplete = true,
                    }
                    break;
                }
                arguments.options.push((letter.to_string(), Text { span: text.span, ..Text::default() }));
            }
            continue;
        }
        arguments.positional.push(text);
    }
    arguments
}

/// The value that is joined to an option of `length` bytes in one word.
fn joined(values: &Values<'_>, word: &Word, text: &Text, length: usize, at: At) -> Option<Text> {
    if let Some((Piece::Text { inner, .. }, rest @ [first, ..])) = word.pieces.split_first()
        && inner.len() as usize == length
        && text.span.start <= inner.start
    {
        return Some(values.pieces(rest, Span::new(first.span().start, word.span.end), at));
    }
    without(values, text, length)
}

/// The characters that a text begins with, up to the first that are not written as they stand.
fn first_words(values: &Values<'_>, text: &Text) -> String {
    match text.parts.first() {
        Some(Part::Words { span, quoting }) => quoting.read(span.of(values.text), 0, 0).0,
        Some(Part::Known { text, .. }) => text.to_string(),
        _ => String::new(),
    }
}

/// A text without its first `length` bytes, or `None` if these are not written as they stand.
pub(super) fn without(values: &Values<'_>, text: &Text, length: usize) -> Option<Text> {
    let (first, rest) = text.parts.split_first()?;
    let mut parts = Vec::with_capacity(text.parts.len());
    match first {
        Part::Words { span, quoting } => {
            let raw = span.of(values.text);
            let start = raw.get(..length)?;
            if start.contains(['\\', '`']) {
                return None;
            }
            if raw.len() > length {
                parts.push(Part::Words { span: Span::new(span.start + offset(length), span.end), quoting: *quoting });
            }
        }
        Part::Known { text, span } => {
            parts.push(Part::Known { text: text.get(length..)?.into(), span: *span });
        }
        Part::Hole { .. } => return None,
    }
    parts.extend(rest.iter().cloned());
    let start = match parts.first() {
        Some(Part::Words { span, .. } | Part::Known { span, .. } | Part::Hole { span, .. }) => span.start,
        None => text.span.end,
    };
    let start = if text.span.start <= start && start <= text.span.end { start } else { text.span.start };
    Some(Text { span: Span::new(start, text.span.end), parts, ..Text::default() })
}
