//! How languages write what JSON writes with brackets, colons and commas: the table by which an edit of a JSON text becomes
//! an edit of a hashtable, a dict or an object literal.

use super::quoting::Quoting;
use super::unescape;

/// The notation of literals in one language.
#[derive(Debug, PartialEq, Eq)]
pub struct Notation {
    /// What opens and closes an object.
    pub object: (&'static str, &'static str),
    /// What opens and closes an array.
    pub array: (&'static str, &'static str),
    /// What is between a key and its value, with the space around it.
    pub colon: &'static str,
    /// What is between two members on one line, with the space after it.
    pub member_comma: &'static str,
    /// What is between two elements on one line, with the space after it.
    pub element_comma: &'static str,
    /// What stands for `true`, `false` and `null`.
    pub literals: [&'static str; 3],
    /// How a key is written that needs no quotes, or `None` where every key has some.
    pub bare_key: Option<Quoting>,
    /// The quotation mark of a new string, and what may be between two of them.
    pub string: (&'static str, Quoting),
}

pub(crate) static POWERSHELL: Notation = Notation {
    object: ("@{", "}"),
    array: ("@(", ")"),
    colon: " = ",
    member_comma: "; ",
    element_comma: ", ",
    literals: ["$true", "$false", "$null"],
    bare_key: Some(Quoting::PowerShellBare),
    string: ("'", Quoting::PowerShellSingle),
};

/// JSON, which most languages have in signs of their own.
const OF_JSON: Notation = Notation {
    object: ("{", "}"),
    array: ("[", "]"),
    colon: ": ",
    member_comma: ", ",
    element_comma: ", ",
    literals: ["true", "false", "null"],
    bare_key: None,
    string: ("\"", Quoting::Json),
};

const OF_PYTHON: Notation = Notation {
    literals: ["True", "False", "None"],
    string: ("\"", Quoting::Python { quote: '"', triple: false, raw: false, format: false }),
    ..OF_JSON
};

pub(crate) static PYTHON: Notation = OF_PYTHON;

/// Python's calls of `dict`: keys are names, and stay what they are.
pub(crate) static PYTHON_CALL: Notation =
    Notation { object: ("dict(", ")"), colon: "=", string: ("\"", Quoting::FixedName), ..OF_PYTHON };

/// JavaScript's object and array literals.
pub(crate) static JAVASCRIPT: Notation =
    Notation { bare_key: Some(Quoting::JavaScriptBare), string: ("\"", Quoting::JavaScript { quote: '"' }), ..OF_JSON };

/// The objects and tuples of HCL (Terraform).
pub(crate) static HCL: Notation =
    Notation { colon: " = ", bare_key: Some(Quoting::HclBare), string: ("\"", Quoting::Hcl), ..OF_JSON };

/// JSON inside a language, as the filters of `jq` have it.
pub(crate) static JSON: Notation = OF_JSON;

/// What `jq` writes down: JSON whose keys may do without quotes.
pub(crate) static JQ: Notation =
    Notation { bare_key: Some(Quoting::JavaScriptBare), string: ("\"", Quoting::Jq), ..OF_JSON };

/// The items of HTTPie, of which each is an argument: nothing but a name can be changed in them.
pub(crate) static HTTPIE: Notation = Notation {
    object: ("", ""),
    array: ("", ""),
    colon: "=",
    member_comma: " ",
    element_comma: " ",
    literals: ["true", "false", "null"],
    bare_key: Some(Quoting::ShellBare),
    string: ("'", Quoting::ShellSingle),
};

/// What is open while a fragment of JSON is written anew.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    Object,
    Array,
    /// The fragment begins inside of something.
    Outside,
}

impl Notation {
    /// A string with its quotation marks.
    #[must_use]
    pub(crate) fn string(&self, value: &str) -> Option<String> {
        let (mark, quoting) = self.string;
        (quoting.takes_lines() || !value.contains(['\n', '\r'])).then_some(())?;
        Some(format!("{mark}{}{mark}", quoting.write(value)?))
    }

    /// A key, without quotes if it needs none.
    #[must_use]
    pub(crate) fn key(&self, value: &str) -> Option<String> {
        if self.bare_key.is_some() && is_name(value) { Some(value.to_owned()) } else { self.string(value) }
    }

    /// Whether an object that becomes an array, its opening bracket by itself, may lose what parts its members: HCL takes a line
    /// break there, and in no array.
    #[must_use]
    pub(super) fn is_broken_by(&self, old: &str, new: &str) -> bool {
        old == "{" && new == "[" && std::ptr::eq(self, &raw const HCL)
    }

