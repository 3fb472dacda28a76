//! Programs that send requests, made up from bodies in the ways that people write them: what is read of each is what the real
//! interpreter sends when it runs it, with clients that say what they are given and send nothing.
//!
//! `SCRIPTS=2000 cargo test --test suite interpreters::` makes more of them. Where an interpreter is missing, a line says so.

mod javascript;
mod python;

use std::process::Command;

use serde_json::Value;

use super::{bodies, everything, of_body};
use crate::support::dice::Dice;
use crate::support::findings::invariants;
use crate::support::folder::empty_folder;
use crate::support::payloads::{other_bodies, payloads};
use msgraph_lint::check::check;
use msgraph_lint::finding::Safety;
use msgraph_lint::json::{Kind, Node};
use msgraph_lint::languages::Language;
use msgraph_lint::request::Request;
use msgraph_lint::source::Source;
use msgraph_lint::text::Span;
use msgraph_lint::{fix, operations, script};

/// A program, as it is read and as it is run.
pub(super) struct Program {
    /// The name of the file.
    pub(super) file: &'static str,
    /// What is read.
    pub(super) text: String,
    /// What is run: without types.
    pub(super) run: String,
}

/// A language whose interpreter can be asked.
struct Interpreter {
    command: &'static str,
    driver: &'static str,
    extension: &'static str,
    /// A program that sends a body, to a path of Graph.
    write: fn(&mut Dice, &Value, &str) -> Program,
}

const INTERPRETERS: [Interpreter; 2] = [
    Interpreter {
        command: "python3",
        driver: include_str!("interpreters/driver.py"),
        extension: "py",
        write: python::program,
    },
    Interpreter {
        command: "node",
        driver: include_str!("interpreters/driver.js"),
        extension: "js",
        write: javascript::program,
    },
];

/// How many programs are made up in each language.
pub(super) fn count() -> usize {
    std::env::var("SCRIPTS").ok().and_then(|count| count.parse().ok()).unwrap_or(300)
}

/// Whether a program can be started. Where it cannot, nothing is tested, and that is reported.
fn is_there(command: &str) -> bool {
    let there = Command::new(command).arg("--version").output().is_ok_and(|output| output.status.success());
    if !there {
        println!("`{command}` is not there: what it would send was not compared");
    }
    there
}

/// What the interpreter says that each of the programs sends: method, URL, headers, body.
fn sent(interpreter: &Interpreter, programs: &[String], mode: &str) -> Vec<Value> {
    let folder = empty_folder("programs");
    let driver = folder.join(format!("driver.{}", interpreter.extension));
    let list = folder.join("programs.json");
    std::fs::write(&driver, interpreter.driver).expect("a file can be written");
    std::fs::write(&list, serde_json::to_string(programs).expect("JSON")).expect("a file can be written");
    let output = Command::new(interpreter.command)
        .args([driver, list, mode.into()])
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("PYTHONIOENCODING", "utf-8")
        .output()
        .expect("the interpreter runs");
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{errors}");
    let answers: Vec<Value> = serde_json::from_slice(&output.stdout).expect("the driver writes JSON");
    assert_eq!(answers.len(), programs.len(), "{errors}");
    answers
}

/// The errors of the interpreter of files with `extension` where it reads these scripts without running them, or `None` if it is
/// not there.
pub(super) fn errors(extension: &str, scripts: &[String]) -> Option<Vec<Option<String>>> {
    if let Some(interpreter) = INTERPRETERS.iter().find(|interpreter| interpreter.extension == extension) {
        let answers = is_there(interpreter.command).then(|| sent(interpreter, scripts, "parse"))?;
        return Some(answers.iter().map(|answer| answer["error"].as_str().map(str::to_owned)).collect());
    }
    let folder = empty_folder("scripts");
    let file = folder.join("a.sh");
    is_there("bash").then(|| {
        let error = |script: &String| {
            std::fs::write(&file, script).expect("a file can be written");
            let output = Command::new("bash").arg("-n").arg(&file).output().expect("the shell runs");
            (!output.status.success()).then(|| String::from_utf8_lossy(&output.stderr).into_owned())
        };
        scripts.iter().map(error).collect()
    })
}

