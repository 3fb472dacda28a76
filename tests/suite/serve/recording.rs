//! What is kept of requests: the list for tests of programs, the events for the page, the recording. No secret is in any.

use std::fs;
use std::path::Path;

use msgraph_lint::check::check;
use msgraph_lint::serve::Options;
use msgraph_lint::source::Source;
use serde_json::{Value, json};

use super::{BODY, Endpoint, PATH, config, post};

/// Requests of every kind, each on its own.
fn requests() -> Vec<String> {
    let get =
        |path: &str| format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer s3cretToken99\r\n\r\n");
    vec![
        post(PATH, BODY),
        post(PATH, r#"{"parameters" [{"ruleId": "", "subjects": [{"objectId": "a, "objectTypeName": "user"}]}]}"#),
        post(PATH, "  "),
        post(PATH, "{\"parameters\": [\r\n\t{'ruleId': 1}, // no\r\n]} \u{1F600}"),
        post(PATH, &BODY.replace("User", "Group\\u00fc")),
        format!("POST {PATH} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{{}}"),
        post(
            "/v1.0/users",
            r#"{"displayname": ["x"], "accountEnabled": "true", "passwordProfile": {"password": "Pa55!word"}}"#,
        ),
        post("/beta/groups", r#"{"displayName": "a"}"#),
        get("/v1.0/users?$filter=startswith(mail,'a'&$selct=id&access_token=s3cretToken99"),
        get("/v1.0/users/u/messges"),
        get("/nothing"),
        get("/v1.0/me").replace("s3cretToken99", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIHRlc3QifQ.bm8gc2lnbmF0dXJl"),
        format!("DELETE {PATH} HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        post(PATH, BODY).replacen("\r\n\r\n", "\r\nContent-Encoding: br\r\n\r\n", 1),
    ]
}

/// What is found in the entries of a recording, entry by entry.
fn found_in(recording: &str) -> Vec<Vec<String>> {
    let recording: Value = serde_json::from_str(recording).expect("it is JSON");
    let entries = recording["log"]["entries"].as_array().expect("a list");
    let each = entries.iter().map(|entry| {
        let alone =
            json!({ "log": { "version": "1.2", "creator": { "name": "a", "version": "1" }, "entries": [entry] } });
        let checked = check(Source::new("recording.har", alone.to_string()).expect("it is small"), &config());
        assert!(checked.requests > 0);
        let mut found: Vec<String> =
            checked.findings.iter().map(|it| format!("{} {} {}", it.rule.id, it.severity, it.message)).collect();
        found.sort();
        found
    });
    each.collect()
}

fn found_by(endpoint: &Endpoint) -> Vec<Vec<String>> {
    let list = endpoint.get("/_requests").json();
    let requests = list["requests"].as_array().expect("a list");
    let each = requests.iter().map(|request| {
        let findings = request["findings"].as_array().expect("a list");
        let word = |it: &Value, name: &str| it[name].as_str().expect("a word").to_owned();
        let mut found: Vec<String> = findings
            .iter()
            .map(|it| format!("{} {} {}", word(it, "rule"), word(it, "severity"), word(it, "message")))
            .collect();
        found.sort();
        found
    });
    each.collect()
}

fn recording_at(path: &Path) -> Options {
    Options { record: Some(path.to_owned()), ..Options::default() }
}

#[test]
fn a_recording_is_whole_after_every_request_and_read_with_the_same_findings() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("requests.har");
    let endpoint = Endpoint::start(recording_at(&path));
    assert_eq!(found_in(&fs::read_to_string(&path).expect("it is there")), Vec::<Vec<String>>::new());
    for (at, request) in requests().iter().enumerate() {
        endpoint.ask(request);
        let recording = fs::read_to_string(&path).expect("it is there");
        let found = found_in(&recording);
        assert_eq!(found.len(), at + 1);
        assert!(!recording.contains("localhost") && recording.contains("https://graph.microsoft.com/"), "{recording}");
    }
    let recording = fs::read_to_string(&path).expect("it is there");
    let found = found_in(&recording);
    assert_eq!(found, found_by(&endpoint));
    assert!(found.iter().filter(|found| !found.is_empty()).count() > 6, "{found:?}");
}

#[test]
fn a_batch_is_one_entry_whose_steps_are_reported_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("requests.har");
    let endpoint = Endpoint::start(recording_at(&path));
    let batch = r#"{"requests": [{"id": "1", "method": "GET", "url": "/users/u/messges"}, {"id": "2", "method": "GET", "url": "/me"}]}"#;
    assert_eq!(endpoint.post("/v1.0/$batch", batch).status, 200);
    let recording = fs::read_to_string(&path).expect("it is there");
    assert_eq!(found_in(&recording).iter().map(Vec::len).collect::<Vec<_>>(), [1]);
    let entry: Value = serde_json::from_str(&recording).expect("it is JSON");
    let answer = entry["log"]["entries"][0]["response"]["content"]["text"].as_str().expect("a text").to_owned();
    let answer: Value = serde_json::from_str(&answer).expect("it is JSON");
    assert_eq!(answer["responses"].as_array().map(Vec::len), Some(2));
    // The list has the steps as well, each with what is wrong with it.
    let list = endpoint.get("/_requests").json();
    assert_eq!(
        (&list["requests"][0]["comment"], &list["requests"][0]["errors"]),
        (&json!("step 1 of a batch"), &json!(1))
    );
    assert_eq!(list["requests"].as_array().map(Vec::len), Some(3));
}

#[test]
fn a_file_of_somebody_else_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("notes.txt");
    fs::write(&path, "mine").expect("it can be written");
    let refused = msgraph_lint::serve::Server::start(&recording_at(&path), config());
    assert!(refused.err().is_some_and(|message| message.contains("notes.txt")));
    assert_eq!(fs::read_to_string(&path).expect("it is there"), "mine");
    // One of ours is begun anew.
    let path = folder.path().join("requests.har");
    Endpoint::start(recording_at(&path)).post(PATH, BODY);
    let before = fs::read_to_string(&path).expect("it is there");
    drop(Endpoint::start(recording_at(&path)));
    let after = fs::read_to_string(&path).expect("it is there");
    assert!(before.len() > after.len() && found_in(&after).is_empty());
}

#[test]
fn no_secret_is_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("requests.har");
    let endpoint = Endpoint::start(recording_at(&path));
    let token = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIHRlc3QifQ.bm8gc2lnbmF0dXJl";
    for request in requests() {
        endpoint.ask(&request.replace("\r\n\r\n", &format!("\r\nCookie: c00kie=1\r\nX-Auth: Bearer {token}\r\n\r\n")));
    }
    let mut client = endpoint.connect();
    client.send(b"GET /_events HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assert!(client.read_until(|bytes| String::from_utf8_lossy(bytes).contains("\nid: 13\n")));
    let shown = [
        fs::read_to_string(&path).expect("it is there"),
        endpoint.get("/_requests").text(),
        String::from_utf8_lossy(&client.buffer).into_owned(),
    ];
    for text in shown {
        for secret in ["s3cretToken99", "Pa55!word", "c00kie", token] {
            assert!(!text.contains(secret), "{secret} in {text}");
        }
    }
}

#[test]
fn requests_are_listed_and_forgotten() {
    let endpoint = Endpoint::start(Options::default());
    endpoint.post(PATH, r#"{"parameters" []}"#);
    endpoint.get("/v1.0/users");
    let list = endpoint.get("/_requests").json();
    let requests = list["requests"].as_array().expect("a list");
    assert_eq!(requests.len(), 2);
    let first = &requests[0];
    assert_eq!((&first["method"], &first["status"], &first["errors"]), (&json!("POST"), &json!(400), &json!(2)));
    assert_eq!(first["name"], "synchronizationjob_provisionondemand");
    assert_eq!(requests[1]["name"], "GET /users");
    assert_eq!(first["fixed"], r#"{"parameters": []}"#);
    assert!(first["report"].as_str().is_some_and(|report| report.contains("error[missing-colon]")), "{first}");
    let forgotten = endpoint.ask("DELETE /_requests HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assert_eq!(forgotten.status, 204);
    assert_eq!(endpoint.get("/_requests").json()["requests"], json!([]));
}

#[test]
fn only_the_last_thousand_are_kept() {
    let endpoint = Endpoint::start(Options::default());
    let mut client = endpoint.connect();
    for _ in 0..4 {
        client.send("GET /v1.0/me HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(260).as_bytes());
        assert!((0..260).all(|_| client.answer().status == 200));
    }
    let list = endpoint.get("/_requests").json();
    let requests = list["requests"].as_array().expect("a list");
    assert_eq!((requests.len(), &requests[999]["number"]), (1000, &json!(1040)));
}

#[test]
fn events_report_requests_as_they_come() {
    let endpoint = Endpoint::start(Options::default());
    endpoint.get("/v1.0/users/before");
    let mut client = endpoint.connect();
    client.send(b"GET /_events HTTP/1.1\r\nHost: localhost\r\n\r\n");
    let has = |words: &'static str| move |bytes: &[u8]| String::from_utf8_lossy(bytes).contains(words);
    assert!(client.read_until(has("/users/before")));
    endpoint.get("/v1.0/users/behind");
    assert!(client.read_until(has("/users/behind")));
    endpoint.ask("DELETE /_requests HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assert!(client.read_until(has("event: reset")));
    // A client that reconnects gets only what is new.
    let mut again = endpoint.connect();
    again.send(b"GET /_events HTTP/1.1\r\nHost: localhost\r\nLast-Event-ID: 3\r\n\r\n");
    endpoint.get("/v1.0/users/last");
    assert!(again.read_until(has("/users/last")));
    assert!(!String::from_utf8_lossy(&again.buffer).contains("event: reset"));
    // Numbers of an endpoint that ran before mean nothing.
    let mut other = endpoint.connect();
    other.send(b"GET /_events HTTP/1.1\r\nHost: localhost\r\nLast-Event-ID: 999\r\n\r\n");
    assert!(other.read_until(has("/users/last")));
    assert!(String::from_utf8_lossy(&other.buffer).contains("event: reset"));
}

#[test]
fn the_page_loads_nothing_from_elsewhere() {
    let endpoint = Endpoint::start(Options::default());
    for path in ["/", "/_page.js", "/_page.css", "/_icon.svg", "/_operations"] {
        let answer = endpoint.get(path);
        assert_eq!(answer.status, 200, "{path}");
        assert!(
            answer.header("content-security-policy").is_some_and(|policy| policy.starts_with("default-src 'none'"))
        );
        let text = answer.text();
        assert!(
            path == "/_operations" || !text.replace("http://www.w3.org/2000/svg", "").contains("http://"),
            "{path}"
        );
    }
}
