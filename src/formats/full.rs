//! The report for people: each finding with the lines that it is about, drawn by miette.

mod excerpt;

use std::fmt;
use std::io::{self, Write};

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode, ThemeCharacters, ThemeStyles,
};
use textwrap::Options;

use self::excerpt::Excerpt;
use super::{Format, Paint, Style, write_closing};
use crate::finding::{Finding, Safety, Severity};
use crate::report::Report;
use crate::source::visible;

/// The format.
pub(super) const FORMAT: Format = Format { name: "full", human: true, write };

/// Narrower than this nothing can be drawn.
const MIN_WIDTH: usize = 40;

/// Lines of prose are not made longer than this, however wide the terminal is: they would be hard to read.
const MAX_PROSE: usize = 100;

fn write(report: &Report, out: &mut dyn Write, style: &Style) -> io::Result<()> {
    let width = style.width.max(MIN_WIDTH);
    let mut text = String::new();
    for (source, finding) in report.findings() {
        text.clear();
        let shown = Shown { finding, excerpt: Excerpt::new(source, finding, width) };
        handler(finding, style, width)
            .render_report(&mut text, &shown)
            .map_err(|_| io::Error::other("a finding could not be drawn"))?;
        push_fix(&mut text, finding, style, width);
        // The drawing ends its lines with blanks where there is nothing beside a line number.
        for line in text.lines() {
            writeln!(out, "{}", line.trim_end())?;
        }
        writeln!(out)?;
    }
    write_closing(report, out, style)
}

fn handler(finding: &Finding, style: &Style, width: usize) -> GraphicalReportHandler {
    let mut theme = GraphicalTheme {
        characters: if style.unicode { ThemeCharacters::unicode() } else { ThemeCharacters::ascii() },
        styles: if style.color { ThemeStyles::ansi() } else { ThemeStyles::none() },
    };
    theme.styles.error = theme.styles.error.bold();
    // The sign before a message may be any text. Severity and rule there save the two lines of miette's own heading.
    let mut rule = finding.rule.id.to_owned();
    if style.links {
        rule = format!("\u{1b}]8;;{}\u{1b}\\{rule}\u{1b}]8;;\u{1b}\\", finding.rule.url());
    }
    let sign = format!("{}[{rule}]:", finding.severity);
    theme.characters.error.clone_from(&sign);
    theme.characters.warning.clone_from(&sign);
    theme.characters.advice = sign;
    GraphicalReportHandler::new_themed(theme)
        .with_links(false)
        .with_width(width.min(MAX_PROSE))
        .with_context_lines(excerpt::CONTEXT)
        .without_syntax_highlighting()
}

/// The line about the repair, below miette's line of help.
fn push_fix(text: &mut String, finding: &Finding, style: &Style, width: usize) {
    let Some(fix) = &finding.fix else { return };
    let sureness = match fix.safety() {
        Safety::Safe => "safe",
        Safety::Unsafe => "a guess",
    };
    let head = format!("   {}: ", style.paint(Paint::Code, "fix"));
    let options = Options::new(width.min(MAX_PROSE) - 2).initial_indent(&head).subsequent_indent("        ");
    text.push_str(&textwrap::fill(&format!("{} ({sureness})", visible(fix.title(), false)), options));
    text.push('\n');
}

/// A finding as miette wants it.
struct Shown<'a> {
    finding: &'a Finding,
    excerpt: Excerpt,
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&visible(&self.finding.message, false))
    }
}

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl std::error::Error for Shown<'_> {}

impl Diagnostic for Shown<'_> {
    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.finding.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Info => miette::Severity::Advice,
        })
    }

    fn help(&self) -> Option<Box<dyn fmt::Display + '_>> {
        let help = self.finding.help.as_deref()?;
        Some(Box::new(visible(help, false)))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.excerpt)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.excerpt.labels().iter().cloned()))
    }
}
