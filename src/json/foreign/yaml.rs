//! YAML: names and values without brackets, in lines that are indented.

use super::Form;
use super::lines::{delete, filled, replace};
use crate::json::ForeignForm;
use crate::text::{Edit, offset};

pub(super) const FORM: Form = Form::new(ForeignForm::Yaml, undress);

/// A mapping or a sequence that is open.
struct Block {
    column: usize,
    sequence: bool,
}

/// What is written so far.
#[derive(Default)]
struct Writer {
    edits: Vec<Edit>,
    open: Vec<Block>,
    /// Where the last value ended, and what belongs there.
    end: usize,
    behind: String,
    keys: usize,
}

fn undress(text: &str) -> Option<Vec<Edit>> {
    if text.contains(['{', '}']) || !text.contains(':') {
        return None;
    }
    let mut writer = Writer::default();
    for line in filled(text) {
        let words = &text[line.clone()];
        let bare = words.trim();
        if bare.starts_with('#') || bare == "---" {
            writer.edits.push(delete(line));
            continue;
        }
        let mut at = line.start + words.len() - words.trim_start_matches(' ').len();
        while text[at..line.end].starts_with("- ") || &text[at..line.end] == "-" {
            writer.item(at, at - line.start);
            at += 1;
            at += text[at..line.end].len() - text[at..line.end].trim_start().len();
        }
        let content = text[at..line.end].trim_end();
        let (key, value) = key_of(content)?;
        writer.key(at, at - line.start, key);
        let start = at + value;
        let value = content[value..].trim_start();
        let start = start + (content.len() - (start - at) - value.len());
        if !value.is_empty() {
            writer.scalar(start, value)?;
        } else {
            writer.end = at + content.len();
        }
    }
    let edits = writer.finish();
    edits.filter(|edits| edits.len() > 2)
}

/// A name at the beginning of a line, and where its value begins after the colon.
fn key_of(content: &str) -> Option<(&str, usize)> {
    let name = |character: char| character.is_alphanumeric() || matches!(character, '_' | '@' | '.' | '$' | '-');
    let length = content.find(|character| !name(character))?;
    let behind = content[length..].strip_prefix(':')?;
    (length > 0 && (behind.is_empty() || behind.starts_with(' '))).then(|| (&content[..length], length + 1))
}

impl Writer {
    /// Goes to the block at `column`; whether it is a new one.
    fn enter(&mut self, column: usize, sequence: bool) -> bool {
        while let Some(top) = self.open.last() {
            // A sequence may stand as deep as the name that it belongs to.
            let inner = top.column > column || top.column == column && top.sequence && !sequence;
            if !inner {
                break;
            }
            self.behind.push(if top.sequence { ']' } else { '}' });
            self.open.pop();
        }
        let same = self.open.last().is_some_and(|top| top.column == column && top.sequence == sequence);
        if same {
            self.behind.push(',');
        } else {
            self.open.push(Block { column, sequence });
        }
        self.flush();
        !same
    }

    fn flush(&mut self) {
        if !self.behind.is_empty() {
            let behind = std::mem::take(&mut self.behind);
            self.edits.push(Edit::insert(offset(self.end), behind));
        }
    }

    fn item(&mut self, at: usize, column: usize) {
        let new = self.enter(column, true);
        self.edits.push(replace(at..at + 1, if new { "[" } else { " " }));
        self.end = at + 1;
    }

    fn key(&mut self, at: usize, column: usize, key: &str) {
        let new = self.enter(column, false);
        let brace = if new { "{" } else { "" };
        self.edits.push(replace(at..at + key.len(), format!("{brace}\"{key}\"")));
        self.end = at + key.len() + 1;
        self.keys += 1;
    }

    /// Writes the value of a name, or `None` if it is not written as YAML writes one.
    fn scalar(&mut self, at: usize, value: &str) -> Option<()> {
        let whole = value.len();
        let value = value.split(" #").next().unwrap_or(value).trim_end();
        let quoted = |mark: char| value.len() > 1 && value.starts_with(mark) && value.ends_with(mark);
        self.end = at + value.len();
        let comment = self.end..at + whole;
        if quoted('"') || crate::json::strict::is_number(value) || matches!(value, "true" | "false" | "null") {
            self.edits.extend((!comment.is_empty()).then(|| delete(comment)));
            return Some(());
        }
        if value.starts_with(['[', '&', '*', '|', '>', '!', '"']) {
            return None;
        }
        let inner = if quoted('\'') { value[1..value.len() - 1].replace("''", "'") } else { value.to_owned() };
        self.edits.push(replace(at..at + value.len(), serde_json::Value::from(inner).to_string()));
        self.edits.extend((!comment.is_empty()).then(|| delete(comment)));
        Some(())
    }

    fn finish(mut self) -> Option<Vec<Edit>> {
        while let Some(block) = self.open.pop() {
            self.behind.push(if block.sequence { ']' } else { '}' });
        }
        self.flush();
        self.edits.sort_by_key(|edit| edit.span);
        (self.keys > 1).then_some(self.edits)
    }
}
