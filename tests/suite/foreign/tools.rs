//! What other tools write: reports, notebooks, policies, records of a directory.

use serde_json::{Value, json};

use super::Kind;
use super::random::Random;

pub(super) const KINDS: &[Kind] = &[
    ("sarif", sarif),
    ("lint", lint),
    ("notebook", notebook),
    ("policy", policy),
    ("directory", directory),
    ("any", any),
];

fn sarif(random: &mut Random) -> (String, String) {
    let results = random.some(6, |random| {
        json!({
            "ruleId": random.name(),
            "level": random.one(&["error", "warning", "note"]),
            "message": {"text": format!("`{}` is not used", random.word())},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": random.path()}, "region": {"startLine": random.below(99) + 1}}}],
            "partialFingerprints": {"primary": random.hex(16)},
        })
    });
    let log = json!({"version": "2.1.0", "runs": [{"tool": {"driver": {"name": random.name(), "rules": random.json(2)}}, "results": results}]});
    (random.one(&["results.sarif", "scan.sarif.json", "report.json"]).to_owned(), random.layout(&log))
}

fn lint(random: &mut Random) -> (String, String) {
    let files = random.some(5, |random| {
        let messages = random
            .some(3, |random| json!({"ruleId": random.name(), "severity": random.below(3), "message": random.name()}));
        json!({"filePath": random.path(), "messages": messages, "errorCount": messages.len(), "suppressedMessages": []})
    });
    ("eslint.json".to_owned(), random.layout(&Value::from(files)))
}

fn notebook(random: &mut Random) -> (String, String) {
    let cells = random.some(4, |random| {
        let (host, path) = (random.host(), random.path());
        match random.below(3) {
            0 => json!({"cell_type": "markdown", "metadata": {}, "source": [format!("# {}\n", random.name()), random.word()]}),
            1 => json!({"cell_type": "code", "execution_count": random.below(9), "metadata": {}, "outputs": [], "source": ["import requests\n", format!("requests.post('https://{host}{path}', json={{'{}': 1}})", random.word())]}),
            _ => json!({"cell_type": "code", "metadata": {"parameters": random.json(1)}, "outputs": [{"output_type": "stream", "text": [random.json(2).to_string()]}], "source": []}),
        }
    });
    let book =
        json!({"cells": cells, "metadata": {"kernelspec": {"name": "python3"}}, "nbformat": 4, "nbformat_minor": 5});
    ("analysis.ipynb".to_owned(), random.layout(&book))
}

fn policy(random: &mut Random) -> (String, String) {
    let parameters = json!({random.word(): {"type": "Array", "defaultValue": random.json(1)}});
    let rule =
        json!({"if": {"field": random.word(), "equals": random.name()}, "then": {"effect": "[parameters('effect')]"}});
    let policy = json!({"properties": {"displayName": random.name(), "mode": "All", "parameters": parameters, "policyRule": rule}});
    ("policy.json".to_owned(), random.layout(&policy))
}

/// Members and groups that another program has read.
fn directory(random: &mut Random) -> (String, String) {
    let entries = random.some(5, |random| match random.below(3) {
        0 => json!({"objectId": random.guid(), "displayName": random.name(), "objectType": "User"}),
        1 => json!({"id": random.guid(), "members": random.some(3, Random::guid), "links": {"self": random.path()}}),
        _ => json!({"subject": random.name(), "ruleId": random.below(99), "status": random.coin()}),
    });
    let value = match random.below(3) {
        0 => json!({"value": entries}),
        1 => json!({"members": entries, "count": random.below(9)}),
        _ => Value::from(entries),
    };
    (random.one(&["users.json", "members.json", "export.json"]).to_owned(), random.layout(&value))
}

/// Anything, and sometimes broken.
fn any(random: &mut Random) -> (String, String) {
    let value = random.json(4);
    let text = random.layout(&value);
    let broken = match random.below(4) {
        0 => text.replacen(',', "", 1),
        1 => text.replace('"', "'"),
        2 => text[..text.floor_char_boundary(text.len() * 2 / 3)].to_owned(),
        _ => text,
    };
    (format!("{}.json", random.word()), broken)
}
