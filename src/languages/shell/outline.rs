//! The outline of a shell script: its commands and what is done to its variables. Nothing of it is evaluated yet.

use std::collections::HashMap;

use crate::text::quoting::Quoting;
use crate::text::{Span, offset};

/// What is known of a script before any value is. Commands, substitutions and here-documents refer to each other by
/// number, so that nothing nests.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// The commands, in the order in which they end.
    pub(super) commands: Vec<Command>,
    /// The commands of each `$( … )`.
    pub(super) blocks: Vec<Vec<usize>>,
    pub(super) heredocs: Vec<Heredoc>,
    /// What is done to the variables, in order.
    pub(super) events: Vec<Event>,
    /// The numbers of the events of each variable.
    pub(super) of_variable: HashMap<String, Vec<usize>>,
    /// The scope around each scope. The first one is the file; the others are functions.
    pub(super) scopes: Vec<Option<usize>>,
    /// The scope of each function, by its name.
    pub(super) functions: HashMap<String, usize>,
    /// The statements outside of substitutions, in order.
    pub(super) statements: Vec<Span>,
    /// The branch or loop around each branch or loop. The first one is the file.
    pub(super) places: Vec<u32>,
    /// Each with its sign, and its words.
    pub(super) comments: Vec<(Span, Span)>,
    /// Whether a string or a here-document is never closed.
    pub(super) unclosed: bool,
}

#[derive(Debug)]
pub(crate) struct Command {
    pub(super) span: Span,
    pub(super) words: Vec<Word>,
    pub(super) redirects: Vec<Redirect>,
    pub(super) scope: usize,
    /// The number of the command that is piped into it.
    pub(super) input: Option<usize>,
}

#[derive(Debug)]
pub(super) enum Redirect {
    /// Input from a file: `< file`.
    In(Word),
    /// What the command writes goes to a file: `> file`, `>> file`.
    ToFile(Word),
    /// Other output, such as `2> file` and `>&2`.
    Out,
    /// A here-string, written as `<<< word`.
    HereString(Word),
    /// The number of a here-document.
    Heredoc(usize),
}

#[derive(Debug, Default)]
pub(super) struct Heredoc {
    pub(super) span: Span,
    pub(super) pieces: Vec<Piece>,
}

/// A word: what is between two spaces.
#[derive(Clone, Debug, Default)]
pub(super) struct Word {
    pub(super) span: Span,
    pub(super) pieces: Vec<Piece>,
}

/// A part of a word.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    /// Characters: what is between the quotation marks, and all of it.
    Text { inner: Span, quoting: Quoting, whole: Span },
    /// `$x` or `${x…}`: all of it, the name, and what is after the name in the braces.
    Variable { span: Span, name: Span, rest: Span, quoted: bool },
    /// `$( … )`, and the number of its block.
    Command { span: Span, block: usize, quoted: bool },
    /// `( … )` as the value of an array. It holds no further one.
    List(Span, Vec<Word>),
    /// Something else that is not known before the script runs.
    Unknown(Span),
}

/// Something that is done to a variable.
#[derive(Debug)]
pub(super) struct Event {
    /// The end of what does it: what is used before that is the value before.
    pub(super) at: u32,
    pub(super) scope: usize,
    /// The number of the innermost branch or loop around it.
    pub(super) place: u32,
    pub(super) kind: EventKind,
}

/// What is done to it.
#[derive(Debug)]
pub(super) enum EventKind {
    /// It gets the value of a word.
    Set(Word),
    /// The value of a word is added to it.
    Append(Word),
    /// It gets what the command with this number reads.
    Input(usize),
    /// It gets a value that is not known.
    Unknown,
}

impl Outline {
    /// Whether what is done in the branch `inner` is done in `outer` or after a branch of it: whoever gets out
    /// of `inner` gets to `outer`.
    pub(super) fn is_around(&self, outer: u32, inner: u32) -> bool {
        let mut place = inner;
        // Numbers grow inwards.
        for _ in 0..64 {
            if place <= outer {
                break;
            }
            place = self.places.get(place as usize).copied().unwrap_or(0);
        }
        place == outer
    }
}

impl Command {
    /// Whether something else is its standard input.
    pub(super) fn is_fed(&self) -> bool {
        let feeds = |redirect: &Redirect| !matches!(redirect, Redirect::ToFile(_) | Redirect::Out);
        self.input.is_some() || self.redirects.iter().any(feeds)
    }
}

impl Piece {
    pub(super) fn span(&self) -> Span {
        match self {
            Self::Text { whole, .. } => *whole,
            Self::Variable { span, .. } | Self::Command { span, .. } | Self::List(span, _) | Self::Unknown(span) => {
                *span
            }
        }
    }
}

impl Word {
    /// Its characters, if it is one plain word without quotes, such as a keyword.
    pub(super) fn plain<'t>(&self, text: &'t str) -> Option<&'t str> {
        match self.pieces.as_slice() {
            [Piece::Text { inner, quoting: Quoting::ShellBare, .. }] => Some(inner.of(text)),
            _ => None,
        }
    }

    /// Its characters, if nothing expands in it.
    pub(super) fn literal(&self, text: &str) -> Option<String> {
        let mut value = String::new();
        for piece in &self.pieces {
            let Piece::Text { inner, quoting, .. } = piece else { return None };
            value.push_str(&quoting.read(inner.of(text), 0, 0).0);
        }
        Some(value)
    }

    /// The name, whether its value is added to, and the value, if the word is an assignment.
    pub(super) fn assignment(&self, text: &str) -> Option<(Span, bool, Self)> {
        let Some(Piece::Text { inner, quoting: Quoting::ShellBare, whole }) = self.pieces.first() else { return None };
        let words = inner.of(text);
        let name = name_length(words);
        let behind = words.get(name..).filter(|_| name > 0)?;
        let (append, sign) = match behind {
            _ if behind.starts_with("+=") => (true, 2),
            _ if behind.starts_with('=') => (false, 1),
            _ => return None,
        };
        let start = inner.start + offset(name + sign);
        let mut value = Self { span: Span::new(start, self.span.end), pieces: self.pieces.clone() };
        if start >= inner.end {
            value.pieces.remove(0);
        } else if let Some(first) = value.pieces.first_mut() {
            let (inner, whole) = (Span::new(start, inner.end), Span::new(start, whole.end));
            *first = Piece::Text { inner, quoting: Quoting::ShellBare, whole };
        }
        Some((Span::new(inner.start, inner.start + offset(name)), append, value))
    }
}

/// The length of the name of a variable at the start of `words`; 0 if there is none.
pub(super) fn name_length(words: &str) -> usize {
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let length = words.bytes().take_while(|&byte| is_name(byte)).count();
    if words.starts_with(|first: char| first.is_ascii_digit()) { 0 } else { length }
}
