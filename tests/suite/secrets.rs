//! No secret leaves: what is written in headers, URLs and cookies shows in no report, whatever the file and the format.

mod planted;

use std::collections::BTreeMap;

use msgraph_lint::check::check;
use msgraph_lint::config::Config;
use msgraph_lint::formats::{FORMATS, Style};
use msgraph_lint::report::{Checked, Report};
use msgraph_lint::source::Source;
use msgraph_lint::{inputs, rules};

/// A JSON Web Token as Microsoft Graph takes them, of no use anywhere.
const TOKEN: &str = "eyJ0eXAiOiJKV1QiLCJhbGciOiJub25lIn0.eyJhdWQiOiJodHRwczovL2dyYXBoLm1pY3Jvc29mdC5jb20iLCJzdWIiOiJub2JvZHkifQ.c2lnbmF0dXJlLW9mLW5vYm9keQ";
const SIGNATURE: &str = "qX7vT1mZ%2BkP0s%2FbYw3LhNc8R%3D";
const ACCESS: &str = "0.AXoAqLmN7tYdkEaVw3ZrJp9sQ";
const COOKIE: &str = "c0okieJarQ7w9ZtY";
const BASIC: &str = "bm9ib2R5Om9wZW4tc2VzYW1lKzE/PQ==";
const KEY: &str = "k3y-9f2Ab7Zq1Wc8Xe5";
const CODE: &str = "M.C5xxBAY.2.U.1f0e8d7c";
const CLIENT: &str = "Zx8Q~vB_n4.cLi3ntS3cr3t";
const PASSWORD: &str = "p@ss w0rd#Hj&8!Lk";
const SECRETS: [&str; 9] = [TOKEN, SIGNATURE, ACCESS, COOKIE, BASIC, KEY, CODE, CLIENT, PASSWORD];

