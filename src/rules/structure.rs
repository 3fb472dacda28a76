//! The rules of the group `structure`, one file each, and the words that they share.

mod blank_value;
mod body_not_object;
mod empty_array;
mod empty_body;
mod empty_links;
mod legacy_object_type;
mod missing_object_id;
mod missing_object_type_name;
mod missing_parameters;
mod missing_property;
mod missing_rule_id;
mod missing_subjects;
mod nested_links;
mod not_an_array;
mod odata_type_mismatch;
mod powershell_depth_truncation;
mod property_alias;
mod property_case;
mod schema_violation;
mod split_parameters;
mod undocumented_link;
mod unknown_property;
mod wrong_type;

use crate::finding::{Fix, Safety};
use crate::json::{Kind, Node};
use crate::rule::{Context, Findings, Rule};
use crate::schema::{Violation, ViolationKind};
use crate::text::{Edit, Span, excerpt};

/// The rules of the group.
pub(crate) static RULES: &[Rule] = &[
    empty_body::RULE,
    body_not_object::RULE,
    missing_parameters::RULE,
    not_an_array::RULE,
    empty_array::RULE,
    split_parameters::RULE,
    powershell_depth_truncation::RULE,
    legacy_object_type::RULE,
    property_case::RULE,
    property_alias::RULE,
    unknown_property::RULE,
    wrong_type::RULE,
    missing_rule_id::RULE,
    missing_subjects::RULE,
    missing_object_id::RULE,
    missing_object_type_name::RULE,
    missing_property::RULE,
    schema_violation::RULE,
    blank_value::RULE,
    odata_type_mismatch::RULE,
    undocumented_link::RULE,
    nested_links::RULE,
    empty_links::RULE,
];

/// The longest quotation of a user's words in a message.
const QUOTED: usize = 40;

/// The key at `span` as a message quotes it: without its quotation marks, and not too long.
fn key(context: &Context<'_>, span: Span) -> String {
    let words = context.words(span).trim_matches(['"', '\'', '`', '\u{201C}', '\u{201D}', '\u{2018}', '\u{2019}']);
    format!("`{}`", excerpt(words, QUOTED))
}

/// The repair of a violation, as sure as the violation is.
fn fix(violation: &Violation, title: impl Into<String>) -> Option<Fix> {
    let safety = if violation.certain { Safety::Safe } else { Safety::Unsafe };
    Fix::new(safety, title.into(), violation.edits.clone())
}

/// An object that is the value of a property, or in it, as a sentence calls it.
fn object_in(property: &str) -> &'static str {
    match property {
        "parameters" => "this entry of `parameters`",
        "subjects" => "this subject",
        "members" => "this member",
        "owners" => "this owner",
        "manager" => "the manager",
        "links" => "`links`",
        _ => "the body",
    }
}

/// Says which schema a value breaks, and where that stands in it.
fn schema_says(context: &Context<'_>, keyword: &str) -> String {
    let keyword = excerpt(keyword, 2 * QUOTED);
    match context.user_schema() {
        Some(schema) => format!("The schema `{}` says so at `{keyword}`.", schema.name()),
        None => format!("The schema of this operation says so at `{keyword}`."),
    }
}

/// Says which schema requires a property.
fn schema_says_required(context: &Context<'_>, conditionally: bool) -> String {
    let requires = if conditionally { "requires one with the other" } else { "requires it" };
    match context.user_schema() {
        Some(schema) => format!("The schema `{}` {requires}.", schema.name()),
        None => format!("The schema of this operation {requires}, and the service refuses or misreads what lacks it."),
    }
}

/// Reports each object in which the property `name` is absent.
fn missing(context: &Context<'_>, findings: &mut Findings<'_>, name: &str, help: &str) {
    for violation in context.violations() {
        if let ViolationKind::MissingProperty { name: missing, within } = &violation.kind
            && missing == name
        {
            findings
                .report(violation.span, format!("{} has no `{name}`", object_in(within)))
                .label(violation.span, format!("`{name}` is missing here"))
                .help(help);
        }
    }
}

/// Reports each key that stands for another name, with the words `message` makes of both.
fn misnamed(
    context: &Context<'_>,
    findings: &mut Findings<'_>,
    wanted: impl Fn(&ViolationKind) -> Option<&str>,
    message: impl Fn(&str, &str) -> String,
    help: &str,
) {
    for violation in context.violations() {
        let Some(name) = wanted(&violation.kind) else { continue };
        let help = match context.user_schema() {
            Some(_) => "Names in JSON are case-sensitive, and the schema has only this spelling. Rename the key.",
            None => help,
        };
        let help = match violation.edits.is_empty() {
            true => format!("{help} There is no fix, because another key here means `{name}` too: keep only one."),
            false => help.to_owned(),
        };
        findings
            .report(violation.span, message(&key(context, violation.span), name))
            .label(violation.span, format!("the name is `{name}`"))
            .help(help)
            .fix(fix(violation, format!("rename it to `{name}`")));
    }
}

/// Whether a string is what PowerShell writes in place of an object or array that it cuts off.
fn is_truncated(string: &str) -> bool {
    let string = string.trim();
    // What all of it begins with; nearly every string ends here.
    if !string.starts_with(['@', 'S']) {
        return false;
    }
    if let Some(inside) = string.strip_prefix("@{").and_then(|rest| rest.strip_suffix('}')) {
        let name = inside.split('=').next().unwrap_or_default();
        // Other languages write `@{expression}`; PowerShell lists members, `@{name=value; …}`.
        return matches!(inside, "" | "…" | "...")
            || (name.len() < inside.len()
                && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '@')));
    }
    let is_type = |word: &str| {
        word == "System.Object[]"
            || word == "System.Object"
            || word.starts_with("System.Collections.")
            || word.starts_with("System.Management.Automation.PSCustomObject")
    };
    string.split_whitespace().all(is_type)
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
    use super::{is_truncated, without_member};
    use crate::text::Span;

    #[test]
    fn powershell_is_known_by_what_it_leaves() {
        for string in [
            "System.Collections.Hashtable",
            "System.Object[]",
            " System.Collections.Hashtable System.Collections.Hashtable ",
            "System.Collections.Specialized.OrderedDictionary",
            "@{objectId=x; objectTypeName=User}",
            "@{@odata.type=x}",
            "@{}",
        ] {
            assert!(is_truncated(string), "{string}");
        }
        for string in
            ["", "System.Text", "a System.Object[]", "@{id}", "@{triggerBody()?['id']}", "@{a(b=c)}", "CN=System"]
        {
            assert!(!is_truncated(string), "{string}");
        }
    }

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
