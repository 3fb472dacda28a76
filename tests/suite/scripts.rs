//! Scripts: a body gives the same findings as a literal of a language as it does in JSON, at the same words, and what mends
//! the one mends the other.

mod interpreters;
mod javascript;
mod mutated;
mod powershell;
mod python;
mod shell;
mod terraform;

use std::collections::BTreeSet;

use crate::support::files::{files_below, shown};
use crate::support::findings::invariants;
use msgraph_lint::check::check;
use msgraph_lint::config::Config;
use msgraph_lint::finding::{Finding, Group, Safety};
use msgraph_lint::json::{Kind, Node};
use msgraph_lint::languages::Language;
use msgraph_lint::report::Checked;
use msgraph_lint::source::Source;
use msgraph_lint::text::Span;
use msgraph_lint::{fix, inputs, operations, request, rules, script};

/// The address of the operation, with made-up ids.
const URL: &str = "https://graph.microsoft.com/v1.0/servicePrincipals/60443998-8cf7-4e61-b05c-a53b658cb5e1/synchronization/jobs/BoxOutDelta.3a5d9bca4c7b4ea3b7e0f6d9e63b4be1.46f9f4ac-1d2e-4f3a-8b5c-6d7e8f901a2b/provisionOnDemand";

/// A way of writing a body in a script.
struct Form {
    /// The name of the file.
    file: &'static str,
    /// The script that sends a body.
    write: fn(&serde_json::Value) -> String,
    /// A word of JSON out of a place in such a script.
    word: fn(&str) -> String,
}

const FORMS: [Form; 15] = [
    Form { file: "a.ps1", write: powershell::hashtable, word: powershell::word },
    Form { file: "b.ps1", write: powershell::converted, word: powershell::word },
    Form { file: "c.ps1", write: powershell::splatted, word: powershell::word },
    Form { file: "a.sh", write: shell::single, word: shell::word },
    Form { file: "b.sh", write: shell::double, word: shell::word },
    Form { file: "c.sh", write: shell::heredoc, word: shell::word },
    Form { file: "d.sh", write: shell::jq, word: shell::word },
    Form { file: "d.py", write: python::dict, word: python::word },
    Form { file: "e.py", write: python::dumped, word: python::word },
    Form { file: "f.py", write: python::kept, word: python::word },
    Form { file: "g.js", write: javascript::fetched, word: powershell::word },
    Form { file: "h.ts", write: javascript::posted, word: powershell::word },
    Form { file: "i.mjs", write: javascript::chained, word: powershell::word },
    Form { file: "j.tf", write: terraform::value, word: powershell::word },
    Form { file: "k.tf", write: terraform::encoded, word: powershell::word },
];

fn everything() -> Config {
    Config::new(&rules::infos(), [], []).expect("no word, no unknown word")
}

/// The findings about the body, but for those that know the URL, which a bare body has not.
fn of_body(checked: &Checked) -> Vec<&Finding> {
    let about = |finding: &&Finding| {
        matches!(finding.rule.group, Group::Structure | Group::Value)
            && !matches!(finding.rule.id, "direction-mismatch" | "job-id-as-rule-id")
    };
    checked.findings.iter().filter(about).collect()
}

/// The value that a document's node stands for.
fn value(node: Node<'_>) -> serde_json::Value {
    match node.kind() {
        Kind::Object => {
            let members =
                node.members().map(|member| (member.key.string().expect("a key").into_owned(), value(member.value)));
            serde_json::Value::Object(members.collect())
        }
        Kind::Array => node.elements().map(value).collect(),
        Kind::String => node.string().expect("a string").into(),
        _ => serde_json::from_str(node.words()).expect("the rest is JSON as it stands"),
    }
}

/// The body that a script sends.
fn sent(file: &str, text: &str) -> serde_json::Value {
    let language = Language::of_file(file, text).expect("a script");
    let requests = script::requests(text, Span::whole(text), language, operations::clients(), false);
    let raw = requests.found.first().expect("a call");
    let request = request::Request::read(raw);
    let body = request.body.as_ref().unwrap_or_else(|| panic!("there is no body:\n{text}"));
    value(body.document.tree.root().expect("a value"))
}

/// The bodies of the fixtures that are JSON and nothing else, and can be written in any language.
fn bodies() -> Vec<(String, String, serde_json::Value)> {
    let mut found = Vec::new();
    for path in files_below("fixtures/rules") {
        let name = shown(&path);
        let file = name.rsplit('/').next().unwrap_or_default();
        let is_meant = file.ends_with(".json") && !file.contains(".fixed.") && !name.contains("/syntax/");
        let Some(text) = std::fs::read_to_string(&path).ok().filter(|text| is_meant && text.len() < 8 * 1024) else {
            continue;
        };
        let Ok(value) = serde_json::from_str::<serde_json::Value>(&text) else { continue };
        // A hashtable cannot hold two keys that differ in case only.
        let is_body = inputs::claiming(&Source::new("a.json", text.as_str()).expect("small"))
            .is_some_and(|it| it.name == "json-body");
        if is_body
            && value.is_object()
            && serde_json::to_string(&value).is_ok_and(|it| it.len() > 2)
            && !has_twins(&value)
            && !has_list_in_list(&value)
        {
            found.push((name, serde_json::to_string_pretty(&value).expect("JSON"), value));
        }
    }
    assert!(found.len() > 40, "the fixtures were not found");
    found
}

