//! What holds for the report of any findings whatever, in every format. The fuzz targets share it.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use jsonschema::Validator;
use msgraph_lint::formats::{self, FORMATS, Format, Style};
use msgraph_lint::report::Report;
use pulldown_cmark::{Event, Options, Parser, Tag};
use serde_json::Value;

/// Where the pages of the rules are: the only place that a report leads to.
const PAGES: &str = "https://github.com/msgraph-lint/msgraph-lint/blob/main/docs/rules/";

static SCHEMA: LazyLock<Validator> = LazyLock::new(|| {
    let schema = include_str!("../../../schemas/msgraph-lint-report.v1.schema.json");
    let schema = serde_json::from_str(schema).expect("the schema is JSON");
    jsonschema::draft7::new(&schema).expect("the schema is a schema")
});

/// The report in a format.
pub(crate) fn raw(report: &Report, format: &Format, style: Style) -> Result<String, String> {
    let mut out = Vec::new();
    format.write(report, &mut out, style).map_err(|error| error.to_string())?;
    String::from_utf8(out).map_err(|error| error.to_string())
}

/// Whether every format shows all of `report`, in its own grammar, and nothing in it acts on whoever shows it.
pub(crate) fn reads_well(report: &Report, style: Style) -> Result<(), String> {
    for format in FORMATS.iter().chain([&formats::STATISTICS]) {
        let text = raw(report, format, style)?;
        let problem = harmless(format, &text, style).and_then(|()| complete(format, &text, report));
        problem.map_err(|problem| format!("{}: {problem} in\n{text}", format.name))?;
    }
    Ok(())
}

/// Whether nothing in `text` acts on a terminal or a log, but for what the format itself puts there.
fn harmless(format: &Format, text: &str, style: Style) -> Result<(), String> {
    let plain = if format.human && style != Style::PLAIN { undressed(text) } else { text.to_owned() };
    // Next to all of a report is plain ASCII.
    let mut other = plain.chars().filter(|character| !matches!(character, ' '..='~'));
    let acts = |character: &char| {
        let invisible = matches!(character, '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{FEFF}' | '\u{E0000}'..='\u{E007F}');
        let directs = matches!(character, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}');
        character.is_control() && *character != '\n' || invisible || directs
    };
    if let Some(character) = other.find(acts) {
        return Err(format!("U+{:04X} stands there", character as u32));
    }
    let commands = commands(&plain);
    if format.name != "github" && !commands.is_empty() {
        return Err(format!("commands to a log stand there: {commands:?}"));
    }
    let is_whole = text.is_empty() || text.ends_with('\n');
    is_whole.then_some(()).ok_or_else(|| "the last line has no end".to_owned())
}

/// `text` without the colours and links that the program writes itself.
fn undressed(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let color = || {
            part.strip_prefix('[')?.trim_start_matches(|it: char| it.is_ascii_digit() || it == ';').strip_prefix('m')
        };
        let rest = match part.strip_prefix("]8;;") {
            Some(link) if link.is_empty() || link.starts_with(PAGES) => Some(""),
            Some(_) => None,
            // What ends the address of a link.
            None => color().or_else(|| part.strip_prefix('\\')),
        };
        plain.push_str(rest.unwrap_or("\u{1b}"));
    }
    plain
}

/// What the runner of GitHub Actions takes for commands, as its `ActionCommand.cs` reads a line.
pub(crate) fn commands(log: &str) -> Vec<&str> {
    let second = |line: &str| line.trim_start().strip_prefix("::").is_some_and(|rest| rest.contains("::"));
    let first = |line: &str| line.split_once("##[").is_some_and(|(_, rest)| rest.contains(']'));
    log.lines().filter(|line| second(line) || first(line) || line.contains("##vso[")).collect()
}

/// Whether `text` is of the grammar of its format, and shows each finding.
fn complete(format: &Format, text: &str, report: &Report) -> Result<(), String> {
    let (findings, notices) = (report.findings().count(), report.notices.len());
    let suppressed: usize = report.checked.iter().map(|checked| checked.suppressed.len()).sum();
    let (reported, expected) = match format.name {
        "concise" => (text.lines().count(), findings + 1),
        "json" => {
            let report = json(text)?;
            if let Some(error) = SCHEMA.iter_errors(&report).next() {
                return Err(format!("it does not fit its schema: {error}"));
            }
            (elements(&report, "/findings") + elements(&report, "/notices"), findings + notices)
        }
        "sarif" => (elements(&json(text)?, "/runs/0/results"), findings + suppressed),
        "rdjson" => (elements(&json(text)?, "/diagnostics"), findings),
        "jsonl" | "rdjsonl" => {
            text.lines().try_for_each(|line| json(line).map(drop))?;
            (text.lines().count(), findings)
        }
        "gitlab" => {
            let issues = json(text)?;
            let prints = issues.as_array().into_iter().flatten().map(|issue| issue["fingerprint"].as_str());
            (prints.collect::<BTreeSet<_>>().len(), findings)
        }
        "checkstyle" => (tags(text, "error")?, findings + notices),
        "junit" => (tags(text, "testcase")?, report.checked.len() + notices),
        "github" => {
            let levels = ["::error file=", "::warning file=", "::notice file="];
            let is_one = |line: &&str| levels.iter().any(|level| line.starts_with(level)) && line[2..].contains("::");
            (text.lines().filter(is_one).count(), text.lines().count().max(findings + notices))
        }
        // A page that would be longer than GitHub takes says how many it leaves out.
        "markdown" => (blocks(text)? + left_out(text), findings),
        _ => return Ok(()),
    };
    (reported == expected).then_some(()).ok_or_else(|| format!("{reported} are reported, not {expected},"))
}

fn json(text: &str) -> Result<Value, String> {
    serde_json::from_str(text).map_err(|error| format!("no JSON: {error}"))
}

fn elements(value: &Value, pointer: &str) -> usize {
    value.pointer(pointer).and_then(Value::as_array).map_or(0, Vec::len)
}

fn left_out(page: &str) -> usize {
    let words = page
        .lines()
        .find_map(|line| line.strip_prefix("**")?.strip_suffix(" more findings** have no room on this page."));
    words.and_then(|words| words.parse().ok()).unwrap_or(0)
}

/// How many elements of this name an XML document has.
fn tags(text: &str, name: &str) -> Result<usize, String> {
    let document = roxmltree::Document::parse(text).map_err(|error| format!("no XML: {error}"))?;
    Ok(document.descendants().filter(|node| node.has_tag_name(name)).count())
}

/// How many blocks of code a page has, on which there is nothing of another author's but words.
fn blocks(page: &str) -> Result<usize, String> {
    let mut blocks = 0;
    for event in Parser::new_ext(page, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_MATH) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => blocks += 1,
            Event::Start(Tag::Link { dest_url, .. }) if dest_url.starts_with(PAGES) => {}
            Event::Html(_) | Event::InlineHtml(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {
                return Err(format!("{event:?} on a page"));
            }
            Event::Start(
                Tag::Link { .. } | Tag::Image { .. } | Tag::Emphasis | Tag::Strikethrough | Tag::BlockQuote(_),
            ) => {
                return Err(format!("{event:?} on a page"));
            }
            _ => {}
        }
    }
    Ok(blocks)
}
