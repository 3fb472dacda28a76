//! Every report format on the same made-up report, which has all that is hard to show: tabs, CRLF, wide and combining
//! characters, control and bidirectional characters, a line of a megabyte, places at the end of the text, labels far apart.
//!
//! `UPDATE_EXPECT=1 cargo test --test suite formats::` writes `tests/snapshots/` anew.

use crate::support::reporting;
use std::fs;
use std::path::Path;

use crate::support::reporting::{commands, reads_well};
use msgraph_lint::finding::{
    Diagnostic, Finding, Fix, FixAvailability, Group, RuleInfo, Severity, Suppressed, Suppression,
};
use msgraph_lint::fingerprint;
use msgraph_lint::formats::{self, Style};
use msgraph_lint::report::{Checked, Notice, Report, Summary};
use msgraph_lint::source::Source;
use msgraph_lint::text::{Edit, Span, offset};

static ERROR: RuleInfo = RuleInfo {
    id: "made-up-error",
    group: Group::Syntax,
    severity: Severity::Error,
    fix: FixAvailability::Safe,
    summary: "something that the service refuses",
    manual: "",
};

static WARNING: RuleInfo = RuleInfo {
    id: "made-up-warning",
    group: Group::Structure,
    severity: Severity::Warning,
    fix: FixAvailability::Sometimes,
    summary: "something that is probably not what was meant",
    manual: "",
};

static INFO: RuleInfo = RuleInfo {
    id: "made-up-info",
    group: Group::Value,
    severity: Severity::Info,
    fix: FixAvailability::None,
    summary: "something worth knowing",
    manual: "",
};

const HELP: &str = "The service reads nothing of a body that is not JSON: it answers 400, \"Unable to read JSON request \
                    payload\". Write the sign where it belongs.";

/// The `count`-th place of `words` in the text of `source`.
fn place(source: &Source, words: &str, count: usize) -> Span {
    let (start, _) = source.text().match_indices(words).nth(count).expect("the words are there");
    Span::new(offset(start), offset(start + words.len()))
}

fn plain() -> Checked {
    let source = Source::new(
        "requests/plain.json",
        "{\n    \"parameters\" [{\n        \"ruleId\": 5,\n        \"subjects\": [                                    \"a late one\",\n            {\n                \"objectId\": \"x\"\n            }\n        ]\n    }\n",
    )
    .expect("it is small");
    let key = place(&source, "\"parameters\"", 0);
    let mut colon =
        Diagnostic::new(&ERROR, Span::gap(key.end), "no `:` between the key `\"parameters\"` and its value");
    colon.label(Span::gap(key.end), "`:` belongs here").help(HELP);
    colon.fix(Fix::safe("insert `:`", vec![Edit::insert(key.end, ":")]));
    let colon = colon.finish(&source, Some("/parameters".to_owned()), Some("made_up".to_owned()));
    let five = place(&source, "5", 0);
    let mut number = Diagnostic::new(
        &WARNING,
        five,
        "the rule id is a number; an id is a string, and this sentence goes on for so long that it needs a second line of the terminal",
    );
    number.label(five, "a number").fix(Fix::guess(
        "put quotation marks around it",
        vec![Edit::insert(five.start, "\""), Edit::insert(five.end, "\"")],
    ));
    // The words about it do not go between it and the end of the line.
    let late = place(&source, "\"a late one\"", 0);
    let mut narrow = Diagnostic::new(&WARNING, late, "a place at the right");
    narrow.label(late, "a long label that must be broken somewhere");
    // Over three lines, without a label of its own.
    let object = Span::new(place(&source, "{\n                \"objectId", 0).start, place(&source, "}", 0).end);
    let several = Diagnostic::new(&INFO, object, "this subject spans several lines");
    // Something is missing at the very end, and its opener is far away.
    let end = Span::gap(offset(source.text().len()));
    let mut unclosed = Diagnostic::new(&ERROR, end, "`{` is never closed");
    unclosed.label(end, "`}` belongs here").label(Span::new(0, 1), "opened here");
    let suppressed = vec![
        suppressed(
            &source,
            five,
            Suppression::Comment { place: late, reason: Some("seen \u{1b}[1m]]>\n::error::r".to_owned()) },
        ),
        suppressed(&source, late, Suppression::Entry { entry: 0, reason: Some("known\u{202E}".to_owned()) }),
        suppressed(&source, key, Suppression::Baseline),
    ];
    let [number, narrow, several, unclosed] =
        [number, narrow, several, unclosed].map(|it| it.finish(&source, None, None));
    Checked {
        source,
        requests: 1,
        findings: vec![colon, number, narrow, several, unclosed],
        suppressed,
        unread: Vec::new(),
        unread_blocks: Vec::new(),
    }
}

