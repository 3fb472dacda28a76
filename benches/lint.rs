//! How fast everything together is: a body as a library call, trees and a stream as the program. Run it with
//! `cargo bench --bench lint`; a word after `--` runs only what has it in its name.
//!
//! Where `valgrind` is installed, the instructions of a run on one body are counted too: they are the same on a busy machine.
#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

#[path = "data/bodies.rs"]
mod bodies;

use std::fs;
use std::hint::black_box;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use bodies::Form;
use msgraph_lint::check::Checker;
use msgraph_lint::config::Config;
use msgraph_lint::source::Source;

const PROGRAM: &str = env!("CARGO_BIN_EXE_msgraph-lint");
const ROUNDS: usize = 7;

const MB: usize = 1_000_000;
const FILES: usize = 1_000;
const SMALL: usize = 2_000;
const LINES: usize = 60_000;
const PAGES: usize = 5_000;
const STREAM: usize = 1_000 * MB;

/// Measures, and prints; may make files in a folder.
type Bench = fn(&Path) -> io::Result<()>;

fn main() -> io::Result<()> {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("lint");
    let benches: [(&str, Bench); 7] = [
        ("bodies", bodies),
        ("everyday", everyday),
        ("lines", lines),
        ("instructions", instructions),
        ("files", files),
        ("pages", pages),
        ("stream", stream),
    ];
    for (name, bench) in benches {
        if wanted.is_empty() || wanted.iter().any(|word| name.contains(word.as_str())) {
            if folder.exists() {
                fs::remove_dir_all(&folder)?;
            }
            fs::create_dir_all(&folder)?;
            bench(&folder)?;
        }
    }
    Ok(())
}

/// The same text with the first colon of each entry missing.
fn broken(text: &str) -> String {
    text.replace("\"ruleId\":", "\"ruleId\"").replace("\"ruleId\" :", "\"ruleId\"")
}

/// The findings of a text of that name.
fn findings(name: &str, text: &str, checker: &Checker) -> usize {
    Source::new(name, text).map(|source| checker.check(source).findings.len()).unwrap_or_default()
}

/// The library, one thread: bodies of their own, and one large body, as microseconds and as megabytes a second.
fn bodies(_: &Path) -> io::Result<()> {
    let checker = Checker::new(Config::all());
    let many = |make: &dyn Fn(usize) -> String| (0..SMALL).map(make).collect::<Vec<_>>();
    let large = bodies::large(10 * MB);
    for (name, texts) in [
        ("valid bodies", many(&|number| bodies::valid(number, Form::File))),
        ("bodies with a mistake", many(&|number| bodies::invalid(number, Form::File))),
        ("bodies without a colon", many(&|number| broken(&bodies::valid(number, Form::File)))),
        ("a valid body of 10 MB", vec![large.clone()]),
        ("10 MB without colons", vec![broken(&large)]),
    ] {
        let mut found = 0;
        let fastest = fastest(|| found = texts.iter().map(|text| findings("a.json", black_box(text), &checker)).sum());
        let bytes: usize = texts.iter().map(String::len).sum();
        let each = fastest.as_secs_f64() / texts.len() as f64;
        let rate = bytes as f64 / MB as f64 / fastest.as_secs_f64();
        println!(
            "{name:>24}: {:10.1} µs, {rate:6.1} MB/s, {:.1} findings in {} bytes",
            each * 1e6,
            found as f64 / texts.len() as f64,
            bytes / texts.len()
        );
    }
    Ok(())
}

/// Requests of 20 operations of everyday use, no two alike, with a body of about 300 bytes: as library calls, and as calls of the same
/// requests to a host that is not Graph's, which are read and neither resolved nor compared with a type.
fn everyday(_: &Path) -> io::Result<()> {
    let checker = Checker::new(Config::all());
    let requests: Vec<&str> = include_str!("data/everyday.http").split("###\n").collect();
    let texts: Vec<String> = (0..SMALL)
        .map(|number| requests[number % requests.len()].replace('~', &format!("{:05}", number + 10_000)))
        .collect();
    let foreign: Vec<String> =
        texts.iter().map(|text| text.replacen("graph.microsoft.com", "harbour.example.com", 1)).collect();
    let bytes: usize = texts.iter().map(String::len).sum();
    for (name, texts) in [("requests to Graph", &texts), ("to another host", &foreign)] {
        let mut found = 0;
        let fastest = fastest(|| found = texts.iter().map(|text| findings("a.http", black_box(text), &checker)).sum());
        let each = fastest.as_secs_f64() / texts.len() as f64 * 1e6;
        println!(
            "{name:>24}: {each:10.1} µs, {:.1} findings in {} bytes",
            found as f64 / texts.len() as f64,
            bytes / texts.len()
        );
    }
    Ok(())
}

