//! Gaps of a template that nobody filled: `{id}`, `<id>`, `{{id}}`, `$id`, `%id%`, `your-id`.

use std::ops::Range;

use super::{distinguished_name, guid};

/// The pairs of marks that enclose the name of a gap, longer ones first.
const MARKS: [(&str, &str); 22] = [
    ("{{", "}}"),
    ("{%", "%}"),
    ("#{", "}#"),
    ("#{", "}"),
    ("@{", "}"),
    ("%{", "}"),
    ("\\{", "}"),
    ("\\(", ")"),
    ("$[", "]"),
    ("[[", "]]"),
    ("@@", "@@"),
    ("<%=", "%>"),
    ("<%", "%>"),
    ("${", "}"),
    ("$(", ")"),
    ("{", "}"),
    ("<", ">"),
    // Percent-encoded.
    ("%7B%7B", "%7D%7D"),
    ("%7B", "%7D"),
    ("%7b", "%7d"),
    ("%3C", "%3E"),
    ("%", "%"),
];

/// The longest name of a gap in bytes.
const LONGEST: usize = 64;

/// The first gap in `word`, in bytes. In a distinguished name only a whole value counts, for its characters are free:
/// `$svc-backup` and `Your Team` may be names.
#[must_use]
pub(crate) fn find(word: &str) -> Option<Range<usize>> {
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return (is_your(word) || is_filler(word)).then_some(0..word.len());
    }
    if distinguished_name::is_meant(word) {
        return distinguished_name::values(word).find(|range| is_whole_value(&word[range.clone()]));
    }
    let enclosed = enclosed(word);
    if is_whole(word, enclosed.as_ref()) { Some(0..word.len()) } else { enclosed }
}

/// The first gap in `word` that one of `patterns` describes, or else one of the forms above.
#[must_use]
pub(crate) fn find_with(patterns: &[Pattern], word: &str) -> Option<Range<usize>> {
    patterns.iter().find_map(|pattern| pattern.find(word)).or_else(|| find(word))
}

/// How a user's own gaps look: `__*__`. A `*` stands for the name of the gap, at least one character. Without a `*` the
/// pattern is the whole word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// What is around the names, in order; only the first and the last can be empty.
    literals: Vec<String>,
}

impl Pattern {
    /// Reads a pattern, or `None` if it would fit every word, or no word at all.
    #[must_use]
    pub(crate) fn new(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split('*').collect();
        let behind = parts.len() - 1;
        let keeps = |&(at, part): &(usize, &&str)| at == 0 || at == behind || !part.is_empty();
        let literals: Vec<String> =
            parts.iter().enumerate().filter(keeps).map(|(_, part)| (*part).to_owned()).collect();
        literals.iter().any(|literal| !literal.is_empty()).then_some(Self { literals })
    }

    /// The first gap of this look in `word`, in bytes.
    #[must_use]
    pub(crate) fn find(&self, word: &str) -> Option<Range<usize>> {
        let (first, rest) = self.literals.split_first()?;
        if rest.is_empty() {
            return (word == first).then_some(0..word.len());
        }
        if first.is_empty() {
            return end_of(rest, word, 0).map(|end| 0..end);
        }
        word.match_indices(first.as_str()).find_map(|(at, _)| Some(at..end_of(rest, word, at + first.len())?))
    }
}

/// Where a gap ends whose first name begins at `at`, if `literals` are after its names.
fn end_of(literals: &[String], word: &str, mut at: usize) -> Option<usize> {
    for literal in literals {
        let name = &word[at..];
        let first = name.chars().next()?.len_utf8();
        at += if literal.is_empty() {
            let is_name = |character: char| character.is_alphanumeric() || matches!(character, '_' | '-' | '.' | ':');
            name.find(|character| !is_name(character)).or(Some(name.len())).filter(|&length| length > 0)?
        } else {
            // Looking no further than a name may reach keeps the whole search linear.
            let near = &name[..name.floor_char_boundary(LONGEST + literal.len())];
            near.get(first..)?.find(literal.as_str())? + first + literal.len()
        };
    }
    Some(at)
}

/// Whether a value in a distinguished name is nothing but a gap.
fn is_whole_value(value: &str) -> bool {
    let is_free = value.contains(' ') || value.starts_with('$') && value.contains('-');
    let enclosed = enclosed(value);
    is_whole(value, enclosed.as_ref()) && (!is_free || enclosed.is_some())
}

/// Whether the word is nothing but a gap. `enclosed` is the first one in it between marks.
fn is_whole(word: &str, enclosed: Option<&Range<usize>>) -> bool {
    enclosed == Some(&(0..word.len()))
        || is_variable(word)
        || is_your(word)
        || is_filler(word)
        || is_format_item(word)
        || is_expression(word)
        || is_path(word)
        || is_marked(word)
}

