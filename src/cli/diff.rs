//! A change as a unified diff, as people, `git apply` and `patch -p1` read it.

use std::borrow::Cow;
use std::io::{self, Write};
use std::ops::Range;
use std::path::Path;

use similar::{Algorithm, ChangeTag, DiffOp, TextDiff};

use crate::formats::{Paint, Style};
use crate::source::{Source, begins_command, visible};
use crate::text::{Span, offset};

/// Lines that are shown around a change.
const CONTEXT: usize = 3;

/// Who reads the lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reader {
    /// A person at a terminal: control characters are made visible.
    Terminal,
    /// A program, which applies them: the lines are those of the file, byte by byte.
    Program,
}

/// Writes the change of `before`, the text of the file at `path`, which is relative to the folder of the run. Omits a
/// hunk that would show a secret, and for programs one that would act on a terminal or a log, so that the output always
/// applies. Returns the number of omitted hunks.
pub(super) fn write(
    (before, path): (&Source, Option<&Path>),
    after: &Source,
    reader: Reader,
    out: &mut dyn Write,
    style: &Style,
) -> io::Result<usize> {
    let (old, new) = (lines(before.text()), lines(after.text()));
    let [old_secrets, new_secrets] = [before, after].map(|source| lines_to_hide(source, reader));
    let diff = TextDiff::configure().algorithm(Algorithm::Myers).diff_slices(&old, &new);
    let shows = |operation: &DiffOp| {
        let any = |lines: &[bool], range: Range<usize>| lines.get(range).is_some_and(|lines| lines.contains(&true));
        any(&old_secrets, operation.old_range()) || any(&new_secrets, operation.new_range())
    };
    let (shown, hidden): (Vec<_>, Vec<_>) =
        diff.grouped_ops(CONTEXT).into_iter().partition(|hunk| !hunk.iter().any(shows));
    if !shown.is_empty() {
        for (sign, folder) in [("---", "a"), ("+++", "b")] {
            let name = name(folder, before.name(), path);
            writeln!(out, "{}", style.paint(Paint::Strong, &format!("{sign} {name}")))?;
        }
    }
    for hunk in &shown {
        let header = header(hunk, &hidden);
        writeln!(out, "{}", style.paint(Paint::Code, &header))?;
        for change in hunk.iter().flat_map(|operation| diff.iter_changes(operation)) {
            write_line(change.tag(), change.value(), reader, out, style)?;
        }
    }
    Ok(hidden.len())
}

/// The header of a hunk. Line numbers of the new text ignore omitted hunks.
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
    // For an empty range, the number is that of the line before.
    let range = |start: usize, length: usize| match length {
        0 => format!("{start},0"),
        1 => (start + 1).to_string(),
        _ => format!("{},{length}", start + 1),
    };
    format!("@@ -{} +{} @@", range(old.start, old.len()), range(start, new.len()))
}

/// The lines of a source that contain a secret, or part of one, or would act on a terminal.
fn lines_to_hide(source: &Source, reader: Reader) -> Vec<bool> {
    let mut start = 0;
    let mut is_hidden = Vec::new();
    for line in lines(source.text()) {
        let span = Span::new(start, start.saturating_add(offset(line.len())));
        is_hidden.push(source.secrets_in(span).next().is_some() || reader == Reader::Program && acts(line));
        start = span.end;
    }
    is_hidden
}

/// Whether a line would act on a terminal or a log. A lone CR, the line ends of Unicode and characters without width,
/// such as a byte order mark, are harmless.
fn acts(line: &str) -> bool {
    const HARMLESS: [char; 10] = [
        '\r', '\u{AD}', '\u{200B}', '\u{200C}', '\u{200D}', '\u{2028}', '\u{2029}', '\u{2060}', '\u{2063}', '\u{FEFF}',
    ];
    let shown = line.replace(HARMLESS, "");
    visible(&shown, true) != shown
}

fn write_line(tag: ChangeTag, line: &str, reader: Reader, out: &mut dyn Write, style: &Style) -> io::Result<()> {
    let (words, end) = match line.strip_suffix('\n') {
        None => (line, "\n\\ No newline at end of file\n"),
        Some(words) => words.strip_suffix('\r').map_or((words, "\n"), |words| (words, "\r\n")),
    };
    let shown = match reader {
        Reader::Terminal => visible(words, true),
        Reader::Program => Cow::Borrowed(words),
    };
    match tag {
        ChangeTag::Equal => write!(out, " {shown}{end}"),
        ChangeTag::Delete => write!(out, "{}{end}", style.paint(Paint::Gone, &format!("-{shown}"))),
        ChangeTag::Insert => write!(out, "{}{end}", style.paint(Paint::Good, &format!("+{shown}"))),
    }
}

/// The name of a file as `git` writes it below a folder for the old and one for the new files. A path outside, which a
/// patch cannot change, is shown as it is.
fn name(folder: &str, shown: &str, path: Option<&Path>) -> String {
    // A name that is not Unicode differs from its shown form.
    let bytes = match path.filter(|path| path.to_str().is_none()) {
        Some(path) => path.components().collect::<std::path::PathBuf>().as_os_str().as_encoded_bytes().to_vec(),
        None => shown.as_bytes().to_vec(),
    };
    let is_elsewhere = Path::new(shown).is_absolute() || shown.starts_with("../");
    let mut name = if is_elsewhere { String::new() } else { format!("{folder}/") };
    let plain = name.len() + bytes.len();
    for chunk in bytes.utf8_chunks() {
        let text = chunk.valid();
        for (at, character) in text.char_indices() {
            let word = &text[at..at + character.len_utf8()];
            match character {
                '"' | '\\' => name.extend(['\\', character]),
                _ if visible(word, false) != word || begins_command(&name, &text[at..]) => {
                    name.extend(word.bytes().map(octal));
                }
                _ => name.push(character),
            }
        }
        name.extend(chunk.invalid().iter().copied().map(octal));
    }
    // Unquoted, text after a space may be read as a date.
    if name.len() > plain || name.contains(' ') { format!("\"{name}\"") } else { name }
}

/// A byte of a quoted name.
fn octal(byte: u8) -> String {
    format!("\\{byte:03o}")
}

/// The lines of a text, each with its end.
fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}
