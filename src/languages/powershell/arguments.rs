//! The arguments of a command: by name, by place, and out of a hashtable (`@params`)
//! (<https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_parameters>).

use std::ops::Range;
use std::rc::Rc;

use super::lexer::{Bracket, Kind};
use super::value::{At, Values};
use crate::languages::{Key, Literal, Part, Text};
use crate::text::Span;
use crate::text::quoting::Quoting;

/// The arguments of a command.
#[derive(Debug, Default)]
pub(super) struct Arguments {
    /// By the name of the parameter, as the command calls it.
    pub(super) named: Vec<(String, Argument)>,
    /// Those without a name, in order.
    pub(super) positional: Vec<Argument>,
    /// The switches that are there.
    switches: Vec<String>,
    /// The other parameters that are there without a value.
    pub(super) bare: Vec<(String, Key)>,
    /// Whether there may be others: a hashtable of arguments is not known.
    pub(super) incomplete: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Argument {
    pub(super) value: Literal,
    pub(super) span: Span,
    /// The name of its parameter as it is written, if it is.
    pub(super) key: Option<Key>,
}

impl Arguments {
    pub(super) fn get(&self, name: &str) -> Option<&Argument> {
        self.named.iter().rev().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, argument)| argument)
    }

    pub(super) fn has(&self, switch: &str) -> bool {
        self.switches.iter().any(|known| known == switch)
    }
}

/// Reads the arguments in `range`. The command has the parameters `names`, which take a value, and `switches`, which take
/// none; of others nothing is known, and what follows one is taken for its value.
pub(super) fn bind(values: &Values<'_>, range: Range<usize>, names: &[&str], switches: &[&str], at: At) -> Arguments {
    let mut arguments = Arguments::default();
    let mut index = range.start;
    while index < range.end {
        match values.kind(index) {
            Some(Kind::Dash) => {
                let token = &values.tokens[index];
                let written = token.inner.of(values.text);
                let has_colon = token.span.of(values.text).ends_with(':');
                index += 1;
                if let Some(switch) = meant(switches, written).filter(|_| !has_colon) {
                    arguments.switches.push(switch.to_owned());
                    continue;
                }
                let name = meant(names, written).map_or_else(|| written.to_owned(), str::to_owned);
                // `-Name = value` is not a PowerShell, and what people write who mean the value.
                while matches!(values.kind(index), Some(Kind::Newline | Kind::Assign)) && index < range.end {
                    index += 1;
                }
                let takes = index < range.end && !matches!(values.kind(index), Some(Kind::Dash | Kind::Splat));
                let key = Key { span: token.inner, inner: token.inner, quoting: Quoting::FixedName };
                if takes || has_colon && index < range.end {
                    let end = argument_end(values, index, range.end);
                    let argument = argument(values, index..end, at);
                    arguments.named.push((name, Argument { key: Some(key), ..argument }));
                    index = end;
                } else {
                    arguments.bare.push((name, key));
                }
            }
            Some(Kind::Splat) => {
                splat(values, index, names, at, &mut arguments);
                index += 1;
            }
            Some(Kind::Newline | Kind::Comma) => index += 1,
            // `2>&1`, `> file`
            Some(Kind::Operator) if values.words(index) == ">" => {
                index = argument_end(values, index + 1, range.end).max(index + 1);
            }
            _ => {
                let end = argument_end(values, index, range.end);
                arguments.positional.push(argument(values, index..end, at));
                index = end;
            }
        }
    }
    arguments
}

/// The parameter that `written` names, whole or by its beginning, in any case, or `None` if there is none, or several.
fn meant<'n>(names: &[&'n str], written: &str) -> Option<&'n str> {
    let exact = names.iter().find(|name| name.eq_ignore_ascii_case(written));
    exact.copied().or_else(|| {
        let begins = |name: &&&str| name.get(..written.len()).is_some_and(|start| start.eq_ignore_ascii_case(written));
        let mut begun = names.iter().filter(begins);
        let first = begun.next().filter(|_| !written.is_empty())?;
        begun.next().is_none().then_some(*first)
    })
}