/// Something at a place that is not to be reported.
fn suppressed(source: &Source, at: Span, by: Suppression) -> Suppressed {
    Suppressed { finding: Diagnostic::new(&INFO, at, "nobody wants to read this").finish(source, None, None), by }
}

fn hostile() -> Checked {
    let text = "\u{FEFF}{\t\"a\":\t\"\u{1b}[31mred\u{7}\",\r\n\t\"na\u{301}me 😀 漢字\": \"x\u{202E}y\",\r\n  \"b\":\u{0}\u{85}1 }\u{2028}";
    let source = Source::new("bad\u{1b}[2Jname\n.json", text).expect("it is small");
    let red = place(&source, "red", 0);
    let mut escape =
        Diagnostic::new(&ERROR, red, "the string `\u{1b}[31mred\u{7}` has control characters\r\n::error::forged");
    escape.label(red, "be\u{1b}[0mhind it").help("Take it\u{202E} out.\n\u{1b}]0;title\u{7}");
    escape.fix(Fix::safe("remove `\u{1b}`", vec![Edit::replace(red, "\u{202E}\u{1b}😀\u{E0041}\u{2028}\"\\\n")]));
    let wide = place(&source, "漢字", 0);
    let mut columns = Diagnostic::new(&WARNING, wide, "wide characters and `😀` before them");
    columns.label(wide, "two characters").label(place(&source, "na\u{301}me", 0), "a mark that joins a letter");
    let end = Span::gap(offset(source.text().len()));
    let missing = Diagnostic::new(&INFO, end, "nothing follows");
    let findings = [escape, columns, missing].map(|it| it.finish(&source, None, None)).into();
    Checked { source, requests: 1, findings, suppressed: Vec::new(), unread: Vec::new(), unread_blocks: Vec::new() }
}

/// Minified: one line of a megabyte.
fn minified() -> Checked {
    let element = "{\"id\":\"4ea7b8c3\",\"name\":\"漢字\"},";
    let text = format!("{{\"parameters\":[{}{{\"id\" 7}}]", element.repeat(1_000_000 / element.len()));
    let source = Source::new("requests/minified.json", text).expect("it is small");
    let gap = Span::gap(place(&source, "\"id\" 7", 0).start + 4);
    let mut colon = Diagnostic::new(&ERROR, gap, "no `:` in a line of a megabyte");
    colon.label(gap, "`:` belongs here");
    let end = Span::gap(offset(source.text().len()));
    let mut unclosed = Diagnostic::new(&ERROR, end, "`{` is never closed");
    unclosed.label(end, "`}` belongs here").label(Span::new(0, 1), "opened here");
    let mut long = Diagnostic::new(&WARNING, Span::new(14, end.end), "the array is too long");
    long.label(Span::new(14, end.end), "all of this");
    let mut first = Diagnostic::new(&INFO, Span::new(1, 13), "at the beginning of the line");
    first.label(Span::new(1, 13), "a key");
    let findings = [first, long, colon, unclosed].map(|it| it.finish(&source, None, None)).into();
    Checked { source, requests: 2, findings, suppressed: Vec::new(), unread: Vec::new(), unread_blocks: Vec::new() }
}

