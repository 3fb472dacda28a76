//! The rules of the group `structure`, one file each, and what they share.

mod blank_value;
mod body_not_object;
mod empty_array;
mod empty_body;
mod malformed_bind;
mod malformed_date_time;
mod misplaced_property;
mod missing_property;
mod not_an_array;
mod odata_type_mismatch;
mod powershell_depth_truncation;
mod property_alias;
mod property_case;
mod read_only_property;
mod schema_violation;
mod superfluous_level;
mod undeclared_derived_type;
mod unexpected_array;
mod unknown_enum_member;
mod unknown_odata_type;
mod unknown_property;
mod wrong_type;

use crate::rule::{Context, Rule};
use crate::text::excerpt;

/// The rules of the group.
pub(crate) static RULES: &[Rule] = &[
    empty_body::RULE,
    body_not_object::RULE,
    not_an_array::RULE,
    empty_array::RULE,
    powershell_depth_truncation::RULE,
    property_case::RULE,
    property_alias::RULE,
    unknown_property::RULE,
    misplaced_property::RULE,
    wrong_type::RULE,
    unexpected_array::RULE,
    unknown_enum_member::RULE,
    malformed_date_time::RULE,
    malformed_bind::RULE,
    unknown_odata_type::RULE,
    undeclared_derived_type::RULE,
    read_only_property::RULE,
    missing_property::RULE,
    superfluous_level::RULE,
    schema_violation::RULE,
    blank_value::RULE,
    odata_type_mismatch::RULE,
];

/// The longest quotation of the user's words in a message.
const QUOTED: usize = 40;

/// Says which schema a value breaks, and where that is in it.
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

#[cfg(test)]
mod tests {
    use super::is_truncated;

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
}
