//! What commands write, where that is used: `$(cat <<EOF …)`, `echo '…' | curl -d @-`.

use super::outline::{Command, Redirect};
use super::value::{At, Values};
use crate::languages::{DEPTH, Made, Part, Text};
use crate::text::quoting::Quoting;
use crate::text::{Span, offset};

/// The commands that write nothing to what they are used in.
const SILENT: [&str; 16] = [
    "local", "export", "declare", "readonly", "typeset", "set", "shift", "unset", "read", "return", "true", ":",
    "test", "[", "[[", "exit",
];

impl<'t> Values<'t> {
    /// The command with this number, and its name.
    pub(super) fn command(&self, number: usize) -> Option<(&'t Command, Option<String>)> {
        let command = self.outline.commands.get(number)?;
        Some((command, command.words.first().and_then(|name| name.literal(self.text))))
    }

    /// What the commands of a substitution write, or `None` if that is not known.
    pub(super) fn block(&self, block: usize, at: At) -> Option<Text> {
        self.last_of(self.outline.blocks.get(block)?, at)
    }

    /// What the last one of `commands` writes, if the others write nothing.
    fn last_of(&self, commands: &[usize], at: At) -> Option<Text> {
        let (&last, before) = commands.split_last()?;
        if at.depth > DEPTH || !self.steps(before.len()) {
            return None;
        }
        let mut piped = self.outline.commands.get(last)?.input;
        for &number in before.iter().rev() {
            if piped == Some(number) {
                piped = self.outline.commands.get(number)?.input;
                continue;
            }
            let (command, name) = self.command(number)?;
            if !name.is_some_and(|name| SILENT.contains(&name.as_str())) && !command.words.is_empty() {
                return None;
            }
        }
        let scope = self.outline.commands.get(last)?.scope;
        self.output(last, At { scope, depth: at.depth + 1 })
    }

    fn of_function(&self, scope: usize, at: At) -> Option<Text> {
        // A body is a few commands; what is in a substitution in it is not an output of its own.
        if !self.steps(self.outline.commands.len() / 8) {
            return None;
        }
        let inside: Vec<usize> = (0..self.outline.commands.len())
            .filter(|&number| self.outline.commands[number].scope == scope)
            .filter(|&number| !self.outline.blocks.iter().take(256).any(|block| block.contains(&number)))
            .take(64)
            .collect();
        self.last_of(&inside, at)
    }

    /// What a command writes, or `None` if that is not known.
    pub(super) fn output(&self, number: usize, at: At) -> Option<Text> {
        if at.depth > DEPTH || !self.steps(1) {
            return None;
        }
        let (command, _) = self.command(number)?;
        let is_elsewhere = |redirect: &Redirect| match redirect {
            Redirect::ToFile(_) => true,
            Redirect::Out => !command.span.of(self.text).contains("2>"),
            _ => false,
        };
        if command.redirects.iter().any(is_elsewhere) {
            return None;
        }
        self.output_of(command, at)
    }

    /// The same, wherever it writes it.
    pub(super) fn output_of(&self, command: &'t Command, at: At) -> Option<Text> {
        let Some(name) = command.words.first().and_then(|name| name.literal(self.text)) else {
            // `$(< file)`
            return match command.redirects.as_slice() {
                [Redirect::In(path)] if command.words.is_empty() => self.file(self.word(path, at), command.span, at),
                _ => None,
            };
        };
        let arguments = command.words.get(1..).unwrap_or_default();
        match name.as_str() {
            "cat" => match arguments {
                [] => self.input(command, at.deeper()),
                [one] => match one.literal(self.text).as_deref() {
                    Some("-") => self.input(command, at.deeper()),
                    _ => self.file(self.word(one, at.deeper()), command.span, at),
                },
                _ => None,
            },
            "echo" => self.echo(command, at),
            "printf" => self.printf(command, at),
            "jq" | "gojq" | "jaq" => super::jq::output(self, command, at),
            "tee" => self.input(command, at.deeper()),
            "tr" => {
                // `tr -d '\n'`
                let deletes = arguments.first().and_then(|word| word.plain(self.text)) == Some("-d");
                let lines = arguments.get(1).and_then(|word| word.literal(self.text))?;
                let is_line = matches!(lines.as_str(), "\\n" | "\\r" | "\\r\\n" | "\\n\\r" | "\n");
                self.input(command, at.deeper()).filter(|_| deletes && is_line)
            }
            name => {
                let scope = *self.outline.functions.get(name)?;
                self.of_function(scope, at.deeper())
            }
        }
    }

