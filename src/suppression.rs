//! Suppressions: comments that say which rules are to be silent, and where.
//!
//! `msgraph-lint: ignore[rule-a,rule-b] reason` holds for the line that it is on and for the request that it belongs
//! to, `msgraph-lint: ignore-file[rule-a] reason` for the whole source. Groups are as good as rules. Which words are a
//! comment, and what a comment belongs to, the input formats say; this module knows none of them.

mod adding;
mod reach;
mod reading;
mod removing;

pub use adding::{addition_for_file, additions, may_be_added};

use std::sync::LazyLock;

use memchr::memmem::Finder;

use self::reach::Reaches;
use crate::comment::Comments;
use crate::finding::{Finding, Group, RuleInfo, Suppressed, Suppression};
use crate::source::Source;
use crate::text::suggest::nearest;
use crate::text::{Span, secret};

/// What every suppression begins with.
pub(crate) const MARK: &str = "msgraph-lint:";

/// Whether a text has the beginning of a suppression somewhere. Next to no text has.
#[must_use]
pub(crate) fn may_be_in(text: &str) -> bool {
    static FINDER: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(MARK));
    FINDER.find(text.as_bytes()).is_some()
}

/// The suppressions of one source.
#[derive(Debug, Default)]
pub struct Ignores<'a> {
    text: &'a str,
    all: Vec<Ignore>,
    reaches: Reaches,
}

/// A comment that is meant as a suppression.
#[derive(Debug)]
pub(crate) struct Ignore {
    /// The whole comment, with its marks.
    pub comment: Span,
    /// The places whose findings it silences.
    reach: Vec<Span>,
    /// Whether it silences all of the source instead.
    whole: bool,
    /// What is wrong with it, so that it silences nothing.
    pub syntax_error: Option<IgnoreError>,
    /// The words between its brackets.
    pub names: Vec<Name>,
    /// What its author says of it.
    pub reason: Option<Span>,
    /// The place of the closing bracket.
    close: u32,
}

/// What keeps a comment from being a suppression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct IgnoreError {
    pub span: Span,
    pub kind: IgnoreErrorKind,
    /// The comment's words corrected: the place from the word for what to do on, and what belongs there. None
    /// where it is not known.
    pub remedy: Option<(Span, String)>,
}

/// What is wrong with a suppression comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum IgnoreErrorKind {
    /// The word after the mark is none that there is.
    UnknownWord,
    NoNames,
    /// The closing bracket is missing.
    Unclosed,
}

/// A word between the brackets.
#[derive(Debug)]
pub(crate) struct Name {
    pub span: Span,
    /// Whether there is a rule or a group of this name.
    pub known: bool,
    /// The nearest name that there is, where it is none.
    pub meant: Option<&'static str>,
    /// Whether all its rules were on, so that it is clear what it is good for.
    checked: bool,
    /// Whether there was something for it to silence.
    used: bool,
}

impl<'a> Ignores<'a> {
    /// The suppressions among the comments of `source`. `is_on` says which of the `rules` look at it.
    #[must_use]
    pub fn read(
        source: &'a Source,
        comments: &Comments,
        rules: &[&'static RuleInfo],
        is_on: impl Fn(&RuleInfo) -> bool,
    ) -> Self {
        let text = source.text();
        let mut all: Vec<Ignore> =
            comments.found.iter().filter_map(|comment| reading::read(source, comment, rules)).collect();
        for name in all.iter_mut().flat_map(|ignore| &mut ignore.names) {
            let word = name.span.of(text);
            let mut named = rules.iter().filter(|rule| names(word, rule)).peekable();
            name.known = named.peek().is_some();
            name.meant = if name.known { None } else { nearest(word, known_names(rules)) };
            // A comment about comments would have to be judged before it is known what the others are good for.
            name.checked = named.all(|rule| is_on(rule) && rule.group != Group::Ignores);
        }
        let reaches = Reaches::new(&all);
        Self { text, all, reaches }
    }

    /// All of them, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Ignore> {
        self.all.iter()
    }

    /// The text that their places lie in.
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// Notes which names the findings of these rules, at these places, give something to silence.
    pub(crate) fn meet(&mut self, findings: impl Iterator<Item = (Span, &'static RuleInfo)>) {
        let text = self.text;
        for (span, rule) in findings {
            for number in self.reaches.at(span) {
                let named = self.all[number].names.iter_mut().filter(|name| names(name.span.of(text), rule));
                named.for_each(|name| name.used = true);
            }
        }
    }

    /// Parts what is to be reported from what is not. Both keep their order.
    #[must_use]
    pub(crate) fn part(&self, findings: Vec<Finding>) -> (Vec<Finding>, Vec<Suppressed>) {
        let (mut reported, mut suppressed) = (Vec::new(), Vec::new());
        for finding in findings {
            let mut holding = self.reaches.at(finding.span).map(|number| &self.all[number]);
            match holding.find(|ignore| ignore.names(finding.rule, self.text)) {
                Some(ignore) => suppressed.push(Suppressed { finding, by: ignore.suppression(self.text) }),
                None => reported.push(finding),
            }
        }
        (reported, suppressed)
    }
}

impl Ignore {
    fn names(&self, rule: &RuleInfo, text: &str) -> bool {
        self.names.iter().any(|name| names(name.span.of(text), rule))
    }

    fn suppression(&self, text: &str) -> Suppression {
        let reason = self.reason.map(|reason| secret::masked(reason.of(text)).into_owned());
        Suppression::Comment { place: self.comment, reason }
    }

    /// The names that were there for nothing, by their number.
    pub(crate) fn unused(&self) -> impl Iterator<Item = (usize, &Name)> {
        self.names.iter().enumerate().filter(|(_, name)| name.known && name.checked && !name.used)
    }
}

/// Everything that a suppression can name.
fn known_names(rules: &[&'static RuleInfo]) -> impl Iterator<Item = &'static str> {
    rules.iter().map(|rule| rule.id).chain(Group::ALL.iter().map(|group| group.name()))
}

/// Whether `word` is the id of a rule or the name of its group.
fn names(word: &str, rule: &RuleInfo) -> bool {
    word == rule.id || word == rule.group.name()
}