/// The bodies that are sent, each with the path that it is sent to.
fn requests(count: usize) -> Vec<(Value, &'static str)> {
    const PATHS: [&str; 4] = ["/users", "/groups/b1-7/members", "/me/sendMail", "/users/ada@contoso.com/messages"];
    let known = payloads(7, count / 3).into_iter().map(|body| (body, JOB));
    let others = other_bodies(11, count - count / 3).into_iter().enumerate();
    known.chain(others.map(|(at, body)| (body, PATHS[at % PATHS.len()]))).collect()
}

/// The path of the operation that is known best.
const JOB: &str = "/servicePrincipals/60443998-8cf7-4e61-b05c-a53b658cb5e1/synchronization/jobs/BoxOutDelta.3a5d9bca4c7b4ea3b7e0f6d9e63b4be1.46f9f4ac-1d2e-4f3a-8b5c-6d7e8f901a2b/provisionOnDemand";

/// What is read of the only call of a program.
fn read(program: &Program) -> Result<(String, String, Option<Value>), String> {
    let language = Language::of_file(program.file, &program.text).expect("a script");
    let text = program.text.as_str();
    let requests = script::requests(text, Span::whole(text), language, operations::clients(), false);
    let [raw] = requests.found.as_slice() else {
        return Err(format!("{} calls, {:?} not read", requests.found.len(), requests.unread));
    };
    let request = Request::read(raw);
    let mapped = raw.mapped.text();
    let line = mapped.lines().next().unwrap_or_default();
    let (method, url) = line.split_once(' ').unwrap_or((line, ""));
    let body = request.body.as_ref().and_then(|body| body.document.tree.root()).map(value);
    Ok((method.to_uppercase(), url.to_owned(), body))
}

/// What is read of a value. What is not known is a word that nobody writes.
fn value(node: Node<'_>) -> Value {
    match node.kind() {
        Kind::Object => {
            let members =
                node.members().map(|member| (member.key.string().expect("a key").into_owned(), value(member.value)));
            let mut members: serde_json::Map<String, Value> = members.collect();
            if node.is_incomplete() {
                members.insert(UNKNOWN.to_owned(), Value::Null);
            }
            Value::Object(members)
        }
        Kind::Array => {
            let incomplete = node.is_incomplete().then(|| Value::from(UNKNOWN));
            node.elements().map(value).chain(incomplete).collect()
        }
        Kind::Unknown => UNKNOWN.into(),
        Kind::String if node.has_hole() => UNKNOWN.into(),
        Kind::String => node.string().expect("a string").into(),
        _ => serde_json::from_str(node.words()).expect("the rest is JSON as it stands"),
    }
}

const UNKNOWN: &str = "\u{1}unknown";

/// Whether what is read is what is sent, as far as it is known.
fn agrees(read: &Value, sent: &Value) -> bool {
    match (read, sent) {
        (Value::String(word), _) if word == UNKNOWN => true,
        (Value::Object(read), Value::Object(sent)) => {
            let open = read.contains_key(UNKNOWN);
            let known = read.iter().filter(|(key, _)| *key != UNKNOWN);
            (open || read.len() == sent.len())
                && known.into_iter().all(|(key, value)| sent.get(key).is_some_and(|sent| agrees(value, sent)))
        }
        (Value::Array(read), Value::Array(sent)) => {
            let open = read.iter().any(|element| element == UNKNOWN);
            open || read.len() == sent.len() && read.iter().zip(sent).all(|(read, sent)| agrees(read, sent))
        }
        (Value::Number(read), Value::Number(sent)) => read.as_f64() == sent.as_f64(),
        (read, sent) => read == sent,
    }
}

