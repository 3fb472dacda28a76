//! JSON as reports write it: strings that cannot act on a terminal or a log, and arrays with an element on each line.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::Formatter;

use crate::source::{begins_command, visible};

/// Writes `value` on one line.
///
/// # Errors
/// Those of writing to `out`.
pub(crate) fn write(value: &(impl Serialize + ?Sized), out: &mut dyn Write) -> io::Result<()> {
    Ok(value.serialize(&mut serde_json::Serializer::with_formatter(out, Harmless))?)
}

/// Serializes `value` as JSON on one line.
///
/// # Errors
/// It cannot be written as JSON.
pub(crate) fn text(value: &(impl Serialize + ?Sized)) -> io::Result<String> {
    let mut bytes = Vec::new();
    write(value, &mut bytes)?;
    String::from_utf8(bytes).map_err(io::Error::other)
}

/// An array that is being written, between its brackets.
#[derive(Debug, Default)]
pub(crate) struct Elements {
    /// Whether there is one already.
    some: bool,
}

impl Elements {
    /// Writes one more element, on a line of its own.
    ///
    /// # Errors
    /// Those of writing to `out`.
    pub(crate) fn write(&mut self, value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(if self.some { b",\n  " } else { b"\n  " })?;
        self.some = true;
        write(value, out)
    }
}

/// Writes strings so that they cannot act: control, bidirectional and other invisible characters, and what begins a command
/// in a log, become `\u` escapes, which change nothing of the value.
struct Harmless;

impl Formatter for Harmless {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        let acts = |text: &str| matches!(visible(text, false), Cow::Owned(_));
        if !acts(fragment) {
            return out.write_all(fragment.as_bytes());
        }
        for (at, character) in fragment.char_indices() {
            let mut buffer = [0; 4];
            let text = character.encode_utf8(&mut buffer);
            if acts(text) || character == '[' && begins_command(&fragment[..at], text) {
                text.encode_utf16().try_for_each(|unit| write!(out, "\\u{unit:04x}"))?;
            } else {
                out.write_all(text.as_bytes())?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_keep_their_value_and_cannot_act() {
        let hostile = "\u{1b}[31m\u{202E}\u{E0041}::x\n ::error::\u{85}##[add-mask]#[";
        let json = text(hostile).expect("words are JSON");
        assert_eq!(json, r#""\u001b[31m\u202e\udb40\udc41::x\n ::error::\u0085##\u005badd-mask]#[""#);
        assert_eq!(serde_json::from_str::<String>(&json).ok().as_deref(), Some(hostile));
        assert_eq!(text("::error::").ok().as_deref(), Some("\"::error::\""));
    }
}
