//! `// "name": "x",`: members that were commented out, of which the text shows that they belong there: without them a comma or a
//! bracket too many is left.

use super::Form;
use super::lines::{delete, filled};
use crate::json::{ForeignForm, SyntaxErrorKind};
use crate::text::Edit;

pub(super) const FORM: Form = Form {
    form: ForeignForm::CommentedOut,
    undress,
    absorbs: |kind| *kind == SyntaxErrorKind::Comment,
    keeps_all: true,
};

/// More than so many are no mistake of one member.
const MOST: usize = 3;

fn undress(text: &str) -> Option<Vec<Edit>> {
    let mut edits = Vec::new();
    for line in filled(text) {
        let words = &text[line.clone()];
        let lead = words.len() - words.trim_start().len();
        let rest = &words[lead..];
        let Some(mark) = ["// ", "//", "# ", "#"].into_iter().find(|mark| rest.starts_with(*mark)) else { continue };
        if !is_member(&rest[mark.len()..]) {
            return None;
        }
        edits.push(delete(line.start + lead..line.start + lead + mark.len()));
    }
    ((1..=MOST).contains(&edits.len())).then_some(edits)
}

/// Whether a line holds a key with a colon after it.
fn is_member(words: &str) -> bool {
    let Some((key, rest)) = words.trim_start().strip_prefix('"').and_then(|rest| rest.split_once('"')) else {
        return false;
    };
    !key.is_empty() && rest.trim_start().starts_with(':')
}
