//! `a=b&c=d`: the fields of a form, which say nothing of lists and objects.

use super::Form;
use super::lines::delete;
use crate::json::ForeignForm;

pub(super) const FORM: Form = Form {
    form: ForeignForm::FormFields,
    undress: |text| {
        let words = text.trim();
        let fields = words.split('&').all(|field| {
            let (name, value) = field.split_once('=').unwrap_or_default();
            let plain = |words: &str| {
                !words.contains(|character: char| character.is_whitespace() || "{}\"'=".contains(character))
            };
            !name.is_empty() && plain(name) && plain(value)
        });
        fields.then(|| vec![delete(0..text.len())])
    },
    absorbs: |_| true,
    keeps_all: false,
};
