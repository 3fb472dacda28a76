//! Brackets, colons and commas of an input method for Chinese or Japanese, throughout.

use super::Form;
use super::lines::replace;
use crate::json::ForeignForm;
use crate::text::Edit;

pub(super) const FORM: Form = Form::new(ForeignForm::FullWidth, undress);

const SIGNS: [(char, &str); 7] =
    [('｛', "{"), ('｝', "}"), ('［', "["), ('］', "]"), ('：', ":"), ('，', ","), ('＂', "\"")];

fn undress(text: &str) -> Option<Vec<Edit>> {
    if !text.trim_start().starts_with(['｛', '［']) || text.contains(['{', '}']) {
        return None;
    }
    let signs = text.char_indices().filter_map(|(at, character)| {
        let (_, sign) = SIGNS.iter().find(|(wide, _)| *wide == character)?;
        Some(replace(at..at + character.len_utf8(), *sign))
    });
    Some(signs.collect())
}
