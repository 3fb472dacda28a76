//! What is offered: every fix as the command line makes it, suppressions that silence, no secret.

use serde_json::{Value, json};

use super::{fixtures, language, uri};
use crate::support::editor::{Editor, edited};

/// The range of the first diagnostic of a rule.
fn range(editor: &mut Editor, uri: &str, rule: &str) -> Value {
    let found = editor.found(uri);
    found.iter().find(|it| it["code"] == rule).unwrap_or_else(|| panic!("{rule} is found"))["range"].clone()
}

/// The text edits of an action, by document.
fn edits(action: &Value) -> Vec<(String, Vec<Value>)> {
    let changes = action["edit"]["documentChanges"].as_array().cloned().unwrap_or_default();
    let of = |it: &Value| {
        let uri = it["textDocument"]["uri"].as_str()?.to_owned();
        Some((uri, it["edits"].as_array()?.clone()))
    };
    changes.iter().filter_map(of).collect()
}

#[test]
fn fixes_on_saving_are_those_of_the_command_line() {
    let mut fixed = 0;
    for (path, text) in fixtures().into_iter().filter(|(path, _)| path.starts_with("fixtures/rules/")) {
        let Some((stem, extension)) = path.rsplit_once('.') else { continue };
        let Ok(expected) = std::fs::read_to_string(format!("{stem}.fixed.{extension}")) else { continue };
        for encoding in ["utf-8", "utf-16"] {
            let mut editor = Editor::new(encoding);
            editor.open(&uri(&path), language(&path), &text);
            let whole = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 0 } });
            let actions = editor.actions(&uri(&path), &whole, &["source.fixAll"]);
            for action in &actions {
                assert_eq!(action["kind"], "source.fixAll.msgraphLint");
                let edits = edits(action);
                let after = edited(&text, &edits[0].1, encoding);
                editor.change(&uri(&path), 2, json!([{ "text": after }]));
                assert!(
                    editor.actions(&uri(&path), &whole, &["source"]).is_empty(),
                    "{path}: fixing twice is fixing once"
                );
                fixed += usize::from(after == expected);
            }
        }
    }
    assert!(fixed > 150, "{fixed} are fixed as the fixtures show");
}

#[test]
fn a_fix_is_offered_at_its_place_and_mends_it() {
    let mut editor = Editor::new("utf-16");
    let text = "{ \"parameters\" [ { \"ruleId\": \"x\", \"subjects\": [] } ] }";
    editor.open("file:///r/a.json", "json", text);
    let place = range(&mut editor, "file:///r/a.json", "missing-colon");
    let actions = editor.actions("file:///r/a.json", &place, &[]);
    let fix = &actions[0];
    assert_eq!(
        (&fix["title"], &fix["isPreferred"], &fix["kind"]),
        (&json!("Insert `:`"), &json!(true), &json!("quickfix"))
    );
    assert_eq!(fix["diagnostics"][0]["code"], "missing-colon");
    assert_eq!(fix["edit"]["documentChanges"][0]["textDocument"]["version"], 1);
    assert_eq!(edited(text, &edits(fix)[0].1, "utf-16"), text.replace("\" [", "\": ["));
    let titles: Vec<&str> = actions.iter().filter_map(|it| it["title"].as_str()).collect();
    assert!(
        titles.contains(&"Explain missing-colon") && titles.contains(&"Fix all that is safe to fix (msgraph-lint)"),
        "{titles:?}"
    );
    let far = json!({ "line": 0, "character": 40 });
    let actions = editor.actions("file:///r/a.json", &json!({ "start": far, "end": far }), &["quickfix"]);
    assert!(!actions.iter().any(|it| it["title"] == "Insert `:`"));
}

#[test]
fn unsafe_fixes_are_named_so() {
    let mut seen = 0;
    for (path, text) in fixtures().into_iter().filter(|(path, _)| path.starts_with("fixtures/rules/")) {
        let mut editor = Editor::new("utf-16");
        editor.open(&uri(&path), language(&path), &text);
        for place in editor.found(&uri(&path)).iter().map(|it| it["range"].clone()).take(3) {
            for action in editor.actions(&uri(&path), &place, &["quickfix"]) {
                let is_unsafe =
                    action["title"].as_str().is_some_and(|it| it.ends_with("(unsafe: a guess, or text is lost)"));
                assert!(!is_unsafe || action["isPreferred"].is_null(), "{path}: {action}");
                seen += usize::from(is_unsafe);
            }
        }
    }
    assert!(seen > 20, "{seen} unsafe fixes");
}

