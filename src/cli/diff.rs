//! A change as a unified diff, as people and `patch` read it.

use std::io::{self, Write};
use std::ops::Range;

use similar::{Algorithm, ChangeTag, DiffOp, TextDiff};

use crate::formats::{Paint, Style};
use crate::source::{Source, visible};
use crate::text::{Span, offset};

/// Lines that are shown around a change.
const CONTEXT: usize = 3;

/// Writes what becomes of `before`. The words are those of the file, but for what would act on a terminal. A hunk that would
/// show a secret is left out, so that what is written can always be applied; gives how many those are.
pub(super) fn write(before: &Source, after: &Source, out: &mut dyn Write, style: &Style) -> io::Result<usize> {
    let (old, new) = (lines(before.text()), lines(after.text()));
    let (old_secrets, new_secrets) = (secret_lines(before), secret_lines(after));
    let diff = TextDiff::configure().algorithm(Algorithm::Myers).diff_slices(&old, &new);
    let shows = |operation: &DiffOp| {
        let any = |lines: &[bool], range: Range<usize>| lines.get(range).is_some_and(|lines| lines.contains(&true));
        any(&old_secrets, operation.old_range()) || any(&new_secrets, operation.new_range())
    };
    let (shown, hidden): (Vec<_>, Vec<_>) =
        diff.grouped_ops(CONTEXT).into_iter().partition(|hunk| !hunk.iter().any(shows));
    if !shown.is_empty() {
        let name = visible(before.name(), false);
        for sign in ["---", "+++"] {
            writeln!(out, "{}", style.paint(Paint::Strong, &format!("{sign} {name}")))?;
        }
    }
    for hunk in &shown {
        let header = header(hunk, &hidden);
        writeln!(out, "{}", style.paint(Paint::Code, &header))?;
        for change in hunk.iter().flat_map(|operation| diff.iter_changes(operation)) {
            write_line(change.tag(), change.value(), out, style)?;
        }
    }
    Ok(hidden.len())
}

/// The head of a hunk. Its lines in the new text are counted as if the hunks that are left out were not there.
fn header(hunk: &[DiffOp], hidden: &[Vec<DiffOp>]) -> String {
    let ends = |hunk: &[DiffOp]| {
        let (first, last) = (hunk.first()?, hunk.last()?);
        Some((first.old_range().start..last.old_range().end, first.new_range().start..last.new_range().end))
    };
    let Some((old, new)) = ends(hunk) else { return String::new() };
    let mut start = new.start;
    for (old_lines, new_lines) in hidden.iter().filter_map(|hunk| ends(hunk)) {
        if old_lines.end <= old.start {
            start = (start + old_lines.len()).saturating_sub(new_lines.len());
        }
    }
    // Of no lines, the number is that of the line before them.
    let range = |start: usize, length: usize| match length {
        0 => format!("{start},0"),
        1 => (start + 1).to_string(),
        _ => format!("{},{length}", start + 1),
    };
    format!("@@ -{} +{} @@", range(old.start, old.len()), range(start, new.len()))
}

/// Which lines of a source show a secret, or a part of one.
fn secret_lines(source: &Source) -> Vec<bool> {
    let mut start = 0;
    let mut is_secret = Vec::new();
    for line in lines(source.text()) {
        let span = Span::new(start, start.saturating_add(offset(line.len())));
        is_secret.push(source.secrets_in(span).next().is_some());
        start = span.end;
    }
    is_secret
}

fn write_line(tag: ChangeTag, line: &str, out: &mut dyn Write, style: &Style) -> io::Result<()> {
    let (words, end) = match line.strip_suffix('\n') {
        None => (line, "\n\\ No newline at end of file\n"),
        Some(words) => words.strip_suffix('\r').map_or((words, "\n"), |words| (words, "\r\n")),
    };
    let shown = visible(words, true);
    match tag {
        ChangeTag::Equal => write!(out, " {shown}{end}"),
        ChangeTag::Delete => write!(out, "{}{end}", style.paint(Paint::Gone, &format!("-{shown}"))),
        ChangeTag::Insert => write!(out, "{}{end}", style.paint(Paint::Good, &format!("+{shown}"))),
    }
}

/// The lines of a text, each with its end.
fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}
