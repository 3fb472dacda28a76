//! What the client says of its folders and of the wishes of its user, and what configuration files say.

use msgraph_lint::cli::{self, Environment, Streams};
use serde_json::{Value, json};

use crate::support::editor::{Editor, capabilities};

const BODY: &str = "{ \"parameters\" [ { \"ruleId\": \"x\", \"subjects\": [] } ] }";

fn editor(options: Value) -> Editor {
    Editor::with(json!({
        "workspaceFolders": [{ "uri": "file:///r", "name": "r" }, { "uri": "file:///other%20one", "name": "o" }],
        "initializationOptions": options,
        "capabilities": capabilities("utf-16"),
    }))
}

fn has(editor: &mut Editor, uri: &str, rule: &str) -> bool {
    editor.rules(uri).iter().any(|it| it == rule)
}

#[test]
fn a_configuration_counts_as_it_is_in_the_editor() {
    let mut editor = editor(json!({}));
    let (a, toml) = ("file:///r/in/a.json", "file:///r/msgraph-lint.toml");
    editor.open(a, "json", BODY);
    assert!(has(&mut editor, a, "missing-colon"));
    editor.open(toml, "toml", "ignore = [\"missing-colon\"]\n");
    assert!(!has(&mut editor, a, "missing-colon") && !editor.found(a).is_empty());
    assert!(editor.found(toml).is_empty());
    editor.change(toml, 2, json!([{ "text": "ignore = 1\n" }]));
    assert_eq!(editor.found(toml)[0]["code"], "invalid-configuration");
    assert!(editor.found(a).is_empty(), "nothing is checked by a wrong configuration");
    editor.change(toml, 3, json!([{ "text": "exclude = [\"in\"]\n" }]));
    assert!(editor.found(toml).is_empty());
    assert!(has(&mut editor, a, "missing-colon"), "what is open is checked, though it is excluded");
    editor.notify("textDocument/didClose", json!({ "textDocument": { "uri": toml } }));
    assert!(has(&mut editor, a, "missing-colon"));
}

#[test]
fn each_folder_has_its_own_configuration() {
    let mut editor = editor(json!({}));
    editor.open("file:///other%20one/msgraph-lint.toml", "toml", "ignore = [\"missing-colon\"]\n");
    editor.open("file:///other%20one/a.json", "json", BODY);
    editor.open("file:///r/a.json", "json", BODY);
    assert!(!has(&mut editor, "file:///other%20one/a.json", "missing-colon"));
    assert!(has(&mut editor, "file:///r/a.json", "missing-colon"));
    let folder = json!({ "uri": "file:///new", "name": "n" });
    editor.notify("workspace/didChangeWorkspaceFolders", json!({ "event": { "added": [folder], "removed": [] } }));
    editor.open("file:///new/a.json", "json", BODY);
    assert!(has(&mut editor, "file:///new/a.json", "missing-colon"));
}

#[test]
fn wishes_are_granted() {
    let mut editor = self::editor(json!({ "lowestSeverity": "error", "leaveJsonSyntaxToEditor": true }));
    let a = "file:///r/a.json";
    editor.open(a, "json", BODY);
    let found = editor.found(a);
    assert!(!found.is_empty() && found.iter().all(|it| it["severity"] == 1 && it["code"] != "missing-colon"));
    let at = json!({ "line": 0, "character": 14 });
    let actions = editor.actions(a, &json!({ "start": at, "end": at }), &["quickfix"]);
    assert!(actions.iter().any(|it| it["isPreferred"] == true && it["title"] == "Insert `:`"), "{actions:?}");
    editor.notify(
        "workspace/didChangeConfiguration",
        json!({ "settings": { "msgraph-lint": { "lowestSeverity": "x" } } }),
    );
    assert!(has(&mut editor, a, "missing-colon"));
    editor.open("file:///r/ours.toml", "toml", "ignore = [\"syntax\"]\n");
    let settings = json!({ "settings": { "msgraph-lint": { "configuration": "ours.toml" } } });
    editor.notify("workspace/didChangeConfiguration", settings);
    assert!(!has(&mut editor, a, "missing-colon"));
}

