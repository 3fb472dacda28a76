//! A backslash before every quotation mark, or the back tick of PowerShell or the caret of `cmd`: for a shell, or the inside of
//! a string.

use super::lines::{begins_json, delete, replace};
use super::{Form, is_of_a_string};
use crate::json::ForeignForm;
use crate::text::Edit;

pub(super) const FORM: Form =
    Form { form: ForeignForm::EscapedQuotes, undress, absorbs: is_of_a_string, keeps_all: true };

fn undress(text: &str) -> Option<Vec<Edit>> {
    backslashes(text).or_else(|| other_signs(text)).or_else(|| code_points(text))
}

/// `\u0022` or `\x22` for every quotation mark.
fn code_points(text: &str) -> Option<Vec<Edit>> {
    ["\\u0022", "\\x22"].into_iter().find_map(|sign| {
        let marks: Vec<usize> = text.match_indices(sign).map(|(at, _)| at).collect();
        let every = marks.len() >= 4 && !text.contains('"') && begins_json(text);
        every.then(|| marks.into_iter().map(|at| replace(at..at + sign.len(), "\"")).collect())
    })
}

/// The back tick or the caret before every quotation mark, perhaps with a backslash before it.
fn other_signs(text: &str) -> Option<Vec<Edit>> {
    ["`", "\\^", "^"].into_iter().find_map(|sign| {
        let marks = memchr::memchr_iter(b'"', text.as_bytes());
        let (escaped, bare): (Vec<usize>, Vec<usize>) = marks.partition(|&at| text[..at].ends_with(sign));
        let every = escaped.len() >= 4 && bare.is_empty() && begins_json(text);
        every.then(|| escaped.into_iter().map(|at| delete(at - sign.len()..at)).collect())
    })
}

fn backslashes(text: &str) -> Option<Vec<Edit>> {
    let bytes = text.as_bytes();
    let (mut escaped, mut bare) = (0_usize, 0_usize);
    let mut edits = Vec::new();
    let mut doubled = true;
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => {
                let run = bytes[at..].iter().take_while(|&&byte| byte == b'\\').count();
                let quote = bytes.get(at + run) == Some(&b'"');
                if quote && run % 2 == 1 {
                    escaped += 1;
                    edits.push((at, run / 2 + 1, run / 2));
                } else {
                    // `\\` inside of a string that was escaped once more stands for one backslash.
                    doubled &= run % 4 == 0;
                    edits.push((at, 0, run / 2));
                }
                at += run + usize::from(quote);
            }
            b'"' => {
                bare += 1;
                at += 1;
            }
            _ => at += 1,
        }
    }
    if escaped < 2 || bare > 2 && bare * 4 > escaped || !begins_json(text) {
        return None;
    }
    let gone = edits.into_iter().map(|(at, once, twice)| {
        (
            at,
            if once > 0 {
                once
            } else if doubled {
                twice
            } else {
                0
            },
        )
    });
    Some(gone.filter(|(_, length)| *length > 0).map(|(at, length)| delete(at..at + length)).collect())
}
