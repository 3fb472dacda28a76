//! An id is nearly a GUID, but a digit is missing, there is one too many, or another character is among them.
//!
//! ## Why it matters
//! Microsoft Entra ID identifies users and groups, and a synchronization job its rules, by GUIDs: 32 hex digits in groups of
//! 8, 4, 4, 4 and 12 with hyphens between them (RFC 9562, section 4). An id that lost a digit when it was copied
//! matches nothing.
//!
//! Ids of another kind are not reported: a distinguished name, the number of a worker.
//!
//! ## What to do
//! Copy the whole id again. The finding says which group has too few or too many digits, or which character is wrong.
//!
//! ## Evidence
//! - The object id in [microsoft-graph-docs#10716](https://github.com/microsoftgraph/microsoft-graph-docs/issues/10716)
//!   has 3 digits in its first group.
//! - [synchronizationJobSubject](https://learn.microsoft.com/graph/api/resources/synchronization-synchronizationjobsubject)
//!   says which id belongs where.

use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::operation::{Form, Identifier};
use crate::rule::wording::{soften, typed, value_at};
use crate::rule::{Check, Context, Findings, Rule};
use crate::schema::TypeFault;
use crate::text;
use crate::text::guid::{self, Fault, FaultKind, GROUPS, is_hyphen_like};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "malformed-guid",
        group: Group::Value,
        severity: Severity::Error,
        fix: FixAvailability::Unsafe,
        summary: "an id is nearly a GUID: a digit, a group or a hyphen is wrong",
        manual: crate::manual!("malformed_guid.rs"),
    },
    check: Check::Request(check),
};

const ORDINALS: [&str; 5] = ["first", "second", "third", "fourth", "fifth"];

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for id in context.identifiers() {
        // A control character in it is the cause, which the syntax rules report.
        if let Form::MalformedGuid(fault) = id.form
            && !context.words(id.word.span()).contains(char::is_control)
        {
            report(id, fault, findings);
        }
    }
    for (violation, it) in typed(context).filter(|(_, it)| it.fault == TypeFault::Guid) {
        let words = text::excerpt(context.words(violation.span), 60);
        let place = value_at(&it.subject);
        let finding = findings.report(violation.span, format!("{place} is `{words}`, which is not a GUID"));
        finding.label(violation.span, "a GUID belongs here").help(format!(
            "It is a GUID in {}: 32 hex digits in groups of 8, 4, 4, 4 and 12, with hyphens between them.",
            it.metadata
        ));
        soften(finding, it);
    }
}

fn report(id: Identifier<'_>, fault: &Fault, findings: &mut Findings<'_>) {
    let span = id.word.part(&fault.range);
    let words = text::excerpt(&id.word.text()[fault.range.clone()], 40);
    let digits = fault.digits;
    let (message, label) = match &fault.kind {
        FaultKind::ForeignCharacter { character, position, others } => {
            let more = match others {
                0 => String::new(),
                1 => ", and there is one more such character".into(),
                others => format!(", and there are {others} more such characters"),
            };
            (
                format!("{} at position {position} of this id is not a hex digit{more}", name(*character)),
                likeness(*character).unwrap_or_else(|| "only 0 to 9, a to f and `-` belong here".into()),
            )
        }
        FaultKind::Surplus => (format!("this id contains more than a GUID: `{words}`"), "not part of the id".into()),
        FaultKind::GroupLength { group, has, others } => {
            let (ordinal, wanted) = (ORDINALS[*group], GROUPS[*group]);
            let count = if digits == 32 {
                "the hyphens in this id are in the wrong places".into()
            } else {
                format!("this id has {digits} hex digits; a GUID has 32")
            };
            let more = if *others > 0 && digits != 32 { ", and it is not the only wrong one" } else { "" };
            (
                format!("{count}: the {ordinal} group has {has} instead of {wanted}{more}"),
                format!("{has} {}; should be {wanted}", if *has == 1 { "digit" } else { "digits" }),
            )
        }
        FaultKind::EmptyGroup => ("this id has a hyphen with no digit beside it".into(), "one hyphen too many".into()),
        FaultKind::GroupCount(lengths) => (
            format!(
                "this id has {digits} hex digits in groups of {}; a GUID has 32 in groups of {}",
                list(lengths),
                list(&GROUPS)
            ),
            format!("{} groups; a GUID has 5", lengths.len()),
        ),
        FaultKind::DigitCount => {
            (format!("this id has {digits} hex digits; a GUID has 32"), format!("{digits} hex digits"))
        }
    };
    let help = if matches!(fault.kind, FaultKind::Surplus) {
        "The service looks up the whole text and finds nothing. Keep only the GUID; a suffix such as `#V2` is for rule ids only."
    } else {
        "The service looks up objects and rules by the exact GUID, and this one cannot exist. Copy the whole id again."
    };
    let fix = repaired(id.word.text(), fault)
        .and_then(|guid| Fix::guess(format!("write the id as `{guid}`"), id.word.replacement(&guid)));
    findings.report(span, message).label(span, label).help(help).fix(fix);
}

/// The GUID that comes of a single character corrected: one that got in, or one that stands for another.
fn repaired(words: &str, fault: &Fault) -> Option<String> {
    let (before, behind) = (words.get(..fault.range.start)?, words.get(fault.range.end..)?);
    let meant = match fault.kind {
        FaultKind::ForeignCharacter { character, others: 0, .. } => match character {
            'O' | 'o' => "0",
            'l' | 'I' | 'i' => "1",
            _ if is_hyphen_like(character) => "-",
            _ => "",
        },
        FaultKind::EmptyGroup => "",
        _ => return None,
    };
    let candidates = [meant, ""].map(|meant| format!("{before}{meant}{behind}"));
    candidates.into_iter().find(|it| guid::is_canonical(it)).or_else(|| {
        // Which of two hyphens side by side is marked does not matter.
        Some(words.replacen("--", "-", 1)).filter(|it| guid::is_canonical(it))
    })
}

/// The character itself, or its number if it does not show.
fn name(character: char) -> String {
    if character.is_control() || character.is_whitespace() && character != ' ' {
        format!("the character U+{:04X}", character as u32)
    } else {
        format!("`{character}`")
    }
}

/// What a character was probably meant as.
fn likeness(character: char) -> Option<String> {
    match character {
        'O' | 'o' => Some("the letter O, where the digit 0 may be meant".into()),
        'l' => Some("the letter l, where the digit 1 may be meant".into()),
        'I' | 'i' => Some("the letter I, where the digit 1 may be meant".into()),
        _ if character.is_ascii() => None,
        _ if is_hyphen_like(character) => Some(format!("U+{:04X}, where the hyphen `-` belongs", character as u32)),
        _ => Some(format!("U+{:04X}, which is not ASCII", character as u32)),
    }
}

/// Joins numbers for a message: `8, 4 and 12`.
fn list(lengths: &[usize]) -> String {
    let words: Vec<String> = lengths.iter().map(usize::to_string).collect();
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => words.concat(),
    }
}
