//! What is open while a script is read: substitutions, and the compound commands in them.

use crate::languages::shell::outline::{Redirect, Word};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FrameKind {
    File,
    /// Command substitution of the form `$( … )`.
    Substitution,
    /// Command substitution of the form `` `…` ``.
    Backtick,
    /// Process substitution of the form `<( … )`.
    Process,
    /// The value of an array: `name=( … )`.
    Array,
}

/// A list of commands that is open: the file, or a substitution.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) kind: FrameKind,
    pub(super) start: usize,
    /// The word that one is in.
    pub(super) word: Option<Word>,
    /// The double-quoted string of that word that one is in: its start, and how many pieces are before it.
    pub(super) double: Option<(usize, usize)>,
    pub(super) words: Vec<Word>,
    pub(super) redirects: Vec<Redirect>,
    /// What the next word is the target of.
    pub(super) redirect: Option<Target>,
    /// How many parentheses of a pattern are open in the word.
    pub(super) pattern: usize,
    pub(super) command_start: Option<usize>,
    /// The command before a `|`.
    pub(super) pipe: Option<usize>,
    /// Whether the statement has to go on after the line end.
    pub(super) continues: bool,
    pub(super) statement: Option<usize>,
    pub(super) block: Vec<usize>,
    pub(super) compounds: Vec<Compound>,
    /// How many of those are parentheses.
    pub(super) parens: usize,
    /// The function whose body is to come.
    pub(super) function: Option<usize>,
}

/// What the word after a redirection is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    In,
    ToFile,
    Out,
    HereString,
    Heredoc { strip: bool },
}

/// A compound command that is open, and what is restored after it.
#[derive(Debug)]
pub(super) struct Compound {
    pub(super) kind: CompoundKind,
    pub(super) scope: usize,
    pub(super) place: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CompoundKind {
    Brace,
    Paren,
    If,
    Loop,
    /// Whether a pattern comes next.
    Case(bool),
}

impl Frame {
    pub(super) fn new(kind: FrameKind, start: usize) -> Self {
        Self {
            kind,
            start,
            word: None,
            double: None,
            words: Vec::new(),
            redirects: Vec::new(),
            redirect: None,
            pattern: 0,
            command_start: None,
            pipe: None,
            continues: false,
            statement: None,
            block: Vec::new(),
            compounds: Vec::new(),
            parens: 0,
            function: None,
        }
    }

    pub(super) fn in_pattern(&self) -> bool {
        matches!(self.compounds.last(), Some(Compound { kind: CompoundKind::Case(true), .. }))
    }
}
