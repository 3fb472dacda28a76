//! What a bare body looks like from outside: so that a format claims bodies of this operation and nobody else's JSON.

use crate::text::guid;
use crate::text::suggest::is_within;
use crate::text::words::Words;

/// A name of the payload by which a body is known.
struct Name {
    /// The word to find, in lower case.
    word: &'static str,
    /// Whether its value is a list or an object, and not a string.
    holds_objects: bool,
    /// Whether hardly any other JSON has it.
    decisive: bool,
}

const fn name(word: &'static str, holds_objects: bool, decisive: bool) -> Name {
    Name { word, holds_objects, decisive }
}

/// The names. `parameters`, `members` and `links` are in too much other JSON.
const NAMES: [Name; 4] = [
    name("ruleid", false, false),
    name("subjects", true, true),
    name("objectid", false, false),
    name("objecttypename", false, true),
];

/// What the name of `objectTypeName` once was. Lists of objects that other programs have read from a directory have it, too.
const LEGACY: &str = "objecttype";

/// Words of files that may have all the names, and are not bodies: states and templates of infrastructure, schemas,
/// descriptions of APIs, packages, reports of other linters, notebooks.
static FOREIGN: Words = Words::new(&[
    "\"terraform_version\"",
    "management.azure.com/schemas/",
    "\"contentVersion\"",
    "json-schema.org/draft",
    "\"openapi\"",
    "\"swagger\"",
    "\"apiVersion\"",
    "\"dependencies\"",
    "\"devDependencies\"",
    "\"lockfileVersion\"",
    "\"compilerOptions\"",
    "\"filePath\"",
    "\"physicalLocation\"",
    "\"sarif",
    "\"nbformat\"",
    "\"policyRule\"",
]);

/// Whether a text is meant as a body of provisionOnDemand, well-formed or not: two of its names, or what is nearly one
/// of them, are before values of their kind, and at least one is hardly found elsewhere. It takes one pass over the
/// text, which need not be JSON.
pub(super) fn is_body(text: &str) -> bool {
    let mut met = [false; NAMES.len()];
    let (mut has_list, mut is_decisive) = (false, false);
    let mut behind = 0;
    for (at, _) in text.match_indices([':', '=', '[', '{']) {
        // `"name" [`: the colon may be lost.
        let before = &text[behind..at];
        behind = at + 1;
        let Some(word) = last_word(before).map(plain) else { continue };
        let word = word.as_str();
        let sign = text.as_bytes().get(at).copied().unwrap_or_default();
        let opens = if matches!(sign, b'[' | b'{') { true } else { opens_container(&text[at + 1..]) };
        let exact = NAMES.iter().position(|name| name.holds_objects == opens && name.word == word);
        has_list |= opens && exact.is_none() && is_near(word, "parameters");
        // The id of a rule in a list of parameters is enough.
        if has_list && !opens && is_near(word, "ruleid") && begins_with_guid(&text[at + 1..]) {
            return !FOREIGN.any_in(text);
        }
        let near = || NAMES.iter().position(|name| name.holds_objects == opens && is_near(word, name.word));
        if let Some(index) = exact.or_else(near) {
            met[index] = true;
            is_decisive |= NAMES[index].decisive && word != LEGACY;
            if is_decisive && met.iter().filter(|met| **met).count() > 1 {
                return !FOREIGN.any_in(text);
            }
        }
    }
    (has_list || is_decisive) && has_names_without_colons(text, is_decisive) && !FOREIGN.any_in(text)
}

/// Whether the names of strings are directly before their values, all colons being lost: `"ruleId" "x"`. With a list of
/// `subjects` one of them is enough.
fn has_names_without_colons(text: &str, has_subjects: bool) -> bool {
    let names = memchr::memmem::find_iter(text.as_bytes(), b"\" \"").filter_map(|at| {
        let word = last_word(&text[..at]).map(plain)?;
        NAMES.iter().position(|name| !name.holds_objects && is_near(&word, name.word))
    });
    let (mut met, mut is_decisive) = ([false; NAMES.len()], has_subjects);
    for index in names {
        met[index] = true;
        is_decisive |= NAMES[index].decisive;
        if is_decisive && met.iter().filter(|met| **met).count() + usize::from(has_subjects) > 1 {
            return true;
        }
    }
    false
}

/// The word at the end of `text`, before quotes and white space.
fn last_word(text: &str) -> Option<&str> {
    let is_quote = |character: char| {
        matches!(character, '"' | '\'' | '`' | '\\' | '\u{201C}' | '\u{201D}' | '\u{2018}' | '\u{2019}')
    };
    let end = text.trim_end().trim_end_matches(is_quote);
    let start = end.rfind(|character: char| !character.is_alphanumeric() && !matches!(character, '_' | '-'));
    let word = &end[start.map_or(0, |at| at + end[at..].chars().next().map_or(1, char::len_utf8))..];
    (5..=18).contains(&word.len()).then_some(word)
}

