//! The language server: what it finds is what the command line finds, wherever and however a text came to be.

mod actions;
mod robust;
mod session;
mod settings;
mod tables;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::support::dice::Dice;
use crate::support::editor::{Editor, position};
use crate::support::files::{files_below, shown};
use msgraph_lint::cli::{self, Environment, Streams};

/// The language that an editor takes a file for.
fn language(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "json" | "har" => "json",
        "jsonl" | "ndjson" => "jsonl",
        "http" | "rest" => "http",
        "md" | "markdown" => "markdown",
        "ps1" | "psm1" => "powershell",
        _ => "plaintext",
    }
}

/// The texts among the fixtures, by their paths in the project.
fn fixtures() -> BTreeMap<String, String> {
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).ok().filter(|text| !text.contains('\0'))?;
        Some((shown(&path), text))
    };
    files_below("fixtures").into_iter().filter_map(read).collect()
}

/// What the command line finds in files: by path, rule and severity and the bytes of the place.
fn of_command_line(paths: &[&str], options: &[&str]) -> BTreeMap<String, Vec<(String, String, usize, usize)>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let environment = Environment { folder, ..Environment::default() };
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let mut streams = Streams { stdin: &mut std::io::empty(), stdout: &mut stdout, stderr: &mut stderr };
    let words = ["msgraph-lint", "validate", "--format", "json"];
    cli::run(words.iter().chain(options).chain(paths).map(Into::into), &mut streams, &environment);
    let report: Value = serde_json::from_slice(&stdout).expect("a report");
    let mut found: BTreeMap<String, Vec<_>> = BTreeMap::new();
    for finding in report["findings"].as_array().expect("findings") {
        let word = |name: &str| finding[name].as_str().expect("a word").to_owned();
        let byte = |end: &str| usize::try_from(finding[end]["offset"].as_u64().expect("an offset")).expect("small");
        found.entry(word("path")).or_default().push((word("rule"), word("severity"), byte("start"), byte("end")));
    }
    found
}

/// What the command line found, as the protocol says it.
fn expected(text: &str, found: &[(String, String, usize, usize)], encoding: &str) -> Vec<Value> {
    let mut expected: Vec<Value> = found
        .iter()
        .map(|(rule, severity, start, end)| {
            let severity = match severity.as_str() {
                "error" => 1,
                "warning" => 2,
                _ => 3,
            };
            let (start, end) = (position(text, *start, encoding), position(text, *end, encoding));
            json!({ "code": rule, "severity": severity, "range": { "start": start, "end": end } })
        })
        .collect();
    expected.sort_by_key(Value::to_string);
    expected
}

/// The same of diagnostics.
fn reported(diagnostics: &[Value]) -> Vec<Value> {
    let mut reported: Vec<Value> = diagnostics
        .iter()
        .map(|it| {
            assert_eq!(it["source"], "msgraph-lint");
            assert!(it["message"].as_str().is_some_and(|message| !message.is_empty()));
            assert!(it["codeDescription"]["href"].as_str().is_some_and(|url| url.starts_with("https://")));
            json!({ "code": it["code"], "severity": it["severity"], "range": it["range"] })
        })
        .collect();
    reported.sort_by_key(Value::to_string);
    reported
}

fn uri(path: &str) -> String {
    format!("file:///r/{path}")
}

#[test]
fn findings_are_those_of_the_command_line() {
    let fixtures = fixtures();
    let paths: Vec<&str> = fixtures.keys().map(String::as_str).collect();
    let found = of_command_line(&paths, &["--skip-unknown"]);
    assert!(found.len() > 300, "{} files have findings", found.len());
    for encoding in ["utf-8", "utf-16"] {
        let mut editor = Editor::new(encoding);
        for (path, text) in &fixtures {
            editor.open(&uri(path), language(path), text);
        }
        let mut total = 0;
        for (path, text) in &fixtures {
            let found = found.get(path).map_or(&[][..], Vec::as_slice);
            let reported = reported(&editor.found(&uri(path)));
            total += reported.len();
            assert_eq!(reported, expected(text, found, encoding), "{path} in {encoding}");
        }
        assert!(total > 1000, "{total} findings");
    }
}

