//! Requests to other hosts, in the forms in which requests are described, recorded and collected.

use serde_json::{Value, json};

use super::Kind;
use crate::support::dice::Dice;

pub(super) const KINDS: &[Kind] = &[
    ("openapi", openapi),
    ("har", har),
    ("postman", postman),
    ("http", http),
    ("jsonl", jsonl),
    ("recorded", recorded),
];

fn openapi(dice: &mut Dice) -> (String, String) {
    let parameters = dice.some(
        3,
        |dice| json!({"name": dice.word(), "in": dice.one(&["query", "path", "header"]), "schema": {"type": "string"}}),
    );
    let operation = json!({
        "operationId": dice.name(),
        "parameters": parameters,
        "requestBody": {"content": {"application/json": {"schema": {"properties": dice.json(2)}, "example": dice.json(3)}}},
        "responses": {"200": {"description": "OK"}},
    });
    let mut paths = serde_json::Map::new();
    paths.insert(dice.path(), json!({dice.one(&["get", "post", "patch"]): operation}));
    let mut api =
        json!({"openapi": "3.0.3", "info": {"title": dice.name(), "version": dice.version()}, "paths": paths});
    if dice.once_in(2) {
        api["components"] = json!({"schemas": {"Subject": {"properties": {"objectId": {"type": "string"}, "objectTypeName": {"type": "string"}}}}});
    }
    if dice.once_in(2) {
        return (dice.one(&["openapi.json", "swagger.json"]).to_owned(), dice.layout(&api));
    }
    let text = format!(
        "openapi: 3.0.3\ninfo:\n  title: {}\npaths:\n  {}:\n    post:\n      parameters:\n        - name: {}\n          in: query\n      requestBody:\n        content:\n          application/json:\n            example: {}\n",
        dice.name(),
        dice.path(),
        dice.word(),
        dice.json(2)
    );
    ("openapi.yaml".to_owned(), text)
}

fn har(dice: &mut Dice) -> (String, String) {
    let entries = dice.some(4, |dice| {
        let broken = dice.below(4) == 0;
        let body = dice.json(2).to_string();
        let body = if broken { body.replacen(':', "", 1) } else { body };
        json!({
            "startedDateTime": "2026-03-01T10:00:00.000Z",
            "request": {
                "method": dice.one(&["GET", "POST", "PUT"]),
                "url": format!("https://{}{}", dice.host(), dice.path()),
                "headers": [{"name": "accept", "value": "*/*"}],
                "postData": {"mimeType": "application/json", "text": body},
            },
            "response": {"status": 200, "headers": [], "content": {"mimeType": "application/json", "text": dice.json(1).to_string()}},
        })
    });
    let har = json!({"log": {"version": "1.2", "creator": {"name": dice.name(), "version": dice.version()}, "entries": entries}});
    (format!("{}.har", dice.word()), dice.layout(&har))
}

fn postman(dice: &mut Dice) -> (String, String) {
    let items = dice.some(4, |dice| {
        let (host, path) = (dice.host(), dice.path());
        let url = if dice.once_in(2) {
            json!(format!("https://{host}{path}"))
        } else {
            json!({"raw": format!("https://{host}{path}"), "host": [host], "path": [dice.word()]})
        };
        let broken = dice.one(&["", ",", "}"]);
        json!({
            "name": dice.name(),
            "request": {
                "method": dice.one(&["GET", "POST", "DELETE"]),
                "header": [{"key": "Content-Type", "value": "application/json"}],
                "body": {"mode": "raw", "raw": format!("{}{broken}", dice.json(2))},
                "url": url,
            },
        })
    });
    let collection = json!({
        "info": {"name": dice.name(), "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
        "item": items,
    });
    ("api.postman_collection.json".to_owned(), dice.layout(&collection))
}

fn http(dice: &mut Dice) -> (String, String) {
    let mut text = format!("@name = {}\n", dice.name());
    for _ in 0..=dice.below(5) {
        let (host, path, body) = (dice.host(), dice.path(), dice.json(2));
        let broken = dice.one(&["", ",", "\n}"]);
        let request = match dice.below(4) {
            0 => format!("GET https://{host}{path}?{}={}\n", dice.word(), dice.below(99)),
            1 => format!("POST https://{host}{path} HTTP/1.1\nContent-Type: text/plain\n\n{body:#}{broken}\n"),
            2 => format!("post https://{host}{path}\n\n{body}{broken}\n"),
            _ => format!("DELETE https://{host}{path}\nAuthorization: Basic {{{{{}}}}}\n", dice.word()),
        };
        text.push_str(&format!("\n### {}\n{request}", dice.name()));
    }
    (dice.one(&["api.http", "calls.rest"]).to_owned(), text)
}

fn jsonl(dice: &mut Dice) -> (String, String) {
    let lines = dice.some(9, |dice| match dice.below(3) {
        0 => json!({"level": "info", "msg": dice.name(), "ruleId": dice.guid(), "subjects": dice.below(9)}).to_string(),
        1 => json!({"method": "POST", "url": format!("https://{}{}", dice.host(), dice.path()), "status": 200})
            .to_string(),
        _ => dice.json(2).to_string(),
    });
    (dice.one(&["events.jsonl", "log.ndjson"]).to_owned(), format!("{}\n", lines.join("\n")))
}

/// Requests and answers that a test plays back.
fn recorded(dice: &mut Dice) -> (String, String) {
    let interactions: Vec<Value> = dice.some(4, |dice| {
        let url = format!("https://{}{}", dice.host(), dice.path());
        match dice.below(3) {
            0 => json!({"method": "POST", "url": url, "body": dice.json(2), "response": dice.json(1), "id": dice.below(99)}),
            1 => json!({"request": {"uri": url, "method": "POST", "body": dice.json(1).to_string()}, "response": {"code": 200}}),
            _ => json!({"operation": {"verb": "GET", "endpoint": url}, "parameters": dice.json(2), "links": dice.json(1)}),
        }
    });
    let value = if dice.once_in(2) { json!({"interactions": interactions}) } else { json!(interactions) };
    (dice.one(&["cassette.json", "mock.json", "stubs.json"]).to_owned(), dice.layout(&value))
}
