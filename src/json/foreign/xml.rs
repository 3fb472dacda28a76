//! XML or HTML: an answer of a proxy, or a body for another service.

use super::Form;
use super::lines::delete;
use crate::json::ForeignForm;

pub(super) const FORM: Form = Form {
    form: ForeignForm::Xml,
    undress: |text| {
        let words = text.trim();
        let begins = words
            .strip_prefix('<')
            .is_some_and(|rest| rest.starts_with(|it: char| it.is_ascii_alphabetic() || matches!(it, '?' | '!')));
        let closes = words.ends_with('>') && (words.contains("</") || words.contains("/>"));
        (begins && closes).then(|| vec![delete(0..text.len())])
    },
    absorbs: |_| true,
    keeps_all: false,
};
