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
//!
//! The body of a script is put together by the program, so there it is a warning. PowerShell reads its scripts in UTF-16 as
//! well; it reads other encodings in two ways, by its edition
//! ([about_Character_Encoding](https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_character_encoding)).
//! A script of Python may declare its encoding.

use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::languages::{Encodings, Language};
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
    if *source.encoding() == Encoding::Utf8 {
        return;
    }
    // A body, or a file with bodies in it, is sent as it is; a script is read by its interpreter.
    let script = Language::of_file(source.name(), source.text()).map(|language| language.encodings);
    let ceiling = if script.is_none() { Severity::Error } else { Severity::Warning };
    match *source.encoding() {
        Encoding::Utf8 => {}
        Encoding::Unicode(_) if script == Some(Encodings::ByteOrderMark) => {}
        Encoding::Damaged { .. } if script == Some(Encodings::Declared) && declares_encoding(source.text()) => {}
        Encoding::Unicode(name) => {
            findings
                .report(Span::gap(0), format!("the file is encoded in {name}, not in UTF-8"))
                .at_most(ceiling)
                .label(Span::gap(0), format!("{name} from here on"))
                .help(match script {
                    None => {
                        "JSON is sent in UTF-8 (RFC 8259, section 8.1). Save the file as UTF-8; in Windows PowerShell 5.1 `>` \
                         and `Out-File` write UTF-16 by default."
                    }
                    Some(_) => "Its interpreter reads UTF-8. Save the file as UTF-8.",
                });
        }
        Encoding::Damaged { first, byte } => {
            let guess =
                windows_1252(byte).map_or_else(String::new, |guess| format!("; in Windows-1252 it is `{guess}`"));
            let span = Span::new(first, first + offset(char::REPLACEMENT_CHARACTER.len_utf8()));
            findings
                .report(span, format!("the byte 0x{byte:02X} is not valid UTF-8{guess}"))
                .at_most(ceiling)
                .label(span, "the first invalid byte")
                .help(match script {
                    None => {
                        "JSON is sent in UTF-8 (RFC 8259, section 8.1). The file was saved in another encoding, or is \
                         damaged: save it as UTF-8."
                    }
                    Some(Encodings::Utf8 | Encodings::Declared) => "Its interpreter reads UTF-8. Save the file as UTF-8.",
                    Some(Encodings::ByteOrderMark) => {
                        "PowerShell 7 reads a script as UTF-8, and Windows PowerShell 5.1 one without a byte order mark in \
                         the encoding of Windows. Save the file as UTF-8 with a byte order mark: both read that."
                    }
                })
                // Without a byte order mark, Windows PowerShell would read other letters then.
                .fix(decoded(source).filter(|_| script != Some(Encodings::ByteOrderMark)));
        }
    }
}

/// Whether one of the first two lines is a comment that says how a script is encoded (<https://peps.python.org/pep-0263/>).
fn declares_encoding(text: &str) -> bool {
    text.lines().take(2).any(|line| line.starts_with('#') && line.contains("coding"))
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
