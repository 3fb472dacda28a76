//! The results of a run: sources, their findings in a fixed order, notices and counts. A run passes them to the report
//! formats one by one and keeps only the counts; a [`Report`] holds all of them.

use std::fmt;

use crate::finding::{Finding, Fix, RuleInfo, Safety, Severity, Suppressed};
use crate::script::{REPEATED, UnreadCall};
use crate::source::{Source, visible};

/// The result of checking one source.
#[derive(Debug)]
pub struct Checked {
    /// The text that the findings' spans lie in.
    pub source: Source,
    /// How many requests it holds.
    pub requests: usize,
    /// The findings, sorted by position and then by rule.
    pub findings: Vec<Finding>,
    /// The suppressed findings, in the same order.
    pub suppressed: Vec<Suppressed>,
    /// The calls in scripts that could not be read completely.
    pub unread: Vec<UnreadCall>,
    /// The languages of the code blocks that call Microsoft Graph and could not be read, one a block.
    pub unread_blocks: Vec<String>,
}

/// Why a source was not checked, for the user.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Notice {
    /// The path as reports show it.
    pub path: String,
    /// What happened, without the path: `could not be read: …`.
    pub message: String,
    /// Whether that is a failure of the run.
    pub kind: NoticeKind,
}

/// Why a source was not checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoticeKind {
    /// It could not be read, or not be written.
    Failure,
    /// It is in a language that no input format reads.
    Unreadable,
}

impl Notice {
    /// A source that could not be read, or not be written.
    pub fn failure(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self { path: path.into(), message: message.into(), kind: NoticeKind::Failure }
    }

    /// A source in a language that no input format reads.
    #[must_use]
    pub(crate) fn unreadable(path: impl Into<String>, language: &str) -> Self {
        let message = format!("is {language}, which is not read; nothing in it was checked or changed");
        Self { path: path.into(), message, kind: NoticeKind::Unreadable }
    }

    /// A script in which no call to Microsoft Graph can be seen.
    #[must_use]
    pub(crate) fn without_call(path: impl Into<String>, language: &str) -> Self {
        let message = format!(
            "is {language} without a call to Microsoft Graph that can be read; nothing in it was checked or changed"
        );
        Self { path: path.into(), message, kind: NoticeKind::Unreadable }
    }

    /// Whether it is a failure of the run.
    #[must_use]
    pub(crate) fn is_failure(&self) -> bool {
        self.kind == NoticeKind::Failure
    }
}

/// All results of a run.
#[derive(Debug, Default)]
pub struct Report {
    /// The rules that there are, in the order in which they are listed.
    pub rules: Vec<&'static RuleInfo>,
    /// The checked sources, sorted by name.
    pub checked: Vec<Checked>,
    /// The sources that could not be checked, sorted by path.
    pub notices: Vec<Notice>,
}

/// The numbers that the closing line of a report shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// The number of sources that were checked.
    pub files: usize,
    /// The number of requests in these sources.
    pub requests: usize,
    /// The number of findings with severity error.
    pub errors: usize,
    /// The number of findings with severity warning.
    pub warnings: usize,
    /// The number of findings with severity info.
    pub infos: usize,
    /// Findings with a safe fix.
    pub fixable: usize,
    /// Findings with a fix that is a guess.
    pub unsafely_fixable: usize,
    /// Findings that the baseline knows, which are not reported.
    pub known: usize,
    /// Sources that were not checked.
    pub unchecked: usize,
    /// Calls in scripts whose body is not known before the script runs.
    pub unknown_bodies: usize,
    /// Calls in scripts whose URL is not known.
    pub unknown_urls: usize,
    /// Calls that were not read, since their scripts repeat values more often than is followed.
    pub unread_calls: usize,
    /// Code blocks that call Microsoft Graph and could not be read.
    pub unread_blocks: usize,
    /// Their languages, in the order of the sources, each once.
    pub unread_languages: Vec<String>,
    /// JSON files of a folder in which no format recognised a request.
    pub unrecognised: usize,
    /// The day of the metadata that is built in, if it is so long ago that readers should know.
    pub old_metadata: Option<String>,
}

/// So many languages are named in the closing line.
const LANGUAGES: usize = 6;