fn sample() -> Report {
    let mut report = Report {
        rules: vec![&ERROR, &WARNING, &INFO],
        checked: vec![plain(), hostile(), minified()],
        notices: vec![Notice::failure("gone\u{1b}.json".to_owned(), "there is no such file".to_owned())],
    };
    report.sort();
    for checked in &mut report.checked {
        fingerprint::mark(&checked.source, &mut checked.findings);
        for suppressed in &mut checked.suppressed {
            fingerprint::mark(&checked.source, std::slice::from_mut(&mut suppressed.finding));
        }
    }
    report
}

fn raw(report: &Report, format: &str, style: &Style) -> String {
    let format = formats::find(format).expect("the format is known");
    reporting::raw(report, format, *style).expect("reports are UTF-8, and memory takes all")
}

/// Compares with the file of this name, in which an ESC is shown as `␛` so that it can be looked at.
fn expect(name: &str, actual: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots").join(name);
    let actual = actual.replace('\u{1b}', "␛");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, &actual).expect("the snapshot can be written");
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(actual == expected, "{name} now comes out as\n{actual}");
}

const COLOR: Style = Style { color: true, links: true, details: true, ..Style::PLAIN };

const DETAILS: Style = Style { details: true, ..Style::PLAIN };

#[test]
fn full() {
    expect("full.txt", &raw(&sample(), "full", &DETAILS));
}

#[test]
fn full_for_other_terminals() {
    expect("full-120.txt", &raw(&sample(), "full", &Style { width: 120, ..Style::PLAIN }));
    let report = Report { checked: vec![plain()], ..Report::default() };
    expect("full-color.txt", &raw(&report, "full", &COLOR));
    expect(
        "full-ascii.txt",
        &raw(&report, "full", &Style { unicode: false, closing: false, width: 60, ..Style::PLAIN }),
    );
}

#[test]
fn concise() {
    expect("concise.txt", &raw(&sample(), "concise", &DETAILS));
    expect("concise-color.txt", &raw(&sample(), "concise", &COLOR));
}

#[test]
fn json() {
    expect("report.json", &raw(&sample(), "json", &COLOR));
    expect("empty.json", &raw(&Report::default(), "json", &Style::PLAIN));
}

/// One snapshot of each format that a program or a page takes.
#[test]
fn the_others() {
    let files = [
        ("jsonl", "report.jsonl"),
        ("sarif", "report.sarif"),
        ("github", "github.txt"),
        ("gitlab", "gitlab.json"),
        ("junit", "junit.xml"),
        ("checkstyle", "checkstyle.xml"),
        ("rdjson", "rdjson.json"),
        ("rdjsonl", "rdjsonl.jsonl"),
        ("markdown", "markdown.md"),
    ];
    for (format, file) in files {
        expect(file, &raw(&sample(), format, &COLOR));
    }
    let human = ["full", "concise", "json"];
    let shown: Vec<&str> = files.iter().map(|file| file.0).chain(human).collect();
    assert!(formats::FORMATS.iter().all(|format| shown.contains(&format.name)), "a format has no snapshot");
}

#[test]
fn statistics() {
    let mut out = Vec::new();
    formats::STATISTICS.write(&sample(), &mut out, Style::PLAIN).expect("memory takes all");
    expect("statistics.txt", &String::from_utf8(out).expect("reports are UTF-8"));
}