/// `[id]`, `__ID__`, `:id`: a name in marks that mean something else inside of a word.
fn is_marked(word: &str) -> bool {
    let inside = |open: &str, close: &str| word.strip_prefix(open)?.strip_suffix(close);
    let name = inside("[", "]").or_else(|| inside("__", "__")).or_else(|| inside(":", ""));
    name.is_some_and(|name| name.starts_with(char::is_alphabetic) && is_name(name))
}

/// `$.rules[0].id`, `$['id']` of JSONPath (RFC 9535), `.value[0].id` of `jq`: the way to a value that was to be put here.
fn is_path(word: &str) -> bool {
    let way = match word.strip_prefix('$') {
        Some(rest) if rest.starts_with('[') => rest,
        Some(rest) => match rest.strip_prefix('.') {
            Some(rest) => rest,
            None => return false,
        },
        None => match word.strip_prefix('.') {
            Some(rest) if rest.starts_with(|it: char| it.is_ascii_alphabetic() || matches!(it, '[' | '_')) => rest,
            _ => return false,
        },
    };
    let is_part = |it: char| it.is_ascii_alphanumeric() || "_.[]'\"*-@?:".contains(it);
    !way.is_empty() && way.len() <= LONGEST && way.chars().all(is_part)
}

/// `%s`, `%d`, `%v`, `{0}`: what a program puts a value for.
fn is_format_item(word: &str) -> bool {
    let number = word.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    matches!(word, "%s" | "%d" | "%v" | "%q" | "%@")
        || number
            .is_some_and(|number| (1..3).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// `[parameters('user')]`, `[variables('id')]`: an expression of a template of Azure Resource Manager. `@{…}` and
/// `@triggerBody()…`: one of Logic Apps.
fn is_expression(word: &str) -> bool {
    const FUNCTIONS: [&str; 5] = ["parameters(", "variables(", "reference(", "concat(", "resourceId("];
    let inside = word.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let of_template = inside.is_some_and(|inside| FUNCTIONS.iter().any(|name| inside.starts_with(name)));
    let of_flow =
        ["@{triggerBody(", "@{variables(", "@{body(", "@{items(", "@{outputs(", "@triggerBody(", "@variables("];
    of_template || word.starts_with('@') && of_flow.iter().any(|start| word.starts_with(start))
}

/// The first gap between marks, anywhere in the word.
fn enclosed(word: &str) -> Option<Range<usize>> {
    let mut at = 0;
    while let Some(found) = word.as_bytes()[at..]
        .iter()
        .position(|byte| matches!(byte, b'{' | b'<' | b'$' | b'%' | b'#' | b'@' | b'\\' | b'['))
    {
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

/// Whether `word` is a variable, such as `$name`, `$env:NAME` or `$user.Id`.
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
        || matches!(word, "String" | "string" | "{{}}")
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
            ("#{RULE_ID}#", "#{RULE_ID}#"),
            ("#{ruleId}", "#{ruleId}"),
            ("@{rule.id}", "@{rule.id}"),
            ("%{ruleId}", "%{ruleId}"),
            ("{% rule %}", "{% rule %}"),
            ("<%= rule %>", "<%= rule %>"),
            ("%7B%7Brule%7D%7D", "%7B%7Brule%7D%7D"),
            ("\\(rule)", "\\(rule)"),
            ("your-rule-id", "your-rule-id"),
            ("yourRuleId", "yourRuleId"),
            ("YOUR_RULE_ID", "YOUR_RULE_ID"),
            ("xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx", "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"),
            ("String", "String"),
            ("user-{id}", "{id}"),
            ("{user}@contoso.com", "{user}"),
            ("CN=<user>,OU=Users,DC=contoso", "<user>"),
            ("$.rules[0].id", "$.rules[0].id"),
            ("$['rules'][0]", "$['rules'][0]"),
            (".value[0].id", ".value[0].id"),
            ("CN=$name,OU=Users,DC=contoso", "$name"),
        ] {
            assert_eq!(find(word).map(|range| &word[range]), Some(gap), "{word}");
        }
    }

    #[test]
    fn gaps_of_a_users_own_look_are_found() {
        for (pattern, word, gap) in [
            ("{{*}}", "user-{{id}}", Some("{{id}}")),
            ("{{*}}", "{{}}", None),
            ("$*", "$rule.id", Some("$rule.id")),
            ("$*", "a$", None),
            ("__*__", "__RULE__", Some("__RULE__")),
            ("__*__", "x __é__ y", Some("__é__")),
            ("__*__", "____", None),
            ("*_HERE", "RULE_HERE", Some("RULE_HERE")),
            ("*_HERE", "_HERE", None),
            ("#*:*#", "#a:b#", Some("#a:b#")),
            ("#**#", "#a#", Some("#a#")),
            ("TBD", "TBD", Some("TBD")),
            ("TBD", "TBD2", None),
        ] {
            let found = Pattern::new(pattern).expect("a pattern").find(word);
            assert_eq!(found.map(|range| &word[range]), gap, "{pattern} in {word}");
        }
        assert_eq!(["", "*", "**"].map(Pattern::new), [None, None, None]);
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
