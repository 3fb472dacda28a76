//! What programs print for what they leave out.

/// What Node.js prints for what is nested too deep, and for what contains itself.
const PRINTED: [&str; 4] = ["[Array]", "[Object]", "[Circular]", "[Circular *1]"];

/// The length of what is here for something that a program left out, or `None` if nothing does.
pub(super) fn printed_length(text: &str) -> Option<usize> {
    PRINTED.iter().find(|printed| text.starts_with(**printed)).map(|printed| printed.len())
}
