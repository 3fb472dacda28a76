//! What a script really sends: made-up shell scripts are run by bash, with clients that write down what they were given, and
//! that is held against what is read of them.
//!
//! `SCRIPTS=4000 cargo test --test suite differential::` makes more of them.
#![cfg(unix)]

mod generator;
mod mistakes;
mod recorded;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use self::generator::Script;
use self::recorded::Sent;
use crate::support::folder::{Folder, empty_folder};
use crate::support::payloads::payloads;
use msgraph_lint::check::check;
use msgraph_lint::config::Config;
use msgraph_lint::finding::{Safety, Severity};
use msgraph_lint::json::{Kind, Node};
use msgraph_lint::languages::Language;
use msgraph_lint::report::Checked;
use msgraph_lint::source::Source;
use msgraph_lint::text::Span;
use msgraph_lint::{fix, operations, request, rules, script};

/// A client that writes down its arguments and what is piped in, each after the other.
const STUB: &str = r#"#!/bin/bash
{ printf '%s\0' "${0##*/}" "$@"; } > "$OUT.args"
cat > "$OUT.stdin"
"#;

/// Runs every script of a folder, and checks that bash can read it.
const RUNNER: &str = r#"cd "$1" || exit 1
PATH="$1/bin:$PATH"
for script in *.sh; do
  export OUT="$1/${script%.sh}"
  bash -n "$script" 2> /dev/null || echo x > "$OUT.broken"
  bash "$script" < /dev/null > /dev/null 2>&1
done"#;

fn has(program: &str) -> bool {
    let run = Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    run.is_ok_and(|status| status.success())
}

/// How many scripts are made, or `None` if there is no bash.
fn count() -> Option<usize> {
    if !has("bash") {
        println!("skipped: there is no bash");
        return None;
    }
    Some(std::env::var("SCRIPTS").ok().and_then(|count| count.parse().ok()).unwrap_or(240))
}

/// Runs scripts, and gives what each of them sent, or `None` of one that bash does not take.
fn run(scripts: &[Script]) -> (Folder, Vec<Option<Sent>>) {
    let folder = empty_folder("scripts");
    let bin = folder.join("bin");
    fs::create_dir(&bin).expect("a folder can be made");
    for client in ["curl", "az", "http", "wget", "xh"] {
        let path = bin.join(client);
        fs::write(&path, STUB).expect("a file can be written");
        fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("it can be run");
    }
    for (number, script) in scripts.iter().enumerate() {
        fs::write(folder.join(format!("{number:05}.sh")), &script.text).expect("a file can be written");
        if let Some(file) = &script.file {
            fs::write(folder.join(format!("body-{number:05}.json")), file).expect("a file can be written");
        }
    }
    let status = Command::new("bash").args(["-c", RUNNER, "run"]).arg(&*folder).status().expect("bash runs");
    assert!(status.success());
    let sent = (0..scripts.len()).map(|number| sent(&folder, number)).collect();
    (folder, sent)
}

fn sent(folder: &Path, number: usize) -> Option<Sent> {
    let path = |extension: &str| folder.join(format!("{number:05}.{extension}"));
    if path("broken").exists() {
        return None;
    }
    let arguments = String::from_utf8(fs::read(path("args")).ok()?).ok()?;
    let arguments: Vec<&str> = arguments.trim_end_matches('\0').split('\0').collect();
    let stdin = fs::read_to_string(path("stdin")).ok()?;
    recorded::sent(&arguments, &stdin, folder)
}

/// What is read of a script.
fn read(script: &Script) -> Option<Sent> {
    let language = Language::of_file("a.sh", &script.text)?;
    let span = Span::whole(&script.text);
    let requests = script::requests(&script.text, span, language, operations::clients(), false);
    let [raw] = requests.found.as_slice() else { return None };
    let text = raw.mapped.text();
    let request = request::Request::read(raw);
    let body = match (&request.body, &raw.notes.body_file) {
        (Some(body), _) => Some(value(body.document.tree.root()?)?),
        // A file is read by somebody else.
        (None, Some(_)) => serde_json::from_str(script.file.as_deref()?).ok(),
        (None, None) => None,
    };
    let url = match raw.message.start? {
        msgraph_lint::http::StartLine::Request { url, .. } => url.of(text).to_owned(),
        msgraph_lint::http::StartLine::Status { .. } => return None,
    };
    let headers = raw
        .message
        .headers
        .iter()
        .map(|header| (header.name.of(text).to_ascii_lowercase(), header.value.of(text).to_owned()));
    Some(Sent { method: request.method()?.of(text).to_ascii_uppercase(), url, headers: headers.collect(), body })
}

