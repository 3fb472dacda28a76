//! What other programs put around JSON, or make of it: fences, numbers of lines, marks of mails, diffs and merges, logs,
//! shells and languages.

use super::{Kind, whole};

pub(super) const KINDS: &[Kind] = &[
    whole("fence", |text, _| Some(format!("```json\n{}\n```\n", text.trim_end()))),
    whole("fence: the beginning left", |text, _| Some(format!("```json\n{text}"))),
    whole("fence: the end left", |text, _| Some(format!("{}\n```\n", text.trim_end()))),
    whole("fence: its label left", |text, _| Some(format!("json\n{text}"))),
    whole("fence: tildes", |text, _| Some(format!("~~~\n{}\n~~~\n", text.trim_end()))),
    whole("line numbers", |text, _| Some(numbered(text, |number| format!("{number:>3} ")))),
    whole("line numbers with a bar", |text, _| Some(numbered(text, |number| format!("{number:>4} | ")))),
    whole("line numbers with a colon", |text, _| Some(numbered(text, |number| format!("{number}: ")))),
    whole("line numbers with a tab", |text, _| Some(numbered(text, |number| format!("{number:>6}\t")))),
    whole("mail quotes", |text, _| Some(numbered(text, |_| "> ".to_owned()))),
    whole("mail quotes twice", |text, _| Some(numbered(text, |_| ">> ".to_owned()))),
    whole("diff: all lines added", |text, _| Some(numbered(text, |_| "+".to_owned()))),
    whole("diff: one line changed", |text, dice| {
        let lines: Vec<&str> = text.lines().collect();
        let changed = dice.below(lines.len());
        let line = |(at, line): (usize, &&str)| {
            if at == changed { format!("-{}\n+{line}", line.to_uppercase()) } else { format!(" {line}") }
        };
        Some(lines.iter().enumerate().map(line).collect::<Vec<_>>().join("\n")).filter(|_| lines.len() > 3)
    }),
    whole("merge conflict", |text, dice| {
        let lines: Vec<&str> = text.lines().collect();
        let at = dice.below(lines.len());
        let (before, behind) = (lines[..at].join("\n"), lines[at + 1..].join("\n"));
        let (ours, theirs) = (lines[at], lines[at].replace('a', "b"));
        Some(format!("{before}\n<<<<<<< HEAD\n{ours}\n=======\n{theirs}\n>>>>>>> feature\n{behind}"))
    })
    .losing_if("two versions of a value are left, and none is marked as the right one", is_either),
    whole("merge marker left", |text, dice| {
        let lines: Vec<&str> = text.lines().collect();
        let at = dice.below(lines.len());
        let marker = ["<<<<<<< HEAD", "=======", ">>>>>>> main"][dice.below(3)];
        Some(format!("{}\n{marker}\n{}", lines[..at].join("\n"), lines[at..].join("\n")))
    }),
    whole("log prefix", |text, _| Some(format!("2026-11-27T10:15:02Z INFO  body: {text}"))),
    whole("log prefix of every line", |text, _| Some(numbered(text, |_| "[10:15:02] DEBUG ".to_owned()))),
    whole("shell: single quotes", |text, _| Some(format!("'{}'", text.trim_end()))),
    whole("shell: double quotes", |text, _| Some(format!("\"{}\"", text.trim_end().replace('"', "\\\"")))),
    whole("shell: an option before", |text, _| Some(format!("--body '{}'", text.trim_end()))),
    whole("shell: `-d` before", |text, _| Some(format!("-d '{}'", text.trim_end()))),
    whole("shell: backslashes at line ends", |text, _| Some(numbered_ends(text, " \\"))),
    whole("shell: back ticks at line ends", |text, _| Some(numbered_ends(text, " `"))),
    whole("shell: carets at line ends", |text, _| Some(numbered_ends(text, " ^"))),
    whole("PowerShell: here-string", |text, _| Some(format!("@\"\n{}\n\"@\n", text.trim_end()))),
    whole("PowerShell: single here-string", |text, _| Some(format!("@'\n{}\n'@\n", text.trim_end()))),
    whole("PowerShell: assignment", |text, _| Some(format!("$body = @'\n{}\n'@\n", text.trim_end()))),
    whole("PowerShell: hashtable", |text, _| Some(hashtable(text))),
    whole("JavaScript: assignment", |text, _| Some(format!("const body = {};\n", text.trim_end()))),
    whole("JavaScript: call", |text, _| Some(format!("JSON.stringify({})", text.trim_end()))),
    whole("JavaScript: template", |text, _| Some(format!("`{}`", text.trim_end()))),
    whole("Python: assignment", |text, _| Some(format!("body = \"\"\"\n{}\n\"\"\"\n", text.trim_end()))),
    whole("Python: bytes", |text, _| Some(format!("b'{}'", text.trim_end()))),
    whole("a string of JSON", |text, _| serde_json::to_string(text).ok()),
    whole("CSV field", |text, _| Some(format!("\"{}\"", text.trim_end().replace('"', "\"\"")))),
    whole("parentheses", |text, _| Some(format!("({})", text.trim_end()))),
    whole("angle brackets", |text, _| Some(format!("<{}>", text.trim_end()))),
    whole("list marks", |text, _| Some(numbered(text, |_| "- ".to_owned()))),
    whole("a member around", |text, _| Some(format!("\"body\": {text}"))),
    whole("percent-encoded", |text, _| {
        let encoded = |byte: u8| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        };
        Some(text.bytes().map(encoded).collect())
    }),
];

/// Whether both sides of a conflict have a value, each another one.
fn is_either(values: &[String], _: &str, after: &str) -> bool {
    let ours = after.split_once("<<<<<<< HEAD\n").and_then(|(_, behind)| Some(behind.split_once("\n=======")?.0));
    ours.is_some_and(|ours| values.iter().any(|value| value.contains('a') && ours.contains(value.as_str())))
}

fn numbered(text: &str, prefix: fn(usize) -> String) -> String {
    text.lines().enumerate().map(|(at, line)| format!("{}{line}\n", prefix(at + 1))).collect()
}

fn numbered_ends(text: &str, suffix: &str) -> String {
    text.trim_end().lines().map(|line| format!("{line}{suffix}\n")).collect()
}

/// The same as a PowerShell hashtable.
fn hashtable(text: &str) -> String {
    let mut out = String::new();
    for character in text.chars() {
        match character {
            '{' => out.push_str("@{"),
            '[' => out.push_str("@("),
            ']' => out.push(')'),
            ':' => out.push_str(" ="),
            other => out.push(other),
        }
    }
    out
}
