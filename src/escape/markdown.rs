//! Markdown in GitHub's dialect (<https://github.github.com/gfm/>).

use std::borrow::Cow;

use crate::source::visible;

/// `words` as code within a line.
#[must_use]
pub(crate) fn code(words: &str) -> String {
    let words = visible(words, false);
    let fence = "`".repeat(longest_run(&words) + 1);
    // One space at either end is not part of the code.
    let at_ends = |character| words.starts_with(character) || words.ends_with(character);
    let space = if words.is_empty() || at_ends('`') || at_ends(' ') { " " } else { "" };
    format!("{fence}{space}{words}{space}{fence}")
}

/// A sentence that quotes the words of others in backticks, on one line: what is quoted becomes code, and the rest has
/// no meaning but its words.
#[must_use]
pub(crate) fn prose(sentence: &str) -> String {
    let mut shown = String::with_capacity(sentence.len() + 16);
    let mut rest = sentence;
    while let Some((before, quoted)) = rest.split_once('`') {
        shown.push_str(&plain(before));
        let Some((quoted, behind)) = quoted.split_once('`') else {
            return shown + "\\`" + &plain(quoted);
        };
        shown.push_str(&code(quoted));
        rest = behind;
    }
    shown + &plain(rest)
}

/// `lines` as a block of code.
#[must_use]
pub(crate) fn block(lines: &str) -> String {
    let fence = "`".repeat((longest_run(lines) + 1).max(3));
    format!("{fence}text\n{}\n{fence}\n", visible(lines.trim_end_matches('\n'), true))
}

/// `words` without any meaning: no emphasis, link, image, element, table, formula, emoji or mention.
fn plain(words: &str) -> String {
    let words: Cow<'_, str> = visible(words, false);
    let mut shown = String::with_capacity(words.len() + 16);
    let mut characters = words.chars().peekable();
    while let Some(character) = characters.next() {
        let is_joined = characters.peek().is_some_and(|next| !next.is_whitespace());
        let has_meaning = match character {
            '\\' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~' | '|' | '#' | '@' | '$' | '`' => true,
            // Addresses and emoji; at the end of a sentence they are what they are.
            ':' | '.' => is_joined,
            // What makes a line a list or a title.
            '-' | '+' | '=' => shown.is_empty(),
            _ => false,
        };
        if has_meaning {
            shown.push('\\');
        }
        shown.push(character);
    }
    shown
}

fn longest_run(words: &str) -> usize {
    words.split(|character| character != '`').map(str::len).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_keeps_backticks() {
        assert_eq!(code("a"), "`a`");
        assert_eq!(code("a``b"), "```a``b```");
        assert_eq!(code("`"), "`` ` ``");
        assert_eq!(code(""), "`  `");
        assert_eq!(code("a\nb"), "`a␊b`");
    }

    #[test]
    fn only_quotations_are_code() {
        assert_eq!(prose("the key `\"a*\"` has no `:` after it."), "the key `\"a*\"` has no `:` after it.");
        assert_eq!(
            prose("<b>*x*</b> ![a](http://b.c) $d$ @e :f: 1.5"),
            "\\<b\\>\\*x\\*\\</b\\> !\\[a\\](http\\://b\\.c) \\$d\\$ \\@e \\:f: 1\\.5"
        );
        assert_eq!(prose("- a `b"), "\\- a \\`b");
    }

    #[test]
    fn a_block_is_not_ended_by_its_lines() {
        assert_eq!(block("a\n```\nb\n"), "````text\na\n```\nb\n````\n");
    }
}
