//! A page in Markdown, for the summary of a job (`GITHUB_STEP_SUMMARY`): counts, a table of the rules, and each finding with its
//! lines.
//!
//! GitHub takes no more than 1 MiB of a step, and refuses all of a longer page. So the page is held until its end, where it is
//! known how many findings there was no room for.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};

use super::{Closing, Format, Writer};
use crate::escape::markdown::{block, code, prose};
use crate::escape::snippet::{environment, snippet};
use crate::finding::{Finding, RuleInfo, Safety};
use crate::report::Checked;
use crate::source::Source;
use crate::text::Span;

/// The format. What it shows is for people, but it is a page and not a log.
pub(super) const FORMAT: Format = Format {
    name: "markdown",
    human: false,
    summary: "a page, for the summary of a job",
    begin: |_| Box::new(Markdown::default()),
};

/// Bytes of the findings at most.
const ROOM: usize = 900 * 1024;

/// Bytes of the list of what could not be checked at most.
const ROOM_OF_NOTICES: usize = 64 * 1024;

/// Bytes of the lines that are shown of a source at most.
const LONGEST: u32 = 400;

#[derive(Debug, Default)]
struct Markdown {
    /// How often each rule found something, by id.
    counts: BTreeMap<&'static str, (&'static RuleInfo, usize)>,
    /// The findings that there is room for.
    findings: String,
    /// The file whose findings come next.
    file: String,
    /// The help that was shown last in it.
    help: Option<Cow<'static, str>>,
    /// The findings that there is no room for.
    left_out: usize,
}

impl Writer for Markdown {
    fn checked(&mut self, checked: &Checked, _out: &mut dyn Write) -> io::Result<()> {
        for (source, finding) in checked.each() {
            self.counts.entry(finding.rule.id).or_insert((finding.rule, 0)).1 += 1;
            // Once there is no room for one, later ones do not jump the queue.
            if self.left_out > 0 {
                self.left_out += 1;
                continue;
            }
            let mut shown = String::new();
            if self.file != source.name() {
                source.name().clone_into(&mut self.file);
                self.help = None;
                let _ = write!(shown, "\n### {}\n", code(source.name()));
            }
            let is_new = finding.help.is_some() && finding.help != self.help;
            shown.push_str(&section(source, finding, is_new));
            if is_new {
                self.help.clone_from(&finding.help);
            }
            if self.findings.len() + shown.len() <= ROOM {
                self.findings.push_str(&shown);
            } else {
                self.left_out = 1;
            }
        }
        Ok(())
    }

    fn end(&mut self, closing: &Closing<'_>, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "## msgraph-lint\n\n{}", closing.summary)?;
        if !self.counts.is_empty() {
            writeln!(out, "\n| findings | severity | rule | what it finds |\n|--:|---|---|---|")?;
            let mut counts: Vec<_> = self.counts.values().collect();
            counts.sort_by_key(|(rule, count)| std::cmp::Reverse((rule.severity, *count)));
            for (rule, count) in counts {
                let summary = prose(rule.summary).replace('|', "\\|");
                writeln!(out, "| {count} | {} | [{}]({}) | {summary} |", rule.severity, rule.id, rule.url())?;
            }
        }
        out.write_all(self.findings.as_bytes())?;
        if self.left_out > 0 {
            writeln!(out, "\n**{} more findings** have no room on this page.", self.left_out)?;
        }
        write_notices(closing, out)
    }
}

/// A finding: what, where, the lines, why and what to do, unless the one before said just that.
fn section(source: &Source, finding: &Finding, with_help: bool) -> String {
    let position = source.position(finding.span.start);
    let rule = finding.rule;
    let mut shown = format!(
        "\n**{}** in line {}, column {}: {} ([{}]({}))\n\n{}",
        finding.severity,
        position.line,
        position.column,
        prose(&finding.message),
        rule.id,
        rule.url(),
        block(&lines(source, finding.span))
    );
    if let Some(help) = finding.help.as_ref().filter(|_| with_help) {
        // A `String` takes all.
        let _ = write!(shown, "\n{}\n", prose(help));
    }
    if let Some(fix) = &finding.fix {
        let safety = match fix.safety() {
            Safety::Safe => "Safe fix",
            Safety::Unsafe => "Unsafe fix",
        };
        let _ = write!(shown, "\n{safety}: {}.\n", prose(fix.title()));
    }
    shown
}

/// The lines around a place, those of the place marked with `>`. Of a place that is too large its beginning is shown.
fn lines(source: &Source, span: Span) -> String {
    let around = environment(source, span, LONGEST);
    let around = around.or_else(|| environment(source, Span::gap(span.start), LONGEST)).unwrap_or(span);
    let (text, lines) = (source.text(), source.lines());
    let number = |line| source.start().line + line;
    let (first, last) = (lines.line(around.start), lines.line(around.end));
    let marked = lines.line(span.start)..=lines.line(span.end.saturating_sub(1).max(span.start));
    let width = number(last).to_string().len();
    let mut shown = String::new();
    for line in first..=last {
        let whole = lines.line_span(text, line);
        let part = Span::new(whole.start.max(around.start), whole.end.min(around.end));
        let cut = |is_cut: bool| if is_cut { "…" } else { "" };
        let sign = if marked.contains(&line) { '>' } else { ' ' };
        let (left, right) = (cut(whole.start < part.start), cut(part.end < whole.end));
        // GitHub would set a tab eight columns wide.
        let words = snippet(source, part, LONGEST).replace('\t', "    ");
        let row = format!("{sign} {:width$} │ {left}{words}{right}", number(line));
        shown.push_str(row.trim_end());
        shown.push('\n');
    }
    shown
}

fn write_notices(closing: &Closing<'_>, out: &mut dyn Write) -> io::Result<()> {
    if closing.notices.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n### Not checked\n")?;
    let mut room = ROOM_OF_NOTICES;
    for (index, notice) in closing.notices.iter().enumerate() {
        let shown = format!("- {}: {}\n", code(&notice.path), prose(&notice.message));
        let Some(left) = room.checked_sub(shown.len()) else {
            return writeln!(out, "- and {} more", closing.notices.len() - index);
        };
        room = left;
        out.write_all(shown.as_bytes())?;
    }
    Ok(())
}
