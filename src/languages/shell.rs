//! Shell: what bash, zsh and other shells in the manner of POSIX take.
//!
//! The outline of commands and variables ([`outline`], [`lexer`]), then the values of what the commands that send requests
//! are given ([`value`], [`commands`]). What is not asked for is never evaluated.

mod arguments;
mod clients;
mod commands;
mod files;
mod jq;
mod lexer;
mod notes;
mod outline;
mod session;
mod value;

use self::outline::{Command, Outline};
use self::value::Values;
use super::{Encodings, KnownClient, Language, Script};
use crate::text::Span;

pub(super) static LANGUAGE: Language = Language {
    name: "shell",
    extensions: &["sh", "bash", "zsh"],
    interpreters: &["sh", "bash", "zsh", "dash", "ash", "ksh"],
    fences: &[
        "bash",
        "sh",
        "shell",
        "zsh",
        "console",
        "shell-session",
        "shellsession",
        "sh-session",
        "terminal",
        "azurecli",
        "azurecli-interactive",
        "curl",
    ],
    encodings: Encodings::Utf8,
    comment: ("# ", ""),
    read,
};

fn read(text: &str, span: Span, clients: &[KnownClient]) -> Script {
    // A prompt and what a command wrote are not words of the script.
    let session = session::commands(span.of(text)).and_then(|commands| {
        let mut whole = String::with_capacity(text.len());
        whole.push_str(text.get(..span.start as usize)?);
        whole.push_str(&commands);
        Some(whole)
    });
    let code = session.as_deref().unwrap_or(text);
    let mut outline = lexer::read(code, span, false);
    if outline.unclosed {
        // One quote is lost. A string may go over lines, so everything after it is in doubt; if every string ends with its
        // line, only this line is. The reading that sees more commands is the right one.
        let again = lexer::read(code, span, true);
        if again.commands.len() > outline.commands.len() {
            outline = again;
        }
    }
    let values = Values::new(code, &outline);
    let calls: Vec<_> =
        outline.commands.iter().filter_map(|command| clients::call(&values, command, clients)).collect();
    let statements = if calls.is_empty() { Vec::new() } else { statements(&values, &outline, clients) };
    Script { calls, comments: std::mem::take(&mut outline.comments), statements, embedded: Vec::new() }
}

/// The statements of calls, and of what is done to variables.
fn statements(values: &Values<'_>, outline: &Outline, clients: &[KnownClient]) -> Vec<Span> {
    let sends = |command: &&Command| clients::sends(values, command, clients);
    let mut places: Vec<u32> = outline.commands.iter().filter(sends).map(|command| command.span.start).collect();
    places.extend(outline.events.iter().map(|event| event.at.saturating_sub(1)));
    places.sort_unstable();
    let mut places = places.into_iter().peekable();
    let mut found = Vec::new();
    for statement in &outline.statements {
        while places.next_if(|&place| place < statement.start).is_some() {}
        if places.peek().is_some_and(|&place| place < statement.end) {
            found.push(*statement);
        }
    }
    found
}
