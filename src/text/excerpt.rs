//! Excerpts: foreign words short enough for one sentence.

/// `words` on one line and in at most `max_chars` characters: line breaks, with the
/// indentation around them, become one space, and what is too long gives way to `…` in its middle, where names differ
/// least. Costs no more on a megabyte than on a line.
#[must_use]
pub(crate) fn excerpt(words: &str, max_chars: usize) -> String {
    // Four bytes are the longest character; the rest is room for indentation that is dropped.
    let reach = max_chars.saturating_mul(8) + 64;
    if words.len() <= 2 * reach {
        let flat = flatten(words);
        if flat.chars().nth(max_chars).is_none() {
            return flat;
        }
        return shorten(&flat, &flat, max_chars);
    }
    let head = flatten(&words[..words.floor_char_boundary(reach)]);
    let tail = flatten(&words[words.ceil_char_boundary(words.len() - reach)..]);
    shorten(&head, &tail, max_chars)
}

/// The start of `head`, `…`, and the end of `tail`, the start being twice as long as the end.
fn shorten(head: &str, tail: &str, max_chars: usize) -> String {
    let kept = max_chars.saturating_sub(1);
    let behind = kept / 3;
    let mut shown: String = head.chars().take(kept - behind).collect();
    shown.truncate(shown.trim_end().len());
    shown.push('…');
    let skipped = tail.chars().count().saturating_sub(behind);
    shown.push_str(tail.chars().skip(skipped).collect::<String>().trim_start());
    shown
}

fn flatten(words: &str) -> String {
    if !words.contains(['\n', '\r']) {
        return words.to_owned();
    }
    words.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::excerpt;

    #[test]
    fn short_words_stay() {
        assert_eq!(excerpt("\"ruleId\"", 40), "\"ruleId\"");
        assert_eq!(excerpt("äöüß", 4), "äöüß");
        assert_eq!(excerpt("", 4), "");
    }

    #[test]
    fn lines_become_one() {
        assert_eq!(excerpt("{\r\n  \"a\": 1,\r\n\r\n  \"b\": 2\r\n}", 40), "{ \"a\": 1, \"b\": 2 }");
    }

    #[test]
    fn long_words_lose_their_middle() {
        assert_eq!(excerpt("CN=Jane Doe,OU=Users,DC=contoso,DC=com", 16), "CN=Jane Do…C=com");
        assert!(excerpt(&" 🎈\n".repeat(1_000_000), 40).chars().count() <= 40);
        assert_eq!(excerpt("abc", 1), "…");
        assert_eq!(excerpt("abc", 0), "…");
    }
}
