//! Words that many texts are searched for. To prepare a search takes longer than to search a short text, and is done once.

use std::sync::OnceLock;

use memchr::memmem::Finder;

/// Words, each of which may stand anywhere in a text.
#[derive(Debug)]
pub(crate) struct Words {
    words: &'static [&'static str],
    finders: OnceLock<Vec<Finder<'static>>>,
}

impl Words {
    #[must_use]
    pub(crate) const fn new(words: &'static [&'static str]) -> Self {
        Self { words, finders: OnceLock::new() }
    }

    /// Whether one of them is in `text`.
    pub(crate) fn any_in(&self, text: &str) -> bool {
        self.finders().iter().any(|finder| finder.find(text.as_bytes()).is_some())
    }

    /// Whether all of them are in `text`.
    pub(crate) fn all_in(&self, text: &str) -> bool {
        self.finders().iter().all(|finder| finder.find(text.as_bytes()).is_some())
    }

    fn finders(&self) -> &[Finder<'static>] {
        self.finders.get_or_init(|| self.words.iter().map(Finder::new).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::Words;

    #[test]
    fn words_are_found_anywhere() {
        static WORDS: Words = Words::new(&["one", "two"]);
        for (text, any, all) in [("", false, false), ("-two", true, false), ("two, one", true, true)] {
            assert_eq!((WORDS.any_in(text), WORDS.all_in(text)), (any, all), "{text}");
        }
    }
}
