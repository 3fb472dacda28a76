//! An id or a type begins or ends with white space, with an invisible character, or with a quotation mark that is left over, or it
//! contains a control character.
//!
//! ## Why it matters
//! The service compares ids and types character by character. One space too many, often from a clipboard or a spreadsheet, makes a
//! different id, and nothing in the answer shows it.
//!
//! ## What to do
//! Remove what does not belong to the value, as the fix does. A quotation mark is removed only with `--unsafe-fixes`:
//! it may belong to a value that lost its other quotation mark.
//!
//! ## Evidence
//! - No value in [the reference](https://learn.microsoft.com/graph/api/synchronization-synchronizationjob-provisionondemand)
//!   has white space or quotation marks around it; JSON keeps all characters of a string (RFC 8259, section 7).

use std::collections::BTreeSet;
use std::ops::Range;

use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::operation::{Form, Word, is_quotation_mark};
use crate::rule::{Check, Context, Findings, Rule};
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "padded-value",
        group: Group::Value,
        severity: Severity::Error,
        fix: FixAvailability::Sometimes,
        summary: "an id or a type has white space or a quotation mark around it",
        manual: crate::manual!("padded_value.rs"),
    },
    check: Check::Terms(check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for id in context.identifiers() {
        around(id.word, findings);
        // In a GUID and a distinguished name it breaks the form, which other rules report.
        if matches!(id.form, Form::Other) {
            inside(id.word, findings);
        }
    }
    for word in context.term_words() {
        around(word, findings);
        inside(word, findings);
    }
}

fn around(word: Word<'_>, findings: &mut Findings<'_>) {
    if word.padding().iter().all(Range::is_empty) {
        return;
    }
    let places: Vec<(Span, String)> = word
        .padding()
        .iter()
        .zip(["before", "after"])
        .filter_map(|(range, side)| {
            let (characters, span) = word.padding_at(range);
            (!range.is_empty()).then(|| (span, format!("{} {side} it", name(characters))))
        })
        .collect();
    let Some((first, _)) = places.first() else { return };
    let sides: Vec<&str> = places.iter().map(|(_, side)| side.as_str()).collect();
    let is_blank = word.padding().into_iter().all(|range| !word.padding_at(&range).0.contains(is_quotation_mark));
    let finding = findings.report(*first, format!("{} has {}", word.quoted(), sides.join(" and ")));
    // In a string with escapes both places are the whole of it, which one label is enough for.
    for span in places.iter().map(|(span, _)| *span).collect::<BTreeSet<Span>>() {
        finding.label(span, "not part of the value");
    }
    if is_blank {
        finding
            .help("The white space is sent as part of the value, which then matches nothing. Remove the white space.")
            .fix(Fix::safe("remove the white space", word.trimming()));
    } else {
        finding
            .help("The quotation mark is sent as part of the value, which then matches nothing. Remove it.")
            .fix(Fix::guess("remove what does not belong to the value", word.trimming()));
    }
}

fn inside(word: Word<'_>, findings: &mut Findings<'_>) {
    let Some((control, span)) = word.control() else { return };
    findings
        .report(span, format!("{} contains {}", word.quoted(), name(control.encode_utf8(&mut [0; 4]))))
        .label(span, "not part of the value")
        .help("It is sent as part of the value, which then matches nothing. Copy the whole value again.");
}

/// What the characters are, for they do not show.
fn name(characters: &str) -> String {
    let mut kinds: Vec<char> = characters.chars().collect();
    kinds.dedup();
    match (kinds.as_slice(), characters.chars().count()) {
        ([' '], 1) => "a space".into(),
        ([' '], count) => format!("{count} spaces"),
        (['\t'], _) => "a tab".into(),
        (['\n' | '\r', ..], _) => "a line break".into(),
        ([mark], 1) if is_quotation_mark(*mark) => "a quotation mark".into(),
        (marks, _) if marks.iter().copied().all(is_quotation_mark) => "quotation marks".into(),
        (marks, _) if marks.iter().copied().any(is_quotation_mark) => "white space and a quotation mark".into(),
        ([other], 1) => format!("the character U+{:04X}", *other as u32),
        _ => "white space".into(),
    }
}
