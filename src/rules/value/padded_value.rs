//! An id or a type begins or ends with white space, or with an invisible character.
//!
//! ## Why it matters
//! The service compares ids and types character by character. One space too many, often from a clipboard or a spreadsheet, makes a
//! different id, and nothing in the answer shows it.
//!
//! ## What to do
//! Remove the white space, as the fix does.
//!
//! ## Evidence
//! - No value in [the reference](https://learn.microsoft.com/graph/api/synchronization-synchronizationjob-provisionondemand)
//!   has white space around it; JSON keeps all characters of a string (RFC 8259, section 7).

use std::collections::BTreeSet;

use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::rule::{Check, Context, Findings, Rule};
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "padded-value",
        group: Group::Value,
        severity: Severity::Error,
        fix: FixAvailability::Safe,
        summary: "an id or a type has white space around it",
        manual: crate::manual!("padded_value.rs"),
    },
    check: Check::Terms(check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for word in context.identifiers().into_iter().map(|id| id.word).chain(context.term_words()) {
        let places: Vec<(Span, String)> = word
            .padding()
            .iter()
            .zip(["before", "after"])
            .filter_map(|(range, side)| {
                let (characters, span) = word.padding_at(range);
                (!range.is_empty()).then(|| (span, format!("{} {side} it", name(&characters))))
            })
            .collect();
        let Some((first, _)) = places.first() else { continue };
        let sides: Vec<&str> = places.iter().map(|(_, side)| side.as_str()).collect();
        let finding = findings.report(*first, format!("{} has {}", word.quoted(), sides.join(" and ")));
        // In a string with escapes both places are the whole of it, which one label is enough for.
        for span in places.iter().map(|(span, _)| *span).collect::<BTreeSet<Span>>() {
            finding.label(span, "not part of the value");
        }
        finding
            .help("The white space is sent as part of the value, which then matches nothing. Remove the white space.")
            .fix(Fix::safe("remove the white space", word.trimming()));
    }
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
        ([other], 1) => format!("the character U+{:04X}", *other as u32),
        _ => "white space".into(),
    }
}
