//! Requests to other hosts, in the forms in which requests are described, recorded and collected.

use serde_json::{Value, json};

use super::Kind;
use super::random::Random;

pub(super) const KINDS: &[Kind] = &[
    ("openapi", openapi),
    ("har", har),
    ("postman", postman),
    ("http", http),
    ("jsonl", jsonl),
    ("recorded", recorded),
];

fn openapi(random: &mut Random) -> (String, String) {
    let parameters = random.some(3, |random| json!({"name": random.word(), "in": random.one(&["query", "path", "header"]), "schema": {"type": "string"}}));
    let operation = json!({
        "operationId": random.name(),
        "parameters": parameters,
        "requestBody": {"content": {"application/json": {"schema": {"properties": random.json(2)}, "example": random.json(3)}}},
        "responses": {"200": {"description": "OK"}},
    });
    let mut paths = serde_json::Map::new();
    paths.insert(random.path(), json!({random.one(&["get", "post", "patch"]): operation}));
    let mut api =
        json!({"openapi": "3.0.3", "info": {"title": random.name(), "version": random.version()}, "paths": paths});
    if random.coin() {
        api["components"] = json!({"schemas": {"Subject": {"properties": {"objectId": {"type": "string"}, "objectTypeName": {"type": "string"}}}}});
    }
    if random.coin() {
        return (random.one(&["openapi.json", "swagger.json"]).to_owned(), random.layout(&api));
    }
    let text = format!(
        "openapi: 3.0.3\ninfo:\n  title: {}\npaths:\n  {}:\n    post:\n      parameters:\n        - name: {}\n          in: query\n      requestBody:\n        content:\n          application/json:\n            example: {}\n",
        random.name(),
        random.path(),
        random.word(),
        random.json(2)
    );
    ("openapi.yaml".to_owned(), text)
}

fn har(random: &mut Random) -> (String, String) {
    let entries = random.some(4, |random| {
        let broken = random.below(4) == 0;
        let body = random.json(2).to_string();
        let body = if broken { body.replacen(':', "", 1) } else { body };
        json!({
            "startedDateTime": "2026-03-01T10:00:00.000Z",
            "request": {
                "method": random.one(&["GET", "POST", "PUT"]),
                "url": format!("https://{}{}", random.host(), random.path()),
                "headers": [{"name": "accept", "value": "*/*"}],
                "postData": {"mimeType": "application/json", "text": body},
            },
            "response": {"status": 200, "headers": [], "content": {"mimeType": "application/json", "text": random.json(1).to_string()}},
        })
    });
    let har = json!({"log": {"version": "1.2", "creator": {"name": random.name(), "version": random.version()}, "entries": entries}});
    (format!("{}.har", random.word()), random.layout(&har))
}

fn postman(random: &mut Random) -> (String, String) {
    let items = random.some(4, |random| {
        let (host, path) = (random.host(), random.path());
        let url = if random.coin() {
            json!(format!("https://{host}{path}"))
        } else {
            json!({"raw": format!("https://{host}{path}"), "host": [host], "path": [random.word()]})
        };
        let broken = random.one(&["", ",", "}"]);
        json!({
            "name": random.name(),
            "request": {
                "method": random.one(&["GET", "POST", "DELETE"]),
                "header": [{"key": "Content-Type", "value": "application/json"}],
                "body": {"mode": "raw", "raw": format!("{}{broken}", random.json(2))},
                "url": url,
            },
        })
    });
    let collection = json!({
        "info": {"name": random.name(), "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
        "item": items,
    });
    ("api.postman_collection.json".to_owned(), random.layout(&collection))
}

fn http(random: &mut Random) -> (String, String) {
    let mut text = format!("@name = {}\n", random.name());
    for _ in 0..=random.below(5) {
        let (host, path, body) = (random.host(), random.path(), random.json(2));
        let broken = random.one(&["", ",", "\n}"]);
        let request = match random.below(4) {
            0 => format!("GET https://{host}{path}?{}={}\n", random.word(), random.below(99)),
            1 => format!("POST https://{host}{path} HTTP/1.1\nContent-Type: text/plain\n\n{body:#}{broken}\n"),
            2 => format!("post https://{host}{path}\n\n{body}{broken}\n"),
            _ => format!("DELETE https://{host}{path}\nAuthorization: Basic {{{{{}}}}}\n", random.word()),
        };
        text.push_str(&format!("\n### {}\n{request}", random.name()));
    }
    (random.one(&["api.http", "calls.rest"]).to_owned(), text)
}

fn jsonl(random: &mut Random) -> (String, String) {
    let lines = random.some(9, |random| match random.below(3) {
        0 => json!({"level": "info", "msg": random.name(), "ruleId": random.guid(), "subjects": random.below(9)})
            .to_string(),
        1 => json!({"method": "POST", "url": format!("https://{}{}", random.host(), random.path()), "status": 200})
            .to_string(),
        _ => random.json(2).to_string(),
    });
    (random.one(&["events.jsonl", "log.ndjson"]).to_owned(), format!("{}\n", lines.join("\n")))
}

/// Requests and answers that a test plays back.
fn recorded(random: &mut Random) -> (String, String) {
    let interactions: Vec<Value> = random.some(4, |random| {
        let url = format!("https://{}{}", random.host(), random.path());
        match random.below(3) {
            0 => json!({"method": "POST", "url": url, "body": random.json(2), "response": random.json(1), "id": random.below(99)}),
            1 => json!({"request": {"uri": url, "method": "POST", "body": random.json(1).to_string()}, "response": {"code": 200}}),
            _ => json!({"operation": {"verb": "GET", "endpoint": url}, "parameters": random.json(2), "links": random.json(1)}),
        }
    });
    let value = if random.coin() { json!({"interactions": interactions}) } else { json!(interactions) };
    (random.one(&["cassette.json", "mock.json", "stubs.json"]).to_owned(), random.layout(&value))
}
