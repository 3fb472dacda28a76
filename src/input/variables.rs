//! The variables of HTTP clients: `{{name}}`, and the values that a file itself defines for them.

use std::collections::BTreeMap;
use std::ops::Range;

/// The longest value, in bytes, that is put in place of a variable. Without a limit a few values that name each other
/// twice could stand for more text than there is room for.
const LONGEST_VALUE: usize = 512;

/// The longest name of a variable that is known, in bytes.
pub(super) const LONGEST_NAME: usize = 128;

/// Names of variables and their values, if these are known.
#[derive(Clone, Debug, Default)]
pub(crate) struct Variables(BTreeMap<String, Option<String>>);

/// Whether `words` are one variable and nothing else: `{{body}}`.
#[must_use]
pub(crate) fn is_variable(words: &str) -> bool {
    let name = words.trim().strip_prefix("{{").and_then(|rest| rest.strip_suffix("}}"));
    name.is_some_and(|name| !name.contains(['{', '}', '"', '\n']))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part<'v> {
    Words,
    /// A variable's name in braces, and its value.
    Value(&'v str),
}

impl Variables {
    /// Defines a variable, whose value may name those that were defined before. One that is defined twice has no value
    /// here: clients do not agree on which counts.
    pub(crate) fn define(&mut self, name: &str, value: &str) {
        let mut filled = String::new();
        for (range, part) in self.parts(value) {
            filled.push_str(if let Part::Value(value) = part { value } else { &value[range] });
        }
        let value = (filled.len() <= LONGEST_VALUE).then_some(filled);
        self.0.entry(name.to_owned()).and_modify(|earlier| *earlier = None).or_insert(value);
    }

    /// The parts of `words`, each with where it is in them. A variable without a known value is a word like another.
    #[must_use]
    pub(crate) fn parts<'v>(&'v self, words: &str) -> Vec<(Range<usize>, Part<'v>)> {
        if self.0.is_empty() {
            return vec![(0..words.len(), Part::Words)];
        }
        let mut parts = Vec::new();
        let (mut done, mut at) = (0, 0);
        while let Some(open) = words[at..].find("{{").map(|open| at + open) {
            at = open + 2;
            // Looking no further than a name may reach keeps the search linear.
            let inside = &words[at..words.floor_char_boundary(at + LONGEST_NAME)];
            let Some(length) = inside.find("}}") else { continue };
            if let Some(value) = self.0.get(inside[..length].trim()).and_then(Option::as_deref) {
                parts.push((done..open, Part::Words));
                done = at + length + 2;
                parts.push((open..done, Part::Value(value)));
                at = done;
            }
        }
        parts.push((done..words.len(), Part::Words));
        parts
    }
}

#[cfg(test)]
mod tests {
    use super::{Part, Variables};

    #[test]
    fn known_variables_give_way_to_their_values() {
        let mut variables = Variables::default();
        variables.define("host", "https://a");
        variables.define("url", "{{host}}/b/{{unknown}}");
        variables.define("twice", "1");
        variables.define("twice", "2");
        let words = "{{ url }}?{{twice}}{{";
        let parts = variables.parts(words);
        let shown: Vec<_> = parts.into_iter().map(|(range, part)| (&words[range], part)).collect();
        let value = Part::Value("https://a/b/{{unknown}}");
        assert_eq!(shown, [("", Part::Words), ("{{ url }}", value), ("?{{twice}}{{", Part::Words)]);
    }
}
