//! Keeps the project tidy: what every file owes its reader, that every rule is listed and explained, and that documents
//! name nothing that is not there.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::support::files::{files_below, shown};
use msgraph_lint::rules;

/// Source files longer than this want splitting; unit tests at their end are not counted.
const LINES: usize = 400;

/// Where the project's own texts lie.
const FOLDERS: [&str; 14] = [
    "src",
    "tests",
    "benches",
    "schemas",
    "fixtures",
    "docs",
    ".ci",
    ".github",
    "editors/vscode/src",
    "editors/vscode/media",
    "fuzz/fuzz_targets",
    "fuzz/src",
    "packaging",
    "python/msgraph_lint",
];

/// And single files of the root and elsewhere.
const FILES: [&str; 14] = [
    "Cargo.toml",
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "SECURITY.md",
    "fuzz/Cargo.toml",
    "fuzz/run",
    "fuzz/rustc",
    "clippy.toml",
    "deny.toml",
    ".pre-commit-hooks.yaml",
    "action.yml",
    "pyproject.toml",
    "python/pyproject.toml",
];

/// The texts of all files of the project, by path.
fn texts() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = FOLDERS.iter().flat_map(|folder| files_below(folder)).chain(FILES.iter().map(|file| root.join(file)));
    files.filter_map(|path| Some((shown(&path), std::fs::read_to_string(&path).ok()?))).collect()
}

fn sources() -> BTreeMap<String, String> {
    let mut sources = texts();
    sources.retain(|path, _| path.starts_with("src/"));
    assert!(sources.len() > 20, "the sources were not found");
    sources
}

#[test]
fn every_source_says_what_it_is_for() {
    let silent: Vec<_> =
        sources().into_iter().filter(|(path, text)| path.ends_with(".rs") && !text.starts_with("//! ")).collect();
    assert!(
        silent.is_empty(),
        "these begin without `//!`: {:?}",
        silent.iter().map(|file| &file.0).collect::<Vec<_>>()
    );
}

#[test]
fn every_source_is_short_and_finished() {
    let unfinished = [["TO", "DO"], ["FIX", "ME"]].map(|parts| parts.concat());
    for (path, text) in sources() {
        let limit = if path == "src/main.rs" { 20 } else { LINES };
        let lines = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default().lines().count();
        assert!(lines <= limit, "{path} has {lines} lines, more than {limit}");
        assert!(!unfinished.iter().any(|word| text.contains(word)), "{path} is not finished");
    }
}

/// What works on one machine only, or speaks of its folders, has no place in the project.
#[test]
fn no_file_names_the_machine_it_was_written_on() {
    // Put together here, or this file would name them itself.
    let alien = [["/wo", "rk/"], ["/tmp/", "wt"], ["sha", "red/"]].map(|parts| parts.concat());
    for (path, text) in texts() {
        for (number, line) in text.lines().enumerate() {
            assert!(!alien.iter().any(|word| line.contains(word)), "{path}:{} names a path of a machine", number + 1);
        }
    }
}

#[test]
fn every_rule_file_is_listed_and_every_id_unique() {
    let listed: Vec<(String, &str)> = rules::infos()
        .iter()
        .map(|rule| (format!("{}/{}", rule.group.name(), rule.id.replace('-', "_")), rule.id))
        .collect();
    let ids: BTreeSet<&str> = listed.iter().map(|rule| rule.1).collect();
    assert_eq!(ids.len(), listed.len(), "an id is used twice");
    let rule = |(_, text): &(String, String)| text.contains("const RULE: Rule");
    let files: Vec<String> = sources().into_iter().filter(rule).map(|(path, _)| path).collect();
    assert_eq!(files.len(), listed.len(), "as many rule files as rules are listed");
    for (name, _) in listed {
        // A rule about one operation alone lies in the folder of that operation.
        let general = format!("src/rules/{name}.rs");
        let (_, file) = name.split_once('/').expect("a group and a file");
        let own = |path: &String| path.starts_with("src/operations/") && path.ends_with(&format!("/{file}.rs"));
        assert!(files.iter().any(|path| *path == general || own(path)), "there is no {general}");
    }
}

#[test]
fn every_rule_is_explained() {
    for rule in rules::infos() {
        let id = rule.id;
        let kebab = id.split('-').all(|word| {
            !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        });
        assert!(kebab && !id.starts_with("no-"), "{id}: an id is kebab-case and names the defect");
        let mut paragraphs = rule.manual.split("\n\n");
        let first = paragraphs.next().unwrap_or_default().trim_end();
        let sentence = first.starts_with(|first: char| first.is_uppercase() || first == '`' || first.is_numeric())
            && first.ends_with('.');
        assert!(sentence, "{id}: the manual begins with a sentence");
        let headings: Vec<&str> = rule.manual.lines().filter(|line| line.starts_with("## ")).collect();
        assert!(headings.starts_with(&["## Why it matters", "## What to do"]), "{id}: the manual has {headings:?}");
        assert!(
            !rule.summary.is_empty() && !rule.summary.ends_with('.'),
            "{id}: the summary is no sentence with a full stop"
        );
    }
}

/// Words in backticks with a slash in them are paths, unless they are patterns, options or addresses.
#[test]
fn documents_name_only_paths_that_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let documents = texts().into_iter().filter(|(path, _)| {
        path.ends_with(".md") && !path.starts_with("fixtures/") && !path.starts_with("docs/rules/")
    });
    let mut checked = 0;
    for (document, text) in documents {
        for (number, line) in text.lines().enumerate() {
            let quoted = line.split('`').skip(1).step_by(2);
            for words in quoted.chain(line.split("](").skip(1).filter_map(|link| link.split(')').next())) {
                let path = words.split('#').next().unwrap_or_default();
                let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/._-".contains(&byte);
                let folder = path.split('/').next().unwrap_or_default();
                let known =
                    FOLDERS.iter().any(|known| known.split('/').next() == Some(folder)) || path.ends_with(".md");
                if !path.contains('/') && !path.ends_with(".md") || !path.bytes().all(plain) || !known {
                    continue;
                }
                checked += 1;
                let beside = root.join(&document).with_file_name(path);
                assert!(root.join(path).exists() || beside.exists(), "{document}:{}: there is no {path}", number + 1);
            }
        }
    }
    assert!(checked > 10, "no document was read");
}
