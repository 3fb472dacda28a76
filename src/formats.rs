//! The report formats, one file each. A report is written during the run, source by source in the order of names, with
//! the totals at the end. So its memory does not grow with the run.

mod checkstyle;
mod concise;
#[cfg(feature = "cli")]
mod full;
mod github;
mod gitlab;
mod json;
mod jsonl;
mod junit;
mod markdown;
mod rdjson;
mod sarif;
mod statistics;

use std::io::{self, Write};

#[cfg(feature = "cli")]
pub(crate) use full::{prose, wrap};
#[cfg(feature = "cli")]
pub use statistics::STATISTICS;

use crate::finding::{Finding, RuleInfo, Severity};
use crate::report::{Checked, Notice, Report, Summary};
use crate::source::visible;

/// A report format. One file in `formats/` makes one.
#[derive(Debug)]
pub struct Format {
    /// The name for `--format` and the configuration, such as `full`.
    pub name: &'static str,
    /// Whether it is for people; otherwise its text is for programs, and styles do not change it.
    pub human: bool,
    /// What it is for, in a few words.
    pub summary: &'static str,
    /// Starts a report; the writer gets findings as they come.
    pub begin: fn(Style) -> Box<dyn Writer>,
}

/// A report that is being written.
pub trait Writer: std::fmt::Debug {
    /// Writes the beginning of the report.
    ///
    /// # Errors
    /// Those of writing to `out`, here and below.
    fn begin(&mut self, opening: &Opening<'_>, out: &mut dyn Write) -> io::Result<()> {
        let _ = (opening, out);
        Ok(())
    }

    /// Whether the report shows the fingerprints of findings.
    fn shows_fingerprints(&self) -> bool {
        false
    }

    /// Writes the findings of a source. Sources come in the order of their names, the parts of one file in theirs, and
    /// configuration files at the end.
    ///
    /// # Errors
    /// Those of writing to `out`.
    fn checked(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()>;

    /// Writes the end of the report.
    ///
    /// # Errors
    /// Those of writing to `out`.
    fn end(&mut self, closing: &Closing<'_>, out: &mut dyn Write) -> io::Result<()>;
}

/// The facts that are known before a run.
#[derive(Clone, Copy, Debug)]
pub struct Opening<'a> {
    /// The rules that there are, in the order in which they are listed.
    pub rules: &'a [&'static RuleInfo],
    /// The lowest severity that makes the run a failure.
    pub fail_on: Severity,
}

/// The facts that are known at the end of a run.
#[derive(Clone, Debug)]
pub struct Closing<'a> {
    /// The counts over all checked sources.
    pub summary: Summary,
    /// What could not be checked, by path.
    pub notices: &'a [Notice],
}

impl Format {
    /// Writes a whole report, from its start to the closing line.
    ///
    /// # Errors
    /// Those of writing to `out`.
    pub fn write(&self, report: &Report, out: &mut dyn Write, style: Style) -> io::Result<()> {
        let mut writer = (self.begin)(style);
        writer.begin(&Opening { rules: &report.rules, fail_on: Severity::Error }, out)?;
        report.checked.iter().try_for_each(|checked| writer.checked(checked, out))?;
        writer.end(&Closing { summary: report.summary(), notices: &report.notices }, out)
    }
}

/// Every report format. The first is the default.
pub const FORMATS: &[Format] = &[
    #[cfg(feature = "cli")]
    full::FORMAT,
    concise::FORMAT,
    markdown::FORMAT,
    json::FORMAT,
    jsonl::FORMAT,
    sarif::FORMAT,
    github::FORMAT,
    gitlab::FORMAT,
    junit::FORMAT,
    checkstyle::FORMAT,
    rdjson::FORMAT,
    rdjson::LINES,
];

/// The format with this name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

/// The style of reports for people. Formats for programs ignore it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Whether to colour, by the escape sequences of ECMA-48.
    pub color: bool,
    /// Whether to draw with more than ASCII.
    pub unicode: bool,
    /// Whether the names of rules lead to their pages, by the escape sequence OSC 8.
    pub links: bool,
    /// Whether to name the request and the JSON Pointer that a finding is about, and the page of its rule.
    pub details: bool,
    /// Whether a closing line counts what was found.
    pub closing: bool,
    /// The columns of a line.
    pub width: usize,
}

impl Style {
    /// For a file, a pipe, a log.
    pub const PLAIN: Self =
        Self { color: false, unicode: true, links: false, details: false, closing: true, width: 80 };

    /// The id of a rule, which leads to its page if there are links.
    #[must_use]
    pub(crate) fn rule(&self, rule: &RuleInfo) -> String {
        let id = rule.id;
        if self.links { format!("\u{1b}]8;;{}\u{1b}\\{id}\u{1b}]8;;\u{1b}\\", rule.url()) } else { id.to_owned() }
    }

    /// `text` in a colour, if there is to be any.
    #[must_use]
    pub(crate) fn paint(&self, paint: Paint, text: &str) -> String {
        if self.color { format!("\u{1b}[{}m{text}\u{1b}[0m", paint.code()) } else { text.to_owned() }
    }
}

/// What a colour is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Paint {
    /// The word of a severity.
    Severity(Severity),
    Strong,
    /// What is beside the matter.
    Faint,
    /// Words to be typed, and labels.
    Code,
    /// That all is well, and what is added.
    Good,
    Gone,
}

impl Paint {
    fn code(self) -> &'static str {
        match self {
            Self::Severity(Severity::Error) => "1;31",
            Self::Severity(Severity::Warning) => "1;33",
            Self::Severity(Severity::Info) => "1;36",
            Self::Strong => "1",
            Self::Faint => "2",
            Self::Code => "36",
            Self::Good => "32",
            Self::Gone => "31",
        }
    }
}

/// The JSON Pointer and the request that a finding is about, as far as it has them.
fn about(finding: &Finding) -> Option<String> {
    let pointer = finding.pointer.as_deref().filter(|pointer| !pointer.is_empty());
    let words = match (pointer, &finding.request) {
        (Some(pointer), Some(request)) => format!("{pointer} of {request}"),
        (Some(pointer), None) => pointer.to_owned(),
        (None, Some(request)) => request.clone(),
        (None, None) => return None,
    };
    Some(visible(&words, false).into_owned())
}

fn write_closing(closing: &Closing<'_>, out: &mut dyn Write, style: &Style) -> io::Result<()> {
    if !style.closing {
        return Ok(());
    }
    let paint = match closing.summary.worst() {
        Some(worst) => Paint::Severity(worst),
        None if closing.notices.is_empty() => Paint::Good,
        None => Paint::Strong,
    };
    writeln!(out, "{}", style.paint(paint, &closing.summary.to_string()))
}

/// Message and help as whole sentences on one line, for people who read them in another program.
fn sentences(finding: &Finding) -> String {
    let help = finding.help.as_deref().unwrap_or_default();
    visible(format!("{}. {help}", finding.message).trim_end(), false).into_owned()
}
