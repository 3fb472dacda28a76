//! JSON Pointers (RFC 6901) with gaps: `/parameters/*/ruleId`.

/// A pointer in which `*` stands for any one key or index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PointerPattern {
    /// The reference tokens, unescaped; `None` for the wildcard `*`.
    tokens: Vec<Option<String>>,
}

impl PointerPattern {
    /// Reads a pattern, or `None` if it is not a pointer.
    #[must_use]
    pub(crate) fn new(text: &str) -> Option<Self> {
        let tokens = match text.strip_prefix('/') {
            Some(rest) => rest.split('/').map(token).collect::<Option<_>>()?,
            None if text.is_empty() => Vec::new(),
            None => return None,
        };
        Some(Self { tokens })
    }

    /// Whether it is the pointer of a value, or of one that holds it.
    #[must_use]
    pub(crate) fn covers(&self, pointer: &str) -> bool {
        let mut found = pointer.split('/').skip(1);
        self.tokens.iter().all(|wanted| match (wanted, found.next()) {
            (None, Some(_)) => true,
            (Some(wanted), Some(found)) => token(found).flatten().is_some_and(|found| found == *wanted),
            (_, None) => false,
        })
    }
}

fn token(text: &str) -> Option<Option<String>> {
    if text == "*" {
        return Some(None);
    }
    let escapes = text.split('~').skip(1).all(|rest| rest.starts_with(['0', '1']));
    escapes.then(|| Some(text.replace("~1", "/").replace("~0", "~")))
}

#[cfg(test)]
mod tests {
    use super::PointerPattern;

    #[test]
    fn a_value_covers_what_is_in_it() {
        for (pattern, pointer, expected) in [
            ("", "", true),
            ("", "/parameters", true),
            ("/parameters", "", false),
            ("/parameters/*/ruleId", "/parameters/0/ruleId", true),
            ("/parameters/*/ruleId", "/parameters/0/subjects", false),
            ("/parameters/*", "/parameters/1/subjects/0", true),
            ("/parameters/0", "/parameters/01", false),
            ("/a~1b/~01", "/a~1b/~01", true),
            ("/a*", "/a*", true),
            ("/a*", "/ab", false),
        ] {
            let read = PointerPattern::new(pattern).expect("a pointer");
            assert_eq!(read.covers(pointer), expected, "{pattern} of {pointer}");
        }
        assert_eq!(["parameters", "/a~2", "/~", "#/a"].map(PointerPattern::new), [None, None, None, None]);
    }
}