#[test]
fn closing_lines() {
    let lines = |reports: &[Report]| reports.iter().map(|report| format!("{}\n", report.summary())).collect::<String>();
    let source = |name: &str| Source::new(name, "{}").expect("it is small");
    let clean = |name: &str| Checked {
        source: source(name),
        requests: 1,
        findings: Vec::new(),
        suppressed: Vec::new(),
        unread: Vec::new(),
        unread_blocks: Vec::new(),
    };
    let found = |rule: &'static RuleInfo, fix: Option<Fix>| {
        let mut finding = Diagnostic::new(rule, Span::gap(0), "something");
        finding.fix(fix);
        finding.finish(&source("a"), None, None)
    };
    let edit = || vec![Edit::insert(0, "x")];
    let notice = || Notice::failure("x".to_owned(), "there is no such file".to_owned());
    let with = |findings: Vec<Finding>| Report {
        checked: vec![Checked {
            source: source("a"),
            requests: 1,
            findings,
            suppressed: Vec::new(),
            unread: Vec::new(),
            unread_blocks: Vec::new(),
        }],
        ..Report::default()
    };
    let reports = [
        Report { checked: vec![clean("a")], ..Report::default() },
        Report { checked: vec![clean("a"), clean("b")], notices: vec![notice()], ..Report::default() },
        Report { notices: vec![notice()], ..Report::default() },
        with(vec![found(&ERROR, None)]),
        with(vec![found(&ERROR, Fix::safe("x", edit())), found(&WARNING, None), found(&WARNING, None)]),
        with(vec![found(&INFO, Fix::guess("x", edit()))]),
        with(vec![found(&ERROR, Fix::safe("x", edit())), found(&WARNING, Fix::guess("x", edit())), found(&INFO, None)]),
    ];
    expect("closing.txt", &lines(&reports));
    let repeats = |unread_calls| Summary { files: 1, requests: 3, unread_calls, ..Summary::default() }.to_string();
    assert_eq!(
        repeats(2),
        "No findings in 3 requests of 1 file; 2 calls behind many that repeat the same values are not read."
    );
    assert!(repeats(1).contains("; 1 call behind many that repeat the same values is not read."));
}

/// Every report holds every finding in the grammar of its format, and nothing that a source or a file name holds reaches a
/// terminal or a log as it is.
#[test]
fn every_report_reads_well() {
    let report = sample();
    for style in [Style::PLAIN, COLOR, Style { width: 40, unicode: false, ..Style::PLAIN }] {
        reads_well(&report, style).expect("what holds for every report");
    }
    for format in formats::FORMATS {
        let text = raw(&report, format.name, &Style::PLAIN);
        assert_eq!(text.matches("nobody wants to read this").count(), if format.name == "sarif" { 3 } else { 0 });
        assert!(text.len() < 40_000, "{} prints whole lines", format.name);
    }
}

/// A log takes no commands from a payload, wherever the words stand and however a line is broken.
#[test]
fn no_command_gets_through() {
    let commands_to_log = "::add-mask::a ##vso[task.setvariable]v ::error file=b::c ##[add-mask]d %0A::error::e";
    let text = format!("::add-mask::x\n{{\"a\": \"{commands_to_log}\",\n::error::y\n##[error]z\n}}\n");
    let source = Source::new("::error file=a,line=1::%0A##[add-mask]f,g.json", text).expect("it is small");
    let mut findings = Vec::new();
    for (start, line) in ["::add-mask::x", commands_to_log, "::error::y", "##[error]z"].iter().enumerate() {
        let at = place(&source, line, 0);
        let mut finding = Diagnostic::new(&ERROR, at, format!("{}{commands_to_log}", "x ".repeat(start * 15)));
        finding.label(at, commands_to_log).help(commands_to_log);
        finding.fix(Fix::safe(commands_to_log, vec![Edit::replace(at, commands_to_log)]));
        findings.push(finding.finish(&source, None, Some(commands_to_log.to_owned())));
    }
    let checked = vec![Checked {
        source,
        requests: 1,
        findings,
        suppressed: Vec::new(),
        unread: Vec::new(),
        unread_blocks: Vec::new(),
    }];
    let notices = vec![Notice::failure("::error::h".to_owned(), commands_to_log.to_owned())];
    let report = Report { checked, notices, ..Report::default() };
    for format in formats::FORMATS {
        for width in [40, 80] {
            let text = raw(&report, format.name, &Style { width, ..Style::PLAIN });
            if format.name != "github" {
                assert_eq!(commands(&text), Vec::<&str>::new(), "in {}", format.name);
            }
        }
    }
    let log = raw(&report, "github", &Style::PLAIN);
    let file = "<U+003A>%3Aerror file=a%2Cline=1%3A%3A%250A##<U+005B>add-mask]f%2Cg.json";
    for line in log.lines().take(4) {
        let (properties, message) = line.strip_prefix("::error ").and_then(|rest| rest.split_once("::")).expect("one");
        assert!(properties.starts_with(&format!("file={file},line=")), "{properties}");
        assert!(message.contains("%250A::error::e%0A"), "{message}");
    }
    assert_eq!(log.lines().count(), 5);
}