/// A request with much wrong, close to its secrets.
struct Parts {
    url: String,
    headers: Vec<(&'static str, String)>,
    body: String,
}

fn parts(broken: bool) -> Parts {
    let body = r#"{"parameters": [{"ruleID": "x", "subjects": [{"objectId": "{id}", "objectType": "users"}]}], "password": "PASSWORD", "client_secret": " CLIENT"}"#;
    let body = body.replace("PASSWORD", PASSWORD).replace("CLIENT", CLIENT);
    Parts {
        url: format!(
            "http://graph.microsoft.com/beta/applications/x/synchronization/jobs/y/provision-on-demand?$select=id&sig={SIGNATURE}&access_token={ACCESS}&code={CODE}&client_secret={CLIENT}"
        ),
        headers: vec![
            ("Content-Type", "text/plain".to_owned()),
            ("Authorization", format!("Bearer {TOKEN}")),
            ("Cookie", format!("session={COOKIE}; theme=dark")),
            ("Authorization", format!("Bearer {TOKEN}")),
            ("authorization", format!("Bearer {ACCESS}")),
            ("Proxy-Authorization", format!("Basic {BASIC}")),
            ("x-api-key", KEY.to_owned()),
            ("Ocp-Apim-Subscription-Key ", KEY.to_owned()),
            ("X-Auth-Token", KEY.to_owned()),
            ("Content-Length", "7".to_owned()),
        ],
        body: if broken { body.replace(':', "") } else { body },
    }
}

fn message(parts: &Parts) -> String {
    let headers: String = parts.headers.iter().map(|(name, value)| format!("{name}: {value}\n")).collect();
    format!("POST {}\n\n{headers}\n{}\n", parts.url, parts.body)
}

fn object(parts: &Parts) -> serde_json::Value {
    let headers: serde_json::Map<String, serde_json::Value> =
        parts.headers.iter().map(|(name, value)| ((*name).to_owned(), value.as_str().into())).collect();
    let body: serde_json::Value = serde_json::from_str(&parts.body).unwrap_or_else(|_| parts.body.as_str().into());
    serde_json::json!({"id": format!("Bearer {TOKEN}"), "method": "POST", "url": parts.url, "headers": headers, "body": body})
}

fn list(parts: &Parts, name: &str) -> Vec<serde_json::Value> {
    parts.headers.iter().map(|(key, value)| serde_json::json!({name: key, "value": value})).collect()
}

/// The request in a file of the input format `input`.
fn file(input: &str, parts: &Parts) -> (&'static str, String) {
    let pretty = |value: serde_json::Value| serde_json::to_string_pretty(&value).expect("it is JSON");
    match input {
        "http-file" => (
            "a.http",
            format!(
                "@sas = {SIGNATURE}\n@clientSecret = {CLIENT}\n### Bearer {TOKEN}\n{}\n### ?code={CODE}\n{}",
                message(parts),
                message(parts)
            ),
        ),
        "markdown" => (
            "a.md",
            format!(
                "<!-- {{\"blockType\": \"reqest\", \"name\": \"Bearer {TOKEN}\"}} -->\n```http\n{}```\n",
                message(parts)
            ),
        ),
        "json-lines" => ("a.jsonl", format!("{}\n{}\n", object(parts), object(parts))),
        "har" => {
            let cookies = serde_json::json!([{"name": "session", "value": COOKIE}]);
            let query = serde_json::json!([{"name": "code", "value": CODE}, {"value": SIGNATURE, "name": "sig"}]);
            let request = serde_json::json!({"method": "POST", "url": parts.url, "headers": list(parts, "name"), "cookies": cookies, "queryString": query,
                "postData": {"mimeType": "application/json", "text": parts.body}});
            let response = serde_json::json!({"status": 200, "cookies": cookies, "headers": [{"name": "Set-Cookie", "value": COOKIE}],
                "content": {"text": format!("{{\"key\": 1, \"access_token\": \"{ACCESS}\"}}")}});
            (
                "a.har",
                pretty(
                    serde_json::json!({"log": {"version": "1.2", "entries": [{"request": request, "response": response}]}}),
                ),
            )
        }
        "postman" => {
            let request = serde_json::json!({"method": "POST", "url": {"raw": parts.url.replace(SIGNATURE, "{{sas}}")},
                "header": list(parts, "key"), "body": {"mode": "raw", "raw": parts.body}});
            (
                "a.json",
                pretty(serde_json::json!({
                "info": {"schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
                "auth": {"type": "bearer", "bearer": [{"key": "token", "value": KEY, "type": "string"}],
                    "apikey": [{"key": "value", "value": KEY}, {"key": "key", "value": "X-API-Key"}]},
                "item": [{"name": format!("?sig={SIGNATURE}"), "request": request}], "variable": [{"key": "sig", "value": SIGNATURE}]})),
            )
        }
        "script" => {
            let headers: String =
                parts.headers.iter().map(|(name, value)| format!("  '{name}' = '{value}'\n")).collect();
            let (url, body) = (&parts.url, &parts.body);
            (
                "a.ps1",
                format!(
                    "# Bearer {TOKEN}\n$clientSecret = '{CLIENT}'\n$headers = @{{\n{headers}}}\n$body = @'\n{body}\n'@\nInvoke-RestMethod -Method POST -Uri '{url}' -Headers $headers -Body $body\n"
                ),
            )
        }
        "yaml" => {
            let headers: String = parts.headers.iter().map(|(name, value)| format!(" -H '{name}: {value}'")).collect();
            let (url, body) = (&parts.url, parts.body.replace('\n', "\n          "));
            (
                "a.yml",
                format!(
                    "# Bearer {TOKEN}\nenv:\n  CLIENT_SECRET: {CLIENT}\njobs:\n  a:\n    steps:\n      - run: |\n          curl -X POST '{url}'{headers} -d '{body}'\n"
                ),
            )
        }
        "notebook" => {
            let headers: String =
                parts.headers.iter().map(|(name, value)| format!("    \"{name}\": \"{value}\",\n")).collect();
            let (url, body) = (&parts.url, &parts.body);
            let code = format!(
                "# Bearer {TOKEN}\nclient_secret = \"{CLIENT}\"\nheaders = {{\n{headers}}}\nbody = '''\n{body}\n'''\nrequests.post('{url}', headers=headers, data=body)\n"
            );
            let lines: Vec<&str> = code.split_inclusive('\n').collect();
            let cell = serde_json::json!({"cell_type": "code", "metadata": {}, "source": lines});
            ("a.ipynb", pretty(serde_json::json!({"cells": [cell], "nbformat": 4})))
        }
        "batch" => ("a.json", pretty(serde_json::json!({"requests": [object(parts), object(parts)]}))),
        "envelope" => ("a.json", pretty(object(parts))),
        "answer" => (
            "a.json",
            format!(
                "{{\"error\": {{\"code\": \"a\",\n\"message\" \"Bearer {TOKEN}\"\n\"access_token\": \"{ACCESS}\",\n\"url\" \"?sig={SIGNATURE}\"\n\"Cookie\": \"{COOKIE}\",}}}}"
            ),
        ),
        "json-body" => (
            "a.json",
            format!(
                "{{\n\"access_token\": \"{ACCESS}\",\n\"parameters\" [{{\"ruleId\": \"Bearer {TOKEN}\",\n\"url\": \"?sig={SIGNATURE}\",\n\"Cookie\": \"{COOKIE}\"}}]}}"
            ),
        ),
        other => panic!("there is no file of the format {other} here"),
    }
}

fn checked(input: &str, broken: bool) -> Checked {
    let (name, text) = file(input, &parts(broken));
    let source = Source::new(name, text).expect("small");
    assert_eq!(inputs::claiming(&source).expect("a named source").name, input);
    check(source, &Config::new(&rules::infos(), [], []).expect("everything is on"))
}

#[test]
fn no_secret_shows_in_any_report() {
    let mut leaks = Vec::new();
    for input in inputs::INPUTS {
        for broken in [false, true] {
            let report = Report { checked: vec![checked(input.name, broken)], ..Report::default() };
            assert!(report.findings().count() >= 3, "{}: there is too little to report", input.name);
            let mut hidden = 0;
            for format in FORMATS {
                for width in [60, 120, 100_000] {
                    let mut raw = Vec::new();
                    let style = Style { width, ..Style::PLAIN };
                    format.write(&report, &mut raw, style).expect("memory can be written to");
                    let raw = String::from_utf8(raw).expect("a report is UTF-8");
                    hidden += raw.matches('•').count();
                    leaks.extend(parts_of(&raw).map(|part| format!("{} as {}: {part}", input.name, format.name)));
                }
            }
            // Otherwise no finding is near enough to a secret for the test to mean anything.
            assert!(hidden > 100, "{}: there was nothing to hide", input.name);
        }
    }
    leaks.sort();
    leaks.dedup();
    assert!(leaks.is_empty(), "{} leaks:\n{}", leaks.len(), leaks.join("\n"));
}

/// Nor in anything else that the program prints or writes down about a file.
#[test]
#[cfg(feature = "cli")]
fn no_secret_shows_in_what_else_the_program_writes() {
    use msgraph_lint::cli::{self, Environment, Streams};
    use std::{fs, io};

    let room = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder can be made");
    let folder = room.path().join("secrets");
    let environment = Environment { folder: folder.clone(), ..Environment::default() };
    let options: [&[&str]; 9] = [
        &["--diff", "--unsafe-fixes"],
        &["--diff"],
        &["--show-files"],
        &["--statistics"],
        &["--write-baseline", "known.json"],
        &["--baseline", "known.json", "--format", "sarif"],
        &["--fix", "--format", "json"],
        &["--fix", "--unsafe-fixes"],
        &["--add-ignores"],
    ];
    let mut leaks = Vec::new();
    for input in inputs::INPUTS {
        for options in options {
            let _ = fs::remove_dir_all(&folder);
            fs::create_dir_all(&folder).expect("a folder can be made");
            let (name, text) = file(input.name, &parts(true));
            fs::write(folder.join(name), text).expect("a file can be written");
            if options[0] == "--baseline" {
                // One that is stale in all.
                let entry = format!(
                    "{{\"path\":\"{name}\",\"rule\":\"comment\",\"request\":\"?sig={SIGNATURE}\",\"fingerprint\":\"{0}\",\"around\":\"{0}\"}}",
                    "0".repeat(32)
                );
                let known = format!("{{\"version\": 1, \"findings\": [{entry}]}}");
                fs::write(folder.join("known.json"), known).expect("a file can be written");
            }
            let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
            let mut streams = Streams { stdin: &mut io::empty(), stdout: &mut stdout, stderr: &mut stderr };
            let mut arguments = vec!["msgraph-lint", "validate", name];
            arguments.extend(options);
            cli::run(arguments.iter().map(Into::into), &mut streams, &environment);
            let known = fs::read(folder.join("known.json")).unwrap_or_default();
            let known = if options[0] == "--write-baseline" { known } else { Vec::new() };
            for (what, bytes) in [("stdout", &stdout), ("stderr", &stderr), ("baseline", &known)] {
                let text = String::from_utf8_lossy(bytes);
                leaks.extend(parts_of(&text).map(|part| format!("{} with {options:?}, {what}: {part}", input.name)));
            }
            assert!(!stdout.is_empty() || !stderr.is_empty(), "{} with {options:?}: nothing is reported", input.name);
        }
    }
    assert!(leaks.is_empty(), "{} leaks:\n{}", leaks.len(), leaks.join("\n"));
}

/// The lines of `written` that show a part of a secret.
fn parts_of(raw: &str) -> impl Iterator<Item = &str> {
    const PART: usize = 8;
    raw.lines().filter(|line| {
        SECRETS.iter().any(|secret| (0..=secret.len() - PART).any(|at| line.contains(&secret[at..at + PART])))
    })
}

/// `raw` without runs of 32 hex digits, which may be like a few digits of a secret by chance.
fn without_fingerprints(raw: &str) -> String {
    let words = raw.split_inclusive(|it: char| !it.is_ascii_hexdigit());
    words.filter(|word| word.trim_end_matches(|it: char| !it.is_ascii_hexdigit()).len() != 32).collect()
}

/// Of the secrets in one container: how many are planted, how many findings their texts have, and how many secrets each format
/// shows.
#[derive(Clone, Default)]
struct Row {
    planted: usize,
    findings: usize,
    shown: Vec<usize>,
}

/// Secrets planted in broken texts of every form: none is shown.
/// `SECRETS=50000 cargo test --test suite -- --nocapture no_planted_secret_shows` plants more, and prints a table.
#[test]
fn no_planted_secret_shows() {
    let count = std::env::var("SECRETS").ok().and_then(|count| count.parse().ok()).unwrap_or(1200);
    let config = Config::new(&rules::infos(), [], []).expect("everything is on");
    let mut table: BTreeMap<&str, Row> = BTreeMap::new();
    let mut leaks = Vec::new();
    for number in 0..count {
        let planted = planted::planted(number);
        let source = Source::new(planted.file, planted.text.as_str()).expect("small");
        let report = Report { checked: vec![check(source, &config)], ..Report::default() };
        let row = table.entry(planted.container).or_default();
        row.planted += 1;
        row.findings += report.findings().count();
        row.shown.resize(FORMATS.len(), 0);
        for (format, count) in FORMATS.iter().zip(&mut row.shown) {
            let mut raw = Vec::new();
            format.write(&report, &mut raw, Style { width: 100, ..Style::PLAIN }).expect("memory can be written to");
            let raw = without_fingerprints(&String::from_utf8(raw).expect("a report is UTF-8"));
            // What SARIF says of the program may be like a few letters of a secret by chance.
            let raw: String =
                raw.split_inclusive('\n').filter(|line| !line.trim_start().starts_with("\"tool\":")).collect();
            if let Some(line) = shown(&raw, &planted.secret) {
                *count += 1;
                leaks.push(format!(
                    "{number} {}, {}: {} {}\n    {line}\n  {}",
                    planted.container, planted.mistake, format.name, planted.secret, planted.text
                ));
            }
        }
    }
    #[cfg(feature = "cli")]
    leaks.extend((0..count).step_by(3).filter_map(|number| shown_by_the_program(&planted::planted(number))));
    print_table(&table);
    let findings: usize = table.values().map(|row| row.findings).sum();
    assert!(findings > 3 * table.values().map(|row| row.planted).sum::<usize>(), "what is not reported proves nothing");
    assert!(leaks.is_empty(), "{} of {count} shown:\n{}", leaks.len(), leaks.join("\n"));
}

/// A line for each container: secrets planted, findings, and secrets that each format shows.
fn print_table(table: &BTreeMap<&str, Row>) {
    let formats = || FORMATS.iter().map(|format| format.name);
    let width = |name: &str| name.len().max(5) + 1;
    let head: String = formats().map(|name| format!("{name:>0$}", width(name))).collect();
    println!("{:16}{:>8}{:>10}{head}", "container", "planted", "findings");
    for (container, Row { planted, findings, shown }) in table {
        let shown: String = formats().zip(shown).map(|(name, count)| format!("{count:>0$}", width(name))).collect();
        println!("{container:16}{planted:8}{findings:10}{shown}");
    }
}

/// What the program shows of a secret in a diff, a baseline, or beside the fixed text of standard input.
#[cfg(feature = "cli")]
fn shown_by_the_program(planted: &planted::Planted) -> Option<String> {
    use msgraph_lint::cli::{self, Environment, Streams};

    // No other test has this folder.
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("planted-secrets");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    std::fs::write(folder.join(planted.file), &planted.text).expect("a file can be written");
    let environment = Environment { folder: folder.clone(), ..Environment::default() };
    let runs: [&[&str]; 3] = [
        &["--diff", "--unsafe-fixes", planted.file],
        &["--write-baseline", "known.json", planted.file],
        &["--fix", "--unsafe-fixes", "--stdin-filename", planted.file, "-"],
    ];
    for options in runs {
        let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
        let mut stdin = planted.text.as_bytes();
        let mut streams = Streams { stdin: &mut stdin, stdout: &mut stdout, stderr: &mut stderr };
        let arguments = ["msgraph-lint", "validate"].iter().chain(options);
        cli::run(arguments.map(Into::into), &mut streams, &environment);
        if options[0] == "--fix" {
            // This is the text itself.
            stdout.clear();
        }
        let known = std::fs::read(folder.join("known.json")).unwrap_or_default();
        for bytes in [&stdout, &stderr, &known] {
            let text = String::from_utf8_lossy(bytes);
            if let Some(line) = shown(&text, &planted.secret) {
                let planted::Planted { mistake, text, .. } = planted;
                return Some(format!("{options:?}, {mistake}: {line}\n  {text}"));
            }
        }
    }
    None
}

/// The line of `raw` that shows a part of a secret that says something.
fn shown<'r>(raw: &'r str, secret: &str) -> Option<&'r str> {
    // Numbers in hexadecimal are everywhere.
    let part = if secret.bytes().all(|byte| byte.is_ascii_hexdigit()) { 9 } else { 5 };
    let parts: Vec<&str> = (0..=secret.len() - part).filter_map(|at| secret.get(at..at + part)).collect();
    raw.lines().find(|line| parts.iter().any(|part| line.contains(part)))
}
