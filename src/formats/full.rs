//! The report for people: each finding with the lines that it is about, drawn by miette.

mod excerpt;

use std::borrow::Cow;
use std::fmt;
use std::io::{self, Write};

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode, ThemeCharacters, ThemeStyles,
};
use textwrap::{Options, WordSeparator, WordSplitter};

use self::excerpt::Excerpt;
use super::{Closing, Format, Paint, Style, Writer, write_closing};
use crate::finding::{Finding, Fix, Safety, Severity};
use crate::report::Checked;
use crate::source::{Source, visible};

/// The format.
pub(super) const FORMAT: Format = Format {
    name: "full",
    human: true,
    summary: "for people, with the lines in question",
    begin: |style| Box::new(Full::new(style)),
};

/// Narrower than this nothing can be drawn.
const MIN_WIDTH: usize = 40;

/// What stands in place of a help that was said of the finding before.
const AS_ABOVE: &str = "as above";

/// Where a line of prose may break.
const BREAK: WordSeparator = WordSeparator::AsciiSpace;

#[derive(Debug)]
struct Full {
    style: Style,
    /// Columns.
    width: usize,
    handler: GraphicalReportHandler,
    /// The room for one drawing, used again for the next.
    drawing: String,
    /// The help that was shown last, and the file that it was about.
    shown: (String, Option<String>),
}

impl Full {
    fn new(style: Style) -> Self {
        let width = style.width.max(MIN_WIDTH);
        Self { style, width, handler: handler(&style, width), drawing: String::new(), shown: Default::default() }
    }

    /// The help of a finding, unless it is what was said last of the same file.
    fn help<'f>(&mut self, source: &Source, finding: &'f Finding) -> Option<Cow<'f, str>> {
        let help = finding.help.as_deref()?;
        if self.shown.0 == source.name() && self.shown.1.as_deref() == Some(help) {
            return Some(Cow::Borrowed(AS_ABOVE));
        }
        self.shown = (source.name().to_owned(), Some(help.to_owned()));
        Some(visible(help, false))
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
                writeln!(out, "{}", line.trim_end())?;
            }
            if let Some(fix) = &finding.fix {
                writeln!(out, "{}", repair(fix, &style, width))?;
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
        .with_width(prose(width).width)
        .with_word_separator(BREAK)
        .with_word_splitter(WordSplitter::NoHyphenation)
        .with_break_words(false)
        .with_context_lines(excerpt::CONTEXT)
        .without_syntax_highlighting()
}

/// Severity, rule and message.
fn heading(finding: &Finding, style: &Style, width: usize) -> String {
    let (severity, rule) = (finding.severity, finding.rule.id);
    let plain = format!("{severity}[{rule}]");
    let text = textwrap::fill(
        &format!("{plain}: {}", visible(&finding.message, false)),
        prose(width).break_words(false).subsequent_indent("    "),
    );
    // Links and colours come last: they would count as columns.
    let link = format!("{severity}[\u{1b}]8;;{}\u{1b}\\{rule}\u{1b}]8;;\u{1b}\\]", finding.rule.url());
    let head = style.paint(Paint::Severity(severity), if style.links { &link } else { &plain });
    text.strip_prefix(&plain).map_or_else(|| text.clone(), |rest| format!("{head}{rest}"))
}

/// The line about the repair, as miette sets the help above it.
fn repair(fix: &Fix, style: &Style, width: usize) -> String {
    let sureness = match fix.safety() {
        Safety::Safe => "safe",
        Safety::Unsafe => "unsafe",
    };
    let head = format!("   {}: ", style.paint(Paint::Code, "fix"));
    let options = prose(width - 2).break_words(false).initial_indent(&head).subsequent_indent("        ");
    textwrap::fill(&format!("{} ({sureness})", visible(fix.title(), false)), options)
}

/// How prose is set, on a terminal of `width` columns: not too wide to be read, and with breaks at spaces only, so that ids
/// and other quoted words stay whole.
pub(crate) fn prose(width: usize) -> Options<'static> {
    Options::new(width.min(100)).word_separator(BREAK).word_splitter(WordSplitter::NoHyphenation)
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