/// The end of the argument that begins at `from`: what is not parted from it by space, and what a comma adds.
pub(super) fn argument_end(values: &Values<'_>, from: usize, end: usize) -> usize {
    let mut at = values.behind(from, end).max(from + 1);
    while at < end {
        let Some(token) = values.tokens.get(at) else { break };
        if token.kind == Kind::Comma {
            at += 1;
            while at < end && values.kind(at) == Some(Kind::Newline) {
                at += 1;
            }
            at = values.behind(at, end);
        } else if token.glued && !matches!(token.kind, Kind::Newline | Kind::Semicolon | Kind::Pipe) {
            at = values.behind(at, end);
        } else {
            break;
        }
    }
    at.min(end)
}

pub(super) fn argument(values: &Values<'_>, range: Range<usize>, at: At) -> Argument {
    let span = values.span(&range);
    let first = values.kind(range.start);
    let value = match first {
        Some(Kind::Word) if range.len() == 1 => {
            Literal::Text(Rc::new(values.string(span, span, Quoting::PowerShellBare, at)))
        }
        _ if is_put_together(values, &range) => Literal::Text(Rc::new(put_together(values, &range, at))),
        _ => values.expression(range, at),
    };
    Argument { value, span, key: None }
}

/// Whether an argument is one word of several parts: `$base/users`, `https://x/$(…)`.
fn is_put_together(values: &Values<'_>, range: &Range<usize>) -> bool {
    let mut at = range.start;
    let mut before = None;
    while at < range.end {
        match values.kind(at) {
            Some(Kind::Comma) => return false,
            Some(Kind::Word) if !matches!(before, Some(Kind::Dot | Kind::Colons)) => return true,
            Some(Kind::Variable | Kind::Open(Bracket::Sub) | Kind::String(_)) if before.is_some() => return true,
            _ => {}
        }
        before = values.kind(at);
        at = values.behind(at, range.end);
    }
    false
}

fn put_together(values: &Values<'_>, range: &Range<usize>, at: At) -> Text {
    let mut text = Text { span: values.span(range), ..Text::default() };
    let mut index = range.start;
    while index < range.end {
        let mut end = values.behind(index, range.end);
        let part = match values.kind(index) {
            Some(Kind::Word) => {
                let span = values.tokens[index].span;
                Some(values.string(span, span, Quoting::PowerShellBare, at))
            }
            Some(Kind::String(_) | Kind::Variable | Kind::Open(Bracket::Sub)) => {
                while end < range.end && matches!(values.kind(end), Some(Kind::Dot | Kind::Open(Bracket::Square))) {
                    let dot = values.kind(end) == Some(Kind::Dot);
                    end = values.behind(end, range.end) + usize::from(dot);
                    if dot && values.kind(end) == Some(Kind::Open(Bracket::Paren)) {
                        end = values.behind(end, range.end);
                    }
                }
                end = end.min(range.end);
                super::texts::as_text(&values.expression(index..end, at))
            }
            _ => None,
        };
        let place = values.span(&(index..end));
        match part {
            Some(part) => text.parts.extend(part.parts),
            None if matches!(values.kind(index), Some(Kind::Open(_))) => {
                text.parts.extend(Text::hole(place.of(values.text), place).parts);
            }
            None => text.parts.push(Part::Known { text: place.of(values.text).into(), span: place }),
        }
        index = end;
    }
    text
}

/// `@params`: each member of the hashtable is an argument.
fn splat(values: &Values<'_>, index: usize, names: &[&str], at: At, arguments: &mut Arguments) {
    let name = values.tokens[index].inner.of(values.text);
    let Some(Literal::Object(object)) = values.of_variable(name, index, at.deeper()) else {
        arguments.incomplete = true;
        return;
    };
    arguments.incomplete |= object.incomplete;
    for member in &object.members {
        let written = member.key.quoting.read(member.key.inner.of(values.text), 0, 0).0;
        let name = meant(names, &written).map_or(written.clone(), str::to_owned);
        // What is given in the call counts.
        if arguments.get(&name).is_none() {
            let span = member.value.span();
            arguments.named.push((name, Argument { value: member.value.clone(), span, key: Some(member.key) }));
        }
    }
}
