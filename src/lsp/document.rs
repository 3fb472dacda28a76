//! A document that is open in the editor.

use std::path::PathBuf;

use super::positions::{Encoding, Positions};
use super::protocol::TextDocumentContentChangeEvent;
use crate::text::LineIndex;

/// A document as the editor has it.
#[derive(Debug)]
pub(super) struct Document {
    /// Where its text is to be found among the files: the path of its URI, with an extension that fits its language.
    pub(super) path: PathBuf,
    pub(super) version: i32,
    pub(super) text: String,
    /// Whether it is JSON to the editor, which then has an opinion of its own about its syntax.
    pub(super) is_json: bool,
}

impl Document {
    /// Makes changes, one after the other.
    pub(super) fn change(&mut self, changes: Vec<TextDocumentContentChangeEvent>, encoding: Encoding) {
        for change in changes {
            match change {
                TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(whole) => self.text = whole.text,
                TextDocumentContentChangeEvent::TextDocumentContentChangePartial(part) => {
                    let lines = LineIndex::new(&self.text);
                    let span = Positions::new(&self.text, &lines, encoding).span(part.range);
                    self.text.replace_range(span.range(), &part.text);
                }
            }
        }
    }
}

/// The extension of the files of a language, by the name that editors have for it, or `None` of a language that nobody here reads.
pub(super) fn extension(language: &str) -> Option<&'static str> {
    const KNOWN: [(&str, &str); 19] = [
        ("json", "json"),
        ("jsonc", "json"),
        ("json5", "json"),
        ("jsonl", "jsonl"),
        ("http", "http"),
        ("rest", "http"),
        ("markdown", "md"),
        ("powershell", "ps1"),
        ("ps1", "ps1"),
        ("shellscript", "sh"),
        ("sh", "sh"),
        ("bash", "sh"),
        ("python", "py"),
        ("javascript", "js"),
        ("typescript", "ts"),
        ("bat", "cmd"),
        ("terraform", "tf"),
        ("bicep", "bicep"),
        ("toml", "toml"),
    ];
    KNOWN.iter().find(|(name, _)| *name == language).map(|(_, extension)| *extension)
}