/// The library beside the least that a check of the same lines takes: `serde_json` reads a `Value`, and the validator of the
/// schema says whether it is valid. They take turns; the figures are medians.
fn lines(_: &Path) -> io::Result<()> {
    let checker = Checker::new(Config::all());
    let schema = Command::new(PROGRAM).arg("schema").output()?.stdout;
    let schema: serde_json::Value = serde_json::from_slice(&schema)?;
    let validator = jsonschema::validator_for(&schema).map_err(|error| io::Error::other(error.to_string()))?;
    for (name, make) in
        [("clean lines", bodies::valid as fn(usize, Form) -> String), ("10 % with a mistake", bodies::mixed)]
    {
        let lines: Vec<String> = (0..LINES).map(|number| make(number, Form::Line)).collect();
        let (mut ours, mut theirs, mut found, mut invalid) = (Vec::new(), Vec::new(), 0, 0);
        for _ in 0..ROUNDS {
            let start = Instant::now();
            found = lines.iter().map(|line| findings("lines.jsonl", black_box(line), &checker)).sum();
            ours.push(start.elapsed());
            let start = Instant::now();
            invalid = lines
                .iter()
                .filter(|line| {
                    let value = serde_json::from_str(black_box(line));
                    !value.is_ok_and(|value: serde_json::Value| validator.is_valid(&value))
                })
                .count();
            theirs.push(start.elapsed());
        }
        let [ours, theirs] = [median(ours), median(theirs)].map(|time| time.as_secs_f64() / LINES as f64 * 1e6);
        println!(
            "{name:>24}: {ours:10.1} µs each, {:.2} times serde_json and is_valid ({theirs:.1} µs); {found} findings, {invalid} invalid",
            ours / theirs
        );
    }
    Ok(())
}

/// What the processor does from the start of the program to its end.
fn instructions(folder: &Path) -> io::Result<()> {
    fs::write(folder.join("valid.json"), bodies::valid(0, Form::File))?;
    fs::write(folder.join("broken.json"), broken(&bodies::valid(0, Form::File)))?;
    let all = |make: fn(usize, Form) -> String| (0..2_000).map(|at| make(at, Form::Line) + "\n").collect::<String>();
    fs::write(folder.join("valid.jsonl"), all(bodies::valid))?;
    fs::write(folder.join("invalid.jsonl"), all(bodies::invalid))?;
    let runs: [(&str, &[&str]); 7] = [
        ("--help", &["--help"]),
        ("rules", &["rules"]),
        ("a valid body", &["validate", "valid.json"]),
        ("a broken body", &["validate", "broken.json"]),
        ("a broken body, JSON", &["validate", "--format", "json", "broken.json"]),
        ("2,000 valid lines", &["validate", "--format", "concise", "--jobs", "1", "valid.jsonl"]),
        ("2,000 lines, mistakes", &["validate", "--format", "concise", "--jobs", "1", "invalid.jsonl"]),
    ];
    for (name, arguments) in runs {
        let output = Command::new("valgrind")
            .args(["--tool=callgrind", "--callgrind-out-file=/dev/null", PROGRAM])
            .args(arguments)
            .current_dir(folder)
            .output();
        let Ok(output) = output else {
            println!("{:>24}: valgrind is not installed", "instructions");
            break;
        };
        let reported = String::from_utf8_lossy(&output.stderr).into_owned();
        let count =
            reported.lines().find_map(|line| line.split_once("Collected :")).map_or("?", |(_, count)| count.trim());
        println!("{name:>24}: {count} instructions");
    }
    Ok(())
}

