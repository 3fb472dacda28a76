//! Quotation marks of all kinds.

/// Whether a character is used as a quotation mark.
pub(super) fn is_mark(character: char) -> bool {
    character == '"' || is_odd_mark(character)
}

/// Whether a character is used as a quotation mark, but none of JSON's.
pub(super) fn is_odd_mark(character: char) -> bool {
    is_single(character) || is_smart(character)
}

/// Whether a word processor makes such marks.
pub(super) fn is_smart(character: char) -> bool {
    is_smart_double(character) || matches!(character, '‘' | '’' | '‚' | '‛')
}

pub(super) fn is_smart_double(character: char) -> bool {
    matches!(character, '“' | '”' | '„' | '‟' | '″' | '＂' | '「' | '」' | '『' | '』' | '〝' | '〞' | '〟' | '❝' | '❞')
        || is_guillemet(character)
}

/// Whether such marks are set with spaces in some languages. Those of East Asia look the same.
pub(super) fn is_guillemet(character: char) -> bool {
    matches!(character, '«' | '»' | '‹' | '›' | '〈' | '〉' | '《' | '》')
}

pub(super) fn is_single(character: char) -> bool {
    matches!(character, '\'' | '`' | '´' | '＇')
}

/// Whether `closing` can close a string that `opening`, which is none of JSON's marks, has opened.
pub(super) fn is_pair(opening: char, closing: char) -> bool {
    match opening {
        '\'' | '´' => matches!(closing, '\'' | '´' | '’'),
        '`' => matches!(closing, '`' | '\''),
        '＇' => matches!(closing, '＇' | '\''),
        _ if is_smart_double(opening) => is_smart_double(closing) || closing == '"',
        _ => matches!(closing, '‘' | '’' | '‚' | '‛' | '\''),
    }
}
