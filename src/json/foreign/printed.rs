//! `@{parameters=System.Object[]}`: an object as PowerShell prints it, in which what is in lists is lost.

use super::Form;
use super::lines::delete;
use crate::json::ForeignForm;

pub(super) const FORM: Form = Form {
    form: ForeignForm::PowerShellPrinted,
    undress: |text| {
        let words = text.trim();
        let inner = words.strip_prefix("@{")?.strip_suffix('}')?;
        let lost = ["System.Object[]", "System.Collections.", "=@{"].iter().any(|sign| inner.contains(sign));
        let printed = lost && !inner.contains(['"', '\'', '\n', '(']);
        printed.then(|| vec![delete(0..text.len())])
    },
    absorbs: |_| true,
    keeps_all: false,
};
