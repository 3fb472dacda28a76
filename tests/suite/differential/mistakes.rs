//! Mistakes that are made in a body.

use serde_json::Value;

/// A mistake.
#[derive(Debug)]
pub(super) struct Mistake {
    /// The rules of which one finds it.
    pub(super) rules: &'static [&'static str],
    /// Whether it is one of the text, so that only text can have it.
    pub(super) of_text: bool,
    /// Makes it in the JSON text of a body, or `None` where it cannot be made.
    pub(super) make: fn(&str) -> Option<String>,
}

/// All of them. What is meant is plain in each case but the last two.
pub(super) const ALL: &[Mistake] = &[
    Mistake { rules: &["property-case"], of_text: false, make: |text| once(text, "\"objectId\"", "\"ObjectID\"") },
    Mistake { rules: &["property-case"], of_text: false, make: |text| once(text, "\"parameters\"", "\"Parameters\"") },
    Mistake { rules: &["property-alias"], of_text: false, make: |text| once(text, "\"ruleId\"", "\"rule_id\"") },
    Mistake { rules: &["trailing-comma"], of_text: true, make: |text| last(text, "}", ",}") },
    Mistake { rules: &["missing-comma"], of_text: true, make: |text| between(text, ",") },
    Mistake { rules: &["missing-colon"], of_text: true, make: |text| once(text, "\"subjects\"", "\"subjects\"\u{0}") },
    Mistake {
        rules: &["unquoted-key"],
        of_text: true,
        make: |text| once(text, "\"objectTypeName\"", "objectTypeName"),
    },
    Mistake { rules: &["not-an-array"], of_text: false, make: unlisted },
    Mistake {
        rules: &["unknown-object-type", "object-type-case"],
        of_text: false,
        make: |text| once(text, "\"User\"", "\"Usr\""),
    },
    Mistake {
        rules: &["unclosed-bracket"],
        of_text: true,
        make: |text| Some(text.trim_end().strip_suffix('}')?.to_owned()),
    },
];

fn once(text: &str, from: &str, to: &str) -> Option<String> {
    let made = text.contains(from).then(|| text.replacen(from, to, 1))?;
    // A colon is removed with the space around it.
    let Some((before, behind)) = made.split_once('\u{0}') else { return Some(made) };
    Some(format!("{before} {}", behind.trim_start().strip_prefix(':')?.trim_start()))
}

fn last(text: &str, from: &str, to: &str) -> Option<String> {
    let at = text.rfind(from)?;
    Some(format!("{}{to}{}", &text[..at], &text[at + from.len()..]))
}

/// Removes the comma after the first member of an entry.
fn between(text: &str, comma: &str) -> Option<String> {
    let at = text.find("\"objectTypeName\"")?;
    let comma_at = text[..at].rfind(comma)?;
    let behind = &text[comma_at + 1..];
    let space = if behind.starts_with(char::is_whitespace) { "" } else { " " };
    Some(format!("{}{space}{behind}", &text[..comma_at]))
}

/// The only subject without its list.
fn unlisted(text: &str) -> Option<String> {
    let mut value: Value = serde_json::from_str(text).ok()?;
    let subjects = value.pointer_mut("/parameters/0/subjects")?;
    let Some([one]) = subjects.as_array().map(Vec::as_slice) else { return None };
    *subjects = one.clone();
    serde_json::to_string_pretty(&value).ok()
}
