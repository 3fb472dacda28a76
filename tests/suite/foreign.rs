//! A folder of five hundred files that have nothing to do with Microsoft Graph, of many kinds and no two alike: nothing is
//! found in them, and none of those in JSON is taken for a request.

mod apis;
mod clouds;
mod names;
mod projects;
mod scripts;
mod tools;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::support::dice::Dice;
use crate::support::folder::empty_folder;
use msgraph_lint::cli::{self, Environment, Streams};

/// A kind of file: its name, and what makes one of it, the name of the file first.
type Kind = (&'static str, fn(&mut Dice) -> (String, String));

const FILES: usize = 540;

fn kinds() -> Vec<Kind> {
    [projects::KINDS, clouds::KINDS, apis::KINDS, tools::KINDS, scripts::KINDS].concat()
}

/// Writes the files, by the path of each its text.
fn write(folder: &Path) -> BTreeMap<String, String> {
    let kinds = kinds();
    let mut dice = Dice::new(16);
    let mut files = BTreeMap::new();
    for number in 0..FILES {
        let (kind, make) = kinds[number % kinds.len()];
        let (name, text) = make(&mut dice);
        let path = format!("{kind}/{number:03}/{name}");
        let file = folder.join(&path);
        fs::create_dir_all(file.parent().expect("it is in a folder")).expect("a folder can be made");
        fs::write(file, &text).expect("a file can be written");
        files.insert(path, text);
    }
    files
}

fn run(folder: &Path, arguments: &[&str]) -> String {
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let environment = Environment { folder: folder.to_owned(), ..Environment::default() };
    let mut streams = Streams { stdin: &mut std::io::empty(), stdout: &mut stdout, stderr: &mut stderr };
    let arguments = ["msgraph-lint", "validate"].iter().chain(arguments).map(Into::into);
    cli::run(arguments, &mut streams, &environment);
    String::from_utf8(stdout).expect("the program writes UTF-8")
}

/// What is wrong: the findings, the JSON files that are taken.
fn objections(folder: &Path) -> Vec<String> {
    let report: serde_json::Value = serde_json::from_str(&run(folder, &["--format", "json", "."])).expect("it is JSON");
    let findings = report["findings"].as_array().expect("a list").iter();
    let found = findings.map(|it| format!("{} in {}: {}", it["rule"], it["path"], it["message"]));
    let notices = report["notices"].as_array().expect("a list").iter().map(|it| format!("notice {it}"));
    let shown = run(folder, &["--show-files", "."]);
    let is_json = |line: &&str| {
        let path = line.split(": ").next().unwrap_or_default();
        [".json", ".jsonc", ".jsonl", ".har", ".ipynb", ".sarif", ".tfstate", ".webmanifest", ".lock"]
            .iter()
            .any(|extension| path.ends_with(extension))
    };
    let taken = shown.lines().filter(is_json).map(|line| format!("taken: {line}"));
    // What is recorded or collected says by its form what it is, and only reading shows whose requests are in it.
    let taken =
        taken.filter(|line| !line.contains(": left out") && !line.ends_with(": har") && !line.ends_with(": postman"));
    found.chain(notices).chain(taken).collect()
}

#[test]
fn foreign_files_are_silent() {
    let folder = empty_folder("foreign");
    let files = write(&folder);
    assert!(files.len() >= 500 && kinds().len() >= 12, "{} files", files.len());
    let texts: BTreeSet<&String> = files.values().collect();
    assert!(texts.len() * 100 >= files.len() * 99, "{} of {} files differ", texts.len(), files.len());
    let objections = objections(&folder);
    assert!(objections.is_empty(), "{} objections:\n{}", objections.len(), objections.join("\n"));
}

/// The test above would notice a request in any of the files in JSON.
#[test]
fn a_request_among_foreign_files_is_noticed() {
    const BODY: &str = r#"{"parameters": [{"ruleId": "03f7d90d-bf71-41b1-bda6-aaf0ddbee5d8", "subjects": [{"objectId": "9bb0f679-a883-4a6f-8260-35b491b8b8c8", "objectTypeName": "User"}]}]}"#;
    let folder = empty_folder("foreign-and-one");
    let files = write(&folder);
    for broken in [BODY.to_owned(), BODY.replace("\"parameters\":", "\"parameters\"")] {
        for path in ["package", "tsconfig", "arm", "openapi", "json-schema"] {
            let path = files.keys().find(|it| it.starts_with(path) && it.ends_with(".json")).expect("there is one");
            fs::write(folder.join(path), &broken).expect("it can be written");
            let objections = objections(&folder);
            assert!(!objections.is_empty() && objections.iter().all(|it| it.contains(path)), "{path}: {objections:?}");
            fs::write(folder.join(path), &files[path]).expect("it can be written");
        }
    }
}
