//! Valid bodies of provisionOnDemand as people write them: four shapes in eight layouts.

use serde_json::{Value, json};

use crate::dice::Dice;

/// A body: what it says, and how it is written.
#[derive(Debug)]
pub(crate) struct Payload {
    pub(crate) value: Value,
    pub(crate) text: String,
}

/// How a body is written.
#[derive(Clone, Copy, Debug)]
enum Layout {
    /// All on one line, with these words after a colon and after a comma.
    Line(&'static str, &'static str),
    /// One level of indentation, and the line break.
    Pretty(&'static str, &'static str),
    /// `"parameters": [{`, as pages of the reference write it.
    Hugging(&'static str),
    /// What `ConvertTo-Json` of PowerShell 5.1 writes: two spaces after a colon, and everything in a container below its
    /// bracket.
    PowerShell,
}

const LAYOUTS: [Layout; 8] = [
    Layout::Line("", ""),
    Layout::Line(" ", " "),
    Layout::Pretty("  ", "\n"),
    Layout::Pretty("    ", "\n"),
    Layout::Pretty("\t", "\n"),
    Layout::Pretty("  ", "\r\n"),
    Layout::Hugging("  "),
    Layout::PowerShell,
];

/// A body of any shape and layout.
pub(crate) fn payload(dice: &mut Dice) -> Payload {
    let value = body(dice);
    let layout = LAYOUTS[dice.below(LAYOUTS.len())];
    let mut text = String::new();
    match layout {
        Layout::Line(colon, comma) => line(&value, colon, comma, &mut text),
        Layout::Pretty(indent, line_break) => pretty(&value, indent, line_break, false, 0, &mut text),
        Layout::Hugging(indent) => pretty(&value, indent, "\n", true, 0, &mut text),
        Layout::PowerShell => aligned(&value, 0, &mut text),
    }
    if dice.once_in(2) && !matches!(layout, Layout::Line(..)) {
        text.push('\n');
    }
    Payload { value, text }
}

fn body(dice: &mut Dice) -> Value {
    let rule = dice.guid();
    let subjects = match dice.below(4) {
        0 => json!([{ "objectId": dice.guid(), "objectTypeName": "User" }]),
        1 => {
            let count = 1 + dice.below(3);
            let members: Vec<Value> =
                (0..count).map(|_| json!({ "objectId": dice.guid(), "objectTypeName": "User" })).collect();
            json!([{ "objectId": dice.guid(), "objectTypeName": "Group", "links": { "members": members } }])
        }
        2 => {
            let name = ["Jane Doe", "Doe\\, Jane", "Miller", "O'Neil", "Zoë Müller"][dice.below(5)];
            let unit = ["Sales", "Staff,OU=Berlin", "R&D"][dice.below(3)];
            json!([{ "objectId": format!("CN={name},OU={unit},DC=contoso,DC=com"), "objectTypeName": "user" }])
        }
        _ => json!([{ "objectId": format!("{}", 10_000 + dice.below(90_000)), "objectTypeName": "Worker" }]),
    };
    if dice.once_in(3) {
        json!({ "parameters": [{ "subjects": subjects, "ruleId": rule }] })
    } else {
        json!({ "parameters": [{ "ruleId": rule, "subjects": subjects }] })
    }
}

/// The members or elements of a container, each with the text before its value.
fn items<'v>(value: &'v Value, colon: &str) -> Vec<(String, &'v Value)> {
    match value {
        Value::Object(members) => {
            members.iter().map(|(key, value)| (format!("{}:{colon}", Value::from(key.as_str())), value)).collect()
        }
        Value::Array(elements) => elements.iter().map(|element| (String::new(), element)).collect(),
        _ => Vec::new(),
    }
}

fn brackets(value: &Value) -> Option<(char, char)> {
    match value {
        Value::Object(_) => Some(('{', '}')),
        Value::Array(_) => Some(('[', ']')),
        _ => None,
    }
}

fn line(value: &Value, colon: &str, comma: &str, text: &mut String) {
    let Some((open, close)) = brackets(value) else { return text.push_str(&value.to_string()) };
    text.push(open);
    for (at, (key, item)) in items(value, colon).into_iter().enumerate() {
        if at > 0 {
            text.push(',');
            text.push_str(comma);
        }
        text.push_str(&key);
        line(item, colon, comma, text);
    }
    text.push(close);
}

fn pretty(value: &Value, indent: &str, line_break: &str, hugging: bool, depth: usize, text: &mut String) {
    let Some((open, close)) = brackets(value) else { return text.push_str(&value.to_string()) };
    let hugs = hugging && value.is_array();
    let depth = if hugs { depth } else { depth + 1 };
    text.push(open);
    for (at, (key, item)) in items(value, " ").into_iter().enumerate() {
        if at > 0 {
            text.push_str(if hugs { ", " } else { "," });
        }
        if !hugs {
            text.push_str(line_break);
            text.push_str(&indent.repeat(depth));
        }
        text.push_str(&key);
        pretty(item, indent, line_break, hugging, depth, text);
    }
    if !hugs {
        text.push_str(line_break);
        text.push_str(&indent.repeat(depth - 1));
    }
    text.push(close);
}

fn aligned(value: &Value, column: usize, text: &mut String) {
    let Some((open, close)) = brackets(value) else { return text.push_str(&value.to_string()) };
    text.push(open);
    for (at, (key, item)) in items(value, "  ").into_iter().enumerate() {
        text.push_str(if at > 0 { ",\r\n" } else { "\r\n" });
        text.push_str(&" ".repeat(column + 4));
        text.push_str(&key);
        aligned(item, column + 4 + key.len(), text);
    }
    text.push_str("\r\n");
    text.push_str(&" ".repeat(column));
    text.push(close);
}
