//! Bodies as JavaScript and TypeScript write them.

use serde_json::Value;

use super::URL;

/// An object that is made JSON for `fetch`.
pub(crate) fn fetched(body: &Value) -> String {
    format!(
        "const body = {};\n\nfetch(`{URL}`, {{\n  method: \"POST\",\n  headers: {{ \"Content-Type\": \"application/json\" }},\n  body: JSON.stringify(body)\n}});\n",
        literal(body, Some(0), '"', true)
    )
}

/// An object that is sent as it is, without semicolons.
pub(crate) fn posted(body: &Value) -> String {
    format!(
        "import axios from 'axios'\n\nexport async function send(token: string): Promise<void> {{\n  const url = '{URL}'\n  const config = {{ headers: {{ Authorization: 'Bearer ' + token, 'Content-Type': 'application/json' }} }}\n  await axios.post(url, {}, config)\n}}\n",
        literal(body, None, '\'', true)
    )
}

/// A chain of Microsoft's client library.
pub(crate) fn chained(body: &Value) -> String {
    let path = URL.trim_start_matches("https://graph.microsoft.com/v1.0");
    format!(
        "const {{ Client }} = require(\"@microsoft/microsoft-graph-client\");\nconst client = Client.initWithMiddleware({{ authProvider }});\n\nclient\n  .api(\"{path}\")\n  .post({})\n  .then((answer) => console.log(answer));\n",
        literal(body, Some(1), '"', false)
    )
}

/// `body` as a literal, on one line or from a level of indentation on. Keys have no quotes if they need none and are `bare`.
pub(crate) fn literal(value: &Value, level: Option<usize>, quote: char, bare: bool) -> String {
    let deeper = level.map(|level| level + 1);
    let lead = |level: Option<usize>| level.map_or(String::new(), |level| format!("\n{}", "  ".repeat(level)));
    let comma = if level.is_some() { "," } else { ", " };
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::String(text) => string(text, quote),
        Value::Array(elements) if elements.is_empty() => "[]".to_owned(),
        Value::Object(members) if members.is_empty() => "{}".to_owned(),
        Value::Array(elements) => {
            let elements: Vec<String> = elements
                .iter()
                .map(|element| format!("{}{}", lead(deeper), literal(element, deeper, quote, bare)))
                .collect();
            format!("[{}{}]", elements.join(comma), lead(level))
        }
        Value::Object(members) => {
            let members: Vec<String> = members
                .iter()
                .map(|(key, value)| {
                    format!("{}{}: {}", lead(deeper), name(key, quote, bare), literal(value, deeper, quote, bare))
                })
                .collect();
            format!("{{{}{}}}", members.join(comma), lead(level))
        }
    }
}

fn name(key: &str, quote: char, bare: bool) -> String {
    let is_name = key.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if is_name && bare && key != "__proto__" { key.to_owned() } else { string(key, quote) }
}

/// A string literal.
pub(crate) fn string(text: &str, quote: char) -> String {
    let mut written = String::from(quote);
    for character in text.chars() {
        match character {
            '\n' => written.push_str("\\n"),
            '\r' => written.push_str("\\r"),
            '\t' => written.push_str("\\t"),
            '\\' => written.push_str("\\\\"),
            '$' if quote == '`' => written.push_str("\\$"),
            _ if character == quote => written.extend(['\\', character]),
            _ if character.is_control() => written.push_str(&format!("\\u{:04x}", u32::from(character))),
            _ => written.push(character),
        }
    }
    written.push(quote);
    written
}
