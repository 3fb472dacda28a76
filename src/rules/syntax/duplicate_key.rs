//! A key appears twice in one object. Keys are compared after their escapes are resolved: `"ruleId"` and `"rule\u0049d"`
//! are the same.
//!
//! ## Why it matters
//! JSON does not say what a repeated key means: many readers silently keep the last value and drop the others, some
//! keep the first, some refuse the text ([RFC 8259](https://www.rfc-editor.org/rfc/rfc8259), section 4). What you
//! meant to send twice is sent once at most. The usual case is a second subject written into the same object;
//! `subjects` takes one object for each.
//!
//! ## What to do
//! Remove one of the two, or put each in an object of its own. There is no fix, because only you know which value
//! is meant.
//!
//! ## Example
//! ```text
//! { "subjects": [ { "objectId": "c9436ae6-…", "objectId": "1c5f03b5-…", "objectTypeName": "User" } ] }
//! ```
//! is meant as
//! ```json
//! { "subjects": [ { "objectId": "c9436ae6-…", "objectTypeName": "User" },
//!                 { "objectId": "1c5f03b5-…", "objectTypeName": "User" } ] }
//! ```

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::{line, quoted};
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::json::{Kind, Member, Node};
use crate::rule::{Check, Context, Findings, Part, Rule};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "duplicate-key",
        group: Group::Syntax,
        severity: Severity::Error,
        fix: FixAvailability::None,
        summary: "a key appears twice in one object",
        manual: crate::manual!("duplicate_key.rs"),
    },
    check: Check::Message(Part::Body, check),
};

/// Objects of so many members are compared each with each, which is quicker than a table.
const FEW: usize = 8;

/// Whether there are few members, and no two have the same key.
fn surely_differ(object: Node<'_>) -> bool {
    let mut keys: [Cow<'_, str>; FEW] = std::array::from_fn(|_| Cow::Borrowed(""));
    for (at, member) in object.members().enumerate() {
        let key = member.key.string().unwrap_or_default();
        let Some((place, known)) = keys.get_mut(..=at).and_then(<[_]>::split_last_mut) else { return false };
        if known.contains(&key) {
            return false;
        }
        *place = key;
    }
    true
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(document) = context.document() else { return };
    let mut seen: HashMap<Cow<'_, str>, Node<'_>> = HashMap::new();
    for object in document.tree.nodes().filter(|node| node.kind() == Kind::Object && !surely_differ(*node)) {
        seen.clear();
        for Member { key, .. } in object.members() {
            match seen.entry(key.string().unwrap_or_default()) {
                Entry::Vacant(first) => {
                    first.insert(key);
                }
                Entry::Occupied(first) => {
                    let first = first.get().span();
                    findings
                        .report(
                            key.span(),
                            format!(
                                "the key {} is already in this object, on {}",
                                quoted(context, key.span()),
                                line(context, first.start)
                            ),
                        )
                        .label(key.span(), "repeated here")
                        .label(first, "first here")
                        .help(
                            "JSON does not say which one counts; most readers silently keep only the last. Remove one, or \
                             put each in an object of its own.",
                        );
                }
            }
        }
    }
}
