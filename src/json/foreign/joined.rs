//! Names and values joined by another sign than a colon, throughout: `"a" => "b"` in Ruby, PHP and Perl, `a = "b"` in HCL and in
//! what Java prints of a map.

use super::Form;
use super::lines::replace;
use crate::json::{ForeignForm, SyntaxErrorKind};
use crate::text::Edit;

pub(super) const ARROWS: Form =
    Form { form: ForeignForm::Arrows, undress: |text| undress(text, "=>"), absorbs, keeps_all: true };

pub(super) const EQUALS_SIGNS: Form =
    Form { form: ForeignForm::EqualsSigns, undress: |text| undress(text, "="), absorbs, keeps_all: true };

/// Fewer places say nothing about the whole text.
const FEWEST: usize = 3;

fn absorbs(kind: &SyntaxErrorKind) -> bool {
    super::is_of_a_program(kind)
        || matches!(
            kind,
            SyntaxErrorKind::MissingComma
                | SyntaxErrorKind::ForeignFormat(ForeignForm::NoCommas | ForeignForm::QuotesEaten)
        )
}

/// A bracket that is open.
struct Open {
    start: usize,
    length: usize,
    has_names: bool,
}

fn undress(text: &str, joint: &str) -> Option<Vec<Edit>> {
    let lead = super::around::assignment_length(text).unwrap_or(text.len() - text.trim_start().len());
    if !text[lead..].starts_with(['{', '[', '(']) && !text[lead..].starts_with("array(") {
        return None;
    }
    let bytes = text.as_bytes();
    let mut edits = Vec::new();
    if lead > 0 {
        edits.push(replace(0..lead, ""));
    }
    let mut open: Vec<Open> = Vec::new();
    let mut quote = None;
    let (mut at, mut joints) = (lead, 0);
    // Whether a name may begin here, and where the last word began.
    let mut word: Option<usize> = None;
    while at < bytes.len() {
        let byte = bytes[at];
        if let Some(mark) = quote {
            match byte {
                b'\\' => at += 1,
                _ if byte == mark || byte == b'\n' => quote = None,
                _ => {}
            }
            at += 1;
            continue;
        }
        match byte {
            b'"' | b'\'' => {
                quote = Some(byte);
                word = Some(at);
            }
            b'{' | b'[' | b'(' => {
                let array = text[..at].ends_with("array") && byte == b'(';
                let length = if array { 6 } else { 1 };
                open.push(Open { start: at + 1 - length, length, has_names: false });
                word = None;
            }
            b'}' | b']' | b')' => {
                let Open { start, length, has_names } = open.pop()?;
                let (opening, closing) = if has_names { ("{", "}") } else { ("[", "]") };
                // An empty pair stays what it is.
                let is_empty = text[start + length..at].trim().is_empty() && length == 1 && byte != b')';
                for (from, to, sign) in [(start, start + length, opening), (at, at + 1, closing)] {
                    if !is_empty && &text[from..to] != sign {
                        edits.push(replace(from..to, sign));
                    }
                }
                word = None;
            }
            b';' => {
                edits.push(replace(at..at + 1, ","));
                word = None;
            }
            b',' | b'\n' => word = None,
            b'=' if text[at..].starts_with(joint) && word.is_some() => {
                if joint == "=" && matches!(bytes.get(at + 1), Some(b'>' | b'=')) {
                    return None;
                }
                let name = word.take()?;
                // A symbol of Ruby.
                if let Some(symbol) = text[name..at].trim_end().strip_prefix(':') {
                    edits.push(replace(name..name + 1 + symbol.len(), format!("\"{symbol}\"")));
                }
                let is_parted = bytes.get(at + joint.len()).is_some_and(u8::is_ascii_whitespace);
                edits.push(replace(at..at + joint.len(), if is_parted { ":" } else { ": " }));
                open.last_mut()?.has_names = true;
                joints += 1;
                at += joint.len() - 1;
            }
            // A colon elsewhere: another language.
            b':' if !bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic) || word.is_some() => return None,
            _ if byte.is_ascii_whitespace() => {}
            _ => word = word.or(Some(at)),
        }
        at += 1;
    }
    edits.sort();
    (joints >= FEWEST && open.is_empty()).then_some(edits)
}
