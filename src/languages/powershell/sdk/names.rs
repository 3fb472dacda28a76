//! The words in the names of cmdlets: nouns are singular, and the verb is one of those that PowerShell approves of
//! (<https://learn.microsoft.com/powershell/scripting/developer/cmdlet/approved-verbs-for-windows-powershell-commands>).

/// The words of a name in camel case, in lower case: `synchronizationJobs` is `synchronization`, `jobs`.
pub(super) fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before = char::default();
    for character in name.chars() {
        if words.is_empty() || character.is_ascii_uppercase() && !before.is_ascii_uppercase() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.push(character.to_ascii_lowercase());
        }
        before = character;
    }
    words
}

/// Words that end as a plural does, and are none in the names of cmdlets.
const SINGULAR: [&str; 6] = ["access", "ios", "news", "series", "sms", "windows"];

/// Words in lower case without the endings of the plural.
pub(super) fn singular(words: &[String]) -> Vec<String> {
    words.iter().map(|word| singular_of(word)).collect()
}

fn singular_of(word: &str) -> String {
    if SINGULAR.contains(&word) || ["ss", "us", "is"].iter().any(|ending| word.ends_with(ending)) {
        return word.to_owned();
    }
    if let Some(stem) = word.strip_suffix("ies") {
        return format!("{stem}y");
    }
    let es = ["sses", "xes", "ches", "shes"].iter().any(|ending| word.ends_with(ending));
    word.strip_suffix(if es { "es" } else { "s" }).unwrap_or(word).to_owned()
}

/// What PowerShell calls the first word of an action, where it approves of another one.
const VERBS: [(&str, &[&str]); 17] = [
    ("acquire", &["get"]),
    ("activate", &["initialize"]),
    ("assign", &["set"]),
    ("associate", &["join"]),
    ("cancel", &["stop"]),
    ("change", &["rename", "update"]),
    ("check", &["confirm"]),
    ("clone", &["copy"]),
    ("create", &["new"]),
    ("delete", &["remove"]),
    ("evaluate", &["test"]),
    ("generate", &["new"]),
    ("make", &["new"]),
    ("pause", &["suspend"]),
    ("transfer", &["move"]),
    ("validate", &["test"]),
    ("verify", &["confirm"]),
];

/// Whether a cmdlet with this verb may be an action whose name begins with `word`. Both are in lower case.
pub(super) fn is_verb_of(verb: &str, word: &str) -> bool {
    match VERBS.iter().find(|(known, _)| *known == word) {
        Some((_, verbs)) => verbs.contains(&verb),
        None => verb == word,
    }
}
