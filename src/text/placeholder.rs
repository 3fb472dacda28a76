//! Gaps of a template that nobody filled: `{id}`, `<id>`, `{{id}}`, `$id`, `%id%`, `your-id`.

use std::ops::Range;

use super::{distinguished_name, guid};

/// The pairs of marks that enclose the name of a gap, longer ones first.
const MARKS: [(&str, &str); 6] = [("{{", "}}"), ("${", "}"), ("$(", ")"), ("{", "}"), ("<", ">"), ("%", "%")];

/// The longest name of a gap in bytes.
const LONGEST: usize = 64;

/// The first gap in `word`, in bytes. In a distinguished name only a whole value counts, for its characters are free.
#[must_use]
pub fn find(word: &str) -> Option<Range<usize>> {
    if distinguished_name::is_meant(word) {
        return distinguished_name::values(word).find(|range| is_whole(&word[range.clone()]));
    }
    if is_whole(word) { Some(0..word.len()) } else { enclosed(word) }
}

/// Whether the word is nothing but a gap.
fn is_whole(word: &str) -> bool {
    enclosed(word) == Some(0..word.len()) || is_variable(word) || is_your(word) || is_filler(word)
}

/// The first gap between marks, anywhere in the word.
fn enclosed(word: &str) -> Option<Range<usize>> {
    let mut at = 0;
    while let Some(found) = word[at..].find(['{', '<', '$', '%']) {
        at += found;
        let gap = MARKS.iter().find_map(|(opener, closer)| {
            let inside = word[at..].strip_prefix(opener)?;
            // Looking no further than a name may reach keeps the whole search linear.
            let length = inside[..inside.floor_char_boundary(LONGEST + 4)].find(closer)?;
            is_name(&inside[..length]).then_some(at..at + opener.len() + length + closer.len())
        });
        if gap.is_some() {
            return gap;
        }
        at += 1;
    }
    None
}

/// The name of a gap: words, perhaps a path or a call; not a GUID in braces.
fn is_name(inside: &str) -> bool {
    let name = inside.trim();
    name.len() <= LONGEST
        && name.starts_with(|character: char| character.is_alphabetic() || matches!(character, '_' | '$' | '.'))
        && name.chars().all(|character| {
            character.is_alphanumeric() || matches!(character, '_' | '-' | '.' | ' ' | ':' | '$' | '\'' | '(' | ')')
        })
        && guid::read(name).is_none()
}

/// `$name`, `$env:NAME`, `$user.Id`
fn is_variable(word: &str) -> bool {
    word.strip_prefix('$').is_some_and(|name| !name.contains(' ') && is_name(name))
}

/// `your-rule-id`, `YOUR_RULE_ID`, `yourRuleId`, `your rule id`
fn is_your(word: &str) -> bool {
    let Some((your, rest)) = word.split_at_checked(4) else { return false };
    let next = rest.chars().next();
    match next {
        Some('-' | '_' | ' ') => your.eq_ignore_ascii_case("your"),
        Some(next) => matches!(your, "your" | "Your") && next.is_uppercase() && !word.contains(['@', ',']),
        None => false,
    }
}

/// `xxxxxxxx-xxxx-…`, dots, or `String`: what the reference's description of the type shows in place of a value.
fn is_filler(word: &str) -> bool {
    let all = |fits: fn(char) -> bool| !word.is_empty() && word.chars().all(fits);
    all(|character| matches!(character, '.' | '…'))
        || word.len() >= 8 && all(|character| matches!(character, 'x' | 'X' | '-'))
        || matches!(word, "String" | "string")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_found() {
        for (word, gap) in [
            ("{userObjectId}", "{userObjectId}"),
            ("{{rule_id}}", "{{rule_id}}"),
            ("<user-htt-id>", "<user-htt-id>"),
            ("<UserObjectId>", "<UserObjectId>"),
            ("${RULE_ID}", "${RULE_ID}"),
            ("$(rule.id)", "$(rule.id)"),
            ("$ruleId", "$ruleId"),
            ("$env:RULE_ID", "$env:RULE_ID"),
            ("%RULE_ID%", "%RULE_ID%"),
            ("your-rule-id", "your-rule-id"),
            ("yourRuleId", "yourRuleId"),
            ("YOUR_RULE_ID", "YOUR_RULE_ID"),
            ("xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx", "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"),
            ("String", "String"),
            ("user-{id}", "{id}"),
            ("{user}@contoso.com", "{user}"),
            ("CN=<user>,OU=Users,DC=contoso", "<user>"),
            ("CN=$name,OU=Users,DC=contoso", "$name"),
        ] {
            assert_eq!(find(word).map(|range| &word[range]), Some(gap), "{word}");
        }
    }

    #[test]
    fn values_are_no_gaps() {
        for word in [
            "",
            "21001",
            "usr",
            "youri@contoso.com",
            "yourke",
            "svc$",
            "50%",
            "{ea807875-5618-4f0a-9125-0b46a05298ca}",
            "{}",
            "CN={6AC1786C-016F-11D2-945F-00C04fB984F9},CN=Policies,DC=contoso",
            "CN=Jane {ext},DC=contoso",
            "CN=SVC$,DC=contoso",
        ] {
            assert_eq!(find(word), None, "{word}");
        }
    }
}
