//! The input formats: the same body gives the same findings wherever it is written, at its places in the user's file.

use std::collections::BTreeSet;

use crate::support::files::{files_below, shown};
use crate::support::findings::invariants;
use msgraph_lint::check::check;
use msgraph_lint::config::Config;
use msgraph_lint::finding::{Finding, Fix, Group, Safety, Severity};
use msgraph_lint::input::Claim;
use msgraph_lint::json::{ContainerFault, Document, ForeignForm, Node, SyntaxError, SyntaxErrorKind};
use msgraph_lint::report::Checked;
use msgraph_lint::source::Source;
use msgraph_lint::text::unescape;
use msgraph_lint::{fix, inputs, json, rules};

/// The path of the operation, with made-up ids.
const PATH: &str = "/servicePrincipals/60443998-8cf7-4e61-b05c-a53b658cb5e1/synchronization/jobs/BoxOutDelta.3a5d9bca4c7b4ea3b7e0f6d9e63b4be1.46f9f4ac-1d2e-4f3a-8b5c-6d7e8f901a2b/provisionOnDemand";

/// A format that a body can be wrapped in.
struct Format {
    input: &'static str,
    file: &'static str,
    /// What is before and after the body.
    around: (String, String),
    /// Whether the body is there as the value of a JSON string.
    string: bool,
    /// Whether it has to end where JSON says that it ends.
    json: bool,
}

fn formats() -> Vec<Format> {
    let url = format!("https://graph.microsoft.com/v1.0{PATH}");
    let format = |input, file, before: String, behind: &str, string, json| Format {
        input,
        file,
        around: (before, behind.to_owned()),
        string,
        json,
    };
    vec![
        format(
            "http-file",
            "a.http",
            format!("### é\n# @name x\nPOST {url}\n# a comment\nContent-Type: application/json\n\n"),
            "\n\n> {% client.log(1) %}\n\n###\nGET https://example.com/\n",
            false,
            false,
        ),
        format(
            "envelope",
            "a.json",
            format!(
                "{{\"method\": \"POST\", \"url\": \"{url}\",\n \"headers\": {{\"Content-Type\": \"application\\/json\"}},\n \"body\": "
            ),
            "}\n",
            false,
            true,
        ),
        format(
            "batch",
            "a.json",
            format!(
                "{{\"requests\": [{{\"id\": \"1\", \"method\": \"POST\", \"url\": \"{PATH}\", \"headers\": {{\"Content-Type\": \"application/json\"}}, \"body\": "
            ),
            "}]}",
            false,
            true,
        ),
        format(
            "har",
            "a.har",
            format!(
                "{{\"log\": {{\"version\": \"1.2\", \"entries\": [{{\"request\": {{\"method\": \"POST\", \"url\": \"{url}\", \"headers\": [], \"postData\": {{\"mimeType\": \"application/json\", \"text\": "
            ),
            "}}}]}}",
            true,
            false,
        ),
        format(
            "postman",
            "a.json",
            format!(
                "{{\"info\": {{\"schema\": \"https://schema.getpostman.com/json/collection/v2.1.0/collection.json\"}}, \"item\": [{{\"name\": \"folder\", \"item\": [{{\"name\": \"x\", \"request\": {{\"method\": \"POST\", \"url\": {{\"raw\": \"{url}\"}}, \"body\": {{\"mode\": \"raw\", \"raw\": "
            ),
            "}}}]}]}",
            true,
            false,
        ),
        format("json-lines", "a.jsonl", "{\"parameters\": []}\n\n".into(), "\n", false, false),
    ]
}

impl Format {
    fn wrap(&self, body: &str) -> String {
        let quoted = serde_json::Value::from(body).to_string();
        format!("{}{}{}", self.around.0, if self.string { &quoted } else { body }, self.around.1)
    }

    fn source(&self, body: &str) -> Source {
        Source::new(self.file, self.wrap(body)).expect("a fixture is small")
    }

