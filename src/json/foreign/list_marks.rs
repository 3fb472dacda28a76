//! `- `, `* `, `//` or `#` before every line: a list, or commented out.

use super::{Form, lines};
use crate::json::{ForeignForm, SyntaxErrorKind};
use crate::text::Edit;

pub(super) const FORM: Form = Form {
    form: ForeignForm::ListMarks,
    undress,
    // A table has such marks at both ends.
    absorbs: |kind| matches!(kind, SyntaxErrorKind::ForeignFormat(ForeignForm::LineMarks)),
    keeps_all: true,
};

fn undress(text: &str) -> Option<Vec<Edit>> {
    let mark = ["- ", "* ", "• ", "// ", "//", "# ", "#", "| "]
        .into_iter()
        .find(|mark| text.trim_start().starts_with(mark))?;
    lines::without_prefix(text, |line| {
        let indent = line.len() - line.trim_start().len();
        line[indent..].starts_with(mark.trim_end()).then_some((indent + mark.len()).min(line.len()))
    })
}
