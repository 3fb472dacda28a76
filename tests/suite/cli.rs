//! The whole program, driven inside this process: each file in `tests/cli/` is one scenario.
//!
//! A scenario is a text: `#` lines say what it shows, a `$` line has the arguments, and sections follow, each headed by a
//! line `--- NAME`, in this order:
//!
//! - `file PATH`: a file to make. `bytes PATH` is the same with the escapes `\n`, `\r`, `\xHH` and `\u{HHHH}`, and no line
//!   end but those. `folder PATH` is a folder.
//! - `stdin`: what is piped in; nothing otherwise.
//! - `environment`: lines `stdout=terminal`, `stderr=terminal`, `columns=N`, `VARIABLE=value`; nothing is taken from the
//!   environment of the test itself.
//! - `exit CODE`, `stdout`, `stderr`, `written PATH`: what is expected. An ESC is shown as `␛`.
//!
//! `UPDATE_EXPECT=1 cargo test --test suite cli::` writes the expected sections anew.

use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use crate::support::files::{files_below, shown};
use crate::support::folder::empty_folder;
use msgraph_lint::cli::{self, Environment, Streams};
use msgraph_lint::finding::Group;
use msgraph_lint::rules;

struct Section<'t> {
    kind: &'t str,
    name: &'t str,
    text: String,
}

/// What a run left behind.
struct Outcome {
    exit: u8,
    stdout: String,
    stderr: String,
}