#[test]
fn json_fits_its_schema_and_keeps_every_value() {
    let schema = include_str!("../../schemas/msgraph-lint-report.v1.schema.json");
    let mut schema: serde_json::Value = serde_json::from_str(schema).expect("the schema is JSON");
    let validator = jsonschema::draft7::new(&schema).expect("the schema is a schema");
    let json = |report: &Report| -> serde_json::Value {
        serde_json::from_str(&raw(report, "json", &Style::PLAIN)).expect("the report is JSON")
    };
    let report = json(&sample());
    for report in [&report, &json(&Report::default())] {
        let errors: Vec<String> = validator.iter_errors(report).map(|error| error.to_string()).collect();
        assert_eq!(errors, Vec::<String>::new());
    }
    let escape = &report["findings"][0];
    assert_eq!(escape["fix"]["edits"][0]["text"], "\u{202E}\u{1b}😀\u{E0041}\u{2028}\"\\\n");
    assert_eq!(escape["path"], "bad\u{1b}[2Jname\n.json");
    // The schema names every member that is written: closed, it still fits.
    close(&mut schema);
    let closed = jsonschema::draft7::new(&schema).expect("the schema is a schema");
    assert_eq!(closed.iter_errors(&report).map(|error| error.to_string()).collect::<Vec<_>>(), Vec::<String>::new());
}

/// Forbids members that a schema does not name.
fn close(schema: &mut serde_json::Value) {
    if let Some(object) = schema.as_object_mut() {
        if object.get("type") == Some(&"object".into()) {
            object.insert("additionalProperties".to_owned(), false.into());
        }
        object.values_mut().for_each(close);
    }
}

/// Wherever a finding points, and however narrow the terminal is, it can be drawn.
#[test]
fn every_place_can_be_drawn() {
    for checked in [plain(), hostile()] {
        let length = offset(checked.source.text().len());
        let source = Source::new(checked.source.name(), checked.source.text()).expect("it is small");
        let boundary = |at: &u32| source.text().is_char_boundary(*at as usize);
        let mut findings = Vec::new();
        for start in (0..=length).filter(boundary) {
            for end in [start, start + 1, start + 9, length, length + 5].into_iter().filter(|&end| start <= end) {
                let mut finding = Diagnostic::new(&ERROR, Span::new(start, end), "here");
                finding.label(Span::new(start, end), "this").label(Span::gap(length - start), "and that");
                findings.push(finding.finish(&source, None, None));
            }
        }
        let report = Report {
            checked: vec![Checked {
                source,
                requests: 1,
                findings,
                suppressed: Vec::new(),
                unread: Vec::new(),
                unread_blocks: Vec::new(),
            }],
            ..Report::default()
        };
        for width in [0, 41, 80] {
            for unicode in [false, true] {
                let text = raw(&report, "full", &Style { width, unicode, ..Style::PLAIN });
                assert!(!text.contains("Failed to read"), "a label could not be drawn");
            }
        }
    }
}
