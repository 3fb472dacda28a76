//! Cuts the `//!` header out of a rule's source at compile time, so that the page for users and the file cannot differ.

/// Length in bytes of the header of `source` without its comment marks.
#[must_use]
pub(crate) const fn header_length(source: &str) -> usize {
    copy(source, &mut [])
}

/// The header of `source` without its comment marks. `LENGTH` is [`header_length`].
#[must_use]
pub(crate) const fn header<const LENGTH: usize>(source: &str) -> [u8; LENGTH] {
    let mut text = [0; LENGTH];
    copy(source, &mut text);
    text
}

/// Copies the header into `target`, as far as it fits, and counts its bytes.
const fn copy(source: &str, target: &mut [u8]) -> usize {
    let bytes = source.as_bytes();
    let mut at = 0;
    let mut length = 0;
    while at + 2 < bytes.len() && bytes[at] == b'/' && bytes[at + 1] == b'/' && bytes[at + 2] == b'!' {
        at += 3;
        if at < bytes.len() && bytes[at] == b' ' {
            at += 1;
        }
        let mut ended = false;
        while at < bytes.len() && !ended {
            if length < target.len() {
                target[length] = bytes[at];
            }
            ended = bytes[at] == b'\n';
            length += 1;
            at += 1;
        }
    }
    length
}
