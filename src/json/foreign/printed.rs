//! What a program prints of an object instead of encoding it: `@{parameters=System.Object[]}`, a table or a list of PowerShell,
//! `map[…]` of Go, the name of a type. What is in lists is lost.

use super::Form;
use super::lines::{delete, filled};
use crate::json::ForeignForm;
use crate::text::Edit;

pub(super) const POWERSHELL: Form = printed(ForeignForm::PowerShellPrinted, |text| {
    (is_printed_hashtable(text) || is_table(text) || is_list(text)).then(|| whole(text))
});

pub(super) const GO: Form = printed(ForeignForm::GoPrinted, |text| {
    let words = text.trim();
    (words.starts_with("map[") && words.ends_with(']') && !words.contains(['"', '{'])).then(|| whole(text))
});

pub(super) const TYPE_NAME: Form = printed(ForeignForm::TypeName, |text| {
    let words = text.trim().trim_matches('"');
    let is_type = ["System.Object[]", "System.Collections.", "System.Management.Automation.PSCustomObject"]
        .iter()
        .any(|name| words.starts_with(name))
        && !words.contains(char::is_whitespace);
    (is_type || words == "[object Object]").then(|| whole(text))
});

const fn printed(form: ForeignForm, undress: fn(&str) -> Option<Vec<Edit>>) -> Form {
    Form { form, undress, absorbs: |_| true, keeps_all: false }
}

fn whole(text: &str) -> Vec<Edit> {
    vec![delete(0..text.len())]
}

/// Whether in `words` is what PowerShell prints of something that is in something.
fn has_lost(words: &str) -> bool {
    ["System.Object[]", "System.Collections.", "=@{"].iter().any(|sign| words.contains(sign))
}

fn is_printed_hashtable(text: &str) -> bool {
    let words = text.trim();
    let inner = words.strip_prefix("@{").and_then(|words| words.strip_suffix('}'));
    inner.is_some_and(|inner| has_lost(inner) && !inner.contains(['"', '\'', '\n', '(']))
}

/// Names, and a line of dashes below them.
fn is_table(text: &str) -> bool {
    let mut lines = filled(text).map(|line| text[line].trim());
    let (Some(names), Some(dashes)) = (lines.next(), lines.next()) else { return false };
    let is_name = |word: &str| word.chars().all(|it| it.is_alphanumeric() || matches!(it, '_' | '@' | '.'));
    names.split_whitespace().all(is_name)
        && dashes.contains("---")
        && dashes.split_whitespace().all(|word| word.bytes().all(|byte| byte == b'-'))
        && lines.next().is_some()
}

/// `name : value` in every line, but for those that go on with a value.
fn is_list(text: &str) -> bool {
    let mut names = 0;
    for line in filled(text) {
        let line = &text[line];
        let name = line.split_once(" : ").map(|(name, _)| name.trim_end());
        match name {
            Some(name) if !name.is_empty() && name.chars().all(|it| it.is_alphanumeric() || it == '_') => names += 1,
            _ if names > 0 && line.starts_with("    ") => {}
            _ => return false,
        }
    }
    names > 1 || names == 1 && (has_lost(text) || text.contains("{@{"))
}
