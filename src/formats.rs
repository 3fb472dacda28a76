//! The report formats, one file each, over one finished [`crate::report::Report`].

mod concise;
#[cfg(feature = "cli")]
mod full;
mod json;
mod statistics;

use std::io::{self, Write};

#[cfg(feature = "cli")]
pub(crate) use full::prose;
pub use statistics::write as write_statistics;

use crate::finding::Severity;
use crate::report::Report;

/// A report format. One file in `formats/` makes one.
#[derive(Debug)]
pub struct Format {
    /// Its name in options.
    pub name: &'static str,
    /// Whether people read it; otherwise its text is a contract, and nothing changes it.
    pub human: bool,
    /// Writes a report.
    pub write: fn(&Report, &mut dyn Write, &Style) -> io::Result<()>,
}

/// Every report format. The first is the default.
pub const FORMATS: &[Format] = &[
    #[cfg(feature = "cli")]
    full::FORMAT,
    concise::FORMAT,
    json::FORMAT,
];

/// The format with this name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

/// How a report for people looks. Formats for programs take no notice of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Whether to colour, by the escape sequences of ECMA-48.
    pub color: bool,
    /// Whether to draw with more than ASCII.
    pub unicode: bool,
    /// Whether the names of rules lead to their pages.
    pub links: bool,
    /// Whether a closing line counts what was found.
    pub closing: bool,
    /// The columns of a line.
    pub width: usize,
}

impl Style {
    /// For a file, a pipe, a log.
    pub const PLAIN: Self = Self { color: false, unicode: true, links: false, closing: true, width: 80 };

    /// `text` in a colour, if there is to be any.
    #[must_use]
    pub fn paint(&self, paint: Paint, text: &str) -> String {
        if self.color { format!("\u{1b}[{}m{text}\u{1b}[0m", paint.code()) } else { text.to_owned() }
    }
}

/// What a colour is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paint {
    /// The word of a severity.
    Severity(Severity),
    /// Titles and paths.
    Strong,
    /// What is beside the matter.
    Faint,
    /// Words to be typed, and labels.
    Code,
    /// That all is well, and what is added.
    Good,
    /// What is taken away.
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

/// The closing line.
fn write_closing(report: &Report, out: &mut dyn Write, style: &Style) -> io::Result<()> {
    if !style.closing {
        return Ok(());
    }
    let paint = match report.worst() {
        Some(worst) => Paint::Severity(worst),
        None if report.notices.is_empty() => Paint::Good,
        None => Paint::Strong,
    };
    writeln!(out, "{}", style.paint(paint, &report.summary().to_string()))
}
