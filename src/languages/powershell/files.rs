//! Files that a script writes before it sends them: `$json | Set-Content $file`, then `az rest --body "@$file"`.

use super::arguments::{self, Argument};
use super::outline::Command;
use super::value::{At, Values};
use crate::languages::files::{self, Writers};
use crate::languages::{Literal, Text};

/// The cmdlets that write a file, and the parameter for what they write.
const WRITERS: [(&str, &str); 7] = [
    ("set-content", "Value"),
    ("sc", "Value"),
    ("out-file", "InputObject"),
    ("tee-object", "InputObject"),
    ("tee", "InputObject"),
    ("add-content", "Value"),
    ("copy-item", ""),
];

const PATHS: [&str; 4] = ["Path", "LiteralPath", "FilePath", "Destination"];

impl Values<'_> {
    /// What a file holds that the script writes before the token `position`: `None` if it writes no such file, and
    /// `Some(None)` if what it writes is not known.
    pub(super) fn written(&self, path: &Text, written: &str, position: usize, at: At) -> Option<Option<Literal>> {
        let key = files::key(self.text, path, written)?;
        let writers = self.writers.get_or_init(|| self.before_all().all_writers());
        let number = *writers.last_before(&key, position)?;
        let is_known = at.depth < 32 && self.steps(8);
        Some(is_known.then(|| self.content(number, at.deeper())).flatten())
    }

    /// What is piped into a command, if that is known.
    pub(super) fn piped(&self, command: &Command, at: At) -> Option<Literal> {
        command.input.clone().map(|input| self.pipeline(input, at.deeper()))
    }

    /// The commands that write files, by their numbers; a place is the number of a token.
    fn all_writers(&self) -> Writers<usize> {
        Writers::new(self.outline.commands.iter().enumerate().filter_map(|(number, command)| {
            let (path, _) = self.writer(number, 0)?;
            let text = super::texts::as_text(&path.value)?;
            Some((files::key(self.text, &text, path.span.of(self.text))?, command.name, number))
        }))
    }

    /// The path and the value of the command with this number, if it writes a file.
    fn writer(&self, number: usize, depth: usize) -> Option<(Argument, Option<Argument>)> {
        let command = self.outline.commands.get(number)?;
        let name = self.words(command.name).to_ascii_lowercase();
        let (_, value) = WRITERS.iter().find(|(known, _)| *known == name)?;
        let names = [PATHS[0], PATHS[1], PATHS[2], PATHS[3], *value, "Encoding", "Width", "Delimiter"];
        let switches = ["Force", "NoNewline", "Append", "NoClobber", "PassThru", "Confirm"];
        let at = At { scope: command.scope, depth };
        let arguments = arguments::bind(self, command.arguments.clone(), &names, &switches, at);
        let mut placed = arguments.positional.iter();
        let path = PATHS.iter().find_map(|name| arguments.get(name)).or_else(|| placed.next())?;
        let value = arguments.get(value).or_else(|| placed.next());
        Some((path.clone(), value.cloned()))
    }

    /// What the command with this number writes into its file, if that is known.
    fn content(&self, number: usize, at: At) -> Option<Literal> {
        let command = self.outline.commands.get(number)?;
        let name = self.words(command.name).to_ascii_lowercase();
        let adds = command.arguments.clone().any(|at| self.words(at).eq_ignore_ascii_case("-append"));
        if adds || matches!(name.as_str(), "add-content" | "copy-item") {
            return None;
        }
        let at = At { scope: command.scope, ..at };
        let value = match self.writer(number, at.depth)?.1 {
            Some(given) => given.value,
            None => self.pipeline(command.input.clone()?, at),
        };
        match value {
            Literal::Text(text) => Some(Literal::Text(Text { word: None, ..(*text).clone() }.into())),
            _ => None,
        }
    }
}