#[test]
fn a_client_is_asked_for_wishes() {
    let mut capabilities = capabilities("utf-16");
    capabilities["workspace"]["configuration"] = json!(true);
    let mut editor = Editor::with(json!({ "rootUri": "file:///r", "capabilities": capabilities }));
    let a = "file:///r/a.json";
    editor.open(a, "json", BODY);
    assert!(has(&mut editor, a, "missing-colon"));
    let asked = editor.messages.iter().find(|it| it["method"] == "workspace/configuration").expect("it asks").clone();
    let items = asked["params"]["items"].as_array().expect("items").len();
    let wishes = vec![json!({ "leaveJsonSyntaxToEditor": true }); items];
    editor.send(vec![json!({ "id": asked["id"], "result": wishes })]);
    assert!(!has(&mut editor, a, "missing-colon"));
    let watched = editor.messages.iter().find(|it| it["method"] == "client/registerCapability").expect("it asks");
    assert!(watched.to_string().contains("**/msgraph-lint.toml"));
}

#[test]
fn diagnostics_are_pulled_by_who_wants_so() {
    let mut editor = self::editor(json!({ "diagnostics": "pull" }));
    let a = "file:///r/a.json";
    editor.open(a, "json", BODY);
    assert!(editor.found(a).is_empty(), "nothing is pushed");
    let params = json!({ "textDocument": { "uri": a } });
    let report = editor.request("textDocument/diagnostic", params).expect("an answer");
    assert_eq!(report["kind"], "full");
    assert!(report["items"].as_array().is_some_and(|items| items.iter().any(|it| it["code"] == "missing-colon")));
}

#[test]
fn a_body_in_a_file_of_its_own_is_known_by_its_request() {
    let mut editor = self::editor(json!({}));
    let body = "file:///r/bodies/new.json";
    editor.open(body, "json", "{ \"a\" 1 }");
    assert!(editor.found(body).is_empty(), "nothing shows what it is");
    let request =
        "POST https://graph.microsoft.com/v1.0/users\nContent-Type: application/json\n\n< ./bodies/new.json\n";
    editor.open("file:///r/a.http", "http", request);
    assert!(has(&mut editor, body, "missing-colon"));
    editor.change("file:///r/a.http", 2, json!([{ "text": "" }]));
    assert!(editor.found(body).is_empty());
}

#[test]
fn a_body_is_checked_while_it_is_being_written() {
    let mut editor = self::editor(json!({}));
    let a = "untitled:Untitled-1";
    editor.open(a, "json", BODY);
    assert!(has(&mut editor, a, "missing-colon"));
    editor.change(a, 2, json!([{ "text": "{ \"x\" 1 }" }]));
    assert!(has(&mut editor, a, "missing-colon"), "it is no stranger now");
    editor.open("file:///r/package.json", "json", "{ \"name\" \"x\" }");
    assert!(editor.found("file:///r/package.json").is_empty());
}

#[test]
fn what_the_baseline_knows_is_silent() {
    // The command line writes the baseline of a file that is the same in the editor.
    let folder = tempfile::tempdir().expect("a folder can be made");
    let text = "{ \"parameters\" [ { \"ruleId\": \"x\", \"subjects\": [] } ] }";
    std::fs::write(folder.path().join("a.json"), text).expect("it can be written");
    let environment = Environment { folder: folder.path().to_owned(), ..Environment::default() };
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let mut streams = Streams { stdin: &mut std::io::empty(), stdout: &mut stdout, stderr: &mut stderr };
    let options = ["msgraph-lint", "validate", "a.json", "--write-baseline", "known.json"];
    assert_eq!(cli::run(options.iter().map(Into::into), &mut streams, &environment), 0);
    let known = std::fs::read_to_string(folder.path().join("known.json")).expect("it was written");

    let mut editor = editor(json!({}));
    let (body, config, baseline) = ("file:///r/a.json", "file:///r/msgraph-lint.toml", "file:///r/known.json");
    editor.open(body, "json", text);
    assert!(has(&mut editor, body, "missing-colon"));
    editor.open(baseline, "json", &known);
    editor.open(config, "toml", "baseline = \"known.json\"");
    assert!(editor.found(body).is_empty());
    // The same file elsewhere is another, and what is new is reported.
    editor.open("file:///r/in/a.json", "json", text);
    assert!(has(&mut editor, "file:///r/in/a.json", "missing-colon"));
    editor.change(body, 2, json!([{ "text": text.replace("[ {", "[ { \"objectTyp\" 1,") }]));
    assert_eq!(editor.rules(body).iter().filter(|rule| *rule == "missing-colon").count(), 1);
    editor.change(body, 3, json!([{ "text": text }]));
    assert!(editor.found(body).is_empty());
    // A baseline that is none keeps nothing silent, and nothing is found in it.
    editor.change(baseline, 2, json!([{ "text": "{ \"parameters\" [] }" }]));
    assert!(has(&mut editor, body, "missing-colon"));
    assert!(editor.found(baseline).is_empty());
    editor.change(baseline, 3, json!([{ "text": known }]));
    assert!(editor.found(body).is_empty());
}