/// The program on a tree of bodies, one in ten of them broken.
fn files(folder: &Path) -> io::Result<()> {
    for number in 0..FILES {
        let text = bodies::mixed(number, Form::File);
        let inside = folder.join(format!("{:02}", number / 50));
        fs::create_dir_all(&inside)?;
        fs::write(inside.join(format!("{number}.json")), text)?;
    }
    tree(folder, "1,000 files")
}

/// The program on a tree of pages: one in ten with a request of ours, as in the reference.
fn pages(folder: &Path) -> io::Result<()> {
    let prose = "The *action* takes a `POST` with [a body](https://example.com), and answers with a list:\n\n\
        | Name | Type | Description |\n|:--|:--|:--|\n| id | String | The id of the object. |\n\n> A note.\n\n";
    for number in 0..PAGES {
        let id = format!("1f0d6b7e-3a52-4c0f-9d55-{number:012x}");
        let (path, body) = match number % 10 {
            5 => (
                format!("servicePrincipals/{id}/synchronization/jobs/x.{id}.y/provisionOnDemand"),
                bodies::valid(number, Form::File),
            ),
            _ => (format!("users/{id}/sendMail"), "{ \"saveToSentItems\": false }\n".to_owned()),
        };
        let page = format!(
            "---\ntitle: Page {number}\n---\n\n# Page {number}\n\n{}## Request\n\n<!-- {{ \"blockType\": \"request\", \
             \"name\": \"page_{number}\" }} -->\n``` http\nPOST https://graph.microsoft.com/v1.0/{path}\n\
             Content-Type: application/json\n\n{body}```\n\n## Response\n\n<!-- {{ \"blockType\": \"response\" }} -->\n\
             ``` http\nHTTP/1.1 202 Accepted\n```\n",
            prose.repeat(12)
        );
        let inside = folder.join(format!("{:02}", number / 100));
        fs::create_dir_all(&inside)?;
        fs::write(inside.join(format!("{number}.md")), page)?;
    }
    tree(folder, "5,000 Markdown pages")
}

/// Runs the program on everything in a folder.
fn tree(folder: &Path, name: &str) -> io::Result<()> {
    let mut said = String::new();
    let mut fault = None;
    let fastest = fastest(|| {
        let run = Command::new(PROGRAM).args(["validate", "--isolated", "--format", "concise"]).arg(folder).output();
        match run {
            Ok(output) => said = String::from_utf8_lossy(&output.stdout).lines().last().unwrap_or_default().to_owned(),
            Err(error) => fault = Some(error),
        }
    });
    fault.map_or(Ok(()), Err)?;
    println!("{name:>24}: {:10.1} ms; {said}", fastest.as_secs_f64() * 1e3);
    Ok(())
}

/// The program on a stream of JSON Lines that is made while it reads.
fn stream(_: &Path) -> io::Result<()> {
    let lines: String = (0..MB / 200).map(|number| bodies::valid(number, Form::Line) + "\n").collect();
    for size in [STREAM / 10, STREAM] {
        let mut child = Command::new(PROGRAM)
            .args(["validate", "--isolated", "--stdin-filename", "stream.jsonl", "-"])
            .stdin(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let start = Instant::now();
        let mut raw = 0;
        let input = child.stdin.take();
        if let Some(mut input) = input {
            while raw < size {
                input.write_all(lines.as_bytes())?;
                raw += lines.len();
            }
            // While it still waits for more.
            let memory = peak(&child).unwrap_or_else(|| "unknown".to_owned());
            drop(input);
            child.wait()?;
            let rate = raw as f64 / MB as f64 / start.elapsed().as_secs_f64();
            println!("{:>24}: {rate:6.1} MB/s, peak memory {memory}", format!("a stream of {} MB", raw / MB));
        }
    }
    Ok(())
}

/// The most memory that a running program has had, where the system reports it.
fn peak(child: &Child) -> Option<String> {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:")).map(|peak| peak.trim().to_owned())
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn fastest(mut run: impl FnMut()) -> Duration {
    let round = |_| {
        let start = Instant::now();
        run();
        start.elapsed()
    };
    (0..ROUNDS).map(round).min().unwrap_or_default()
}
