//! XML 1.0 (<https://www.w3.org/TR/xml/>): text and attribute values.

use crate::source::visible;

/// `text` as the content of an element or the value of an attribute, in either quotes. What cannot be in XML, or acts on
/// a terminal, is made visible; line feeds and tabs pass if `layout` is wanted, which an attribute would not keep.
#[must_use]
pub(crate) fn escaped(text: &str, layout: bool) -> String {
    let shown = visible(text, layout);
    let mut escaped = String::with_capacity(shown.len() + 16);
    for character in shown.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            // Not needed everywhere, but `]]>` may not be in text.
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            // Section 2.2: no characters of XML, though they are of Unicode.
            '\u{FFFE}' => escaped.push_str("&lt;U+FFFE&gt;"),
            '\u{FFFF}' => escaped.push_str("&lt;U+FFFF&gt;"),
            _ => escaped.push(character),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_text() {
        assert_eq!(escaped("a]]><b c='d\"&amp;", false), "a]]&gt;&lt;b c=&apos;d&quot;&amp;amp;");
    }

    #[test]
    fn what_is_no_character_of_xml_is_shown() {
        let every: String = ('\0'..='\u{10FFFF}').collect();
        for layout in [false, true] {
            let text = escaped(&every, layout);
            let is_one = |character: char| {
                matches!(character, '\n' | '\t' if layout)
                    || matches!(character, '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
            };
            assert_eq!(text.chars().find(|&character| !is_one(character)), None);
        }
        assert_eq!(escaped("\u{1b}[1m\r\n\t\0\u{FFFE}\u{FFFF}", false), "␛[1m␍␊␉␀&lt;U+FFFE&gt;&lt;U+FFFF&gt;");
        assert_eq!(escaped("a\n\tb", true), "a\n\tb");
    }
}