/// The closing line of a report, in one sentence.
impl fmt::Display for Summary {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = |count: usize, word: &str| {
            let plural = if word.ends_with('x') { "es" } else { "s" };
            format!("{count} {word}{}", if count == 1 { "" } else { plural })
        };
        let found: Vec<String> = [(self.errors, "error"), (self.warnings, "warning"), (self.infos, "info")]
            .into_iter()
            .filter(|&(found, _)| found > 0)
            .map(|(found, word)| count(found, word))
            .collect();
        match found.split_last() {
            _ if self.files == 0 => write!(formatter, "Nothing was checked")?,
            None => write!(formatter, "No findings")?,
            Some((only, [])) => write!(formatter, "{only}")?,
            Some((last, rest)) => write!(formatter, "{} and {last}", rest.join(", "))?,
        }
        if self.files > 0 {
            write!(formatter, " in {} of {}", count(self.requests, "request"), count(self.files, "file"))?;
        }
        match (self.fixable, self.unsafely_fixable) {
            (0, 0) => {}
            (safe, 0) => write!(formatter, "; {}", count(safe, "safe fix"))?,
            (0, guesses) => write!(formatter, "; {}", count(guesses, "unsafe fix"))?,
            (safe, guesses) => {
                write!(formatter, "; {}, {}", count(safe, "safe fix"), count(guesses, "unsafe fix"))?;
            }
        }
        if self.known > 0 {
            write!(formatter, "; {}", count(self.known, "known finding"))?;
        }
        match (self.unknown_bodies, self.unknown_urls) {
            (0, 0) => {}
            (bodies, 0) => write!(formatter, "; the body of {} is not known here", count(bodies, "call"))?,
            (0, urls) => write!(formatter, "; the URL of {} is not known here", count(urls, "call"))?,
            (bodies, urls) => write!(
                formatter,
                "; the body of {} and the URL of {} are not known here",
                count(bodies, "call"),
                count(urls, "call")
            )?,
        }
        if self.unread_calls > 0 {
            let are = if self.unread_calls == 1 { "is" } else { "are" };
            let calls = count(self.unread_calls, "call");
            write!(formatter, "; {calls} behind many that repeat the same values {are} not read")?;
        }
        if self.unchecked > 0 && self.files > 0 {
            write!(formatter, "; {} not checked", count(self.unchecked, "file"))?;
        }
        if self.unrecognised > 0 {
            let one = if self.unrecognised == 1 { "was" } else { "were" };
            write!(formatter, "; {} {one} not recognised as a request", count(self.unrecognised, "JSON file"))?;
        }
        if self.unread_blocks > 0 {
            let languages: Vec<String> =
                self.unread_languages.iter().take(LANGUAGES).map(|word| visible(word, false).into_owned()).collect();
            let calls = if self.unread_blocks == 1 { "calls" } else { "call" };
            let blocks = count(self.unread_blocks, "code block");
            write!(formatter, "; {blocks} {calls} Graph but could not be read: {}", languages.join(", "))?;
            if self.unread_languages.len() > LANGUAGES {
                formatter.write_str(", …")?;
            }
        }
        if let Some(date) = &self.old_metadata {
            write!(
                formatter,
                "; the metadata of Microsoft Graph in this program is of {date}, more than nine months ago"
            )?;
        }
        formatter.write_str(".")
    }
}

impl Report {
    /// Puts sources and notices in order.
    pub fn sort(&mut self) {
        self.checked.sort_by(|a, b| a.source.name().cmp(b.source.name()));
        self.notices.sort();
    }

    /// All findings with the source of each, in order.
    pub fn findings(&self) -> impl Iterator<Item = (&Source, &Finding)> {
        self.checked.iter().flat_map(Checked::each)
    }

    /// Counts the findings by severity, and the checked sources and requests.
    #[must_use]
    pub fn summary(&self) -> Summary {
        let mut summary = Summary::default();
        self.checked.iter().for_each(|checked| summary.add(checked));
        summary.unchecked = self.notices.len();
        summary
    }
}

impl Checked {
    /// Its findings, each with the source.
    pub(crate) fn each(&self) -> impl Iterator<Item = (&Source, &Finding)> {
        self.findings.iter().map(|finding| (&self.source, finding))
    }
}

impl Summary {
    /// Counts what was found in one more source. The parts of a file, which come in order, are one.
    pub(crate) fn add(&mut self, checked: &Checked) {
        self.files += usize::from(checked.source.start().offset == 0);
        self.requests += checked.requests;
        for call in &checked.unread {
            match call.request {
                Some(_) => self.unknown_bodies += 1,
                None if call.what == REPEATED => self.unread_calls += 1,
                None => self.unknown_urls += 1,
            }
        }
        self.known += checked.suppressed.iter().filter(|suppressed| suppressed.is_known()).count();
        self.unread_blocks += checked.unread_blocks.len();
        for language in &checked.unread_blocks {
            if self.unread_languages.len() <= LANGUAGES && !self.unread_languages.contains(language) {
                self.unread_languages.push(language.clone());
            }
        }
        for finding in &checked.findings {
            match finding.severity {
                Severity::Error => self.errors += 1,
                Severity::Warning => self.warnings += 1,
                Severity::Info => self.infos += 1,
            }
            match finding.fix.as_ref().map(Fix::safety) {
                Some(Safety::Safe) => self.fixable += 1,
                Some(Safety::Unsafe) => self.unsafely_fixable += 1,
                None => {}
            }
        }
    }

    /// The highest severity of all findings, or `None` if there is no finding.
    #[must_use]
    pub(crate) fn worst(&self) -> Option<Severity> {
        let counts = [(self.errors, Severity::Error), (self.warnings, Severity::Warning), (self.infos, Severity::Info)];
        counts.into_iter().find(|&(count, _)| count > 0).map(|(_, severity)| severity)
    }
}