    /// Whether the format can carry this text: whether its reader can know where it ends.
    fn carries(&self, body: &str) -> bool {
        let document = json::parse(body, msgraph_lint::text::Span::whole(body));
        match self.input {
            // A string in an envelope is the text that is sent: what it holds is the body.
            "envelope" if body.trim().starts_with(['"', '\'']) => false,
            // Such a line begins the next request, or a script for the answer.
            "http-file" if body.lines().any(|line| line.starts_with("###") || line.starts_with('>')) => false,
            "json-lines" => !body.trim().contains('\n') && !body.trim().is_empty(),
            // A dress is worn by a whole text, not by a part of one.
            _ if self.json && document.syntax_errors.iter().any(is_dress) => false,
            _ if self.json => document.tree.root().is_some_and(|root| ends_in_json(&document, root, body)),
            _ => !body.trim().is_empty(),
        }
    }

    /// The body that the format finds in a text of its own.
    fn extract(&self, text: &str) -> Option<String> {
        let source = Source::new(self.file, text).expect("small");
        let input = inputs::claiming(&source).expect("every named source is claimed");
        let raw = input.requests(&source);
        let at = usize::from(self.input == "json-lines");
        let body = raw.get(at)?.message.body?;
        Some(body.of(raw[at].mapped.text()).to_owned())
    }
}

/// Whether a syntax error is of something around JSON or on each of its lines.
fn is_dress(syntax_error: &SyntaxError) -> bool {
    let of_json = |form: &ForeignForm| {
        matches!(
            form,
            ForeignForm::JavaScript
                | ForeignForm::NoCommas
                | ForeignForm::Python
                | ForeignForm::QuotesEaten
                | ForeignForm::SingleQuotes
                | ForeignForm::TrailingCommas
                | ForeignForm::TypographicQuotes
                | ForeignForm::UnquotedKeys
        )
    };
    matches!(&syntax_error.kind, SyntaxErrorKind::ForeignFormat(form) if !of_json(form))
}

/// Whether a JSON text around `body` shows where it ends: nothing of it is outside of its value, and it is not cut off.
fn ends_in_json(document: &Document<'_>, root: Node<'_>, body: &str) -> bool {
    let end = u32::try_from(body.trim_end().len()).expect("small");
    let outside =
        |syntax_error: &SyntaxError| !root.span().contains(syntax_error.span) || syntax_error.kind == MEMBER_OUTSIDE;
    let cut_off = |syntax_error: &SyntaxError| match syntax_error.kind {
        SyntaxErrorKind::UnclosedBracket(_) | SyntaxErrorKind::UnclosedString => {
            syntax_error.other.is_some_and(|other| other.start >= end)
        }
        _ => false,
    };
    !document.syntax_errors.iter().any(|syntax_error| outside(syntax_error) || cut_off(syntax_error))
        && !body.contains('\0')
}

const MEMBER_OUTSIDE: SyntaxErrorKind = SyntaxErrorKind::WrongContainer(ContainerFault::MemberOutside);

fn everything() -> Config {
    Config::new(&rules::infos(), [], []).expect("no word, no unknown word")
}

/// Findings of the groups that look at a body; with them the file's own, where it is the body.
fn of_body(checked: &Checked) -> Vec<&Finding> {
    let about = |finding: &&Finding| matches!(finding.rule.group, Group::Syntax | Group::Structure | Group::Value);
    checked.findings.iter().filter(about).collect()
}

/// Rules whose findings are not the same in this format, with the reason.
fn differs(input: &str, rule: &str, body: &str) -> bool {
    match rule {
        // An envelope says with `null` that there is no body, and a finding about no body has its place in the message.
        "empty-body" => body.trim() == "null",
        // An HTTP client's own marks for variables.
        "unresolved-placeholder" => matches!(input, "http-file" | "postman") && body.contains("{{"),
        // The job's id in the URL says more than the body alone can.
        "direction-mismatch" | "job-id-as-rule-id" => input != "json-lines",
        // Lines of comments before and after the body belong to the file, and a variable stands for any value.
        "comment" | "foreign-format" => {
            let is_comment = |line: &str| line.trim_start().starts_with('#') || line.trim_start().starts_with("//");
            input == "http-file"
                && (body.lines().next().is_some_and(is_comment) || body.lines().last().is_some_and(is_comment))
        }
        "unquoted-value" => matches!(input, "http-file" | "postman") && body.contains(": {{"),
        // White space around the body belongs to the message, not to the body.
        "exotic-whitespace" => input != "json-lines" && body.trim() != body.trim_matches([' ', '\t', '\r', '\n']),
        _ => false,
    }
}

