//! Which scalars of a workflow are scripts, and in which language: GitHub Actions, Azure Pipelines, GitLab.

use super::reader::{Value, Yaml};
use crate::languages::Language;
use crate::text::Span;

/// The keys whose values are scripts.
const KEYS: [&str; 12] = [
    "run",
    "script",
    "bash",
    "pwsh",
    "powershell",
    "before_script",
    "after_script",
    "inlinescript",
    "inline",
    "azurepowershellinline",
    "scriptblock",
    "command",
];

/// The number of each scalar that is a script, and its language.
#[must_use]
pub(crate) fn scripts(text: &str, yaml: &Yaml) -> Vec<(usize, &'static Language)> {
    let mut found = Vec::new();
    for (number, node) in yaml.nodes.iter().enumerate() {
        if matches!(node.value, Value::None) {
            continue;
        }
        // An entry of a list is of the key that the list belongs to.
        let owner = match (node.key, node.parent) {
            (Some(_), _) => Some(number),
            (None, parent) => parent,
        };
        let Some(key) = owner.and_then(|owner| yaml.nodes[owner].key) else { continue };
        let key = key.of(text).trim_matches(['\'', '"']).to_ascii_lowercase();
        if KEYS.contains(&key.as_str())
            && let Some(owner) = owner
            && let Some(language) = language(text, yaml, owner, &key, &words(text, &node.value))
        {
            found.push((number, language));
        }
    }
    found
}

/// The words of a scalar, as far as its language can be seen from them.
fn words(text: &str, value: &Value) -> String {
    match value {
        Value::None => String::new(),
        Value::Block { lines, .. } | Value::Plain(lines) => lines.iter().map(|line| line.of(text)).collect(),
        Value::Single(inner) | Value::Double(inner) => inner.of(text).to_owned(),
    }
}

/// The language of the script at `node`, whose key is `key`.
fn language(text: &str, yaml: &Yaml, node: usize, key: &str, words: &str) -> Option<&'static Language> {
    let named = match key {
        "bash" => Some("bash"),
        "pwsh" | "powershell" | "azurepowershellinline" | "scriptblock" => Some("pwsh"),
        _ => said(text, yaml, node),
    };
    let named = named.unwrap_or_else(|| if is_powershell(words) { "pwsh" } else { "bash" });
    Language::of_fence(named)
}

/// The keys beside a script decide its language: its shell, the task or the action that runs it.
fn said(text: &str, yaml: &Yaml, node: usize) -> Option<&'static str> {
    let mut parent = yaml.nodes.get(node)?.parent;
    // `inputs:` or `with:` lies between a script and its task.
    for _ in 0..2 {
        let around = parent?;
        // What belongs to one step stands close together.
        let first = yaml.nodes.len().min(around + 1);
        for other in yaml.nodes[first..].iter().take(64).filter(|other| other.parent == Some(around)) {
            let (Some(key), Some(value)) = (other.key, scalar(&other.value)) else { continue };
            let value = value.of(text).to_ascii_lowercase();
            let language = match key.of(text).to_ascii_lowercase().as_str() {
                "shell" | "scripttype" => match value.split([' ', '{']).next().unwrap_or_default() {
                    "pwsh" | "powershell" | "ps" | "pscore" => Some("pwsh"),
                    "bash" | "sh" => Some("bash"),
                    "python" => Some("python"),
                    _ => None,
                },
                "task" if value.starts_with("azurepowershell") || value.starts_with("powershell") => Some("pwsh"),
                "task" if value.starts_with("bash") => Some("bash"),
                "uses" if value.contains("/powershell") => Some("pwsh"),
                "uses" if value.contains("github-script") => Some("javascript"),
                "uses" if value.contains("/cli") => Some("bash"),
                _ => None,
            };
            if language.is_some() {
                return language;
            }
        }
        parent = yaml.nodes.get(around)?.parent;
    }
    None
}

fn scalar(value: &Value) -> Option<Span> {
    match value {
        Value::Plain(lines) => lines.first().copied(),
        Value::Single(inner) | Value::Double(inner) => Some(*inner),
        _ => None,
    }
}

/// Whether words are PowerShell and nothing else.
fn is_powershell(words: &str) -> bool {
    let marks =
        ["Invoke-", "ConvertTo-Json", "Connect-Mg", "$env:", "@{", "Get-Mg", "New-Mg", "Update-Mg", "Write-Host"];
    marks.iter().any(|mark| words.contains(mark))
}