#[test]
fn what_is_read_is_what_is_sent() {
    for interpreter in INTERPRETERS.iter().filter(|interpreter| is_there(interpreter.command)) {
        let mut dice = Dice::new(3);
        let requests = requests(count());
        let programs: Vec<Program> =
            requests.iter().map(|(body, path)| (interpreter.write)(&mut dice, body, path)).collect();
        let run: Vec<String> = programs.iter().map(|program| program.run.clone()).collect();
        let answers = sent(interpreter, &run, "run");
        let (mut failures, mut lost, mut partly) = (Vec::new(), 0, 0);
        for (program, answer) in programs.iter().zip(&answers) {
            assert!(answer["error"].is_null(), "{}\n{}", answer["error"], program.run);
            let (method, url, body) = match read(program) {
                Ok(read) => read,
                Err(why) => {
                    lost += 1;
                    failures.push(format!("{why}\n{}", program.text));
                    continue;
                }
            };
            let sent = (answer["method"].as_str(), answer["url"].as_str());
            if sent != (Some(method.as_str()), Some(url.as_str())) {
                failures.push(format!("{method} {url} and not {sent:?}\n{}", program.text));
            }
            let empty = Value::Null;
            let body = body.unwrap_or(empty);
            partly += usize::from(body.to_string().contains("\\u0001"));
            if !agrees(&body, &answer["body"]) {
                failures.push(format!("{body}\nand not {}\n{}", answer["body"], program.text));
            }
        }
        println!(
            "{}: {} programs, {lost} calls not found, {partly} bodies known in part, {} differ",
            interpreter.command,
            programs.len(),
            failures.len()
        );
        assert!(failures.is_empty(), "{}", failures[..failures.len().min(5)].join("\n----\n"));
        assert!(partly * 20 < programs.len(), "{partly} bodies are known only in part");
    }
}

/// A valid body gives no finding, and one with a mistake the one that it gives as JSON. After the fixes the program still reads,
/// and nothing but the edits is changed.
#[test]
fn a_mistake_is_found_in_every_way_of_writing() {
    let config = everything();
    for interpreter in INTERPRETERS.iter().filter(|interpreter| is_there(interpreter.command)) {
        let mut dice = Dice::new(5);
        let (mut wanted, mut missed, mut alarms, mut fixed) = (0, Vec::new(), Vec::new(), Vec::new());
        let valid = payloads(9, count() / 3).into_iter();
        let valid = valid.map(|body| ("a valid body".to_owned(), body.to_string(), body));
        let bodies: Vec<_> = bodies().into_iter().chain(valid).collect();
        for (name, json, value) in bodies.iter().cycle().take(bodies.len().max(count())) {
            let bare = check(Source::new("a.json", json.as_str()).expect("small"), &config);
            let program = (interpreter.write)(&mut dice, value, JOB);
            let checked = check(Source::new(program.file, program.text.as_str()).expect("small"), &config);
            invariants(&checked).unwrap_or_else(|error| panic!("{error}\n{}", program.text));
            let mut rules: Vec<&str> = of_body(&checked).iter().map(|finding| finding.rule.id).collect();
            for finding in of_body(&bare) {
                wanted += 1;
                match rules.iter().position(|rule| *rule == finding.rule.id) {
                    Some(at) => drop(rules.swap_remove(at)),
                    None => missed.push(format!("{name}: {}\n{}", finding.rule.id, program.text)),
                }
            }
            alarms.extend(rules.iter().map(|rule| format!("{name}: {rule}\n{}", program.text)));
            let after = fix::fix(checked, Safety::Safe, &|source| check(source, &config)).after;
            if let Some(after) = after {
                fixed.push(after.source.text().to_owned());
            }
        }
        println!(
            "{}: {} of {wanted} not found, {} false, {} fixed",
            interpreter.command,
            missed.len(),
            alarms.len(),
            fixed.len()
        );
        assert!(alarms.is_empty(), "{}", alarms[..alarms.len().min(5)].join("\n----\n"));
        assert!(missed.len() * 33 < wanted, "{}", missed[..missed.len().min(5)].join("\n----\n"));
        assert!(fixed.len() > 20, "only {} were fixed", fixed.len());
        if interpreter.extension == "py" || fixed.iter().all(|text| !text.contains(": string")) {
            for (answer, text) in sent(interpreter, &fixed, "parse").iter().zip(&fixed) {
                assert!(answer["error"].is_null(), "{}\n{text}", answer["error"]);
            }
        }
    }
}