/// The longest body, in bytes, that is looked at in every format and mended there finding by finding.
const LONGEST: usize = 8 * 1024;

#[test]
fn a_body_gives_the_same_findings_in_every_format() {
    let mut failures = Vec::new();
    let mut carried = BTreeSet::new();
    for path in files_below("fixtures/rules") {
        let name = shown(&path);
        let file = name.rsplit('/').next().unwrap_or_default();
        let flags = file.starts_with("flags") && file.ends_with(".json") && !file.contains(".fixed.");
        let is_meant = |body: &String| flags && body.len() <= LONGEST && !body.starts_with('\u{FEFF}');
        let Some(body) = std::fs::read_to_string(&path).ok().filter(is_meant) else { continue };
        // Batches are fixtures too.
        if claimed("a.json", &body) != "json-body" {
            continue;
        }
        let bare = check(Source::new("a.json", body.as_str()).expect("a fixture is small"), &everything());
        for format in formats().iter().filter(|format| format.carries(&body)) {
            carried.insert(format.input);
            let source = format.source(&body);
            let claiming = inputs::claiming(&source).expect("every named source is claimed").name;
            if claiming != format.input {
                failures.push(format!("{name} in {}: taken for {claiming}", format.input));
                continue;
            }
            let checked = check(source, &everything());
            if let Err(error) = invariants(&checked) {
                failures.push(format!("{name} in {}: {error}", format.input));
            }
            failures
                .extend(compare(format, &body, &bare, &checked).into_iter().map(|error| format!("{name}: {error}")));
        }
    }
    assert!(failures.is_empty(), "{} differ:\n{}", failures.len(), failures.join("\n"));
    assert_eq!(carried.len(), formats().len(), "every format carries something");
}

fn compare(format: &Format, body: &str, bare: &Checked, checked: &Checked) -> Vec<String> {
    let text = checked.source.text();
    let same = |finding: &&Finding| !differs(format.input, finding.rule.id, body);
    // The finding of the line that only is before it in the wrapping is not the body's.
    let begin = u32::try_from(format.around.0.len()).expect("small");
    let wanted: Vec<&Finding> = of_body(bare).into_iter().filter(same).collect();
    let found: Vec<&Finding> =
        of_body(checked).into_iter().filter(same).filter(|finding| finding.span.start >= begin).collect();
    let ids = |findings: &[&Finding]| findings.iter().map(|finding| finding.rule.id).collect::<Vec<_>>();
    if ids(&wanted) != ids(&found) {
        return vec![format!("in {}: {:?} and not {:?}", format.input, ids(&found), ids(&wanted))];
    }
    let mut errors = Vec::new();
    for (wanted, found) in wanted.into_iter().zip(found) {
        let words = found.span.of(text);
        let words = if format.string { unescape(words) } else { words.into() };
        if words != wanted.span.of(body) {
            errors.push(format!("in {}: {} at {words:?}", format.input, wanted.rule.id));
        }
        let fixed = |text: &str, finding: &Finding| Some(fix::apply(text, finding.fix.as_ref().map(Fix::edits)?));
        let expected = fixed(body, wanted);
        let actual = fixed(text, found).and_then(|text| format.extract(&text));
        let trimmed = |text: &Option<String>| text.as_ref().map(|text| text.trim().to_owned());
        // A repair of several lines has no place on one.
        let impossible = format.input == "json-lines" && expected.as_ref().is_some_and(|it| it.trim().contains('\n'));
        let expected = expected.filter(|_| !impossible);
        if trimmed(&expected) != trimmed(&actual) {
            errors.push(format!("in {}: {} fixed to {actual:?}, not {expected:?}", format.input, wanted.rule.id));
        }
    }
    errors
}

fn claimed(name: &str, text: &str) -> &'static str {
    inputs::claiming(&Source::new(name, text).expect("small")).expect("a named source").name
}

