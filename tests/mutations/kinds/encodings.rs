//! Bytes that are not UTF-8, or more than the text.

use super::{Kind, Make};

pub(super) const KINDS: &[Kind] = &[
    Kind { name: "byte order mark", make: Make::Bytes(|text, _| ["\u{FEFF}", text].concat().into_bytes()) },
    Kind {
        name: "UTF-16, little end first",
        make: Make::Bytes(|text, _| ["\u{FEFF}", text].concat().encode_utf16().flat_map(u16::to_le_bytes).collect()),
    },
    Kind {
        name: "UTF-16, big end first",
        make: Make::Bytes(|text, _| ["\u{FEFF}", text].concat().encode_utf16().flat_map(u16::to_be_bytes).collect()),
    },
    Kind {
        name: "UTF-16 without mark",
        make: Make::Bytes(|text, _| text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
    },
    Kind {
        name: "Latin-1",
        make: Make::Bytes(|text, _| {
            text.chars().map(|character| u8::try_from(u32::from(character)).unwrap_or(b'?')).collect()
        }),
    },
    Kind {
        name: "a byte that is none of UTF-8",
        make: Make::Bytes(|text, random| {
            let mut bytes = text.as_bytes().to_vec();
            bytes.insert(random.below(text.len()), 0xA0);
            bytes
        }),
    },
    Kind { name: "NUL behind everything", make: Make::Bytes(|text, _| [text, "\0"].concat().into_bytes()) },
    Kind { name: "Ctrl-Z behind everything", make: Make::Bytes(|text, _| [text, "\u{1A}"].concat().into_bytes()) },
];