/// Whether the next thing in `text` is a string that begins with a GUID.
fn begins_with_guid(text: &str) -> bool {
    let value = text.trim_start().trim_start_matches(['"', '\'', '\\']);
    value.get(..guid::LENGTH).is_some_and(guid::is_canonical)
}

/// Whether the next thing in `text` is an object or a list.
fn opens_container(text: &str) -> bool {
    let next = text.trim_start().trim_start_matches(['@', '(']);
    next.starts_with(['{', '['])
}

/// Whether `plain`, the letters of a word, are `name`, or are it with a typing error: one in a short name, two in a long one.
fn is_near(plain: &str, name: &str) -> bool {
    if plain == name || name == "objecttypename" && plain == LEGACY {
        return true;
    }
    let most = if name.len() < 8 { 1 } else { 2 };
    plain.len().abs_diff(name.len()) <= most && is_within(plain, name, most)
}

/// The letters and digits of a name, in lower case.
fn plain(word: &str) -> String {
    if word.is_ascii() {
        let mut plain = word.to_ascii_lowercase();
        plain.retain(|character| character.is_ascii_alphanumeric());
        return plain;
    }
    let letters = word.chars().filter(|character| character.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::is_body;

    #[test]
    fn a_body_is_known_by_its_shape() {
        for body in [
            r#"{"parameters": [{"ruleId": "x", "subjects": []}]}"#,
            r#"{"parameters" [{"subjects": [{"objectId": "x", "objectType": "User"}]"#,
            r#"{"Parameters": {"Subjects": {"ObjectId": "x"}}}"#,
            r#"{"subjects": [{"objectId": "x"}], "ruleId": "usr"}"#,
            r#"{"paramaters":[{"ruleId":"x","subjects":[{"objectId":"x","objectTypeName":"User"}]}]}"#,
            r#"[{"ruleId":"x","subjects":[{"objectId":"x","objectTypeName":"User"}]}]"#,
            r#""{\"parameters\": [{\"ruleId\": \"x\", \"subjects\": [{\"objectId\": \"x\"}]}]}""#,
            r#"{"parametres":[{"rulId":"x","subjets":[{"objctId":"x","objectTypName":"User"}]}]}"#,
            r#"{"parameters":[{"rule_id":"x","subjects":[{"object_id":"x","object_type_name":"User"}]}]}"#,
            r#"{"request": {"parameters": [{"ruleId": "x", "subjects": []}]}}"#,
            r#"{parameters: [{ruleId: '03f7d90d-bf71-41b1-bda6-aaf0ddbee5d8#V2', subject: {}}]}"#,
            r#"{"objectId": "x", "objectTypeName": "User"}"#,
            r#"{"parameters" [{"ruleId" "x", "subjects" [{"objectId" "x", "objectTypeName" "User"}]}]}"#,
            r#"{parameters: [{ruleId: '03f7d90d-bf71-41b1-bda6-aaf0ddbee5d8#V2',}]}"#,
        ] {
            assert!(is_body(body), "{body}");
        }
    }

    #[test]
    fn other_json_is_not() {
        for other in [
            "",
            "subjects, ruleId",
            r#"{"name": "subjects", "scripts": {"ruleId": "x"}}"#,
            r#"{"swagger": "2.0", "parameters": {"subjects": {"in": "query", "name": "subjects", "type": "array"}}}"#,
            r#"{"$schema": "x", "parameters": {"ruleId": {"value": "03f7d90d-bf71-41b1-bda6-aaf0ddbee5d8"}}}"#,
            r#"{"parameters": [{"name": "subjects"}, {"ruleId": "no-console"}]}"#,
            r#"{"subjects": ["maths", "physics"]}"#,
            r#"{"subjects": [{"name": "maths"}]}"#,
            r#"[{"ruleId": "no-console", "messages": []}]"#,
            r#"{"ruleId": "x", "objectId": "y", "severity": "high"}"#,
            r#"{"kind": "RoleBinding", "subjects": [{"kind": "User", "name": "x"}], "roleRef": {"name": "y"}}"#,
            r#"{"properties": {"ruleId": {"type": "string"}, "subjects": {"type": "array"}}}"#,
            r#"[{"objectId": "x", "displayName": "y", "objectType": "User"}]"#,
            r#"{"terraform_version": "1", "parameter": [{"rule_id": "03f7d90d-bf71-41b1-bda6-aaf0ddbee5d8", "subject": [{}]}]}"#,
            r#"{"name": "x", "dependencies": {}, "config": {"ruleId": "x", "subjects": [{}]}}"#,
            r#"{"terraform_version": "1", "x": {"rule_id": "x", "subject": [{"object_id": "y"}]}}"#,
        ] {
            assert!(!is_body(other), "{other}");
        }
    }
}
