//! The last requests, with what is wrong with them and what was answered.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::{Value, json};

use super::clock::Moment;
use super::findings;
use super::response::{Response, write_chunk};
use super::source::{self, HOST};
use crate::finding::{Finding, Fix};
use crate::formats::{self, Style};
use crate::report::Checked;
use crate::source::Source;
use crate::text::{Span, apply, offset, secret};

/// So many requests are kept.
const MOST: usize = 1000;
/// And so many bytes of them, if there is more than one.
const MOST_BYTES: usize = 64 * 1024 * 1024;
/// So much of a body is shown.
const SHOWN: usize = 64 * 1024;
/// The most requests that one event carries.
const AT_ONCE: usize = 100;

/// A request that was answered.
#[derive(Debug)]
pub(super) struct Entry {
    /// Counted from 1; no two requests have the same.
    pub(super) number: u64,
    pub(super) at: Moment,
    pub(super) method: String,
    pub(super) target: String,
    pub(super) is_known: bool,
    /// The operation: its id, or its method and path, or `None` if the path is not known.
    pub(super) name: Option<String>,
    /// What else there is to say: that it is a step of a batch.
    pub(super) comment: Option<String>,
    pub(super) checked: Checked,
    /// Whether it had a body that could not be decoded.
    pub(super) is_unseen: bool,
    pub(super) response: Response,
}

/// The requests that are kept.
#[derive(Debug, Default)]
pub(super) struct Log(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    /// The number that was given last.
    last: u64,
    /// The number of the last reset.
    reset: u64,
    bytes: usize,
    entries: VecDeque<Arc<Entry>>,
}

impl Log {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps a request, and gives it its number.
    pub(super) fn add(&self, mut entry: Entry) -> Arc<Entry> {
        let mut kept = self.kept();
        kept.last += 1;
        entry.number = kept.last;
        let entry = Arc::new(entry);
        kept.bytes += entry.bytes();
        kept.entries.push_back(Arc::clone(&entry));
        while kept.entries.len() > MOST || kept.bytes > MOST_BYTES && kept.entries.len() > 1 {
            let gone = kept.entries.pop_front();
            kept.bytes = kept.bytes.saturating_sub(gone.map_or(0, |gone| gone.bytes()));
        }
        entry
    }

    /// The number that was given last; 0 before the first.
    pub(super) fn last(&self) -> u64 {
        self.kept().last
    }

    pub(super) fn reset(&self) {
        let mut kept = self.kept();
        kept.last += 1;
        kept.reset = kept.last;
        kept.entries.clear();
        kept.bytes = 0;
    }

    /// The requests that are kept, oldest first.
    pub(super) fn all(&self) -> Vec<Arc<Entry>> {
        self.kept().entries.iter().map(Arc::clone).collect()
    }

    /// What came after number `seen`, as events of an event stream (<https://html.spec.whatwg.org/multipage/server-sent-events.html>).
    /// Of very many, only the newest are sent.
    pub(super) fn news(&self, seen: &mut u64, out: &mut Vec<u8>) {
        let (entries, reset) = {
            let kept = self.kept();
            if kept.last <= *seen {
                return;
            }
            let first = kept.entries.partition_point(|entry| entry.number <= *seen);
            let first = first.max(kept.entries.len().saturating_sub(AT_ONCE));
            let entries: Vec<Arc<Entry>> = kept.entries.range(first..).map(Arc::clone).collect();
            let reset = (kept.reset > *seen).then_some(kept.reset);
            *seen = kept.last;
            (entries, reset)
        };
        if let Some(number) = reset {
            write_chunk(out, format!("event: reset\nid: {number}\ndata: {{}}\n\n").as_bytes());
        }
        for entry in entries {
            let event = format!("id: {}\ndata: {}\n\n", entry.number, entry.shown());
            write_chunk(out, event.as_bytes());
        }
    }
}

impl Entry {
    fn bytes(&self) -> usize {
        self.checked.source.text().len() + self.response.body.len() + 1024
    }

