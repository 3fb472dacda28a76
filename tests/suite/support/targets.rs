//! What is tried on any text whatever: by the fuzzer on those that it makes up, and by `tests/suite/found.rs` on those that once
//! found a bug.

use std::str;

use super::findings::invariants;
use super::fixing;
use super::fixing::{LIMITS, Text};
use super::reading::{agrees, holds_together, read};
use super::reporting;
use msgraph_lint::check::{Checker, check};
use msgraph_lint::config::Config;
use msgraph_lint::finding::{Finding, Fix, Suppressed, Suppression};
use msgraph_lint::formats::Style;
use msgraph_lint::report::{Checked, Notice, Report};
use msgraph_lint::source::{Source, Start};
use msgraph_lint::{fix, rules};

/// Something that holds for every text: of a file of this name, with these bytes.
pub(crate) type Target = fn(&str, &[u8]) -> Result<(), String>;

/// Every target, by its name.
pub(crate) const TARGETS: &[(&str, Target)] = &[
    ("reader", reader),
    ("validate", validate),
    ("fix", fixes),
    ("formats", reports),
    #[cfg(feature = "lsp")]
    ("editor", super::messages::holds),
    #[cfg(feature = "serve")]
    ("serve", serve),
];

/// The reader takes what `serde_json` takes, for the same value, and its places hold together.
fn reader(_name: &str, bytes: &[u8]) -> Result<(), String> {
    let Ok(text) = str::from_utf8(bytes) else { return Ok(()) };
    agrees(text)?;
    holds_together(text, &read(text))
}

/// The way from bytes to findings: every place lies in the text, every fix can be made, and the same text gives
/// the same findings again.
fn validate(name: &str, bytes: &[u8]) -> Result<(), String> {
    let Some(source) = source(name, bytes) else { return Ok(()) };
    let text = source.text().to_owned();
    let checker = Checker::new(everything()?);
    let checked = checker.check(source);
    invariants(&checked)?;
    checked.findings.iter().filter_map(|finding| finding.fix.as_ref()).try_for_each(|fix| is_made(fix, &text))?;
    let again = self::source(name, bytes).map(|source| checker.check(source));
    let (now, before) = (again.as_ref().map(shown), Some(shown(&checked)));
    (now == before).then_some(()).ok_or_else(|| format!("{now:?}, before that {before:?}, in\n{text}"))
}

/// What a check found, as far as it can be compared.
fn shown(checked: &Checked) -> Vec<String> {
    let shown = |it: &Finding| format!("{} {:?} {} {:?}", it.rule.id, it.span, it.message, it.pointer);
    checked.findings.iter().map(shown).collect()
}

/// Whether every edit of a fix is made.
fn is_made(fix: &Fix, text: &str) -> Result<(), String> {
    let added: usize = fix.edits().iter().map(|edit| edit.text.len()).sum();
    let taken: usize = fix.edits().iter().map(|edit| edit.span.len() as usize).sum();
    let is_whole = fix::apply(text, fix.edits()).len() == text.len() + added - taken;
    is_whole.then_some(()).ok_or_else(|| format!("an edit was left out: {fix:?}"))
}

/// Fixing twice is fixing once, and brings nothing new.
fn fixes(name: &str, bytes: &[u8]) -> Result<(), String> {
    let Some(_) = source(name, bytes) else { return Ok(()) };
    let text = Text { name: name.to_owned(), bytes: bytes.to_vec(), config: everything()? };
    LIMITS.into_iter().try_for_each(|limit| fixing::holds(&text, limit).map_err(|it| format!("{limit:?}: {it}")))
}

/// Every report can be read by what reads its format, and nothing in it acts. The file is named by the last words of the
/// text, which nobody who names files would choose.
fn reports(name: &str, bytes: &[u8]) -> Result<(), String> {
    const NAMED_BY: usize = 24;
    let Some(source) = source(name, bytes) else { return Ok(()) };
    let text = source.text();
    let start = text.char_indices().nth_back(NAMED_BY - 1).map_or(0, |(at, _)| at);
    let (words, length) = (text[start..].to_owned(), text.len());
    let Ok(mut source) = Source::from_bytes(format!("{words}/{name}"), bytes.to_vec()) else { return Ok(()) };
    // A later part of a file of which a part is read at a time.
    if name.ends_with(".jsonl") {
        source = source.starting_at(Start { offset: 1 << 33, line: 99_999 });
    }
    let mut checked = check(source, &everything()?);
    if length % 3 == 0
        && let Some(finding) = checked.findings.pop()
    {
        checked
            .suppressed
            .push(Suppressed { finding, by: Suppression::Entry { entry: 0, reason: Some(words.clone()) } });
    }
    let notices = vec![Notice::failure(words.clone(), words)];
    let report = Report { rules: rules::infos(), checked: vec![checked], notices };
    let narrow = Style { width: 40, unicode: false, details: true, ..Style::PLAIN };
    let dressed = Style { color: true, links: true, details: true, ..Style::PLAIN };
    [Style::PLAIN, narrow, dressed]
        .into_iter()
        .skip(length % 3)
        .take(1)
        .try_for_each(|style| reporting::reads_well(&report, style))
}

fn source(name: &str, bytes: &[u8]) -> Option<Source> {
    Source::from_bytes(name, bytes.to_vec()).ok()
}

fn everything() -> Result<Config, String> {
    Config::new(&rules::infos(), [], []).map_err(|word| word.to_string())
}

/// What comes over a connection, whole and in parts: nothing breaks the endpoint, and how bytes are cut makes no difference. What is no
/// request is made the body of one.
#[cfg(feature = "serve")]
fn serve(_name: &str, bytes: &[u8]) -> Result<(), String> {
    use msgraph_lint::serve::{Limits, exchange};

    let is_request = bytes.first().is_some_and(u8::is_ascii_uppercase);
    let path = "/v1.0/servicePrincipals/a/synchronization/jobs/b/provisionOnDemand";
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        bytes.len()
    );
    let sent = if is_request { bytes.to_vec() } else { [head.as_bytes(), bytes].concat() };
    let limits = Limits { head: 1024, body: 1 << 20, ..Limits::default() };
    let config = everything()?;
    let statuses = |got: &[u8]| -> Vec<String> {
        let text = String::from_utf8_lossy(got).into_owned();
        text.split("HTTP/1.1 ").skip(1).map(|answer| answer.chars().take(3).collect()).collect()
    };
    let whole = exchange(&config, limits, [sent.as_slice()]);
    if !whole.is_empty() && !whole.starts_with(b"HTTP/1.1 ") {
        return Err(format!("no answer: {:?}", String::from_utf8_lossy(&whole)));
    }
    let size = 1 + sent.len() / 7;
    let parts = exchange(&config, limits, sent.chunks(size));
    let (now, before) = (statuses(&parts), statuses(&whole));
    (now == before).then_some(()).ok_or_else(|| format!("{now:?} in parts of {size}, {before:?} as a whole"))
}
