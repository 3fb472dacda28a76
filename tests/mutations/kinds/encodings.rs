//! Bytes that are not UTF-8, or more than the text.

use super::{Kind, bytes};

pub(super) const KINDS: &[Kind] = &[
    bytes("byte order mark", |text, _| ["\u{FEFF}", text].concat().into_bytes()),
    bytes("UTF-16, little end first", |text, _| {
        ["\u{FEFF}", text].concat().encode_utf16().flat_map(u16::to_le_bytes).collect()
    }),
    bytes("UTF-16, big end first", |text, _| {
        ["\u{FEFF}", text].concat().encode_utf16().flat_map(u16::to_be_bytes).collect()
    }),
    bytes("UTF-16 without mark", |text, _| text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
    bytes("Latin-1", |text, _| {
        text.chars().map(|character| u8::try_from(u32::from(character)).unwrap_or(b'?')).collect()
    }),
    bytes("a byte that is none of UTF-8", |text, dice| {
        let mut bytes = text.as_bytes().to_vec();
        bytes.insert(dice.below(text.len()), 0xA0);
        bytes
    }),
    bytes("NUL behind everything", |text, _| [text, "\0"].concat().into_bytes()),
    bytes("Ctrl-Z behind everything", |text, _| [text, "\u{1A}"].concat().into_bytes()),
];
