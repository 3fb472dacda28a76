//! Pipes and devices: what does not say how long it is, and what has no end.

use std::fs::{self, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

use super::{BROKEN, Outcome, empty_folder, pipe, program, start, validate, write};

/// Checks with no more than 2 GB of address space.
fn with_little_memory(folder: &Path, arguments: &[&str], stdin: Stdio) -> Outcome {
    let mut shell = Command::new("sh");
    shell.args(["-c", "ulimit -v 2000000 && exec \"$@\"", "sh", env!("CARGO_BIN_EXE_msgraph-lint"), "validate"]);
    shell.args(["--format", "concise", "--jobs", "2"]).args(arguments).current_dir(folder).stdin(stdin);
    start(&mut shell, folder).end()
}

#[test]
fn what_has_no_end_is_refused() {
    let folder = empty_folder("endless");
    symlink("/dev/zero", folder.join("zero")).expect("a link can be made");
    for name in ["a.json", "a.http", "a.md", "a.har", "a.jsonl"] {
        symlink("/dev/zero", folder.join(name)).expect("a link can be made");
    }
    let words = "is longer than 256 MiB, the most that is read at once from anything but a file";
    for name in ["/dev/zero", "zero", "a.json", "a.http", "a.md", "a.har", "a.jsonl"] {
        let outcome = with_little_memory(&folder, &[name], Stdio::null());
        outcome.is(2, "Nothing was checked.\n", &format!("error: {name}: {words}\n"));
    }
    for name in ["a.json", "a.jsonl"] {
        let zero = fs::File::open("/dev/zero").expect("every Linux has it");
        let outcome = with_little_memory(&folder, &["-", "--stdin-filename", name], zero.into());
        outcome.is(2, "Nothing was checked.\n", &format!("error: {name}: {words}\n"));
    }
    for option in ["--baseline", "--sync-schema", "--config"] {
        let outcome = with_little_memory(&folder, &["empty.json", option, "zero"], Stdio::null());
        assert_eq!(outcome.exit, Some(2), "{option}: {outcome:?}");
        assert!(outcome.stderr.contains(&format!("zero: {words}")), "{option}: {outcome:?}");
    }
    // In a folder they are left out.
    let outcome = validate(&folder, &["."]);
    assert_eq!((outcome.exit, outcome.stdout.as_str()), (Some(0), "Nothing was checked.\n"), "{outcome:?}");
}

/// Lines may go on for ever, as long as each of them ends.
#[test]
fn an_endless_stream_of_lines_is_checked_until_its_reader_has_seen_enough() {
    let folder = empty_folder("endless-lines");
    let mut command = program(&folder);
    command.args(["validate", "--format", "concise", "-", "--stdin-filename", "a.jsonl"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the program can be started");
    let mut stdin = child.stdin.take().expect("it is a pipe");
    let writer = thread::spawn(move || {
        let lines = BROKEN.repeat(100);
        while stdin.write_all(lines.as_bytes()).is_ok() {}
    });
    let mut stdout = child.stdout.take().expect("it is a pipe");
    let mut seen = vec![0; 100_000];
    stdout.read_exact(&mut seen).expect("the report does not wait for the end");
    assert!(String::from_utf8_lossy(&seen).starts_with("a.jsonl:1:15: error[missing-colon]"));
    drop(stdout);
    assert!(child.wait().expect("it ends").code().is_some(), "it ends by itself");
    writer.join().expect("nobody reads on");
}

/// A pipe gives what it has once: nothing may be read twice, whatever the format.
#[test]
fn a_named_pipe_is_read_once() {
    let folder = empty_folder("pipe");
    let url = "https://graph.microsoft.com/v1.0/servicePrincipals/60443998-8cf7-4e61-b05c-a53b658cb5e1/synchronization/jobs/a.b.c/provisionOnDemand";
    let request = format!("POST {url}\nContent-Type: application/json\n\n{BROKEN}");
    let page = format!("```http\n{request}```\n");
    for (name, text) in
        [("a.json", BROKEN), ("a.jsonl", BROKEN), ("a.http", request.as_str()), ("a.md", page.as_str()), ("a", BROKEN)]
    {
        pipe(&folder.join(name));
        let mut command = program(&folder);
        command.args(["validate", "--format", "concise", "--select", "missing-colon", name]);
        let run = start(&mut command, &folder);
        write(&folder.join(name), text);
        let outcome = run.end();
        assert_eq!((outcome.exit, outcome.stderr.as_str()), (Some(1), ""), "{name}");
        assert!(outcome.stdout.contains(": error[missing-colon] "), "{name}: {}", outcome.stdout);
    }
}

/// Nobody writes into them: whoever opened one would wait for ever.
#[test]
fn pipes_in_a_folder_are_left_out() {
    let folder = empty_folder("pipes");
    write(&folder.join("a/b.json"), BROKEN);
    for name in ["a/a.json", "a/a.http", "a/a.md", "a/a.jsonl", "a/msgraph-lint.toml", "b/.gitignore", "c/.ignore"] {
        fs::create_dir_all(folder.join(name).parent().expect("it is in a folder")).expect("a folder can be made");
        pipe(&folder.join(name));
    }
    write(&folder.join("b/a.json"), BROKEN);
    symlink("/dev/zero", folder.join("c/.gitignore")).expect("a link can be made");
    let found = "a/b.json:1:15: error[missing-colon] the key `\"parameters\"` has no `:` after it (/parameters of synchronizationjob_provisionondemand)\n";
    let closing = "1 error in 1 request of 1 file; 1 safe fix; 2 files not checked.\n";
    let not_looked_at = "is not a file; its folder was not searched\n";
    let reported = format!("error: b/.gitignore: {not_looked_at}error: c/.gitignore: {not_looked_at}");
    validate(&folder, &["."]).is(2, &format!("{found}{closing}"), &reported);
    let seen = "note: 1 file was seen, and none was checked\nnote: 1 file named by .gitignore or .ignore\n";
    let reported = format!("error: .gitignore: {not_looked_at}{seen}");
    validate(&folder.join("b"), &["."]).is(2, "Nothing was checked.\n", &reported);
    validate(&folder, &["b/a.json", "--quiet", "--select", "empty-body"]).is(0, "", "");
}

/// The one that is read first is a pipe. By the time its reader is there, the folder was listed.
#[test]
fn files_that_go_or_change_after_they_were_listed_are_reported_or_read_as_they_are() {
    let folder = empty_folder("changing");
    pipe(&folder.join("a.json"));
    for name in ["gone", "grown", "linked", "piped", "same", "shrunk"] {
        write(&folder.join(format!("in/{name}.json")), BROKEN);
    }
    let mut command = program(&folder);
    command.args(["validate", "--format", "concise", "--jobs", "1", "a.json", "in"]);
    let run = start(&mut command, &folder);
    let mut first = OpenOptions::new().write(true).open(folder.join("a.json")).expect("the program reads it");
    for name in ["in/gone.json", "in/linked.json", "in/piped.json"] {
        fs::remove_file(folder.join(name)).expect("it can be removed");
    }
    symlink("same.json", folder.join("in/linked.json")).expect("a link can be made");
    pipe(&folder.join("in/piped.json"));
    write(&folder.join("in/grown.json"), format!("\n{BROKEN}"));
    write(&folder.join("in/shrunk.json"), "");
    first.write_all(BROKEN.as_bytes()).expect("it is read");
    drop(first);
    let words = "error[missing-colon] the key `\"parameters\"` has no `:` after it (/parameters of synchronizationjob_provisionondemand)\n";
    let places = ["a.json:1:15", "in/grown.json:2:15", "in/linked.json:1:15", "in/same.json:1:15"];
    let found: String = places.map(|place| format!("{place}: {words}")).concat();
    let closing = "4 errors in 4 requests of 4 files; 4 safe fixes; 1 file not checked; \
                   2 JSON files were not recognised as a request.\n";
    run.end().is(2, &format!("{found}{closing}"), "error: in/gone.json: there is no such file\n");
}

#[test]
fn a_reader_that_has_seen_enough_ends_the_run_quietly() {
    let folder = empty_folder("head");
    (0..200).for_each(|number| write(&folder.join(format!("{number}.json")), BROKEN));
    for format in ["full", "concise", "json", "sarif", "junit", "markdown"] {
        for (file, jobs) in [(".", "2"), ("0.json", "1")] {
            // What the program exits with is reported on standard error.
            let line = "{ \"$0\" validate --format \"$1\" --jobs \"$2\" \"$3\"; echo $? >&2; } | head -n 1";
            let mut shell = Command::new("sh");
            shell.args(["-c", line, env!("CARGO_BIN_EXE_msgraph-lint"), format, jobs, file]).current_dir(&folder);
            let outcome = start(&mut shell, &folder).end();
            assert_eq!((outcome.exit, outcome.stderr.as_str()), (Some(0), "1\n"), "{format} {file}");
            assert_eq!(outcome.stdout.lines().count(), 1, "{format} {file}");
        }
    }
}
