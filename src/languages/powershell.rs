//! PowerShell, both editions: Windows PowerShell 5.1 and PowerShell 7.
//!
//! Tokens ([`lexer`]), the outline of commands and variables ([`outline`]), and then the values of what the commands that send
//! requests are given ([`value`], [`variables`]). What is not asked for is never evaluated.

mod arguments;
mod az;
mod bodies;
mod clients;
mod commands;
mod conditions;
mod curl;
mod files;
mod functions;
mod hashtable;
mod lexer;
mod members;
mod native;
mod notes;
mod outline;
mod sdk;
mod strings;
mod texts;
mod unknown;
mod value;
mod variables;

use std::collections::HashSet;

use self::functions::Wrappers;
use self::outline::Outline;
use self::value::Values;
use super::{
    Body, Call, Encodings, KnownClient, Language, Script, Text, UnknownBody, innermost, is_link, statement_around,
};
use crate::text::Span;

pub(super) static LANGUAGE: Language = Language {
    name: "PowerShell",
    extensions: &["ps1", "psm1"],
    interpreters: &["pwsh", "pwsh-preview", "powershell"],
    fences: &["powershell", "ps1", "pwsh", "posh", "azurepowershell", "azurepowershell-interactive"],
    encodings: Encodings::ByteOrderMark,
    comment: ("# ", ""),
    read,
};

fn read(text: &str, span: Span, clients: &[KnownClient]) -> Script {
    let mut cut = lexer::cut(text, span, false);
    let mut outline = outline::read(text, &cut.tokens);
    if cut.unclosed {
        // One quote is lost. A string may go over lines, so everything after it is in doubt; if every string ends with its
        // line, only this line is. The reading that sees more commands is the right one.
        let again = lexer::cut(text, span, true);
        let outlined = outline::read(text, &again.tokens);
        if outlined.commands.len() > outline.commands.len() {
            (cut, outline) = (again, outlined);
        }
    }
    let values = Values::new(text, &cut.tokens, &outline);
    let (calls, wrappers) = calls(&values, &outline, clients);
    let statements = if calls.is_empty() { Vec::new() } else { statements(&values, &outline, clients, &wrappers) };
    Script { calls, comments: cut.comments, statements, embedded: Vec::new() }
}

/// The calls of a script. What a function is given and sends is a call of whoever calls the function, where more is known.
fn calls(values: &Values<'_>, outline: &Outline, clients: &[KnownClient]) -> (Vec<Call>, Wrappers) {
    let commands = outline.commands.iter().enumerate();
    let direct = commands.filter_map(|(number, command)| Some((number, clients::call(values, command, clients)?)));
    let direct: Vec<(usize, Call)> = direct.collect();
    let wrappers = Wrappers::find(values, &direct);
    let mut direct = direct.into_iter().peekable();
    let mut calls = Vec::new();
    let (mut unfolded, mut used) = (HashSet::new(), HashSet::new());
    for (number, command) in outline.commands.iter().enumerate() {
        if let Some((_, call)) = direct.next_if(|(direct, _)| *direct == number) {
            calls.push((number, command.scope, call));
        } else if let Some(sent) = wrappers.call(values, command, clients) {
            unfolded.insert(sent.scope);
            used.insert(sent.command);
            calls.push((number, command.scope, sent.call));
        } else if let Some(call) = unknown::call(values, command) {
            calls.push((number, command.scope, call));
        }
    }
    // In the function itself nothing more is known, and does not have to be, unless it asks for the next page by itself.
    let is_known = |(number, scope, call): &(usize, usize, Call)| {
        let is_given = |url: &Text| url.is_hole() && (used.contains(number) || !is_link(url.span.of(values.text)));
        !(unfolded.contains(scope) && call.url.as_ref().is_none_or(is_given))
    };
    calls.retain(is_known);
    let silent = |(_, scope, call): (usize, usize, Call)| match call.body {
        Body::Unknown(span, _) if unfolded.contains(&scope) => {
            Call { body: Body::Unknown(span, UnknownBody::Form), ..call }
        }
        _ => call,
    };
    (calls.into_iter().map(silent).collect(), wrappers)
}

/// The statements of calls, and of what is done to variables: of those inside each other, the innermost.
fn statements(values: &Values<'_>, outline: &Outline, clients: &[KnownClient], wrappers: &Wrappers) -> Vec<Span> {
    let sends = |command: &&outline::Command| {
        clients::sends(values, command, clients)
            || wrappers.is_called(values, command)
            || unknown::is_named(values, &values.words(command.name).to_ascii_lowercase())
    };
    let commands = outline.commands.iter().filter(sends);
    let places = commands.map(|command| command.name).chain(outline.events.iter().map(|event| event.at));
    let around = places.filter_map(|place| statement_around(&outline.statements, place));
    innermost(around.map(|statement| values.span(statement)))
}
