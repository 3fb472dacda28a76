//! A rule in the log: all that a viewer shows of it beside a result.

use serde::Serialize;

use super::{Text, level};
use crate::finding::{RuleInfo, Severity};

/// `reportingDescriptor`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Descriptor {
    id: &'static str,
    name: String,
    short_description: Text,
    full_description: Text,
    default_configuration: Configuration,
    help_uri: String,
    help: Help,
    properties: Properties,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Help {
    text: String,
    markdown: &'static str,
}

/// What GitHub reads beside the standard.
#[derive(Serialize)]
struct Properties {
    tags: [&'static str; 1],
    #[serde(rename = "problem.severity")]
    severity: &'static str,
}

impl Descriptor {
    pub(super) fn new(rule: &RuleInfo) -> Self {
        let first = rule.manual.split("\n\n").next().unwrap_or_default();
        let full = if first.is_empty() { sentence(rule.summary) } else { first.trim().replace('\n', " ") };
        let severity = match rule.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "recommendation",
        };
        Self {
            id: rule.id,
            name: pascal_case(rule.id),
            short_description: Text::new(sentence(rule.summary)),
            full_description: Text::new(full),
            default_configuration: Configuration { level: level(rule.severity) },
            help_uri: rule.url(),
            help: Help { text: without_marks(rule.manual), markdown: rule.manual },
            properties: Properties { tags: [rule.group.name()], severity },
        }
    }
}

/// `missing-colon` is `MissingColon`.
fn pascal_case(id: &str) -> String {
    id.split('-').map(capitalised).collect()
}

/// A summary as a sentence.
fn sentence(summary: &str) -> String {
    format!("{}.", capitalised(summary))
}

fn capitalised(words: &str) -> String {
    let mut characters = words.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}

/// The page of a rule as plain text: without the marks of titles and of blocks of code.
fn without_marks(manual: &str) -> String {
    let lines = manual.lines().filter(|line| !line.starts_with("```"));
    let mut text = lines.map(|line| line.strip_prefix("## ").unwrap_or(line)).collect::<Vec<_>>().join("\n");
    text.truncate(text.trim_end().len());
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_pages_are_plain() {
        assert_eq!(pascal_case("missing-colon"), "MissingColon");
        assert_eq!(sentence("`x` is not `y`"), "`x` is not `y`.");
        assert_eq!(without_marks("A.\n\n## Why\nB.\n```json\n{}\n```\n"), "A.\n\nWhy\nB.\n{}");
    }
}