/// The value that a node stands for, or `None` if it is not wholly known.
fn value(node: Node<'_>) -> Option<serde_json::Value> {
    Some(match node.kind() {
        Kind::Object => {
            let members = node.members().map(|member| Some((member.key.string()?.into_owned(), value(member.value)?)));
            serde_json::Value::Object(members.collect::<Option<_>>()?)
        }
        Kind::Array => node.elements().map(value).collect::<Option<_>>()?,
        Kind::String => node.string()?.into_owned().into(),
        _ => serde_json::from_str(node.words()).ok()?,
    })
}

fn everything() -> Config {
    Config::new(&rules::infos(), [], []).expect("no word, no unknown word")
}

fn checked(text: &str) -> Checked {
    check(Source::new("a.sh", text).expect("small"), &everything())
}

#[test]
fn what_is_read_is_what_bash_sends() {
    let Some(count) = count() else { return };
    let scripts: Vec<Script> = payloads(41, count)
        .iter()
        .enumerate()
        .map(|(number, body)| generator::script(number, body, has("jq"), None))
        .collect();
    let (_folder, sent) = run(&scripts);
    let (mut differ, mut ran) = (Vec::new(), 0);
    for (script, sent) in scripts.iter().zip(&sent) {
        let Some(sent) = sent else {
            differ.push(format!("bash does not run\n{}", script.text));
            continue;
        };
        ran += 1;
        match read(script) {
            Some(read) if read == *sent => {}
            read => differ.push(format!("{}\nsends {sent:?}\nand not {read:?}", script.text)),
        }
        // What is said of the body alone is not a false alarm.
        let bare = Source::new("a.json", script.body.to_string()).expect("small");
        let bare: Vec<&str> = check(bare, &everything()).findings.iter().map(|finding| finding.rule.id).collect();
        let wrong: Vec<_> = checked(&script.text)
            .findings
            .iter()
            .filter(|finding| finding.rule.severity > Severity::Info && !bare.contains(&finding.rule.id))
            .map(|finding| format!("{}: {}", finding.rule.id, finding.message))
            .collect();
        if !wrong.is_empty() {
            differ.push(format!("{}\nfalse alarms: {wrong:?}", script.text));
        }
    }
    println!("{ran} of {count} scripts were run");
    assert!(
        differ.is_empty(),
        "{} of {count} differ; the first:\n{}",
        differ.len(),
        differ.first().map_or("", |it| it)
    );
}

#[test]
fn one_mistake_is_found_and_its_fix_leaves_a_script() {
    let Some(count) = count() else { return };
    let mut made = Vec::new();
    for (number, body) in payloads(43, count).iter().enumerate() {
        for mistake in mistakes::ALL.iter().cycle().skip(number).take(2) {
            let script = generator::script(number * 7 + made.len(), body, has("jq"), Some(mistake));
            if script.wanted.is_some() {
                made.push(script);
            }
        }
    }
    let (mut fixed, mut missed) = (Vec::new(), Vec::new());
    let mut by_rule: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for script in &made {
        let wanted = script.wanted.as_ref().expect("there is a mistake");
        let start = checked(&script.text);
        let found = start.findings.iter().any(|finding| wanted.rules.contains(&finding.rule.id));
        let tally = by_rule.entry(wanted.rules.first().expect("a rule")).or_default();
        tally.0 += 1;
        tally.1 += usize::from(found);
        if !found {
            let found: Vec<_> = start.findings.iter().map(|finding| finding.rule.id).collect();
            missed.push(format!("{:?}, and not {found:?}, in\n{}", wanted.rules, script.text));
        }
        let after = fix::fix(start, Safety::Safe, &|source| check(source, &everything())).after;
        if let Some(after) = after {
            let text = after.source.text().to_owned();
            fixed.push(Script { text, file: script.file.clone(), wanted: None, body: script.body.clone() });
        }
    }
    println!("found of made, by rule: {by_rule:?}");
    let share = 1.0 - missed.len() as f64 / made.len() as f64;
    assert!(share >= 0.97, "{:.1} % are found; {}", share * 100.0, missed.first().map_or("", |it| it));
    let (_folder, sent) = run(&fixed);
    let mut wrong = Vec::new();
    for (script, sent) in fixed.iter().zip(&sent) {
        match sent {
            None => wrong.push(format!("bash does not take\n{}", script.text)),
            Some(sent) if sent.body.as_ref() != Some(&script.body) => {
                wrong.push(format!("{:?} is sent by\n{}", sent.body, script.text));
            }
            Some(_) => {}
        }
    }
    println!("{} of {} were fixed", fixed.len(), made.len());
    assert!(fixed.len() * 3 > made.len(), "only {} of {} were fixed", fixed.len(), made.len());
    assert!(
        wrong.is_empty(),
        "{} of {} fixes went wrong; {}",
        wrong.len(),
        fixed.len(),
        wrong.first().map_or("", |it| it)
    );
}
