//! What other tools write: reports, notebooks, policies, records of a directory.

use serde_json::{Value, json};

use super::Kind;
use crate::support::dice::Dice;

pub(super) const KINDS: &[Kind] = &[
    ("sarif", sarif),
    ("lint", lint),
    ("notebook", notebook),
    ("policy", policy),
    ("directory", directory),
    ("any", any),
];

fn sarif(dice: &mut Dice) -> (String, String) {
    let results = dice.some(6, |dice| {
        json!({
            "ruleId": dice.name(),
            "level": dice.one(&["error", "warning", "note"]),
            "message": {"text": format!("`{}` is not used", dice.word())},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": dice.path()}, "region": {"startLine": dice.below(99) + 1}}}],
            "partialFingerprints": {"primary": dice.hex(16)},
        })
    });
    let log = json!({"version": "2.1.0", "runs": [{"tool": {"driver": {"name": dice.name(), "rules": dice.json(2)}}, "results": results}]});
    (dice.one(&["results.sarif", "scan.sarif.json", "report.json"]).to_owned(), dice.layout(&log))
}

fn lint(dice: &mut Dice) -> (String, String) {
    let files = dice.some(5, |dice| {
        let messages =
            dice.some(3, |dice| json!({"ruleId": dice.name(), "severity": dice.below(3), "message": dice.name()}));
        json!({"filePath": dice.path(), "messages": messages, "errorCount": messages.len(), "suppressedMessages": []})
    });
    ("eslint.json".to_owned(), dice.layout(&Value::from(files)))
}

fn notebook(dice: &mut Dice) -> (String, String) {
    let cells = dice.some(4, |dice| {
        let (host, path) = (dice.host(), dice.path());
        match dice.below(3) {
            0 => json!({"cell_type": "markdown", "metadata": {}, "source": [format!("# {}\n", dice.name()), dice.word()]}),
            1 => json!({"cell_type": "code", "execution_count": dice.below(9), "metadata": {}, "outputs": [], "source": ["import requests\n", format!("requests.post('https://{host}{path}', json={{'{}': 1}})", dice.word())]}),
            _ => json!({"cell_type": "code", "metadata": {"parameters": dice.json(1)}, "outputs": [{"output_type": "stream", "text": [dice.json(2).to_string()]}], "source": []}),
        }
    });
    let book =
        json!({"cells": cells, "metadata": {"kernelspec": {"name": "python3"}}, "nbformat": 4, "nbformat_minor": 5});
    ("analysis.ipynb".to_owned(), dice.layout(&book))
}

fn policy(dice: &mut Dice) -> (String, String) {
    let parameters = json!({dice.word(): {"type": "Array", "defaultValue": dice.json(1)}});
    let rule =
        json!({"if": {"field": dice.word(), "equals": dice.name()}, "then": {"effect": "[parameters('effect')]"}});
    let policy = json!({"properties": {"displayName": dice.name(), "mode": "All", "parameters": parameters, "policyRule": rule}});
    ("policy.json".to_owned(), dice.layout(&policy))
}

/// Members and groups that another program has read.
fn directory(dice: &mut Dice) -> (String, String) {
    let entries = dice.some(5, |dice| match dice.below(3) {
        0 => json!({"objectId": dice.guid(), "displayName": dice.name(), "objectType": "User"}),
        1 => json!({"id": dice.guid(), "members": dice.some(3, Dice::guid), "links": {"self": dice.path()}}),
        _ => json!({"subject": dice.name(), "ruleId": dice.below(99), "status": dice.once_in(2)}),
    });
    let value = match dice.below(3) {
        0 => json!({"value": entries}),
        1 => json!({"members": entries, "count": dice.below(9)}),
        _ => Value::from(entries),
    };
    (dice.one(&["users.json", "members.json", "export.json"]).to_owned(), dice.layout(&value))
}

/// Anything, and sometimes broken.
fn any(dice: &mut Dice) -> (String, String) {
    let value = dice.json(4);
    let text = dice.layout(&value);
    let broken = match dice.below(4) {
        0 => text.replacen(',', "", 1),
        1 => text.replace('"', "'"),
        2 => text[..text.floor_char_boundary(text.len() * 2 / 3)].to_owned(),
        _ => text,
    };
    (format!("{}.json", dice.word()), broken)
}
