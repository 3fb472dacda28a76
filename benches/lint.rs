//! How fast everything together is: a body as a library call, trees and a stream as the program. Run it with
//! `cargo bench --bench lint`; a word behind `--` runs only what has it in its name.
//!
//! Where `valgrind` is installed, the instructions of a run on one body are counted too: they are the same on a busy machine.
#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use std::fs;
use std::hint::black_box;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use msgraph_lint::check::check;
use msgraph_lint::config::Config;
use msgraph_lint::rules;
use msgraph_lint::source::Source;

const PROGRAM: &str = env!("CARGO_BIN_EXE_msgraph-lint");
const ROUNDS: usize = 7;

const MB: usize = 1_000_000;
const FILES: usize = 1_000;
const PAGES: usize = 5_000;
const STREAM: usize = 1_000 * MB;

/// Measures, and prints; may make files in a folder.
type Bench = fn(&Path) -> io::Result<()>;

fn main() -> io::Result<()> {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("lint");
    let benches: [(&str, Bench); 5] =
        [("bodies", bodies), ("instructions", instructions), ("files", files), ("pages", pages), ("stream", stream)];
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

/// An entry of its own, with `number` in its ids.
fn entry(number: usize) -> String {
    format!(
        concat!(
            "    {{\n      \"ruleId\": \"03f7d90d-bf71-41b1-bda6-{number:012x}\",\n      \"subjects\": [\n        {{\n",
            "          \"objectId\": \"1f0d6b7e-3a52-4c0f-9d55-{number:012x}\",\n",
            "          \"objectTypeName\": \"User\"\n        }}\n      ]\n    }}"
        ),
        number = number + 1
    )
}

/// A valid body of at least so many bytes.
fn body(number: usize, bytes: usize) -> String {
    let one = entry(number);
    let entries: Vec<String> = (0..bytes.div_ceil(one.len())).map(|at| entry(number + at)).collect();
    format!("{{\n  \"parameters\": [\n{}\n  ]\n}}\n", entries.join(",\n"))
}

/// The same with a colon missing and a wrong name in every entry.
fn broken(number: usize, bytes: usize) -> String {
    body(number, bytes).replace("\"ruleId\":", "\"ruleId\"").replace("objectTypeName", "objectTypename")
}

/// The library, one thread: microseconds for a small body, megabytes a second for a large one.
fn bodies(_: &Path) -> io::Result<()> {
    let config = Config::new(&rules::infos(), [], []).map_err(|word| io::Error::other(word.to_string()))?;
    let large = 10 * MB;
    for (name, text) in [
        ("a valid body", body(0, 1)),
        ("a broken body", broken(0, 1)),
        ("a valid body of 10 MB", body(0, large)),
        ("a broken body of 10 MB", broken(0, large)),
    ] {
        let times = (large / 10 / text.len()).max(1);
        let mut found = 0;
        let fastest = fastest(|| {
            for _ in 0..times {
                let source = Source::new("a.json", black_box(text.as_str()));
                found = source.map(|source| check(source, &config).findings.len()).unwrap_or_default();
            }
        });
        let each = fastest.as_secs_f64() / times as f64;
        let rate = text.len() as f64 / MB as f64 / each;
        println!("{name:>24}: {:10.1} µs, {rate:6.1} MB/s, {found} findings in {} bytes", each * 1e6, text.len());
    }
    Ok(())
}

/// What the processor does from the start of the program to its end.
fn instructions(folder: &Path) -> io::Result<()> {
    fs::write(folder.join("valid.json"), body(0, 1))?;
    fs::write(folder.join("broken.json"), broken(0, 1))?;
    let runs: [(&str, &[&str]); 5] = [
        ("--help", &["--help"]),
        ("rules", &["rules"]),
        ("a valid body", &["validate", "valid.json"]),
        ("a broken body", &["validate", "broken.json"]),
        ("a broken body, JSON", &["validate", "--format", "json", "broken.json"]),
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
        let text = if number % 10 == 5 { broken(number, 1) } else { body(number, 1) };
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
            5 => (format!("servicePrincipals/{id}/synchronization/jobs/x.{id}.y/provisionOnDemand"), body(number, 1)),
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
    let lines: String = (0..MB / 200)
        .map(|number| entry(number).split_whitespace().collect::<String>())
        .fold(String::new(), |lines, entry| format!("{lines}{{\"parameters\":[{entry}]}}\n"));
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

fn fastest(mut run: impl FnMut()) -> Duration {
    let round = |_| {
        let start = Instant::now();
        run();
        start.elapsed()
    };
    (0..ROUNDS).map(round).min().unwrap_or_default()
}
