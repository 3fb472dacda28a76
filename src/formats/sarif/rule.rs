//! A rule in the log: all that a viewer shows of it beside a result.

use serde::Serialize;

use super::{NOT_CHECKED, Text, level};
use crate::finding::{RuleInfo, Severity};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Descriptor {
    id: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    short_description: Text,
    full_description: Text,
    default_configuration: Configuration,
    #[serde(skip_serializing_if = "Option::is_none")]
    help_uri: Option<String>,
    help: Help,
    #[serde(skip_serializing_if = "Option::is_none")]
    properties: Option<Properties>,
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
        // A name has to be another word than the id, in small letters too.
        let name = Some(pascal_case(rule.id)).filter(|name| !name.eq_ignore_ascii_case(rule.id));
        Self {
            id: rule.id,
            name,
            short_description: Text::new(sentence(rule.summary)),
            full_description: Text::new(full),
            default_configuration: Configuration { level: level(rule.severity) },
            help_uri: Some(rule.url()),
            help: Help { text: without_marks(rule.manual), markdown: rule.manual },
            properties: Some(Properties { tags: [rule.group.name()], severity }),
        }
    }

    /// The notification that a file was not checked.
    pub(super) fn not_checked() -> Self {
        const HELP: &str = "Whether it has findings is not known. The message says why; mend that and run again.";
        Self {
            id: NOT_CHECKED,
            name: Some(pascal_case(NOT_CHECKED)),
            short_description: Text::new("A file could not be checked."),
            full_description: Text::new("A file that was named or found could not be read, or is not text."),
            default_configuration: Configuration { level: "error" },
            help_uri: None,
            help: Help { text: HELP.to_owned(), markdown: HELP },
            properties: None,
        }
    }
}

/// Converts a rule id such as `missing-colon` to `MissingColon`.
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
