//! The body contains white space that JSON does not allow: a no-break space, a zero-width space, U+FEFF and the like.
//!
//! ## Why it matters
//! JSON knows four white space characters: space, tab, line feed and carriage return ([RFC
//! 8259](https://www.rfc-editor.org/rfc/rfc8259), section 2). Others look the same, or like nothing at all, and make
//! the text unreadable: the service answers `400 Bad Request` with "Unable to read JSON request payload", and no eye
//! finds the cause. They are copied from web pages, chats and word processors; zero-width spaces were published in
//! `api-reference/beta/api/contenttype-copytodefaultcontentlocation.md`
//! ([microsoft-graph-docs](https://github.com/microsoftgraph/microsoft-graph-docs)).
//!
//! ## What to do
//! Replace visible ones with a plain space and remove the others. Inside a string they are characters like any other,
//! which another rule may doubt.

use super::{UNREADABLE, repair};
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::json::SyntaxErrorKind;
use crate::rule::{Check, Context, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "exotic-whitespace",
        group: Group::Syntax,
        severity: Severity::Error,
        fix: FixAvailability::Safe,
        summary: "JSON does not allow this white space character",
        manual: crate::manual!("exotic_whitespace.rs"),
    },
    check: Check::SyntaxError(|kind| matches!(kind, SyntaxErrorKind::ExoticWhitespace), check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for syntax_error in
        context.syntax_errors().iter().filter(|syntax_error| syntax_error.kind == SyntaxErrorKind::ExoticWhitespace)
    {
        let first = context.words(syntax_error.span).chars().next().unwrap_or('\u{A0}');
        let mut message = format!("{} (U+{:04X}) is not white space that JSON allows", name(first), u32::from(first));
        // The reader makes one syntax error of all odd space in a text, because it has one cause. Its edits hold the other places.
        let places = syntax_error.edits.len();
        if places > 1 {
            message.push_str(&format!("; there are {places} such places"));
        }
        findings
            .report(syntax_error.span, message)
            .label(syntax_error.span, "a plain space or nothing belongs here")
            .help(format!("{UNREADABLE} Such characters look like a space, or like nothing at all, and are copied from web pages and chats. Use plain spaces."))
            .fix(repair(syntax_error, "replace it with plain white space"));
    }
}

fn name(character: char) -> &'static str {
    match character {
        '\u{A0}' => "a no-break space",
        '\u{AD}' => "a soft hyphen",
        '\u{200B}' => "a zero-width space",
        '\u{200C}' | '\u{200D}' => "a zero-width joiner or non-joiner",
        '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => "a text direction mark",
        '\u{2028}' => "a line separator",
        '\u{2029}' => "a paragraph separator",
        '\u{202F}' => "a narrow no-break space",
        '\u{2060}' => "a word joiner",
        '\u{3000}' => "an ideographic space",
        '\u{FEFF}' => "a byte order mark",
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' => "a control character",
        _ => "a typographic space",
    }
}
