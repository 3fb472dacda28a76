//! Bodies as Terraform writes them.

use serde_json::Value;

use super::URL;

/// A value that is sent as JSON.
pub(crate) fn value(body: &Value) -> String {
    let path = URL.trim_start_matches("https://graph.microsoft.com/v1.0/").trim_end_matches("/provisionOnDemand");
    format!(
        "resource \"msgraph_resource_action\" \"now\" {{\n  resource_url = \"{path}\"\n  action       = \"provisionOnDemand\"\n  method       = \"POST\"\n  body = {}\n}}\n",
        literal(body, Some(1))
    )
}

/// A local value that is made JSON, on one line.
pub(crate) fn encoded(body: &Value) -> String {
    format!(
        "locals {{\n  url  = \"{URL}\"\n  body = {}\n}}\n\ndata \"http\" \"now\" {{\n  url             = local.url\n  method          = \"POST\"\n  request_headers = {{ Content-Type = \"application/json\" }}\n  request_body    = jsonencode(local.body)\n}}\n",
        literal(body, None)
    )
}

fn literal(value: &Value, level: Option<usize>) -> String {
    let deeper = level.map(|level| level + 1);
    let lead = |level: Option<usize>| level.map_or(String::new(), |level| format!("\n{}", "  ".repeat(level)));
    match value {
        Value::Array(elements) if elements.is_empty() => "[]".to_owned(),
        Value::Object(members) if members.is_empty() => "{}".to_owned(),
        Value::Array(elements) => {
            let comma = if level.is_some() { "," } else { ", " };
            let elements: Vec<String> =
                elements.iter().map(|element| format!("{}{}", lead(deeper), literal(element, deeper))).collect();
            format!("[{}{}]", elements.join(comma), lead(level))
        }
        Value::Object(members) => {
            let comma = if level.is_some() { "" } else { ", " };
            let is_name = |key: &str| {
                key.starts_with(|first: char| first.is_ascii_alphabetic())
                    && key.chars().all(|character| character.is_ascii_alphanumeric() || character == '_')
            };
            let members: Vec<String> = members
                .iter()
                .map(|(key, value)| {
                    let key = if is_name(key) { key.clone() } else { string(key) };
                    format!("{}{key} = {}", lead(deeper), literal(value, deeper))
                })
                .collect();
            format!("{{{}{}}}", members.join(comma), lead(level))
        }
        Value::String(text) => string(text),
        other => other.to_string(),
    }
}

fn string(text: &str) -> String {
    let json = Value::from(text).to_string();
    json.replace("${", "$${").replace("%{", "%%{")
}