    /// The content of a file that is read by what is in `span`.
    fn file(&self, path: Text, span: Span, at: At) -> Option<Text> {
        match self.written(&path, span.start, at) {
            Some(content) => content.map(|text| Text { word: None, ..text }),
            None => Some(Text::made(Made::File(path), span.of(self.text), span)),
        }
    }

    /// What a command reads from its standard input, or `None` if that is not known.
    pub(super) fn input(&self, command: &Command, at: At) -> Option<Text> {
        for redirect in command.redirects.iter().rev() {
            match redirect {
                Redirect::Out | Redirect::ToFile(_) => {}
                Redirect::In(path) => return self.file(self.word(path, at), path.span, at),
                Redirect::HereString(word) => return Some(self.word(word, at)),
                Redirect::Heredoc(number) => {
                    let heredoc = self.outline.heredocs.get(*number)?;
                    return Some(Text { word: None, ..self.pieces(&heredoc.pieces, heredoc.span, at) });
                }
            }
        }
        self.output(command.input?, at.deeper())
    }

    fn echo(&self, command: &Command, at: At) -> Option<Text> {
        let mut escapes = false;
        let mut text: Option<Text> = None;
        for word in command.words.iter().skip(1) {
            match (word.plain(self.text), &text) {
                (Some("-n" | "-E"), None) => continue,
                (Some("-e" | "-ne" | "-en"), None) => {
                    escapes = true;
                    continue;
                }
                _ => {}
            }
            let value = self.word(word, at.deeper());
            text = Some(match text {
                None => value,
                Some(before) => before.joined(&Text::known(" ", word.span), command.span).joined(&value, command.span),
            });
        }
        let text = text?;
        let is_plain = !escapes || !text.value(self.text).contains('\\');
        is_plain.then_some(Text { word: None, ..text })
    }

    /// Evaluates a call of `printf`, such as `printf '{"a":"%s"}' "$a"`.
    fn printf(&self, command: &Command, at: At) -> Option<Text> {
        let mut words = command.words.iter().skip(1).filter(|word| word.plain(self.text) != Some("--"));
        let format = words.next()?;
        if format.plain(self.text).is_some_and(|option| option.starts_with("-v")) {
            return None;
        }
        let format = self.word(format, at.deeper());
        let mut text = Text { span: command.span, ..Text::default() };
        for part in &format.parts {
            let Part::Words { span, quoting } = part else {
                text.parts.push(part.clone());
                continue;
            };
            let raw = span.of(self.text);
            // Where both the shell and the command read backslashes, it is not known which one consumes which.
            let verbatim = matches!(quoting, Quoting::ShellSingle | Quoting::ShellHeredocVerbatim);
            if !verbatim && raw.contains('\\') {
                return None;
            }
            let place = |from: usize, to: usize| Span::new(span.start + offset(from), span.start + offset(to));
            let (mut from, mut at_byte) = (0, 0);
            while let Some(found) = memchr::memchr2(b'%', b'\\', &raw.as_bytes()[at_byte..]).map(|it| at_byte + it) {
                if found > from {
                    text.parts.push(Part::Words { span: place(from, found), quoting: *quoting });
                }
                let sign = *raw.as_bytes().get(found + 1)?;
                let whole = place(found, found + 2);
                match (raw.as_bytes()[found], sign) {
                    (b'%', b'%') => text.parts.push(Part::Known { text: "%".into(), span: whole }),
                    (b'%', b's' | b'd' | b'i' | b'u') => {
                        let value = words.next().map(|word| self.word(word, at.deeper()));
                        text.parts.extend(value.map(|value| value.parts).unwrap_or_default());
                    }
                    (b'\\', b'n') => text.parts.push(Part::Known { text: "\n".into(), span: whole }),
                    (b'\\', b't') => text.parts.push(Part::Known { text: "\t".into(), span: whole }),
                    (b'\\', b'"') => text.parts.push(Part::Known { text: "\"".into(), span: whole }),
                    (b'\\', b'\\') => text.parts.push(Part::Known { text: "\\".into(), span: whole }),
                    _ => return None,
                }
                at_byte = found + 2;
                from = at_byte;
            }
            if from < raw.len() {
                text.parts.push(Part::Words { span: place(from, raw.len()), quoting: *quoting });
            }
        }
        // More arguments than the format takes make it begin anew.
        words.next().is_none().then_some(text)
    }
}
