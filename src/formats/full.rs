//! The report for people: each finding with the lines that it is about, drawn by miette.

mod excerpt;
mod prose;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;
use std::io::{self, Write};

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode, ThemeCharacters, ThemeStyles,
};
use textwrap::WordSplitter;

use self::excerpt::Excerpt;
use self::prose::{BREAK, unglued, with_whole_code};
pub(crate) use self::prose::{fill, prose, wrap};
use super::{Closing, Format, Paint, Style, Writer, about, write_closing};
use crate::finding::{Finding, Fix, Safety, Severity};
use crate::report::Checked;
use crate::source::{Source, visible};

pub(super) const FORMAT: Format = Format {
    name: "full",
    human: true,
    summary: "for people, with the lines in question",
    begin: |style| Box::new(Full::new(style)),
};

/// Narrower than this nothing can be drawn.
const MIN_WIDTH: usize = 40;

/// What is in place of a help that was said of the finding before.
const AS_ABOVE: &str = "as above";

/// Columns of what is before each line of a help.
const INDENT: usize = 8;

#[derive(Debug)]
struct Full {
    style: Style,
    /// The width of the report in terminal columns.
    width: usize,
    handler: GraphicalReportHandler,
    /// The room for one drawing, used again for the next.
    drawing: String,
    /// The help that was shown last, and the file that it was about.
    shown: (String, Option<String>),
    /// The rules whose page was named.
    pages: BTreeSet<&'static str>,
}

impl Full {
    fn new(style: Style) -> Self {
        let width = style.width.max(MIN_WIDTH);
        let handler = handler(&style, width);
        Self { style, width, handler, drawing: String::new(), shown: Default::default(), pages: BTreeSet::new() }
    }

    /// The help of a finding, unless it is what was said last of the same file.
    fn help<'f>(&mut self, source: &Source, finding: &'f Finding) -> Option<Cow<'f, str>> {
        let help = finding.help.as_deref()?;
        if self.shown.0 == source.name() && self.shown.1.as_deref() == Some(help) {
            return Some(Cow::Borrowed(AS_ABOVE));
        }
        self.shown = (source.name().to_owned(), Some(help.to_owned()));
        Some(with_whole_code(&visible(help, false), prose(self.width).width.saturating_sub(INDENT)).into_owned().into())
    }

    /// The page of a rule, once. A link leads there otherwise.
    fn page(&mut self, finding: &Finding) -> Option<String> {
        let is_wanted = self.style.details && !self.style.links;
        (is_wanted && self.pages.insert(finding.rule.id)).then(|| finding.rule.url())
    }
}

impl Writer for Full {
    fn checked(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        let (style, width) = (self.style, self.width);
        for (source, finding) in checked.each() {
            writeln!(out, "{}", heading(finding, &style, width))?;
            self.drawing.clear();
            let help = self.help(source, finding);
            let shown = Shown { finding, help, excerpt: Excerpt::new(source, finding, width) };
            let drawn = self.handler.render_report(&mut self.drawing, &shown);
            drawn.map_err(|_| io::Error::other("a finding could not be drawn"))?;
            // The first line is miette's own heading, left empty by us. Some lines end with blanks, where there is nothing
            // beside a line number.
            for line in self.drawing.lines().skip(1) {
                let line = shown.excerpt.with_label_at_the_left(line, style.unicode);
                writeln!(out, "{}", unglued(line.trim_end()))?;
            }
            if let Some(fix) = &finding.fix {
                writeln!(out, "{}", repair(fix, &style, width))?;
            }
            if let Some(about) = about(finding).filter(|_| style.details) {
                writeln!(out, "    {}: {about}", style.paint(Paint::Code, "at"))?;
            }
            if let Some(page) = self.page(finding) {
                writeln!(out, "  {}: {page}", style.paint(Paint::Code, "page"))?;
            }
            writeln!(out)?;
        }
        Ok(())
    }

    fn end(&mut self, closing: &Closing<'_>, out: &mut dyn Write) -> io::Result<()> {
        write_closing(closing, out, &self.style)
    }
}

fn handler(style: &Style, width: usize) -> GraphicalReportHandler {
    let theme = GraphicalTheme {
        characters: if style.unicode { ThemeCharacters::unicode() } else { ThemeCharacters::ascii() },
        styles: if style.color { ThemeStyles::ansi() } else { ThemeStyles::none() },
    };
    GraphicalReportHandler::new_themed(theme)
        .with_links(false)
        // miette leaves two columns free at the right.
        .with_width(prose(width).width + 2)
        .with_word_separator(BREAK)
        .with_word_splitter(WordSplitter::NoHyphenation)
        .with_break_words(false)
        .with_context_lines(excerpt::CONTEXT)
        .without_syntax_highlighting()
}

fn heading(finding: &Finding, style: &Style, width: usize) -> String {
    let (severity, rule) = (finding.severity, finding.rule.id);
    let plain = format!("{severity}[{rule}]");
    let message = format!("{plain}: {}", visible(&finding.message, false));
    let text = fill(&message, prose(width).break_words(false).subsequent_indent("    "));
    // Links and colours come last: they would count as columns.
    let link = format!("{severity}[{}]", style.rule(finding.rule));
    let head = style.paint(Paint::Severity(severity), &link);
    text.strip_prefix(&plain).map_or_else(|| text.clone(), |rest| format!("{head}{rest}"))
}

/// Prose in lines of so many columns.
fn set(text: &str, width: usize) -> String {
    fill(text, prose(width))
}

/// The line about the repair, as miette sets the help above it.
fn repair(fix: &Fix, style: &Style, width: usize) -> String {
    let sureness = match fix.safety() {
        Safety::Safe => "safe",
        Safety::Unsafe => "unsafe",
    };
    let head = format!("   {}: ", style.paint(Paint::Code, "fix"));
    let options = prose(width).break_words(false).initial_indent(&head).subsequent_indent("        ");
    fill(&format!("{} ({sureness})", visible(fix.title(), false)), options)
}

/// A finding as miette wants it.
struct Shown<'a> {
    finding: &'a Finding,
    help: Option<Cow<'a, str>>,
    excerpt: Excerpt,
}

/// The heading is not left to miette: it would set severity, rule and message on lines of their own.
impl fmt::Display for Shown<'_> {
    fn fmt(&self, _formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.finding, formatter)
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
        Some(Box::new(self.help.as_deref()?))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.excerpt)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.excerpt.labels().iter().cloned()))
    }
}