/// Whether an object has keys that differ in nothing but their case.
fn has_twins(value: &serde_json::Value) -> bool {
    match value {
        serde_json::Value::Object(members) => {
            let names: BTreeSet<String> = members.keys().map(|key| key.to_lowercase()).collect();
            names.len() < members.len() || members.values().any(has_twins)
        }
        serde_json::Value::Array(elements) => elements.iter().any(has_twins),
        _ => false,
    }
}

/// Whether a list is in a list: PowerShell makes one list of both.
fn has_list_in_list(value: &serde_json::Value) -> bool {
    match value {
        serde_json::Value::Object(members) => members.values().any(has_list_in_list),
        serde_json::Value::Array(elements) => elements.iter().any(|it| it.is_array() || has_list_in_list(it)),
        _ => false,
    }
}

/// What is read of the calls of a script.
fn shown_requests(name: &str, text: &str) -> String {
    let language = Language::of_file(name, text).expect("a script");
    let requests = script::requests(text, Span::whole(text), language, operations::clients(), false);
    let line = |at: u32| text[..at as usize].matches('\n').count() + 1;
    let mut shown: Vec<String> = Vec::new();
    for raw in &requests.found {
        let holes = raw.notes.script.as_ref().map(|script| script.holes.unknown.len()).unwrap_or_default();
        let mut message = raw.mapped.text().to_owned();
        // What only rules look at is after the message.
        if let Some(note) = raw.notes.script.as_ref().and_then(|script| script.notes.first()) {
            message.truncate(note.span.start as usize);
        }
        let file = raw.notes.body_file.as_ref().map(|file| format!("\nbody: {}", file.path.text)).unwrap_or_default();
        shown.push(format!("{}{file}\n({holes} holes)\n", message.trim_end()));
    }
    shown.extend(
        requests.unread.iter().map(|call| format!("line {}: {} is not known\n", line(call.span.start), call.what)),
    );
    shown.join("\n")
}

/// A script of `fixtures/scripts` shows a way of writing; beside it lies what is read of it.
#[test]
fn scripts_are_read_as_expected() {
    let mut read = 0;
    for path in files_below("fixtures/scripts") {
        let name = shown(&path);
        if name.ends_with(".requests.txt") {
            continue;
        }
        read += 1;
        let text = std::fs::read_to_string(&path).expect("a fixture can be read");
        let expected = path.with_extension("requests.txt");
        let actual = shown_requests(&name, &text);
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            std::fs::write(&expected, &actual).expect("a fixture can be written");
        }
        let expected = std::fs::read_to_string(&expected).unwrap_or_default();
        assert_eq!(actual, expected, "{name}; UPDATE_EXPECT=1 writes it anew");
    }
    assert!(read > 0, "the scripts were not found");
}

#[test]
fn a_body_is_sent_as_it_is_written() {
    for (name, _, value) in bodies() {
        for form in FORMS {
            let text = (form.write)(&value);
            assert_eq!(sent(form.file, &text), value, "{name} as\n{text}");
        }
    }
}

