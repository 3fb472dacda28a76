//! The rules that are about provisionOnDemand alone, one file each, and what they share.

mod cross_tenant_group;
mod direction_mismatch;
mod distinguished_name_needs_user;
mod duplicate_subject;
mod empty_links;
mod group_without_members;
mod job_id_as_rule_id;
mod legacy_object_type;
mod links_on_non_group;
mod malformed_object_id;
mod malformed_rule_id;
mod missing_object_id;
mod missing_object_type_name;
mod missing_parameters;
mod missing_rule_id;
mod missing_subjects;
mod mixed_subjects;
mod multiple_groups;
mod multiple_subjects;
mod nested_group;
mod nested_links;
mod object_type_case;
mod object_type_not_in_rule;
mod rule_not_in_schema;
mod rule_without_on_demand;
mod self_membership;
mod split_parameters;
mod too_many_members;
mod undocumented_link;
mod unknown_object_type;
mod upn_as_object_id;

use crate::json::{Kind, Node};
use crate::rule::{Context, Rule};
use crate::text::{Edit, Span, excerpt};

use super::payload::{Subject, payload};
use super::sync_schema::{SyncRule, sync_rule};

/// The rules of the operation, by group.
pub(crate) static RULES: &[Rule] = &[
    missing_parameters::RULE,
    split_parameters::RULE,
    legacy_object_type::RULE,
    missing_rule_id::RULE,
    missing_subjects::RULE,
    missing_object_id::RULE,
    missing_object_type_name::RULE,
    undocumented_link::RULE,
    nested_links::RULE,
    empty_links::RULE,
    upn_as_object_id::RULE,
    malformed_object_id::RULE,
    malformed_rule_id::RULE,
    job_id_as_rule_id::RULE,
    rule_not_in_schema::RULE,
    rule_without_on_demand::RULE,
    object_type_not_in_rule::RULE,
    unknown_object_type::RULE,
    object_type_case::RULE,
    distinguished_name_needs_user::RULE,
    direction_mismatch::RULE,
    too_many_members::RULE,
    multiple_groups::RULE,
    mixed_subjects::RULE,
    links_on_non_group::RULE,
    nested_group::RULE,
    self_membership::RULE,
    cross_tenant_group::RULE,
    duplicate_subject::RULE,
    group_without_members::RULE,
    multiple_subjects::RULE,
];

/// The subjects and members whose types no synchronization schema settles: all of them where there is none. Of members
/// a schema says only that a type is right.
fn unsettled_subjects<'c>(context: &'c Context<'_>) -> impl Iterator<Item = Subject<'c>> {
    payload(context).entries().flat_map(move |entry| {
        let types = sync_rule(context, entry.rule()).map(SyncRule::types).unwrap_or_default();
        let is_unsettled = move |subject: &Subject<'_>| {
            let is_mapped = || subject.object_type().is_some_and(|word| types.iter().any(|name| *name == word.text()));
            types.is_empty() || subject.is_member() && !is_mapped()
        };
        entry.subjects_and_members().filter(is_unsettled)
    })
}

/// The most rules that a message names.
const NAMED: usize = 6;

/// Rules of a synchronization schema by id and name, for a sentence.
fn known_rules(rules: &[&SyncRule]) -> String {
    let mut named: Vec<String> = rules.iter().take(NAMED).map(|rule| shown(rule)).collect();
    if rules.len() > NAMED {
        named.push(format!("{} more", rules.len() - NAMED));
    }
    named.join(", ")
}

/// Formats a rule as `` `id` (name) ``.
fn shown(rule: &SyncRule) -> String {
    let id = excerpt(&rule.id, 80);
    if rule.name.is_empty() { format!("`{id}`") } else { format!("`{id}` ({})", excerpt(&rule.name, 60)) }
}

/// Whether `links`, or a list in it, is there and holds nothing: `{}`, `[]`, or empty lists alone.
fn holds_nothing(links: Node<'_>) -> bool {
    let empty_list =
        |node: Node<'_>| node.kind() == Kind::Array && !node.is_incomplete() && node.elements().next().is_none();
    match links.kind() {
        Kind::Object => !links.is_incomplete() && links.members().all(|member| empty_list(member.value)),
        _ => empty_list(links),
    }
}

/// Edits that take a member out of its object, with the comma that it no longer needs. None where something else than
/// white space and a comma is in the way.
fn without_member(text: &str, member: Span) -> Vec<Edit> {
    let space = |character: char| matches!(character, ' ' | '\t' | '\n' | '\r');
    let after = text.get(member.end as usize..).unwrap_or_default().trim_start_matches(space);
    let end_of = |rest: &str| crate::text::offset(text.len() - rest.len());
    if let Some(rest) = after.strip_prefix(',') {
        return vec![Edit::delete(Span::new(member.start, end_of(rest.trim_start_matches(space))))];
    }
    let before = text.get(..member.start as usize).unwrap_or_default().trim_end_matches(space);
    if !after.starts_with('}') || !before.ends_with([',', '{']) {
        return Vec::new();
    }
    let kept = before.strip_suffix(',').unwrap_or(before);
    vec![Edit::delete(Span::new(crate::text::offset(kept.len()), member.end))]
}

#[cfg(test)]
mod tests {
    use super::without_member;
    use crate::text::Span;

    #[test]
    fn a_member_goes_with_its_comma() {
        let without = |text: &str, member: &str| {
            let start = text.find(member).expect("the member is in the text");
            let span = Span::new(crate::text::offset(start), crate::text::offset(start + member.len()));
            crate::fix::apply(text, &without_member(text, span))
        };
        assert_eq!(without(r#"{"a":1, "b":2}"#, r#""a":1"#), r#"{"b":2}"#);
        assert_eq!(without("{\n  \"a\": 1,\n  \"b\": 2\n}", "\"b\": 2"), "{\n  \"a\": 1\n}");
        assert_eq!(without(r#"{ "a":1 }"#, r#""a":1"#), "{ }");
        assert_eq!(without(r#"{"a":1 /* why */, "b":2}"#, r#""a":1"#), r#"{"a":1 /* why */, "b":2}"#);
    }
}
