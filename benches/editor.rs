//! How soon an editor is answered: diagnostics after a keystroke, in one process and without pipes, and from the start of the
//! program to its first diagnostic. Run it with `cargo bench --bench editor`.
#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use msgraph_lint::lsp::frames::{self, Frame};
use msgraph_lint::lsp::{Message, Server};
use serde_json::{Value, json};

const PROGRAM: &str = env!("CARGO_BIN_EXE_msgraph-lint");
const KEYSTROKES: usize = 500;
const STARTS: usize = 30;

fn main() -> io::Result<()> {
    let body = body();
    report("a keystroke in a body of 300 bytes", keystrokes("file:///r/a.json", "json", &body))?;
    report("a keystroke in a page of 1 MB", keystrokes("file:///r/a.md", "markdown", &page(1_000_000)))?;
    report("from the start to the first diagnostic", starts(&body)?)?;
    memory(&body)
}

fn body() -> String {
    concat!(
        "{\n  \"parameters\": [\n    {\n      \"ruleId\": \"03f7d90d-bf71-41b1-bda6-0123456789ab\",\n      \"subjects\": [\n",
        "        {\n          \"objectId\": \"1f0d6b7e-3a52-4c0f-9d55-0123456789ab\",\n",
        "          \"objectTypeName\": \"User\"\n        }\n      ]\n    }\n  ]\n}\n"
    )
    .to_owned()
}

/// A page of at least so many bytes: words, and a request now and then.
fn page(bytes: usize) -> String {
    let words = "Some words about what the request does, and who may send it.\n\n".repeat(8);
    let mut page = String::new();
    while page.len() < bytes {
        page += &format!(
            "## A request\n\n{words}```http\nPOST https://graph.microsoft.com/v1.0/groups\nContent-Type: application/json\n\n{{ \"displayName\": \"x\" }}\n```\n\n"
        );
    }
    page
}

fn message(it: Value) -> Option<Message> {
    serde_json::from_value(it).ok()
}

fn initialize() -> Value {
    json!({ "id": 1, "method": "initialize", "params": { "capabilities": {}, "rootUri": "file:///r" } })
}

fn open(uri: &str, language: &str, text: &str) -> Value {
    let document = json!({ "uri": uri, "languageId": language, "version": 0, "text": text });
    json!({ "method": "textDocument/didOpen", "params": { "textDocument": document } })
}

/// A letter at the end of the third line, or its removal.
fn key(uri: &str, number: usize) -> Value {
    let (start, end) = (json!({ "line": 2, "character": 3 }), json!({ "line": 2, "character": 3 + number % 2 }));
    let text = if number.is_multiple_of(2) { "x" } else { "" };
    let document = json!({ "uri": uri, "version": number + 1 });
    let change = json!({ "range": { "start": start, "end": end }, "text": text });
    json!({ "method": "textDocument/didChange", "params": { "textDocument": document, "contentChanges": [change] } })
}

fn server(uri: &str, language: &str, text: &str) -> Server {
    let mut server = Server::new(None, Path::new("/"));
    server.receive([initialize(), open(uri, language, text)].into_iter().filter_map(message).collect());
    server.settle(&|| false);
    server.take();
    server
}

fn keystrokes(uri: &str, language: &str, text: &str) -> Vec<Duration> {
    let mut server = server(uri, language, text);
    let mut times = Vec::new();
    for number in 0..KEYSTROKES {
        let messages: Vec<Message> = message(key(uri, number)).into_iter().collect();
        let start = Instant::now();
        server.receive(messages);
        server.settle(&|| false);
        assert!(!server.take().is_empty(), "diagnostics are sent");
        times.push(start.elapsed());
    }
    times
}

fn starts(body: &str) -> io::Result<Vec<Duration>> {
    let broken = body.replacen("\": [", "\" [", 1);
    let input: Vec<Message> =
        [initialize(), open("file:///r/a.json", "json", &broken)].into_iter().filter_map(message).collect();
    let mut times = Vec::new();
    for _ in 0..STARTS {
        let start = Instant::now();
        let mut child = Command::new(PROGRAM).arg("lsp").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let (Some(mut stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else { continue };
        input.iter().try_for_each(|message| frames::write(&mut stdin, message))?;
        stdin.flush()?;
        let mut stdout = io::BufReader::new(stdout);
        while let Frame::Message(message) = frames::read(&mut stdout)? {
            if matches!(&message, Message::Notification(it) if it.method == "textDocument/publishDiagnostics") {
                break;
            }
        }
        times.push(start.elapsed());
        drop(stdin);
        child.wait()?;
    }
    Ok(times)
}

/// What 100,000 edits leave behind.
fn memory(body: &str) -> io::Result<()> {
    let uri = "file:///r/a.json";
    let mut server = server(uri, "json", body);
    let mut sizes = Vec::new();
    for number in 0..100_000 {
        server.receive(message(key(uri, number)).into_iter().collect());
        if number % 10 == 0 {
            server.settle(&|| false);
        }
        server.take();
        if number == 10_000 || number == 99_999 {
            sizes.push(resident());
        }
    }
    if let [Some(early), Some(late)] = sizes[..] {
        println!("memory after 10,000 and 100,000 edits: {early} and {late} KiB");
    }
    Ok(())
}

/// Resident memory in KiB, where the system reports it.
fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.trim().split(' ').next()?.parse().ok())
}

fn report(what: &str, mut times: Vec<Duration>) -> io::Result<()> {
    times.sort();
    let at = |part: usize| times.get((times.len() * part / 100).min(times.len() - 1)).copied().unwrap_or_default();
    println!("{what}: median {:?}, 95th percentile {:?}", at(50), at(95));
    io::stdout().flush()
}
