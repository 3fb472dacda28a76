//! TOML, or the file of settings that is its model: tables in brackets, and names before `=`.

use super::Form;
use super::lines::{delete, filled};
use crate::json::ForeignForm;

pub(super) const FORM: Form = Form {
    form: ForeignForm::Toml,
    undress: |text| {
        let (mut tables, mut values) = (0, 0);
        for line in filled(text).map(|line| text[line].trim()) {
            if line.starts_with(['#', ';']) {
            } else if is_table(line) {
                tables += 1;
            } else if line.split_once('=').is_some_and(|(name, _)| is_name(name.trim_end())) {
                values += 1;
            } else {
                return None;
            }
        }
        (tables > 0 && values > 0).then(|| vec![delete(0..text.len())])
    },
    absorbs: |_| true,
    keeps_all: false,
};

fn is_table(line: &str) -> bool {
    let inner = line.strip_prefix("[[").and_then(|inner| inner.strip_suffix("]]"));
    inner.or_else(|| line.strip_prefix('[')?.strip_suffix(']')).is_some_and(is_name)
}

fn is_name(words: &str) -> bool {
    let is_part = |it: char| it.is_ascii_alphanumeric() || matches!(it, '_' | '-' | '.');
    words.starts_with(|first: char| first.is_ascii_alphabetic()) && words.chars().all(is_part)
}
