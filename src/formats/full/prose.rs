//! How prose is set: as wide as the terminal up to one limit, with breaks at spaces only, and code in one piece.

use std::borrow::Cow;

use textwrap::core::display_width;
use textwrap::{Options, WordSeparator, WordSplitter};

/// The most columns: longer lines are hard to read.
const WIDEST: usize = 100;

/// Where a line of prose may break.
pub(super) const BREAK: WordSeparator = WordSeparator::AsciiSpace;

/// Stands for a space where no line may break. Unicode has set it aside for use inside a program.
const GLUE: char = '\u{FDD0}';

/// How prose is set on a terminal of `width` columns. Ids and other words stay whole.
pub(crate) fn prose(width: usize) -> Options<'static> {
    Options::new(width.min(WIDEST)).word_separator(BREAK).word_splitter(WordSplitter::NoHyphenation)
}

/// The text in lines. Code in backticks is not broken where it fits on one line.
pub(crate) fn fill(text: &str, options: Options<'_>) -> String {
    let text = with_whole_code(text, room(&options));
    unglued(&textwrap::fill(&text, options)).into_owned()
}

/// The lines of the text, as [`fill`] makes them.
pub(crate) fn wrap(text: &str, options: Options<'_>) -> Vec<String> {
    let text = with_whole_code(text, room(&options));
    textwrap::wrap(&text, options).iter().map(|line| unglued(line).into_owned()).collect()
}

fn room(options: &Options<'_>) -> usize {
    options.width.saturating_sub(display_width(options.subsequent_indent))
}

/// The text with [`GLUE`] in place of the spaces in code that fits into `room` columns.
pub(super) fn with_whole_code(text: &str, room: usize) -> Cow<'_, str> {
    // A backtick without its partner begins no code.
    if !text.contains('`') || text.matches('`').count() % 2 == 1 {
        return Cow::Borrowed(text);
    }
    let mut glued = String::with_capacity(text.len());
    for (index, part) in text.split('`').enumerate() {
        if index > 0 {
            glued.push('`');
        }
        // With its two backticks.
        if index % 2 == 1 && display_width(part) + 2 <= room {
            glued.extend(part.chars().map(|character| if character == ' ' { GLUE } else { character }));
        } else {
            glued.push_str(part);
        }
    }
    Cow::Owned(glued)
}

/// A line with its spaces again.
pub(super) fn unglued(line: &str) -> Cow<'_, str> {
    if line.contains(GLUE) { Cow::Owned(line.replace(GLUE, " ")) } else { Cow::Borrowed(line) }
}

#[cfg(test)]
mod tests {
    use super::{fill, prose};

    #[test]
    fn code_that_fits_on_a_line_is_not_broken() {
        for (text, lines) in [
            ("Write `Content-Type: application/json` here.", "Write\n`Content-Type: application/json`\nhere."),
            ("Write `a b` and `c d`, or ` e", "Write `a b` and `c d`, or ` e"),
            (
                "`a long piece of code that fits on no line at all`",
                "`a long piece of code that fits\non no line at all`",
            ),
        ] {
            assert_eq!(fill(text, prose(32)), lines);
        }
    }
}
