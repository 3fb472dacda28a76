//! What is answered, status by status.

use msgraph_lint::serve::Options;
use serde_json::{Value, json};

use super::{BODY, Endpoint, PATH, config, post};

fn endpoint() -> Endpoint {
    Endpoint::start(Options::default())
}

fn inner(answer: &Value, name: &str) -> Value {
    serde_json::from_str(answer[name].as_str().expect("a string")).expect("JSON in the string")
}

#[test]
fn a_good_request_succeeds() {
    let answer = endpoint().post(PATH, BODY);
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("msgraph-lint-answer"), Some("made-up"));
    assert_eq!(answer.header("msgraph-lint-findings"), Some("errors=0, warnings=0, infos=0"));
    assert!(answer.header("x-ms-ags-diagnostic").is_some());
    let body = answer.json();
    assert_eq!(inner(&body, "key")["result"], "Success");
    assert_eq!(inner(&body, "value")["sourceIdentity"]["id"], "5e7b3a60-24b1-4f7b-9d0c-0d3f6a1b2c3d");
}

/// Each refusal with the words of the service where they are known.
#[test]
fn bad_requests_are_refused_as_the_service_does() {
    let endpoint = endpoint();
    let unreadable = "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.";
    for (body, code, message, rule, answer) in [
        (r#"{"parameters" []}"#, "BadRequest", unreadable, "missing-colon", "known"),
        (r#"{"parameters": [],}"#, "BadRequest", unreadable, "trailing-comma", "known"),
        ("{", "BadRequest", unreadable, "unclosed-bracket", "known"),
        (" \r\n ", "BadRequest", "Empty Payload. JSON content expected.", "empty-body", "known"),
        (
            &BODY.replace("c0e1a2b3-91e6-4cf5-a0ef-5f2a4f0c8a17", ""),
            "RequestParameterInvalid",
            "does not include the rule.",
            "blank-value",
            "known",
        ),
        (
            &BODY.replace("objectTypeName", "objectType"),
            "RequestBodyRead",
            "'objectType' does not exist",
            "legacy-object-type",
            "made-up",
        ),
        (
            &BODY.replace("objectId", "objectID"),
            "RequestBodyRead",
            "'objectID' does not exist",
            "property-case",
            "made-up",
        ),
        ("{}", "BadRequest", "parameters", "missing-parameters", "made-up"),
    ] {
        let got = endpoint.post(PATH, body);
        assert_eq!(got.status, 400, "{body}");
        let error = got.json();
        assert_eq!(error["error"]["code"], code, "{body}");
        assert!(error["error"]["message"].as_str().is_some_and(|it| it.contains(message)), "{body}: {error}");
        assert!(got.rules().iter().any(|it| it == rule), "{body}: {:?}", got.rules());
        assert_eq!(got.header("msgraph-lint-answer"), Some(answer), "{body}");
        assert_eq!(error["error"]["innerError"]["request-id"].as_str(), got.header("request-id"));
    }
}

#[test]
fn findings_ride_along_as_in_the_report() {
    let answer = endpoint().post(PATH, r#"{"parameters" []}"#);
    let finding = &answer.json()["error"]["innerError"]["findings"][0];
    assert_eq!(finding["path"], "body");
    assert_eq!(finding["start"], json!({ "offset": 13, "line": 1, "column": 14 }));
    assert_eq!(finding["fix"]["edits"], json!([{ "start": 13, "end": 13, "text": ":" }]));
    assert!(answer.header("msgraph-lint-findings").is_some_and(|counts| counts.starts_with("errors=2, ")));
}

#[test]
fn what_the_reader_of_the_service_takes_is_taken() {
    let endpoint = endpoint();
    for body in [BODY.replace('"', "'"), BODY.replace(r#""parameters""#, "parameters"), BODY.replace("User", "User\t")]
    {
        let answer = endpoint.post(PATH, &body);
        assert_eq!(answer.status, 200, "{body}: {}", answer.text());
        assert!(!answer.header("msgraph-lint-findings").is_some_and(|counts| counts.starts_with("errors=0")), "{body}");
    }
}

#[test]
fn the_type_of_the_body_counts() {
    let endpoint = endpoint();
    let with = |header: &str| {
        let length = BODY.len();
        endpoint
            .ask(&format!("POST {PATH} HTTP/1.1\r\nHost: localhost\r\n{header}Content-Length: {length}\r\n\r\n{BODY}"))
    };
    let missing = with("");
    assert_eq!((missing.status, missing.rules()), (400, vec!["missing-content-type".to_owned()]));
    assert!(missing.text().contains("Please ensure Content-Type header is set"));
    let wrong = with("Content-Type: text/plain\r\n");
    assert_eq!(wrong.status, 400);
    assert_eq!(wrong.json()["error"]["code"], "RequestBodyRead");
    assert!(wrong.text().contains("application/json;odata.metadata=minimal;odata.streaming=true"));
    assert!(wrong.text().contains("matches the content type 'text/plain'"));
    assert_eq!(with("Content-Type: application/json; charset=utf-8\r\n").status, 200);
}

#[test]
fn paths_and_methods_are_looked_at() {
    let endpoint = endpoint();
    let ask = |method: &str, path: &str| endpoint.ask(&format!("{method} {path} HTTP/1.1\r\nHost: localhost\r\n\r\n"));
    for (method, path, status) in [
        ("GET", "/v1.0/users", 200),
        ("GET", "/beta/users/u/messages?$top=1", 200),
        ("GET", "/v1.0/me", 200),
        ("GET", "/v1.0/users/$count", 200),
        ("GET", "/v1.0/groups/g/members/$ref", 200),
        ("GET", "/v1.0/users/u/messes", 400),
        ("GET", "/v1.0/nothing", 400),
        ("GET", "/users", 404),
        ("GET", "/v2.0/users", 404),
        ("GET", "/nothing/at/all", 404),
        ("GET", "/v1.0/users/%7Bid%7D", 404),
        ("GET", "/v1.0/users/00000000-0000-0000-0000-000000000000", 404),
        ("GET", PATH, 405),
        ("DELETE", "/v1.0/users", 405),
        ("POST", "/v1.0/users/u", 405),
        ("DELETE", "/v1.0/users/u", 204),
        ("POST", "/v1.0/groups/g/members/$ref", 400),
        ("GET", "/v1.0/$metadata", 501),
        ("GET", "/v1.0", 200),
        ("GET", "/_nothing", 404),
        ("POST", "/_requests", 405),
    ] {
        let answer = ask(method, path);
        assert_eq!(answer.status, status, "{method} {path}: {}", answer.text());
        assert_eq!(answer.header("allow").is_some(), status == 405, "{method} {path}");
    }
}

#[test]
fn entities_are_created_and_changed() {
    let endpoint = endpoint();
    let user = r#"{"accountEnabled": true, "displayName": "Adele", "mailNickname": "adele", "userPrincipalName": "adele@contoso.example", "passwordProfile": {"password": "x9!kQw2#"}}"#;
    let created = endpoint.post("/v1.0/users", user);
    assert_eq!(created.status, 201, "{}", created.text());
    let body = created.json();
    assert_eq!((&body["displayName"], &body["accountEnabled"]), (&json!("Adele"), &json!(true)));
    let id = body["id"].as_str().expect("an id");
    assert!(created.header("location").is_some_and(|location| location.ends_with(id)));
    let patch = |headers: &str| {
        endpoint.ask(&format!(
            "PATCH /v1.0/users/{id} HTTP/1.1\r\nHost: localhost\r\n{headers}Content-Type: application/json\r\nContent-Length: 16\r\n\r\n{{\"city\": \"Bonn\"}}"
        ))
    };
    assert_eq!(patch("").status, 204);
    let changed = patch("Prefer: return=representation\r\n");
    assert_eq!((changed.status, &changed.json()["city"], &changed.json()["id"]), (200, &json!("Bonn"), &json!(id)));
    let read = endpoint.get("/v1.0/users('a%40b')?$select=id,city").json();
    assert_eq!(read.as_object().map(|user| user.len()), Some(3), "{read}");
    assert_eq!(read["id"], "a@b");
    let list = endpoint.get("/v1.0/users/u/messages?$count=true").json();
    assert_eq!(list["@odata.count"], 1);
    assert_eq!(list["@odata.context"], "https://graph.microsoft.com/v1.0/$metadata#users('u')/messages");
}

#[test]
fn bodies_of_other_operations_are_checked_by_their_types() {
    let endpoint = endpoint();
    let answer = endpoint.post("/v1.0/groups", r#"{"displayName": ["a"], "securityEnabled": true}"#);
    assert_eq!((answer.status, answer.rules()), (400, vec!["unexpected-array".to_owned()]));
    assert_eq!(endpoint.post("/v1.0/groups", "").status, 400);
    assert_eq!(endpoint.post("/v1.0/users/u/revokeSignInSessions", "").status, 200);
    // What is not JSON is not a body of a type.
    let content = endpoint.ask("PUT /v1.0/me/drive/items/i/content HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\n{a:,]");
    assert_eq!(content.status, 204, "{}", content.text());
}

#[test]
fn a_token_is_asked_for_only_if_wanted() {
    let endpoint = Endpoint::start(Options { require_token: true, ..Options::default() });
    let answer = endpoint.post(PATH, BODY);
    assert_eq!(answer.status, 401);
    assert_eq!(answer.json()["error"]["code"], "InvalidAuthenticationToken");
    assert!(answer.header("www-authenticate").is_some());
    let with = post(PATH, BODY).replace("Host: localhost", "Host: localhost\r\nAuthorization: Bearer abc");
    assert_eq!(endpoint.ask(&with).status, 200);
    let without = post(PATH, BODY).replace("Host: localhost", "Host: localhost\r\nAuthorization: Bearer ");
    assert_eq!(endpoint.ask(&without).status, 401);
}

#[test]
fn calls_are_limited_only_if_wanted() {
    let endpoint = Endpoint::start(Options { rate_limit: true, ..Options::default() });
    assert!((0..5).all(|_| endpoint.post(PATH, BODY).status == 200));
    let answer = endpoint.post(PATH, BODY);
    assert_eq!(answer.status, 429);
    let wait: u64 = answer.header("retry-after").and_then(|wait| wait.parse().ok()).expect("seconds");
    assert!((1..=10).contains(&wait), "{wait}");
    // Another service principal has a limit of its own, and other operations have none.
    assert_eq!(endpoint.post(&PATH.replace("60443998", "70443998"), BODY).status, 200);
    assert!((0..10).all(|_| endpoint.get("/v1.0/users").status == 200));
    let free = super::Endpoint::start(Options::default());
    assert!((0..10).all(|_| free.post(PATH, BODY).status == 200));
}

#[test]
fn strict_refuses_every_error() {
    // A list without anything in it is an error, and nothing is known of what the service says to it.
    let body = r#"{"parameters": [{"ruleId": "c0e1a2b3-91e6-4cf5-a0ef-5f2a4f0c8a17", "subjects": []}]}"#;
    assert_eq!(endpoint().post(PATH, body).status, 200);
    let strict = Endpoint::start(Options { strict: true, ..Options::default() });
    let answer = strict.post(PATH, body);
    assert_eq!((answer.status, answer.rules()), (400, vec!["empty-array".to_owned()]));
    assert_eq!(strict.post(PATH, BODY).status, 200);
}

#[test]
fn a_schema_of_the_job_says_which_rules_there_are() {
    let schema = r#"{"synchronizationRules": [{"id": "c0e1a2b3-91e6-4cf5-a0ef-5f2a4f0c8a17", "objectMappings": [{"sourceObjectName": "User"}]}]}"#;
    let config = config().with_file("sync-schema", schema).expect("it is a schema");
    let endpoint = Endpoint::with(Options::default(), config);
    assert_eq!(endpoint.post(PATH, BODY).status, 200);
    let answer = endpoint.post(PATH, &BODY.replace("c0e1a2b3", "d0e1a2b3"));
    assert_eq!(answer.status, 400);
    let error = answer.json();
    assert_eq!(error["error"]["code"], "RequestParameterInvalid");
    assert!(error["error"]["message"].as_str().is_some_and(|it| {
        it.contains("rule: d0e1a2b3-91e6-4cf5-a0ef-5f2a4f0c8a17.  However") && it.contains("job: Azure2Azure.")
    }));
    assert_eq!(answer.header("msgraph-lint-answer"), Some("known"));
}

#[test]
fn a_batch_is_answered_step_by_step() {
    let endpoint = endpoint();
    let path = PATH.strip_prefix("/v1.0/").expect("it begins so");
    let body: Value = serde_json::from_str(BODY).expect("it is JSON");
    let json_type = json!({ "Content-Type": "application/json" });
    let batch = json!({ "requests": [
        { "id": "4", "method": "GET", "url": "/users/u", "dependsOn": ["2"] },
        { "id": "1", "method": "POST", "url": path, "headers": json_type, "body": body },
        { "id": "2", "method": "GET", "url": "/users/u/messes" },
        { "id": "3", "method": "GET", "url": "/users/u", "dependsOn": ["1"] },
        { "id": "5", "method": "DELETE", "url": "/users/u" },
    ] });
    let answer = endpoint.post("/v1.0/$batch", &batch.to_string());
    assert_eq!(answer.status, 200, "{}", answer.text());
    let answer = answer.json();
    let responses = answer["responses"].as_array().expect("a list");
    let statuses: Vec<_> =
        responses.iter().map(|it| (it["id"].as_str().expect("an id"), it["status"].as_u64())).collect();
    let wanted = [("4", 424), ("1", 200), ("2", 400), ("3", 200), ("5", 204)];
    assert_eq!(statuses, wanted.map(|(id, status)| (id, Some(status))));
    assert_eq!(inner(&responses[1]["body"], "key")["result"], "Success");
    assert_eq!(responses[2]["body"]["error"]["innerError"]["findings"][0]["rule"], "unknown-path");

    let refused = |batch: Value| endpoint.post("/v1.0/$batch", &batch.to_string());
    let bare = refused(json!({ "requests": [{ "id": "1", "method": "POST", "url": "/users" }] }));
    assert_eq!(bare.status, 400);
    assert!(bare.text().contains("Write request with id '1' does not contain a Content-Type header or body"));
    assert_eq!(bare.header("msgraph-lint-answer"), Some("known"));
    let many: Vec<Value> = (0..21).map(|id| json!({ "id": id.to_string(), "method": "GET", "url": "/me" })).collect();
    assert_eq!(refused(json!({ "requests": many })).status, 400);
    assert_eq!(refused(json!({ "requests": [] })).status, 400);
    assert_eq!(
        refused(json!({ "requests": [{ "id": "1", "method": "GET", "url": "/me", "dependsOn": ["2"] }] })).status,
        400
    );
    let circle = json!([{ "id": "1", "method": "GET", "url": "/me", "dependsOn": ["1"] }]);
    assert_eq!(refused(json!({ "requests": circle })).json()["responses"][0]["status"], 424);
    assert_eq!(endpoint.post("/v1.0/$batch", "{").status, 400);
}

#[test]
fn bodies_in_other_encodings_are_refused() {
    let endpoint = endpoint();
    let utf16: Vec<u8> = BODY.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let broken = BODY.replace("User", "\u{1}").into_bytes().into_iter().map(|byte| if byte == 1 { 0xFF } else { byte });
    for body in [utf16, broken.collect()] {
        let mut client = endpoint.connect();
        let length = body.len();
        client.send(
            format!("POST {PATH} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n")
                .as_bytes(),
        );
        client.send(&body);
        let answer = client.answer();
        assert_eq!(answer.status, 400, "{}", answer.text());
        assert!(answer.rules().iter().any(|rule| rule == "not-utf8"), "{:?}", answer.rules());
    }
}
