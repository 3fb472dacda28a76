//! PowerShell, both editions: Windows PowerShell 5.1 and PowerShell 7.
//!
//! Tokens ([`lexer`]), the outline of commands and variables ([`outline`]), and then the values of what the commands that send
//! requests are given ([`value`], [`variables`]). What is not asked for is never evaluated.

mod arguments;
mod clients;
mod commands;
mod hashtable;
mod lexer;
mod members;
mod notes;
mod outline;
mod sdk;
mod strings;
mod texts;
mod value;
mod variables;

use self::outline::Outline;
use self::value::Values;
use super::{KnownClient, Language, Script, innermost, statement_around};
use crate::text::Span;

pub(super) static LANGUAGE: Language = Language {
    name: "PowerShell",
    extensions: &["ps1", "psm1"],
    interpreters: &["pwsh", "pwsh-preview", "powershell"],
    fences: &["powershell", "ps1", "pwsh", "posh", "azurepowershell", "azurepowershell-interactive"],
    comment: ("# ", ""),
    read,
};

fn read(text: &str, span: Span, clients: &[KnownClient]) -> Script {
    let mut cut = lexer::cut(text, span, false);
    let mut outline = outline::read(text, &cut.tokens);
    if cut.unclosed {
        // One quote is lost. A string may go over lines, so everything behind it is in doubt; if every string ends with its
        // line, only this line is. The reading that sees more commands is the right one.
        let again = lexer::cut(text, span, true);
        let outlined = outline::read(text, &again.tokens);
        if outlined.commands.len() > outline.commands.len() {
            (cut, outline) = (again, outlined);
        }
    }
    let values = Values::new(text, &cut.tokens, &outline);
    let calls: Vec<_> =
        outline.commands.iter().filter_map(|command| clients::call(&values, command, clients)).collect();
    let statements = if calls.is_empty() { Vec::new() } else { statements(&values, &outline, clients) };
    Script { calls, comments: cut.comments, statements }
}

/// The statements of calls, and of what is done to variables: of those inside each other, the innermost.
fn statements(values: &Values<'_>, outline: &Outline, clients: &[KnownClient]) -> Vec<Span> {
    let commands = outline.commands.iter().filter(|command| clients::sends(values, command, clients));
    let places = commands.map(|command| command.name).chain(outline.events.iter().map(|event| event.at));
    let around = places.filter_map(|place| statement_around(&outline.statements, place));
    innermost(around.map(|statement| values.span(statement)))
}
