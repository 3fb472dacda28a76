//! What the server offers and shows at many places, as `tests/lsp/` shows it. `UPDATE_EXPECT=1` writes it anew.
//!
//! A case is a heading, the file of its text, the text with a `‸` where the cursor stands, and what is to come of it. Everything is
//! tried with columns in UTF-8 and in UTF-16.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{language, uri};
use crate::support::editor::{Editor, edited, position};

/// Labels that are written down of a long list.
const SHOWN: usize = 12;

/// What `answer` gives at the cursor of each case of a table, compared with what is written there.
fn holds(table: &str, least: usize, answer: impl Fn(&mut Editor, &str, &str, usize, &str) -> String) {
    let file = format!("tests/lsp/{table}.txt");
    let text = std::fs::read_to_string(&file).expect("the table can be read");
    let (head, cases) = text.split_once("\n## ").expect("a table has cases");
    let mut anew = head.to_owned();
    let mut count = 0;
    for case in cases.split("\n## ") {
        let (title, rest) = case.split_once('\n').expect("a case has a text");
        let (text, _) = rest.split_once("\n~ ").unwrap_or((rest.trim_end(), ""));
        let name = title.rsplit_once('|').map_or(title, |(_, name)| name).trim();
        let at = text.find('‸').unwrap_or_else(|| panic!("{title} has no cursor"));
        let text = text.replacen('‸', "", 1);
        let of = |encoding: &str| {
            let mut editor = Editor::new(encoding);
            editor.open(&uri(name), language(name), &text);
            answer(&mut editor, name, &text, at, encoding)
        };
        let (wide, narrow) = (of("utf-16"), of("utf-8"));
        assert_eq!(wide, narrow, "{title}: UTF-16 and UTF-8 differ");
        let with_cursor = format!("{}‸{}", &text[..at], &text[at..]);
        let _ = write!(anew, "\n## {title}\n{with_cursor}\n{}", wide.trim_end());
        anew.push('\n');
        count += 1;
    }
    assert!(count >= least, "{count} cases");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(&file, &anew).expect("the table can be written");
        return;
    }
    assert_eq!(anew.trim_end(), text.trim_end(), "{file} is not what is offered");
}

/// The parameters of a request about a place.
fn at_place(name: &str, text: &str, at: usize, encoding: &str) -> Value {
    json!({ "textDocument": { "uri": uri(name) }, "position": position(text, at, encoding) })
}

#[test]
fn completions_are_those_of_the_table() {
    let table = std::fs::read_to_string("tests/lsp/completions.txt").expect("the table can be read");
    assert!(table.matches("\n## broken: ").count() >= 10, "ten of the texts are broken");
    holds("completions", 60, |editor, name, text, at, encoding| {
        let list = editor.request("textDocument/completion", at_place(name, text, at, encoding)).expect("an answer");
        let items = list["items"].as_array().cloned().unwrap_or_default();
        let labels: Vec<&str> = items.iter().filter_map(|item| item["label"].as_str()).collect();
        let more = if labels.len() > SHOWN { ", …" } else { "" };
        let shown = labels.iter().take(SHOWN).copied().collect::<Vec<_>>().join(", ");
        let mut answer = format!("~ {}: {shown}{more}\n", labels.len());
        if let Some(first) = items.first() {
            let after = edited(text, &[first["textEdit"].clone()], encoding);
            // What was written up to the end of the line of the cursor, or of what was inserted.
            let new = first["textEdit"]["newText"].as_str().expect("a text");
            let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
            let length = new.lines().count().max(1);
            for line in after[start..].lines().take(length) {
                let _ = writeln!(answer, "~ = {line}");
            }
        }
        answer
    });
}

#[test]
fn hovers_are_those_of_the_table() {
    holds("hovers", 30, |editor, name, text, at, encoding| {
        let hover = editor.request("textDocument/hover", at_place(name, text, at, encoding)).expect("an answer");
        let Some(words) = hover["contents"]["value"].as_str() else { return "~ nothing\n".to_owned() };
        let of = |end: &str| crate::support::editor::offset(text, &hover["range"][end], encoding);
        let place = text[of("start")..of("end")].replace('\n', "⏎");
        let words: String = words.lines().map(|line| format!("~ {line}\n")).collect();
        format!("~ of `{place}`\n{words}")
    });
}

#[test]
fn requests_are_outlined_and_linked() {
    let text = "### Ü first\nPOST https://graph.microsoft.com/v1.0/servicePrincipals/{id}/synchronization/jobs/{jobId}/provisionOnDemand\n\n{}\n\n###\nGET https://graph.microsoft.com/v1.0/users/delta()\n\n###\n\nPOST https://graph.microsoft.com/v1.0/me/sendMail\n\n{ \"message\" {} }\n";
    let page = "# 😀\n\n```http\nPOST https://graph.microsoft.com/v1.0/me/sendMail\nContent-Type: application/json\n\n{}\n```\n";
    for (name, text) in [("a.http", text), ("a.md", page)] {
        let mut editor = Editor::new("utf-16");
        editor.open(&uri(name), language(name), text);
        let params = json!({ "textDocument": { "uri": uri(name) } });
        let symbols = editor.request("textDocument/documentSymbol", params.clone()).expect("an answer");
        let names: Vec<&str> = symbols.as_array().into_iter().flatten().filter_map(|it| it["name"].as_str()).collect();
        let links = editor.request("textDocument/documentLink", params).expect("an answer");
        let targets: Vec<&str> =
            links.as_array().into_iter().flatten().filter_map(|it| it["target"].as_str()).collect();
        if name == "a.http" {
            assert_eq!(names, ["Ü first", "GET /users/delta()", "POST /me/sendMail"]);
            assert_eq!(targets.len(), 3, "{targets:?}");
            assert!(targets.iter().all(|it| it.starts_with("https://learn.microsoft.com/graph/api/")));
            let first = &symbols[0]["selectionRange"];
            assert_eq!(first["start"], json!({ "line": 1, "character": 0 }));
        } else {
            assert_eq!((names, targets.len()), (vec!["POST /me/sendMail"], 1));
        }
    }
}
