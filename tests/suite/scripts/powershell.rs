//! Bodies as PowerShell writes them.

use serde_json::Value;

use super::URL;

/// A hashtable that is sent as it is.
pub(crate) fn hashtable(body: &Value) -> String {
    format!("$body = {}\n\nInvoke-MgGraphRequest -Method POST -Uri '{URL}' -Body $body\n", literal(body, 0, "\n", "'"))
}

/// A hashtable on one line, made JSON by hand.
pub(crate) fn converted(body: &Value) -> String {
    format!(
        "function Send-It {{\n    $uri = \"{URL}\"\n    $json = {} | ConvertTo-Json -Depth 20\n    Invoke-RestMethod -Uri $uri -Method Post `\n        -Body $json -ContentType \"application/json\" -Headers $headers\n}}\n",
        literal(body, 0, "; ", "\"")
    )
}

/// Arguments in a hashtable.
pub(crate) fn splatted(body: &Value) -> String {
    format!(
        "$params = @{{\n    Method = 'POST'\n    Uri = '{URL}'\n    Body = {}\n}}\nInvoke-MgGraphRequest @params\n",
        literal(body, 2, "\n", "'")
    )
}

fn literal(value: &Value, level: usize, separator: &str, quote: &str) -> String {
    let lead = if separator == "\n" { "    ".repeat(level + 1) } else { String::new() };
    let close = if separator == "\n" { format!("\n{}", "    ".repeat(level)) } else { " ".to_owned() };
    let open = if separator == "\n" { "\n" } else { " " };
    match value {
        Value::Null => "$null".to_owned(),
        Value::Bool(value) => format!("${value}"),
        Value::Number(number) => number.to_string(),
        Value::String(text) => string(text, quote),
        Value::Array(elements) if elements.is_empty() => "@()".to_owned(),
        Value::Object(members) if members.is_empty() => "@{}".to_owned(),
        Value::Array(elements) => {
            let comma = if separator == "\n" { ",\n" } else { ", " };
            let elements: Vec<String> = elements
                .iter()
                .map(|element| format!("{lead}{}", literal(element, level + 1, separator, quote)))
                .collect();
            format!("@({open}{}{close})", elements.join(comma))
        }
        Value::Object(members) => {
            let members: Vec<String> = members
                .iter()
                .map(|(key, value)| {
                    format!("{lead}{} = {}", name(key, quote), literal(value, level + 1, separator, quote))
                })
                .collect();
            format!("@{{{open}{}{close}}}", members.join(separator))
        }
    }
}

fn name(key: &str, quote: &str) -> String {
    let is_bare = key.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if is_bare { key.to_owned() } else { string(key, quote) }
}

fn string(text: &str, quote: &str) -> String {
    if quote == "'" {
        let mut written = text.to_owned();
        for single in ['\'', '\u{2018}', '\u{2019}', '\u{201A}', '\u{201B}'] {
            written = written.replace(single, &format!("{single}{single}"));
        }
        return format!("'{written}'");
    }
    let mut written = text.to_owned();
    for special in ['`', '$', '"', '\u{201C}', '\u{201D}', '\u{201E}'] {
        written = written.replace(special, &format!("`{special}"));
    }
    let written = written.replace('\n', "`n").replace('\t', "`t").replace('\r', "`r");
    format!("\"{written}\"")
}

/// A word, without its marks and escapes; of what is more than a word, the first name in it.
pub(crate) fn word(words: &str) -> String {
    let mut bare = words.trim_matches(['"', '\'']).replace("''", "'");
    if !bare.contains(['{', '(']) {
        // White space at the end of a word, however it is written.
        for space in ["\\n", "\\t", "`n", "`t", "\n", "\t"] {
            bare = bare.replace(space, "");
        }
    }
    bare = bare.replace(['`', '\\'], "");
    if bare.contains(['{', '(', '[', '\n']) {
        let name = bare.trim_start_matches(|first: char| !first.is_alphanumeric());
        return name.split(|next: char| !next.is_alphanumeric()).next().unwrap_or_default().to_owned();
    }
    bare.trim_start_matches('$').to_owned()
}