#[test]
fn every_scenario_comes_out_as_expected() {
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    let mut problems = Vec::new();
    let scenarios = files_below("tests/cli");
    assert!(scenarios.len() > 20, "the scenarios were not found");
    for path in scenarios {
        let scenario = fs::read_to_string(&path).expect("a scenario is a text");
        let actual = play(&scenario, &path);
        if actual != scenario && update {
            fs::write(&path, actual).expect("the scenario can be written");
        } else if actual != scenario {
            problems.push(format!("{} now comes out as\n{actual}", shown(&path)));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// Plays a scenario, and gives its text with what came out in place of what was expected.
fn play(scenario: &str, path: &Path) -> String {
    let given = scenario.find("\n--- exit ").map_or(scenario, |end| &scenario[..end + 1]);
    let (head, sections) = sections(scenario);
    let folder = empty_folder(path.file_stem().expect("a scenario has a name").to_string_lossy().as_ref());
    let mut stdin = String::new();
    let mut environment = Environment { folder: folder.to_path_buf(), ..Environment::default() };
    for section in &sections {
        match section.kind {
            "file" => write(&folder.join(section.name), section.text.as_bytes()),
            "bytes" => write(&folder.join(section.name), &unescaped(section.text.trim_end())),
            "folder" => fs::create_dir_all(folder.join(section.name)).expect("a folder can be made"),
            "stdin" => stdin.clone_from(&section.text),
            "environment" => section.text.lines().for_each(|line| surround(&mut environment, line)),
            _ => {}
        }
    }
    let arguments = head.lines().find_map(|line| line.strip_prefix("$")).expect("a scenario has a line with arguments");
    let outcome = run(&words(arguments), &stdin, &environment);

    let mut actual = given.to_owned();
    let _ = writeln!(actual, "--- exit {}", outcome.exit);
    let mut push = |head: &str, text: &str| {
        let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n(no line end)\n" };
        let _ = write!(actual, "--- {head}\n{}{end}", text.replace('\u{1b}', "␛"));
    };
    push("stdout", &outcome.stdout);
    push("stderr", &outcome.stderr);
    for section in sections.iter().filter(|section| section.kind == "written") {
        let text = fs::read_to_string(folder.join(section.name)).unwrap_or_else(|_| "(not written)\n".to_owned());
        push(&format!("written {}", section.name), &text);
    }
    let leftovers = files_below(&shown(&folder)).into_iter().filter(|file| file.to_string_lossy().ends_with(".tmp"));
    assert_eq!(leftovers.count(), 0, "{} leaves temporary files", shown(path));
    actual
}

/// The arguments of a line; what is between quotation marks is one.
fn words(line: &str) -> Vec<&str> {
    let parts = line.split('"').enumerate();
    parts.flat_map(|(at, part)| if at % 2 == 1 { vec![part] } else { part.split_whitespace().collect() }).collect()
}

fn sections(scenario: &str) -> (&str, Vec<Section<'_>>) {
    let mut parts = scenario.split("\n--- ");
    let head = parts.next().unwrap_or_default();
    let sections = parts.map(|part| {
        let (title, text) = part.split_once('\n').unwrap_or((part, ""));
        let (kind, name) = title.split_once(' ').unwrap_or((title, ""));
        // The line end before the next heading belongs to the text, unless there is no text.
        Section { kind, name, text: if text.is_empty() { String::new() } else { format!("{text}\n") } }
    });
    (head, sections.collect())
}

fn write(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder can be made");
    fs::write(path, bytes).expect("a file can be written");
}

fn surround(environment: &mut Environment, line: &str) {
    let (name, value) = line.split_once('=').expect("NAME=value");
    match (name, value) {
        ("stdout", "terminal") => environment.stdout_is_terminal = true,
        ("stderr", "terminal") => environment.stderr_is_terminal = true,
        ("columns", columns) => environment.columns = Some(columns.parse().expect("a number")),
        _ => {
            environment.variables.insert(name.to_owned(), value.to_owned());
        }
    }
}

fn unescaped(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some((before, escape)) = rest.split_once('\\') {
        bytes.extend(before.bytes());
        let (byte, length): (Vec<u8>, usize) = match escape.as_bytes()[0] {
            b'n' => (vec![b'\n'], 1),
            b'r' => (vec![b'\r'], 1),
            b't' => (vec![b'\t'], 1),
            b'x' => (vec![u8::from_str_radix(&escape[1..3], 16).expect("two hex digits")], 3),
            b'u' => {
                let end = escape.find('}').expect("a closing brace");
                let code = u32::from_str_radix(&escape[2..end], 16).expect("hex digits");
                (char::from_u32(code).expect("a character").to_string().into_bytes(), end + 1)
            }
            other => (vec![other], 1),
        };
        bytes.extend(byte);
        rest = &escape[length..];
    }
    bytes.extend(rest.bytes());
    bytes
}

fn run(arguments: &[&str], stdin: &str, environment: &Environment) -> Outcome {
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let arguments = ["msgraph-lint"].iter().chain(arguments).map(Into::into);
    let mut streams = Streams { stdin: &mut stdin.as_bytes(), stdout: &mut stdout, stderr: &mut stderr };
    let exit = cli::run(arguments, &mut streams, environment);
    let text = |bytes| String::from_utf8(bytes).expect("the program writes UTF-8");
    Outcome { exit, stdout: text(stdout), stderr: text(stderr) }
}

/// What lists and explains rules and commands knows all of them. Their words are not repeated here.
#[test]
fn lists_are_complete() {
    let environment = Environment::default();
    let printed = |arguments: &[&str]| {
        let outcome = run(arguments, "", &environment);
        assert_eq!((outcome.exit, outcome.stderr.as_str()), (0, ""), "{arguments:?}");
        outcome.stdout
    };
    let rules = rules::infos();
    let json = printed(&["rules", "--format", "json"]);
    let listed: Vec<serde_json::Map<String, serde_json::Value>> = serde_json::from_str(&json).expect("it is JSON");
    assert_eq!(listed.len(), rules.len());
    let table = printed(&["rules"]);
    assert!(table.lines().count() < rules.len() + 2 * Group::ALL.len() + 2, "a rule is a line in a pipe");
    let terminal = Environment { stdout_is_terminal: true, columns: Some(80), ..no_color() };
    let drawn = run(&["rules"], "", &terminal).stdout;
    assert!(drawn.lines().all(|line| line.chars().count() <= 80), "the table fits a terminal");
    for rule in &rules {
        let entry = listed.iter().find(|entry| entry["id"] == rule.id).expect("every rule is listed");
        assert!(entry.keys().eq(["id", "group", "severity", "fix", "summary", "url"]));
        assert!(table.contains(&format!("  {} ", rule.id)), "{} is in the table", rule.id);
        assert!(printed(&["explain", rule.id]).contains(rule.manual.trim_end()));
    }
    let pages = ["validate", "rules", "explain", "config", "schema", "operations", "completions", "man"];
    for page in pages {
        assert!(printed(&["man", page]).contains(".SH OPTIONS"), "{page}");
        assert!(printed(&["man"]).contains(page) && printed(&["completions", "bash"]).contains(page), "{page}");
    }
    let answer = ["schema", "synchronizationjob_provisionondemand", "--response"];
    for schema in [printed(&["schema"]), printed(&answer), printed(&["config", "--schema"])] {
        let schema: serde_json::Value = serde_json::from_str(&schema).expect("a schema is JSON");
        assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#");
    }
}

fn no_color() -> Environment {
    Environment { variables: [("NO_COLOR".to_owned(), "1".to_owned())].into(), ..Environment::default() }
}

/// Whatever terminal a page is drawn for, its words stay.
#[test]
fn every_page_can_be_drawn() {
    for columns in [30, 80, 200] {
        let environment = Environment { stdout_is_terminal: true, columns: Some(columns), ..Environment::default() };
        for rule in rules::infos() {
            let outcome = run(&["explain", rule.id], "", &environment);
            let words = |text: &str| text.chars().filter(|character| character.is_alphanumeric()).count();
            assert!(words(&outcome.stdout) >= words(rule.manual) * 9 / 10, "{} loses words", rule.id);
        }
    }
}

/// Every configuration is read before the first file is checked, so that no thread comes before another.
#[test]
fn configurations_do_not_depend_on_threads() {
    let folder = empty_folder("configurations");
    let body = b"{\"parameters\" [{\"ruleId\": \"x\", \"subjects\": []},]}";
    write(&folder.join("msgraph-lint.toml"), b"exclude = ['07']\n[[ignores]]\npaths = ['03']\nrules = ['comment']");
    for number in 0..20 {
        write(&folder.join(format!("{number:02}/a.json")), body);
        write(&folder.join(format!("{number:02}/in/a.json")), body);
        let config = match number % 4 {
            0 => "extend = '../msgraph-lint.toml'\nseverity = {syntax = 'info'}",
            1 => "[[overrides]]\npaths = ['in']\nignore = ['syntax']",
            2 => {
                "[[ignores]]\npaths = ['in']\nrules = ['syntax']\n[[ignores]]\npaths = ['*.json']\nrules = ['comment']"
            }
            _ => continue,
        };
        write(&folder.join(format!("{number:02}/.msgraph-lint.toml")), config.as_bytes());
    }
    let played = |wrong: bool| {
        if wrong {
            (0..20).for_each(|number| write(&folder.join(format!("{number:02}/in/msgraph-lint.toml")), b"a = 1"));
        }
        let environment = Environment { folder: folder.to_path_buf(), ..Environment::default() };
        let outcomes = ["1", "8"].map(|jobs| {
            let outcome = run(&["validate", "--format", "concise", "--jobs", jobs], "", &environment);
            (outcome.exit, outcome.stdout, outcome.stderr)
        });
        assert_eq!(outcomes[0], outcomes[1]);
        outcomes[0].clone()
    };
    let (exit, stdout, _) = played(false);
    let about = |words: &str| stdout.lines().filter(|line| line.contains(words)).count();
    assert_eq!((exit, about("[unused-ignore-entry]"), about("07/"), about("info[missing-colon]")), (1, 6, 0, 10));
    let (exit, stdout, _) = played(true);
    // One of them lies in the folder that is excluded.
    assert_eq!((exit, stdout.lines().filter(|line| line.contains("[invalid-configuration]")).count()), (2, 19));
}

#[test]
fn a_chain_of_configurations_has_an_end() {
    let folder = empty_folder("chain");
    write(&folder.join("a.json"), b"{}");
    for number in 0..20 {
        write(&folder.join(format!("{number}.toml")), format!("extend = '{}.toml'", number + 1).as_bytes());
    }
    write(&folder.join("20.toml"), b"");
    let environment = Environment { folder: folder.to_path_buf(), ..Environment::default() };
    let outcome = |file: &str| run(&["validate", "a.json", "--format", "concise", "--config", file], "", &environment);
    assert_eq!(outcome("5.toml").exit, 1, "it is checked, and has no `parameters`");
    let found = outcome("4.toml");
    assert_eq!(
        (found.exit, found.stdout.contains("19.toml:1:10: error[invalid-configuration] more than 16 files")),
        (2, true)
    );
}

/// Takes so many bytes, then the other end is closed.
struct Pipe(usize);

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0 == 0 {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        let taken = bytes.len().min(self.0);
        self.0 -= taken;
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_closed_pipe_ends_every_command_quietly() {
    let folder = empty_folder("closed-pipe");
    write(&folder.join("a.json"), b"{\"parameters\" []}");
    let environment = Environment { folder: folder.to_path_buf(), ..Environment::default() };
    let commands: [(&[&str], u8); 9] = [
        (&["validate", "a.json"], 1),
        (&["validate", "a.json", "--format", "json"], 1),
        (&["rules"], 0),
        (&["explain", "missing-colon"], 0),
        (&["schema"], 0),
        (&["operations"], 0),
        (&["completions", "bash"], 0),
        (&["man"], 0),
        (&["--help"], 0),
    ];
    for (arguments, expected) in commands {
        for room in [0, 10] {
            let mut stderr = Vec::new();
            let mut streams = Streams { stdin: &mut io::empty(), stdout: &mut Pipe(room), stderr: &mut stderr };
            let all = ["msgraph-lint"].iter().chain(arguments).map(Into::into);
            let exit = cli::run(all, &mut streams, &environment);
            assert_eq!((exit, String::from_utf8_lossy(&stderr).as_ref()), (expected, ""), "{arguments:?}");
        }
    }
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let folder = empty_folder("threads");
    let bodies =
        ["{\"parameters\" []}", "{\"parameters\": [{}]}", "{\"parameters\": [{\"subjects\": {}},]}", "\0\u{1}"];
    let names: Vec<String> = (0..60).map(|number| format!("{:02}.json", (number * 7) % 60)).collect();
    for (number, name) in names.iter().enumerate().skip(3) {
        write(&folder.join(name), bodies[number % bodies.len()].as_bytes());
    }
    let environment = Environment { folder: folder.to_path_buf(), ..Environment::default() };
    for format in ["full", "json"] {
        let outcomes = ["1", "2", "7"].map(|jobs| {
            let mut arguments = vec!["validate", "--format", format, "--jobs", jobs];
            arguments.extend(names.iter().map(String::as_str));
            let outcome = run(&arguments, "", &environment);
            (outcome.exit, outcome.stdout, outcome.stderr)
        });
        assert_eq!(outcomes[0].0, 2, "some of them are missing or binary");
        assert!(outcomes[1..].iter().all(|outcome| *outcome == outcomes[0]));
    }
}

/// The first file takes long. What is found in the others waits for it, and when too much waits, they do.
#[test]
fn large_files_wait_for_their_turn() {
    let folder = empty_folder("large");
    write(&folder.join("00.json"), "[\"".repeat(100_000).as_bytes());
    let right = format!("{{\"name\": \"{}\"}}", "x".repeat(500_000));
    (1..40).for_each(|number| write(&folder.join(format!("{number:02}.json")), right.as_bytes()));
    write(&folder.join("39.json"), b"{\"parameters\" []}");
    let environment = Environment { folder: folder.to_path_buf(), ..Environment::default() };
    let outcomes = ["1", "2"].map(|jobs| {
        let names: Vec<String> = (0..40).map(|number| format!("{number:02}.json")).collect();
        let arguments = ["validate", "--format", "concise", "--jobs", jobs].into_iter();
        let outcome = run(&arguments.chain(names.iter().map(String::as_str)).collect::<Vec<_>>(), "", &environment);
        (outcome.exit, outcome.stdout, outcome.stderr)
    });
    assert_eq!((outcomes[0].0, outcomes[0].2.as_str()), (1, ""));
    assert!(outcomes[0].1.contains("\n39.json:1:14: error[missing-colon]"));
    assert!(outcomes[0] == outcomes[1]);
}

/// What cannot be written is reported and left as it is; the others are fixed.
#[test]
fn files_that_cannot_be_fixed_are_reported() {
    let folder = empty_folder("read-only");
    let syntax_error = "{ \"parameters\" [ { \"ruleId\": \"03f7d90d-bf71-41b1-bda6-aaf0ddbee5d8\", \"subjects\": [ { \"objectId\": \"0d1a6a30-68a3-4f7c-b94e-2a5c1d6e9b70\", \"objectTypeName\": \"User\" } ] } ] }\n";
    let names = ["a.json", "b.json", "c.json"];
    names.iter().for_each(|name| write(&folder.join(name), syntax_error.as_bytes()));
    let set = |read_only| {
        let mut permissions = fs::metadata(folder.join("b.json")).expect("it is there").permissions();
        permissions.set_readonly(read_only);
        fs::set_permissions(folder.join("b.json"), permissions).expect("the mode can be set");
    };
    let environment = Environment { folder: folder.to_path_buf(), ..Environment::default() };
    set(true);
    let outcome = run(&["validate", "--fix", "--format", "concise", "a.json", "b.json", "c.json"], "", &environment);
    set(false);
    assert_eq!(outcome.exit, 2);
    assert_eq!(
        outcome.stderr,
        "error: b.json: could not be written: it is read-only\nFixed 2 findings in 2 files: missing-colon (2).\n"
    );
    assert_eq!(
        outcome.stdout,
        "b.json:1:15: error[missing-colon] the key `\"parameters\"` has no `:` after it (/parameters of synchronizationjob_provisionondemand)\n1 error in 3 requests of 3 files; 1 safe fix.\n"
    );
    let fixed = syntax_error.replace("\" [ { \"ruleId", "\": [ { \"ruleId");
    let texts = names.map(|name| fs::read_to_string(folder.join(name)).expect("it is there"));
    assert_eq!(texts, [fixed.clone(), syntax_error.to_owned(), fixed]);
}
