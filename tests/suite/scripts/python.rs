//! Bodies as Python writes them.

use serde_json::Value;

use super::URL;

/// A dict that is sent as JSON.
pub(crate) fn dict(body: &Value) -> String {
    format!(
        "import requests\n\nbody = {}\n\nrequests.post('{URL}', json=body, headers={{\"Content-Type\": \"application/json\"}})\n",
        literal(body, Some(0), '\'')
    )
}

/// A dict that is made JSON by hand, on one line.
pub(crate) fn dumped(body: &Value) -> String {
    format!(
        "import json, httpx\n\n\ndef send(token):\n    url = f\"{URL}\"\n    return httpx.request(\n        \"POST\", url, content=json.dumps({}).encode(),\n        headers={{'Authorization': f'Bearer {{token}}', 'Content-Type': 'application/json'}})\n\n\nsend(\"a\")\n",
        literal(body, None, '"')
    )
}

/// A method of an object, with its arguments in a dict.
pub(crate) fn kept(body: &Value) -> String {
    format!(
        "import requests\n\nBASE = \"{URL}\"\n\n\nclass Client:\n    def __init__(self):\n        self.session = requests.Session()\n        self.options = dict(timeout=5)\n\n    def send(self):\n        options = {{\"json\": {}}}\n        return self.session.post(BASE, **options)\n\n\nClient().send()\n",
        literal(body, Some(3), '"')
    )
}

/// `body` as a literal, on one line or from a level of indentation on.
pub(crate) fn literal(value: &Value, level: Option<usize>, quote: char) -> String {
    let deeper = level.map(|level| level + 1);
    let lead = |level: Option<usize>| level.map_or(String::new(), |level| format!("\n{}", "    ".repeat(level)));
    let comma = if level.is_some() { "," } else { ", " };
    match value {
        Value::Null => "None".to_owned(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => string(text, quote),
        Value::Array(elements) if elements.is_empty() => "[]".to_owned(),
        Value::Object(members) if members.is_empty() => "{}".to_owned(),
        Value::Array(elements) => {
            let elements: Vec<String> =
                elements.iter().map(|element| format!("{}{}", lead(deeper), literal(element, deeper, quote))).collect();
            format!("[{}{}]", elements.join(comma), lead(level))
        }
        Value::Object(members) => {
            let members: Vec<String> = members
                .iter()
                .map(|(key, value)| {
                    format!("{}{}: {}", lead(deeper), string(key, quote), literal(value, deeper, quote))
                })
                .collect();
            format!("{{{}{}}}", members.join(comma), lead(level))
        }
    }
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
            _ if character == quote => written.extend(['\\', character]),
            _ if character.is_control() => written.push_str(&format!("\\u{:04x}", u32::from(character))),
            _ => written.push(character),
        }
    }
    written.push(quote);
    written
}

/// A word, without its marks and escapes; of what is more than a word, the first name in it.
pub(crate) fn word(words: &str) -> String {
    let shown = match words {
        "True" => "true",
        "False" => "false",
        "None" => "null",
        words => words,
    };
    super::powershell::word(shown)
}
