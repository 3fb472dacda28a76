//! Files that are read in parts: what is found, and where, is the same as in the text as a whole.

use std::fs;
use std::path::Path;

use crate::support::folder::empty_folder;
use msgraph_lint::check::check;
use msgraph_lint::cli::{self, Environment, Streams};
use msgraph_lint::config::Config;
use msgraph_lint::rules;
use msgraph_lint::source::Source;

/// Lines of about so many bytes in all, some of them broken, with all kinds of line ends.
fn archive(bytes: usize) -> String {
    let mut text = String::new();
    let mut number = 0;
    while text.len() < bytes {
        number += 1;
        let colon = if number % 97 == 0 { "" } else { ":" };
        let rule = if number % 89 == 0 { "é\u{1F600}" } else { "03f7d90d-bf71-41b1-bda6-aaf0ddbee5d8" };
        let end = match number % 101 {
            0 => "\r\n\r\n",
            1 => "\r\r\n",
            _ => "\n",
        };
        text += &format!(
            "{{\"parameters\"{colon} [{{\"ruleId\": \"{rule}\", \"subjects\": [{{\"objectId\": \"60443998-8cf7-4e61-b05c-{number:012}\", \"objectTypeName\": \"User\"}}]}}]}}{end}"
        );
    }
    text
}

/// Standard output of `validate` with these arguments.
fn validate(folder: &Path, arguments: &[&str], mut stdin: &[u8]) -> String {
    let environment = Environment { folder: folder.to_owned(), ..Environment::default() };
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let mut streams = Streams { stdin: &mut stdin, stdout: &mut stdout, stderr: &mut stderr };
    let arguments = ["msgraph-lint", "validate"].iter().chain(arguments).map(Into::into);
    cli::run(arguments, &mut streams, &environment);
    assert_eq!(String::from_utf8_lossy(&stderr), "");
    String::from_utf8(stdout).expect("a report is UTF-8")
}

/// Rule and places of every finding of a JSON report: offset, line and column of its start.
fn places(report: &str) -> Vec<(String, u64, u64, u64)> {
    let report: serde_json::Value = serde_json::from_str(report).expect("the report is JSON");
    let findings = report["findings"].as_array().expect("it has findings");
    let number = |value: &serde_json::Value| value.as_u64().expect("a number");
    findings
        .iter()
        .map(|finding| {
            let (rule, start) = (finding["rule"].as_str().expect("an id"), &finding["start"]);
            (rule.to_owned(), number(&start["offset"]), number(&start["line"]), number(&start["column"]))
        })
        .collect()
}

#[test]
fn parts_are_found_in_as_the_whole_is() {
    let folder = empty_folder("parts");
    for (name, text) in [
        ("plain", archive(300_000)),
        ("one-line", archive(1).trim_end().to_owned()),
        ("mark", format!("\u{FEFF}{}", archive(300_000))),
        // A line that is longer than a part, between others.
        (
            "long",
            format!(
                "{}{{\"parameters\" [{{\"ruleId\":\"{}\"}}]}}\n{}",
                archive(1000),
                "x".repeat(700_000),
                archive(9000)
            ),
        ),
    ] {
        let file = format!("{name}.ndjson");
        let source = Source::new(file.as_str(), text.as_str()).expect("it is small");
        let whole = check(source, &Config::new(&rules::infos(), [], []).expect("everything is on"));
        let wanted: Vec<_> = whole
            .findings
            .iter()
            .map(|finding| {
                let at = whole.source.position(finding.span.start);
                let offset = u64::from(finding.span.start);
                (finding.rule.id.to_owned(), offset, u64::from(at.line), u64::from(at.column))
            })
            .collect();
        assert!(name == "one-line" || wanted.len() > 2, "{name} has findings");

        fs::write(folder.join(&file), &text).expect("a file can be written");
        let one = validate(&folder, &[&file, "--format", "json", "--jobs", "1"], b"");
        assert!(places(&one) == wanted, "{name}: other places");
        let summary = format!("\"files\":1,\"requests\":{}", whole.requests);
        assert!(one.contains(&summary), "{name}: not {summary}");
        let three = validate(&folder, &[&file, "--format", "json", "--jobs", "3"], b"");
        assert!(one == three, "{name}: other bytes on several threads");
        let arguments = ["-", "--stdin-filename", &file, "--format", "json", "--jobs", "2"];
        assert!(one == validate(&folder, &arguments, text.as_bytes()), "{name}: other bytes from standard input");
        let full = validate(&folder, &[&file, "--jobs", "2"], b"");
        let headings = full.lines().filter(|line| line.contains(&format!("[{file}:"))).count();
        assert_eq!(headings, wanted.len(), "{name}");
    }
}

#[test]
fn the_report_shows_lines_of_the_file() {
    let folder = empty_folder("lines");
    let good = archive(300_000).replace("\"parameters\" ", "\"parameters\": ").replace("\r\r\n", "\n");
    let lines = good.lines().count();
    fs::write(folder.join("a.jsonl"), format!("{good}{{\"parameters\": [],}}\n")).expect("a file can be written");
    let report = validate(&folder, &["a.jsonl", "--select", "trailing-comma"], b"");
    let number = lines + 1;
    assert!(report.contains(&format!("a.jsonl:{number}:18]")), "{report}");
    assert!(report.contains(&format!("{number} │ {{\"parameters\": [],}}")), "{report}");
}

#[test]
fn a_folder_is_searched_for_archives_of_ours_only() {
    let folder = empty_folder("folder");
    fs::write(folder.join("ours.ndjson"), archive(300_000)).expect("a file can be written");
    fs::write(folder.join("log.ndjson"), "{\"level\": \"info\", \"subjects\" 1}\n".repeat(30_000))
        .expect("a file can be written");
    let wide: Vec<u8> = archive(900).encode_utf16().flat_map(u16::to_le_bytes).collect();
    fs::write(folder.join("wide.jsonl"), wide).expect("a file can be written");
    let shown = validate(&folder, &["--show-files"], b"");
    assert_eq!(
        shown,
        "ours.ndjson: json-lines\nwide.jsonl: json-lines\n\
         log.ndjson: left out: no sign of a request to Microsoft Graph\n"
    );
    let report = validate(&folder, &["--format", "concise", "--select", "missing-colon"], b"");
    assert!(report.lines().filter(|line| line.starts_with("ours.ndjson:")).count() > 10, "{report}");
    assert!(!report.contains("log.ndjson"), "{report}");
}
