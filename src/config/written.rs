//! Entries of `ignores` in the syntax of a configuration file.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::Finding;

/// The entries that suppress these findings: one for each value with findings. `path` leads from the folder of the
/// configuration file to the file that the findings are in, with `/`.
#[must_use]
pub fn ignore_entries(path: &str, findings: &[Finding]) -> String {
    let mut rules: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for finding in findings {
        // An empty pointer means the whole body, like no pointer.
        rules.entry(finding.pointer.as_deref().unwrap_or_default()).or_default().insert(finding.rule.id);
    }
    let entry = |(pointer, rules): (&str, BTreeSet<&str>)| {
        let rules: Vec<String> = rules.into_iter().map(string).collect();
        let entry = format!("[[ignores]]\npaths = [{}]\nrules = [{}]\n", string(&glob(path)), rules.join(", "));
        if pointer.is_empty() { entry } else { format!("{entry}pointer = {}\n", string(pointer)) }
    };
    rules.into_iter().map(entry).collect::<Vec<_>>().join("\n")
}

/// The glob that matches only the file at `path`.
fn glob(path: &str) -> String {
    let mut glob = String::new();
    // Without a `/` it would match a name in any folder, and with a `!` nothing.
    if !path.contains('/') || path.starts_with('!') {
        glob.push('/');
    }
    for character in path.chars() {
        match character {
            '*' | '?' | '[' | '{' | '}' => glob.extend(['[', character, ']']),
            other => glob.push(other),
        }
    }
    glob
}

/// A basic string of TOML, whose escapes are among those of JSON.
pub(super) fn string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::glob;
    use crate::config::globs::Globs;

    #[test]
    fn a_glob_is_about_one_file() {
        for (path, other) in [
            ("a.json", "in/a.json"),
            ("in/a.json", "in/in/a.json"),
            ("!a.json", "in/!a.json"),
            ("[a]*?{b,c}.json", "aa.json"),
            ("../a.json", "a.json"),
        ] {
            let globs = Globs::new([glob(path).as_str()]).expect("it is a glob");
            assert!(globs.cover(path) && !globs.cover(other), "{path}");
        }
    }
}
