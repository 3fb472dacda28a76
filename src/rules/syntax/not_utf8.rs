//! The file is not encoded in UTF-8: it is UTF-16 or UTF-32, or it has bytes that are not valid UTF-8.
//!
//! ## Why it matters
//! JSON is sent in UTF-8 ([RFC 8259](https://www.rfc-editor.org/rfc/rfc8259), section 8.1), and the file is sent as it
//! is. Windows PowerShell 5.1 writes UTF-16 with `>` and `Out-File`, which doubles each byte of the text; a file in an
//! old encoding of Windows is the same as UTF-8 until the first letter with an accent. Either the service cannot read
//! the body, or it reads a name other than the one you wrote.
//!
//! ## What to do
//! Save the file as UTF-8: `Out-File -Encoding utf8NoBOM` in PowerShell 7, `[System.IO.File]::WriteAllText($path,
//! $json)` in Windows PowerShell 5.1. The finding says what the file is encoded in, or shows its first invalid byte and
//! what that byte would be in Windows-1252. The other rules go on with the text as far as it can be decoded, and their
//! fixes leave UTF-16 and UTF-32 as they are.

use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::rule::{Check, Findings, Rule};
use crate::source::{Encoding, Source};
use crate::text::{Edit, Span, offset};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "not-utf8",
        group: Group::Syntax,
        severity: Severity::Error,
        fix: FixAvailability::Unsafe,
        summary: "the file is not encoded in UTF-8",
        manual: crate::manual!("not_utf8.rs"),
    },
    check: Check::Source(check),
};

/// So many bytes are decoded at most; a text with more is none of Windows-1252.
const MOST: usize = 10_000;

/// The byte of U+00A0 in Windows-1252.
const NO_BREAK_SPACE: u8 = 0xA0;

fn check(source: &Source, findings: &mut Findings<'_>) {
    match *source.encoding() {
        Encoding::Utf8 => {}
        Encoding::Unicode(name) => {
            findings
                .report(Span::gap(0), format!("the file is encoded in {name}, not in UTF-8"))
                .label(Span::gap(0), format!("{name} from here on"))
                .help(
                    "JSON is sent in UTF-8 (RFC 8259, section 8.1). Save the file as UTF-8; in Windows PowerShell 5.1 `>` \
                     and `Out-File` write UTF-16 by default.",
                );
        }
        Encoding::Damaged { first, byte } => {
            let guess =
                windows_1252(byte).map_or_else(String::new, |guess| format!("; in Windows-1252 it is `{guess}`"));
            let span = Span::new(first, first + offset(char::REPLACEMENT_CHARACTER.len_utf8()));
            findings
                .report(span, format!("the byte 0x{byte:02X} is not valid UTF-8{guess}"))
                .label(span, "the first invalid byte")
                .help(
                    "JSON is sent in UTF-8 (RFC 8259, section 8.1). The file was saved in another encoding, or is damaged: \
                     save it as UTF-8.",
                )
                .fix(decoded(source));
        }
    }
}

/// Writes what the invalid bytes are in Windows-1252, or `None` if one of them is not a character there.
fn decoded(source: &Source) -> Option<Fix> {
    let text = source.text();
    let places = text.match_indices(char::REPLACEMENT_CHARACTER);
    let mut edits = Vec::new();
    for ((at, found), &byte) in places.zip(source.damage()?).take(MOST) {
        let end = at + found.len();
        let character = match byte {
            NO_BREAK_SPACE => {
                // Between two words it is a space; anywhere else it came in by mistake.
                let is_end = text[..at].ends_with(|it: char| it.is_alphabetic());
                let is_between = is_end && text[end..].starts_with(|it: char| it.is_uppercase());
                is_between.then_some(' ')
            }
            _ => Some(windows_1252(byte)?),
        };
        let words = character.map(String::from).unwrap_or_default();
        edits.push(Edit::replace(Span::new(offset(at), offset(end)), words));
    }
    Fix::guess("read the text as Windows-1252", edits)
}

/// The character of a byte in the encoding that Windows calls ANSI in western Europe and America, or `None` for ASCII and for
/// the bytes that it leaves open.
fn windows_1252(byte: u8) -> Option<char> {
    const FROM_80: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ";
    let character = match byte {
        0..0x80 => None,
        0x80..0xA0 => FROM_80.chars().nth(usize::from(byte - 0x80)),
        0xA0.. => Some(char::from(byte)),
    };
    character.filter(|character| !character.is_control() && !character.is_whitespace())
}