#[test]
fn what_is_ignored_is_silent() {
    let (mut here, mut whole) = (0, 0);
    for (path, text) in fixtures().into_iter().filter(|(path, _)| path.starts_with("fixtures/rules/")) {
        if !path.contains("/flags") || path.contains(".report") || text.len() > 4_000 {
            continue;
        }
        let mut editor = Editor::new("utf-8");
        editor.open(&uri(&path), language(&path), &text);
        let Some(first) = editor.found(&uri(&path)).first().cloned() else { continue };
        let rule = first["code"].as_str().expect("an id").to_owned();
        let (before, of_rule) =
            (editor.found(&uri(&path)).len(), editor.rules(&uri(&path)).iter().filter(|it| **it == rule).count());
        for action in editor.actions(&uri(&path), &first["range"], &["quickfix"]) {
            let title = action["title"].as_str().unwrap_or_default();
            if !title.starts_with(&format!("Ignore {rule} ")) {
                continue;
            }
            let is_whole = title.contains("in this file");
            let mut after = Editor::new("utf-8");
            after.open(&uri(&path), language(&path), &text);
            for (uri, edits) in edits(&action) {
                if uri == self::uri(&path) {
                    after.change(&uri, 2, json!([{ "text": edited(&text, &edits, "utf-8") }]));
                } else {
                    assert_eq!(uri, "file:///r/msgraph-lint.toml", "{action}");
                    after.open(&uri, "toml", edits[0]["newText"].as_str().expect("a text"));
                }
            }
            let left = after.found(&self::uri(&path)).len();
            assert!(left < before, "{path}: {title} leaves {left} of {before}");
            if is_whole {
                assert_eq!(left, before - of_rule, "{path}: {title}");
                whole += 1;
            } else {
                here += 1;
            }
        }
    }
    assert!(here > 100 && whole > 100, "{here} places and {whole} files");
}

#[test]
fn an_entry_is_added_to_the_configuration_that_there_is() {
    let mut editor = Editor::new("utf-16");
    let (a, toml) = ("file:///r/in/a%5Bb.json", "file:///r/msgraph-lint.toml");
    let config = "# Ü😀\nignore = [\"blank-value\"]";
    editor.open(toml, "toml", config);
    editor.open(a, "json", "{ \"parameters\" [ { \"ruleId\": \"x\", \"subjects\": [] } ] }");
    let place = range(&mut editor, a, "missing-colon");
    let actions = editor.actions(a, &place, &["quickfix"]);
    let ignore = actions.iter().find(|it| it["title"] == "Ignore missing-colon in this file (in msgraph-lint.toml)");
    let edits = edits(ignore.expect("it is offered"));
    assert_eq!(edits[0].0, toml);
    let after = edited(config, &edits[0].1, "utf-16");
    assert_eq!(after, format!("{config}\n\n[[ignores]]\npaths = [\"in/a[[]b.json\"]\nrules = [\"missing-colon\"]\n"));
    editor.change(toml, 2, json!([{ "text": after }]));
    assert!(!editor.rules(a).contains(&"missing-colon".to_owned()));
}

#[test]
fn no_action_writes_a_secret() {
    let token = "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJodHRwczovL2dyYXBoIn0.c2lnbmF0dXJlLW9mLXRoZS10b2tlbg";
    for text in [
        format!(
            "POST https://graph.microsoft.com/v1.0/users\nAuthorization Bearer {token}\nContent-Type: text/plain\n\n{{\"a\": 1}}\n"
        ),
        format!(
            "POST https://graph.microsoft.com/v1.0/users\nAuthorization: {token}\n\n{{'password': '{token}', \"x\" 1}}\n"
        ),
    ] {
        let mut editor = Editor::new("utf-16");
        editor.open("file:///r/a.http", "http", &text);
        let found = editor.found("file:///r/a.http");
        assert!(!found.is_empty());
        assert!(!json!(found).to_string().contains(token));
        let whole = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 99, "character": 0 } });
        let actions = editor.actions("file:///r/a.http", &whole, &[]);
        assert!(!actions.is_empty() && !json!(actions).to_string().contains(token), "{actions:?}");
    }
}

#[test]
fn a_rule_is_explained() {
    let mut editor = Editor::new("utf-16");
    let command = json!({ "command": "msgraph-lint.explain", "arguments": ["missing-colon"] });
    let page = editor.request("workspace/executeCommand", command).expect("an answer");
    assert!(page.as_str().is_some_and(|page| page.contains("## Why it matters")));
    let shown = editor.messages.iter().find(|it| it["method"] == "window/showDocument").expect("it is shown");
    assert!(shown["params"]["uri"].as_str().is_some_and(|uri| uri.ends_with("docs/rules/missing-colon.md")));
    let unknown = json!({ "command": "msgraph-lint.explain", "arguments": ["missing-colour"] });
    assert!(editor.request("workspace/executeCommand", unknown).is_err());
}

#[test]
fn a_simple_client_gets_simple_edits() {
    let mut editor = Editor::with(json!({ "rootUri": "file:///r", "capabilities": {} }));
    let text = "{ \"parameters\" [ { \"ruleId\": \"x\", \"subjects\": [] } ] }";
    editor.open("file:///r/a.json", "json", text);
    let place = range_plain(&mut editor);
    let actions = editor.actions("file:///r/a.json", &place, &["quickfix"]);
    assert!(actions[0]["edit"]["changes"]["file:///r/a.json"].is_array());
    assert!(!actions.iter().any(|it| it["title"].as_str().is_some_and(|it| it.contains("msgraph-lint.toml"))));
}

fn range_plain(editor: &mut Editor) -> Value {
    let found = editor.found("file:///r/a.json");
    assert!(found[0]["relatedInformation"].is_null() && found[0]["codeDescription"].is_null());
    found[0]["range"].clone()
}