#[test]
fn other_peoples_files_are_nobodys() {
    for (name, text) in [
        ("package.json", r#"{"name": "x", "scripts": {"requests": "1"}, "url": "https://example.com", "method": "x"}"#),
        ("tsconfig.json", r#"{"compilerOptions": {"strict": true}, "include": ["src"]}"#),
        ("openapi.json", r#"{"openapi": "3.0.0", "info": {"title": "item schema"}, "paths": {"/a": {"get": {}}}}"#),
        ("log.json", r#"{"log": {"version": 1}, "entries": []}"#),
        ("requests.json", r#"{"requests": [{"method": "GET"}], "url": "x"}"#),
        ("config.json", r#"{"method": "POST", "url": "x", "retries": 3}"#),
    ] {
        assert_eq!(claimed(name, text), "json-body", "{name}");
    }
}

/// The requests of a source, each as its name, its text and the text of its body.
fn requests(name: &str, text: &str) -> Vec<(Option<String>, String, Option<String>)> {
    let source = Source::new(name, text).expect("small");
    let input = inputs::claiming(&source).expect("a named source");
    let requests = input.requests(&source).into_iter().map(|raw| {
        let text = raw.mapped.text().to_owned();
        let body = raw.message.body.map(|body| body.of(&text).to_owned());
        (raw.name.clone(), text, body)
    });
    requests.collect()
}

#[test]
fn http_files_are_read_as_their_clients_do() {
    let text = include_str!("../../fixtures/inputs/clients.http");
    let found = requests("clients.http", text);
    let names: Vec<_> = found.iter().map(|(name, _, _)| name.as_deref()).collect();
    assert_eq!(names, [Some("provision"), Some("From a file"), Some("query"), None, Some("kept")]);
    assert!(found[0].1.starts_with("POST https://graph.microsoft.com/beta/servicePrincipals/{{unknown}}/"));
    assert!(found[0].1.contains("Authorization: Bearer {{token}}\nContent-Type"), "{}", found[0].1);
    assert_eq!(found[0].2.as_deref(), Some("{ \"a\": \"21001\", \"b\": \"{{other}}\" }"));
    assert_eq!(found[1].2, None);
    assert!(found[2].1.starts_with("GET https://example.com/users?page=2&size={{twice}} HTTP/1.1"), "{}", found[2].1);
    assert_eq!(found[3].1.trim(), "https://example.com/");
    assert_eq!(found[4].2.as_deref(), Some("{}"));

    let source = Source::new("clients.http", text).expect("small");
    let raw = inputs::claiming(&source).expect("named").requests(&source);
    assert!(raw[1].message.body_elsewhere && !raw[0].message.body_elsewhere);
    assert!(raw.iter().all(|raw| raw.message.syntax_errors.is_empty()));
    let mapped = &raw[0].mapped;
    let at = u32::try_from(mapped.text().find("21001").expect("the value")).expect("small");
    assert_eq!(mapped.locate(msgraph_lint::text::Span::new(at, at + 5)).of(text), "{{rule}}");
}

#[test]
fn variables_that_name_each_other_stay_small() {
    let mut text = "@a0 = 0123456789\n".to_owned();
    for index in 1..60 {
        text.push_str(&format!("@a{index} = {{{{a{0}}}}}{{{{a{0}}}}}\n", index - 1));
    }
    text.push_str("GET https://example.com/{{a59}}\n");
    assert!(requests("a.http", &text)[0].1.len() < 200);
}

#[test]
fn an_http_clients_variable_is_no_gap() {
    let body = r#"{"parameters":[{"ruleId":"{{rule}}","subjects":[{"objectId":"{{id}}","objectTypeName":"User"}]}]}"#;
    let of = |source| {
        check(source, &everything()).findings.iter().filter(|it| it.rule.id == "unresolved-placeholder").count()
    };
    for format in formats() {
        let expected = if matches!(format.input, "http-file" | "postman") { 0 } else { 2 };
        assert_eq!(of(format.source(body)), expected, "{}", format.input);
    }
}

#[test]
fn recordings_have_answers_and_base64() {
    let text = r#"{"log":{"version":"1.2","entries":[{"request":{"method":"POST","url":"https://x/y","postData":{"text":"eyJhIjoxfQ==","encoding":"base64"}},
        "response":{"status":200,"headers":[{"name":"A","value":"b"}],"content":{"text":"{\"c\":\"\\n\"}"}}}]}}"#;
    let source = Source::new("a.har", text).expect("small");
    let raw = inputs::claiming(&source).expect("named").requests(&source);
    let mapped = &raw[0].mapped;
    assert_eq!(mapped.text(), "POST https://x/y\n\n{\"a\":1}\n\nHTTP/1.1 200\nA: b\n\n{\"c\":\"\\n\"}");
    let response = raw[0].response.as_ref().expect("an answer");
    assert_eq!(response.start.expect("a status").span().of(mapped.text()), "HTTP/1.1 200");
    assert_eq!(mapped.locate(response.body.expect("a body")).of(text), r#"{\"c\":\"\\n\"}"#);
    assert_eq!(mapped.locate(raw[0].message.body.expect("a body")).of(text), "\"eyJhIjoxfQ==\"");
}

/// The rules that speak of a batch, each with the words it points at.
#[test]
fn a_batch_is_judged_as_a_whole() {
    let request = |id: &str| format!(r#"{{{id}"method":"POST","url":"{PATH}","body":{{"parameters":[]}}}}"#);
    let batch = format!(r#"{{"requests":[{},{}]}}"#, request(r#""id":"a","#), request(r#""id":"A","#));
    let found = |text: &str| -> Vec<(&'static str, String)> {
        let checked = check(Source::new("a.json", text).expect("small"), &everything());
        let http = checked.findings.iter().filter(|finding| finding.rule.group == Group::Http);
        http.map(|finding| (finding.rule.id, finding.span.of(text).to_owned())).collect()
    };
    let untyped = ("missing-content-type", String::new());
    assert_eq!(found(&batch), [untyped.clone(), ("duplicate-batch-id", "\"A\"".to_owned()), untyped]);

    let foreign = r#"{"method":"GET","url":"/Products(1)"}"#;
    assert_eq!(found(&format!(r#"{{"requests":[{foreign},{foreign}]}}"#)), []);
    let mixed = found(&format!(r#"{{"requests":[{foreign},{}]}}"#, request(r#""id":"a","#)));
    assert_eq!(mixed[0], ("missing-batch-id", "{".to_owned()));
}

#[test]
fn a_large_recording_is_reported_once_that_it_is_hasty() {
    let entry = |at: usize| {
        format!(
            r#"{{"startedDateTime":"2026-03-01T09:{:02}:{:02}Z","request":{{"method":"POST","url":"https://graph.microsoft.com/v1.0{PATH}","headers":[]}}}}"#,
            at / 60 % 60,
            at % 60
        )
    };
    let recording = |entries: Vec<String>| {
        let text = format!(r#"{{"log":{{"version":"1.2","entries":[{}]}}}}"#, entries.join(","));
        let checked = check(Source::new("a.har", text).expect("small"), &everything());
        checked.findings.iter().filter(|finding| finding.rule.id == "rate-limit").count()
    };
    assert_eq!(recording((0..3000).map(entry).collect()), 1);
    assert_eq!(recording((0..3000).step_by(2).map(entry).collect()), 0);
}

#[test]
fn a_collections_own_variables_have_values() {
    let text = r#"{"info": {"schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
        "item": [{"name": "x", "request": {"method": "POST", "url": {"raw": "{{base}}/me?{{other}}"},
            "header": [{"key": "Content-Type", "value": "{{type}}"}],
            "body": {"mode": "raw", "raw": "{\"a\": \"{{rule}}\", \"b\" {{count}}}"}}}],
        "variable": [{"key": "host", "value": "https://graph.microsoft.com"}, {"key": "base", "value": "{{host}}/v1.0"},
            {"key": "type", "value": "application/json"}, {"key": "rule", "value": "21\"001"}, {"key": "count", "value": 2},
            {"key": "other", "value": ""}, {"key": "other", "value": "x", "disabled": true}]}"#;
    let source = Source::new("a.json", text).expect("small");
    let raw = inputs::claiming(&source).expect("named").requests(&source);
    let mapped = &raw[0].mapped;
    let wanted = "POST https://graph.microsoft.com/v1.0/me?{{other}}\nContent-Type: application/json\n\n{\"a\": \"21\"001\", \"b\" 2}";
    assert_eq!(mapped.text(), wanted);
    let place = |words: &str| {
        let at = u32::try_from(wanted.find(words).expect("the words are there")).expect("small");
        mapped.locate(msgraph_lint::text::Span::new(at, at + u32::try_from(words.len()).expect("small"))).of(text)
    };
    assert_eq!(
        ["v1.0", "21\"001", "\"b\"", "application"].map(place),
        ["{{base}}", "{{rule}}", "\\\"b\\\"", "{{type}}"]
    );

    let found = check(source, &everything()).findings;
    let colon = found.iter().find(|finding| finding.rule.id == "missing-colon").expect("a colon is missing");
    let fixed = fix::apply(text, colon.fix.as_ref().expect("it can be put there").edits());
    assert!(fixed.contains(r#"\"b\": {{count}}}"#), "{fixed}");
}

/// Files of every format that is one JSON text, in lines and in one line.
fn containers() -> Vec<(&'static str, &'static str, String)> {
    let id = "5b2e7a90-6c14-4f83-b8d1-2a9c0e4d7f36";
    let request = serde_json::json!({
        "id": "1", "method": "POST", "url": PATH, "headers": {"Content-Type": "application/json"},
        "body": {"parameters": [{"ruleId": id, "subjects": [{"objectId": id, "objectTypeName": "User"}]}]}
    });
    let mut second = request.clone();
    second["id"] = "2".into();
    let batch = serde_json::json!({ "requests": [request, second] });
    let url = format!("https://graph.microsoft.com/v1.0{PATH}");
    let sent =
        serde_json::json!({"method": "POST", "url": url, "headers": [], "postData": {"mimeType": "a", "text": "[]"}});
    let recording = serde_json::json!({"log": {"version": "1.2", "entries": [{"request": sent}, {"request": sent}]}});
    let asked = serde_json::json!({"method": "POST", "url": {"raw": url}, "body": {"mode": "raw", "raw": "[]"}});
    let collection = serde_json::json!({
        "info": {"schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
        "item": [{"name": "folder", "item": [{"name": "a", "request": asked}]}, {"name": "b", "request": asked}]
    });
    let mut containers = Vec::new();
    for (input, name, value) in [
        ("envelope", "a.json", &request),
        ("batch", "a.json", &batch),
        ("har", "a.har", &recording),
        ("postman", "a.json", &collection),
    ] {
        containers.push((input, name, value.to_string()));
        containers.push((input, name, serde_json::to_string_pretty(value).expect("it is JSON")));
    }
    containers
}

/// What is reported of the JSON of `text`, as rule and place.
fn syntax(checked: &Checked) -> Vec<(&'static str, msgraph_lint::text::Span)> {
    let syntax = checked.findings.iter().filter(|finding| finding.rule.group == Group::Syntax);
    syntax.map(|finding| (finding.rule.id, finding.span)).collect()
}

#[test]
fn a_sign_lost_in_a_container_is_reported_once_and_the_requests_are_read() {
    let mut lost = Vec::new();
    let (mut all, mut restored) = (0, 0);
    for (input, name, text) in containers() {
        assert_eq!(syntax(&check(Source::new(name, text.as_str()).expect("small"), &everything())), []);
        let quoted = |at: usize| text[..at].matches('"').count() % 2 == 1;
        for (at, sign) in
            text.char_indices().filter(|&(at, sign)| "{}[]:,\"".contains(sign) && (sign == '"' || !quoted(at)))
        {
            let broken = format!("{}{}", &text[..at], &text[at + 1..]);
            all += 1;
            if claimed(name, &broken) != input {
                lost.push(format!("{input} without {sign} at {at}: taken for {}", claimed(name, &broken)));
                continue;
            }
            let checked = check(Source::new(name, broken.as_str()).expect("small"), &everything());
            let found = syntax(&checked);
            let mut once = found.clone();
            once.dedup();
            if found.is_empty() || once != found || invariants(&checked).is_err() {
                lost.push(format!("{input} without {sign} at {at}: {found:?}\n{broken}"));
            }
            let safe = |finding: &&Finding| finding.fix.as_ref().is_some_and(|fix| fix.safety() == Safety::Safe);
            let syntactic = checked.findings.iter().filter(|finding| finding.rule.group == Group::Syntax);
            for fix in syntactic.filter(safe).filter_map(|finding| finding.fix.as_ref()) {
                let fixed = serde_json::from_str::<serde_json::Value>(&fix::apply(&broken, fix.edits())).ok();
                assert_eq!(
                    fixed,
                    serde_json::from_str(&text).ok(),
                    "without {sign} at {at}, {}\n{broken}",
                    fix.title()
                );
                restored += 1;
            }
        }
    }
    println!("{all} signs taken away, {restored} put back safely, {} not seen", lost.len());
    assert!(lost.is_empty(), "{} of {all}:\n{}", lost.len(), lost.join("\n"));
}

#[test]
fn other_peoples_broken_json_is_left_alone() {
    for (name, text) in [
        (
            "a.har",
            r#"{"log": {"version": "1.2" "entries": [{"request": {"method": "GET", "url": "https://example.com/"}},]}}"#,
        ),
        ("a.json", r#"{"requests": [{"id": "1", "method": "GET", "url": "/Products(1)",}], }"#),
        ("a.json", r#"{"requests": [{"id": "1" "method": "POST", "url": "/provisionOnDemand"}]}"#),
        (
            "a.json",
            r#"{"info": {"schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json",},
            "item": [{"name": "x" "request": {"method": "GET", "url": "https://example.com/users"}}]}"#,
        ),
        ("tsconfig.json", "{ // a comment\n \"method\": \"x\", \"url\": [,] }"),
    ] {
        let source = Source::new(name, text).expect("small");
        if inputs::claim(&source).is_some_and(|(claim, _)| claim == Claim::Certain) {
            assert_eq!(check(source, &everything()).findings.len(), 0, "{text}");
        }
    }
}

/// The list of extensions is at the formats; whatever cannot take it from there is compared with it.
#[test]
fn every_list_of_extensions_is_that_of_the_formats() {
    let known: std::collections::BTreeSet<&str> = inputs::extensions().collect();
    let hooks = std::fs::read_to_string(".pre-commit-hooks.yaml").expect("it is there");
    let pattern = hooks.lines().find_map(|line| line.trim().strip_prefix("files: &files (?i)\\.(")).expect("a pattern");
    let in_hooks = pattern.trim_end_matches(")$").split('|').collect();
    assert_eq!(known, in_hooks, ".pre-commit-hooks.yaml");
    let fuzz = std::fs::read_to_string("fuzz/src/lib.rs").expect("it is there");
    for input in inputs::INPUTS {
        let tried = input.extensions.iter().any(|extension| fuzz.contains(&format!(".{extension}\"")));
        assert!(tried, "fuzz/src/lib.rs makes up no file of the format {}", input.name);
    }
}

/// What Logic Apps do with a body that is a text, and has no type, is not documented; an object they type themselves.
#[test]
fn a_text_that_an_action_sends_may_have_a_type() {
    let found = |key: &str, body: &str| {
        let url = "https://graph.microsoft.com/v1.0/groups";
        let text =
            format!(r#"{{"actions": {{"a": {{"{key}": {{"method": "POST", "uri": "{url}", "body": {body}}}}}}}}}"#);
        let checked = check(Source::new("a.json", text).expect("small"), &everything());
        let typed = checked.findings.iter().find(|finding| finding.rule.id == "missing-content-type");
        typed.map(|finding| finding.severity)
    };
    let body = r#"{"displayName": "a", "mailEnabled": false, "mailNickname": "a", "securityEnabled": true}"#;
    let quoted = serde_json::Value::from(body).to_string();
    assert_eq!(found("inputs", body), None);
    assert_eq!(found("inputs", &quoted), Some(Severity::Warning));
    assert_eq!(found("request", &quoted), Some(Severity::Error));
}
