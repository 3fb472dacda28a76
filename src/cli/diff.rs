//! A change as a unified diff, as people and `patch` read it.

use std::io::{self, Write};

use similar::udiff::UnifiedHunkHeader;
use similar::{Algorithm, ChangeTag, TextDiff};

use crate::formats::{Paint, Style};
use crate::source::{Source, visible};
use crate::text::secret;

/// Lines that are shown around a change.
const CONTEXT: usize = 3;

/// Writes what becomes of `before`. The words are those of the file, but for secrets and for what would act on a terminal.
pub(super) fn write(before: &Source, after: &str, out: &mut dyn Write, style: &Style) -> io::Result<()> {
    // A secret may be known by what stands on another line.
    let (old, new) = (secret::masked(before.text()), secret::masked(after));
    let (old, new) = (lines(&old), lines(&new));
    let diff = TextDiff::configure().algorithm(Algorithm::Myers).diff_slices(&old, &new);
    let name = visible(before.name(), false);
    for sign in ["---", "+++"] {
        writeln!(out, "{}", style.paint(Paint::Strong, &format!("{sign} {name}")))?;
    }
    for hunk in diff.grouped_ops(CONTEXT) {
        writeln!(out, "{}", style.paint(Paint::Code, &UnifiedHunkHeader::new(&hunk).to_string()))?;
        for change in hunk.iter().flat_map(|operation| diff.iter_changes(operation)) {
            write_line(change.tag(), change.value(), out, style)?;
        }
    }
    Ok(())
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