#[test]
fn a_literal_gives_the_findings_of_its_json() {
    let mut failures = Vec::new();
    for (name, json, value) in bodies() {
        let bare = check(Source::new("a.json", json.as_str()).expect("small"), &everything());
        for form in FORMS {
            let text = (form.write)(&value);
            let checked = check(Source::new(form.file, text.as_str()).expect("small"), &everything());
            if let Err(error) = invariants(&checked) {
                failures.push(format!("{name} in {}: {error}", form.file));
            }
            let words = |finding: &Finding, text: &str| (form.word)(finding.span.of(text));
            let mut wanted: Vec<_> =
                of_body(&bare).into_iter().map(|finding| (finding.rule.id, words(finding, &json))).collect();
            let mut found: Vec<_> =
                of_body(&checked).into_iter().map(|finding| (finding.rule.id, words(finding, &text))).collect();
            wanted.sort();
            found.sort();
            if wanted != found {
                failures.push(format!("{name} in {}:\n  {found:?}\nand not\n  {wanted:?}\n{text}", form.file));
            }
        }
    }
    assert!(failures.is_empty(), "{} differ:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn what_mends_the_json_mends_the_literal() {
    let (mut failures, mut mended) = (Vec::new(), 0);
    let config = everything();
    let fixed = |name: &str, text: &str| {
        let start = check(Source::new(name, text).expect("small"), &config);
        let after = fix::fix(start, Safety::Safe, &|source| check(source, &config)).after;
        after.map_or(text.to_owned(), |after| after.source.text().to_owned())
    };
    for (name, json, value) in bodies() {
        let wanted: serde_json::Value = serde_json::from_str(&fixed("a.json", &json)).expect("fixed JSON is JSON");
        for form in FORMS {
            let text = (form.write)(&value);
            let after = fixed(form.file, &text);
            mended += usize::from(after != text);
            let sent = sent(form.file, &after);
            // What cannot be written there is left as it is.
            if sent != wanted && sent != value {
                failures.push(format!("{name} in {}: {sent}\nand not {wanted}\n{after}", form.file));
            }
        }
    }
    assert!(failures.is_empty(), "{} differ:\n{}", failures.len(), failures.join("\n"));
    assert!(mended > 20, "only {mended} were mended");
}

/// Functions that pass on to each other, each several times, make more requests than anybody can count. What is beside
/// them is read all the same.
#[test]
fn functions_that_pass_on_to_each_other_come_to_an_end() {
    let python = |name: &str, inner: &str| format!("def {name}(path, body):\n{}", format!("    {inner}\n").repeat(6));
    let typescript = |name: &str, inner: &str| {
        format!("async function {name}(path: string, body: any) {{\n{}}}\n", format!("  await {inner};\n").repeat(6))
    };
    let sends = "requests.post(\"https://graph.microsoft.com/v1.0\" + path, json=body)";
    let fetches = "fetch(`https://graph.microsoft.com/v1.0${path}`, { method: \"POST\", body: JSON.stringify(body) })";
    let chain = |function: &dyn Fn(&str, &str) -> String, client: &str| {
        let functions = [("a", client), ("b", "a(path, body)"), ("c", "b(path, body)"), ("d", "c(path, body)")];
        let around = function("x", "y(path, body)") + &function("y", "x(path, body)");
        let all: String = functions.iter().map(|(name, inner)| function(name, inner)).collect();
        all + &around + &"d(\"/groups\", {\"displayName\": \"a\"})\nx(\"/groups\", {})\n".repeat(500)
    };
    for (file, text) in [
        ("a.py", chain(&python, sends) + "requests.get(\"https://graph.microsoft.com/v1.0/me\")\n"),
        ("a.ts", chain(&typescript, fetches) + "fetch(\"https://graph.microsoft.com/v1.0/me\")\n"),
    ] {
        let language = Language::of_file(file, &text).expect("a script");
        let requests = script::requests(&text, Span::whole(&text), language, operations::clients(), false);
        let is_last =
            |raw: &request::RawRequest<'_>| raw.mapped.text().starts_with("GET https://graph.microsoft.com/v1.0/me");
        assert!(requests.found.iter().any(is_last), "{file}");
        assert!(requests.found.len() < 2_000, "{file}: {}", requests.found.len());
    }
}

/// A value that holds the one before it twice has more parts than anybody can count; it is looked at once.
#[test]
fn values_that_double_each_other_come_to_an_end() {
    type Doubled = (&'static str, &'static str, fn(usize) -> String, &'static str);
    let scripts: [Doubled; 4] = [
        (
            "a.ps1",
            "$a0 = @{}\n",
            |at| format!("$a{} = @{{ x = $a{at}; y = $a{at} }}\n", at + 1),
            "Invoke-MgGraphRequest -Method POST -Uri /v1.0/groups -Body ($a99 | ConvertTo-Json -Depth 9)\n",
        ),
        (
            "a.py",
            "import requests\na0 = {}\n",
            |at| format!("a{} = {{\"x\": a{at}, \"y\": a{at}}}\n", at + 1),
            "requests.post(\"https://graph.microsoft.com/v1.0/groups\", json=a99)\n",
        ),
        (
            "a.ts",
            "const a0 = {};\n",
            |at| format!("const a{} = {{ x: a{at}, y: a{at} }};\n", at + 1),
            "fetch(\"https://graph.microsoft.com/v1.0/groups\", { method: \"POST\", body: JSON.stringify(a99) });\n",
        ),
        (
            "a.tf",
            "locals {\n  a0 = {}\n",
            |at| format!("  a{} = {{ x = local.a{at}, y = local.a{at} }}\n", at + 1),
            "}\nresource \"msgraph_resource\" \"a\" {\n  url  = \"groups\"\n  body = local.a99\n}\n",
        ),
    ];
    for (file, first, next, call) in scripts {
        let text: String = [first.to_owned()].into_iter().chain((0..99).map(next)).chain([call.to_owned()]).collect();
        let checked = check(Source::new(file, text).expect("small"), &everything());
        assert_eq!(checked.requests, 1, "{file}");
    }
}