    /// The URL that it would have been sent to, without secrets.
    pub(super) fn url(&self) -> String {
        let text = self.checked.source.text();
        let raw = source::read(text);
        match raw.message.start {
            Some(crate::http::StartLine::Request { url, .. }) => masked(&self.checked.source, url),
            _ => format!("{HOST}{}", self.target),
        }
    }

    /// The headers that would have been sent, without secrets.
    pub(super) fn headers(&self) -> Vec<(String, String)> {
        let source = &self.checked.source;
        let headers = source::read(source.text()).message.headers;
        let words = |header: &crate::http::Header| {
            let name = header.name.of(source.text()).to_owned();
            (name, masked(source, header.value))
        };
        headers.iter().map(words).collect()
    }

    /// The body, without secrets; empty if there is none.
    pub(super) fn body(&self) -> String {
        let text = self.checked.source.text();
        masked(&self.checked.source, Span::new(source::body_start(text), offset(text.len())))
    }

    /// The body of the answer, if it is a text, without secrets.
    pub(super) fn answer(&self) -> String {
        let text = String::from_utf8_lossy(&self.response.body);
        secret::masked(&text).into_owned()
    }

    /// Everything about it, for the page and for tests of programs.
    pub(super) fn shown(&self) -> Value {
        let counts = findings::summary(&self.checked);
        let headers: Vec<Value> =
            self.headers().into_iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
        let (body, is_cut) = cut(self.body());
        let (answer, is_answer_cut) = cut(self.answer());
        json!({
            "number": self.number,
            "time": self.at.precise(),
            "method": self.method,
            "url": self.url(),
            "name": self.name,
            "comment": self.comment,
            "status": self.response.status,
            "answer": if self.is_known { "known" } else { "made-up" },
            "errors": counts.errors,
            "warnings": counts.warnings,
            "infos": counts.infos,
            "findings": findings::shown(&self.checked),
            "report": self.report(),
            "request": { "headers": headers, "body": body, "isCut": is_cut },
            "fixed": self.fixed(),
            "response": { "body": answer, "isCut": is_answer_cut },
        })
    }

    /// The findings as a terminal shows them.
    fn report(&self) -> String {
        let style = Style { closing: false, width: 84, ..Style::PLAIN };
        let mut out = Vec::new();
        if let Some(format) = formats::FORMATS.first() {
            let mut writer = (format.begin)(style);
            // Writing to memory cannot fail; a finding that cannot be drawn is still sent as data.
            let _ = writer.checked(&self.checked, &mut out);
        }
        String::from_utf8_lossy(&out).into_owned()
    }

    /// The body with all safe fixes made that keep apart, or `None` if there are none, or if a secret could be seen in it.
    fn fixed(&self) -> Option<String> {
        let source = &self.checked.source;
        let parted = source::parted(&self.checked);
        let body = parted.body.filter(|body| body.text().len() <= SHOWN)?;
        if source.secrets_in(Span::new(source::body_start(source.text()), offset(source.text().len()))).next().is_some()
        {
            return None;
        }
        let is_safe = |fix: &&Fix| fix.safety() == crate::finding::Safety::Safe;
        let of_body = parted.findings.iter().filter(|(in_body, _)| *in_body).map(|(_, finding)| finding);
        let mut edits: Vec<_> =
            of_body.filter_map(Finding::shown_fix).filter(is_safe).flat_map(Fix::edits).cloned().collect();
        edits.sort();
        edits.dedup();
        let fixed = apply(body.text(), &edits);
        (!edits.is_empty()).then_some(fixed)
    }
}

/// The words in `span` without the secrets that are there.
fn masked(source: &Source, span: Span) -> String {
    let text = source.text();
    let mut shown = String::new();
    let mut done = span.start;
    for secret in source.secrets_in(span) {
        shown.push_str(Span::new(done, secret.start.max(done)).of(text));
        shown.push_str(secret::MASK);
        done = secret.end.min(span.end).max(done);
    }
    shown.push_str(Span::new(done, span.end).of(text));
    shown
}

/// As much of a text as is shown.
fn cut(mut text: String) -> (String, bool) {
    if text.len() <= SHOWN {
        return (text, false);
    }
    let end = (0..=SHOWN).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
    text.truncate(end);
    (text, true)
}
