//! The rules of the group `value`, one file each, and what they share.

mod cross_tenant_group;
mod direction_mismatch;
mod distinguished_name_needs_user;
mod documentation_id;
mod duplicate_subject;
mod group_without_members;
mod guid_style;
mod job_id_as_rule_id;
mod links_on_non_group;
mod malformed_distinguished_name;
mod malformed_guid;
mod malformed_rule_id;
mod mixed_subjects;
mod multiple_groups;
mod multiple_subjects;
mod nested_group;
mod nil_guid;
mod object_type_case;
mod object_type_not_in_rule;
mod padded_value;
mod rule_not_in_schema;
mod rule_without_on_demand;
mod self_membership;
mod too_many_members;
mod unknown_object_type;
mod unresolved_placeholder;
mod upn_as_object_id;

use crate::rule::{Context, Direction, Rule};
use crate::sync_schema::SyncRule;
use crate::text::{Span, excerpt, offset};

/// The rules of the group.
pub(crate) static RULES: &[Rule] = &[
    malformed_guid::RULE,
    guid_style::RULE,
    upn_as_object_id::RULE,
    malformed_distinguished_name::RULE,
    padded_value::RULE,
    nil_guid::RULE,
    unresolved_placeholder::RULE,
    documentation_id::RULE,
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

/// The direction of the job: what the user said of it, or else what its id in the URL says, and where.
fn direction(context: &Context<'_>) -> Option<(Direction, Option<Span>)> {
    match context.direction() {
        Some(direction) => Some((direction, None)),
        None => direction_in_url(context).map(|(direction, tag)| (direction, Some(tag))),
    }
}

/// The direction of the job in the URL, and where its id says so.
fn direction_in_url(context: &Context<'_>) -> Option<(Direction, Span)> {
    let &job = context.target().keys.get(1)?;
    let id = context.words(job);
    let id = id.rsplit_once("/job/").map_or(id, |(_, id)| id);
    let (direction, tag) = Direction::of_job(id)?;
    let start = job.end - offset(id.len());
    Some((direction, Span::new(start, start + offset(tag.len()))))
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

/// `` `id` (name) ``
fn shown(rule: &SyncRule) -> String {
    let id = excerpt(&rule.id, 80);
    if rule.name.is_empty() { format!("`{id}`") } else { format!("`{id}` ({})", excerpt(&rule.name, 60)) }
}