    /// A fragment of JSON in this notation: any number of whole tokens. None where one is cut, or it cannot be
    /// known what a comma separates.
    #[must_use]
    pub(crate) fn translate(&self, fragment: &str) -> Option<String> {
        let mut written = String::with_capacity(fragment.len() + 8);
        let mut levels = vec![Level::Outside];
        let mut rest = fragment;
        while let Some(first) = rest.chars().next() {
            let mut length = first.len_utf8();
            match first {
                ' ' | '\t' | '\n' | '\r' => written.push(first),
                '{' | '[' => {
                    let (level, (open, _)) =
                        if first == '{' { (Level::Object, self.object) } else { (Level::Array, self.array) };
                    levels.push(level);
                    written.push_str(open);
                }
                '}' | ']' => {
                    if levels.len() > 1 {
                        levels.pop();
                    }
                    written.push_str(if first == '}' { self.object.1 } else { self.array.1 });
                }
                ':' => {
                    // The space that JSON has after it is in the table.
                    length += rest[1..].len() - rest[1..].trim_start_matches(' ').len();
                    written.truncate(written.trim_end_matches(' ').len());
                    written.push_str(self.colon);
                    if levels.last() == Some(&Level::Outside) {
                        levels = vec![Level::Object];
                    }
                }
                ',' => {
                    let mut level = *levels.last()?;
                    if level == Level::Outside {
                        level = if begins_member(&rest[1..])? { Level::Object } else { Level::Array };
                    }
                    let comma = if level == Level::Object { self.member_comma } else { self.element_comma };
                    let space = rest[1..].starts_with([' ', '\t', '\n', '\r']);
                    written.push_str(if space { comma.trim_end() } else { comma });
                }
                '"' => {
                    length = string_length(rest)?;
                    let value = unescape(&rest[1..length - 1]);
                    let is_key = rest[length..].trim_start().starts_with(':');
                    written.push_str(&if is_key { self.key(&value) } else { self.string(&value) }?);
                }
                _ => {
                    length =
                        rest.find(|it: char| !(it.is_ascii_alphanumeric() || "+-.".contains(it))).unwrap_or(rest.len());
                    let word = rest.get(..length).filter(|word| !word.is_empty())?;
                    let literal = ["true", "false", "null"].iter().position(|literal| *literal == word);
                    let is_number = serde_json::from_str::<serde_json::Number>(word).is_ok();
                    written.push_str(match literal {
                        Some(literal) => self.literals[literal],
                        None if is_number => word,
                        None => return None,
                    });
                }
            }
            rest = &rest[length..];
        }
        Some(written)
    }
}

/// Whether `value` can be a key without quotes in every language that has such keys.
#[must_use]
pub(crate) fn is_name(value: &str) -> bool {
    value.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// Whether what follows a comma is a member, or `None` if nothing follows.
fn begins_member(behind: &str) -> Option<bool> {
    let next = behind.trim_start();
    match next.chars().next()? {
        '"' => {
            let behind = next[string_length(next)?..].trim_start();
            // A string at the very end may be either.
            (!behind.is_empty()).then(|| behind.starts_with(':'))
        }
        _ => Some(false),
    }
}

/// The length of the JSON string at the start of `text`, quotes included.
fn string_length(text: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return Some(at + 1),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fragments_become_those_of_the_language() {
        for (fragment, powershell, python) in [
            ("[", Some("@("), Some("[")),
            ("}]", Some("})"), Some("}]")),
            (r#""userPrincipalName": "#, Some("userPrincipalName = "), Some(r#""userPrincipalName": "#)),
            (
                r#"{"@odata.type": "it's", "a": [1, true]}"#,
                Some("@{'@odata.type' = 'it''s'; a = @(1, $true)}"),
                Some(r#"{"@odata.type": "it's", "a": [1, True]}"#),
            ),
            (",\n  \"b\": null", Some(";\n  b = $null"), Some(",\n  \"b\": None")),
            ("\"b\": 1,", Some("b = 1; "), Some("\"b\": 1, ")),
            (",", None, None),
            (", \"a\"", None, None),
            ("\"", None, None),
            ("\"a", None, None),
            ("<id>", None, None),
        ] {
            assert_eq!(POWERSHELL.translate(fragment).as_deref(), powershell, "{fragment}");
            assert_eq!(PYTHON.translate(fragment).as_deref(), python, "{fragment}");
        }
    }
}