/// A place between two characters. Half of a line end is none: no position is there.
fn place(dice: &mut Dice, text: &str) -> usize {
    let at = text.floor_char_boundary(dice.below(text.len() + 1));
    if text[..at].ends_with('\r') && text[at..].starts_with('\n') { at - 1 } else { at }
}

#[test]
fn findings_do_not_depend_on_how_a_text_came_to_be() {
    const INSERTED: [&str; 9] = ["x", "\"", "{", "😀", "Ü\r\n", "e\u{301}", ": [", "\n\n", "\t]"];
    let fixtures = fixtures();
    let paths: Vec<&str> = fixtures.keys().map(String::as_str).collect();
    let found = of_command_line(&paths, &["--skip-unknown"]);
    // A document that was certainly one of requests for a moment stays one, as if it were named.
    let named = of_command_line(&paths, &[]);
    let mut dice = Dice::new(7);
    for encoding in ["utf-8", "utf-16"] {
        let mut editor = Editor::new(encoding);
        for (path, text) in fixtures.iter().filter(|(_, text)| text.len() < 4_000) {
            // Of bodies that are files of their own the sender says what they are.
            editor.open(&uri(path), language(path), text);
        }
        for (path, text) in fixtures.iter().filter(|(_, text)| text.len() < 4_000).step_by(3) {
            let mut now = text.clone();
            let mut changes = Vec::new();
            for _ in 0..49 {
                let (one, other) = (place(&mut dice, &now), place(&mut dice, &now));
                let start = one.min(other);
                let end = one.max(other).min(now.floor_char_boundary(start + 9));
                let end = if now[..end].ends_with('\r') { start } else { end };
                let new = INSERTED[dice.below(INSERTED.len())];
                let range = json!({ "start": position(&now, start, encoding), "end": position(&now, end, encoding) });
                changes.push(json!({ "range": range, "text": new }));
                now.replace_range(start..end, new);
            }
            editor.change(&uri(path), 2, json!(changes[..20]));
            if dice.below(4) == 0 {
                editor.settle();
            }
            editor.change(&uri(path), 3, json!(changes[20..]));
            let end = position(&now, now.len(), encoding);
            let range = json!({ "start": { "line": 0, "character": 0 }, "end": end });
            editor.change(&uri(path), 4, json!([{ "range": range, "text": text }]));
            let reported = reported(&editor.found(&uri(path)));
            let expected =
                [&found, &named].map(|found| expected(text, found.get(path).map_or(&[][..], Vec::as_slice), encoding));
            assert!(expected.contains(&reported), "{path} in {encoding}: {reported:#?}\nexpected: {expected:#?}");
            assert_eq!(editor.diagnostics[&uri(path)]["version"], 4);
        }
    }
}

#[test]
fn places_behind_wide_characters_are_right() {
    for line_end in ["\n", "\r\n", "\r"] {
        for before in ["Ü", "😀", "e\u{301}", "\t", "日本\u{200D}"] {
            let body = format!(
                "{{{line_end}\t\"{before}\": 1, \"parameters\" [{{ \"ruleId\": \"{before}\", \"subjects\": [{{}}] }}] }}"
            );
            for (encoding, bytes) in [("utf-8", true), ("utf-16", false)] {
                let mut editor = Editor::new(encoding);
                editor.open("file:///r/a.json", "json", &body);
                let found = editor.found("file:///r/a.json");
                let colon = found.iter().find(|it| it["code"] == "missing-colon").expect("the colon is missed");
                let words = format!("\t\"{before}\": 1, \"parameters\"");
                let column = if bytes { words.len() } else { words.encode_utf16().count() };
                assert_eq!(colon["range"]["start"], json!({ "line": 1, "character": column }), "{body} {encoding}");
            }
        }
    }
}

#[test]
fn related_places_are_reported() {
    let mut editor = Editor::new("utf-16");
    let text =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/rules/duplicate-key/flags.json"));
    editor.open("file:///r/a.json", "json", &text.expect("the fixture is there"));
    let found = editor.found("file:///r/a.json");
    let double = found.iter().find(|it| it["code"] == "duplicate-key").expect("it is found");
    let related = double["relatedInformation"].as_array().expect("the first one is reported");
    assert_eq!(related[0]["location"]["uri"], "file:///r/a.json");
}
