//! A string of a body as rules judge it: trimmed, with the places of its parts.

use std::borrow::Cow;
use std::ops::Range;

use crate::json::{Node, Tree};
use crate::text::{self, Edit, Span, offset};

/// The longest word that a message shows whole.
const SHOWN: usize = 80;

/// A string that is not blank, as it is kept beside its tree.
#[derive(Debug)]
pub(crate) struct OwnedWord {
    /// The index of its node.
    node: u32,
    /// The value, unless it is in the text as it is, between quotation marks.
    value: Option<Box<str>>,
    /// The length of the value in bytes.
    length: usize,
    /// The value without white space and lone quotation marks around it, in bytes.
    trimmed: Range<usize>,
}

impl OwnedWord {
    /// The string in `node`, and what it is without white space and lone quotation marks around it, or `None` if it is
    /// something else, or blank: other rules report that.
    pub(crate) fn read<'t>(node: Node<'t>) -> Option<(Self, Cow<'t, str>)> {
        let value = node.string()?;
        let trimmed = trimmed(&value)?;
        let is_in_text = matches!(value, Cow::Borrowed(_)) && !node.is_reinterpreted();
        let kept = (!is_in_text).then(|| Box::from(&*value));
        let word = Self { node: node.index(), value: kept, length: value.len(), trimmed: trimmed.clone() };
        let text = match value {
            Cow::Borrowed(value) => Cow::Borrowed(value.get(trimmed)?),
            Cow::Owned(value) => Cow::Owned(value.get(trimmed)?.to_owned()),
        };
        Some((word, text))
    }

    /// The word in the tree that it was read from.
    pub(crate) fn of<'a>(&'a self, tree: &'a Tree<'a>) -> Option<Word<'a>> {
        Some(Word { node: tree.node(self.node)?, kept: self })
    }
}

/// A string that is not blank.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word<'a> {
    node: Node<'a>,
    kept: &'a OwnedWord,
}

impl<'a> Word<'a> {
    fn value(self) -> &'a str {
        match &self.kept.value {
            Some(value) => value,
            None => self.node.span().inside_quotes().of(self.node.tree().text()),
        }
    }

    /// Whether the characters between the quotes are the value, so that places inside it are known.
    fn is_verbatim(self) -> bool {
        !self.node.is_reinterpreted() && self.node.span().len() as usize == self.kept.length + 2
    }

    /// The value without white space and lone quotation marks around it.
    pub(crate) fn text(self) -> &'a str {
        self.value().get(self.kept.trimmed.clone()).unwrap_or_default()
    }

    /// The text in backticks, shortened if it is long.
    pub(crate) fn quoted(self) -> String {
        format!("`{}`", text::excerpt(self.text(), SHOWN))
    }

    pub(crate) fn node(self) -> Node<'a> {
        self.node
    }

    /// Where the string stands, quotes included.
    pub(crate) fn span(self) -> Span {
        self.node.span()
    }

    /// Whether it is in the text without any quotes, and so is not JSON.
    pub(crate) fn is_bare(self) -> bool {
        self.node.is_reinterpreted() && self.node.words() == self.value()
    }

    /// Where a part of the text stands; the whole string where that is not known.
    pub(crate) fn part(self, range: &Range<usize>) -> Span {
        if self.is_verbatim() {
            let start = self.kept.trimmed.start;
            self.place_of(&(range.start + start..range.end + start))
        } else {
            self.span()
        }
    }

    /// The white space and quotation marks before and after the text, as parts of the value; empty
    /// ranges where there are none.
    pub(crate) fn padding(self) -> [Range<usize>; 2] {
        [0..self.kept.trimmed.start, self.kept.trimmed.end..self.kept.length]
    }

    /// The characters of a padding, and where it stands.
    pub(crate) fn padding_at(self, range: &Range<usize>) -> (&'a str, Span) {
        (self.part_of(range), if self.is_verbatim() { self.place_of(range) } else { self.span() })
    }

    /// The edits that put `text` in place of the word, white space around it untouched. None where the string is not
    /// written as JSON: its syntax is to be corrected first.
    pub(crate) fn replacement(self, text: &str) -> Vec<Edit> {
        let plain = !text.contains(|character: char| character.is_control() || matches!(character, '"' | '\\'));
        if self.node.is_reinterpreted() {
            Vec::new()
        } else if self.is_verbatim() && plain {
            vec![Edit::replace(self.part(&(0..self.text().len())), text)]
        } else {
            let [before, behind] = self.padding().map(|range| self.part_of(&range));
            vec![Edit::replace(self.span(), json(&format!("{before}{text}{behind}")))]
        }
    }

    /// A control character inside the text, which no id and no type has.
    pub(crate) fn control(self) -> Option<(char, Span)> {
        let text = self.text();
        let (at, control) = text.char_indices().find(|(_, character)| character.is_control())?;
        Some((control, self.part(&(at..at + control.len_utf8()))))
    }

    /// The edits that take the padding around the text away.
    pub(crate) fn trimming(self) -> Vec<Edit> {
        if self.is_verbatim() {
            let padded = self.padding().into_iter().filter(|range| !range.is_empty());
            padded.map(|range| Edit::delete(self.place_of(&range))).collect()
        } else if self.node.is_reinterpreted() {
            Vec::new()
        } else {
            vec![Edit::replace(self.span(), json(self.text()))]
        }
    }

    /// A part of the value.
    fn part_of(self, range: &Range<usize>) -> &'a str {
        self.value().get(range.clone()).unwrap_or_default()
    }

    /// Where a part of the value stands.
    fn place_of(self, range: &Range<usize>) -> Span {
        let start = self.span().start + 1;
        Span::new(start + offset(range.start), start + offset(range.end))
    }
}

/// Where the text begins and ends in a value, in bytes, or `None` where there is nothing but padding.
fn trimmed(value: &str) -> Option<Range<usize>> {
    let bytes = value.as_bytes();
    if [bytes.first()?, bytes.last()?].iter().all(|byte| byte.is_ascii_alphanumeric()) {
        return Some(0..value.len());
    }
    if value.trim_matches(is_padding).is_empty() {
        return None;
    }
    let blank = within(value, 0..value.len(), is_padding);
    let bare = within(value, blank.clone(), |it| is_padding(it) || is_quotation_mark(it));
    // A mark with a partner inside belongs to the value: `CN=Jane "JJ"`.
    let has_mark = |text: &str| text.contains(|it| is_quotation_mark(it) && !matches!(it, '\'' | '`' | '’'));
    Some(if has_mark(&value[bare.clone()]) { blank } else { bare })
}

/// The part of `value` in `range` without what is `outside` at its ends; all of it where nothing else is there.
fn within(value: &str, range: Range<usize>, outside: impl Fn(char) -> bool) -> Range<usize> {
    let text = value[range.clone()].trim_start_matches(&outside);
    let start = range.end - text.len();
    let end = start + text.trim_end_matches(&outside).len();
    if start == end { range } else { start..end }
}

/// White space, and the characters that show as nothing at all.
fn is_padding(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(character, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

/// The quotation marks of keyboards, word processors and other languages.
pub(crate) fn is_quotation_mark(character: char) -> bool {
    matches!(character, '"' | '\'' | '`' | '«' | '»' | '‘'..='‟' | '‹' | '›')
}

/// The text as a JSON string.
fn json(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
