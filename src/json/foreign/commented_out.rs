//! `// "name": "x",`: members that were commented out, of which the text shows that they belong there: without them a comma or a
//! bracket too many is left.

use super::Form;
use super::lines::delete;
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
    // Nearly all texts end here.
    if !text.contains("//") && !text.contains('#') {
        return None;
    }
    let bytes = text.as_bytes();
    let mut edits = Vec::new();
    let (mut is_quoted, mut at) = (false, 0);
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if is_quoted => at += 1,
            b'"' => is_quoted = !is_quoted,
            b'\n' => is_quoted = false,
            b'/' | b'#' if !is_quoted => {
                let mark = ["// ", "//", "# ", "#"].into_iter().find(|mark| text[at..].starts_with(*mark))?;
                let line = text[at + mark.len()..].lines().next().unwrap_or_default();
                if !is_member(line) || edits.len() == MOST {
                    return None;
                }
                edits.push(delete(at..at + mark.len()));
                at += mark.len() - 1;
            }
            _ => {}
        }
        at += 1;
    }
    (!edits.is_empty()).then_some(edits)
}

/// Whether a line holds a key with a colon after it.
fn is_member(words: &str) -> bool {
    let Some((key, rest)) = words.trim_start().strip_prefix('"').and_then(|rest| rest.split_once('"')) else {
        return false;
    };
    !key.is_empty() && rest.trim_start().starts_with(':')
}
