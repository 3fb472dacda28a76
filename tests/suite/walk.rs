//! Folders full of other people's files: nothing in them is complained about, whatever they are and however broken.

use std::fs;
use std::path::Path;

use crate::support::folder::empty_folder;
use msgraph_lint::cli::{self, Environment, Streams};

/// Files that have nothing to do with this program, though some look a little as if they had. `{n}` is a number.
const STRANGERS: &[(&str, &str)] = &[
    ("package.json", r#"{"name": "app-{n}", "version": "1.0.{n}", "scripts": {"test": "jest"}, "dependencies": {}}"#),
    ("package-lock.json", r#"{"lockfileVersion": 3, "packages": {"": {"name": "subjects-{n}"}}}"#),
    ("tsconfig.json", "{\n  // Strict.\n  \"compilerOptions\": {\"strict\": true, \"outDir\": \"subjects{n}\",},\n}"),
    (
        "openapi.json",
        r#"{"openapi": "3.0.{n}", "paths": {"/users/{id}": {"get": {"parameters": [{"name": "subjects", "in": "query"}]}}}}"#,
    ),
    (
        "swagger.json",
        r#"{"swagger": "2.0", "parameters": {"subjects": {"in": "query", "name": "subjects", "type": "array"}, "ruleId": {"in": "path"}}}"#,
    ),
    (
        "azuredeploy.parameters.json",
        r#"{"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#", "parameters": {"ruleId": {"value": "03f7d90d-bf71-41b1-bda6-aaf0ddbee5d8"}}}"#,
    ),
    (
        "azuredeploy.json",
        r#"{"parameters": {"subjects": {"type": "array", "metadata": {"description": "who"}}}, "resources": []}"#,
    ),
    (
        "rolebinding.json",
        r#"{"kind": "RoleBinding", "subjects": [{"kind": "User", "name": "jane-{n}"}], "roleRef": {"name": "reader"}}"#,
    ),
    ("eslint-report.json", r#"[{"filePath": "a.js", "messages": [{"ruleId": "no-console", "severity": {n}}]}]"#),
    (
        "results.sarif.json",
        r#"{"version": "2.1.0", "runs": [{"results": [{"ruleId": "x", "message": {"text": "subjects"}}]}]}"#,
    ),
    ("template.json", "{{#each subjects}}\n{ \"ruleId\": \"{{id}}\" },\n{{/each}}\n"),
    ("data.jsonl", "{\"id\": {n}, \"text\": \"subjects\"}\n{\"id\": 2}\n"),
    (
        "README.md",
        "# App {n}\n\n```http\nPOST https://api.example.com/v1/subjects\nContent-Type: application/json\n{\"ruleId\" 1}\n```\n",
    ),
    (
        "API.md",
        "```http\nGET /v1/users?parameters=subjects HTTP/1.1\nHost: api.example.com\n\nHTTP/1.1 200 OK\n\n{\"a\":}\n```\n",
    ),
    (
        "CONTRIBUTING.md",
        "```json\n{ \"parameters\": [ … ], \"name\": \"subjects\" }\n```\n\n```sh\ncurl -X POST x\n```\n",
    ),
    ("notes.markdown", "Some words about `ruleId` and `subjects`, number {n}.\n"),
    ("empty.json", ""),
    ("binary.json", "\u{1}\u{2}\u{3}\u{4}\u{0}\u{0}\u{0}"),
];

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder can be made");
    fs::write(path, text).expect("a file can be written");
}

/// Exit code, standard output and standard error.
fn run(folder: &Path, arguments: &[&str]) -> (u8, String, String) {
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let environment = Environment { folder: folder.to_owned(), ..Environment::default() };
    let mut streams = Streams { stdin: &mut std::io::empty(), stdout: &mut stdout, stderr: &mut stderr };
    let arguments = ["msgraph-lint", "validate"].iter().chain(arguments).map(Into::into);
    let exit = cli::run(arguments, &mut streams, &environment);
    let text = |bytes| String::from_utf8(bytes).expect("the program writes UTF-8");
    (exit, text(stdout), text(stderr))
}

#[test]
fn nobody_elses_files_are_complained_about() {
    let folder = empty_folder("strangers");
    for number in 0..504 {
        let (name, text) = STRANGERS[number % STRANGERS.len()];
        write(&folder.join(format!("project-{number:03}/{name}")), &text.replace("{n}", &number.to_string()));
    }
    fs::write(folder.join("image.json"), b"\x89PNG\r\n\x1a\n\x00\x00\xff").expect("a file can be written");
    let (exit, stdout, stderr) = run(&folder, &["--format", "concise", "--fail-on", "info"]);
    assert_eq!((exit, stderr.as_str()), (0, ""), "{stdout}");
    assert!(stdout.starts_with("No findings") || stdout == "Nothing was checked.\n", "{stdout}");
}

#[test]
fn a_request_among_strangers_is_found_whatever_the_number_of_threads() {
    let folder = empty_folder("found");
    let body = r#"{"parameters" [{"ruleId": "x", "subjects": []}]}"#;
    for number in 0..200 {
        let (name, text) = STRANGERS[number % STRANGERS.len()];
        write(&folder.join(format!("project-{number:03}/{name}")), text);
        if number % 20 == 0 {
            write(&folder.join(format!("project-{number:03}/deep/request.json")), body);
        }
    }
    let outcomes = ["1", "2", "7"].map(|jobs| run(&folder, &["--format", "json", "--jobs", jobs, "."]));
    assert_eq!((outcomes[0].0, outcomes[0].2.as_str()), (1, ""));
    assert_eq!(outcomes[0].1.matches("\"rule\":\"missing-colon\"").count(), 10, "{}", outcomes[0].1);
    assert!(outcomes[1..].iter().all(|outcome| *outcome == outcomes[0]));
    let (exit, stdout, _) = run(&folder, &["--show-files"]);
    let expected: Vec<String> =
        (0..10).map(|number| format!("project-{:03}/deep/request.json: json-body", number * 20)).collect();
    // Pages are listed too: their name says what they are, and only reading shows whose requests are in them.
    let bodies: Vec<&str> = stdout.lines().filter(|line| line.ends_with(": json-body")).collect();
    assert_eq!((exit, bodies), (0, expected.iter().map(String::as_str).collect()));
}

/// Most broken bodies are still known for what they are. Those that are not must be named.
#[test]
fn broken_bodies_are_known_in_a_folder() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let (_, stdout, _) = run(&fixtures, &["--show-files", "broken"]);
    let all = fs::read_dir(fixtures.join("broken")).expect("there are fixtures").flatten();
    let all = all.filter(|entry| entry.path().extension().is_some_and(|extension| extension == "json")).count();
    let known = stdout.lines().count();
    assert!(known * 10 >= all * 8, "{known} of {all} are known");
}

#[test]
#[cfg(unix)]
fn a_loop_of_links_is_reported_and_not_followed() {
    let folder = empty_folder("loop");
    write(&folder.join("a/request.json"), r#"{"parameters" [{"ruleId": "x", "subjects": []}]}"#);
    std::os::unix::fs::symlink("..", folder.join("a/up")).expect("a link can be made");
    std::os::unix::fs::symlink("nowhere", folder.join("a/lost.json")).expect("a link can be made");
    let (exit, stdout, stderr) = run(&folder, &["--format", "concise", "--select", "missing-colon"]);
    assert_eq!(exit, 2);
    assert_eq!(stdout.lines().filter(|line| line.contains("[missing-colon]")).count(), 1, "{stdout}");
    assert_eq!(stderr, "error: a/up: is a link to the folder that it lies in, .; not followed\n");
}
